"""A small watcher with a ledger of three tables, to be killed by ``test_watching``: it does in each transaction what ``sayso.sources.watching`` asks of a ledger.

It is run as ``watching_child.py DATABASE ARCHIVE FEED...``. For each line on standard input, a number of rounds (0: until it is killed), it forks a watcher, prints the id of its
process, a line after each round, and "end" when it is over; so that twenty watchers cost one start of Python.
"""

from __future__ import annotations

import datetime as dt
import itertools
import os
import sqlite3
import sys
from pathlib import Path

from sayso.sources.archive import Archive
from sayso.sources.limits import ReadLimits
from sayso.sources.watching import FeedState, Pace, Postponed, Waiting, due, due_items, packed, poll, states_for, take, unpacked
from sayso.sources.web.answers import FetchLimits, SystemClock
from sayso.sources.web.fetch import Fetcher
from sayso.sources.web.polite import Manners, Polite

TABLES = """
CREATE TABLE IF NOT EXISTS feed (url TEXT PRIMARY KEY, row BLOB);
CREATE TABLE IF NOT EXISTS queue (number INTEGER PRIMARY KEY, key TEXT UNIQUE, row BLOB);
CREATE TABLE IF NOT EXISTS document (url TEXT, sha256 TEXT);
CREATE TABLE IF NOT EXISTS refusal (code TEXT, location TEXT);
"""
LIMITS = ReadLimits()


def watch(database: str, archive: str, steps: int, feeds: list[str]) -> None:
    print(os.getpid(), flush=True)
    ledger = sqlite3.connect(database)
    ledger.executescript(TABLES)
    clock = SystemClock()
    fetcher = Polite(Fetcher(FetchLimits(), allow_private=True), None, Manners(delay=0, backoff=0.001, tries=2), clock)
    kept = Archive(Path(archive))
    for step in itertools.count(1):
        times = [state.next_poll for state in _states(ledger)] + [item.next_try for item in _queue(ledger)]
        now = dt.datetime.fromisoformat(max(times, default="") or "2026-03-01T12:00:00+00:00") + dt.timedelta(seconds=1)  # so that everything is due in every round
        for state in due(states_for(feeds, _states(ledger)), now):
            polled = poll(state, fetcher, Pace(shortest=1, longest=1), LIMITS, now)
            if polled.fetched:
                kept.add(polled.fetched)
            with ledger:
                ledger.execute("INSERT OR REPLACE INTO feed VALUES (?, ?)", (state.url, packed(polled.state)))
                ledger.executemany("INSERT INTO queue (key, row) VALUES (?, ?)", [(item.key, packed(item)) for item in polled.items])
        for item in due_items(_queue(ledger), now):
            _take(ledger, item, fetcher, kept, now)
        print(step, flush=True)
        if step == steps:
            return


def _take(ledger: sqlite3.Connection, item: Waiting, fetcher: Polite, kept: Archive, now: dt.datetime) -> None:
    taken = take(item, fetcher, LIMITS, now)
    if isinstance(taken, Postponed):
        with ledger:
            ledger.execute("UPDATE queue SET row = ? WHERE key = ?", (packed(taken.item), item.key))
        return
    sha256 = kept.add(taken.fetched) if taken.fetched else ""
    with ledger:
        ledger.executemany("INSERT INTO document VALUES (?, ?)", [(found.declared["url"], sha256) for found in taken.items])
        ledger.executemany("INSERT INTO refusal VALUES (?, ?)", [(refusal.code, refusal.location) for refusal in taken.refusals])
        ledger.execute("DELETE FROM queue WHERE key = ?", (item.key,))


def _states(ledger: sqlite3.Connection) -> list[FeedState]:
    return [unpacked(row, FeedState) for (row,) in ledger.execute("SELECT row FROM feed")]


def _queue(ledger: sqlite3.Connection) -> list[Waiting]:
    return [unpacked(row, Waiting) for (row,) in ledger.execute("SELECT row FROM queue ORDER BY number")]


def main(database: str, archive: str, feeds: list[str]) -> None:
    for line in sys.stdin:
        process = os.fork()
        if not process:
            watch(database, archive, int(line), feeds)
            os._exit(0)
        os.waitpid(process, 0)
        print("end", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
