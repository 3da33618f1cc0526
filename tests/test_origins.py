"""Whose say-so statements rest on: origins, paths, sides, standing, and what adds nothing."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model.proposition import Link, Side, Support
from sayso.model.reuse import Passage, Reuse, ReuseKind
from sayso.model.span import Span
from sayso.model.weighing import Happening, Party, Report, Statement, Voice
from sayso.synthesis.citations import citations
from sayso.synthesis.origins import Context, supports
from tests.weighing_samples import statement


def report(name: str, outlet: str, text: str, day: str = "2025-05-02", **cells: Any) -> Report:
    known: dict[str, Any] = {"series": name, "number": 1, "latest": True, "external_id": None, "url": None, "title": None, "paragraphs": ()}
    return Report(id=name, outlet=outlet, published=day, text=text, **(known | cells))


def voice(kind: str, words: str | None = None, **cells: Any) -> Voice:
    known: dict[str, Any] = {"name": None, "role": None, "organisation": None, "country": None}
    return Voice(kind=kind, words=words, **(known | cells))


def body(name: str, country: str | None = None) -> Voice:
    return voice("organisation", name, organisation=name, country=country)


def person(name: str, role: str | None = None, organisation: str | None = None, country: str | None = None) -> Voice:
    return voice("named", name, name=name, role=role, organisation=organisation, country=country)


def nameless(words: str, role: str | None = None, organisation: str | None = None, country: str | None = None) -> Voice:
    return voice("anonymous", words, role=role or words, organisation=organisation, country=country, number="1")


def said(where: Report, content: str, *voices: Voice, **cells: Any) -> Statement:
    at = where.text.index(content)
    chain = (voice("outlet", organisation=where.outlet), *(voices or (voice("unstated"),)))
    facts = {"published": where.published, "outlet": where.outlet, "at": at, "spans": (Span(at, at + len(content)),), "chain": chain}
    return statement(f"{where.id}:{at}:{len(voices)}", where.id, chain[-1], content, **(facts | cells))


def weighed(*group: Statement, reports: tuple[Report, ...], reuse: tuple[Reuse, ...] = (), beside: tuple[Statement, ...] = ()) -> dict[str, Support]:
    """The supports by the content of their statements' first voice and report."""
    every = sorted((*group, *beside), key=lambda one: (one.report, one.at, one.id))
    told = {one.id: [statement for statement in every if statement.report == one.id] for one in reports}
    context = Context(
        reports={one.id: one for one in reports},
        reuse={one.id: [edge for edge in reuse if one.id in {edge.left, edge.right}] for one in reports},
        citations={one.id: citations(one, told[one.id]) for one in reports},
        statements=told,
    )
    return {one.statement: one for one in supports(group, context)}


def labels(support: Support) -> list[str]:
    return [step.label for step in support.path]


SINKING = "The ferry Arlette sank off Keshim in the night to Friday"


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        (body("Ministry of Defence of Estonia", "EE"), person("Marek Kuus", "Commander", "Estonian Navy", "EE"), True),
        (body("Estonian Navy", "EE"), body("Finnish Border Guard", "FI"), False),
        (body("Kremlin", "RU"), body("Russian Embassy in Oslo", "RU"), True),
        (body("Corvane Shipping"), person("Andreas Demou", "spokesman", "Corvane Shipping"), True),
        (body("Corvane"), body("Corvane Shipping"), True),
        (body("Government of Libya", "LY"), body("interior ministry of the eastern administration", "LY"), False),
        (body("Ministry of Health of Estonia", "EE"), body("Tartu University Hospital", "EE"), False),
        (body("African Union"), body("African Union Commission"), True),
        (person("Petra Almhult", "fisherwoman"), person("Juhan Rannap", "fisherman"), False),
    ],
)
def test_organs_of_one_government_and_people_of_one_firm_are_one_origin(one: Voice, two: Voice, same: bool) -> None:
    left = report("a", "The Star", f"{SINKING}, {one.words} said.")
    right = report("b", "The Harbour Post", f"{SINKING}, {two.words} said.")
    found = weighed(said(left, SINKING, one), said(right, SINKING, two), reports=(left, right))
    assert (len({support.origin.key for support in found.values()}) == 1) is same


