"""Puts propositions into stories: those whose reports tell of the same things. Takes propositions with their reports; gives groups; the same whatever their order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

SHARED = 2  # propositions that two reports of one story share at least ...
HALF = 0.5  # ... or this part of those of the report with fewer
CROWD = 60  # reports that tell of one thing beyond which each is joined to the first of them alone


def storylines(told: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """The propositions (ids) of each story, given the reports that tell of each; stories and propositions in the order of their ids.

    >>> told = {"P-1": ["d-1", "d-2"], "P-2": ["d-1", "d-2"], "P-3": ["d-2"], "P-4": ["d-3"]}
    >>> storylines(told)
    [('P-1', 'P-2', 'P-3'), ('P-4',)]
    """
    of_report: dict[str, set[str]] = defaultdict(set)
    shared: Counter[tuple[str, str]] = Counter()
    for proposition in sorted(told):
        reports = sorted(set(told[proposition]))
        for report in reports:
            of_report[report].add(proposition)
        pairs = combinations(reports, 2) if len(reports) <= CROWD else ((reports[0], report) for report in reports[1:])
        shared.update(pairs)
    home = {report: report for report in of_report}
    for (one, two), count in sorted(shared.items()):
        if count >= SHARED or count >= HALF * min(len(of_report[one]), len(of_report[two])):
            left, right = _root(home, one), _root(home, two)
            home[max(left, right)] = min(left, right)
    stories: dict[str, list[str]] = defaultdict(list)
    for proposition in sorted(told):
        votes = Counter(_root(home, report) for report in sorted(set(told[proposition])))
        stories[min(votes, key=lambda root: (-votes[root], root))].append(proposition)
    return sorted(tuple(held) for held in stories.values())


def _root(home: dict[str, str], report: str) -> str:
    while home[report] != report:
        home[report] = home[home[report]]
        report = home[report]
    return report
