"""Fetches one address, within limits: every host is resolved once, every address it leads to is checked and the connection pinned to it, again at each redirect.

Takes an address, gives ``Fetched`` or ``Refusal``. Keeps no cookies and no connection, follows no proxy of the environment, knows nothing of politeness (``polite``).
"""

from __future__ import annotations

import http
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urljoin

import httpcore

from sayso.model.errors import ItemError
from sayso.model.refusal import Refusal
from sayso.sources.web.addresses import Address, Resolver, checked, parse, shown, system_resolver
from sayso.sources.web.answers import Clock, Fetched, FetchLimits, Headers, Hop, Later, SystemClock, header, refusal, retry_after
from sayso.sources.web.bodies import Unpacker, media_type
from sayso.sources.web.connection import Connect, Deadline, Pinned, connect, default_tls, resolve

AGENT = "sayso/0.1"
ACCEPT = "text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,application/pdf;q=0.8,*/*;q=0.5"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PASSING = frozenset({408, 425, 429})  # with 5xx: what another try may cure
Leave = Callable[[Address], None]  # raises ItemError where a redirect may not be followed
SECRET_HEADERS = frozenset({"set-cookie", "set-cookie2", "cookie", "authorization", "proxy-authorization"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """How names are resolved, connections made and certificates judged; tests bring their own."""

    resolver: Resolver = system_resolver
    connect: Connect = connect
    tls: ssl.SSLContext | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Request:
    method: str
    headers: Headers
    content: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    status: int
    reason: str
    headers: Headers
    body: bytes
    address: str


class Fetcher:
    """Fetches within limits; ``contact`` (a page or an e-mail address) tells servers whom to complain to, ``allow_private`` lets loopback and private networks through."""

    def __init__(self, limits: FetchLimits, *, allow_private: bool = False, contact: str = "", clock: Clock | None = None, network: Network | None = None) -> None:
        self.limits = limits
        self._allow_private = allow_private
        self._clock = clock or SystemClock()
        self._network = network or Network()
        clean = "".join(mark for mark in contact if mark.isascii() and mark.isprintable() and mark not in "()")
        self._agent = f"{AGENT} (+{clean})" if clean else AGENT

    def fetch(self, url: str, *, etag: str | None = None, modified: str | None = None, leave: Leave | None = None) -> Fetched | Refusal:
        """What stands at an address. ``etag`` and ``modified`` are those of an earlier answer: if nothing changed since, the answer has status 304 and no body.

        ``leave`` is asked before each redirect is followed, and may wait or refuse.
        """
        headers = self._headers({"Accept": ACCEPT, "Accept-Encoding": "gzip, deflate", "If-None-Match": etag, "If-Modified-Since": modified})
        try:
            return self._follow(url, _Request(method="GET", headers=headers), leave)
        except ItemError as fault:
            return refusal(fault, shown(url))

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Fetched | Refusal:
        """Sends a body under the same checks; a redirect is a refusal, since it would carry the body somewhere else."""
        request = _Request(method="POST", headers=self._headers({**headers, "Content-Length": str(len(body))}), content=body)
        try:
            address = parse(url)
            answer = self._ask(address, request, Deadline(self.limits.seconds))
            self._judge(answer, conditional=False)
        except ItemError as fault:
            return refusal(fault, shown(url))
        return self._fetched(url, address, answer, request, "application/octet-stream")

    def _headers(self, wanted: Mapping[str, str | None]) -> Headers:
        """Headers without line breaks or other marks that could begin a header of their own."""
        clean = {name: "".join(mark for mark in value if " " <= mark < "\x7f") for name, value in wanted.items() if value}
        return (("User-Agent", self._agent), ("Connection", "close"), *clean.items())

    def _follow(self, url: str, request: _Request, leave: Leave | None) -> Fetched:
        deadline = Deadline(self.limits.seconds)
        hops: list[Hop] = []
        address = parse(url)
        seen = {address.url}
        conditional = any(name.startswith("If-") for name, _ in request.headers)
        while True:
            answer = self._ask(address, request, deadline)
            if answer.status not in REDIRECTS:
                self._judge(answer, conditional=conditional)
                kind = media_type(header(answer.headers, "content-type"), answer.body) if answer.status != http.HTTPStatus.NOT_MODIFIED else ""
                return self._fetched(url, address, answer, request, kind, tuple(hops))
            hops.append(Hop(url=address.url, status=answer.status, reason=answer.reason, headers=answer.headers))
            address = self._next(address, answer, len(hops))
            if address.url in seen:
                raise ItemError("redirect-loop", f"the server sends the reader in a circle, back to {shown(address.url)}")
            seen.add(address.url)
            if leave:
                with deadline.paused():
                    leave(address)

    def _next(self, address: Address, answer: _Answer, done: int) -> Address:
        if done > self.limits.redirects:
            raise ItemError("redirects", f"more than {self.limits.redirects} redirects")
        place = header(answer.headers, "location")
        if not place:
            raise ItemError("bad-answer", f"a redirect ({answer.status}) that leads nowhere")
        try:
            following = parse(urljoin(address.url, place.encode("latin-1", "replace").decode("utf-8", "replace")))
        except ItemError as fault:
            raise ItemError(fault.code, f"the server redirects to an address that is not asked: {fault.detail}") from fault
        except ValueError as fault:
            raise ItemError("bad-address", "the server redirects to a malformed address") from fault
        if address.scheme == "https" and following.scheme == "http":
            raise ItemError("downgrade", f"the server redirects from https to http, to {shown(following.url)}")
        return following

    def _judge(self, answer: _Answer, *, conditional: bool) -> None:
        status = answer.status
        if status in REDIRECTS:  # only a message that was sent comes here with one
            raise ItemError("redirect", "the server sends the message elsewhere; name the final address")
        if status in PASSING or status >= http.HTTPStatus.INTERNAL_SERVER_ERROR:
            raise Later(f"http-{status}", f"the server answered {status} ({_phrase(status)})", retry_after(header(answer.headers, "retry-after"), self._clock.now()))
        good = http.HTTPStatus.OK <= status < http.HTTPStatus.MULTIPLE_CHOICES or (status == http.HTTPStatus.NOT_MODIFIED and conditional)
        if not good:
            raise ItemError(f"http-{status}", f"the server answered {status} ({_phrase(status)})")

    def _fetched(self, url: str, address: Address, answer: _Answer, request: _Request, kind: str, hops: tuple[Hop, ...] = ()) -> Fetched:
        return Fetched(
            url=url,
            final_url=address.url,
            status=answer.status,
            reason=answer.reason,
            headers=answer.headers,
            body=answer.body,
            at=self._clock.now(),
            media_type=kind,
            address=answer.address,
            asked=(("Host", address.authority), *((name, value) for name, value in request.headers if name.lower() not in SECRET_HEADERS)),
            hops=hops,
        )

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return self._network.tls or default_tls()

    def _ask(self, address: Address, request: _Request, deadline: Deadline) -> _Answer:
        """One request and its answer; raises ItemError and Later."""
        answers = checked(address, resolve(address, self._network.resolver, deadline), allow_private=self._allow_private)
        backend = Pinned(answers, deadline, self._network.connect)
        headers = [("Host", address.authority), *request.headers]
        tls = self._tls if address.scheme == "https" else None
        try:
            with (
                httpcore.ConnectionPool(ssl_context=tls, max_connections=1, network_backend=backend) as pool,
                pool.stream(request.method, address.url, headers=headers, content=request.content or None) as response,
            ):
                found = _headers_of(response, self.limits.headers)
                body = b"" if response.status in REDIRECTS else self._body(response, found, deadline)
                return _Answer(status=response.status, reason=_phrase(response.status), headers=found, body=body, address=backend.address)
        except httpcore.TimeoutException as fault:
            raise Later("too-slow", f"the server did not answer within {deadline.seconds:g} seconds") from fault
        except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError) as fault:
            raise _broken(fault) from fault

    def _body(self, response: httpcore.Response, headers: Headers, deadline: Deadline) -> bytes:
        length = header(headers, "content-length") or "0"
        if length.isdigit() and int(length[:15]) > self.limits.body:
            raise ItemError("too-large", f"the server announces {int(length[:15]):,} bytes; the limit is {self.limits.body:,}")
        unpacker = Unpacker(header(headers, "content-encoding") or "", self.limits.body, self.limits.ratio)
        parts: list[bytes] = []
        for part in response.iter_stream():
            parts.append(unpacker.feed(part))
            deadline.left()
        unpacker.end()
        return b"".join(parts)


def _headers_of(response: httpcore.Response, limit: int) -> Headers:
    pairs: Any = response.headers
    if sum(len(name) + len(value) for name, value in pairs) > limit:
        raise ItemError("headers", f"the headers of the answer are larger than {limit:,} bytes")
    texts = ((name.decode("latin-1"), value.decode("latin-1")) for name, value in pairs)
    return tuple((name, value) for name, value in texts if name.lower() not in SECRET_HEADERS)


def _phrase(status: int) -> str:
    try:
        return http.HTTPStatus(status).phrase
    except ValueError:
        return "a code of its own"


def _broken(fault: Exception) -> ItemError:
    """What a failed connection means, without any words of the server's."""
    cause: BaseException | None = fault
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return ItemError("tls", "the server's certificate does not hold for this name or is not trusted")
        if isinstance(cause, ssl.SSLError):
            return Later("tls", "no secure connection came about")
        cause = cause.__cause__ or cause.__context__
    if isinstance(fault, httpcore.ConnectError):
        return Later("no-connection", "no connection to the server came about")
    if isinstance(fault, httpcore.ProtocolError) and "closed connection" not in str(fault) and "disconnected" not in str(fault):
        return ItemError("bad-answer", "the server's answer is no HTTP, or its headers are too large")
    return Later("cut-short", "the server broke off its answer")
