"""Our events as PLOVER's coders write them.

Two things differ. They code the one event that a sentence is about, so the deed inside a demand, an accusation or a threat is none of its own; and type and realis are one there:
a good deed promised is AGREE, a bad one announced is THREATEN, a good one refused is REJECT. The rules follow the PLOVER manual (Halterman et al., 2023); its words are in
vocabulary/plover.yaml.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.model.event import Event, Realis
from sayso.model.tree import Tree
from sayso.vocabulary.codes import plover

# What each step down from a sentence's main verb costs: a choice of order only, set on every second record of plover_gsr.
STEPS = {
    relation: cost
    for cost, relations in (
        (0.0, ("ROOT",)),
        (0.1, ("dobj", "pobj")),
        (0.2, ("xcomp", "attr", "acomp", "parataxis")),
        (0.3, ("ccomp", "agent", "pcomp", "oprd")),
        (0.4, ("nsubj", "nsubjpass", "csubj", "prep")),
        (0.5, ("conj", "dep")),
        (0.9, ("acl",)),
        (1.0, ("advcl", "appos", "poss")),
        (1.5, ("relcl", "amod")),
    )
    for relation in relations
}
OTHER_STEP = 0.6
CARRIED = 0.1  # the clause of a verb that only reports or starts it
BELOW_EVENT = 2.0
NEXT_SENTENCE = 1.0
SCORE_SHARE = 0.3
CASUALTY_COST = 1.0  # deaths and explosions count only where no deed is told
SENT = frozenset({"deploy", "transfer", "station", "presence", "mobilise", "reinforce"})
FAR = 4  # verbs up to which an intention is looked for


@dataclass(frozen=True, slots=True)
class Coded:
    """An event in PLOVER's terms: ``head`` is its token, ``depth`` how far it stands from its sentence's main verb, ``cost`` the same from the text's
    first. Where somebody says that another must do it, ``speaker`` and
    ``asked`` are the tokens of these two.
    """

    event: Event
    head: int
    type: str
    depth: float
    cost: float
    speaker: int | None = None
    asked: int | None = None


def head_of(tree: Tree, event: Event) -> int:
    """The token of the trigger on which its other words hang."""
    tokens = tree.parse.tokens_in(event.trigger)
    return next((at for at in tokens if tree.parse.heads[at] not in tokens or tree.parse.heads[at] == at), tokens[0])


def coded_events(tree: Tree, events: Sequence[Event]) -> list[Coded]:
    """The events that PLOVER knows, the one that the text is about first."""
    heads = {head_of(tree, event): event for event in events}
    found = []
    for head, event in heads.items():
        kind = plover_type(tree, event, head)
        if kind is None:
            continue
        depth = _depth(tree, head, heads)
        cost = depth + NEXT_SENTENCE * (tree.sentence_of[head] - tree.sentence_of[0])
        speaker, asked = _duty(tree, head)
        found.append(Coded(event, head, "REQUEST", depth, cost, speaker, asked) if speaker is not None else Coded(event, head, kind, depth, cost))
    return sorted(found, key=lambda one: (one.cost, one.head))


def _depth(tree: Tree, head: int, heads: dict[int, Event]) -> float:
    parse, words = tree.parse, plover()
    cost = -SCORE_SHARE * heads[head].score
    below = head
    for up in tree.ancestors(head):
        carried = parse.deps[below] in {"ccomp", "xcomp", "dobj", "nsubjpass", "parataxis"} and parse.lemmas[up].lower() in words.transparent
        cost += CARRIED if carried else STEPS.get(parse.deps[below], OTHER_STEP)
        above = heads.get(up)
        if above is not None and parse.deps[below] != "conj" and _coded(above) is not None and above.type != "CASUALTY":
            cost += BELOW_EVENT
        below = up
    event = heads[head]
    return cost + (CASUALTY_COST if event.type == "INCIDENT" or (event.type == "CASUALTY" and not (event.actors and event.recipients)) else 0.0)


def _coded(event: Event) -> str | None:
    types = plover().types
    return types.get(f"{event.type}.{event.mode}", types.get(event.type, event.type))


def plover_type(tree: Tree, event: Event, head: int) -> str | None:
    """The root type there, or None where PLOVER codes nothing."""
    words, kind = plover(), _coded(event)
    if kind is None or not words.unchanged.isdisjoint((event.type, f"{event.type}.{event.mode}")):
        return kind
    if event.type == "CASUALTY":
        return kind if event.actors else None
    kind = _by_those_sent(tree, event, kind)
    meant = _meant(tree, head)
    if kind in words.agreed or kind in words.refused:
        if event.realis is Realis.NEGATED or (meant and tree.negation(head) is not None):
            return "REJECT"
        return "AGREE" if meant and kind in words.agreed else kind
    if kind == "CONSULT" and meant == "ready":
        return "AGREE"
    return "THREATEN" if kind in words.threatened and meant and event.realis is not Realis.NEGATED else kind


def _by_those_sent(tree: Tree, event: Event, kind: str) -> str:
    """Those sent to keep a peace or to help are AID, and taking them away is SANCTION."""
    if event.type == "MOBILIZE" and event.mode in SENT and _helps(tree, event):
        return "AID"
    return "SANCTION" if event.type == "RETREAT" and event.mode == "withdraw" and _helps(tree, event) else kind


def _helps(tree: Tree, event: Event) -> bool:
    """Whether those sent are to keep a peace or to help."""
    parties = [*event.actors, *((event.thing,) if event.thing is not None else ())]
    return any(tree.parse.lemmas[at].lower() in plover().helpers for party in parties for at in tree.parse.tokens_in(party.span))


def _meant(tree: Tree, head: int) -> str | None:
    """Whether the deed is one that its actor will do ("will"), or is ready or promises to do ("ready")."""
    parse, words = tree.parse, plover()
    at = head
    for _ in range(FAR):
        if any(tree.lower(aux) in words.intents for aux in tree.kids(at, "aux")):
            return "will"
        up, dep = parse.heads[at], parse.deps[at]
        if up == at or dep not in {"xcomp", "dobj", "conj", "ccomp", "acl", "prep", "pobj", "acomp"}:
            return None
        lemma = parse.lemmas[up].lower()
        if lemma in words.ready or tree.lower(up) in words.ready or (lemma in words.intentions and dep in {"xcomp", "acl", "dobj", "ccomp"}):
            return "ready"
        if dep == "ccomp":
            return None
        at = up
    return None


def _duty(tree: Tree, head: int) -> tuple[int | None, int | None]:
    """Who says that who must do it: "X said that Y must withdraw"."""
    parse, words = tree.parse, plover()
    at = head
    for _ in range(FAR):
        if any(tree.lower(aux) in words.duties for aux in tree.kids(at, "aux")):
            up = parse.heads[at]
            stated = parse.deps[at] == "ccomp" and parse.lemmas[up].lower() in words.transparent
            asked = tree.subject(at)
            return (tree.subject(up), asked) if stated and asked is not None and parse.pos[asked] != "PRON" else (None, None)
        up, dep = parse.heads[at], parse.deps[at]
        if up == at or dep not in {"xcomp", "acomp", "dobj", "conj"}:
            return None, None
        at = up
    return None, None
