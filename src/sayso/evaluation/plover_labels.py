"""Labels of other schemes for the main event: CAMEO's classes and ACLED's sub-events."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.evaluation.plover import Coded
from sayso.model.event import Event, Participant
from sayso.model.tree import Tree
from sayso.vocabulary.codes import plover
from sayso.vocabulary.events import event_types

STATEMENT = "STATEMENT"
# Costs from which a sentence tells a statement rather than the event in it; set on every second record of cameo_quad.
STATED = 2.0
GROUND = ("GOV_REGAINS_TERIT", "NON_STATE_ACTOR_OVERTAKES_TER")


def quad_of(tree: Tree, main: Coded | None) -> str:
    """One of the five classes; a sentence without an event of its own is a statement."""
    if main is None or main.cost > STATED or _states(tree, main.head):
        return STATEMENT
    table, event = plover(), main.event
    if main.type == event.type and (known := table.quad_modes.get(f"{event.type}.{event.mode}")) is not None:
        return known
    root = event_types()[event.type].modes[event.mode].cameo[:2] if main.type == event.type else table.roots.get(main.type, "01")
    return next((name for name, roots in sorted(table.quads.items()) if root in roots), STATEMENT)


def _states(tree: Tree, head: int) -> bool:
    """Whether the sentence states, denies, hopes or thinks the event, or only talks about it."""
    table, parse = plover(), tree.parse
    below = head
    for at in (head, *tree.ancestors(head)):
        lemma = parse.lemmas[at].lower()
        objects = {parse.lemmas[noun].lower() for noun in tree.kids(at, "dobj", "nsubjpass")} if tree.is_verb(at) else set()
        if (lemma in table.statement_verbs and objects & table.statement_nouns) or (lemma in table.denials | {"reject"} and objects & table.denied):
            return True
        if at != head and parse.deps[below] in {"ccomp", "xcomp", "prep", "pcomp", "acl"} and lemma in table.attitudes | table.denials:
            return True
        if parse.deps[at] in {"relcl", "advcl"}:
            return False
        below = at
    return False


def acled_of(tree: Tree, events: Sequence[Event], main: Coded | None) -> str:
    """The sub-event of the main event, or of the first one of our extension, made closer by the text's other events and by who fights whom."""
    event = main.event if main is not None else next(iter(events), None)
    if event is None:
        return "OTHER"
    table, label = plover(), _acled(event)
    others = [_acled(one) for one in events]
    if label == "ATTACK":
        targets = _lemmas(tree, (*event.recipients, *event.actors[1:]))
        return next((one for one in others if one in table.acled_kinds), "ARMED_CLASH" if targets & table.armed_targets and event.actors else label)
    if label in GROUND:
        actors = _lemmas(tree, event.actors)
        return GROUND[1] if actors & table.other_forces else GROUND[0] if actors & table.state_forces else label
    if "PEACE_PROTEST" in others and label in table.acled_intervention | {"PEACE_PROTEST"} and table.acled_intervention.intersection(others):
        return "FORCE_AGAINST_PROTEST" if label == "FORCE_AGAINST_PROTEST" else "PROTEST_WITH_INTER"
    return label


def _acled(event: Event) -> str:
    return event_types()[event.type].modes[event.mode].acled or plover().acled.get(event.type, "OTHER")


def _lemmas(tree: Tree, parties: Sequence[Participant]) -> set[str]:
    return {tree.parse.lemmas[at].lower() for party in parties for at in tree.parse.tokens_in(party.span)}
