"""What weighing keeps in the ledger: keys, shared text, citations, pairs of statements, propositions. Derived rows, replaced where later reports change them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, Table, delete, exists, func, insert, or_, select

from sayso.ledger.tables import claim, document
from sayso.ledger.weighing_tables import citation, matter, proposition, proposition_statement, reuse, statement, statement_key, statement_pair, text_band, weighed
from sayso.model.proposition import Proposition
from sayso.model.reuse import Reuse
from sayso.model.span import Span
from sayso.model.weighing import Citation, Report

BATCH = 400  # values of one query: well under SQLite's limit on variables
ALL = (proposition_statement, proposition, statement_pair, statement_key, matter, statement, citation, reuse, text_band, weighed)

Pair = tuple[str, str]
T = TypeVar("T")


def batches(values: Iterable[T]) -> Iterator[list[T]]:
    """The values a few at a time, in their order."""
    held = list(values)
    for first in range(0, len(held), BATCH):
        yield held[first : first + BATCH]


def drop_all(connection: Connection) -> None:
    """Drops everything that was derived."""
    for table in ALL:
        connection.execute(delete(table))


def waiting(connection: Connection, rules: str) -> tuple[list[str], bool]:
    """The documents that were not weighed, those published first before others; and whether others were weighed by other rules, so that all must be weighed anew."""
    stale = connection.execute(select(exists().where(weighed.c.rules != rules))).scalar()
    query = select(document.c.id).order_by(func.coalesce(document.c.published, ""), document.c.id)
    if not stale:
        query = query.where(~exists().where(weighed.c.document_id == document.c.id))
    return [str(row[0]) for row in connection.execute(query)], bool(stale)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What is noted of a document that was weighed: the key of its text's words, and how many bands that has."""

    id: str
    text: int
    bands: int


def mark(connection: Connection, documents: Iterable[Weighed], rules: str) -> None:
    """Notes that these documents were weighed."""
    _insert(connection, weighed, [{"document_id": one.id, "text": one.text, "bands": one.bands, "rules": rules} for one in documents])


def noted(connection: Connection, documents: Iterable[str]) -> dict[str, Weighed]:
    """What was noted of these documents."""
    found: dict[str, Weighed] = {}
    for batch in batches(sorted(set(documents))):
        for row in connection.execute(select(weighed).where(weighed.c.document_id.in_(batch))):
            found[row.document_id] = Weighed(id=row.document_id, text=row.text, bands=row.bands)
    return found


def holders(connection: Connection, wanted: Iterable[int]) -> dict[int, Weighed]:
    """For each of these texts the weighed document with the least id that has it; texts of which no copy was weighed are left out."""
    first: dict[int, str] = {}
    for batch in batches(sorted(set(wanted))):
        query = select(weighed.c.text, func.min(weighed.c.document_id)).where(weighed.c.text.in_(batch)).group_by(weighed.c.text)
        first.update({row[0]: row[1] for row in connection.execute(query)})
    found = noted(connection, first.values())
    return {text: found[owner] for text, owner in sorted(first.items())}


def reports(connection: Connection, ids: Iterable[str]) -> dict[str, Report]:
    """The reports of these ids. The order of versions is that of reading, since that is what "newer" means in a ledger."""
    found: dict[str, Report] = {}
    earlier, later = document.alias(), document.alias()
    columns = [document.c[name] for name in ("id", "series", "external_id", "outlet", "url", "title", "published", "text", "paragraphs")]
    for batch in batches(sorted(set(ids))):
        query = select(
            *columns,
            select(func.count()).where(earlier.c.series == document.c.series, earlier.c.seq <= document.c.seq).scalar_subquery().label("number"),
            (~exists().where(later.c.series == document.c.series, later.c.seq > document.c.seq)).label("latest"),
        ).where(document.c.id.in_(batch))
        for row in connection.execute(query):
            facts = {name: getattr(row, name) for name in ("id", "series", "external_id", "outlet", "url", "title", "published", "text")}
            paragraphs = tuple(Span(start, end) for start, end in json.loads(row.paragraphs))
            found[row.id] = Report(number=row.number, latest=bool(row.latest), paragraphs=paragraphs, **facts)
    return found


def versions(connection: Connection, ids: Iterable[str]) -> set[str]:
    """The documents that are versions of the same reports as these."""
    mine, other = document.alias(), document.alias()
    found: set[str] = set()
    for batch in batches(sorted(set(ids))):
        found.update(str(row[0]) for row in connection.execute(select(other.c.id).join(mine, mine.c.series == other.c.series).where(mine.c.id.in_(batch))))
    return found


def claims_of(connection: Connection, documents: Iterable[str]) -> list[str]:
    """The claims of these documents."""
    found: list[str] = []
    for batch in batches(sorted(set(documents))):
        found.extend(str(row[0]) for row in connection.execute(select(claim.c.id).where(claim.c.document_id.in_(batch)).order_by(claim.c.seq)))
    return found


