"""The fields of a query, typed; what is no field of it is refused."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field

from sayso.model.board import PropositionFilter
from sayso.model.claim import SpeechAct
from sayso.model.proposition import VerdictName

MOST = 200  # rows of one page
PLAIN = r"^[^\x00-\x1f\x7f]+$"
# An id, or the beginning of one, in a path: what no path of ours holds is refused there as everywhere.
Id = Annotated[str, Path(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f\\/.][^\x00-\x1f\x7f\\/]*$")]
Text = Annotated[str | None, Field(min_length=1, max_length=500, pattern=PLAIN)]
Country = Annotated[str | None, Field(pattern="^[A-Za-z]{2}$", description="ISO 3166-1 alpha-2")]
Mark = Annotated[int | None, Field(ge=0, le=2**53, description="The mark of an earlier visit, as /api/v1/ledger gives it")]


class Listed(BaseModel):
    """Which page of a list."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    limit: int = Field(50, ge=1, le=MOST)
    offset: int = Field(0, ge=0, le=10_000_000)


class StoriesQuery(Listed):
    """Which stories."""

    seen: Mark = None


class WithinStory(Listed):
    """Which propositions of a story; every given field must hold."""

    words: Text = Field(None, description='Full-text search; "in quotation marks" a phrase, troop* a beginning')
    verdict: VerdictName | None = None
    actor: Text = Field(None, description="Part of a name, or a country code")
    place: Text = Field(None, description="Part of a name, or a country code")
    outlet: Text = Field(None, description="Part of the name of an outlet that carries it, or speaks itself")
    act: SpeechAct | None = None
    since: dt.date | None = Field(None, description="Said on this day or later")
    until: dt.date | None = Field(None, description="Said on this day or before")
    seen: Mark = None
    sort: Literal["carriers", "last", "origins", "new"] = "carriers"

    def wanted(self, story: str | None = None) -> PropositionFilter:
        """The same for the facade."""
        values: dict[str, Any] = {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in self if name != "story"}
        return PropositionFilter(story=story, **values)


class PropositionsQuery(WithinStory):
    """Which propositions; every given field must hold."""

    story: Text = None


class ClaimsQuery(Listed):
    """Which claims; every given field must hold. Days are those of publication."""

    limit: int = Field(20, ge=1, le=MOST, description="A claim is long: all its cells, their rules and rivals")
    words: Text = None
    source: Text = Field(None, description="Part of the name, role or organisation of a source")
    country: Country = None
    act: SpeechAct | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    document: Text = None
    min_confidence: float | None = Field(None, ge=0, le=1)
    all_versions: bool = False

    def filters(self) -> dict[str, Any]:
        """The filters of ``Ledger.claims``."""
        return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in self if name not in {"words", "limit", "offset"}}


class ChangesQuery(Listed):
    """Since which day of publication."""

    limit: int = Field(20, ge=1, le=MOST, description="Propositions, not news: each may have to be weighed as it was before")
    since: dt.date


class ActsQuery(Listed):
    """Of which claim, proposition or document."""

    target: Text = None
