"""Who and what takes part: the nouns of a role as participants with their countries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from sayso.model.claim import Known
from sayso.model.event import Participant
from sayso.model.grounding import PlaceMention
from sayso.model.span import Span, trimmed
from sayso.model.tree import EDGES, Tree
from sayso.vocabulary import actors, loader

OF = frozenset({"poss", "amod", "compound", "nmod", "appos"})
AFFILIATING = frozenset({"of", "from", "for"})


class Cast:
    """The participants of one text. ``known`` gives for tokens (pronouns, descriptions) whom they stand for."""

    def __init__(self, tree: Tree, places: Sequence[PlaceMention], known: Mapping[int, Known], day: str | None) -> None:
        self.tree = tree
        self.known = known
        self._places = places
        self._day = day

    @cached_property
    def _lands(self) -> dict[int, str]:
        found: dict[int, str] = {}
        for place in self._places:
            land = place.stands_for or (place.chosen.country if place.chosen else None) or place.country
            if land is not None:
                found.update(dict.fromkeys(self.tree.parse.tokens_in(place.span), land))
        return found

    def of(self, nouns: Iterable[int | None]) -> tuple[Participant, ...]:
        """The participants that these nouns and the members of their lists name, each once."""
        found: dict[Span, Participant] = {}
        for noun in nouns:
            for member in self._members(noun):
                participant = self._participant(member)
                if participant is not None:
                    found.setdefault(participant.span, participant)
        return tuple(found.values())

    def _members(self, noun: int | None) -> Iterator[int]:
        if noun is None:
            return
        yield noun
        for kid in self.tree.kids(noun, "conj"):
            if self.tree.parse.pos[kid] in {"NOUN", "PROPN", "PRON"}:
                yield from self._members(kid)

    def _participant(self, noun: int) -> Participant | None:
        parse = self.tree.parse
        first, last = self.tree.left[noun], self.tree.right[noun]
        for kid in self.tree.children[noun]:
            if kid > noun and parse.deps[kid] in {"conj", "cc", "relcl", "acl", "appos", "punct", "advcl", "prep", "parataxis"} and not self._belongs(kid):
                last = min(last, self.tree.left[kid] - 1)
        rough = parse.span(first, max(noun, last))
        span = trimmed(parse.text, rough.start, rough.end, EDGES)
        if span is None:
            return None
        known = self.known.get(noun)
        pointing = known is not None and (parse.pos[noun] == "PRON" or parse.tags[noun] == "NN")
        words = known.name if known is not None and pointing else span.of(parse.text)
        return Participant(span=span, words=words, country=self.country(noun, span) or (known.country if known else None))

    def _belongs(self, kid: int) -> bool:
        return self.tree.parse.deps[kid] == "prep" and self.tree.lower(kid) == "of"

    def country(self, noun: int, span: Span) -> str | None:
        """The country of a noun: named in it, before it or behind "of"; else that of the body or person it names."""
        found = self._named_land(noun, depth=2)
        if found is not None:
            return found
        words = span.of(self.tree.parse.text)
        body = actors.find_organisation(words)
        if body is not None:
            return body.country
        lands = {tenure.country for tenure in actors.tenures_of().get(words.lower(), ()) if self._day is None or tenure.covers(self._day)}
        return next(iter(lands)) if len(lands) == 1 else None

    def _land(self, token: int) -> str | None:
        """The country that a word names, by itself or with the next ("North Korea"), or else as a place or people in it."""
        words, parse = loader.country_words(), self.tree.parse
        if not parse.words[token][:1].isupper():
            return None
        for first in (token - 1, token):
            if first >= 0 and first + 1 < len(parse) and (hit := words.get(f"{parse.words[first]} {parse.words[first + 1]}".lower())) is not None:
                return hit[0]
        hit = words.get(parse.words[token].lower())
        return hit[0] if hit is not None else self._lands.get(token)

    def _named_land(self, noun: int, depth: int) -> str | None:
        if (land := self._land(noun)) is not None:
            return land
        if depth == 0:
            return None
        for kid in self.tree.kids(noun, *OF):
            if (found := self._named_land(kid, depth - 1)) is not None:
                return found
        for preposition in self.tree.kids(noun, "prep"):
            inner = self.tree.kid(preposition, "pobj")
            if inner is not None and self.tree.lower(preposition) in AFFILIATING and (found := self._named_land(inner, depth - 1)) is not None:
                return found
        return None
