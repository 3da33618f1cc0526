"""Loads what weighing needs around some reports: the reports themselves, their statements, the text they share, whom they cite. Each is fetched once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from sayso.ledger import weighing as kept
from sayso.ledger.events import events_of
from sayso.ledger.review_weighing import document_digests
from sayso.ledger.view import claims_by_id
from sayso.model.reuse import Passage, Reuse
from sayso.model.review import ReviewKind
from sayso.model.weighing import Report, Statement
from sayso.synthesis.origins import Context
from sayso.synthesis.reuse import copied
from sayso.synthesis.reuse.comparison import earlier
from sayso.synthesis.statements import by_report, statements


class Surroundings:
    """What is known around reports, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._reports: dict[str, Report] = {}
        self._statements: dict[str, Sequence[Statement]] = {}
        self._judged: dict[str, str | None] = {}

    def report(self, document: str) -> Report:
        """The report of one document."""
        return self.reports([document])[document]

    def reports(self, documents: Iterable[str]) -> dict[str, Report]:
        """The reports of these documents, by id in order."""
        wanted = sorted(set(documents))
        self._reports |= kept.reports(self._connection, [key for key in wanted if key not in self._reports])
        return {key: self._reports[key] for key in wanted}

    def statements(self, documents: Iterable[str]) -> dict[str, Sequence[Statement]]:
        """The statements of each of these documents, in the order of the text, as judged: those that a person rejected are left out."""
        wanted = sorted(set(documents))
        missing = [key for key in wanted if key not in self._statements]
        views = [view for view in claims_by_id(self._connection, kept.claims_of(self._connection, missing)) if view.reviewed is None or view.reviewed.kind != ReviewKind.REJECT]
        found = by_report(statements(views, events_of(self._connection, [view.id for view in views])))
        self._statements |= {key: found.get(key, ()) for key in missing}
        return {key: self._statements[key] for key in wanted}

    def judgements(self, documents: Iterable[str]) -> dict[str, str]:
        """A digest of what persons set in each of these documents, for those in which they did; equal for copies of a report."""
        wanted = sorted(set(documents))
        missing = [key for key in wanted if key not in self._judged]
        found = document_digests(self._connection, missing) if missing else {}
        self._judged |= {key: found.get(key) for key in missing}
        return {key: digest for key in wanted if (digest := self._judged[key])}

    def context(self, documents: Iterable[str]) -> Context:
        """What is known of these reports and of what joins them."""
        wanted = sorted(set(documents))
        reports = self.reports(wanted)
        edges: dict[str, list[Reuse]] = defaultdict(list)
        for edge in self._edges(reports):
            edges[edge.left].append(edge)
            edges[edge.right].append(edge)
        cited = kept.citations_of(self._connection, wanted)
        return Context(
            reports=reports,
            reuse={key: tuple(held) for key, held in edges.items()},
            citations={key: cited.get(key, ()) for key in wanted},
            statements={key: tuple(held) for key, held in self.statements(wanted).items()},
        )

    def _edges(self, reports: Mapping[str, Report]) -> Iterator[Reuse]:
        """The edges between these reports. Of copies of one text the one with the least id stands for all, and each other is joined to it alone."""
        keys = {key: one.text for key, one in kept.noted(self._connection, reports).items()}
        first: dict[int, Report] = {}
        for key in sorted(keys):
            if keys[key] in first:
                yield copied(first[keys[key]], reports[key])
            else:
                first[keys[key]] = reports[key]
        for (left, right), edge in kept.reuse_of(self._connection, first).items():
            yield between(edge, first[left], first[right])


def between(edge: Reuse, one: Report, two: Report) -> Reuse:
    """The edge of two texts as that of two reports with these texts, ``one`` with the text on the edge's left."""
    if one.id <= two.id:
        return replace(edge, left=one.id, right=two.id, earlier=earlier(one, two))
    return replace(turned(edge), left=two.id, right=one.id, earlier=earlier(two, one))


def turned(edge: Reuse) -> Reuse:
    """The same edge seen from its other end."""
    return replace(
        edge,
        left=edge.right,
        right=edge.left,
        left_share=edge.right_share,
        right_share=edge.left_share,
        passages=_turned(edge.passages),
        quotations=_turned(edge.quotations),
    )


def _turned(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    return tuple(sorted((Passage(left=one.right, right=one.left) for one in passages), key=lambda one: (one.left.start, one.right.start)))
