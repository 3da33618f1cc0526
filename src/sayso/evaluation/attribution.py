"""Attributions as the scorers of attribution corpora take them: source, cue and content spans of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sayso.model.document import OffsetMap
from sayso.model.reading import Reading
from sayso.model.span import Span

name = "attribution"
NO_CUE = frozenset({"signature", "speaker label"})


def records(reading: Reading) -> Iterator[dict[str, Any]]:
    """One record for the document, with offsets into the text as it was given."""
    document = reading.document
    yield {
        "doc_id": document.external_id,
        "attributions": [
            {
                "source": _raw(document.offsets, [row.source] if row.source else []),
                "cue": _raw(document.offsets, [row.cue] if row.cue else []),
                "content": _raw(document.offsets, row.contents),
            }
            for row in reading.attributions
            if row.parent is None and (row.cue is not None or row.rule in NO_CUE)  # these corpora mark one layer, and a cue with almost everything
        ],
    }


def _raw(offsets: OffsetMap, spans: list[Span] | tuple[Span, ...]) -> list[list[int]]:
    found = [offsets.raw_span(span) for span in spans]
    return [[span.start, span.end] for span in found if span]
