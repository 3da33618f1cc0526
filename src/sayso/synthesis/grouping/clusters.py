"""Groups of statements from scored pairs: takes profiles and the pairs that were compared, gives sets of ids. The same whatever the order of either.

Statements that pairs above a low bound connect are looked at together, and nothing else of the ledger is: a new report changes only the parts that its pairs touch. Within such a
part, two statements are as like as their own score and their scores to all others of the part are (mean of it and the cosine of the rows of scores): a bare "the figure" is
placed by the company it keeps. Average linkage then joins the likest first (Sokal and Michener 1958), and no two groups of which a rule holds members apart. What is only
rejected, left open or hinted at goes to what it is likest to in the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from sayso.model.weighing import Statement
from sayso.synthesis.grouping.bonds import Bond, joined, opponents, parted
from sayso.synthesis.grouping.leaning import leaning
from sayso.synthesis.grouping.profile import Profile
from sayso.synthesis.grouping.words import words

Matrix = NDArray[np.float64]
Pair = tuple[str, str, float]
Copy = tuple[object, ...]
LINK = 0.08  # score from which a pair connects; 12 % of the pairs of one story are of one proposition
UNSEEN = 0.02  # score of a pair that was not compared
USUAL = 0.12  # the mean score of two reports of one story
PRIOR = 10.0  # pairs at the usual score that are counted with those of two reports, so that few statements move nothing
# Mean likeness from which two groups are one. 2026-11-30, B-cubed F1 of V-Y / seed / check stories, and verdicts right: .54 / .73 / .41 and .47 / .65 / .41; by the scores
# as they are, at .3, .52 / .52 / .40 and .49 / .65 / .31; by the company that statements keep .53 / .21 / .43 and .37 / .24 / .35.
JOIN = 0.25
MOST = 600  # statements looked at together; where more are connected, the weakest connections are left out
STEP = 1.25  # by which the bound rises then
DECIMALS = 9  # kept of what is compared, so that machines agree


def groups(statements: Iterable[Profile], pairs: Iterable[Pair], bonds: Sequence[Bond] = ()) -> tuple[tuple[str, ...], ...]:
    """The ids of statements that belong together, each group in order and the groups by their first.

    ``pairs`` are (id, id, score) as ``scorer.scores`` has them, for the pairs that were compared; a score below 0 holds a pair apart. Statements of the same words, event and
    standing are one from the start, so that 10,000 copies cost as much as one. ``bonds`` are what persons decided, in the order in which they did: these overrule all else.
    """
    held = parted(bonds)
    every = sorted(statements, key=lambda profile: profile.statement.id)
    told = {one.statement.id: one.statement for one in every}
    copies = _copies(every, opponents(held))
    first = {member: group[0] for group in copies for member in group}
    known = _between(first, [*pairs, *((one, two, -1.0) for one, two in held)])
    members = {group[0]: group for group in copies}
    found = [sorted(one for head in part for one in members[head]) for whole in _parts(sorted(members), known, LINK) for part in _divided(whole, known, told)]
    return tuple(tuple(group) for group in sorted(joined(found, bonds, held)))


def _copies(statements: Sequence[Profile], against: Mapping[str, frozenset[str]]) -> list[list[str]]:
    """Ids of statements (given in the order of their ids) that say the same in the same words; what points back ("the figure") stays apart.

    ``against`` says which others persons hold some apart from: copies of one wording come apart by that, and those that nobody named go with the only side there is.
    """
    found: dict[Copy, dict[frozenset[str], list[str]]] = {}
    for one in statements:
        key = copy_key(one)
        held = found.setdefault(key if key is not None else (one.statement.id,), {})
        held.setdefault(against.get(one.statement.id, frozenset()), []).append(one.statement.id)
    return [sorted(group) for held in found.values() for group in ([[one for part in held.values() for one in part]] if len(held.keys() - {frozenset()}) < 2 else held.values())]


FULL = 2.0  # weight of words from which a content says by itself what it is about


def copy_key(one: Profile) -> Copy | None:
    """What is equal for copies of a statement; None where its words do not say by themselves what they are about."""
    if one.mass < FULL:
        return None
    return (" ".join(words(one.statement.content)), one.act, one.statement.polarity, tuple(sorted(one.modes)), tuple(sorted(one.realis)), one.days)


def _between(first: dict[str, str], pairs: Iterable[Pair]) -> dict[tuple[str, str], float]:
    """The score between statements that stand for their copies: the lowest where a rule holds some apart, else the highest."""
    known: dict[tuple[str, str], float] = {}
    for one, two, value in pairs:
        if one not in first or two not in first or first[one] == first[two]:
            continue
        left, right = sorted((first[one], first[two]))
        before = known.get((left, right), value)
        known[left, right] = min(before, value) if min(before, value) < 0.0 else max(before, value)
    return known


def _parts(members: Sequence[str], known: dict[tuple[str, str], float], bound: float) -> Iterator[list[str]]:
    """Sets of statements that pairs at the bound connect; where one is too large, the bound rises for it."""
    parent = {one: one for one in members}

    def root(one: str) -> str:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    inside = {pair: value for pair, value in known.items() if pair[0] in parent and pair[1] in parent}
    for (left, right), value in sorted(inside.items()):
        if value >= bound:
            one, two = sorted((root(left), root(right)))
            parent[two] = one
    found: dict[str, list[str]] = {}
    for one in members:
        found.setdefault(root(one), []).append(one)
    for part in found.values():
        if len(part) > MOST and bound < 1.0:
            yield from _parts(part, inside, min(1.0, bound * STEP))
        else:
            yield part


def _divided(part: Sequence[str], known: dict[tuple[str, str], float], told: Mapping[str, Statement]) -> list[list[str]]:
    """A connected set divided into groups, of which those that cannot stand by themselves are added to others; ``told`` holds the statements by id."""
    if len(part) == 1:
        return [list(part)]
    place = {one: at for at, one in enumerate(part)}
    table = np.full((len(part), len(part)), UNSEEN)
    for (left, right), value in known.items():
        if left in place and right in place:
            table[place[left], place[right]] = table[place[right], place[left]] = value
    forbidden = table < 0.0
    scores = np.where(forbidden, 0.0, table)
    found = linked(relative(scores, [told[one].report for one in part]), forbidden)
    return [[part[at] for at in group] for group in leaning(found, [told[one] for one in part], scores, forbidden)]


def relative(table: Matrix, reports: Sequence[str]) -> Matrix:
    """Scores against the mean score of all pairs of the same two reports, as odds: a pair at that mean is as like as a usual pair of one story.

    >>> alike = np.full((3, 3), 0.6)
    >>> usual = relative(alike, ["d-1", "d-1", "d-1"])
    >>> bool(usual[0, 1] < 0.5)
    True
    """
    places = sorted(set(reports))
    member = np.array([[float(report == place) for place in places] for report in reports])
    others = 1.0 - np.eye(len(reports))
    sums, counts = member.T @ (table * others) @ member, member.T @ others @ member
    means = member @ ((sums + PRIOR * USUAL) / (counts + PRIOR)) @ member.T
    odds = _odds(table) / _odds(means) * _odds(np.full_like(table, USUAL))
    return np.asarray(np.round(odds / (1.0 + odds), DECIMALS), dtype=np.float64)


def _odds(chance: Matrix) -> Matrix:
    kept = np.clip(chance, 0.001, 0.999)
    return np.asarray(kept / (1.0 - kept), dtype=np.float64)


def linked(likeness: Matrix, forbidden: NDArray[np.bool_], bound: float = JOIN) -> list[list[int]]:
    """Average linkage down to the bound; what is forbidden to be one never becomes one.

    >>> near = np.array([[1.0, 0.9, 0.1], [0.9, 1.0, 0.5], [0.1, 0.5, 1.0]])
    >>> linked(near, np.zeros((3, 3), dtype=bool)), linked(near, near == 0.9)
    ([[0, 1, 2]], [[0], [1, 2]])
    """
    table, apart = likeness.copy(), forbidden.copy()
    np.fill_diagonal(table, -1.0)
    table[apart] = -1.0
    sums = np.where(np.eye(len(likeness), dtype=bool), 0.0, likeness)
    sizes = np.ones(len(table))
    found = {at: [at] for at in range(len(table))}
    while len(found) > 1:
        one, two = sorted(divmod(int(np.argmax(table)), len(table)))
        if table[one, two] < bound:
            break
        found[one].extend(found.pop(two))
        sums[one] += sums[two]
        sums[:, one] = sums[one]
        apart[one] |= apart[two]
        apart[:, one] = apart[one]
        sizes[one] += sizes[two]
        live = np.array(sorted(found.keys() - {one}), dtype=np.int64)
        table[two, :] = table[:, two] = -1.0
        row = np.where(apart[one, live], -1.0, np.round(sums[one, live] / (sizes[one] * sizes[live]), DECIMALS))
        table[one, live] = table[live, one] = row
    return sorted(sorted(group) for group in found.values())
