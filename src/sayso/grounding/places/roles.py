"""How places take part in movements: from, via, to and at, in the order of the route, with the means of each leg.

Reads one sentence at a time: the preposition before a name gives its role where a verb or noun of movement governs it; a second destination with a preposition of its own opens
a new leg ("by ship from Wonsan to Vladivostok, then by rail to Khabarovsk").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from sayso.grounding.places.lexicon import has_parts
from sayso.grounding.places.mentions import Toponym
from sayso.grounding.places.runs import head_of
from sayso.model.grounding import Means, PlaceRole
from sayso.model.tree import Tree
from sayso.vocabulary.places import place_words

PASSED = frozenset({"conj", "appos", "compound", "nmod", "poss", "pobj", "amod", "nummod", "dobj"})
FAR = 6  # words between a preposition and the movement that it belongs to: "moved by road from the valley to ..."
MOVING = frozenset({PlaceRole.FROM, PlaceRole.VIA, PlaceRole.TO})


@dataclass(frozen=True, slots=True)
class Part:
    """The part a place takes: ``leg`` counts from 1 in the order of the route, None for places where something is and nothing moves."""

    role: PlaceRole
    leg: int | None = None
    means: Means | None = None


@dataclass(frozen=True, slots=True)
class Led:
    """A toponym with the token of the preposition (or verb) that leads to it."""

    number: int
    role: PlaceRole
    by: int


@cache
def _role_of() -> dict[str, PlaceRole]:
    return {word: PlaceRole(role) for role, words in place_words().prepositions.items() for word in words}


@cache
def _movement_of() -> dict[str, Means | None]:
    return {lemma: None if means == "any" else Means(means) for means in reversed(place_words().movements) for lemma in place_words().movements[means]}


@cache
def _means_of() -> dict[str, Means]:
    return {noun: Means(means) for means, nouns in place_words().means.items() for noun in nouns}


def find_parts(tree: Tree, toponyms: Sequence[Toponym]) -> dict[int, Part]:
    """The part of each toponym, by its number, where the text says one."""
    found: dict[int, Part] = {}
    sentence_of = tree.sentence_of
    by_sentence: dict[int, list[int]] = {}
    for number, toponym in enumerate(toponyms):
        by_sentence.setdefault(sentence_of[toponym.first], []).append(number)
    for sentence, numbers in by_sentence.items():
        led = [part for number in numbers if (part := _led(tree, toponyms[number], number))]
        found.update((part.number, Part(PlaceRole.AT)) for part in led if part.role is PlaceRole.AT)
        found.update(_route(tree, toponyms, [part for part in led if part.role in MOVING], tree.parse.sentences[sentence]))
    return found


def _led(tree: Tree, toponym: Toponym, number: int) -> Led | None:
    """The role of a toponym by the preposition before it, taken over from the first of a list."""
    parse = tree.parse
    at = head_of(parse, toponym.first, toponym.last)
    for up in (at, *tree.ancestors(at)):
        if parse.tags[up] in {"IN", "TO"} and tree.lower(up) not in {"of", "around", "near"}:
            return _by_preposition(tree, up, number)
        if tree.lower(up) in {"near", "around"} and parse.pos[parse.heads[up]] != "ADP" and parse.lemmas[parse.heads[up]].lower() not in has_parts():
            return Led(number, PlaceRole.AT, up)
        if tree.lower(up) == "of" and up and tree.lower(up - 1) == "out":
            return Led(number, PlaceRole.FROM, up)
        if up != at and parse.tags[up].startswith("VB"):
            return Led(number, PlaceRole.TO, up) if parse.lemmas[up].lower() == "reach" else Led(number, PlaceRole.FROM, up) if parse.lemmas[up].lower() == "leave" else None
        if parse.deps[up] not in PASSED and not (parse.deps[up] == "prep" and tree.lower(up) in {"of", "around", "near"}):
            return None
    return None


def _by_preposition(tree: Tree, preposition: int, number: int) -> Led | None:
    role = _role_of().get(tree.lower(preposition))
    if role is None:
        return None
    lemmas = [tree.parse.lemmas[up].lower() for up in tree.ancestors(preposition)]
    if role is PlaceRole.AT:
        arrives = bool(lemmas) and lemmas[0] in place_words().arrivals and (lemmas[0] != "call" or tree.lower(preposition) == "at")
        return Led(number, PlaceRole.TO if arrives else role, preposition)
    return Led(number, role, preposition) if any(lemma in _movement_of() for lemma in lemmas[:FAR]) else None


def _route(tree: Tree, toponyms: Sequence[Toponym], led: Sequence[Led], sentence: tuple[int, int]) -> Iterator[tuple[int, Part]]:
    """The moving parts of a sentence with their legs and means. A leg ends with its destinations; what comes after the last one belongs to the last leg."""
    ends = [part.by for part in led if part.role is PlaceRole.TO]
    legs = {by: number for number, by in enumerate(dict.fromkeys(ends), 1)}
    of_leg: dict[int, list[Led]] = {}
    for at, part in enumerate(led):
        ahead = next((other.by for other in led[at:] if other.role is PlaceRole.TO), ends[-1] if ends else None)
        of_leg.setdefault(legs[ahead] if ahead is not None else 1, []).append(part)
    start = sentence[0]
    for number, parts in sorted(of_leg.items()):
        last = max(toponyms[part.number].last for part in parts)
        means = _means(tree, start, sentence[1] if number == len(of_leg) else last + 1)
        yield from ((part.number, Part(part.role, number, means)) for part in parts)
        start = last + 1


def _means(tree: Tree, start: int, end: int) -> Means | None:
    """The means named in a stretch ("by rail", "aboard a train"), else those that a verb or noun of movement implies ("sailed")."""
    parse = tree.parse
    implied: Means | None = None
    for at in range(start, end):
        lemma = parse.lemmas[at].lower()
        if (means := _means_of().get(lemma)) and (parse.heads[at] != at and tree.lower(parse.heads[at]) in place_words().by_means):
            return means
        implied = implied or _movement_of().get(lemma)
    return implied
