"""The tables of bodies, offices and words: what they promise to hold, and that each row can be used."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model.errors import RunAbort
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


def tenure(person: str, start: str, end: str | None, *, role: str = "President", kind: str = "head-of-state") -> actors.Tenure:
    return actors.Tenure("Palace of Ruritania", None, role, kind, person, (), "f", start, end)


@pytest.mark.parametrize(
    ("one", "other", "message"),
    [
        (
            ("2020-01-01", None),
            ("2021-05-01", None),
            "lines 2 and 3: President of Palace of Ruritania is held by Anna Berg (2020-01-01 to now) and by Ruta Ozola (2021-05-01 to now)",
        ),
        (("2020-01-01", "2022-06-30"), ("2022-06-29", "2023-01-01"), "is held by Anna Berg (2020-01-01 to 2022-06-30) and by Ruta Ozola (2022-06-29 to 2023-01-01)"),
        (("2020", "2022"), ("2020-03", "2021-05"), "is held by Anna Berg (2020 to 2022) and by Ruta Ozola (2020-03 to 2021-05)"),
    ],
)
def test_two_holders_of_one_office_on_one_day_stop_the_program(one: tuple[str, str | None], other: tuple[str, str | None], message: str) -> None:
    with pytest.raises(RunAbort, match=re.escape(message)):
        actors.check_holders([tenure("Anna Berg", *one), tenure("Ruta Ozola", *other)])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("2020-01-01", "2022-06-30"), ("2022-06-30", None)),  # the day of handing over
        (("2020", "2022"), ("2022", None)),  # the year of handing over
        (("2020-01", "2022-06"), ("2022-06-14", None)),
    ],
)
def test_a_handover_is_no_overlap(one: tuple[str, str | None], other: tuple[str, str | None]) -> None:
    actors.check_holders([tenure("Anna Berg", *one), tenure("Ruta Ozola", *other)])


@pytest.mark.parametrize(("role", "kind"), [("Spokesperson", "spokesperson"), ("Deputy Director", "deputy"), ("Co-leader", "head"), ("Member of the Presidency", "head-of-state")])
def test_some_offices_have_several_holders(role: str, kind: str) -> None:
    actors.check_holders([tenure("Anna Berg", "2020", None, role=role, kind=kind), tenure("Ruta Ozola", "2020", None, role=role, kind=kind)])


@given(st.lists(st.dates(min_value=date(2000, 1, 1), max_value=date(2024, 1, 1)), min_size=4, max_size=4))
def test_days_that_two_terms_share_are_found_and_no_others(days: list[date]) -> None:
    (a, b), (c, d) = sorted(days[:2]), sorted(days[2:])
    terms = [tenure("Anna Berg", a.isoformat(), b.isoformat()), tenure("Ruta Ozola", c.isoformat(), d.isoformat())]
    if max(a, c) < min(b, d):
        with pytest.raises(RunAbort):
            actors.check_holders(terms)
    else:
        actors.check_holders(terms)


def test_an_acronym_of_several_bodies_names_bodies_of_several_countries() -> None:
    bodies = actors.namesakes("the AFP")
    assert {body.country for body in bodies} == {"AR", "AU", "FR", "PH"}
    assert actors.namesakes("IAEA") == ()
    assert actors.namesakes("nobody") == ()


def test_the_table_of_offices_is_as_wide_as_promised() -> None:
    kinds = {(row.country, row.kind) for row in actors.tenures() if row.country and (row.end is None or row.end >= "2010")}
    heads = {country for country, kind in kinds if kind in {"head-of-state", "head-of-government"}}
    full = {country for country in heads if {(country, kind) for kind in ("foreign-minister", "defence-minister", "intelligence-chief")} <= kinds}
    assert len(full) >= 70
    assert len({country for country, kind in kinds if kind == "spokesperson"}) >= 60
    international = {body.name for body in actors.organisations() if body.country is None}
    assert len({row.organisation for row in actors.tenures()} & international) >= 150


def test_acronyms_are_found_only_in_capitals_and_names_with_their_article() -> None:
    assert (actors.find_organisation("WHO") or actors.organisations()[0]).name == "World Health Organization"
    assert actors.find_organisation("who") is None
    assert actors.find_organisation("the Kremlin") is actors.find_organisation("Kremlin")
    assert actors.find_organisation("nobody's office") is None


def test_given_names_tell_the_gender() -> None:
    names = actors.first_names()
    assert (names["Volodymyr"], names["Fatima"], names["Robin"]) == ("m", "f", "u")
    assert set(names.values()) == {"m", "f", "u"}
