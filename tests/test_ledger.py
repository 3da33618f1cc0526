"""The ledger's promises: the same bytes give the same ledger, nothing is lost by a kill, and ``verify`` sees every broken span."""

from __future__ import annotations

import io
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import sayso
from tests.conftest import EXAMPLES, ROOT

KILLS = 50
DOCUMENTS = 100
SOME = 70


def exported(ledger: sayso.Ledger) -> bytes:
    out = io.BytesIO()
    ledger.export("jsonl", out)
    return out.getvalue()


@pytest.fixture(scope="module")
def hundred(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of one hundred documents, and three lines that are none."""
    rows: list[str] = []
    for path in sorted((ROOT / "corpus").glob("c[12]*.jsonl")) + sorted((ROOT / "corpus").glob("c[345]*.jsonl")):
        if ".gold" not in path.name:
            rows.extend(path.read_text(encoding="utf-8").splitlines())
    rows = rows[:DOCUMENTS]
    rows.insert(20, "{broken")
    rows.insert(50, '{"text": ""}')
    rows.insert(80, '{"text": "The navy said so.", "published": "soon"}')
    path = tmp_path_factory.mktemp("hundred") / "reports.jsonl"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def whole(hundred: Path) -> bytes:
    """What an uninterrupted read of them gives."""
    ledger = sayso.open(hundred.parent / "whole.db")
    ledger.read(hundred)
    return exported(ledger)


@pytest.fixture(scope="module")
def some(hundred: Path) -> Path:
    """The first of them, one of the broken lines included."""
    path = hundred.with_name("some.jsonl")
    path.write_text("".join(hundred.read_text(encoding="utf-8").splitlines(keepends=True)[:SOME]), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def whole_fast(some: Path) -> bytes:
    """What reading these gives by rules alone, which is quick enough to be killed fifty times."""
    ledger = sayso.open(some.parent / "fast.db", extractor="rules")
    ledger.read(some)
    return exported(ledger)


def start_read(ledger: Path, data: Path, *options: str, **environment: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "sayso", "read", str(data), "--ledger", str(ledger), *options]
    if workers := environment.pop("workers", None):
        command += ["--workers", workers]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, **environment})


@pytest.mark.parametrize(("seed", "workers"), [("1", "1"), ("2", "2")])
def test_other_hash_seeds_and_more_workers_give_the_same_bytes(tmp_path: Path, hundred: Path, whole: bytes, seed: str, workers: str) -> None:
    assert start_read(tmp_path / "x.db", hundred, PYTHONHASHSEED=seed, workers=workers).wait() == 0
    assert exported(sayso.open(tmp_path / "x.db")) == whole


def wait_for(path: Path) -> float:
    """When the file was there."""
    while not path.exists():
        time.sleep(0.005)
    return time.monotonic()


def test_a_kill_at_any_moment_leaves_a_ledger_that_can_be_finished(tmp_path: Path, some: Path, whole_fast: bytes) -> None:
    chance = random.Random(17)
    timed = tmp_path / "timed.db"
    reading = start_read(timed, some, "--fast")
    begun = wait_for(timed)
    assert reading.wait() == 0
    longest = time.monotonic() - begun  # from the making of the file to the end
    moments = [chance.uniform(0.0, 1.5) * longest for _ in range(KILLS)]

    def kept(number: int) -> int:
        """Documents in a ledger whose reading was killed; reading again finishes every tenth."""
        path = tmp_path / f"{number}.db"
        reading = start_read(path, some, "--fast")
        wait_for(path)
        time.sleep(moments[number])
        reading.send_signal(signal.SIGKILL)
        reading.wait()
        ledger = sayso.open(path, extractor="rules")
        report = ledger.verify()
        assert report.faults == ()
        if number % 10 == 0:
            ledger.read(some)
            assert exported(ledger) == whole_fast
        return report.documents

    with ThreadPoolExecutor(2) as two:
        assert sum(two.map(kept, range(KILLS))) > 0


def test_reading_in_two_parts_finds_the_first_part_known(tmp_path: Path, hundred: Path) -> None:
    lines = hundred.read_text(encoding="utf-8").splitlines()
    part = tmp_path / "part.jsonl"
    part.write_text("\n".join(lines[:10]), encoding="utf-8")
    ledger = sayso.open(tmp_path / "x.db")
    first = ledger.read(part)
    second = ledger.read(part)
    assert (first.new, second.new, second.known) == (10, 0, 10)


BREAKS = [
    ("UPDATE document SET text = replace(text, 'Korea', 'Corea')", "does not have the sha256"),
    ("UPDATE document SET outlet = 'Someone Else' WHERE seq = 1", "does not follow from the document's text and facts"),
    ("UPDATE content SET start = start + 1 WHERE owner LIKE 'c-%' AND position = 0", "should read"),
    ("UPDATE attribution SET cue_end = 10000000 WHERE cue_end IS NOT NULL AND seq = 1", "lies outside a text"),
    ("UPDATE cell SET words = 'never said' WHERE words IS NOT NULL", "should read 'never said'"),
    ("UPDATE cell SET reason = NULL WHERE value IS NULL", "is empty without a reason"),
    ("DELETE FROM cell WHERE name = 'act'", "its cell act is not there"),
    ("DELETE FROM content WHERE owner LIKE 'c-%'", "it has no content"),
    ("DELETE FROM claim_words", "the search index lacks this claim"),
    ("UPDATE attribution SET parent = 'a-nowhere' WHERE seq = 2", "is not there"),
    ("UPDATE source_link SET words = 'nobody' WHERE words IS NOT NULL", "should read 'nobody'"),
]


@pytest.mark.parametrize(("statement", "message"), BREAKS, ids=[message for _, message in BREAKS])
def test_verify_sees_what_was_changed(tmp_path: Path, statement: str, message: str) -> None:
    ledger = sayso.open(tmp_path / "x.db")
    ledger.read(EXAMPLES / "V.jsonl")
    assert ledger.verify().faults == ()
    with sqlite3.connect(tmp_path / "x.db") as raw:
        assert raw.execute(statement).rowcount > 0
    assert any(message in fault for fault in ledger.verify().faults)


def test_search_finds_words_phrases_beginnings_and_accents(story_ledger: sayso.Ledger) -> None:
    everything = story_ledger.claims()
    assert len(story_ledger.claims("troops")) < len(everything)
    assert story_ledger.claims('"special forces"')
    assert not story_ledger.claims('"forces special"')
    assert len(story_ledger.claims("Vladivos*")) >= len(story_ledger.claims("Vladivostok")) > 0
    assert story_ledger.claims('AND OR NOT ( " *') == []  # words of the query language are words like any other
    assert story_ledger.count("troops") == len(story_ledger.claims("troops"))
    assert story_ledger.claims(limit=2, offset=1) == everything[1:3]


def test_filters_of_days_are_inclusive(story_ledger: sayso.Ledger) -> None:
    days = sorted({document.published for document in story_ledger.documents() if document.published})
    only = story_ledger.claims(since=days[2], until=days[2])
    assert {claim.published for claim in only} == {days[2]}


def test_the_rows_survive_json(story_ledger: sayso.Ledger) -> None:
    import msgspec

    for claim in story_ledger.claims():
        assert msgspec.json.decode(msgspec.json.encode(claim), type=sayso.ClaimView) == claim


def test_every_claim_names_the_run_that_made_it(story_ledger: sayso.Ledger) -> None:
    raw = sqlite3.connect(story_ledger.settings.ledger)
    row = raw.execute("SELECT program, stages, model_name, model_sha256 FROM run").fetchone()
    raw.close()
    assert row[0] == sayso.__version__
    assert set(json.loads(row[1])) == {"documents", "language", "claims", "grounding"}
    assert (row[2], row[3]) == (sayso.model().name, sayso.model().sha256)


def test_two_reports_with_one_text_from_two_outlets_are_two_documents(tmp_path: Path) -> None:
    ledger = sayso.open(tmp_path / "x.db")
    (tmp_path / "r.txt").write_text("The navy said that two ferries had collided.", encoding="utf-8")
    ledger.read(tmp_path / "r.txt", outlet="The One")
    ledger.read(tmp_path / "r.txt", outlet="The Other")
    assert [document.outlet for document in ledger.documents()] == ["The One", "The Other"]
