"""How the board is served: takes what the command line says, gives typed values; reads no environment and no file."""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

from sayso.model.errors import UserError


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
    reached, such as that of a proxy; ``key`` signs sessions and is new with each start. ``public`` is the address under which others open it, such as
    https://board.example: its name is answered to, and under https its cookies are marked Secure. ``proxies`` are addresses (or networks) of proxies whose word is taken for
    who asks and whether it was over TLS: X-Forwarded-For, X-Forwarded-Proto. Raises UserError for an address that is none.
    """

    host: str = "127.0.0.1"
    port: int = 8321
    user: str = "unknown"
    guarded: bool = False
    names: tuple[str, ...] = ()
    public: str | None = None
    proxies: tuple[str, ...] = ()
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        """Refuses addresses that are none before anything listens."""
        if self.public is not None:
            parts = _split(self.public)
            if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path not in {"", "/"} or parts.query or parts.fragment or parts.username:
                raise UserError(f"{self.public!r} is no address to be reached under; write it as https://board.example (the board stands at the root of its name)")
        for one in self.proxies:
            if as_network(one) is None:
                raise UserError(f"{one!r} is no address of a proxy; write it as 127.0.0.1, or a network as 10.0.0.0/8")

    @property
    def needs_token(self) -> bool:
        """Whether every request must show a token: always beyond loopback, and where a proxy brings visitors from there."""
        return self.guarded or not is_loopback(self.host) or self.public is not None or bool(self.proxies)

    @property
    def public_name(self) -> str | None:
        """The name of the public address, without its port."""
        return _split(self.public).hostname if self.public is not None else None

    @property
    def public_tls(self) -> bool:
        """Whether the public address is served over TLS."""
        return self.public is not None and _split(self.public).scheme == "https"

    def trusts(self, address: str) -> bool:
        """Whether an address is one of the proxies."""
        asking = as_address(address)
        return asking is not None and any(network is not None and asking.version == network.version and asking in network for network in map(as_network, self.proxies))


def _split(address: str) -> SplitResult:
    """The parts of an address; those of an empty one where it cannot be read."""
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - raises where it is no number
    except ValueError:
        return urlsplit("")
    return parts


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


def as_network(written: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    """The network that an address or a network is written as, None for anything else."""
    try:
        return ipaddress.ip_network(written)
    except ValueError:
        return None
