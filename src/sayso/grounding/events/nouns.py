"""What a noun can be in an event: a party, what moves by itself, what is hit or fired."""

from __future__ import annotations

from functools import cache

from sayso.grounding.events.arguments import led
from sayso.grounding.events.noun_classes import people, people_and_bodies
from sayso.grounding.events.participants import COUNTERPARTS, core
from sayso.model.tree import Tree
from sayso.vocabulary import loader
from sayso.vocabulary.events import object_classes

AGAINST = ("against", "on", "at", "upon", "toward", "towards", "over")
TOWARD = (*AGAINST, "with", "to", "for", "from", "of", "between")
MOVING = ("forces", "people", "prisoners", "officials", "vessels", "aircraft", "vehicles")
REFLEXIVE = frozenset({"themselves", "himself", "herself", "itself", "ourselves", "myself", "yourself"})
PROJECTILES = frozenset({"drone", "missile", "rocket", "shell", "mine", "bomb", "uav", "projectile", "munition", "interceptor"})
HIT = ("vessels", "aircraft", "vehicles", "buildings", "infrastructure", "territory")


@cache
def parties() -> frozenset[str]:
    """Nouns for people, bodies and countries."""
    return people_and_bodies() | COUNTERPARTS


@cache
def hit() -> frozenset[str]:
    """Nouns for what can be hit though it is no party: vessels, buildings, ground."""
    return frozenset().union(*(object_classes()[name] for name in HIT))


@cache
def moving() -> frozenset[str]:
    """Nouns for people, forces and crafts, which move by themselves."""
    return frozenset().union(*(object_classes()[name] for name in MOVING))


@cache
def goods() -> frozenset[str]:
    """Nouns for what is handed over."""
    return frozenset().union(*(object_classes()[name] for name in ("arms", "aid", "goods")))


def moves_itself(tree: Tree, noun: int | None) -> bool:
    """Whether the noun is of those that move by themselves: people, forces, vessels."""
    return noun is not None and (tree.parse.pos[noun] in {"PRON", "PROPN"} or tree.parse.lemmas[noun].lower() in moving())


def is_party(tree: Tree, noun: int | None) -> bool:
    """Whether a noun can have something done to it as a party: people, bodies, countries."""
    if noun is None or tree.lower(noun) in REFLEXIVE:
        return False
    parse, noun = tree.parse, core(tree, noun)
    if parse.pos[noun] in {"PROPN", "NUM"} or tree.lower(noun) in loader.country_words() or parse.lemmas[noun].lower() in parties():
        return True
    return parse.pos[noun] == "PRON" and tree.lower(noun) not in {"it", "this", "that", "what", "which"}


def is_somebody(tree: Tree, noun: int | None) -> bool:
    """Whether a noun names a person, people or a named body."""
    return noun is not None and (tree.parse.pos[noun] in {"PROPN", "PRON"} or tree.parse.lemmas[noun].lower() in people())


def is_projectile(tree: Tree, noun: int) -> bool:
    """Whether the noun, or what the number is of, is what is fired or dropped."""
    return tree.parse.lemmas[core(tree, noun)].lower() in PROJECTILES


def party_behind(tree: Tree, noun: int | None, *, where: bool = False, depth: int = 2) -> int | None:
    """The party that a thing is of: "Turkey's efforts", "the Brazilian mission", "the licences of six smelters", "a ban on the party"; with ``where`` also "the coup in Niger"."""
    if noun is None or depth == 0:
        return None
    inner = dict(reversed(led(tree, noun)))
    if (source := source_of(tree, noun)) is not None:
        return source
    for name in TOWARD:
        if name in inner and inner[name] != noun and (is_party(tree, inner[name]) or tree.parse.lemmas[inner[name]].lower() in hit()):
            return inner[name]
    if "by" in inner and is_party(tree, inner["by"]):
        return inner["by"]
    if where and "in" in inner and tree.parse.pos[inner["in"]] == "PROPN":
        return inner["in"]
    return next((deep for name in TOWARD if name in inner and (deep := party_behind(tree, inner[name], depth=depth - 1)) is not None), None)


def source_of(tree: Tree, noun: int | None) -> int | None:
    """Whose proposal or request it is that is accepted or rejected."""
    if noun is None:
        return None
    if (owner := tree.kid(noun, "poss")) is not None and tree.parse.pos[owner] != "PRON":
        return owner
    return next((kid for kid in tree.kids(noun, "amod", "nmod", "compound") if tree.parse.words[kid][:1].isupper() and kid < noun), None)
