"""The numbered changes make exactly the tables that the program writes to, and an older ledger is brought up to date with nothing lost."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine

import sayso
from sayso.ledger import tables
from tests.conftest import EXAMPLES

NEW_IN_11 = ("proposition_day",)
NEW_IN_10 = ("token",)
NEW_IN_9 = ("review_key", "review_act", "judgement_chain", "judged_claim", "judged_up_to")
NEW_IN_8 = (
    *(f"proposition_{name}" for name in ("words", "facet", "report", "word", "spot", "spot_origin", "way", "node", "tie", "line")),
    *("facet_value", "story_report", "story"),
)
NEW_IN_7 = ("watch_feed", "watch_item", "watch_alert")
NEW_IN_6 = ("proposition_statement", "proposition", "statement_pair", "statement_key", "matter", "statement", "citation", "reuse", "text_band", "weighed")
NEW_IN_5 = ("claim_event", "event_participant", "event_mention", "event_rival", "event")
NEW_IN_3 = ("claim_mention", "place_candidate", "time_expression", "time_rival", "place_mention", "time_mention", "quantity_mention", "source_rival")


def columns(path: Path) -> dict[str, set[tuple[str, str, bool, bool]]]:
    """The columns of each table of a file: name, type, whether it must be given, whether it belongs to the key."""
    with sqlite3.connect(path) as raw:
        names = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: {(row[1], row[2], bool(row[3]), bool(row[5])) for row in raw.execute(f"PRAGMA table_info({name})")} for name in names}


def test_the_changes_make_the_tables_that_are_written_to(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text("The navy denied it.", encoding="utf-8")
    sayso.open(tmp_path / "made.db", extractor="rules").read(tmp_path / "r.txt")
    engine = create_engine(f"sqlite:///{tmp_path / 'declared.db'}")
    tables.metadata.create_all(engine)
    engine.dispose()
    made, declared = columns(tmp_path / "made.db"), columns(tmp_path / "declared.db")
    assert {name: made.get(name) for name in declared} == declared


def to_schema_2(path: Path) -> None:
    """Takes a ledger back to what the second schema held."""
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        later = (*NEW_IN_11, *NEW_IN_10, *NEW_IN_9, *NEW_IN_8, *NEW_IN_7, *NEW_IN_6, *NEW_IN_5, *NEW_IN_3)
        for name in ("judgement", "ftm_file", "known_name", "known_occupancy", "known_entity", *later):
            raw.execute(f"DROP TABLE IF EXISTS {name}")
        for name in ("ix_document_external_id", "ix_refusal_document_id", "ix_document_text_sha256", "ix_document_raw_sha256"):
            raw.execute(f"DROP INDEX IF EXISTS {name}")
        for name in ("number", "origin_group"):
            raw.execute(f"ALTER TABLE source_link DROP COLUMN {name}")
        raw.execute("DELETE FROM cell WHERE name IN ('places', 'times', 'quantity')")
        raw.execute("UPDATE alembic_version SET version_num = '0002'")
    raw.close()


@pytest.mark.parametrize("ask", ["claims", "verify", "places"])
def test_a_ledger_of_the_second_schema_is_brought_up_to_date(tmp_path: Path, ask: str) -> None:
    path = tmp_path / "old.db"
    ledger = sayso.open(path, extractor="rules")
    ledger.read(EXAMPLES / "W.jsonl")
    before = [claim.id for claim in ledger.claims()]
    to_schema_2(path)
    assert getattr(ledger, ask)() is not None
    assert ledger.verify().faults == ()
    claims = ledger.claims()
    assert [claim.id for claim in claims] == before
    assert claims[0].grounding.empty["places"] == "read by a version that did not ground claims"


def test_a_ledger_of_the_first_schema_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    ledger = sayso.open(path, extractor="rules")
    ledger.read(EXAMPLES / "W.jsonl")
    to_schema_2(path)
    with sqlite3.connect(path) as raw:
        for table in ("attribution", "claim"):
            raw.execute(f"ALTER TABLE {table} DROP COLUMN confidence")
        raw.execute("UPDATE alembic_version SET version_num = '0001'")
    raw.close()
    assert {claim.confidence for claim in ledger.claims()} == {0.5}
    assert ledger.verify().faults == ()


def test_a_ledger_without_days_is_weighed_anew_and_tells_what_is_new(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    ledger = sayso.open(path, extractor="rules")
    ledger.read(EXAMPLES / "W.jsonl")
    told = ledger.changes("2025-02-12")
    with sqlite3.connect(path) as raw:
        raw.execute("DROP TABLE proposition_day")
        raw.execute("DROP INDEX line_told")
        raw.execute("ALTER TABLE proposition_line DROP COLUMN told")
        raw.execute("UPDATE alembic_version SET version_num = '0010'")
    raw.close()
    assert ledger.changes("2025-02-12") == told != []
    assert ledger.verify().faults == ()
