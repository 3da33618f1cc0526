"""Who a source is. The docstring of each test is the report; the lines under the rule say for each claim: mention | name (of the nameless the role), body and country."""

from __future__ import annotations

import inspect
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.model.claim import SourceKind, SourceLink
from sayso.model.reading import Reading

Read = Callable[..., Reading]


def line(link: SourceLink, text: str) -> str:
    mention = link.span.of(text) if link.span else "-"
    who = link.name or (link.role if link.organisation is None else None)
    return f"{mention} | {', '.join(filter(None, (who, link.organisation, link.country)))}"


def he_is_the_last_man_named() -> None:
    """Marta Ilves said the bridge was safe. Gus Hatcher, an engineer from Narva, was less sure. He said two bolts were missing.
    ---
    Marta Ilves | Marta Ilves
    He | Gus Hatcher, Narva
    """


def she_is_not_a_man() -> None:
    """Petra Lind told reporters that the talks had failed. John Okello left without a word. She added that a new date would be set.
    ---
    She | Petra Lind
    """


def a_pronoun_may_stand_for_nobody_with_a_name() -> None:
    """A retired skipper met us on the quay. He said the ship had no lights. The harbour master, Ana Pires, was on leave.
    ---
    He | retired skipper
    """


def it_is_a_body_and_no_country() -> None:
    """Corvane Shipping lost a vessel off Latvia in March. It denied that the crew was drunk.
    ---
    It | Corvane Shipping
    """


def a_firm_may_be_the_manager() -> None:
    """Its manager, Halvard Tankers, said that the ship had taken on water. It added that nobody was hurt. The band's manager, Otto Lund, said the tour was off.
    ---
    Its manager, Halvard Tankers | Halvard Tankers
    It | Halvard Tankers
    The band's manager, Otto Lund | Otto Lund
    """


def a_body_of_many_countries_is_of_none() -> None:
    """The UN mission in Congo said that it had found a depot. Leni Kask, a spokeswoman for the World Food Programme in Sudan, said 14 trucks were lost.
    ---
    The UN mission in Congo | UN mission in Congo
    Leni Kask, a spokeswoman for the World Food Programme in Sudan | Leni Kask, World Food Programme
    """


def an_army_is_more_than_its_demonym() -> None:
    """A spokesman for the Ugandan army, Colonel Tom Opio, dismissed the report as fiction. The rebels left, its spokesman, Colonel Tom Opio, said.
    ---
    A spokesman for the Ugandan army, Colonel Tom Opio | Tom Opio, Ugandan army, UG
    its spokesman, Colonel Tom Opio | Tom Opio, Ugandan army, UG
    """


def a_coast_guard_is_not_its_country() -> None:
    """Sweden's coast guard was sending a ship to the area, it said. It declined to say whether divers were on board.
    ---
    It | Swedish Coast Guard, SE
    """


def a_last_name_stands_for_the_full_one() -> None:
    """The opposition deputy Fekete Zsófia asked for a debate. Fekete said the evidence was clear.
    ---
    Fekete | Fekete Zsófia
    """


def a_first_name_alone() -> None:
    """Emese Kovács waited outside the court. "They told me nothing," Emese said.
    ---
    Emese | Emese Kovács
    """


def two_people_with_one_last_name() -> None:
    """Anna Berg said the dam would hold. Otto Berg, her brother, warned that it would not. Anna Berg said he was wrong.
    ---
    Anna Berg | Anna Berg
    Otto Berg, her brother | Otto Berg
    """


def an_acronym_in_brackets() -> None:
    """The Karenni Nationalities Front (KNF) took the town on Friday. The KNF said it held thirty prisoners.
    ---
    KNF | Karenni Nationalities Front
    """


def an_acronym_by_its_initials() -> None:
    """The Baltic Cable Association met in Riga. The BCA said two lines were down.
    ---
    BCA | Baltic Cable Association
    """


def a_role_points_to_its_holder() -> None:
    """Transport Minister Ruta Ozola opened the line. The minister said it had cost 40 million euros.
    ---
    The minister | Ruta Ozola
    """


def an_apposition_gives_a_role() -> None:
    """Balthane Networks, the cable's operator, has 40 engineers. The operator said repairs would take two weeks.
    ---
    operator | Balthane Networks
    """


def a_relative_clause_gives_a_role() -> None:
    """Hai Van Tankers, which owns the ship, was founded in 1998. The owner said that nobody was hurt.
    ---
    owner | Hai Van Tankers
    """


