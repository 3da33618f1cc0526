"""Who a source is. The docstring of each test is the report; the lines under the rule say for each claim: the mention | name, organisation and country it stands for."""

from __future__ import annotations

import inspect
from collections.abc import Callable

import pytest

from sayso.model.claim import SourceLink
from sayso.model.reading import Reading

Read = Callable[..., Reading]


def line(link: SourceLink, text: str) -> str:
    mention = link.span.of(text) if link.span else "-"
    return f"{mention} | {', '.join(filter(None, (link.name, link.organisation, link.country)))}"


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


TEXTS = [value for value in list(globals().values()) if inspect.isfunction(value) and "\n---\n" in inspect.cleandoc(value.__doc__ or "")]


@pytest.mark.parametrize("test", TEXTS, ids=lambda test: test.__name__)
def test_text(test: Callable[..., None], read_text: Read) -> None:
    text, _, wanted = inspect.cleandoc(test.__doc__ or "").partition("\n---\n")
    reading = read_text(text.strip(), outlet="Corvane Shipping", published="2024-10-23")
    found = [line(claim.speaker, reading.document.text) for claim in reading.claims]
    for row in wanted.strip().splitlines():
        assert row in found or f"The {row}" in found or f"the {row}" in found, f"{row!r} is not among\n" + "\n".join(found)
