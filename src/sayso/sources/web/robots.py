"""What sites allow robots (RFC 9309): robots.txt of each site, kept for a day. Takes addresses, gives leave or a refusal."""

from __future__ import annotations

from dataclasses import dataclass

from protego import Protego

from sayso.model.refusal import Refusal
from sayso.sources.web.addresses import Address, shown
from sayso.sources.web.answers import Clock, Fetched, NotNow
from sayso.sources.web.fetch import Fetcher

NAME = "sayso"
KEPT = 86_400.0  # seconds, the day of RFC 9309 2.4
KEPT_FAILURE = 600.0  # seconds after which a site whose robots.txt did not come is asked again
LONGEST = 500 << 10  # bytes that RFC 9309 2.5 asks a reader to take; the rest is not read
LONGEST_DELAY = 60.0  # seconds; a site that asks for more between two requests is asked once a minute
# A robots.txt that is not there, in any of the ways of RFC 9309 2.3.1: everything is allowed.
ABSENT = frozenset({"redirects", "redirect-loop", "downgrade", "wrong-type", "bad-address", "scheme", "userinfo", "port"})


@dataclass(frozen=True, slots=True)
class _Kept:
    until: float
    rules: Protego | None
    refused: Refusal | None


class Robots:
    """Asks each site once a day what it allows."""

    def __init__(self, fetcher: Fetcher, clock: Clock) -> None:
        self._fetcher = fetcher
        self._clock = clock
        self._kept: dict[str, _Kept] = {}

    def knows(self, address: Address) -> bool:
        """Whether no request is needed to answer for this address."""
        kept = self._kept.get(address.site)
        return kept is not None and self._clock.monotonic() < kept.until

    def refuses(self, address: Address) -> Refusal | None:
        """Why a robot may not ask for this address; None where it may. A site whose robots.txt fails for a reason that may pass is NotNow."""
        if not self.knows(address):
            self._kept[address.site] = self._ask(address)
        kept = self._kept[address.site]
        if kept.refused:
            detail = f"the site's robots.txt cannot be read now ({kept.refused.detail}), so nothing is taken from the site"
            wait = max(kept.until - self._clock.monotonic(), 0.0)
            return NotNow(stage="sources", code="robots-unread", detail=detail, location=shown(address.url), wait=wait)
        if kept.rules and not kept.rules.can_fetch(address.url, NAME):
            return Refusal(stage="sources", code="robots", detail="the site's robots.txt asks programs to leave this address alone", location=shown(address.url))
        return None

    def delay(self, address: Address) -> float:
        """The seconds between two requests that the site asks for; 0 where it asks for none."""
        kept = self._kept.get(address.site)
        asked = kept.rules.crawl_delay(NAME) if kept and kept.rules else None
        return min(max(asked or 0.0, 0.0), LONGEST_DELAY)

    def _ask(self, address: Address) -> _Kept:
        answer = self._fetcher.fetch(f"{address.site}/robots.txt")
        now = self._clock.monotonic()
        if isinstance(answer, Fetched):
            return _Kept(now + KEPT, Protego.parse(answer.body[:LONGEST].decode("utf-8", "replace")), None)
        gone = answer.code in ABSENT or (answer.code.startswith("http-4") and not isinstance(answer, NotNow))
        if gone:
            return _Kept(now + KEPT, None, None)
        wait = answer.wait if isinstance(answer, NotNow) and answer.wait else 0.0
        return _Kept(now + max(KEPT_FAILURE, wait), None, answer)
