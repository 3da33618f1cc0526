"""Review in a real ledger: what persons decide holds, whenever and in whatever order, can be taken back, and is chained."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sayso
from sayso import compose
from sayso.evaluation.items import read_items
from sayso.model.errors import NotFound, UserError
from sayso.model.reading import Reading
from sayso.settings import Settings
from tests.conftest import EXAMPLES, Run
from tests.test_weighing import derived

WHO = {"by": "ann", "why": "checked against the text"}


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    """The seven reports of story W, read by the rules."""
    chosen = Settings(extractor="rules")
    builder = compose.document_builder(chosen)
    return list(compose.make_pipeline(chosen).read(builder.build(item)[0] for item, _ in read_items(EXAMPLES / "W.jsonl")))


def keep(path: Path, readings: list[Reading]) -> sayso.Ledger:
    """Writes readings into a ledger without weighing them."""
    chosen = Settings(ledger=str(path), extractor="rules")
    writer = compose.open_writer(chosen)
    writer.write(writer.register(compose.run_facts(chosen)), readings, ())
    return sayso.open(path, extractor="rules")


@pytest.fixture
def book(readings: list[Reading], tmp_path: Path) -> sayso.Ledger:
    return keep(tmp_path / "book.db", readings)


def at(number: int) -> str:
    return f"2026-11-30T08:00:{number:02}+00:00"


def act_on(book: sayso.Ledger, number: int) -> str:
    """Judges what does not hang on the order of reading: claims named by their words, in ways that change weighing."""
    review, claims = book.review, {" ".join(part.words for part in claim.content): claim for claim in book.claims(rejected=True)}
    ranked = [claims[words] for words in sorted(claims)]
    one, two = ranked[number * 7 % len(ranked)], ranked[(number * 11 + 3) % len(ranked)]
    made = {**WHO, "at": at(number)}
    if number % 3 == 0:
        return review.reject(one.id, **made).id
    if number % 3 == 1:
        return review.correct(one.id, "act", value="deny" if one.act.value != "deny" else "assert", **made).id
    return review.correct(two.id, "quantity", value=f"{number}..{number + 5}", **made).id


def propositions(book: sayso.Ledger) -> dict[str, tuple[str, ...]]:
    """The claims of each proposition, by its id, those with the most first."""
    book.weigh()
    held: dict[str, list[str]] = {}
    with sqlite3.connect(book.settings.ledger) as raw:
        for claim, key in raw.execute("SELECT claim_id, proposition_id FROM proposition_statement ORDER BY claim_id"):
            held.setdefault(key, []).append(claim)
    raw.close()
    return {key: tuple(held[key]) for key in sorted(held, key=lambda key: (-len(held[key]), key))}


def largest(book: sayso.Ledger) -> list[str]:
    """The ids of propositions, those with the most claims first."""
    return list(propositions(book))


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(7)), step=st.integers(1, 7), numbers=st.lists(st.integers(0, 20), min_size=1, max_size=3, unique=True), when=st.integers(0, 7))
def test_judgements_before_or_after_weighing_give_the_same(
    readings: list[Reading], tmp_path_factory: pytest.TempPathFactory, order: list[int], step: int, numbers: list[int], when: int
) -> None:
    folder = tmp_path_factory.mktemp("orders")
    after = keep(folder / "after.db", readings)
    after.weigh()
    for number in numbers:
        act_on(after, number)
    merged = after.review.merge(largest(after)[:2], **WHO, at=at(58)).id
    parted = largest(after)[0]
    after.review.split(parted, [after.proposition(parted).proposition.statements[-1]], **WHO, at=at(59))
    assert after.review.acts()[-2].id == merged
    weighed = derived(folder / "after.db")

    carried = keep(folder / "carried.db", [readings[place] for place in order[:when]])
    carried.review.carry(str(folder / "after.db"))
    for first in range(when, 7, step):
        keep(folder / "carried.db", [readings[place] for place in order[first : min(first + step, 7)]]).weigh()
    carried.weigh()
    assert derived(folder / "carried.db") == weighed
    carried.rebuild()
    assert derived(folder / "carried.db") == weighed
    assert carried.verify().faults == ()


@pytest.mark.parametrize("number", [0, 1, 2])
def test_undo_brings_back_exactly_what_was(book: sayso.Ledger, number: int) -> None:
    path = Path(book.settings.ledger)
    book.weigh()
    before, views = derived(path), book.claims()
    act = act_on(book, number)
    changed = derived(path)
    assert changed != before
    book.review.undo(act, by="bea", why="a mistake")
    assert derived(path) == before
    assert book.claims() == views
    shown = next(row for row in book.review.acts() if row.id == act)
    assert shown.undone is not None
    assert shown.undone[1] == "bea"
    assert not shown.applies


def test_only_what_a_judgement_touches_is_weighed_again(book: sayso.Ledger) -> None:
    path = Path(book.settings.ledger)
    book.weigh()
    before = derived(path)
    claim = book.claims()[0]
    book.review.correct(claim.id, "certainty", value="possible", **WHO)
    after = derived(path)
    documents = {row.id for row in book.documents() if row.id == claim.document}
    kept = {row[0] for row in before["statement"] if row in after["statement"]}
    assert kept == {row.id for row in book.claims() if row.document not in documents}


def test_a_rejected_claim_takes_no_part_and_is_hidden(book: sayso.Ledger) -> None:
    claim = book.claims()[3]
    book.review.reject(claim.id, **WHO)
    assert claim.id not in {row.id for row in book.claims()}
    assert book.count() == len(book.claims())
    assert all(claim.id not in held for held in propositions(book).values())
    shown = next(row for row in book.claims(rejected=True) if row.id == claim.id)
    assert shown.reviewed is not None
    assert (shown.reviewed.kind, shown.reviewed.by, shown.reviewed.why) == ("reject", "ann", WHO["why"])
    assert book.verify().faults == ()


def test_a_corrected_cell_is_what_filters_and_weighing_see_and_says_what_was_read(book: sayso.Ledger) -> None:
    claim = next(row for row in book.claims() if row.act.value == "assert" and row.speaker.name)
    book.review.correct(claim.id, "act", value="deny", **WHO)
    shown = book.show(claim.id).claim
    assert shown.act.value == "deny"
    assert shown.act.judged is not None
    assert shown.act.judged.machine == "assert"
    assert claim.id in {row.id for row in book.claims(act="deny")}
    assert claim.id not in {row.id for row in book.claims(act="assert")}
    sides = {row.claim: row.act for key in largest(book) for row in book.proposition(key).supports}
    assert sides[claim.id] == "deny"
    assert book.verify().faults == ()


def test_a_speaker_is_corrected_by_selecting_words_and_takes_over_what_is_known_of_the_name(book: sayso.Ledger) -> None:
    known = next(row for row in book.claims() if row.speaker.name and row.speaker.role)
    other = next(row for row in book.claims() if row.document == known.document and row.speaker.name != known.speaker.name)
    start = book.text(known.document).index(str(known.speaker.name))
    made = book.review.correct(other.id, "speaker", start=start, end=start + len(str(known.speaker.name)), **WHO)
    voice = book.show(other.id).claim.speaker
    assert (voice.name, voice.role, voice.country) == (known.speaker.name, known.speaker.role, known.speaker.country)
    assert voice.mention is not None
    assert voice.mention.start == start
    assert voice.judged[0].machine == (other.speaker.name or other.speaker.organisation or (other.speaker.mention.words if other.speaker.mention else None))
    assert str(known.speaker.name) in made.what
    assert other.id in {row.id for row in book.claims(source=str(known.speaker.name))}


CELLS = [
    ("speaker.role", "press officer", lambda claim: claim.speaker.role == "press officer"),
    ("speaker.organisation", "Balthane Networks", lambda claim: claim.speaker.organisation == "Balthane Networks"),
    ("speaker.country", "se", lambda claim: claim.speaker.country == "SE"),
    ("certainty", "probable", lambda claim: claim.certainty.value == "probable"),
    ("polarity", "negative", lambda claim: claim.polarity.value == "negative"),
    ("condition", "if the weather holds", lambda claim: claim.condition.value == "if the weather holds"),
    ("said_at", "2025-02-09", lambda claim: claim.said_at.value == "2025-02-09/2025-02-09"),
    ("place", "Tallinn", lambda claim: [(one.name, one.chosen.country) for one in claim.grounding.places if one.chosen] == [("Tallinn", "EE")]),
    ("time", "2025-02", lambda claim: [one.interval for one in claim.grounding.times] == ["2025-02-01/2025-02-28"]),
    ("quantity", "3000..", lambda claim: (claim.grounding.quantity.minimum, claim.grounding.quantity.maximum) == (3000.0, None)),
    ("quantity", "", lambda claim: claim.grounding.quantity is None and claim.grounding.empty["quantity"] == "judged to be empty"),
]


@pytest.mark.parametrize(("cell", "value", "holds"), CELLS, ids=[f"{cell}={value}" for cell, value, _ in CELLS])
def test_every_cell_can_be_set(book: sayso.Ledger, cell: str, value: str, holds: Callable[[object], bool]) -> None:
    claim = next(row for row in book.claims() if len(row.grounding.places) < 2 and len(row.grounding.times) < 2 and row.speaker.name)
    act = book.review.correct(claim.id, cell, value=value, **WHO)
    shown = book.show(claim.id).claim
    assert holds(shown)
    assert [(mark.cell, mark.act) for mark in shown.judged] == [(cell, act.id)]
    assert book.verify().faults == ()


def test_content_is_corrected_by_selecting_words(book: sayso.Ledger) -> None:
    claim = book.claims()[0]
    part = claim.content[0]
    book.review.correct(claim.id, "content", start=part.start, end=part.start + 30, **WHO)
    shown = book.show(claim.id).claim
    assert shown.content[0].words == part.words[:30].strip()
    assert shown.judged[0].machine == part.words
    assert book.verify().faults == ()


def test_content_of_several_stretches_stands_in_the_order_of_the_text_and_undoes(book: sayso.Ledger) -> None:
    claim = next(one for one in book.claims() if len(one.content[0].words.split()) > 5)
    whole = claim.content[0]
    first, *_, last = whole.words.split()
    tail = (whole.end - len(last), whole.end)
    act = book.review.correct(claim.id, "content", start=tail[0], end=tail[1], more=[(whole.start, whole.start + len(first))], **WHO)
    assert f"{first} … {last}" in act.what
    shown = book.show(claim.id).claim
    assert [part.words for part in shown.content] == [first, last]
    assert shown.judged[0].machine == " … ".join(part.words for part in claim.content)
    assert book.verify().faults == ()
    book.rebuild()
    assert [part.words for part in book.show(claim.id).claim.content] == [first, last], "it holds for what is derived anew"
    book.review.undo(act.id, **WHO)
    assert book.show(claim.id).claim.content == claim.content


def test_acts_that_were_kept_before_content_had_stretches_read_as_ever(book: sayso.Ledger) -> None:
    claim = book.claims()[0]
    act = book.review.correct(claim.id, "content", start=claim.content[0].start, end=claim.content[0].start + 30, **WHO)
    with sqlite3.connect(book.settings.ledger) as raw:
        (value,) = raw.execute("SELECT value FROM review_act WHERE id = ?", (act.id,)).fetchone()
        old = msgspec.json.decode(value)
        assert old["correction"].pop("more") == []
        raw.execute("UPDATE review_act SET value = ? WHERE id = ?", (msgspec.json.encode(old).decode(), act.id))
    raw.close()
    assert [found.id for found in book.review.acts(claim.id)] == [act.id]
    assert book.show(claim.id).claim.judged[0].act == act.id


WRONG = [
    ({"cell": "content", "start": 0, "end": 20, "more": [(10, 30)]}, "lie over each other"),
    ({"cell": "content", "start": 0, "end": 20, "more": [(40, 10**9)]}, "does not lie in the text"),
    ({"cell": "speaker", "start": 0, "end": 20, "more": [(40, 50)]}, "only content may have several"),
    ({"cell": "act", "value": "shout"}, "act cannot be 'shout'"),
    ({"cell": "colour", "value": "red"}, "unknown cell 'colour'"),
    ({"cell": "time", "value": "tomorrow"}, "'tomorrow' is no time"),
    ({"cell": "quantity", "value": "5..3"}, "'5..3' is no number or range"),
    ({"cell": "quantity", "start": 0, "end": 5}, "needs a value beside"),
    ({"cell": "speaker.country", "value": "Estland"}, "code of two letters"),
    ({"cell": "content", "value": "anything"}, "selecting words"),
    ({"cell": "speaker", "start": 5, "end": 10**9}, "does not lie in the text"),
    ({"cell": "speaker"}, "nothing to correct it to"),
    ({"cell": "place", "value": "geonames:0", "start": 0, "end": 5}, "knows no place"),
]


@pytest.mark.parametrize(("given", "message"), WRONG, ids=[message for _, message in WRONG])
def test_what_is_no_value_is_refused_in_plain_words_and_nothing_is_kept(book: sayso.Ledger, given: dict[str, object], message: str) -> None:
    with pytest.raises(UserError, match=message.replace(".", "\\.")):
        book.review.correct(book.claims()[0].id, **given, **WHO)  # type: ignore[arg-type]
    assert book.review.acts() == []


def test_a_judgement_needs_a_name_a_reason_and_a_target(book: sayso.Ledger) -> None:
    claim = book.claims()[0].id
    with pytest.raises(UserError, match="needs a reason"):
        book.review.accept(claim, by="ann", why=" ")
    with pytest.raises(UserError, match="needs a name"):
        book.review.accept(claim, by="", why="read")
    with pytest.raises(NotFound, match="holds no claim"):
        book.review.accept("c-nothing", **WHO)
    with pytest.raises(NotFound, match="holds no act"):
        book.review.undo("r-nothing", **WHO)
    with pytest.raises(UserError, match="from 1"):
        book.review.credibility(largest(book)[0], 7, **WHO)
    made = book.review.undo(book.review.accept(claim, **WHO).id, **WHO)
    with pytest.raises(UserError, match="was taken back"):
        book.review.undo(made.id, **WHO)


def test_merged_propositions_are_one_until_it_is_undone(book: sayso.Ledger) -> None:
    before = propositions(book)
    one, two = largest(book)[0], largest(book)[-1]
    claims = {*book.proposition(one).proposition.statements, *book.proposition(two).proposition.statements}
    act = book.review.merge([one, two], **WHO)
    assert set(book.proposition(act.target).proposition.statements) == claims
    assert [row.id for row in book.review.acts(act.target)] == [act.id]
    book.review.undo(act.id, **WHO)
    assert propositions(book) == before


def test_what_is_split_off_stays_apart_also_when_more_reports_come(readings: list[Reading], tmp_path: Path) -> None:
    book = keep(tmp_path / "split.db", readings[:4])
    key, whole = next(iter(propositions(book).items()))
    going = book.proposition(key).proposition.statements[-1]
    act = book.review.split(key, [going], **WHO)
    assert propositions(book)[act.target] == (going,)
    keep(tmp_path / "split.db", readings[4:])
    held = next(group for group in propositions(book).values() if going in group)
    assert not set(held) & (set(whole) - {going})


def test_copies_are_split_off_together(tmp_path: Path) -> None:
    text = "The navy said a freighter had cut the cable near Slite on Monday night."
    book = sayso.open(tmp_path / "copies.db", extractor="rules")
    for outlet in ("Harbour Post", "Coast Daily"):
        (tmp_path / "r.txt").write_text(text, encoding="utf-8")
        book.read(tmp_path / "r.txt", outlet=outlet, url=f"https://{outlet[0]}.example/1", published="2025-02-10")
    (key, held), *_ = propositions(book).items()
    with pytest.raises(UserError, match="copies of a report go together"):
        book.review.split(key, [held[0]], **WHO)


def test_a_later_judgement_wins_over_an_earlier_one(book: sayso.Ledger) -> None:
    (key, whole), *_ = propositions(book).items()
    book.review.split(key, [whole[0]], **WHO)
    book.review.merge([key for key, held in propositions(book).items() if set(held) & set(whole)], **WHO)
    assert {key for held in propositions(book).values() if whole[0] in held for key in held} >= set(whole)


def test_a_person_sets_the_credibility(book: sayso.Ledger) -> None:
    key = largest(book)[0]
    book.review.credibility(key, 3, **WHO)
    act = book.review.credibility(key, 2, **WHO)
    assert act.what == "credibility 2: probably true"
    assert book.board.proposition(key).line.credibility == 2
    assert [row.id for row in book.board.proposition(key).acts][-1] == act.id
    book.review.undo(act.id, **WHO)
    assert book.board.proposition(key).line.credibility == 3


def test_judgements_outlast_another_reading_of_the_same_report(tmp_path: Path) -> None:
    old = sayso.open(tmp_path / "old.db", extractor="rules")
    old.read(EXAMPLES / "W.jsonl")
    claims = old.claims()
    target = next(row for row in claims if row.act.value == "assert" and row.speaker.name and len(row.content[0].words) > 40)
    old.review.correct(target.id, "act", value="deny", **WHO)
    old.review.reject(next(row for row in claims if row.document != target.document and row.speaker.name and len(row.content[0].words) > 40).id, **WHO)

    new = sayso.open(tmp_path / "new.db", extractor="network")
    new.read(EXAMPLES / "W.jsonl")
    assert not {row.id for row in new.claims()} & {row.id for row in claims}, "another extractor gives other ids"
    acts = new.review.carry(str(tmp_path / "old.db"))
    assert [act.applies for act in acts] == [True, True]
    assert acts[0].target != target.id
    shown = new.show(acts[0].target).claim
    assert shown.act.value == "deny"
    assert shown.document == target.document
    assert acts[1].target not in {row.id for row in new.claims()}
    assert new.verify().faults == ()
    assert new.verify().chain == old.verify().chain


def test_what_finds_nothing_to_apply_to_is_kept_and_says_so(book: sayso.Ledger, tmp_path: Path) -> None:
    book.review.reject(book.claims()[0].id, **WHO)
    (tmp_path / "r.txt").write_text("The harbour master said two ships had left.", encoding="utf-8")
    other = sayso.open(tmp_path / "other.db", extractor="rules")
    other.read(tmp_path / "r.txt", published="2025-02-10")
    acts = other.review.carry(book.settings.ledger)
    assert [act.applies for act in acts] == [False]
    assert len(other.claims()) == len(other.claims(rejected=True))


def test_a_judgement_holds_for_copies_of_a_report(tmp_path: Path) -> None:
    text = "The navy said a freighter had cut the cable near Slite on Monday night."
    book = sayso.open(tmp_path / "copies.db", extractor="rules")
    for outlet in ("Harbour Post", "Coast Daily"):
        (tmp_path / "r.txt").write_text(text, encoding="utf-8")
        book.read(tmp_path / "r.txt", outlet=outlet, url=f"https://{outlet[0]}.example/1", published="2025-02-10")
    first, second = book.claims()
    assert first.document != second.document
    book.review.correct(first.id, "certainty", value="possible", **WHO)
    assert book.show(second.id).claim.certainty.value == "possible"
    assert [act.target for act in book.review.acts(second.id)]


def chain(path: Path, statement: str) -> tuple[str, ...]:
    """The faults that verify finds once somebody changed the file behind the program's back."""
    with sqlite3.connect(path) as raw:
        raw.executescript(statement)
    raw.close()
    return sayso.open(path).verify().faults


