"""How a headline or a sentence stands to a claim: it agrees, denies, or only passes on that somebody says so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sayso.model.tree import Tree
from sayso.synthesis.relations.marks import find_marks
from sayso.vocabulary.relations import stance_weights


class Stance(StrEnum):
    """Agreement states the claim as a fact; NEUTRAL reports that somebody says so, hedges or asks."""

    AGREE = "agree"
    DENY = "deny"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """The stance, how far it is ahead of the next one (in units of the score, log-odds), and the marks that speak for it, strongest first."""

    stance: Stance
    lead: float
    marks: tuple[str, ...]


def stance(claim: Tree, text: Tree) -> Stance:
    """How the text stands to the claim."""
    return weigh(claim, text).stance


def weigh(claim: Tree, text: Tree) -> Weighed:
    """How the text stands to the claim, and why. The score of a stance is the sum of the weights of the marks; agreement has nought."""
    table, marks = stance_weights(), sorted(find_marks(claim, text))
    tables: dict[Stance, dict[str, float]] = {Stance.AGREE: {}, Stance.DENY: table.deny, Stance.NEUTRAL: table.neutral}
    scores = {one: weights.get("bias", 0.0) + sum(weights.get(mark, 0.0) for mark in marks) for one, weights in tables.items()}
    first, second = sorted(scores, key=lambda one: -scores[one])[:2]
    pull = {mark: tables[first].get(mark, 0.0) - tables[second].get(mark, 0.0) for mark in marks}
    return Weighed(stance=first, lead=scores[first] - scores[second], marks=tuple(sorted((mark for mark in marks if pull[mark] > 0), key=lambda mark: (-pull[mark], mark))))
