"""Groups in which nobody states the thing go to the one that does, by scores given by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model.weighing import Statement
from sayso.synthesis.grouping.leaning import leaning
from tests.weighing_samples import amount, statement, voice

HARBOUR, LINE, UNION = voice("Ada Toom", organisation="Port of Tarn"), voice("Ilo Brandt", organisation="Orrin Lines"), voice("Per Holt", organisation="Dockers' union")
STATED = statement("c-1", "a", HARBOUR, "the ferry left the quay with its bow doors open on Monday")
STRIKE = statement("c-2", "a", UNION, "the dockers will not load another ferry before the inquiry is over", act="promise")
SCORES = {(0, 2): 0.6, (1, 2): 0.5}


def _joined(third: Statement, scores: dict[tuple[int, int], float] = SCORES, apart: tuple[tuple[int, int], ...] = ()) -> list[list[int]]:
    """How the two stated things and a third statement, each by itself at first, end up; pairs without a score are at the least."""
    table, forbidden = np.full((3, 3), 0.02), np.zeros((3, 3), dtype=bool)
    for (one, two), value in scores.items():
        table[one, two] = table[two, one] = value
    for one, two in apart:
        forbidden[one, two] = forbidden[two, one] = True
        table[one, two] = table[two, one] = 0.0
    return leaning([[0], [1], [2]], [STATED, STRIKE, third], table, forbidden)


@pytest.mark.parametrize(
    ("content", "facts"),
    [
        ("such talk, which he had heard in every tavern of the town, was pure envy", {"act": "deny"}),
        ("the doors were not closed by any of the officers of the ferry", {"polarity": "negative"}),
        ("who had opened the doors of the ferry and on whose orders it was", {"act": "unknown"}),
        ("would not speak about the ferry before the inquiry was over", {"act": "decline"}),
        ("a door", {}),
    ],
)
def test_what_is_rejected_left_open_or_only_hinted_at_goes_to_what_is_stated(content: str, facts: dict[str, Any]) -> None:
    assert _joined(statement("c-3", "b", LINE, content, **facts)) == [[0, 2], [1]]


@pytest.mark.parametrize(
    ("content", "facts"),
    [("the ferry had been inspected in March and found to be in good order", {}), ("five knots", {"amount": amount("five knots", 5, 5, unit="kn")})],
)
def test_what_is_stated_in_words_or_with_a_figure_stands_by_itself(content: str, facts: dict[str, Any]) -> None:
    assert _joined(statement("c-3", "b", LINE, content, **facts)) == [[0], [1], [2]]


@pytest.mark.parametrize(("score", "groups"), [(0.5, [[0], [1], [2]]), (0.6, [[0, 2], [1]])])
def test_a_denial_of_its_own_needs_more(score: float, groups: list[list[int]]) -> None:
    """Of a firm that denies in so many words what nobody stated, no denial of another thing is made."""
    denied = statement("c-3", "b", LINE, "the claim that any of its ferries had ever called at a port in the north of the country", act="deny")
    assert _joined(denied, {(0, 2): score}) == groups


def test_an_accusation_stands_however_short() -> None:
    assert _joined(statement("c-3", "b", LINE, "Tarn of selling the doors", act="accuse")) == [[0], [1], [2]]


def test_what_is_like_nothing_stays() -> None:
    denied = statement("c-3", "b", LINE, "the reports", act="deny")
    assert _joined(denied, {(0, 2): 0.3}) == [[0], [1], [2]]


def test_what_a_rule_or_a_person_holds_apart_stays_apart() -> None:
    denied = statement("c-3", "b", LINE, "the reports", act="deny")
    assert _joined(denied, apart=((0, 2),)) == [[0], [1, 2]]


def test_who_denies_states_nothing_beside_the_denial() -> None:
    """The words by which somebody defends themselves are no statement of what they reject; another voice's are."""
    denial = statement("c-3", "b", LINE, "the reports", act="deny")
    table, forbidden = np.full((3, 3), 0.5), np.zeros((3, 3), dtype=bool)
    for who, expected in ((LINE, [[0, 1, 2]]), (UNION, [[0], [1, 2]])):
        beside = statement("c-4", "b", who, "the crew had closed each door and signed for it in the log")
        assert leaning([[0], [1, 2]], [STATED, beside, denial], table, forbidden) == expected


@given(st.lists(st.floats(0.0, 1.0), min_size=15, max_size=15), st.lists(st.booleans(), min_size=6, max_size=6))
def test_every_statement_stays_in_one_group_and_none_is_split(values: list[float], denying: list[bool]) -> None:
    said = [statement(f"c-{at}", "a", HARBOUR, STATED.content, act="deny" if one else "assert") for at, one in enumerate(denying)]
    table = np.zeros((6, 6))
    table[np.triu_indices(6, 1)] = values
    before = [[0, 3], [1], [2, 5], [4]]
    after = leaning(before, said, table + table.T, np.zeros((6, 6), dtype=bool))
    assert sorted(at for group in after for at in group) == list(range(6))
    assert all(any(set(group) <= set(whole) for whole in after) for group in before)
