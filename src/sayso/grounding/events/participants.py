"""Who and what takes part: the nouns of a role as participants with their countries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property

from sayso.grounding.events.homes import AFFILIATING, SERVANTS, Homes
from sayso.grounding.events.noun_classes import FOES, at_home, grounds, movers, people, people_and_bodies
from sayso.model.claim import Known
from sayso.model.clauses import antecedent
from sayso.model.event import Participant
from sayso.model.grounding import PlaceMention, PlaceRole, TimeInterval
from sayso.model.span import Span, trimmed
from sayso.model.tree import EDGES, Tree
from sayso.vocabulary import actors, times
from sayso.vocabulary.events import object_classes

WHERE = frozenset({"in", "at", "near", "outside", "inside"})
# Words before a noun that keep it from being of the land that the text is about.
STRANGE = frozenset(
    {
        *("foreign", "international", "another", "other", "unknown", "unidentified", "multinational", "western", "allied", "global", "either", "each", "any", "all"),
        *("un", "u.n.", "nations", "eu", "nato", "european", "african", "regional", "joint", "peacekeeping"),
    }
)
# Words before a noun that say it is of the land that the text is about.
HOMELY = frozenset({"provincial", "municipal", "national", "federal", "local", "district", "village", "county", "dr", "mr", "mrs", "ms"})
COUNTING = frozenset(
    {"thousand", "hundred", "dozen", "million", "score", "ten", "group", "number", "majority", "part", "couple", "handful", "crowd", "scores", "most", "many", "some"}
)
LOOSE = frozenset({"conj", "cc", "relcl", "acl", "appos", "punct", "advcl", "prep", "parataxis"})


@cache
def day_names() -> frozenset[str]:
    """Weekdays and months in lower case."""
    words = times.time_words()
    return frozenset(name for names in (*words.weekdays.values(), *words.months.values()) for name in names) - {"may", "march", "sun", "sat", "mar", "wed"}


def core(tree: Tree, noun: int) -> int:
    """What a number or group is of ("ten of the people", "thousands of Kurds"), else the noun."""
    parse = tree.parse
    if parse.pos[noun] != "NUM" and parse.lemmas[noun].lower() not in COUNTING:
        return noun
    of = next((kid for kid in tree.kids(noun, "prep") if tree.lower(kid) == "of"), None)
    inner = tree.kid(of, "pobj") if of is not None else None
    return core(tree, inner) if inner is not None else noun


class Cast:
    """The participants of one text. ``known`` gives for tokens (pronouns, descriptions) whom they stand for, ``voices`` for stretches of claims who says them."""

    def __init__(
        self, tree: Tree, known: Mapping[int, Known], day: str | None, places: Sequence[PlaceMention], when: Sequence[TimeInterval], voices: Sequence[tuple[Span, Known]]
    ) -> None:
        self.tree = tree
        self.known = known
        self._times = when
        self._homes = Homes(tree, known, day, places, voices)
        self._lands_by_noun: dict[int, str | None] = {}

    @cached_property
    def temporal(self) -> frozenset[int]:
        """Tokens of times, which take no part in anything."""
        named = day_names()
        days = (at for at, word in enumerate(self.tree.parse.words) if word.lower() in named)
        return frozenset((*days, *(at for time in self._times for at in self.tree.parse.tokens_in(time.span))))

    def of(self, nouns: Iterable[int | None], around: Sequence[PlaceMention] = ()) -> tuple[Participant, ...]:
        """The participants that these nouns and the members of their lists name, each once. ``around`` are the places of the event."""
        found: dict[Span, Participant] = {}
        for noun in nouns:
            for member in self._members(noun):
                for participant in self._participants(member, around):
                    found.setdefault(participant.span, participant)
        return _joined(self.tree.parse.text, found.values())

    def _members(self, noun: int | None) -> Iterator[int]:
        if noun is None or noun in self.temporal:
            return
        yield antecedent(self.tree, noun)
        for kid in self.tree.kids(noun, "conj"):
            if self.tree.parse.pos[kid] in {"NOUN", "PROPN", "PRON"}:
                yield from self._members(kid)

    def _participants(self, noun: int, around: Sequence[PlaceMention]) -> Iterator[Participant]:
        """The participant of a noun, or the two of "U.S. and Russian negotiators"."""
        span = self._span(noun)
        if span is None:
            return
        parse = self.tree.parse
        for adjective in self.tree.kids(noun, "amod", "nmod", "compound"):
            others = [kid for kid in self.tree.kids(adjective, "conj") if kid < noun and self._homes.land(kid) is not None]
            if others and (land := self._homes.land(adjective)) is not None and {land} != {self._homes.land(kid) for kid in others}:
                first = parse.span(adjective, adjective)
                yield Participant(span=first, words=first.of(parse.text), country=land)
                later = Span(parse.span(others[-1], others[-1]).start, span.end)
                yield Participant(span=later, words=later.of(parse.text), country=self._homes.land(others[-1]))
                return
        owners = self._owners(noun) or self._both(noun)
        if owners:
            yield from owners
            return
        voice = self._homes.voice(noun)
        yield Participant(span=span, words=self._words(noun, span, voice), country=self._country(noun, span, voice, around))

    def _owners(self, noun: int) -> list[Participant]:
        """The several that "the presidents of Chile and Peru" and "the governments in Lima and Quito" are."""
        parse = self.tree.parse
        if parse.tags[noun] != "NNS":
            return []
        ways = {"of", "in"} if parse.lemmas[noun].lower() in people_and_bodies() else {"of"}
        of = next((kid for kid in self.tree.kids(noun, "prep") if self.tree.lower(kid) in ways), None)
        first = self.tree.kid(of, "pobj") if of is not None else None
        found = [(member, self._homes.named(member, 0)) for member in self._members(first)]
        if len({land for _, land in found}) < 2 or any(land is None for _, land in found):
            return []
        parts = [Span(parse.span(self.tree.left[noun], noun).start if member == first else parse.span(member, member).start, parse.span(member, member).end) for member, _ in found]
        return [Participant(span=span, words=span.of(parse.text), country=land) for span, (_, land) in zip(parts, found, strict=True)]

    def _both(self, noun: int) -> list[Participant]:
        """The two that "both armies" and "the two countries" stand for: the last two lands named before."""
        parse, tree = self.tree.parse, self.tree
        before = {tree.lower(kid) for kid in tree.kids(noun, "det", "nummod", "predet", "preconj")}
        lemma = parse.lemmas[noun].lower()
        two = (lemma in SIDES and not before.isdisjoint({"both", "two"})) or (lemma in COUNTERPARTS and "the" in before)
        if not two or parse.tags[noun] != "NNS" or self._homes.named(noun, 2) is not None:
            return []
        found: dict[str, int] = {}
        for earlier in range(parse.sentences[tree.sentence_of[noun]][0] - 1, -1, -1):
            if parse.pos[earlier] in {"PROPN", "ADJ"} and (land := self._homes.named(earlier, 0)) is not None:
                found.setdefault(land, earlier)
            if len(found) == 2:
                return [Participant(span=parse.span(at, at), words=parse.span(at, at).of(parse.text), country=land) for land, at in reversed(found.items())]
        return []

    def _span(self, noun: int) -> Span | None:
        parse = self.tree.parse
        first, last = self.tree.left[noun], self.tree.right[noun]
        if any(parse.deps[kid] in {"nsubj", "nsubjpass", "cop", "aux"} for kid in self.tree.children[noun]):
            return parse.span(noun, noun)
        for kid in self.tree.children[noun]:
            if kid > noun and parse.deps[kid] in LOOSE and not self._belongs(kid):
                last = min(last, self.tree.left[kid] - 1)
        rough = parse.span(first, max(noun, last))
        return trimmed(parse.text, rough.start, rough.end, EDGES)

    def _belongs(self, kid: int) -> bool:
        return self.tree.parse.deps[kid] == "prep" and self.tree.lower(kid) in AFFILIATING

    def _words(self, noun: int, span: Span, voice: Known | None) -> str:
        """The words of a participant; of pronouns the name that they stand for."""
        return voice.name if voice is not None and voice.name and self.tree.parse.pos[noun] == "PRON" else span.of(self.tree.parse.text)

    def _of_counted(self, noun: int) -> str | None:
        """The country of what a number is of: "twenty of our men"."""
        inner = core(self.tree, noun)
        return self.country(inner, self.tree.parse.span(inner, inner)) if inner != noun else None

    def _flagged(self, noun: int) -> str | None:
        """The country under whose flag a ship sails."""
        if self.tree.parse.pos[noun] != "NOUN" or not self._homes.flags:
            return None
        own = self._homes.flag(noun)
        vessel = self.tree.parse.tags[noun] == "NN" and self.tree.parse.lemmas[noun].lower() in object_classes()["vessels"]
        return own or (next(iter(self._homes.flags)) if vessel and len(self._homes.flags) == 1 and self._definite(noun) else None)

    def _told_before(self, noun: int, voice: Known | None) -> bool:
        """Whether the land of what a bare noun is said to stand for is named before it: "the ministry" points back."""
        if voice is None or voice.country is None or self.tree.parse.pos[noun] != "NOUN":
            return True
        if self.tree.parse.lemmas[noun].lower() in object_classes()["vessels"]:  # her flag tells, not her master
            return False
        return any(land == voice.country and at < noun for at, land in self._homes.lands.items())

    def _of_name(self, noun: int) -> str | None:
        """The country of a name as another mention of it tells."""
        return self._homes.of_name(self.tree.parse.words[noun]) if self.tree.parse.pos[noun] == "PROPN" else None

    def _country(self, noun: int, span: Span, voice: Known | None, around: Sequence[PlaceMention]) -> str | None:
        named = self.country(noun, span) or self._of_counted(noun)
        if named is None and voice is not None and self._homes.is_international(voice.name):
            return None
        return (
            named
            or self._flagged(noun)
            or (self._homes.country_of(voice) if self._told_before(noun, voice) else None)
            or self._of_name(noun)
            or self._where(noun)
            or self._next_to(span)
            or self._of_main_clause(noun)
            or self._as_before(noun)
            or self._of_plural(noun)
            or self._as_numbered(noun)
            or (self._home(noun, span, around) if self._domestic(noun, span) else self._of_owner(noun, around))
        )

    def _of_owner(self, noun: int, around: Sequence[PlaceMention]) -> str | None:
        """The country of people, forces or bodies that are somebody's: "its units", "her client's superiors"."""
        owner = self.tree.kid(noun, "poss")
        if owner is None or owner == noun or self.tree.parse.lemmas[noun].lower() not in people_and_bodies() | PARTS:
            return None
        span = self._span(owner)
        return self._country(owner, span, self._homes.voice(owner), around) if span is not None else None

    def country(self, noun: int, span: Span) -> str | None:
        """The country of a noun: named in it, before it or behind "of"; else that of the body or person it names."""
        if noun not in self._lands_by_noun:
            self._lands_by_noun[noun] = self._homes.named(noun, depth=3) or self._homes.tabled(span.of(self.tree.parse.text)) or self._homes.titled(noun)
        return self._lands_by_noun[noun]

    def _of_main_clause(self, noun: int) -> str | None:
        """In "the rebels fled when they were attacked" the country of the rebels."""
        parse, verb = self.tree.parse, self.tree.parse.heads[noun]
        if parse.pos[noun] != "PRON" or noun in self.known or parse.deps[verb] != "advcl" or self._homes.first_person(noun):
            return None
        subject = self.tree.subject(parse.heads[verb])
        return self._homes.named(subject, depth=2) if subject is not None else None

    def _of_plural(self, noun: int) -> str | None:
        """Of "they" the country of the nearest several before, the subject of a sentence first: people, forces, two parties."""
        tree, parse = self.tree, self.tree.parse
        if self.tree.lower(noun) not in {"they", "them"} or noun in self.known:
            return None
        for sentence in range(tree.sentence_of[noun] - 1, max(-1, tree.sentence_of[noun] - 1 - PLURAL_BACK), -1):
            first, last = parse.sentences[sentence]
            several = [at for at in range(first, last) if self._is_several(at)]
            for at in sorted(several, key=lambda at: (parse.deps[at] not in {"nsubj", "nsubjpass"}, at)):
                if (land := self._homes.named(at, depth=3)) is not None:
                    return land
        return None

    def _is_several(self, at: int) -> bool:
        """Whether a noun is of several people or forces, or the first of two parties."""
        parse, lemma = self.tree.parse, self.tree.parse.lemmas[at].lower()
        if parse.pos[at] not in {"NOUN", "PROPN"} or parse.deps[at] in {"compound", "nmod", "poss"}:
            return False
        joined = parse.deps[at] in {"nsubj", "nsubjpass"} and any(parse.pos[kid] in {"NOUN", "PROPN"} for kid in self.tree.kids(at, "conj"))
        return joined or (parse.tags[at] == "NNS" and lemma in people())

    def _next_to(self, span: Span) -> str | None:
        """The country right behind "from" where the words hang on something else: "blames a group from Iran for it"."""
        at = self.tree.parse.tokens_in(span)[-1] + 1
        inner = self.tree.kid(at, "pobj") if at < len(self.tree.parse) and self.tree.lower(at) == "from" else None
        return self._homes.land(inner) if inner is not None else None

    def _where(self, noun: int) -> str | None:
        """The country of "the police in Lima"."""
        return self._homes.behind(noun, WHERE, 2)

    def _as_before(self, noun: int) -> str | None:
        """The country of the nearest earlier mention with the same head: of forces also that of those who sent them."""
        parse, lemma = self.tree.parse, self.tree.parse.lemmas[noun].lower()
        if parse.pos[noun] != "NOUN" or not self._definite(noun):
            return None
        for earlier in range(noun - 1, -1, -1):
            if parse.pos[earlier] == "NOUN" and (parse.lemmas[earlier].lower() == lemma or self._same_force(noun, earlier)):
                land = self._homes.named(earlier, depth=2) or self._sender(earlier, lemma)
                if land is not None:
                    return land
        return None

    def _as_numbered(self, noun: int) -> str | None:
        """Of "the three" the country of the three told of before."""
        parse = self.tree.parse
        if parse.pos[noun] != "NUM" or not self._definite(noun):
            return None
        before = (at for at in range(noun - 1, -1, -1) if parse.deps[at] == "nummod" and self.tree.lower(at) == self.tree.lower(noun))
        return next((land for at in before if (land := self._homes.named(parse.heads[at], depth=3)) is not None), None)

    def _same_force(self, noun: int, earlier: int) -> bool:
        """Whether both are forces that somebody sent, one or several; those who rise against a government are others."""
        parse = self.tree.parse
        lemmas = {parse.lemmas[noun].lower(), parse.lemmas[earlier].lower()}
        return lemmas <= movers() and lemmas.isdisjoint(REBELS) and parse.tags[earlier] == parse.tags[noun]

    def _definite(self, noun: int) -> bool:
        return any(self.tree.lower(kid) in {"the", "these", "those", "this", "that", "both"} for kid in self.tree.kids(noun, "det")) or bool(self.tree.kids(noun, "nummod"))

    def _sender(self, noun: int, lemma: str) -> str | None:
        verb = self.tree.parse.heads[noun]
        if lemma not in movers() or self.tree.parse.deps[noun] != "dobj" or self.tree.parse.lemmas[verb].lower() not in SENDING:
            return None
        subject = self.tree.subject(verb)
        return self._homes.named(subject, depth=2) if subject is not None else None

    def _home(self, noun: int, span: Span, around: Sequence[PlaceMention]) -> str | None:
        """Ground and people are those of the place; forces and bodies those of the speaker."""
        parse, lemma = self.tree.parse, self.tree.parse.lemmas[noun].lower()
        if lemma in FOES:
            return self._homes.against(span)
        if lemma in grounds():
            return self._homes.of_ground(around)
        if parse.pos[noun] == "PRON":  # where they were before may be theirs, where they are now is not
            return self._homes.of(span, [place for place in around if place.role == PlaceRole.FROM], near=False)
        near = lemma in REBELS or (lemma not in movers() and lemma in actors.people_nouns()) or parse.pos[noun] == "NUM"
        return self._homes.of(span, around, near)

    def _domestic(self, noun: int, span: Span) -> bool:
        """Whether a noun without a land is of the land that the text is about: people and bodies of no stated origin."""
        parse = self.tree.parse
        inner = core(self.tree, noun)
        before = {self.tree.lower(kid) for word in (noun, inner) for kid in self.tree.kids(word, "amod", "det", "compound", "nmod")}
        if before & STRANGE or {parse.lemmas[noun].lower(), parse.lemmas[inner].lower()} & OUTSIDE or actors.find_organisation(span.of(parse.text)) is not None:
            return False
        if parse.pos[noun] == "PRON":
            voice = self._homes.voice(noun)
            return self._homes.first_person(noun) or (voice is not None and self.tree.lower(noun) not in {"who", "which", "that", "what"})
        if before & HOMELY:
            return True
        if parse.pos[noun] == "NUM" or any(self._homes.first_person(kid) for kid in self.tree.kids(inner, "poss")):
            return inner == noun or parse.lemmas[inner].lower() in people_and_bodies() or parse.pos[inner] == "PRON"
        heads = {parse.lemmas[noun].lower(), *(parse.lemmas[kid].lower() for kid in self._in_name(noun))}
        heads |= {self.tree.lower(kid) for kid in self.tree.kids(noun, "compound")} & SERVANTS
        armed = any(parse.lemmas[kid].lower() in movers() for kid in self.tree.kids(noun, "compound", "nmod"))  # an army helicopter
        return armed or not heads.isdisjoint(at_home()) or not heads.isdisjoint(grounds())

    def _in_name(self, noun: int) -> Iterator[int]:
        """The words before the last one of a name: titles and first names."""
        if self.tree.parse.pos[noun] == "PROPN":
            for kid in self.tree.kids(noun, "compound", "nmod"):
                yield kid
                yield from self._in_name(kid)


