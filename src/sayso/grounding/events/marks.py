"""What the words between an event and the top of its sentence have made of it."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model.event import Realis
from sayso.vocabulary.realis import CERTAIN, Effect

# What is said not to be, even if only of something that might have been, is at least so surely not so (see the numbers in realis.py).
DENIED = 2.0


@dataclass(slots=True)
class Standing:
    """What is found on the way from the event to the top of its sentence."""

    negated: bool = False
    planned: bool = False
    hypothetical: bool = False
    ongoing: bool = False
    certainty: float = CERTAIN
    condition: int | None = None

    def take(self, effect: Effect) -> None:
        """What a word makes of it."""
        self.negated ^= effect.turns
        self.mark(effect.realis, effect.certainty)

    def mark(self, realis: Realis | None, certainty: float = CERTAIN) -> None:
        """Makes it so, and at most so certain."""
        self.planned |= realis is Realis.PLANNED
        self.hypothetical |= realis is Realis.HYPOTHETICAL
        self.ongoing |= realis is Realis.ONGOING
        self.certainty = min(self.certainty, certainty)

    @property
    def realis(self) -> Realis:
        """The one word for it: a condition or a possibility before a negation before a plan."""
        if self.hypothetical:
            return Realis.HYPOTHETICAL
        if self.negated:
            return Realis.NEGATED
        if self.planned:
            return Realis.PLANNED
        return Realis.ONGOING if self.ongoing else Realis.ACTUAL

    @property
    def factuality(self) -> float:
        """From -3 (certainly not) to 3 (certainly)."""
        return -max(self.certainty, DENIED) if self.negated else self.certainty
