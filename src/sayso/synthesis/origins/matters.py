"""What a matter's statements say in sum: its reports without copies, its lands and places, its voices one by one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from sayso.model.weighing import Report, Statement, Voice
from sayso.vocabulary.name_parts import folded

VOICE = 4  # what a voice's country weighs against one named in the text


def twins(reports: Iterable[Report]) -> dict[str, str]:
    """For each report the one that stands for all with the same text, letter for letter: the first published."""
    first: dict[str, str] = {}
    every = sorted(reports, key=lambda one: (one.published or "9999", one.id))
    return {one.id: first.setdefault(one.text, one.id) for one in every}


def flat(voices: Iterable[Voice]) -> Iterable[Voice]:
    """The voices, each followed by the other members of a joint source."""
    for voice in voices:
        yield voice
        yield from flat(voice.also)


def most(counts: Counter[str]) -> str | None:
    """The most frequent one, by name where several are; None of none."""
    return min(counts, key=lambda one: (-counts[one], one)) if counts else None


def only(lands: Iterable[str]) -> str | None:
    """The one land that all of these are; None where they are several."""
    found = set(lands)
    return next(iter(found)) if len(found) == 1 else None


def lands_of(statements: Iterable[Statement], report: str) -> Iterable[str]:
    """The countries that voices and places of a report have."""
    for one in statements:
        if one.report == report:
            yield from (voice.country for voice in one.chain for _ in range(VOICE) if voice.country)
            yield from (place.country for place in one.places if place.country)


def places_of(statements: Iterable[Statement]) -> dict[str, str]:
    """The countries of places, by name; only those that all statements agree on."""
    found: dict[str, set[str]] = {}
    for one in statements:
        for place in (*one.places, *(place for event in one.events for place in event.places)):
            if place.country:
                found.setdefault(place.name, set()).add(place.country)
    return {name: next(iter(lands)) for name, lands in found.items() if len(lands) == 1}


def called_bodies(voices: Iterable[tuple[str, Voice]]) -> dict[str, list[tuple[str, str, str]]]:
    """For each report the words by which it has bodies speak ("The opposition"), with the body and its country ("" where it has none)."""
    found: dict[str, set[tuple[str, str, str]]] = {}
    for report, one in voices:
        if one.kind == "organisation" and one.words and one.organisation:
            found.setdefault(report, set()).add((one.words, one.organisation, one.country or ""))
    return {report: sorted(every) for report, every in found.items()}


def description(voice: Voice) -> str:
    """What a nameless one is called, without article and number."""
    words = folded(voice.role or voice.words or "source")
    return re.sub(r"^(?:the|a|an|one|two|three|some|several|another|same) ", "", words)


PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "who", "which", "that", "one", "his", "her", "their", "him", "them", "you", "me", "us", "some", "others", "neither"})


def called(voice: Voice) -> str:
    """What to call a nameless one: its words, or its role where these only point at somebody.

    >>> called(Voice(kind="anonymous", name=None, role="diplomat", organisation=None, country=None, words="He"))
    'diplomat'
    """
    words = voice.words if voice.words and voice.words.lower() not in PRONOUNS else None
    return words or voice.role or "a source that is not described"
