"""What is new about a proposition since a day. Takes it as it was and as it is; gives news."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from sayso.model.proposition import Proposition, Verdict
from sayso.model.snapshot import Current, Figure, Snapshot
from sayso.model.story_views import NewsView


def snapshot(one: Proposition) -> Snapshot:
    """As much of a proposition as tells what came later."""
    held = one.verdict
    return Snapshot(
        name=held.name,
        least=held.least,
        most=held.most,
        numbers=tuple(Figure(statement=point.statement, said=point.said, words=point.amount.words) for point in one.numbers),
        deniers=tuple((origin.key, origin.label) for origin in held.deniers),
        changes=one.changes,
    )


def news(before: Snapshot | None, current: Current, since: str) -> Iterator[NewsView]:
    """The news: that it is new, that the verdict or the latest number moved, that somebody new denies it, that a source changed its position."""
    told, after = partial(NewsView, proposition=current.id, text=current.text), current.stood
    if before is None:
        yield told(kind="new", before=None, after=counted(after), day=current.first)
        return
    if before.name is not after.name or before.least != after.least:
        yield told(kind="verdict", before=counted(before), after=counted(after), day=current.last)
    known = {figure.statement for figure in before.numbers}
    fresh = [figure for figure in after.numbers if figure.statement not in known and (figure.said or "") >= since]
    if fresh and before.numbers:
        last = _last(fresh)
        yield told(kind="number", before=before.numbers[-1].words, after=last.words, day=last.said)
    denying = {key for key, _ in before.deniers}
    for key, label in after.deniers:
        if key not in denying:
            yield told(kind="denial", before=None, after=f"{label} denies it", day=current.last)
    moved = tuple(change for change in after.changes if change not in before.changes and (change.day or "") >= since)
    if moved:
        yield told(kind="position", before=None, after=f"{len(moved)} change{'s' if len(moved) > 1 else ''} of position", day=moved[-1].day, changes=moved)


def counted(stood: Verdict | Snapshot) -> str:
    """A verdict with its origins: "corroborated by 2 to 3", "single-source", "denied"."""
    many = f"{stood.least}" if stood.least == stood.most else f"{stood.least} to {stood.most}"
    return f"{stood.name.value} ({many} origin{'s' if many != '1' else ''})"


def _last(figures: Sequence[Figure]) -> Figure:
    return max(figures, key=lambda figure: (figure.said or "", figure.statement))
