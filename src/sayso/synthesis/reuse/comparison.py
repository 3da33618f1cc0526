"""What two reports have in common outside quotation marks, passage by passage, and what that makes of them."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.model.reuse import Reuse, ReuseKind
from sayso.model.weighing import Report
from sayso.synthesis.reuse.passages import SURE_RUN, Group, groups, passages, quotations
from sayso.synthesis.reuse.tiles import tiles
from sayso.synthesis.reuse.words import Words, words_of

FEWEST = 12  # shared words below which two reports have nothing from one another
ALIKE = 0.35  # the share of one text in common runs, however short and in whatever order, from which even short runs are no chance (b1 dev, 2026-11-30: independents at most .23)
NEARLY_ALL = 0.85
MOST = 0.5
UNBROKEN = 0.7  # the share of the common words in runs of SURE_RUN or more below which the text was put in other words


def compare(one: Report, two: Report) -> Reuse | None:
    """The text that one of two reports has from the other, or both have from a third; None where they share no more than writers happen upon.

    A word counts for a report's share if it stands outside quotation marks there: what stands inside them in both is an utterance of the speaker and listed apart.
    Phrases that every newsroom uses count for nothing. The order of the two makes no difference.
    """
    left, right = (one, two) if one.id <= two.id else (two, one)
    words = words_of(left.text), words_of(right.text)
    shared = tiles(*words)
    found = list(groups(*words, shared))
    sure = [group for group in found if group.sure]
    loose, strict = _shares(found, words), _shares(sure, words)
    kept, shares = (found, loose) if max(loose) >= ALIKE else (sure, strict)
    if max(sum(group.left for group in kept), sum(group.right for group in kept)) < FEWEST:
        return None
    kind = _kind(shares, kept)
    places = tuple(passages(*words, kept))
    spoken = tuple(quotations(*words, shared))
    return Reuse(
        left=left.id,
        right=right.id,
        kind=kind,
        left_share=round(shares[0], 4),
        right_share=round(shares[1], 4),
        passages=places,
        quotations=spoken,
        earlier=earlier(left, right),
        reason=_reason(kind, shares, len(places), len(spoken)),
    )


def earlier(one: Report, two: Report) -> str | None:
    """The id of the report published first; None where the days are equal or one is not known."""
    if one.published is None or two.published is None or one.published == two.published:
        return None
    return one.id if one.published < two.published else two.id


def _shares(found: Sequence[Group], words: tuple[Words, Words]) -> tuple[float, float]:
    left, right = words
    return (
        sum(group.left for group in found) / left.total if left.total else 0.0,
        sum(group.right for group in found) / right.total if right.total else 0.0,
    )


def _kind(shares: tuple[float, float], kept: Sequence[Group]) -> ReuseKind:
    if min(shares) >= NEARLY_ALL:
        return ReuseKind.REPRINT
    lengths = [run.length for group in kept for run in group.runs]
    if max(shares) >= ALIKE and sum(length for length in lengths if length >= SURE_RUN) < UNBROKEN * sum(lengths):
        return ReuseKind.REWRITE
    return ReuseKind.EDITED if max(shares) >= MOST else ReuseKind.PASSAGE


WHAT = {
    ReuseKind.REPRINT: "Nearly all of both texts is the same",
    ReuseKind.EDITED: "Most of one text stands in the other, with cuts or changes",
    ReuseKind.REWRITE: "One text runs as the other does, in partly other words",
    ReuseKind.PASSAGE: "Some passages stand in both texts",
}


def _reason(kind: ReuseKind, shares: tuple[float, float], places: int, spoken: int) -> str:
    aside = f"; {_number(spoken, 'quotation')} in common not counted" if spoken else ""
    return f"{WHAT[kind]}: {_number(places, 'passage')}, {shares[0]:.0%} of the words outside quotation marks of the one and {shares[1]:.0%} of the other{aside}."


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
