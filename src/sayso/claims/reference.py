"""What pronouns and descriptions refer to: from left to right over the text, to the voice that fits best."""

from __future__ import annotations

from dataclasses import replace

from sayso.claims.descriptions import of_description
from sayso.claims.pronouns import of_pronoun
from sayso.claims.scene import Scene
from sayso.claims.voice import Voice
from sayso.claims.voices import Voices
from sayso.model.tree import Tree

FAMILY = frozenset({"husband", "wife", "son", "daughter", "brother", "sister", "mother", "father", "widow", "widower"})


def refer(tree: Tree, voices: Voices, issuer: Voice | None, speaking: set[int]) -> Scene:
    """Joins every pronoun and description of a document to the voice it means (``voices.at``); the scene says why, and whom else each could mean."""
    scene = Scene(tree, voices, issuer, speaking)
    parse = tree.parse
    for at in range(len(parse)):
        voice = voices.at.get(at)
        if voice is None and (parse.pos[at] in {"PRON", "DET"} or (at in speaking and parse.pos[at] in {"NUM", "ADJ"})) and parse.words[at] != "US":
            voice = of_pronoun(scene, at)
        elif voice is None and at in voices.readings:
            voice = of_description(scene, at)
        elif voice is not None and voice.named:
            _family_name(scene, at, voice)
        if voice is not None:
            voices.at[at] = voice
            scene.add(at, voice)
    return scene


def _family_name(scene: Scene, at: int, voice: Voice) -> None:
    """Gives "her husband, Floyd" the family name of the one he belongs to."""
    own, name = scene.voices.readings.get(at), voice.reading.name or ""
    if own is None or not own.role or " " in name or own.role.split()[-1].lower() not in FAMILY:
        return
    last = (row.voice for row in reversed(scene.said) if row.voice.named and row.voice is not voice)
    owner = next(last, None) if own.owner is None else scene.voices.at.get(own.owner)
    other = (owner.reading.name or "").split() if owner is not None and owner is not voice else []
    if len(other) > 1:
        voice.reading = replace(voice.reading, name=f"{name} {other[-1]}")
