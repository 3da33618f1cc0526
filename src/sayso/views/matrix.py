"""Sources by days: who took which stance when. Takes a proposition with its claims, gives frozen rows, of which a page makes a table."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sayso.model.proposition import Origin, Side
from sayso.model.story_views import PropositionDetail, SupportView

UNDATED = "undated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one source said on one day: the stances (``Side`` values, asserts first), their claims, and whether its stance is another one than on its day before."""

    day: str
    sides: tuple[str, ...]
    claims: tuple[str, ...]
    changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A source over the days (one cell for each day of the matrix, None where it said nothing). ``key`` is the origin's, ``adds`` whether any of its claims adds something."""

    key: str
    label: str
    country: str | None
    named: bool
    adds: bool
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Sources by days (ISO 8601 in rising order, "undated" last); the source that spoke first stands first."""

    days: tuple[str, ...]
    rows: tuple[Row, ...]


def matrix(detail: PropositionDetail) -> Matrix:
    """The stances of each origin by the day on which its claims were published."""
    shown = {view.claim: view for view in detail.supports}
    origins: dict[str, Origin] = {}
    adding: set[str] = set()
    said: dict[str, dict[str, list[SupportView]]] = defaultdict(lambda: defaultdict(list))
    for support in detail.proposition.supports:
        view = shown.get(support.statement)
        if view is None:
            continue
        key = support.origin.key
        origins.setdefault(key, support.origin)
        said[key][_day(view)].append(view)
        if support.adds:
            adding.add(key)
    days = tuple(sorted({day for by_day in said.values() for day in by_day}, key=_order))
    keys = sorted(said, key=lambda key: (min(map(_order, said[key])), origins[key].label, key))
    return Matrix(days=days, rows=tuple(_row(origins[key], key in adding, days, said[key]) for key in keys))


def _day(view: SupportView) -> str:
    return view.published[:10] if view.published else UNDATED


def _order(day: str) -> tuple[bool, str]:
    return day == UNDATED, day


def _row(origin: Origin, adds: bool, days: tuple[str, ...], said: dict[str, list[SupportView]]) -> Row:
    cells: list[Cell | None] = []
    before: tuple[str, ...] = ()
    for day in days:
        if day not in said:
            cells.append(None)
            continue
        taken = {view.side for view in said[day]}
        sides = tuple(side.value for side in Side if side.value in taken)
        changed = bool(before) and day != UNDATED and sides != before
        cells.append(Cell(day=day, sides=sides, claims=tuple(view.claim for view in said[day]), changed=changed))
        before = sides
    return Row(key=origin.key, label=origin.label, country=origin.country, named=origin.named, adds=adds, cells=tuple(cells))
