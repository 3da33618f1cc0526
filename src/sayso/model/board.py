"""What the board shows: stories, propositions, documents, maps, times, who says and denies what. The same shapes go to pages, to JSON under /api/v1 and to static files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from sayso.model.proposition import NumberPoint
from sayso.model.story_views import PropositionDetail
from sayso.model.views import ClaimView, DocumentView, RefusalView, Words

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paged(Generic[T]):
    """Some rows of a list: ``total`` counts all of them, ``offset`` those before the first one here."""

    items: tuple[T, ...]
    total: int
    offset: int
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PropositionFilter:
    """Which propositions to show; every given field must hold.

    ``words`` is a full-text search over the proposition and its claims. ``verdict`` is one of ``VerdictName``; ``actor`` and ``place`` are part of a name, or a country code
    (ISO 3166-1 alpha-2); ``outlet`` is part of the name of one that carries it or speaks itself; ``since`` and ``until`` are ISO 8601 days between which it was said, both
    included; ``act`` is a speech act of one of its claims; ``seen`` is a mark of an earlier visit (``Ledger.board.mark``): only what changed since. ``sort`` is carriers, last,
    origins or number of changes ("new").
    """

    story: str | None = None
    words: str | None = None
    verdict: str | None = None
    actor: str | None = None
    place: str | None = None
    outlet: str | None = None
    act: str | None = None
    since: str | None = None
    until: str | None = None
    seen: int | None = None
    sort: str = "carriers"
    limit: int = 50
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """A story in a line: ``verdicts`` counts its propositions by verdict; ``fresh`` those that are new, ``moved`` those that got claims, since the mark of the last visit."""

    id: str
    title: str
    first: str | None
    last: str | None
    propositions: int
    documents: int
    outlets: int
    verdicts: dict[str, int]
    fresh: int
    moved: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PropositionLine:
    """A proposition in a line. ``least`` and ``most`` bound its independent origins, ``carriers`` counts outlets, ``deniers`` names who denies it.

    ``number`` is the latest number, ``numbers`` the last ones of its history, oldest first (at most 24). ``credibility`` is the digit that a person set (None: nobody did).
    ``state`` is "fresh", "moved" or "" against the mark of the last visit.
    """

    id: str
    story: str
    text: str
    type: str | None
    verdict: str
    least: int
    most: int
    carriers: int
    claims: int
    origins: tuple[str, ...]
    deniers: tuple[str, ...]
    decliners: tuple[str, ...]
    number: NumberPoint | None
    numbers: tuple[NumberPoint, ...]
    first: str | None
    last: str | None
    credibility: int | None
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage:
    """A story with the propositions that fit a filter, and the values that a reader can filter by (most frequent first, at most 30 of a kind).

    ``facets`` maps a kind (verdict, actor, country, place, land, act, outlet) to (value to give to a filter, label, count of propositions); ``country`` is that of an actor,
    ``land`` that of a place.
    """

    story: StoryLine
    propositions: Paged[PropositionLine]
    facets: dict[str, tuple[tuple[str, str, int], ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewAct:
    """A person's decision. ``kind`` is accept, reject, correct, merge, split or credibility; ``what`` says it in words; ``undone`` tells when and by whom."""

    id: str
    kind: str
    target: str
    what: str
    why: str
    by: str
    at: str
    undone: tuple[str, str] | None
    applies: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PropositionPage:
    """A proposition with its first 500 claims and their paths (``line.claims`` counts all), its line in the story, and what persons decided of it (newest last)."""

    detail: PropositionDetail
    line: PropositionLine
    acts: tuple[ReviewAct, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """An attribution to be highlighted: source, cue and contents; ``depth`` counts the attributions around it from 0; ``claims`` are the claims made of it."""

    id: str
    parent: str | None
    depth: int
    source: Words | None
    cue: Words | None
    contents: tuple[Words, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Custody:
    """How a document came here: where it was found, when and from where it was fetched, the hashes of its bytes and its text, and which program and model read it."""

    location: str
    url: str | None
    fetched_at: str | None
    archived: bool
    raw_sha256: str
    text_sha256: str
    program: str
    model: str
    stages: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPage:
    """A document with its text, what was read from it, what was refused, its versions (oldest first), and how it came here. ``paragraphs`` are stretches of the text."""

    document: DocumentView
    text: str
    paragraphs: tuple[tuple[int, int], ...]
    marks: tuple[Mark, ...]
    claims: tuple[ClaimView, ...]
    propositions: dict[str, str]
    refusals: tuple[RefusalView, ...]
    versions: tuple[DocumentView, ...]
    custody: Custody


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPlace:
    """A place on the map (degrees, WGS 84): how many independent origins and claims put something there, whether any of it is contested or denied.

    ``propositions`` are those that put something there (at most 20).
    """

    id: str
    name: str
    country: str | None
    latitude: float
    longitude: float
    claims: int
    origins: int
    contested: bool
    first: str | None
    last: str | None
    propositions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLeg:
    """A leg of a route: from one place to another (ids of ``MapPlace``), by which means, how many (as said), by whose account, in which proposition."""

    start: str
    end: str
    leg: int
    means: str | None
    number: str | None
    origins: int
    contested: bool
    proposition: str
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """Places and movements, the best supported first; ``more`` counts what was left out."""

    places: tuple[MapPlace, ...]
    legs: tuple[MapLeg, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """A proposition in time: the interval of its event (ISO 8601 days; None is open), where known, and the days on which it was first and last said."""

    proposition: str
    text: str
    verdict: str
    origins: int
    start: str | None
    end: str | None
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Somebody in the network: ``kind`` is outlet, agency, government, person, organisation or nameless; ``claims`` counts what it said or carried."""

    id: str
    label: str
    kind: str
    country: str | None
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Who says (``source`` carries ``target``'s words), repeats, or denies whom, how often and in which propositions (at most 20)."""

    source: str
    target: str
    kind: str
    count: int
    propositions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Nodes and ties, the most frequent first; ``more`` counts the nodes that were left out."""

    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    more: int
