"""What a ledger shows of propositions: stories, the matrix of one proposition, and what is new. The shape is documented in docs/json.md and stable."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model.proposition import Change, NumberPoint, Proposition, Verdict
from sayso.model.views import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class PropositionView:
    """A proposition in a line: its verdict with counts and names, and the latest number."""

    id: str
    text: str
    type: str | None
    verdict: Verdict
    number: NumberPoint | None
    statements: int
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """Propositions of reports on one matter, those with the most carriers first; ``title`` is the first one's text, ``first`` and ``last`` are days of publication."""

    id: str
    title: str
    documents: tuple[str, ...]
    outlets: tuple[str, ...]
    first: str | None
    last: str | None
    propositions: tuple[PropositionView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportView:
    """One claim of a proposition: who says it how, where and when, and the path from there to its origin ("Harbour Post < Meridian Wire < navy spokesman")."""

    claim: str
    side: str
    source: str
    act: str
    document: str
    external_id: str | None
    outlet: str | None
    published: str | None
    content: tuple[Words, ...]
    origin: str
    path: str
    adds: bool
    standing: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PropositionDetail:
    """A proposition with all its claims, in the order in which they were published."""

    proposition: Proposition
    supports: tuple[SupportView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsView:
    """What changed about one proposition since a day.

    ``kind`` is new (nothing was known of it before), verdict, number, denial or position; ``before`` and ``after`` say it in words; ``changes`` are the changed positions
    and corrections since.
    """

    kind: str
    proposition: str
    text: str
    before: str | None
    after: str
    day: str | None
    changes: tuple[Change, ...] = ()
