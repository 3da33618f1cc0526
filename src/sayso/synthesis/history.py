"""How a proposition's number moved: each new figure once, at its first report, with its relation to those before. Takes supports and their statements; gives points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sayso.model.proposition import NumberPoint, NumberRelation, Relation, Side, Support
from sayso.model.weighing import Statement
from sayso.synthesis.positions import said_on
from sayso.synthesis.relations.comparable import other_matter, other_measure, other_part
from sayso.synthesis.relations.numbers import Numbered, number_relation, numbered, relate

REACH = 6  # origins whose last figure a new one is compared with, the latest first
Figure = tuple[Numbered, Support]


def history(supports: Sequence[Support], statements: Mapping[str, Statement]) -> tuple[NumberPoint, ...]:
    """The figures of the main series in the order in which they were said, so that the last one is the latest; before them those that are of something else.

    A figure that is only repeated, or given to be rejected, makes no point of its own. A figure that cannot be compared with the main series is never said to move it.
    """
    figures = _figures(supports, statements)
    seed = main_figure([figure for figure, _ in figures])
    points: list[NumberPoint] = []
    known: dict[str, Numbered] = {}
    for figure, support in figures:
        before = [known[point.statement] for point in points]
        if any(relate(other, figure)[0] is Relation.SAME and (other.origin == figure.origin or not support.adds) for other in before):
            continue
        last = {other.origin: other for other in before}
        relations = tuple(_relation(other, figure, seed) for other in list(last.values())[-REACH:])
        known[figure.statement] = figure
        points.append(NumberPoint(statement=figure.statement, said=figure.said, as_of=figure.as_of, origin=figure.origin, amount=figure.amount, relations=relations))
    apart = {key for key, figure in known.items() if seed is not None and difference(seed, figure) is not None}
    return tuple(sorted((replace(point, apart=point.statement in apart) for point in points), key=lambda point: not point.apart))


def main_figure(figures: Sequence[Numbered]) -> Numbered | None:
    """The figure that most others are of one series with: of several the one that says what it counts, then the first one; None of none."""
    if not figures:
        return None
    company = [sum(difference(one, other) is None for other in figures) for one in figures]
    plain = [one.amount.unit is None and one.amount.counted is None for one in figures]
    return figures[min(range(len(figures)), key=lambda at: (-company[at], plain[at], at))]


def difference(one: Numbered, other: Numbered) -> str | None:
    """Why two figures are of different things, whenever they were said; None where they may be of one series."""
    if one.standing != other.standing:
        return "one of them is given to reject it" if "rejected" in {one.standing, other.standing} else f"one is a {one.standing}, the other a {other.standing}"
    if one.revises or other.revises:
        return None
    return other_measure(one.amount, other.amount) or other_matter(one, other) or other_part(one.amount, other.amount)


def _relation(earlier: Numbered, later: Numbered, seed: Numbered | None) -> NumberRelation:
    """How a figure stands to an earlier one; two of which only one is of the main series are not compared."""
    apart = [difference(seed, one) for one in (earlier, later)] if seed is not None else [None, None]
    if (apart[0] is None) != (apart[1] is None):
        return NumberRelation(earlier=earlier.statement, relation=Relation.NOT_COMPARABLE, reason=f"of different things: {apart[0] or apart[1]}")
    return number_relation(earlier, later)


def _figures(supports: Sequence[Support], statements: Mapping[str, Statement]) -> list[Figure]:
    """Every figure that is put forward, the earliest first; of one day those with access of their own before those that pass on."""
    found = []
    for support in supports:
        statement = statements[support.statement]
        if support.side in {Side.ASSERTS, Side.CONDITIONAL} and (figure := numbered(statement, support.origin.key)) is not None:
            found.append((figure, support, (said_on(statement), not support.adds, statement.published or "", statement.report, statement.at)))
    return [(figure, support) for figure, support, _ in sorted(found, key=lambda row: row[2])]
