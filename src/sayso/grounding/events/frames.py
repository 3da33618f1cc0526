"""Which neighbour of a trigger takes which role: one rule for each frame of the tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from sayso.grounding.events.arguments import Arguments, led
from sayso.grounding.events.participants import core, movers, people, people_and_bodies
from sayso.grounding.events.triggers import Shown
from sayso.model.tree import Tree
from sayso.vocabulary import loader
from sayso.vocabulary.events import object_classes

AGAINST = ("against", "on", "at", "upon", "toward", "towards", "over")
TOWARD = (*AGAINST, "with", "to", "for", "from", "of", "between")
DIRECTED = ("against", "with", "at", "to", "by", "toward", "towards", "on", "for", "over")
ADDRESSED = ("against", "with", "at", "to", "by", "toward", "towards")
ASKED = ("on", "upon", "to", "from", "of")
MOVING = ("forces", "people", "prisoners", "officials", "vessels", "aircraft", "vehicles")
REFLEXIVE = frozenset({"themselves", "himself", "herself", "itself", "ourselves", "myself", "yourself"})
SAYING = frozenset({"ask", "speak", "mutual"})
SENT = SAYING | {"give"}
PROJECTILES = frozenset({"drone", "missile", "rocket", "shell", "mine", "bomb", "uav", "projectile", "munition", "interceptor"})
CARRYING = frozenset({"carry", "transport", "fly", "ship", "haul", "bring", "take", "ferry", "truck", "unload", "load"})
NO_THING = frozenset({"ASSAULT", "CASUALTY", "PROTEST", "CONSULT"})
WITHOUT_ACTOR = frozenset({"CASUALTY"})
HIT = ("vessels", "aircraft", "vehicles", "buildings", "infrastructure", "territory")


@dataclass(frozen=True, slots=True)
class Roles:
    """Nouns by role."""

    actors: tuple[int | None, ...] = ()
    recipients: tuple[int | None, ...] = ()
    thing: int | None = None


@cache
def _hit() -> frozenset[str]:
    return frozenset().union(*(object_classes()[name] for name in HIT))


@cache
def _moving() -> frozenset[str]:
    return frozenset().union(*(object_classes()[name] for name in MOVING))


def _first(found: Arguments, *names: str) -> int | None:
    return next((found.prepositions[name] for name in names if name in found.prepositions), None)


def _moves_itself(tree: Tree, noun: int | None) -> bool:
    """Whether the noun is of those that move by themselves: people, forces, vessels."""
    return noun is not None and (tree.parse.pos[noun] in {"PRON", "PROPN"} or tree.parse.lemmas[noun].lower() in _moving())


def is_party(tree: Tree, noun: int | None) -> bool:
    """Whether a noun can have something done to it as a party: people, bodies, countries."""
    if noun is None or tree.lower(noun) in REFLEXIVE:
        return False
    parse, noun = tree.parse, core(tree, noun)
    if parse.pos[noun] in {"PROPN", "NUM"} or tree.lower(noun) in loader.country_words() or parse.lemmas[noun].lower() in people_and_bodies():
        return True
    return parse.pos[noun] == "PRON" and tree.lower(noun) not in {"it", "this", "that", "what", "which"}


def _is_somebody(tree: Tree, noun: int | None) -> bool:
    return noun is not None and (tree.parse.pos[noun] in {"PROPN", "PRON"} or tree.parse.lemmas[noun].lower() in people())


def _is_projectile(tree: Tree, noun: int) -> bool:
    """Whether the noun, or what the number is of, is what is fired or dropped."""
    return tree.parse.lemmas[core(tree, noun)].lower() in PROJECTILES


def party_behind(tree: Tree, noun: int | None, *, where: bool = False, depth: int = 2) -> int | None:
    """The party that a thing is of: "Turkey's efforts", "the Brazilian mission", "the licences of six smelters", "a ban on the party"; with ``where`` also "the coup in Niger"."""
    if noun is None or depth == 0:
        return None
    inner = dict(reversed(led(tree, noun)))
    if (source := _source(tree, noun)) is not None:
        return source
    for name in TOWARD:
        if name in inner and inner[name] != noun and (is_party(tree, inner[name]) or tree.parse.lemmas[inner[name]].lower() in _hit()):
            return inner[name]
    if "by" in inner and is_party(tree, inner["by"]):
        return inner["by"]
    if where and "in" in inner and tree.parse.pos[inner["in"]] == "PROPN":
        return inner["in"]
    return next((deep for name in TOWARD if name in inner and (deep := party_behind(tree, inner[name], depth=depth - 1)) is not None), None)


def _act(tree: Tree, found: Arguments, violent: bool) -> Roles:
    done = found.done
    if found.given is not None and is_party(tree, found.given):
        return Roles(actors=(found.doer,), recipients=(found.given,), thing=done)
    if done is None:
        against = _first(found, *AGAINST) if violent else None
        against = against if against is not None else _party_led(tree, found, violent)
        own = next(iter(found.things), None)
        against = against if against is not None else party_behind(tree, own)
        return Roles(actors=(found.doer,), recipients=(against if against is not None or own is None or tree.parse.lemmas[own].lower() not in _hit() else own,))
    if _is_projectile(tree, done):
        return Roles(actors=(found.doer,), recipients=(_party_led(tree, found, violent),), thing=done)
    if is_party(tree, done) or violent or tree.parse.lemmas[done].lower() in _hit():
        return Roles(actors=(found.doer,), recipients=(done,), thing=None if violent else done)
    led_to = _party_led(tree, found, violent)
    return Roles(actors=(found.doer,), recipients=(led_to if led_to is not None else party_behind(tree, done, where=True),), thing=done)


def _party_led(tree: Tree, found: Arguments, violent: bool) -> int | None:
    """The party behind a preposition; who is fired at is not behind "from"."""
    names = TOWARD if not violent else tuple(name for name in TOWARD if name != "from")
    return next((noun for name in names if (noun := found.prepositions.get(name)) is not None and (is_party(tree, noun) or tree.parse.lemmas[noun].lower() in _hit())), None)


def _move(tree: Tree, found: Arguments, violent: bool) -> Roles:
    del violent
    if found.doer is None and _moves_itself(tree, found.done):
        return Roles(actors=(found.done,))
    if found.done is None and found.doer is not None and not _moves_itself(tree, found.doer) and tree.parse.pos[found.doer] == "NOUN":
        return Roles(thing=found.doer)
    return Roles(actors=(found.doer,), thing=found.done if found.done is not None else next(iter(found.things), None))


def _give(tree: Tree, found: Arguments, violent: bool) -> Roles:
    del violent
    given = found.given if found.given is not None else _first(found, "to", "for", "on", "with")
    if given is not None and tree.parse.pos[given] == "PROPN" and tree.parse.lemmas[tree.parse.heads[tree.parse.heads[given]]].lower() in CARRYING:
        return Roles(actors=(found.doer,), thing=found.done)  # who carries goods to a place gives them to nobody
    if given is None and _is_somebody(tree, found.done) and found.done is not None and tree.parse.lemmas[found.done].lower() not in movers():
        return Roles(actors=(found.doer,), recipients=(found.done,), thing=found.done)  # who is let go or let in
    return Roles(actors=(found.doer,), recipients=(given if given is not None else party_behind(tree, found.done),), thing=found.done)


def _take(tree: Tree, found: Arguments, violent: bool) -> Roles:
    del violent
    if _is_somebody(tree, found.done):
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
    if what is None or not (is_party(tree, what) or tree.parse.lemmas[what].lower() in _hit()) or tree.parse.lemmas[what].lower() in PROJECTILES:
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
    to = _source(tree, thing) if to is None else to
    to = next((noun for name in DIRECTED if is_party(tree, noun := found.prepositions.get(name))), None) if to is None else to
    to = party_behind(tree, thing, where=done is not None) if to is None else to
    to = _of_clause(tree, found) if to is None else to
    to = party_behind(tree, _first(found, *DIRECTED)) if to is None else to
    return Roles(actors=(found.doer,), recipients=(to,), thing=done)


def _source(tree: Tree, noun: int | None) -> int | None:
    """Whose proposal or request it is that is accepted or rejected."""
    if noun is None:
        return None
    if (owner := tree.kid(noun, "poss")) is not None and tree.parse.pos[owner] != "PRON":
        return owner
    return next((kid for kid in tree.kids(noun, "amod", "nmod", "compound") if tree.parse.words[kid][:1].isupper() and kid < noun), None)


def _of_clause(tree: Tree, found: Arguments) -> int | None:
    """Whom a promise or threat is about: the party in the clause that is no subject of it."""
    if found.clause is None:
        return None
    if (noun := tree.kid(found.clause, "dobj")) is not None and noun != found.doer:
        return noun if is_party(tree, noun) else party_behind(tree, noun)
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
    if roles.thing is None:
        roles = replace(roles, thing=_own_thing(tree, shown))
    if sense.type in WITHOUT_ACTOR:
        hurt = found.done is None and is_party(tree, found.doer)  # who lost his life
        return replace(roles, actors=(), recipients=(found.doer,) if hurt else roles.recipients)
    return roles


def _own_thing(tree: Tree, shown: Shown) -> int | None:
    """The object among the words of the trigger itself: of a blow only what is fired."""
    own = (at for at in shown.tokens if at != shown.head and tree.parse.deps[at] in {"dobj", "nsubjpass", "pobj"})
    fired = shown.senses[0][1].type == "ASSAULT"
    return next((at for at in own if (_is_projectile(tree, at) if fired else shown.senses[0][1].type not in NO_THING)), None)


def _doer(tree: Tree, shown: Shown, found: Arguments) -> int | None:
    """Who does it, if a noun near the trigger can be that."""
    sense, doer, is_noun = shown.senses[0][1], found.doer, not tree.is_verb(shown.head)
    if sense.type == "INCIDENT" and is_noun:
        return None
    if doer is None:
        sender = found.prepositions.get("from")  # a message from X
        return sender if is_noun and sense.trigger.frame in SENT and is_party(tree, sender) else None
    if is_party(tree, doer):
        return doer
    by_thing = found.passive and doer > shown.head  # by a mine, by way of, by Monday
    return None if by_thing or (sense.trigger.frame in SAYING and not _moves_itself(tree, doer)) else doer


def _one_sided(tree: Tree, shown: Shown, found: Arguments, roles: Roles) -> Roles:
    """One who shares something with another, or whose cooperation with another it is, has that one as recipient."""
    partner = found.prepositions.get("with")
    shared = next((thing for thing in (roles.thing, *found.things) if thing is not None and not _is_somebody(tree, thing)), None)
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
    phrase = found.done in own and tree.is_verb(shown.head) and (not _is_somebody(tree, found.done) or shown.senses[0][1].trigger.frame in {"suffer", "mutual"})
    prepositions = dict(found.prepositions)
    for token in shown.tokens:
        if token != shown.head:
            prepositions = dict(reversed(led(tree, token))) | prepositions
    prepositions = {name: noun for name, noun in prepositions.items() if noun not in own}
    return replace(
        found,
        done=None if phrase else found.done,
        doer=None if found.doer in own else found.doer,
        given=None if found.given in own else found.given,
        prepositions=prepositions,
        things=tuple(one for one in found.things if one not in own) or ((found.done,) if phrase and found.done is not None else ()),
    )