def test_a_person_without_a_body_belongs_to_the_one_that_the_text_names_beside() -> None:
    told = report("a", "The Star", "Finland’s border guard had followed the ship. Its own radar showed the turn, Lieutenant Commander Antero Leinikka told us.")
    commander = person("Antero Leinikka", "Lieutenant Commander")
    (support,) = weighed(said(told, "Its own radar showed the turn", commander), reports=(told,)).values()
    assert support.origin.key == "gov:FI"


def test_the_master_of_the_ship_and_its_agent_are_one_with_the_owner() -> None:
    told = report("a", "The Star", f"Corvane Shipping, the owner of the vessel, had no word. {SINKING}, its master said. The ferry was sound when it left, the ship's agent said.")
    master, agent = nameless("its master", "master of the ferry"), nameless("the ship's agent", "agent of the ship")
    owner = said(told, "had no word", body("Corvane Shipping"), act="decline")
    found = weighed(said(told, SINKING, master), said(told, "The ferry was sound when it left", agent), owner, reports=(told,))
    assert {support.origin.key for support in found.values()} == {"body:corvane shipping"}


def reprint(one: Report, two: Report) -> Reuse:
    left, right = sorted((one, two), key=lambda report: report.id)
    passage = Passage(left=Span(0, len(left.text)), right=Span(0, len(right.text)))
    earlier = None if one.published == two.published else min(one, two, key=lambda report: report.published or "").id
    return Reuse(left=left.id, right=right.id, kind=ReuseKind.REPRINT, left_share=1.0, right_share=1.0, passages=(passage,), quotations=(), earlier=earlier, reason="the same text")


def test_a_reprint_goes_back_through_the_agency_and_adds_nothing() -> None:
    wire = report("z", "Meridian Wire", f"KESHIM, May 2 (Meridian Wire) - {SINKING}, a navy spokesman said.")
    paper = report("a", "Harbour Post", f"KESHIM (Meridian Wire) - {SINKING}, a navy spokesman said.")
    spokesman = nameless("a navy spokesman", "navy spokesman", "navy")
    first, second = said(wire, SINKING, spokesman), said(paper, SINKING, spokesman)
    found = weighed(first, second, reports=(wire, paper), reuse=(reprint(wire, paper),))
    assert labels(found[second.id])[:3] == ["Harbour Post", "Meridian Wire", "a navy spokesman"]
    assert found[second.id].path[1].link is Link.REPRINT
    assert (found[first.id].adds, found[second.id].adds) == (True, False)
    assert found[first.id].origin.key == found[second.id].origin.key


def test_what_an_outlet_reports_is_followed_to_its_report() -> None:
    post = report("a", "The Anacostia Courier", "Three thousand men are already in the port of Keshim, John Kirk of the White House said.", "2025-05-01")
    star = report("b", "The Star", "Three thousand men are already there in Keshim, the Anacostia Courier reported.")
    first = said(post, "Three thousand men are already in the port of Keshim", person("John Kirk", "spokesman", "White House", "US"))
    second = said(star, "Three thousand men are already there in Keshim", voice("organisation", "the Anacostia Courier", organisation="Anacostia Courier"))
    found = weighed(first, second, reports=(post, star))
    assert found[second.id].origin.key == "gov:US"
    assert labels(found[second.id])[:3] == ["The Star", "The Anacostia Courier", "John Kirk"]


def test_an_outlet_whose_report_was_not_read_has_no_access_of_its_own() -> None:
    star = report("b", "The Star", f"{SINKING}, Radio Keshim reported.")
    (support,) = weighed(said(star, SINKING, voice("organisation", "Radio Keshim", organisation="Radio Keshim")), reports=(star,)).values()
    assert (support.origin.access, support.adds) == (None, False)
    assert "whose source it is, the text does not say" in support.reason


