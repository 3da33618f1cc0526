"""Lines of a page as they lie on the paper, to paragraphs in the order of reading. Works on text with the blanks of the layout kept; knows nothing of PDF."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

FEWEST = 4  # lines that have both columns, at the least
SHARE = 0.7  # of the lines that reach the gutter and leave it free
GAP = re.compile(r"(?<=\S) {4,}(?=\S)")  # wider than any gap between words of a justified line
SHORT = 0.75  # of the column's width: a line that ends a sentence before this ends a paragraph
ENDS = (".", "!", "?", ".”", "!”", "?”", '."', '?"', '!"', ".’", ":")


def reading_order(lines: Sequence[str]) -> list[str]:
    """The lines of a page with its columns one after the other; a line across both columns ends what stands above it.

    >>> page = ["A headline that runs over both", "He said it     She denied", "was a test.    that there", "Nobody was     was one at", "there.         all."]
    >>> reading_order(page)
    ['A headline that runs over both', '', 'He said it', 'was a test.', 'Nobody was', 'there.', '', 'She denied', 'that there', 'was one at', 'all.', '']
    """
    cuts = _cuts(lines)
    if cuts is None:
        return [" ".join(line.split()) if not line.startswith(" ") else " " + " ".join(line.split()) for line in _without_margin(lines)]
    left: list[str] = []
    right: list[str] = []
    ordered: list[str] = []
    for line, cut in zip(lines, cuts, strict=True):
        if cut is None and line.strip():
            ordered += [*_band(left, right), " ".join(line.split()), ""]
            left, right = [], []
        else:
            left.append(line[: cut or 0])
            right.append(line[cut or 0 :])
    return ordered + _band(left, right)


def _band(left: list[str], right: list[str]) -> list[str]:
    columns = [[" ".join(line.split()) for line in column] for column in (left, right)]
    return [line for column in columns if any(column) for line in [*_stripped(column), ""]]


def _stripped(column: list[str]) -> list[str]:
    filled = [index for index, line in enumerate(column) if line]
    return column[filled[0] : filled[-1] + 1]


def _without_margin(lines: Sequence[str]) -> list[str]:
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return [line[margin:] for line in lines]


def _cuts(lines: Sequence[str]) -> list[int | None] | None:
    """Where each line is cut into two columns (None: it runs across both); None where the page has one column."""
    filled = [line for line in lines if line.strip()]
    width = max(map(len, filled), default=0)
    free = [_free(filled, at) for at in range(width // 4, 3 * width // 4)]
    best = max(range(len(free)), key=lambda index: free[index], default=None)
    if best is not None and free[best] >= FEWEST:
        gutter = best + width // 4
        if 2 * free[best] > sum(len(line) > gutter for line in filled) * SHARE:
            return [_cut_at(line, gutter) for line in lines]
    parts = [GAP.search(line.strip()) for line in filled]
    longest = max((part.start() for part in parts if part), default=0)
    if sum(part is not None for part in parts) >= max(FEWEST, SHARE * len(filled)):
        return [_cut_in(line, longest + longest // 5) for line in lines]
    return None


def _free(lines: Sequence[str], at: int) -> int:
    """How many lines leave this place free and have words on both sides, less those that write over it."""
    score = 0
    for line in lines:
        if len(line) > at + 1:
            blank = line[at - 1 : at + 2].isspace()
            score += (1 if line[:at].strip() else 0) if blank else -1
    return score


def _cut_at(line: str, gutter: int) -> int | None:
    if len(line) <= gutter + 1:
        return gutter if line[gutter:].strip() == "" else None
    return gutter if line[gutter - 1 : gutter + 1].isspace() or not line[:gutter].strip() else None


def _cut_in(line: str, widest: int) -> int | None:
    match = GAP.search(line)
    if match:
        return match.end()
    if len(line) - len(line.lstrip()) > len(line) // 2:
        return 0
    return len(line) if len(line.strip()) <= widest else None


def paragraphs(pages: Sequence[Sequence[str]]) -> str:
    r"""The pages as one text, a line for each paragraph; a paragraph may run on over a page break.

    >>> paragraphs([["The minis-", "ter said on Tues-", "day that it", ""], ["sank.", "", "Nobody died."]])
    'The minister said on Tuesday that it sank.\nNobody died.'
    """
    lines = [line for page in pages for line in [*_single_spaced(page), ""]]
    known = set(re.findall(r"\w+(?:-\w+)*", " ".join(lines).lower()))
    width = sorted(map(len, filter(None, lines)))[-1:] or [0]
    finished: list[str] = []
    current = ""
    parted = False  # whether a blank line, a column's end or a page's end stands before this line
    for line in lines:
        text = line.strip()
        if not text:
            parted = True
            continue
        begins = line.startswith(" ") and current.endswith(ENDS)
        if current and (begins or (parted and not _goes_on(current, text))):
            finished.append(current)
            current = ""
        current, parted = _joined(current, text, known), False
        if text.endswith(ENDS) and len(text) < SHORT * width[0]:
            finished.append(current)
            current = ""
    return "\n".join([*finished, current] if current else finished)


def _single_spaced(page: Sequence[str]) -> list[str]:
    """The lines of a page that is set with a blank line after nearly every line, without these."""
    filled = [index for index, line in enumerate(page) if line.strip()]
    gaps = [following - index for index, following in pairwise(filled)]
    if len(gaps) < FEWEST or sum(gap > 1 for gap in gaps) < SHARE * len(gaps):
        return list(page)
    usual = sorted(gaps)[len(gaps) // 2]
    kept: list[str] = []
    for index, gap in zip(filled, [*gaps, 1], strict=True):
        kept += [page[index], *([""] if gap > usual else [])]
    return kept


def _goes_on(current: str, text: str) -> bool:
    """Whether a line goes on with what was parted from it by the end of a column or a page: in the middle of a sentence, in small letters."""
    return text[:1].islower() and bool(re.search(r"[\w,;-]$", current))


def _joined(current: str, text: str, known: set[str]) -> str:
    if not current:
        return text
    match = re.search(r"(\w+)-$", current)
    following = re.match(r"\w+", text)
    if not match or not following or not text[:1].islower():
        return f"{current} {text}"
    whole, parted = (match[1] + following[0]).lower(), f"{match[1]}-{following[0]}".lower()
    return current + text if parted in known and whole not in known else current[:-1] + text
