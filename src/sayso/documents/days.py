"""Days as news pages write them, to ISO 8601."""

from __future__ import annotations

import datetime as dt
import re

from sayso.vocabulary.times import month_numbers

EARLIEST = "1990-01-01"  # no news page is older; days before it are the empty fields of publishing programs (1970-01-01, 0001-01-01)
MONTH = "|".join(sorted((re.escape(name) for name in month_numbers()), key=len, reverse=True))
WRITTEN = re.compile(
    rf"\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?[ .-]+(?:of )?(?P<m1>{MONTH})\b[., -]*(?P<y1>\d{{4}})\b"
    rf"|\b(?P<m2>{MONTH})\b[. ]*(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? +(?P<y2>\d{{4}})\b"
    r"|\b(?P<y3>\d{4})[-/.](?P<m3>\d{1,2})[-/.](?P<d3>\d{1,2})\b"
    r"|\b(?P<a>\d{1,2})(?P<mark>[-/.])(?P<b>\d{1,2})(?P=mark)(?P<y4>\d{4})\b",
    re.IGNORECASE,
)
PACKED = re.compile(r"\s*(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?\s*")


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


def written_days(value: str) -> tuple[str, ...]:
    """The day that a piece of text states first, in any common writing; two where figures leave open which is the month; none where there is none.

    >>> written_days("Wed, 23 Oct 2024 09:15 GMT"), written_days("Published: October 23rd, 2024"), written_days("23.10.2024"), written_days("20241023T0915")
    (('2024-10-23',), ('2024-10-23',), ('2024-10-23',), ('2024-10-23',))
    >>> written_days("03/04/2024"), written_days("31 February 2024"), written_days("October 2024")
    (('2024-04-03', '2024-03-04'), (), ())
    """
    if day := iso_day(value):
        return (day,)
    if match := PACKED.fullmatch(value):
        return _days((match[1], match[2], match[3]))
    match = WRITTEN.search(value)
    if match is None:
        return ()
    part = match.groupdict()
    if part["y1"]:
        return _days((part["y1"], _month(part["m1"]), part["d1"]))
    if part["y2"]:
        return _days((part["y2"], _month(part["m2"]), part["d2"]))
    if part["y3"]:
        return _days((part["y3"], part["m3"], part["d3"]))
    if part["mark"] == ".":  # with full stops the day always comes first
        return _days((part["y4"], part["b"], part["a"]))
    return _days((part["y4"], part["b"], part["a"]), (part["y4"], part["a"], part["b"]))


def believable(day: str, latest: str) -> bool:
    """Whether a report can have come out on this day: not before EARLIEST, not after ``latest``.

    >>> believable("1970-01-01", "2025-01-01"), believable("2024-10-23", "2025-01-01"), believable("2099-01-01", "2025-01-01")
    (False, True, False)
    """
    return EARLIEST <= day <= latest


def distance(one: str, other: str) -> int:
    """How many days lie between two days.

    >>> distance("2024-10-23", "2024-10-21")
    2
    """
    return abs((dt.date.fromisoformat(one) - dt.date.fromisoformat(other)).days)


def next_day(day: str) -> str:
    """The day after.

    >>> next_day("2024-12-31")
    '2025-01-01'
    """
    return (dt.date.fromisoformat(day) + dt.timedelta(days=1)).isoformat()


def today() -> str:
    """The day in Coordinated Universal Time."""
    return dt.datetime.now(dt.UTC).date().isoformat()


def _month(name: str) -> str:
    return str(month_numbers()[name.lower()])


def _days(*triples: tuple[str, str, str]) -> tuple[str, ...]:
    found = []
    for year, month, day in triples:
        try:
            found.append(dt.date(int(year), int(month), int(day)).isoformat())
        except ValueError:
            continue
    return tuple(dict.fromkeys(found))
