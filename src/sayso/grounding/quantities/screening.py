"""Which numbers count or measure something: no names, numbered paragraphs, years, nor a "one" that stands for a noun."""

from __future__ import annotations

from sayso.grounding.quantities.counting import deadly_words
from sayso.grounding.quantities.measures import Measured, is_label, is_year
from sayso.model.span import Span
from sayso.model.tree import Tree
from sayso.vocabulary.actors import people_nouns
from sayso.vocabulary.quantities import quantity_words

MOST_NAMES = 3  # in the name of a street
FIRST_YEAR, LAST_YEAR = 1900, 2040  # bare figures between are years unless they plainly count


def is_quantity(tree: Tree, found: Measured) -> bool:
    """Whether a number counts or measures anything: no names, years, times of day, and no "one" that stands for a noun."""
    parse, text = tree.parse, tree.parse.text
    tokens = parse.tokens_in(Span(found.number.start, found.number.end))
    first, last = tokens.start, tokens.stop - 1
    before = tree.lower(first - 1) if first else ""
    if found.number.form == "figures":
        plural = last + 1 < len(parse) and parse.tags[last + 1] == "NNS"
        named = _is_heading(tree, found, first) or (is_label(text, found) and not plural) or (first == last and _is_name(tree, found, first))
        return not named and not (is_year(text, found) and _as_year(tree, found, last, before))
    if found.number.form == "words":
        word = parse.words[first]
        if word[:1].isupper() and not word.isupper() and first and _is_capital(tree, first - 1, first):
            return False
        if first == last and found.number.low == 1:
            return _is_numeral_one(tree, found, first, before)
    return True


def _is_heading(tree: Tree, found: Measured, first: int) -> bool:
    """The number of a paragraph: "5. Meteorologists had warned"."""
    parse = tree.parse
    starts = first == 0 or tree.paragraph_of[first - 1] != tree.paragraph_of[first]
    return starts and found.unit is None and parse.text[found.end : found.end + 2] in {". ", ") "}


def _is_capital(tree: Tree, before: int, at: int) -> bool:
    """Whether a capital word stands directly before, so that both are a name ("Air Force One")."""
    parse = tree.parse
    return parse.words[before][:1].isupper() and parse.pos[before] == "PROPN" and tree.sentence_of[before] == tree.sentence_of[at]


def _is_name(tree: Tree, found: Measured, first: int) -> bool:
    """Figures beside a proper noun that they belong to ("FTSE 250", "Falcon 9"), or after a singular noun ("room 12")."""
    parse = tree.parse
    if found.unit is not None or "," in parse.text[found.start : found.end] or not first:
        return False
    if _is_model(tree, first):
        return True
    before = first - 1
    if parse.starts[first] - parse.ends[before] > 1 or (first + 1 < len(parse) and parse.tags[first + 1] == "NNS"):
        return False
    word = parse.words[before]
    if word.lower() in deadly_words():
        return False  # headlines write verbs with a capital: "Landslide Buries 7"
    if (parse.pos[before] == "PROPN" or not word[1:].islower()) and word[:1].isalpha() and tree.sentence_of[before] == tree.sentence_of[first]:
        return parse.heads[first] <= before or parse.pos[parse.heads[first]] == "PROPN"
    return parse.heads[first] == before and parse.tags[before] == "NN" and tree.lower(before) not in people_nouns() and parse.deps[first] in {"nummod", "appos"}


def _is_model(tree: Tree, at: int) -> bool:
    """Figures that begin a name: "the 500 Abarth", "the eRover 3 Plus", "12 Wick Road"."""
    parse, up = tree.parse, tree.parse.heads[at]
    if not at or not parse.words[at].isdigit():
        return False
    if _is_address(tree, at):
        return True
    word = parse.words[at - 1]
    if word.isalpha() and not word.isupper() and not word[1:].islower() and len(word) > 1:
        return True  # a capital inside: "eRover"
    if at + 1 >= len(parse) or parse.tags[at + 1] != "NNP" or not parse.words[at + 1][:1].isupper():
        return False
    return (up > at and parse.tags[up] == "NNP") or parse.pos[at - 1] == "PROPN"


def _is_address(tree: Tree, at: int) -> bool:
    """A house number: names up to a word for a street follow."""
    parse, streets = tree.parse, quantity_words().streets
    for after in range(at + 1, min(at + 2 + MOST_NAMES, len(parse))):
        if tree.lower(after) in streets and (after > at + 1 or tree.lower(after) == "block"):
            return True
        if parse.pos[after] != "PROPN":
            return False
    return False


def _as_year(tree: Tree, found: Measured, last: int, before: str) -> bool:
    parse = tree.parse
    following = parse.tags[last + 1] if last + 1 < len(parse) else ""
    counts = parse.deps[last] == "nummod" and parse.heads[last] > last and (following == "NNS" or parse.tags[parse.heads[last]] == "NNS")
    if FIRST_YEAR <= found.number.low <= LAST_YEAR:
        return not (counts and before not in quantity_words().beside.year)
    if before == "of" and last > 1 and tree.lower(last - 2) in quantity_words().figures:
        return False
    return before in {"of", "in", "since", "until", "before", "after", "during", "year", "around", "circa"} and not counts


def _is_numeral_one(tree: Tree, found: Measured, at: int, before: str) -> bool:
    """Whether "one" counts: tagged as a number, and no part of a set phrase."""
    parse = tree.parse
    after = tree.lower(at + 1) if at + 1 < len(parse) else ""
    if parse.tags[at] != "CD":
        return False
    counts = after == "of" or found.unit is not None or (parse.deps[at] == "nummod" and parse.heads[at] > at)
    return (counts or before not in quantity_words().beside.pronoun) and (found.unit is not None or after not in quantity_words().beside.phrase)
