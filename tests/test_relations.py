"""How two numbers and two texts stand to each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.documents.build import DocumentBuilder, Limits
from sayso.evaluation import stance as evaluation
from sayso.model.document import RawItem
from sayso.model.errors import RunAbort
from sayso.model.proposition import Relation
from sayso.model.tree import Tree
from sayso.model.weighing import Amount, Happening, Party, Statement, Voice, Where
from sayso.pipeline import Pipeline
from sayso.synthesis.relations.bounds import Reach, can_both_hold
from sayso.synthesis.relations.marks import find_marks
from sayso.synthesis.relations.numbers import Numbered, number_relation, numbered, relate
from sayso.synthesis.relations.refusals import refused
from sayso.synthesis.relations.stance import Stance, stance, weigh
from sayso.vocabulary import relations as vocabulary
from sayso.vocabulary.loader import read_table

Read = Callable[[str], Tree]


@pytest.fixture(scope="module")
def read(pipeline: Pipeline) -> Read:
    builder = DocumentBuilder(Limits(characters=1_000_000, html_seconds=20))
    known: dict[str, Tree] = {}

    def tree(text: str) -> Tree:
        if text not in known:
            document, _ = builder.build(RawItem(location="a test", media_type="text/plain", data=text.encode()))
            known[text] = next(pipeline.trees([document]))
        return known[text]

    return tree


def amount(low: float | None, high: float | None, words: str = "", **cells: Any) -> Amount:
    values: dict[str, Any] = {"modifier": "=", "unit": None, "counted": "soldiers", "sort": None, "scope": "unstated", "whole": None}
    return Amount(minimum=low, maximum=high, words=words or f"{low} to {high}", **{**values, **cells})


def number(value: float, origin: str = "a", **cells: Any) -> Numbered:
    """A count of soldiers who arrived, said on 3 May 2025."""
    values: dict[str, Any] = {
        "amount": amount(value, value),
        "event": None,
        "predicate": "arrive",
        "standing": "fact",
        "places": (),
        "actors": (),
        "said": "2025-05-03",
        "as_of": None,
    }
    return Numbered(statement=f"c-{value}", origin=origin, **{**values, **cells})


def place(name: str, id_: str | None = None, country: str | None = None) -> Where:
    return Where(name=name, id=id_, country=country)


# Numbers


@pytest.mark.parametrize(
    ("earlier", "later", "relation"),
    [
        (amount(3000, 3000), amount(3000, 3000), Relation.SAME),
        (amount(3000, None), amount(4100, 4100), Relation.AGREES),
        (amount(3000, None), amount(2100, 2100), Relation.CONTRADICTS),
        (amount(None, 3000), amount(2100, 2100), Relation.AGREES),
        (amount(2000, 4000), amount(2100, 2100), Relation.AGREES),
        (amount(3000, 3000, modifier="~"), amount(3099, 3099), Relation.AGREES),
        (amount(3000, 3000, modifier="~"), amount(3900, 3900), Relation.CONTRADICTS),
        (amount(12000, 12000), amount(11804, 11804), Relation.AGREES),
        (amount(None, 2000), amount(3000, None), Relation.CONTRADICTS),
        (amount(200, None, "hundreds of soldiers"), amount(640, 640), Relation.AGREES),
        (amount(200, None, "hundreds of soldiers"), amount(7600, 7600), Relation.CONTRADICTS),
        (amount(5, 5, unit="km", counted=None), amount(5000, 5000, unit="m", counted=None), Relation.SAME),
        (amount(42, 42, unit="minute", counted=None), amount(41, 41, unit="minute", counted=None), Relation.AGREES),
    ],
)
def test_values_of_two_origins_at_one_time(earlier: Amount, later: Amount, relation: Relation) -> None:
    assert relate(number(1, "a", amount=earlier), number(2, "b", amount=later))[0] is relation


@pytest.mark.parametrize(
    ("later", "reason"),
    [
        (number(9, "b", amount=amount(900, 900, sort="wounded")), "killed and wounded"),
        (number(9, "b", amount=amount(900, 900, scope="increment", sort="killed")), "a number as such and an increase"),
        (number(9, "b", amount=amount(900, 900, scope="subtotal", sort="killed")), "a number as such and a part"),
        (number(9, "b", amount=amount(900, 900, unit="%", sort="killed")), "a share and a count"),
        (number(9, "b", amount=amount(900, 900, unit="USD/barrel", counted=None)), "a rate and a count"),
        (number(9, "b", amount=amount(900, 900, counted="tanks", sort="killed")), "soldiers and tanks"),
        (number(9, "b", amount=amount(900, 900, counted="people", sort="killed")), "soldiers and people: one may be part of the other"),
        (number(9, "b", standing="plan"), "one is a fact, the other a plan"),
        (number(9, "b", standing="condition"), "one is a fact, the other a condition"),
        (number(9, "b", standing="rejected"), "one of them is given to reject it"),
        (number(9, "b", predicate="leave"), "different things are said of them: arrive and leave"),
        (number(9, "b", places=(place("Lindau"),)), "of different places: Bregenz and Lindau"),
    ],
)
def test_what_cannot_be_compared_is_said_in_words(later: Numbered, reason: str) -> None:
    earlier = number(600, "a", amount=amount(600, 600, sort="killed"), places=(place("Bregenz"),))
    assert relate(earlier, later) == (Relation.NOT_COMPARABLE, reason)


def test_one_source_updates_its_number_and_two_do_not() -> None:
    first = number(600, as_of="2025-05-01/2025-05-01")
    second = number(900, as_of="2025-05-09/2025-05-09")
    assert relate(first, second)[0] is Relation.UPDATED
    assert relate(first, replace(second, origin="b")) == (
        Relation.NOT_COMPARABLE,
        "of different times (2025-05-01/2025-05-01 and 2025-05-09/2025-05-09): 600 to 600 against 900 to 900",
    )
    assert relate(number(600), number(900))[1].startswith("the same source gives two numbers, and nothing says which is the later")
    assert relate(number(600), number(900, revises=True))[0] is Relation.UPDATED
    assert relate(number(600), number(600, amount=amount(600, None), said="2025-05-09"))[0] is Relation.AGREES


def test_a_count_that_may_have_grown_contradicts_nothing() -> None:
    assert relate(number(600), number(900, "b", said="2025-05-05"))[1].startswith("a count of 2 days later may have grown")
    assert relate(number(900), number(600, "b", said="2025-05-05"))[0] is Relation.CONTRADICTS
    assert relate(number(900), number(600, "b", said="2025-05-25"))[1].startswith("22 days apart")


def test_a_number_that_another_rejects_by_name_contradicts_it_whatever_its_bounds() -> None:
    most = number(1, "a", amount=amount(None, 300, unit="tonne", counted=None))
    put_right = number(2, "b", amount=amount(90, 90, unit="tonne", counted=None), refuses=refused("Ninety tonnes of diesel escaped, not 300"))
    assert relate(most, replace(put_right, refuses=frozenset()))[0] is Relation.AGREES
    assert relate(most, put_right) == (Relation.CONTRADICTS, "one rejects the number of the other: None to 300 against 90 to 90")
    assert relate(put_right, most)[0] is Relation.CONTRADICTS
    assert relate(replace(most, said="2025-05-02"), replace(put_right, origin="a"))[0] is not Relation.CONTRADICTS


@pytest.mark.parametrize(
    ("content", "values"),
    [
        ("the tanks hold 6,200 tonnes, not the 4,000 in the papers", {4000.0}),
        ("they asked for 52 million crowns and not for lifeboats", set()),
        ("twenty-one rather than twenty-five boats", {25.0}),
        ("not 1.5 million but half of that", {1_500_000.0}),
        ("not one sack is missing", set()),
    ],
)
def test_the_numbers_that_words_reject(content: str, values: set[float]) -> None:
    assert refused(content) == values


def test_small_numbers_bodies_and_parts_are_not_held_against_a_total() -> None:
    killed = number(43, "a", amount=amount(43, 43, "43", counted=None, sort="killed"))
    bodies, children, two = (
        replace(killed, origin="b", amount=amount(value, value, words, counted=counted, sort=sort))
        for value, words, counted, sort in ((19, "19 bodies", "bodies", "killed"), (7, "seven children", "children", "killed"), (2, "two", None, None))
    )
    assert relate(killed, bodies)[1].startswith("bodies found or brought in may be only a part")
    assert relate(killed, children)[1].startswith("children may be only a part")
    assert relate(killed, two)[1].startswith("so small a number")


def test_a_country_and_a_town_in_it_are_no_different_places() -> None:
    russia, kursk = place("Russia", "geonames:1", "RU"), place("Kursk", "geonames:2", "RU")
    assert relate(number(9, "a", places=(russia,)), number(9, "b", places=(kursk,)))[0] is Relation.SAME
    assert relate(number(9, "a", places=(kursk,)), number(9, "b", places=(place("Lviv", "geonames:3", "UA"),)))[0] is Relation.NOT_COMPARABLE


reaches = st.tuples(st.floats(1, 1e6), st.floats(1, 1e6), st.booleans()).map(lambda ends: Reach(low=min(ends[:2]), high=max(ends[:2]), about=ends[2]))


@given(reaches, reaches)
def test_whether_both_hold_does_not_depend_on_the_order(one: Reach, other: Reach) -> None:
    assert can_both_hold(one, other) == can_both_hold(other, one)


@given(st.integers(1, 5000), st.integers(1, 5000))
def test_two_origins_of_one_day_stand_to_each_other_both_ways(one: int, other: int) -> None:
    first, second = number(one, "a"), number(other, "b")
    assert relate(first, second)[0] is relate(second, first)[0]


def test_the_number_of_a_statement() -> None:
    happening = Happening(
        type="MOBILIZE", mode="transfer", actors=(Party(name="Kardia", country=None),), recipients=(), thing=None, places=(), times=(), amount=None, realis="planned",
        factuality=0.0, spoken=False, trigger="send",
    )  # fmt: skip
    statement = Statement(
        id="c-1", report="d-1", published="2025-05-03", outlet=None, at=0, content="it will send 900 soldiers", spans=(),
        chain=(Voice(kind="person", name="Vik", role=None, organisation=None, country=None, words="Vik"),), cue="said", cue_lemma="say", act="assert", certainty="certain",
        polarity="positive", estimate=None, condition=None, said_at=None, quoted=False, places=(), times=("2025-06-01/2025-06-30",), amount=amount(900, 900), events=(happening,),
        confidence=1.0,
    )  # fmt: skip
    found = numbered(statement, "person:vik")
    assert found is not None
    assert (found.standing, found.said, found.as_of, found.event) == ("plan", "2025-05-03", "2025-06-01/2025-06-30", ("MOBILIZE", "transfer"))
    assert number_relation(found, found).relation is Relation.SAME
    assert numbered(replace(statement, amount=None), "person:vik") is None
    denied = numbered(replace(statement, act="deny"), "person:vik")
    assert denied is not None
    assert denied.standing == "rejected"


# Pairs of sentences


@pytest.mark.parametrize(
    ("first", "second", "label"),
    [
        ("The coast guard said 600 migrants were rescued.", "A port official said six hundred migrants were rescued.", "agree"),
        ("The coast guard said nearly 600 migrants were rescued.", "A port official said 588 migrants were rescued.", "agree"),
        ("Police said 120 houses were damaged by the flood.", "The fire brigade said 260 houses were damaged by the flood.", "contradict"),
        ("Police said at least 120 houses were damaged.", "The fire brigade said just 60 houses were damaged.", "contradict"),
        ("Police said dozens of houses were damaged.", "The fire brigade said 6,400 houses were damaged.", "contradict"),
        ("The army said 40 tanks were destroyed as of 3 May.", "The army said 55 tanks were destroyed as of 9 May.", "update"),
        ("The army said 40 tanks were destroyed.", "The army later raised the number to 55.", "update"),
        ("The army said 40 tanks were destroyed.", "A rebel commander said 55 tanks were captured.", "not_comparable"),
        ("The army said 40 tanks were destroyed in the north.", "A rebel commander said 55 tanks were destroyed in the south.", "not_comparable"),
        ("The army said 40 tanks were destroyed.", "A rebel commander said 55 tanks are expected next year.", "not_comparable"),
        ("The army said 40 tanks were destroyed.", "A rebel commander was unable to say how many tanks were hit.", "not_comparable"),
        ("NATO said 60 drones were shot down.", "Observers said 90 drones were launched.", "not_comparable"),
        ("The army said 40 tanks were destroyed.", "A rebel commander denied that any tanks were destroyed.", "deny"),
        ("The army said 40 tanks were destroyed.", "A rebel commander rejected the figure of 40 as false.", "deny"),
    ],
)
def test_pairs_of_sentences_with_numbers(read: Read, first: str, second: str, label: str) -> None:
    assert evaluation.quantity_pair(read(first), read(second)) == label
    if label != "update":
        assert evaluation.quantity_pair(read(second), read(first)) == label


@pytest.mark.parametrize(
    ("claim", "text", "label"),
    [
        ("Ada Lunt was born in May 1901.", "Ada Lunt (4 May 1901 – 2 June 1980) was a Norwegian painter.", "agree"),
        ("Ada Lunt was born in July 1901.", "Ada Lunt (4 May 1901 – 2 June 1980) was a Norwegian painter.", "contradict"),
        ("Ada Lunt died on 2 June 1980.", "Ada Lunt (4 May 1901 – 2 June 1980) was a Norwegian painter.", "agree"),
        ("Ada Lunt died on 4 May 1901.", "Ada Lunt (4 May 1901 – 2 June 1980) was a Norwegian painter.", "contradict"),
        ("The dam was opened in 1964.", "It was built from 1959 on and opened on 3 May 1964.", "agree"),
        ("The dam was opened in 1974.", "The dam opened on 3 May 1964.", "contradict"),
        ("The town has about 80,000 inhabitants.", "Some 81,000 residents live in the town.", "agree"),
        ("The album sold 300,000 copies.", "The album sold 80,000 copies in its first year.", "contradict"),
        ("The band never played in Bremen.", "The band played in Bremen in 1994.", "contradict"),
        ("Northlight is a 2017 Danish film.", "Northlight is a 2017 Danish novel.", "contradict"),
    ],
)
def test_claims_with_dates_and_numbers(read: Read, claim: str, text: str, label: str) -> None:
    assert evaluation.fact_pair(read(claim), read(text)) == label


# Headlines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Harbour pilot Nils Osk resigns", Stance.AGREE),
        ("Nils Osk leaves his post as harbour pilot", Stance.AGREE),
        ("Nils Osk has not resigned", Stance.DENY),
        ("No, harbour pilot Nils Osk did not resign", Stance.DENY),
        ("Reports that Nils Osk resigned are untrue, port says", Stance.DENY),
        ("Port denies that Nils Osk resigned", Stance.DENY),
        ("Resignation letter of Nils Osk is a hoax", Stance.DENY),
        ("Has Nils Osk resigned?", Stance.NEUTRAL),
        ("Nils Osk reportedly resigns", Stance.NEUTRAL),
        ("Nils Osk may have resigned", Stance.NEUTRAL),
        ("Nils Osk has resigned: source", Stance.NEUTRAL),
        ("Nils Osk has resigned, newspaper claims", Stance.NEUTRAL),
    ],
)
def test_headlines_against_a_claim(read: Read, text: str, expected: Stance) -> None:
    assert stance(read("The harbour pilot Nils Osk has resigned"), read(text)) is expected


def test_a_word_that_the_claim_has_too_is_no_mark(read: Read) -> None:
    assert "debunk" in find_marks(read("The letter is by the queen"), read("The letter is a fake"))
    assert "debunk" not in find_marks(read("The letter is a fake"), read("Yes, the letter is a fake"))


def test_a_stance_says_by_which_marks(read: Read) -> None:
    found = weigh(read("The harbour pilot has resigned"), read("Harbour pilot has not resigned"))
    assert found.stance is Stance.DENY
    assert "not claim" in found.marks
    assert found.lead > 0


def _placed_right(read: Read, rows: Sequence[tuple[str, str, str]]) -> float:
    return sum(stance(read(claim), read(text)) == expected for claim, text, expected in rows) / len(rows)


def test_the_weights_place_the_headlines_they_were_fitted_to(read: Read) -> None:
    rows = [(one.claim, text, label) for one in vocabulary.stance_examples() for label in ("agree", "deny", "neutral") for text in getattr(one, label)]
    assert _placed_right(read, rows) >= 0.85  # .86 when the weights were fitted
    marks = {mark for claim, text, _ in rows for mark in find_marks(read(claim), read(text))}
    assert vocabulary.stance_weights().deny.keys() - {"bias"} <= marks


def test_rows_get_their_labels_by_their_shape(pipeline: Pipeline) -> None:
    rows = [
        {"id": "1", "a": "Police said 12 cars burned.", "b": "Residents said 40 cars burned.", "kind": "plain"},
        {"id": "2", "claim": "The dam was opened in 1974.", "text": "The dam opened in 1964.", "numeric": True},
        {"id": "3", "claim": "The dam has burst", "text": "Has the dam burst?", "cluster": "x"},
    ]
    assert [(row["id"], row["label"]) for row in evaluation.whole(rows, pipeline)] == [("1", "contradict"), ("2", "contradict"), ("3", "neutral")]


# Tables


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"things": [frozenset({"ship"}), frozenset({"ship"})]}, "things: ship stands in two groups"),
        ({"units": {"m": {"km": 0.0}}}, "units: km is worth nothing"),
        ({"units": {"m": {"km": 1000.0}, "mile": {"km": 0.6}}}, "units: km stands under m and mile"),
    ],
)
def test_a_broken_table_is_named(change: dict[str, Any], message: str) -> None:
    table = vocabulary.relation_words()
    fields = {field: getattr(table, field) for field in table.__struct_fields__}
    with pytest.raises(RunAbort, match=message):
        vocabulary.checked(vocabulary.RelationTable(**{**fields, **change}))


def test_weights_of_one_list_only_are_named() -> None:
    with pytest.raises(RunAbort, match="asks stands in one list only"):
        vocabulary.checked_weights(read_table(vocabulary.WEIGHTS, vocabulary.Weights, b"deny: {bias: 1, asks: 2}\nneutral: {bias: 1}"))
    with pytest.raises(RunAbort, match="neutral: bias is missing"):
        vocabulary.checked_weights(read_table(vocabulary.WEIGHTS, vocabulary.Weights, b"deny: {bias: 1}\nneutral: {}"))
