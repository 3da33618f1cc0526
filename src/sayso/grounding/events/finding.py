"""The events of a text, and those of one claim."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sayso.grounding.events.arguments import Arguments
from sayso.grounding.events.participants import Cast
from sayso.grounding.events.realis import condition_span, standing
from sayso.grounding.events.triggers import Shown, find_triggers
from sayso.model.claim import Known
from sayso.model.event import Event, OtherType, Participant
from sayso.model.grounded import Grounding
from sayso.model.grounding import PlaceMention, PlaceRole, Quantity, TimeInterval
from sayso.model.span import Span, hull
from sayso.model.tree import Tree
from sayso.vocabulary.events import event_types, object_classes

SPOKEN = frozenset({"ask", "speak"})
RIVALS = 3
AGAINST = ("against", "on", "at", "upon", "toward", "towards")


@dataclass(frozen=True, slots=True)
class Roles:
    """Nouns by role."""

    actors: tuple[int | None, ...] = ()
    recipients: tuple[int | None, ...] = ()
    thing: int | None = None


def _first(found: Arguments, *names: str) -> int | None:
    return next((found.prepositions[name] for name in names if name in found.prepositions), None)


def _moves_itself(tree: Tree, noun: int | None) -> bool:
    """Whether the noun is of those that move by themselves: people, forces, vessels."""
    if noun is None:
        return False
    lemma = tree.parse.lemmas[noun].lower()
    return tree.parse.pos[noun] in {"PRON", "PROPN"} or any(
        lemma in object_classes()[name] for name in ("forces", "people", "prisoners", "officials", "vessels", "aircraft", "vehicles")
    )


def _act(tree: Tree, found: Arguments) -> Roles:
    del tree
    return Roles(actors=(found.doer,), recipients=(found.done if found.done is not None else _first(found, *AGAINST),))


def _move(tree: Tree, found: Arguments) -> Roles:
    if found.doer is None and _moves_itself(tree, found.done):
        return Roles(actors=(found.done,))
    return Roles(actors=(found.doer,), thing=found.done if found.done is not None else next(iter(found.things), None))


def _give(tree: Tree, found: Arguments) -> Roles:
    del tree
    return Roles(actors=(found.doer,), recipients=(found.given if found.given is not None else _first(found, "to", "for"),), thing=found.done)


def _take(tree: Tree, found: Arguments) -> Roles:
    del tree
    return Roles(actors=(found.doer,), recipients=(_first(found, "from"),), thing=found.done)


def _mutual(tree: Tree, found: Arguments) -> Roles:
    """The parties of a mutual act; what is signed or held is the thing, whom one meets a party."""
    done = (
        found.done
        if found.done is not None and (tree.parse.pos[found.done] in {"PROPN", "PRON"} or tree.parse.lemmas[found.done].lower() in object_classes()["officials"])
        else None
    )
    return Roles(actors=(found.doer, done, _first(found, "with"), _first(found, "between")), thing=found.done if done is None else None)


def _suffer(tree: Tree, found: Arguments) -> Roles:
    del tree
    return Roles(actors=(found.doer,), recipients=(found.done,)) if found.done is not None else Roles(recipients=(found.doer,))


def _happen(tree: Tree, found: Arguments) -> Roles:
    del tree
    return Roles(actors=(found.doer,), thing=found.done) if found.done is not None else Roles(thing=found.doer)


def _ask(tree: Tree, found: Arguments) -> Roles:
    del tree
    asked = found.given if found.given is not None else _first(found, "on", "upon", "to", "from", "of")
    return Roles(actors=(found.doer,), recipients=(asked if asked is not None else found.done,), thing=found.done if asked is not None else None)


def _speak(tree: Tree, found: Arguments) -> Roles:
    del tree
    return Roles(actors=(found.doer,), recipients=(found.done if found.done is not None else _first(found, "against", "with", "at", "to", "by"),))


FRAMES: Mapping[str, Callable[[Tree, Arguments], Roles]] = {
    "act": _act,
    "move": _move,
    "give": _give,
    "take": _take,
    "mutual": _mutual,
    "suffer": _suffer,
    "happen": _happen,
    "ask": _ask,
    "speak": _speak,
}


def find_events(tree: Tree, grounding: Grounding, known: Mapping[int, Known], day: str | None) -> tuple[Event, ...]:
    """Every event of a text, in order. ``known`` says whom tokens stand for; ``day`` is the day of publication."""
    shown = find_triggers(tree)
    if not shown:
        return ()
    cast = Cast(tree, grounding.places, known, day)
    beside = _Beside(tree, shown, grounding)
    return tuple(event for one in shown if (event := _event(tree, one, cast, beside)) is not None)


def claim_events(tree: Tree, events: Sequence[Event], contents: Sequence[Span], cue: Span | None) -> list[Event]:
    """The events inside the content of a claim; its own reporting words are none."""
    del tree
    return [event for event in events if any(span.covers(event.trigger) for span in contents) and not (cue is not None and event.trigger.overlaps(cue))]


def _event(tree: Tree, shown: Shown, cast: Cast, beside: _Beside) -> Event | None:
    score, sense = shown.senses[0]
    roles = FRAMES[sense.trigger.frame](tree, shown.arguments)
    actors, recipients = cast.of(roles.actors), cast.of(roles.recipients)
    thing = next(iter(cast.of((roles.thing,))), None)
    places = beside.places(shown)
    filled = {"actor": bool(actors), "recipient": bool(recipients), "object": thing is not None, "place": bool(places)}
    needs = event_types()[sense.type].needs
    if needs and not any(filled[name] for name in needs):
        return None
    stands = standing(tree, shown.head)
    others = {(other.type, other.mode): worth for worth, other in reversed(shown.senses[1:]) if other.type != sense.type}
    parse = tree.parse
    return Event(
        type=sense.type,
        mode=sense.mode,
        trigger=hull(parse.span(at, at) for at in shown.tokens),
        actors=actors,
        recipients=recipients,
        thing=thing,
        quantity=beside.quantity(shown, (*actors, *recipients, *((thing,) if thing else ()))),
        places=places,
        time=beside.time(shown),
        realis=stands.realis,
        condition=condition_span(tree, stands.condition),
        factuality=stands.factuality,
        spoken=sense.trigger.frame in SPOKEN,
        score=round(score, 2),
        rivals=tuple(OtherType(type=kind, mode=mode, score=round(worth, 2)) for (kind, mode), worth in list(others.items())[:RIVALS]),
        rule=f"{sense.trigger.frame}: {sense.trigger.word}",
    )


class _Beside:
    """Places, times and numbers by the trigger that they hang on: the first one above them in the tree."""

    def __init__(self, tree: Tree, shown: Sequence[Shown], grounding: Grounding) -> None:
        self._tree = tree
        self._owner = {at: one.head for one in shown for at in one.tokens}
        self._places: dict[int, list[PlaceMention]] = {}
        self._times: dict[int, list[TimeInterval]] = {}
        self._quantities = grounding.quantities
        for place in grounding.places:
            if place.stands_for is None and (place.role is not None) and (head := self._above(place.span)) is not None:
                self._places.setdefault(head, []).append(place)
        for time in grounding.times:
            if (head := self._above(time.span)) is not None:
                self._times.setdefault(head, []).append(time)

    def _above(self, span: Span) -> int | None:
        tokens = self._tree.parse.tokens_in(span)
        if not tokens:
            return None
        for up in (tokens[-1], *self._tree.ancestors(tokens[-1])):
            if up in self._owner:
                return self._owner[up]
        return None

    def places(self, shown: Shown) -> tuple[PlaceMention, ...]:
        found: dict[tuple[str, PlaceRole | None], PlaceMention] = {}
        for place in self._places.get(shown.head, ()):
            found.setdefault((place.name, place.role), place)
        return tuple(found.values())

    def time(self, shown: Shown) -> TimeInterval | None:
        return next(iter(self._times.get(shown.head, ())), None)

    def quantity(self, shown: Shown, participants: Sequence[Participant]) -> Quantity | None:
        """The number of those who take part or of what is moved."""
        del shown
        for quantity in self._quantities:
            if quantity.ordinary and quantity.unit is None and any(one.span.covers(quantity.number) for one in participants):
                return quantity
        return None
