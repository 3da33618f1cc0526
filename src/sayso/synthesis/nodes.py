"""Sorts mentions into persons, bodies and nameless voices, and joins those that agree in every cell into one node. Takes mentions, gives nodes in an order of their own."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sayso.model.actor import ActorKind, ActorMention
from sayso.model.claim import SourceKind
from sayso.synthesis.bodies import BRACKET, Body, body, without_lands
from sayso.vocabulary import actors, loader
from sayso.vocabulary.name_parts import body_words, name_parts, person_key, person_words, words_of

SMALL = frozenset({"of", "for", "to", "at", "in", "from", "with", "against", "on", "by"})
ACRONYM = 4  # letters in capitals that are sooner a body's than a name's
OWNERS = frozenset({"its", "their", "his", "her", "our", "my"})


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """Mentions with the same cells.

    ``body`` is the organisation of a person, or the body itself; ``single`` says that the name is one word, which then holds for one document only.
    """

    kind: ActorKind
    name: str
    country: str | None
    body: Body | None
    office: frozenset[str]
    mentions: tuple[ActorMention, ...]
    single: bool
    tags: frozenset[tuple[str, bool]]

    @property
    def key(self) -> str:
        """The key of the first mention, which stands for the node."""
        return self.mentions[0].key

    @property
    def documents(self) -> frozenset[str]:
        """Where it stands."""
        return frozenset(mention.document for mention in self.mentions)


Tags = Mapping[str, frozenset[tuple[str, bool]]]


def nodes_of(mentions: Sequence[ActorMention], tags: Tags) -> list[Node]:
    """The nodes, in an order that does not depend on that of the mentions. ``tags`` part mentions that a person's judgement speaks of from their like."""
    unique = sorted({mention.key: mention for mention in mentions}.values(), key=lambda mention: mention.key)
    sorting = _Sorting(unique)
    groups: dict[tuple[object, ...], list[ActorMention]] = defaultdict(list)
    for mention in unique:
        groups[_profile(mention, sorting.kind(mention), tags)].append(mention)
    made = [_node(sorting.kind(group[0]), group, tags) for group in groups.values()]
    return sorted(made, key=lambda node: node.key)


def written_name(mention: ActorMention) -> str:
    """The name that a mention goes by."""
    return mention.name or mention.organisation or mention.role or mention.words or ""


def office_words(role: str | None) -> frozenset[str]:
    """The words of an office in one spelling, without what it is the office of, countries and articles.

    >>> sorted(office_words("South Korean Defense Minister")), sorted(office_words("spokeswoman for the ministry"))
    (['defence', 'minister'], ['spokesperson'])
    """
    return _office_words(role) if role else frozenset()


@lru_cache(maxsize=1 << 14)
def _office_words(role: str) -> frozenset[str]:
    words: list[str] = []
    for word in without_lands(words_of(role.replace("’s", "").replace("'s", "")))[0]:
        if word in SMALL and words:
            break
        if word not in name_parts().body_stopwords and word not in OWNERS:
            words.append(word)
    spelt = name_parts().office_spellings
    return frozenset(part for word in words for part in spelt.get(word, word).split())


def _profile(mention: ActorMention, kind: ActorKind, tags: Tags) -> tuple[object, ...]:
    own = tuple(sorted(tags.get(mention.key, ())))
    if kind is ActorKind.ANONYMOUS:
        return (kind, mention.key)
    if kind is ActorKind.BODY:
        named = body(written_name(mention), mention.country)
        return (kind, named.table or (named.words, named.acronym), named.country, own, mention.document if named.generic and named.country is None else "")
    name = written_name(mention)
    bare = len(person_words(name)) == 1 or (mention.country is None and mention.organisation is None)
    alone = mention.document if bare else ""  # the name alone does not make two persons of two reports one
    return (kind, person_key(name), mention.country, mention.organisation, office_words(mention.role), own, alone)


def _node(kind: ActorKind, group: Sequence[ActorMention], tags: Tags) -> Node:
    name = best_name(written_name(mention) for mention in group for _ in range(max(1, mention.claims)))
    first = group[0]
    own = frozenset(tag for mention in group for tag in tags.get(mention.key, ()))
    if kind is ActorKind.PERSON:
        works = body(first.organisation, first.country) if first.organisation and first.name and is_proper(first.organisation) else None
        return Node(kind, name, first.country, works, office_words(first.role), tuple(group), len(person_words(name)) == 1, own)
    named = body(name, first.country)
    return Node(kind, name, named.country, named, office_words(first.role), tuple(group), len(named.words) == 1, own)