def test_two_reports_that_cite_each_other_end_without_access() -> None:
    one = report("a", "Keshim Gazette", f"{SINKING}, the Harbour Courier reported.")
    two = report("b", "The Harbour Courier", f"{SINKING}, the Keshim Gazette reported.")
    cites_two = said(one, SINKING, voice("organisation", "the Harbour Courier", organisation="Harbour Courier"))
    cites_one = said(two, SINKING, voice("organisation", "the Keshim Gazette", organisation="Keshim Gazette"))
    found = weighed(cites_two, cites_one, reports=(one, two))
    assert {support.adds for support in found.values()} == {False}
    assert all("in a circle" in found[one.id].reason or found[one.id].origin.access is None for one in (cites_two, cites_one))


def test_who_was_briefed_by_another_passes_on_its_account() -> None:
    told = report(
        "a",
        "The Star",
        "Units have been moved into the region, NATO confirmed, after South Korea's intelligence service had briefed the alliance. South Korea's intelligence service counts four.",
    )
    nato = said(told, "Units have been moved into the region", body("NATO"), act="confirm")
    service = said(told, "counts four", voice("organisation", "South Korea's intelligence service", organisation="National Intelligence Service", country="KR"))
    found = weighed(nato, service, reports=(told,))
    assert found[nato.id].origin.key == "gov:KR"
    assert found[nato.id].path[-1].link is Link.ENDORSES
    assert not found[nato.id].adds


def test_a_figure_that_is_anothers_own_goes_back_to_it_though_it_does_not_speak() -> None:
    here = report("a", "The Star", "Twelve died in the fire at the depot, the director of Keshim Central Hospital said.")
    there = report("b", "The Harbour Post", "The Red Crescent's twelve dead in the fire is the hospital's own figure, its field officer said.")
    director = said(here, "Twelve died in the fire at the depot", person("Salma Aden", "director", "Keshim Central Hospital"))
    officer = said(there, "twelve dead in the fire", nameless("its field officer", "field officer", "Red Crescent"))
    found = weighed(director, officer, reports=(here, there))
    assert found[officer.id].origin.key == found[director.id].origin.key
    assert (found[director.id].adds, found[officer.id].adds) == (True, False)


def test_the_reporters_own_voice_has_access_only_where_it_saw() -> None:
    told = report("a", "The Star", "The sheds of the port are burnt down to the ground. Our correspondent saw four ships on their sides in the harbour.")
    plain = said(told, "The sheds of the port are burnt down to the ground", voice("outlet", organisation="The Star"))
    seen = said(told, "four ships on their sides in the harbour", voice("outlet", "Our correspondent", organisation="The Star"))
    found = weighed(plain, seen, reports=(told,))
    assert (found[plain.id].origin.access, found[seen.id].origin.access) == (None, "witness")


def test_a_nameless_official_could_be_the_named_government() -> None:
    told = report("a", "The Star", f"{SINKING}, an Estonian official said. The Estonian navy said that the ferry had sunk off Keshim at night.")
    official = said(told, SINKING, nameless("an Estonian official", "Estonian official", "Government of Estonia", "EE"))
    navy = said(told, "the ferry had sunk off Keshim at night", body("Estonian Navy", "EE"))
    found = weighed(official, navy, reports=(told,))
    assert not found[official.id].origin.named
    assert found[official.id].origin.could_be == ("gov:EE",)


def test_whoever_repeats_a_rumour_and_analysts_of_others_evidence_have_no_access() -> None:
    told = report("a", "The Star", f"{SINKING}, social media users wrote. The ferry went down off Keshim with all hands, analyst Ida Krog said.")
    rumour = said(told, SINKING, nameless("social media users"))
    analyst = said(told, "The ferry went down off Keshim with all hands", person("Ida Krog", "analyst"))
    found = weighed(rumour, analyst, reports=(told,))
    assert {support.origin.access for support in found.values()} == {None}


def test_experts_who_are_sent_to_find_out_have_access() -> None:
    told = report("a", "The Star", f"{SINKING}, the panel of experts on Keshim said. The ferry went down off Keshim with all hands, experts said.")
    panel = said(told, SINKING, body("panel of experts on Keshim"))
    experts = said(told, "The ferry went down off Keshim with all hands", nameless("experts"))
    found = weighed(panel, experts, reports=(told,))
    assert [found[one.id].origin.access for one in (panel, experts)] == ["issuing body", None]


