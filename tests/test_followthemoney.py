"""Files of FollowTheMoney entities: read line by line, loaded whole or not at all, looked up by name."""

from __future__ import annotations

import gzip
import json
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sayso
from sayso.desk.actors import ActorDesk
from sayso.model.errors import UserError
from sayso.model.known import EntityKind, ImportedEntity, ImportedOffice, Passed
from sayso.settings import Settings
from sayso.sources.followthemoney import read_entities

Entity = dict[str, Any]

# Invented people, ports and offices.
PIRES: Entity = {
    "id": "x-pires",
    "schema": "Person",
    "caption": "Ana Pires",
    "properties": {"name": ["Ana Pires"], "alias": ["Ана Пиреш", "Ana Maria Pires"], "nationality": ["pt"]},
}
NAMESAKE: Entity = {"id": "x-pires-2", "schema": "Person", "caption": "Ana Pires", "properties": {"name": ["Ana Pires"], "country": ["br"]}}
PORT: Entity = {"id": "x-port", "schema": "PublicBody", "caption": "Kesh Port", "properties": {"name": ["Kesh Port"], "alias": ["Port of Kesh"], "country": ["pt"]}}
POST: Entity = {"id": "x-post", "schema": "Position", "caption": "Harbour Master", "properties": {"name": ["Harbour Master"], "country": ["pt"], "organization": ["x-port"]}}
HELD: Entity = {
    "id": "x-held",
    "schema": "Occupancy",
    "properties": {"holder": ["x-pires"], "post": ["x-post"], "startDate": ["2021-05"], "endDate": ["2024-12-31"], "status": ["ended"]},
}
SHIP: Entity = {"id": "x-ship", "schema": "Vessel", "caption": "Sable Heron", "properties": {"name": ["Sable Heron"]}}
SAMPLE = [HELD, PIRES, NAMESAKE, PORT, POST, SHIP]


def write(path: Path, *entities: Entity | str) -> Path:
    path.write_text("".join(f"{entity if isinstance(entity, str) else json.dumps(entity, ensure_ascii=False)}\n" for entity in entities), encoding="utf-8")
    return path


@pytest.fixture
def desk(tmp_path: Path) -> ActorDesk:
    """The actors of a ledger in which Ana Pires speaks for a port in October 2024."""
    report = tmp_path / "report.txt"
    report.write_text("Ana Pires, harbour master of Kesh Port in Portugal, said on Monday that the ferry was late.", encoding="utf-8")
    ledger = tmp_path / "a.db"
    sayso.open(ledger, extractor="rules").read(report, published="2024-10-23", outlet="The Example")
    return ActorDesk(Settings(ledger=str(ledger)))


def test_a_file_gives_persons_bodies_posts_and_who_held_them(tmp_path: Path) -> None:
    rows = [row for _, row in read_entities(write(tmp_path / "e.json", *SAMPLE))]
    assert rows[0] == ImportedOffice(id="x-held", holder="x-pires", target="x-post", role=None, start="2021-05", end="2024-12-31")
    assert rows[1] == ImportedEntity(id="x-pires", kind=EntityKind.PERSON, name="Ana Pires", names=("Ana Pires", "Ана Пиреш", "Ana Maria Pires"), countries=("PT",))
    assert rows[4] == ImportedEntity(id="x-post", kind=EntityKind.POST, name="Harbour Master", names=("Harbour Master",), countries=("PT",), organisation="x-port")
    assert rows[5] == Passed("Vessel")


def test_nested_entities_give_the_rows_of_flat_ones(tmp_path: Path) -> None:
    link = {**HELD, "properties": {**HELD["properties"], "post": [{**POST, "properties": {**POST["properties"], "organization": [PORT]}}]}}
    del link["properties"]["holder"]
    nested = {**PIRES, "properties": {**PIRES["properties"], "positionOccupancies": [link]}}
    flat = {row for _, row in read_entities(write(tmp_path / "flat.json", HELD, PIRES, PORT, POST))}
    assert {row for _, row in read_entities(write(tmp_path / "nested.json", nested))} == flat


