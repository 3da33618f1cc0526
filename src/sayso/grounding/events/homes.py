"""The land that unnamed people and bodies of a text belong to: where the event is, who tells it, what the text is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from sayso.model.claim import Known
from sayso.model.grounding import PlaceMention
from sayso.model.span import Span
from sayso.model.tree import Tree

# What a place counts for, and the name of a country that acts; and the share of all that must lie in one country for the text to be about that country.
# Set on stories c2a-c, c6a-c and f1a, 2026-11-29: country F1 of actors .368 and .677; with equal weights and a share of .5 .346 and .680.
AS_PLACE, AS_PARTY = 3, 1
MAIN_SHARE = 0.4


def land_of(place: PlaceMention) -> str | None:
    """The country in which a place lies, or whose government its name stands for."""
    return place.stands_for or (place.chosen.country if place.chosen else None) or place.country


class Homes:
    """The lands of one text by token, by speaker, and as a whole."""

    def __init__(self, tree: Tree, places: Sequence[PlaceMention], voices: Sequence[tuple[Span, Known]]) -> None:
        self._tree = tree
        self._places = places
        self._voices = sorted(voices, key=lambda voice: (voice[0].end - voice[0].start, voice[0].start))

    @cached_property
    def lands(self) -> dict[int, str]:
        """For the tokens of places the country."""
        found: dict[int, str] = {}
        for place in self._places:
            if (land := land_of(place)) is not None:
                found.update(dict.fromkeys(self._tree.parse.tokens_in(place.span), land))
        return found

    @cached_property
    def main(self) -> str | None:
        """The country in which most of the text's places lie, if one stands out."""
        counted: Counter[str] = Counter()
        for place in self._places:
            if (land := land_of(place)) is not None:
                counted[land] += AS_PLACE if place.stands_for is None else AS_PARTY
        if not counted:
            return None
        land, count = min(counted.items(), key=lambda item: (-item[1], item[0]))
        return land if count > MAIN_SHARE * sum(counted.values()) else None

    def speaker(self, span: Span) -> Known | None:
        """Who says the words at this place: the innermost claim that covers them."""
        return next((known for content, known in self._voices if content.covers(span)), None)

    def of_ground(self, around: Sequence[PlaceMention]) -> str | None:
        """The land of unnamed ground in an event at these places."""
        return next((land for place in around if (land := land_of(place)) is not None), self.main)

    def of(self, span: Span, around: Sequence[PlaceMention], near: bool) -> str | None:
        """The land of unnamed people at this place of the text, in an event at these places. ``near``: of those who are where it is, not of the speaker's own."""
        there = next((land for place in around if (land := land_of(place)) is not None), None)
        speaker = self.speaker(span)
        theirs = speaker.country if speaker is not None else None
        return there or theirs or self.main if near else theirs or there or self.main
