"""What weighing works on: reports, and claims as statements with everything that tells one proposition from another. Made from the ledger's rows; written by no stage."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sayso.model.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One document as weighing sees it.

    ``id`` is the document's, ``number`` the order of its version within the series (from 1), ``latest`` whether no newer version was read. ``published`` is an ISO 8601 day.
    ``paragraphs`` are stretches of the text in rising order.
    """

    id: str
    series: str
    number: int
    latest: bool
    external_id: str | None
    outlet: str | None
    url: str | None
    title: str | None
    published: str | None
    text: str
    paragraphs: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One voice of a chain: its kind (``model.claim.SourceKind``), what the ledger says of it, and its words in the report (None where the text names nobody).

    ``also`` holds the other members of a joint source, ``number`` and ``group`` what is said of nameless ones.
    """

    kind: str
    name: str | None
    role: str | None
    organisation: str | None
    country: str | None
    words: str | None
    number: str | None = None
    group: str | None = None
    also: tuple[Voice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who or what takes part in an event: the name it stands for, and its country (ISO 3166-1 alpha-2)."""

    name: str
    country: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place: the name as written, the gazetteer's id (None where open), the country, latitude and longitude in degrees, and the role (at, from, via, to) if any.

    ``known_as`` is the gazetteer's name; ``leg`` counts the legs of a route from 1, ``means`` says by what.
    """

    name: str
    id: str | None
    country: str | None
    latitude: float | None = None
    longitude: float | None = None
    role: str | None = None
    known_as: str | None = None
    leg: int | None = None
    means: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number as ``model.grounding.Quantity`` has it: bounds (None is open), modifier, unit, what is counted, sort (killed, wounded, ...), scope, and the whole of a subtotal."""

    minimum: float | None
    maximum: float | None
    modifier: str
    unit: str | None
    counted: str | None
    sort: str | None
    scope: str
    whole: float | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An event inside a statement's content. ``times`` are ISO 8601 intervals ("2024-10-01/..")."""

    type: str
    mode: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    thing: Party | None
    places: tuple[Where, ...]
    times: tuple[str, ...]
    amount: Amount | None
    realis: str
    factuality: float
    spoken: bool
    trigger: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One claim with the cells that weighing compares.

    ``id`` is the claim's. ``at`` is the offset of its first content in the report, ``content`` the words of all contents, ``spans`` where they stand. ``act``,
    ``certainty``, ``polarity`` are values of ``model.claim``; ``condition`` the words of the if-clause; ``times`` ISO 8601 intervals; ``quoted`` says that the
    content stands wholly inside quotation marks. ``published`` is the report's day, ``said_at`` the interval in which it was said.
    """

    id: str
    report: str
    published: str | None
    outlet: str | None
    at: int
    content: str
    spans: tuple[Span, ...]
    chain: tuple[Voice, ...]
    cue: str | None
    cue_lemma: str | None
    act: str
    certainty: str
    polarity: str
    estimate: str | None
    condition: str | None
    said_at: str | None
    quoted: bool
    places: tuple[Where, ...]
    times: tuple[str, ...]
    amount: Amount | None
    events: tuple[Happening, ...]
    confidence: float

    @property
    def speaker(self) -> Voice:
        """The innermost voice."""
        return self.chain[-1]


class CitationKind(StrEnum):
    """CREDIT: a dateline or a credit, for the whole report. RELAY: a voice in the chain of a statement. CITED: a phrase in the sentence. DOCUMENT: papers that were seen."""

    CREDIT = "credit"
    RELAY = "relay"
    CITED = "cited"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Whom a report cites: for ``statement`` (None: for all of it), ``key`` the name without articles and case, ``label`` the name as written, ``span`` the words."""

    report: str
    statement: str | None
    kind: CitationKind
    key: str
    label: str
    span: Span
