"""Numbers in sentences, what they count, and which of them a claim is about."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.compose import model_files
from sayso.documents.build import DocumentBuilder, Limits
from sayso.evaluation import quantities as evaluation
from sayso.grounding.quantities import claim_quantity, find_quantities
from sayso.grounding.quantities.numbers import read_numbers
from sayso.language.spacy_parser import SpacyParser
from sayso.model.document import RawItem
from sayso.model.errors import RunAbort
from sayso.model.grounding import Quantity
from sayso.model.span import Span
from sayso.model.tree import Tree
from sayso.settings import Settings
from sayso.vocabulary import quantities as vocabulary

Read = Callable[[str], Tree]
ONES = [
    "",
    *[
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ],
]
TENS = ["", "", *["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]]


@pytest.fixture(scope="module")
def read() -> Read:
    parser = SpacyParser(model_files(Settings()))
    builder = DocumentBuilder(Limits(characters=1_000_000, html_seconds=20))

    def tree(text: str) -> Tree:
        document, _ = builder.build(RawItem(location="a test", media_type="text/plain", data=text.encode()))
        return Tree(next(iter(parser.parse([document]))))

    return tree


def only(tree: Tree, words: str) -> Quantity:
    """The quantity whose number is written so."""
    found = [quantity for quantity in find_quantities(tree) if quantity.number.of(tree.parse.text) == words]
    assert len(found) == 1, [quantity.number.of(tree.parse.text) for quantity in find_quantities(tree)]
    return found[0]


@pytest.mark.parametrize(
    ("text", "number", "bounds", "modifier"),
    [
        ("At least 3,000 soldiers were moved east.", "3,000", (3000, None), ">"),
        ("No fewer than 15 raids were flown.", "15", (15, None), ">"),
        ("More than two dozen houses burned.", "two dozen", (24, None), ">"),
        ("Up to 20 boats left the harbour.", "20", (None, 20), "<"),
        ("No more than 40 rebels remain in the hills.", "40", (None, 40), "<"),
        ("The hall held fewer than 90 delegates.", "90", (None, 90), "<"),
        ("Some 300 troops crossed the river.", "300", (300, 300), "~"),
        ("Nearly 60 officers patrol the port.", "60", (60, 60), "~"),
        ("A dozen or so were injured.", "A dozen", (12, 12), "~"),
        ("300 dead or more, the mayor said.", "300", (300, None), ">"),
        ("Between 40 and 50 people died.", "40 and 50", (40, 50), "="),
        ("Some 11,000 to 12,000 men are in the camp.", "11,000 to 12,000", (11000, 12000), "~"),
        ("I heard two shots, maybe three.", "two shots, maybe three", (2, 3), "="),
        ("Nine, maybe ten thousand marched.", "Nine, maybe ten thousand", (9000, 10000), "="),
        ("The loss is put at between 4 and 6 million litres.", "4 and 6 million", (4e6, 6e6), "="),
        ("Dozens of men left the island.", "Dozens", (24, None), "="),
        ("Hundreds of thousands fled.", "Hundreds of thousands", (200_000, None), "="),
        ("A few hundred idlers stood about.", "A few hundred", (200, None), "="),
        ("Around a quarter of a million voters were struck off.", "a quarter of a million", (250_000, 250_000), "~"),
        ("The forint slipped 2.5 per cent.", "2.5", (2.5, 2.5), "down"),
        ("Shares rose about 3 % in Oslo.", "3", (3, 3), "up"),
        ("He lost more than 60 % of his land.", "60", (60, None), ">"),
        ("The clerk handed over 42 documents.", "42", (42, 42), "="),
    ],
)
def test_bounds(read: Read, text: str, number: str, bounds: tuple[float | None, float | None], modifier: str) -> None:
    found = only(read(text), number)
    assert (found.minimum, found.maximum, found.modifier) == (*bounds, modifier)


@pytest.mark.parametrize(
    ("text", "number", "value", "unit"),
    [
        ("The bank lent $2.3bn.", "2.3bn", 2.3e9, "USD"),
        ("The prize is 3.5 million euros.", "3.5 million", 3.5e6, "EUR"),
        ("Diesel costs 3.20 dollars per gallon.", "3.20", 3.2, "USD/gallon"),
        ("The plant makes 40,000 barrels a day.", "40,000", 40000, "barrel/day"),
        ("She drove at 50mph.", "50", 50, "mph"),
        ("It was minus 30 degrees Celsius.", "30", -30, "°C"),
        ("The hold had 2.4 tonnes of rice.", "2.4", 2.4, "tonne"),
        ("The lorry took 1.2m tonnes of sand.", "1.2m", 1.2e6, "tonne"),
        ("The trip took two and a half hours.", "two and a half", 2.5, "hour"),
        ("They waited for a day and a half.", "a day and a half", 1.5, "day"),
        ("The boy is a 15-year-old student.", "15", 15, "year-old"),
        ("The deputy holds 11 per cent of the shares.", "11", 11, "%"),
        ("The price was £45million.", "45million", 45e6, "GBP"),
    ],
)
def test_units(read: Read, text: str, number: str, value: float, unit: str) -> None:
    found = only(read(text), number)
    assert (found.minimum, found.maximum, found.unit) == (value, value, unit)


@pytest.mark.parametrize(
    ("text", "number", "counted", "sort"),
    [
        ("The fire killed 31 people.", "31", "people", "killed"),
        ("Some 300 North Korean troops were sent there.", "300", "North Korean troops", "deployed"),
        ("Police detained 17 more people.", "17", "people", "detained"),
        ("Four people were wounded in the raid.", "Four", "people", "wounded"),
        ("Two dozen are missing.", "Two dozen", None, "missing"),
        ("The blast left 40 dead.", "40", None, "killed"),
        ("76 people have been confirmed dead.", "76", "people", "killed"),
        ("Landslide Buries 7 At Quarry", "7", None, None),
        ("The 700-odd workers came.", "700", "workers", None),
        ("The ministry put the dead at 23.", "23", None, "killed"),
        ("As many as 2,500 families have fled.", "2,500", "families", "displaced"),
        ("Two of the seven ships turned back.", "Two", "ships", None),
        ("A dozen rockets hit the base.", "A dozen", "rockets", None),
    ],
)
def test_what_is_counted(read: Read, text: str, number: str, counted: str | None, sort: str | None) -> None:
    found = only(read(text), number)
    assert (found.counted, found.sort) == (counted, sort)


@pytest.mark.parametrize(
    ("text", "number", "scope", "whole"),
    [
        ("Another 600 were waiting.", "600", "increment", None),
        ("A further 40 men are on the way.", "40", "increment", None),
        ("Six others were arrested.", "Six", "increment", None),
        ("Two of the seven ships sank.", "Two", "subtotal", 7),
        ("The dead were civilians, including 12 children.", "12", "subtotal", None),
        ("A total of 93 arrests were made.", "93", "total", None),
        ("There were 15 in all.", "15", "total", None),
        ("The yard has 15 cranes.", "15", "unstated", None),
    ],
)
def test_scope(read: Read, text: str, number: str, scope: str, whole: float | None) -> None:
    found = only(read(text), number)
    assert (found.scope.value, found.whole) == (scope, whole)


def test_both_ends_of_a_change(read: Read) -> None:
    tree = read("Casualties rose from 12 on Monday to at least 19 by Wednesday.")
    assert [(found.minimum, found.maximum, found.rule) for found in find_quantities(tree)] == [(12, 12, "change from"), (19, None, "change to")]


def test_another_unit_in_brackets_has_the_same_bound(read: Read) -> None:
    tree = read("The crates weigh over 40 kilograms (88 pounds) each.")
    assert [(found.minimum, found.maximum, found.modifier) for found in find_quantities(tree)] == [(40, None, ">"), (88, None, ">")]


@pytest.mark.parametrize(
    "text",
    [
        "On 5 May 2024 at 6 p.m. the 27th brigade left.",
        "The talks of Oct. 8 and Oct. 13 ended at half past six.",
        "He drove a T-72 in the 1990s.",
        "The captain called on channel 16 until 05:52.",
        "Article 5 and the treaty of 1890 are plain.",
        "The FTSE 250 was quiet.",
        "Air Force One was late.",
        "She wrote to the one who knew.",
        "The second man came first.",
        "Call (931) 555-0199 or 202-555-0142 at 12 Wick Road.",
        "The key is 1234567890123456789012345.",
        "The exam is in Room 8 or 9.",
    ],
)
def test_what_is_no_quantity(read: Read, text: str) -> None:
    tree = read(text)
    assert [found.number.of(tree.parse.text) for found in find_quantities(tree)] == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Marit Tremblett, 31, was held.", "31"),
        ("The law helps women over 50.", "50"),
        ("He was 17 when he left.", "17"),
        ("A third of the wells are dry.", "A third"),
        ("One in five children is hungry.", "One in five"),
        ("The clerk telephoned at about nine.", "nine"),
    ],
)
def test_numbers_that_no_claim_is_about(read: Read, text: str, number: str) -> None:
    assert not only(read(text), number).ordinary


@pytest.mark.parametrize(
    ("text", "content", "bounds"),
    [
        ("The mayor said at least 19 people had drowned.", "at least 19 people had drowned", (19, None)),
        ("He said three of the eight tanks collapsed.", "three of the eight tanks collapsed", (3, 3)),
        ("She said that of 900 members, 40 had been paid.", "of 900 members, 40 had been paid", (40, 40)),
        ("The union put the crowd at 40,000 to 50,000.", "the crowd at 40,000 to 50,000", (40000, 50000)),
        ("They said seven, not eight, ships had passed.", "seven, not eight, ships had passed", (7, 7)),
        ("The navy says eight sailors and three fishermen were hurt.", "eight sailors and three fishermen were hurt", (11, 11)),
        ("The bank said it would take 60 cents of the price.", "it would take 60 cents of the price", (0.6, 0.6)),
        ("It raised its count of the dead from six to seven.", "its count of the dead from six to seven", (7, 7)),
        ("Kyiv speaks of 10,000 men. The general gave a total that agrees with reports from Seoul.", "a total that agrees with reports from Seoul", (10000, 10000)),
        ("He said he was 17 and lived in Luuq.", "he was 17 and lived in Luuq", None),
        ("The pilot said the ship was 30 miles from the rock.", "the ship was 30 miles from the rock", None),
        ("She said a treaty would be signed on April 30.", "a treaty would be signed on April 30", None),
    ],
)
def test_the_number_of_a_claim(read: Read, text: str, content: str, bounds: tuple[float, float | None] | None) -> None:
    tree = read(text)
    at = text.index(content)
    found = claim_quantity(tree, find_quantities(tree), [Span(at, at + len(content))])
    assert (found and (found.minimum, found.maximum)) == bounds


def spelled(number: int) -> str:
    """An integer in English words."""
    for size, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = number % size
            return f"{spelled(number // size)} {name}" + (f"{' and ' if rest < 100 else ' '}{spelled(rest)}" if rest else "")
    return ONES[number] if number < 20 else TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")


@given(st.integers(min_value=1, max_value=10**12 - 1))
def test_figures_and_words_of_a_number_have_its_value(number: int) -> None:
    assert [(found.low, found.high) for found in read_numbers(f"{number:,} men")] == [(number, number)]
    words = spelled(number)
    found = read_numbers(f"{words} men")
    assert [(one.start, one.end, one.low) for one in found] == [(0, len(words), number)]


@given(
    st.lists(
        st.sampled_from(["two", "3,000", "at", "least", "to", "half", "a", "dozen", "of", "the", "$", "million", ",", "-", ".", "4", "%", "and", "between", "May", "one"]),
        max_size=25,
    )
)
def test_numbers_stand_in_order_and_apart(words: list[str]) -> None:
    text = " ".join(words)
    found = read_numbers(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert all(one.high is None or one.low <= one.high for one in found)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Output fell from 31 to 14 tonnes.", [([31, 14], "=")]),
        ("Thousands of tests were sent at $5 to $7 each.", [([1000, 10000], "="), ([5, 7], "=")]),
        ("A five-year plan and a few men helped nobody.", []),
        ("The rate is up 0.2 %.", [(0.2, "up")]),
    ],
)
def test_records_for_the_scorer(read: Read, text: str, rows: list[tuple[float | list[float], str]]) -> None:
    tree = read(text)
    (record,) = evaluation.records("d1", tree.parse.text, find_quantities(tree))
    assert record["id"] == "d1"
    assert [(row["value"], row["change"]) for row in record["quantities"]] == rows


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"magnitudes": {"dozen": 12.0}}, "collectives: dozen is also in magnitudes"),
        ({"cardinals": {"two": -2.0}}, "cardinals: two is worth less than nothing"),
        ({"claim_weights": {}}, "claim_weights: bias is missing"),
        ({"before": [vocabulary.Bound("least", ">", ["over"]), vocabulary.Bound("most", "<", ["over"])]}, "before: over means both least > and most <"),
        ({"units": [vocabulary.Unit("km", "length", also=["k"]), vocabulary.Unit("kg", "mass", also=["k"])]}, "units: k means both km and kg"),
    ],
)
def test_a_faulty_table_is_named(change: dict[str, object], reason: str) -> None:
    with pytest.raises(RunAbort, match=f"quantity_words.yaml: ({reason})"):
        vocabulary.checked(msgspec.structs.replace(vocabulary.quantity_words(), **change))
