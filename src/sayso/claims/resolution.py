"""Resolves sources within one document: short names, pronouns, role nouns and first persons to the fuller mention they point to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.claims.finding import Finding
from sayso.claims.sources import RELATIVE, mention
from sayso.claims.speakers import Reading, read_mention
from sayso.claims.tree import Tree
from sayso.model.claim import SourceKind, SourceLink
from sayso.model.span import Span

HE = frozenset({"he", "him", "his"})
SHE = frozenset({"she", "her"})
PERSON_PRONOUNS = HE | SHE
FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our"})
BODY_NOUNS_BACK = 12  # sentences back in which "the agency" still means the last body of that kind


@dataclass(slots=True)
class Known:
    """A voice met in the document so far."""

    reading: Reading
    span: Span
    sentence: int
    text: str


class Resolver:
    """Gives every finding's source its link, in the order of the text."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.people = self._people()
        self.voices: list[Known] = []

    def _people(self) -> dict[str, Known]:
        """Every full name in the document by its last word: "Kirby" points to "White House ... director John Kirby"."""
        parse = self.tree.parse
        found: dict[str, Known] = {}
        for at in range(len(parse)):
            if parse.pos[at] != "PROPN" or parse.deps[at] in {"compound", "flat"}:
                continue
            span = mention(self.tree, at)
            reading = read_mention(self.tree, at, span)
            if reading.kind is not SourceKind.NAMED or reading.name is None:
                continue
            key = reading.name.split()[-1].lower()
            known = found.get(key)
            richer = known is not None and known.reading.role is None and reading.role is not None
            longer = known is not None and known.reading.name is not None and len(reading.name.split()) > len(known.reading.name.split())
            if known is None or richer or longer:
                found[key] = Known(reading, span, self.tree.sentence_of[at], span.of(parse.text))
        return found

    def resolve(self, findings: Sequence[Finding]) -> dict[int, SourceLink]:
        """The innermost link of each finding, by the finding's place in the list."""
        links: dict[int, SourceLink] = {}
        order = sorted(range(len(findings)), key=lambda number: self._position(findings[number]))
        for number in order:
            finding = findings[number]
            outer = links.get(finding.inside) if finding.inside is not None else None
            links[number] = self._link(finding, outer)
        return links

    def _position(self, finding: Finding) -> tuple[int, int]:
        depth = 1 if finding.inside is not None else 0
        return depth, finding.source if finding.source is not None else finding.head or 0

    def _link(self, finding: Finding, outer: SourceLink | None) -> SourceLink:
        if finding.source is None or finding.source_span is None:
            return SourceLink(span=None, kind=SourceKind.UNSTATED, name=None, role=None, organisation=None, country=None, rule="no source named")
        word = self.tree.lower(finding.source)
        if self.tree.parse.words[finding.source] != "US" and word in FIRST_PERSON and outer is not None:
            return replace(outer, span=finding.source_span, resolved_from=outer.resolved_from or outer.span, rule="first person")
        link = self._resolve(finding.source, finding.source_span)
        also = tuple(self._resolve(conjunct, mention(self.tree, conjunct)) for conjunct in self._conjuncts(finding.source))
        return replace(link, also=also) if also else link

    def _conjuncts(self, source: int) -> list[int]:
        found = [kid for kid in self.tree.kids(source, "conj") if self.tree.parse.pos[kid] in {"PROPN", "NOUN"}]
        return [*found, *(grand for kid in found for grand in self._conjuncts(kid))]

    def _resolve(self, noun: int, span: Span) -> SourceLink:
        word = "US" if self.tree.parse.words[noun] == "US" else self.tree.lower(noun)
        sentence = self.tree.sentence_of[noun]
        if word in RELATIVE:
            return self._antecedent(noun, span)
        if word in PERSON_PRONOUNS:
            return self._point(span, self._last(noun, SourceKind.NAMED), f"pronoun {word}")
        if word == "it":
            return self._point(span, self._last(noun, SourceKind.ORGANISATION), "pronoun it")
        if word in {"they", "them"}:
            return self._point(span, self._last(noun, SourceKind.ANONYMOUS, SourceKind.ORGANISATION), "pronoun they")
        if word in FIRST_PERSON or (self.tree.parse.pos[noun] == "PRON" and word != "US"):
            return self._point(span, None, "pronoun")
        head_only = span if not self._conjuncts(noun) else self._without_conjuncts(noun, span)
        reading = read_mention(self.tree, noun, head_only)
        return self._named(noun, span, reading, sentence)

    def _without_conjuncts(self, noun: int, span: Span) -> Span:
        """Of "Russia and North Korea" the first member."""
        first = min(self._conjuncts(noun))
        cut = self.tree.left[first]
        parse = self.tree.parse
        while cut - 1 > noun and parse.deps[cut - 1] in {"cc", "punct"}:
            cut -= 1
        return Span(span.start, max(parse.ends[noun], parse.ends[cut - 1]))

    def _named(self, noun: int, span: Span, reading: Reading, sentence: int) -> SourceLink:
        text = span.of(self.tree.parse.text)
        if reading.kind is SourceKind.NAMED and reading.name:
            known = self.people.get(reading.name.split()[-1].lower())
            if known is not None and known.span != span and (known.reading.role or reading.role is None):
                merged = Reading(
                    SourceKind.NAMED,
                    known.reading.name,
                    reading.role or known.reading.role,
                    reading.organisation or known.reading.organisation,
                    reading.country or known.reading.country,
                )
                self.voices.append(Known(merged, span, sentence, text))
                return self._link_of(merged, span, known.span, "short name")
        elif (known := self._role_or_body(noun, span, reading, sentence)) is not None:
            self.voices.append(Known(known.reading, span, sentence, text))
            return self._link_of(known.reading, span, known.span, "role noun")
        self.voices.append(Known(reading, span, sentence, text))
        return self._link_of(reading, span, None, "mention")

    def _role_or_body(self, noun: int, span: Span, reading: Reading, sentence: int) -> Known | None:
        """Resolves "the agency", "the spokesman", "the minister": the last voice that bears this noun."""
        tree = self.tree
        determiner = tree.kid(noun, "det", "poss")
        if determiner is None or tree.lower(determiner) not in {"the", "this", "that"} or len(tree.parse.tokens_in(span)) > 3:
            return None
        word = tree.lower(noun)
        for known in reversed(self.voices):
            if sentence - known.sentence > BODY_NOUNS_BACK:
                break
            role = (known.reading.role or "").lower().split()
            body = (known.reading.organisation or known.text).lower().split()
            if word in role or (reading.kind is not SourceKind.NAMED and word in body and known.text.lower() != f"the {word}"):
                return known
        plural = word.rstrip("s")
        for person in self.people.values():
            if person.sentence < sentence and plural in (person.reading.role or "").lower().split():
                return person
        return None

    def _last(self, noun: int, *kinds: SourceKind) -> Known | None:
        """The last voice of one of these kinds, else the last such name that was a subject."""
        start = self.tree.parse.starts[noun]
        for known in reversed(self.voices):
            if known.reading.kind in kinds and known.span.start < start:
                return self._nearer(known, start, kinds)
        return self._nearer(None, start, kinds)

    def _nearer(self, known: Known | None, start: int, kinds: tuple[SourceKind, ...]) -> Known | None:
        """A person named as a subject between the last voice and here wins over it."""
        if SourceKind.NAMED not in kinds:
            return known
        tree = self.tree
        first = tree.parse.tokens_in(known.span)[-1] if known else 0
        here = next((at for at in range(len(tree.parse)) if tree.parse.starts[at] >= start), len(tree.parse))
        for at in range(here - 1, first, -1):
            if tree.parse.pos[at] == "PROPN" and tree.parse.deps[at] in {"nsubj", "nsubjpass"}:
                named = self.people.get(tree.lower(at))
                if named is not None:
                    return named
        return known

    def _antecedent(self, noun: int, span: Span) -> SourceLink:
        """The noun that a relative pronoun stands for."""
        parse = self.tree.parse
        for above in self.tree.ancestors(noun):
            if parse.deps[above] in {"relcl", "acl"}:
                head = parse.heads[above]
                link = self._resolve(head, mention(self.tree, head))
                return replace(link, span=span, resolved_from=link.resolved_from or link.span, rule="relative pronoun")
        return self._point(span, None, "relative pronoun")

    def _point(self, span: Span, known: Known | None, rule: str) -> SourceLink:
        if known is None:
            return SourceLink(span=span, kind=SourceKind.ANONYMOUS, name=None, role=None, organisation=None, country=None, rule=f"{rule}: no antecedent")
        self.voices.append(Known(known.reading, span, known.sentence, known.text))
        return self._link_of(known.reading, span, known.span, rule)

    def _link_of(self, reading: Reading, span: Span, origin: Span | None, rule: str) -> SourceLink:
        return SourceLink(
            span=span,
            kind=reading.kind,
            name=reading.name,
            role=reading.role,
            organisation=reading.organisation,
            country=reading.country,
            rule=rule,
            resolved_from=origin,
        )
