"""What some reports brought about propositions: how these stand, beside how they stood before.

How they stood on days is kept in the ledger; to tell what single reports brought, they are weighed again without these.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import Connection

from sayso.desk.surroundings import Surroundings
from sayso.ledger import board_news as told
from sayso.model.board import Paged
from sayso.model.snapshot import Snapshot
from sayso.model.story_views import NewsView
from sayso.synthesis.news import news, snapshot
from sayso.synthesis.weighing import weigh


def news_since(connection: Connection, since: str, limit: int = told.ALL, offset: int = 0) -> Iterator[NewsView]:
    """The news in reports published on a day or later, about some of the propositions that they tell of, those last told of first."""
    wanted = told.told_since(connection, since, limit, offset)
    return _news(connection, wanted, told.stood_before(connection, wanted, since), since)


def page_since(connection: Connection, since: str, limit: int, offset: int) -> Paged[NewsView]:
    """The same a page at a time; what is counted are the propositions."""
    return Paged(items=tuple(news_since(connection, since, limit, offset)), total=told.count_since(connection, since), offset=offset, limit=limit)


def news_in(connection: Connection, documents: Collection[str]) -> Iterator[NewsView]:
    """What these documents brought that the others do not hold."""
    wanted = told.told_in(connection, documents)
    return _news(connection, wanted, _stood_without(connection, wanted, frozenset(documents)), "")


def _news(connection: Connection, wanted: Sequence[str], before: Mapping[str, Snapshot], since: str) -> Iterator[NewsView]:
    held = told.current(connection, wanted)
    for key in wanted:
        yield from news(before.get(key), held[key], since)


def _stood_without(connection: Connection, wanted: Sequence[str], documents: frozenset[str]) -> dict[str, Snapshot]:
    """How these propositions would stand without some documents; one that no other tells of is left out, and not weighed at all."""
    held = told.reports_of(connection, wanted)
    earlier = {key: others for key in wanted if (others := {claim: report for claim, report in held[key].items() if report not in documents})}
    around = Surroundings(connection)
    around.statements({report for others in earlier.values() for report in others.values()})  # of all at once, which takes fewer questions
    found: dict[str, Snapshot] = {}
    for key, others in earlier.items():
        context = around.context(others.values())
        found[key] = snapshot(weigh([row for told_there in context.statements.values() for row in told_there if row.id in others], context))
    return found
