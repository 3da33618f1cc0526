"""What a ledger shows: rows with their words beside their offsets, made for readers and for JSON. The shape is documented in docs/json.md and stable."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model.weighing import Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A stretch of a document's text: offsets in code points, and the words found there."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """That a person set a cell: its name, what the program had read (``machine``, null: nothing), in which act, who, when (ISO 8601) and why.

    ``of`` is the stretch of the text at which the program had read the place, time or number that was replaced, in code points.
    """

    cell: str
    machine: str | None
    act: str
    by: str
    at: str
    why: str
    of: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """That a person accepted or rejected a claim (``kind`` is accept or reject): in which act, who, when and why."""

    kind: str
    act: str
    by: str
    at: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CellView:
    """One field of a claim. ``value`` is null where the field is empty; ``reason`` then says why. ``judged`` is there where a person set it."""

    value: str | None
    at: Words | None
    rule: str
    reason: str | None
    judged: Judged | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RivalView:
    """Somebody or something else that a cell could mean, with its score and what speaks for and against it."""

    label: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """One voice of a chain. ``mention`` is where the attribution names it, ``resolved_from`` the fuller mention it was read from.

    ``number`` and ``group`` say of nameless ones how many they are, and where from if that is no one country. ``judged`` lists what a person set (speaker, speaker.role, ...).
    """

    kind: str
    name: str | None
    role: str | None
    organisation: str | None
    country: str | None
    mention: Words | None
    resolved_from: Words | None
    rule: str
    also: tuple[SourceView, ...]
    number: str | None = None
    group: str | None = None
    rivals: tuple[RivalView, ...] = ()
    judged: tuple[Judged, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateView:
    """A place of the gazetteer that a name could mean; degrees are WGS 84, ``feature`` is GeoNames' class and code."""

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
class PlaceView:
    """A place in a claim. ``chosen`` is null where no candidate wins or none is known (``reason`` says which).

    ``role`` is at, from, via or to; ``leg`` counts the legs of a route.
    """

    name: str
    at: Words
    chosen: CandidateView | None
    rivals: tuple[CandidateView, ...]
    country: str | None
    role: str | None
    leg: int | None
    means: str | None
    reason: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpressionView:
    """One time expression with its TIMEX3 type, value and modifier, and the day it was counted from."""

    at: Words
    kind: str
    value: str
    modifier: str | None
    anchor: str | None
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeView:
    """A time in a claim as an ISO 8601 interval, with the expressions it was read from and other readings."""

    at: Words
    interval: str
    expressions: tuple[TimeExpressionView, ...]
    rivals: tuple[RivalView, ...]
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityView:
    """The number a claim is about: its bounds (null: open), what is counted, and whether it is a total, an increment or a subtotal."""

    at: Words
    number: Words
    minimum: float | None
    maximum: float | None
    modifier: str
    unit: str | None
    counted: str | None
    counted_at: Words | None
    sort: str | None
    scope: str
    whole: float | None
    rule: str

    @property
    def amount(self) -> Amount:
        """The number without its places in the text."""
        return Amount(
            minimum=self.minimum,
            maximum=self.maximum,
            modifier=self.modifier,
            unit=self.unit,
            counted=self.counted,
            sort=self.sort,
            scope=self.scope,
            whole=self.whole,
            words=self.at.words,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantView:
    """Somebody or something with a role in an event: ``name`` is whom the words stand for."""

    at: Words
    name: str
    country: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """One event as the text tells it: type and mode, who takes part, how real the words make it, and the condition it hangs on.

    ``factuality`` runs from -3 (certainly not) to 3 (certainly); ``spoken`` says that the trigger is a speech act; ``rivals`` are other types that the trigger could show.
    ``claims`` are the claims in whose content it stands, none where the report tells it outside of any.
    """

    id: str
    document: str
    external_id: str | None
    outlet: str | None
    published: str | None
    type: str
    mode: str
    trigger: Words
    actors: tuple[ParticipantView, ...]
    recipients: tuple[ParticipantView, ...]
    object: ParticipantView | None
    quantity: QuantityView | None
    places: tuple[PlaceView, ...]
    times: tuple[TimeView, ...]
    realis: str
    factuality: float
    condition: Words | None
    spoken: bool
    score: float
    rivals: tuple[RivalView, ...]
    rule: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """Which events to show; every given field must hold. ``actor`` and ``place`` are part of a name, or a country code; days are those of publication."""

    type: str | None = None
    actor: str | None = None
    place: str | None = None
    realis: str | None = None
    since: str | None = None
    until: str | None = None
    claim: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundingView:
    """What a claim's places, times and number stand for; ``empty`` says of each that is missing why, ``judged`` what a person set (place, time, quantity)."""

    places: tuple[PlaceView, ...]
    times: tuple[TimeView, ...]
    quantity: QuantityView | None
    empty: dict[str, str]
    judged: tuple[Judged, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceSummary:
    """A place that the ledger knows, with how often it is named. ``id`` is null for a name that stayed open; ``roles`` counts at, from, via, to."""

    id: str | None
    name: str
    country: str | None
    feature: str | None
    latitude: float | None
    longitude: float | None
    written: tuple[str, ...]
    mentions: int
    claims: int
    documents: int
    roles: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """A document without its text. ``version`` counts the versions of one report from 1; ``latest`` says whether no newer one was read."""

    id: str
    external_id: str | None
    outlet: str | None
    url: str | None
    title: str | None
    author: str | None
    published: str | None
    version: int
    latest: bool
    location: str
    characters: int
    claims: int
    text_sha256: str
    raw_sha256: str
    media_type: str
    facts: dict[str, dict[str, str | float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """A claim with its document, its chain from the outlet to the speaker, and every cell with its rule.

    ``judged`` lists every cell that a person set, with what the program had read; ``reviewed`` says whether a person accepted or rejected the claim as a whole.
    """

    id: str
    attribution: str
    document: str
    external_id: str | None
    outlet: str | None
    published: str | None
    chain: tuple[SourceView, ...]
    cue: Words | None
    cue_lemma: str | None
    content: tuple[Words, ...]
    form: str
    act: CellView
    certainty: CellView
    estimate: CellView
    polarity: CellView
    condition: CellView
    said_at: CellView
    grounding: GroundingView
    rule: str
    extractor: str
    confidence: float
    judged: tuple[Judged, ...] = ()
    reviewed: Reviewed | None = None

    @property
    def speaker(self) -> SourceView:
        """The innermost voice."""
        return self.chain[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownClaim:
    """A claim with the paragraph or paragraphs it stands in, and the events of its content; ``start`` is where ``text`` begins in the document."""

    claim: ClaimView
    document: DocumentView
    start: int
    text: str
    parents: tuple[str, ...]
    events: tuple[EventView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalView:
    """What a stage declined to say, and where."""

    id: str
    stage: str
    code: str
    detail: str
    location: str
    document: str | None
    at: Words | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFilter:
    """Which claims to show; every given field must hold. Days are ISO 8601 and compared with the day of publication, both included.

    Claims that a person rejected are shown only where ``rejected`` asks for them. ``words`` searches what the program read, the other fields what holds after judgements.
    """

    words: str | None = None
    source: str | None = None
    country: str | None = None
    act: str | None = None
    since: str | None = None
    until: str | None = None
    document: str | None = None
    min_confidence: float | None = None
    all_versions: bool = False
    rejected: bool = False
    limit: int | None = None
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyReport:
    """What a verification looked at, and every fault it found (empty when all is well).

    ``judgements`` counts the links of the chain over persons' judgements, ``chain`` is the hash of its last link: kept elsewhere, it proves later that none was taken away.
    """

    documents: int
    attributions: int
    claims: int
    spans: int
    faults: tuple[str, ...]
    judgements: int = 0
    chain: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelView:
    """Which language model is used, where it comes from, and the hash of its weights."""

    name: str
    version: str
    origin: str
    folder: str
    sha256: str
    known: bool
