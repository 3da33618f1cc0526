"""Words that stand for an event told before: "to do so", "denied responsibility", "it was the militia"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sayso.grounding.events.arguments import Arguments
from sayso.grounding.events.noun_classes import people_and_bodies
from sayso.grounding.events.signs import DEFINITE
from sayso.grounding.events.triggers import Shown
from sayso.model.clauses import subject_of
from sayso.model.event import Event
from sayso.model.tree import Tree
from sayso.vocabulary.events import Trigger

BACK = 4  # sentences back to the deed that "so" stands for
FAR = 12  # sentences back to the attack that somebody answers for
OWNING = frozenset({"claim", "accept", "admit", "assume", "take", "acknowledge"})
DISOWNING = frozenset({"deny", "disclaim", "reject", "disavow", "refuse", "decline"})
ATTACK = "ASSAULT"
HAPPENING = frozenset({"CASUALTY", "INCIDENT"})  # nobody need have done it


def stand_ins(tree: Tree, shown: Sequence[Shown]) -> list[Shown]:
    """The triggers of a text with those words that stand for one of them, in order."""
    heads = {at for one in shown for at in one.tokens}
    found = (one for at in range(len(tree.parse)) if at not in heads and (one := _stands_for(tree, at, shown)) is not None)
    return sorted((*shown, *found), key=lambda one: one.head)


def with_actors_before(tree: Tree, events: Iterable[Event]) -> tuple[Event, ...]:
    """The events of a text, in order; what "the shelling" points back to was done by those who did it there."""
    done: list[Event] = []
    for event in events:
        told = next((one for one in reversed(done) if (one.type, one.mode) == (event.type, event.mode) and one.actors), None)
        points = told is not None and not event.actors and event.type not in HAPPENING and _points_back(tree, event)
        done.append(replace(event, actors=told.actors) if told is not None and points else event)
    return tuple(done)


def _points_back(tree: Tree, event: Event) -> bool:
    """Whether the noun of an event stands with "the" or "this"."""
    nouns = [at for at in tree.parse.tokens_in(event.trigger) if tree.parse.pos[at] == "NOUN"]
    return any(tree.lower(kid) in DEFINITE for noun in nouns for kid in tree.kids(noun, "det"))


def _stands_for(tree: Tree, at: int, shown: Sequence[Shown]) -> Shown | None:
    lemma = tree.parse.lemmas[at].lower()
    if lemma == "do" and tree.is_verb(at) and at + 1 < len(tree.parse) and tree.lower(at + 1) == "so":
        return _deed(tree, at, shown)
    if lemma == "responsibility" and tree.parse.deps[at] == "dobj":
        return _answered_for(tree, at, shown)
    return _named(tree, at, shown) if lemma == "be" and not tree.kids(at, "advmod", "neg") else None


def _deed(tree: Tree, at: int, shown: Sequence[Shown]) -> Shown | None:
    """Of "do so" the deed of the nearest verb before that is no part of a noun."""
    deed = next((one for one in _before(tree, at, shown, BACK) if tree.is_verb(one.head) and tree.parse.deps[one.head] not in {"acl", "relcl"}), None)
    return replace(deed, head=at, tokens=(at, at + 1), arguments=_with_doer(deed.arguments, subject_of(tree, at))) if deed is not None else None


def _answered_for(tree: Tree, at: int, shown: Sequence[Shown]) -> Shown | None:
    """Of "denied responsibility" the attack told of last, where none is named; who owns to it made it."""
    verb = tree.parse.heads[at]
    named = any(tree.lower(kid) == "for" for word in (at, verb) for kid in tree.kids(word, "prep"))
    word = tree.parse.lemmas[verb].lower()
    if named or word not in OWNING | DISOWNING:
        return None
    return _attack(tree, at, (at,), shown, subject_of(tree, verb) if word in OWNING else None)


def _named(tree: Tree, at: int, shown: Sequence[Shown]) -> Shown | None:
    """Of "it was the militia" the attack told of last, with the militia as who did it."""
    parse = tree.parse
    what, who = tree.kid(at, "nsubj"), tree.kid(at, "attr")
    if what is None or who is None or tree.lower(what) not in {"it", "this", "that"} or parse.tags[at] != "VBD" or not _is_side(tree, who):
        return None
    return _attack(tree, at, (what, at), shown, who)


def _attack(tree: Tree, at: int, tokens: tuple[int, ...], shown: Sequence[Shown], doer: int | None) -> Shown | None:
    """The attack told of last as made by another word; who came under fire in it is whom it hit."""
    told = next((one for one in _before(tree, at, shown, FAR) if one.senses[0][1].type == ATTACK), None)
    if told is None:
        return None
    hit = told.arguments.done if told.arguments.done is not None or told.senses[0][1].trigger.frame != "suffer" else told.arguments.doer
    senses = tuple((score, replace(sense, trigger=Trigger(word=sense.trigger.word, frame="act"))) for score, sense in told.senses)
    return Shown(head=at, tokens=tokens, arguments=Arguments(doer=doer, done=hit), senses=senses)


def _is_side(tree: Tree, noun: int) -> bool:
    """Whether a noun is a body or force that is known: "the army", with nothing told of it."""
    if not any(tree.lower(kid) == "the" for kid in tree.kids(noun, "det")) or tree.kid(noun, "relcl", "acl", "prep") is not None:
        return False
    return tree.parse.pos[noun] == "PROPN" or tree.parse.lemmas[noun].lower() in people_and_bodies()


def _before(tree: Tree, at: int, shown: Sequence[Shown], back: int) -> Iterator[Shown]:
    """The triggers before a word, the nearest first."""
    first = tree.parse.sentences[max(0, tree.sentence_of[at] - back)][0]
    return (one for one in reversed(shown) if first <= one.head < at)


def _with_doer(arguments: Arguments, doer: int | None) -> Arguments:
    """The arguments with another who does it; whom it was done by is forgotten."""
    others = {name: noun for name, noun in arguments.prepositions.items() if name != "by"}
    return replace(arguments, doer=doer, passive=False, prepositions=others)
