"""How the board is served: takes what the command line says, gives typed values; reads no environment and no file."""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one request may cost. Sizes in bytes, times in seconds."""

    body: int = 64_000
    url: int = 8_000
    head: int = 16_000
    fields: int = 40
    body_seconds: float = 10.0
    header_seconds: float = 10.0
    answer_seconds: float = 30.0
    connections: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardOptions:
    """Where the board listens, who acts on it, and whether a token is asked for.

    ``user`` is by whom acts are made where nobody has to give a token; ``guarded`` asks for tokens on loopback too; ``names`` are further names under which the board is
    reached, such as that of a proxy; ``key`` signs sessions and is new with each start.
    """

    host: str = "127.0.0.1"
    port: int = 8321
    user: str = "unknown"
    guarded: bool = False
    names: tuple[str, ...] = ()
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    limits: Limits = field(default_factory=Limits)

    @property
    def needs_token(self) -> bool:
        """Whether every request must show a token: always beyond loopback."""
        return self.guarded or not is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """Whether only programs of this machine reach a server that listens there.

    >>> [is_loopback(host) for host in ("localhost", "127.0.0.1", "::1", "0.0.0.0", "192.0.2.7", "board.example")]
    [True, True, True, False, False, False]
    """
    if host.lower() == "localhost":
        return True
    address = as_address(host)
    return address is not None and address.is_loopback


def as_address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The IP address that a host is written as, None for a name."""
    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return None
