"""A connection to checked addresses only, under one deadline for everything that happens on it: a server that drips its answer byte by byte gains nothing."""

from __future__ import annotations

import ipaddress
import logging
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress

import certifi
import httpcore

from sayso.model.errors import ItemError
from sayso.sources.web.addresses import Address, Resolver
from sayso.sources.web.answers import Later

Connect = Callable[[str, int, float], httpcore.NetworkStream]
SocketOptions = Iterable[tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]]
logging.getLogger("httpcore").setLevel(logging.WARNING)  # below that it writes the headers of answers into the log, cookies among them
CONNECT_SECONDS = 10.0  # for one address, so that a dead one leaves time for the next


def connect(address: str, port: int, seconds: float) -> httpcore.NetworkStream:
    """A connection of this machine."""
    return httpcore.SyncBackend().connect_tcp(address, port, timeout=seconds)


def default_tls() -> ssl.SSLContext:
    """What certificates are trusted: those of the system (SSL_CERT_FILE among them) and of certifi."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


class Deadline:
    """The moment by which everything must be over."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Time spent here does not count: it is our own waiting."""
        began = time.monotonic()
        yield
        self._end += time.monotonic() - began

    def left(self) -> float:
        """Seconds that are left; raises Later where there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise Later("too-slow", f"the answer was not complete within {self.seconds:g} seconds")
        return left


class Pinned(httpcore.NetworkBackend):
    """Connects to the addresses that were checked, whatever name is asked for; the name goes into the Host header and the TLS handshake all the same."""

    def __init__(self, answers: Sequence[str], deadline: Deadline, connector: Connect) -> None:
        self._answers = answers
        self._deadline = deadline
        self._connector = connector
        self.address = ""

    def connect_tcp(
        self,
        host: str,  # noqa: ARG002 - the name plays no part any more
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the deadline holds instead
        local_address: str | None = None,  # noqa: ARG002 - the library asks for it
        socket_options: SocketOptions | None = None,  # noqa: ARG002 - the library asks for it
    ) -> httpcore.NetworkStream:
        """The first of the addresses that answers."""
        fault: Exception | None = None
        for answer in self._answers:
            try:
                stream = self._connector(answer, port, min(CONNECT_SECONDS, self._deadline.left()))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                fault = failed
                continue
            self.address = answer
            return Timed(stream, self._deadline)
        raise fault or httpcore.ConnectError("no address")


class Timed(httpcore.NetworkStream):
    """A stream on which every wait ends with the deadline."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        """Some bytes; none at the end."""
        return self._inner.read(max_bytes, timeout=self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        """Sends all of it."""
        self._inner.write(buffer, timeout=self._deadline.left())

    def close(self) -> None:
        """Ends the connection."""
        self._inner.close()

    def start_tls(self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None) -> httpcore.NetworkStream:  # noqa: ARG002
        """The same connection in TLS."""
        return Timed(self._inner.start_tls(ssl_context, server_hostname, timeout=self._deadline.left()), self._deadline)

    def get_extra_info(self, info: str) -> object:
        """What the library wants to know of the connection."""
        return self._inner.get_extra_info(info)


def resolve(address: Address, resolver: Resolver, deadline: Deadline) -> Sequence[str]:
    """The resolver's answers, in time; raises ItemError for a name that nobody knows, Later for a resolver that does not answer.

    The system's resolver knows no time limit, so it is asked from a thread that may be left behind.
    """
    with suppress(ValueError):
        return (str(ipaddress.ip_address(address.host)),)
    results: list[Sequence[str] | Exception] = []

    def ask() -> None:
        try:
            results.append(resolver(address.host, address.port))
        except (OSError, UnicodeError) as fault:
            results.append(fault)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(deadline.left())
    if not results:
        raise Later("too-slow", f"the name {address.host} was not resolved within {deadline.seconds:g} seconds")
    found = results[0]
    if isinstance(found, socket.gaierror) and found.errno == socket.EAI_AGAIN:
        raise Later("no-host", f"the name {address.host} cannot be resolved now")
    if isinstance(found, Exception):
        raise ItemError("no-host", f"no machine is known under the name {address.host}")
    return found