@pytest.mark.parametrize(
    ("cells", "side"),
    [
        ({}, Side.ASSERTS),
        ({"act": "deny"}, Side.DENIES),
        ({"polarity": "negative"}, Side.DENIES),
        ({"act": "decline"}, Side.DECLINES),
        ({"act": "unknown"}, Side.OPEN),
        ({"act": "conditional"}, Side.CONDITIONAL),
    ],
)
def test_the_side_follows_from_act_and_polarity(cells: dict[str, str], side: Side) -> None:
    told = report("a", "The Star", f"{SINKING}, the Estonian navy said. The ferry Arlette went down near Keshim, the owner said.")
    other = said(told, "The ferry Arlette went down near Keshim", body("Corvane Shipping"))
    asked = said(told, SINKING, body("Estonian Navy", "EE"), **cells)
    assert weighed(asked, other, reports=(told,))[asked.id].side is side


def test_what_most_put_in_the_negative_is_asserted_by_those_who_do() -> None:
    told = report("a", "The Star", "No explosion was registered by any station, the institute said. No blast was felt in the town, the mayor said.")
    one = said(told, "No explosion was registered by any station", body("Institute of Seismology"), polarity="negative")
    two = said(told, "No blast was felt in the town", person("Oduya Brandt", "mayor"))
    assert weighed(one, two, reports=(told,))[one.id].side is Side.ASSERTS


def test_who_says_only_that_it_is_possible_leaves_it_open_beside_those_who_say_so() -> None:
    told = report("a", "The Star", f"{SINKING}, the Estonian navy said. The owner said so too. The ferry Arlette may have gone down near Keshim, the harbour office said.")
    firm = [said(told, SINKING, body("Estonian Navy", "EE")), said(told, SINKING, body("Corvane Shipping"))]
    hedged = said(told, "The ferry Arlette may have gone down near Keshim", body("Keshim Harbour Office"), certainty="possible")
    assert weighed(*firm, hedged, reports=(told,))[hedged.id].side is Side.OPEN
    assert weighed(hedged, reports=(told,))[hedged.id].side is Side.ASSERTS


def test_of_who_denies_or_is_accused_negative_words_deny() -> None:
    """A firm that "denied blasting" and says that "no blast was set off" says one thing; and where somebody is accused, nobody turns the thing round."""
    told = report(
        "a",
        "The Star",
        "Ana Pires accused Corvane Copper of blasting near Keshim. There was no blasting near Keshim in May, the mining company Corvane Copper said. "
        "Corvane Copper denied blasting near the village. No blast was set off near Keshim, Corvane Copper said again.",
    )
    firm = body("Corvane Copper")
    accuses = said(told, "Corvane Copper of blasting near Keshim", person("Ana Pires", "councillor"), act="accuse", cue="accused")
    first = said(told, "There was no blasting near Keshim in May", firm)
    denies = said(told, "blasting near the village", firm, act="deny", cue="denied")
    again = said(told, "No blast was set off near Keshim", firm)
    found = weighed(accuses, first, denies, again, reports=(told,))
    assert [found[one.id].side for one in (accuses, first, denies, again)] == [Side.ASSERTS, Side.DENIES, Side.DENIES, Side.DENIES]
    alone = weighed(first, again, denies, reports=(told,))
    assert [alone[one.id].side for one in (first, again, denies)] == [Side.ASSERTS, Side.ASSERTS, Side.ASSERTS]


def test_a_bare_name_is_the_body_that_another_mention_calls_one() -> None:
    first = report("a", "The Star", f"{SINKING}, the mining company Corvane Copper said.")
    second = report("b", "The Post", f"{SINKING}, Corvane Copper said.")
    one = said(first, SINKING, voice("organisation", "the mining company Corvane Copper", organisation="Corvane Copper"))
    two = said(second, SINKING, voice("named", "Corvane Copper", name="Corvane Copper"))
    found = weighed(one, two, reports=(first, second))
    assert len({support.origin.key for support in found.values()}) == 1


