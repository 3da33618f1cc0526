"""Resolves sources within one document: short names, pronouns, descriptions and first persons to the voice they point to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.claims.finding import Finding
from sayso.claims.issuer import Issuer
from sayso.claims.offices import Offices
from sayso.claims.reference import References
from sayso.claims.sources import RELATIVE, mention
from sayso.claims.speakers import Reading, Sort, read_mention
from sayso.claims.voices import Voices, conjuncts, first_member, is_name
from sayso.model.claim import SourceKind, SourceLink
from sayso.model.document import Document
from sayso.model.span import Span
from sayso.model.tree import Tree

FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our", "ours", "myself", "ourselves"})
SHORT = 4  # words of a nameless body that may stand for itself


class Resolver:
    """Gives every finding's source its link."""

    def __init__(self, tree: Tree, document: Document, findings: Sequence[Finding]) -> None:
        self.tree = tree
        self.findings = findings
        self.issuer = Issuer(tree, document.value("outlet"))
        self.offices = Offices(tree, document.value("published"))
        self.voices = Voices(tree)
        self.references = References(tree, self.voices, self.issuer.voice, {finding.source for finding in findings if finding.source is not None})

    def links(self) -> dict[int, SourceLink]:
        """The innermost link of each finding, by the finding's place in the list."""
        links: dict[int, SourceLink] = {}
        for number in sorted(range(len(self.findings)), key=lambda number: (self._depth(number), number)):
            outer = self.findings[number].inside
            links[number] = self._link(self.findings[number], links.get(outer) if outer is not None else None)
        return links

    def _depth(self, number: int) -> int:
        depth, seen = 0, {number}
        while (outer := self.findings[number].inside) is not None and outer not in seen:
            seen.add(outer)
            depth, number = depth + 1, outer
        return depth

    def _link(self, finding: Finding, outer: SourceLink | None) -> SourceLink:
        if finding.source is None or finding.source_span is None:
            return self._unstated(finding)
        if finding.rule == "speaker label":
            return self._labelled(finding.source, finding.source_span)
        word = self.tree.lower(finding.source)
        if self.tree.parse.words[finding.source] != "US" and word in FIRST_PERSON:
            if outer is not None and outer.kind is not SourceKind.UNSTATED:
                return replace(outer, span=finding.source_span, resolved_from=outer.resolved_from or outer.span, rule="first person")
            return self._own(finding.source, finding.source_span)
        link = self._resolve(finding.source, finding.source_span)
        also = tuple(self._resolve(conjunct, mention(self.tree, conjunct)) for conjunct in conjuncts(self.tree, finding.source))
        return replace(link, also=also) if also else link

    def _unstated(self, finding: Finding) -> SourceLink:
        """Nobody is named: with no reporting words either it is the report's own voice."""
        if finding.cue is None and self.issuer.voice is not None:
            return self.issuer.link(None, "own voice")
        return SourceLink(span=None, kind=SourceKind.UNSTATED, name=None, role=None, organisation=None, country=None, rule="no source named")

    def _labelled(self, source: int, span: Span) -> SourceLink:
        """A speaker's label in a transcript: the person of that name or office; Q the outlet, A the person who is introduced first."""
        label = span.of(self.tree.parse.text)
        people = [voice for voice in self.voices.all() if voice.reading.sort is Sort.PERSON]
        if label in {"Q", "QUESTION"}:
            return SourceLink(span=span, kind=SourceKind.OUTLET, name=None, role=None, organisation=self.issuer.outlet, country=None, rule="speaker label")
        if label in {"A", "ANSWER"}:
            before = [voice for voice in people if voice.named and 0 <= voice.first < source]
            found = max(before, key=lambda voice: (voice.reading.role is not None, -voice.first), default=None)
        else:
            word = label.split()[-1].lower()
            named = [voice for voice in people if word in (voice.reading.name or "").lower().split() and voice.reading.name != label]
            office = [voice for voice in people if word in voice.nouns]
            found = next(iter(named or office), None)
        if found is None:
            return self._resolve(source, span)
        return self._link_of(found.reading, span, found.span, "speaker label")

    def _own(self, source: int, span: Span) -> SourceLink:
        """The word "we" outside quotation marks is the outlet: a paper, a firm that reports for itself, a ministry."""
        if source in self.references.quoted or self.issuer.voice is None:
            return SourceLink(span=span, kind=SourceKind.ANONYMOUS, name=None, role=None, organisation=None, country=None, rule="first person: no antecedent")
        return self.issuer.link(span, "first person of the outlet")

    def _resolve(self, noun: int, span: Span) -> SourceLink:
        word = "US" if self.tree.parse.words[noun] == "US" else self.tree.lower(noun)
        if word in RELATIVE:
            return self._antecedent(noun, span)
        voice = self.voices.at.get(noun)
        if voice is None:
            if self.tree.parse.pos[noun] == "PRON" and word != "us":
                return SourceLink(span=span, kind=SourceKind.ANONYMOUS, name=None, role=None, organisation=None, country=None, rule=f"pronoun {word}: no antecedent")
            return self._link_of(read_mention(self.tree, noun, first_member(self.tree, noun, span)), span, None, "mention")
        origin = voice.span if voice.span != span and voice.span != self.voices.spans.get(noun) else None
        reading = voice.reading
        own = self.voices.readings.get(noun)
        if own is not None and own.name and voice.named:
            reading = replace(reading, role=own.role or reading.role, organisation=own.organisation or reading.organisation, country=own.country or reading.country)
        rule = self.references.rules.get(noun) or ("short name" if origin is not None and own is not None else "mention")
        return self._link_of(reading, span, origin, rule)

    def _antecedent(self, noun: int, span: Span) -> SourceLink:
        """The noun that a relative pronoun stands for."""
        parse = self.tree.parse
        for above in self.tree.ancestors(noun):
            if parse.deps[above] in {"relcl", "acl"}:
                head = parse.heads[above]
                link = self._resolve(head, mention(self.tree, head))
                return replace(link, span=span, resolved_from=link.resolved_from or link.span, rule="relative pronoun")
        return SourceLink(span=span, kind=SourceKind.ANONYMOUS, name=None, role=None, organisation=None, country=None, rule="relative pronoun: no antecedent")

    def _link_of(self, reading: Reading, span: Span, origin: Span | None, rule: str) -> SourceLink:
        link = SourceLink(
            span=span,
            kind=reading.kind,
            name=reading.name,
            role=reading.role,
            organisation=reading.organisation,
            country=reading.country,
            rule=rule,
            resolved_from=origin,
        )
        return self.offices.grounded(self._owned(link, reading))

    def _owned(self, link: SourceLink, reading: Reading) -> SourceLink:
        """A nameless voice or document speaks for the body that it belongs to."""
        owner = self.voices.at.get(reading.owner) if reading.owner is not None else None
        named = is_name(reading) and reading.sort is Sort.BODY
        if owner is None or named or (link.name is not None and link.organisation is not None):
            return link
        if owner.reading.sort is Sort.PEOPLE and reading.organisation is None:  # one of them
            return replace(link, role=owner.reading.role, organisation=owner.reading.organisation, country=owner.reading.country)
        if owner.reading.sort is Sort.PERSON and link.name is not None:
            return link  # her brother
        if owner.reading.sort is Sort.PERSON:
            body, country = (owner.reading.organisation or owner.reading.name), owner.reading.country
        else:
            body, country = owner.reading.organisation, owner.reading.country
        if body is None or body.startswith("Government of") or owner.reading.sort is Sort.PEOPLE:
            return replace(link, country=link.country or country)
        role = link.role or link.organisation
        if not is_name(owner.reading) and len(body.split()) > SHORT:
            return link
        return replace(link, role=role, organisation=body, country=link.country or country)
