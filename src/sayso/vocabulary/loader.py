"""Reads the tables in this folder, checks them against their schema, and fails with file, field and reason."""

from __future__ import annotations

import csv
import re
from contextlib import suppress
from functools import cache
from importlib.resources import files
from typing import TypeVar

import msgspec

from sayso.model.claim import Certainty, SpeechAct
from sayso.model.errors import RunAbort
from sayso.vocabulary import compiled

T = TypeVar("T")


class VerbGroup(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Verbs that share a speech act and the frames in which they report."""

    act: SpeechAct
    frames: list[str]
    lemmas: list[str]
    certainty: Certainty | None = None


class NounGroup(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Cue nouns that share a speech act."""

    act: SpeechAct
    lemmas: list[str]
    certainty: Certainty | None = None


class FixedCue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A fixed phrase, or a list of adverbs."""

    words: list[str]
    act: SpeechAct
    certainty: Certainty | None = None


class CueTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of cues.yaml."""

    verbs: list[VerbGroup]
    nouns: list[NounGroup]
    figures: frozenset[str]
    views: frozenset[str]
    accounts: frozenset[str]
    phrases: list[FixedCue]
    adverbs: list[FixedCue]


class Estimate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Estimative words with what they say of certainty and their ICD 203 band (per cent)."""

    words: list[str]
    certainty: Certainty
    band: str | None


class CertaintyTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of certainty.yaml."""

    estimates: list[Estimate]
    unknowns: list[str]
    declines: list[str]
    rejections: list[str]


class NameTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of names.yaml."""

    honorifics: frozenset[str]
    portfolios: frozenset[str]
    addresses: dict[str, str]
    firms: frozenset[str]
    places: frozenset[str]
    place_heads: frozenset[str]
    craft: frozenset[str]
    craft_verbs: frozenset[str]
    craft_parts: frozenset[str]
    crew: frozenset[str]
    human_verbs: frozenset[str]
    calendar: frozenset[str]
    people_verbs: frozenset[str]
    relations: frozenset[str]
    media: frozenset[str]
    headings: frozenset[str]
    kind_nouns: dict[str, frozenset[str]]
    kin: dict[str, frozenset[str]]
    groups: frozenset[str]
    officials: frozenset[str]
    locals: frozenset[str]
    analysts: frozenset[str]
    offices: frozenset[str]
    hearsay: frozenset[str]
    trades: frozenset[str]
    particles: frozenset[str]
    locatives: frozenset[str]
    no_names: frozenset[str]


class Country(msgspec.Struct, frozen=True):
    """A country: ISO 3166-1 alpha-2, names, demonyms, and capitals that stand for its government."""

    iso2: str
    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]


FRAMES = frozenset({"quote", "clause", "noun", "object", "inf", "ask", "of"})


def read_table(name: str, kind: type[T], data: bytes | None = None) -> T:
    """One YAML table of this folder as a checked value; ``data`` stands in for the file in tests.

    >>> read_table("names.yaml", NameTable, b"honorifics: 3")
    Traceback (most recent call last):
    ...
    sayso.model.errors.RunAbort: vocabulary/names.yaml: Expected `array`, got `int` - at `$.honorifics`
    """
    if data is not None:
        return _decoded(name, kind, data)
    raw = files("sayso.vocabulary").joinpath(name).read_bytes()
    if (content := compiled.kept(name, raw)) is not None:
        with suppress(msgspec.MsgspecError):  # the file itself is read then, so that the message is one about the file
            return msgspec.msgpack.decode(content, type=kind)
    table = _decoded(name, kind, raw)
    compiled.keep(name, raw, msgspec.yaml.decode(raw))
    return table


def _decoded(name: str, kind: type[T], raw: bytes) -> T:
    try:
        return msgspec.yaml.decode(raw, type=kind)
    except msgspec.MsgspecError as fault:
        raise RunAbort(f"vocabulary/{name}: {fault}") from fault


@cache
def cues() -> CueTable:
    """The cue lexicon."""
    table = read_table("cues.yaml", CueTable)
    for group in table.verbs:
        if strange := set(group.frames) - FRAMES:
            raise RunAbort(f"vocabulary/cues.yaml: verbs of {group.lemmas[0]}: unknown frame {min(strange)}; known are {sorted(FRAMES)}")
    return table


@cache
def certainty() -> CertaintyTable:
    """Estimative words, and the phrases of not knowing and not saying."""
    return read_table("certainty.yaml", CertaintyTable)


@cache
def name_words() -> NameTable:
    """Words in and around names: forms of address, of firms, places, days."""
    return read_table("names.yaml", NameTable)


@cache
def countries() -> tuple[Country, ...]:
    """All countries."""
    found = []
    text = files("sayso.vocabulary").joinpath("countries.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        parts = {key: tuple(filter(None, (row[key] or "").split("|"))) for key in ("aliases", "demonyms", "capital")}
        found.append(Country(row["iso2"], row["name"], parts["aliases"], parts["demonyms"], parts["capital"]))
    return tuple(found)


@cache
def country_words() -> dict[str, tuple[str, str]]:
    """Every name, demonym and capital in lower case, with (ISO code, "name" | "demonym" | "capital")."""
    table: dict[str, tuple[str, str]] = {}
    for country in countries():
        for word in (country.name, *country.aliases):
            table[word.lower()] = (country.iso2, "name")
        for word in country.demonyms:
            table.setdefault(word.lower(), (country.iso2, "demonym"))
            table.setdefault(word.lower() + "s", (country.iso2, "demonym"))
        for word in country.capitals:
            table.setdefault(word.lower(), (country.iso2, "capital"))
    return table


@cache
def demonym(iso2: str) -> str | None:
    """The adjective of a country.

    >>> demonym("KP")
    'North Korean'
    """
    return next((country.demonyms[0] for country in countries() if country.iso2 == iso2 and country.demonyms), None)


@cache
def country_name(iso2: str) -> str:
    """The plain English name of a country code.

    >>> country_name("KR")
    'South Korea'
    """
    return next(country.name for country in countries() if country.iso2 == iso2)


WITH_ARTICLE = re.compile(r"United |.*(?:Republic|Islands|Emirates|lands$)|(?:Bahamas|Comoros|Gambia|Maldives|Philippines|Seychelles|Vatican)$")


def government_of(iso2: str) -> str:
    """The government of a country by its code; the code itself where no country has it.

    >>> government_of("KR"), government_of("US"), government_of("NL"), government_of("XX")
    ('Government of South Korea', 'Government of the United States', 'Government of the Netherlands', 'Government of XX')
    """
    name = next((country.name for country in countries() if country.iso2 == iso2), iso2)
    return f"Government of {'the ' if WITH_ARTICLE.match(name) else ''}{name}"
