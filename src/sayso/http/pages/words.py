"""How values are said on a page: days, counts, numbers, names of verdicts and stances. Pure; made known to the templates by ``install``."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import jinja2
from markupsafe import Markup

from sayso.http.pages import drawings
from sayso.model.proposition import NumberPoint
from sayso.model.views import QuantityView, SourceView, Words
from sayso.model.weighing import Amount
from sayso.views import verdicts
from sayso.views.figures import beyond, series

VERDICTS = {
    "corroborated": "two or more independent origins say so, and nobody with standing denies it",
    "single-source": "one origin says so, however many outlets carry it",
    "contested": "said by some and denied by others with standing, or the values do not fit together",
    "denied": "known only because somebody denies it",
    "unknown": "sources say that they do not know, or nobody with access says so",
}
SIDES = {"asserts": "says so", "denies": "denies", "declines": "no comment", "open": "does not know", "conditional": "only if"}
SIDE_SIGNS = {"asserts": "●", "denies": "✕", "declines": "–", "open": "?", "conditional": "◇"}
ACTS = {
    "assert": "says",
    "confirm": "confirms",
    "assess": "assesses",
    "deny": "denies",
    "warn": "warns",
    "promise": "promises",
    "accuse": "accuses",
    "demand": "demands",
    "question": "asks",
    "decline": "declines to comment",
    "unknown": "does not know",
    "conditional": "says, if",
}
CREDIBILITY = {1: "confirmed by other sources", 2: "probably true", 3: "possibly true", 4: "doubtful", 5: "improbable", 6: "cannot be judged"}
DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def install(environment: jinja2.Environment) -> None:
    """Makes these words known to templates."""
    environment.filters.update(day=day, span=span, many=many, amount=amount, named=named, chain=chain, link=link, counted=counted, interval=interval)
    environment.globals.update(
        VERDICTS=VERDICTS,
        SIDES=SIDES,
        SIDE_SIGNS=SIDE_SIGNS,
        ACTS=ACTS,
        CREDIBILITY=CREDIBILITY,
        glyph=lambda name: Markup(verdicts.glyph(name)),  # noqa: S704 - drawings of ours, every text in them is escaped
        verdict_bar=lambda counts, prefix: Markup(verdicts.bar(counts, prefix=prefix)),  # noqa: S704 - as above
        sparkline=drawings.spark,
        origins_of=origins_of,
        consequence=consequence,
        series=series,
    )


def day(value: str | None) -> str:
    """A day as it is read; what is no day stays as it is.

    >>> day("2024-10-08"), day("2024-10"), day(None)
    ('8 Oct 2024', '2024-10', '')
    """
    found = DAY.fullmatch((value or "")[:10])
    if not found:
        return value or ""
    try:
        date = dt.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return value or ""
    return f"{date.day} {date:%b %Y}"


def span(first: str | None, last: str | None) -> str:
    """Two days as an interval, what they share said once.

    >>> span("2024-10-08", "2024-10-13"), span("2024-10-08", "2024-12-13"), span("2024-10-08", "2024-10-08"), span(None, "2024-10-08")
    ('8–13 Oct 2024', '8 Oct – 13 Dec 2024', '8 Oct 2024', 'to 8 Oct 2024')
    """
    start, end = day(first), day(last)
    if not (start and end):
        return f"from {start}" if start else f"to {end}" if end else ""
    if start == end:
        return start
    one, two = start.split(), end.split()
    if len(one) != 3 or len(two) != 3 or one[2] != two[2]:  # day, month, year
        return f"{start} – {end}"
    return f"{one[0]}–{end}" if one[1] == two[1] else f"{one[0]} {one[1]} – {end}"


def many(count: int, noun: str, plural: str | None = None) -> str:
    """A count with its noun.

    >>> many(1, "outlet"), many(1400, "outlet"), many(2, "story", "stories")
    ('1 outlet', '1,400 outlets', '2 stories')
    """
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def thousands(value: float) -> str:
    """A number with its thousands apart."""
    return f"{value:,.10g}"


def origins_of(least: int, most: int) -> str:
    """How many independent origins, as one number or from-to.

    >>> origins_of(1, 1), origins_of(1, 3), origins_of(0, 0)
    ('1 origin', '1–3 origins', 'no origin')
    """
    if most == 0:
        return "no origin"
    return many(most, "origin") if least == most else f"{least}–{most} origins"


def amount(value: Amount | NumberPoint | QuantityView | None) -> str:
    """A number with its bounds, without what it counts."""
    held = _amount_of(value)
    if held is None:
        return ""
    low, high = (thousands(bound) if bound is not None else None for bound in (held.minimum, held.maximum))
    if low is not None and low == high:
        return {"~": f"about {low}"}.get(held.modifier, low)
    if high is None:
        return f"{'more than' if beyond(held) else 'at least'} {low}" if low is not None else held.words
    return f"{low} to {high}" if low is not None else f"{'less than' if beyond(held) else 'up to'} {high}"


def counted(value: NumberPoint | Amount | QuantityView) -> str:
    """What a number counts, or its unit: "soldiers", "litres", "%"."""
    held = value.amount if isinstance(value, NumberPoint) else value
    return held.counted or held.unit or ""


def _amount_of(value: Amount | NumberPoint | QuantityView | None) -> Amount | None:
    return value.amount if isinstance(value, NumberPoint | QuantityView) else value


def interval(value: str | None) -> str:
    """An ISO 8601 interval as it is read; one with a time of day, or what is none, stays as it is.

    >>> interval("2024-10-12/2024-10-12"), interval("../2024-12-01"), interval("2024-10-01/.."), interval("2024-10-22T09:30/2024-10-22T09:30"), interval(None)
    ('12 Oct 2024', 'to 1 Dec 2024', 'from 1 Oct 2024', '2024-10-22T09:30/2024-10-22T09:30', '')
    """
    start, slash, end = (value or "").partition("/")
    if not slash or "T" in (value or ""):
        return value or ""
    return span(None if start == ".." else start, None if end == ".." else end)


def consequence(condition: str, content: Sequence[Words]) -> list[str]:
    """What is said to follow, without the words of the condition where the claim begins or ends with them.

    >>> then = "If the pumps fail, the town runs dry"
    >>> consequence("If the pumps fail", [Words(start=0, end=len(then), words=then)])
    ['the town runs dry']
    """
    found = []
    for part in content:
        rest = part.words.removeprefix(condition).removesuffix(condition).strip(" ,;:–—")
        if rest:
            found.append(rest)
    return found


def named(source: SourceView) -> str:
    """Whom a voice is called by, its office or organisation behind it."""
    name = source.name or source.role
    first = name or source.organisation or (source.mention.words if source.mention else "") or "nobody named"
    rest = source.organisation if name else None
    return f"{first}, {rest}" if rest and rest != first else first


def chain(voices: Sequence[SourceView]) -> list[str]:
    """The names of a chain, outlet first."""
    return [named(voice) + "".join(f" + {named(other)}" for other in voice.also) for voice in voices]


def link(path: str, query: Mapping[str, object] | None = None, **changes: object) -> str:
    """A path with the fields of a query, some of them changed; empty ones are left out, and a change of anything begins at the first page again.

    >>> link("/stories/S-1", {"verdict": "denied", "offset": 50}, verdict="contested")
    '/stories/S-1?verdict=contested'
    """
    fields = {**(query or {}), **({"offset": None} if changes and "offset" not in changes else {}), **changes}
    kept = {name: value for name, value in fields.items() if value not in (None, "", 0)}
    return f"{path}?{urlencode(kept)}" if kept else path
