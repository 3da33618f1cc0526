"""Kinds of events as data: one YAML file each in event_types/, with triggers, frames, codes of other schemes and examples; read, checked, and put into tables by trigger word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from sayso.model.errors import RunAbort
from sayso.vocabulary.loader import read_table

FOLDER = "event_types"
NO_EVENT = ""
Frame = Literal["act", "move", "give", "take", "mutual", "suffer", "happen", "ask", "speak"]
Quad = Literal["VERBAL_COOPERATION", "MATERIAL_COOPERATION", "VERBAL_CONFLICT", "MATERIAL_CONFLICT"]


class Trigger(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A word that shows the event, with the frame in which its neighbours take their roles.

    ``word`` is a lemma, or a verb with its particle or light-verb object ("break off", "carry out attack"). ``object`` names the classes (object_classes.yaml) of
    which the direct object must be one (of a noun: what stands before it or after "of"); ``prep`` is the preposition that must follow; ``weight`` says how often the
    word means this event in news (0 to 1). ``bare`` asks that the verb has no object at all ("the army fired", not "the firm fired its head"); ``subject`` names the
    classes of which who does it must be one ("the barge hit the pier" is a collision); ``agentless`` asks that nobody is told of as doing it ("the port was closed").
    """

    word: str
    frame: Frame = "act"
    object: tuple[str, ...] = ()
    prep: str | None = None
    weight: float = 0.7
    bare: bool = False
    subject: tuple[str, ...] = ()
    agentless: bool = False


