"""Who said what. The docstring of each test is the report; the lines under the rule are the claims it must yield: source | cue | act | content.

A test states the claims it is about; a line that begins with "not" must not be among them.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable

import pytest

from sayso.model.claim import Claim
from sayso.model.reading import Reading

Read = Callable[..., Reading]


def line(claim: Claim, text: str) -> str:
    speaker = claim.speaker
    source = speaker.name or speaker.organisation or speaker.role or (speaker.span.of(text) if speaker.span else "nobody")
    voices = " + ".join([source, *(voice.name or voice.organisation or voice.role or "?" for voice in speaker.also)])
    cue = claim.cue.of(text) if claim.cue else "-"
    return " | ".join([voices, cue, claim.act.value or "-", " … ".join(span.of(text) for span in claim.contents)])


def check(read: Read, test: Callable[..., None]) -> Reading:
    """Reads the text in a test's docstring and compares the claims with the lines below it."""
    text, _, wanted = inspect.cleandoc(test.__doc__ or "").partition("\n---\n")
    reading = read(text.strip(), outlet="The Example", published="2025-03-05")
    found = [line(claim, reading.document.text) for claim in reading.claims]
    for row in wanted.strip().splitlines():
        if row.startswith("not "):
            assert not any(row.removeprefix("not ") in claim for claim in found), f"{row!r} is among\n" + "\n".join(found)
        else:
            assert row in found, f"{row!r} is not among\n" + "\n".join(found)
    return reading


def indirect_speech() -> None:
    """The harbour authority said on Monday that two ferries had collided. Its director, Maret Ilves, added the port would stay shut.
    ---
    harbour authority | said | assert | two ferries had collided
    Maret Ilves | added | assert | the port would stay shut
    """


def content_before_the_cue() -> None:
    """The bridge will reopen in June, the transport ministry announced. Repairs cost 40 million euros, officials said.
    ---
    transport ministry | announced | assert | The bridge will reopen in June
    officials | said | assert | Repairs cost 40 million euros
    """


def a_day_behind_the_cue_is_the_day_of_saying() -> None:
    """The navy said on Tuesday it had stopped the ferry. The union said Monday was a holiday.
    ---
    navy | said | assert | it had stopped the ferry
    union | said | assert | Monday was a holiday
    """


def a_denial_of_it() -> None:
    """Latvia has accused Corvane of sinking the barge. Corvane has denied it.
    ---
    Corvane | has denied | deny | it
    """


def a_clause_that_begins_in_quotation_marks() -> None:
    """The minister said "a small number" of soldiers would stay in Mali.
    ---
    minister | said | assert | "a small number" of soldiers would stay in Mali
    """


def split_quotation() -> None:
    """“We saw smoke,” said Jonas Vild, a fisherman from Nida. “Then the siren went off. Nobody answered the radio.”
    ---
    Jonas Vild | said | assert | We saw smoke
    Jonas Vild | said | assert | Then the siren went off
    Jonas Vild | said | assert | Nobody answered the radio
    """


def quotation_interrupted_by_its_speaker() -> None:
    """ "The valve," engineer Petra Holm said, "was closed from the outside."
    ---
    Petra Holm | said | assert | was closed from the outside
    """


def quotation_over_paragraphs() -> None:
    """“The convoy left at dawn. It had forty trucks.

    “It has not come back,” Colonel Adisa Bello told reporters.
    ---
    Adisa Bello | told | assert | The convoy left at dawn
    Adisa Bello | told | assert | It had forty trucks
    Adisa Bello | told | assert | It has not come back
    """


def unclosed_quotation_stops_at_its_paragraph() -> None:
    """The mayor, Ana Pires, said: “The dam is safe.

    Rain fell for nine days in the valley. The river rose by two metres.
    ---
    Ana Pires | said | assert | The dam is safe
    not Rain fell
    not The river rose
    """


def speaker_in_the_sentence_before() -> None:
    """Nurse Grace Otieno told the inquiry that the alarm had failed. “It was silent for an hour. We noticed too late.”
    ---
    Grace Otieno | told | assert | the alarm had failed
    Grace Otieno | told | assert | It was silent for an hour
    """


def mixed_quotation() -> None:
    """Defence minister Ilmar Kask said it would be “a grave mistake” if the ships left the bay.
    ---
    Ilmar Kask | said | conditional | it would be “a grave mistake” if the ships left the bay
    """


def a_layer_inside_a_quotation() -> None:
    """“We assess that the missile came from the north,” air force spokesman Daniel Roos said. “We do not know who fired it.”
    ---
    Daniel Roos | assess | assess | the missile came from the north
    Daniel Roos | do not know | unknown | who fired it
    """


