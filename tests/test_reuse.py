"""Who has text from whom: pairs of reports and what is found in them, the keys that bring them together, and families of versions."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.evaluation import reuse as yardstick
from sayso.model.reuse import Passage, Reuse, ReuseKind
from sayso.model.span import Span
from sayso.model.weighing import Report
from sayso.synthesis.reuse import bands, candidates, compare, derives, enough, families, passage_of, reuse_among, text_key
from sayso.synthesis.reuse.marks import quoted

AGENCY = (
    "HOLMVIK (Meridian Wire) - The coast guard of Nordland boarded the tanker Alma Rosa off Holmvik on Tuesday and found 4,200 tonnes of undeclared fuel in two of its tanks.\n\n"
    "The ship had left the port of Saltsund nine days earlier under the flag of the Cook Islands, according to the harbour register.\n\n"
    '"We followed her for three nights before we went on board," said Captain Jorunn Eide, who led the search.\n\n'
    "Its owner, a company from Limassol with a single employee, has been fined twice since 2021 for carrying cargo without papers.\n\n"
    "The crew of nineteen was put up in a hostel in the town while the police went through the logbook."
)
EDITED = (
    "The coast guard boarded the tanker Alma Rosa off Holmvik on Tuesday and found 4,200 tonnes of undeclared fuel in two of its tanks, Meridian Wire reports.\n\n"
    "The ship had left the port of Saltsund nine days earlier under the flag of the Cook Islands.\n\n"
    "“We followed her for three nights before we went on board,” said Captain Jorunn Eide.\n\n"
    "Fishermen in Holmvik say that the bay has smelt of diesel since Sunday."
)
REWRITTEN = (
    "The crew of nineteen was put up at an inn while detectives went through the logbook. "
    "Boarded off Holmvik on Tuesday, the tanker Alma Rosa carried 4,200 tonnes of undeclared fuel, the coast guard of Nordland said. "
    "It had left the port of Saltsund nine days before, under the flag of the Cook Islands, says the register. "
    "Its owner, a company from Limassol with one worker, has been fined twice since 2021 over carrying cargo without papers."
)
OWN_ACCOUNT = (
    "A tanker lay at anchor outside Holmvik yesterday with coast guard boats on either side. Residents watched officers carry boxes ashore from the Alma Rosa.\n\n"
    '"We followed her for three nights before we went on board," Captain Jorunn Eide told this newspaper on the quay. It was worth three million crowns, she reckoned.\n\n'
    "The company that owns the vessel did not immediately respond to a request for comment."
)
ROUND_UP = (
    "The fish auction in Varsund will close for good in March after 112 years, its manager said, because too few boats land there.\n\n"
    "Police in Tromfjord are looking for the driver of a grey van that hit a parked school bus and drove away without stopping.\n\n"
    "The ship had left the port of Saltsund nine days earlier under the flag of the Cook Islands, according to the harbour register.\n\n"
    "A choir from Bodsjo has won the northern singing contest for the third year in a row with a song about herring."
)


def report(key: str, text: str, day: str | None = None) -> Report:
    return Report(id=key, series=key, number=1, latest=True, external_id=None, outlet=None, url=None, title=None, published=day, text=text, paragraphs=(Span(0, len(text) or 1),))


def words(passages: tuple[Passage, ...], text: str, side: str = "left") -> list[str]:
    return [getattr(passage, side).of(text) for passage in passages]


@pytest.mark.parametrize(
    ("other", "kind"),
    [
        (AGENCY, ReuseKind.REPRINT),
        (AGENCY.replace("HOLMVIK (Meridian Wire) - ", "").replace("fined twice", "punished two times").replace("\n\n", "\n"), ReuseKind.REPRINT),
        (EDITED, ReuseKind.EDITED),
        (AGENCY[: len(AGENCY) // 2], ReuseKind.EDITED),
        (REWRITTEN, ReuseKind.REWRITE),
        (ROUND_UP, ReuseKind.PASSAGE),
    ],
)
def test_kinds_of_reuse(other: str, kind: ReuseKind) -> None:
    found = compare(report("a", AGENCY), report("b", other))
    assert found is not None
    assert found.kind is kind
    assert derives(found)
    assert candidates([report("a", AGENCY), report("b", other)]) == [("a", "b")]


def test_reports_of_one_event_that_share_names_and_a_quotation_are_independent() -> None:
    assert compare(report("a", AGENCY), report("b", OWN_ACCOUNT)) is None


def test_quotations_are_listed_apart_and_passages_do_not_cover_them() -> None:
    found = compare(report("a", AGENCY), report("b", EDITED))
    assert found is not None
    assert words(found.quotations, AGENCY) == ["We followed her for three nights before we went on board"]
    assert words(found.quotations, EDITED, "right") == ["We followed her for three nights before we went on board"]
    assert [passage.split("\n\n") for passage in words(found.passages, AGENCY)] == [
        [
            "boarded the tanker Alma Rosa off Holmvik on Tuesday and found 4,200 tonnes of undeclared fuel in two of its tanks.",
            "The ship had left the port of Saltsund nine days earlier under the flag of the Cook Islands",
        ],
        ["said Captain Jorunn Eide"],
    ]
    assert words(found.passages, EDITED, "right")[0].startswith("boarded the tanker")
    assert found.reason == (
        "Most of one text stands in the other, with cuts or changes: 2 passages, 43% of the words outside quotation marks of the one and 70% of the other; "
        "1 quotation in common not counted."
    )


def test_one_agency_sentence_in_a_long_article_is_found_with_its_place() -> None:
    longer = ROUND_UP + "\n\n" + " ".join(f"The council of parish {number} met on day {number * 7} and put off its vote on road {number * 13}." for number in range(1, 40))
    found = compare(report("a", AGENCY), report("b", longer))
    assert found is not None
    assert words(found.passages, longer, "right") == [
        "The ship had left the port of Saltsund nine days earlier under the flag of the Cook Islands, according to the harbour register"
    ]
    assert candidates([report("a", AGENCY), report("b", longer)]) == [("a", "b")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The ministry did not immediately respond to a request for comment. Copyright The Associated Press. All rights reserved.",
            "The bank did not immediately respond to a request for comment. Copyright The Associated Press. All rights reserved.",
        ),
        ("", ""),
        ("It sank.", "It sank."),
        (
            '"We shall rebuild each house in the valley before the first snow falls, and nobody will be asked to pay," she said.',
            "“We shall rebuild each house in the valley before the first snow falls, and nobody will be asked to pay.”",
        ),
        (
            "„We shall rebuild each house in the valley before the first snow falls, and nobody will pay,” she told us.",
            "She: ‘We shall rebuild each house in the valley before the first snow falls, and nobody will pay.’",
        ),
    ],
)
def test_what_is_nobodys_text_is_no_reuse(one: str, other: str) -> None:
    assert compare(report("a", one), report("b", other)) is None


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("It is ‘the workers’ victory,’ he said.", ["‘the workers"]),
        ('A 12" gun and "a crate" were found.', ['"a crate']),
        ("She said: “It sank. Nobody drowned.\n\nThe navy knew of no ship.", ["“It sank"]),
        ("She said: “It sank.\n\n“Nobody drowned.” The navy knew of no ship.", ["“It sank.", "“Nobody drowned."]),
        ('"How it ended up there, I do not know. Did he say so? "It is not ours," he said.', ['"How it ended up there, I do not know', '"It is not ours,']),
        ("The bank's ships aren't ours.", []),
    ],
)
def test_a_lost_quotation_mark_costs_no_more_than_its_sentence(text: str, inside: list[str]) -> None:
    assert [text[start:end].rstrip() for start, end in quoted(text)] == inside


def test_a_claim_is_found_in_the_passage_it_was_copied_with() -> None:
    found = compare(report("a", AGENCY), report("b", ROUND_UP))
    assert found is not None
    (passage,) = found.passages
    for key, text, words_of_claim, expected in (
        ("a", AGENCY, "The ship had left the port of Saltsund nine days earlier", passage),
        ("b", ROUND_UP, "The ship had left the port of Saltsund nine days earlier", passage),
        ("b", ROUND_UP, "The fish auction in Varsund will close for good", None),
        ("a", AGENCY, "found 4,200 tonnes of undeclared fuel", None),
    ):
        start = text.index(words_of_claim)
        assert passage_of(found, key, Span(start, start + len(words_of_claim))) == expected


@pytest.mark.parametrize(("days", "first"), [(("2025-03-02", "2025-03-01"), "b"), (("2025-03-01", "2025-03-01"), None), ((None, "2025-03-01"), None)])
def test_the_earlier_report_is_named_where_the_days_tell(days: tuple[str | None, str | None], first: str | None) -> None:
    found = compare(report("a", AGENCY, days[0]), report("b", EDITED, days[1]))
    assert found is not None
    assert found.earlier == first


def test_offsets_hold_in_texts_with_letters_beyond_the_basic_plane() -> None:
    text = "😀 İzmir 𝔘𝔫𝔦 … " + AGENCY
    found = compare(report("a", text), report("b", "Naïve – " + AGENCY))
    assert found is not None
    assert found.kind is ReuseKind.REPRINT
    assert words(found.passages, text)[0].startswith("HOLMVIK")


def test_keys_are_the_same_for_ever() -> None:
    """The ledger keeps them: if these numbers change, all keys have to be made again."""
    text = "The ferry left the port of Slite at dawn with 214 people and reached the mainland four hours late"
    assert bands(text) == (362998644783246182,)
    assert text_key(text) == 2972768677026806902


def test_one_phrase_in_common_starts_no_comparison() -> None:
    assert not enough(1, 80, 60)
    assert enough(2, 80, 60)
    assert enough(1, 1, 60)
    assert not enough(0, 0, 0)


def test_ten_thousand_copies_make_ten_thousand_links() -> None:
    reports = [report(f"d{number:05}", AGENCY if number % 2 else AGENCY.upper()) for number in range(10_000)]
    found = reuse_among([*reports, report("e", EDITED)])
    assert len(found) == 10_000
    assert {reuse.left for reuse in found} == {"d00000"}
    assert found[0].reason == "The texts are the same, word for word; all copies are linked to d00000."
    assert len(families([*reports, report("e", EDITED)], found)) == 1


def test_a_composite_does_not_make_one_family_of_its_sources() -> None:
    other = "The fish auction in Varsund will close for good in March after 112 years, its manager said, because too few boats land there. Three buyers left."
    reports = [report("a", AGENCY, "2025-03-01"), report("b", EDITED, "2025-03-01"), report("c", ROUND_UP, "2025-03-02"), report("d", other, "2025-03-01")]
    assert families(reports, reuse_among(reports)) == [("a", "b"), ("c", "d")]
    assert families(reports[:3], reuse_among(reports[:3])) == [("a", "b", "c")]


def test_a_report_from_which_two_others_take_different_passages_is_no_composite() -> None:
    first, second = AGENCY.split("\n\n")[1], AGENCY.split("\n\n")[3]
    rest = ROUND_UP.replace(first, "")
    reports = [report("a", AGENCY, "2025-03-01"), report("b", rest.split("\n\n")[0] + first, "2025-03-02"), report("c", rest.split("\n\n")[1] + second, "2025-03-02")]
    assert families(reports, reuse_among(reports)) == [("a", "b", "c")]


def test_versions_of_one_series_are_one_family() -> None:
    first, second = report("a", AGENCY), report("b", OWN_ACCOUNT)
    assert families([first, second], []) == [("a",), ("b",)]
    joined = Report(**{name: getattr(second, name) for name in Report.__dataclass_fields__} | {"series": "a", "number": 2})
    assert families([first, joined], []) == [("a", "b")]


TEXTS = [AGENCY, EDITED, REWRITTEN, OWN_ACCOUNT, ROUND_UP, AGENCY.upper(), EDITED + "\n\n" + OWN_ACCOUNT]


@given(st.permutations(range(len(TEXTS))))
@settings(max_examples=30, deadline=None)
def test_the_order_of_reports_makes_no_difference(order: list[int]) -> None:
    reports = [report(f"d{number}", text, f"2025-01-0{number + 1}") for number, text in enumerate(TEXTS)]
    expected = reuse_among(reports)
    shuffled = [reports[number] for number in order]
    assert reuse_among(shuffled) == expected
    assert families(shuffled, random.Random(order[0]).sample(expected, len(expected))) == families(reports, expected)
    assert [compare(one, two) for one in shuffled for two in reports] == [compare(two, one) for one in shuffled for two in reports]


@given(st.lists(st.sampled_from([*AGENCY.split(), '"', "“", "”", "\n\n", "‘", "’"]), max_size=120), st.lists(st.sampled_from(AGENCY.split()), max_size=60))
@settings(max_examples=150, deadline=None)
def test_passages_lie_in_both_texts_in_order_and_apart(left: list[str], right: list[str]) -> None:
    one, other = " ".join(left) + " " + AGENCY[:200], " ".join(right) + " " + AGENCY[:400]
    found = compare(report("a", one), report("b", other))
    if found is not None:
        assert 0 < max(found.left_share, found.right_share) <= 1
        for before, after in zip(found.passages, found.passages[1:], strict=False):
            assert before.left.end <= after.left.start
        assert all(passage.left.of(one).split() and passage.right.of(other).split() for passage in (*found.passages, *found.quotations))


def test_the_yardstick_gives_families_for_events_and_links_for_the_rest() -> None:
    rows = [{"id": "a", "text": AGENCY}, {"id": "b", "text": EDITED}, {"id": "c", "text": OWN_ACCOUNT}, {"id": "d", "text": AGENCY.lower()}]
    assert sorted(tuple(sorted((row["a"], row["b"]))) for row in yardstick.whole(rows, None)) == [("a", "b"), ("a", "d"), ("b", "d")]
    events = [row | {"event": "tanker"} for row in rows]
    assert [(row["id"], row["cluster"]) for row in yardstick.whole(events, None)] == [("a", "a"), ("b", "a"), ("d", "a"), ("c", "c")]


def test_reuse_reads_as_a_value() -> None:
    found = compare(report("b", EDITED), report("a", AGENCY))
    assert isinstance(found, Reuse)
    assert (found.left, found.right) == ("a", "b")
