"""Nameless sources keep what is said of them: how many they are, where they come from, which body of which country they belong to."""

from __future__ import annotations

import re
from dataclasses import replace

from sayso.claims.speakers import COUNTING
from sayso.model.claim import SourceKind, SourceLink
from sayso.model.tree import Tree
from sayso.vocabulary import actors, loader

NUMBERS = {word: str(number) for number, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1)}
NEAR = 4  # sentences back in which the place is sought where residents, police or doctors speak
RANKS = frozenset(
    {
        "senior",
        "junior",
        "top",
        "high-ranking",
        "ranking",
        "former",
        "current",
        "serving",
        "retired",
        "unnamed",
        "anonymous",
        "high",
        "local",
        "regional",
        "public",
        "state",
        "chief",
    }
)


class Anonymous:
    """Number, group and body of the nameless sources of one document."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.places: list[tuple[int, str]] | None = None
        self.quoted = {at for quotation in tree.parse.quotations for at in tree.parse.tokens_in(quotation.inner)}

    def described(self, link: SourceLink, noun: int) -> SourceLink:
        """The link with number, group and body; a link with a name is returned as it is."""
        if link.name is not None or link.span is None or link.kind is SourceKind.OUTLET:
            return link
        local = self._is_local(noun)
        if link.kind is SourceKind.ANONYMOUS:
            link = replace(link, number=self._number(noun), group=self._group(noun))
            if link.organisation is None and link.country is not None and link.role:
                link = replace(link, organisation=body_of_officials(link.role, link.country))
        elif not local:
            return link
        if local and link.group is None and (link.organisation is None or link.kind is not SourceKind.ANONYMOUS) and (place := self._place(noun)) is not None:
            link = replace(link, group=place)
        return link

    def _number(self, noun: int) -> str | None:
        """How many they are: a figure for a number, the word for "several"; one for a singular."""
        tree = self.tree
        for kid in tree.kids(noun, "nummod", "quantmod", "amod", "det", "advmod"):
            word = tree.lower(kid)
            if word in NUMBERS or tree.parse.tags[kid] == "CD":
                return NUMBERS.get(word, word)
            if word in COUNTING or word in {"numerous", "various", "multiple", "countless"}:
                return word
        head = tree.lower(noun)
        if head in {"other", "another"}:
            return "1"
        if head in NUMBERS or head in COUNTING:
            return NUMBERS.get(head, head)
        of = tree.parse.heads[noun]
        if tree.parse.deps[noun] == "pobj" and tree.lower(of) == "of" and (word := tree.lower(tree.parse.heads[of])) in NUMBERS | dict.fromkeys(COUNTING):
            return NUMBERS.get(word, word)  # two of its employees
        return "1" if tree.parse.tags[noun] in {"NN", "NNP"} and actors.people_nouns().get(head, ("", ""))[1] == "s" else None

    def _group(self, noun: int) -> str | None:
        """Where they come from, where that is no one country: "Western", "US and South Korean"."""
        words = self.tree.parse.words
        groups = loader.name_words().groups
        left = range(self.tree.left[noun], noun)
        found = next((words[at] for at in left if words[at].lower() in groups and (words[at][:1].isupper() or words[at].lower() == "allied")), None)
        return found or self._lands(left)

    def _lands(self, left: range) -> str | None:
        """Two or more countries before a noun, as worded: "US and South Korean"."""
        words, table = self.tree.parse.words, loader.country_words()
        hits: list[tuple[int, int, str]] = []
        for at in left:
            if words[at][:1].isupper() and not (hits and at <= hits[-1][1]):
                pair = table.get(f"{words[at]} {words[at + 1]}".lower()) if at + 1 in left else None
                single = pair or table.get(words[at].lower())
                if single is not None:
                    hits.append((at, at + 1 if pair else at, single[0]))
        return self.tree.parse.span(hits[0][0], hits[-1][1]).of(self.tree.parse.text) if len({land for _, _, land in hits}) > 1 else None

    def _is_local(self, noun: int) -> bool:
        tree = self.tree
        return tree.parse.lemmas[noun].lower() in loader.name_words().locals or tree.lower(noun) in loader.name_words().locals

    def _place(self, noun: int) -> str | None:
        """The place they speak from: named behind "in", "at", "of" in their own sentence, else in the sentences before."""
        here = self.tree.sentence_of[noun]
        own, first = self.tree.parse.sentences[here], self.tree.parse.sentences[max(0, here - NEAR)][0]
        places = self._places()
        its = [name for at, name in places if noun < at <= self.tree.right[noun] and at < own[1]]
        before = [name for at, name in reversed(places) if first <= at < noun]
        same = [name for at, name in places if own[0] <= at < own[1]]
        return next(iter((*its, *before, *same, *(name for _, name in places))), None)  # at last the first place of the report

    def _places(self) -> list[tuple[int, str]]:
        """Every place named outside quotation marks, by the token at which its name ends."""
        if self.places is None:
            deps = self.tree.parse.deps
            found = ((at, self._placed(at)) for at, dep in enumerate(deps) if dep == "pobj" and at not in self.quoted)
            self.places = [(at, name) for at, name in found if name is not None]
        return self.places

    def _placed(self, at: int) -> str | None:
        """The name of a place that ends at this token, with a preposition of place before it."""
        parse, table = self.tree.parse, loader.name_words()
        if self.tree.lower(parse.heads[at]) not in table.locatives | {"of", "on"}:
            return None
        if parse.pos[at] != "PROPN" and self.tree.lower(at) not in table.places:
            return None
        first = next((token for token in range(self.tree.left[at], at + 1) if parse.words[token][:1].isupper()), at + 1)
        low = {word.lower() for word in parse.words[first : at + 1]}
        strange = table.calendar | table.portfolios | actors.people_nouns().keys() | actors.body_nouns().keys() | (table.firms - table.places)
        if first > at or low & strange or any(word in actors.first_names() for word in parse.words[first:at]):
            return None
        name = parse.span(first, at).of(parse.text)
        numbered = at + 1 < len(parse) and parse.words[at + 1].isdigit()
        return None if numbered or re.search(r"\d|\n", name) or name.lower() in loader.country_words() else name


def body_of_officials(role: str, country: str) -> str | None:
    """The body that officials of a country belong to: by their branch, else the government.

    >>> body_of_officials("senior South Korean intelligence official", "KR"), body_of_officials("Malawian officials", "MW"), body_of_officials("Malawian fisherman", "MW")
    ('National Intelligence Service', 'Government of Malawi', None)
    """
    words = [
        word
        for word in re.split(r" (?:in|at|from|of|for|with|to|on|who|that|close|familiar|briefed)\b", role.lower())[0].split()
        if word not in loader.country_words() and word not in RANKS and word not in NUMBERS and word not in COUNTING
    ]
    while words and " ".join(words[:2]) in loader.country_words():
        words = words[2:]
    if not words or words[-1] not in loader.name_words().officials:
        return None
    branch = " ".join(word for word in words[:-1] if word not in {"and", "south", "north"})
    if branch in {"", "government"} and words[-1] not in {"officer", "officers", "spokesman", "spokeswoman", "spokesperson"}:
        return loader.government_of(country)
    kinds = actors.kind_words()
    for phrase in (branch, f"{branch} ministry", f"{branch} agency"):
        for kind in kinds.get(phrase, ()):
            if bodies := actors.bodies_of().get((country, kind), ()):
                return bodies[0].name
    return None
