"""The rows of places, times and quantities: every mention of a document with its rivals, and which of them are a claim's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sayso.model.grounded import GroundedClaim, Grounding
from sayso.model.grounding import PlaceCandidate, PlaceMention, Quantity, TimeInterval
from sayso.model.identity import content_id
from sayso.model.span import Span

GROUNDED = ("places", "times", "quantity")
TABLES = ("place_mention", "place_candidate", "time_mention", "time_expression", "time_rival", "quantity_mention", "claim_mention")
WHY_EMPTY = {
    "places": "no place is named in the content",
    "times": "no time is named in the content, or beside it for it",
    "quantity": "no number of its own stands in the content",
}
Row = dict[str, Any]


def span_row(prefix: str, span: Span | None, text: str) -> Row:
    """The three columns of a span: its edges, and the words found there."""
    return {
        f"{prefix}start": span.start if span else None,
        f"{prefix}end": span.end if span else None,
        f"{prefix}words": span.of(text) if span else None,
    }


def mention_id(kind: str, document_id: str, span: Span, *more: object) -> str:
    """The id of a mention: its kind, document and place in the text."""
    return content_id(kind, document_id, span.start, span.end, *more)


def place_id(document_id: str, place: PlaceMention) -> str:
    """The id of a mention of a place."""
    return mention_id("pm", document_id, place.span)


def time_id(document_id: str, time: TimeInterval) -> str:
    """The id of a mention of a time."""
    return mention_id("tm", document_id, time.span)


def quantity_id(document_id: str, quantity: Quantity) -> str:
    """The id of a mention of a number; its bounds count, since a claim may take the sum of two numbers or the whole money that cents are part of."""
    return mention_id("qm", document_id, quantity.span, quantity.number.start, quantity.number.end, quantity.minimum, quantity.maximum)


def mention_rows(document_id: str, grounding: Grounding, text: str) -> dict[str, list[Row]]:
    """All rows of a document, by table."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for place in grounding.places:
        _add_place(rows, document_id, place, text)
    for time in grounding.times:
        _add_time(rows, document_id, time, text)
    for quantity in grounding.quantities:
        rows["quantity_mention"].append(_quantity_row(document_id, quantity, text))
    for claim in grounding.claims:
        rows["claim_mention"].extend(_claim_rows(document_id, claim))
        rows["cell"].extend(_cell_rows(claim, text))
    return rows


def _add_place(rows: dict[str, list[Row]], document_id: str, place: PlaceMention, text: str) -> None:
    key = place_id(document_id, place)
    row: Row = {"id": key, "document_id": document_id, **span_row("", place.span, text), "name": place.name, "country": place.country, "stands_for": place.stands_for}
    row |= {"role": place.role, "leg": place.leg, "means": place.means, "reason": place.reason, "rule": place.rule}
    rows["place_mention"].append(row)
    ranked = [(0, place.chosen), *enumerate(place.rivals, 1)]
    rows["place_candidate"].extend(_candidate_row(key, rank, candidate) for rank, candidate in ranked if candidate is not None)


def _candidate_row(key: str, rank: int, candidate: PlaceCandidate) -> Row:
    return {
        "mention_id": key,
        "rank": rank,
        "place_id": candidate.id,
        "name": candidate.name,
        "latitude": candidate.latitude,
        "longitude": candidate.longitude,
        "country": candidate.country,
        "feature": candidate.feature,
        "population": candidate.population,
        "score": round(candidate.score, 4),
        "reason": candidate.reason,
    }


def _add_time(rows: dict[str, list[Row]], document_id: str, time: TimeInterval, text: str) -> None:
    key = time_id(document_id, time)
    rows["time_mention"].append({"id": key, "document_id": document_id, **span_row("", time.span, text), "first": time.start, "last": time.end, "rule": time.rule})
    for position, part in enumerate(time.expressions):
        row = {"mention_id": key, "position": position, **span_row("", part.span, text), "kind": part.kind.value, "value": part.value}
        rows["time_expression"].append(row | {"modifier": part.modifier, "anchor": part.anchor, "rule": part.rule})
    rows["time_rival"].extend(
        {"mention_id": key, "rank": rank, "interval": rival.interval, "score": round(rival.score, 4), "reason": rival.reason} for rank, rival in enumerate(time.rivals, 1)
    )


def _quantity_row(document_id: str, quantity: Quantity, text: str) -> Row:
    return {
        "id": quantity_id(document_id, quantity),
        "document_id": document_id,
        **span_row("", quantity.span, text),
        **span_row("number_", quantity.number, text),
        **span_row("counted_", quantity.counted_at, text),
        "minimum": quantity.minimum,
        "maximum": quantity.maximum,
        "modifier": quantity.modifier,
        "unit": quantity.unit,
        "counted": quantity.counted,
        "sort": quantity.sort,
        "scope": quantity.scope.value,
        "whole": quantity.whole,
        "ordinary": quantity.ordinary,
        "rule": quantity.rule,
    }


def _claim_rows(document_id: str, claim: GroundedClaim) -> list[Row]:
    keys = {
        "places": [place_id(document_id, place) for place in claim.places],
        "times": [time_id(document_id, time) for time in claim.times],
        "quantity": [quantity_id(document_id, claim.quantity)] if claim.quantity else [],
    }
    return [{"claim_id": claim.claim_id, "kind": kind, "position": position, "mention_id": key} for kind, found in keys.items() for position, key in enumerate(found)]


def _cell_rows(claim: GroundedClaim, text: str) -> list[Row]:
    """One cell for each sort: what it says in brief, where the first of it stands, or why it is empty."""
    found: dict[str, tuple[str, Sequence[PlaceMention | TimeInterval | Quantity]]] = {
        "places": ("; ".join(place_in_brief(place) for place in claim.places), claim.places),
        "times": ("; ".join(time.interval for time in claim.times), claim.times),
        "quantity": (quantity_in_brief(claim.quantity), (claim.quantity,)) if claim.quantity else ("", ()),
    }
    rows = []
    for name, (value, mentions) in found.items():
        first = mentions[0] if mentions else None
        row = {"claim_id": claim.claim_id, "name": name, "value": value or None, **span_row("", first.span if first else None, text)}
        rows.append(row | {"rule": first.rule if first else name, "reason": None if first else WHY_EMPTY[name]})
    return rows


def place_in_brief(place: PlaceMention) -> str:
    """A place as a line: role, name, country.

    >>> from sayso.model.grounding import PlaceRole
    >>> place_in_brief(PlaceMention(span=Span(0, 6), name="Wonsan", chosen=None, rivals=(), reason="not known", rule="name", country="KP", role=PlaceRole.FROM))
    'from Wonsan (KP)'
    """
    country = place.chosen.country if place.chosen else place.country
    return " ".join(filter(None, (place.role if place.role and place.role != "at" else None, place.name, f"({country})" if country else None)))


def number(value: float) -> str:
    """A number as people write it.

    >>> number(3000.0), number(0.5)
    ('3000', '0.5')
    """
    return str(int(value)) if value == int(value) else f"{value:g}"


def quantity_in_brief(quantity: Quantity) -> str:
    """A quantity as a line: its bounds as an interval with ".." for an open end, then what is counted."""
    low = number(quantity.minimum) if quantity.minimum is not None else ".."
    high = number(quantity.maximum) if quantity.maximum is not None else ".."
    bounds = low if low == high and low != ".." else f"{low}/{high}"
    return " ".join(filter(None, (bounds, quantity.unit or quantity.counted)))
