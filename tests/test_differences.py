"""What changed between two versions of a report: claims that appeared, vanished, changed, with the changed words."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

import sayso
from sayso.documents.differences import changed_lines, changed_words, differences
from sayso.model.differences import Differences, TextChange
from sayso.model.views import ClaimView

FIRST = """The coast guard said on Monday that three people had died.
The harbour office denied that the strait was closed.
“We saw lights and then nothing,” said Jonas Vild, a fisherman."""
SECOND = """The coast guard said on Monday that four people had died.
“We saw lights and then nothing,” said Jonas Vild, a fisherman.
Aune Lines announced that it would pay for the tugs."""

Compare = Callable[[str, str], Differences]


@pytest.fixture
def compare(tmp_path: Path) -> Compare:
    numbers = count()

    def read(text: str) -> tuple[str, list[ClaimView]]:
        number = next(numbers)
        ledger = sayso.open(tmp_path / f"{number}.db", extractor="rules")
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
        ledger.read(tmp_path / f"{number}.txt", outlet="The Example", published="2025-03-04")
        return text, ledger.claims()

    def both(old: str, new: str) -> Differences:
        (old_text, old_claims), (new_text, new_claims) = read(old), read(new)
        return differences(old_text, new_text, old_claims, new_claims)

    return both


def test_claims_that_appeared_vanished_and_changed(compare: Compare) -> None:
    found = compare(FIRST, SECOND)
    assert [claim.content[0].words for claim in found.vanished] == ["the strait was closed"]
    assert [claim.content[0].words for claim in found.appeared] == ["it would pay for the tugs"]
    assert [changed.changes for changed in found.changed] == [(TextChange(field="content", old="three", new="four"),)]
    assert found.unchanged == 1


def test_another_act_of_the_same_words_is_a_change(compare: Compare) -> None:
    found = compare("The navy said that the ship had sunk.", "The navy denied that the ship had sunk.")
    (changed,) = found.changed
    assert TextChange(field="act", old="assert", new="deny") in changed.changes
    assert (found.appeared, found.vanished) == ((), ())


def test_the_same_words_of_somebody_else_are_a_change_of_speaker(compare: Compare) -> None:
    found = compare("The navy said that three ships had sunk in the bay.", "The police said that three ships had sunk in the bay.")
    (changed,) = found.changed
    assert [change.field for change in changed.changes] == ["speaker"]


def test_equal_versions_do_not_differ(compare: Compare) -> None:
    found = compare(FIRST, FIRST)
    assert (found.appeared, found.vanished, found.changed, found.text) == ((), (), (), ())
    assert found.unchanged == 3


def test_turning_the_versions_round_turns_the_differences_round(compare: Compare) -> None:
    one, other = compare(FIRST, SECOND), compare(SECOND, FIRST)
    assert [claim.content for claim in one.appeared] == [claim.content for claim in other.vanished]
    assert [(change.old, change.new) for changed in one.changed for change in changed.changes] == [
        (change.new, change.old) for changed in other.changed for change in changed.changes
    ]


def test_changed_lines_and_words() -> None:
    assert changed_lines("It sank.\nNobody died.", "It sank.\nTwo died.") == (TextChange(field="text", old="Nobody", new="Two"),)
    assert changed_words("content", "more than 3,000 soldiers", "3,000 soldiers") == [TextChange(field="content", old="more than", new="")]
