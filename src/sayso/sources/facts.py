"""What a source says of a report, made safe to keep and to show: plain strings, whole days, addresses of the web."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit, urlunsplit

LONGEST = 500  # characters of a title or a name; what is longer is no title
LONGEST_URL = 2_000
BLANKS = re.compile(r"\s+")
ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\S.*)?")


def plain(value: object) -> str | None:
    r"""One line without control, direction and half characters; None where nothing is left.

    >>> plain(" Two\n ferries\u202e\x1b[31m collide "), plain("\u200b"), plain(7)
    ('Two ferries[31m collide', None, None)
    """
    if not isinstance(value, str):
        return None
    line = BLANKS.sub(" ", value[: 4 * LONGEST])
    kept = "".join(mark for mark in line if mark == " " or unicodedata.category(mark) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}).strip()
    return kept[:LONGEST] or None


def address(value: object) -> str | None:
    """An http or https address without user and password; None for anything else.

    >>> address("https://me:secret@example.org/a?b=1#c"), address("javascript:alert(1)"), address("http://[::1")
    ('https://example.org/a?b=1#c', None, None)
    """
    if not isinstance(value, str) or len(value) > LONGEST_URL:
        return None
    try:
        parts = urlsplit(value.strip())
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or plain(value) != value.strip() or " " in value.strip():
        return None
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def day(value: object) -> str | None:
    """The day of a date as feeds, mails and archives write it, in the zone in which it was written; None where it is none.

    >>> day("Wed, 23 Oct 2024 00:30:00 +0900"), day("2024-10-23T09:15:00Z"), day("20241023091500"), day("yesterday"), day("2024-02-31")
    ('2024-10-23', '2024-10-23', '2024-10-23', None, None)
    """
    if not isinstance(value, str) or not (text := value.strip()[:80]):
        return None
    if re.fullmatch(r"\d{14}|\d{8}", text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:8]}"
    try:
        return dt.date.fromisoformat(text[:10]).isoformat() if ISO.fullmatch(text) else parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def declare(**given: object) -> dict[str, str]:
    r"""The facts that are left after cleaning; ``url`` and the days are checked, a value that is none is dropped.

    >>> declare(title="Two ferries\n", url="file:///etc/passwd", published="Wed, 23 Oct 2024 00:30:00 +0900", author=None)
    {'title': 'Two ferries', 'published': '2024-10-23'}
    """
    checks = {"url": address, "published": day, "updated": day, "fetched": day, "created": day}
    found = {name: checks.get(name, plain)(value) for name, value in given.items()}
    return {name: value for name, value in found.items() if value}
