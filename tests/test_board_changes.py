"""What is new since a day, over a real server: a page at a time, counted by the propositions that the new reports tell of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

import sayso
from sayso.desk.stories import StoryDesk
from tests.board_server import running_board
from tests.conftest import EXAMPLES

SINCE = "2024-10-25"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> sayso.Ledger:
    book = sayso.open(tmp_path_factory.mktemp("changes") / "v.db", extractor="rules")
    book.read(EXAMPLES / "V.jsonl", EXAMPLES / "W.jsonl")
    return book


@pytest.fixture(scope="module")
def client(ledger: sayso.Ledger) -> Iterator[httpx.Client]:
    with running_board(ledger) as board, httpx.Client(base_url=board.address) as client:
        yield client


def statements(page: str) -> list[str]:
    """The propositions that a page has news of."""
    return re.findall(r'class="statement" href="/propositions/([^"]+)"', page)


def test_all_changes_stand_on_the_pages_one_after_the_other(client: httpx.Client, ledger: sayso.Ledger) -> None:
    page = client.get("/changes", params={"since": SINCE}).text
    total = ledger.board.changes(SINCE).total
    assert total > 20
    assert f"tell of {total} propositions" in " ".join(page.split())
    assert f"propositions 1–20 of {total}" in page
    seen = statements(page)
    while found := re.search(r'rel="next" href="([^"]+)"', page):
        page = client.get(found[1].replace("&amp;", "&")).text
        seen += statements(page)
    assert sorted(seen) == sorted(row.proposition for row in ledger.changes(SINCE))
    assert f"of {total}</span>" in page
    assert 'rel="prev"' in page


def test_the_api_counts_propositions_and_links_their_pages(client: httpx.Client, ledger: sayso.Ledger) -> None:
    answer = client.get("/api/v1/changes", params={"since": SINCE, "limit": 7}).json()
    whole = ledger.board.changes(SINCE, 7)
    assert (answer["total"], answer["limit"], len(answer["items"])) == (whole.total, 7, len(whole.items))


def test_a_day_without_news_and_what_is_no_day_are_told_in_words(client: httpx.Client, tmp_path: Path) -> None:
    assert "Nothing is new since" in client.get("/changes", params={"since": "2999-01-01"}).text
    answer = client.get("/changes", params={"since": "soon"})
    assert answer.status_code == 422
    assert "must be a day" in answer.text
    assert str(tmp_path) not in answer.text


def test_what_stood_before_a_day_is_what_the_reports_until_then_make(ledger: sayso.Ledger) -> None:
    desk, days = StoryDesk(ledger.settings), sorted({row.published for row in ledger.documents() if row.published})
    assert len(days) > 5
    kinds: set[str] = set()
    for day in days:
        later = [row.id for row in ledger.documents() if (row.published or "") >= day]
        weighed = [row for row in desk.news_in(later) if row.kind in {"new", "verdict", "denial"}]  # of numbers and positions only those are told that were said since
        kept = ledger.changes(day)
        assert [row for row in kept if row.kind in {"new", "verdict", "denial"}] == weighed
        kinds.update(row.kind for row in kept)
    assert kinds >= {"new", "verdict", "number"}


def test_a_late_report_of_an_early_day_changes_how_it_stood_since(tmp_path: Path) -> None:
    book = sayso.open(tmp_path / "late.db", extractor="rules")
    told = "Petra Almhult, the harbour master of Slite, said the freighter Orrin cut the cable near Slite on 3 February."
    for outlet, day in (("Harbour Post", "2025-02-05"), ("Island Gazette", "2025-02-07"), ("Gotland Herald", "2025-02-03")):
        page = tmp_path / f"{outlet}.txt"
        page.write_text(f"{told}\n\nThe {outlet} spoke to her on the quay.", encoding="utf-8")
        book.read(page, published=day, outlet=outlet)
        book.story()
    assert [row for row in book.changes("2025-02-04") if row.kind == "new" and "cable" in row.text] == []
    assert [row.day for row in book.changes("2025-02-03") if row.kind == "new" and "cable" in row.text] == ["2025-02-03"]
    assert book.verify().faults == ()
