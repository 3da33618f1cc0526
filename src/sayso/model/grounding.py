"""What the cells of a claim stand for: places, times and quantities in a text, each with its span, its rivals and the reason for the choice."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sayso.model.span import Span


class TimeKind(StrEnum):
    """The four types of TIMEX3."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """One time expression as TIMEX3 marks it.

    ``value`` is the TIMEX3 value ("2024-10", "P2D", "2024-W42", "PRESENT_REF", "2024-10-23TMO", "XXXX-WXX-3"). ``modifier`` is the TIMEX3 mod (START, MID, END, APPROX,
    BEFORE, AFTER, EQUAL_OR_LESS, EQUAL_OR_MORE, LESS_THAN, MORE_THAN) or None. ``anchor`` is the ISO 8601 day or interval that a relative expression was counted from,
    None for absolute ones.
    ``rule`` names the rule that read it.
    """

    span: Span
    kind: TimeKind
    value: str
    modifier: str | None
    anchor: str | None
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeInterval:
    """When something is said to be: one or more expressions with the words that join and bound them ("between early to mid-October", "by December", "since 2022").

    ``start`` and ``end`` are ISO 8601 days (both included), or minutes with zone where the text gives a time of day ("2024-10-23T09:30"); None is an open end.
    ``interval`` writes them as "start/end" with ".." for an open end. ``rivals`` are other readings of the same words, best first.
    """

    span: Span
    start: str | None
    end: str | None
    expressions: tuple[TimeExpression, ...]
    rule: str
    rivals: tuple[TimeReading, ...] = ()

    @property
    def interval(self) -> str:
        """ISO 8601, ".." for an open end."""
        return f"{self.start or '..'}/{self.end or '..'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeReading:
    """Another reading of a time: its interval, a score (0 to 1), and why it was not chosen."""

    interval: str
    score: float
    reason: str


class Scope(StrEnum):
    """What a number counts in relation to other numbers of its kind."""

    TOTAL = "total"
    INCREMENT = "increment"
    SUBTOTAL = "subtotal"
    UNSTATED = "unstated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with what it counts.

    ``span`` covers modifier, number and unit ("at least 3,000 soldiers"); ``number`` the number words alone. ``minimum`` and ``maximum`` bound the value (both given and
    equal for a plain number, None for an open end: "at least 3,000" has no maximum). ``modifier`` is one of =, ~, >, <, up, down. ``unit`` is a normalised unit of
    measure ("km", "%", "USD", "year") or None for things counted one by one. ``counted`` is the head noun phrase that is counted ("soldiers", "North Korean troops"),
    ``counted_at`` where it stands. ``sort`` says what happened to what is counted (killed, wounded, missing, detained, displaced, deployed, ...) or None. ``scope`` is
    total, increment ("another 600"), subtotal ("two of the seven ships") or unstated; ``whole`` is the number that a subtotal is part of. ``ordinary`` is False for
    numbers that count nothing a claim is about (ages, dates, scores, street numbers, "one" as a pronoun).
    """

    span: Span
    number: Span
    minimum: float | None
    maximum: float | None
    modifier: str
    unit: str | None
    counted: str | None
    counted_at: Span | None
    sort: str | None
    scope: Scope
    whole: float | None
    ordinary: bool
    rule: str


class PlaceRole(StrEnum):
    """How a place takes part in what happens."""

    AT = "at"
    FROM = "from"
    VIA = "via"
    TO = "to"


class Means(StrEnum):
    """How a leg of a route is travelled."""

    SHIP = "ship"
    RAIL = "rail"
    AIR = "air"
    ROAD = "road"
    FOOT = "foot"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCandidate:
    """A place in the gazetteer that a name could mean.

    ``id`` is "geonames:NNN" or the id in our own table ("sayso:donbas"); ``country`` ISO 3166-1 alpha-2 (None for seas and regions of several countries); ``feature`` a
    GeoNames-like kind ("P.PPLC", "A.ADM1", "A.PCLI", "H.SEA", "L.RGN", "S.MILB"); latitude and longitude in degrees (WGS 84). ``score`` is 0 to 1 over all candidates of
    one mention.
    """

    id: str
    name: str
    latitude: float
    longitude: float
    country: str | None
    feature: str
    population: int
    score: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """A place named in a text. ``name`` is the name as written, in base form ("eastern Russia", "Vladivostok").

    ``chosen`` is None where no candidate is the clear winner or none is known; ``reason`` then says which. ``rivals`` are the candidates not chosen, best first, at most five.
    ``country`` is the country that the text makes plain where no candidate was chosen. ``stands_for`` is the country whose government the name means here ("Seoul said"),
    else None: then it is no place. ``role``, ``leg`` (1, 2, ... in the order of a route) and ``means`` are set where the text says how the place takes part in a
    movement.
    """

    span: Span
    name: str
    chosen: PlaceCandidate | None
    rivals: tuple[PlaceCandidate, ...]
    reason: str
    rule: str
    stands_for: str | None = None
    country: str | None = None
    role: PlaceRole | None = None
    leg: int | None = None
    means: Means | None = None
