"""Reads what a reader asks for from the address of a page: every state of a filter is a URL."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Request

from sayso.model.board import PropositionFilter
from sayso.model.errors import UserError

PAGE = 50
FIELDS = ("words", "verdict", "actor", "place", "outlet", "act", "since", "until")
LABELS = {
    "words": "words",
    "verdict": "verdict",
    "actor": "who",
    "place": "where",
    "outlet": "outlet",
    "act": "speech act",
    "since": "said since",
    "until": "said until",
    "seen": "changed since",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an address asks for: ``fields`` holds the filters that are set, by name, ready to be written into another address."""

    path: str
    fields: dict[str, str]

    @property
    def chips(self) -> list[tuple[str, str, str]]:
        """Name, label and value of each filter that is set."""
        return [(name, LABELS[name], value) for name, value in self.fields.items() if name in LABELS]


def asked(request: Request) -> Asked:
    """The filters in a request's address."""
    found = {name: value.strip() for name in (*FIELDS, "seen", "story", "sort", "offset") if (value := request.query_params.get(name, "")).strip()}
    return Asked(path=request.url.path, fields=found)


def proposition_filter(found: Asked, *, story: str | None = None, limit: int = PAGE) -> PropositionFilter:
    """The same as the facade takes it. Raises UserError for a field that must be a number and is none."""
    fields = found.fields
    return PropositionFilter(
        story=story or fields.get("story"),
        words=fields.get("words"),
        verdict=fields.get("verdict"),
        actor=fields.get("actor"),
        place=fields.get("place"),
        outlet=fields.get("outlet"),
        act=fields.get("act"),
        since=fields.get("since"),
        until=fields.get("until"),
        seen=number(fields, "seen"),
        sort=fields.get("sort", "carriers"),
        limit=limit,
        offset=number(fields, "offset") or 0,
    )


def number(fields: dict[str, str], name: str) -> int | None:
    """A field that must be a whole number. Raises UserError where it is none."""
    value = fields.get(name)
    if value is None:
        return None
    if not (value.isascii() and value.isdigit() and len(value) < 16):  # what SQLite holds as an integer
        raise UserError(f"{name} must be a whole number, not {value!r}")
    return int(value)
