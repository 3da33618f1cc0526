"""What a user sees of grounded cells: places, actors, events, the watchlist, and what is said where they cannot be had. Texts are our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import EXAMPLES, Run

REPORT = """The navy of Norvania said on Tuesday that it had moved at least 3,000 soldiers by ship from Odesa to Batumi between early and mid-May.
If Russia sends more troops to Abkhazia, Georgia will close the border, Foreign Minister Nino Kapanadze said. "We do not know whether the ships will stay," she told reporters.
"""
LATER = "Russia has sent another 400 troops to Abkhazia, Georgia's Foreign Ministry said on Friday."


@pytest.fixture
def book(run: Run, tmp_path: Path) -> Path:
    (tmp_path / "r.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "later.txt").write_text(LATER, encoding="utf-8")
    for name, day in (("r.txt", "2026-05-20"), ("later.txt", "2026-06-06")):
        assert run("read", name, "--published", day, "--outlet", "The Example", "--ledger", "x.db").returncode == 0
    return tmp_path / "x.db"


def test_show_says_what_each_cell_stands_for(run: Run, book: Path) -> None:
    claims = json.loads(run("claims", "soldiers", "--ledger", book, "--json").stdout)
    shown = run("show", claims[0]["id"], "--ledger", book).stdout
    for words in ("Odesa (UA)", "from, leg 1, by ship", "2026-05-01/2026-05-20", "3000 to .., soldiers", "geonames:"):
        assert words in shown, shown
    grounding = claims[0]["grounding"]
    assert (grounding["quantity"]["minimum"], grounding["quantity"]["maximum"]) == (3000, None)
    assert [(place["name"], place["role"], place["means"]) for place in grounding["places"]] == [("Odesa", "from", "ship"), ("Batumi", "to", "ship")]


def test_places_are_listed_with_coordinates_and_roles(run: Run, book: Path) -> None:
    rows = {row["name"]: row for row in json.loads(run("places", "--ledger", book, "--json").stdout)}
    assert (rows["Batumi"]["country"], rows["Batumi"]["roles"]) == ("GE", {"to": 1})
    assert round(rows["Odesa"]["latitude"]) == 46
    assert "Batumi" in run("places", "batumi", "--ledger", book).stdout
    assert json.loads(run("places", "--country", "UA", "--ledger", book, "--json").stdout)[0]["name"] == "Odesa"


def test_an_unknown_role_is_named(run: Run, book: Path) -> None:
    done = run("places", "--role", "near", "--ledger", book)
    assert (done.returncode, done.stderr.strip()) == (2, "sayso: unknown role 'near'; known are: at, from, via, to")


def test_events_are_listed_and_filtered(run: Run, book: Path) -> None:
    rows = json.loads(run("events", "MOBILIZE", "--ledger", book, "--json").stdout)
    assert {row["type"] for row in rows} == {"MOBILIZE"}
    assert json.loads(run("events", "--realis", "hypothetical", "--ledger", book, "--json").stdout)
    done = run("events", "DANCE", "--ledger", book)
    assert done.returncode == 2
    assert "unknown type of event 'DANCE'; known are: ACCUSE, AGREE" in done.stderr


def test_the_watchlist_has_what_claims_hang_on_and_what_is_not_known(run: Run, book: Path) -> None:
    found = json.loads(run("watchlist", "--ledger", book, "--json").stdout)
    (indicator,) = found["indicators"]
    assert indicator["condition"]["words"].startswith("If Russia sends more troops")
    assert [report["words"] for report in indicator["reported"]] == ["Russia has sent another 400 troops to Abkhazia"]
    assert any("whether the ships will stay" in part["words"] for question in found["questions"] for part in question["content"])
    assert "reported" in run("watchlist", "--ledger", book).stdout


def test_a_folder_that_cannot_be_written_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    done = run("read", EXAMPLES / "W.jsonl", "--ledger", "y.db", SAYSO_CACHE=str(tmp_path / "file" / "cache"))
    assert done.returncode == 2
    assert "the gazetteer cannot be kept in" in done.stderr
    assert "SAYSO_CACHE" in done.stderr
    assert "Traceback" not in done.stderr


def test_asking_never_opens_the_gazetteer(run: Run, book: Path, tmp_path: Path) -> None:
    for verb in ("claims", "places", "actors", "events", "watchlist", "documents", "verify"):
        done = run(verb, "--ledger", book, SAYSO_CACHE=str(tmp_path / "nothing"))
        assert done.returncode == 0, done.stderr
    assert not list((tmp_path / "nothing").glob("gazetteer*"))


def test_actors_are_merged_by_judgement_and_taken_apart_again(run: Run, book: Path) -> None:
    names = [row["name"] for row in json.loads(run("actors", "--ledger", book, "--json").stdout)]
    assert "Nino Kapanadze" in names
    other = next(name for name in names if name != "Nino Kapanadze")
    merged = run("actors", "merge", "Nino Kapanadze", other, "--why", "a test", "--by", "an editor", "--ledger", book)
    assert merged.returncode == 0, merged.stderr
    assert len(json.loads(run("actors", "--ledger", book, "--json").stdout)) == len(names) - 1
    judgement = json.loads(run("actors", "judgements", "--ledger", book, "--json").stdout)[0]
    assert run("actors", "withdraw", judgement["id"], "--ledger", book).returncode == 0
    assert len(json.loads(run("actors", "--ledger", book, "--json").stdout)) == len(names)
    assert run("verify", "--ledger", book).returncode == 0
