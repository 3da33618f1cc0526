"""Puts propositions into stories: those whose reports tell of the same things. Takes propositions with their reports; gives groups; the same whatever their order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
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
    stories: dict[str, list[str]] = defaultdict(list)
    for proposition, root in votes(told, homes(told)).items():
        stories[root].append(proposition)
    return sorted(tuple(held) for held in stories.values())


def homes(told: Mapping[str, Sequence[str]], within: Collection[str] | None = None) -> dict[str, str]:
    """For each report the one with the least id of those that it is joined to, directly or through others.

    ``within`` limits this to some reports, all of whose propositions must be given.

    >>> homes({"P-1": ["d-1", "d-2"], "P-2": ["d-3"]})
    {'d-1': 'd-1', 'd-2': 'd-1', 'd-3': 'd-3'}
    """
    sizes: Counter[str] = Counter()
    shared: Counter[tuple[str, str]] = Counter()
    for proposition in sorted(told):
        reports = sorted(set(told[proposition]))
        sizes.update(reports)
        shared.update(_pairs(reports, within))
    home = {report: report for report in sorted(sizes) if within is None or report in within}
    for (one, two), count in sorted(shared.items()):
        if count >= SHARED or count >= HALF * min(sizes[one], sizes[two]):
            left, right = _root(home, one), _root(home, two)
            home[max(left, right)] = min(left, right)
    return {report: _root(home, report) for report in home}


def votes(told: Mapping[str, Sequence[str]], home: Mapping[str, str]) -> dict[str, str]:
    """For each proposition the home of most of its reports; of several the one with the least id."""
    found: dict[str, str] = {}
    for proposition in sorted(told):
        counts = Counter(home[report] for report in sorted(set(told[proposition])))
        found[proposition] = min(counts, key=lambda root: (-counts[root], root))
    return found


def _pairs(reports: Sequence[str], within: Collection[str] | None) -> Iterator[tuple[str, str]]:
    pairs = combinations(reports, 2) if len(reports) <= CROWD else ((reports[0], report) for report in reports[1:])
    return (pair for pair in pairs if within is None or (pair[0] in within and pair[1] in within))


def _root(home: dict[str, str], report: str) -> str:
    while home[report] != report:
        home[report] = home[home[report]]
        report = home[report]
    return report
