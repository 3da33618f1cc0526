"""What some reports brought about propositions. As they are now they stand in the ledger; as they were before these reports they are weighed again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sqlalchemy import Connection

from sayso.desk.surroundings import Surroundings
from sayso.ledger import board_news as told
from sayso.ledger import weighing as kept
from sayso.model.board import Paged
from sayso.model.proposition import Proposition
from sayso.model.story_views import NewsView
from sayso.synthesis.news import news
from sayso.synthesis.weighing import weigh

IsNew = Callable[[str, str | None], bool]  # of a report's id, and its day of publication


def news_about(connection: Connection, wanted: Sequence[str], is_new: IsNew, since: str) -> Iterator[NewsView]:
    """The news about these propositions, in their order. One that only new reports tell of is new, and is not weighed at all."""
    claims = told.claims_of(connection, wanted)
    earlier = {key: {claim: report for claim, (report, day) in held.items() if not is_new(report, day)} for key, held in claims.items()}
    around = Surroundings(connection)
    around.statements({report for held in earlier.values() for report in held.values()})  # of all at once, which takes fewer questions
    found = {one.id: one for one in kept.propositions(connection, wanted)}
    for key in wanted:
        yield from news(_before(found[key], earlier[key], around), found[key], since)


def _before(one: Proposition, earlier: dict[str, str], around: Surroundings) -> Proposition | None:
    """The proposition that its earlier claims, each given with its report, made; None where there are none."""
    if not earlier:
        return None
    context = around.context(earlier.values())
    statements = {row.id: row for held in context.statements.values() for row in held}
    return weigh([statements[key] for key in one.statements if key in earlier], context)


def news_since(connection: Connection, since: str, limit: int, offset: int) -> Paged[NewsView]:
    """The news in reports published on a day or later, about some of the propositions that they tell of; those last told of first, and these are what is counted."""
    wanted = told.page_since(connection, since, limit, offset)
    found = tuple(news_about(connection, wanted, lambda _, day: (day or "") >= since, since))
    return Paged(items=found, total=told.count_since(connection, since), offset=offset, limit=limit)