def the_next_sentence_gives_the_name() -> None:
    """Traffic on the cable was lost on Monday, its operator said. Balthane Networks said some 40,000 homes were cut off.
    ---
    its operator | Balthane Networks
    """


def the_ministry_of_the_sentence_before() -> None:
    """The Ministry of Transport of Latvia closed the port at noon. The ministry said ice was the reason.
    ---
    ministry | Ministry of Transport of Latvia, LV
    """


def a_spy_agency_by_its_country() -> None:
    """South Korea's spy agency said the soldiers had left by ship. The agency said more would follow.
    ---
    South Korea's spy agency | National Intelligence Service, KR
    agency | National Intelligence Service, KR
    """


def an_office_by_the_day_of_the_report() -> None:
    """Russia's foreign minister said the pact was nobody's business.
    ---
    Russia's foreign minister | Sergei Lavrov, Ministry of Foreign Affairs of Russia, RU
    """


def the_country_named_last() -> None:
    """Three trawlers were held in Sri Lanka. The country's central bank said the fine had been paid.
    ---
    country's central bank | Central Bank of Sri Lanka, LK
    """


def a_firm_that_speaks_for_itself() -> None:
    """The Company regrets the delay. The Company expects that deliveries will resume in May.
    ---
    Company | Corvane Shipping
    """


def we_is_the_outlet() -> None:
    """The ministry says twelve died. We could not verify that figure.
    ---
    We | Corvane Shipping
    """


def a_report_that_is_signed() -> None:
    """Ilka Brandvold, chief strategist

    We expect that the bank will cut rates in June.
    ---
    We | Ilka Brandvold, Corvane Shipping
    """


def one_of_a_group() -> None:
    """Two nurses at the Kentau Hospital were on duty. One of them said the sirens had been silent.
    ---
    One of them | Kentau Hospital
    """


def a_statement_speaks_for_who_made_it() -> None:
    """According to a statement by the Philippine Coast Guard, the boat was rammed twice.
    ---
    a statement by the Philippine Coast Guard | Philippine Coast Guard, PH
    """


def a_nameless_spokesman_keeps_his_firm() -> None:
    """A spokesman for Suvarna Refining said the cargo had been refused.
    ---
    A spokesman for Suvarna Refining | Suvarna Refining
    """


def speakers_labels() -> None:
    """Carmen Ocampos, the prosecutor, met the press on Friday.

    MODERATOR: Good morning. The prosecutor has ten minutes.

    OCAMPOS: We found the second set of books in March.
    ---
    We | Carmen Ocampos
    """


def two_governments() -> None:
    """Russia and North Korea have denied the troop movements.
    ---
    Russia and North Korea | Government of Russia, RU
    """


def a_place_does_not_speak() -> None:
    """Wade Tolle drove from Grand Junction to Craig on Friday. He said the road was closed.
    ---
    He | Wade Tolle
    """


def one_of_several_by_name() -> None:
    """One of the two operators, Nordlink, expects that repairs will take three weeks. The company said it had two ships.
    ---
    The company | Nordlink
    """


def a_described_firm_is_no_second_firm() -> None:
    """Mirabel Tankers, a Dubai-based company, manages the vessel. The company said the anchor was never used.
    ---
    The company | Mirabel Tankers
    """


def a_role_belongs_to_a_body_named_before() -> None:
    """The World Food Programme lost forty trucks. Amina Yusuf, the agency's deputy director, said deliveries would stop.
    ---
    Amina Yusuf, the agency's deputy director | Amina Yusuf, World Food Programme
    """


def the_tail_of_a_longer_name_is_no_body() -> None:
    """John Kirby of the National Security Council said on Friday that 1,000 had been killed. Ana Pires of the UN Security Council said she could not confirm it.
    ---
    John Kirby of the National Security Council | John Kirby, United States National Security Council, US
    """


def a_country_named_in_passing_lends_no_body() -> None:
    """Peru's navy seized a boat. A tip had come from Ecuador, and Quito sent a plane; Ecuador also held two men. Prosecutors said that they face trial.
    ---
    Prosecutors | Prosecutors
    """


def the_lead_names_its_speaker_later() -> None:
    """Two people were killed, the regional governor said on Wednesday. Nine were wounded, Ruta Ozola wrote on Telegram.
    ---
    regional governor | Ruta Ozola
    """


