"""What is drawn of a number: its bounds, its day, its lane, how it stands to those before, and its words. Takes points, gives figures."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.model.proposition import NumberPoint, NumberRelation, Relation
from sayso.model.weighing import Amount
from sayso.views.marks import origin_label
from sayso.views.scales import day, short_number

LANES = {"increment": "increments", "subtotal": "parts of a whole"}
TOTALS = "totals"
TELLING = (Relation.CONTRADICTS, Relation.UPDATED, Relation.AGREES, Relation.SAME, Relation.NOT_COMPARABLE)
GREATEST = 1e18  # a number beyond that is a slip of the reading, and would press all others together
SIGNS = {"~": "~ ", "up": "up to ", "down": "down to "}
BEYOND = re.compile(
    r"(?<!no )(?<!not )(?<!never )\b(?:(?:more|greater|higher|larger|bigger|longer|older|better) than|over|above|beyond|in excess of|upwards? of|exceed(?:s|ed|ing)?)\b|^>(?!=)",
    re.IGNORECASE,
)
SHORT = re.compile(r"(?<!no )(?<!not )(?<!never )\b(?:(?:less|fewer|lower|smaller|shorter|younger) than|under|below|shy of|short of)\b|^<(?!=)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number to be drawn. ``low`` and ``high`` are its bounds (None is open; one of them is known), ``said`` the number of the day, ``relation`` the most telling one."""

    statement: str
    said: int | None
    as_of: str | None
    origin: str
    label: str
    low: float | None
    high: float | None
    value: str
    words: str
    lane: str
    relation: NumberRelation | None
    apart: bool

    @property
    def main(self) -> float:
        """Where its mark stands: the known bound, or the middle of a range."""
        if self.low is None or self.high is None:
            return self.low if self.low is not None else self.high or 0.0
        return (self.low + self.high) / 2

    @property
    def bounds(self) -> tuple[float, ...]:
        """The known bounds."""
        return tuple(bound for bound in (self.low, self.high) if bound is not None)


def figures(points: Sequence[NumberPoint], labels: Mapping[str, str]) -> list[Figure]:
    """The points that have a bound, in the given order."""
    return [_figure(point, labels) for point in points if _known(point.amount.minimum) is not None or _known(point.amount.maximum) is not None]


def _known(bound: float | None) -> float | None:
    return bound if bound is not None and math.isfinite(bound) and abs(bound) <= GREATEST else None


def _figure(point: NumberPoint, labels: Mapping[str, str]) -> Figure:
    relations = sorted(enumerate(point.relations), key=lambda row: (TELLING.index(row[1].relation), -row[0]))
    return Figure(
        statement=point.statement,
        said=day(point.said),
        as_of=point.as_of,
        origin=point.origin,
        label=origin_label(point.origin, labels),
        low=_known(point.amount.minimum),
        high=_known(point.amount.maximum),
        value=written(point.amount),
        words=point.amount.words,
        lane=LANES.get(point.amount.scope, TOTALS),
        relation=relations[0][1] if relations else None,
        apart=point.apart,
    )


def series(points: Sequence[NumberPoint]) -> list[NumberPoint]:
    """The numbers of the main series: of these the totals alone, where there are any."""
    main = [point for point in points if not point.apart]
    return [point for point in main if LANES.get(point.amount.scope, TOTALS) == TOTALS] or main


def beyond(amount: Amount) -> bool:
    """Whether a number with one open end leaves the end that it names out: "more than 3,000" does, "at least 3,000" does not. The modifier is the same for both.

    >>> from dataclasses import replace
    >>> some = Amount(minimum=3000, maximum=None, modifier=">", unit=None, counted="boats", sort=None, scope="total", whole=None, words="more than 3,000 boats")
    >>> [beyond(replace(some, words=words)) for words in ("more than 3,000 boats", "at least 3,000", "no fewer than 3,000", "3,000 or more", "well over 3,000")]
    [True, False, False, False, True]
    >>> [beyond(replace(some, minimum=None, maximum=3000, words=words)) for words in ("fewer than 3,000", "up to 3,000", "no more than 3,000", "just under 3,000")]
    [True, False, False, True]
    """
    return bool((BEYOND if amount.minimum is not None else SHORT).search(amount.words))


def written(amount: Amount) -> str:
    """A number in short, with its bounds and its unit.

    >>> written(Amount(minimum=3000, maximum=None, modifier=">", unit=None, counted=None, sort=None, scope="increment", whole=None, words="more than 3,000"))
    '+ > 3,000'
    """
    low, high = _known(amount.minimum), _known(amount.maximum)
    plus = "+ " if amount.scope == "increment" else ""
    unit = "" if amount.unit is None else "%" if amount.unit in {"%", "percent"} else f" {amount.unit}"
    if low is not None and high is not None:
        shown = f"{SIGNS.get(amount.modifier, '')}{short_number(low)}" if low == high else f"{short_number(low)}–{short_number(high)}"
    elif low is not None:
        shown = f"{'>' if beyond(amount) else '≥'} {short_number(low)}"
    else:
        shown = f"{'<' if beyond(amount) else '≤'} {short_number(high)}" if high is not None else amount.words
    return plus + shown + unit


def told(figure: Figure, when: str) -> str:
    """A figure in words, with how it stands to an earlier one."""
    stands = f"; {figure.relation.relation.value}: {figure.relation.reason}" if figure.relation is not None else ""
    return f"{figure.words} ({figure.label}, {when}){stands}"
