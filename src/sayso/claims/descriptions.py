"""Whom a common noun means: the ship, the report's own body, a voice named before or behind it; else it is a voice of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sayso.claims.crafts import is_craft
from sayso.claims.fit import Description, apart, fit, narrower
from sayso.claims.scene import POINTING, Ranked, Scene
from sayso.claims.speakers import Reading, Sort, body_kind
from sayso.claims.voice import Voice, is_name
from sayso.model.claim import SourceKind
from sayso.model.tree import SUBJECTS
from sayso.vocabulary import actors, loader

FAR = 40  # sentences back in which a description finds its voice
LEAD = 2  # the last sentence of a report's lead, counted from 0 (a dateline may be one)
INTRODUCED = 8  # sentences behind the lead in which its speaker is named with the same office
NEXT = 2  # sentences ahead in which a firm known by its trade is given its name
SOON = 3  # sentences ahead in which the lead's speaker is named without an office, and back in which a spokeswoman's body spoke
# What a sentence of distance, having spoken, and standing in quotation marks are worth; set on the corpus stories for training, 2026-11 (decision 0007).
DISTANCE, SPOKE, QUOTED = 0.12, 0.4, 1.0
SHY = frozenset({"person", "source", "insider", "man", "woman", "witness", "resident", "neighbour", "neighbor", "friend", "reader"})  # who is not named later
SPOKES = frozenset({"spokesman", "spokeswoman", "spokesperson", "spokesmen", "spokespeople"})
# What a report may call its own outlet.
OUTLETS = frozenset({"newspaper", "paper", "magazine", "website", "newsletter", "site", "channel", "station", "radio", "agency", "blog", "programme", "page"})


def of_description(scene: Scene, at: int) -> Voice | None:
    """The voice that the common noun at this token means; a new one where it describes none that is known; None where it can be no voice."""
    reading = scene.voices.readings[at]
    if is_craft(scene.tree, at) and (craft := _craft(scene, at)) is not None:
        return craft
    if reading.sort is Sort.THING:
        return None
    if reading.country is None and (owner := _owner(scene, reading)) is not None and owner.reading.sort is Sort.BODY:
        reading = replace(reading, country=owner.reading.country)
    return _own(scene, at, reading) or _known(scene, at, reading) or _introduced(scene, at, reading) or _new(scene, at, reading)


def _owner(scene: Scene, reading: Reading) -> Voice | None:
    return scene.voices.at.get(reading.owner) if reading.owner is not None else None


def _craft(scene: Scene, at: int) -> Voice | None:
    """The craft that "the ship" is: the one named last, else the only one that the report names."""
    if not scene.pointing(at):
        return None
    last = next((row.voice for row in reversed(scene.said) if row.voice.reading.sort is Sort.THING), None)
    crafts = scene.voices.crafts
    return last or (crafts[0] if len(crafts) == 1 else None)


def _own(scene: Scene, at: int, reading: Reading) -> Voice | None:
    """The report's own body where the report says so: "this newspaper", "our website"; in a body's statement also "the Company" with a capital."""
    issuer, tree = scene.issuer, scene.tree
    if issuer is None or reading.sort is not Sort.BODY or at in scene.quoted:
        return None
    determiner = tree.kid(at, "det", "poss")
    word = tree.lower(determiner) if determiner is not None else ""
    nouns = scene.nouns(at) | {tree.lower(at)}
    ours = word in {"this", "our"} and nouns & (issuer.nouns | OUTLETS)
    capital = word == "the" and tree.parse.words[at][:1].isupper() and len(tree.children[at]) == 1
    if not ours and not (capital and issuer.reading.kind is not SourceKind.OUTLET and nouns & issuer.nouns):
        return None
    scene.rules[at] = "the report's own body"
    return issuer


def _known(scene: Scene, at: int, reading: Reading) -> Voice | None:
    """The voice that a pointing description fits best: mentioned before, failing that named later."""
    if not scene.pointing(at):
        return None
    nouns = frozenset(scene.nouns(at))
    words = frozenset(re.findall(r"[^\W\d_]+", scene.voices.spans[at].of(scene.tree.parse.text).lower())) - nouns - POINTING
    firm = body_kind(scene.tree, at) == "company"  # the maintenance firm may be any firm
    branch = frozenset() if firm else frozenset(scene.tree.lower(kid) for kid in scene.tree.kids(at, "compound", "nmod")) & words - loader.country_words().keys()
    description = Description(reading, nouns, words, _owner(scene, reading), branch)
    found = scene.choose(at, _candidates(scene, at, description)) or _later(scene, at, description)
    if found is not None:
        scene.rules[at] = "description"
        if not found.named:
            found.know(reading, scene.voices.spans[at])
    return found


def _candidates(scene: Scene, at: int, description: Description) -> Iterator[Ranked]:
    here = scene.tree.sentence_of[at]
    fits: dict[int, float | None] = {}
    for row in scene.before(at, FAR):
        if id(row.voice) not in fits:
            fits[id(row.voice)] = fit(description, row.voice)
        base = fits[id(row.voice)]
        if base is not None:
            score = base - DISTANCE * (here - row.sentence) + SPOKE * (id(row.voice) in scene.speakers) - QUOTED * (row.quoted and at not in scene.quoted)
            yield Ranked(row.voice, row.token, score)


def _later(scene: Scene, at: int, description: Description) -> Voice | None:
    """The first voice named later that bears the noun; the firm that the next sentence names; the report's own body."""
    issuer, body = scene.issuer, description.reading.sort is Sort.BODY
    later = next((voice for voice in scene.voices.all() if voice.first > at and fit(description, voice, later=True) is not None), None)
    if later is None and body and description.nouns & loader.name_words().trades:
        later = _named_next(scene, at)
    if later is None and issuer is not None and body and description.owner is None and description.nouns & issuer.nouns and issuer.reading.kind is not SourceKind.OUTLET:
        return issuer
    return later


