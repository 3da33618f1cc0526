"""Reads number words and figures from plain text: "3,000", "2.3bn", "two hundred and five", "half a million", "hundreds of thousands". No units, no bounds.

Dates, times of day, ordinals and names with figures in them ("T-72", "the 1990s") are passed over. A text is walked once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from sayso.vocabulary.quantities import quantity_words

MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
MONTHS = "January February March April May June July August September Sept October November December Jan Feb Mar Apr Jun Jul Aug Sep Oct Nov Dec"
DAY = r"[0-3]?\d(?:st|nd|rd|th)?"
LINK = r"\s?(?:-|–|—|\bto\b|\band\b|\bor\b)\s?(?:to\s|on\s|by\s)?"
YEAR = r"(?:,?\s+(?:19|20)\d\d\b)?"
HOURS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
DATES = (
    rf"\b{MONTH}\s+{DAY}(?![\d%,]\d|\d)(?:{LINK}{DAY}(?![\d%]|,\d|\s?(?:per\s?cent|million|billion|people)))?{YEAR}"
    rf"|\b(?:from\s+)?{DAY}(?:{LINK}{DAY})?\s+(?:of\s+)?{MONTH}{YEAR}"
    rf"|\b{MONTH},?\s+(?:of\s+)?(?:1[5-9]|20)\d\d\b"
    r"|\b(?:19|20)\d\d-[01]\d-[0-3]\d\b|\b\d{1,2}[/.]\d{1,2}[/.](?:\d{2}|\d{4})\b|\b(?:9/11|24/7|50/50|50-50|fifty-fifty)\b"
)
CLOCK = (
    r"\b[0-2]?\d[:h][0-5]\d(?::\d\d)?\b(?:\s?[ap]\.?m\b\.?)?"
    r"|\b[0-2]?\d(?:[.:][0-5]\d)?(?:\s?(?:-|–|to)\s?[01]?\d(?:[.:][0-5]\d)?)?\s?[ap]\.?m\b\.?"
    r"|\b[0-2]?\d[.:]?[0-5]\d\s?(?:GMT|UTC|CET|EST|EDT|BST|hrs|hours\b(?=\s+(?:on|local|GMT|UTC))|local time)"
    r"|\b(?:half|quarter)[ -](?:past|to|after|before)\s+\w+|\b\w+\s+o['’]clock"
    rf"|\b(?:five|ten|twenty|twenty-five|minutes)\s+(?:past|to)\s+(?:midnight|noon|{HOURS})\b(?!\s+\w+s\b)"
)
PHONES = r"\b\d{3}\)\s?\d{3}-\d{4}\b|\b(?:\d{3}-)?\d{3}-\d{4}\b"
OTHERS = r"\b(?:\d+,)?\d+(?:st|nd|rd|th)\b|\b(?:\d\d)?\d0['’]?s\b|\b(?:\d+\.){2,}\d+\b|['’]\d\d\b|\b(?:19|20)\d\d[-–/](?:\d\d){1,2}\b(?!\s?%)"
SPELLS = "second|minute|hour|day|week|month|year|decade|century|mile|kilometre|metre|tonne|ton|litre|kilo"
FIGURES = r"(?<![\d.,])(?:\d{1,3}(?:,\d{2})*(?:,\d{3})+(?!\d)|\d{1,3}(?:[\u00a0\u202f\u2009 ]\d{3})+(?![\d.,]\d|\d)|\d+)(?:\.\d+)?|(?<![\w.])\.\d+"
VULGAR = {"½": 0.5, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 0.25, "¾": 0.75, "⅛": 0.125}
LONGEST = 24  # characters: longer figures are keys of something
DIGITS = 9  # behind the point: 4.1 million is not 4,099,999.9999999995
ANY_WORD = re.compile(r"[^\W\d_]+|[^\s\w]?\d[\w.,/:⁄]*|[½⅓⅔¼¾⅛]")
SOFT_SPACE = re.compile(r"[,\u00a0\u202f\u2009 ]")
NO_ADJECTIVES = "of|in|from|to|at|above|below|away|off|long|wide|high|deep|by|on|or|has|was|is|as"
PLURAL_AHEAD = re.compile(rf"\s+(?:(?!(?:{NO_ADJECTIVES})\b)[\w-]+\s+){{0,4}}?(?:(?!has|was|is|as|this)[a-z]{{2,}}s|people)\b")
MONEY_BEHIND = re.compile(r"[$£€¥₹₩₽₴₺₦₫฿₱₡₲₵]\s?$|\b(?:USD|EUR|GBP|RM|Rs\.?)\s?$")
ARTICLE = re.compile(r"\b(?:an?|the|per|last|past|next|these|those|first|every)\s+$", re.IGNORECASE)
INDEFINITE = re.compile(r"\ban?\s+(?:good\s+|mere\s+|whole\s+|full\s+)?$", re.IGNORECASE)
PART_AHEAD = re.compile(r"[\s-]*(?:of\b|(?:the|a|an|its|his|her|their|our|my|that|this|as)\b)", re.IGNORECASE)
OF_AHEAD = re.compile(r"\s*(?:of\b|[.,;:!?)”\"’']|$|(?:more|less|larger|higher|lower|fewer|smaller|bigger|longer|too|over|above|below)\b)", re.IGNORECASE)
NOT_BEHIND = re.compile(r"\bnot\s+a\s+$", re.IGNORECASE)
BY_BEHIND = re.compile(r"\b(?:by|to|about|almost|nearly|roughly|around|than|in|at)\s+(?:an?\s+|one[\s-])?$", re.IGNORECASE)
ORDINAL_BEHIND = re.compile(r"\b(?:first|second|third|fourth|last|other|latter|former|better|top|bottom|this|each|every)[\s-]+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands in the text. ``high`` is None where it is open above ("dozens"). ``form`` is how it is written: figures, words, vague, few, fraction, group, multiple,
    single ("a single shell") or none; ``scale`` the magnitude in it ("2.3 million": 1,000,000), which a range may share.
    """

    start: int
    end: int
    low: float
    high: float | None
    form: str
    scale: float = 1


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    kind: str
    value: float
    scale: float = 1.0


