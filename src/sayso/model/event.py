"""What is said to happen: typed events with the roles that take part, how real the words make them, and the condition they hang on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sayso.model.grounding import PlaceMention, Quantity, TimeInterval
from sayso.model.span import Span


class Realis(StrEnum):
    """How the words put the event; a denial of it is no part of this (the claim's polarity carries that)."""

    ACTUAL = "actual"
    ONGOING = "ongoing"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody or something with a role in an event: where it is named, its words, and its country (ISO 3166-1 alpha-2) where the text or a table says it."""

    span: Span
    words: str
    country: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherType:
    """Another type that the trigger could show, with its score."""

    type: str
    mode: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event as a sentence tells it.

    ``type`` is a PLOVER root or one of our extension (CASUALTY, INCIDENT), ``mode`` one of that type's modes. ``trigger`` covers the words that show it. ``thing`` is
    what is moved, given, signed or broken. ``condition`` is the if-clause that the event depends on. ``factuality`` runs from -3 (certainly not) to 3 (certainly), as the
    speaker's words put it. ``spoken`` says that the trigger is a speech act (accused, demanded, threatened). ``rule`` names the table's entry that read it.
    """

    type: str
    mode: str
    trigger: Span
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    thing: Participant | None
    quantity: Quantity | None
    places: tuple[PlaceMention, ...]
    time: TimeInterval | None
    realis: Realis
    condition: Span | None
    factuality: float
    spoken: bool
    score: float
    rivals: tuple[OtherType, ...]
    rule: str