def _named_next(scene: Scene, at: int) -> Voice | None:
    """The body that the next sentences name as their subject ("its operator said", then "Balthane Networks said")."""
    tree = scene.tree
    for voice in scene.voices.all():
        near = voice.first > at and 0 < tree.sentence_of[voice.first] - tree.sentence_of[at] <= NEXT and tree.parse.deps[voice.first] in SUBJECTS
        if near and voice.reading.sort is Sort.BODY and actors.find_organisation(voice.reading.organisation or "") is None and is_name(voice.reading):
            return voice
    return None


def _introduced(scene: Scene, at: int, reading: Reading) -> Voice | None:
    """Who the speaker of a report's lead is, by the way of the wires: "a spokeswoman said", and then the name, with that office or with none."""
    here = scene.tree.sentence_of[at]
    if at not in scene.speaking or reading.sort is not Sort.PERSON or reading.name or here > LEAD:
        return None
    nouns = scene.nouns(at)
    bearing = nouns | narrower(nouns)
    for voice in scene.voices.all():
        ahead, other = scene.tree.sentence_of[max(voice.first, 0)] - here, voice.reading
        if voice.first <= at or not voice.named or ahead > INTRODUCED or (reading.gender and other.gender and reading.gender != other.gender) or apart(reading, other):
            continue
        bare = not nouns & SHY and voice.first in scene.speaking and ahead <= SOON and other.role is None and other.organisation is None
        if bare or (bearing & voice.nouns and (voice.first in scene.speaking or nouns & voice.nouns)):
            scene.rules[at] = "description, named later"
            voice.nouns.update(nouns)
            voice.know(replace(reading, name=other.name), scene.voices.spans[at])
            return voice
    return None


def _new(scene: Scene, at: int, reading: Reading) -> Voice:
    """A voice of its own; a spokeswoman is the body's that spoke last, a master the ship's."""
    lemma = scene.tree.parse.lemmas[at].lower()
    if reading.owner is None and lemma in SPOKES and at in scene.speaking:
        reading = replace(reading, owner=_last_body(scene, at))
    elif reading.owner is None and (reading.sort is Sort.PERSON or lemma == "crew") and lemma in loader.name_words().crew and scene.pointing(at):
        reading = replace(reading, owner=next((row.token for row in reversed(scene.said) if row.voice.reading.sort is Sort.THING), None))
    elif reading.owner is None and reading.organisation is None and lemma in loader.name_words().relations and at in scene.speaking:
        reading = replace(reading, owner=_last_person(scene, at))
    if reading.sort is Sort.PERSON and (name := scene.voices.called(at)) is not None:
        reading = replace(reading, kind=SourceKind.NAMED, name=name)
    voice = Voice(reading, scene.voices.spans[at], at)
    nouns = scene.nouns(at)
    voice.nouns.update(nouns, {noun.rsplit(" ", maxsplit=1)[-1] for noun in nouns})
    return voice


def _last_person(scene: Scene, at: int) -> int | None:
    """The person named last, for "colleagues say"."""
    return next((row.token for row in scene.before(at, NEXT) if row.voice.named and not row.quoted), None)


def _last_body(scene: Scene, at: int) -> int | None:
    """The body that spoke last, for "a spokeswoman added"."""
    for row in scene.before(at, SOON):
        if row.subject and not row.quoted and scene.institution(row.voice) and (row.token in scene.speaking or is_name(row.voice.reading)):
            return row.token
    return None
