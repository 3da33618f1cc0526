"""What a ledger shows: rows with their words beside their offsets, made for readers and for JSON. The shape is documented in docs/json.md and stable."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A stretch of a document's text: offsets in code points, and the words found there."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CellView:
    """One field of a claim. ``value`` is null where the field is empty; ``reason`` then says why."""

    value: str | None
    at: Words | None
    rule: str
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """One voice of a chain. ``mention`` is where the attribution names it, ``resolved_from`` the fuller mention it was read from."""

    kind: str
    name: str | None
    role: str | None
    organisation: str | None
    country: str | None
    mention: Words | None
    resolved_from: Words | None
    rule: str
    also: tuple[SourceView, ...]


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
    """A claim with its document, its chain from the outlet to the speaker, and every cell with its rule."""

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
    rule: str
    extractor: str
    confidence: float

    @property
    def speaker(self) -> SourceView:
        """The innermost voice."""
        return self.chain[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownClaim:
    """A claim with the paragraph or paragraphs it stands in; ``start`` is where ``text`` begins in the document."""

    claim: ClaimView
    document: DocumentView
    start: int
    text: str
    parents: tuple[str, ...]


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
    """Which claims to show; every given field must hold. Days are ISO 8601 and compared with the day of publication, both included."""

    words: str | None = None
    source: str | None = None
    country: str | None = None
    act: str | None = None
    since: str | None = None
    until: str | None = None
    document: str | None = None
    min_confidence: float | None = None
    all_versions: bool = False
    limit: int | None = None
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyReport:
    """What a verification looked at, and every fault it found (empty when all is well)."""

    documents: int
    attributions: int
    claims: int
    spans: int
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelView:
    """Which language model is used, where it comes from, and the hash of its weights."""

    name: str
    version: str
    origin: str
    folder: str
    sha256: str
    known: bool
