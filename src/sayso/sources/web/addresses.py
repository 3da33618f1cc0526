"""Web addresses: which may be asked, which hosts may be connected to, and how they are written in messages. Takes texts, gives checked values; opens no connection."""

from __future__ import annotations

import hashlib
import ipaddress
import re
import socket
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, quote, urlsplit

import idna

from sayso.model.errors import ItemError

Resolver = Callable[[str, int], Sequence[str]]
IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

LONGEST = 8_000  # characters of an address; browsers and servers stop near there
PORTS = {"http": 80, "https": 443}
LOWEST_FREE_PORT = 1024
NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x20\x7f\\]")

# What is no public address: the special-purpose registries of IANA (RFC 6890 and its updates), as of 2025.
PRIVATE = tuple(ipaddress.ip_network(net) for net in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "::1/128", "fc00::/7"))
RESERVED = tuple(
    ipaddress.ip_network(net)
    for net in (
        *("0.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.175.48.0/24"),
        *("198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        *("2001::/23", "2001:db8::/32", "2620:4f:8000::/48", "3fff::/20"),
    )
)
# Where providers of machines keep their secrets: refused even where private addresses are allowed.
METADATA = frozenset(ipaddress.ip_address(one) for one in ("169.254.169.254", "168.63.129.16", "100.100.100.200", "192.0.0.192", "fd00:ec2::254"))
# IPv4 in IPv6 dress: mapped, compatible, NAT64, local NAT64, 6to4, Teredo.
DISGUISES = tuple(ipaddress.ip_network(net) for net in ("::ffff:0:0/96", "::ffff:0:0:0/96", "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"))
GLOBAL6 = ipaddress.ip_network("2000::/3")

SECRET = re.compile(r"token|key|sig|auth|pass|pwd|secret|session|sid\b|cred|code|jwt|hash|cookie|user|login|mail|nonce|otp|ticket", re.IGNORECASE)
UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
OPAQUE = 16  # characters of letters and digits without a break: no word of an address is built so


@dataclass(frozen=True, slots=True)
class Address:
    """An address that may be asked: ``url`` as it is sent (no fragment, no user), and its parts; ``host`` is in lower case ASCII, without brackets."""

    url: str
    scheme: str
    host: str
    port: int
    target: str

    @property
    def site(self) -> str:
        """Scheme, host and port: what rules of politeness hold for."""
        return f"{self.scheme}://{self.authority}"

    @property
    def authority(self) -> str:
        """Host and port as the Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def parse(text: str) -> Address:
    """The address that a text is; raises ItemError that says why it may not be asked.

    >>> parse("HTTPS://News.Example:443/a b?q=1#top").url
    'https://news.example/a%20b?q=1'
    >>> parse("http://0x7f.1/")
    Traceback (most recent call last):
    ...
    sayso.model.errors.ItemError: the host is written as an odd number; write an IPv4 address as four plain numbers or use the name
    """
    text = text.strip()
    if len(text) > LONGEST:
        raise ItemError("bad-address", f"the address has {len(text):,} characters; {LONGEST:,} are the most")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as fault:
        raise ItemError("bad-address", "the address is malformed; it looks like https://news.example/feed.xml") from fault
    scheme = parts.scheme.lower()
    if scheme not in PORTS:
        raise ItemError("scheme", f"only http and https are fetched, not {scheme or 'an address without a scheme'}")
    if parts.username is not None or parts.password is not None:
        raise ItemError("userinfo", "the address holds a user name or password, which would stand in the ledger; leave them out")
    if CONTROL.search(parts.netloc):
        raise ItemError("bad-address", "the host holds a blank, a backslash or a control character")
    host = _host(parts.hostname or "")
    port = PORTS[scheme] if port is None else port
    if port < LOWEST_FREE_PORT and port not in PORTS.values():
        raise ItemError("port", f"port {port} is no port of a web server; 80, 443 and those from {LOWEST_FREE_PORT} on are asked")
    target = _target(parts)
    bare = Address(url="", scheme=scheme, host=host, port=port, target=target)
    return Address(url=bare.site + target, scheme=scheme, host=host, port=port, target=target)


def _target(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=-._~")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=-._~?")
    return f"{path}?{query}" if query else path


def _host(name: str) -> str:
    """The host in the form in which it is resolved and checked."""
    name = unicodedata.normalize("NFKC", name).lower().removesuffix(".")
    if ":" in name:
        try:
            return ipaddress.IPv6Address(name).compressed if "%" not in name else _no_zone()
        except ValueError as fault:
            raise ItemError("bad-address", "the host is no IPv6 address") from fault
    if NUMBER.fullmatch(name.rpartition(".")[2]):
        try:
            return str(ipaddress.IPv4Address(name))
        except ValueError as fault:
            raise ItemError("odd-address", "the host is written as an odd number; write an IPv4 address as four plain numbers or use the name") from fault
    try:
        return idna.encode(name, uts46=True).decode() if not name.isascii() else _ascii(name)
    except (idna.IDNAError, UnicodeError) as fault:
        raise ItemError("bad-address", "the host is no name that the domain name system allows") from fault


def _no_zone() -> str:
    raise ItemError("bad-address", "the host names a network card (%), which no public address does")


def _ascii(name: str) -> str:
    if not re.fullmatch(r"(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*", name):
        raise ItemError("bad-address", "the host is no name that the domain name system allows")
    return name


def objection(address: str, *, allow_private: bool) -> str | None:
    """Why an IP address may not be connected to, in a few words; None where it may. ``allow_private`` lets loopback and private networks through, and nothing else.

    >>> objection("169.254.169.254", allow_private=True), objection("10.0.0.8", allow_private=True), objection("::ffff:10.0.0.8", allow_private=True)
    ('a metadata address', None, 'an IPv4 address in IPv6 dress')
    """
    try:
        ip = ipaddress.ip_address(address if "%" not in address else "")  # with a zone it would not compare
    except ValueError:
        return "no plain IP address"
    if ip in METADATA:
        return "a metadata address"
    if ip.is_multicast:
        return "a multicast address"
    if ip.is_link_local:
        return "a link-local address"
    if _within(ip, PRIVATE):
        return None if allow_private else "an address of this machine or of a private network (--allow-private lets these through)"
    if ip == ipaddress.IPv6Address("::") or ip == ipaddress.IPv4Address(0):
        return "a reserved address"
    if _within(ip, DISGUISES) or _isatap(ip):
        return "an IPv4 address in IPv6 dress"
    if _within(ip, RESERVED) or (ip.version == 6 and ip not in GLOBAL6):
        return "a reserved address"
    return None


def _within(ip: IPAddress, networks: Sequence[ipaddress.IPv4Network | ipaddress.IPv6Network]) -> bool:
    return any(ip.version == net.version and ip in net for net in networks)


def _isatap(ip: IPAddress) -> bool:
    """Whether the lower half carries an IPv4 address (RFC 5214)."""
    return ip.version == 6 and (int(ip) >> 32) & 0xFDFFFFFF == 0x5EFE


def system_resolver(host: str, port: int) -> list[str]:
    """The addresses that this machine's resolver gives, in its order; raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in found))


def checked(address: Address, answers: Sequence[str], *, allow_private: bool) -> tuple[str, ...]:
    """The answers of a resolver, if every one of them may be connected to; raises ItemError otherwise: a name that leads half the time to a private network is a trap."""
    if not answers:
        raise ItemError("no-host", f"no machine is known under the name {address.host}")
    for answer in answers:
        if why := objection(answer, allow_private=allow_private):
            raise ItemError("forbidden-address", f"{address.host} leads to {why}; such addresses are not asked")
    return tuple(answers)


def shown(url: str) -> str:
    """An address as it may stand in messages: without user, password and fragment, and with secrets hidden behind a digest of four digits that tells them apart.

    >>> shown("https://bob:pw@news.example/feed?id=12&access_token=Zx81#x")
    'https://news.example/feed?id=12&access_token=[hidden 8683]'
    """
    try:
        parts = urlsplit(url.strip())
        pairs = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return "[malformed address]"
    host = CONTROL.sub("", parts.netloc.rpartition("@")[2])
    path = "/".join(hidden(piece) if _opaque(piece) else piece for piece in CONTROL.sub("", parts.path).split("/"))
    query = "&".join(f"{name}={hidden(value) if SECRET.search(name) or _opaque(value) else value}" if value else hidden_if_opaque(name) for name, value in pairs)
    return f"{parts.scheme}://{host}{path}" + (f"?{query}" if query else "")


def hidden(secret: str) -> str:
    """What stands for a secret."""
    return f"[hidden {hashlib.sha256(secret.encode('utf-8', 'surrogatepass')).hexdigest()[:4]}]"


def hidden_if_opaque(text: str) -> str:
    """The text, or what stands for it if it looks like a secret."""
    return hidden(text) if _opaque(text) else text


def _opaque(text: str) -> bool:
    runs = (run for run in re.split(r"[^A-Za-z0-9]", text) if len(run) >= OPAQUE)
    return bool(UUID.search(text)) or any(not run.isalpha() and not run.isdigit() for run in runs) or any(len(run) > 2 * OPAQUE for run in re.split(r"[^A-Za-z0-9]", text))
