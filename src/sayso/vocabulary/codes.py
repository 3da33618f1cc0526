"""Codes of other schemes as data: ISO 3166 alpha-3, and how PLOVER's coders write what we code."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

import msgspec

from sayso.model.errors import RunAbort
from sayso.vocabulary.events import event_types
from sayso.vocabulary.loader import read_table


class PloverTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of plover.yaml; its comments say what each list is for."""

    types: dict[str, str | None]
    agreed: frozenset[str]
    refused: frozenset[str]
    threatened: frozenset[str]
    helpers: frozenset[str]
    unchanged: frozenset[str]
    intentions: frozenset[str]
    ready: frozenset[str]
    transparent: frozenset[str]
    duties: frozenset[str]
    intents: frozenset[str]
    bodies: frozenset[str]
    people: dict[str, str | None]
    statement_verbs: frozenset[str]
    statement_nouns: frozenset[str]
    denials: frozenset[str]
    denied: frozenset[str]
    attitudes: frozenset[str]
    quad_modes: dict[str, str]
    parties: frozenset[str]
    idle: frozenset[str]
    moves: frozenset[str]
    warlike: frozenset[str]
    quads: dict[str, frozenset[str]]
    roots: dict[str, str]
    acled: dict[str, str]
    acled_kinds: frozenset[str]
    acled_intervention: frozenset[str]
    state_forces: frozenset[str]
    other_forces: frozenset[str]
    armed_targets: frozenset[str]


@cache
def country_codes() -> dict[str, str]:
    """ISO 3166-1 alpha-3 by alpha-2, with XKX for Kosovo; raises RunAbort for a row that has not two codes.

    >>> country_codes()["KP"], country_codes()["XK"]
    ('PRK', 'XKX')
    """
    table = {}
    text = files("sayso.vocabulary").joinpath("country_codes.csv").read_text(encoding="utf-8")
    for number, row in enumerate(csv.DictReader(text.splitlines()), 2):
        two, three = row.get("iso2") or "", row.get("iso3") or ""
        if len(two) != 2 or len(three) != 3:
            raise RunAbort(f"vocabulary/country_codes.csv, line {number}: iso2 and iso3 must have two and three letters, not {two!r} and {three!r}")
        table[two] = three
    return table


def check_plover(table: PloverTable) -> PloverTable:
    """The table itself; raises RunAbort where it names a type or mode that event_types has not."""
    kinds = event_types()
    for key in (
        *table.types,
        *table.unchanged,
        *table.agreed,
        *table.refused,
        *table.threatened,
        *table.warlike,
        *table.idle,
        *table.moves,
        *table.quad_modes,
        *table.roots,
        *table.acled,
    ):
        kind, _, mode = key.partition(".")
        if kind not in kinds or (mode and mode not in kinds[kind].modes):
            raise RunAbort(f"vocabulary/plover.yaml: {key!r} is no type or mode of event_types")
    return table


@cache
def plover() -> PloverTable:
    """How PLOVER's coders write our events."""
    return check_plover(read_table("plover.yaml", PloverTable))
