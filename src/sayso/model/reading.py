"""What came of reading: the rows one document yields, and the count over a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sayso.model.claim import Attribution, Claim, Known
from sayso.model.document import Document
from sayso.model.grounded import NOTHING_GROUNDED, Grounding
from sayso.model.refusal import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that the pipeline read from one document, ready to be written as one transaction. ``known`` says for tokens that head a mention whom it stands for."""

    document: Document
    attributions: tuple[Attribution, ...]
    claims: tuple[Claim, ...]
    refusals: tuple[Refusal, ...]
    known: Mapping[int, Known] = field(default_factory=dict)
    grounding: Grounding = NOTHING_GROUNDED


class Outcome(StrEnum):
    """What happened to an item."""

    NEW = "new"
    NEW_VERSION = "new version"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFacts:
    """What a reading was made with: program and stage versions, and the language model with the hash of its weights."""

    program: str
    stages: tuple[tuple[str, str], ...]
    model_name: str
    model_version: str
    model_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSummary:
    """The count over one call of read. ``skipped`` did not touch the topic; ``unread`` are among the new: kept without claims, because they are not in English."""

    new: int
    new_versions: int
    known: int
    refused: int
    claims: int
    refusals: tuple[Refusal, ...]
    skipped: int = 0
    unread: int = 0

    @property
    def seen(self) -> int:
        """Items of any outcome."""
        return self.new + self.new_versions + self.known + self.refused + self.skipped
