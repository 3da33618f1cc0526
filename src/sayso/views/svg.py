"""Elements of SVG as text: takes names, attributes and words, gives escaped markup with fixed decimals. Knows nothing of what is drawn."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from html import escape

WIDE = 960  # px: for pages from 760 px on
NARROW = 358  # px: what a telephone of 390 px leaves between margins of 16
SIZE = 12  # px of ordinary text; nothing is smaller than 11
UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\x7f-\x9f]")  # not in XML, or turns its neighbours round
KEPT = 1 << 13  # words whose markup and width are kept: a drawing says the same words in its wide and its narrow form, and the same attributes over and over
SLIM, BROAD = frozenset("iljtfrI.,:;'|!()[] ‘’·"), frozenset("mwMW@%—…")
Value = str | float | None
Href = Callable[[str], str]


@lru_cache(maxsize=KEPT)
def words(text: str) -> str:
    """Text for between tags or inside quotation marks: escaped, without control characters and without marks that change the direction of what stands beside it."""
    return escape(UNFIT.sub("", text), quote=True)


def decimal(value: float) -> str:
    """A coordinate with at most one decimal, the same on every machine; never "-0"."""
    shown = f"{value:.1f}".removesuffix(".0")
    return "0" if shown == "-0" else shown


def tag(name: str, *children: str, **attributes: Value) -> str:
    """An element; ``_`` in a name of an attribute stands for a hyphen, ``class_`` for class, None for an attribute that is left out. Children are markup."""
    given = [(key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items() if value is not None]
    opened = "".join(f' {key}="{words(value) if isinstance(value, str) else decimal(value)}"' for key, value in given)
    return f"<{name}{opened}>{''.join(children)}</{name}>" if children else f"<{name}{opened}/>"


def text(shown: str, x: float, y: float, *, whole: str | None = None, **attributes: Value) -> str:
    """Words at a place. ``whole`` is what was shortened: it is shown on hovering."""
    hover = (tag("title", words(whole)),) if whole is not None and whole != shown else ()
    return tag("text", words(shown), *hover, x=x, y=y, fill="currentColor", **attributes)


def fitted(whole: str, x: float, y: float, room: float, *, size: float = SIZE, **attributes: Value) -> str:
    """Words at a place, shortened to ``room`` px."""
    return text(fit(whole, room, size), x, y, whole=whole, font_size=None if size == SIZE else size, **attributes)


def haloed(shown: str, x: float, y: float, *, whole: str | None = None, **attributes: Value) -> str:
    """Words at a place with a rim in the colour of the paper, readable on lines."""
    rim: dict[str, Value] = {"stroke": "Canvas", "stroke_width": 3, "stroke_linejoin": "round", "paint_order": "stroke"}
    return text(shown, x, y, whole=whole, **{**rim, **attributes, "class_": f"v-halo {attributes.get('class_') or ''}".strip()})


@lru_cache(maxsize=KEPT)
def measure(shown: str, size: float = SIZE) -> float:
    """About how wide words are, in px: fonts differ, so it errs on the wide side."""
    return size * sum(map(_advance, shown))


@lru_cache(maxsize=KEPT)
def _advance(sign: str) -> float:
    if sign in SLIM:
        return 0.34
    if sign in BROAD:
        return 0.92
    if unicodedata.combining(sign):
        return 0.0
    if unicodedata.east_asian_width(sign) in {"W", "F"}:
        return 1.0
    return 0.72 if sign.isupper() else 0.6


def fit(whole: str, room: float, size: float = SIZE) -> str:
    """The longest beginning that fits into ``room`` px, with an ellipsis if any is left out.

    >>> fit("Harbour Post", 200), fit("Harbour Post", 50)
    ('Harbour Post', 'Harbo…')
    """
    whole = " ".join(whole.split())
    if measure(whole, size) <= room:
        return whole
    left = room - measure("…", size)
    kept = 0
    for sign in whole:
        left -= size * _advance(sign)
        if left < 0:
            break
        kept += 1
    return whole[:kept].rstrip() + "…"


def wrap(whole: str, room: float, most: int) -> list[str]:
    """Words in at most ``most`` lines of ``room`` px; the last one is shortened.

    >>> wrap("The Harbour Post of Norwick", 90, 2)
    ['The Harbour', 'Post of Norw…']
    """
    lines = [""]
    for word in whole.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(lines) < most and lines[-1] and measure(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return [fit(one, room) for one in lines]


def circle(x: float, y: float, radius: float, **attributes: Value) -> str:
    """A circle around a place."""
    return tag("circle", cx=x, cy=y, r=radius, **attributes)


def line(x1: float, y1: float, x2: float, y2: float, **attributes: Value) -> str:
    """A straight line in the colour of the text, 1 px wide if not said otherwise."""
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, **{"stroke": "currentColor", **attributes})


def link(href: str | None, *children: str, label: str | None = None) -> str:
    """Children as a link where there is an address; addresses of programs (``javascript:``) are dropped."""
    scheme = href.split(":", 1)[0].lower().strip() if href is not None and re.match(r"^[^/?#]*:", href) else "https"
    if href is None or scheme not in {"http", "https"}:
        return "".join(children)
    return tag("a", *children, href=href, class_="v-link", aria_label=label)


def drawing(kind: str, *, prefix: str, size: tuple[float, float], told: tuple[str, str], body: list[str]) -> str:
    """A whole drawing: ``size`` in px, ``told`` its title and what it shows in words. One with links is a group, since an image may hold nothing to be pressed."""
    width, height = size
    return tag(
        "svg",
        tag("title", words(told[0]), id=f"{prefix}-title"),
        tag("desc", words(told[1]), id=f"{prefix}-desc"),
        *body,
        xmlns="http://www.w3.org/2000/svg",
        class_=f"v v-{kind}",
        role="group" if any("<a " in part for part in body) else "img",
        aria_labelledby=f"{prefix}-title",
        aria_describedby=f"{prefix}-desc",
        viewBox=f"0 0 {decimal(width)} {decimal(height)}",
        width=width,
        height=height,
        font_family="system-ui, sans-serif",
        font_size=SIZE,
    )


def said(count: int, one: str, many: str | None = None) -> str:
    """A count with its word: "1 origin", "3 origins"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
