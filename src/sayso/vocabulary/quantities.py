"""Words of number: values, bounds, units, money, and what happened to what is counted. A table, checked when it is read."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Literal

import msgspec

from sayso.model.errors import RunAbort
from sayso.vocabulary.loader import read_table

FILE = "quantity_words.yaml"


class Bound(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words beside a number that say which end of the value it fixes, with the modifier they stand for."""

    bounds: Literal["least", "most", "both"]
    change: Literal["=", "~", ">", "<"]
    words: list[str]


class Unit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A unit of measure: ``words`` also have a plural in -s, ``also`` are taken as written."""

    unit: str
    kind: str
    words: list[str] = []
    also: list[str] = []


class Currency(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A currency: its ISO 4217 code, the signs before a figure, the words behind it."""

    code: str
    symbols: list[str]
    words: list[str]


class Sort(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may have happened to what is counted, by lemma: its nouns, the verbs it suffers and those it does."""

    nouns: frozenset[str]
    suffer: frozenset[str]
    act: frozenset[str]


class Beside(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words beside a number that decide what it is."""

    year: frozenset[str]
    pronoun: frozenset[str]
    phrase: frozenset[str]
    clock: frozenset[str]
    fixing: frozenset[str]
    change: frozenset[str]


class QuantityTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of quantity_words.yaml."""

    cardinals: dict[str, float]
    magnitudes: dict[str, float]
    collectives: dict[str, float]
    fractions: dict[str, float]
    suffixes: dict[str, float]
    doubtful_suffixes: frozenset[str]
    vague: dict[str, float]
    few: dict[str, float]
    few_times: float
    groups: dict[str, float]
    multiples: dict[str, float]
    nones: frozenset[str]
    before: list[Bound]
    after: list[Bound]
    particle_verbs: frozenset[str]
    fillers: frozenset[str]
    rising: frozenset[str]
    falling: frozenset[str]
    shifting: frozenset[str]
    past: dict[str, list[str]]
    increments: frozenset[str]
    increments_after: frozenset[str]
    totals: frozenset[str]
    parts_before: frozenset[str]
    streets: frozenset[str]
    labels: frozenset[str]
    units: list[Unit]
    currencies: list[Currency]
    agreements: frozenset[str]
    accounts: frozenset[str]
    coins: frozenset[str]
    sorts: dict[str, Sort]
    beside: Beside
    figures: frozenset[str]
    claim_weights: dict[str, float]


def checked(table: QuantityTable) -> QuantityTable:
    """The table itself; raises RunAbort where a word has two values or two units, a bound two meanings, or the weights lack their bias."""
    seen: dict[str, str] = {}
    for field in ("cardinals", "magnitudes", "collectives", "few", "groups", "multiples"):
        for word, value in getattr(table, field).items():
            if value < 0:
                raise RunAbort(f"vocabulary/{FILE}: {field}: {word} is worth less than nothing")
            if seen.setdefault(word, field) != field:
                raise RunAbort(f"vocabulary/{FILE}: {field}: {word} is also in {seen[word]}")
    _one_owner("units", ((form, unit.unit) for unit in table.units for form in unit.also if form not in AMBIGUOUS))
    _one_owner("currencies", ((sign, money.code) for money in table.currencies for sign in money.symbols))
    for field in ("before", "after"):
        _one_owner(field, ((word, f"{bound.bounds} {bound.change}") for bound in getattr(table, field) for word in bound.words))
    if "bias" not in table.claim_weights:
        raise RunAbort(f"vocabulary/{FILE}: claim_weights: bias is missing")
    return table


def _one_owner(field: str, pairs: Iterable[tuple[str, str]]) -> None:
    owner: dict[str, str] = {}
    for word, meaning in pairs:
        if owner.setdefault(word, meaning) != meaning:
            raise RunAbort(f"vocabulary/{FILE}: {field}: {word} means both {owner[word]} and {meaning}")


AMBIGUOUS = frozenset({"kt"})  # knots for ships, kilotons for bombs


@cache
def quantity_words() -> QuantityTable:
    """The table, read once.

    >>> quantity_words().cardinals["twelve"], quantity_words().vague["dozens"]
    (12.0, 24.0)
    """
    return checked(read_table(FILE, QuantityTable))


@cache
def unit_forms() -> dict[str, tuple[str, str]]:
    """Every written form of a unit, with the unit and its kind; forms of four letters and more in lower case.

    >>> unit_forms()["kilometres"], unit_forms()["MW"]
    (('km', 'length'), ('MW', 'energy'))
    """
    found: dict[str, tuple[str, str]] = {}
    for unit in quantity_words().units:
        for form in (*unit.also, *unit.words, *(word + "s" for word in unit.words)):
            found.setdefault(form.lower() if len(form) > 3 else form, (unit.unit, unit.kind))
    for money in quantity_words().currencies:
        for form in (*money.words, *(word + "s" for word in money.words)):
            found.setdefault(form, (money.code, "money"))
        found.setdefault(money.code, (money.code, "money"))
    return found


@cache
def money_signs() -> dict[str, str]:
    """Every sign that may stand before a figure, with the currency's code."""
    table = quantity_words().currencies
    return {sign: money.code for money in table for sign in (*money.symbols, money.code)}


@cache
def _kinds() -> dict[str, str]:
    return {unit.unit: unit.kind for unit in quantity_words().units} | {money.code: "money" for money in quantity_words().currencies}


def unit_kind(unit: str | None) -> str | None:
    """What a normalised unit or rate measures; None for things counted one by one.

    >>> unit_kind("USD/barrel"), unit_kind("km"), unit_kind("km/h"), unit_kind(None)
    ('money', 'length', 'speed', None)
    """
    if unit is None:
        return None
    return _kinds().get(unit) or _kinds().get(unit.partition("/")[0])