def test_prosecutors_are_of_the_land_whose_police_they_speak_of() -> None:
    text = "SOFIA (The Star) — Bulgarian police have held a man over shells sent to Uganda and to Uganda's rebels, prosecutors said.\n\nHe is 52, chief prosecutor Ivo Petrov said."
    told = report("a", "The Star", text)
    found = weighed(said(told, "He is 52", person("Ivo Petrov", "chief prosecutor")), reports=(told,))
    assert {support.origin.key for support in found.values()} == {"gov:BG"}


def test_a_demand_counts_where_most_speak_of_what_is_wanted() -> None:
    plan, demand, fact = "divers will go down to the wreck within a week", "the wreck of the ferry be raised before the winter storms", "The wreck lies at forty metres off Keshim"
    told = report("a", "The Star", f"{plan}, the owner promised. The families demanded that {demand}. {fact}, the navy said. {fact} and leaks, the harbour office said.")
    promised, wanted = said(told, plan, body("Corvane Shipping"), act="promise"), said(told, demand, body("Arlette Families Union"), act="demand")
    facts = [said(told, fact, body("Estonian Navy", "EE")), said(told, f"{fact} and leaks", body("Keshim Harbour Office"))]
    assert weighed(promised, wanted, reports=(told,))[wanted.id].adds
    assert not weighed(*facts, wanted, reports=(told,))[wanted.id].adds


def test_the_accused_may_deny_and_an_analyst_may_not() -> None:
    attack = Happening(
        type="ASSAULT",
        mode="aerial",
        actors=(Party(name="Russia", country="RU"),),
        recipients=(),
        thing=None,
        places=(),
        times=(),
        amount=None,
        realis="actual",
        factuality=1.0,
        spoken=False,
        trigger="struck",
    )
    told = report("a", "The Star", "Russian drones struck the grain port of Keshim, the governor said. The Kremlin called it a fairy tale. Analyst Ida Krog thought it untrue.")
    struck = said(told, "Russian drones struck the grain port of Keshim", person("Oduya Brandt", "governor", None, "UA"), events=(attack,))
    denied = said(told, "a fairy tale", body("Kremlin", "RU"), act="deny")
    doubted = said(told, "it untrue", person("Ida Krog", "analyst"), act="deny")
    found = weighed(struck, denied, doubted, reports=(told,))
    assert found[denied.id].standing == "accused party"
    assert found[doubted.id].standing is None


def test_a_statement_of_a_replaced_version_adds_nothing() -> None:
    told = report("a", "The Star", f"{SINKING}, the Estonian navy said.", latest=False)
    (support,) = weighed(said(told, SINKING, body("Estonian Navy", "EE")), reports=(told,)).values()
    assert (support.adds, support.reason) == (False, "a newer version of the report replaced it")


def test_fragments_and_talk_of_other_things_do_not_count_beside_a_full_statement() -> None:
    told = report("a", "The Star", f"{SINKING}, the Estonian navy said. The Finnish police spoke of the damage.")
    full = said(told, SINKING, body("Estonian Navy", "EE"))
    fragment = said(told, "the damage", body("Finnish police", "FI"))
    found = weighed(full, fragment, reports=(told,))
    assert (found[full.id].adds, found[fragment.id].adds) == (True, False)


