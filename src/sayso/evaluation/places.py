"""Places as the scorer of toponym sets takes them: spans with the coordinates of the place meant.

The sets mark every name, so a mention left open answers with its first candidate here, and names of peoples and states are places too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sayso.grounding.grounder import Grounder, context_of
from sayso.grounding.places.resolve import find_places, resolve_spans
from sayso.model.document import Document
from sayso.model.grounding import PlaceMention
from sayso.model.span import Span
from sayso.model.tree import Tree

name = "places"
GIVEN = True  # the names may be taken from the file


def ground(document: Document, tree: Tree, row: dict[str, Any], grounder: Grounder, *, given: bool) -> Iterator[dict[str, Any]]:
    """One record for the document: the names found, or with ``given`` those of the file, in its text as it is."""
    if given:
        spans = [Span(toponym["start"], toponym["end"]) for toponym in row["toponyms"]]
        mentions = resolve_spans(row["text"], spans, grounder.gazetteer, context_of(document))
        yield {"doc": document.external_id, "toponyms": [_row(mention, mention.span) for mention in mentions]}
        return
    found = [(mention, document.offsets.raw_span(mention.span)) for mention in find_places(tree, grounder.gazetteer, context_of(document))]
    yield {"doc": document.external_id, "toponyms": [_row(mention, span) for mention, span in found if span is not None]}


def _row(mention: PlaceMention, span: Span) -> dict[str, Any]:
    best = mention.chosen or next(iter(mention.rivals), None)
    return {
        "start": span.start,
        "end": span.end,
        "lat": best.latitude if best else None,
        "lon": best.longitude if best else None,
        "country": best.country if best else mention.country,
    }
