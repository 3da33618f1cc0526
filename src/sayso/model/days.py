"""Days as users give them."""

from __future__ import annotations

import datetime as dt

from sayso.model.errors import UserError


def iso_day(name: str, value: str) -> str:
    """The day in ISO 8601; raises UserError, which calls it by ``name``, where it is none.

    >>> iso_day("since", "2024-10-23")
    '2024-10-23'
    """
    try:
        return dt.date.fromisoformat(value).isoformat()
    except ValueError as fault:
        raise UserError(f"{name} must be a day such as 2024-10-23, not {value[:80]!r}") from fault
