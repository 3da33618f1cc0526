"""The days that a text and its address state: the dateline, and lines at its head that are a date and little more."""

from __future__ import annotations

import re

from sayso.documents.dating import Stated
from sayso.documents.days import written_days

HEAD_LINES = 4
LINE_WORDS = 8
ADDRESS = re.compile(r"/(?P<year>(?:19|20)\d{2})[/-](?P<month>\d{1,2}|[a-z]{3})[/-](?P<day>\d{1,2})(?=[/-]|$)|[/-](?P<packed>(?:19|20)\d{6})(?=[/._-]|$)", re.IGNORECASE)
# A place, a day with its year, perhaps an agency, a dash: "OSLO, 3 February 2025 (Meridian) - ".
DATED = re.compile(
    r"(?!(?:In|On|At|By|Since|After|Before|From|Until) )[A-ZÀ-Þ][\w.'’ /-]{1,40}(?:, [A-ZÀ-Þ][\w ]{1,30})??"
    r", (?P<day>\d{1,2} [A-Z]\w{2,8}\.?,? \d{4}|[A-Z]\w{2,8}\.? \d{1,2},? \d{4})(?: \([^()]{2,40}\))?[.,]? ?(?:—|–|--?|:) ?(?=\S)"
)
LEAD = re.compile(r"(?i)\W*(?:first |originally )?(published|posted|issued|publication date|date of publication|date)\b")
CHANGE = re.compile(r"(?i)\W*(?:last |page )?(updated|modified|revised|edited|corrected|last update)\b")


def text_days(text: str, url: str | None) -> list[Stated]:
    """What text and address state.

    >>> [(entry.days, entry.kind) for entry in text_days("OSLO, 3 February 2025 (Meridian) - It sank.", "https://example.org/2025/02/03/it-sank")]
    [(('2025-02-03',), 'dateline'), (('2025-02-03',), 'address')]
    """
    found = []
    for line in [stripped for raw in text[:2_000].split("\n") if (stripped := raw.strip())][:HEAD_LINES]:
        opening = DATED.match(line)
        if opening and (days := written_days(opening["day"])):
            found.append(Stated(days=days, kind="dateline", confidence=0.65))
        elif stated := line_day(line):
            found.append(stated)
    return [*found, *address_days(url)]


def line_day(line: str) -> Stated | None:
    """The day of a line that is a date and little more.

    >>> line_day("Quito, 16 June 2025").days, line_day("Last updated: June 17, 2025").updated, line_day("It sank on 16 June 2025.")
    (('2025-06-16',), True, None)
    """
    days = written_days(line)
    if not days:
        return None
    if CHANGE.match(line):
        return Stated(days=days, kind="written line (updated)", confidence=0.7, updated=True)
    if LEAD.match(line):
        return Stated(days=days, kind="written line (published)", confidence=0.8)
    if len(line.split()) <= LINE_WORDS and not line.endswith((".", "?", "!")):
        return Stated(days=days, kind="written line", confidence=0.6)
    return None


def address_days(url: str | None) -> list[Stated]:
    """The day in the path of an address: /2025/02/03/, /2025/feb/03/, -20250203.

    >>> address_days("https://example.org/world/2025/feb/03/it-sank")[0].days, address_days("https://example.org/story/12025020399")
    (('2025-02-03',), [])
    """
    match = ADDRESS.search(url or "")
    if match is None:
        return []
    if match["packed"]:
        text = match["packed"]
    elif match["month"].isalpha():
        text = f"{match['day']} {match['month']} {match['year']}"
    else:
        text = f"{match['year']}-{int(match['month']):02}-{int(match['day']):02}"
    days = written_days(text)
    return [Stated(days=days, kind="address", confidence=0.75)] if days else []
