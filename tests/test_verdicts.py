"""Verdicts, histories and changes of position on supports that a person can read."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model.proposition import ChangeKind, Relation, Side, Support, VerdictName
from sayso.model.weighing import Happening, Party, Statement, Voice
from sayso.synthesis.history import history
from sayso.synthesis.positions import changes
from sayso.synthesis.verdicts import verdict
from sayso.synthesis.wording import clause, polished, sentence
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


DENY = {"act": "deny", "polarity": "negative"}


def test_nobody_makes_a_thing_contested_by_denying_their_own_words() -> None:
    rows = [
        _says("a", NAVY, cells={"published": "2025-02-10"}),
        _says("b", NAVY, cells={"published": "2025-02-10"}),
        _says("c", NAVY, Side.DENIES, content="a bridge", standing="accused party", cells={"published": "2025-02-10", **DENY}),
    ]
    found = verdict(*reversed(_weigh(*rows)))
    assert (found.name, found.least, found.deniers) == (VerdictName.SINGLE_SOURCE, 1, ())
    assert "an origin that is told to say so and to deny it counts on one side" in found.rules


def test_of_one_voice_alone_the_later_side_counts() -> None:
    early = _says("a", NAVY, cells={"published": "2025-02-10"})
    late = _says("b", NAVY, Side.DENIES, standing="accused party", cells={"published": "2025-02-12", **DENY})
    assert verdict(*reversed(_weigh(early, late))).name is VerdictName.DENIED


@pytest.mark.parametrize(("act", "name"), [("assert", VerdictName.CONTESTED), ("confirm", VerdictName.CORROBORATED)])
def test_a_denial_of_what_others_say_stands_until_it_is_confirmed(act: str, name: VerdictName) -> None:
    rows = [
        _says("a", NAVY, cells={"published": "2025-02-10"}),
        _says("b", OWNER, Side.DENIES, origin="body:nordkai", label="the owner", standing="accused party", cells={"published": "2025-02-10", **DENY}),
        _says("c", OWNER, origin="body:nordkai", label="the owner", content="both chains are whole", cells={"published": "2025-02-11", "act": act}),
    ]
    assert verdict(*reversed(_weigh(*rows))).name is name


@pytest.mark.parametrize(("day", "least"), [("2025-02-12", 1), ("2025-02-10", 2)])
def test_a_body_that_turns_to_denying_no_longer_counts_among_the_others_who_say_so(day: str, least: int) -> None:
    minister = voice("Ana Lepik", organisation="Ministry of Justice")
    rows = [
        _says("a", NAVY, label="Government of Estonia", cells={"published": "2025-02-10"}),
        _says("b", OWNER, origin="body:nordkai", label="the owner", cells={"published": "2025-02-10"}),
        _says("c", minister, Side.DENIES, label="Government of Estonia", standing="accused party", cells={"published": day, **DENY}),
    ]
    found = verdict(*reversed(_weigh(*rows)))
    assert (found.name, found.least) == (VerdictName.CONTESTED, least)


def test_different_voices_of_one_government_may_contradict_each_other() -> None:
    minister = voice("Ana Lepik", organisation="Ministry of Justice")
    rows = [_says("a", NAVY, label="Government of Estonia"), _says("b", minister, Side.DENIES, label="Government of Estonia", standing="accused party", cells=DENY)]
    found = verdict(*reversed(_weigh(*rows)))
    assert found.name is VerdictName.CONTESTED
    assert found.reasons[0] == "Some who speak for Government of Estonia say so, others deny it."


def test_negative_words_of_one_voice_are_no_denial_of_what_another_of_its_body_says() -> None:
    minister = voice("Ana Lepik", organisation="Ministry of Justice")
    aside = _says("b", minister, Side.DENIES, content="that is not for us to sort out", standing="accused party", cells={"polarity": "negative"})
    assert verdict(*reversed(_weigh(_says("a", NAVY), aside))).name is VerdictName.SINGLE_SOURCE


def test_who_gives_a_figure_and_rejects_that_of_another_is_on_both_sides() -> None:
    twelve, thirty = amount("12 dead", 12, 12), amount("31 dead", 31, 31)
    rows = [
        _says("a", NAVY, content="31 people died", cells={"amount": thirty}),
        _says("b", OWNER, origin="body:clinic", label="the clinic", content="12 people died", cells={"amount": twelve}),
        _says(
            "c", OWNER, Side.DENIES, origin="body:clinic", label="the clinic", standing="has access of its own", content="there are not 31 dead", cells={"amount": thirty, **DENY}
        ),
    ]
    found = verdict(*reversed(_weigh(*rows)))
    assert (found.name, found.least) == (VerdictName.CONTESTED, 2)


def test_who_says_that_it_is_not_known_asserts_nothing_by_speaking_of_it() -> None:
    found = verdict(*reversed(_weigh(_says("a", NAVY, content="the mark is like that of an anchor"), _says("a2", NAVY, Side.OPEN, content="whether it was an anchor"))))
    assert (found.name, found.least) == (VerdictName.UNKNOWN, 0)
    assert found.reasons[0].endswith("the navy leaves it open.")


def test_one_office_may_know_what_another_does_not() -> None:
    """The police confirm that they have opened an investigation; the president, of the same state, has no evidence of his own."""
    police, president = voice(None, kind="organisation", organisation="Police", words="police"), voice("Ilo Brandt", organisation="Office of the President")
    unsure = _says("b", president, Side.OPEN, content="the state had no evidence of its own")
    confirmed = verdict(*reversed(_weigh(_says("a", police, cells={"act": "confirm"}, content="they had opened an investigation"), unsure)))
    assert (confirmed.name, confirmed.least) == (VerdictName.SINGLE_SOURCE, 1)
    assert verdict(*reversed(_weigh(_says("a", police, content="an investigation might follow"), unsure))).name is VerdictName.UNKNOWN


def test_the_last_number_is_of_the_main_series_and_other_things_do_not_move_it() -> None:
    rows = [
        _counts("a", "2024-10-18", 1500, 1500, "1,500 soldiers"),
        _counts("b", "2024-10-23", 3000, 3000, "3,000 soldiers"),
        _says("c", NAVY, origin="gov:KR", content="three ships had left", cells={"published": "2024-11-02", "amount": amount("three ships", 3, 3, counted="ships")}),
    ]
    statements, supports = _weigh(*rows)
    points = history(supports, statements)
    assert [point.amount.words for point in points] == ["three ships", "1,500 soldiers", "3,000 soldiers"]
    assert {relation.relation for relation in points[0].relations} == {Relation.NOT_COMPARABLE}


def _told(*told: tuple[str, Side], **cells: Any) -> str:
    rows = [_says(f"d{place}", NAVY, side, content=content, cells=cells) for place, (content, side) in enumerate(told)]
    statements, supports = _weigh(*rows)
    return sentence(statements, supports)


@pytest.mark.parametrize(
    ("contents", "expected"),
    [
        (("the reports groundless", "the freighter had cut the cable"), "The freighter had cut the cable"),
        (("as of 3 May was at least 40", "at least 40 wagons have crossed the border"), "At least 40 wagons have crossed the border"),
        (("to send the owners the bill", "the owners will get the bill"), "The owners will get the bill"),
        (("we saw the ship stop above the cable", "the ship stopped above the cable"), "The ship stopped above the cable"),
        (("how many are in the rear", "half of the men are in the rear"), "Half of the men are in the rear"),
    ],
)
def test_a_whole_clause_stands_for_a_proposition(contents: tuple[str, ...], expected: str) -> None:
    assert _told(*[(content, Side.ASSERTS) for content in contents]) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("The rumour that the price of diesel will rise is false", "The price of diesel will rise"),
        ("having paid the crew to keep silent", "Marta Kask had paid the crew to keep silent"),
        ("the ship was not near the cable", "The ship was near the cable"),
    ],
)
def test_of_a_denial_the_thing_denied_is_stated(content: str, expected: str) -> None:
    assert _told((content, Side.DENIES), **DENY) == expected


@pytest.mark.parametrize(
    ("content", "act", "expected"),
    [
        ("it would cut off the power", "warn", "Nordkai Lines would cut off the power"),
        ("it will not sail again", "promise", "Nordkai Lines will not sail again"),
        ("it would take two months", "warn", "It would take two months"),
        ("it would cut off the power", "assert", "It would cut off the power"),
    ],
)
def test_who_warns_of_its_own_acts_is_named(content: str, act: str, expected: str) -> None:
    line = voice(None, organisation="Nordkai Lines", kind="organisation", words="Nordkai Lines")
    assert polished(clause(statement("c-1", "d", line, content, act=act))) == expected


@pytest.mark.parametrize(
    ("content", "words", "expected"),
    [
        ("it had received no request to dock", "the port", "Nordkai Lines: it had received no request to dock"),
        ("its boats were in Riga", "Nordkai Lines", "Nordkai Lines: its boats were in Riga"),
        ("the boats were in Riga", "Nordkai Lines", "The boats were in Riga"),
        ('"three boats" were used and the hit was "direct"', "Nordkai Lines", '"Three boats" were used and the hit was "direct"'),
        ('"the boats were in Riga."', "Nordkai Lines", "The boats were in Riga"),
    ],
)
def test_a_sentence_about_its_speaker_names_it(content: str, words: str, expected: str) -> None:
    line = voice(None, organisation="Nordkai Lines", kind="organisation", words=words)
    statements, supports = _weigh(_says("a", line, content=content))
    assert sentence(statements, supports) == expected


def test_of_a_disputed_thing_the_accusation_is_told() -> None:
    rows = [
        _says("a", NAVY, content="Nordkai Lines of having cut the cable in March", cells={"act": "accuse", "cue_lemma": "accuse"}),
        _says("b", OWNER, Side.DENIES, origin="body:nordkai", content="no ship had cut the cable in March", cells={"act": "deny"}),
    ]
    assert sentence(*_weigh(*rows)) == "Nordkai Lines is accused of having cut the cable in March"


def test_what_is_passed_on_is_told_in_the_words_of_who_said_it() -> None:
    inner = _says("a", NAVY, content="at least 40 wagons had crossed the border")
    outer = statement("c-o", "a", voice("Delta Radio", organisation="Delta Radio"), "The navy reported on 3 May that at least 40 wagons had crossed the border")
    inner = (replace(inner[0], chain=(*outer.chain, inner[0].speaker)), inner[1])
    statements, supports = _weigh(inner, (outer, support(outer, Side.ASSERTS, "outlet:delta", "Delta Radio")))
    assert sentence(statements, supports) == "At least 40 wagons had crossed the border"


def test_a_name_stands_where_the_pronoun_is_known_and_only_there() -> None:
    trains = Happening(
        type="MOBILIZE", mode="troops", actors=(Party(name="Third Brigade", country=None),), recipients=(), thing=None, places=(), times=(), amount=None,
        realis="actual", factuality=1.0, spoken=False, trigger="moved",
    )  # fmt: skip
    known = statement("c-1", "d", NAVY, "they have moved into the town", events=(trains,))
    passive = statement("c-2", "d", NAVY, "they were being drilled", events=(trains,))
    assert [clause(one) for one in (known, passive)] == ["Third Brigade have moved into the town", "they were being drilled"]
