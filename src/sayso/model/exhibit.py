"""What one proposition puts on the board: its line, what it can be found by, where and when, who says and denies it. Follows from the proposition and its statements."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sayso.model.board import Node
from sayso.model.proposition import NumberPoint
from sayso.model.snapshot import Day
from sayso.model.views import Words


class FacetKind(StrEnum):
    """What propositions are found by: who says it and from which country, where and in which country, with which speech act, in which outlet."""

    ACTOR = "actor"
    COUNTRY = "country"
    PLACE = "place"
    LAND = "land"
    ACT = "act"
    OUTLET = "outlet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One value that a proposition is found by: ``key`` is what to give to a filter (a name, a country code, a speech act), ``label`` shows it and follows from it."""

    kind: FacetKind
    key: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place of a proposition (degrees, WGS 84), with how many claims put something there, the origins that do, and the days on which it was first and last said."""

    place: str
    name: str
    country: str | None
    latitude: float
    longitude: float
    claims: int
    origins: tuple[str, ...]
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A leg of a route of a proposition, between two of its spots: by which means and how many, as said first, by which origins, when."""

    start: str
    end: str
    leg: int
    means: str | None
    number: str | None
    origins: tuple[str, ...]
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """How one claim of a proposition is told: who is named as its source, the speech act, and the words of its contents."""

    claim: str
    document: str
    source: str
    act: str
    content: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """Everything of one proposition that lists, maps and drawings are made of.

    ``carriers`` counts outlets, ``changes`` how often a position or a number moved; ``numbers`` are the last ones of its history without their relations; ``start`` and
    ``end`` bound the time of its event (ISO 8601 days, None is open or unknown); ``ties`` counts (from, to, kind) over the ids of ``nodes``; ``words`` has one entry for
    each claim, in the order in which they were published; ``days`` has one for each day on which one of its reports was published, the earliest first.
    """

    id: str
    text: str
    type: str | None
    verdict: str
    least: int
    most: int
    carriers: int
    changes: int
    first: str | None
    last: str | None
    origins: tuple[str, ...]
    deniers: tuple[str, ...]
    decliners: tuple[str, ...]
    numbers: tuple[NumberPoint, ...]
    start: str | None
    end: str | None
    facets: tuple[Facet, ...]
    spots: tuple[Spot, ...]
    ways: tuple[Way, ...]
    nodes: tuple[Node, ...]
    ties: tuple[tuple[str, str, str, int], ...]
    words: tuple[Word, ...]
    days: tuple[Day, ...]
