"""Decisions of a person about actors: appended with who and when, withdrawn by a date, never erased."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sayso.model.identity import content_id


class Verdict(StrEnum):
    """What was decided about two sides: they are one actor, or they are not."""

    SAME = "merge"
    OTHER = "apart"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One decision. ``left`` and ``right`` hold keys of mentions, or one id of a known entity. ``at`` and ``withdrawn_at`` are ISO 8601 times with zone.

    ``labels`` are the names of the two sides as they were when it was made, for people to read. Later judgements on the same pair win over earlier ones.
    """

    verdict: Verdict
    left: tuple[str, ...]
    right: tuple[str, ...]
    labels: tuple[str, str]
    why: str
    by: str
    at: str
    withdrawn_at: str | None = None
    withdrawn_by: str | None = None

    @property
    def id(self) -> str:
        """Made from who decided what, when and why."""
        return content_id("j", self.verdict.value, list(self.left), list(self.right), self.why, self.by, self.at)

    @property
    def holds(self) -> bool:
        """Whether it was not withdrawn."""
        return self.withdrawn_at is None