def according_to() -> None:
    """At least 12 houses burned down, according to the fire service. According to residents, the hydrants were dry.
    ---
    fire service | according to | assert | At least 12 houses burned down
    residents | According to | assert | the hydrants were dry
    """


def denial_of_a_noun_phrase() -> None:
    """Russia and North Korea have denied the transfers. The company rejected the accusation.
    ---
    Government of Russia + Government of North Korea | have denied | deny | the transfers
    company | rejected | deny | the accusation
    """


def accusation() -> None:
    """Norway has accused the owner of hiding the damage.
    ---
    Government of Norway | has accused | accuse | the owner of hiding the damage
    """


def nested_speech() -> None:
    """The bishop said that the governor had told him that the money was gone.
    ---
    bishop | said | assert | the governor had told him that the money was gone
    governor | had told | assert | the money was gone
    """


def intentions() -> None:
    """The union plans to strike on Friday. Peru agreed to open the archive.
    ---
    union | plans | promise | to strike on Friday
    Government of Peru | agreed | promise | to open the archive
    """


def pronouns_and_short_names() -> None:
    """Interior minister Rosa Quispe said the road was clear. She added that two men had been arrested. Quispe said one was armed.
    ---
    Rosa Quispe | added | assert | two men had been arrested
    Rosa Quispe | said | assert | one was armed
    """


def a_relative_pronoun() -> None:
    """The cable was cut, according to its owner, which said repairs would take a week.
    ---
    not which |
    """


def hedges() -> None:
    """Analysts believe the fuel is running out. The ministry said the ship may have hit a mine.
    ---
    Analysts | believe | assess | the fuel is running out
    ministry | said | assess | the ship may have hit a mine
    """


def not_a_dateline() -> None:
    """OSLO, March 4 (Meridian) - A ferry ran aground off Bergen on Tuesday, the coast guard said.
    ---
    coast guard | said | assert | A ferry ran aground off Bergen on Tuesday
    """


def scare_quotes_are_no_claims() -> None:
    """The “ghost ships” of the bay rusted for years. Operation “Blue Door” ended in May.
    ---
    not ghost
    not Blue Door
    """


def refusals_to_act() -> None:
    """The province has declined to publish the plan. The governor refused to leave.
    ---
    province | has declined | decline | to publish the plan
    governor | refused | decline | to leave
    """


def a_pointer_speaks_for_nobody() -> None:
    """That agrees with the count of the harbour office. This shows how deep the bay is.
    ---
    not That |
    not This |
    """


def a_transcript() -> None:
    """MR. LIND: We left at dawn. The road was open.

    Q: Who gave the order?

    MR. LIND: I do not know that.
    ---
    Lind | - | assert | We left at dawn
    Lind | - | assert | The road was open
    The Example | - | question | Who gave the order?
    """


def a_signed_quotation() -> None:
    """“They sold the bridge twice. Nobody asked us.” — Ana Pires
    ---
    Ana Pires | - | assert | They sold the bridge twice
    Ana Pires | - | assert | Nobody asked us
    """


def reporting_words_of_the_next_paragraph_are_not_borrowed() -> None:
    """The captain, Piet Maas, wrote: “The pump had failed before we sailed.”

    A poster on the quay asked whether the pump was new.
    ---
    Piet Maas | wrote | assert | The pump had failed before we sailed
    """


def a_number_of_somebodys() -> None:
    """The owner's figure of nineteen surprised the crew. Nobody had checked the agency's estimate of 3,000 barrels.
    ---
    owner | figure | assert | The owner's figure of nineteen
    agency | estimate | assert | the agency's estimate of 3,000 barrels
    """


def a_number_of_nobodys() -> None:
    """The figure of nineteen surprised the crew. The number of ships in the bay fell to nine.
    ---
    not figure
    not number
    """


def in_somebodys_view() -> None:
    """In Ozola's view, the dam was never safe. The levee, by her account, was built of sand.
    ---
    Ozola | In Ozola's view | assess | the dam was never safe
    her | by her account | assert | The levee … was built of sand
    """


def who_has_reason_to_believe_believes() -> None:
    """The inspectors have reason to believe that the valve was open. The mayor had no wish to admit that he knew.
    ---
    inspectors | to believe | assess | the valve was open
    mayor | to admit | assert | he knew
    not reason |
    not wish |
    """


