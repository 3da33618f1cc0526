"""Words that stand for an event told before, words that only look like one, weak words that what stands beside them bears out, and which events a claim has. Texts are our own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sayso.grounding.events.finding import claim_events
from sayso.model.event import Event, Participant
from sayso.model.reading import Reading
from sayso.model.span import Span
from sayso.pipeline import Pipeline

Read = Callable[..., Reading]

# Text, the words of a trigger, the type, and the countries of actors and recipients as "actors > recipients".
STANDINS = [
    ("Can Ghana escort the convoy? Ghana's navy is ready to do so.", "do so", "AID", "GH >"),
    ("Chad shelled a market. A Togolese court found that Chad did so on purpose.", "did so", "ASSAULT", "TD > TD"),
    ("Gunmen attacked a bus in Peru. The Peruvian army denied responsibility.", "responsibility", "ASSAULT", ">"),
    ("Gunmen attacked a bus in Peru. The Chilean Front claimed responsibility.", "responsibility", "ASSAULT", "CL >"),
    ("A Kenyan lorry came under fire near Garissa. A witness said it was the Somali army.", "it was", "ASSAULT", "SO > KE"),
]
# Text and the words of which none may be an event.
NOTHING = [
    ("The senator denounced the plan as a surrender.", "surrender"),
    ("We do not discuss operations, the spokesman for Kenya's navy said.", "discuss"),
    ("The law forbids exports of rifles to Mali, Chad's lawyers said.", "forbids"),
    ("Ask the pharmacist, said Nurse Ama Boateng of Ghana.", "Ask"),
    ("The army accepted responsibility for the school meals in Ghana.", "responsibility"),
    ("It was the dry season in Chad.", "It was"),
    ("Ghana's navy showed 4,200 shells of 122 mm calibre in a depot near Accra in May.", "shells"),
]
# The same words where they tell one.
SOMETHING = [
    ("The rebels' surrender was filmed near Bamako.", "surrender"),
    ("Kenya and Uganda discussed the pipeline in Kampala.", "discussed"),
    ("Chad forbids exports of rifles to Mali.", "forbids"),
    ("Ghana asked Togo for troops.", "asked"),
]
# Text, its cue and its contents, and the triggers that are the claim's.
CONTENTS = [
    ("Malta's navy threatened to cut ties with Oman.", "threatened", ["to cut ties with Oman"], ["cut ties"]),
    (
        "The accord with Oman, he pointed out, was signed in Malta.",
        "pointed out",
        ["The accord with Oman", "was signed in Malta"],
        ["accord with Oman, he pointed out, was signed"],
    ),
    ("Malta's navy agreed to exchange two sailors for a pilot.", "agreed", ["to exchange two sailors for a pilot"], ["agreed to exchange"]),
    ("Malta accused Oman of a breach.", "accused", ["Oman of a breach"], []),
    ("Malta confirmed that it had attacked a tanker.", "confirmed", ["it had attacked a tanker"], ["attacked"]),
]
# Text, the words of a trigger, and whether they show an event: weak words do so beside a place, a number, a time.
WEAK = [
    ("Two commandos retaliated.", "retaliated", False),
    ("The Chadian commandos retaliated near Abeche.", "retaliated", True),
    ("The minister recognised a voice in Lima.", "recognised", False),  # what is said is at no place
    # a word of middling weight needs something beside it
    ("The reporter heard of a truce.", "truce", False),
    ("A truce began on Monday in Mali.", "truce", True),
]


def found(reading: Reading, words: str) -> list[Event]:
    return [event for event in reading.grounding.events if event.trigger.of(reading.document.text) == words]


def countries(participants: tuple[Participant, ...]) -> str:
    return " ".join(sorted(one.country for one in participants if one.country))


@pytest.mark.parametrize(("text", "words", "kind", "sides"), STANDINS, ids=[row[0][:40] for row in STANDINS])
def test_words_that_stand_for_an_event(read_text: Read, text: str, words: str, kind: str, sides: str) -> None:
    (event,) = found(read_text(text), words)
    assert (event.type, f"{countries(event.actors)} > {countries(event.recipients)}".strip()) == (kind, sides)


@pytest.mark.parametrize(("text", "words"), NOTHING, ids=[row[0][:40] for row in NOTHING])
def test_words_that_tell_of_no_event(read_text: Read, text: str, words: str) -> None:
    assert found(read_text(text), words) == []


@pytest.mark.parametrize(("text", "words"), SOMETHING, ids=[row[0][:40] for row in SOMETHING])
def test_the_same_words_elsewhere(read_text: Read, text: str, words: str) -> None:
    reading = read_text(text)
    assert any(words in event.trigger.of(text) for event in reading.grounding.events)


@pytest.mark.parametrize(("text", "words", "shows"), WEAK, ids=[row[0][:40] for row in WEAK])
def test_weak_words_count_where_something_stands_beside_them(read_text: Read, text: str, words: str, shows: bool) -> None:
    assert bool(found(read_text(text), words)) is shows


@pytest.mark.parametrize(("text", "cue", "contents", "expected"), CONTENTS, ids=[row[0][:40] for row in CONTENTS])
def test_an_event_of_a_claim_may_begin_with_its_reporting_word(read_text: Read, pipeline: Pipeline, text: str, cue: str, contents: list[str], expected: list[str]) -> None:
    def stretch(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    reading = read_text(text)
    tree = next(pipeline.trees([reading.document]))
    told = claim_events(tree, reading.grounding.events, [stretch(words) for words in contents], stretch(cue))
    assert [event.trigger.of(text) for event in told] == expected
