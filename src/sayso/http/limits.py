"""What is asked of every request before anybody reads it: method, address, host, origin, size and time. Raises ``Refused``; knows nothing of tokens or pages."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator

from starlette.requests import Request
from starlette.types import Message, Receive

from sayso.http.options import BoardOptions, Limits, as_address, is_loopback
from sayso.http.problems import Refused

METHODS = {"GET", "HEAD", "POST"}
SAFE = {"GET", "HEAD"}
OWN_SITES = {"same-origin", "none"}
UNPRINTABLE = {chr(code) for code in range(32)} | {"\x7f", "\\"}


def check_shape(request: Request, limits: Limits) -> None:
    """Refuses methods, addresses and queries that no page of ours makes."""
    if request.method not in METHODS:
        raise Refused(405, "this address does not take this method", {"Allow": "GET, HEAD, POST"})
    path, query = request.scope.get("raw_path") or request.url.path.encode(), request.scope["query_string"]
    if len(path) + len(query) > limits.url:
        raise Refused(414, f"the address is longer than {limits.url} bytes; search for fewer words")
    if sum(len(name) + len(value) for name, value in request.scope["headers"]) > limits.head:
        raise Refused(431, f"the headers are longer than {limits.head} bytes; clear the cookies of this address")
    if query.count(b"&") + query.count(b";") >= limits.fields:
        raise Refused(400, f"the address has more than {limits.fields} fields; give fewer filters")
    decoded = request.scope["path"]
    if UNPRINTABLE & set(decoded) or any(part in {".", ".."} for part in decoded.split("/")) or b"%00" in query:
        raise Refused(400, "the address holds signs that no address here has")


def check_host(request: Request, options: BoardOptions) -> None:
    """Refuses a request for a name that this server does not bear, as a page whose name was made to point here would send."""
    named = [value.decode("latin-1") for name, value in request.scope["headers"] if name == b"host"]
    if len(named) != 1 or not _serves(without_port(named[0]), options):
        raise Refused(421, "this server does not answer under that name; open the address that sayso board printed, or start it with --name NAME")


def without_port(host: str) -> str:
    """The name or address of a Host header."""
    if host.startswith("["):
        return host[: host.find("]") + 1]
    name, _, port = host.partition(":")
    return name if port.isdigit() or ":" not in host else host


def _serves(name: str, options: BoardOptions) -> bool:
    own = set(options.names) | {"localhost"} | ({options.public_name} if options.public_name else set())
    if not is_loopback(options.host):
        own |= {options.host, socket.gethostname()}
    if name.lower().rstrip(".") in {known.lower() for known in own}:
        return True
    address = as_address(name)
    return address is not None and (address.is_loopback or not is_loopback(options.host))


def check_origin(request: Request) -> None:
    """Refuses what other sites make a browser send: every act, and everything but plain links to a page."""
    site = request.headers.get("sec-fetch-site", "")
    if request.method in SAFE:
        linked = request.headers.get("sec-fetch-mode") == "navigate" and request.headers.get("sec-fetch-dest", "document") == "document"
        if site and site not in OWN_SITES and not linked:
            raise Refused(403, "another site asked for this; open the address itself")
        return
    if site and site not in OWN_SITES:
        raise Refused(403, "another site sent this; nothing was done")
    origin = request.headers.get("origin")
    hidden = origin == "null" and site == "same-origin"  # what browsers send from a page that gives no referrer
    if origin is not None and not hidden and origin.partition("://")[2].lower() != request.headers.get("host", "").lower():
        raise Refused(403, "another site sent this; nothing was done")


async def read_body(request: Request, receive: Receive, limits: Limits) -> bytes:
    """The body, refused where it is too long or too slow."""
    declared = request.headers.get("content-length", "0")
    if not declared.isdigit() or int(declared) > limits.body:
        raise Refused(413, f"what was sent is longer than {limits.body} bytes", {"Connection": "close"})
    try:
        return await asyncio.wait_for(_collected(receive, limits.body), limits.body_seconds)
    except TimeoutError:
        raise Refused(408, f"what was sent did not arrive within {limits.body_seconds:g} seconds", {"Connection": "close"}) from None


async def _collected(receive: Receive, most: int) -> bytes:
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refused(400, "the connection ended before everything was sent")
        body += message.get("body", b"")
        if len(body) > most:
            raise Refused(413, f"what was sent is longer than {most} bytes", {"Connection": "close"})
        if not message.get("more_body", False):
            return bytes(body)


def replayed(body: bytes, receive: Receive) -> Receive:
    """Gives a body that was read once more, then whatever comes after it."""

    def once() -> Iterator[Message]:
        yield {"type": "http.request", "body": body, "more_body": False}

    waiting = once()

    async def again() -> Message:
        message = next(waiting, None)
        return message if message is not None else await receive()

    return again