def who_leads_another_country_is_not_named_later() -> None:
    """South Korea's defence minister said on Friday that soldiers had left. Dmitry Peskov waved the report away: he said it was false.
    ---
    South Korea's defence minister | Kim Yong-hyun, Ministry of National Defense of South Korea, KR
    """


def somebody_close_to_the_talks_stays_nameless() -> None:
    """A person close to the talks said the money had come. Ruta Ozola said she had seen none.
    ---
    A person close to the talks | person close to the talks
    """


def a_spokeswoman_is_of_the_body_that_spoke() -> None:
    """Harlow Council said it did not comment on leaks. "All figures were correct," a spokeswoman added.
    ---
    a spokeswoman | Harlow Council
    """


def a_ship_has_a_master() -> None:
    """The bulk carrier Hollis Grace caught fire off Riga. Its master said that two sailors were missing.
    ---
    Its master | master of the Hollis Grace
    """


def a_ship_by_its_cargo() -> None:
    """The cargo of the Sable Tern was spare parts. The ship's agent said that the papers were in order.
    ---
    ship's agent | agent of the Sable Tern
    """


def a_campaign_is_somebodys() -> None:
    """Petra Lind fell ill on Sunday. Her campaign said that she was resting.
    ---
    Her campaign | campaign of Petra Lind
    """


def colleagues_are_somebodys() -> None:
    """Otto Berg was not at work on Friday. Colleagues said that he was ill. A friend of Petra Lind said that she was too.
    ---
    Colleagues | Colleagues of Otto Berg
    A friend of Petra Lind | friend of Petra Lind
    """


def a_crew_is_of_its_ship() -> None:
    """The tanker Halcyon Tern was held off Kandla. The crew said that they had not been paid.
    ---
    The crew | crew of the Halcyon Tern
    """


def a_name_behind_a_clause() -> None:
    """A buyer we trust, Daegu Hardmetal, said that the mine was flooded.
    ---
    A buyer | Daegu Hardmetal
    """


def a_husband_shares_the_name() -> None:
    """Darlene Stokes wept. Her husband, Floyd, said that he was angry.
    ---
    Her husband, Floyd | Floyd Stokes
    """


def a_short_form_of_address_is_an_office() -> None:
    """Gov. Tad Brennan toured the yard. The governor said he would rebuild it.
    ---
    The governor | Tad Brennan
    """


def a_wider_word_for_an_office() -> None:
    """Senator Ruta Ozola met the strikers. The lawmaker said the law would change.
    ---
    The lawmaker | Ruta Ozola
    """


def the_spokesman_of_a_president_is_not_the_president() -> None:
    """President Marat Jumabek left at noon. The president's spokesman, Ilya Daurov, denied that. The president said he was tired.
    ---
    The president | Marat Jumabek
    """


def a_delegation_has_its_country() -> None:
    """North Korea fired two rockets. Its delegation in Geneva said that the reports were false.
    ---
    Its delegation in Geneva | North Korean delegation in Geneva, KP
    """


def a_body_in_apposition_to_what_it_is() -> None:
    """The cabin crew union, Sitac, said the bid was low. Sitac said it would strike.
    ---
    The cabin crew union, Sitac | Sitac
    Sitac | Sitac
    """


def an_acronym_in_apposition() -> None:
    """The civil aviation authority, ANAC, said the runway was wet. ANAC said it would be closed.
    ---
    ANAC | civil aviation authority (ANAC)
    """


def the_first_word_of_a_firm() -> None:
    """Kestrel Cell Europe runs the plant. Kestrel said the doors had been open.
    ---
    Kestrel | Kestrel Cell Europe
    """


def a_man_known_by_one_name() -> None:
    """A man identified only as Matros said that forty men slept there. He said they left at dawn.
    ---
    He | Matros
    """


def who_is_quoted_by_another() -> None:
    """The Courier quoted Otto Berg as saying that three men were there.
    ---
    Otto Berg | Otto Berg
    """


def the_paper_is_not_the_one_that_reports() -> None:
    """The Anacostia Courier sent a man to Narva. Three men were held, according to the paper.
    ---
    the paper | Anacostia Courier
    """


def an_alliance_by_its_official() -> None:
    """A NATO official confirmed the damage. The alliance said that it would send two ships.
    ---
    The alliance | NATO
    """


def a_man_by_his_age() -> None:
    """Loic Berg, 51, was at the base. The 51-year-old said that he was tired.
    ---
    The 51-year-old | Loic Berg
    """


def one_and_the_other_of_a_group() -> None:
    """Two nurses were on duty. One said the sirens had been silent. The other said that they had not.
    ---
    One | Two nurses
    The other | Two nurses
    """


