"""The tables of places and of their other written forms: each row can be used, and the points stand where people know them to be."""

from __future__ import annotations

import csv
import math
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from sayso.vocabulary import loader
from tests.conftest import ROOT

FOLDER = ROOT / "src" / "sayso" / "vocabulary"
EARTH_RADIUS_KM = 6371.0
KINDS = {
    "sea", "strait", "gulf", "bay", "ocean", "channel", "lake", "river", "canal", "mountains", "mountain", "desert", "peninsula", "island", "islands", "region", "continent",
    "military-base", "naval-base", "airfield", "airport", "port", "dam", "power-plant", "nuclear-plant", "refinery", "pipeline-terminal", "bridge", "border-crossing", "test-site",
    "camp", "landmark", "protected-area",
}  # fmt: skip
FORM_KINDS = {"state", "province", "postal", "region", "demonym", "variant", "country"}


def rows(name: str, folder: Path = FOLDER) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, strict=True))


def folded(text: str) -> str:
    """Lower case without accents and marks, as a reader would take two spellings for one."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return " ".join(re.sub(r"[^\w]+", " ", re.sub(r"['’‘ʻ]", "", plain.lower())).split())


PLACES = rows("places.csv")
FORMS = rows("place_forms.csv")
NAMED = {row["name"]: row for row in PLACES}
TERRITORIES = {  # GeoNames counts these among its countries; countries.csv lists states
    "Bermuda", "British Indian Ocean Territory", "Cayman Islands", "Falkland Islands", "Faroe Islands", "French Guiana", "French Polynesia", "Gibraltar", "Guadeloupe",
    "Isle of Man", "Jersey", "Macao", "Martinique", "New Caledonia", "Northern Mariana Islands", "Puerto Rico", "Reunion", "Aruba",
}  # fmt: skip
LANDS = {country.iso2 for country in loader.countries()}


def distance(one: str, other: str) -> float:
    """Kilometres along the great circle between two places of the table."""
    first, second = ([math.radians(float(NAMED[name][field])) for field in ("latitude", "longitude")] for name in (one, other))
    across = math.sin(first[0]) * math.sin(second[0]) + math.cos(first[0]) * math.cos(second[0]) * math.cos(first[1] - second[1])
    return EARTH_RADIUS_KM * math.acos(min(1.0, across))


def test_the_table_covers_the_world() -> None:
    kinds = Counter(row["kind"] for row in PLACES)
    assert len(PLACES) >= 900
    assert set(kinds) == KINDS
    assert min(kinds[kind] for kind in ("sea", "strait", "river", "lake", "military-base", "airfield", "port", "nuclear-plant", "border-crossing")) >= 50
    assert len({land for row in PLACES for land in row["country"].split("|")}) >= 150


@pytest.mark.parametrize("name", ["places.csv", "place_forms.csv"])
def test_no_row_is_short_long_or_padded(name: str) -> None:
    with (FOLDER / name).open(encoding="utf-8", newline="") as handle:
        header, *body = csv.reader(handle, strict=True)
    assert [row for row in body if len(row) != len(header) or any(cell != cell.strip() for cell in row)] == []


def test_ids_come_from_names_and_none_stands_twice() -> None:
    assert [key for field in ("id", "name") for key, number in Counter(folded(row[field]) for row in PLACES).items() if number > 1] == []
    assert [row["id"] for row in PLACES if not re.fullmatch(r"sayso:[a-z0-9]+(-[a-z0-9]+)*", row["id"])] == []


def test_every_place_has_a_known_kind_known_countries_and_a_point_on_the_globe() -> None:
    wrong = [
        row["name"]
        for row in PLACES
        if row["kind"] not in KINDS
        or not set(filter(None, row["country"].split("|"))) <= LANDS
        or not -90 <= float(row["latitude"]) <= 90
        or not -180 <= float(row["longitude"]) <= 180
        or not re.fullmatch(r"-?\d+\.\d{2,4} -?\d+\.\d{2,4}", f"{row['latitude']} {row['longitude']}")
    ]
    assert wrong == []


def test_an_alias_repeats_neither_its_name_nor_another_alias() -> None:
    wrong = []
    for row in PLACES:
        names = [folded(name) for name in [row["name"], *filter(None, row["aliases"].split("|"))]]
        wrong += [row["name"]] if len(set(names)) < len(names) else []
    assert wrong == []


def test_only_a_few_aliases_are_shared_and_only_by_places_of_one_kind() -> None:
    owners: dict[str, list[dict[str, str]]] = {}
    for row in PLACES:
        for name in {folded(name) for name in [row["name"], *filter(None, row["aliases"].split("|"))]}:
            owners.setdefault(name, []).append(row)
    shared = {name: {row["kind"] for row in found} for name, found in owners.items() if len(found) > 1}
    assert shared == {"sierra nevada": {"mountains"}, "channel islands": {"islands"}, "lapland": {"region"}, "tri cities": {"region"}, "friendship bridge": {"bridge"}}


@pytest.mark.parametrize(
    ("one", "other", "kilometres", "within"),
    [
        ("Crimean Bridge", "Kerch Strait", 4, 5),
        ("Zaporizhzhia Nuclear Power Plant", "Kakhovka Dam", 120, 10),  # the whole length of the reservoir lies between
        ("Natanz Nuclear Facility", "Fordow", 146, 10),
        ("Punggye-ri", "Yongbyon Nuclear Scientific Research Center", 330, 20),
        ("Rafah crossing", "Kerem Shalom", 3, 1),
        ("Al Udeid", "Bandar Abbas naval base", 540, 25),
        ("Kadena Air Base", "Futenma", 9, 2),
        ("Engels-2", "Hostomel Airport", 1140, 30),
        ("Strait of Gibraltar", "Suez Canal", 3550, 60),
        ("Senkaku Islands", "Kinmen", 540, 20),
        ("Mont Blanc", "Matterhorn", 63, 3),
        ("Mount Everest", "K2", 1310, 40),
        ("Hoover Dam", "Golden Gate Bridge", 710, 20),
        ("Pearl Harbor", "Midway Atoll", 2110, 40),
        ("Heathrow", "Charles de Gaulle Airport", 347, 5),
        ("Severomorsk Naval Base", "Sevastopol Naval Base", 2720, 40),
        ("Tarbela Dam", "Three Gorges Dam", 3600, 100),
    ],
)
def test_distances_that_people_know(one: str, other: str, kilometres: float, within: float) -> None:
    assert distance(one, other) == pytest.approx(kilometres, abs=within)


@pytest.mark.parametrize(
    ("first", "then", "field"),
    [
        ("Black Sea", "Caspian Sea", "longitude"),
        ("Red Sea", "Persian Gulf", "longitude"),
        ("Tartus naval base", "Hmeimim", "latitude"),
        ("Southern Gaza", "Northern Gaza", "latitude"),
        ("Taiwan Strait", "Luzon Strait", "longitude"),
        ("Lake Victoria", "Lake Turkana", "latitude"),
        ("Drake Passage", "Strait of Magellan", "latitude"),
        ("West Coast", "Midwest", "longitude"),
        ("Midwest", "East Coast", "longitude"),
    ],
)
def test_what_lies_west_or_south_of_what(first: str, then: str, field: str) -> None:
    assert float(NAMED[first][field]) < float(NAMED[then][field])


def test_every_form_has_a_known_kind_and_says_something_new() -> None:
    assert len(FORMS) >= 500
    assert {row["kind"] for row in FORMS} == FORM_KINDS
    assert [row for row in FORMS if not row["form"] or not row["meaning"] or folded(row["form"]) == folded(row["meaning"].rpartition(", ")[0] or row["meaning"])] == []


def test_a_form_is_written_once_for_a_meaning_and_its_kind() -> None:
    assert [key for key, number in Counter((folded(row["form"]), row["meaning"], row["kind"]) for row in FORMS).items() if number > 1] == []


def test_meanings_of_countries_are_codes_and_others_are_names_with_a_country_or_of_our_table() -> None:
    known = {folded(name) for row in PLACES for name in [row["name"], *row["aliases"].split("|")]}
    known |= {folded(country.name) for country in loader.countries()}
    strange = []
    for row in FORMS:
        if row["kind"] == "country":
            strange += [] if row["meaning"] in LANDS else [row]
        elif not re.search(r", [A-Z]{2}$", row["meaning"]) and folded(row["meaning"]) not in known:
            strange.append(row)
    assert {row["meaning"] for row in strange} == TERRITORIES


@pytest.mark.parametrize(
    ("form", "meaning"),
    [
        ("Calif.", "California, US"),
        ("Ga.", "Georgia, US"),
        ("Kursk region", "Kurskaya oblast', RU"),
        ("Primorsky Krai", "Primorskiy kray, RU"),
        ("Chechen", "Chechnya, RU"),
        ("Catalan", "Catalonia, ES"),
        ("Siberian", "Siberia"),
        ("Kiev", "Kyiv, UA"),
        ("Burma", "MM"),
        ("Saigon", "Ho Chi Minh City, VN"),
        ("Halab", "Aleppo, SY"),
        ("DPRK", "KP"),
        ("the U.S.", "US"),
    ],
)
def test_forms_mean_what_readers_take_them_for(form: str, meaning: str) -> None:
    assert {row["meaning"] for row in FORMS if row["form"] == form} == {meaning}