def documents_of(connection: Connection, claims: Iterable[str]) -> set[str]:
    """The documents of these claims."""
    found: set[str] = set()
    for batch in batches(sorted(set(claims))):
        found.update(str(row[0]) for row in connection.execute(select(claim.c.document_id).where(claim.c.id.in_(batch)).distinct()))
    return found


def add_bands(connection: Connection, bands: Mapping[int, Iterable[int]]) -> None:
    """Keeps the bands of these texts."""
    _insert(connection, text_band, [{"band": band, "text": owner} for owner, held in sorted(bands.items()) for band in sorted(set(held))])


def sharing_texts(connection: Connection, bands: Iterable[int]) -> dict[int, int]:
    """The texts that have any of these bands, with how many of them."""
    found: dict[int, int] = defaultdict(int)
    for batch in batches(sorted(set(bands))):
        for owner, count in connection.execute(select(text_band.c.text, func.count()).where(text_band.c.band.in_(batch)).group_by(text_band.c.text)):
            found[owner] += count
    return found


def add_reuse(connection: Connection, found: Mapping[tuple[int, int], Reuse]) -> None:
    """Keeps edges of shared text, by the keys of the two texts, the lesser on the left."""
    _insert(connection, reuse, [{"left_text": left, "right_text": right, "detail": msgspec.json.encode(one).decode()} for (left, right), one in sorted(found.items())])


def reuse_of(connection: Connection, wanted: Iterable[int]) -> dict[tuple[int, int], Reuse]:
    """The edges of shared text between any two of these texts."""
    rows: dict[tuple[int, int], Reuse] = {}
    asked = set(wanted)
    for batch in batches(sorted(asked)):
        for row in connection.execute(select(reuse).where(reuse.c.left_text.in_(batch))):
            if row.right_text in asked:
                rows[row.left_text, row.right_text] = msgspec.json.decode(row.detail, type=Reuse)
    return {key: rows[key] for key in sorted(rows)}


def add_statements(connection: Connection, found: Mapping[str, str]) -> None:
    """Keeps which statement each claim makes."""
    _insert(connection, statement, [{"claim_id": key, "statement": made} for key, made in sorted(found.items())])


def statements_of(connection: Connection, claims: Iterable[str]) -> dict[str, str]:
    """The statement of each of these claims."""
    found: dict[str, str] = {}
    for batch in batches(sorted(set(claims))):
        found.update({row.claim_id: row.statement for row in connection.execute(select(statement).where(statement.c.claim_id.in_(batch)))})
    return found


def claims_making(connection: Connection, wanted: Iterable[str]) -> dict[str, list[str]]:
    """The claims that make each of these statements, in the order of their ids."""
    found: dict[str, list[str]] = defaultdict(list)
    for batch in batches(sorted(set(wanted))):
        for row in connection.execute(select(statement).where(statement.c.statement.in_(batch)).order_by(statement.c.claim_id)):
            found[row.statement].append(row.claim_id)
    return found


def add_matters(connection: Connection, keys: Mapping[str, Iterable[str]]) -> None:
    """Keeps the keys of what these reports are about."""
    _insert(connection, matter, [{"key": key, "document_id": owner} for owner, held in sorted(keys.items()) for key in sorted(set(held))])


def sharing_matters(connection: Connection, keys: Iterable[str], least: int) -> set[str]:
    """The reports that have at least so many of these keys."""
    counts: dict[str, int] = defaultdict(int)
    for batch in batches(sorted(set(keys))):
        for owner, count in connection.execute(select(matter.c.document_id, func.count()).where(matter.c.key.in_(batch)).group_by(matter.c.document_id)):
            counts[owner] += count
    return {owner for owner, count in counts.items() if count >= least}


def add_statement_keys(connection: Connection, keys: Mapping[str, Iterable[str]]) -> None:
    """Keeps the keys of these statements."""
    _insert(connection, statement_key, [{"key": key, "statement": owner} for owner, held in sorted(keys.items()) for key in sorted(set(held))])


def sharing_statements(connection: Connection, keys: Iterable[str]) -> dict[str, list[str]]:
    """The statements that have each of these keys."""
    found: dict[str, list[str]] = defaultdict(list)
    for batch in batches(sorted(set(keys))):
        for key, owner in connection.execute(select(statement_key.c.key, statement_key.c.statement).where(statement_key.c.key.in_(batch))):
            found[key].append(owner)
    return found


def add_citations(connection: Connection, found: Mapping[str, Sequence[Citation]]) -> None:
    """Keeps what documents cite."""
    rows = [
        {"document_id": owner, "position": position, "outlet": one.key, "detail": msgspec.json.encode(one).decode()}
        for owner, held in sorted(found.items())
        for position, one in enumerate(held)
    ]
    _insert(connection, citation, rows)


