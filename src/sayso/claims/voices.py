"""Everyone and everything in a document that could speak, with all that the document says of them: names, short names, acronyms, offices, trades."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from sayso.claims import names
from sayso.claims.sources import mention
from sayso.claims.speakers import Reading, Sort, body_phrase, read_mention
from sayso.model.claim import SourceKind
from sayso.model.span import Span
from sayso.model.tree import Tree
from sayso.vocabulary import actors

HEADS = frozenset({"NOUN", "PROPN"})
INNER = frozenset({"compound", "flat", "amod", "nmod", "quantmod", "nummod"})
FEW = 3  # letters of the shortest acronym that is matched by its initials alone
STOP = frozenset({"the", "of", "for", "and", "on", "in", "a", "an", "to", "de", "du", "&"})
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def conjuncts(tree: Tree, noun: int) -> list[int]:
    """The other members of a coordinated noun phrase."""
    found = [kid for kid in tree.kids(noun, "conj") if tree.parse.pos[kid] in HEADS]
    return [*found, *(grand for kid in found for grand in conjuncts(tree, kid))]


def first_member(tree: Tree, noun: int, span: Span) -> Span:
    """Of "Russia and North Korea" the first member."""
    others = conjuncts(tree, noun)
    if not others:
        return span
    parse = tree.parse
    cut = tree.left[min(others)]
    while cut - 1 > noun and parse.deps[cut - 1] in {"cc", "punct"}:
        cut -= 1
    return Span(span.start, min(span.end, max(parse.ends[noun], parse.ends[cut - 1])))


@dataclass(slots=True)
class Voice:
    """One person, body, group or document. ``nouns`` are the words it goes by besides its name ("operator", "minister"); ``span`` its fullest mention."""

    reading: Reading
    span: Span | None
    first: int  # the token of its first mention
    nouns: set[str] = field(default_factory=set)
    trades: set[str] = field(default_factory=set)  # nouns that follow from what it does ("which operates" - operator): they fit only alone

    @property
    def named(self) -> bool:
        """Whether it bears a name of its own."""
        return self.reading.kind is SourceKind.NAMED

    def know(self, reading: Reading, span: Span) -> None:
        """Adds what another mention says."""
        mine = self.reading
        name = reading.name if len((reading.name or "").split()) > len((mine.name or "").split()) else mine.name
        fuller = name != mine.name or (reading.role and not mine.role)
        self.reading = replace(
            mine,
            name=name,
            role=mine.role or reading.role,
            organisation=mine.organisation or reading.organisation,
            country=mine.country or reading.country,
            gender=mine.gender or reading.gender,
            owner=mine.owner if mine.owner is not None else reading.owner,
        )
        if fuller:
            self.span = span


class Voices:
    """The voices of one document by the tokens that head their mentions."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.at: dict[int, Voice] = {}
        self.spans: dict[int, Span] = {}
        self.readings: dict[int, Reading] = {}
        self._people: dict[str, list[Voice]] = {}
        self._bodies: dict[str, Voice] = {}
        for head in self._heads():
            span = first_member(tree, head, mention(tree, head))
            self.spans[head] = span
            self.readings[head] = read_mention(tree, head, span)
        for head in [head for head in self.readings if self._inside_a_name(head)]:
            del self.readings[head]
        self._collect_people()
        self._collect_bodies()
        self._describe()

    def _heads(self) -> Iterator[int]:
        parse = self.tree.parse
        for at in range(len(parse)):
            if parse.pos[at] in HEADS and (parse.deps[at] not in INNER or parse.pos[parse.heads[at]] not in HEADS):
                yield at

    def _inside_a_name(self, head: int) -> bool:
        """Whether a noun is only part of a longer name ("Transport" in "the Ministry of Transport")."""
        for above in self.tree.ancestors(head):
            if above not in self.readings:
                continue
            organisation = self.readings[above].organisation or ""
            start, end = self.tree.parse.starts[head], self.tree.parse.ends[head]
            run = next((run for run in names.runs(self.tree, self.spans[above]) if above in run and head in run), None)
            return run is not None and run.last > run.first and " of " in organisation and self.spans[above].covers(Span(start, end))
        return False

    def _collect_people(self) -> None:
        order = sorted((head for head, reading in self.readings.items() if reading.name), key=lambda head: (-len((self.readings[head].name or "").split()), head))
        for head in order:
            reading = self.readings[head]
            voice = self._person(reading.name or "")
            if voice is None:
                voice = Voice(reading, self.spans[head], head)
                self._people.setdefault(_last(reading.name or ""), []).append(voice)
            voice.know(reading, self.spans[head])
            voice.first = min(voice.first, head)
            voice.nouns.update(_office(reading.role or ""))
            self.at[head] = voice
        self._late_people()

    def _late_people(self) -> None:
        """Names that were no sure person where they stand, but are one elsewhere: "Haskell" alone, "Brandt Haskell took hold" beside "Mr Haskell"."""
        for head, reading in self.readings.items():
            name = reading.organisation or ""
            if head in self.at or self.tree.parse.pos[head] != "PROPN" or not name[:1].isupper() or len(name.split()) > FEW or actors.find_organisation(name) is not None:
                continue
            found = self._person(name)
            if found is None or (" " in name and len((found.reading.name or "").split()) > 1):
                continue
            self.at[head] = found
            if " " in name:
                found.know(replace(found.reading, name=name), self.spans[head])
                found.first = min(found.first, head)

    def _person(self, name: str) -> Voice | None:
        """The person this name means: the same last name with no other first name; a first name alone."""
        parts = [part for part in re.split(r"\s+", name) if part]
        same = self._people.get(_last(name), [])
        if len(parts) == 1:
            firsts = [voice for row in self._people.values() for voice in row if (voice.reading.name or "").split()[0].lower() == parts[0].lower()]
            found = same or firsts
            return found[0] if len({id(voice) for voice in found}) == 1 or same else None
        for voice in same:
            other = (voice.reading.name or "").split()
            if len(other) == 1 or other[0][0].lower() == parts[0][0].lower():
                return voice
        return None

    def _collect_bodies(self) -> None:
        order = sorted(
            (head for head, reading in self.readings.items() if head not in self.at and reading.sort is Sort.BODY and _capital(reading.organisation) and not self._bare(head)),
            key=lambda head: (-len((self.readings[head].organisation or "").split()), head),
        )
        for head in order:
            reading = self.readings[head]
            name = reading.organisation or ""
            voice = self._body(name)
            if voice is None:
                voice = Voice(reading, self.spans[head], head)
                self._bodies[name.lower()] = voice
            else:
                voice.know(reading, self.spans[head])
            voice.first = min(voice.first, head)
            voice.nouns.update(_words(name), {body_phrase(self.tree, head)})
            self.at[head] = voice
            if (short := self._bracket(head)) is not None:
                self._bodies.setdefault(short.lower(), voice)
        self._join_acronyms()

    def _bare(self, head: int) -> bool:
        """Whether a noun with capitals in its phrase is no name: "the Ministry", "a Dubai-based company"."""
        determiner = self.tree.kid(head, "det")
        if self.tree.parse.words[head].islower() and determiner is not None and self.tree.lower(determiner) in {"a", "an"}:
            return True
        name = (self.readings[head].organisation or "").lower()
        return name in actors.body_nouns() and self.tree.kid(head, "det") is not None and actors.find_organisation(name.title()) is None

    def _body(self, name: str) -> Voice | None:
        """The body this name means: the same words, or the first word or words of a longer name."""
        low = name.lower()
        if low in self._bodies:
            return self._bodies[low]
        if actors.find_organisation(name) is not None:
            return None
        longer = [voice for known, voice in self._bodies.items() if known.startswith(low + " ")]
        return longer[0] if len({id(voice) for voice in longer}) == 1 else None

    def _bracket(self, head: int) -> str | None:
        """The acronym in brackets behind a name."""
        words = self.tree.parse.words
        last = self.tree.parse.tokens_in(self.spans[head])[-1]
        for at in (last, last - 2, head):
            if at + 3 < len(words) and at >= 0 and words[at + 1] == "(" and words[at + 3] == ")" and words[at + 2].isupper():
                return words[at + 2]
        return None

    def _join_acronyms(self) -> None:
        """A short name in capitals is the body with these initials."""
        long = {"".join(word[0] for word in re.split(r"[\s-]+", name) if word not in STOP and word): voice for name, voice in self._bodies.items() if " " in name}
        for head, voice in list(self.at.items()):
            name = voice.reading.organisation or ""
            if voice.named or not name.isupper() or not name.isalpha():
                continue
            known = self._bodies.get(name.lower())
            owner = known if known is not None and known is not voice else long.get(name.lower()) if len(name) >= FEW else None
            if owner is not None and owner is not voice:
                owner.first = min(owner.first, voice.first)
                self.at[head] = owner

    def _describe(self) -> None:
        """Nouns that appositions, "is" and relative clauses give to a voice: X, the operator; X is the operator; X, which operates."""
        tree = self.tree
        for head, voice in list(self.at.items()):
            for kid in tree.kids(head, "appos"):
                self._add(voice, kid)
            if tree.parse.deps[head] == "appos":
                self._add(voice, tree.parse.heads[head])
            for clause in tree.kids(head, "relcl", "acl"):
                voice.trades.update(actors.agent_nouns().get(tree.parse.lemmas[clause].lower(), ()))
            verb = tree.parse.heads[head]
            if tree.parse.deps[head] == "nsubj" and tree.parse.lemmas[verb] in {"be", "become"}:
                for kid in tree.kids(verb, "attr"):
                    self._add(voice, kid)

    def _add(self, voice: Voice, noun: int) -> None:
        """Gives a voice the noun of a description, unless that bears a name of its own."""
        if noun in self.at or noun not in self.readings:
            return
        voice.nouns.update(_words(self.spans[noun].of(self.tree.parse.text)))
        reading = self.readings[noun]
        if (reading.sort is Sort.PERSON) == (voice.reading.sort is Sort.PERSON):
            self.at[noun] = voice
            if voice.named and not voice.reading.role:
                organisation = voice.reading.organisation or (reading.organisation if _capital(reading.organisation) else None)
                voice.reading = replace(voice.reading, role=reading.role, organisation=organisation, country=voice.reading.country or reading.country, owner=reading.owner)

    def all(self) -> list[Voice]:
        """Every voice once, in the order of first mention."""
        return sorted({id(voice): voice for voice in self.at.values()}.values(), key=lambda voice: voice.first)


def _last(name: str) -> str:
    return re.split(r"\s+", name.strip())[-1].lower()


def _office(role: str) -> set[str]:
    """The words of an office without what it is the office of: "deputy director" of "deputy director for the north"."""
    return _words(re.split(r" (?:of|for|to|at|in|from) ", role)[0])


def _words(text: str) -> set[str]:
    return {word for word in WORD.findall(text.lower().replace("'s", "").replace("’s", "")) if word not in STOP}


def _capital(name: str | None) -> bool:
    return bool(name) and any(word[:1].isupper() for word in (name or "").split())


def is_name(reading: Reading) -> bool:
    """Whether a voice bears a proper name."""
    return reading.kind is SourceKind.NAMED or (reading.organisation or "")[:1].isupper()
