"""What is new about a proposition since a day. Takes it as it was and as it is; gives news."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sayso.model.proposition import NumberPoint, Proposition, Verdict
from sayso.model.story_views import NewsView


def news(before: Proposition | None, after: Proposition, since: str) -> Iterator[NewsView]:
    """The news: that it is new, that the verdict or the latest number moved, that somebody new denies it, that a source changed its position."""
    told = partial(NewsView, proposition=after.id, text=after.text)
    if before is None:
        yield told(kind="new", before=None, after=counted(after.verdict), day=after.verdict.first)
        return
    if before.verdict.name is not after.verdict.name or before.verdict.least != after.verdict.least:
        yield told(kind="verdict", before=counted(before.verdict), after=counted(after.verdict), day=after.verdict.last)
    known = {point.statement for point in before.numbers}
    fresh = [point for point in after.numbers if point.statement not in known and (point.said or "") >= since]
    if fresh and before.numbers:
        yield told(kind="number", before=before.numbers[-1].amount.words, after=_last(fresh).amount.words, day=_last(fresh).said)
    denying = {origin.key for origin in before.verdict.deniers}
    for origin in after.verdict.deniers:
        if origin.key not in denying:
            yield told(kind="denial", before=None, after=f"{origin.label} denies it", day=after.verdict.last)
    moved = tuple(change for change in after.changes if change not in before.changes and (change.day or "") >= since)
    if moved:
        yield told(kind="position", before=None, after=f"{len(moved)} change{'s' if len(moved) > 1 else ''} of position", day=moved[-1].day, changes=moved)


def counted(verdict: Verdict) -> str:
    """A verdict with its origins: "corroborated by 2 to 3", "single-source", "denied"."""
    many = f"{verdict.least}" if verdict.least == verdict.most else f"{verdict.least} to {verdict.most}"
    return f"{verdict.name.value} ({many} origin{'s' if many != '1' else ''})"


def _last(points: list[NumberPoint]) -> NumberPoint:
    return max(points, key=lambda point: (point.said or "", point.statement))
