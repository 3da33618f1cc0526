"""Weighing in a real ledger: incremental, order-free, rebuilt with an equal result, and kept whole when killed."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sayso
from sayso import compose
from sayso.desk import weighing
from sayso.evaluation.items import read_items
from sayso.ledger.sqlite import engine_for
from sayso.model.reading import Reading
from sayso.settings import Settings
from tests.conftest import EXAMPLES, Run

TABLES = ("weighed", "text_band", "reuse", "citation", "statement", "statement_pair", "proposition", "proposition_statement")
SHOWN = ("facet", "report", "day", "word", "spot", "spot_origin", "way", "node", "tie", "words")  # what the board is read from
LINE = "number, proposition_id, root, text, type, verdict, least, most, carriers, claims, changes, first, last, start, end, told, detail"  # but the places in the order of reading


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    """The seven reports of story W, read by the rules."""
    chosen = Settings(extractor="rules")
    builder = compose.document_builder(chosen)
    return list(compose.make_pipeline(chosen).read(builder.build(item)[0] for item, _ in read_items(EXAMPLES / "W.jsonl")))


def weigh(path: Path, readings: list[Reading], *, step: int) -> dict[str, list[tuple[object, ...]]]:
    """Writes the readings in this order, weighs after every ``step`` of them, and returns all derived rows."""
    chosen = Settings(ledger=str(path), extractor="rules")
    writer = compose.open_writer(chosen)
    run = writer.register(compose.run_facts(chosen))
    engine = engine_for(path, write=True)
    for first in range(0, len(readings), step):
        writer.write(run, readings[first : first + step], ())
        weighing.bring_up_to_date(engine, path)
    return derived(path)


def derived(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(path) as raw:
        queries = {table: f"SELECT * FROM {table}" for table in (*TABLES, *(f"proposition_{name}" for name in SHOWN), "facet_value", "story", "story_report")}
        return {name: sorted(raw.execute(query), key=repr) for name, query in (queries | {"line": f"SELECT {LINE} FROM proposition_line"}).items()}


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(7)), step=st.integers(1, 7))
def test_the_order_of_reading_makes_no_difference(readings: list[Reading], tmp_path_factory: pytest.TempPathFactory, order: list[int], step: int) -> None:
    folder = tmp_path_factory.mktemp("orders")
    straight = weigh(folder / "straight.db", readings, step=7)
    shuffled = weigh(folder / "shuffled.db", [readings[place] for place in order], step=step)
    assert shuffled == straight


def test_what_is_dropped_is_made_again_the_same(readings: list[Reading], tmp_path: Path) -> None:
    path = tmp_path / "again.db"
    before = weigh(path, readings, step=2)
    assert sayso.open(path).rebuild() == len(readings)
    assert derived(path) == before


def test_a_reprint_adds_no_origin(readings: list[Reading], tmp_path: Path) -> None:
    path = tmp_path / "story.db"
    weigh(path, readings, step=7)
    ledger = sayso.open(path)
    names = {row.id: row.external_id for row in ledger.documents()}
    twice = [row for story in ledger.story() for row in story.propositions if {names[key] for key in row.documents} == {"W01", "W02"}]
    assert twice
    assert all(row.verdict.most == 1 and len(row.verdict.carriers) == 2 for row in twice if row.verdict.origins)


def test_what_a_newer_version_no_longer_says_is_withdrawn_and_supports_nothing(tmp_path: Path) -> None:
    page, ledger = tmp_path / "page.txt", sayso.open(tmp_path / "versions.db", extractor="rules")
    facts = {"outlet": "Harbour Post", "url": "https://harbour.example/1"}
    kept = "The central bank said inflation reached nine per cent in March."
    page.write_text(f"{kept}\n\nThe navy said a freighter had cut the cable near Slite on Monday night.", encoding="utf-8")
    ledger.read(page, published="2025-02-10", **facts)
    page.write_text(kept, encoding="utf-8")
    ledger.read(page, published="2025-02-11", **facts)
    rows = [ledger.proposition(row.id).proposition for story in ledger.story() for row in story.propositions]
    (dropped,) = [row for row in rows if "freighter" in row.text]
    assert [change.kind.value for change in dropped.changes] == ["withdrawn"]
    assert dropped.verdict.least == 0


def test_the_verbs_answer_in_words_and_in_json(run: Run, tmp_path: Path) -> None:
    book = tmp_path / "book.db"
    assert run("read", EXAMPLES / "W.jsonl", "--fast", "--ledger", book).returncode == 0
    told = run("story", "--ledger", book)
    assert "origins" in told.stdout
    first = next(word for word in told.stdout.split() if word.startswith("P-"))
    shown = run("show", first, "--why", "--ledger", book)
    assert shown.returncode == 0
    assert "rule:" in shown.stdout
    assert run("changes", "--since", "2025-02-12", "--json", "--ledger", book).stdout.startswith("[")
    assert run("show", "P-ffffffff", "--ledger", book).returncode == 2
    assert run("changes", "--since", "soon", "--ledger", book).returncode == 2
    assert run("verify", "--ledger", book).returncode == 0


def test_verify_finds_derived_rows_that_do_not_fit_and_rebuild_mends_them(readings: list[Reading], tmp_path: Path) -> None:
    path = tmp_path / "broken.db"
    weigh(path, readings, step=7)
    ledger = sayso.open(path)
    assert ledger.verify().faults == ()
    with sqlite3.connect(path) as raw:
        raw.execute("DELETE FROM proposition_statement WHERE claim_id = (SELECT min(claim_id) FROM proposition_statement)")
        raw.execute("UPDATE proposition SET verdict = 'true' WHERE id = (SELECT max(id) FROM proposition)")
    found = " ".join(ledger.verify().faults)
    assert "no proposition holds it" in found
    assert "its verdict is not the one" in found
    ledger.rebuild()
    assert ledger.verify().faults == ()


def test_verify_finds_days_that_do_not_fit(readings: list[Reading], tmp_path: Path) -> None:
    path = tmp_path / "days.db"
    weigh(path, readings, step=7)
    ledger = sayso.open(path)
    with sqlite3.connect(path) as raw:
        days = raw.execute("SELECT d.proposition_id, d.day FROM proposition_day d JOIN proposition_line l ON l.proposition_id = d.proposition_id AND d.day < l.told")
        early, other = days.fetchone(), raw.execute("SELECT max(proposition_id) FROM proposition_line").fetchone()[0]
        raw.execute("DELETE FROM proposition_day WHERE (proposition_id, day) = (?, ?)", early)
        raw.execute("UPDATE proposition_day SET stood = json_set(stood, '$.most', 99) WHERE proposition_id = ?", (other,))
    found = ledger.verify().faults
    assert any(fault.startswith(f"{early[0]}: how it stood on the day of one of its reports is not kept") for fault in found)
    assert any(fault.startswith(f"{other}: how it stood on its last day is not how it stands") for fault in found)
    ledger.rebuild()
    assert ledger.verify().faults == ()


def test_days_kept_through_new_versions_and_judgements_are_those_made_anew(tmp_path: Path) -> None:
    path, page = tmp_path / "kept.db", tmp_path / "page.txt"
    ledger = sayso.open(path, extractor="rules")
    told = "The navy said a freighter had cut the cable near Slite on Monday night."
    bank = "The central bank said inflation reached nine per cent in March."
    for text, day, outlet, url in (
        (f"{told}\n\nThe freighter's owner denied that it had cut the cable near Slite.", "2025-02-12", "Island Gazette", None),
        (f"{bank}\n\n{told}", "2025-02-10", "Harbour Post", "https://harbour.example/1"),
        (bank, "2025-02-11", "Harbour Post", "https://harbour.example/1"),
        (f"{told}\n\nDivers will look for the anchor, the coast guard said.", "2025-02-14", "Gotland Herald", None),
    ):
        page.write_text(text, encoding="utf-8")
        ledger.read(page, published=day, outlet=outlet, url=url)
        ledger.story()
    for claim in ledger.claims()[:2]:
        ledger.review.reject(claim.id, by="ann", why="no claim")
    ledger.review.undo(ledger.review.acts()[0].id, by="ann", why="it is one")
    before = derived(path)
    assert len(before["proposition_day"]) > len(before["line"])
    ledger.rebuild()
    assert derived(path) == before
