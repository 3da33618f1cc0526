"""What the board shows of real ledgers: the same as the propositions and their claims say, a page at a time, whatever is asked."""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sayso
from sayso.desk.board import BoardDesk
from sayso.desk.board_reading import Answers, Standing
from sayso.ledger import board_pages
from sayso.model.board import PropositionFilter, PropositionLine
from sayso.model.errors import NotFound, UserError
from sayso.model.story_views import PropositionDetail
from sayso.model.views import ClaimFilter
from sayso.synthesis.news import counted
from tests.conftest import EXAMPLES

ALL = PropositionFilter(limit=1000)
STORIES = ("V", "W", "X")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> sayso.Ledger:
    """Three stories, read by rules; tests only ask it."""
    made = sayso.open(tmp_path_factory.mktemp("board") / "board.db", extractor="rules")
    made.read(*(EXAMPLES / f"{name}.jsonl" for name in STORIES))
    return made


@pytest.fixture(scope="module")
def board(ledger: sayso.Ledger) -> BoardDesk:
    return ledger.board


@pytest.fixture(scope="module")
def details(ledger: sayso.Ledger) -> dict[str, PropositionDetail]:
    """Every proposition with its claims, as ``sayso show`` has it."""
    return {row.id: ledger.proposition(row.id) for story in ledger.story() for row in story.propositions}


def ids(board: BoardDesk, **wanted: str | int | None) -> set[str]:
    """The propositions that a filter finds."""
    return {row.id for row in board.propositions(replace(ALL, **wanted)).items}


def test_stories_are_those_of_all_propositions_put_together_at_once(ledger: sayso.Ledger, board: BoardDesk) -> None:
    shown = board.stories().items
    whole = ledger.story()
    assert [row.id for row in shown] == [story.id for story in whole]
    for row, story in zip(shown, whole, strict=True):
        assert (row.title, row.first, row.last) == (story.title, story.first, story.last)
        assert (row.propositions, row.documents, row.outlets) == (len(story.propositions), len(story.documents), len(story.outlets))
        assert row.verdicts == Counter(one.verdict.name.value for one in story.propositions)


def test_a_line_says_what_the_proposition_says(board: BoardDesk, details: dict[str, PropositionDetail]) -> None:
    lines = board.propositions(ALL)
    assert lines.total == len(lines.items) == len(details)
    for row in lines.items:
        whole = details[row.id].proposition
        assert (row.text, row.type, row.verdict) == (whole.text, whole.type, whole.verdict.name.value)
        assert (row.least, row.most, row.carriers) == (whole.verdict.least, whole.verdict.most, len(whole.verdict.carriers))
        assert row.claims == len(whole.statements)
        assert row.origins == tuple(origin.label for origin in whole.verdict.origins)
        assert row.deniers == tuple(origin.label for origin in whole.verdict.deniers)
        assert (row.number.amount if row.number else None) == (whole.numbers[-1].amount if whole.numbers else None)
        assert (row.credibility, row.state) == (None, "")


def test_a_proposition_is_shown_as_the_command_line_shows_it(board: BoardDesk, details: dict[str, PropositionDetail]) -> None:
    for key, detail in details.items():
        assert board.proposition(key).detail == detail
    some = next(iter(details))
    assert board.proposition(some[2:12]).line.id == some


def test_of_many_claims_the_first_are_shown_and_all_are_counted(board: BoardDesk, details: dict[str, PropositionDetail], monkeypatch: pytest.MonkeyPatch) -> None:
    key = max(details, key=lambda one: len(details[one].supports))
    monkeypatch.setattr(board_pages, "CLAIMS", 3)
    page = board.proposition(key)
    assert page.detail.supports == details[key].supports[:3]
    assert page.line.claims == len(details[key].proposition.statements) > 3


@pytest.mark.parametrize("sort", ["carriers", "last", "origins", "new"])
def test_pages_add_up_to_the_whole_in_one_order(board: BoardDesk, sort: str) -> None:
    whole = board.propositions(replace(ALL, sort=sort)).items
    pages = [board.propositions(PropositionFilter(sort=sort, limit=7, offset=offset)).items for offset in range(0, len(whole), 7)]
    assert [row for page in pages for row in page] == list(whole)
    measure = {"carriers": lambda row: row.carriers, "last": lambda row: row.last or "", "origins": lambda row: row.least}
    if sort in measure:
        assert [measure[sort](row) for row in whole] == sorted((measure[sort](row) for row in whole), reverse=True)


