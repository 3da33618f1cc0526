"""Quantities as the scorer of news quantities takes them: one value or two, and a modifier."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from sayso.grounding.grounder import Grounder
from sayso.grounding.quantities.finding import find_quantities
from sayso.model.document import Document
from sayso.model.grounding import Quantity
from sayso.model.tree import Tree
from sayso.vocabulary.quantities import unit_kind

name = "quantities"
UNMARKED = frozenset({"few", "none", "multiple", "group", "score", "single"})  # words that the annotators of that set leave unmarked
OPEN_UP_TO = 10  # "thousands" is written [1000, 10000] there
SEPARATE = re.compile(r"\b(?:up|down) from\b")


def records(document: str, text: str, quantities: Sequence[Quantity]) -> Iterator[dict[str, Any]]:
    """One record for the document; the two ends of a change count as one value there."""
    marked = [quantity for quantity in quantities if quantity.rule not in UNMARKED and not _is_adjective(quantity, text)]
    rows: list[dict[str, Any]] = []
    at = 0
    while at < len(marked):
        one = marked[at]
        ends = {mark.rule: mark for mark in marked[at : at + 2]}
        value, change = _value(one, text), one.modifier
        if "change from" in ends and "change to" in ends and not SEPARATE.search(text[one.number.end : marked[at + 1].number.start]):
            value = [_value(ends[rule], text) for rule in ("change from", "change to")]
            at += 1
        rows.append({"value": value, "change": change, "unit": one.unit or one.counted or "-"})
        at += 1
    yield {"id": document, "quantities": rows}


def ground(document: Document, tree: Tree, row: dict[str, Any], grounder: Grounder, *, given: bool) -> Iterator[dict[str, Any]]:
    """One record for the document."""
    del row, grounder, given
    yield from records(document.external_id or document.id, document.text, find_quantities(tree))


def _is_adjective(quantity: Quantity, text: str) -> bool:
    """A number that only describes a noun: "a five-year plan", "a six-speed gearbox"."""
    hyphen = text[quantity.number.end : quantity.number.end + 1] == "-"
    return hyphen and quantity.unit != "year-old" and (unit_kind(quantity.unit) == "time" or quantity.number.of(text).isalpha())


def _value(quantity: Quantity, text: str) -> Any:
    low, high = quantity.minimum, quantity.maximum
    if low is not None and high is not None and low != high:
        return [low, high]
    words = quantity.number.of(text).lower()
    only = low if low is not None else high or 0.0
    if quantity.rule == "vague" and not words.startswith(("a ", "several", "few")):
        return [only / 2, only / 2 * OPEN_UP_TO]  # the table has the least that a plural means: two of them
    return only
