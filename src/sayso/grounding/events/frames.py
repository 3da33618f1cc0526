"""Which neighbour of a trigger takes which role: one rule for each frame of the tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from sayso.grounding.events.arguments import Arguments, led
from sayso.grounding.events.noun_classes import movers
from sayso.grounding.events.nouns import AGAINST, TOWARD, goods, hit, is_party, is_projectile, is_somebody, moves_itself, party_behind, source_of
from sayso.grounding.events.triggers import Shown
from sayso.model.clauses import object_of, subject_of
from sayso.model.tree import Tree
from sayso.vocabulary import loader
from sayso.vocabulary.events import object_classes

DIRECTED = ("against", "with", "at", "to", "by", "toward", "towards", "on", "for", "over")
ADDRESSED = ("against", "with", "at", "to", "by", "toward", "towards")
ASKED = ("on", "upon", "to", "from", "of")
SAYING = frozenset({"ask", "speak", "mutual"})
SENT = SAYING | {"give"}
CARRYING = frozenset({"carry", "transport", "fly", "ship", "haul", "bring", "take", "ferry", "truck", "unload", "load"})
NO_THING = frozenset({"ASSAULT", "CASUALTY", "PROTEST", "CONSULT"})
WITHOUT_ACTOR = frozenset({"CASUALTY"})
ANSWERING = frozenset({"reject", "refuse", "deny", "grant", "accept", "approve", "decline", "ignore", "receive", "dismiss", "spurn", "rebuff", "heed", "honour", "honor"})
# Verbs that say who did what their object names, and whose subject is it.
LAYING = frozenset({"blame", "pin", "attribute", "ascribe"})
WAGING = frozenset(
    {
        *("do", "want", "wage", "plan", "prepare", "plot", "begin", "start", "continue", "resume", "launch", "conduct", "commit", "perform", "carry", "undertake"),
        *("attempt", "try", "pursue", "seek", "intend", "consider", "stop", "halt", "suspend", "end", "step", "intensify", "escalate", "expand", "extend", "order"),
        *("organise", "organize", "lead", "stage"),
    }
)


@dataclass(frozen=True, slots=True)
class Roles:
    """Nouns by role."""

    actors: tuple[int | None, ...] = ()
    recipients: tuple[int | None, ...] = ()
    thing: int | None = None


def _first(found: Arguments, *names: str) -> int | None:
    return next((found.prepositions[name] for name in names if name in found.prepositions), None)


def _act(tree: Tree, found: Arguments, violent: bool) -> Roles:
    done = found.done
    if found.given is not None and is_party(tree, found.given):
        return Roles(actors=(found.doer,), recipients=(found.given,), thing=done)
    if done is None:
        against = _first(found, *AGAINST) if violent else None
        against = against if against is not None else _party_led(tree, found, violent)
        own = next(iter(found.things), None)
        against = against if against is not None else party_behind(tree, own)
        return Roles(actors=(found.doer,), recipients=(against if against is not None or own is None or tree.parse.lemmas[own].lower() not in hit() else own,))
    if is_projectile(tree, done):
        return Roles(actors=(found.doer,), recipients=(_party_led(tree, found, violent),), thing=done)
    if is_party(tree, done) or violent or tree.parse.lemmas[done].lower() in hit():
        return Roles(actors=(found.doer,), recipients=(done,), thing=None if violent else done)
    led_to = _party_led(tree, found, violent)
    return Roles(actors=(found.doer,), recipients=(led_to if led_to is not None else party_behind(tree, done, where=True),), thing=done)


def _party_led(tree: Tree, found: Arguments, violent: bool) -> int | None:
    """The party behind a preposition; who is fired at is not behind "from"."""
    names = TOWARD if not violent else tuple(name for name in TOWARD if name != "from")
    led_to = (noun for name in names if (noun := found.prepositions.get(name)) is not None and not is_projectile(tree, noun))
    return next((noun for noun in led_to if is_party(tree, noun) or tree.parse.lemmas[noun].lower() in hit()), None)


def _move(tree: Tree, found: Arguments, violent: bool) -> Roles:
    del violent
    if found.doer is None and moves_itself(tree, found.done):
        return Roles(actors=(found.done,))
    if found.done is None and found.doer is not None and not moves_itself(tree, found.doer) and tree.parse.pos[found.doer] == "NOUN":
        return Roles(thing=found.doer)
    return Roles(actors=(found.doer,), thing=found.done if found.done is not None else next(iter(found.things), None))


def _give(tree: Tree, found: Arguments, violent: bool) -> Roles:
    del violent
    supplied = found.prepositions.get("with")
    if found.given is None and supplied is not None and is_party(tree, found.done) and (not is_party(tree, supplied) or tree.parse.lemmas[supplied].lower() in goods()):
        return Roles(actors=(found.doer,), recipients=(found.done,), thing=supplied)  # supplied Peru with tents
    given = found.given if found.given is not None else _first(found, "to", "for", "on", "with")
    if given is not None and tree.parse.pos[given] == "PROPN" and tree.parse.lemmas[tree.parse.heads[tree.parse.heads[given]]].lower() in CARRYING:
        return Roles(actors=(found.doer,), thing=found.done)  # who carries goods to a place gives them to nobody
    if given is None and is_somebody(tree, found.done) and found.done is not None and tree.parse.lemmas[found.done].lower() not in movers():
        return Roles(actors=(found.doer,), recipients=(found.done,), thing=found.done)  # who is let go or let in
    return Roles(actors=(found.doer,), recipients=(given if given is not None else party_behind(tree, found.done),), thing=found.done)


def _take(tree: Tree, found: Arguments, violent: bool) -> Roles:
    del violent
    if is_somebody(tree, found.done):
        return Roles(actors=(found.doer,), recipients=(found.done,))
    source = _first(found, "from", "of") if found.done is not None else _first(found, "from", "of", "on")
    return Roles(actors=(found.doer,), recipients=(source if is_party(tree, source) else party_behind(tree, found.done),), thing=found.done)


def _mutual(tree: Tree, found: Arguments, violent: bool) -> Roles:
    """The parties of a mutual act; what is signed or held is the thing, whom one meets a party."""
    del violent
    swapped = found.done is not None and tree.parse.lemmas[found.done].lower() in object_classes()["prisoners"]
    done = found.done if is_party(tree, found.done) and not swapped else None
    parties = (found.doer, done, _first(found, "with"), _first(found, "between"))
    return Roles(actors=tuple(one for one in parties if one is None or one == found.doer or is_party(tree, one)), thing=found.done if done is None else None)


def _suffer(tree: Tree, found: Arguments, violent: bool) -> Roles:
    del violent
    if found.done is None or (not is_party(tree, found.done) and is_party(tree, found.doer) and not found.passive):
        return Roles(recipients=(found.doer,))
    return Roles(actors=(found.doer,), recipients=(found.done,))


def _happen(tree: Tree, found: Arguments, violent: bool) -> Roles:
    """What a mishap befalls: a party, vessel or building is the recipient (and what it collides with), all else the thing."""
    del violent
    what = found.done if found.done is not None else found.doer
    if what is None or not (is_party(tree, what) or tree.parse.lemmas[what].lower() in hit()) or is_projectile(tree, what):
        return Roles(thing=what)
    return Roles(recipients=(what, _first(found, "with") if found.done is None else None), thing=what)


def _ask(tree: Tree, found: Arguments, violent: bool) -> Roles:
    """Who is asked: the indirect object, a party that is the object, behind "on" or "to", or the subject of what is demanded."""
    del violent
    asked = found.given if found.given is not None else found.done if is_party(tree, found.done) else _first(found, *ASKED)
    if asked is None and found.clause is not None:
        asked = tree.subject(found.clause)
    thing = found.done if found.done != asked else None
    return Roles(actors=(found.doer,), recipients=(asked if asked is not None else party_behind(tree, thing),), thing=thing)


def _speak(tree: Tree, found: Arguments, violent: bool) -> Roles:
    del violent
    done = found.done
    if is_party(tree, done):
        return Roles(actors=(found.doer,), recipients=(done,))
    thing = done if done is not None else next(iter(found.things), None)
    to = found.given if is_party(tree, found.given) else None
    to = next((noun for name in ADDRESSED if is_party(tree, noun := found.prepositions.get(name))), None) if to is None else to
    to = source_of(tree, thing) if to is None else to
    to = next((noun for name in DIRECTED if is_party(tree, noun := found.prepositions.get(name))), None) if to is None else to
    to = party_behind(tree, thing, where=done is not None) if to is None else to
    to = _of_clause(tree, found) if to is None else to
    to = party_behind(tree, _first(found, *DIRECTED)) if to is None else to
    return Roles(actors=(found.doer,), recipients=(to,), thing=done)


def _of_clause(tree: Tree, found: Arguments) -> int | None:
    """Whom a promise or threat is about: the party in the clause that is no subject of it."""
    if found.clause is None:
        return None
    if (noun := tree.kid(found.clause, "dobj")) is not None and noun != found.doer:
        party = noun if is_party(tree, noun) else party_behind(tree, noun)
        if party is not None:
            return party
    return next((noun for name, noun in led(tree, found.clause) if name in TOWARD and is_party(tree, noun)), None)


FRAMES: Mapping[str, Callable[[Tree, Arguments, bool], Roles]] = {
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


def roles_of(tree: Tree, shown: Shown, temporal: frozenset[int]) -> Roles:
    """The roles around a trigger. Words of the trigger itself take none: in "carried out a strike on the port" the port is what is hit."""
    sense = shown.senses[0][1]
    found = _timeless(_outside(tree, shown), temporal)
    found = replace(found, doer=_doer(tree, shown, found))
    roles = FRAMES[sense.trigger.frame](tree, found, sense.type == "ASSAULT")
    if sense.type == "COOPERATE" and sense.trigger.frame == "mutual":
        roles = _one_sided(tree, shown, found, roles)
    if sense.trigger.frame == "ask" and roles.recipients == (None,) and not tree.is_verb(shown.head):
        roles = replace(roles, recipients=(_answering(tree, shown.head, roles.actors),))
    if not tree.is_verb(shown.head) and (menaced := _threatening(tree, shown.head)) is not None:
        roles = replace(roles, recipients=(object_of(tree, menaced),))
    roles = _moved(tree, sense.type, found, roles)
    if roles.thing is None:
        roles = replace(roles, thing=_own_thing(tree, shown))
    if sense.type == "INCIDENT" and sense.trigger.frame == "mutual":  # ships that collide
        return replace(roles, actors=(), recipients=(*roles.actors, found.prepositions.get("with")))
    if sense.type in WITHOUT_ACTOR:
        hurt = found.done is None and is_party(tree, found.doer)  # who lost his life
        return replace(roles, actors=(), recipients=(found.doer,) if hurt else roles.recipients)
    return roles


def _answering(tree: Tree, noun: int, actors: tuple[int | None, ...]) -> int | None:
    """Who rejects or grants a request is who was asked."""
    verb = tree.parse.heads[noun]
    if tree.parse.deps[noun] not in {"dobj", "nsubjpass"} or tree.parse.lemmas[verb].lower() not in ANSWERING:
        return None
    subject = subject_of(tree, verb)
    return subject if subject not in actors and is_party(tree, subject) else None


def _moved(tree: Tree, kind: str, found: Arguments, roles: Roles) -> Roles:
    """Forces that nobody named moves are who acts ("reservists were called up"); those brought home are who it is done to; one's own are what one moves."""
    nobody = all(actor is None for actor in roles.actors)
    if kind == "MOBILIZE" and nobody and found.passive and moves_itself(tree, found.done) and roles.recipients in {(found.done,), (), (None,)}:
        return replace(roles, actors=(found.done,), recipients=(), thing=None)
    if kind == "RETREAT" and found.passive and found.doer is None and found.done is not None and tree.parse.deps[found.done] == "nsubjpass":
        return replace(roles, actors=(), recipients=(found.done,))
    if kind == "MOBILIZE" and found.done is not None and roles.recipients == (found.done,) and not nobody:
        return replace(roles, recipients=(), thing=found.done)
    return roles


