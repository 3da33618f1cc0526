"""Which side counts of an origin that is told to say so and to deny it. Nobody makes a thing contested by denying their own words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sayso.model.proposition import Side, Support
from sayso.model.weighing import Statement, Voice
from sayso.synthesis.positions import said_on

TAKING = frozenset({Side.ASSERTS, Side.DENIES})
RULE = "an origin that is told to say so and to deny it counts on one side"


def settled(supports: Sequence[Support], statements: Mapping[str, Statement]) -> dict[str, Side]:
    """The one side that counts of each origin, by key; origins with nothing to settle are left out.

    Nothing is to settle where different voices of one body or government take different sides, nor where somebody rejects another's figure and gives one of their own. Else
    an act of denying is directed at what others say, and stays until the same origin later confirms it; where nobody else says so, or where only the words are negative, the
    last day counts, and of one day the side with more statements, before a tie what is asserted.
    """
    sides: dict[str, dict[Side, list[Support]]] = defaultdict(lambda: defaultdict(list))
    for support in supports:
        if support.side in TAKING:
            sides[support.origin.key][support.side].append(support)
    asserting = {one.origin.key for one in supports if one.side is Side.ASSERTS and one.adds and one.origin.access is not None}
    found: dict[str, Side] = {}
    for key, taken in sides.items():
        says, denies = ([statements[one.statement] for one in taken[side]] for side in (Side.ASSERTS, Side.DENIES))
        others = bool(asserting - {key})
        if says and denies and _voices(says) & _voices(denies) and not (others and _figures(says) and _figures(denies)):
            found[key] = _side(says, denies, others=others)
    return found


def _side(says: Sequence[Statement], denies: Sequence[Statement], *, others: bool) -> Side:
    acts = [one for one in denies if one.act == "deny"]
    if others and acts:
        last = max(said_on(one) for one in acts)
        return Side.ASSERTS if any(one.act == "confirm" and said_on(one) >= last for one in says) else Side.DENIES
    return Side.DENIES if _weight(denies) > _weight(says) else Side.ASSERTS


def _weight(told: Sequence[Statement]) -> tuple[str, int]:
    """The last day on which it was said, and how often on that day."""
    days = [said_on(one) for one in told]
    return max(days), days.count(max(days))


def _voices(told: Sequence[Statement]) -> set[str]:
    return {_name(one.speaker) for one in told}


def _name(voice: Voice) -> str:
    return voice.name or voice.organisation or (voice.words or "").lower()


def _figures(told: Sequence[Statement]) -> bool:
    return any(one.amount is not None for one in told)
