"""Which lines of a text are no part of the report: labels, notices, captions, lists of other stories, menus; and whether the report ends at a paywall.

Takes lines, says which to keep. The wordings are those of vocabulary/furniture.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from sayso.vocabulary.furniture import furniture

LONGEST = 25  # words: what is longer is a sentence of the report, however it begins
LONGEST_BYLINE = 10  # words
LONGEST_TEASER = 20  # words
MENU_WORDS = 3  # words of an entry of a menu at the most
MENU_LINES = 5  # lines that make a menu: a signature with office and telephone has three or four
STUB_WORDS = 150  # what stands before a paywall is rarely longer; a longer text with such a notice is taken as whole
STUB_LINES = 1_000  # filled lines, menus and lists of other stories included: more is no beginning of anything, and is not looked at line by line
LEAST_WORDS = 20  # words of running text that a stub must hold to be a report at all
ENDED = (".", "!", "?", "”", '"', "’", ":", ";", "…", ")")


def kept(lines: Sequence[str], *, page: bool) -> list[bool]:
    """For each line whether it belongs to the report; blank lines do. ``page`` lets bylines go too.

    >>> kept(["Menu", "The navy said so.", "Share this", "Related stories", "Ten islands to see", "Minister says hello", "It sank at noon."], page=True)
    [False, True, False, False, False, False, True]
    """
    menus = _menus(lines)
    found = []
    under_heading = False
    for number, line in enumerate(lines):
        bare = line.strip()
        if not bare:
            found.append(True)
            continue
        if is_heading(bare):
            under_heading = True
        elif under_heading and not _is_teaser(bare):
            under_heading = False
        found.append(not (under_heading or number in menus or is_furniture(bare, page=page) or wall(bare)))
    return found


def is_furniture(line: str, *, page: bool) -> bool:
    """Whether a line is a label, a notice or a caption.

    >>> is_furniture("3 min read", page=False), is_furniture("By Jonas Vild", page=True), is_furniture("By Monday they were gone.", page=True)
    (True, True, False)
    """
    words = line.count(" ") + 1
    if words > LONGEST or (words <= 2 and line.endswith(".")):
        return False
    bare = _bare(line)
    if _pattern("lines").fullmatch(bare):
        return True
    return page and words <= LONGEST_BYLINE and not line.endswith(ENDED) and _pattern("page_lines").fullmatch(bare) is not None


def is_heading(line: str) -> bool:
    """Whether a line stands over a list of other stories."""
    return line.count(" ") < LONGEST_BYLINE and not line.endswith((".", "”")) and _pattern("headings").fullmatch(_bare(line)) is not None


def wall(line: str) -> str | None:
    """The words by which a short line stops the reading of those who have not paid.

    >>> wall("Already a subscriber? Log in")
    'already a subscriber'
    """
    if line.count(" ") >= LONGEST:
        return None
    low = line.casefold()
    return next((words for words in furniture().walls if words in low), None)


def stub_of(lines: Sequence[str], *, declared: bool = False) -> str | None:
    """What says that only the beginning of the report is there; ``declared`` where the page itself says that it is not free. None for a whole report.

    >>> stub_of(["The navy said on Monday that two ferries had collided.", "Subscribe to continue reading"])
    'subscribe to continue'
    """
    lines = [line for line in lines if line and not line.isspace()]
    if len(lines) > STUB_LINES:
        return None
    words = next(filter(None, map(wall, lines)), None)
    text = [line for line, keep in zip(lines, kept(lines, page=True), strict=True) if keep]
    if sum(len(line.split()) for line in text) > STUB_WORDS:
        return None
    if words is None and declared and not (text and text[-1].rstrip().endswith((".", "!", "?", "”", '"'))):
        words = "the page declares itself not free and breaks off"
    return words


def has_report(lines: Sequence[str]) -> bool:
    """Whether the lines hold enough running text to be a report, and not a heading only."""
    text = [line for line, keep in zip(lines, kept(lines, page=True), strict=True) if keep]
    return sum(len(line.split()) for line in text if len(line.split()) >= 8) >= LEAST_WORDS


def _is_teaser(line: str) -> bool:
    return line.count(" ") < LONGEST_TEASER and not line.endswith((".", "!", "”"))


def _menus(lines: Sequence[str]) -> set[int]:
    """The entries of menus at the head and at the foot: runs of very short lines that end like no sentence."""
    filled = [number for number, line in enumerate(lines) if line.strip()]
    found: set[int] = set()
    for order in (filled, filled[::-1]):
        run = []
        for number in order:
            line = lines[number].strip()
            if len(line.split()) > MENU_WORDS or line.endswith(ENDED) or any(map(str.isdigit, line)):
                break
            run.append(number)
        if len(run) >= MENU_LINES and len(run) < len(filled):
            found.update(run)
    return found


def _bare(line: str) -> str:
    return line.strip(" \t-•*|>»→[]").rstrip(".:… ").casefold().replace("’", "'")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    entries: list[str] = getattr(furniture(), name)
    return re.compile("|".join(re.escape(entry).replace(r":\ ", r"(?: ?[:|»>–—]| -) ?").replace(r"\*", ".*").replace(r"\#", r"\d[\d,.]*") for entry in entries))
