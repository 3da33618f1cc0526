"""Verdicts, histories and changes of position on supports that a person can read."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model.proposition import ChangeKind, Relation, Side, Support, VerdictName
from sayso.model.weighing import Statement, Voice
from sayso.synthesis.history import history
from sayso.synthesis.positions import changes
from sayso.synthesis.verdicts import verdict
from tests.weighing_samples import amount, report, statement, support, voice

NAVY, OWNER, OFFICIAL = voice("Marta Kask", organisation="Navy"), voice("Ilo Brandt", organisation="Nordkai Lines"), voice(None, kind="anonymous", words="an official")


def _weigh(*rows: tuple[Statement, Support]) -> tuple[dict[str, Statement], list[Support]]:
    return {one.id: one for one, _ in rows}, [held for _, held in rows]


def _says(
    key: str, who: Voice, side: Side = Side.ASSERTS, *, origin: str = "gov:EE", label: str = "the navy", content: str = "the anchor cut the cable", **facts: Any
) -> tuple[Statement, Support]:
    """A claim of a report with its support; ``cells`` among the facts set the claim's cells, the rest the support's."""
    cells = facts.pop("cells", {})
    one = statement(f"c-{key}", key, who, content, **cells)
    return one, support(one, side, origin, label, **facts)


def test_one_origin_in_many_outlets_is_a_single_source() -> None:
    statements, supports = _weigh(*[_says(f"d{number}", NAVY) for number in range(40)])
    found = verdict(supports, statements)
    assert (found.name, found.least, found.most, len(found.carriers)) == (VerdictName.SINGLE_SOURCE, 1, 1, 40)
    assert found.reasons[0] == "It goes back to the navy alone, carried by 40 outlets."


def test_two_origins_and_no_denial_corroborate() -> None:
    statements, supports = _weigh(_says("a", NAVY), _says("b", OWNER, origin="body:nordkai", label="the owner"))
    found = verdict(supports, statements)
    assert (found.name, found.least, found.credibility[0]) == (VerdictName.CORROBORATED, 2, 2)


def test_a_denial_contests_only_with_standing() -> None:
    rows = [_says("a", NAVY), _says("b", OFFICIAL, origin="body:lab", label="the laboratory")]
    without = verdict(*reversed(_weigh(*rows, _says("c", OWNER, Side.DENIES, origin="blog", label="a blogger"))))
    having = verdict(*reversed(_weigh(*rows, _says("c", OWNER, Side.DENIES, origin="body:nordkai", label="the owner", standing="accused of it"))))
    assert without.name is VerdictName.CORROBORATED
    assert any("a blogger rejects it without standing" in sentence for sentence in without.reasons)
    assert having.name is VerdictName.CONTESTED
    assert "the owner denies it, with standing (accused of it)" in having.reasons[0]


def test_a_thing_known_by_its_denial_alone_is_denied() -> None:
    statements, supports = _weigh(_says("a", OWNER, Side.DENIES, origin="body:nordkai", label="the owner", standing="accused of it"))
    assert verdict(supports, statements).name is VerdictName.DENIED


def test_where_nobody_knows_it_is_unknown_and_silence_is_shown() -> None:
    statements, supports = _weigh(_says("a", NAVY, Side.OPEN), _says("b", OWNER, Side.DECLINES, origin="body:nordkai", label="the owner"))
    found = verdict(supports, statements)
    assert (found.name, found.least, found.most) == (VerdictName.UNKNOWN, 0, 0)
    assert "the owner did not comment." in found.reasons


def test_who_only_passes_on_adds_no_origin() -> None:
    echo = _says("b", OFFICIAL, origin="body:nato", label="the alliance", access=None, adds=False)
    found = verdict(*reversed(_weigh(_says("a", NAVY), echo)))
    assert (found.name, found.least) == (VerdictName.SINGLE_SOURCE, 1)
    assert any("the alliance" in sentence and "No origin of its own" in sentence for sentence in found.reasons)


def test_a_nameless_official_who_could_be_the_navy_is_counted_in_the_most_alone() -> None:
    hidden = _says("b", OFFICIAL, origin="anon:b:official", label="an official", named=False, could_be=("gov:EE",))
    found = verdict(*reversed(_weigh(_says("a", NAVY), hidden)))
    assert (found.name, found.least, found.most) == (VerdictName.SINGLE_SOURCE, 1, 2)


def test_a_condition_in_every_report_belongs_to_what_is_claimed() -> None:
    rows = [_says("a", NAVY, Side.CONDITIONAL), _says("b", OWNER, Side.CONDITIONAL, origin="body:nordkai", label="the owner")]
    assert verdict(*reversed(_weigh(*rows))).name is VerdictName.CORROBORATED


@given(st.permutations(range(5)))
def test_the_order_of_supports_makes_no_difference(order: list[int]) -> None:
    rows = [
        _says("a", NAVY, cells={"published": "2025-02-10"}),
        _says("b", OWNER, Side.DENIES, origin="body:nordkai", label="the owner", standing="owner of the ship"),
        _says("c", OFFICIAL, origin="anon:c:official", label="an official", named=False, could_be=("gov:EE",)),
        _says("d", NAVY, cells={"published": "2025-02-12"}),
        _says("e", OFFICIAL, Side.OPEN, origin="gov:SE", label="the prosecutor"),
    ]
    straight = _weigh(*rows)
    shuffled = _weigh(*[rows[place] for place in order])
    assert verdict(shuffled[1], shuffled[0]) == verdict(straight[1], straight[0])


def _counts(key: str, day: str, low: float | None, high: float | None, words: str, origin: str = "gov:KR", **facts: Any) -> tuple[Statement, Support]:
    cells = {"published": day, "amount": amount(words, low, high, counted="soldiers"), **facts}
    return _says(key, voice(f"Speaker of {origin}"), origin=origin, label=origin, content=f"{words} had arrived", cells=cells)


def test_a_number_is_listed_once_and_then_moves() -> None:
    rows = [
        _counts("a", "2024-10-18", 1500, 1500, "1,500 soldiers"),
        _counts("b", "2024-10-19", 1500, 1500, "1,500 soldiers"),
        _counts("c", "2024-10-23", 3000, 3000, "3,000 soldiers"),
    ]
    statements, supports = _weigh(*rows)
    points = history(supports, statements)
    assert [(point.said, point.amount.minimum) for point in points] == [("2024-10-18", 1500), ("2024-10-23", 3000)]
    assert [relation.relation for relation in points[1].relations] == [Relation.UPDATED]


def test_figures_of_two_origins_on_one_day_that_cannot_both_hold_contest() -> None:
    rows = [_counts("a", "2024-10-18", 31, 31, "31 dead", origin="gov:LY"), _counts("b", "2024-10-18", 12, 12, "12 dead", origin="body:hospital")]
    statements, supports = _weigh(*rows)
    points = history(supports, statements)
    assert [relation.relation for point in points for relation in point.relations] == [Relation.CONTRADICTS]
    found = verdict(supports, statements, points)
    assert found.name is VerdictName.CONTESTED
    assert "31 dead" in found.reasons[0]
    assert "12 dead" in found.reasons[0]


def test_a_source_that_was_silent_and_then_denies_changed_its_position() -> None:
    rows = [
        _says("a", OWNER, Side.DECLINES, origin="gov:RU", label="the Kremlin", cells={"published": "2024-10-10"}),
        _says("b", OWNER, Side.DENIES, origin="gov:RU", label="the Kremlin", cells={"published": "2024-10-22"}),
    ]
    statements, supports = _weigh(*rows)
    (change,) = changes(supports, statements, (), {"a": report("a"), "b": report("b")})
    assert (change.kind, change.who, change.day, change.words) == (ChangeKind.POSITION, "the Kremlin", "2024-10-22", "does not comment -> denies it")


def test_a_figure_put_right_by_its_own_source_is_a_correction() -> None:
    rows = [
        _counts("a", "2025-02-10", 40000, 40000, "40,000 households", origin="body:operator"),
        _counts("b", "2025-02-11", 14000, 14000, "14,000 households", origin="body:operator", cue="corrected its figure"),
    ]
    statements, supports = _weigh(*rows)
    found = changes(supports, statements, history(supports, statements), {"a": report("a"), "b": report("b")})
    assert [(change.kind, change.words) for change in found] == [(ChangeKind.CORRECTION, "40,000 households -> 14,000 households")]


def test_a_claim_that_the_newer_version_drops_is_withdrawn() -> None:
    one, held = _says("old", NAVY, cells={"published": "2025-02-10"})
    reports = {"old": report("old", series="story", latest=False, published="2025-02-10"), "new": report("new", series="story", number=2)}
    (change,) = changes([held], {one.id: one}, (), reports)
    assert change.kind is ChangeKind.RETRACTION


@pytest.mark.parametrize("sides", list(itertools.product(Side, repeat=2)), ids=lambda pair: "-".join(side.value for side in pair))
def test_every_pair_of_sides_ends_in_a_verdict_with_a_reason(sides: tuple[Side, Side]) -> None:
    rows = [_says("a", NAVY, sides[0]), _says("b", OWNER, sides[1], origin="body:nordkai", label="the owner", standing="accused of it")]
    statements, supports = _weigh(*rows)
    found = verdict(supports, statements)
    assert found.reasons
    assert (found.least > 0) == (found.name in {VerdictName.CORROBORATED, VerdictName.SINGLE_SOURCE, VerdictName.CONTESTED})
