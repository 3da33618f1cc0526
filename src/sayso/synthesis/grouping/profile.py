"""What grouping compares of a statement: words, names and directions of its content, of the sentence around it, and of the paragraphs around that; its cells brought to sets.

Takes the statements of one report with the report itself, and gives a profile for each: a function of that report alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sayso.model.span import Span
from sayso.model.weighing import Amount, Party, Report, Statement, Voice
from sayso.synthesis.grouping.words import plain, stem, stems, unit, vector, weight, words
from sayso.vocabulary.grouping import group_of_act, group_of_realis, grouping_words
from sayso.vocabulary.word_vectors import Vector

SENTENCE = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9])|\n+")
NAME = re.compile(r"\b[A-Z][\w’'-]+")
SALIENT = 40  # stems that tell what a report is about
TELLING = 0.4  # weight from which a stem can
BEFORE = 1  # paragraphs before the statement's own that belong to its wide view


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """A stretch of text for comparing: its stems with weights, the sum of these, and its direction (length 1)."""

    stems: Mapping[str, float]
    mass: float
    direction: Vector


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Profile:
    """A statement ready for comparing.

    ``own``, ``near``, ``back`` and ``wide`` view its content, the sentences it stands in, these with the one before, and its paragraphs with the one before; ``topic`` the
    whole report, whose most salient stems are ``salient``. ``mass`` is the weight of its words that do not point back, ``size`` their number. ``order`` numbers the statements
    of the report, ``sentence`` and ``paragraph`` say where it stands. The other cells are sets, for comparing.
    """

    statement: Statement
    day: int | None
    own: View
    near: View
    back: View
    wide: View
    topic: View
    salient: Mapping[str, float]
    mass: float
    size: int
    order: int
    sentence: int
    paragraph: int
    speaker: frozenset[str]
    countries: frozenset[str]
    names: frozenset[str]
    act: str
    realis: frozenset[str]
    types: frozenset[str]
    modes: frozenset[str]
    triggers: frozenset[str]
    actors: frozenset[str]
    recipients: frozenset[str]
    things: frozenset[str]
    places: frozenset[str]
    place_countries: frozenset[str]
    days: tuple[tuple[int | None, int | None], ...]
    amounts: tuple[Amount, ...]
    counted: frozenset[str]
    cue: str | None


def profiles(report: Report, statements: Sequence[Statement]) -> list[Profile]:
    """The profile of each statement of a report, in the order of the text."""
    scene = _Scene(report)
    ranked = sorted(statements, key=lambda one: (one.at, one.id))
    return [_profile(statement, scene, order) for order, statement in enumerate(ranked)]


class _Scene:
    """A report's text in paragraphs and sentences, and how its words spread over them."""

    def __init__(self, report: Report) -> None:
        self.text = report.text
        self.paragraphs = report.paragraphs or (Span(0, len(report.text)),)
        self.starts = [part.start for part in self.paragraphs]
        cuts = {0, len(self.text), *self.starts, *(hit.end() for hit in SENTENCE.finditer(self.text))}
        ranked = sorted(cuts)
        self.sentences = [Span(start, end) for start, end in pairwise(ranked) if self.text[start:end].strip()]
        self.sentence_starts = [part.start for part in self.sentences]
        self.topic = view(self.text)
        self.salient = _salient(self.text)

    def paragraph_of(self, at: int) -> int:
        return max(0, bisect_right(self.starts, at) - 1)

    def sentence_of(self, at: int) -> int:
        return max(0, bisect_right(self.sentence_starts, at) - 1)

    def around(self, spans: Sequence[Span]) -> tuple[str, str, str]:
        """The sentences of the spans; these with the one before them; their paragraphs with the one before."""
        first, last = self.sentence_of(spans[0].start), self.sentence_of(max(spans[-1].end - 1, spans[0].start))
        upper, lower = self.paragraph_of(spans[0].start), self.paragraph_of(spans[-1].start)
        near = " ".join(part.of(self.text) for part in self.sentences[first : last + 1])
        back = " ".join(part.of(self.text) for part in self.sentences[max(0, first - 1) : last + 1])
        wide = " ".join(part.of(self.text) for part in self.paragraphs[max(0, upper - BEFORE) : lower + 1])
        return near, back, wide


