"""How certain the words make an event that a record marks, as the scorer of factuality takes it: one number for each record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sayso.evaluation.items import given_spans
from sayso.grounding.events.realis import standing
from sayso.grounding.grounder import Grounder
from sayso.model.document import Document
from sayso.model.span import Span
from sayso.model.tree import Tree

name = "factuality"
UNMARKED = 3.0  # what the cleaning took out of the text is left as the scorer leaves a missing answer


def ground(document: Document, tree: Tree, row: dict[str, Any], grounder: Grounder, *, given: bool) -> Iterator[dict[str, Any]]:
    """The value of the mention at ``start`` to ``end`` of the record's text, from -3 (certainly not) to 3 (certainly)."""
    del grounder, given
    span = given_spans(document, [(row["start"], row["end"])])[0]
    yield {"id": row["id"], "value": _value(tree, span) if span is not None else UNMARKED}


def _value(tree: Tree, span: Span) -> float:
    tokens = tree.parse.tokens_in(span)
    if not tokens:
        return UNMARKED
    heads = tree.parse.heads
    head = next((at for at in tokens if heads[at] not in tokens or heads[at] == at), tokens[0])
    return round(standing(tree, head).factuality, 2)
