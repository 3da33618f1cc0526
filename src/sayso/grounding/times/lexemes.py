"""The text as short lexemes (words, digits, marks), each with the letter of its class, so that forms of time expressions are patterns over letters.

A phrase of the vocabulary ("at least", "new year's eve") is one lexeme. Classes are those of ``CLASSES``; a lexeme of no class is ``OTHER``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from sayso.vocabulary.times import flat, spaced, time_words

OTHER = "_"
CLASSES = {
    "FOUR": "Y", "DAY": "D", "ZERO": "z", "TWO": "d", "LONG": "#", "NUMWORD": "n", "MULT": "h", "ORD": "o", "SUFFIX": "O", "A": "a", "THE": "t", "THIS": "T", "THAT": "H",
    "POSS": "i", "REL": "l", "MONTH": "M", "WEEKDAY": "W", "SEASON": "S", "WEEKEND": "w", "UNIT": "U", "CLOCKUNIT": "u", "HALF": "f", "SPAN": "V", "DAYPART": "A",
    "NOON": "N", "DAYWORD": "K", "EARLY": "e", "EDGE": "E", "AGO": "g", "LATER": "L", "BEFORE": "b", "AMPM": "P", "ZONE": "Z", "OCLOCK": "c", "BC": "B", "AD": "C",
    "REF": "R", "REFADJ": "J", "FISCAL": "F", "HOLIDAY": "X", "APPROX": "j", "EACH": "y", "VAGUE": "v", "COUPLE": "k", "AND": "&", "OF": "$", "OLD": "r", "LONGWORD": "G",
    "FREQ": "Q", "PER": "p", "TIMES": "m", "S": "s", "BREAK": "\n", "UADJ": "+", "DECADE": "I", "IN": "<", "ON": ">", "OR": "|", "SOMETIME": "^", "TO": "2", "AHEAD": "8",
    "AT": "9", "OVER": "0", "LIKE": "1", "TMARK": "4", "Q": "q", ",": ",", ".": ".", ":": ":", "/": "/", "'": "'", "-": "-",
}  # fmt: skip
LEXEME = re.compile(r"[ap]\.\s?m\b\.?|\d+|[^\W\d_]+|\n[ \t]*\n|[^\w\s]", re.IGNORECASE)
DASHES = dict.fromkeys("-–—‐‑", "-")
QUOTES = dict.fromkeys("'’‘`", "'")
MARKS = (",", ".", ":", "/")
NUCLEI = "nlMWSUuwAKNYIRJQXPFVLo:B/yHG"


@dataclass(frozen=True, slots=True)
class Lexed:
    """A text in lexemes: lower-case words (phrases with single blanks), where they start and end, and their classes as one letter each."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    codes: str

    def phrase(self, first: int, last: int) -> str:
        """The words from the first lexeme to the last, the last not included."""
        return " ".join(self.words[first:last])


def lex(text: str) -> Lexed:
    """The lexemes of a text, phrases of the vocabulary joined.

    >>> lex("At least two weeks").codes
    'jnU'
    """
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in LEXEME.finditer(text):
        words.append(match.group().lower())
        starts.append(match.start())
        ends.append(match.end())
    table, joined = _codes(), _phrases()
    codes = [table.get(word) or _code(word) for word in words]
    heads = [at for at, word in enumerate(words) if word in joined]
    if heads:
        _join(words, starts, ends, codes, heads)
    return Lexed(text, words, starts, ends, "".join(codes))


def _code(word: str) -> str:
    """The class of a lexeme that no table holds: digits and marks."""
    if word.isdecimal():
        return _digits(word)
    if word in DASHES:
        return CLASSES["-"]
    if word in QUOTES:
        return CLASSES["'"]
    if word.startswith("\n"):
        return CLASSES["BREAK"]
    return CLASSES["AMPM"] if word[0] in "ap" and "." in word else OTHER


def _digits(word: str) -> str:
    size = len(word)
    if size == 4 and 1000 <= int(word) < 2200:
        return CLASSES["FOUR"]
    if size > 2:
        return CLASSES["LONG"]
    if size == 2 and word[0] == "0":
        return CLASSES["ZERO"]
    return CLASSES["DAY"] if 1 <= int(word) <= 31 else CLASSES["TWO"]


def _join(words: list[str], starts: list[int], ends: list[int], codes: list[str], heads: list[int]) -> None:
    """Joins phrases in place, from the end of the text."""
    joined = _phrases()
    for at in reversed(heads):
        following = words[at + 1] if at + 1 < len(words) else ""
        for tail, code in joined[words[at]]:
            if tail[0] != following and following.isalnum():
                continue
            last = at + 1 + len(tail)
            if [QUOTES.get(word, DASHES.get(word, word)) for word in words[at + 1 : last]] == list(tail):
                words[at:last] = [" ".join((words[at], *tail))]
                ends[at:last] = [ends[last - 1]]
                del starts[at + 1 : last]
                codes[at:last] = [code]
                break


@cache
def _entries() -> tuple[tuple[str, str], ...]:
    """Every word and phrase with its class; where two tables have a word, the first wins."""
    table = time_words()
    months, weekdays, numbers = (flat({str(key): words for key, words in group.items()}) for group in (table.months, table.weekdays, table.numbers))
    groups: list[tuple[str, list[str]]] = [
        ("UNIT", [word for unit in table.units if not unit.code.startswith("T") for word in unit.words]),
        ("CLOCKUNIT", [word for unit in table.units if unit.code.startswith("T") for word in unit.words]),
        ("MONTH", months),
        ("WEEKDAY", weekdays),
        ("NUMWORD", numbers),
        ("MULT", flat({str(key): words for key, words in table.multipliers.items()})),
        ("ORD", flat({str(key): words for key, words in table.ordinals.items()})),
        ("DECADE", flat({str(key): words for key, words in table.decade_words.items()})),
        ("SEASON", flat(table.seasons)),
        ("DAYWORD", list(table.day_words)),
        ("REF", flat(table.references)),
        ("REFADJ", [word for word in flat(table.reference_adjectives) if word not in table.relations]),
        ("REL", list(table.relations)),
        ("EARLY", flat(table.early)),
        ("EDGE", flat(table.edges)),
        ("DAYPART", flat(table.day_parts)),
        ("NOON", flat(table.noon_words)),
        ("APPROX", flat(table.approximators)),
        ("EACH", table.each),
        ("AGO", table.ago),
        ("LATER", table.later),
        ("BEFORE", table.before),
        ("FREQ", flat(table.frequencies)),
        ("TIMES", table.times),
        ("ZONE", table.zones),
        ("BC", table.before_christ),
        ("AD", table.anno_domini),
        ("FISCAL", table.fiscal),
        ("SPAN", table.spans),
        ("LIKE", table.comparisons),
        ("HOLIDAY", [words for holiday in table.holidays for words in holiday.words]),
        ("VAGUE", table.vague),
        ("COUPLE", table.couple),
        ("UADJ", sorted(table.unit_adjectives)),
    ]
    found = {mark: mark for mark in MARKS} | {word: name for name, words in table.small_words.items() for word in words}
    for name, words in groups:
        for word in words:
            found.setdefault(spaced(word), name)
    return tuple((word, CLASSES[name]) for word, name in found.items())


@cache
def _codes() -> dict[str, str]:
    return {word: code for word, code in _entries() if " " not in word}


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Phrases by their first word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, code in _entries():
        first, *rest = phrase.split()
        if rest:
            found.setdefault(first, []).append((tuple(rest), code))
    for phrases in found.values():
        phrases.sort(key=lambda entry: -len(entry[0]))
    return found
