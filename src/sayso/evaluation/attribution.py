"""Attributions as the scorers of attribution corpora take them: source, cue and content spans of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sayso.model.claim import Attribution
from sayso.model.document import OffsetMap
from sayso.model.reading import Reading
from sayso.model.span import Span

name = "attribution"
NO_CUE = frozenset({"signature", "speaker label"})


def prepare(readings: Sequence[Reading]) -> None:
    """Nothing is asked of the other documents."""
    del readings


def records(reading: Reading, known: None) -> Iterator[dict[str, Any]]:
    """One record for the document, with offsets into the text as it was given."""
    del known
    document = reading.document
    yield {
        "doc_id": document.external_id,
        "attributions": [
            {
                "source": _raw(document.offsets, [row.source] if row.source else []),
                "cue": _raw(document.offsets, [row.cue] if row.cue else []),
                "content": _raw(document.offsets, _beside(row)),
            }
            for row in reading.attributions
            if row.parent is None and (row.cue is not None or row.rule in NO_CUE)  # these corpora mark one layer, and a cue with almost everything
        ],
    }


def _beside(row: Attribution) -> list[Span]:
    """The contents without the source and cue inside them, which a refusal to answer takes for its content ("The yard did not respond to questions")."""
    left = list(row.contents)
    for hole in filter(None, (row.source, row.cue)):
        left = [part for span in left for part in _without(span, hole)]
    return left or list(row.contents)


def _without(span: Span, hole: Span) -> Iterator[Span]:
    if not span.covers(hole):
        yield span
        return
    if span.start < hole.start:
        yield Span(span.start, hole.start)
    if hole.end < span.end:
        yield Span(hole.end, span.end)


def _raw(offsets: OffsetMap, spans: list[Span] | tuple[Span, ...]) -> list[list[int]]:
    found = [offsets.raw_span(span) for span in spans]
    return [[span.start, span.end] for span in found if span]
