"""Gives findings their ids, nests them, and parts them into attributions and claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.claims.acts import read_stance, relabelled
from sayso.claims.finding import Finding, Labels
from sayso.claims.fit import kind_of_name
from sayso.claims.mending import mended
from sayso.claims.reliability import confidence_of
from sayso.claims.resolution import FIRST_PERSON, Resolver
from sayso.claims.said_at import said_at
from sayso.claims.spans import SAME, overlap
from sayso.claims.speakers import outlet_link
from sayso.claims.stacked import is_only_layer, with_cited
from sayso.model.claim import Attribution, Claim, Form, SourceLink, SpeechAct
from sayso.model.document import Document
from sayso.model.identity import content_id
from sayso.model.reading import Reading
from sayso.model.span import Span, trimmed
from sayso.model.tree import Tree
from sayso.vocabulary.actors import MEDIA_KINDS

EDGES = ' \t\n,;:“”"«»„‘’—–-.'
NETWORK_RULE = "network"
EQUAL = 0.8  # share of the union from which two contents under one cue are one claim


def reading_of(document: Document, tree: Tree, findings: Sequence[Finding], least: float) -> Reading:
    """What these findings, as far as their confidence is at least ``least``, make of a document: attributions, claims, and whom its mentions stand for."""
    sure = [mended(tree, finding) for finding in findings if _confidence(finding) >= least]
    kept = sorted((part for finding in sure for part in with_cited(tree, finding)), key=lambda finding: (finding.position, finding.head or 0))
    kept = list({(finding.cue, tuple(sorted(finding.contents)), finding.extractor): finding for finding in reversed(kept)}.values())[::-1]
    _nest(kept)
    resolver = Resolver(tree, document, kept)
    builder = _Builder(document, tree, kept, resolver.links())
    return Reading(document=document, attributions=builder.attributions(), claims=tuple(builder.claims()), refusals=(), known=resolver.known())


def _confidence(finding: Finding) -> float:
    """How sure a finding is: its best part's confidence where the network has labelled it, else how often its rule is right."""
    measured = confidence_of(finding.rule) if finding.rule != NETWORK_RULE else 0.0
    return max([measured, *(labels.confidence for labels in finding.parts.values())])


def _nest(findings: Sequence[Finding]) -> None:
    """Sets ``inside`` to the smallest finding whose content holds the cue of this one."""
    for finding in findings:
        if finding.cue is None:
            continue
        if finding.under is not None:
            finding.inside = next((outer for outer, other in enumerate(findings) if other.cue == finding.under), None)
            continue
        best: tuple[int, int] | None = None
        for outer, other in enumerate(findings):
            if other is finding or other.head == finding.head:
                continue
            for content in other.contents:
                if content.covers(finding.cue) and (best is None or len(content) < best[0]):
                    best = (len(content), outer)
        finding.inside = best[1] if best else None