TAMPERED = [
    ("UPDATE review_act SET why = 'other' WHERE seq = 2", "was changed after it was made"),
    ("UPDATE judgement SET left_label = 'other' WHERE seq = 1", "was changed after it was made"),
    ("DELETE FROM review_key; DELETE FROM review_act WHERE seq = 2", "the judgement was removed"),
    ("DELETE FROM review_key; DELETE FROM review_act WHERE seq = 2; DELETE FROM judgement_chain WHERE seq = 2", "the judgement before it was removed"),
    ("DELETE FROM review_key; DELETE FROM review_act WHERE seq = 3; DELETE FROM judgement_chain WHERE seq = 4", "the last ones were removed"),
    (
        "UPDATE review_act SET seq = -1 WHERE seq = 1; UPDATE review_act SET seq = 1 WHERE seq = 2; UPDATE review_act SET seq = 2 WHERE seq = -1",
        "the order of judgements was changed",
    ),
    ("INSERT INTO review_act SELECT 9, 'r-false', kind, target, value, why, made_by, made_at FROM review_act WHERE seq = 1", "stands outside the chain"),
]


@pytest.mark.parametrize(("statement", "fault"), TAMPERED, ids=[fault for _, fault in TAMPERED])
def test_the_chain_shows_what_was_changed_removed_or_reordered(book: sayso.Ledger, statement: str, fault: str) -> None:
    claims = [row.id for row in book.claims()][:3]
    book.review.accept(claims[0], **WHO)
    book.review.accept(claims[1], **WHO)
    named = [actor.name for actor in book.actors.list()][:2]
    book.actors.merge(named[0], named[1], why="one house", by="ann")
    last = book.review.accept(claims[2], **WHO)
    report = book.verify()
    assert (report.faults, report.judgements) == ((), 4)
    found = chain(Path(book.settings.ledger), f"PRAGMA foreign_keys = OFF; {statement}")
    assert any(fault in row for row in found), found
    assert last.id


