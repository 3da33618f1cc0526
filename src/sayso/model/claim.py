"""Who said what, how, how sure: attributions and the claims inside them. Every cell is a value, a span and the rule that set it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from sayso.model.span import Span


class Form(StrEnum):
    """How the content is given: inside quotation marks, outside them, or both."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class SpeechAct(StrEnum):
    """What the source does by saying it."""

    ASSERT = "assert"
    CONFIRM = "confirm"
    ASSESS = "assess"
    DENY = "deny"
    WARN = "warn"
    PROMISE = "promise"
    ACCUSE = "accuse"
    DEMAND = "demand"
    QUESTION = "question"
    DECLINE = "decline"
    UNKNOWN = "unknown"
    CONDITIONAL = "conditional"


class Certainty(StrEnum):
    """How sure the speaker is, as worded."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNKNOWN = "unknown"


class Polarity(StrEnum):
    """Whether the claim affirms or rejects what it is about."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class SourceKind(StrEnum):
    """What sort of voice a source is."""

    NAMED = "named"
    ORGANISATION = "organisation"
    ANONYMOUS = "anonymous"
    OUTLET = "outlet"
    UNSTATED = "unstated"


T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell(Generic[T]):
    """One field of a claim: its value, the words it was read from, and the rule or model that set it.

    An empty cell has value None and says in ``reason`` why it is empty. ``span`` is None where the value follows from no particular
    words (a default).
    """

    value: T | None
    rule: str
    span: Span | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """Somebody else a source could be: what the name would be, a score to compare rivals by, and what speaks for and against it."""

    label: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Whom a mention stands for, as far as the report says: a name (of a person, else of a body) and a country (ISO 3166-1 alpha-2)."""

    name: str
    country: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLink:
    """One voice in the chain, as mentioned and as resolved within the document.

    ``span`` is the mention that the attribution names (None where it names nobody); ``resolved_from`` is the fuller mention elsewhere in
    the document that name, role, organisation and country were read from. ``country`` is ISO 3166-1 alpha-2. ``also`` holds the other
    members of a coordinated source ("Russia and North Korea"). A nameless source keeps how many they are (``number``: "2", "several") and where they are said to come from
    where that is no one country (``group``: "Western", "European", "Arab"). ``rivals`` are the other voices that a pronoun, description or office could mean, best first,
    at most four.
    """

    span: Span | None
    kind: SourceKind
    name: str | None
    role: str | None
    organisation: str | None
    country: str | None
    rule: str
    resolved_from: Span | None = None
    also: tuple[SourceLink, ...] = ()
    number: str | None = None
    group: str | None = None
    rivals: tuple[Rival, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Source + cue + content(s), as annotators of attribution mark them (PARC3, PolNeAR): one row for each act of reporting.

    ``parent`` is the id of the attribution in whose content this one stands. ``carried`` says that source and cue stand in another
    sentence than the content. ``extractor`` is the name and version of what found it, ``confidence`` how often
    such a finding is right (0 to 1).
    """

    id: str
    document_id: str
    parent: str | None
    source: Span | None
    cue: Span | None
    cue_lemma: str | None
    contents: tuple[Span, ...]
    form: Form
    carried: bool
    rule: str
    extractor: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One thing that a source is said to say: a clause with a truth value of its own inside an attribution's content.

    ``confidence`` (0 to 1) is the network's, calibrated, or the measured share of right findings of the rule.

    ``chain`` runs from the outermost speaker to the innermost. ``said_at`` is an ISO 8601 interval. ``condition`` holds the words of the
    if-clause. ``estimate`` is the estimative word with its ICD 203 band.
    """

    id: str
    document_id: str
    attribution_id: str
    chain: tuple[SourceLink, ...]
    cue: Span | None
    cue_lemma: str | None
    contents: tuple[Span, ...]
    form: Form
    act: Cell[SpeechAct]
    certainty: Cell[Certainty]
    estimate: Cell[str]
    polarity: Cell[Polarity]
    condition: Cell[str]
    said_at: Cell[str]
    rule: str
    confidence: float

    @property
    def speaker(self) -> SourceLink:
        """The innermost voice: the one whose words these are."""
        return self.chain[-1]