def _own_thing(tree: Tree, shown: Shown) -> int | None:
    """The object among the words of the trigger itself: of a blow only what is fired."""
    own = (at for at in shown.tokens if at != shown.head and tree.parse.deps[at] in {"dobj", "nsubjpass", "pobj"})
    fired = shown.senses[0][1].type == "ASSAULT"
    return next((at for at in own if (is_projectile(tree, at) if fired else shown.senses[0][1].type not in NO_THING)), None)


def _doer(tree: Tree, shown: Shown, found: Arguments) -> int | None:
    """Who does it, if a noun near the trigger can be that."""
    sense, doer, is_noun = shown.senses[0][1], found.doer, not tree.is_verb(shown.head)
    if sense.type == "INCIDENT" and is_noun:
        return None
    if doer is None and is_noun:
        doer = _around(tree, shown) if tree.parse.pos[shown.head] == "ADP" else _above(tree, shown.head)
    if doer is None:
        sender = found.prepositions.get("from")  # a message from X
        return sender if is_noun and sense.trigger.frame in SENT and is_party(tree, sender) else None
    if is_party(tree, doer) or _of_land(tree, doer):
        return doer
    by_thing = found.passive and doer > shown.head  # by a mine, by way of, by Monday
    return None if by_thing or (sense.trigger.frame in SAYING and not moves_itself(tree, doer)) else doer


