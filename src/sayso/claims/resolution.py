"""Resolves sources within one document: short names, pronouns, descriptions and first persons to the voice they point to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sayso.claims.anonymous import Anonymous
from sayso.claims.finding import Finding
from sayso.claims.issuer import Issuer
from sayso.claims.labels import ASKING, Labels, name_and_role
from sayso.claims.offices import Offices
from sayso.claims.reference import refer
from sayso.claims.rivals import is_open, rivals_at
from sayso.claims.sources import conjuncts, first_member, mention
from sayso.claims.speakers import Reading, Sort, counted, read_mention
from sayso.claims.titles import of_many_countries
from sayso.claims.voice import is_name
from sayso.claims.voices import Voices
from sayso.model.claim import Known, SourceKind, SourceLink
from sayso.model.clauses import RELATIVE
from sayso.model.document import Document
from sayso.model.span import Span
from sayso.model.tree import Tree
from sayso.vocabulary import loader

FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our", "ours", "myself", "ourselves"})
SECOND_PERSON = frozenset({"you", "your"})
SHORT = 4  # words of a nameless body that may stand for itself


def without_owner(words: str) -> str:
    """A description without its possessor.

    >>> without_owner("Its delegation at the United Nations"), without_owner("the ship's agent"), without_owner("agent of the ship")
    ('delegation at the United Nations', 'agent', 'agent')
    """
    bare = re.sub(r"^(?:its|their|his|her|.*?['’]s) (?=\S)", "", words, flags=re.IGNORECASE)
    return re.sub(r" (?:of|for) (?:the|this|that) \w+$", "", bare)


class Resolver:
    """Gives every finding's source its link."""

    def __init__(self, tree: Tree, document: Document, findings: Sequence[Finding]) -> None:
        self.tree = tree
        self.findings = findings
        self.issuer = Issuer(tree, document.value("outlet"), document.value("title"))
        self.offices = Offices(tree, document.value("published"))
        self.anonymous = Anonymous(tree)
        self.voices = Voices(tree, self.issuer.voice)
        self.labels = Labels(self.voices, findings)
        self.scene = refer(tree, self.voices, self.issuer.voice, {finding.source for finding in findings if finding.source is not None})

    def known(self) -> dict[int, Known]:
        """For every token that heads a mention of somebody, also a pronoun or description: the name it stands for, and the country."""
        return {
            noun: Known(name=name, country=voice.reading.country) for noun, voice in sorted(self.voices.at.items()) if (name := voice.reading.name or voice.reading.organisation)
        }

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
        if (speaker := self._in_transcript(finding.source, finding.source_span)) is not None:
            return speaker
        word = self.tree.lower(finding.source)
        if self.tree.parse.words[finding.source] != "US" and word in FIRST_PERSON:
            if outer is not None and outer.kind is not SourceKind.UNSTATED:
                return replace(outer, span=finding.source_span, resolved_from=outer.resolved_from or outer.span, rule="first person")
            return self._own(finding.source, finding.source_span)
        source, span = self._behind_dateline(finding.source, finding.source_span)
        link = self._of_noun(source, self._resolve(source, span), outer)
        also = tuple(self._resolve(conjunct, mention(self.tree, conjunct)) for conjunct in conjuncts(self.tree, finding.source))
        return replace(link, also=also) if also else link

    def _behind_dateline(self, source: int, span: Span) -> tuple[int, Span]:
        """A source, or where the parse took the dateline for it the name behind that: "MONCTON, April 14 - Chaleur Group said"."""
        first = self.voices.dateline
        if not first or self.tree.parse.starts[first] <= span.start:
            return source, span
        name = source if source >= first else next((kid for kid in self.tree.kids(source, "appos", "conj") if kid >= first), None)
        if name is None:
            return source, span
        whole = mention(self.tree, name)
        return name, Span(max(whole.start, self.tree.parse.starts[first]), whole.end)

    def _of_noun(self, source: int, link: SourceLink, outer: SourceLink | None) -> SourceLink:
        """The link with what its own noun phrase adds: whose it is, how many they are, where they come from."""
        noun = counted(self.tree, source, link.span) if link.span is not None else source
        return self.anonymous.described(self._ours(source, link, outer), noun)

    def _ours(self, source: int, link: SourceLink, outer: SourceLink | None) -> SourceLink:
        """The link of "our log", "my colleagues" with the body or person whose words these are."""
        possessor = self.tree.kid(source, "poss")
        if possessor is None or self.tree.lower(possessor) not in FIRST_PERSON or link.name is not None:
            return link
        if outer is None and possessor not in self.scene.quoted and self.issuer.voice is not None:
            outer = self.issuer.link(None, "own voice")
        if outer is None or outer.kind is SourceKind.UNSTATED:
            return link
        return replace(link, role=link.role or link.organisation, organisation=outer.organisation or outer.name, country=link.country or outer.country)

    def _unstated(self, finding: Finding) -> SourceLink:
        """Nobody is named: with no reporting words either it is the report's own voice; in the statement of a body also with them, except for hearsay."""
        hearsay = finding.word is not None and finding.word.lemma in loader.name_words().hearsay
        if self.issuer.voice is not None and (finding.cue is None or (self.issuer.for_itself and not hearsay)):
            return self.issuer.link(None, "own voice")
        return SourceLink(span=None, kind=SourceKind.UNSTATED, name=None, role=None, organisation=None, country=None, rule="no source named")

    def _labelled(self, source: int, span: Span) -> SourceLink:
        """A speaker's label in a transcript: Q the outlet, else the person of that name or office."""
        label = span.of(self.tree.parse.text)
        if label in ASKING and self.issuer.for_itself:
            return SourceLink(span=span, kind=SourceKind.ANONYMOUS, name=None, role="journalist", organisation=None, country=None, rule="speaker label")
        if label in {"Q", "QUESTION"}:
            return SourceLink(span=span, kind=SourceKind.OUTLET, name=None, role=None, organisation=self.issuer.outlet, country=None, rule="speaker label")
        found = self.labels.speaker(label, source)
        if found is None:
            name, role = name_and_role(label)
            kind = SourceKind.NAMED if name else SourceKind.ANONYMOUS
            return SourceLink(span=span, kind=kind, name=name, role=role, organisation=None, country=None, rule="speaker label")
        return self._link_of(found.reading, span, found.span, "speaker label")

    def _in_transcript(self, source: int, span: Span) -> SourceLink | None:
        """Who "I" and "you" are under a speaker's label: the one who speaks, the one who is asked."""
        word = self.tree.lower(source)
        number = self.labels.around(span) if word in FIRST_PERSON else self.labels.asked(span) if word in SECOND_PERSON else None
        finding = self.findings[number] if number is not None else None
        if finding is None or finding.source is None or finding.source_span is None or self.tree.parse.words[source] == "US":
            return None
        return replace(self._labelled(finding.source, finding.source_span), span=span, rule="speaker label")

    def _own(self, source: int, span: Span) -> SourceLink:
        """The word "we" outside quotation marks is the outlet: a paper, a firm that reports for itself, a ministry."""
        if source in self.scene.quoted or self.issuer.voice is None:
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
        rule = self.scene.rules.get(noun) or ("short name" if origin is not None and own is not None else "mention")
        rivals = rivals_at(self.scene, noun)
        if is_open(self.scene, noun):
            return SourceLink(span=span, kind=SourceKind.ANONYMOUS, name=None, role=None, organisation=None, country=None, rule=f"open: {rule}", rivals=rivals)
        link = self._link_of(reading, span, origin, rule)
        return replace(link, rivals=rivals) if rivals else link

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
        return self._of_country(self.offices.grounded(self._owned(link, reading)), reading)

    def _of_country(self, link: SourceLink, reading: Reading) -> SourceLink:
        """A nameless body of a government that no table knows, with its country: "its delegation in New York" is the North Korean delegation in New York."""
        owner = self.voices.at.get(reading.owner) if reading.owner is not None else None
        if owner is None or reading.proper or reading.sort is not Sort.BODY or link.country is None or link.organisation != reading.organisation:
            return link
        land = loader.demonym(link.country)
        if land is None or not (owner.reading.organisation or "").startswith("Government of"):
            return link
        return replace(link, organisation=f"{land} {without_owner(link.organisation or '')}")

    def _owned(self, link: SourceLink, reading: Reading) -> SourceLink:
        """A nameless voice or document speaks for the body that it belongs to; a person's campaign, a ship's master are said to be theirs."""
        owner = self.voices.at.get(reading.owner) if reading.owner is not None else None
        if owner is None or (is_name(reading) and reading.sort is Sort.BODY) or (link.name is not None and link.organisation is not None):
            return link
        if link.organisation is not None and of_many_countries(link.organisation):
            return link
        theirs, sort = owner.reading, owner.reading.sort
        if sort is Sort.PEOPLE and (reading.role or "").endswith("them"):  # one of them
            return replace(link, role=theirs.role, organisation=theirs.organisation, country=theirs.country)
        if sort in {Sort.PERSON, Sort.THING}:
            return link if link.name is not None else _of(link, theirs)
        body = theirs.organisation
        if body is None or body.startswith("Government of") or sort is Sort.PEOPLE:
            return replace(link, country=link.country or theirs.country)
        if not is_name(theirs) and len(body.split()) > SHORT:
            return link
        return replace(link, role=link.role or link.organisation, organisation=body, country=link.country or theirs.country)


def _of(link: SourceLink, owner: Reading) -> SourceLink:
    """A nameless voice with the name of the person or ship that it belongs to: "campaign of Petra Lind", "master of the Hollis Grace"."""
    whose = owner.name or (f"the {owner.organisation}" if owner.sort is Sort.THING else None)
    if whose is None:
        return replace(link, organisation=link.organisation or owner.organisation, country=link.country or owner.country)
    country, said = link.country or owner.country, whose.split()[-1] in without_owner(link.role or link.organisation or "")  # a friend of Petra Lind
    if link.role is not None:
        own = link.organisation if link.organisation is not None and link.organisation not in whose else None
        return replace(link, role=link.role if said else f"{without_owner(link.role)} of {whose}", organisation=own, country=country)
    return link if said else replace(link, organisation=f"{without_owner(link.organisation or '')} of {whose}", country=country)
