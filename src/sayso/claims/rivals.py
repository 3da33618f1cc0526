"""Whom a pronoun, description or office could mean besides the one chosen, with the reasons; and whether any is the clear winner."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.claims.scene import RIVALS, Ranked, Scene
from sayso.claims.voice import Voice
from sayso.model.claim import Rival
from sayso.vocabulary.actors import Organisation, Tenure

# Two voices whose scores differ by less leave the source open. Corpus and V-Y, 2026-11-29, pronouns that are sources, right by the first against by the second voice:
# with equal scores 2 against 5 of 12, from a difference of 0.1 on 12 against 3 of 27 (all weights are multiples of 0.1).
MARGIN = 0.05


def label_of(voice: Voice) -> str:
    """What a voice is called: its name, body or role."""
    reading = voice.reading
    return reading.name or reading.organisation or reading.role or "?"


def is_open(scene: Scene, at: int) -> bool:
    """Whether the two best voices of a pronoun are so close that neither is chosen."""
    ranked = scene.ranked.get(at, [])
    close = len(ranked) > 1 and ranked[0].score - ranked[1].score < MARGIN and label_of(ranked[0].voice) != label_of(ranked[1].voice)
    return close and scene.rules.get(at, "").startswith("pronoun")


def rivals_at(scene: Scene, at: int) -> tuple[Rival, ...]:
    """The voices not chosen at this token, best first; all where the source stays open."""
    ranked = scene.ranked.get(at, [])
    rest = ranked if is_open(scene, at) else ranked[1:]
    chosen = {label_of(row.voice) for row in ranked[: len(ranked) - len(rest)]}
    found = {label_of(row.voice): row for row in reversed(rest) if label_of(row.voice) not in chosen}
    best = sorted(found.items(), key=lambda item: (-item[1].score, -item[1].token))
    return tuple(Rival(label=label, score=round(row.score, 2), reason=_reason(scene, at, row)) for label, row in best[:RIVALS])


def _reason(scene: Scene, at: int, row: Ranked) -> str:
    """What speaks for a voice in plain words: "named, subject, one sentence back"."""
    back = scene.tree.sentence_of[at] - scene.tree.sentence_of[row.token]
    said = next((said for said in reversed(scene.said) if said.token == row.token), None)
    words = [
        "named" if row.voice.named or row.voice.reading.proper else "",
        "subject" if said is not None and said.subject else "",
        "inside quotation marks" if said is not None and said.quoted else "",
        "same sentence" if back == 0 else f"{back} sentence{'s' if back > 1 else ''} back",
    ]
    return ", ".join(filter(None, words))


def rival_bodies(bodies: Sequence[Organisation], reason: str) -> tuple[Rival, ...]:
    """Bodies of the table that a phrase could mean, each with the same reason; the first is the main one of its kind."""
    return tuple(Rival(label=body.name, score=round(1 / (1 + place), 2), reason=f"{reason}, {body.country or 'international'}") for place, body in enumerate(bodies[:RIVALS], 1))


def rival_holders(holders: Sequence[Tenure]) -> tuple[Rival, ...]:
    """Everyone who holds an office on the day."""
    terms = sorted(holders, key=lambda tenure: tenure.start, reverse=True)
    return tuple(Rival(label=held.person, score=round(1 / (1 + place), 2), reason=f"{held.role} since {held.start}") for place, held in enumerate(terms[:RIVALS], 1))
