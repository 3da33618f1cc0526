"""What the rules hand to each other: an attribution in the making, by token and span."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.claims.lexicon import CueWord
from sayso.model.claim import SpeechAct
from sayso.model.span import Span


@dataclass(slots=True, kw_only=True)
class Finding:
    """A cue with its source and contents, before ids are given.

    ``head`` is the cue's token (None where the cue is no word of the text); ``source`` the token that heads the source's noun phrase; ``source_span`` its mention.
    ``clause`` is the token that heads the content's main clause, where one is known. ``quoted`` lists the quotations (by number) among the contents.
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
    negated: bool = False

    @property
    def position(self) -> int:
        """Where the finding stands in the text: its first content."""
        return min(span.start for span in self.contents)
