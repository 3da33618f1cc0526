"""The words of a clause that is said: without its *that*, without the reporting words inside it, and without what somebody else says against it."""

from __future__ import annotations

import re

from sayso.claims import lexicon
from sayso.model.span import Span
from sayso.model.tree import Tree

CITING = frozenset({"citing", "quoting"})
WEEKDAY = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
DAY = re.compile(rf"(?:late |early )?(?:on )?(?:{WEEKDAY}|today|yesterday|this week|last week)(?: (?:morning|afternoon|evening|night))?(?: that)?")


def clause_content(tree: Tree, clause: int, hole: tuple[int, int] | None) -> list[Span]:
    """The words of a content clause without its *that*, and without the reporting words that stand inside it."""
    first, last = tree.left[clause], tree.right[clause]
    first = _behind_day(tree, clause, first)
    if tree.lower(first) == "that" and (tree.parse.deps[first] == "mark" or tree.parse.tags[first] == "IN"):
        first += 1
    return tree.without(first, _before_citing(tree, clause, _before_another(tree, clause, last)), [hole] if hole else [])


def _behind_day(tree: Tree, clause: int, first: int) -> int:
    """The token behind the day on which it was said, where the parse took that for a part of what was said: "said on Tuesday it had attacked"."""
    subject = tree.subject(clause)
    if subject is None or first == 0 or not tree.parse.words[first - 1].isalpha():
        return first
    begin = tree.left[subject]
    words = " ".join(tree.parse.words[first:begin]).lower()
    return begin if DAY.fullmatch(words) else first


def _before_citing(tree: Tree, clause: int, last: int) -> int:
    """The end of a content without whom the report cites for it: ", citing an American official"."""
    for kid in tree.kids(clause, "advcl", "acl", "xcomp"):
        if kid > clause and tree.lower(kid) in CITING and tree.left[kid] == kid and tree.parse.words[kid - 1] == ",":
            return kid - 2
    return last


def _before_another(tree: Tree, clause: int, last: int) -> int:
    """The end of a content without what somebody else says against it: "said the port was open, while the union insisted that it was not"."""
    for kid in tree.kids(clause, "advcl"):
        marks = tree.kids(kid, "mark")
        other = kid > clause and marks and tree.lower(marks[0]) in {"while", "whereas"} and tree.subject(kid) is not None
        if other and tree.parse.lemmas[kid].lower() in lexicon.verbs():
            return tree.left[kid] - 1
    return last


def holds_number(tree: Tree, prep: int) -> bool:
    """Whether a number stands behind a preposition: "put the toll at 112"."""
    return any(tree.parse.tags[at] == "CD" for at in range(prep, tree.right[prep] + 1))
