"""Ties decisions to the words they are about, and finds these words again in the ledger of today.

A decision about a claim holds for that claim in every copy of the report: same text, same day of publication. Where the program finds other claims in the same text, it holds for
the claim with the same contents, else for the one of the same speaker with most in common, at least half. Where the text itself is cut otherwise, the bytes are
the same and the words decide.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from sayso.ledger.tables import attribution, claim, content, document, source_link
from sayso.ledger.weighing import batches
from sayso.model.review import Anchor

LEAST = 0.5  # of the longer of two contents that both must have in common


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The document of a claim, as far as anchors go."""

    id: str
    text: str
    raw: str
    published: str | None


def texts_of(connection: Connection, documents: Iterable[str]) -> dict[str, Text]:
    """The texts of these documents."""
    found: dict[str, Text] = {}
    for batch in batches(sorted(set(documents))):
        found.update(_texts(connection, document.c.id.in_(batch)))
    return found


def _texts_of(connection: Connection, anchors: Collection[Anchor]) -> dict[str, Text]:
    """The documents with the text of one of these anchors, or with its bytes where its text is nowhere in the ledger."""
    found: dict[str, Text] = {}
    for batch in batches(sorted({one.text for one in anchors})):
        found.update(_texts(connection, document.c.text_sha256.in_(batch)))
    known = {one.text for one in found.values()}
    for batch in batches(sorted({one.raw for one in anchors if one.text not in known})):
        found.update(_texts(connection, document.c.raw_sha256.in_(batch)))
    return found


def _texts(connection: Connection, condition: object) -> dict[str, Text]:
    query = select(document.c.id, document.c.text_sha256, document.c.raw_sha256, document.c.published).where(condition)  # type: ignore[arg-type]  # any condition of the library
    return {row.id: Text(id=row.id, text=row.text_sha256, raw=row.raw_sha256, published=row.published) for row in connection.execute(query)}


def anchors_in(connection: Connection, documents: Iterable[str]) -> dict[str, list[Anchor]]:
    """An anchor for each claim of these documents, by document, in the order of their ids."""
    texts = texts_of(connection, documents)
    found: dict[str, list[Anchor]] = {key: [] for key in sorted(texts)}
    for batch in batches(sorted(texts)):
        ids = [str(row[0]) for row in connection.execute(select(claim.c.id).where(claim.c.document_id.in_(batch)))]
        for one in _anchors(connection, ids, texts):
            found[one.document].append(one)
    return {key: sorted(held, key=lambda one: one.claim) for key, held in found.items()}


def anchors_of(connection: Connection, claims: Sequence[str]) -> list[Anchor]:
    """An anchor for each of these claims, in their order."""
    documents: set[str] = set()
    for batch in batches(claims):
        documents.update(str(row[0]) for row in connection.execute(select(claim.c.document_id).where(claim.c.id.in_(batch)).distinct()))
    made = {one.claim: one for one in _anchors(connection, claims, texts_of(connection, documents))}
    return [made[key] for key in claims]


def _anchors(connection: Connection, claims: Sequence[str], texts: Mapping[str, Text]) -> list[Anchor]:
    found: list[Anchor] = []
    for batch in batches(claims):
        contents: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for row in connection.execute(select(content).where(content.c.owner.in_(batch)).order_by(content.c.position)):
            contents[row.owner].append((row.start, row.end, row.words))
        inner = select(source_link.c.claim_id, func.max(source_link.c.position).label("position")).where(source_link.c.claim_id.in_(batch)).group_by(source_link.c.claim_id)
        last = inner.subquery()
        query = (
            select(claim.c.id, claim.c.document_id, attribution.c.cue_words, source_link.c.words, source_link.c.name, source_link.c.organisation)
            .join(attribution, attribution.c.id == claim.c.attribution_id)
            .join(last, last.c.claim_id == claim.c.id)
            .join(source_link, (source_link.c.claim_id == claim.c.id) & (source_link.c.position == last.c.position) & (source_link.c.member == 0))
            .where(claim.c.id.in_(batch))
        )
        for row in connection.execute(query):
            held, owner = contents[row.id], texts[row.document_id]
            found.append(
                Anchor(
                    claim=row.id,
                    document=owner.id,
                    text=owner.text,
                    raw=owner.raw,
                    published=owner.published,
                    spans=tuple((start, end) for start, end, _ in held),
                    words=tuple(words for _, _, words in held),
                    cue=row.cue_words,
                    speaker=row.words,
                    name=row.name or row.organisation,
                )
            )
    return found


def resolve(connection: Connection, anchors: Iterable[Anchor], within: Collection[str] | None = None) -> dict[Anchor, tuple[str, ...]]:
    """The claims of today that each anchor means, one in each copy of its report (of these documents alone, where given); none where its words are not there."""
    wanted = dict.fromkeys(anchors)
    texts = _texts_of(connection, wanted.keys())
    by_text: dict[str, list[Text]] = defaultdict(list)
    by_raw: dict[str, list[Text]] = defaultdict(list)
    for key in sorted(texts):
        by_text[texts[key].text].append(texts[key])
        by_raw[texts[key].raw].append(texts[key])
    places = {one: [owner for owner in _documents(one, by_text[one.text], by_raw[one.raw]) if within is None or owner.id in within] for one in wanted}
    standing = anchors_in(connection, {owner.id for held in places.values() for owner in held})
    return {one: tuple(found for owner in held if (found := _match(one, standing[owner.id]))) for one, held in places.items()}


def _documents(anchor: Anchor, same_text: Sequence[Text], same_bytes: Sequence[Text]) -> Sequence[Text]:
    """The copies of the anchor's report: of the same text those of its day, else all; without them those of the same bytes."""
    of_day = [one for one in same_text if one.published == anchor.published]
    return of_day or same_text or same_bytes


def _match(anchor: Anchor, claims: Sequence[Anchor]) -> str | None:
    """The claim of a document that the anchor means."""
    measure = _shared_text if any(one.text == anchor.text for one in claims) else _shared_words
    scored = [(measure(anchor, one), one.cue == anchor.cue, _same_speaker(anchor, one), one.claim) for one in claims]
    whole = [row for row in scored if row[0] == 1.0]
    part = [row for row in scored if row[0] >= LEAST and row[2]]
    best = max(whole or part, key=lambda row: row[:3], default=None)
    return best[3] if best else None


def _same_speaker(one: Anchor, two: Anchor) -> bool:
    for left, right in ((one.speaker, two.speaker), (one.name, two.name)):
        if left and right and left.casefold() == right.casefold():
            return True
    return not any((one.speaker, one.name, two.speaker, two.name))


def _shared_text(one: Anchor, two: Anchor) -> float:
    """How much of the longer of two contents of one text both cover."""
    common = sum(max(0, min(mine[1], other[1]) - max(mine[0], other[0])) for mine in one.spans for other in two.spans)
    return common / max(_size(one), _size(two))


def _size(one: Anchor) -> int:
    return sum(end - start for start, end in one.spans)


def _shared_words(one: Anchor, two: Anchor) -> float:
    """How many of the words of the longer of two contents both have."""
    mine, other = (Counter(" ".join(anchor.words).split()) for anchor in (one, two))
    return (mine & other).total() / max(mine.total(), other.total(), 1)
