"""What makes a thing contested or unknown without a word of denial: results of a vote, figures put right, questions that nobody can answer."""

from __future__ import annotations

from typing import Any

import pytest

from sayso.model.proposition import Relation, Side, Support, Verdict, VerdictName
from sayso.model.weighing import Statement, Voice
from sayso.synthesis.history import history
from sayso.synthesis.relations.numbers import numbered, relate
from sayso.synthesis.relations.votes import are_rival, results
from sayso.synthesis.verdicts import verdict
from tests.weighing_samples import amount, statement, support, voice

CLERK, MEMBER, PRESS = voice("Ruth Aalto", organisation="County council"), voice("Jon Vik", organisation="Farmers' list"), voice("Eva Lund", organisation="Mill owners")


def _told(key: str, who: Voice, content: str, side: Side = Side.ASSERTS, *, origin: str = "body:council", **facts: Any) -> tuple[Statement, Support]:
    adds = facts.pop("adds", True)
    one = statement(f"c-{key}", key, who, content, **{"published": "2025-05-06", **facts})
    return one, support(one, side, origin, who.organisation or "", adds=adds)


def _verdict(*rows: tuple[Statement, Support]) -> Verdict:
    statements, supports = {one.id: one for one, _ in rows}, [held for _, held in rows]
    return verdict(supports, statements, history(supports, statements))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("the dam was approved by eight votes to five", "it went through 7-6", True),
        ("ten in favour and three against", "it was 11 against two", True),
        ("the dam was approved by eight to five", "by 8-5, as the clerk read out", False),
        ("the dam was approved by eight to five", "the committee had been for it by four to one", False),
        ("from 400 to 450 people came", "420 to 430 people came", False),
        ("between 5:30 and 6:20", "at 7-4 the shop closes, or so the 6-5 sign says", False),
    ],
)
def test_results_of_one_vote_are_rivals_where_they_share_its_sum_otherwise(one: str, other: str, expected: bool) -> None:
    assert are_rival(results(one), results(other)) is expected


def test_two_results_of_one_vote_contest_whenever_they_were_told() -> None:
    clerk = _told("a", CLERK, "the dam was approved by eight votes to five", published="2025-04-01")
    member = _told("b", MEMBER, "it was seven to six, and one of the seven slept", origin="body:farmers")
    found = _verdict(clerk, member)
    assert found.name is VerdictName.CONTESTED
    assert "eight votes to five" in found.reasons[0]
    assert _verdict(clerk, (member[0], support(member[0], Side.ASSERTS, "body:farmers", "Farmers' list", adds=False))).name is VerdictName.SINGLE_SOURCE


def _counted(key: str, content: str, value: float, origin: str, **facts: Any) -> tuple[Statement, Support]:
    noun = facts.pop("counted", "people")
    cells = {"cue_lemma": facts.pop("cue_lemma", "say")}
    return _told(key, PRESS, content, origin=origin, amount=amount(f"{value:g} {noun or ''}".strip(), value, value, counted=noun, **facts), **cells)


@pytest.mark.parametrize(
    ("content", "facts", "expected"),
    [
        ("27 people had been hurt", {}, VerdictName.CONTESTED),
        ("27 people had been hurt", {"cue_lemma": "revise"}, VerdictName.CORROBORATED),
        ("its count of the injured went from 33 to 27 people, since six had been listed twice", {}, VerdictName.CORROBORATED),
        ("of the guests from 20 to 27 people had been hurt", {}, VerdictName.CONTESTED),
    ],
)
def test_a_figure_that_replaces_an_earlier_one_contradicts_nobody(content: str, facts: dict[str, str], expected: VerdictName) -> None:
    first = _counted("a", "33 people had been hurt", 33, "body:mill")
    assert _verdict(first, _counted("b", content, 27, "body:hospital", **facts)).name is expected


def test_people_of_one_sort_may_be_a_part_of_all() -> None:
    dead, some = _counted("a", "the toll was 19", 19, "body:mill", counted=None), _counted("b", "eight Norwegians were among them", 8, "gov:NO", counted="Norwegians")
    one, two = (numbered(said, held.origin.key) for said, held in (dead, some))
    assert one is not None
    assert two is not None
    assert relate(one, two) == (Relation.NOT_COMPARABLE, "Norwegians may be only a part: 19 against 8 Norwegians")


def _unsure(key: str, content: str, origin: str) -> tuple[Statement, Support]:
    return _told(key, PRESS, content, Side.OPEN, origin=origin, act="unknown")


def test_a_question_that_several_cannot_answer_is_unknown_though_one_has_an_answer() -> None:
    hint = _told("a", MEMBER, "the gate had been left open by a night watchman", origin="body:farmers")
    open_ = [_unsure("b", "who had opened the gate", "body:council"), _unsure("c", "whether it was opened on purpose", "gov:NO")]
    found = _verdict(hint, *open_)
    assert (found.name, found.least) == (VerdictName.UNKNOWN, 0)
    assert "oftener than Farmers' list says so" in found.reasons[0]
    assert found.rules[0] == "more say that it is not known than say so"


def test_one_who_does_not_know_or_as_many_who_say_so_leave_the_verdict() -> None:
    hint = _told("a", MEMBER, "the gate had been left open by a night watchman", origin="body:farmers")
    again = _told("d", CLERK, "a watchman had left the gate open, by the log of that night", origin="body:log")
    one, two = _unsure("b", "who had opened the gate", "body:council"), _unsure("c", "whether it was opened on purpose", "gov:NO")
    assert _verdict(hint, one, _unsure("e", "why it was opened", "body:council")).name is VerdictName.SINGLE_SOURCE
    assert _verdict(hint, again, one, two).name is VerdictName.CORROBORATED
    assert _verdict(hint, _unsure("b", "had no word of it", "body:council"), _unsure("c", "any details of the night", "gov:NO")).name is VerdictName.SINGLE_SOURCE