def _of_land(tree: Tree, doer: int) -> bool:
    """Whether a land's adjective stands with who acts: "Peruvian customs ordered it"."""
    words, before = loader.country_words(), tree.kids(doer, "amod", "compound", "nmod")
    named = (words.keys() & {tree.lower(kid), f"{tree.lower(kid - 1)} {tree.lower(kid)}"} for kid in before)
    return tree.parse.deps[doer] in {"nsubj", "pobj"} and any(named)


def _around(tree: Tree, shown: Shown) -> int | None:
    """Who does what a phrase tells: whose it is ("at our invitation"), else who is in it ("sixty per cent of voters in favour of")."""
    owner = next((at for at in shown.tokens if tree.parse.deps[at] == "poss"), None)
    up = tree.parse.heads[shown.head]
    if owner is not None or tree.parse.deps[shown.head] != "prep":
        return owner
    return subject_of(tree, up) if tree.is_verb(up) else up


def _above(tree: Tree, noun: int) -> int | None:
    """Who does what a noun names, by the words it stands with: "wants a war", "threatened them with closure", "an ambush blamed on the rebels"."""
    parse = tree.parse
    for verb in tree.kids(noun, "acl"):
        if parse.lemmas[verb].lower() in LAYING:
            return next((blamed for name, blamed in led(tree, verb) if name in {"on", "to"}), None)
    verb = parse.heads[noun]
    if (menacing := _threatening(tree, noun)) is not None:
        return subject_of(tree, menacing)
    own = parse.deps[noun] == "dobj" and parse.lemmas[verb].lower() in WAGING and parse.pos[verb] in {"VERB", "AUX"}
    return subject_of(tree, verb) if own else None


