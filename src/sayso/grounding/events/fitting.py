"""How well a trigger's sense fits where it stands: its preposition, its particle, and the class of what it is done to."""

from __future__ import annotations

from functools import cache

from sayso.grounding.events.arguments import Arguments
from sayso.model.tree import Tree
from sayso.vocabulary.events import Sense, Trigger, doer_classes, object_classes, parts

FITTING = 0.2
# A noun of no known class may be of the right one; a noun of another class excludes the sense. c2a-c, c6a-c, 2026-11-29: root type F1 .622 with it, .613 at -.3, .607 without.
UNKNOWN = -0.15
# What a relative clause says beside the point is seldom news: 6 of 12 right in those stories; false events per 100 claims 11.6 with this, 12.4 without.
ASIDE = -0.25
# A noun behind a preposition more often points to what is known: in c2a-c, c6a-c, f1a (2026-11-29) 33 of 46 are right, of objects of verbs 36 of 41.
BELOW = -0.1
# A pronoun may stand for anything.
POINTED = -0.3
# Nouns that only hold what they are of: "a shipment of arms", "an arms shipment".
CONTAINERS = frozenset(
    {
        *("shipment", "consignment", "cargo", "load", "batch", "supply", "delivery", "package", "convoy", "number", "group", "dozen", "hundred", "thousand", "million"),
        *("ton", "tonne", "box", "crate", "container", "truckload", "transfer", "sale", "unit", "member", "piece", "total", "majority", "pair", "couple", "kind", "sort", "type"),
        *("part", "fragment", "debris", "wreckage", "remains", "rest", "remainder", "several", "couple", "lot", "few", "load"),
    }
)
MOVERS = frozenset({"move", "happen", "suffer"})
# A particle that a trigger has not makes another verb of it ("call off", "strike off"), save of verbs that move or give.
CARRYING = frozenset({"move", "give", "take"})
# Classes that the lists hold whole: a noun of no known class is of none of these.
CLOSED = frozenset({"bodies", "disease", "talks", "protests", "sanctions", "ties"})
NAMES = frozenset({"people", "officials", "territory"})
PERSONS = frozenset({"him", "her", "them", "us", "me", "he", "she", "they", "we", "who", "whom", "one", "two", "three", "some", "many", "others", "everyone", "anyone"})
WAYS = frozenset({"to", "from", "into", "via", "through", "across", "at", "in", "near", "for", "over", "toward", "towards", "onto", "off", "out", "along", "behind"})
POINTING = frozenset({"it", "that", "which", "what", "this", "these", "those", "something", "anything", "nothing", "everything", "them", "they"})
HUMAN = frozenset({"people", "officials", "prisoners"})


def fit(tree: Tree, at: int, sense: Sense, arguments: Arguments, tokens: tuple[int, ...]) -> float:
    """The score of a sense: the trigger's weight, changed by how its object fits; 0 where it does not."""
    trigger = sense.trigger
    if _misses_a_word(tree, at, trigger, arguments, tokens) or _of_others(tree, trigger, arguments):
        return 0.0
    if sense.type == "MOBILIZE" and trigger.frame == "move" and tree.is_verb(at) and len(tokens) == 1 and _goes_nowhere(tree, arguments):
        return 0.0
    aside = ASIDE if _is_aside(tree, at) else BELOW if tree.parse.deps[at] == "pobj" and len(tokens) == 1 else 0.0
    if trigger.subject:
        aside += FITTING
    if not trigger.object:
        return trigger.weight + aside
    return _by_object(tree, trigger, [noun for noun in _objects(tree, trigger, arguments) if noun is not None]) + aside


def _misses_a_word(tree: Tree, at: int, trigger: Trigger, arguments: Arguments, tokens: tuple[int, ...]) -> bool:
    """Whether the preposition that a trigger asks for is not there, or a particle makes another verb of it."""
    if trigger.prep is not None and trigger.prep not in arguments.prepositions and not any(tree.lower(token) == trigger.prep for token in tokens):
        return True
    return trigger.frame not in CARRYING and tree.is_verb(at) and _strange_particle(tree, at, tokens)


