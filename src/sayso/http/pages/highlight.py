"""Cuts a document's text into runs to be marked: which belong to a source, a cue, a content, how deep, and where each claim begins and ends. Pure.

Runs are flat (never nested elements), so that attributions which cross each other or a paragraph stay right; depth is told by class.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sayso.model.board import DocumentPage, Mark
from sayso.model.views import ClaimView, Words

DEEPEST = 2  # deeper attributions look like those of this depth


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text that looks the same throughout. ``opens`` and ``closes`` are claims whose content begins and ends here; ``start`` is its offset in the text."""

    start: int
    text: str
    classes: str
    marks: str
    title: str
    opens: tuple[str, ...]
    closes: tuple[str, ...]


@dataclass(slots=True)
class _Cuts:
    """Where the look of the text changes."""

    spans: list[tuple[int, int, str, Mark]] = field(default_factory=list)
    opens: dict[int, list[str]] = field(default_factory=dict)
    closes: dict[int, list[str]] = field(default_factory=dict)
    lit: list[tuple[int, int]] = field(default_factory=list)


def numbered(page: DocumentPage) -> dict[str, int]:
    """A number for each claim, in the order of the text."""
    ordered = sorted(page.claims, key=lambda claim: (_first(claim), claim.id))
    return {claim.id: number for number, claim in enumerate(ordered, start=1)}


def paragraphs(page: DocumentPage, lit: str | None = None) -> list[list[Run]]:
    """The paragraphs of a document as runs; the content, cue and source of the claim ``lit`` stand out."""
    cuts = _cuts(page, lit)
    return [_runs(page.text, start, end, cuts) for start, end in page.paragraphs]


def _cuts(page: DocumentPage, lit: str | None) -> _Cuts:
    cuts = _Cuts()
    for mark in page.marks:
        cuts.spans += [(words.start, words.end, part, mark) for part, words in _parts(mark)]
        if lit in mark.claims:
            cuts.lit += [(words.start, words.end) for part, words in _parts(mark) if part != "content"]
    for claim in page.claims:
        if claim.content:
            cuts.opens.setdefault(claim.content[0].start, []).append(claim.id)
            cuts.closes.setdefault(claim.content[-1].end, []).append(claim.id)
        if claim.id == lit:
            cuts.lit += [(words.start, words.end) for words in claim.content]
    return cuts


def _parts(mark: Mark) -> Iterable[tuple[str, Words]]:
    if mark.source is not None:
        yield "source", mark.source
    if mark.cue is not None:
        yield "cue", mark.cue
    for content in mark.contents:
        yield "content", content


def _runs(text: str, start: int, end: int, cuts: _Cuts) -> list[Run]:
    here = [entry for entry in cuts.spans if entry[0] < end and entry[1] > start]
    lit = [(first, last) for first, last in cuts.lit if first < end and last > start]
    places = {start, end}
    for first, last in [*((first, last) for first, last, _, _ in here), *lit]:
        places |= {max(first, start), min(last, end)}
    places |= {place for place in (*cuts.opens, *cuts.closes) if start < place < end}
    ordered = sorted(places)
    return [_run(text, first, last, here, (cuts, lit)) for first, last in pairwise(ordered)]


def _run(text: str, start: int, end: int, spans: Sequence[tuple[int, int, str, Mark]], around: tuple[_Cuts, list[tuple[int, int]]]) -> Run:
    cuts, lit = around
    covering = sorted(((part, mark) for first, last, part, mark in spans if first <= start and end <= last), key=lambda pair: (pair[1].depth, pair[1].id))
    classes = [*dict.fromkeys(f"{part}-{min(mark.depth, DEEPEST)}" for part, mark in covering)]
    if any(first <= start and end <= last for first, last in lit):
        classes.append("lit")
    return Run(
        start=start,
        text=text[start:end],
        classes=" ".join(classes),
        marks=" ".join(dict.fromkeys(mark.id for _, mark in covering)),
        title=covering[-1][0] if covering else "",
        opens=tuple(cuts.opens.get(start, ())),
        closes=tuple(cuts.closes.get(end, ())),
    )


def _first(claim: ClaimView) -> int:
    return claim.content[0].start if claim.content else claim.cue.start if claim.cue else 0
