"""Stands before every request: checks it, lets the visitor in or not, keeps the time, and gives every answer its headers."""

from __future__ import annotations

import asyncio
import logging
from functools import partial

import anyio.to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso import api
from sayso.http.access import Access, Admitted
from sayso.http.limits import check_host, check_origin, check_shape, read_body, replayed, without_port
from sayso.http.options import BoardOptions, as_address
from sayso.http.problems import Refused, answer
from sayso.http.security import COOKIE, SESSION_SECONDS
from sayso.model.errors import SaysoError

LOG = logging.getLogger("sayso.http")
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """ASGI middleware around the whole board."""

    def __init__(self, app: ASGIApp, ledger: api.Ledger, options: BoardOptions) -> None:
        self._app = app
        self._options = options
        self._access = Access(ledger, options)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope = as_sent(scope, self._options)
        answering = _Answer(scope, send)
        request = Request({**scope, "method": "GET"} if scope["method"] == "HEAD" else scope)
        request.scope.setdefault("state", {})
        request.scope["state"]["access"] = self._access
        try:
            body, admitted = await self._let_in(request, receive)
        except (Refused, SaysoError) as fault:
            await answer(request, fault)(request.scope, receive, answering.send)
            return
        request.scope["state"]["visitor"] = admitted.visitor
        answering.cookie = admitted.cookie
        await self._answered(request, replayed(body, receive), answering)

    async def _let_in(self, request: Request, receive: Receive) -> tuple[bytes, Admitted]:
        check_shape(request, self._options.limits)
        check_host(request, self._options)
        check_origin(request)
        body = await read_body(request, receive, self._options.limits)
        return body, await anyio.to_thread.run_sync(partial(self._access.admit, request, body))

    async def _answered(self, request: Request, receive: Receive, answering: _Answer) -> None:
        """Runs the handler; one that takes too long goes on alone, and its visitor is told so."""
        seconds = self._options.limits.answer_seconds
        running = asyncio.ensure_future(self._app(request.scope, receive, answering.send))
        done, _ = await asyncio.wait({running}, timeout=seconds)
        if done:
            fault = running.exception()
            if fault is not None and not answering.begun:
                await answer(request, fault if isinstance(fault, Exception) else RuntimeError())(request.scope, receive, answering.send)
            return
        LOG.error("%s %s took longer than %g seconds", request.method, request.url.path, seconds)
        late = answering.taken_over()
        if late is not None:
            await answer(request, Refused(503, f"the answer took longer than {seconds:g} seconds; ask for less"))(request.scope, receive, late.send)


def as_sent(scope: Scope, options: BoardOptions) -> Scope:
    """The request as the visitor sent it: a proxy that is trusted tells from where and over what, a public address with TLS is reached over TLS. Others are not believed."""
    headers = Headers(scope=scope)
    client = scope.get("client")
    changed = dict(scope)
    if options.public_tls and without_port(headers.get("host", "")).lower() == options.public_name:
        changed["scheme"] = "https"
    if client and options.trusts(client[0]):
        proto = headers.get("x-forwarded-proto", "").rpartition(",")[2].strip().lower()
        changed["scheme"] = proto if proto in {"http", "https"} else changed["scheme"]
        asking = headers.get("x-forwarded-for", "").rpartition(",")[2].strip()  # the last one: what stands before it is the visitor's own word
        changed["client"] = (asking, 0) if as_address(asking) is not None else client
    return changed


class _Answer:
    """What goes back: adds the headers, leaves out the body where only the head was asked for."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope = scope
        self._send = send
        self._silent = False
        self.begun = False
        self.cookie: str | None = None

    async def send(self, message: Message) -> None:
        """Passes one message on."""
        if self._silent:
            return
        if message["type"] == "http.response.start":
            self.begun = True
            self._add_headers(MutableHeaders(scope=message))
        elif message["type"] == "http.response.body" and self._scope["method"] == "HEAD":
            message = {**message, "body": b""}
        await self._send(message)

    def taken_over(self) -> _Answer | None:
        """Another answer in this one's place, which falls silent; None where it has begun already."""
        self._silent = True
        return None if self.begun else _Answer(self._scope, self._send)

    def _add_headers(self, headers: MutableHeaders) -> None:
        for name, value in HEADERS.items():
            headers[name] = value
        headers.setdefault("Cache-Control", "private, no-cache" if self._scope["method"] in {"GET", "HEAD"} else "no-store")
        if self.cookie is not None:
            headers.append("Set-Cookie", written_cookie(self.cookie, secure=self._scope["scheme"] == "https"))


def written_cookie(value: str, *, secure: bool) -> str:
    """The header that sets a session's cookie; an empty value ends the session."""
    rest = f"; Max-Age={SESSION_SECONDS if value else 0}; Path=/; HttpOnly; SameSite=Strict"
    return f"{COOKIE}={value}{rest}{'; Secure' if secure else ''}"