def a_dateline_does_not_speak() -> None:
    """MONCTON, New Brunswick, April 14, 2026 - Chaleur Group Inc. today announced that it would close the plant.
    ---
    Chaleur Group Inc. | Chaleur Group Inc.
    """


def a_word_with_a_hyphen_is_no_name() -> None:
    """Private Otto Berg said nine bombs were fired. Cross-examined, he said that he had not seen the face.
    ---
    he | Otto Berg
    """


def a_firm_in_a_city_is_not_its_country() -> None:
    """The insurer, Dublin-based Corrib Specialty, said the policy had lapsed. It denied that the cover was void.
    ---
    It | Corrib Specialty
    """


def a_finance_ministry_is_no_infrastructure_ministry() -> None:
    """The finance ministry said the loan was safe. The infrastructure ministry declined to say whether it would stay.
    ---
    infrastructure ministry | infrastructure ministry
    """


def a_customs_service_by_its_officers() -> None:
    """Dominican customs officers opened two boxes. The customs service said that they held rifles.
    ---
    customs service | General Directorate of Customs of the Dominican Republic, DO
    """


def an_acronym_of_two_countries_is_that_of_the_report() -> None:
    """Dominican customs officers opened two boxes. The DGA said that they held rifles.
    ---
    DGA | General Directorate of Customs of the Dominican Republic, DO
    """


def in_another_report_it_is_the_other() -> None:
    """French engineers tested the gun in France. The DGA said that it had failed.
    ---
    DGA | Direction générale de l'armement, FR
    """


def officials_of_a_country_keep_it() -> None:
    """Malawian officials said the line was drawn. A senior South Korean intelligence official said the men had left.
    ---
    Malawian officials | Government of Malawi, MW
    A senior South Korean intelligence official | National Intelligence Service, KR
    """


def what_another_insists_on_is_not_said_by_the_first() -> None:
    """The ministry said that the port was open, while the union insisted that it was closed.
    ---
    The ministry | ministry
    the union | union
    """


def the_report_itself_in_a_bodys_statement() -> None:
    """Corvane Shipping regrets the delay. It is likely that deliveries will resume in May, the Company said.
    ---
    the Company | Corvane Shipping
    """


def who_is_asked() -> None:
    """Carmen Ocampos, the prosecutor, met the press on Friday.

    Q: Why do you say that the books were forged?

    OCAMPOS: We found the second set in March.
    ---
    you | Carmen Ocampos
    """


TEXTS = [value for value in list(globals().values()) if inspect.isfunction(value) and "\n---\n" in inspect.cleandoc(value.__doc__ or "")]


@pytest.mark.parametrize("test", TEXTS, ids=lambda test: test.__name__)
def test_text(test: Callable[..., None], read_text: Read) -> None:
    text, _, wanted = inspect.cleandoc(test.__doc__ or "").partition("\n---\n")
    reading = read_text(text.strip(), outlet="Corvane Shipping", published="2024-10-23")
    found = [line(claim.speaker, reading.document.text) for claim in reading.claims]
    for row in wanted.strip().splitlines():
        assert row in found or f"The {row}" in found or f"the {row}" in found, f"{row!r} is not among\n" + "\n".join(found)


def speaker(read_text: Read, text: str, **declared: str) -> SourceLink:
    """The source of the last claim of a report."""
    return read_text(text, **{"outlet": "The Narva Gazette", "published": "2024-10-23", **declared}).claims[-1].speaker


@pytest.mark.parametrize(
    ("text", "number", "group"),
    [
        ("Two Western officials said the men had left.", "2", "Western"),
        ("A senior South Korean intelligence official said the men had left.", "1", None),
        ("Several officials said the men had left.", "several", None),
        ("US and South Korean officials said the men had left.", None, "US and South Korean"),
        ("A depot burned at the edge of Narva. Residents said they saw smoke.", None, "Narva"),
        ("Three sailors were held near Likoma Island. Police there said they were drunk.", None, "Likoma Island"),
        ("Ruta Ozola said the men had left.", None, None),
    ],
)
def test_the_nameless_keep_how_many_they_are_and_where_they_come_from(read_text: Read, text: str, number: str | None, group: str | None) -> None:
    link = speaker(read_text, text)
    assert (link.number, link.group) == (number, group)


