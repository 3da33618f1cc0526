"""Whether an assertion says enough to count for what its group claims: a fragment or a demand is no support."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.model.weighing import Statement

# V-Y; c1-c6 without c1e c2d c3e c4e c5e c6d; those; 2026-11-30; gold propositions as groups: mean error of the count .38, .56, .55; .36, .57, .55 at 40; .42, .58, .62 at 30.
# With the groups of the system .70, .80, .70; .70, .81, .72 at 40; .70, .78, .65 at 30.
SHORT = 35  # characters below which words without a figure do not state a thing by themselves
NAMELESS = 60  # the same for those without a name; with the groups of the system the count was .02 to .36 nearer on V-Y and the seed than with 40, 2026-11-30
# Acts that tell of what is wanted, planned, feared or thought. Demands counted among these right 3 verdicts of gold groups (V-Y; c1-c6 without those six) and wrong none;
# counted everywhere they put the count .02 further off, 2026-11-30.
WISHING = frozenset({"demand", "promise", "conditional", "warn", "assess"})


def is_of_wishes(group: Sequence[Statement]) -> bool:
    """Whether most of a group tells of what is wanted or may come, so that whoever demands it speaks of the matter itself."""
    return sum(one.act in WISHING for one in group) * 2 > len(group)


def aside(statement: Statement, *, named: bool = True, wishes: bool = False) -> str | None:
    """Why an assertion says too little to support anything; None where it says enough.

    Of nameless ones (``named`` is False) more is asked; among ``wishes`` a demand of one who is named counts.
    """
    if statement.act == "demand" and named and wishes:
        return None
    if statement.act in {"demand", "accuse"}:
        return "it asks or blames, and states nothing"
    if statement.amount is None and len(statement.content) < (SHORT if named else NAMELESS):
        return "its words are too few to state it"
    return None