def test_ten_thousand_copies_of_one_text_are_one_origin() -> None:
    text = f"KESHIM, May 2 (Meridian Wire) - {SINKING}, a spokesman of the Estonian navy said."
    copies = tuple(report(f"d{number:05}", f"Paper {number}", text) for number in range(10_000))
    edges = tuple(reprint(copies[0], other) for other in copies[1:])
    by_report = {one.id: [said(one, SINKING, body("Estonian Navy", "EE"))] for one in copies}
    touching = {copies[0].id: edges} | {edge.right: (edge,) for edge in edges}
    context = Context(reports={one.id: one for one in copies}, reuse=touching, statements=by_report)
    found = supports([one for told in by_report.values() for one in told], context)
    assert {support.origin.key for support in found} == {"gov:EE"}
    assert sum(support.adds for support in found) == 1


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_the_order_of_statements_and_reports_changes_nothing(seed: int) -> None:
    wire = report("z", "Meridian Wire", f"KESHIM, May 2 (Meridian Wire) - {SINKING}, the Estonian navy said.")
    paper = report("a", "Harbour Post", f"KESHIM (Meridian Wire) - {SINKING}, the Estonian navy said.")
    star = report("b", "The Star", f"{SINKING}, an official told Harbour Post. Corvane Shipping, the owner, said that the Arlette was in port. Witnesses heard a bang.")
    group = [
        said(wire, SINKING, body("Estonian Navy", "EE")),
        said(paper, SINKING, body("Estonian Navy", "EE")),
        said(star, SINKING, nameless("an official")),
        said(star, "the Arlette was in port", body("Corvane Shipping"), act="deny"),
        said(star, "a bang", nameless("Witnesses")),
    ]
    edge = reprint(wire, paper)
    straight = weighed(*group, reports=(wire, paper, star), reuse=(edge,))
    shaken = random.Random(seed).sample(group, len(group))
    assert weighed(*shaken, reports=tuple(random.Random(seed).sample((wire, paper, star), 3)), reuse=(edge,)) == straight


@pytest.mark.parametrize(
    ("content", "cells", "side"),
    [
        ("the reports are groundless", {}, Side.DENIES),
        ("a forged letter was found by divers in the captain’s safe", {}, Side.ASSERTS),
        ("the ship broke three rules under which nobody may sail there", {"polarity": "negative"}, Side.ASSERTS),
        ("the ship was never near the cable", {"polarity": "negative"}, Side.DENIES),
    ],
)
def test_what_is_rejected_is_read_from_the_main_clause(content: str, cells: dict[str, Any], side: Side) -> None:
    told = report("a", "The Star", f"The ship cut the cable, the navy said. The owner said {content}.")
    group = said(told, "The ship cut the cable", body("Estonian Navy", "EE")), said(told, content, body("Corvane Shipping"), **cells)
    assert weighed(*group, reports=(told,))[group[1].id].side is side


def test_one_origin_has_one_name_whoever_speaks_for_it() -> None:
    told = report(
        "a", "The Star", "The ship cut the cable, the Estonian Navy said. The ship had slowed to four knots, Commander Marek Kuus said. The ship turned at noon, he said."
    )
    kuus = person("Marek Kuus", "Commander", "Estonian Navy", "EE")
    group = (
        said(told, "The ship cut the cable", body("Estonian Navy", "EE")),
        said(told, "The ship had slowed to four knots", kuus),
        said(told, "The ship turned at noon", kuus),
    )
    assert {support.origin.label for support in weighed(*group, reports=(told,)).values()} == {"Estonian Navy"}


def test_a_video_that_only_alleges_has_no_access_and_one_that_shows_has() -> None:
    told = report("a", "The Star", "A video alleges the ferry was sunk by a submarine off Keshim. A video shows the ferry going down by the stern off Keshim.")
    video = body("video")
    alleged = said(told, "the ferry was sunk by a submarine off Keshim", video, cue="alleges")
    shown = said(told, "the ferry going down by the stern off Keshim", video, cue="shows")
    found = weighed(alleged, shown, reports=(told,))
    assert found[alleged.id].origin.access is None
    assert found[shown.id].origin.access == "own measurement"


def test_one_denial_among_many_assertions_counts_only_of_those_it_is_about() -> None:
    many = [report(f"r{number}", f"Paper {number}", f"The ferry Arlette sank off Keshim at {number} minutes past two, Harbour Office {number} said.") for number in range(20)]
    last = report("z", "The Star", "No ferry has sunk on this coast in any year that I know of, Petra Almhult said.")
    group = [said(one, one.text.partition(", ")[0], body(f"Harbour Office {number}")) for number, one in enumerate(many)]
    denial = said(last, "No ferry has sunk on this coast in any year that I know of", person("Petra Almhult"), act="deny", polarity="negative")
    assert weighed(*group, denial, reports=(*many, last))[denial.id].standing is None
    assert weighed(*group[:2], denial, reports=(*many, last))[denial.id].standing == "has access of its own"
