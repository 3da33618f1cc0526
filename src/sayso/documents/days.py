"""Days as news pages write them, to ISO 8601."""

from __future__ import annotations

import datetime as dt


def iso_day(value: str) -> str | None:
    """The day of an ISO 8601 date or date-time; None for anything else.

    >>> iso_day("2024-10-23T09:15:00Z"), iso_day("2024-10-23"), iso_day("2024-02-31"), iso_day("last week")
    ('2024-10-23', '2024-10-23', None, None)
    """
    text = value.strip()
    try:
        return dt.date.fromisoformat(text[:10]).isoformat() if len(text) >= 10 and text[4] == "-" and (len(text) == 10 or text[10] in "T ") else None
    except ValueError:
        return None
