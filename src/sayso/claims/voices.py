"""Everyone and everything in a document that could speak, with all that the document says of them: names, short names, acronyms, offices, trades."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sayso.claims import names
from sayso.claims.crafts import is_craft, named_crafts
from sayso.claims.sources import HEADS, first_member, mention
from sayso.claims.speakers import Reading, Sort, body_phrase, read_mention
from sayso.claims.voice import STOP, Voice, acronym_in, has_capital, last_name, office_words, words_of
from sayso.model.claim import SourceKind
from sayso.model.span import Span
from sayso.model.tree import SUBJECTS, Tree
from sayso.vocabulary import actors, loader

INNER = frozenset({"compound", "flat", "amod", "nmod", "quantmod", "nummod"})
AS_WHAT = 7  # words between "identified" and "as": "named to the agency only as"
STAFF = frozenset({"correspondent", "reporter"})  # who speak for their paper
FEW = 3  # letters of the shortest acronym that is matched by its initials alone


# Place, day and agency before the first sentence of a report.
DATELINE = re.compile(r"(?:[^\W\d_a-z][^\n.!?]{0,90}?|\([^)\n]{2,20}\)) ?(?: [-–—]|—) ?(?=[^\W_])")


class Voices:
    """The voices of one document by the tokens that head their mentions."""

    def __init__(self, tree: Tree, issuer: Voice | None = None) -> None:
        self.tree = tree
        self.issuer = issuer
        self.at: dict[int, Voice] = {}
        self.spans: dict[int, Span] = {}
        self.readings: dict[int, Reading] = {}
        self._people: dict[str, list[Voice]] = {}
        self._bodies: dict[str, Voice] = {}
        for head in self._heads():
            span = first_member(tree, head, mention(tree, head))
            self.spans[head] = span
            self.readings[head] = read_mention(tree, head, span)
        dateline = self.dateline = self._dateline()
        for head in [head for head in self.readings if head < dateline or self._inside_a_name(head)]:
            del self.readings[head]
        self.crafts: list[Voice] = []
        self._collect_crafts()
        self._collect_issuer()
        self._demote()
        self._collect_people()
        self._collect_bodies()
        self._join_twins()
        self._describe()

    def _heads(self) -> Iterator[int]:
        parse = self.tree.parse
        for at in range(len(parse)):
            outer = parse.pos[at] in HEADS and (parse.deps[at] not in INNER or parse.pos[parse.heads[at]] not in HEADS)
            if outer or (parse.pos[at] == "PROPN" and parse.deps[at] == "compound" and self._known_inside(at)):
                yield at

    def _known_inside(self, at: int) -> bool:
        """Whether a name before a noun is a body of its own: the NATO of "a NATO official", the GKNB of "a GKNB statement"."""
        word = self.tree.parse.words[at]
        alone = not self.tree.children[at] and (at == 0 or self.tree.parse.deps[at - 1] != "compound" or self.tree.parse.heads[at - 1] != self.tree.parse.heads[at])
        return word.isupper() and word.isalpha() and len(word) >= FEW and alone and word not in ("US", "UK") and self.tree.parse.pos[at + 1 : at + 2] != ("PROPN",)

    def _dateline(self) -> int:
        """The number of tokens of a dateline at the head of the text: "ODESA, March 12 (LNA) -"."""
        match = DATELINE.match(self.tree.parse.text)
        return len(self.tree.parse.tokens_in(Span(0, match.end()))) if match else 0

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

    def _collect_crafts(self) -> None:
        """Ships and aircraft by their names, wherever these stand."""
        parse = self.tree.parse
        known: dict[str, Voice] = {}
        heads: list[tuple[int, str]] = []
        for first, last in named_crafts(self.tree):
            name = parse.span(first, last).of(parse.text)
            if actors.find_organisation(name) is None:
                heads.append((first, name))
            if name not in known and actors.find_organisation(name) is None:
                reading = Reading(kind=SourceKind.ORGANISATION, sort=Sort.THING, organisation=name, proper=True)
                known[name] = Voice(reading, parse.span(first, last), last)
        if not known:
            return
        self.crafts = list(known.values())
        lasts = {name.split()[-1]: name for name in known}
        self.at.update({first - 1: known[name] for first, name in heads if first and is_craft(self.tree, first - 1)})
        for at, word in enumerate(parse.words):
            name = lasts.get(word, "")
            if name and parse.text[max(0, parse.ends[at] - len(name)) : parse.ends[at]] == name:
                self.at[at] = known[name]

    def _collect_issuer(self) -> None:
        """The report's own body under its name, its short name, its initials: "Kestrel Borders Monitor", "Kestrel", "KBM"; a newspaper also as "the Courier"."""
        if self.issuer is None:
            return
        full = [word for word in re.findall(r"[^\W_]+(?:[-'’][^\W_]+)*", re.sub(r"\(.*?\)", "", self.issuer.reading.organisation or "")) if word.lower() not in {"the", "a", "an"}]
        if not full:
            return
        initials = "".join(word[0] for word in full if word[0].isupper())
        known = {" ".join(full).lower(), *([initials] if len(initials) >= FEW else [])}
        if self.issuer.reading.kind is SourceKind.OUTLET:
            known.add("the " + full[-1].lower())
        elif len(full) > 1 and full[0].lower() not in loader.country_words() and full[0].lower() not in actors.body_nouns():
            known.add(full[0].lower())
        for head, reading in self.readings.items():
            if reading.sort is not Sort.BODY and reading.name is None and not (self.tree.lower(head) in STAFF and self.tree.parse.pos[head + 1 : head + 2] != ("PROPN",)):
                continue
            name = reading.name or reading.organisation or ""
            text = re.sub(r"['’]s?$", "", self.spans[head].of(self.tree.parse.text))
            if name.lower() in known or name in known or (text.lower() in known and text[-1:] and self.tree.parse.words[head][:1].isupper()) or text in known:
                self.at[head] = self.issuer

    def _demote(self) -> None:
        """A single name that is a person's only because it speaks is none where the report has it in a longer name of a body, or as a place."""
        single = {reading.name for reading in self.readings.values() if reading.name and " " not in reading.name}
        unsure = single - {reading.name for reading in self.readings.values() if reading.name and reading.sure}
        if not single:
            return
        sure = {word for reading in self.readings.values() if reading.name and (reading.sure or " " in reading.name) for word in reading.name.split() if " " in reading.name}
        longer = {(reading.organisation or "").split()[0] for reading in self.readings.values() if reading.name is None and " " in (reading.organisation or "")}
        words, table = self.tree.parse.words, loader.name_words()
        longer |= {reading.organisation or "" for head, reading in self.readings.items() if reading.name is None and reading.proper and self.tree.parse.words[head].islower()}
        placed = {words[at] for at in range(1, len(words)) if words[at] in unsure and (words[at - 1].lower() in table.locatives or words[at - 1].lower() == "the")}
        for head, reading in self.readings.items():
            name = reading.name
            if name in single and name not in sure and (name in longer or (name in unsure and name in placed)) and head not in self.at:
                self.readings[head] = Reading(kind=SourceKind.ORGANISATION, sort=Sort.BODY, organisation=name, country=reading.country, proper=True)

    def _join_twins(self) -> None:
        """A role and a name side by side that the parse took for two subjects of one verb ("its delegate Florence Auberjonois explained") are one person."""
        parse = self.tree.parse
        for head, voice in list(self.at.items()):
            before = self.tree.left[head] - 1
            role = self.readings.get(before)
            if not voice.named or role is None or before in self.at or parse.heads[before] != parse.heads[head] or role.sort is not Sort.PERSON:
                continue
            if parse.deps[before] in SUBJECTS and parse.deps[head] in SUBJECTS:
                voice.know(replace(role, name=voice.reading.name, kind=voice.reading.kind), Span(self.spans[before].start, self.spans[head].end))
                voice.nouns.update(office_words(role.role or ""))
                self.at[before] = voice

    def _collect_people(self) -> None:
        order = sorted(
            (head for head, reading in self.readings.items() if reading.name and head not in self.at), key=lambda head: (-len((self.readings[head].name or "").split()), head)
        )
        for head in order:
            reading = self.readings[head]
            voice = self._person(reading.name or "")
            if voice is None:
                voice = Voice(reading, self.spans[head], head)
                self._people.setdefault(last_name(reading.name or ""), []).append(voice)
            voice.know(reading, self.spans[head])
            voice.first = min(voice.first, head)
            voice.nouns.update(office_words(reading.role or ""), self._address(head))
            self.at[head] = voice
        self._late_people()

    def _address(self, head: int) -> set[str]:
        """The nouns that short forms of address stand for: "Gov. Brenneke" is a governor."""
        short = loader.name_words().addresses
        span = self.spans[head]
        return {short[word] for at in self.tree.parse.tokens_in(span) if (word := self.tree.lower(at).rstrip(".")) in short}

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
        same = self._people.get(last_name(name), [])
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
            (head for head, reading in self.readings.items() if head not in self.at and reading.sort is Sort.BODY and has_capital(reading.organisation) and not self._bare(head)),
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
            voice.nouns.update(words_of(name), words_of(self.spans[head].of(self.tree.parse.text)), {body_phrase(self.tree, head)})
            self.at[head] = voice
            if (short := self._bracket(head) or acronym_in(name)) is not None:
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
            if voice.named or voice.reading.sort is Sort.THING or not name.isupper() or not name.isalpha():
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
            if (deed := self._agent_of(head)) is not None:
                voice.trades.update(actors.agent_nouns().get(tree.parse.lemmas[deed].lower(), ()))
            for clause in tree.kids(head, "relcl", "acl"):
                voice.trades.update(actors.agent_nouns().get(tree.parse.lemmas[clause].lower(), ()))
            verb = tree.parse.heads[head]
            if tree.parse.deps[head] == "nsubj" and tree.parse.lemmas[verb] in {"be", "become"}:
                for kid in tree.kids(verb, "attr"):
                    self._add(voice, kid)

    def called(self, head: int) -> str | None:
        """The name in "a man identified only as Matros"."""
        parse = self.tree.parse
        clause = next((kid for kid in self.tree.kids(head, "acl") if parse.lemmas[kid] in {"identify", "name", "know", "call", "nickname"}), None)
        if clause is None:
            return None
        first = next((at + 1 for at in range(clause + 1, min(clause + AS_WHAT, len(parse) - 1)) if self.tree.lower(at) == "as"), len(parse))
        last = first
        while last < len(parse) and parse.pos[last] == "PROPN":
            last += 1
        return parse.span(first, last - 1).of(parse.text) if last > first else None

    def _agent_of(self, head: int) -> int | None:
        """The participle whose doer this is: "operated" of "operated by Zawadi Air Cargo"."""
        parse = self.tree.parse
        by = parse.heads[head]
        return parse.heads[by] if parse.deps[head] == "pobj" and self.tree.lower(by) == "by" and parse.tags[parse.heads[by]] == "VBN" else None

    def _add(self, voice: Voice, noun: int) -> None:
        """Gives a voice the noun of a description, unless that bears a name of its own."""
        if noun in self.at or noun not in self.readings or voice in self.crafts:
            return
        reading = self.readings[noun]
        voice.nouns.update(office_words(reading.role or reading.organisation or ""), {self.tree.lower(noun), self.tree.parse.lemmas[noun].lower(), body_phrase(self.tree, noun)})
        if (reading.sort is Sort.PERSON) == (voice.reading.sort is Sort.PERSON):
            self.at[noun] = voice
            if voice.named and not voice.reading.role:
                organisation = voice.reading.organisation or (reading.organisation if has_capital(reading.organisation) else None)
                voice.reading = replace(voice.reading, role=reading.role, organisation=organisation, country=voice.reading.country or reading.country, owner=reading.owner)

    def all(self) -> list[Voice]:
        """Every voice once, in the order of first mention."""
        return sorted({id(voice): voice for voice in self.at.values()}.values(), key=lambda voice: voice.first)
