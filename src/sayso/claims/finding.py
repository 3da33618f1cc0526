"""What the rules hand to each other: an attribution in the making, by token and span."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.claims.lexicon import CueWord
from sayso.model.claim import Certainty, Polarity, SpeechAct
from sayso.model.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What the network says of one content."""

    act: SpeechAct
    certainty: Certainty
    polarity: Polarity
    confidence: float


@dataclass(slots=True, kw_only=True)
class Finding:
    """A cue with its source and contents, before ids are given.

    ``head`` is the cue's token (None where the cue is no word of the text); ``source`` the token that heads the source's noun phrase; ``source_span`` its mention.
    ``clause`` is the token that heads the content's main clause, where one is known. ``quoted`` lists the quotations (by number) among the contents.
    ``parts`` are the contents as claims with the network's labels, where the network found them; ``extractor`` says who found the finding itself.
    ``relayed`` says that somebody else quotes the source ("quoted him as saying"). ``under`` is the cue of the attribution that this one stands in where places do not show it
    ("the agency said, citing a diplomat").
    """

    rule: str
    head: int | None
    cue: Span | None
    word: CueWord | None
    act: SpeechAct
    contents: list[Span]
    source: int | None = None
    source_span: Span | None = None
    clause: int | None = None
    quoted: list[int] = field(default_factory=list)
    carried: bool = False
    inside: int | None = None
    relayed: bool = False
    under: Span | None = None
    negated: bool = False
    parts: dict[Span, Labels] = field(default_factory=dict)
    extractor: str = "rules 3"
    confidence: float = 1.0

    @property
    def position(self) -> int:
        """Where the finding stands in the text: its first content."""
        return min(span.start for span in self.contents)
