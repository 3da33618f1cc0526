"""The values that a number leaves possible, and whether two numbers can both hold."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sayso.model.weighing import Amount
from sayso.vocabulary.quantities import quantity_words
from sayso.vocabulary.relations import unit_factors

# What "about" lets pass. Our own pairs of quantities (2026-11-30) need 0.05 and set no upper bound (macro-F1 1.0); a tenth is what editors let pass.
ABOUT = 0.1
ROUNDED = 0.05  # at most so far may a plain round number be from the exact one ("12,000" for 11,804)
PLURAL = 2  # the table of vague words has the least that their plural means: two of them
TWENTYFOLD = 20  # "hundreds" ends where two of the next word begin
EXACT = 1e-9


@dataclass(frozen=True, slots=True)
class Reach:
    """The least and the most that a number leaves possible, in its base unit; ``about`` says that the ends are soft, ``measured`` that no two read the same from a scale."""

    low: float
    high: float
    about: bool
    measured: bool = False

    @property
    def is_point(self) -> bool:
        """Whether one value is named."""
        return self.low == self.high


def reach(amount: Amount) -> Reach:
    """The values an amount leaves possible; open ends are infinite, vague words end where the next one begins.

    >>> reach(Amount(minimum=200, maximum=None, modifier="=", unit=None, counted="people", sort=None, scope="unstated", whole=None, words="hundreds of people"))
    Reach(low=100.0, high=2000.0, about=False, measured=False)
    >>> reach(Amount(minimum=5, maximum=5, modifier="~", unit="km", counted=None, sort=None, scope="unstated", whole=None, words="some 5 km"))
    Reach(low=5000.0, high=5000.0, about=True, measured=True)
    """
    _, factor = unit_factors().get(amount.unit or "", ("", 1.0))
    low = -math.inf if amount.minimum is None else amount.minimum * factor
    high = math.inf if amount.maximum is None else amount.maximum * factor
    if amount.maximum is None and amount.minimum is not None and _is_vague(amount):
        low, high = low / PLURAL, low / PLURAL * TWENTYFOLD
    return Reach(low=low, high=high, about=amount.modifier == "~", measured=(amount.unit or "") in unit_factors())


def _is_vague(amount: Amount) -> bool:
    words = amount.words.lower().split()
    return amount.modifier in {"=", "~"} and any(word in quantity_words().vague for word in words)


def are_equal(one: Reach, other: Reach) -> bool:
    """Whether both leave the same values."""
    return _close(one.low, other.low, EXACT) and _close(one.high, other.high, EXACT)


def name_one_value(one: Amount, other: Amount) -> bool:
    """Whether both name the same figure, whatever their bounds: "at least 31" and "31"."""
    return bool({one.minimum, one.maximum} & {other.minimum, other.maximum} - {None})


def can_both_hold(one: Reach, other: Reach) -> str | None:
    """Why both can be right ("the bounds overlap", "about the same", "rounded"), or None where they cannot.

    >>> can_both_hold(Reach(3000, math.inf, False), Reach(4100, 4100, False))
    'the bounds overlap'
    >>> can_both_hold(Reach(3000, 3000, True), Reach(3099, 3099, False))
    'about the same'
    >>> can_both_hold(Reach(12000, 12000, False), Reach(11804, 11804, False))
    'one is the other, rounded'
    >>> can_both_hold(Reach(12000, 12000, False), Reach(9000, 9000, False))
    """
    if one.low <= other.high and other.low <= one.high:
        return "the bounds overlap"
    lower, upper = (one, other) if one.high < other.low else (other, one)
    gap = upper.low - lower.high
    if (one.about or other.about) and gap <= ABOUT * abs(upper.low):
        return "about the same"
    if one.is_point and other.is_point and gap <= ROUNDED * abs(upper.low) and (one.measured or _rounds_to(one.low, other.low) or _rounds_to(other.low, one.low)):
        return "measured alike" if one.measured else "one is the other, rounded"
    return None


def _rounds_to(exact: float, coarse: float) -> bool:
    """Whether the coarse number is the exact one, rounded to the coarse one's last figure that is not nought (tens and up)."""
    step = 1
    while coarse and coarse % (step * 10) == 0:
        step *= 10
    return step > 1 and abs(exact - coarse) <= step / 2


def _close(one: float, other: float, within: float) -> bool:
    return one == other or (math.isfinite(one) and math.isfinite(other) and abs(one - other) <= within * max(abs(one), abs(other)))
