"""Time expressions as the scorer of TIMEX3 takes them: span, type and value of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sayso.evaluation.items import raw_offsets
from sayso.grounding.grounder import Grounder
from sayso.grounding.times import find_expressions
from sayso.model.document import Document
from sayso.model.tree import Tree

name = "times"


def ground(document: Document, tree: Tree, row: dict[str, Any], grounder: Grounder, *, given: bool) -> Iterator[dict[str, Any]]:
    """One record for the document; the minute of publication counts where the record has one (``dct``)."""
    del grounder, given
    written = row.get("dct") or document.value("published")
    found = find_expressions(tree, written)
    yield {"doc": document.external_id, "timex": [{**raw_offsets(document, time.span), "type": time.kind.value, "value": time.value} for time in found]}