@cache
def _kinds() -> dict[str, tuple[str, float]]:
    """Each number word with its kind and value."""
    table = quantity_words()
    found: dict[str, tuple[str, float]] = {}
    for word, value in table.cardinals.items():
        found[word] = ("unit" if value < 10 else "teen" if value < 20 else "tens", value)
    for kind, words in (
        ("mag", table.magnitudes),
        ("dozen", table.collectives),
        ("vague", table.vague),
        ("few", table.few),
        ("group", table.groups),
        ("multiple", table.multiples),
        ("frac", table.fractions),
    ):
        found.update({word: (kind, value) for word, value in words.items()})
    found.update(dict.fromkeys(table.nones, ("none", 0.0)))
    found["single"] = ("single", 1.0)
    return found


@cache
def _pattern() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, _kinds()), key=len, reverse=True))
    return re.compile(
        rf"(?P<mask>{DATES}|{CLOCK}|{PHONES}|{OTHERS})|(?P<ratio>(?<![\d/])\d{{1,3}}[/⁄]\d{{1,3}}(?![\d/]))|(?P<figures>{FIGURES})|(?P<glyph>[{''.join(VULGAR)}])"
        rf"|(?P<spell>\ban?\s+(?:{SPELLS})\s+and\s+a\s+(?:half|quarter)\b)|(?P<word>(?:\b|(?<=\d))(?:{words})(?:\b|(?=fold\b)))",
        re.IGNORECASE,
    )


@cache
def _suffix() -> re.Pattern[str]:
    table = quantity_words()
    hard = "|".join(sorted(table.suffixes, key=len, reverse=True))
    soft = "|".join(sorted((mark for mark in table.suffixes if len(mark) > 1), key=len, reverse=True))
    return re.compile(rf"(?:{hard})(?![A-Za-z0-9²³/])|\s(?:{soft})\b|\s[BM](?=\s[a-z]|[.,;)]|$)")


@cache
def number_gate() -> frozenset[str]:
    """The words that a number or a date can begin with, besides figures, as they may be written."""
    words = {phrase.split()[0] for phrase in _kinds()} | {"a", "an", "minutes"} | set(MONTHS.lower().split())
    return frozenset(form for word in words for form in (word, word.capitalize(), word.upper()))


def has_figure(word: str) -> bool:
    """Whether there is a digit or a fraction in a word."""
    return not word.isalpha() and any(letter.isdigit() or letter in VULGAR for letter in word)