def test_a_gzipped_file_gives_the_same(tmp_path: Path) -> None:
    plain = write(tmp_path / "e.json", *SAMPLE)
    packed = tmp_path / "e.json.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert list(read_entities(packed)) == list(read_entities(plain))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "e.json, line 2: input data was truncated"),
        ("[1]", "e.json, line 2: expected `object`, got `array`"),
        ('{"id": "a"}', "e.json, line 2: object missing required field `schema`"),
        ('{"id": 7, "schema": "Person"}', "e.json, line 2, field id: expected `str`, got `int`"),
        ('{"id": "a", "schema": "Person", "properties": {"name": "Ana"}}', "e.json, line 2, field properties.name: must be a list of values, even of one"),
        ('{"id": "a", "schema": "Person", "properties": {"name": [3]}}', "e.json, line 2, field properties.name: neither a string nor an entity"),
        (
            '{"id": "a", "schema": "Occupancy", "properties": {"holder": ["p"], "post": ["q"], "startDate": ["2024-02-31"]}}',
            "e.json, line 2, field properties.startDate: '2024-02-31' is no date: day is out of range for month",
        ),
        (
            '{"id": "a", "schema": "Occupancy", "properties": {"holder": ["p"], "post": ["q"], "endDate": ["31 February"]}}',
            "e.json, line 2, field properties.endDate: '31 February' is no date: write it as",
        ),
    ],
)
def test_a_broken_line_is_named_with_field_and_reason_and_nothing_is_loaded(desk: ActorDesk, tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(UserError) as raised:
        desk.load(write(tmp_path / "e.json", PIRES, line, PORT))
    assert message in str(raised.value)
    assert desk.files() == []
    with sqlite3.connect(tmp_path / "a.db") as raw:
        assert [raw.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("ftm_file", "known_entity", "known_name", "known_occupancy")] == [0, 0, 0, 0]


def test_a_damaged_archive_is_named_and_nothing_is_loaded(desk: ActorDesk, tmp_path: Path) -> None:
    packed = tmp_path / "e.json.gz"
    packed.write_bytes(gzip.compress(write(tmp_path / "e.json", *SAMPLE).read_bytes())[:-30])
    with pytest.raises(UserError, match=r"e.json.gz, after line \d+: the file is damaged"):
        desk.load(packed)
    assert desk.files() == []


def test_loading_counts_and_the_same_file_twice_adds_nothing(desk: ActorDesk, tmp_path: Path) -> None:
    file = write(tmp_path / "sample.ftm.json", *SAMPLE, PIRES)
    first = desk.load(file)
    assert (first.name, first.persons, first.bodies, first.posts, first.offices, first.names, first.repeated) == ("sample", 2, 1, 1, 1, 6, 1)
    assert first.passed == {"Vessel": 1}
    again = desk.load(write(tmp_path / "copy.json", *SAMPLE, PIRES))
    assert (again.known, again.persons) == (True, 0)
    assert [(row.name, row.persons) for row in desk.files()] == [("sample", 2)]


def test_entities_are_candidates_with_score_reason_and_office_and_rivals_stay_visible(desk: ActorDesk, tmp_path: Path) -> None:
    before = desk.show("Ana Pires")
    assert (before.actor.entity, before.candidates) == (None, ())
    desk.load(write(tmp_path / "sample.json", *SAMPLE))
    shown = desk.show("Ana Pires")
    best, rival = shown.candidates
    assert (best.id, best.dataset, rival.id) == ("x-pires", "sample", "x-pires-2")
    assert shown.actor.entity == best
    assert best.office is not None
    assert (best.office.role, best.office.organisation, best.office.end) == ("Harbour Master", "Kesh Port", "2024-12-31")
    assert "Harbour Master on 2024-10-23" in best.reason
    assert best.score > rival.score
    desk.apart("Ana Pires", "x-pires", "she is the other one")
    desk.merge("Ana Pires", "x-pires-2", "she told me")
    assert [(candidate.id, candidate.score) for candidate in desk.show("Ana Pires").candidates] == [("x-pires-2", 1.0), ("x-pires", 0.0)]


def test_the_verb_prints_counts_and_names_the_fault(desk: ActorDesk, tmp_path: Path, run: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    ledger = desk._settings.ledger
    good = run("actors", "import", write(tmp_path / "sample.json", *SAMPLE), "--ledger", ledger)
    assert good.stdout == "sample: 2 persons, 1 bodies, 1 posts, 1 offices held, 6 names; 0 repeated\npassed over: Vessel 1\n"
    assert run("actors", "import", tmp_path / "sample.json", "--ledger", ledger).stdout.startswith("Nothing new")
    bad = run("actors", "import", write(tmp_path / "bad.json", "nonsense"), "--ledger", ledger)
    assert (bad.returncode, "bad.json, line 1: " in bad.stderr) == (2, True)
    assert run("actors", "import", tmp_path / "none.json", "--ledger", ledger).stderr.endswith("none.json: no such file\n")