def best_name(names: Iterable[str]) -> str:
    """The fullest form: the longest in one spelling, not in capitals throughout, the most letters with marks, the most frequent, the first in the alphabet.

    >>> best_name(["OCAMPOS", "Ocampos", "Carmen Ocampos", "Carmen Ócampos"])
    'Carmen Ócampos'
    >>> best_name(["Cllr Alun Pugh", "Alun Pugh"])
    'Alun Pugh'
    """
    counts = Counter(names)
    plain = [name for name in counts if not any(_is_titled(name, other) for other in counts)]
    return min(plain, key=lambda name: (-len(person_key(name)), name.isupper(), -sum(not letter.isascii() for letter in name), -counts[name], name))


def _is_titled(name: str, other: str) -> bool:
    """Whether a name is another that begins with a given name, with more words before it."""
    return " " in other and name.endswith(f" {other}") and _given(other) and not _given(name)


def is_proper(name: str) -> bool:
    """Whether the words are a name: the last word, or the last before "of", "for" and the like, has a capital, and they are more than a country's adjective.

    >>> is_proper("Federal Office of Justice"), is_proper("South Korean newspapers"), is_proper("the Courier"), is_proper("Swiss"), is_proper("Russia")
    (True, False, True, False, True)
    """
    head: list[str] = []
    for word in BRACKET.sub("", name).replace(",", " ").split():
        if word.lower() in SMALL and head:
            break
        head.append(word)
    if not head or not head[-1][:1].isupper() or head[-1].lower() in name_parts().body_stopwords:
        return False
    return loader.country_words().get(" ".join(words_of(name)), ("", ""))[1] != "demonym" and head[-1].lower() not in OWNERS


def is_bare(mention: ActorMention) -> bool:
    """Whether a nameless voice is one capitalised word and nothing else."""
    name = mention.organisation or ""
    return mention.role is None and name == mention.words and name[:1].isupper() and len(words_of(name)) == 1


class _Sorting:
    """Which mentions are persons, which bodies: as the reports have it, unless other reports know better."""

    def __init__(self, mentions: Collection[ActorMention]) -> None:
        self._people: Counter[str] = Counter()
        self._bodies: Counter[str] = Counter()
        self._pairs: set[tuple[str, str]] = set()
        last: Counter[str] = Counter()
        in_bodies: set[str] = set()
        for mention in mentions:
            if self._named(mention):
                words = person_words(mention.name or "")
                if len(words) > 1:
                    self._people["".join(words)] += mention.claims
                    last.update(words[1:])
                    self._pairs.update((words[0], word) for word in words[1:])
            elif self._is_body(mention):
                words = body_words(mention.organisation or "")
                self._bodies["".join(words)] += mention.claims
                if len(words) > 1:
                    in_bodies.update(words)
        self._surnames = {word for word in last if word not in in_bodies}

    @staticmethod
    def _named(mention: ActorMention) -> bool:
        return mention.kind is SourceKind.NAMED and bool(mention.name) and bool(person_words(mention.name or ""))

    @staticmethod
    def _is_body(mention: ActorMention) -> bool:
        return mention.kind in {SourceKind.ORGANISATION, SourceKind.OUTLET} and bool(mention.organisation) and is_proper(mention.organisation or "")

    def kind(self, mention: ActorMention) -> ActorKind:
        """The sort of a mention."""
        if self._named(mention):
            joined = "".join(body_words(mention.name or ""))
            known = actors.find_organisation(mention.name or "") is not None
            more = self._bodies[joined] > self._people["".join(person_words(mention.name or ""))]
            return ActorKind.BODY if known or (more and not _given(mention.name or "")) else ActorKind.PERSON
        if mention.kind is SourceKind.ANONYMOUS and self._is_label(mention):
            return ActorKind.PERSON
        if not self._is_body(mention):
            return ActorKind.ANONYMOUS
        return ActorKind.PERSON if self._is_person(mention) else ActorKind.BODY

    def _is_label(self, mention: ActorMention) -> bool:
        """Whether a nameless voice is nothing but a word of a person's name, as where a transcript labels speakers."""
        return is_bare(mention) and words_of(mention.organisation or "")[-1] in self._surnames

    def _is_person(self, mention: ActorMention) -> bool:
        """Whether a supposed body is a person elsewhere: the same full name, or a family name that is no body's."""
        name = mention.organisation or ""
        if mention.kind is SourceKind.OUTLET or mention.role is not None or (name.isupper() and len(name) <= ACRONYM) or actors.find_organisation(name) is not None:
            return False
        words = person_words(name)
        joined = "".join(words)
        if len(words) > 1 and (words[0], words[-1]) in self._pairs and _given(name):
            return True
        if joined in self._people:
            return _given(name) or self._people[joined] >= self._bodies["".join(body_words(name))]
        return len(words) == 1 and words[0] in self._surnames and mention.country is None


def _given(name: str) -> bool:
    """Whether the name begins with a given name."""
    return name.split(maxsplit=1)[0].title() in actors.first_names()
