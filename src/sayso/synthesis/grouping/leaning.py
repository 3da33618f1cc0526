"""Groups that cannot stand by themselves: what is only rejected, left open or hinted at in a few words is of something that somebody else states.

Takes groups of places in a table of scores, gives the same with each such group added to the one that states what it is likest to; a group that is like none stays.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sayso.model.weighing import Statement

# Score of the likest pair from which such a group is added. 2026-11-30, trees fitted without the story, right verdicts by groups of the system on V-Y, the fitted c stories, the
# check stories and B-cubed F1: without .49 .37 .38, .48 .44 .40; at .3 .45 .42 .42, .52 .45 .43; at .4 .49 .42 .41, .51 .45 .43; only those that reject or leave open, at .3,
# .51 .41 .44, .50 .45 .41.
LIKE = 0.4
# The same for what is rejected or left open in words of its own: as many figures, and a denial of something else stays by itself.
LIKE_OF_OWN = 0.55
BRIEF = 60  # characters below which a rejection or an open question points at what others say
# Characters below which words without a figure state nothing by themselves. At 60 and more V-Y and the c stories gain more, and the seed, a report of long sentences, loses half of
# its verdicts.
SHORT = 40
OPEN = frozenset({"decline", "unknown", "question"})


def leaning(groups: Sequence[Sequence[int]], statements: Sequence[Statement], table: NDArray[np.float64], forbidden: NDArray[np.bool_]) -> list[list[int]]:
    """The groups, in order, with those in which nobody states a thing added to others; no two of which a pair is forbidden become one.

    ``statements``, ``table`` (scores of pairs, 0 to 1) and ``forbidden`` are by place; ``groups`` hold places.
    """
    standing = [_stands([statements[at] for at in group]) for group in groups]
    whose = np.full(len(statements), -1)
    for number, group in enumerate(groups):
        if standing[number]:
            whose[list(group)] = number
    found = [list(group) for group in groups]
    for number, group in enumerate(groups):
        least = LIKE if all(_is_brief(statements[at]) for at in group) else LIKE_OF_OWN
        goal = None if standing[number] else _likest(list(group), whose, table, forbidden, least=least)
        if goal is not None:
            found[goal].extend(group)
            found[number] = []
    return sorted(sorted(group) for group in found if group)


def _likest(group: list[int], whose: NDArray[np.int64], table: NDArray[np.float64], forbidden: NDArray[np.bool_], *, least: float) -> int | None:
    """The number of the standing group with the statement that is likest to one of these, None where none is like enough."""
    barred = np.unique(whose[forbidden[group].any(axis=0)])
    scores = np.where((whose < 0) | np.isin(whose, barred), -1.0, table[group].max(axis=0))
    best = int(np.argmax(scores))
    return int(whose[best]) if scores[best] >= least else None


def _stands(group: Sequence[Statement]) -> bool:
    """Whether one of the statements puts the thing forward in words enough, by a voice that rejects nothing here."""
    rejecting = {_voice(one) for one in group if one.act not in OPEN and _rejects(one)}
    return any(one.act not in OPEN and not _rejects(one) and _voice(one) not in rejecting and _says_enough(one) for one in group)


def _says_enough(statement: Statement) -> bool:
    return statement.amount is not None or len(statement.content) >= SHORT or statement.act == "accuse"


def _is_brief(statement: Statement) -> bool:
    return len(statement.content) < BRIEF or statement.act == "decline"


def _rejects(statement: Statement) -> bool:
    return statement.act == "deny" or statement.polarity == "negative"


def _voice(statement: Statement) -> str:
    speaker = statement.speaker
    return speaker.name or speaker.organisation or (speaker.words or "").lower()