class _Builder:
    """Findings of one document as attributions and claims."""

    def __init__(self, document: Document, tree: Tree, findings: Sequence[Finding], links: dict[int, SourceLink]) -> None:
        self.document = document
        self.tree = tree
        self.findings = findings
        self.links = links
        self.ids = [self._id(finding) for finding in findings]

    def _id(self, finding: Finding) -> str:
        spans = [[span.start, span.end] for span in sorted(finding.contents)]
        cue = [finding.cue.start, finding.cue.end] if finding.cue else None
        return content_id("a", self.document.id, finding.extractor, cue, spans)

    def attributions(self) -> tuple[Attribution, ...]:
        """One row for each act of reporting."""
        return tuple(
            Attribution(
                id=self.ids[number],
                document_id=self.document.id,
                parent=self.ids[finding.inside] if finding.inside is not None else None,
                source=finding.source_span,
                cue=finding.cue,
                cue_lemma=finding.word.lemma if finding.word else None,
                contents=tuple(sorted(finding.contents)),
                form=self._form(finding.contents),
                carried=finding.carried,
                rule=finding.rule,
                extractor=finding.extractor,
                confidence=round(_confidence(finding), 3),
            )
            for number, finding in enumerate(self.findings)
        )

    def claims(self) -> Iterator[Claim]:
        """One claim for each clause with a truth value of its own; a first-person layer inside a quotation takes the clause's place."""
        told: dict[Span | None, list[tuple[int, Span]]] = {}
        for number, finding in enumerate(self.findings):
            parts = dict(self._parts(number, finding))
            before = told.setdefault(finding.cue, [])
            for contents, clause in parts.items():
                if finding.cue is None or not any(other != number and overlap(own, span) >= EQUAL for other, own in before for span in contents):
                    yield self._claim(number, replace(finding, clause=clause), contents)
            before.extend((number, span) for contents in parts for span in contents)

    def _parts(self, number: int, finding: Finding) -> Iterator[tuple[tuple[Span, ...], int | None]]:
        if any(self._is_layer(number, other) for other in self.findings):
            return
        if finding.rule == NETWORK_RULE:
            if finding.clause is not None and len(finding.parts) > 1 and len(set(map(id, finding.parts.values()))) == 1:
                yield tuple(sorted(finding.contents)), finding.clause  # one clause around its cue
                return
            yield from (((content,), finding.clause) for content in sorted(finding.contents))
            return
        spoken = finding.rule == "speaker label"
        quoted = [content for content in sorted(finding.contents) if spoken or self._is_quoted(finding, content)]
        if not quoted:
            yield tuple(sorted(finding.contents)), finding.clause
            return
        inner = [other for other in self.findings if other.inside == number and self._same_speaker(other)]
        for content in sorted(finding.contents):
            if content not in quoted:
                yield (content,), finding.clause
                continue
            for span, clause in self._pieces(content, finding):
                if not any(_mostly(span, other.contents) for other in inner):
                    yield (span,), clause

    def _pieces(self, content: Span, finding: Finding) -> Iterator[tuple[Span, int | None]]:
        """The main clauses of a quotation, parted further where the network found more than one claim in a clause."""
        labelled = sorted(span for span in finding.parts if content.covers(span))
        for span, clause in self._clauses(content):
            inside = [other for other in labelled if span.covers(other) and 2 * len(other) < len(span)]
            if len(inside) > 1:
                yield from ((other, None) for other in inside)
            else:
                yield span, clause

    def _is_quoted(self, finding: Finding, content: Span) -> bool:
        return any(content.overlaps(self.tree.parse.quotations[quotation].inner) for quotation in finding.quoted) and not self._began_before(finding, content)

    def _began_before(self, finding: Finding, content: Span) -> bool:
        """Whether this is a clause that only contains a quotation: it began before it, or goes on behind it."""
        marks = [self.tree.parse.quotations[quotation] for quotation in finding.quoted if content.overlaps(self.tree.parse.quotations[quotation].inner)]
        return all(content.start < mark.outer.start or (content.start == mark.outer.start and content.end > mark.outer.end) for mark in marks)

    def _is_layer(self, number: int, other: Finding) -> bool:
        """Whether another attribution leaves this one nothing else to say: it thinks what it says ("(said) it believed the ship had sunk"), or is an outlet that passes it on."""
        if other.inside != number or other.source is None:
            return False
        contents = self.findings[number].contents
        if other.under is None and (len(contents) > 1 or not is_only_layer(self.tree.parse.text, contents[0], other)):
            return False
        outer = self.links[number]
        if outer.organisation is not None and outer.name is None and kind_of_name(outer.organisation) in MEDIA_KINDS:
            return True
        own = self.tree.parse.pos[other.source] == "PRON" and other.act is SpeechAct.ASSESS
        return own and _same_voice(self.links[self.findings.index(other)], outer)

    def _same_speaker(self, other: Finding) -> bool:
        return other.source is not None and self.tree.lower(other.source) in FIRST_PERSON

    def _clauses(self, content: Span) -> Iterator[tuple[Span, int | None]]:
        """The sentences of a quotation, parted again at a coordinated main clause with a subject of its own."""
        parse = self.tree.parse
        for first, last in parse.sentences:
            if parse.ends[last - 1] <= content.start or parse.starts[first] >= content.end:
                continue
            inside = [at for at in range(first, last) if parse.starts[at] >= content.start and parse.ends[at] <= content.end]
            if not inside:
                continue
            for low, high, head in self._main_clauses(inside):
                span = trimmed(parse.text, parse.starts[low], parse.ends[high], EDGES)
                if span is not None and any(parse.pos[at] not in {"PUNCT", "SPACE"} for at in range(low, high + 1)):
                    yield self._with_abbreviation(span, content), head

    def _with_abbreviation(self, span: Span, content: Span) -> Span:
        """Keeps the full stop of an abbreviation at the end."""
        text = self.tree.parse.text
        at = parse_end = span.end
        if at < content.end and text[at] == "." and any(end == at + 1 for end in self.tree.parse.ends) and text[at - 1].isalpha():
            tokens = self.tree.parse.tokens_in(Span(at - 1, at + 1))
            if len(tokens) == 1:
                parse_end = at + 1
        return Span(span.start, parse_end)

    def _main_clauses(self, inside: list[int]) -> Iterator[tuple[int, int, int | None]]:
        """Runs of tokens with the verb that heads each."""
        tree, parse = self.tree, self.tree.parse
        members = set(inside)
        roots = [at for at in inside if tree.is_verb(at) and (parse.heads[at] == at or parse.heads[at] not in members)]
        main = roots[0] if roots else None
        cuts: list[tuple[int, int]] = []
        if main is not None:
            cuts = [(tree.left[kid], kid) for kid in tree.kids(main, "conj") if kid in members and kid > main and self._has_subject(kid)]
        low, head = inside[0], main
        for left, verb in sorted(cuts):
            high = left - 1
            while high > low and (parse.deps[high] in {"cc", "punct"} or parse.pos[high] == "PUNCT"):
                high -= 1
            if left > low and left in members:
                yield low, high, head
                low, head = left, verb
        yield low, inside[-1], head

    def _has_subject(self, verb: int) -> bool:
        return self.tree.is_verb(verb) and self.tree.kid(verb, "nsubj", "nsubjpass", "expl") is not None

    def _form(self, contents: Sequence[Span]) -> Form:
        parse = self.tree.parse
        total = quoted = 0
        for content in contents:
            for at in parse.tokens_in(content):
                if parse.pos[at] in {"PUNCT", "SPACE"}:
                    continue
                total += 1
                quoted += any(quotation.outer.start < parse.ends[at] <= quotation.outer.end for quotation in parse.quotations)
        return Form.DIRECT if quoted == total else Form.MIXED if quoted else Form.INDIRECT

    def _claim(self, number: int, finding: Finding, contents: tuple[Span, ...]) -> Claim:
        stance = read_stance(self.tree, finding, contents)
        labels = _labels_of(finding, contents)
        if labels is not None:
            stance = relabelled(self.tree, stance, labels, finding)
        spans = [[span.start, span.end] for span in contents]
        return Claim(
            id=content_id("c", self.ids[number], spans),
            document_id=self.document.id,
            attribution_id=self.ids[number],
            chain=self._chain(number),
            cue=finding.cue,
            cue_lemma=finding.word.lemma if finding.word else None,
            contents=contents,
            form=self._form(contents),
            act=stance.act,
            certainty=stance.certainty,
            estimate=stance.estimate,
            polarity=stance.polarity,
            condition=stance.condition,
            said_at=said_at(self.tree, finding.head, self.document.value("published"), self._clock(contents)),
            rule=finding.rule,
            confidence=round(labels.confidence if labels else _confidence(finding), 3),
        )

    def _clock(self, contents: Sequence[Span]) -> tuple[Span, str] | None:
        """The live blog's entry that a claim stands in, with its time."""
        at = contents[0].start
        return next(((span, clock) for span, clock in self.document.clocks if span.start <= at < span.end), None)

    def _chain(self, number: int) -> tuple[SourceLink, ...]:
        """Outlet, then every speaker in whose content the next one stands."""
        links = [self.links[number]]
        seen = {number}
        outer = self.findings[number].inside
        while outer is not None and outer not in seen:
            seen.add(outer)
            if (links[0].rule != "first person" or len(links) > 1) and not _same_voice(links[0], self.links[outer]):
                links.insert(0, self.links[outer])
            outer = self.findings[outer].inside
        return (outlet_link(self.document.value("outlet")), *links)


def _same_voice(one: SourceLink, other: SourceLink) -> bool:
    """Whether two links are one voice, which relays nobody: "Kovač said he expected rain"."""
    known = bool(one.name or one.organisation) or (one.resolved_from is not None and one.resolved_from in {other.span, other.resolved_from})
    return known and (one.name, one.organisation, one.role, one.country) == (other.name, other.organisation, other.role, other.country)


def _mostly(span: Span, contents: Sequence[Span]) -> bool:
    covered = sum(max(0, min(span.end, content.end) - max(span.start, content.start)) for content in contents)
    return 2 * covered >= len(span)


def _labels_of(finding: Finding, contents: Sequence[Span]) -> Labels | None:
    """The network's labels for these contents, if it found them too."""
    best = max(((overlap(content, span), span.start, labels) for span, labels in finding.parts.items() for content in contents), key=lambda row: row[:2], default=None)
    return best[2] if best is not None and best[0] >= SAME else None