class Mode(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way in which the event happens, with the codes of CAMEO and ACLED that come nearest."""

    meaning: str
    cameo: str
    acled: str | None = None
    verbs: tuple[Trigger, ...] = ()
    nouns: tuple[Trigger, ...] = ()
    phrases: tuple[str, ...] = ()


class Expected(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an example must be coded as: countries are ISO 3166-1 alpha-2, places by role are names."""

    mode: str
    trigger: str
    realis: Literal["actual", "planned", "hypothetical", "negated", "ongoing"] = "actual"
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    object: str | None = None
    quantity: tuple[float | None, float | None] | None = None
    places: dict[str, tuple[str, ...]] = {}


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence of our own with the events of this type that it tells, in the order of the text."""

    text: str
    events: tuple[Expected, ...]


class EventType(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A root type. ``extension`` marks the two that PLOVER has not; ``needs`` names cells of which one must be filled."""

    type: str
    extension: bool
    meaning: str
    quad: Quad | None
    cameo: tuple[str, ...]
    needs: tuple[Literal["actor", "recipient", "object", "place"], ...]
    modes: dict[str, Mode]
    examples: tuple[Example, ...]


class ObjectClasses(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns by class: what is moved, given, hit, signed."""

    classes: dict[str, frozenset[str]]


class Idioms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Verbs with their nouns or particles ("take place", "refuse to comment"), and nouns ("prisoner of war"), that look like a trigger and tell of no event.

    ``lemmas`` gives the right lemma for one that parsers get wrong.
    """

    verbs: tuple[str, ...]
    nouns: tuple[str, ...]
    lemmas: dict[str, str]


@dataclass(frozen=True, slots=True)
class Sense:
    """A trigger as one of its meanings; an idiom has the type ``NO_EVENT``. ``words`` are those that a sentence must have for a trigger of several."""

    type: str
    mode: str
    trigger: Trigger
    words: frozenset[str] = frozenset()


@cache
def event_types() -> dict[str, EventType]:
    """All types by name; raises RunAbort that names the file and field of what is wrong."""
    found = {}
    for path in sorted(files("sayso.vocabulary").joinpath(FOLDER).iterdir(), key=lambda path: path.name):
        if path.name.endswith(".yaml"):
            kind = read_table(f"{FOLDER}/{path.name}", EventType)
            check(path.name, kind)
            found[kind.type] = kind
    return found


def check(name: str, kind: EventType) -> None:
    """Raises RunAbort where a file and its type do not fit together, or a class of objects, mode or trigger of an example is not known."""
    where = f"vocabulary/{FOLDER}/{name}"
    if name != f"{kind.type}.yaml":
        raise RunAbort(f"{where}: field type: {kind.type} does not match the file's name")
    if len(kind.examples) < 5:
        raise RunAbort(f"{where}: field examples: a type needs at least five examples, not {len(kind.examples)}")
    for mode in kind.modes.values():
        for trigger in (*mode.verbs, *mode.nouns):
            if strange := sorted({*trigger.object, *trigger.subject} - object_classes().keys()):
                raise RunAbort(f"{where}: trigger {trigger.word}: unknown class of objects {strange[0]!r}; known are: {', '.join(sorted(object_classes()))}")
    for example in kind.examples:
        for event in example.events:
            if event.mode not in kind.modes or event.trigger not in example.text:
                raise RunAbort(f"{where}: example {example.text[:40]!r}: mode {event.mode!r} is not known, or its trigger {event.trigger!r} is not in the text")


@cache
def object_classes() -> dict[str, frozenset[str]]:
    """Nouns (lemmas, lower case) by class."""
    return read_table("object_classes.yaml", ObjectClasses).classes


@cache
def doer_classes() -> frozenset[str]:
    """The names of the classes by which triggers choose who does it, and none what it is done to."""
    triggers = [trigger for kind in event_types().values() for mode in kind.modes.values() for trigger in (*mode.verbs, *mode.nouns)]
    return frozenset().union(*(trigger.subject for trigger in triggers)).difference(*(trigger.object for trigger in triggers))


@cache
def _idioms() -> Idioms:
    return read_table("event_idioms.yaml", Idioms)


def right_lemma(lemma: str) -> str:
    """The lemma in lower case; the right one where a parser is known to get it wrong ("stag" for "staged")."""
    word = lemma.lower()
    return _idioms().lemmas.get(word, word)


def _senses(part: Literal["verbs", "nouns"]) -> Iterator[Sense]:
    for idiom in getattr(_idioms(), part):
        yield Sense(NO_EVENT, "", Trigger(word=idiom, weight=1.0), _needed(idiom))
    for kind in event_types().values():
        for mode, held in kind.modes.items():
            for trigger in getattr(held, part):
                yield Sense(kind.type, mode, trigger, _needed(trigger.word))


LINKING = frozenset({"of", "for", "to", "in", "on", "with", "against", "at", "between", "from", "into", "over", "by"})


PARTICLES = frozenset({"up", "out", "in", "off", "down", "over", "back", "away", "on", "through", "by"})


@cache
def parts(word: str) -> tuple[str, ...]:
    """The words of a trigger as a parser splits them, in lower case: "shoot-out" is two."""
    return tuple(part for part in word.lower().replace("-", " ").split() if part)


def _needed(word: str) -> frozenset[str]:
    words = parts(word)
    return frozenset(words) if len(words) > 1 else frozenset()


def _head(trigger: Trigger, part: Literal["verbs", "nouns"]) -> str:
    """The word by which a trigger is found: a verb's first, a noun's last one before a preposition ("war game", "violation of airspace")."""
    words = trigger.word.lower().split()
    if part == "verbs":
        return parts(words[0])[-1]
    head = parts(words[next((at for at, word in enumerate(words) if word in LINKING and at), len(words)) - 1])
    return head[0] if head[-1] in PARTICLES else head[-1]


def _by_head(part: Literal["verbs", "nouns"]) -> dict[str, tuple[Sense, ...]]:
    table: dict[str, list[Sense]] = defaultdict(list)
    for sense in _senses(part):
        table[_head(sense.trigger, part)].append(sense)
    return {word: tuple(senses) for word, senses in table.items()}


@cache
def verb_senses() -> dict[str, tuple[Sense, ...]]:
    """The senses of verbs, by the first word's lemma."""
    return _by_head("verbs")


@cache
def noun_senses() -> dict[str, tuple[Sense, ...]]:
    """The senses of nouns, by the lemma of their head."""
    return _by_head("nouns")


@cache
def phrase_senses() -> dict[str, tuple[tuple[str, str], ...]]:
    """Fixed phrases in lower case with the types and modes they show."""
    table: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for kind in event_types().values():
        for mode, held in kind.modes.items():
            for phrase in held.phrases:
                table[phrase.lower()].append((kind.type, mode))
    return {phrase: tuple(found) for phrase, found in table.items()}