def _of_others(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether the doer or the object is none that the trigger may have: one at all, or one of another class."""
    if (trigger.bare and arguments.done is not None) or (trigger.agentless and arguments.doer is not None):
        return True
    return bool(trigger.subject) and (arguments.doer is None or not _fits(tree, arguments.doer, trigger.subject))


def _is_aside(tree: Tree, at: int) -> bool:
    """Whether the verb only says which one is meant: a relative clause without a comma ("a group that never signed")."""
    return tree.parse.deps[at] == "relcl" and tree.parse.words[tree.left[at] - 1] != "," and tree.left[at] > 0


def _goes_nowhere(tree: Tree, arguments: Arguments) -> bool:
    """Whether somebody goes or comes who is no force, vessel or load, and to no place ("we have not come to that")."""
    if arguments.done is not None or (arguments.doer is not None and not _words_of(tree, arguments.doer).isdisjoint(_moving())):
        return False
    places = [noun for name, noun in arguments.prepositions.items() if name in WAYS]
    return not any(_is_ground(tree, noun) for noun in places)


def _is_ground(tree: Tree, noun: int) -> bool:
    return tree.parse.pos[noun] == "PROPN" or not _words_of(tree, noun).isdisjoint(_grounds())


@cache
def _moving() -> frozenset[str]:
    return frozenset().union(*(object_classes()[name] for name in ("forces", "vessels", "aircraft", "vehicles", "arms", "goods", "aid", "bodies")))


@cache
def _grounds() -> frozenset[str]:
    return frozenset().union(*(object_classes()[name] for name in ("territory", "infrastructure", "buildings")))


def _strange_particle(tree: Tree, at: int, tokens: tuple[int, ...]) -> bool:
    """Whether the verb has a particle that is no part of the trigger; before a number or a name it belongs to that ("up to 200", "off Bergen")."""
    parse = tree.parse
    return any(kid not in tokens and not (kid + 1 < len(parse) and (tree.lower(kid + 1) in {"to", "until"} or parse.pos[kid + 1] == "PROPN")) for kid in tree.kids(at, "prt"))


def _objects(tree: Tree, trigger: Trigger, arguments: Arguments) -> list[int | None]:
    if trigger.bare:
        return [arguments.doer]
    objects = [arguments.done, *arguments.things]
    if (led := arguments.prepositions.get(trigger.prep or parts(trigger.word)[-1])) is not None:
        objects.insert(0, led)
    if trigger.frame in MOVERS and (arguments.done is None or _is_ground(tree, arguments.done)):  # "reached the base"
        objects.insert(0, arguments.doer)
    return objects


def _by_object(tree: Tree, trigger: Trigger, objects: list[int]) -> float:
    if any(_fits(tree, noun, trigger.object) for noun in objects):
        return trigger.weight + FITTING
    if objects and tree.lower(objects[0]) in POINTING:
        return trigger.weight + POINTED
    if objects and tree.parse.pos[objects[0]] == "NOUN" and not CLOSED.issuperset(trigger.object) and not (_words_of(tree, objects[0]) & _classed()):
        return trigger.weight + UNKNOWN
    return 0.0


@cache
def _classed() -> frozenset[str]:
    """All nouns of the classes that tell senses apart by what is done to them; those of doers alone say nothing against another sense."""
    return frozenset().union(*(nouns for name, nouns in object_classes().items() if name not in doer_classes()))


def _fits(tree: Tree, at: int, names: tuple[str, ...]) -> bool:
    """Whether a noun, or a member of its list, is of one of these classes; names count as people and places, pronouns as people."""
    words = _words_of(tree, at)
    if any(not words.isdisjoint(object_classes()[name]) for name in names):
        return True
    if tree.lower(at) in PERSONS:
        return not HUMAN.isdisjoint(names)
    if words & _classed() or not tree.parse.words[at][:1].isupper():
        return False
    return (tree.parse.pos[at] == "PROPN" and not NAMES.isdisjoint(names)) or (tree.parse.pos[at] == "ADJ" and "forces" in names)  # "a Belarusian presence"


def _words_of(tree: Tree, at: int) -> frozenset[str]:
    """The lemmas of a noun and its list; of one that only holds what it is of, also of that."""
    parse = tree.parse
    words = {parse.lemmas[member].lower() for member in (at, *tree.kids(at, "conj", "appos"))}
    if parse.lemmas[at].lower() in CONTAINERS or parse.pos[at] == "NUM":
        words |= {parse.lemmas[kid].lower() for kid in tree.kids(at, "compound", "nmod")}
        for preposition in tree.kids(at, "prep"):
            inner = tree.kid(preposition, "pobj") if tree.lower(preposition) == "of" else None
            if inner is not None:
                words |= {parse.lemmas[member].lower() for member in (inner, *tree.kids(inner, "conj"))}
    return frozenset(words)