def test_filters_find_what_they_say(board: BoardDesk, details: dict[str, PropositionDetail], ledger: sayso.Ledger) -> None:
    claims = {claim.id: claim for claim in ledger.claims()}
    acts = {key: {row.act for row in detail.supports} for key, detail in details.items()}
    for act in ("deny", "assess", "confirm"):
        assert ids(board, act=act) == {key for key, held in acts.items() if act in held} != set()
    for verdict in ("contested", "single-source"):
        assert ids(board, verdict=verdict) == {key for key, detail in details.items() if detail.proposition.verdict.name.value == verdict} != set()
    told = {key: [claims[row.claim] for row in detail.supports if row.claim in claims] for key, detail in details.items()}
    speakers = {key: {link.name for claim in held for link in claim.chain if link.name} for key, held in told.items()}
    assert ids(board, actor="kirby") >= {key for key, held in speakers.items() if any("Kirby" in name for name in held)} != set()
    lands = {key: {place.chosen.country for claim in held for place in claim.grounding.places if place.chosen} for key, held in told.items()}
    assert ids(board, place="se") >= {key for key, held in lands.items() if "SE" in held} != set()
    assert ids(board, place="vladivostok") < ids(board, place="RU") | ids(board, place="vladivostok")
    since = ids(board, since="2024-10-24", until="2024-10-28")
    assert since == {
        key for key, detail in details.items() if (detail.proposition.verdict.last or "") >= "2024-10-24" and (detail.proposition.verdict.first or "9") <= "2024-10-28"
    }
    assert ids(board, act="deny", verdict="contested") == ids(board, act="deny") & ids(board, verdict="contested")


def test_words_are_looked_for_in_the_text_and_in_all_claims(board: BoardDesk, details: dict[str, PropositionDetail]) -> None:
    texts = {key: " ".join([detail.proposition.text, *(part.words for row in detail.supports for part in row.content)]).lower() for key, detail in details.items()}
    assert ids(board, words="soldiers") == {key for key, text in texts.items() if "soldiers" in text.replace("’", " ").split() or "soldiers" in text} & ids(board, words="soldier*")
    assert ids(board, words='"eastern Russia"') == {key for key, text in texts.items() if "eastern russia" in text} != set()
    assert ids(board, words="soldiers cable") == ids(board, words="soldiers") & ids(board, words="cable")


@given(words=st.text(max_size=30))
@settings(max_examples=60, deadline=None)
def test_no_search_is_an_error(board: BoardDesk, words: str) -> None:
    for wanted in (PropositionFilter(words=words), PropositionFilter(actor=words), PropositionFilter(place=words)):
        assert board.propositions(wanted).total >= 0


def test_what_a_story_does_not_know_is_what_its_claims_say(ledger: sayso.Ledger, board: BoardDesk, details: dict[str, PropositionDetail]) -> None:
    """One claim for each proposition, real questions before the rest, at most so many."""
    shown = {story.id: board.not_known(story.id, 50) for story in ledger.story()}
    assert any(shown.values())
    for story in ledger.story():
        matter = {claim: row.id for row in story.propositions for claim in details[row.id].proposition.statements}
        asked = [re.match(r"(?i)whether|what|who|why|how|where|when|which|if", claim.content[0].words) is not None for claim in shown[story.id]]
        assert asked == sorted(asked, reverse=True)
        assert {claim.act.value for claim in shown[story.id]} <= {"unknown"}
        assert len({matter[claim.id] for claim in shown[story.id]}) == len(shown[story.id])
        assert board.not_known(story.id, 1) == shown[story.id][:1]


@pytest.mark.parametrize("words", ['"', '"open', "*", "a AND", "NEAR(", "words: x", "^x", "-x", "\0", "\udc80", "x\0y", "(", "'; DROP TABLE claim"])
def test_odd_searches_are_searches(board: BoardDesk, words: str) -> None:
    assert board.propositions(PropositionFilter(words=words)).total >= 0


