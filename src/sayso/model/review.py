"""A person's decisions about claims and propositions: accepted, rejected, corrected, merged, split, rated, taken back. Appended with who, when and why; never changed.

What a decision is about is anchored in the texts themselves, not in ids: a newer version of the program may find the same words under other ids.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sayso.model.identity import content_id


class ReviewKind(StrEnum):
    """What was decided; UNDO takes an earlier decision back."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    MERGE = "merge"
    SPLIT = "split"
    CREDIBILITY = "credibility"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Where a claim stands, in words that outlast its id.

    ``claim`` and ``document`` are its ids when the decision was made, ``text`` and ``raw`` the sha256 of the document's text and bytes, ``published`` its day. ``spans`` are
    the contents in code points of that text, ``words`` what stood there; ``cue`` the cue's words, ``speaker`` the words that name the speaker, ``name`` whom they were
    taken for.
    """

    claim: str
    document: str
    text: str
    raw: str
    published: str | None
    spans: tuple[tuple[int, int], ...]
    words: tuple[str, ...]
    cue: str | None
    speaker: str | None
    name: str | None


SEVERAL = frozenset({"place", "time"})  # cells of which a claim has more than one


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a cell should be: ``value`` (None: the cell is empty) and, where words were selected, the stretch of the text with them.

    ``machine`` is what the program had read when it was made. ``of`` is where in the text the place, time or number stands that is replaced. ``facts`` are what the
    value stands for: of a place its candidate, of a speaker the other facts of that voice, of a quantity its bounds. So nothing is looked up again. ``more`` are further
    stretches (start, end, words) of a content that does not hang together, in the order of the text.
    """

    cell: str
    value: str | None
    machine: str | None
    start: int | None = None
    end: int | None = None
    words: str | None = None
    of: tuple[int, int] | None = None
    facts: dict[str, str | float | None]
    more: tuple[tuple[int, int, str], ...] = ()

    @property
    def stretches(self) -> tuple[tuple[int, int, str], ...]:
        """All stretches of the text that were selected; none where a value alone was given."""
        return () if self.start is None or self.end is None or self.words is None else ((self.start, self.end, self.words), *self.more)

    @property
    def slot(self) -> tuple[str, tuple[int, int] | None]:
        """What is corrected: a later correction of the same slot takes the place of this one."""
        return self.cell, self.of if self.cell in SEVERAL else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One decision. ``claims`` anchor what it is about: the claim, or the claims of the propositions (earliest first). ``rest`` are those that a split holds them apart from.

    ``propositions`` are the ids at that time; ``digit`` is an Admiralty credibility (1 to 6); ``undoes`` the id of the act that is taken back; ``at`` is ISO 8601 with zone.
    """

    kind: ReviewKind
    claims: tuple[Anchor, ...] = ()
    rest: tuple[Anchor, ...] = ()
    propositions: tuple[str, ...] = ()
    correction: Correction | None = None
    digit: int | None = None
    undoes: str | None = None
    why: str
    by: str
    at: str

    @property
    def id(self) -> str:
        """Made from what was decided about what, when, why and by whom."""
        made = self.correction
        what = (made.cell, made.value, made.start, made.end, made.of, *made.more) if made else None
        about = [[one.claim for one in self.claims], [one.claim for one in self.rest], list(self.propositions)]
        return content_id("r", self.kind.value, about, what, self.digit, self.undoes, self.why, self.by, self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An act in the ledger: its place in the order of acts, and when and by whom it was taken back (None: it holds)."""

    seq: int
    id: str
    act: Act
    undone: tuple[str, str] | None

    @property
    def holds(self) -> bool:
        """Whether nobody took it back."""
        return self.undone is None
