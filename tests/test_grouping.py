"""Grouping of statements into propositions, on short reports of an invented affair."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model.errors import RunAbort
from sayso.model.span import Span
from sayso.model.weighing import Happening, Party, Report, Statement, Voice
from sayso.synthesis.grouping.clusters import groups
from sayso.synthesis.grouping.features import NAMES, features
from sayso.synthesis.grouping.keys import about, comparable, keys, near
from sayso.synthesis.grouping.profile import Profile, profiles
from sayso.synthesis.grouping.rules import apart
from sayso.synthesis.grouping.scorer import APART, chances, score, scores
from sayso.vocabulary.grouping import Trees, check_trees, grouping_trees, pack_trees
from sayso.vocabulary.word_vectors import WordVectors

FERRY = (
    "The coast guard of Kesh said the ferry Marula sank off Tarn on Monday after a fire in its engine room.\n\n"
    "The owner, Orrin Lines, denied that there was a fire in the engine room of the ferry."
)
HARBOUR = "Officials in Kesh said on Tuesday a fire broke out in the engine room of the ferry Marula before it sank off Tarn."
DOCKS = "Dockers at the harbour of Tarn voted on Tuesday for a strike over pay, their union said."
FIRE, DENIED = "the ferry Marula sank off Tarn on Monday after a fire in its engine room", "there was a fire in the engine room of the ferry"
AGAIN, STRIKE = "a fire broke out in the engine room of the ferry Marula before it sank off Tarn", "Dockers at the harbour of Tarn voted on Tuesday for a strike over pay"


def report(name: str, text: str, day: str = "2025-05-06") -> Report:
    starts = [0, *(at + 2 for at in range(len(text)) if text.startswith("\n\n", at))]
    ends = [*(start - 2 for start in starts[1:]), len(text)]
    spans = tuple(Span(*pair) for pair in zip(starts, ends, strict=True))
    return Report(id=name, series=name, number=1, latest=True, external_id=name, outlet=f"Outlet {name}", url=None, title=None, published=day, text=text, paragraphs=spans)


def statement(source: Report, content: str, speaker: str = "Coast guard", **cells: object) -> Statement:
    at = source.text.index(content)
    plain = {
        "published": source.published, "outlet": source.outlet, "cue": "said", "cue_lemma": "say", "act": "assert", "certainty": "certain", "polarity": "positive",
        "estimate": None, "condition": None, "said_at": None, "quoted": False, "places": (), "times": (), "amount": None, "events": (), "confidence": 1.0,
    }  # fmt: skip
    voice = Voice(kind="organisation", name=None, role=None, organisation=speaker, country=None, words=speaker)
    given_cells = {**plain, **cells}
    return Statement(id=f"{source.id}-{at:03}", report=source.id, at=at, content=content, spans=(Span(at, at + len(content)),), chain=(voice,), **given_cells)


def event(realis: str = "actual", times: tuple[str, ...] = (), mode: str = "sinking") -> Happening:
    ferry = Party(name="the ferry Marula", country=None)
    return Happening(
        type="INCIDENT", mode=mode, actors=(ferry,), recipients=(), thing=None, places=(), times=times, amount=None, realis=realis, factuality=3.0, spoken=False, trigger="sank"
    )


def affair() -> list[Profile]:
    one, two, three = report("R1", FERRY), report("R2", HARBOUR), report("R3", DOCKS)
    first = [statement(one, FIRE), statement(one, DENIED, "Orrin Lines", act="deny", polarity="negative", cue_lemma="deny")]
    second, third = statement(two, AGAIN, "Officials in Kesh"), statement(three, STRIKE, "Dockers' union")
    return [*profiles(one, first), *profiles(two, [second]), *profiles(three, [third])]


def grouped(found: Sequence[Profile]) -> list[set[str]]:
    pairs = list(combinations(found, 2))
    scored = [(one.statement.id, two.statement.id, value) for (one, two), value in zip(pairs, scores(pairs), strict=True)]
    content = {one.statement.id: one.statement.content for one in found}
    return [{content[member] for member in group} for group in groups(found, scored)]


def test_a_denial_belongs_to_what_it_denies_and_a_strike_does_not() -> None:
    found = grouped(affair())
    assert {FIRE, AGAIN, DENIED} in found
    assert {STRIKE} in found


def test_a_report_is_compared_with_those_about_its_matter() -> None:
    other = report("R5", "The central bank of Lorne kept its rate at four per cent, and the governor expects prices to fall.")
    bank = profiles(other, [statement(other, "kept its rate at four per cent")])[0]
    fire, _, again, _ = affair()
    assert comparable(fire, again)
    assert not comparable(fire, bank)
    assert about(fire) & about(again)


def test_weeks_bound_what_is_compared() -> None:
    early, late = report("R1", FERRY, "2025-05-06"), report("R4", FERRY, "2025-08-06")
    one, two = profiles(early, [statement(early, FIRE)])[0], profiles(late, [statement(late, FIRE)])[0]
    assert not comparable(one, two)
    assert not {other for key in keys(one) for other in near(key)} & keys(two)


@pytest.mark.parametrize(
    ("left", "right", "reason"),
    [
        ({"events": (event("planned"),)}, {"events": (event("actual"),)}, "a plan and a fact"),
        ({"act": "conditional", "events": (event("hypothetical"),)}, {"events": (event("actual"),)}, "a condition and a fact"),
        ({"events": (event(times=("2025-05-01/2025-05-01",)),)}, {"events": (event(times=("2025-05-05/2025-05-05",)),)}, "one kind of event on different dates"),
        ({"events": (event(times=("2025-05-04/2025-05-04",)),)}, {"events": (event(times=("2025-05-05/2025-05-05",)),)}, None),
        ({"events": (event(times=("2025-05-01/..",)),)}, {"events": (event(times=("2025-05-05/2025-05-05",)),)}, None),
        ({"events": (event("planned", mode="fire"),)}, {"events": (event("actual"),)}, None),
        ({"act": "deny", "polarity": "negative", "events": (event(),)}, {"events": (event(),)}, None),
    ],
)
def test_cells_that_contradict_hold_apart_whatever_the_words(left: dict[str, object], right: dict[str, object], reason: str | None) -> None:
    one, two = report("R1", FERRY), report("R2", FERRY)
    pair = profiles(one, [statement(one, FIRE, **left)])[0], profiles(two, [statement(two, FIRE, **right)])[0]
    assert apart(*pair) == apart(*reversed(pair)) == reason
    assert (score(*pair) == APART) is (reason is not None)
    assert len(grouped(pair)) == (1 if reason is None else 2)


def test_what_is_held_apart_is_not_joined_by_a_third() -> None:
    sources = [report(f"R{number}", FERRY) for number in range(3)]
    cells = ({"events": (event("planned"),)}, {}, {"events": (event("actual"),)})
    found = [profiles(source, [statement(source, FIRE, **cell)])[0] for source, cell in zip(sources, cells, strict=True)]
    pairs = [("R0-037", "R1-037", 0.99), ("R1-037", "R2-037", 0.99), ("R0-037", "R2-037", score(found[0], found[2]))]
    ids = [one.statement.id for one in found]
    renamed = [(ids[int(left[1])], ids[int(right[1])], value) for left, right, value in pairs]
    assert all(not {ids[0], ids[2]} <= set(group) for group in groups(found, renamed))


def test_likeness_is_the_same_from_both_sides() -> None:
    for one, two in combinations(affair(), 2):
        assert np.array_equal(features(one, two), features(two, one))
        assert score(one, two) == score(two, one)


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_order_changes_nothing(chance: object) -> None:
    found = affair()
    pairs = [(one.statement.id, two.statement.id, score(one, two)) for one, two in combinations(found, 2)]
    expected = groups(found, pairs)
    chance.shuffle(found)
    chance.shuffle(pairs)
    turned = [(right, left, value) for left, right, value in pairs]
    assert groups(found, turned) == expected


def test_ten_thousand_copies_cost_as_much_as_one() -> None:
    source = report("R1", FERRY)
    first = profiles(source, [statement(source, FIRE)])[0]
    copies = [profiles_of_copy(first, number) for number in range(10_000)]
    before = time.process_time()
    assert [len(group) for group in groups(copies, [])] == [10_000]
    assert time.process_time() - before < 5.0


def profiles_of_copy(one: Profile, number: int) -> Profile:
    return replace(one, statement=replace(one.statement, id=f"c-{number:05}", report=f"R{number}"))


def test_what_only_points_back_is_no_copy() -> None:
    sources = [report(f"R{number}", "The ministry dismissed the figure.") for number in range(2)]
    found = [profiles(source, [statement(source, "the figure")])[0] for source in sources]
    assert len(groups(found, [])) == 2


def test_too_many_connected_statements_are_divided() -> None:
    source = report("R1", FERRY)
    first = profiles(source, [statement(source, "the ferry")])[0]
    chain = [profiles_of_copy(first, number) for number in range(1_000)]
    bare = [one for one in chain if one.mass < 2.0]
    pairs = [(f"c-{at:05}", f"c-{at + 1:05}", 0.9 if at % 2 else 0.1) for at in range(999)]
    found = groups(bare, pairs)
    assert sorted(member for group in found for member in group) == sorted(one.statement.id for one in bare)
    assert max(map(len, found)) == 2


def test_broken_data_is_told_with_the_file() -> None:
    with pytest.raises(RunAbort, match=r"word_vectors\.npz"):
        WordVectors(b"no archive")
    with pytest.raises(RunAbort, match=r"grouping_trees\.npz"):
        Trees(b"no archive")
    with pytest.raises(RunAbort, match="trained on other features"):
        check_trees(grouping_trees(), (*NAMES, "one more"))


def test_trees_give_what_their_nodes_say() -> None:
    kind = [("feature_idx", "i4"), ("num_threshold", "f8"), ("left", "i4"), ("right", "i4"), ("is_leaf", "u1"), ("value", "f8")]
    nodes = np.array([(0, 0.5, 1, 2, 0, 0.0), (0, 0.0, 0, 0, 1, -2.0), (0, 0.0, 0, 0, 1, 2.0)], dtype=kind)
    found = chances(np.array([[0.2], [0.9]], dtype=np.float32), Trees(pack_trees(("likeness",), [nodes, nodes], 0.0)))
    assert found.round(3).tolist() == [0.018, 0.982]
