"""Lists of the board: stories, propositions, times. Read from narrow rows, a page at a time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, func, select

from sayso.ledger.board_filter import SORTS, beginning, conditions
from sayso.ledger.board_tables import line, story
from sayso.ledger.review import credibility_of
from sayso.model.board import Paged, PropositionFilter, PropositionLine, StoryLine, TimelineRow
from sayso.model.proposition import NumberPoint

Facets = dict[str, tuple[tuple[str, str, int], ...]]


class _Detail(msgspec.Struct):
    """What a line holds that nothing is asked by."""

    origins: tuple[str, ...]
    deniers: tuple[str, ...]
    decliners: tuple[str, ...]
    numbers: tuple[NumberPoint, ...]


DETAIL = msgspec.json.Decoder(_Detail)
VERDICTS = msgspec.json.Decoder(dict[str, int])
FACETS = msgspec.json.Decoder(Facets)


def stories(connection: Connection, seen: int | None, limit: int, offset: int) -> Paged[StoryLine]:
    """Stories, those last told of first."""
    rows = list(connection.execute(select(story).order_by(story.c.last.desc(), story.c.id.desc()).limit(limit).offset(offset)))
    total = connection.execute(select(func.count()).select_from(story)).scalar() or 0
    news = _news(connection, [row.root for row in rows], seen)
    return Paged(items=tuple(_story(row, news.get(row.root, (0, 0))) for row in rows), total=total, offset=offset, limit=limit)


def story_ids(connection: Connection, prefix: str, most: int) -> list[str]:
    """The ids of stories that begin so, at most so many."""
    return [str(row[0]) for row in connection.execute(select(story.c.id).where(beginning(story.c.id, prefix)).order_by(story.c.id).limit(most))]


def one_story(connection: Connection, wanted: str, seen: int | None) -> tuple[StoryLine, Facets]:
    """A story with the values to filter by."""
    row = connection.execute(select(story).where(story.c.id == wanted)).one()
    return _story(row, _news(connection, [row.root], seen).get(row.root, (0, 0))), FACETS.decode(row.facets)


def _news(connection: Connection, roots: Iterable[str], seen: int | None) -> dict[str, tuple[int, int]]:
    """How many propositions of each story are new since, and how many got claims."""
    if seen is None:
        return {}
    fresh = func.count().filter(line.c.oldest > seen)
    query = select(line.c.root, fresh, func.count() - fresh).where(line.c.root.in_(list(roots)), line.c.newest > seen).group_by(line.c.root)
    return {row[0]: (row[1], row[2]) for row in connection.execute(query)}


def _story(row: Row[Any], news: tuple[int, int]) -> StoryLine:
    return StoryLine(
        id=row.id,
        title=row.title,
        first=row.first,
        last=row.last,
        propositions=row.propositions,
        documents=row.documents,
        outlets=row.outlets,
        verdicts=VERDICTS.decode(row.verdicts),
        fresh=news[0],
        moved=news[1],
    )


def propositions(connection: Connection, wanted: PropositionFilter) -> Paged[PropositionLine]:
    """A page of the propositions that fit."""
    order = SORTS[wanted.sort]
    chosen = select(line.c.number).where(*conditions(wanted)).order_by(*order).limit(wanted.limit).offset(wanted.offset)  # answered by an index where all fit
    rows = list(connection.execute(_with_story(select(line, story.c.id.label("story"))).where(line.c.number.in_(chosen)).order_by(*order)))
    return Paged(items=tuple(_lines(connection, rows, wanted.seen)), total=_total(connection, wanted, len(rows)), offset=wanted.offset, limit=wanted.limit)


def one_proposition(connection: Connection, wanted: str) -> PropositionLine:
    """The line of a proposition."""
    rows = list(connection.execute(_with_story(select(line, story.c.id.label("story"))).where(line.c.proposition_id == wanted)))
    return _lines(connection, rows, None)[0]


def _with_story(query: Select[Any]) -> Select[Any]:
    return query.join(story, story.c.root == line.c.root)


def _total(connection: Connection, wanted: PropositionFilter, shown: int) -> int:
    """How many propositions fit, of which so many are on this page: the last page tells it, any other asks."""
    if shown < wanted.limit and (shown or not wanted.offset):
        return wanted.offset + shown
    return int(connection.execute(select(func.count()).select_from(line).where(*conditions(wanted))).scalar() or 0)


def _lines(connection: Connection, rows: list[Row[Any]], seen: int | None) -> list[PropositionLine]:
    set_by_persons = credibility_of(connection, [row.proposition_id for row in rows])
    return [_line(row, set_by_persons.get(row.proposition_id), seen) for row in rows]


def _line(row: Row[Any], credibility: int | None, seen: int | None) -> PropositionLine:
    held = DETAIL.decode(row.detail)
    return PropositionLine(
        id=row.proposition_id,
        story=row.story,
        text=row.text,
        type=row.type,
        verdict=row.verdict,
        least=row.least,
        most=row.most,
        carriers=row.carriers,
        claims=row.claims,
        origins=held.origins,
        deniers=held.deniers,
        decliners=held.decliners,
        number=held.numbers[-1] if held.numbers else None,
        numbers=held.numbers,
        first=row.first,
        last=row.last,
        credibility=credibility,
        state=_state(row.oldest, row.newest, seen),
    )


def _state(oldest: int, newest: int, seen: int | None) -> str:
    if seen is None or newest <= seen:
        return ""
    return "fresh" if oldest > seen else "moved"


def timeline(connection: Connection, wanted: PropositionFilter) -> Paged[TimelineRow]:
    """A page of the propositions that fit, in the order of their events; those without a time of their event stand where they were first said."""
    at = func.coalesce(line.c.start, line.c.end, line.c.first, "9999")
    columns = [line.c[name] for name in ("proposition_id", "text", "verdict", "least", "start", "end", "first", "last")]
    query = select(*columns).where(*conditions(wanted)).order_by(at, line.c.proposition_id).limit(wanted.limit).offset(wanted.offset)
    rows = tuple(
        TimelineRow(
            proposition=row.proposition_id,
            text=row.text,
            verdict=row.verdict,
            origins=row.least,
            start=row.start,
            end=row.end,
            first=row.first,
            last=row.last,
        )
        for row in connection.execute(query)
    )
    return Paged(items=rows, total=_total(connection, wanted, len(rows)), offset=wanted.offset, limit=wanted.limit)