def test_a_story_page_offers_values_that_find_what_they_count(board: BoardDesk) -> None:
    for row in board.stories().items:
        page = board.story(row.id, ALL)
        assert page.story == row
        assert {one.story for one in page.propositions.items} == {row.id}
        assert page.propositions.total == row.propositions == sum(row.verdicts.values())
        for kind, name in (("verdict", "verdict"), ("act", "act"), ("actor", "actor"), ("place", "place"), ("land", "place"), ("country", "actor")):
            for value, label, count in page.facets.get(kind, ())[:3]:
                found = board.story(row.id, replace(ALL, **{name: value})).propositions.total
                assert found >= count > 0, (kind, value, label)
                assert found == count or kind not in {"verdict", "act"}


def test_what_came_since_a_visit_is_fresh_or_moved(tmp_path: Path) -> None:
    ledger = sayso.open(tmp_path / "visits.db", extractor="rules")
    lines = (EXAMPLES / "W.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "one.jsonl").write_text("".join(lines[:3]), encoding="utf-8")
    (tmp_path / "two.jsonl").write_text("".join(lines[3:]), encoding="utf-8")
    ledger.read(tmp_path / "one.jsonl")
    board, before = ledger.board, {row.id: row for row in ledger.board.propositions(ALL).items}
    seen, revision = board.mark(), board.revision()
    assert ids(board, seen=seen) == set()
    ledger.read(tmp_path / "two.jsonl")
    assert (board.mark(), board.revision()) != (seen, revision)
    after = board.propositions(replace(ALL, seen=None)).items
    now = {row.id: row for row in board.propositions(replace(ALL, seen=seen)).items}
    new = {row.id for row in ledger.documents()[3:]}
    told = {row.id: {support.document for support in board.proposition(row.id).detail.supports} for row in after}
    assert {key: row.state for key, row in now.items()} == {key: "fresh" if held <= new else "moved" for key, held in told.items() if held & new}
    assert all(row.state == "moved" for key, row in now.items() if key in before and row.claims > before[key].claims)
    assert {row.state for row in now.values()} == {"fresh", "moved"}
    counts = Counter(row.state for row in now.values())
    lines_of_stories = board.stories(seen).items
    assert (sum(row.fresh for row in lines_of_stories), sum(row.moved for row in lines_of_stories)) == (counts["fresh"], counts["moved"])
    again = board.revision()
    assert ledger.read(tmp_path / "two.jsonl").new == 0
    assert board.revision() == again


def test_a_document_shows_its_marks_in_its_text(board: BoardDesk, ledger: sayso.Ledger, details: dict[str, PropositionDetail]) -> None:
    held = {row.claim: key for key, detail in details.items() for row in detail.supports}
    nested = 0
    for row in board.documents(limit=1000).items:
        page = board.document(row.id)
        assert page.document == row
        assert page.text == ledger.text(row.id)
        assert [claim.id for claim in page.claims] == [claim.id for claim in ledger.claims(document=row.id)]
        assert page.propositions == {claim.id: held[claim.id] for claim in page.claims}
        assert sorted(key for mark in page.marks for key in mark.claims) == sorted(claim.id for claim in page.claims)
        parts = [part for mark in page.marks for part in (mark.source, mark.cue, *mark.contents) if part]
        assert all(page.text[part.start : part.end] == part.words for part in parts)
        depths = {mark.id: mark.depth for mark in page.marks}
        assert all(mark.depth == (depths[mark.parent] + 1 if mark.parent else 0) for mark in page.marks)
        nested += sum(mark.depth > 0 for mark in page.marks)
        assert page.custody.text_sha256 == row.text_sha256
        assert not page.custody.archived
    assert nested > 0
    assert board.document("V05").document.external_id == "V05"
    assert [row.id for row in board.documents(limit=1000).items] == [row.id for row in reversed(ledger.documents())]


def test_a_document_lists_its_versions_the_oldest_first(tmp_path: Path) -> None:
    page, ledger = tmp_path / "page.txt", sayso.open(tmp_path / "versions.db", extractor="rules")
    for day, words in (("2025-02-10", "The navy said a freighter had cut the cable."), ("2025-02-11", "The navy said two freighters had cut the cable.")):
        page.write_text(words, encoding="utf-8")
        ledger.read(page, published=day, outlet="Harbour Post", url="https://harbour.example/1")
    shown = ledger.board.document(ledger.documents()[-1].id)
    assert [(row.version, row.latest) for row in shown.versions] == [(1, False), (2, True)]
    assert shown.document.version == 2


def test_the_map_puts_things_where_claims_put_them(board: BoardDesk, details: dict[str, PropositionDetail], ledger: sayso.Ledger) -> None:
    shown = board.map(ALL)
    claims = {claim.id: claim for claim in ledger.claims()}
    named = {place.chosen.id for claim in claims.values() for place in claim.grounding.places if place.chosen}
    places = {place.id: place for place in shown.places}
    assert named <= set(places)
    assert shown.more == 0
    assert all({leg.start, leg.end} <= set(places) and leg.start != leg.end for leg in shown.legs)
    assert shown.legs
    for place in shown.places:
        verdicts = {details[key].proposition.verdict.name.value for key in place.propositions}
        assert place.contested == bool(verdicts & {"contested", "denied"})
        assert place.origins <= sum(len(details[key].proposition.verdict.origins) for key in place.propositions)
        assert set(place.propositions) >= {key for key, detail in details.items() if _puts(detail, claims, place.id)}
    assert [place.origins for place in shown.places] == sorted((place.origins for place in shown.places), reverse=True)
    story = board.stories().items[0].id
    assert {key for place in board.map(PropositionFilter(story=story)).places for key in place.propositions} <= ids(board, story=story)


def _puts(detail: PropositionDetail, claims: dict[str, sayso.api.ClaimView], place: str) -> bool:
    return any(where.chosen and where.chosen.id == place for row in detail.supports if row.claim in claims for where in claims[row.claim].grounding.places)


def test_the_timeline_has_every_proposition_with_both_times(board: BoardDesk, details: dict[str, PropositionDetail]) -> None:
    shown = board.timeline(ALL)
    assert {row.proposition for row in shown.items} == set(details)
    assert any(row.start and row.end and row.start <= row.end for row in shown.items)
    for row in shown.items:
        verdict = details[row.proposition].proposition.verdict
        assert (row.first, row.last, row.origins, row.verdict) == (verdict.first, verdict.last, verdict.least, verdict.name.value)
    at = [row.start or row.end or row.first or "9999" for row in shown.items]
    assert at == sorted(at)


def test_the_network_tells_who_repeats_and_who_denies_whom(board: BoardDesk) -> None:
    shown = board.network(ALL)
    labels = {node.id: node.label for node in shown.nodes}
    kinds = {node.id: node.kind for node in shown.nodes}
    assert all({tie.source, tie.target} <= set(labels) and tie.source != tie.target for tie in shown.ties)
    assert ("The Calder Bay Chronicle", "repeats", "Tidewater Wire") in {(labels[tie.source], tie.kind, labels[tie.target]) for tie in shown.ties}
    denials = {(tie.source, tie.target) for tie in shown.ties if tie.kind == "denies"}
    assert any(kinds[source] == kinds[target] == "government" for source, target in denials)
    assert {"outlet", "agency", "government", "person"} <= set(kinds.values())
    assert [node.claims for node in shown.nodes] == sorted((node.claims for node in shown.nodes), reverse=True)


def test_the_watchlist_is_the_whole_one_where_that_is_short(board: BoardDesk, ledger: sayso.Ledger) -> None:
    whole, shown = ledger.watchlist(), board.watchlist()
    assert sorted(row.id for row in shown.questions) == sorted(row.id for row in whole.questions)
    assert {row.id: {told.event for told in row.reported} for row in shown.indicators} == {row.id: {told.event for told in row.reported} for row in whole.indicators}


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"verdict": "true"}, "known are: corroborated"),
        ({"act": "shout"}, "known are"),
        ({"sort": "alphabet"}, "carriers, last, origins, new"),
        ({"since": "soon"}, "must be a day"),
        ({"limit": 0}, "from 1 to 1000"),
        ({"limit": 100_000}, "from 1 to 1000"),
        ({"offset": -1}, "offset must be"),
        ({"seen": 1 << 70}, "seen must be"),
    ],
)
def test_what_cannot_be_asked_is_told_in_words(board: BoardDesk, wanted: dict[str, str | int], message: str) -> None:
    with pytest.raises(UserError, match=message):
        board.propositions(replace(PropositionFilter(), **wanted))


