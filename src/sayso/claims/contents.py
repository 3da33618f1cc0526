"""The words of a clause that is said: without its *that*, without the reporting words inside it, and without what somebody else says against it."""

from __future__ import annotations

from sayso.claims import lexicon
from sayso.model.span import Span
from sayso.model.tree import Tree


def clause_content(tree: Tree, clause: int, hole: tuple[int, int] | None) -> list[Span]:
    """The words of a content clause without its *that*, and without the reporting words that stand inside it."""
    first, last = tree.left[clause], tree.right[clause]
    if tree.lower(first) == "that" and (tree.parse.deps[first] == "mark" or tree.parse.tags[first] == "IN"):
        first += 1
    return tree.without(first, _before_another(tree, clause, last), [hole] if hole else [])


def _before_another(tree: Tree, clause: int, last: int) -> int:
    """The end of a content without what somebody else says against it: "said the port was open, while the union insisted that it was not"."""
    for kid in tree.kids(clause, "advcl"):
        marks = tree.kids(kid, "mark")
        other = kid > clause and marks and tree.lower(marks[0]) in {"while", "whereas"} and tree.subject(kid) is not None
        if other and tree.parse.lemmas[kid].lower() in lexicon.verbs():
            return tree.left[kid] - 1
    return last