def test_writers_at_once_do_not_fork_the_chain(book: sayso.Ledger, run: Run) -> None:
    claims = [row.id for row in book.claims()][:4]
    book.weigh()
    path = Path(book.settings.ledger).resolve()
    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(lambda key: run("review", "accept", key, "--why", "read", "--by", key, "--ledger", path), claims))
    assert [row.returncode for row in done] == [0] * 4, [row.stderr for row in done]
    report = book.verify()
    assert (report.judgements, report.faults) == (4, ())


def test_a_ledger_with_judgements_about_actors_gets_a_chain(book: sayso.Ledger) -> None:
    named = [actor.name for actor in book.actors.list()][:3]
    book.actors.merge(named[0], named[1], why="one house", by="ann")
    book.actors.apart(named[0], named[2], why="two houses", by="ann")
    before = book.verify().chain
    path = Path(book.settings.ledger)
    with sqlite3.connect(path) as raw:
        for name in ("review_key", "review_act", "judgement_chain", "judged_claim", "judged_up_to"):
            raw.execute(f"DROP TABLE {name}")
        later = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'token%' OR name LIKE 'access%'")]
        for name in later:
            raw.execute(f"DROP TABLE {name}")
        for statement in ("DROP TABLE proposition_day", "DROP INDEX line_told", "ALTER TABLE proposition_line DROP COLUMN told"):
            raw.execute(statement)
        raw.execute("UPDATE alembic_version SET version_num = '0008'")
    raw.close()
    report = book.verify()
    assert (report.faults, report.judgements, report.chain) == ((), 2, before)


