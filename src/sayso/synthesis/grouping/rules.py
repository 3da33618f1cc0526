"""What holds two statements apart whatever their wording: takes two profiles, gives the reason or None.

The rules ask for one kind of event (type and mode) on both sides, because only then do the cells speak of the same thing. On the claims of our stories that were matched with
the gold (V-Y and 22 stories of part c, 2026-11-29; 113,133 pairs of one story, 12 % of them of one proposition): a plan and a fact are one in 10 % of 67 pairs, a condition and a
fact in 8 % of 26, two facts in 50 % of 521.
"""

from __future__ import annotations

from sayso.synthesis.grouping.profile import Profile

CERTAIN = 1  # days that an interval may last to be a certain date
NEAR = 1  # days by which dates of one event may differ: reports of a night differ by one


def apart(one: Profile, two: Profile) -> str | None:
    """Why two statements are of two propositions; None where nothing holds them apart. A denial is not held apart from what it denies."""
    if not one.modes & two.modes:
        return None
    for left, right in ((one, two), (two, one)):
        if left.realis == {"plan"} and right.realis == {"fact"}:
            return "a plan and a fact"
        if left.act == "depends" and right.act == "states" and "fact" in right.realis:
            return "a condition and a fact"
    return "one kind of event on different dates" if _other_dates(one, two) else None


def _other_dates(one: Profile, two: Profile) -> bool:
    """Whether both tell of one event each, with the same actors, on certain dates that are not the same; numbers and what goes on are told again with new dates."""
    if not (len(one.days) == len(two.days) == 1 and len(one.modes) == len(two.modes) == 1):
        return False
    if one.amounts or two.amounts or one.realis != {"fact"} or two.realis != {"fact"} or not one.actors & two.actors:
        return False
    (start, end), (since, until) = one.days[0], two.days[0]
    if start is None or end is None or since is None or until is None:
        return False
    certain = end - start <= CERTAIN and until - since <= CERTAIN
    return certain and max(start - until, since - end) > NEAR
