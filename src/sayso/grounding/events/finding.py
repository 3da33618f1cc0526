"""The events of a text, and those of one claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sayso.grounding.events.beside import Beside
from sayso.grounding.events.frames import roles_of
from sayso.grounding.events.journeys import whole_journeys
from sayso.grounding.events.participants import Cast
from sayso.grounding.events.realis import condition_span, standing
from sayso.grounding.events.standins import stand_ins, with_actors_before
from sayso.grounding.events.triggers import Shown, find_triggers
from sayso.model.claim import Known
from sayso.model.event import Event, OtherType, Participant
from sayso.model.grounded import Grounding
from sayso.model.span import Span, hull
from sayso.model.tree import Tree
from sayso.vocabulary.events import Sense, event_types

SPOKEN = frozenset({"ask", "speak"})
RIVALS = 3
# The score from which a word shows an event with nothing beside it. c2a-c, c6a-c, 2026-11-30: false events per 100 claims without 11.9 here, 14.5 at .45, 11.0 at .7; detection F1
# .823, .825, .821.
ALONE = 0.6
# Types of which the number of those who act is the event's where nothing that is moved or hit has one.
COUNTED_ACTORS = frozenset({"AID", "MOBILIZE", "RETREAT", "PROTEST", "INCIDENT"})


def find_events(tree: Tree, grounding: Grounding, known: Mapping[int, Known], day: str | None, voices: Sequence[tuple[Span, Known]] = ()) -> tuple[Event, ...]:
    """Every event of a text, in order. ``known`` says whom tokens stand for, ``voices`` who says the words of a stretch; ``day`` is the day of publication."""
    shown = stand_ins(tree, whole_journeys(tree, find_triggers(tree)))
    if not shown:
        return ()
    triggers = [tree.parse.span(one.head, one.head) for one in shown]
    telling = [voice for voice in voices if any(voice[0].covers(trigger) for trigger in triggers)]  # in "X attacked rebels" the rebels are no words of X
    cast = Cast(tree, known, day, grounding.places, grounding.times, telling)
    beside = Beside(tree, shown, grounding)
    sure = [one for one in shown if not one.is_weak or _borne_out(tree, one, cast, beside)]
    beside = Beside(tree, sure, grounding) if len(sure) < len(shown) else beside  # what is no event has no places
    return with_actors_before(tree, (event for one in sure if (event := _event(tree, one, cast, beside)) is not None))


def claim_events(tree: Tree, events: Sequence[Event], contents: Sequence[Span], cue: Span | None) -> list[Event]:
    """The events inside the content of a claim. Its own reporting words are none, but what they only begin may be ("agreed to exchange prisoners")."""
    return [event for event in events if _is_inside(tree, event, contents, cue)]


def _is_inside(tree: Tree, event: Event, contents: Sequence[Span], cue: Span | None) -> bool:
    """Whether the content tells an event; a cue may stand between its words ("the accord, he said, was signed")."""
    trigger = event.trigger
    if cue is None or not trigger.overlaps(cue):
        return any(span.covers(trigger) for span in contents)
    ends = any(span.start < trigger.end <= span.end for span in contents)
    if any(span.start <= trigger.start < span.end for span in contents):
        return ends and not cue.covers(trigger)
    if event.spoken:
        return False
    rest = next((span.start for span in contents if trigger.start < span.start < trigger.end), trigger.end)
    return ends and any(tree.parse.pos[at] in {"NOUN", "VERB", "PROPN"} for at in tree.parse.tokens_in(Span(rest, trigger.end)))


def _counted(sense: Sense, actors: tuple[Participant, ...], recipients: tuple[Participant, ...], thing: Participant | None) -> tuple[Participant, ...]:
    """Those whose number is the event's: what is moved or hit, else who moves; not the parties of a mutual act."""
    moved = (*((thing,) if thing else ()), *recipients)
    if sense.type in COUNTED_ACTORS or not moved:
        return (*moved, *(actors if sense.trigger.frame != "mutual" or sense.type in COUNTED_ACTORS else ()))
    return moved


def _borne_out(tree: Tree, shown: Shown, cast: Cast, beside: Beside) -> bool:
    """Whether what stands beside a weak trigger shows an event: two of place, time and number, or one with a party of known land. What is itself counted is a thing."""
    if shown.senses[0][1].trigger.frame in SPOKEN:  # what is said is at no place
        return False
    if tree.parse.pos[shown.head] == "NOUN" and any(tree.parse.tags[kid] == "CD" for kid in tree.kids(shown.head, "nummod")):  # 4,200 shells in a depot
        return False
    roles, places = roles_of(tree, shown, cast.temporal), beside.places(shown)
    parties = cast.of((*roles.actors, *roles.recipients), places)
    told = sum((bool(places), beside.time(shown) is not None, beside.quantity(shown, (*parties, *cast.of((roles.thing,)))) is not None))
    return told > 1 or (told == 1 and any(one.country for one in parties))


def _event(tree: Tree, shown: Shown, cast: Cast, beside: Beside) -> Event | None:
    score, sense = shown.senses[0]
    roles = roles_of(tree, shown, cast.temporal)
    places = beside.places(shown)
    actors, recipients = cast.of(roles.actors, places), cast.of(roles.recipients, places)
    thing = next(iter(cast.of((roles.thing,))), None)
    filled = {"actor": bool(actors), "recipient": bool(recipients), "object": thing is not None, "place": bool(places)}
    needs = event_types()[sense.type].needs
    if needs and not any(filled[name] for name in needs):
        return None
    quantity, time = beside.quantity(shown, _counted(sense, actors, recipients, thing)), beside.time(shown)
    if score < ALONE and not any(filled.values()) and quantity is None and time is None:
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
        quantity=quantity,
        places=places,
        time=time,
        realis=stands.realis,
        condition=condition_span(tree, stands.condition),
        factuality=stands.factuality,
        spoken=sense.trigger.frame in SPOKEN,
        score=round(score, 2),
        rivals=tuple(OtherType(type=kind, mode=mode, score=round(worth, 2)) for (kind, mode), worth in list(others.items())[:RIVALS]),
        rule=f"{sense.trigger.frame}: {sense.trigger.word}",
    )
