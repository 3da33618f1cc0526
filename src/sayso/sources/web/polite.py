"""Fetching as a good guest: asks robots.txt, leaves time between two requests to one site, and stays away longer from one that is busy or broken."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from functools import partial

from sayso.model.errors import ItemError
from sayso.model.refusal import Refusal
from sayso.sources.web.addresses import Address, parse, shown
from sayso.sources.web.answers import Clock, Fetched, NotNow, fault_of, refusal
from sayso.sources.web.fetch import Fetcher
from sayso.sources.web.robots import Robots

ELSEWHERE = frozenset({"robots-unread", "waiting"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How polite to be, in seconds.

    ``delay`` lies between two requests to one site (up to ``jitter`` of it more, by chance); ``backoff`` follows a first failure and doubles up to ``longest``;
    ``patience`` is the longest time to wait for a site before going on without it; ``tries`` is how often a failing address is asked in one go.
    """

    delay: float = 2.0
    jitter: float = 0.5
    backoff: float = 5.0
    longest: float = 3600.0
    patience: float = 30.0
    tries: int = 3


@dataclass(slots=True)
class _Site:
    free_at: float = 0.0
    failures: int = 0


class Polite:
    """A fetcher with manners; ``seed`` makes the chance in its delays repeatable. Without ``robots`` nobody is asked for leave."""

    def __init__(self, fetcher: Fetcher, robots: Robots | None, manners: Manners, clock: Clock, seed: int = 0) -> None:
        self._fetcher = fetcher
        self._robots = robots
        self._manners = manners
        self._clock = clock
        self._chance = random.Random(seed)  # noqa: S311 - it spreads requests, it keeps no secret
        self._sites: dict[str, _Site] = {}

    def fetch(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched | Refusal:
        """What stands at an address, once the site may be asked; NotNow says in ``wait`` when to try again."""
        try:
            address = parse(url)
        except ItemError as fault:
            return refusal(fault, shown(url))
        site = self._site(address)
        answer: Fetched | Refusal | None = None
        for _ in range(self._manners.tries):
            if (refused := self._await(address, site)) is not None:
                return answer or refused
            answer = self._fetcher.fetch(url, etag=etag, modified=modified, leave=partial(self._leave, address))
            if not isinstance(answer, NotNow):
                site.failures = 0
                self._close(address)
                return answer
            if answer.code in ELSEWHERE:
                return answer  # another site on the way, of which this one knows nothing
            answer = replace(answer, wait=self._back_off(site, answer.wait))
        assert answer is not None  # there is at least one try
        return answer

    def _site(self, address: Address) -> _Site:
        return self._sites.setdefault(address.host, _Site())

    def _close(self, address: Address) -> None:
        """Closes the site for the time that lies between two requests."""
        asked = self._robots.delay(address) if self._robots else 0.0
        self._site(address).free_at = self._clock.monotonic() + self._spread(max(self._manners.delay, asked))

    def _leave(self, start: Address, address: Address) -> None:
        """Asks the site that a redirect leads to as if it had been asked for in the first place."""
        if address.host == start.host:  # on to https or to the page's other name: no reason to wait in between
            refused = self._robots.refuses(address) if self._robots else None
        else:
            refused = self._await(address, self._site(address))
            self._close(address)
        if refused:
            raise fault_of(refused)

    def _await(self, address: Address, site: _Site) -> Refusal | None:
        """Waits for the site's turn; a refusal where that takes too long or the site does not want to be asked."""
        if self._robots:
            fresh = not self._robots.knows(address)
            if fresh and (busy := self._turn(address, site)):
                return busy
            if refused := self._robots.refuses(address):
                return refused
            if fresh:
                self._close(address)
        return self._turn(address, site)

    def _turn(self, address: Address, site: _Site) -> NotNow | None:
        wait = site.free_at - self._clock.monotonic()
        if wait > self._manners.patience:
            detail = f"{address.host} asked for a pause or failed before; it is asked again in {wait:.0f} seconds"
            return NotNow(stage="sources", code="waiting", detail=detail, location=shown(address.url), wait=wait)
        if wait > 0:
            self._clock.sleep(wait)
        return None

    def _back_off(self, site: _Site, asked: float | None) -> float:
        """Closes the site for a while and says for how many seconds: as long as it asked for, else twice as long as the last time."""
        pause = asked if asked is not None else min(self._spread(self._manners.backoff * 2 ** min(site.failures, 20)), self._manners.longest)
        site.failures += 1
        site.free_at = self._clock.monotonic() + pause
        return pause

    def _spread(self, seconds: float) -> float:
        return seconds * (1 + self._manners.jitter * self._chance.random())
