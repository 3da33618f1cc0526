"""Whom reports cite, and which reports of the ledger they mean."""

from __future__ import annotations

import pytest

from sayso.model.errors import RunAbort
from sayso.model.span import Span
from sayso.model.weighing import CitationKind, Report, Statement, Voice
from sayso.synthesis.citations import Meaning, citations, is_outlet, resolve, same_outlet
from sayso.vocabulary.standing import checked, standing

WIRE = "KESHIM, May 2 (Tidewater Wire) - The ferry Arlette sank off Keshim on Friday, the harbour master Oduya Brandt said."


def report(name: str, outlet: str, text: str, day: str = "2025-05-02", url: str | None = None) -> Report:
    return Report(id=name, series=name, number=1, latest=True, external_id=None, outlet=outlet, url=url, title=None, published=day, text=text, paragraphs=())


def statement(where: Report, content: str, *voices: Voice) -> Statement:
    at = where.text.index(content)
    outlet = Voice(kind="outlet", name=None, role=None, organisation=where.outlet, country=None, words=None)
    return Statement(
        id=f"{where.id}:{at}",
        report=where.id,
        published=where.published,
        outlet=where.outlet,
        at=at,
        content=content,
        spans=(Span(at, at + len(content)),),
        chain=(outlet, *voices),
        cue=None,
        cue_lemma=None,
        act="assert",
        certainty="certain",
        polarity="positive",
        estimate=None,
        condition=None,
        said_at=None,
        quoted=False,
        places=(),
        times=(),
        amount=None,
        events=(),
        confidence=0.9,
    )


def body(words: str, name: str | None = None) -> Voice:
    return Voice(kind="organisation", name=None, role=None, organisation=name or words, country=None, words=words)


@pytest.mark.parametrize(
    ("text", "kind", "label"),
    [
        ("OSLO, May 2 (NPA) - The ship sank.", CitationKind.CREDIT, "NPA"),
        ("SEOUL (Tidewater Wire) — The ship sank.", CitationKind.CREDIT, "Tidewater Wire"),
        ("The ship sank. With material from Antilles Dispatch", CitationKind.CREDIT, "Antilles Dispatch"),
        ("The ship sank, the mayor said (Liman News Agency)", CitationKind.CREDIT, "Liman News Agency"),
        ("The mayor told Reuters that the ship sank.", CitationKind.CITED, "Reuters"),
        ("According to The Harbour Courier, the ship sank.", CitationKind.CITED, "Harbour Courier"),
        ("Radio Keshim reported that the ship sank.", CitationKind.CITED, "Radio Keshim"),
        ("The broker, quoted by the Bay Chronicle, called it a wreck.", CitationKind.CITED, "Bay Chronicle"),
    ],
)
def test_credits_and_phrases_of_citing_name_outlets(text: str, kind: CitationKind, label: str) -> None:
    assert [(one.kind, one.label) for one in citations(report("d", "The Star", text), [])] == [(kind, label)]


@pytest.mark.parametrize("text", ["The minister told parliament that the ship sank.", "According to the coast guard, the ship sank.", "KESHIM (on the coast) is small."])
def test_who_is_no_outlet_is_not_cited(text: str) -> None:
    assert citations(report("d", "The Star", text), []) == ()


def test_a_phrase_of_citing_covers_the_statements_of_its_sentence_only() -> None:
    told = report("d", "The Star", "The ship was old, the mayor told The Harbour Courier. It had two masts.")
    old, masts = statement(told, "The ship was old"), statement(told, "two masts")
    assert {one.statement for one in citations(told, [old, masts])} == {old.id}


def test_the_paper_is_the_outlet_named_before() -> None:
    told = report("d", "The Star", "The ship was sold twice, The Harbour Courier reported. Its crew is missing, according to the paper.")
    plain = Voice(kind="organisation", name=None, role=None, organisation=None, country=None, words="the paper")
    crew = statement(told, "Its crew is missing", plain)
    assert [one.label for one in citations(told, [crew]) if one.statement == crew.id] == ["The Harbour Courier"]


def test_papers_that_the_report_has_seen_are_cited() -> None:
    told = report("d", "The Hanse Ledger", "The rifles were listed as pumps, according to a bill of lading seen by the Ledger.")
    listed = statement(told, "The rifles were listed as pumps")
    assert [(one.kind, one.label) for one in citations(told, [listed]) if one.kind is CitationKind.DOCUMENT] == [(CitationKind.DOCUMENT, "bill of lading")]


def test_a_citation_means_the_report_of_that_outlet_on_the_matter() -> None:
    wire = report("a", "Tidewater Wire", WIRE)
    other = report("b", "Tidewater Wire", "Wheat prices fell in Lugano.")
    paper = report("c", "Keshim Gazette", WIRE.replace("May 2 ", ""), day="2025-05-03")
    (credit,) = citations(paper, [])
    assert resolve(credit, [other, paper, wire]).report == "a"
    alone = resolve(credit, [other, paper])
    assert (alone.meaning, alone.report) == (Meaning.OUTLET, None)


def test_a_report_never_means_itself_or_a_later_one() -> None:
    wire = report("a", "Tidewater Wire", WIRE)
    (own,) = citations(wire, [])
    assert resolve(own, [wire]).meaning is Meaning.OWN
    early = report("b", "Keshim Gazette", WIRE, day="2025-05-01")
    (credit,) = citations(early, [])
    assert resolve(credit, [wire, early]).meaning is Meaning.OUTLET


def test_two_outlets_at_one_address_are_one_page_and_not_each_others_source() -> None:
    one = report("a", "Tidewater Wire", WIRE, url="https://example.org/ferry")
    two = report("b", "Keshim Gazette", WIRE, url="https://example.org/ferry")
    (credit,) = citations(two, [])
    assert resolve(credit, [one, two]).meaning is Meaning.OUTLET


def test_names_of_outlets_meet_by_acronym_and_short_name() -> None:
    assert same_outlet("CNW", "Crescent Newswire")
    assert same_outlet("The Anacostia Courier", "Courier")
    assert not same_outlet("The Anacostia Courier", "The Harbour Courier")
    assert not is_outlet("Swedish Coast Guard")


def test_a_pattern_without_its_slot_is_refused() -> None:
    table = standing()
    broken = type(table)(**{field: getattr(table, field) for field in table.__struct_fields__} | {"credits": ["from the wires"]})
    with pytest.raises(RunAbort, match=r"credits\[0\], 'from the wires': needs \{outlet\} once"):
        checked(broken)
