"""Words around the names of places, and our own reviewed tables of places and of other ways to write them. Checked when they are read."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec

from sayso.model.errors import RunAbort
from sayso.vocabulary.loader import read_table

KINDS = frozenset(
    {
        "sea",
        "strait",
        "gulf",
        "bay",
        "ocean",
        "channel",
        "lake",
        "river",
        "canal",
        "mountains",
        "mountain",
        "desert",
        "peninsula",
        "island",
        "islands",
        "region",
        "continent",
        "military-base",
        "naval-base",
        "airfield",
        "airport",
        "port",
        "dam",
        "power-plant",
        "nuclear-plant",
        "refinery",
        "pipeline-terminal",
        "bridge",
        "border-crossing",
        "test-site",
        "camp",
        "landmark",
        "protected-area",
    }
)
FORM_KINDS = frozenset({"state", "province", "postal", "region", "demonym", "variant", "country"})
PLACE_FIELDS = ("id", "name", "aliases", "kind", "latitude", "longitude", "country", "parent", "note")


class PlaceWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of place_words.yaml."""

    kinds: dict[str, list[str]]
    division_words: frozenset[str]
    directions: frozenset[str]
    prepositions: dict[str, list[str]]
    movements: dict[str, list[str]]
    means: dict[str, list[str]]
    tails: frozenset[str]
    heads: frozenset[str]
    local_bodies: frozenset[str]
    titles: frozenset[str]
    common: frozenset[str]
    home_words: dict[str, list[str]]
    inner: frozenset[str]
    soft: frozenset[str]
    languages: frozenset[str]
    state_nouns: frozenset[str]
    parts: frozenset[str]
    moods: frozenset[str]
    taken: frozenset[str]
    people_of: frozenset[str]
    inside: frozenset[str]
    moving: frozenset[str]
    unknown_leads: frozenset[str]
    reached: frozenset[str]
    saying: frozenset[str]
    bound: frozenset[str]
    endings: frozenset[str]
    numbered: frozenset[str]
    site_heads: frozenset[str]
    overhead: frozenset[str]
    ways: frozenset[str]
    arrivals: frozenset[str]
    by_means: frozenset[str]
    sites: frozenset[str]
    articles: frozenset[str]
    prefixes: frozenset[str]
    bare_kinds: frozenset[str]
    addressing: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePlace:
    """A place of our own table; coordinates in degrees (WGS 84), countries as ISO 3166-1 alpha-2, none for waters of several."""

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    latitude: float
    longitude: float
    countries: tuple[str, ...]
    parent: str


@dataclass(frozen=True, slots=True)
class PlaceForm:
    """Another way to write a place: "Calif." for California (state). ``country`` is where the meaning says it."""

    form: str
    meaning: str
    country: str | None
    kind: str


def _rows(name: str, fields: tuple[str, ...], data: str | None = None) -> Iterator[tuple[int, dict[str, str]]]:
    text = files("sayso.vocabulary").joinpath(name).read_text(encoding="utf-8") if data is None else data
    reader = csv.reader(text.splitlines())
    if tuple(next(reader, ())) != fields:
        raise RunAbort(f"vocabulary/{name}: the header must be {','.join(fields)}")
    for number, row in enumerate(reader, 2):
        if len(row) != len(fields):
            raise RunAbort(f"vocabulary/{name}, line {number}: expected {len(fields)} fields, found {len(row)}")
        yield number, dict(zip(fields, row, strict=True))


def _degrees(cell: str, limit: float, where: str) -> float:
    try:
        value = float(cell)
    except ValueError:
        raise RunAbort(f"{where}: {cell!r} is no number of degrees") from None
    if not -limit <= value <= limit:
        raise RunAbort(f"{where}: {cell} lies outside -{limit:g} to {limit:g} degrees")
    return value


def _check(wrong: bool, message: str) -> None:
    if wrong:
        raise RunAbort(message)


