"""The rows of stories: which reports and propositions belong together, and the line of each story. Derived, and changed where propositions did."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec
from sqlalchemy import Column, Connection, bindparam, delete, func, insert, select, update

from sayso.ledger.board_tables import facet, facet_value, line, story, story_report, told
from sayso.ledger.tables import document

BATCH = 400  # values of one query: well under SQLite's limit on variables
FACETS = 30  # values of a kind that a story shows
KIND_OF_VERDICT = "verdict"


def reports_of(connection: Connection, propositions: Iterable[str]) -> dict[str, list[str]]:
    """The reports that tell of each of these propositions, by id."""
    return _pairs(connection, told.c.proposition_id, propositions)


def propositions_of(connection: Connection, reports: Iterable[str]) -> set[str]:
    """The propositions that any of these reports tells of."""
    return {str(row[0]) for batch in _batches(reports) for row in connection.execute(select(told.c.proposition_id).where(told.c.document_id.in_(batch)).distinct())}


def homes_of(connection: Connection, reports: Iterable[str]) -> dict[str, str]:
    """The report that stands for the story of each of these, of those that are in one."""
    return {row.document_id: row.root for batch in _batches(reports) for row in connection.execute(select(story_report).where(story_report.c.document_id.in_(batch)))}


def members(connection: Connection, roots: Iterable[str]) -> set[str]:
    """The reports of these stories."""
    return {str(row[0]) for batch in _batches(roots) for row in connection.execute(select(story_report.c.document_id).where(story_report.c.root.in_(batch)))}


def settle(connection: Connection, reports: Collection[str], home: Mapping[str, str]) -> None:
    """Notes the homes of these reports; those without one are in no story."""
    for batch in _batches(reports):
        connection.execute(delete(story_report).where(story_report.c.document_id.in_(batch)))
    if home:
        connection.execute(insert(story_report), [{"document_id": key, "root": root} for key, root in sorted(home.items())])


def roots_of(connection: Connection, propositions: Iterable[str]) -> dict[str, str | None]:
    """The report that stands for the story of each of these propositions."""
    query = select(line.c.proposition_id, line.c.root)
    return {row.proposition_id: row.root for batch in _batches(propositions) for row in connection.execute(query.where(line.c.proposition_id.in_(batch)))}


def assign(connection: Connection, roots: Mapping[str, str]) -> None:
    """Puts propositions into stories."""
    if roots:
        changed = update(line).where(line.c.proposition_id == bindparam("key")).values(root=bindparam("home"))
        connection.execute(changed, [{"key": key, "home": root} for key, root in sorted(roots.items())])


def tell(connection: Connection, roots: Iterable[str]) -> None:
    """Makes the lines of these stories anew; of those without propositions none."""
    wanted = sorted(set(roots))
    for batch in _batches(wanted):
        connection.execute(delete(story).where(story.c.root.in_(batch)))
    rows = [row for root in wanted if (row := _story(connection, root)) is not None]
    if rows:
        connection.execute(insert(story), rows)


def _story(connection: Connection, root: str) -> dict[str, object] | None:
    columns = (line.c.proposition_id, line.c.text, line.c.verdict)
    held = list(connection.execute(select(*columns).where(line.c.root == root).order_by(line.c.carriers.desc(), line.c.claims.desc(), line.c.proposition_id)))
    if not held:
        return None
    mine = select(told.c.document_id).join(line, line.c.proposition_id == told.c.proposition_id).where(line.c.root == root)
    facts = func.count(), func.count(document.c.outlet.distinct()), func.min(document.c.published), func.max(document.c.published)
    documents, outlets, first, last = connection.execute(select(*facts).where(document.c.id.in_(mine))).one()
    verdicts = Counter(row.verdict for row in held)
    return {
        "id": "S-" + min(row.proposition_id for row in held).partition("-")[2],
        "root": root,
        "title": held[0].text,
        "first": first,
        "last": last,
        "propositions": len(held),
        "documents": documents,
        "outlets": outlets,
        "verdicts": _json(dict(sorted(verdicts.items()))),
        "facets": _json(dict(sorted(_facets(connection, root, verdicts)))),
    }


def _facets(connection: Connection, root: str, verdicts: Mapping[str, int]) -> Iterator[tuple[str, Sequence[tuple[str, str, int]]]]:
    """The values to filter by, as they are given to a filter, with label and count, the most frequent first."""
    yield KIND_OF_VERDICT, sorted(((name, name, count) for name, count in verdicts.items()), key=_frequent)
    query = (
        select(facet.c.kind, facet.c.key, facet_value.c.label, func.count().label("found"))
        .join(line, line.c.proposition_id == facet.c.proposition_id)
        .join(facet_value, (facet_value.c.kind == facet.c.kind) & (facet_value.c.key == facet.c.key))
        .where(line.c.root == root)
        .group_by(facet.c.kind, facet.c.key)
    )
    values: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
    for row in connection.execute(query):
        values[row.kind].append((row.key, row.label, row.found))
    for kind, found in values.items():
        yield kind, sorted(found, key=_frequent)[:FACETS]


def _frequent(value: tuple[str, str, int]) -> tuple[int, str, str]:
    return (-value[2], value[1], value[0])


def _pairs(connection: Connection, column: Column[str], wanted: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for batch in _batches(wanted):
        for row in connection.execute(select(told).where(column.in_(batch)).order_by(told.c.document_id)):
            found[row.proposition_id].append(row.document_id)
    return found


def _batches(values: Iterable[str]) -> Iterator[list[str]]:
    held = sorted(set(values))
    for first in range(0, len(held), BATCH):
        yield held[first : first + BATCH]


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
