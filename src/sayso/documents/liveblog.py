"""Live blogs: the entries of a page with their times, and of a text the stretches that stand under a time.

Each entry becomes one line that begins with its time ("18:40 — ..."), in the order of the page, so that what is said in it can be dated.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from sayso.documents.pruning import words_of
from sayso.model.span import Span

FEWEST = 3  # entries that make a live blog
LEAST_WORDS = 4  # of an entry
MOST = 5_000  # times of one page that are looked at
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
INLINE = frozenset({"a", "abbr", "b", "cite", "em", "i", "mark", "q", "small", "span", "strong", "sub", "sup", "u"})
CLOCK_NAMES = frozenset({"time", "timestamp", "clock", "hour"})
ONLY_CLOCK = re.compile(r"\s*\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?(?: [A-Z]{2,4})?\s*", re.IGNORECASE)
DASH = " — "
TIMED = re.compile(r"\s*(\d{1,2})[:.h](\d{2})(?:\s*([ap])\.?m\.?)?", re.IGNORECASE)
# A time that opens a line of a text, alone or before its entry; a plain blank will do where a capital or a mark of quotation follows.
OPENING = re.compile(r"(\d{4}-\d{2}-\d{2} )?(\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?)(?: [A-Z]{2,4})?(?: ?(?:—|–|-|:|\|)(?: |$)|$| (?=[A-Z“\"‘]))")


def page_entries(tree: Any) -> list[str] | None:
    """The entries of a live blog as lines, in the order of the page; None for any other page.

    An entry is an element with one time of its own among alike neighbours, or all that follows a time up to the next.
    """
    stamps = [node for node in tree.iter() if isinstance(node.tag, str) and _is_stamp(node)][:MOST]
    if len(stamps) < FEWEST:
        return None
    inside = Counter(node for stamp in stamps for node in stamp.iterancestors())
    boxed = [(_box(stamp, inside), stamp) for stamp in stamps]
    kinds = Counter((box.getparent(), box.tag) for box, _ in boxed)
    home, tag = max(kinds, key=lambda kind: kinds[kind])
    entries = []
    for box, stamp in boxed:
        if (box.getparent(), box.tag) == (home, tag) and (shown := _stamp(stamp)):
            parts = [box] if box is not stamp else _following(stamp, set(stamps))
            entries.append((shown, " ".join(filter(None, (_words(part, stamp) for part in parts)))))
    entries = [(stamp, words) for stamp, words in entries if len(words.split()) >= LEAST_WORDS]
    return lines_of(entries) if len(entries) >= FEWEST else None


def _is_stamp(node: Any) -> bool:
    if node.tag == "time":
        return True
    return not len(node) and not CLOCK_NAMES.isdisjoint(words_of(node)) and bool(ONLY_CLOCK.fullmatch(node.text or ""))


def _following(stamp: Any, stamps: set[Any]) -> list[Any]:
    """What stands between a time and the next, on one level."""
    found = []
    for node in stamp.itersiblings():
        if node in stamps:
            break
        found.append(node)
    return found


def stated_entries(updates: Sequence[Any]) -> list[str] | None:
    """The same from the updates that JSON-LD states (LiveBlogPosting.liveBlogUpdate)."""
    entries = []
    for update in updates:
        if not isinstance(update, dict):
            continue
        head, body, stamp = (str(update.get(key) or "").strip() for key in ("headline", "articleBody", "datePublished"))
        words = " ".join(f"{_closed(head)} {body}".split()) if body and head and head not in body else " ".join((body or head).split())
        if stamp and len(words.split()) >= LEAST_WORDS:
            entries.append((stamp, words))
    return lines_of(entries) if len(entries) >= FEWEST else None


def joined_entries(lines: Sequence[str]) -> list[str] | None:
    """The same where times stand in lines of their own, with the entry in the lines below; None for any other text.

    >>> joined_entries(["Live", "18:40", "It sank.", "All were saved.", "18:05", "It burns.", "17:00", "It sails."])
    ['Live', '18:40 — It sank. All were saved.', '18:05 — It burns.', '17:00 — It sails.']
    """
    if sum(bool(ONLY_CLOCK.fullmatch(line)) for line in lines) < FEWEST:
        return None
    found: list[str] = []
    for line in filter(None, map(str.strip, lines)):
        if ONLY_CLOCK.fullmatch(line):
            found.append(f"{_clock(line) or line}{DASH}")
        elif found and DASH in found[-1][:12]:
            found[-1] += line if found[-1].endswith(DASH) else f" {line}"
        else:
            found.append(line)
    return [line for line in found if not line.endswith(DASH)]


def lines_of(entries: Sequence[tuple[str, str]]) -> list[str]:
    """A line for each entry; the day stands before the time where the entries are of several days.

    >>> lines_of([("2025-03-04T18:40:00Z", "It sank."), ("2025-03-04T18:05:00Z", "It burns.")])
    ['18:40 — It sank.', '18:05 — It burns.']
    """
    days = {stamp[:10] for stamp, _ in entries if "T" in stamp}
    return [f"{_shown(stamp, with_day=len(days) > 1)}{DASH}{words}" for stamp, words in entries]


def clock_stretches(text: str) -> tuple[tuple[Span, str], ...]:
    r"""The stretches of a text that stand under a time of their own, with that time; none where there are fewer than three.

    A time is "18:40", or "2025-03-04T18:40" where the line names the day.

    >>> clock_stretches("18:40 — It sank.\n18:05 | It burns.\nNobody knows why.\n17:00\nIt sails.")
    ((Span(start=0, end=16), '18:40'), (Span(start=17, end=52), '18:05'), (Span(start=53, end=68), '17:00'))
    """
    opened: list[tuple[int, str]] = []
    at = 0
    for line in text.split("\n"):
        match = OPENING.match(line)
        if match and (clock := _clock(match[2])):
            opened.append((at, f"{match[1].strip()}T{clock}" if match[1] else clock))
        at += len(line) + 1
    if len(opened) < FEWEST:
        return ()
    ends = [start for start, _ in opened[1:]] + [len(text) + 1]
    return tuple((Span(start, start + len(text[start : end - 1].rstrip())), clock) for (start, clock), end in zip(opened, ends, strict=True))


def _clock(value: str) -> str | None:
    match = TIMED.match(value)
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2])
    if match[3]:
        hour = hour % 12 + (12 if match[3].lower() == "p" else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def _shown(stamp: str, *, with_day: bool) -> str:
    if "T" not in stamp:
        return stamp
    return f"{stamp[:10]} {stamp[11:16]}" if with_day else stamp[11:16]


def _stamp(node: Any) -> str | None:
    """The time of an entry: with its day where the page gives it, in the page's own zone."""
    stated = (node.get("datetime") or "").strip()
    shown = _clock("".join(node.itertext()))
    try:
        moment = dt.datetime.fromisoformat(stated)
    except ValueError:
        return shown
    if len(stated) <= 10:
        return f"{stated}T{shown}" if shown else None
    return f"{moment.date().isoformat()}T{shown or moment.strftime('%H:%M')}"


def _box(stamp: Any, inside: Counter[Any]) -> Any:
    """The outermost element around a time that holds no other time; the time itself where there is none."""
    box = stamp
    for node in stamp.iterancestors():
        if node.tag in {"body", "html"} or inside[node] > 1:
            break
        box = node
    return box


def _words(box: Any, stamp: Any) -> str:
    """The text of an entry in one line, without its time; a heading is closed with a full stop."""
    parts: list[str] = []
    _gather(box, stamp, parts)
    return " ".join("".join(parts).split())


def _gather(node: Any, stamp: Any, parts: list[str]) -> None:
    """Adds the text of a node; what is no part of a line stands apart."""
    if node is stamp or not isinstance(node.tag, str):
        return
    begin = len(parts)
    parts.append("" if node.tag in INLINE else " ")
    parts.append(node.text or "")
    for kid in node:
        _gather(kid, stamp, parts)
        parts.append(kid.tail or "")
    if node.tag in HEADINGS:
        parts[begin:] = [" ", _closed(" ".join("".join(parts[begin:]).split()))]
    parts.append("" if node.tag in INLINE else " ")


def _closed(words: str) -> str:
    return words if not words or words.endswith((".", "!", "?", "”", '"', ":")) else f"{words}."
