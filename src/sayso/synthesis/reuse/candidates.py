"""All reuse among some reports held in memory. A ledger does the same by its table of keys, one report at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations

import numpy as np

from sayso.model.reuse import Passage, Reuse, ReuseKind
from sayso.model.span import Span
from sayso.model.weighing import Report
from sayso.synthesis.reuse.comparison import compare, earlier
from sayso.synthesis.reuse.keys import bands, enough, text_key


def reuse_among(reports: Iterable[Report]) -> list[Reuse]:
    """Every pair of reports that share text, in the order of their ids.

    Of many copies of one text, one stands for all in comparisons (the one with the smallest id), and each of the others is linked to that one alone: n copies cost n links.
    """
    groups = list(copies(reports))
    found = [copied(first, other) for first, *others in groups for other in others if first.text]
    firsts = {group[0].id: group[0] for group in groups}
    found.extend(filter(None, (compare(firsts[one], firsts[two]) for one, two in candidates(firsts.values()))))
    return sorted(found, key=lambda reuse: (reuse.left, reuse.right))


def copies(reports: Iterable[Report]) -> Iterator[Sequence[Report]]:
    """Reports with the same words, in the order of their ids; those without words stand alone."""
    groups: dict[object, list[Report]] = {}
    for report in sorted(reports, key=lambda report: report.id):
        groups.setdefault(text_key(report.text) or report.id, []).append(report)
    return iter(groups.values())


def copied(first: Report, other: Report) -> Reuse:
    """The link between two copies of one text."""
    return Reuse(
        left=first.id,
        right=other.id,
        kind=ReuseKind.REPRINT,
        left_share=1.0,
        right_share=1.0,
        passages=(Passage(left=Span(0, len(first.text)), right=Span(0, len(other.text))),),
        quotations=(),
        earlier=earlier(first, other),
        reason=f"The texts are the same, word for word; all copies are linked to {first.external_id or first.id}.",
    )


def candidates(reports: Iterable[Report]) -> list[tuple[str, str]]:
    """The pairs of ids that have keys enough in common to be worth comparing, in order."""
    ordered = sorted(reports, key=lambda report: report.id)
    keys = [bands(report.text) for report in ordered]
    owners = np.repeat(np.arange(len(keys)), [len(row) for row in keys])
    flat = np.fromiter(chain.from_iterable(keys), dtype=np.int64, count=len(owners))
    order = np.argsort(flat, kind="stable")
    flat, owners = flat[order], owners[order]
    starts = np.flatnonzero(np.concatenate([[True], flat[1:] != flat[:-1]]))
    hits: Counter[tuple[int, int]] = Counter()
    for start, end in zip(starts.tolist(), [*starts[1:].tolist(), len(flat)], strict=True):
        if end - start > 1:
            hits.update(combinations(owners[start:end].tolist(), 2))
    pairs = (pair for pair, count in hits.items() if enough(count, len(keys[pair[0]]), len(keys[pair[1]])))
    return sorted((ordered[one].id, ordered[two].id) for one, two in pairs)