def read_numbers(text: str, places: Iterable[tuple[int, int]] | None = None) -> list[Number]:
    """The numbers of a text, in its order. ``places`` (start and end of words) says where to look: those words that pass the gate; by default all are tried.

    >>> [(n.low, n.high) for n in read_numbers("two hundred and five men, half a million rounds, hundreds of thousands of shells on 5 May 2024")]
    [(205.0, 205.0), (500000.0, 500000.0), (200000.0, None)]
    >>> [n.low for n in read_numbers("$2.3bn, 15-hundred, 1.5 dozen, two and a half, three quarters of them, the third man of the T-72")]
    [2300000000.0, 1500.0, 18.0, 2.5, 0.75, 72.0]
    """
    found: list[Number] = []
    run: list[_Piece] = []
    for piece in _pieces(text, ((match.start(), match.end()) for match in ANY_WORD.finditer(text)) if places is None else places):
        if run and not _goes_on(text, run, piece):
            found.extend(_number(text, run))
            run = []
        run.append(piece)
    if run:
        found.extend(_number(text, run))
    return found


def _pieces(text: str, places: Iterable[tuple[int, int]]) -> Iterator[_Piece]:
    at = 0
    for start, end in places:
        at = max(at, start)
        look = _pattern().match if text[start:end].isalpha() else _pattern().search
        while at < end and (match := look(text, at)) and match.start() < end:
            at = match.end()
            piece = _piece(text, match)
            if piece is not None:
                at = piece.end
                yield piece


def _piece(text: str, match: re.Match[str]) -> _Piece | None:
    """A match as a piece of a number; None for dates and other figures that are none."""
    kind, start, end = match.lastgroup, match.start(), match.end()
    if kind == "figures":
        return _figures(text, match) if end - start <= LONGEST else None
    if kind == "word":
        return _Piece(start, end, *_kinds()[match[0].lower()])
    if kind == "spell":
        return _Piece(start, end, "spell", 1.5 if match[0].lower().endswith("half") else 1.25)
    if kind == "glyph":
        return _Piece(start, end, "part", VULGAR[match[0]])
    return _ratio(text, match) if kind == "ratio" else None


def _figures(text: str, match: re.Match[str]) -> _Piece:
    value, end = float(SOFT_SPACE.sub("", match[0])), match.end()
    suffix = _suffix().match(text, end)
    if suffix is not None:
        mark = suffix[0].strip()
        plain = mark not in quantity_words().doubtful_suffixes or MONEY_BEHIND.search(text, max(0, match.start() - 5), match.start())
        if plain or (mark == "m" and PLURAL_AHEAD.match(text, suffix.end())):
            factor = quantity_words().suffixes[mark]
            return _Piece(match.start(), suffix.end(), "scaled", round(value * factor, DIGITS), factor)
    return _Piece(match.start(), end, "figures", value)


def _ratio(text: str, match: re.Match[str]) -> _Piece | None:
    """A fraction in figures, where it is not a date or a version."""
    above, below = (int(part) for part in re.split("[/⁄]", match[0]))
    if below < 2 or above >= below or not (re.match(r"\s*(?:of\b|[a-z]+)", text[match.end() :]) or re.search(r"\d\s$", text[: match.start()])):
        return None
    return _Piece(match.start(), match.end(), "part", above / below)


def _goes_on(text: str, run: list[_Piece], piece: _Piece) -> bool:
    """Whether this piece belongs to the number before it."""
    last, kind = run[-1], piece.kind
    gap = text[last.end : piece.start].lower()
    if len(gap) > 7 or "\n\n" in gap:
        return False
    link = gap.strip(" -‐‑\u00a0\n")
    hyphen = "-" in gap or "‑" in gap
    if link == "":
        return _directly(last, piece, hyphen=hyphen)
    if link == "and":
        return (last.kind == "mag" and kind in {"unit", "teen", "tens"} and run[0].kind not in {"figures", "scaled"}) or (last.kind == "figures" and kind == "part")
    if link == "of a":
        return last.kind == "frac" and kind == "mag"
    if link in {"and a", "and one"}:
        return kind == "frac" and last.kind in {"unit", "teen", "tens", "figures"}
    if link == "a":
        return last.kind == "frac" and last.value == 0.5 and kind in {"mag", "dozen"}
    return link == "of" and ((last.kind == "vague" and kind in {"vague", "mag"}) or (last.kind == "few" and kind in {"mag", "dozen"}))