def read_places(data: str | None = None) -> tuple[TablePlace, ...]:
    r"""The table of places; ``data`` stands in for the file in tests. Raises RunAbort with file, line and field where a row is not right.

    >>> read_places("id,name,aliases,kind,latitude,longitude,country,parent,note\nsayso:x,X,,sea,95,0,,,")
    Traceback (most recent call last):
    ...
    sayso.model.errors.RunAbort: vocabulary/places.csv, line 2, latitude: 95 lies outside -90 to 90 degrees
    """
    found: dict[str, TablePlace] = {}
    for number, row in _rows("places.csv", PLACE_FIELDS, data):
        where = f"vocabulary/places.csv, line {number}"
        lands = tuple(filter(None, row["country"].split("|")))
        _check(not row["id"].startswith("sayso:"), f"{where}, id: {row['id']!r} does not begin with sayso:")
        _check(row["id"] in found, f"{where}, id: {row['id']} stands twice")
        _check(not row["name"], f"{where}, name: is empty")
        _check(row["kind"] not in KINDS, f"{where}, kind: {row['kind']!r} is unknown; known are {', '.join(sorted(KINDS))}")
        strange = next((code for code in lands if len(code) != 2 or not code.isupper()), None)
        _check(strange is not None, f"{where}, country: {strange!r} is no ISO 3166-1 alpha-2 code")
        found[row["id"]] = TablePlace(
            id=row["id"],
            name=row["name"],
            aliases=tuple(filter(None, row["aliases"].split("|"))),
            kind=row["kind"],
            latitude=_degrees(row["latitude"], 90, f"{where}, latitude"),
            longitude=_degrees(row["longitude"], 180, f"{where}, longitude"),
            countries=lands,
            parent=row["parent"],
        )
    return tuple(found.values())


def read_forms(data: str | None = None) -> tuple[PlaceForm, ...]:
    r"""Other ways to write places; ``data`` stands in for the file in tests.

    >>> read_forms('form,meaning,kind\nGa.,"Georgia, US",state')
    (PlaceForm(form='Ga.', meaning='Georgia', country='US', kind='state'),)
    """
    found = []
    for number, row in _rows("place_forms.csv", ("form", "meaning", "kind"), data):
        where = f"vocabulary/place_forms.csv, line {number}"
        _check(row["kind"] not in FORM_KINDS, f"{where}, kind: {row['kind']!r} is unknown; known are {', '.join(sorted(FORM_KINDS))}")
        _check(not row["form"] or not row["meaning"], f"{where}: form and meaning must not be empty")
        name, comma, land = row["meaning"].rpartition(", ")
        with_country = bool(comma) and len(land) == 2 and land.isupper()
        found.append(PlaceForm(row["form"], name if with_country else row["meaning"], land if with_country else None, row["kind"]))
    return tuple(found)


@cache
def centres() -> dict[str, tuple[float, float]]:
    """Points of countries and large divisions, by GeoNames code, where the packages hold none or one far off."""
    found = {}
    for number, row in _rows("centres.csv", ("code", "latitude", "longitude", "note")):
        where = f"vocabulary/centres.csv, line {number}"
        _check(row["code"] in found, f"{where}, code: {row['code']} stands twice")
        found[row["code"]] = (_degrees(row["latitude"], 90, f"{where}, latitude"), _degrees(row["longitude"], 180, f"{where}, longitude"))
    return found


@cache
def place_words() -> PlaceWords:
    """Words around the names of places."""
    return read_table("place_words.yaml", PlaceWords)


def without_kind(name: str) -> str:
    """The name of a division without the word for its kind; the name itself where it has none.

    >>> without_kind("Tulsa County"), without_kind("Provincia de Salta"), without_kind("Kansas City")
    ('Tulsa', 'Salta', 'Kansas')
    """
    words = name.replace("’", "'").split(" ")
    known = place_words().division_words
    for size in (3, 2, 1):
        if len(words) > size:
            if " ".join(words[-size:]).lower().strip("'") in known:
                return " ".join(words[:-size])
            if " ".join(words[:size]).lower().strip("'") in known:
                return " ".join(words[size:])
    return name
