"""Text that one report has from another, with the passages that show it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sayso.model.span import Span


class ReuseKind(StrEnum):
    """How much of a text, outside quotation marks, stands in another.

    REPRINT: nearly all of both. EDITED: most of one, with cuts or changes. REWRITE: the same matter in other words, told by runs and rare words in common. PASSAGE: some
    passages only (a composite report, a shared release).
    """

    REPRINT = "reprint"
    EDITED = "edited"
    REWRITE = "rewrite"
    PASSAGE = "passage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of the left report and the stretch of the right one that it was found in."""

    left: Span
    right: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Reuse:
    """Two reports that share text, ``left`` before ``right`` in the order of their ids.

    ``left_share`` and ``right_share`` are the shares of each report's words outside quotation marks that the other holds too (0 to 1). ``passages`` are these
    stretches in the order of the left text; ``quotations`` the stretches inside quotation marks that both hold: one utterance of its speaker, no reuse. ``earlier`` is the
    id of the report that was published first, None where the days are equal or unknown. ``reason`` says in a sentence what was found.
    """

    left: str
    right: str
    kind: ReuseKind
    left_share: float
    right_share: float
    passages: tuple[Passage, ...]
    quotations: tuple[Passage, ...]
    earlier: str | None
    reason: str
