"""Which of a document's intervals say when the thing claimed is, was or will be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sayso.grounding.times.anchors import publication
from sayso.grounding.times.intervals import NOW
from sayso.model.grounding import TimeInterval
from sayso.model.span import Span, hull
from sayso.model.tree import Tree
from sayso.vocabulary.actors import body_nouns

AS_OF = "as of a date"
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
NEWS = dt.timedelta(days=7)
"""What was said longer ago is told as something that happened then: in the corpus (2026-11-29) 20 of 36 such claims have that time, of newer ones 29 of 170."""


def claim_times(tree: Tree, intervals: Sequence[TimeInterval], contents: Sequence[Span], cue: Span | None, published: str | None = None) -> list[TimeInterval]:
    """The intervals of a claim: those inside its content; else the one beside its reporting words, where the content is a mere noun phrase
    ("confirmed the withdrawal on Tuesday") or the report is told of an earlier time ("had assured us on 24 October", or with ``published`` a time more than a week
    before). A time that only says when somebody spoke is none.
    """
    inside = [interval for interval in intervals if interval.rule != NOW and any(interval.span.overlaps(content) for content in contents)]
    if inside or not contents:
        return inside
    tokens = tree.parse.tokens_in(hull(contents))
    if not tokens:
        return []
    near = [interval for interval in intervals if _same_sentence(tree, interval.span, tokens[0])]
    return [interval for interval in near if interval.rule == AS_OF or (cue and _beside(tree, interval, cue, tokens, publication(published)))]


def _same_sentence(tree: Tree, span: Span, token: int) -> bool:
    tokens = tree.parse.tokens_in(span)
    return bool(tokens) and tree.sentence_of[tokens[0]] == tree.sentence_of[token]


def _beside(tree: Tree, interval: TimeInterval, cue: Span, content: range, now: dt.date | None) -> bool:
    """Whether the time belongs to the reporting words, and these to a noun phrase, or to an earlier time."""
    cues = tree.parse.tokens_in(cue)
    at = tree.parse.tokens_in(interval.span)[-1]
    verb = next((up for up in tree.ancestors(at) if tree.is_verb(up)), None)
    if _of_a_picture(tree, at, cues):
        return True
    if verb is None or verb not in cues:
        return False
    nominal = not any(tree.is_verb(token) for token in content)
    return nominal or _long_ago(interval, now) or any(tree.lower(kid) in {"had", "'d", "’d"} for kid in tree.kids(verb, "aux"))


def _of_a_picture(tree: Tree, at: int, cues: range) -> bool:
    """Whether the time is that of a picture or measurement that shows the thing claimed: "an image taken on 19 May shows ..."."""
    for up in tree.ancestors(at):
        if tree.parse.deps[up] in SUBJECTS and tree.parse.heads[up] in cues:
            return body_nouns().get(tree.lower(up)) == "sensor" or body_nouns().get(tree.parse.lemmas[up]) == "sensor"
    return False


def _long_ago(interval: TimeInterval, now: dt.date | None) -> bool:
    last = interval.end or interval.start
    return now is not None and last is not None and now - dt.date.fromisoformat(last[:10]) > NEWS