def view(text: str) -> View:
    """A text for comparing."""
    found = words(text)
    weights = stems(text)
    return View(weights, sum(weights.values()), unit(vector(found)))


def _salient(text: str) -> Mapping[str, float]:
    """The stems that a text is most about, with the square of their weight: how often they stand there counts too for which they are."""
    counts = Counter(stem(word) for word in words(text))
    told = {key: value * value for key, value in stems(text).items() if value >= TELLING}
    return {key: told[key] for key in sorted(told, key=lambda key: (-counts[key] * told[key], key))[:SALIENT]}


def _profile(one: Statement, scene: _Scene, order: int) -> Profile:
    near, back, wide = scene.around(one.spans or (Span(one.at, one.at + 1),))
    matter = words(one.content)
    pointing = grouping_words().pointing
    events = one.events
    amounts = tuple(filter(None, (one.amount, *(event.amount for event in events))))
    places = [*one.places, *(place for event in events for place in event.places)]
    return Profile(
        statement=one,
        day=_ordinal(one.published),
        own=view(one.content),
        near=view(near),
        back=view(back),
        wide=view(wide),
        topic=scene.topic,
        salient=scene.salient,
        mass=sum(weight(word) for word in set(matter) if word not in pointing),
        size=len(matter),
        order=order,
        sentence=scene.sentence_of(one.at),
        paragraph=scene.paragraph_of(one.at),
        speaker=_speaker(one.speaker),
        countries=frozenset(filter(None, (voice.country for voice in (one.speaker, *one.speaker.also)))),
        names=frozenset(stem(plain(word)) for word in NAME.findall(one.content) if weight(plain(word)) > 0.0),
        act=group_of_act()[one.act],
        realis=frozenset(group_of_realis()[event.realis] for event in events),
        types=frozenset(event.type for event in events),
        modes=frozenset(f"{event.type}.{event.mode}" for event in events),
        triggers=frozenset(key for event in events for key in stems(event.trigger)),
        actors=_parties([party for event in events for party in event.actors]),
        recipients=_parties([party for event in events for party in event.recipients]),
        things=_parties([event.thing for event in events if event.thing]),
        places=frozenset(place.id or place.name.lower() for place in places),
        place_countries=frozenset(filter(None, (place.country for place in places))),
        days=tuple(sorted({_days(interval) for interval in (*one.times, *(time for event in events for time in event.times))}, key=repr)),
        amounts=amounts,
        counted=frozenset(key for amount in amounts for key in stems(" ".join(filter(None, (amount.counted, amount.unit))))),
        cue=one.cue_lemma,
    )


def _speaker(voice: Voice) -> frozenset[str]:
    """What names a voice: its last name, and the words of its body."""
    found = set()
    if voice.name:
        found.add(words(voice.name)[-1] if words(voice.name) else voice.name)
    if voice.organisation:
        found.add(" ".join(words(voice.organisation)))
    if not found and voice.words:
        found.add(" ".join(words(voice.words)))
    return frozenset(found)


def _parties(found: Sequence[Party]) -> frozenset[str]:
    """Countries and the stems of names of those who take part."""
    return frozenset(key for party in found for key in ({party.country} if party.country else set()) | set(stems(party.name)))


def _ordinal(day: str | None) -> int | None:
    """An ISO day as a number; None where there is none.

    >>> _ordinal("2024-10-02") - _ordinal("2024-10-01"), _ordinal("..")
    (1, None)
    """
    try:
        return date.fromisoformat((day or "")[:10]).toordinal()
    except ValueError:
        return None


def _days(interval: str) -> tuple[int | None, int | None]:
    start, _, end = interval.partition("/")
    return _ordinal(start), _ordinal(end or start)
