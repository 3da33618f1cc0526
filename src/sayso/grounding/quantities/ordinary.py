"""Which numbers a claim may be about: no ages ("Tremblett, 31, was", "he is 71", "women over 50"), hours ("at six"), shares, rates and comparisons."""

from __future__ import annotations

import re

from sayso.grounding.quantities.counting import Counted
from sayso.grounding.quantities.ranges import Joined
from sayso.model.span import Span
from sayso.model.tree import Tree
from sayso.vocabulary.actors import people_nouns
from sayso.vocabulary.quantities import quantity_words

UNCOUNTED = frozenset({"few", "fraction", "multiple", "none"})
NO_COUNT = frozenset({"age", "generation", "angle"})
COMPARED = re.compile(r"\s+(?:the|as|more|less|higher|lower|larger|bigger|greater|faster|smaller|over|its|their|his|her|that|what|longer|than|normal|annual|[a-z]+er)\b")
PER_BEFORE = re.compile(r"\b(?:per|in every|for every)\s$", re.IGNORECASE)
FIGURE_REACH = 10  # tokens between "the number of containers" and "at twelve"
LATEST_HOUR = 24
OLDEST = 115
PERSONS = frozenset({"he", "she", "i", "who", "you"})
SIDES = frozenset({"over", "under", "above", "below", "aged", "age"})


def is_ordinary(tree: Tree, one: Joined, first: int, counted: Counted | None) -> bool:
    """Whether the number counts something that a claim may be about."""
    last = one.last
    if last.number.form in UNCOUNTED or last.kind in NO_COUNT or one.shape == "ratio":
        return False
    if first and tree.lower(first - 1) == "top" and last.unit is None:
        return False
    if PER_BEFORE.search(tree.parse.text, max(0, one.start - 10), one.start):
        return False
    if last.kind == "times":
        return COMPARED.match(tree.parse.text, one.end) is None
    return not (last.unit is None and counted is None and (_is_clock(tree, one, first) or _is_age(tree, one, first)))


def _is_clock(tree: Tree, one: Joined, first: int) -> bool:
    """A time of day without its minutes: "at six on Monday", "until about nine"."""
    parse = tree.parse
    at = first - 1
    if at > 0 and tree.lower(at) in {"about", "around"}:
        at -= 1
    if at > 0 and tree.lower(at) == "by" and parse.lemmas[at - 1].lower() in quantity_words().rising | quantity_words().falling:
        return False
    if at < 0 or one.low > LATEST_HOUR or one.shape != "single" or tree.lower(at) not in quantity_words().beside.clock or parse.pos[at] not in {"ADP", "SCONJ"}:
        return False
    if any(tree.lower(back) in quantity_words().figures or tree.parse.lemmas[back] in quantity_words().beside.fixing for back in range(max(0, at - FIGURE_REACH), at)):
        return False
    after = first + 1
    return after >= len(parse) or parse.pos[after] in {"PUNCT", "ADP", "CCONJ", "SCONJ", "VERB", "AUX", "ADV", "DET", "PRON"}


def _is_age(tree: Tree, one: Joined, first: int) -> bool:
    """Whether a bare number (its first token given) is somebody's age."""
    if one.low > OLDEST or one.last.number.form not in {"figures", "words"} or not first:
        return False
    return _set_off(tree, one, first) or _of_somebody(tree, first) or _beyond(tree, first)


def _set_off(tree: Tree, one: Joined, first: int) -> bool:
    """Between commas or in brackets behind a name."""
    parse, last = tree.parse, tree.parse.tokens_in(Span(one.start, one.end)).stop - 1
    mark, after = tree.lower(first - 1), tree.lower(last + 1) if last + 1 < len(parse) else ""
    marked = (mark == "," and after in {",", ".", ")"}) or (mark == "(" and after in {")", ","})
    return marked and first > 1 and (parse.pos[first - 2] == "PROPN" or tree.lower(first - 2) in people_nouns())


def _of_somebody(tree: Tree, first: int) -> bool:
    """Said of one person by a form of to be: "he was 17", "thought to be 24"."""
    parse, up = tree.parse, tree.parse.heads[first]
    if parse.lemmas[up] != "be" or parse.deps[first] not in {"attr", "acomp", "oprd"}:
        return False
    subject = tree.subject(up)
    while subject is None and parse.deps[up] in {"xcomp", "ccomp"}:
        up = parse.heads[up]
        subject = tree.subject(up)
    return subject is not None and (
        tree.lower(subject) in PERSONS or (parse.tags[subject] == "NN" and tree.lower(subject) in people_nouns() and tree.lower(subject) not in quantity_words().figures)
    )


def _beyond(tree: Tree, first: int) -> bool:
    """Behind people and a word of bound: "women over fifty"; behind one person and "of": "a driver of 43"."""
    parse = tree.parse
    if first < 2 or tree.lower(first - 1) not in {*SIDES, "of"}:
        return False
    noun = people_nouns().get(parse.lemmas[first - 2].lower())
    if tree.lower(first - 1) == "of":
        return noun is not None and noun[1] == "s" and parse.tags[first - 2] == "NN"
    return noun is not None and parse.pos[first - 2] == "NOUN"
