"""Our own reviewed tables as entries of the gazetteer, and other ways to write places linked to what they mean."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from importlib.resources import files

from sayso.grounding.gazetteer.folding import fold
from sayso.grounding.gazetteer.packages import Entry
from sayso.vocabulary import places
from sayso.vocabulary.places import PlaceForm

TABLES = ("places.csv", "place_forms.csv", "centres.csv", "countries.csv", "place_words.yaml")
# Kinds of our table as features in the manner of GeoNames.
FEATURES = {
    "sea": "H.SEA",
    "strait": "H.STRT",
    "gulf": "H.GULF",
    "bay": "H.BAY",
    "ocean": "H.OCN",
    "channel": "H.CHN",
    "lake": "H.LK",
    "river": "H.STM",
    "canal": "H.CNL",
    "mountains": "T.MTS",
    "mountain": "T.MT",
    "desert": "T.DSRT",
    "peninsula": "T.PEN",
    "island": "T.ISL",
    "islands": "T.ISLS",
    "region": "L.RGN",
    "continent": "L.CONT",
    "military-base": "S.INSM",
    "naval-base": "S.NVB",
    "airfield": "S.AIRF",
    "airport": "S.AIRP",
    "port": "S.PRT",
    "dam": "S.DAM",
    "power-plant": "S.PS",
    "nuclear-plant": "S.PSN",
    "refinery": "S.OILR",
    "pipeline-terminal": "S.OILT",
    "bridge": "S.BDG",
    "border-crossing": "S.PSTB",
    "test-site": "S.TSTS",
    "camp": "S.CMPRF",
    "landmark": "S.HSTS",
    "protected-area": "L.PRK",
}
STATE_KINDS = frozenset({"state", "province", "postal"})


def table_fingerprint() -> str:
    """A digest of the tables the gazetteer is made from."""
    digest = hashlib.sha256()
    for name in TABLES:
        digest.update(files("sayso.vocabulary").joinpath(name).read_bytes())
    return digest.hexdigest()


def table_entries() -> Iterator[Entry]:
    """Our own places; continents come from the packages."""
    for place in places.read_places():
        if place.kind != "continent":
            yield Entry(
                id=place.id,
                name=place.name,
                latitude=place.latitude,
                longitude=place.longitude,
                country="|".join(place.countries),
                feature=FEATURES[place.kind],
                population=0,
                names=((place.name, 0), *((alias, 1) for alias in place.aliases)),
            )


def link_forms(connection: sqlite3.Connection) -> None:
    """Gives each form of place_forms.csv to the place that it means; forms whose meaning no table holds stay out."""
    for form in places.read_forms():
        key = fold(form.form)
        if key and (number := _meant(connection, form)) is not None:
            rank = 3 if form.kind == "demonym" else 1
            connection.execute("INSERT INTO names VALUES (?, ?, ?) ON CONFLICT (key, place) DO UPDATE SET rank = min(rank, excluded.rank)", (key, number, rank))


def _meant(connection: sqlite3.Connection, form: PlaceForm) -> int | None:
    if form.kind == "country":
        row = connection.execute("SELECT number FROM places WHERE feature = 'A.PCLI' AND country = ?", (form.meaning,)).fetchone()
    else:
        only = "AND p.feature = 'A.ADM1'" if form.kind in STATE_KINDS else ""
        where = "AND p.country = ?" if form.country else "AND ? = ''"
        order = "p.feature = 'A.ADM1' DESC," if form.kind in {"region", "demonym"} else ""
        row = connection.execute(
            f"SELECT p.number FROM names n JOIN places p ON p.number = n.place WHERE n.key = ? AND n.rank < 3 {only} {where} "  # noqa: S608 - parts above are fixed words
            f"ORDER BY n.rank, {order} p.id LIKE 'sayso:%' DESC, p.population DESC, p.number LIMIT 1",
            (fold(form.meaning), form.country or ""),
        ).fetchone()
    return None if row is None else int(row[0])
