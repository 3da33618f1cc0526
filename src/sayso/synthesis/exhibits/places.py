"""Where a proposition puts things, and along which ways it lets them move. Takes statements with the origins of those that assert it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from sayso.model.exhibit import Spot, Way
from sayso.model.proposition import Origin, Proposition
from sayso.model.weighing import Statement, Where

ORDER = ("from", "via", "to")
Origins = Mapping[str, Origin]


def wheres(statement: Statement) -> list[Where]:
    """The places of a statement and of the events in it."""
    return [*statement.places, *(where for event in statement.events if not event.spoken for where in event.places)]


def spots(held: Sequence[Statement], one: Proposition, origins: Origins) -> tuple[Spot, ...]:
    """The places that are known, by id; ``origins`` holds those of the statements that assert the proposition."""
    found: dict[str, Where] = {}
    claims: dict[str, list[Statement]] = defaultdict(list)
    for statement in held:
        for where in wheres(statement):
            if where.id is not None and where.latitude is not None and where.longitude is not None:
                found.setdefault(where.id, where)
                if statement not in claims[where.id][-1:]:
                    claims[where.id].append(statement)
    return tuple(_spot(found[key], claims[key], one, origins) for key in sorted(found))


def _spot(where: Where, told: Sequence[Statement], one: Proposition, origins: Origins) -> Spot:
    first, last = days(told)
    return Spot(
        place=where.id or "",
        name=where.known_as or where.name,
        country=where.country,
        latitude=where.latitude or 0.0,
        longitude=where.longitude or 0.0,
        claims=len(told),
        origins=counted(told, one, origins),
        first=first,
        last=last,
    )


def counted(told: Sequence[Statement], one: Proposition, origins: Origins) -> tuple[str, ...]:
    """The keys of the origins that count for the proposition and stand behind these statements."""
    counting = {origin.key for origin in one.verdict.origins}
    return tuple(sorted({origins[row.id].key for row in told if row.id in origins} & counting))


def days(told: Sequence[Statement]) -> tuple[str | None, str | None]:
    """The days on which the first and the last of these were published."""
    found = sorted(row.published for row in told if row.published)
    return (found[0], found[-1]) if found else (None, None)


@dataclass(frozen=True, slots=True)
class _Leg:
    """One leg as one statement has it."""

    start: str
    end: str
    number: int
    means: str | None


def ways(held: Sequence[Statement], one: Proposition, origins: Origins) -> tuple[Way, ...]:
    """The legs of routes, each with all statements that tell of it."""
    told: dict[tuple[str, str, int, str], list[Statement]] = defaultdict(list)
    for statement in held:
        for leg in dict.fromkeys((*_legs(statement.places), *(leg for event in statement.events for leg in _legs(event.places)))):
            told[leg.start, leg.end, leg.number, leg.means or ""].append(statement)
    return tuple(_way(key, rows, one, origins) for key, rows in sorted(told.items()))


def _way(key: tuple[str, str, int, str], told: Sequence[Statement], one: Proposition, origins: Origins) -> Way:
    start, end, leg, means = key
    first, last = days(told)
    number = next((row.amount.words for row in told if row.amount is not None), None)
    return Way(start=start, end=end, leg=leg, means=means or None, number=number, origins=counted(told, one, origins), first=first, last=last)


def _legs(places: Sequence[Where]) -> Iterator[_Leg]:
    """The legs of one route; where a leg names no start, it starts where the one before ended."""
    by_leg: dict[int, dict[str, list[Where]]] = defaultdict(lambda: defaultdict(list))
    for where in places:
        if where.id is not None and where.latitude is not None and where.role in ORDER:
            by_leg[where.leg or 1][where.role].append(where)
    before: list[Where] = []
    for number, held in sorted(by_leg.items()):
        stations = [held[role] for role in ORDER if held[role]]
        if before and not held["from"]:
            stations.insert(0, before)
        for one, two in ((one, two) for left, right in pairwise(stations) for one, two in product(left, right)):
            if one.id != two.id:
                yield _Leg(one.id or "", two.id or "", number, two.means or one.means)
        before = held["to"] or before
