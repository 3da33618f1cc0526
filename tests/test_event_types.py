"""The examples that each event type brings with it: sentences with the events of that type that they tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import msgspec
import pytest

from sayso.documents.build import DocumentBuilder, Limits
from sayso.grounding.events.finding import find_events
from sayso.model.document import RawItem
from sayso.model.errors import RunAbort
from sayso.model.event import Event, Participant
from sayso.model.tree import Tree
from sayso.pipeline import Pipeline
from sayso.vocabulary import events as vocabulary
from sayso.vocabulary.events import EventType, Example, Expected, event_types

Find = Callable[[str], tuple[Event, ...]]
Pair = tuple[Expected, Event]


def _examples() -> Iterator[object]:
    for kind in event_types().values():
        for example in kind.examples:
            yield pytest.param(kind, example, id=f"{kind.type}: {example.text[:60]}")


every_example = pytest.mark.parametrize(("kind", "example"), list(_examples()))


@pytest.fixture(scope="module")
def find(pipeline: Pipeline) -> Find:
    builder = DocumentBuilder(Limits(characters=1_000_000, html_seconds=20))

    @cache
    def found(text: str) -> tuple[Event, ...]:
        document, _ = builder.build(RawItem(location="an example", media_type="text/plain", data=text.encode(), declared={}))
        tree: Tree = next(pipeline.trees([document]))
        reading = next(pipeline.extractor.extract([document], [tree]))
        return find_events(tree, pipeline.grounder.ground(tree, reading).grounding, reading.known, None)

    return found


def _shows(event: Event, text: str, words: str) -> bool:
    at = text.find(words)
    while at >= 0:
        if event.trigger.start < at + len(words) and at < event.trigger.end:
            return True
        at = text.find(words, at + 1)
    return False


def _pairs(find: Find, kind: EventType, example: Example) -> list[Pair]:
    """The expected events with the found ones of this type whose triggers overlap theirs."""
    left = [event for event in find(example.text) if event.type == kind.type]
    pairs = []
    for expected in example.events:
        event = next((event for event in left if _shows(event, example.text, expected.trigger)), None)
        if event is not None:
            left.remove(event)
            pairs.append((expected, event))
    return pairs


def _countries(participants: tuple[Participant, ...]) -> set[str]:
    return {one.country for one in participants if one.country is not None}


@every_example
def test_the_events_of_the_type_are_found_and_no_others(find: Find, kind: EventType, example: Example) -> None:
    told = [(expected.mode, expected.trigger) for expected, _ in _pairs(find, kind, example)]
    assert told == [(expected.mode, expected.trigger) for expected in example.events]
    assert [event.mode for event in find(example.text) if event.type == kind.type] == [expected.mode for expected in example.events]


@every_example
def test_the_realis_is_that_of_the_words(find: Find, kind: EventType, example: Example) -> None:
    pairs = _pairs(find, kind, example)
    assert [str(event.realis) for _, event in pairs] == [expected.realis for expected, _ in pairs]


@every_example
def test_the_participants_have_the_countries_stated(find: Find, kind: EventType, example: Example) -> None:
    for expected, event in _pairs(find, kind, example):
        if expected.actor:
            assert _countries(event.actors) == set(expected.actor)
        if expected.recipient:
            assert _countries(event.recipients) == set(expected.recipient)


@every_example
def test_object_and_quantity_are_those_of_the_words(find: Find, kind: EventType, example: Example) -> None:
    for expected, event in _pairs(find, kind, example):
        if expected.object is not None:
            named = [one.words for one in (*((event.thing,) if event.thing else ()), *event.recipients, *event.actors)]
            assert any(expected.object in words or words in expected.object for words in named)
        if expected.quantity is not None:
            assert event.quantity is not None
            assert (event.quantity.minimum, event.quantity.maximum) == expected.quantity


@every_example
def test_the_places_have_their_roles(find: Find, kind: EventType, example: Example) -> None:
    for expected, event in _pairs(find, kind, example):
        found = {(str(place.role), place.name) for place in event.places}
        for role, names in expected.places.items():
            for name in names:
                assert any(role == other and (name in place or place in name) for other, place in found), (role, name, found)


def _sentence(find: Find, text: str) -> list[str]:
    return [event.type for event in find(text)]


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("The talks will take place in Oslo.", ["CONSULT"]),  # "take place" tells nothing of its own
        ("The union staged a protest in Lima.", ["PROTEST"]),  # one event of verb and noun, though the lemma of "staged" is often read wrongly
        ("The minister refused to comment.", []),
        ("The figures demonstrate the scale of the crisis.", []),
        ("Thousands demonstrated in Quito.", ["PROTEST"]),
        ("The club has never met its targets.", []),
        ("Norway sold tractors to Peru.", ["COOPERATE"]),
        ("The captured soldiers were fed.", []),  # a participle before its noun is no news
        ("The gunmen fired first.", ["ASSAULT"]),
        ("The firm fired its director.", ["SANCTION"]),
        ("The ministry demanded the withdrawal of the troops.", ["REQUEST", "RETREAT"]),
        ("Chad signed a ceasefire with the rebels.", ["AGREE"]),
        ("The blaze broke out in the engine room.", ["INCIDENT"]),  # the verb tells nothing that the noun does not
        ("The blaze killed two men.", ["INCIDENT", "CASUALTY"]),
    ],
)
def test_words_that_mislead(find: Find, text: str, types: list[str]) -> None:
    assert _sentence(find, text) == types


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("The barge hit a pillar of the bridge.", [("INCIDENT", "collision")]),
        ("The gunners hit a pillar of the bridge.", [("ASSAULT", "strike")]),
        ("A device went off outside the police station.", [("ASSAULT", "bombing")]),
        ("The coastguard picked up 60 migrants off Lesbos.", [("AID", "rescue")]),
        ("The police picked up two students.", [("COERCE", "detain")]),
        ("The tailings dam gave way.", [("INCIDENT", "breach")]),
        ("The ministry gave way.", [("CONCEDE", "concede")]),
        ("A judge jailed the mayor.", [("SANCTION", "sentence")]),
        ("The rebels jailed the mayor.", [("COERCE", "detain")]),
    ],
)
def test_who_does_it_decides_what_it_is(find: Find, text: str, events: list[tuple[str, str]]) -> None:
    assert [(event.type, event.mode) for event in find(text)] == events


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("The port was closed for two days.", ["INCIDENT"]),
        ("Bolivia closed the port for two days.", ["SANCTION"]),
        ("A boiler blew up at the mill.", ["INCIDENT"]),
        ("The rebels blew up the mill.", ["ASSAULT"]),
    ],
)
def test_what_nobody_is_told_of_as_doing_happens(find: Find, text: str, types: list[str]) -> None:
    assert _sentence(find, text) == types


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("The cargo came from Poti by way of Istanbul.", ["MOBILIZE"]),
        ("Rescuers took the rubble apart.", ["AID"]),
        ("The firm was fined two million euros.", ["SANCTION"]),
        ("The hall has no electricity.", ["INCIDENT"]),
        ("The farmers were driven from their land.", ["COERCE"]),
        ("The nurses are on strike.", ["PROTEST"]),
        ("Forty barrels have disappeared.", ["INCIDENT"]),
        ("The families want an inquiry.", ["REQUEST"]),
        ("The cable is 90 kilometres long.", []),
        ("My father took me fishing there.", []),
        ("The council is sitting on its hands.", []),
    ],
)
def test_plain_words_of_news(find: Find, text: str, types: list[str]) -> None:
    assert _sentence(find, text) == types


def test_classes_of_doers_alone_are_no_classes_of_objects() -> None:
    assert "registers" in vocabulary.doer_classes()
    assert "vessels" not in vocabulary.doer_classes()


def test_an_unknown_class_of_doers_is_refused() -> None:
    kind = event_types()["AID"]
    mode = vocabulary.Mode(meaning="", cameo="", verbs=(vocabulary.Trigger(word="give", subject=("giants",)),))
    with pytest.raises(RunAbort, match="unknown class of objects 'giants'"):
        vocabulary.check("AID.yaml", msgspec.structs.replace(kind, modes={"give": mode}, examples=kind.examples))


def test_a_hyphen_splits_the_words_of_a_trigger() -> None:
    assert vocabulary.parts("Shoot-out") == ("shoot", "out")
    assert vocabulary.parts("carry out air raid") == ("carry", "out", "air", "raid")


def test_a_lemma_known_to_be_wrong_is_mended() -> None:
    assert vocabulary.right_lemma("Stag") == "stage"
    assert vocabulary.right_lemma("Attack") == "attack"


def test_a_type_with_too_few_examples_is_refused() -> None:
    kind = event_types()["AID"]
    short = EventType(
        type="AID",
        extension=False,
        meaning=kind.meaning,
        quad=kind.quad,
        cameo=kind.cameo,
        needs=kind.needs,
        modes=kind.modes,
        examples=kind.examples[:2],
    )
    with pytest.raises(RunAbort, match="at least five examples, not 2"):
        vocabulary.check("AID.yaml", short)