def _threatening(tree: Tree, noun: int) -> int | None:
    """The verb of "threatened them with closure"."""
    preposition = tree.parse.heads[noun]
    verb = tree.parse.heads[preposition]
    return verb if tree.parse.deps[noun] == "pobj" and tree.lower(preposition) == "with" and tree.parse.lemmas[verb].lower() == "threaten" else None


def _one_sided(tree: Tree, shown: Shown, found: Arguments, roles: Roles) -> Roles:
    """One who shares something with another, or whose cooperation with another it is, has that one as recipient."""
    partner = found.prepositions.get("with")
    shared = next((thing for thing in (roles.thing, *found.things) if thing is not None and not is_somebody(tree, thing)), None)
    if partner is None or found.doer is None or (shared is None and tree.is_verb(shown.head)):
        return roles
    return replace(roles, actors=(found.doer,), recipients=(partner,))


def _timeless(found: Arguments, temporal: frozenset[int]) -> Arguments:
    """The arguments without those that are times."""
    prepositions = {name: noun for name, noun in found.prepositions.items() if noun not in temporal}
    return replace(found, doer=_unless(found.doer, temporal), done=_unless(found.done, temporal), given=_unless(found.given, temporal), prepositions=prepositions)


def _unless(noun: int | None, temporal: frozenset[int]) -> int | None:
    return None if noun in temporal else noun


def _outside(tree: Tree, shown: Shown) -> Arguments:
    found, own = shown.arguments, set(shown.tokens)
    if len(own) == 1:
        return found
    phrase = found.done in own and tree.is_verb(shown.head) and (not is_somebody(tree, found.done) or shown.senses[0][1].trigger.frame in {"suffer", "mutual"})
    prepositions = dict(found.prepositions)
    for token in shown.tokens:
        if token != shown.head:
            prepositions = dict(reversed(led(tree, token))) | prepositions
    prepositions = {name: noun for name, noun in prepositions.items() if noun not in own}
    return replace(
        found,
        done=None if phrase else found.done,
        doer=None if found.doer in own and tree.parse.deps[found.doer] != "poss" else found.doer,
        given=None if found.given in own else found.given,
        prepositions=prepositions,
        things=tuple(one for one in found.things if one not in own) or ((found.done,) if phrase and found.done is not None else ()),
    )
