"""Weighs one proposition: as it is, with what it shows, and as it stood at the end of each day on which one of its reports was published.

What news are told from must not be weighed when somebody asks. So the days are kept beside the proposition, and one that follows from what it followed from before is
taken over: a report that comes in last costs one weighing, as without days.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import Connection

from sayso.desk.surroundings import Surroundings
from sayso.ledger.weighing import documents_of
from sayso.model.exhibit import Exhibit
from sayso.model.identity import content_id
from sayso.model.proposition import Proposition
from sayso.model.snapshot import Day, Snapshot
from sayso.model.weighing import Report, Statement
from sayso.synthesis.exhibits import exhibit
from sayso.synthesis.news import snapshot
from sayso.synthesis.weighing import weigh


class Propositions:
    """Weighs within one transaction. ``known`` are snapshots by their basis."""

    def __init__(self, connection: Connection, around: Surroundings, known: Mapping[str, Snapshot]) -> None:
        self._connection = connection
        self._around = around
        self._known = known

    def weigh(self, claims: Collection[str]) -> tuple[Proposition, Exhibit]:
        """The proposition that these claims make, and what it shows."""
        context = self._around.context(documents_of(self._connection, claims))
        wanted = set(claims)
        statements = {one.id: one for held in context.statements.values() for one in held if one.id in wanted}
        found = weigh(list(statements.values()), context)
        return found, exhibit(found, statements, context.reports, list(self._days(found, statements, context.reports)))

    def _days(self, one: Proposition, statements: Mapping[str, Statement], reports: Mapping[str, Report]) -> Iterator[Day]:
        """How it stood, day by day; on the last one as it is."""
        published = {key: reports[statements[key].report].published or "" for key in one.statements}
        days = sorted(set(published.values()))
        judged = self._around.judgements(reports)
        for day in days:
            told = [statements[key] for key in one.statements if published[key] <= day]
            basis = _basis(told, reports, judged)
            yield Day(day=day, basis=basis, stood=snapshot(one) if day == days[-1] else self._known.get(basis) or self._stood(told))

    def _stood(self, told: Collection[Statement]) -> Snapshot:
        """How it stands with these statements, the reports of others being unknown."""
        return snapshot(weigh(list(told), self._around.context(one.report for one in told)))


def _basis(told: Collection[Statement], reports: Mapping[str, Report], judged: Mapping[str, str]) -> str:
    """What the weighing of these statements follows from: they, their reports, which of these are replaced by newer versions, and what persons set in them."""
    held = [reports[key] for key in sorted({one.report for one in told})]
    return content_id("b", sorted(one.id for one in told), [[one.id, one.number, one.latest, judged.get(one.id)] for one in held])
