"""Whether words that look like a time are one: "May" the verb, "fall" the noun of falling, "2,000" the count, "Sun" the newspaper."""

from __future__ import annotations

from bisect import bisect_right

from sayso.grounding.times.lexemes import CLASSES
from sayso.grounding.times.patterns import Found
from sayso.grounding.times.reading import Context
from sayso.model.tree import Tree
from sayso.vocabulary.times import time_words

RECENT = 1900  # from here on a number that is not round is a year even before a plural ("1989 results")
NOMINAL = frozenset({"pobj", "dobj", "nsubj", "nsubjpass", "npadvmod", "attr", "conj", "appos", "ROOT"})
MONEY = frozenset("$£€¥#")


def plausible(tree: Tree, found: Found, context: Context) -> bool:
    """Whether the form is a time here."""
    codes = found.lexed.codes[found.first : found.last]
    if any(code in codes for code in "MW") and not _names(tree, found):
        return False
    if found.form in {"year", "bare year", "year period"} and CLASSES["FOUR"] in codes + "Y":
        return _year(tree, found, context)
    if found.form == "day of month":
        return "tail" in found.parts or tree.parse.deps[token_at(tree, found, found.parts["day"][0])] in NOMINAL
    if found.form == "season":
        return _season(tree, found)
    if found.form == "short year":
        return found.lexed.words[found.first - 1] != "'"
    return True


def token_at(tree: Tree, found: Found, lexeme: int) -> int:
    """The token that holds the start of a lexeme."""
    return max(0, bisect_right(tree.parse.starts, found.lexed.starts[lexeme]) - 1)


def _names(tree: Tree, found: Found) -> bool:
    """Months and weekdays have a capital; those that are other words too need a neighbour or the right part of speech."""
    lexed = found.lexed
    for at in range(found.first, found.last):
        if lexed.codes[at] not in "MW":
            continue
        if not lexed.text[lexed.starts[at]].isupper():
            return False
        word = lexed.words[at]
        if word not in time_words().doubtful_names:
            continue
        tag = tree.parse.tags[token_at(tree, found, at)]
        if word in {"may", "march"}:
            if not tag.startswith("NN"):
                return False
        elif found.last - found.first == 1 or (lexed.codes[at] == "W" and lexed.codes[at + 1 : at + 2] not in {".", ",", "M", "D"}):
            return False
    return True


def _year(tree: Tree, found: Found, context: Context) -> bool:
    """A number of four digits is a year after the words that go with years, and never as a count, an amount or a part of a longer number."""
    lexed, (first, last) = found.lexed, found.parts["year"]
    before = lexed.words[found.first - 1] if found.first else ""
    after = lexed.words[last] if last < len(lexed.words) else ""
    if (
        before in MONEY
        or after in {"%", "percent"}
        or (before in {",", "."} and lexed.ends[found.first - 1] == lexed.starts[found.first] and found.first > 1 and lexed.words[found.first - 2].isdecimal())
    ):
        return False
    if after in {",", "."} and last + 1 < len(lexed.words) and lexed.words[last + 1].isdecimal() and lexed.starts[last + 1] == lexed.ends[last]:
        return False
    if CLASSES["BC"] in lexed.codes[first:last]:
        return True
    if found.form == "bare year":
        return before in time_words().before_year or before == "(" or lexed.codes[found.first - 1 : found.first] in {"-", "/"}
    number = int(lexed.words[first])
    if before not in time_words().before_year and not 1200 <= number <= (context.now.year + 40 if context.now else 2100):
        return False
    if RECENT <= number <= (context.now.year if context.now else 2050) + 3 and number % 100:
        return before not in time_words().before_count
    return not _counts(tree, found, first)


def _counts(tree: Tree, found: Found, lexeme: int) -> bool:
    """Whether the number counts the plural noun after it."""
    token = token_at(tree, found, lexeme)
    head = tree.parse.heads[token]
    return tree.parse.deps[token] in {"nummod", "quantmod", "compound"} and head > token and tree.parse.tags[head] in {"NNS", "CD"} and head - token <= 3


def before(found: Found) -> str:
    """The word before a form."""
    return found.lexed.words[found.first - 1] if found.first else ""


def _season(tree: Tree, found: Found) -> bool:
    """Spring and fall are other words as well: they need a noun's tag, and "the fall of" a year after it."""
    lexed = found.lexed
    at = found.parts["season"][0]
    if lexed.words[at].endswith("s") and "rel" not in found.parts:
        return False
    if lexed.words[at] in {"fall", "spring", "springs"}:
        tag = tree.parse.tags[token_at(tree, found, at)]
        if not tag.startswith("NN"):
            return False
        if found.first == at and before(found) not in time_words().before_season:
            return False
        if found.last < len(lexed.words) and lexed.words[found.last] in {"of", "in"} and "rel" not in found.parts:
            return False
    return True
