"""Text reuse as the yardsticks for it take it: families of derived versions, and links between reports that share text outside quotation marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product
from typing import Any

from sayso.model.weighing import Report
from sayso.synthesis.reuse import copies, derives, families, reuse_among

name = "reuse"


def whole(rows: Sequence[dict[str, Any]], pipeline: object) -> Iterator[dict[str, Any]]:
    """For texts of known events the family of each; for other texts all links between two that are made from one another or from a third.

    The labels of the links know double quotation marks only, so single ones are read as apostrophes there; and they link every copy to every other.
    """
    del pipeline
    if any("event" in row for row in rows):
        reports = [_report(row["id"], row["text"]) for row in rows]
        for family in families(reports, reuse_among(reports)):
            yield from ({"id": one, "cluster": family[0]} for one in family)
        return
    reports = [_report(row["id"], row["text"].replace("‘", "'")) for row in rows]
    same = {group[0].id: [report.id for report in group] for group in copies(reports)}
    for reuse in reuse_among(reports):
        if derives(reuse) and reuse.left in same and reuse.right in same:
            yield from ({"a": one, "b": two} for one, two in product(same[reuse.left], same[reuse.right]))
    for group in same.values():
        yield from ({"a": one, "b": two} for one, two in combinations(group, 2))


def _report(key: str, text: str) -> Report:
    return Report(
        id=key,
        series=key,
        number=1,
        latest=True,
        external_id=key,
        outlet=None,
        url=None,
        title=None,
        published=None,
        text=text,
        paragraphs=(),
    )
