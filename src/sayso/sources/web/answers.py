"""What fetching gives: what was fetched, or a refusal that may pass with time. Holds the limits and the clock that fetching is given."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Protocol

from sayso.model.errors import ItemError
from sayso.model.refusal import Refusal

Headers = tuple[tuple[str, str], ...]
LONGEST_WAIT = 86_400.0  # seconds: who asks for more than a day is asked again after a day


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchLimits:
    """What one fetch may cost: bytes of the body (packed and unpacked), seconds in all, redirects, times that a body may grow on unpacking, bytes of headers."""

    body: int = 20_000_000
    seconds: float = 30.0
    redirects: int = 5
    ratio: int = 100
    headers: int = 64_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """A redirect on the way: who was asked, and what it answered."""

    url: str
    status: int
    reason: str
    headers: Headers


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What a server answered.

    ``url`` was asked for, ``final_url`` answered; ``status`` is 2xx, or 304 with an empty body; ``headers`` in their order, without cookies; ``body`` unpacked;
    ``at`` when it came (UTC); ``media_type`` as bytes and server agree; ``address`` the IP address that answered; ``asked`` the headers of the request.
    """

    url: str
    final_url: str
    status: int
    reason: str
    headers: Headers
    body: bytes
    at: dt.datetime
    media_type: str
    address: str
    asked: Headers
    hops: tuple[Hop, ...] = ()

    def header(self, name: str) -> str | None:
        """The first header of this name."""
        return header(self.headers, name)

    @property
    def charset(self) -> str | None:
        """The charset that the server declares."""
        _, _, after = (self.header("content-type") or "").lower().partition("charset=")
        return after.split(";")[0].strip(" \"'") or None


def header(headers: Headers, name: str) -> str | None:
    """The first header of this name, whatever its case."""
    return next((value for key, value in headers if key.lower() == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotNow(Refusal):
    """A refusal that may pass: the server is down, slow or busy. ``wait`` is how many seconds it asked to be left alone, None where it did not say."""

    wait: float | None = None


class Later(ItemError):
    """Something cannot be fetched now, but perhaps later."""

    def __init__(self, code: str, detail: str, wait: float | None = None) -> None:
        super().__init__(code, detail)
        self.wait = wait


def refusal(fault: ItemError, location: str) -> Refusal:
    """The row that a fault becomes."""
    if isinstance(fault, Later):
        return NotNow(stage="sources", code=fault.code, detail=fault.detail, location=location, wait=fault.wait)
    return Refusal(stage="sources", code=fault.code, detail=fault.detail, location=location)


def fault_of(refused: Refusal) -> ItemError:
    """A refusal as a fault, to be raised where something that was asked on the way was refused."""
    return Later(refused.code, refused.detail, refused.wait) if isinstance(refused, NotNow) else ItemError(refused.code, refused.detail)


class Clock(Protocol):
    """Time, as a test may also give it."""

    def now(self) -> dt.datetime:
        """The time of day, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that never run backwards."""
        ...

    def sleep(self, seconds: float) -> None:
        """Waits."""
        ...


class SystemClock:
    """The clock of this machine."""

    def now(self) -> dt.datetime:
        """The time of day, in UTC."""
        return dt.datetime.now(dt.UTC)

    def monotonic(self) -> float:
        """Seconds that never run backwards."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Waits."""
        time.sleep(seconds)


def retry_after(value: str | None, now: dt.datetime) -> float | None:
    """The seconds that a Retry-After header asks for, written as seconds or as a date (RFC 9110); None where it is neither.

    >>> now = dt.datetime(2026, 3, 1, 12, 0, tzinfo=dt.UTC)
    >>> retry_after("120", now), retry_after("Sun, 01 Mar 2026 12:00:30 GMT", now), retry_after("soon", now)
    (120.0, 30.0, None)
    """
    value = (value or "").strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:9]), LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return min(max((moment - now).total_seconds(), 0.0), LONGEST_WAIT)
