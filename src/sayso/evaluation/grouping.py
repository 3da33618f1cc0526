"""Groups of headlines of one rumour, and of mentions of one event, as the scorer of clusters takes them: one record for each with the name of its group.

These sets have no claims, so what is measured is the likeness of words and mentions that grouping has, and its linkage.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.documents.build import DocumentBuilder, Limits
from sayso.evaluation.items import given_spans
from sayso.model.document import Document, RawItem
from sayso.model.tree import Tree
from sayso.pipeline import Pipeline
from sayso.synthesis.grouping.affairs import affairs
from sayso.synthesis.grouping.clusters import linked
from sayso.synthesis.grouping.mentions import Mention, likenesses, read_mention
from sayso.synthesis.grouping.texts import met, shared_stems

name = "grouping"
Matrix = NDArray[np.float64]
# Bounds. Headlines: a2 (434 in 55 rumours), 2026-11-30: B-cubed F1 .950; .94 to .95 from .26 to .36. Mentions: a1 (1,245), set on topics 2, 12, 21, 34 (CoNLL .779, .769 at
# .53, .771 at .63); the other four give .82, all .798 and pairwise F1 .69.
HEADLINES = 0.32
MENTIONS = 0.58
DECIMALS = 9


def whole(rows: Sequence[dict[str, Any]], pipeline: Pipeline) -> Iterator[dict[str, Any]]:
    """One record for each headline, or for each mention where the rows have some (``doc``, ``text``, ``start``, ``end``); texts of other kinds are passed over."""
    mentions = [row for row in rows if "mention" in row]
    headlines = [row for row in rows if row.get("kind") == "headline"]
    for found, groups in ((headlines, _headlines(headlines)), (mentions, _mentions(mentions, pipeline))):
        for number, group in enumerate(groups):
            yield from ({"id": found[at]["id"], "cluster": f"{number}"} for at in group)


def _headlines(rows: Sequence[dict[str, Any]]) -> list[list[int]]:
    return affairs(met([row["text"] for row in rows]), HEADLINES) if rows else []


def _mentions(rows: Sequence[dict[str, Any]], pipeline: Pipeline) -> list[list[int]]:
    """Mentions by their likeness, among the documents of one affair; what a document is about its sentences with mentions tell."""
    if not rows:
        return []
    sentences: dict[str, dict[str, None]] = {}
    for row in rows:
        sentences.setdefault(row["doc"], {})[row["text"]] = None
    documents = list(sentences)
    groups = affairs(shared_stems([" ".join(sentences[doc]) for doc in documents]))
    affair = {documents[at]: number for number, group in enumerate(groups) for at in group}
    read = _read(rows, pipeline)
    found = []
    for number in range(len(groups)):
        part = [at for at, row in enumerate(rows) if affair[row["doc"]] == number]
        found += [[part[at] for at in group] for group in _linked(likenesses([read[at] for at in part]), MENTIONS)]
    return found


def _read(rows: Sequence[dict[str, Any]], pipeline: Pipeline) -> list[Mention]:
    builder = DocumentBuilder(Limits(characters=1_000_000, html_seconds=20))
    texts = sorted({row["text"] for row in rows})
    documents = [builder.build(RawItem(location="mention", media_type="text/plain", data=text.encode("utf-8", "surrogatepass")))[0] for text in texts]
    parsed: Mapping[str, tuple[Document, Tree]] = dict(zip(texts, zip(documents, pipeline.trees(documents), strict=True), strict=True))
    return [_mention(row, *parsed[row["text"]]) for row in rows]


def _mention(row: dict[str, Any], document: Document, tree: Tree) -> Mention:
    (span,) = given_spans(document, [(row["start"], row["end"])])
    return read_mention(tree, span, row["mention"]) if span else Mention(words=row["mention"], kinds={}, around={})


def _linked(likeness: Matrix, bound: float) -> list[list[int]]:
    return linked(np.round(likeness, DECIMALS), np.zeros(likeness.shape, dtype=bool), bound)
