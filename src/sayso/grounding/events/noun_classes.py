"""Nouns by what they can be: people, forces and bodies, which belong to a land even where none is named, their ground, and what carries them."""

from __future__ import annotations

from functools import cache

from sayso.grounding.events.homes import SERVANTS
from sayso.vocabulary import actors
from sayso.vocabulary.events import object_classes

FOES = frozenset({"enemy", "foe", "aggressor", "invader", "occupier"})


@cache
def people() -> frozenset[str]:
    """Nouns for people and forces."""
    classes = object_classes()
    return frozenset(actors.people_nouns()) | classes["people"] | classes["forces"] | classes["officials"] | classes["prisoners"]


@cache
def people_and_bodies() -> frozenset[str]:
    """Nouns for people, forces and bodies, which belong to a land even where none is named."""
    classes = object_classes()
    papers = frozenset().union(*(classes[name] for name in ("documents", "talks", "demands", "sanctions", "protests", "ties", "information")))
    return people() | (frozenset(actors.body_nouns()) - papers)


@cache
def at_home() -> frozenset[str]:
    """Nouns for people and bodies, titles included, that belong to some land of the text; what is fired or found may come from anywhere."""
    classes = object_classes()
    return (people_and_bodies() | FOES | SERVANTS) - classes["arms"] - classes["fragments"] - classes["bodies"]


@cache
def grounds() -> frozenset[str]:
    """Nouns for what stands on somebody's ground: buildings, lines, ports."""
    classes = object_classes()
    ground = classes["buildings"] | classes["infrastructure"] | classes["territory"]
    return ground - classes["vessels"] - classes["vehicles"] - classes["aircraft"] - classes["fragments"] - classes["goods"]


@cache
def movers() -> frozenset[str]:
    """Nouns for forces that somebody sends."""
    return object_classes()["forces"]


@cache
def carriers() -> frozenset[str]:
    """Nouns for what carries people and goods."""
    classes = object_classes()
    return classes["vessels"] | classes["vehicles"] | classes["aircraft"]
