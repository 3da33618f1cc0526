"""Words that tell how two texts and two numbers stand to each other. A table, checked when it is read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import msgspec

from sayso.model.errors import RunAbort
from sayso.vocabulary.loader import read_table

FILE = "relations.yaml"
WEIGHTS = "relations_weights.yaml"


class StanceWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of headlines; what each list means stands in the file."""

    debunk: frozenset[str]
    reject: frozenset[str]
    soft: frozenset[str]
    pictures: frozenset[str]
    talks: frozenset[str]
    set_right: frozenset[str]
    story: frozenset[str]
    strong_reject: frozenset[str]
    hearsay: frozenset[str]
    said_to: frozenset[str]
    silent: frozenset[str]
    thought: frozenset[str]
    last_words: frozenset[str]
    hedges: frozenset[str]
    inquiries: frozenset[str]
    tellers: frozenset[str]
    tell: frozenset[str]
    confirms: frozenset[str]
    turns: frozenset[str]
    negations: frozenset[str]
    idle: frozenset[str]
    fails: frozenset[str]
    first_person: frozenset[str]
    askers: frozenset[str]
    antonyms: list[tuple[frozenset[str], frozenset[str]]]


class RelationTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of relations.yaml; what each list means stands there."""

    things: list[frozenset[str]]
    everyone: frozenset[str]
    sort_nouns: frozenset[str]
    humans: frozenset[str]
    bodies: frozenset[str]
    figures: frozenset[str]
    predicates: list[frozenset[str]]
    bare: frozenset[str]
    revisions: frozenset[str]
    locatives: frozenset[str]
    plans: frozenset[str]
    units: dict[str, dict[str, float]]
    stance: StanceWords
    irregular: dict[str, tuple[str, ...]]
    roles: dict[str, frozenset[str]]
    kin_roles: list[frozenset[str]]
    works: frozenset[str]
    undone: frozenset[str]
    only: frozenset[str]


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """For each mark how far it speaks for a denial and for mere passing on; agreement is worth nought."""

    deny: dict[str, float]
    neutral: dict[str, float]


class Examples(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Headlines with how they stand to a claim."""

    claim: str
    agree: list[str]
    deny: list[str]
    neutral: list[str]


def checked(table: RelationTable) -> RelationTable:
    """The table itself; raises RunAbort where a word stands in two groups, or a unit is worth nothing or has two bases."""
    for field in ("things", "predicates"):
        _grouped(field, getattr(table, field))
    bases: dict[str, str] = {}
    for base, units in table.units.items():
        for unit, factor in units.items():
            if factor <= 0:
                raise RunAbort(f"vocabulary/{FILE}: units: {unit} is worth nothing")
            if bases.setdefault(unit, base) != base:
                raise RunAbort(f"vocabulary/{FILE}: units: {unit} stands under {bases[unit]} and {base}")
    return table


def _grouped(field: str, groups: list[frozenset[str]]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for number, group in enumerate(groups):
        for word in sorted(group):
            if word in found:
                raise RunAbort(f"vocabulary/{FILE}: {field}: {word} stands in two groups")
            found[word] = number
    return found


@cache
def relation_words() -> RelationTable:
    """The table, read once."""
    return checked(read_table(FILE, RelationTable))


@cache
def thing_groups() -> Mapping[str, int]:
    """Each noun of the groups of like things with the number of its group.

    >>> thing_groups()["troop"] == thing_groups()["soldier"]
    True
    """
    return _grouped("things", relation_words().things)


@cache
def predicate_groups() -> Mapping[str, int]:
    """Each verb of the groups of like verbs with the number of its group."""
    return _grouped("predicates", relation_words().predicates)


@cache
def unit_factors() -> Mapping[str, tuple[str, float]]:
    """Each unit that can be turned into others, with its base and how many of that it is.

    >>> unit_factors()["km"]
    ('m', 1000.0)
    """
    return {unit: (base, factor) for base, units in relation_words().units.items() for unit, factor in units.items()}


@cache
def role_words() -> Mapping[str, str]:
    """Each word that says what a date is the date of, with that role; raises RunAbort where a word has two.

    >>> role_words()["premiere"]
    'showing'
    """
    found: dict[str, str] = {}
    for role, words in relation_words().roles.items():
        for word in sorted(words):
            if found.setdefault(word, role) != role:
                raise RunAbort(f"vocabulary/{FILE}: roles: {word} stands under {found[word]} and {role}")
    return found


def are_kin(one: str, other: str) -> bool:
    """Whether a date of one role may be one of the other."""
    return one == other or any({one, other} <= pair for pair in relation_words().kin_roles)


@cache
def inflected(field: str) -> frozenset[str]:
    """The words of one list of the stance words with their regular forms.

    >>> {"denies", "denied", "denying"} <= inflected("reject")
    True
    """
    return frozenset(form for word in getattr(relation_words().stance, field) for form in forms(word))


@cache
def opposites() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """The pairs of antonyms with their regular forms."""
    return tuple((_all_forms(one), _all_forms(other)) for one, other in relation_words().stance.antonyms)


def _all_forms(words: frozenset[str]) -> frozenset[str]:
    return frozenset(form for word in words for form in forms(word))


def forms(word: str) -> tuple[str, ...]:
    """A word with its regular forms, and the irregular ones of the few that need them.

    >>> forms("deny")[:4], "told" in forms("tell")
    (('deny', 'denies', 'denied', 'denying'), True)
    """
    if len(word) <= 3 and word not in relation_words().irregular:
        return (word, word + "s")
    if word.endswith("y") and word[-2] not in "aeiou":
        regular: tuple[str, ...] = (word, word[:-1] + "ies", word[:-1] + "ied", word + "ing")
    elif word.endswith("e"):
        regular = (word, word + "s", word + "d", word[:-1] + "ing")
    else:
        regular = (word, word + "s", word + "es", word + "ed", word + "ing")
    return regular + relation_words().irregular.get(word, ())


@cache
def stance_weights() -> Weights:
    """The weights of the marks."""
    return checked_weights(read_table(WEIGHTS, Weights))


def checked_weights(table: Weights) -> Weights:
    """The weights themselves; raises RunAbort where one of the two lists has no bias, or they are not of the same marks."""
    for field in ("deny", "neutral"):
        if "bias" not in getattr(table, field):
            raise RunAbort(f"vocabulary/{WEIGHTS}: {field}: bias is missing")
    if strange := table.deny.keys() ^ table.neutral.keys():
        raise RunAbort(f"vocabulary/{WEIGHTS}: {min(strange)} stands in one list only")
    return table


@cache
def stance_examples() -> tuple[Examples, ...]:
    """The headlines to which the weights were fitted."""
    return tuple(read_table("relations_examples.yaml", list[Examples]))