def test_the_command_line_says_what_it_does(book: sayso.Ledger, run: Run) -> None:
    path = Path(book.settings.ledger).resolve()
    claim = book.claims()[0]
    done = run("review", "correct", claim.id[:8], "certainty", "possible", "--why", "hedged", "--ledger", path, SAYSO_USER="ann")
    assert done.returncode == 0, done.stderr
    assert f"{claim.id}  certainty: “possible” instead of “{claim.certainty.value}”: hedged (ann, " in done.stdout
    assert "certainty set by ann on " in run("show", claim.id, "--ledger", path).stdout
    act = done.stdout.split()[0]
    assert "taken back on" in run("review", "undo", act, "--why", "no", "--ledger", path, SAYSO_USER="bea").stdout
    assert run("review", "list", "--ledger", path).stdout.endswith("1 judgement\n")
    assert "act cannot be 'shout'" in run("review", "correct", claim.id, "act", "shout", "--why", "x", "--ledger", path).stderr
    assert "judgements of persons in one chain that ends in" in run("verify", "--ledger", path).stdout


def test_the_export_carries_review(book: sayso.Ledger, tmp_path: Path) -> None:
    claim = book.claims()[0].id
    act = book.review.reject(claim, **WHO)
    with (tmp_path / "out.jsonl").open("wb") as out:
        book.export("jsonl", out)
    rows = [msgspec.json.decode(line) for line in (tmp_path / "out.jsonl").read_bytes().splitlines()]
    assert [row["id"] for row in rows if row["kind"] == "review"] == [act.id]
    assert next(row for row in rows if row["kind"] == "claim" and row["id"] == claim)["reviewed"]["kind"] == "reject"
