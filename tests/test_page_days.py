"""The publication day of more than sixty pages: right, or marked as a guess; never wrong without saying so."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.documents.dating import LOW, Stated, publication_day, update_day
from sayso.documents.page import read_page
from tests.pages.dated import LATEST, PAGES, Page


def test_there_are_more_than_sixty() -> None:
    assert len({page.name for page in PAGES}) == 63


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_day_is_right_or_marked_as_a_guess(page: Page) -> None:
    found = read_page(page.html(), page.url, LATEST)
    assert found.text is not None
    day, confidence, origin = found.facts.get("published", (None, 0.0, ""))
    if page.day is None:
        assert confidence <= LOW, (day, origin)
    else:
        assert (day, confidence > LOW) == (page.day, True), (confidence, origin)


def test_an_update_is_kept_under_its_own_name() -> None:
    page = next(page for page in PAGES if page.name == "both in meta")
    facts = read_page(page.html(), None, LATEST).facts
    assert (facts["published"][0], facts["updated"][0]) == ("2025-03-04", "2025-03-09")


def test_a_conflict_names_both_sides() -> None:
    page = next(page for page in PAGES if page.name == "meta against address")
    assert read_page(page.html(), page.url, LATEST).facts["published"] == ("2025-05-01", 0.5, "meta article:published_time; address says 2025-03-04")


DAYS = st.dates(min_value=dt.date(1980, 1, 1), max_value=dt.date(2035, 1, 1)).map(lambda day: day.isoformat())
STATED = st.builds(
    Stated, days=st.tuples(DAYS) | st.tuples(DAYS, DAYS), kind=st.sampled_from(["meta", "time", "address", "line"]), confidence=st.floats(0.3, 0.95), updated=st.booleans()
)


@given(st.lists(STATED, max_size=6))
def test_whatever_is_stated_the_day_is_one_of_it_believable_and_sure_only_without_contradiction(stated: list[Stated]) -> None:
    found = publication_day(stated, LATEST)
    if found is None:
        return
    assert "1990-01-01" <= found.day <= LATEST
    assert found.day in {day for entry in stated if not entry.updated for day in entry.days}
    rivals = {entry.days[0] for entry in stated if not entry.updated and len(entry.days) == 1 and entry.confidence >= 0.55 and "1990-01-01" <= entry.days[0] <= LATEST} - {
        found.day
    }
    assert not rivals or found.confidence <= LOW
    assert publication_day(stated, LATEST) == found


def test_the_last_update_counts() -> None:
    stated = [Stated(days=(day,), kind="meta", confidence=0.9, updated=True) for day in ("2025-03-05", "2025-03-09", "2031-01-01")]
    found = update_day(stated, LATEST)
    assert found is not None
    assert found.day == "2025-03-09"
