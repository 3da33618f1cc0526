"""The tables of bodies, offices and words: what they promise to hold, and that each row can be used."""

from __future__ import annotations

import re
from collections import Counter

from sayso.vocabulary import actors, loader

DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def test_every_body_has_one_name_a_known_country_and_a_known_parent() -> None:
    names = Counter(body.name for body in actors.organisations())
    assert len(names) > 6000
    assert [name for name, number in names.items() if number > 1] == []
    lands = {country.iso2 for country in loader.countries()}
    assert {body.country for body in actors.organisations() if body.country} - lands <= {
        "CK",
        "EH",
        "MO",
        "GI",
        "GL",
        "FO",
        "HK",
        "PR",
        "RE",
        "NC",
        "PF",
        "BM",
        "KY",
        "VG",
        "IM",
        "JE",
        "GG",
        "AX",
    }
    assert [body.name for body in actors.organisations() if body.parent and body.parent not in names] == []


def test_no_alias_means_two_bodies() -> None:
    owners: dict[str, set[str]] = {}
    for body in actors.organisations():
        for alias in body.aliases:
            owners.setdefault(alias, set()).add(body.name)
    assert {alias: names for alias, names in owners.items() if len(names) > 1} == {}


def test_tenures_are_of_known_bodies_and_end_after_they_begin() -> None:
    names = {body.name for body in actors.organisations()}
    wrong = [
        tenure
        for tenure in actors.tenures()
        if tenure.organisation not in names
        or tenure.gender not in {"m", "f"}
        or not DAY.fullmatch(tenure.start)
        or (tenure.end is not None and (not DAY.fullmatch(tenure.end) or tenure.end[: len(tenure.start)] < tenure.start[: len(tenure.end)]))
    ]
    assert wrong == []


def test_seventy_countries_have_their_heads_and_foreign_ministers_by_day() -> None:
    served = {country for (country, kind), rows in actors.holders_of().items() if kind == "foreign-minister" and any(row.covers("2024-10-23") for row in rows)}
    headed = {country for (country, kind), rows in actors.holders_of().items() if kind == "head-of-state" and any(row.covers("2024-10-23") for row in rows)}
    assert len(served) >= 70
    assert len(headed) >= 70


def test_an_office_has_one_holder_on_a_day() -> None:
    lavrov = [row.person for row in actors.holders_of()["RU", "foreign-minister"] if row.covers("2024-10-23")]
    director = [row.person for row in actors.holders_of()["KR", "intelligence-chief"] if row.covers("2024-10-23")]
    assert (lavrov, director) == (["Sergei Lavrov"], ["Cho Tae-yong"])


def test_acronyms_are_found_only_in_capitals_and_names_with_their_article() -> None:
    assert (actors.find_organisation("WHO") or actors.organisations()[0]).name == "World Health Organization"
    assert actors.find_organisation("who") is None
    assert actors.find_organisation("the Kremlin") is actors.find_organisation("Kremlin")
    assert actors.find_organisation("nobody's office") is None


def test_given_names_tell_the_gender() -> None:
    names = actors.first_names()
    assert (names["Volodymyr"], names["Fatima"], names["Robin"]) == ("m", "f", "u")
    assert set(names.values()) == {"m", "f", "u"}
