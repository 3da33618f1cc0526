"""Watching feeds: when to ask which one, what is new in it, and what stands behind an entry. Takes states and answers, gives new states and items; keeps nothing itself.

Nothing is lost and nothing doubled over a kill if the ledger does three things, each in one transaction:

1. After ``poll``: store the new state **and** put its items into the queue. The entity tag of an answer is stored with the items that the answer brought, never without them.
2. After ``take`` and reading: write the document (or the refusal) **and** strike the item off the queue.
3. After a ``Postponed``: put the item back with its new time.

A kill before 1 leaves the old state, so that the same answer comes again; a kill between 1 and 2 leaves the item in the queue; after 2 it is done. ``FeedState.seen`` holds the
keys of what was queued before, so that an entry is queued once; an entry that changes its text, title or day gets a new key.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, TypeVar
from urllib.parse import urlsplit

import msgspec

from sayso.model.document import RawItem
from sayso.model.errors import ItemError
from sayso.model.identity import content_id, sha256_of
from sayso.model.refusal import Refusal
from sayso.sources import child
from sayso.sources.limits import ReadLimits, refuse
from sayso.sources.web.addresses import shown
from sayso.sources.web.answers import LONGEST_WAIT, Fetched, NotNow
from sayso.sources.web.pages import FEEDS, page_items

SEEN = 2_000  # keys remembered beyond those in the feed now; feeds list 10 to 200 entries
TRIES = 6  # of an entry's page, over about a day: 5, 10, 20 ... minutes apart
FIRST_PAUSE = 300.0  # seconds
UNASKED = "waiting"  # the code of a refusal that another address of the site brought about: this one was not asked for
QUIET = 1.5  # a feed with nothing new is asked that much later the next time


class Fetches(Protocol):
    """Whoever fetches: ``web.polite.Polite`` in earnest."""

    def fetch(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched | Refusal:
        """What stands at an address."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often to ask a feed, in seconds: ``shortest`` while it brings news, slowly up to ``longest`` while it does not."""

    shortest: float = 900.0
    longest: float = 14_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What is known of a feed between two polls: one row of the ledger.

    ``next_poll`` is an ISO 8601 time in UTC ("" is at once), ``pause`` the seconds between polls at present, ``failures`` how many polls failed in a row; ``gone`` means that
    the server said the feed will not come back (410).
    """

    url: str
    etag: str | None = None
    modified: str | None = None
    body_sha256: str | None = None
    next_poll: str = ""
    pause: float = 0.0
    failures: int = 0
    gone: bool = False
    seen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An entry in the queue, until it is written: one row of the ledger.

    ``text`` is what the feed itself says of it, for entries without an address and for pages that cannot be had; ``payload`` is the sha256
    of the feed as it came, in which that stands. ``next_try`` is a time like ``FeedState.next_poll``.
    """

    key: str
    feed: str
    url: str | None
    declared: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    payload: str = ""
    tries: int = 0
    next_try: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """What came of asking a feed: its new state, what is new in it, what was refused, and the answer for the archive (None where nothing new was sent)."""

    state: FeedState
    items: tuple[Waiting, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    fetched: Fetched | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What came of an entry: raw items to read, refusals to record, the answer for the archive."""

    items: tuple[RawItem, ...]
    refusals: tuple[Refusal, ...] = ()
    fetched: Fetched | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Postponed:
    """An entry whose page cannot be had now, as it goes back into the queue."""

    item: Waiting
    refusal: NotNow


Row = TypeVar("Row", FeedState, Waiting)


def packed(row: FeedState | Waiting) -> bytes:
    """A row as JSON, for a ledger that keeps it in one column."""
    return msgspec.json.encode(row)


def unpacked(data: bytes, kind: type[Row]) -> Row:
    """The row again.

    >>> unpacked(packed(FeedState(url="https://news.example/rss", seen=("a",))), FeedState).seen
    ('a',)
    """
    return msgspec.json.decode(data, type=kind)


def due(states: Iterable[FeedState], now: dt.datetime) -> list[FeedState]:
    """The feeds to ask now, those that waited longest first; feeds of one site do not follow on each other while there are others."""
    late = sorted((state for state in states if not state.gone and state.next_poll <= moment(now)), key=lambda state: (state.next_poll, state.url))
    turns: dict[str, int] = {}
    ranked = []
    for state in late:
        site = urlsplit(state.url).netloc
        turns[site] = turns.get(site, 0) + 1
        ranked.append((turns[site], state))
    return [state for _, state in sorted(ranked, key=lambda pair: pair[0])]


def due_items(items: Iterable[Waiting], now: dt.datetime) -> list[Waiting]:
    """The entries to take now, in the order in which they were queued."""
    return [item for item in items if item.next_try <= moment(now)]


def pause_until(states: Iterable[FeedState], items: Iterable[Waiting], now: dt.datetime) -> float:
    """Seconds until something is due; a day where nothing is watched."""
    times = [state.next_poll for state in states if not state.gone] + [item.next_try for item in items]
    if not times:
        return LONGEST_WAIT
    first = min(times)
    return max((dt.datetime.fromisoformat(first) - now).total_seconds(), 0.0) if first else 0.0


def moment(when: dt.datetime) -> str:
    """A time as states hold it: such texts sort as the times do.

    >>> moment(dt.datetime(2026, 3, 1, 12, 0, tzinfo=dt.UTC))
    '2026-03-01T12:00:00+00:00'
    """
    return when.astimezone(dt.UTC).isoformat(timespec="seconds")


def poll(state: FeedState, fetcher: Fetches, pace: Pace, limits: ReadLimits, now: dt.datetime) -> Poll:
    """Asks a feed and says what is new. Its items must be queued in the transaction that stores the state. A page that is no feed is watched as a whole."""
    answer = fetcher.fetch(state.url, etag=state.etag, modified=state.modified)
    if isinstance(answer, Refusal):
        return Poll(state=_failed(state, answer, pace, now), refusals=(answer,))
    if answer.status == 304 or sha256_of(answer.body) == state.body_sha256:
        return Poll(state=_planned(state, answer, pace, now, news=False))
    try:
        items, refusals = _news(state, answer, limits)
    except ItemError as fault:
        refusal = refuse(fault.code, fault.detail, shown(state.url))
        return Poll(state=_failed(state, refusal, pace, now), refusals=(refusal,), fetched=answer)
    fresh = [item for item in items if item.key not in set(state.seen)]
    listed = [item.key for item in items]
    older = [key for key in state.seen if key not in set(listed)][-SEEN:]
    told = replace(state, etag=answer.header("etag"), modified=answer.header("last-modified"), body_sha256=sha256_of(answer.body), seen=(*older, *listed))
    return Poll(state=_planned(told, answer, pace, now, news=bool(fresh)), items=tuple(fresh), refusals=refusals, fetched=answer)


def take(item: Waiting, fetcher: Fetches, limits: ReadLimits, now: dt.datetime) -> Taken | Postponed:
    """What stands behind an entry: its page, or what the feed says where there is no page to be had. The item is done when this was written."""
    if item.url is None:
        return Taken(items=(_own(item),))
    answer = fetcher.fetch(item.url)
    if isinstance(answer, Fetched):
        parts = list(page_items(answer, {name: value for name, value in item.declared.items() if name != "url"}, limits))
        found = tuple(part for part in parts if isinstance(part, RawItem))
        refusals = tuple(part for part in parts if isinstance(part, Refusal))
        return Taken(items=found or _fallback(item), refusals=refusals, fetched=answer)
    if isinstance(answer, NotNow) and item.tries + 1 < TRIES:
        asked = answer.code != UNASKED
        wait = max(answer.wait or 0.0, FIRST_PAUSE * 2**item.tries if asked else 0.0)
        return Postponed(item=replace(item, tries=item.tries + asked, next_try=moment(now + dt.timedelta(seconds=min(wait, LONGEST_WAIT)))), refusal=answer)
    given_up = f"; given up after {TRIES} tries" if isinstance(answer, NotNow) else ""
    instead = "; what the feed says of it is read instead" if item.text else ""
    return Taken(items=_fallback(item), refusals=(refuse(answer.code, answer.detail + given_up + instead, answer.location),))


def _fallback(item: Waiting) -> tuple[RawItem, ...]:
    return (_own(item),) if item.text else ()


def _own(item: Waiting) -> RawItem:
    return RawItem(
        location=shown(item.url or item.feed), media_type="text/plain", data=item.text.encode("utf-8", "replace"), declared=item.declared, raw_sha256=item.payload or None
    )


def _news(state: FeedState, answer: Fetched, limits: ReadLimits) -> tuple[list[Waiting], tuple[Refusal, ...]]:
    """The entries of an answer, oldest first, and what could not be read of it."""
    if answer.media_type not in FEEDS:
        return [Waiting(key=content_id("i", state.url, sha256_of(answer.body)), feed=state.url, url=state.url)], ()
    items: dict[str, Waiting] = {}
    refusals: list[Refusal] = []
    payload = sha256_of(answer.body)
    for part in child.shared(limits).take_apart("feed", answer.body):
        item = entry_of(state.url, part)
        if item:
            items.setdefault(item.key, replace(item, payload=payload))
        else:
            place = f"{shown(state.url)}, {part['place']}" if part.get("place") else shown(state.url)
            refusals.append(refuse(part["code"], part["detail"], place))
    return list(reversed(items.values())), tuple(refusals)


def entry_of(feed: str, part: Mapping[str, Any]) -> Waiting | None:
    """The entry that a part of a feed is; None where it has neither a text nor an address."""
    facts: dict[str, str] = part.get("facts", {})
    text: str = part.get("text", "")
    url = facts.get("url")
    if not text.strip() and url is None:
        return None
    identity = facts.get("doc_id") or url or sha256_of(text.encode("utf-8", "replace"))
    key = content_id("i", feed, identity, facts.get("title"), facts.get("published"), facts.get("updated"), text)
    return Waiting(key=key, feed=feed, url=url, declared=facts, text=text)


def _planned(state: FeedState, answer: Fetched, pace: Pace, now: dt.datetime, *, news: bool) -> FeedState:
    pause = pace.shortest if news else min(max(state.pause, pace.shortest / QUIET) * QUIET, pace.longest)
    fresh_for = _max_age(answer)
    return replace(state, pause=pause, failures=0, next_poll=_later(now, max(pause, min(fresh_for, pace.longest))))


def _failed(state: FeedState, refusal: Refusal, pace: Pace, now: dt.datetime) -> FeedState:
    wait = refusal.wait or 0.0 if isinstance(refusal, NotNow) else 0.0
    if refusal.code == UNASKED:
        return replace(state, next_poll=_later(now, wait))
    pause = max(wait, pace.shortest * 2 ** min(state.failures, 10))
    return replace(state, failures=state.failures + 1, gone=refusal.code == "http-410", next_poll=_later(now, min(pause, LONGEST_WAIT)))


def _later(now: dt.datetime, seconds: float) -> str:
    return moment(now + dt.timedelta(seconds=seconds))


def _max_age(answer: Fetched) -> float:
    """For how many seconds the server says that its answer holds."""
    for part in (answer.header("cache-control") or "").lower().split(","):
        name, _, value = part.strip().partition("=")
        if name == "max-age" and value.isascii() and value.isdigit():
            return float(value[:9])
    return 0.0


def states_for(addresses: Sequence[str], known: Iterable[FeedState]) -> list[FeedState]:
    """A state for each address, once, in their order: the known one, else a new one."""
    by_url = {state.url: state for state in known}
    return [by_url.get(url) or FeedState(url=url) for url in dict.fromkeys(addresses)]
