"""What a stage declined to say: a row like any other, so that silence is never mistaken for nothing to say."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model.identity import content_id
from sayso.model.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A stage's no: which stage, a short stable code, the place, and a sentence for people.

    ``document_id`` is None where there was no document yet (a file that could not be read); ``location`` then says where.
    """

    stage: str
    code: str
    detail: str
    location: str
    document_id: str | None = None
    span: Span | None = None

    @property
    def id(self) -> str:
        """The same refusal of the same thing has the same id."""
        place = [self.span.start, self.span.end] if self.span else None
        return content_id("r", self.stage, self.code, self.detail, self.document_id or self.location, place)