TEXTS = [
    who_has_reason_to_believe_believes,
    a_number_of_somebodys,
    a_number_of_nobodys,
    in_somebodys_view,
    indirect_speech,
    a_day_behind_the_cue_is_the_day_of_saying,
    a_denial_of_it,
    a_clause_that_begins_in_quotation_marks,
    content_before_the_cue,
    split_quotation,
    quotation_interrupted_by_its_speaker,
    quotation_over_paragraphs,
    unclosed_quotation_stops_at_its_paragraph,
    speaker_in_the_sentence_before,
    mixed_quotation,
    a_layer_inside_a_quotation,
    according_to,
    denial_of_a_noun_phrase,
    accusation,
    nested_speech,
    intentions,
    pronouns_and_short_names,
    a_relative_pronoun,
    hedges,
    not_a_dateline,
    scare_quotes_are_no_claims,
    refusals_to_act,
    a_pointer_speaks_for_nobody,
    a_transcript,
    a_signed_quotation,
    reporting_words_of_the_next_paragraph_are_not_borrowed,
]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.__name__)
def test_report(text: Callable[..., None], read_text: Read) -> None:
    check(read_text, text)


def test_every_text_is_run() -> None:
    written = {name for name, value in globals().items() if inspect.isfunction(value) and "\n---\n" in inspect.cleandoc(value.__doc__ or "")}
    assert written == {text.__name__ for text in TEXTS}


def test_a_source_is_name_role_organisation_and_country(read_text: Read) -> None:
    text = "South Korean National Intelligence Service Director Cho Min-ho told lawmakers that the ship had left."
    speaker = read_text(text).claims[0].speaker
    assert (speaker.name, speaker.role, speaker.organisation, speaker.country) == ("Cho Min-ho", "Director", "National Intelligence Service", "KR")


def test_the_chain_runs_from_the_outlet_to_the_innermost_speaker(read_text: Read) -> None:
    claims = read_text("The bishop said that the governor had told him that the money was gone.", outlet="The Example").claims
    inner = next(claim for claim in claims if claim.speaker.role == "governor")
    assert [link.role or link.organisation for link in inner.chain] == ["The Example", "bishop", "governor"]


def test_a_quotation_without_a_speaker_is_refused_with_its_place(read_text: Read) -> None:
    reading = read_text("Rain fell on the square for hours.\n\n“They came at night and took the boats away from us.”")
    refusal = next(refusal for refusal in reading.refusals if refusal.code == "no-speaker")
    assert refusal.span is not None
    assert refusal.span.of(reading.document.text) == "They came at night and took the boats away from us."


def test_estimates_carry_their_band_and_their_words(read_text: Read) -> None:
    reading = read_text("The agency said the leak was very likely caused by a tool.")
    claim = reading.claims[0]
    assert (claim.certainty.value, claim.estimate.value) == ("probable", "very likely (80-95 %)")
    assert claim.estimate.span is not None
    assert claim.estimate.span.of(reading.document.text) == "very likely"


def test_an_empty_cell_says_why(read_text: Read) -> None:
    claim = read_text("The agency said the tank was empty.").claims[0]
    assert claim.condition.value is None
    assert claim.condition.reason
    assert claim.said_at.value is None
    assert claim.said_at.reason == "the publication day is not known"


@pytest.mark.parametrize("story", ["V", "W", "X", "Y"])
def test_every_span_of_every_cell_lies_in_its_text(story: str, read_text: Read) -> None:
    import json

    from tests.conftest import EXAMPLES

    for row in (EXAMPLES / f"{story}.jsonl").read_text(encoding="utf-8").splitlines():
        text = json.loads(row)["text"]
        for claim in read_text(text).claims:
            spans = [*claim.contents, *(part for part in (claim.cue, claim.speaker.span, claim.act.span, claim.certainty.span, claim.condition.span) if part)]
            assert all(span.of(text).strip() for span in spans)


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("said on Monday", "2025-03-03"),
        ("said on Friday", "2025-02-28"),
        ("said yesterday", "2025-03-04"),
        ("said on 12 December", "2024-12-12"),
        ("said last week", "2025-02-24/2025-03-02"),
        ("said", "../2025-03-05"),
    ],
)
def test_when_it_was_said_is_counted_back_from_the_publication(words: str, when: str, read_text: Read) -> None:
    reading = read_text(f"The harbour master {words} that two ferries had collided.", published="2025-03-05")
    assert {claim.said_at.value for claim in reading.claims} == {when}


def test_the_day_of_the_event_is_not_the_day_of_saying(read_text: Read) -> None:
    reading = read_text("The harbour master said that two ferries had collided on Monday.", published="2025-03-05")
    assert reading.claims[0].said_at.value == "../2025-03-05"


def test_a_reporting_verb_with_nothing_reported_is_refused_with_its_place(read_text: Read) -> None:
    reading = read_text("The mayor announced it. Nobody had asked him, and the council declined.")
    assert ("no-content", "announced") in {(row.code, row.span.of(reading.document.text)) for row in reading.refusals if row.span}
