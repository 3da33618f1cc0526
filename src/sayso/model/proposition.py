"""What is claimed across reports, on whose say-so: propositions with supports, origins, verdict and the history of their numbers. Derived: may be dropped and made again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sayso.model.weighing import Amount


class Side(StrEnum):
    """How a statement stands to its proposition.

    ASSERTS and DENIES take sides; DECLINES gives no comment; OPEN says that it is not known; CONDITIONAL makes it hang on something else.
    """

    ASSERTS = "asserts"
    DENIES = "denies"
    DECLINES = "declines"
    OPEN = "open"
    CONDITIONAL = "conditional"


class Link(StrEnum):
    """What joins a step of a path to the one before it."""

    PUBLISHED = "published by"
    REPRINT = "reprint of"
    REWRITE = "rewrite of"
    CITES = "cites"
    QUOTES = "quotes"
    PART_OF = "organ of"
    ENDORSES = "repeats the figure of"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One station on the way from a report to an origin: who or what, how it is joined to the one before, and the report it stands in, if the ledger holds that."""

    label: str
    link: Link
    report: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The earliest traceable actor with access of its own.

    ``key`` is equal for all supports that go back to it within one proposition ("gov:RU", "person:petra almhult", "anon:W04:estonian official"). ``label`` is what to call it.
    ``access`` says why it counts as having access ("its own conduct", "issuing body", "witness", "own measurement"), None where it has none (it passes on, judges
    or repeats). ``named`` is False for nameless ones. ``could_be`` are keys of other origins that it could be: independence from these is unresolved.
    """

    key: str
    label: str
    country: str | None
    access: str | None
    named: bool
    could_be: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """One statement's place in a proposition: its side, its origin, and the path from the report to there, outermost first.

    ``adds`` is False where it adds nothing of its own (it endorses another's figure, reprints, or was withdrawn by a newer version); ``reason`` says why.
    """

    statement: str
    side: Side
    origin: Origin
    path: tuple[Step, ...]
    adds: bool
    standing: str | None
    reason: str


class VerdictName(StrEnum):
    """The five verdicts; none of them rules on truth."""

    CORROBORATED = "corroborated"
    SINGLE_SOURCE = "single-source"
    CONTESTED = "contested"
    DENIED = "denied"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The verdict with its counts and reasons.

    ``least`` and ``most`` bound the number of independent origins that assert it; the verdict is judged by ``least``. ``origins``, ``deniers``, ``decliners`` hold
    origins; ``carriers`` are outlets. ``first`` and ``last`` are the days on which it was first and last said. ``reasons`` are sentences, the first one the summary;
    ``rules`` name the rules applied. ``credibility`` is the proposed Admiralty digit (1-6) with its reason.
    """

    name: VerdictName
    least: int
    most: int
    origins: tuple[Origin, ...]
    carriers: tuple[str, ...]
    deniers: tuple[Origin, ...]
    decliners: tuple[Origin, ...]
    first: str | None
    last: str | None
    reasons: tuple[str, ...]
    rules: tuple[str, ...]
    credibility: tuple[int, str]


class Relation(StrEnum):
    """How a number stands to an earlier one."""

    SAME = "same"
    AGREES = "agrees"
    UPDATED = "updated"
    CONTRADICTS = "contradicts"
    NOT_COMPARABLE = "not comparable"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRelation:
    """How one number of a history stands to an earlier one (``earlier`` is its statement), and why."""

    earlier: str
    relation: Relation
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberPoint:
    """One number of a proposition: when it was said (ISO 8601 day), as of when (interval or None), by which origin, in which statement, and how it stands to those before it.

    ``apart`` is whether it is of something else than the main series, and so never moves its number.
    """

    statement: str
    said: str | None
    as_of: str | None
    origin: str
    amount: Amount
    relations: tuple[NumberRelation, ...]
    apart: bool = False


class ChangeKind(StrEnum):
    """What changed in what is said."""

    POSITION = "changed position"
    CORRECTION = "corrected"
    RETRACTION = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A source that says something else than before, or a version of a report that takes a claim back: who, from which statement to which, when, and in words what changed."""

    kind: ChangeKind
    who: str
    before: str
    after: str | None
    day: str | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposition:
    """Statements about one thing, weighed.

    The id is made from the earliest statement, so that later ones do not change it. ``text`` is a readable sentence composed from the most specific statement.
    """

    id: str
    text: str
    type: str | None
    statements: tuple[str, ...]
    supports: tuple[Support, ...]
    verdict: Verdict
    numbers: tuple[NumberPoint, ...]
    changes: tuple[Change, ...]
