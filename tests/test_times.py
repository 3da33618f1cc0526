"""When. Each text is published on Wednesday, 23 October 2024, unless it says otherwise; below it stand the expressions or the intervals it must yield."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.compose import document_builder, model_files
from sayso.grounding.times import claim_times, find_expressions, find_intervals
from sayso.grounding.times.calendar import UNITS, Moment, moment_of
from sayso.language.spacy_parser import SpacyParser
from sayso.model.document import RawItem
from sayso.model.errors import RunAbort
from sayso.model.parse import Parse
from sayso.model.span import Span
from sayso.model.tree import Tree
from sayso.settings import Settings
from sayso.vocabulary.loader import read_table
from sayso.vocabulary.times import TimeWords, checked, time_words

PUBLISHED = "2024-10-23"
Read = Callable[[str], Tree]


@pytest.fixture(scope="module")
def tree_of() -> Read:
    """The tree of a text; each text is parsed once."""
    parser, builder = SpacyParser(model_files(Settings())), document_builder(Settings())

    def read(text: str) -> Tree:
        document, _ = builder.build(RawItem(location="a test", media_type="text/plain", data=text.encode()))
        return Tree(next(iter(parser.parse([document]))))

    return read


def expressions(tree: Tree, published: str | None = PUBLISHED) -> list[str]:
    return [f"{found.span.of(tree.parse.text)} | {found.value}" for found in find_expressions(tree, published)]


def intervals(tree: Tree, published: str | None = PUBLISHED) -> list[str]:
    text = tree.parse.text
    return [f"{found.span.of(text)} | {found.interval}" for found in find_intervals(tree, find_expressions(tree, published), published)]


EXPRESSIONS = {
    "The mayor resigned on 3 May 2023, his deputy on June 4, 2023.": ["3 May 2023 | 2023-05-03", "June 4, 2023 | 2023-06-04"],
    "The lists are dated 2024-09-30, 10/01/2024 and 02.10.2024.": ["2024-09-30 | 2024-09-30", "10/01/2024 | 2024-10-01", "02.10.2024 | 2024-10-02"],
    "The yard burned on the 19th of March 1998.": ["the 19th of March 1998 | 1998-03-19"],
    "Two trawlers collided in late July last year.": ["late July last year | 2023-07"],
    "The ferry left on Monday and will be back on Friday.": ["Monday | 2024-10-21", "Friday | 2024-10-25"],
    "Last Tuesday the pumps failed; next Tuesday they will be replaced.": ["Last Tuesday | 2024-10-22", "next Tuesday | 2024-10-29"],
    "The mill closed in March and will open again in June.": ["March | 2024-03", "June | 2025-06"],
    "The wall fell yesterday morning.": ["yesterday morning | 2024-10-22TMO"],
    "The alarm rang at 3:41 a.m. EST on Monday.": ["3:41 a.m. EST on Monday | 2024-10-21T03:41"],
    "The shift began at half past six in the morning and ended at noon on Sunday.": ["half past six in the morning | 2024-10-23T06:30", "noon on Sunday | 2024-10-20T12:00"],
    "Prices rose last month, this quarter and in the first half of 2024.": ["last month | 2024-09", "this quarter | 2024-Q4", "the first half of 2024 | 2024-H1"],
    "The third quarter was poor, but fiscal 2023 was good.": ["The third quarter | 2024-Q3", "fiscal 2023 | 2023"],
    "The well was dug in the early 1990s, the church in the 14th century.": ["the early 1990s | 199", "the 14th century | 13"],
    "The harvest failed in the summer of 2021 and last spring.": ["the summer of 2021 | 2021-SU", "last spring | 2024-SP"],
    "The truce held for two and a half years, at least 30 weeks longer than the last.": ["two and a half years | P2.5Y", "at least 30 weeks | P30W"],
    "A three-year contract and an 18-month loan were signed.": ["three-year | P3Y", "18-month | P18M"],
    "The council meets every Monday, the board twice a week.": ["every Monday | XXXX-WXX-1", "twice a week | P1W"],
    "Ten days ago the radar went dark; three days later it was back.": ["Ten days ago | 2024-10-13", "three days later | 2024-10-16"],
    "The bakery is now shut, as was recently decided.": ["now | PRESENT_REF", "recently | PAST_REF"],
    "Shops were closed on Good Friday and on Christmas Eve 2023.": ["Good Friday | 2024-03-29", "Christmas Eve 2023 | 2023-12-24"],
    "The siege of 1914-18 was longer than that of 1939 to 1941.": ["1914 | 1914", "18 | 1918", "1939 | 1939", "1941 | 1941"],
    "Rain is due on April 24 and 25.": ["April 24 | 2025-04-24", "25 | 2025-04-25"],
    "The fair ran from July 6-7, 1944, and again in May-June 1946.": ["July 6 | 1944-07-06", "7, 1944 | 1944-07-07", "May | 1946-05", "June 1946 | 1946-06"],
    "The shop is open from Monday to Friday.": ["Monday | 2024-10-28", "Friday | 2024-11-01"],
    "They camped there from 15 to 17 August 2019.": ["15 | 2019-08-15", "17 August 2019 | 2019-08-17"],
}

NO_TIMES = (
    "May she come to the Sun office and march with us?",
    "Some 2,000 soldiers and 1500 trucks crossed the river.",
    "The fall of the bridge hurt a 44-year-old woman.",
    "Three-quarters of the crew can spring into action.",
)

INTERVALS = {
    "The port has been closed since 2022.": ["since 2022 | 2022-01-01/.."],
    "The troops crossed between early to mid-October.": ["early to mid-October | 2024-10-01/2024-10-20"],
    "The bridge will stand by December.": ["by December | ../2024-12-01"],
    "The dam will be full by the end of March.": ["by the end of March | ../2025-03-31"],
    "The road has been shut since Monday.": ["since Monday | 2024-10-21/.."],
    "The lists have grown by half since Monday.": ["since Monday | 2024-10-21/2024-10-23"],
    "The pier was sold a year ago.": ["a year ago | 2023-10-01/2023-10-31"],
    "A tug lay there in the night to 9 March.": ["the night to 9 March | 2024-03-08/2024-03-09"],
    "The hall will stay shut until at least the end of the month.": ["until at least the end of the month | 2024-10-23/2024-10-31"],
    "Prices have doubled in the past two years.": ["in the past two years | 2022-10-23/2024-10-23"],
    "The navy will send three ships in the coming weeks.": ["in the coming weeks | 2024-10-23/2024-11-20"],
    "The permit is valid until 15 November.": ["until 15 November | ../2024-11-15"],
    "The talks ran from 10 to 14 September 2024.": ["from 10 to 14 September 2024 | 2024-09-10/2024-09-14"],
    "She will leave next week.": ["next week | 2024-10-28/2024-11-03"],
    "Rebels took the town earlier this month; later this year there will be a vote.": ["earlier this month | 2024-10-01/2024-10-23", "later this year | 2024-10-23/2024-12-31"],
    "He was arrested in June.": ["in June | 2024-06-01/2024-06-30"],
    "The law takes effect on 1 January 2025.": ["1 January 2025 | 2025-01-01/2025-01-01"],
    "The mine was hit at 09:30 GMT on Monday.": ["09:30 GMT on Monday | 2024-10-21T09:30+00:00/2024-10-21T09:30+00:00"],
    "The army will answer within 72 hours.": ["within 72 hours | 2024-10-23/2024-10-26"],
    "The siege lasted three years.": [],
}


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_expressions_and_their_values(tree_of: Read, text: str) -> None:
    assert expressions(tree_of(text)) == EXPRESSIONS[text]


@pytest.mark.parametrize("text", NO_TIMES)
def test_other_words_are_no_times(tree_of: Read, text: str) -> None:
    assert expressions(tree_of(text)) == []


@pytest.mark.parametrize("text", INTERVALS)
def test_intervals(tree_of: Read, text: str) -> None:
    assert intervals(tree_of(text)) == INTERVALS[text]


def test_without_a_publication_the_year_stays_open(tree_of: Read) -> None:
    tree = tree_of("The mayor resigned on May 3; the vote is on Sunday.")
    assert expressions(tree, None) == ["May 3 | XXXX-05-03", "Sunday | XXXX-WXX-7"]
    assert all("not known" in found.rule for found in find_expressions(tree, None))
    assert intervals(tree, None) == []


@pytest.mark.parametrize(
    ("text", "span", "value", "rule"),
    [
        ("The boy was found on 31 February 2024.", "31 February 2024", "2024-02", "no such day"),
        ("The train left at 25:00.", "25:00", "2024-10-23", "no such time"),
    ],
)
def test_days_and_times_that_do_not_exist_are_named(tree_of: Read, text: str, span: str, value: str, rule: str) -> None:
    (found,) = find_expressions(tree_of(text), PUBLISHED)
    assert (found.span.of(text), found.value, found.rule) == (span, value, rule)


def test_a_history_counts_from_the_last_date_it_names(tree_of: Read) -> None:
    text = (
        "In 1808 the valley rose. The fort fell on 4 May 1809, and the bridge two days later. By December the river was closed. In January the guns were brought up. "
        "The peace of 1811 lasted until 1813. In the spring of 1814 the last garrison left; the following year it came back. In 1816 the fort was sold."
    )
    found = expressions(tree_of(text))
    assert [value for value in found if "18" not in value.split(" | ")[0]] == [
        "two days later | 1809-05-06",
        "December | 1809-12",
        "January | 1810-01",
        "the following year | 1815",
    ]


def test_years_before_our_era(tree_of: Read) -> None:
    assert expressions(tree_of("Two fleets met in 261 BC. The harbour was taken in 258 B.C., and burned ten years later.")) == [
        "261 BC | BC0261",
        "258 B.C. | BC0258",
        "ten years later | BC0248",
    ]


def test_a_dateline_comes_before_the_publication(tree_of: Read) -> None:
    tree = tree_of("NAIROBI, Oct 21 (GSN) - Two ferries collided yesterday, and on Monday a third one sank.")
    assert expressions(tree) == ["Oct 21 | 2024-10-21", "yesterday | 2024-10-20", "Monday | 2024-10-21"]
    assert expressions(tree_of("SYDNEY, 4 May 2026 - The firm closed yesterday."), None)[1:] == ["yesterday | 2026-05-03"]


def test_since_keeps_the_open_end_as_a_rival(tree_of: Read) -> None:
    tree = tree_of("Eleven ships have left since 2022.")
    (found,) = find_intervals(tree, find_expressions(tree, PUBLISHED), PUBLISHED)
    assert [rival.interval for rival in found.rivals] == ["2022-01-01/.."]


def claimed(tree: Tree, content: str, cue: str) -> list[str]:
    text = tree.parse.text
    at, cue_at = text.index(content), text.index(cue)
    found = find_intervals(tree, find_expressions(tree, PUBLISHED), PUBLISHED)
    return [time.interval for time in claim_times(tree, found, [Span(at, at + len(content))], Span(cue_at, cue_at + len(cue)), PUBLISHED)]


def test_a_claim_has_the_times_inside_it_and_not_the_time_of_saying(tree_of: Read) -> None:
    tree = tree_of("The navy said on Tuesday that two boats had sunk on 4 October.")
    assert claimed(tree, "two boats had sunk on 4 October", "said") == ["2024-10-04/2024-10-04"]
    assert claimed(tree, "two boats had sunk", "said") == []


def test_a_noun_phrase_takes_the_time_beside_the_reporting_words(tree_of: Read) -> None:
    tree = tree_of("The bank confirmed the withdrawal on Tuesday.")
    assert claimed(tree, "the withdrawal", "confirmed") == ["2024-10-22/2024-10-22"]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (b"  12: [december, dec]", b"  13: [december, dec]", "months: 13 is none of"),
        (b'"christmas day", "xmas"], day: 12-25', b'"christmas day", "xmas"], day: 12-35', "christmas: 12-35 is no month and day"),
        (b'"christmas day", "xmas"], day: 12-25', b'"christmas day", "xmas"]', "christmas: give exactly one of"),
        (b"weekday: [1, 1, 3]", b"weekday: [1, 8, 3]", "weekday must be a month"),
        (b"  into: [into]", b"  unto: [into]", "bounds: unto is none of"),
        (b"ago: [ago]", b"ago: 3", "Expected `array`"),
    ],
)
def test_a_wrong_table_is_refused_with_its_field(old: bytes, new: bytes, reason: str) -> None:
    from importlib.resources import files

    raw = files("sayso.vocabulary").joinpath("time_words.yaml").read_bytes()
    assert old in raw
    with pytest.raises(RunAbort, match=r"vocabulary/time_words\.yaml") as fault:
        checked(read_table("time_words.yaml", TimeWords, raw.replace(old, new)))
    assert reason in str(fault.value)


def flat_tree(words: list[str]) -> Tree:
    """A tree in which no word depends on another."""
    text = " ".join(words)
    starts = [len(" ".join(words[:at])) + (at > 0) for at in range(len(words))]
    size = len(words)
    columns = dict.fromkeys(("pos", "tags"), ("NN",) * size) | {"deps": ("ROOT",) * size, "lemmas": tuple(words), "words": tuple(words)}
    ends = tuple(start + len(word) for start, word in zip(starts, words, strict=True))
    return Tree(Parse(text=text, starts=tuple(starts), ends=ends, heads=tuple(range(size)), sentences=((0, size),), paragraphs=((0, size),), quotations=(), **columns))


LOOSE_WORDS = (
    "January March Friday 2024 1999 31 29 00 7 : - / , . and to the early late end of in by since until between a.m. GMT BC first third quarter two hundred ago later noon Easter"
)


def some_words() -> list[str]:
    table = time_words()
    relations = [word.split()[0] for group in (table.relations, table.day_words) for word in group]
    return [*relations, *(word for unit in table.units for word in unit.words), *LOOSE_WORDS.split()]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(some_words()), min_size=1, max_size=25), st.sampled_from([None, "2024-02-29", "0999-01-01", "1998-12-05T09:42", "9998-12-31"]))
def test_any_words_of_time_are_read_without_a_fault(words: list[str], published: str | None) -> None:
    """Expressions stand in order and apart, intervals do not run backwards, and a second reading gives the same."""
    tree = flat_tree(words)
    found = find_expressions(tree, published)
    assert all(one.span.end <= two.span.start for one, two in pairwise(found))
    spans = find_intervals(tree, found, published)
    assert all(interval.start[:10] <= interval.end[:10] for interval in spans if interval.start and interval.end)
    assert (found, spans) == (find_expressions(tree, published), find_intervals(tree, find_expressions(tree, published), published))


@given(st.dates(dt.date(100, 1, 1), dt.date(3000, 12, 31)), st.sampled_from(UNITS), st.integers(-40, 40))
def test_stretches_of_the_calendar_follow_one_another(day: dt.date, unit: str, count: int) -> None:
    """A stretch holds the day it was made from; counting on and back leads home; the next begins the day after it ends."""
    moment = moment_of(day, unit)
    first, last, following = moment.first(), moment.last(), moment.shifted(1).first()
    assert first is not None
    assert last is not None
    assert unit == "weekend" or first <= day <= last
    assert moment.shifted(count).shifted(-count) == moment
    assert unit == "weekend" or following == last + dt.timedelta(days=1)


def test_a_moment_without_a_year_keeps_what_is_known() -> None:
    assert Moment("month", None, 10).shifted(5).value() == "XXXX-10"
    assert Moment("month", None, 10).first() is None