def citations_of(connection: Connection, documents: Iterable[str]) -> dict[str, tuple[Citation, ...]]:
    """What each of these documents cites."""
    found: dict[str, list[Citation]] = defaultdict(list)
    for batch in batches(sorted(set(documents))):
        query = select(citation.c.document_id, citation.c.detail).where(citation.c.document_id.in_(batch)).order_by(citation.c.document_id, citation.c.position)
        for owner, detail in connection.execute(query):
            found[owner].append(msgspec.json.decode(detail, type=Citation))
    return {owner: tuple(held) for owner, held in found.items()}


def add_pairs(connection: Connection, scores: Mapping[Pair, float]) -> None:
    """Keeps scored pairs of statements, each once, with the lesser key on the left."""
    _insert(connection, statement_pair, [{"left_key": left, "right_key": right, "score": score} for (left, right), score in sorted(scores.items())])


def component(connection: Connection, start: Iterable[str], link: float) -> tuple[set[str], dict[Pair, float]]:
    """All statements that pairs with at least the score ``link`` join to these, directly or through others, and all kept pairs among them."""
    seen = set(start)
    front = sorted(seen)
    while front:
        reached: set[str] = set()
        for batch in batches(front):
            ends = or_(statement_pair.c.left_key.in_(batch), statement_pair.c.right_key.in_(batch))
            for row in connection.execute(select(statement_pair.c.left_key, statement_pair.c.right_key).where(ends, statement_pair.c.score >= link)):
                reached.update((row.left_key, row.right_key))
        front = sorted(reached - seen)
        seen |= reached
    scores: dict[Pair, float] = {}
    for batch in batches(sorted(seen)):
        for row in connection.execute(select(statement_pair).where(statement_pair.c.left_key.in_(batch))):
            if row.right_key in seen:
                scores[row.left_key, row.right_key] = row.score
    return seen, scores


def members(connection: Connection, claims: Iterable[str]) -> dict[str, set[str]]:
    """The propositions that hold any of these claims, each with all of its statements."""
    keys: set[str] = set()
    for batch in batches(sorted(set(claims))):
        keys.update(str(row[0]) for row in connection.execute(select(proposition_statement.c.proposition_id).where(proposition_statement.c.claim_id.in_(batch)).distinct()))
    found: dict[str, set[str]] = defaultdict(set)
    for batch in batches(sorted(keys)):
        for row in connection.execute(select(proposition_statement).where(proposition_statement.c.proposition_id.in_(batch))):
            found[row.proposition_id].add(row.claim_id)
    return found


def some_claims(connection: Connection, most: int) -> list[str]:
    """Claims that are in propositions, at most so many."""
    return [str(row[0]) for row in connection.execute(select(proposition_statement.c.claim_id).order_by(proposition_statement.c.claim_id).limit(most))]


def replace(connection: Connection, old: Iterable[str], new: Sequence[Proposition]) -> None:
    """Puts propositions in the place of others."""
    for batch in batches(sorted(set(old))):
        connection.execute(delete(proposition_statement).where(proposition_statement.c.proposition_id.in_(batch)))
        connection.execute(delete(proposition).where(proposition.c.id.in_(batch)))
    _insert(connection, proposition, [_row(one) for one in new])
    _insert(connection, proposition_statement, [{"claim_id": key, "proposition_id": one.id} for one in new for key in one.statements])


def propositions(connection: Connection, ids: Iterable[str] | None = None) -> list[Proposition]:
    """The propositions with these ids (all of them without), by id."""
    if ids is None:
        return [_proposition(row.detail) for row in connection.execute(select(proposition.c.detail).order_by(proposition.c.id))]
    found: list[Proposition] = []
    for batch in batches(sorted(set(ids))):
        found.extend(_proposition(row.detail) for row in connection.execute(select(proposition.c.detail).where(proposition.c.id.in_(batch)).order_by(proposition.c.id)))
    return found


def ids_beginning(connection: Connection, prefix: str, most: int) -> list[str]:
    """The ids of propositions that begin so, at most so many."""
    query = select(proposition.c.id).where(proposition.c.id.startswith(prefix, autoescape=True)).order_by(proposition.c.id).limit(most)
    return [str(row[0]) for row in connection.execute(query)]


def _proposition(detail: str) -> Proposition:
    return msgspec.json.decode(detail, type=Proposition)


def _row(one: Proposition) -> dict[str, Any]:
    held = one.verdict
    facts = {
        "id": one.id,
        "text": one.text,
        "type": one.type,
        "verdict": held.name.value,
        "least": held.least,
        "most": held.most,
        "first": held.first,
        "last": held.last,
    }
    return facts | {"detail": msgspec.json.encode(one).decode()}


def _insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), [dict(row) for row in rows])
