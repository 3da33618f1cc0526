"""What a ledger shows of actors: rows made for readers and for JSON. The shape is documented in docs/json.md and stable."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model.actor import Candidate
from sayso.model.claim import Rival
from sayso.model.judgement import Judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorView:
    """One actor: ``claims`` counts what it says, ``carried`` the claims of others that it passes on, ``documents`` and ``outlets`` where; ``names`` are all forms of its name.

    ``entity`` is the known entity it is taken for. ``first`` and ``last`` are days of publication.
    """

    id: str
    kind: str
    name: str
    role: str | None
    organisation: str | None
    country: str | None
    names: tuple[str, ...]
    claims: int
    carried: int
    documents: int
    outlets: tuple[str, ...]
    first: str | None
    last: str | None
    merges: int
    entity: Candidate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionView:
    """One voice of one document that belongs to an actor; ``claims`` is 0 where the report only names it. ``key`` is what judgements speak of."""

    key: str
    written: str
    role: str | None
    organisation: str | None
    country: str | None
    document: str
    external_id: str | None
    outlet: str | None
    published: str | None
    claims: int
    carried: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeView:
    """Two mentions taken for one: by a rule, or by a person, whose judgement is then named."""

    left: MentionView
    right: MentionView
    score: float
    reason: str
    evidence: tuple[str, ...]
    judgement: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementView:
    """A judgement with its id, and whether it holds."""

    id: str
    holds: bool
    judgement: Judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorDetail:
    """One actor with everything that made it: its mentions, merges, rivals, the known entities weighed, and persons' judgements, withdrawn ones too."""

    actor: ActorView
    roles: tuple[str, ...]
    organisations: tuple[str, ...]
    countries: tuple[str, ...]
    mentions: tuple[MentionView, ...]
    merges: tuple[MergeView, ...]
    rivals: tuple[Rival, ...]
    candidates: tuple[Candidate, ...]
    judgements: tuple[JudgementView, ...]
