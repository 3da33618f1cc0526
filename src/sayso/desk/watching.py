"""Watches feeds and pages: asks politely, reads what is new, says what changed, and alerts. Part of the facade: ``Ledger.watch``.

Each step is one transaction, so that a kill at any moment neither loses nor doubles an entry: the state of a feed with what it brought; what an entry holds with its leaving
the queue; an alert with each way it is to go, before it is sent.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from sayso import compose
from sayso.desk.intake import WEB, Intake
from sayso.desk.stories import StoryDesk
from sayso.desk.subjects import indicator_subject, proposition_subjects
from sayso.ledger import watching as kept
from sayso.ledger.sqlite import plain_errors
from sayso.ledger.view import LedgerView
from sayso.model.errors import UserError
from sayso.model.reading import ReadSummary
from sayso.model.refusal import Refusal
from sayso.model.story_views import NewsView
from sayso.model.views import ClaimFilter, EventFilter
from sayso.settings import Settings
from sayso.sources.alerts import Alert, RuleFile, matches, read_rules
from sayso.sources.delivery import Receipt, deliver, deliveries
from sayso.sources.opml_file import addresses
from sayso.sources.watching import FeedState, Pace, Postponed, Waiting, due, due_items, packed, pause_until, poll, states_for, take, unpacked
from sayso.sources.web.answers import SystemClock
from sayso.synthesis.watchlist import watchlist


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one round of watching brought: counts, what changed, alerts with their delivery, what was refused."""

    feeds: int
    summary: ReadSummary
    news: tuple[NewsView, ...]
    receipts: tuple[Receipt, ...]
    refusals: tuple[Refusal, ...]


class WatchDesk:
    """Watches some sources for one ledger."""

    def __init__(self, settings: Settings, sources: Sequence[str], rules: str | Path | None = None) -> None:
        self._settings = settings
        self._feeds = list(_addresses(sources))
        if not self._feeds:
            raise UserError("nothing to watch; name addresses, or an OPML list of feeds")
        self._rules = read_rules(Path(rules)) if rules else None
        self._limits = compose.read_limits(settings)
        self._pace = Pace(shortest=settings.watch_shortest, longest=settings.watch_longest)
        self._fetcher = compose.polite_fetcher(settings)
        self._archive = compose.open_archive(settings)
        self._engine, self._path = compose.writing_engine(settings), compose.ledger_path(settings)
        self._clock = SystemClock()

    def rounds(self, *, once: bool) -> Iterator[Round]:
        """One round after another, each when something is due; ``once`` asks whatever is due now and ends."""
        while True:
            yield self._round(self._clock.now())
            if once:
                return
            with plain_errors(self._path), self._engine.connect() as connection:
                wait = pause_until(self._states(kept.feeds(connection)), self._queue(kept.waiting(connection)), self._clock.now())
            self._clock.sleep(max(wait, 1.0))

    def _round(self, now: dt.datetime) -> Round:
        refusals: list[Refusal] = []
        with plain_errors(self._path), self._engine.connect() as connection:
            asked = due(self._states(kept.feeds(connection)), now)
        for state in asked:
            refusals.extend(self._poll(state, now))
        before = {row.id for row in LedgerView(self._engine, self._path).documents()}
        intake = Intake(self._settings)
        with plain_errors(self._path), self._engine.connect() as connection:
            waiting = due_items(self._queue(kept.waiting(connection)), now)
        for item in waiting:
            self._take(item, intake, now)
        fresh = {row.id for row in LedgerView(self._engine, self._path).documents()} - before
        news = tuple(StoryDesk(self._settings).news_in(fresh))
        receipts = tuple(self._alert(self._rules, news)) if self._rules else ()
        return Round(feeds=len(asked), summary=intake.summary(), news=news, receipts=receipts, refusals=tuple(refusals))

    def _poll(self, state: FeedState, now: dt.datetime) -> Iterable[Refusal]:
        found = poll(state, self._fetcher, self._pace, self._limits, now)
        if found.fetched is not None and self._archive is not None:
            self._archive.add(found.fetched)
        with plain_errors(self._path), self._engine.begin() as connection:
            kept.polled(connection, state.url, packed(found.state), {item.key: packed(item) for item in found.items})
        return found.refusals

    def _take(self, item: Waiting, intake: Intake, now: dt.datetime) -> None:
        taken = take(item, self._fetcher, self._limits, now)
        if isinstance(taken, Postponed):
            with plain_errors(self._path), self._engine.begin() as connection:
                kept.postponed(connection, item.key, packed(taken.item))
            return
        if taken.fetched is not None and self._archive is not None:
            self._archive.add(taken.fetched)
        items = [self._archive.marked(one) for one in taken.items] if self._archive is not None else taken.items
        intake.take([*items, *taken.refusals], {}, [item.key])

    def _alert(self, rules: RuleFile, news: Sequence[NewsView]) -> Iterator[Receipt]:
        """Notes what the rules waited for, then sends whatever has not arrived yet, of this round or of one that was cut short."""
        view = LedgerView(self._engine, self._path)
        raised = watchlist(view.claims(ClaimFilter()), view.events(EventFilter()))
        subjects = proposition_subjects(self._settings, {one.proposition for one in news})
        subjects |= {one.id: indicator_subject(one) for one in raised.indicators if one.reported}
        found = {alert.key: alert for rule in rules.rules for alert in matches(rule, news, raised, subjects)}
        ways = deliveries(rules.deliver, compose.fetcher(self._settings), self._clock, sys.stdout, os.environ)
        with plain_errors(self._path), self._engine.begin() as connection:
            kept.raise_alerts(connection, {key: msgspec.json.encode(alert) for key, alert in found.items()}, [way.name for way in ways])
        for way in ways:
            with plain_errors(self._path), self._engine.connect() as connection:
                alerts = [msgspec.json.decode(row, type=Alert) for row in kept.undelivered(connection, way.name)]
            for alert in alerts:
                (receipt,) = deliver([alert], [way], self._clock)
                if receipt.refusal is None:
                    with plain_errors(self._path), self._engine.begin() as connection:
                        kept.delivered(connection, alert.key, way.name)
                yield receipt

    def _states(self, rows: dict[str, bytes]) -> list[FeedState]:
        return states_for(self._feeds, [unpacked(row, FeedState) for row in rows.values()])

    @staticmethod
    def _queue(rows: Iterable[bytes]) -> list[Waiting]:
        return [unpacked(row, Waiting) for row in rows]


def _addresses(sources: Sequence[str]) -> Iterator[str]:
    """The addresses that sources name; a file is a list of feeds."""
    for source in sources:
        if source.startswith(WEB):
            yield source
        else:
            yield from (feed.url for feed in addresses(Path(source)))
