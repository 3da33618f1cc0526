"""What a number counts, what happened to it, and whether it is a whole, a part or an addition."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from sayso.grounding.quantities.ranges import Joined
from sayso.model.grounding import Scope
from sayso.model.span import Span
from sayso.model.tree import Tree
from sayso.vocabulary.quantities import quantity_words

ONWARD = frozenset({"nummod", "quantmod", "compound", "amod", "nmod", "npadvmod", "poss", "advmod", "det", "predet", "appos", "nsubj"})
NOUNS = frozenset({"NOUN", "PROPN"})
OBJECTS = frozenset({"dobj", "nsubjpass", "attr", "oprd"})
LEADING = frozenset({"DET", "PUNCT", "NUM", "ADP", "PRON", "PART"})  # words between a number and its noun that are no part of the noun: "four of its 31 tanks"
FIGURE_LINKS = frozenset({"at", "to", "from", "as", "is", "was"})
FIGURE_REACH, FIGURE_LINK_REACH = 9, 4  # tokens
TIED = frozenset({"odd", "strong"})  # "700-odd workers", "a 12-strong crew"
MOST_ADJECTIVES = 3
PARTITIVE = r"(?:\s(?:[\w’'-]+\s)?)(?:of|out of|among)\s+"
PART = re.compile(PARTITIVE + r"(?:the|these|those|them|whom|which|us|you|its|his|her|their|our|my|all|that|every|some|[A-Z][\w’'-]+['’]s|an? (?:total|crew|group|convoy))\b")
PART_OF_NUMBER = re.compile(r"(?:\s(?:[\w’'-]+\s)?)(?:of|out of)\s+(?:the\s|its\s|their\s|an?\s|about\s|some\s|his\s|our\s)?$")
TOTAL_BEHIND = re.compile(r"\s(?:[\w’'-]+\s){0,2}(?:in all|in total|altogether|all told|overall|so far)\b")


@dataclass(frozen=True, slots=True)
class Counted:
    """The noun that is counted: its token and the words between number and noun as a span."""

    head: int
    span: Span


def find_counted(tree: Tree, last: int, *, measured: bool, of: bool = True) -> Counted | None:
    """The counted noun of a number that ends with token ``last``; ``measured`` where a unit stands there ("tonnes of gasoil"), ``of`` whether a noun behind "of" may be it."""
    parse = tree.parse
    head = None if measured else _head(tree, last)
    first = last + 1
    if head is None and of and first < len(parse) and tree.lower(first) == "of":
        head = tree.kid(first, "pobj")
        first += 1
    if head is None and not measured:
        head = _next_noun(tree, last)
    if head is None or head < first or parse.pos[head] in {"PRON", "NUM"}:
        return None
    first = max([at + 1 for at in range(first, head) if parse.pos[at] in LEADING or tree.lower(at) in quantity_words().increments_after or tree.lower(at) in TIED] + [first])
    span = tree.stretch(first, head)
    return Counted(head, span) if span else None


def _head(tree: Tree, last: int) -> int | None:
    """Up from the number to a noun on its right."""
    parse, at = tree.parse, last
    for up in tree.ancestors(last):
        if parse.deps[at] not in ONWARD or up < at:
            return None
        if parse.pos[up] in NOUNS:
            return up
        at = up
    return None


def _next_noun(tree: Tree, last: int) -> int | None:
    """The first noun behind the number and its adjectives, for numbers that the parse left hanging."""
    parse = tree.parse
    for at in range(last + 1, min(last + 2 + MOST_ADJECTIVES, len(parse))):
        if parse.tags[at] in {"NNS", "NNPS"}:
            return at
        if parse.pos[at] not in {"ADJ", "NOUN", "PROPN"}:
            return None
    return None


@cache
def _noun_sorts() -> dict[str, str]:
    return {noun: name for name, sort in reversed(quantity_words().sorts.items()) for noun in sort.nouns}


@cache
def _suffer_sorts() -> dict[str, str]:
    return {verb: name for name, sort in reversed(quantity_words().sorts.items()) for verb in sort.suffer}


@cache
def _act_sorts() -> dict[str, str]:
    return {verb: name for name, sort in reversed(quantity_words().sorts.items()) for verb in sort.act}


@cache
def deadly_words() -> frozenset[str]:
    """The verbs of all sorts as headlines write them: "kills", "killed", "dies"."""
    return frozenset(
        form
        for verb in _suffer_sorts().keys() | _act_sorts().keys()
        for form in (verb + "s", verb + "es", verb + "ed", verb + "d", verb, verb.removesuffix("y") + "ies", verb.removesuffix("y") + "ied")
    )


def find_sort(tree: Tree, last: int, head: int | None) -> str | None:
    """Killed, wounded, missing, ...: from the noun, a participle beside it, the word behind the number, or the verb."""
    parse = tree.parse
    if head is not None and (found := _beside(tree, head)):
        return found
    after = last + 1 if head is None else head + 1
    if after < len(parse):
        found = _noun_sorts().get(tree.lower(after)) if parse.tags[after] in {"VBN", "JJ", "VBG", "NN", "NNS"} else None
        found = found or (_suffer_sorts().get(parse.lemmas[after]) if parse.tags[after] in {"VBN", "VBD"} else None)
        found = found or ("missing" if tree.lower(after) == "missing" else None)
        if found and not (parse.tags[after] == "VBD" and tree.kid(after, "dobj") is not None):
            return found
    if head is None and (found := _of_figure(tree, last)):
        return found
    return _of_verb(tree, head if head is not None else last)


def _beside(tree: Tree, head: int) -> str | None:
    parse = tree.parse
    if found := _noun_sorts().get(parse.lemmas[head].lower()) or _noun_sorts().get(tree.lower(head)):
        return found
    for kid in tree.kids(head, "acl", "amod", "compound"):
        if parse.tags[kid] != "VBG" and (found := _suffer_sorts().get(parse.lemmas[kid].lower()) or _noun_sorts().get(tree.lower(kid))):
            return found
    return None


def _of_figure(tree: Tree, last: int) -> str | None:
    """The noun whose figure this is: "put the dead at 23", "casualties rose from 12 to at least 19"."""
    parse = tree.parse
    number = tree.sentence_of[last]
    words = [at for at in range(max(0, last - FIGURE_REACH), last) if tree.sentence_of[at] == number]
    if not any(parse.pos[at] in {"ADP", "AUX"} and tree.lower(at) in FIGURE_LINKS for at in words[-FIGURE_LINK_REACH:]):
        return None
    return next(
        (sort for at in reversed(words) if parse.pos[at] in {"NOUN", "ADJ"} and (sort := _noun_sorts().get(parse.lemmas[at].lower()) or _noun_sorts().get(tree.lower(at)))), None
    )


def _of_verb(tree: Tree, at: int) -> str | None:
    """The verb whose subject or object this is, through nouns it is joined to."""
    parse = tree.parse
    for up in tree.ancestors(at):
        role = parse.deps[at]
        if tree.is_verb(up):
            state = tree.kid(up, "acomp", "oprd", "xcomp")
            if state is not None and (role in OBJECTS or role == "nsubj") and (found := _noun_sorts().get(tree.lower(state))):
                return found  # "were found dead", "is missing"
            return _as_subject(tree, up) if role == "nsubj" else _suffer_sorts().get(parse.lemmas[up].lower()) if role in OBJECTS else None
        if role not in {"conj", "nummod", "pobj", "prep", "compound"} or (role == "prep" and tree.lower(at) != "of"):
            return None
        at = up
    return None


def _as_subject(tree: Tree, verb: int) -> str | None:
    """What befell the subject: "fled", or "wounded" for "were wounded" in a headline."""
    parse = tree.parse
    found = _act_sorts().get(parse.lemmas[verb].lower())
    if found is None and parse.tags[verb] == "VBN" and tree.kid(verb, "dobj") is None and not any(parse.lemmas[at] == "have" for at in tree.kids(verb, "aux")):
        found = _suffer_sorts().get(parse.lemmas[verb].lower())
    return found


def find_scope(tree: Tree, joined: Joined, words_before: str, follower: Joined | None) -> tuple[Scope, float | None]:
    """Total, addition or part, and the whole that a part is of. ``words_before`` are the words of bound and article before the number."""
    text, table = tree.parse.text, quantity_words()
    before = text[max(0, joined.start - 24) : joined.start].lower()
    if set(words_before.lower().split()) & table.increments or (_next_word(text, joined.end) in table.increments_after):
        return Scope.INCREMENT, None
    if follower is not None and PART_OF_NUMBER.fullmatch(text[joined.end : follower.start]) and (follower.high or 0) >= joined.low:
        return Scope.SUBTOTAL, follower.high
    if PART.match(text, joined.end) or any(before.rstrip().endswith(words) for words in table.parts_before):
        return Scope.SUBTOTAL, None
    if TOTAL_BEHIND.match(text, joined.end) or any(re.search(rf"\b{words}\b", before) for words in table.totals):
        return Scope.TOTAL, None
    return Scope.UNSTATED, None


def _next_word(text: str, at: int) -> str:
    match = re.match(r"\s+([A-Za-z]+)", text[at : at + 16])
    return match[1].lower() if match else ""
