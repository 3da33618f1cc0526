"""The places of one claim: those named in its content, in base form, each once."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.model.grounding import PlaceMention
from sayso.model.span import Span
from sayso.model.tree import Tree

# "Saaremaa in Estonia", "Tulsa, Oklahoma", "Russia's Kursk region": the wider place only says where the narrower one is.
INNER_FIRST = frozenset({", ", " in ", ", in ", " ("})
OUTER_FIRST = frozenset({"'s ", "’s "})
LISTED = frozenset({", ", " and ", " or ", ", and "})


def claim_places(tree: Tree, places: Sequence[PlaceMention], contents: Sequence[Span]) -> list[PlaceMention]:
    """Those places that belong to a claim with these contents: not what stands for a government, nor what only says where another place of the claim lies."""
    inside = [place for place in places if any(span.covers(place.span) for span in contents)]
    found: dict[str, PlaceMention] = {}
    for number, place in enumerate(inside):
        if place.stands_for is None and not _only_locates(tree.parse.text, inside, number):
            found.setdefault(place.name.casefold(), place)
    return list(found.values())


def _only_locates(text: str, inside: Sequence[PlaceMention], number: int) -> bool:
    place = inside[number]
    before = inside[number - 1] if number else None
    after = inside[number + 1] if number + 1 < len(inside) else None
    since = text[before.span.end : place.span.start] if before else ""
    until = text[place.span.end : after.span.start] if after else ""
    if before and since in INNER_FIRST and before.stands_for is None and _holds(place, before):
        return not (until in LISTED and place.chosen is not None and place.chosen.feature != "A.PCLI")
    if before and since in OUTER_FIRST and _is_water(place):
        return True
    return after is not None and until in OUTER_FIRST and not _is_water(after) and _holds(place, after)


def _holds(outer: PlaceMention, inner: PlaceMention) -> bool:
    """Whether the outer one is a country or division and the two can lie in one country."""
    if outer.chosen is None or not outer.chosen.feature.startswith("A."):
        return False
    lands = {inner.country, inner.chosen.country if inner.chosen else None} - {None}
    return not lands or outer.chosen.country in lands


def _is_water(place: PlaceMention) -> bool:
    """Waters only say which coast is meant: "Russia's Pacific coast"."""
    return place.chosen is not None and place.chosen.feature[0] == "H"
