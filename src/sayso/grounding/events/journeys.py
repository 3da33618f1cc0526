"""Journeys told by several verbs: of "left Aktau and sailed to Baku" the sailing is the event, and Aktau where it begins."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.grounding.events.triggers import Shown
from sayso.model.tree import Tree

# Verbs that only begin a journey, and those that only bring somebody to a deed.
LEAVING = frozenset({"leave", "depart", "come", "go", "start", "set"})
COMING = frozenset({"come", "go", "arrive", "approach", "return", "drive", "fly", "walk", "cross"})
GOALS = frozenset({"to", "into", "toward", "towards", "for"})
MOVING = frozenset({"MOBILIZE", "AID", "COOPERATE"})


def whole_journeys(tree: Tree, shown: Sequence[Shown]) -> list[Shown]:
    """The triggers without those that only begin what the next verb of the same subject tells: they are no event of their own."""
    heads = {one.head: one for one in shown}
    return [one for one in shown if not _begins(tree, one, heads)]


def _begins(tree: Tree, one: Shown, heads: dict[int, Shown]) -> bool:
    """Whether the verb only begins the next one."""
    verb = one.head
    if not tree.is_verb(verb) or one.senses[0][1].trigger.frame not in {"move", "take"}:
        return False
    lemma = tree.parse.lemmas[verb].lower()
    for kid in tree.kids(verb, "conj"):
        later = heads.get(kid)
        if later is None or tree.kid(kid, "nsubj", "nsubjpass") is not None:
            continue
        sense = later.senses[0][1]
        ends = not GOALS.isdisjoint(later.arguments.prepositions)
        if (lemma in LEAVING and sense.type in MOVING and ends) or (lemma in COMING and sense.type == "ASSAULT"):
            return True
    return False
