"""From weighed candidates to a choice: the winner where it is clear, up to five rivals, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from sayso.grounding.gazetteer.lookup import Place
from sayso.grounding.places.ranking import Name
from sayso.model.grounding import PlaceCandidate, PlaceMention
from sayso.model.span import Span

RIVALS = 5
# Belief that the winner and what lies where it lies must have: below it the mention stays open. Of given names in one half of the places development sets (2026-11) 44% of the
# first candidates were right below .5, 59% between .5 and .8, 93% above.
CLEAR = 0.5
# Places of one name that lie so near each other (degrees of latitude and longitude together) are one for the question of a clear choice: a city, its district, its island.
SAME = 1.0
# What a place within a country, the country as a place, as a state and by its people count for the text's main country, and the share that makes it so (stories c1 to c6, odd ones,
# 2026-11: of 185 places 11 had a wrong or no country while all counted alike, 8 with these).
PLACE, COUNTRY, STATE, DEMONYM = 6, 4, 2, 1
MAIN = 0.4
# What fits the other names so well is said to lie among them.
AMONG = 3.0


def order(name: Name) -> list[int]:
    """The numbers of the candidates, best first."""
    return sorted(range(len(name.places)), key=lambda at: (-name.belief[at], name.places[at].id))


def choose(span: Span, written: str, name: Name, rule: str) -> PlaceMention:
    """The mention with its winner, or open with a reason."""
    ranked = order(name)
    rows = tuple(candidate(name, at) for at in ranked[: RIVALS + 1])
    if not rows:
        return PlaceMention(span=span, name=written, chosen=None, rivals=(), reason="no gazetteer has the name", rule=rule)
    if clearness(name, ranked) < CLEAR:
        return PlaceMention(span=span, name=written, chosen=None, rivals=rows[:RIVALS], reason="no candidate is the clear winner", rule=rule)
    return PlaceMention(span=span, name=written, chosen=rows[0], rivals=rows[1:], reason=rows[0].reason, rule=rule)


def candidate(name: Name, at: int) -> PlaceCandidate:
    """One candidate with its score and what speaks for it."""
    place = name.places[at]
    return PlaceCandidate(
        id=place.id,
        name=place.name,
        latitude=place.latitude,
        longitude=place.longitude,
        country=place.country if len(place.country) == 2 else None,
        feature=place.feature,
        population=place.population,
        score=round(name.belief[at], 4),
        reason=_reason(name, at),
    )


def _reason(name: Name, at: int) -> str:
    place = name.places[at]
    if len(name.places) == 1:
        return "the only place of this name"
    if at in name.bound:
        return "the text says what it lies in"
    if name.fits and name.fits[at] >= AMONG and name.fits[at] >= max(name.fits):
        return "lies among the other places of the text"
    if place.own:
        return "in the reviewed table"
    return f"population {place.population:,}" if place.population else "population unknown"


def clearness(name: Name, ranked: Sequence[int]) -> float:
    """The belief in the first candidate and in those that lie where it lies."""
    first = name.places[ranked[0]]
    return sum(name.belief[at] for at in ranked if _is_there(name.places[at], first))


def _is_there(place: Place, first: Place) -> bool:
    if place is first:
        return True
    if place.country != first.country:
        return False
    close = abs(place.latitude - first.latitude) + abs(place.longitude - first.longitude) < SAME
    return close or (place.level > 1 and place.contains(first))


def main_country(mentions: Iterable[PlaceMention]) -> str | None:
    """The country that a text's places lie in for the most part, for names that no gazetteer has; states that act and peoples count less. None where none stands out."""
    shares: Counter[str] = Counter()
    for mention in mentions:
        if mention.chosen is not None and mention.chosen.country is not None:
            shares[mention.chosen.country] += DEMONYM if mention.rule == "demonym" else STATE if mention.stands_for else COUNTRY if mention.chosen.feature == "A.PCLI" else PLACE
    best = max(sorted(shares), key=lambda country: shares[country], default=None)
    return best if best is not None and shares[best] >= MAIN * shares.total() else None


def anchor(names: Iterable[Name]) -> tuple[Name, int] | None:
    """The town or county that the other names lie around, as a name and the number of its candidate."""
    weights = [(name.count * belief, place.id, name, at) for name in names for at, (place, belief) in enumerate(zip(name.places, name.belief, strict=True)) if place.level >= 3]
    best = max(weights, key=lambda row: row[:2], default=None)
    return (best[2], best[3]) if best is not None and best[2].belief[best[3]] > ANCHORED else None


# Belief that a town must have to stand for the places around it that no gazetteer has.
ANCHORED = 0.3
