"""Groups of reports that are versions of one text: each counts once, however many outlets carry it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations

from sayso.model.reuse import Passage, Reuse, ReuseKind
from sayso.model.span import Span
from sayso.model.weighing import Report
from sayso.synthesis.reuse.candidates import copies

DERIVED = 0.2  # the share of one report outside quotation marks from which it counts as made from the other (b2's labels of 2026-11 draw the line there; F1 is best at it)


def derives(reuse: Reuse) -> bool:
    """Whether so much is shared that one report is made from the other, or both from a third; below that they hold a passage or two in common."""
    return max(reuse.left_share, reuse.right_share) >= DERIVED


def passage_of(reuse: Reuse, report: str, stretch: Span) -> Passage | None:
    """The passage in which more than half of a stretch of one of the two reports stands: a claim read there is no second support. None where it stands in none."""
    sides = ((passage, passage.left if report == reuse.left else passage.right) for passage in reuse.passages)
    return next((passage for passage, side in sides if 2 * (min(side.end, stretch.end) - max(side.start, stretch.start)) > len(stretch)), None)


def families(reports: Iterable[Report], edges: Iterable[Reuse]) -> list[tuple[str, ...]]:
    """The ids of all reports in groups that are one text's versions, in order.

    Copies, versions of one series, reprints, edited reprints and rewrites are of one family. A report that holds passages of another joins its family, unless it is a composite:
    one made from two earlier reports that share nothing with each other. It then stays with the one that most of it is from, or alone. Where the days do not tell which came first
    they are one family: the smaller number of origins is the one to judge by.
    """
    reports = sorted(reports, key=lambda report: report.id)
    root = {report.id: report.id for report in reports}
    kept = [edge for edge in edges if derives(edge) and edge.left in root and edge.right in root]
    series: dict[str, str] = {}
    for report in reports:
        _unite(root, series.setdefault(report.series, report.id), report.id)
    for first, *others in copies(reports):
        for other in others:
            _unite(root, first.id, other.id)
    for edge in kept:
        if edge.kind is not ReuseKind.PASSAGE:
            _unite(root, edge.left, edge.right)
    core = {one: _top(root, one) for one in root}
    composites = _composites(core, kept)
    for edge in kept:
        if edge.left not in composites and edge.right not in composites:
            _unite(root, edge.left, edge.right)
    groups: dict[str, list[str]] = {}
    for one in sorted(root):
        groups.setdefault(_top(root, one), []).append(one)
    return sorted(tuple(group) for group in groups.values())


def _composites(core: Mapping[str, str], edges: Iterable[Reuse]) -> set[str]:
    """Reports that share text with two earlier ones, of different families, that share none with each other."""
    before: dict[str, set[str]] = {}
    between: dict[tuple[str, str], list[Reuse]] = {}
    for edge in edges:
        left, right = core[edge.left], core[edge.right]
        between.setdefault((left, right) if left <= right else (right, left), []).append(edge)
        if edge.earlier is not None:
            before.setdefault(edge.right if edge.earlier == edge.left else edge.left, set()).add(core[edge.earlier])

    def joined(one: str, pair: tuple[str, str]) -> bool:
        return any(one not in {edge.left, edge.right} for edge in between.get(pair, ()))

    return {one for one, cores in before.items() if not all(joined(one, pair) for pair in combinations(sorted(cores), 2))}


def _top(root: dict[str, str], one: str) -> str:
    while root[one] != one:
        root[one] = root[root[one]]
        one = root[one]
    return one


def _unite(root: dict[str, str], one: str, two: str) -> None:
    """The smaller id stands for both, so that the order of the edges makes no difference."""
    first, second = sorted((_top(root, one), _top(root, two)))
    root[second] = first