# People who are of many lands.
OUTSIDE = frozenset(
    {
        "peacekeeper",
        "observer",
        "monitor",
        "inspector",
        "journalist",
        "foreigner",
        "hacker",
        "convoy",
        "member",
        "partner",
        "ally",
        "envoy",
        "diplomat",
        "mediator",
        "delegation",
        "inquiry",
    }
) | {"country", "nation", "state", "party", "side"}
PLURAL_BACK = 4  # sentences back to those whom "they" means
# What a body or force consists of.
PARTS = frozenset({"structure", "superior", "side", "branch", "rank", "wing", "arm", "leadership", "people", "man", "guns", "gun"})
COUNTERPARTS = frozenset({"army", "country", "government", "nation", "side", "navy", "neighbour", "neighbor", "capital"})
SIDES = COUNTERPARTS | {"state", "force", "leader", "president", "minister", "party"}
REBELS = frozenset(
    {"rebel", "insurgent", "militant", "guerrilla", "gunman", "fighter", "terrorist", "jihadist", "separatist", "bandit", "militia", "militiaman", "gang", "opposition"}
)
SENDING = frozenset({"send", "move", "deploy", "dispatch", "fly", "ship", "transfer", "station", "transport", "rotate", "commit"})


def _joined(text: str, found: Iterable[Participant]) -> tuple[Participant, ...]:
    """The participants, a title and the name right after it as one."""
    kept: list[Participant] = []
    for one in sorted(found, key=lambda one: (one.span.start, one.span.end)):
        last = kept[-1] if kept else None
        if last is not None and (last.span.overlaps(one.span) or not text[last.span.end : one.span.start].strip()):
            span = Span(last.span.start, max(last.span.end, one.span.end))
            kept[-1] = Participant(span=span, words=span.of(text), country=last.country or one.country)
        else:
            kept.append(one)
    return tuple(kept)
