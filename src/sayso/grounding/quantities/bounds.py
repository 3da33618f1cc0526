"""What bounds a number: "at least", "up to", "or more", "some"; and the direction of a change beside it ("rose 3.4 %")."""

from __future__ import annotations

import re
from functools import cache

from sayso.grounding.quantities.measures import Measured
from sayso.model.tree import Tree
from sayso.vocabulary.quantities import Bound, quantity_words

LOOK_BACK = 48  # characters: the longest bound with an article and a money sign
MOST_WORDS = 5
FILLERS_BETWEEN = 2
CHANGE_TOKENS = 5  # tokens between a verb of change and its number: "rose by as much as 3 %"
WORDS = re.compile(r"[^\s“”\"‘'’(\[—–,;:][^\s“”\"‘(\[—–,;:]*|[,;:(\[—–]")
AROUND = re.compile(r"\b(?:around|about|over|near|under|above|below|within|past)\s+the\s*$", re.IGNORECASE)


@cache
def _before() -> dict[str, Bound]:
    return {word.lower(): bound for bound in quantity_words().before for word in bound.words}


@cache
def _after() -> re.Pattern[str]:
    words = sorted((word for bound in quantity_words().after for word in bound.words), key=len, reverse=True)
    return re.compile(r"[\s,]{0,2}(" + "|".join(re.escape(word) + (r"(?!\w)" if word[-1].isalpha() else "") for word in words) + ")")


@cache
def _after_words() -> dict[str, Bound]:
    return {word: bound for bound in quantity_words().after for word in bound.words}


@cache
def increment_before() -> re.Pattern[str]:
    """Words of addition at the end of a stretch, with their article."""
    return re.compile(r"\b(?:an?\s+|the\s+)?(?:" + "|".join(sorted(quantity_words().increments)) + r")\s+$", re.IGNORECASE)


def bound_before(text: str, start: int) -> tuple[int, Bound] | None:
    """The words of bound that end where a number starts, with the place where they begin.

    >>> text = "in no fewer than another 3,000"
    >>> at, bound = bound_before(text, text.index("3"))
    >>> text[at:], bound.bounds
    ('no fewer than another 3,000', 'least')
    """
    stretch = text[max(0, start - LOOK_BACK) : start]
    if stretch[-1:] in {"~", "≈", ">", "<", "≥", "≤", "±"}:
        return start - 1, _before()[stretch[-1]]
    words = list(WORDS.finditer(stretch))
    skipped = 0
    while words and skipped <= FILLERS_BETWEEN:
        for size in range(min(MOST_WORDS, len(words)), 0, -1):
            phrase = " ".join(match[0].lower() for match in words[-size:])
            bound = _before().get(phrase.strip("-"))
            if bound is not None and not (skipped and AROUND.search(stretch)):
                return start - len(stretch) + words[-size].start(), bound
        if words[-1][0].lower() not in quantity_words().fillers:
            return None
        words.pop()
        skipped += 1
    return None


def bound_after(text: str, ends: tuple[int, ...]) -> tuple[int, Bound] | None:
    """The words of bound behind a number, its unit or its noun, with the place where they end.

    >>> bound_after("300 dead or more", (3, 8))[1].change
    '>'
    """
    for end in ends:
        match = _after().match(text, end)
        if match:
            return match.end(), _after_words()[match[1]]
    return None


def direction(tree: Tree, first: int, found: Measured) -> str | None:
    """Up or down, where a word of change stands hard before the number: "slipped 2.5 %", "up 7 per cent", "gained 30 cents".

    Only measures and rates have one: "lost 12 men" is a count.
    """
    if found.kind in {"age", "times", "time"}:
        return None
    parse, table = tree.parse, quantity_words()
    for at in range(first - 1, max(-1, first - 1 - CHANGE_TOKENS), -1):
        lemma, word = parse.lemmas[at].lower(), parse.words[at].lower()
        if lemma in table.rising or lemma in table.falling:
            return _checked(tree, at, "up" if lemma in table.rising else "down", first) if found.unit or tree.lower(at + 1) == "by" else None
        if word not in table.beside.change and not _before().get(word):
            return None
    return None


def _checked(tree: Tree, at: int, way: str, first: int) -> str | None:
    """Nouns of change do not count ("a rise of 250"), nor does "up to" and "up from"."""
    following = tree.lower(at + 1) if at + 1 < first else ""
    if tree.parse.pos[at] in {"NOUN", "ADJ", "PROPN"} or following in {"to", "from", "in"}:
        return None
    return way