@pytest.mark.parametrize("wanted", ["P-ffffffffffff", "", "nothing", "%", "P-", "x" * 5000, "\0", "\udc80"])
def test_what_is_not_there_is_not_found(board: BoardDesk, wanted: str) -> None:
    for ask in (board.proposition, board.document, lambda key: board.story(key, ALL)):
        with pytest.raises(NotFound):
            ask(wanted)


def test_verify_finds_what_the_board_lacks_and_rebuild_mends_it(tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "broken.db"
    ledger = sayso.open(path, extractor="rules")
    ledger.read(EXAMPLES / "W.jsonl")
    before = ledger.board.propositions(ALL)
    assert ledger.verify().faults == ()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE proposition_line SET least = 9 WHERE proposition_id = (SELECT min(proposition_id) FROM proposition_line)")
        raw.execute("DELETE FROM proposition_words WHERE rowid = (SELECT max(number) FROM proposition_line)")
        raw.execute("UPDATE story SET propositions = 0 WHERE id = (SELECT min(id) FROM story)")
    faults = " ".join(ledger.verify().faults)
    assert "shows it otherwise" in faults
    assert "search of the board" in faults
    assert "the story does not hold" in faults
    ledger.rebuild()
    assert ledger.verify().faults == ()
    assert ledger.board.propositions(ALL) == before


def rows(board: BoardDesk) -> Iterator[PropositionLine]:
    yield from board.propositions(ALL).items


def test_the_same_ledger_gives_the_same_answers(ledger: sayso.Ledger, board: BoardDesk) -> None:
    other = sayso.open(ledger.settings.ledger).board
    assert list(rows(other)) == list(rows(board))
    assert (other.map(ALL), other.network(ALL), other.revision()) == (board.map(ALL), board.network(ALL), board.revision())


def test_changes_are_those_of_the_whole_ledger_a_few_propositions_at_a_time(ledger: sayso.Ledger, board: BoardDesk, details: dict[str, PropositionDetail]) -> None:
    since = "2024-10-25"
    touched = {key for key, detail in details.items() if any((row.published or "") >= since for row in detail.supports)}
    whole = ledger.changes(since)
    pages = [board.changes(since, 7, offset) for offset in range(0, len(touched), 7)]
    assert {page.total for page in pages} == {len(touched)}
    assert len(touched) > 14
    shown = [row for page in pages for row in page.items]
    assert sorted(shown, key=repr) == sorted(whole, key=repr)
    assert {row.kind for row in shown} >= {"new", "verdict"}
    last = [details[key].proposition.verdict.last or "" for key in dict.fromkeys(row.proposition for row in shown)]
    assert last == sorted(last, reverse=True)
    for page in pages:
        assert len({row.proposition for row in page.items}) <= 7
    assert board.changes("2999-01-01").total == 0
    with pytest.raises(UserError, match="must be a day"):
        board.changes("soon")


def test_changes_say_what_a_ledger_said_before_the_new_reports_came(tmp_path: Path) -> None:
    lines = (EXAMPLES / "V.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    since = "2024-10-24"
    for name, held in {"before": [line for line in lines if json.loads(line)["published"] < since], "after": lines}.items():
        (tmp_path / f"{name}.jsonl").write_text("".join(held), encoding="utf-8")
    before, after = (sayso.open(tmp_path / f"{name}.db", extractor="rules") for name in ("before", "after"))
    before.read(tmp_path / "before.jsonl")
    after.read(tmp_path / "after.jsonl")
    earlier = {row.id: before.proposition(row.id).proposition for story in before.story() for row in story.propositions}
    old = {claim.id for claim in before.claims()}
    same = {key: one for key, one in earlier.items() if key in texts(after) and set(one.statements) == old & set(after.proposition(key).proposition.statements)}
    moved = [row for row in after.board.changes(since, 1000).items if row.kind == "verdict" and row.proposition in same]
    assert moved
    assert [row.before for row in moved] == [counted(same[row.proposition].verdict) for row in moved]


def texts(ledger: sayso.Ledger) -> dict[str, str]:
    """The propositions of a ledger."""
    return {row.id: row.text for story in ledger.story() for row in story.propositions}


CLAIM_FILTERS = [
    {},
    {"words": "soldiers"},
    {"act": "deny"},
    {"source": "Kirby"},
    {"country": "ru", "since": "2024-10-20", "until": "2024-10-29"},
    {"document": "V05", "min_confidence": 0.5},
    {"words": "soldiers", "act": "assert", "source": "minister"},
    {"words": "nothingofthesort"},
]


@pytest.mark.parametrize("wanted", CLAIM_FILTERS)
def test_claims_are_those_of_the_whole_list_a_page_at_a_time(ledger: sayso.Ledger, board: BoardDesk, wanted: dict[str, str | float]) -> None:
    words = wanted.get("words")
    whole = ledger.claims(str(words) if words else None, **{name: value for name, value in wanted.items() if name != "words"})
    pages = [board.claims(ClaimFilter(limit=10, offset=offset, **wanted)) for offset in range(0, max(1, len(whole)), 10)]  # type: ignore[arg-type]
    assert [claim for page in pages for claim in page.items] == whole
    assert {page.total for page in pages} == {len(whole)}
    assert bool(whole) is (wanted.get("words") != "nothingofthesort")


def test_a_rejected_claim_leaves_the_list_at_once(tmp_path: Path) -> None:
    ledger = sayso.open(tmp_path / "review.db", extractor="rules")
    ledger.read(EXAMPLES / "W.jsonl")
    first = ledger.board.claims(ClaimFilter(limit=1)).items[0]
    before = ledger.board.claims(ClaimFilter()).total
    act = ledger.review.reject(first.id, by="editor", why="misread")
    assert ledger.board.claims(ClaimFilter()).total == before - 1
    assert first.id in {claim.id for claim in ledger.board.claims(ClaimFilter(limit=1000, rejected=True)).items}
    ledger.review.undo(act.id, by="editor", why="read right")
    assert ledger.board.claims(ClaimFilter(limit=1)).items[0].id == first.id


def test_refusals_come_a_page_at_a_time(ledger: sayso.Ledger, board: BoardDesk) -> None:
    whole = ledger.refusals()
    assert len(whole) > 1
    first, rest = board.refusals(1, 0), board.refusals(1000, 1)
    assert [*first.items, *rest.items] == whole
    assert first.total == rest.total == len(whole)


@pytest.mark.parametrize("wanted", [{"act": "shout"}, {"since": "soon"}, {"until": "2024-13-01"}, {"limit": 0}, {"offset": -1}])
def test_claims_that_cannot_be_asked_for_are_told_in_words(board: BoardDesk, wanted: dict[str, str | int]) -> None:
    with pytest.raises(UserError, match=r"must be|known are"):
        board.claims(ClaimFilter(**wanted))  # type: ignore[arg-type]


@pytest.mark.parametrize("words", ["\0", "\udc80", '"', "%", "_", "x" * 5000])
def test_odd_filters_of_claims_are_filters(board: BoardDesk, words: str) -> None:
    for wanted in (ClaimFilter(words=words), ClaimFilter(source=words), ClaimFilter(country=words), ClaimFilter(document=words)):
        assert board.claims(wanted).total >= 0


def test_of_visitors_who_ask_the_same_at_once_one_makes_the_answer() -> None:
    answers, standing, made = Answers(8), Standing(document=1, refusal=0, judgement="", weighed=1), []

    def make() -> int:
        time.sleep(0.05)
        made.append(1)
        return len(made)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _: answers.get(standing, "question", make), range(8))) == {1}
    assert answers.get(replace(standing, document=2), "question", make) == 2


def test_what_is_asked_together_is_seen_at_one_moment(tmp_path: Path) -> None:
    ledger = sayso.open(tmp_path / "moment.db", extractor="rules")
    ledger.read(EXAMPLES / "W.jsonl")
    with ledger.board.together():
        before, mark = ledger.board.stories(), ledger.board.mark()
        ledger.read(EXAMPLES / "V.jsonl")
        assert ledger.board.stories() == before
        assert ledger.board.mark() == mark
    assert ledger.board.stories().total > before.total
    assert ledger.board.mark() > mark


def test_what_is_made_before_visitors_come_is_what_they_would_see(tmp_path: Path) -> None:
    ledger = sayso.open(tmp_path / "warm.db", extractor="rules")
    ledger.read(EXAMPLES / "W.jsonl")
    ledger.board.warm()
    revision, other = ledger.board.revision(), sayso.open(tmp_path / "warm.db").board
    assert ledger.board.watchlist() == other.watchlist()
    assert ledger.board.map(PropositionFilter()) == other.map(PropositionFilter())
    assert other.revision() == revision
    assert ledger.verify().faults == ()
