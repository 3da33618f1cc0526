"""A real web server on loopback for tests: it answers as a test tells it, byte by byte if need be, and writes down what it was asked."""

from __future__ import annotations

import socketserver
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


Answer = bytes | Iterable[bytes]
Handler = Callable[[Request], Answer]


@dataclass
class Site:
    """Answers by path; a path without an answer is 404."""

    answers: dict[str, Answer | Handler] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    port: int = 0
    scheme: str = "http"

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def asked(self, path: str) -> list[Request]:
        return [request for request in self.requests if request.path == path]

    def answer(self, request: Request) -> Answer:
        found = self.answers.get(request.path, response(b"not here", status=404, kind="text/plain"))
        return found(request) if callable(found) else found


def response(body: bytes = b"", *, status: int = 200, kind: str | None = "text/html; charset=utf-8", length: int | None = None, **headers: str) -> bytes:
    """An answer in full; header names are written with underscores (``retry_after="5"``)."""
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"]
    if kind:
        lines.append(f"Content-Type: {kind}")
    lines.append(f"Content-Length: {len(body) if length is None else length}")
    lines += [f"{name.replace('_', '-').title()}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def with_etag(body: bytes, etag: str, kind: str = "application/rss+xml") -> Handler:
    """An answer that knows conditional requests."""

    def answer(request: Request) -> Answer:
        if request.headers.get("if-none-match") == etag:
            return response(status=304, kind=None, etag=etag)
        return response(body, kind=kind, etag=etag, last_modified="Sun, 01 Mar 2026 12:00:00 GMT")

    return answer


class _Connection(socketserver.StreamRequestHandler):
    timeout = 20

    def handle(self) -> None:
        site: Site = self.server.site  # type: ignore[attr-defined]
        try:
            request = self._request()
            if request is None:
                return
            site.requests.append(request)
            answer = site.answer(request)
            for part in (answer,) if isinstance(answer, bytes) else answer:
                self.wfile.write(part)
                self.wfile.flush()
        except OSError:
            return  # the reader had enough

    def _request(self) -> Request | None:
        first = self.rfile.readline().decode("latin-1").split()
        if len(first) != 3:
            return None
        headers: dict[str, str] = {}
        while (line := self.rfile.readline().decode("latin-1").strip()) != "":
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        return Request(first[0], first[1], headers, self.rfile.read(int(headers.get("content-length", "0"))))


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    site: Site
    tls: ssl.SSLContext | None = None

    def get_request(self) -> tuple[object, object]:
        connection, address = super().get_request()
        return (self.tls.wrap_socket(connection, server_side=True) if self.tls else connection), address

    def handle_error(self, request: object, client_address: object) -> None:
        """Says nothing: a reader that hangs up is what many tests are about."""


@contextmanager
def serving(site: Site, tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """The site, reachable at ``site.url``, until the block ends."""
    with _Server(("127.0.0.1", 0), _Connection) as server:
        server.site = site
        server.tls = tls
        site.port = server.server_address[1]
        site.scheme = "https" if tls else "http"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