def _directly(last: _Piece, piece: _Piece, *, hyphen: bool) -> bool:
    kind = piece.kind
    if kind == "vague":
        return last.kind in {"unit", "teen", "tens", "figures"} and piece.value >= 200
    if kind in {"mag", "dozen"}:
        return last.kind in {"unit", "teen", "tens", "figures", "few", "mag"} or (last.kind == "frac" and last.value == 0.5 and kind == "dozen")
    if kind == "unit":
        return piece.value > 0 and (last.kind == "tens" or (last.kind == "mag" and not hyphen))
    if kind in {"teen", "tens"}:
        return last.kind == "mag"
    if kind == "frac":
        return last.kind == "unit"
    return kind == "part" and last.kind == "figures"


def _number(text: str, run: list[_Piece]) -> Iterator[Number]:
    """The value of a run of pieces, if it is a number at all."""
    first = run[0]
    single = _alone(text, first) if len(run) == 1 else None
    if len(run) == 1 and single is None:
        return
    start, end = first.start, run[-1].end
    if (article := INDEFINITE.search(text, max(0, start - 12), start)) and first.kind in {"mag", "dozen", "few", "group", "frac"}:
        start = article.start()
    if single is not None:
        yield replace(single, start=start)
        return
    low, scale = _value(run)
    if first.kind in {"vague", "few"}:
        yield Number(start, end, low, None, "vague", scale)
    else:
        yield Number(start, end, low, low, "figures" if first.kind in {"figures", "scaled"} else "words", scale)


def _value(run: list[_Piece]) -> tuple[float, float]:
    total, current, scale = 0.0, 0.0, 1.0
    for piece in run:
        value = piece.value
        if piece.kind in {"mag", "dozen"} or (piece.kind == "vague" and current):
            factor = value / 2 if piece.kind == "vague" else value  # the table has the least that a plural means: two of them
            current = (current or 1.0) * factor
            scale *= factor
            if factor >= 1000:
                total, current = total + current, 0.0
        elif piece.kind == "few":
            current = quantity_words().few_times
        elif piece.kind == "frac" and current and run[-1].start - run[-2].end == 1:
            current *= value  # "two thirds"; "two and a half" has words between
        else:
            current += value
    return round(total + current, DIGITS), scale


def _alone(text: str, piece: _Piece) -> Number | None:
    """A single piece that is a number by itself."""
    start, end, kind, value = piece.start, piece.end, piece.kind, piece.value
    if kind in {"figures", "scaled"}:
        return Number(start, end, value, value, "figures", piece.scale)
    if kind == "spell":
        return Number(start, end, value, value, "spell")
    if kind in {"unit", "teen", "tens"}:
        return Number(start, end, value, value, "words")
    if kind == "vague":
        return Number(start, end, value, None, "vague") if text[start : start + 1].islower() or re.match(r"\s+(?:of\b|[a-z])", text[end:]) else None
    if kind == "mag":
        return Number(start, end, value, value, "words", value) if text[start:end].lower() != "grand" else None
    if kind == "dozen":
        return Number(start, end, value, value, "words") if INDEFINITE.search(text, max(0, start - 12), start) or ARTICLE.search(text, max(0, start - 8), start) else None
    return _small(text, piece)


def _small(text: str, piece: _Piece) -> Number | None:
    """Few, pairs, fractions, multiples and none, where the words around bear it out."""
    start, end, kind, value = piece.start, piece.end, piece.kind, piece.value
    article = INDEFINITE.search(text, max(0, start - 12), start)
    if kind == "single":
        value = 0.0 if NOT_BEHIND.search(text, max(0, start - 10), start) else value
        return Number(start, end, value, value, "single") if article else None
    if kind == "few":
        alone = text[start:end].lower() == "several"
        return Number(start, end, value, None, "few") if alone or (article and (value > 2 or text.startswith(" of", end))) else None
    if kind == "group":
        return Number(start, end, value, value, "group") if article and text.startswith(" of", end) else None
    if kind == "part":
        return Number(start, end, value, value, "fraction")
    if kind == "frac":
        return Number(start, end, value, value, "fraction") if _is_fraction(text, piece, marked=article is not None) else None
    return Number(start, end, value, value, kind)


def _is_fraction(text: str, piece: _Piece, *, marked: bool) -> bool:
    start, end = piece.start, piece.end
    by = BY_BEHIND.search(text, max(0, start - 16), start)
    if text[start:end].lower() in {"half", "halves"}:
        return not ORDINAL_BEHIND.search(text, max(0, start - 10), start) and bool(PART_AHEAD.match(text, end) or (by and OF_AHEAD.match(text, end))) and text[end : end + 1] != "-"
    return marked and bool(OF_AHEAD.match(text, end)) and (text.startswith(" of", end) or by is not None)