def test_a_pronoun_keeps_whom_else_it_could_mean(read_text: Read) -> None:
    link = speaker(read_text, "Anna Berg met Ruta Ozola on Friday. She said the dam would hold.")
    assert (link.name, [rival.label for rival in link.rivals]) == ("Anna Berg", ["Ruta Ozola"])
    assert link.rivals[0].reason == "named, 1 sentence back"


def test_a_description_keeps_whom_else_it_could_mean(read_text: Read) -> None:
    link = speaker(read_text, "The Ministry of Transport closed the port. The Ministry of Fisheries closed the quay. The ministry said ice was the reason.")
    assert [link.organisation, *(rival.label for rival in link.rivals)] == ["Ministry of Fisheries", "Ministry of Transport"]


def test_a_pronoun_between_two_equals_stays_open_with_both(read_text: Read) -> None:
    link = speaker(read_text, "The mayor thanked Anna Berg and Ruta Ozola. She said the dam would hold.")
    assert (link.name, link.organisation, link.rule) == (None, None, "open: pronoun she")
    assert {rival.label for rival in link.rivals[:2]} == {"Anna Berg", "Ruta Ozola"}


def test_an_acronym_of_a_country_that_the_report_does_not_name_stays_open(read_text: Read) -> None:
    link = speaker(read_text, "The boxes came by sea. The DGA said that they held rifles.")
    assert (link.name, link.country, link.rule) == (None, None, "open: an acronym of several bodies")
    assert [rival.label for rival in link.rivals] == ["Direction générale de l'armement", "General Directorate of Customs of the Dominican Republic"]


@pytest.mark.parametrize(
    ("outlet", "title", "voice"),
    [
        ("The Narva Gazette", "Bridge shut", None),
        ("The Narva Gazette", "Leader: shut the bridge", "The Narva Gazette"),
        ("Kestrel Borders Monitor", "Bridge shut", "Kestrel Borders Monitor"),
        ("Ministry of Transport of Latvia, Media Directorate", "Bridge shut", "Ministry of Transport of Latvia, Media Directorate"),
    ],
)
def test_a_newspaper_reports_what_others_say_and_a_body_what_it_finds_itself(read_text: Read, outlet: str, title: str, voice: str | None) -> None:
    reading = read_text("We expect that the bridge will stay shut. Reportedly, two bolts were missing.", outlet=outlet, title=title)
    own = [claim.speaker for claim in reading.claims if claim.speaker.rule == "first person of the outlet"]
    assert {link.organisation for link in own} == {outlet}
    assert {link.kind is SourceKind.OUTLET for link in own} == {voice is None}


def test_a_statement_is_of_whom_its_headline_names(read_text: Read) -> None:
    link = speaker(read_text, "We expect that the plant will open in May.", outlet="Kestrel Cell Europe", title="Statement by CEO Park Hyun-seo")
    assert (link.name, link.organisation) == ("Park Hyun-seo", "Kestrel Cell Europe")


PEOPLE = st.sampled_from(["Anna Berg", "Ruta Ozola", "Petra Lind", "Otto Berg", "Tad Brennan", "Corvane Shipping", "the Ministry of Transport", "Narva", "two officials"])
VERBS = st.sampled_from(["met", "left with", "warned", "saw"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(PEOPLE, VERBS, PEOPLE), min_size=1, max_size=5), st.sampled_from(["He", "She", "It", "They", "The ministry", "The company"]))
def test_rivals_are_few_and_sorted_and_never_the_one_chosen(read_text: Read, said: list[tuple[str, str, str]], last: str) -> None:
    text = " ".join(f"{one[0].upper()}{one[1:]} {verb} {other}." for one, verb, other in said)
    link = speaker(read_text, f"{text} {last} said that the dam would hold.")
    scores = [rival.score for rival in link.rivals]
    assert len(scores) <= 4
    assert scores == sorted(scores, reverse=True)
    labels = [rival.label for rival in link.rivals]
    assert len(set(labels)) == len(labels)
    assert link.rule.startswith("open:") or (link.name or link.organisation) not in labels


def test_a_rank_of_two_words_is_one_role(read_text: Read) -> None:
    text = "Rear Admiral Jorge Benavente told reporters that the boat had left Manta. “It was empty,” Lieutenant Colonel Ana Ruiz said."
    speakers = [(claim.speaker.name, claim.speaker.role, claim.speaker.organisation) for claim in read_text(text).claims]
    assert speakers == [("Jorge Benavente", "Rear Admiral", None), ("Ana Ruiz", "Lieutenant Colonel", None)]
