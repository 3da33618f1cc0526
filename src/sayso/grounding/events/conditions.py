"""If-clauses: which clauses are conditions, which of them a word hangs on, and their words."""

from __future__ import annotations

from sayso.model.span import Span
from sayso.model.tree import Tree
from sayso.vocabulary.realis import realis_words

BY_ORDER = frozenset({"should", "had", "were"})
# Nouns of phrases on which something depends, with their prepositions: "in the event of X", "on condition that".
CASES = {"event": "in", "case": "in", "condition": "on"}
PROVIDED = frozenset({"provided", "providing", "assuming", "supposing"})
LACKING = frozenset({"without", "absent"})
# Helpers of what is still to come, which alone depends on such a phrase.
TO_COME = frozenset({"will", "'ll", "’ll", "wo", "would", "'d", "’d", "shall", "can", "could", "may", "might"})


def is_inverted(tree: Tree, clause: int) -> bool:
    """Whether a clause opens as a condition by word order: "should it", "had they", "were he"."""
    if tree.lower(clause) in BY_ORDER and tree.parse.deps[clause] == "advcl" and tree.subject(clause) is None:  # parsed as "had" with a clause below
        return any(tree.subject(kid) is not None for kid in tree.kids(clause, "ccomp"))
    helper = next((kid for kid in tree.kids(clause, "aux", "auxpass") if tree.lower(kid) in BY_ORDER), None)
    subject = tree.subject(clause)
    return helper is not None and subject is not None and helper < subject


def is_condition(tree: Tree, clause: int) -> bool:
    """Whether a clause is one on which something hangs."""
    lists = realis_words().lists
    if is_inverted(tree, clause):
        return True
    return tree.parse.deps[clause] == "advcl" and any(mark < clause and tree.lower(mark) in lists.conditions for mark in tree.kids(clause, "mark"))


def condition_at(tree: Tree, at: int, event: int) -> int | None:
    """The condition at a word on which an event below it hangs: not one that holds the event itself; what has happened hangs on nothing."""
    if tree.parse.tags[event] == "VBD":
        return None
    clauses = tree.kids(at, "advcl", "ccomp")
    found = next((clause for clause in clauses if not tree.left[clause] <= event <= tree.right[clause] and is_condition(tree, clause)), None)
    return found if found is not None else _phrase_at(tree, at, event)


def _phrase_at(tree: Tree, at: int, event: int) -> int | None:
    """The phrase at a verb on which it hangs: "in the event of an attack", "provided that they leave", "as long as they pay"."""
    if not any(tree.lower(helper) in TO_COME for helper in tree.kids(at, "aux")):
        return None
    phrases = (kid for kid in tree.kids(at, "prep", "advmod", "advcl") if not tree.left[kid] <= event <= tree.right[kid])
    return next((kid for kid in phrases if _is_phrase(tree, kid)), None)


def _is_phrase(tree: Tree, at: int) -> bool:
    word, noun = tree.lower(at), tree.kid(at, "pobj")
    if tree.parse.deps[at] == "advcl":
        return any(tree.lower(kid) in PROVIDED and kid < at for kid in tree.kids(at, "prep", "mark"))
    if word == "long":
        return tree.kid(at, "advcl") is not None
    if word in PROVIDED:
        return tree.kid(at, "ccomp", "pcomp") is not None
    if word in LACKING:  # at the head of a sentence: "without a truce, it will leave"
        return at == tree.parse.sentences[tree.sentence_of[at]][0] and noun is not None
    return noun is not None and CASES.get(tree.lower(noun)) == word and tree.kid(noun, "prep", "acl", "relcl", "ccomp") is not None


def condition_before(tree: Tree, event: int) -> int | None:
    """The condition in the sentence before."""
    number = tree.sentence_of[event]
    if number == 0:
        return None
    tokens = range(*tree.parse.sentences[number - 1])
    return next((at for at in tokens if tree.parse.deps[at] in {"advcl", "ccomp"} and is_condition(tree, at)), None)


def unparsed_condition(tree: Tree, event: int) -> tuple[int, int] | None:
    """The first word of a sentence that opens with an "if", or with "should" before its subject, of which the parse made no clause, and the comma that ends it."""
    parse = tree.parse
    first, last = parse.sentences[tree.sentence_of[event]]
    opening = next((at for at in range(first, last) if parse.pos[at] not in {"PUNCT", "SPACE"}), first)
    if tree.lower(opening) == "should":
        if parse.words[last - 1] == "?":
            return None
    elif tree.lower(opening) not in {"if", "unless"} or parse.deps[parse.heads[opening]] == "advcl" or tree.left[opening] != tree.right[opening]:
        return None
    comma = next((at for at in range(opening, last) if parse.words[at] == ","), None)
    return (opening, comma) if comma is not None else None


def condition_span(tree: Tree, clause: int | None) -> Span | None:
    """The words of an if-clause."""
    if clause is None:
        return None
    if (edges := unparsed_condition(tree, clause)) is not None and edges[0] == clause:
        return tree.stretch(clause, edges[1] - 1)
    return tree.subtree(clause)
