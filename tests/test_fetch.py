"""Fetching from a real server on loopback: what comes through, and what every trap ends in."""

from __future__ import annotations

import datetime as dt
import gzip
import shutil
import ssl
import subprocess
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model.errors import ItemError
from sayso.model.refusal import Refusal
from sayso.sources.limits import ReadLimits
from sayso.sources.web import connection
from sayso.sources.web.addresses import objection, parse, shown
from sayso.sources.web.answers import Fetched, FetchLimits, NotNow
from sayso.sources.web.bodies import media_type
from sayso.sources.web.fetch import Fetcher, Network
from sayso.sources.web.pages import page_items
from sayso.sources.web.polite import Manners, Polite
from sayso.sources.web.robots import Robots
from tests.web_server import Request, Site, response, serving, with_etag

PAGE = b"<!DOCTYPE html><html><body><p>The port of Velmora reopened on Monday, the harbour master said.</p></body></html>"
LIMITS = FetchLimits(body=200_000, seconds=1.5)


class FakeClock:
    """Time that passes only when somebody waits."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.slept: list[float] = []

    def now(self) -> dt.datetime:
        return dt.datetime(2026, 3, 1, 12, 0, tzinfo=dt.UTC) + dt.timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.seconds += seconds


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site()) as site:
        yield site


@pytest.fixture
def fetcher() -> Fetcher:
    return Fetcher(LIMITS, allow_private=True, contact="desk@velmora.example")


def refused(answer: Fetched | Refusal) -> Refusal:
    assert isinstance(answer, Refusal), answer
    assert answer.stage == "sources"
    return answer


def fetched(answer: Fetched | Refusal) -> Fetched:
    assert isinstance(answer, Fetched), answer
    return answer


# What comes through


def test_a_page_comes_with_all_that_proves_where_it_came_from(site: Site, fetcher: Fetcher) -> None:
    site.answers["/story?id=7"] = response(PAGE, set_cookie="session=1234", etag='"a"')
    page = fetched(fetcher.fetch(site.url("/story?id=7#top")))
    assert (page.status, page.body, page.media_type, page.charset, page.address) == (200, PAGE, "text/html", "utf-8", "127.0.0.1")
    assert page.final_url == site.url("/story?id=7")
    assert page.header("ETag".lower()) == '"a"'
    assert page.header("set-cookie") is None
    assert site.requests[0].headers["user-agent"] == "sayso/0.1 (+desk@velmora.example)"
    assert "cookie" not in site.requests[0].headers


def test_what_did_not_change_is_not_sent_again(site: Site, fetcher: Fetcher) -> None:
    site.answers["/feed"] = with_etag(b"<rss version='2.0'><channel/></rss>", '"v1"')
    first = fetched(fetcher.fetch(site.url("/feed")))
    again = fetched(fetcher.fetch(site.url("/feed"), etag=first.header("etag"), modified=first.header("last-modified")))
    assert (first.status, first.media_type) == (200, "application/rss+xml")
    assert (again.status, again.body) == (304, b"")
    assert site.requests[1].headers["if-modified-since"] == "Sun, 01 Mar 2026 12:00:00 GMT"


@pytest.mark.parametrize(
    ("packed", "encoding"),
    [
        (gzip.compress(PAGE), "gzip"),
        (gzip.compress(PAGE[:50]) + gzip.compress(PAGE[50:]), "gzip"),
        (zlib.compress(PAGE), "deflate"),
        (zlib.compress(PAGE)[2:-4], "deflate"),
        (PAGE, "identity"),
    ],
    ids=["gzip", "two members", "deflate", "deflate without wrapper", "identity"],
)
def test_packed_bodies_are_unpacked(site: Site, fetcher: Fetcher, packed: bytes, encoding: str) -> None:
    site.answers["/"] = response(packed, content_encoding=encoding)
    assert fetched(fetcher.fetch(site.url())).body == PAGE


def test_redirects_are_followed_and_kept(site: Site, fetcher: Fetcher) -> None:
    site.answers |= {"/a": response(status=301, location="/b"), "/b": response(status=302, location=site.url("/c")), "/c": response(PAGE)}
    page = fetched(fetcher.fetch(site.url("/a")))
    assert (page.url, page.final_url) == (site.url("/a"), site.url("/c"))
    assert [(hop.url, hop.status) for hop in page.hops] == [(site.url("/a"), 301), (site.url("/b"), 302)]


@pytest.mark.parametrize(
    ("declared", "body", "kind"),
    [
        ("text/html", b"<?xml version='1.0'?>\n<!-- made by hand -->\n<rss version='2.0'>", "application/rss+xml"),
        ("text/plain", b"<feed xmlns='http://www.w3.org/2005/Atom'>", "application/atom+xml"),
        ("application/json", b'{"version": "https://jsonfeed.org/version/1.1"}', "application/feed+json"),
        ("application/octet-stream", b"%PDF-1.7\n", "application/pdf"),
        (None, b"<!doctype html><title>Velmora</title>", "text/html"),
        ("text/html", "\ufeff<html><p>Früh am Morgen".encode(), "text/html"),
        ("text/plain", "<html><p>Früh".encode("utf-16"), "text/html"),
        ("text/plain", b"MZANSI POST: the dam is full", "text/plain"),
        (None, b"", "text/plain"),
    ],
)
def test_the_kind_of_a_body_is_what_its_bytes_show(declared: str | None, body: bytes, kind: str) -> None:
    assert media_type(declared, body) == kind


@pytest.mark.parametrize(
    ("declared", "body"),
    [
        ("text/html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("text/html", bytes(200)),
        ("image/png", PAGE),
        ("application/pdf", PAGE),
        ("text/javascript", b"var x = 1"),
        ("text/plain", b"MZ\x90\0\x03\0\0\0"),
    ],
)
def test_a_body_that_is_no_report_is_refused(site: Site, fetcher: Fetcher, declared: str, body: bytes) -> None:
    site.answers["/"] = response(body, kind=declared)
    assert refused(fetcher.fetch(site.url())).code == "wrong-type"


FEED = b"""<?xml version='1.0'?><rss version='2.0'><channel><title>Velmora Post</title>
<item><title>Port to reopen</title><link>https://post.example/1</link><description>The harbour master said the port would reopen.</description></item></channel></rss>"""


@pytest.mark.parametrize(
    ("kind", "body", "found"),
    [
        ("text/html; charset=windows-1252", PAGE, [("text/html", {"title": "Given", "charset": "windows-1252"})]),
        ("text/plain", b"The port reopened.", [("text/plain", {"title": "Given"})]),
        ("text/xml", FEED, [("text/plain", {"title": "Port to reopen", "url": "https://post.example/1", "outlet": "Velmora Post"})]),
        ("text/x-opml", b"<opml version='2.0'><body/></opml>", ["wrong-type"]),
        ("application/pdf", b"%PDF-1.7\nno more than this", ["damaged"]),
    ],
)
def test_what_was_fetched_becomes_reports(site: Site, fetcher: Fetcher, kind: str, body: bytes, found: list[object]) -> None:
    site.answers["/"] = response(body, kind=kind)
    page = fetched(fetcher.fetch(site.url()))
    parts = list(page_items(page, {"title": "Given"}, ReadLimits()))
    own = {"url": site.url()}
    assert [part.code if isinstance(part, Refusal) else (part.media_type, dict(part.declared)) for part in parts] == [
        want if isinstance(want, str) else (want[0], own | want[1])  # type: ignore[index]
        for want in found
    ]


# What does not come through: addresses


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("file:///etc/passwd", "scheme"),
        ("ftp://news.example/a", "scheme"),
        ("news.example/a", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("http://bob:hunter2@news.example/", "userinfo"),
        ("http://news.example@127.0.0.1/", "userinfo"),
        ("http://2130706433/", "odd-address"),
        ("http://0x7f000001/", "odd-address"),
        ("http://0177.0.0.1/", "odd-address"),
        ("http://127.1/", "odd-address"),
        ("http://news.example\\@127.0.0.1/", "userinfo"),
        ("http://[fe80::1%25eth0]/", "bad-address"),
        ("http://[::1/", "bad-address"),
        ("http:///path", "bad-address"),
        ("http://news example/", "bad-address"),
        ("http://news.example:99999/", "bad-address"),
        ("http://news.example:22/", "port"),
        ("http://" + "a" * 300 + ".example/", "bad-address"),
        ("http://news.example/" + "a" * 9000, "bad-address"),
    ],
)
def test_addresses_that_are_never_asked(text: str, code: str) -> None:
    with pytest.raises(ItemError) as fault:
        parse(text)
    assert fault.value.code == code
    assert "hunter2" not in str(fault.value)


def test_wide_digits_are_digits() -> None:
    assert parse("http://①②⑦。0。0。１/").host == "127.0.0.1"


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.9.9.9", "10.1.2.3", "172.31.0.1", "192.168.1.1", "100.64.0.1", "169.254.169.254", "169.254.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255"),
        *("192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "168.63.129.16", "::", "::1", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1"),
        *(
            "::ffff:127.0.0.1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "2002:7f00:1::",
            "2001:0:1::1",
            "2001:db8::1",
            "2606:4700::5efe:7f00:1",
            "4000::1",
            "fe80::1%eth0",
            "x",
        ),
    ],
)
def test_no_address_but_a_public_one_is_connected_to(address: str) -> None:
    assert objection(address, allow_private=False)


@pytest.mark.parametrize("address", ["93.184.215.14", "8.8.4.4", "2606:4700:4700::1111", "172.32.0.1", "100.128.0.1"])
def test_public_addresses_are_connected_to(address: str) -> None:
    assert objection(address, allow_private=False) is None


@given(st.ip_addresses(v=4, network="10.0.0.0/8"))
def test_private_addresses_in_ipv6_dress_stay_private(address: object) -> None:
    for dress in (f"::ffff:{address}", f"::{address}", f"64:ff9b::{address}", f"2001:4860::5efe:{address}"):
        assert objection(dress, allow_private=True)


def test_loopback_is_refused_unless_it_is_allowed(site: Site) -> None:
    site.answers["/"] = response(PAGE)
    strict = Fetcher(LIMITS)
    for url in (site.url(), site.url(host="localhost"), f"http://[::1]:{site.port}/"):
        assert refused(strict.fetch(url)).code == "forbidden-address"
    assert site.requests == []


def through_loopback(site: Site, asked: list[tuple[str, int]]) -> connection.Connect:
    """A connector that writes down which address was wanted and goes to the test server instead."""

    def connect(address: str, port: int, seconds: float) -> httpcore.NetworkStream:
        asked.append((address, port))
        return connection.connect("127.0.0.1", site.port, seconds)

    return connect


def test_a_name_is_resolved_once_and_the_connection_pinned(site: Site) -> None:
    site.answers["/"] = response(PAGE)
    answers = iter([["93.184.215.14"], ["127.0.0.1"]])
    asked: list[tuple[str, int]] = []
    network = Network(resolver=lambda _host, _port: next(answers), connect=through_loopback(site, asked))
    page = fetched(Fetcher(LIMITS, network=network).fetch("http://news.example/"))
    assert asked == [("93.184.215.14", 80)]
    assert page.address == "93.184.215.14"
    assert site.requests[0].headers["host"] == "news.example"


def test_a_name_that_leads_elsewhere_after_a_redirect_is_checked_again(site: Site) -> None:
    site.answers["/"] = response(status=302, location="http://news.example/inside")
    answers = iter([["93.184.215.14"], ["10.0.0.8"]])
    asked: list[tuple[str, int]] = []
    network = Network(resolver=lambda _host, _port: next(answers), connect=through_loopback(site, asked))
    assert refused(Fetcher(LIMITS, network=network).fetch("http://news.example/")).code == "forbidden-address"
    assert asked == [("93.184.215.14", 80)]


def test_a_name_of_which_one_address_is_private_is_refused() -> None:
    network = Network(resolver=lambda _host, _port: ["93.184.215.14", "192.168.0.1"])
    assert refused(Fetcher(LIMITS, network=network).fetch("http://news.example/")).code == "forbidden-address"


def test_a_resolver_that_hangs_costs_the_time_limit_and_no_more() -> None:
    network = Network(resolver=lambda _host, _port: time.sleep(3) or [])
    began = time.monotonic()
    assert isinstance(Fetcher(FetchLimits(seconds=0.2), network=network).fetch("http://news.example/"), NotNow)
    assert time.monotonic() - began < 1


def test_names_that_nobody_knows_and_servers_that_are_not_there(fetcher: Fetcher) -> None:
    def unknown(_host: str, _port: int) -> list[str]:
        raise OSError

    assert refused(Fetcher(LIMITS, network=Network(resolver=unknown)).fetch("http://news.example/")).code == "no-host"
    with serving(Site()) as gone:
        pass
    assert isinstance(fetcher.fetch(gone.url()), NotNow)


# What does not come through: redirects


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("http://169.254.169.254/latest/meta-data/", "forbidden-address"),
        ("file:///etc/passwd", "scheme"),
        ("gopher://127.0.0.1:6379/_FLUSHALL", "scheme"),
        ("http://2852039166/", "odd-address"),
        ("http://bob:hunter2@127.0.0.1/", "userinfo"),
        ("/", "redirect-loop"),
        ("http://[::ffff:169.254.169.254]/", "forbidden-address"),
        ("http://[", "bad-address"),
        ("", "bad-answer"),
    ],
)
def test_redirects_to_traps(site: Site, fetcher: Fetcher, location: str, code: str) -> None:
    site.answers["/"] = response(status=302, location=location)
    refusal = refused(fetcher.fetch(site.url()))
    assert refusal.code == code
    assert "hunter2" not in refusal.detail + refusal.location


def test_redirects_without_end(site: Site, fetcher: Fetcher) -> None:
    for number in range(9):
        site.answers[f"/{number}"] = response(status=302, location=f"/{number + 1}")
    assert refused(fetcher.fetch(site.url("/0"))).code == "redirects"
    assert len(site.requests) == 6


def test_a_circle_of_redirects(site: Site, fetcher: Fetcher) -> None:
    site.answers |= {"/a": response(status=302, location="/b"), "/b": response(status=302, location="/a")}
    assert refused(fetcher.fetch(site.url("/a"))).code == "redirect-loop"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Key and certificate for news.example, made for this run and trusted by nobody else."""
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    folder = tmp_path_factory.mktemp("tls")
    pem = folder / "both.pem"
    subject = ["-subj", "/CN=news.example", "-addext", "subjectAltName=DNS:news.example"]
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", *subject]
    subprocess.run([*command, "-keyout", folder / "key", "-out", folder / "cert"], check=True, capture_output=True)
    pem.write_bytes((folder / "key").read_bytes() + (folder / "cert").read_bytes())
    return pem


def test_https_is_checked_against_the_name_and_never_leads_to_http(certificate: Path) -> None:
    serverside = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serverside.load_cert_chain(certificate)
    names: list[str | None] = []
    serverside.sni_callback = lambda _connection, name, _context: names.append(name)
    trusting = ssl.create_default_context(cafile=certificate)
    with serving(Site(), serverside) as site:
        site.answers |= {"/": response(PAGE), "/down": response(status=302, location="http://news.example/")}
        network = Network(resolver=lambda _host, _port: ["93.184.215.14"], connect=through_loopback(site, []), tls=trusting)
        secure = Fetcher(LIMITS, network=network)
        assert fetched(secure.fetch("https://news.example/")).body == PAGE
        assert names == ["news.example"]
        assert refused(secure.fetch("https://news.example/down")).code == "downgrade"
        assert refused(secure.fetch("https://other.example/")).code == "tls"
        distrusting = Fetcher(LIMITS, network=Network(resolver=network.resolver, connect=network.connect))
        assert refused(distrusting.fetch("https://news.example/")).code == "tls"


# What does not come through: sizes and times


def endless_chunks() -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    while True:
        yield b"8000\r\n" + b"a" * 0x8000 + b"\r\n"


def drip(head: bytes, drop: bytes) -> Iterator[bytes]:
    yield head
    for _ in range(100):
        time.sleep(0.1)
        yield drop


def bomb() -> bytes:
    zeros = zlib.compressobj(9, zlib.DEFLATED, 31)
    return zeros.compress(bytes(30_000_000)) + zeros.flush()


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (lambda _: endless_chunks(), "too-large"),
        (lambda _: drip(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", b"a"), "too-slow"),
        (lambda _: drip(b"HTTP/1.1 200 OK\r\n", b"X"), "too-slow"),
        (lambda _: drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), "too-slow"),
        (lambda _: drip(b"", b""), "too-slow"),
        (response(b"a" * 300_000), "too-large"),
        (response(b"short", length=4_000_000_000), "too-large"),
        (response(bomb(), content_encoding="gzip"), "too-large"),
        (response(b"\x1f\x8bnot gzip at all", content_encoding="gzip"), "damaged"),
        (response(gzip.compress(PAGE)[:-20], content_encoding="gzip"), "damaged"),
        (response(PAGE, content_encoding="br"), "encoding"),
        (response(PAGE, content_encoding="gzip, gzip"), "encoding"),
        (response(PAGE, x_filler="a" * 70_000), "headers"),
        (b"HTTP/1.1 200 OK\r\n" + b"X-Filler: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n" * 5000, "bad-answer"),
        (response(b"half", length=100), "cut-short"),
        (b"", "cut-short"),
        (b"SSH-2.0-OpenSSH_9.6\r\n\r\n", "bad-answer"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nabc\r\n0\r\n\r\n", "bad-answer"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nabc", "bad-answer"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabcde", "bad-answer"),
        (response(b"no", status=404), "http-404"),
        (response(b"no", status=451), "http-451"),
        (response(b"", status=304), "http-304"),
    ],
)
def test_bodies_that_are_traps(site: Site, fetcher: Fetcher, answer: object, code: str) -> None:
    site.answers["/"] = answer  # type: ignore[assignment]
    began = time.monotonic()
    refusal = refused(fetcher.fetch(site.url()))
    assert refusal.code == code
    assert time.monotonic() - began < LIMITS.seconds + 1
    assert refusal.location == site.url()


def test_a_body_that_grows_too_much_is_a_bomb(site: Site) -> None:
    site.answers["/"] = response(bomb(), content_encoding="gzip")
    assert refused(Fetcher(FetchLimits(), allow_private=True).fetch(site.url())).code == "bomb"


@pytest.mark.parametrize(
    ("status", "header", "wait"),
    [(429, "7", 7.0), (503, "Sun, 01 Mar 2026 12:01:00 GMT", 60.0), (503, "soon", None), (500, None, None), (429, "99999999999", 86_400.0)],
)
def test_what_may_pass_says_how_long_to_wait(site: Site, status: int, header: str | None, wait: float | None) -> None:
    site.answers["/"] = response(status=status, **({"retry_after": header} if header else {}))
    refusal = Fetcher(LIMITS, allow_private=True, clock=FakeClock()).fetch(site.url())
    assert isinstance(refusal, NotNow)
    assert (refusal.code, refusal.wait) == (f"http-{status}", wait)


def test_a_message_is_sent_once_and_to_nobody_else(site: Site, fetcher: Fetcher) -> None:
    site.answers |= {"/in": response(b"{}", kind="application/json"), "/moved": response(status=307, location="/in")}
    assert fetched(fetcher.post(site.url("/in"), b'{"a": 1}', {"Authorization": "Bearer hunter2"})).status == 200
    assert (site.requests[0].method, site.requests[0].body, site.requests[0].headers["authorization"]) == ("POST", b'{"a": 1}', "Bearer hunter2")
    assert refused(fetcher.post(site.url("/moved"), b"{}", {})).code == "redirect"
    assert len(site.requests) == 2


# Secrets


@pytest.mark.parametrize(
    "url",
    [
        "https://bob:hunter2@news.example/feed",
        "https://news.example/feed?token=hunter2",
        "https://news.example/feed?api_key=hunter2&page=2",
        "https://news.example/feed?X-Amz-Signature=hunter2",
        "https://news.example/feed#access_token=hunter2",
        "https://news.example/private/9f8ahunter27c6b5a4d3/rss",
        "https://news.example/?9f8ahunter27c6b5a4d3",
    ],
)
def test_secrets_are_hidden_in_messages(url: str) -> None:
    assert "hunter2" not in shown(url)
    assert shown(url).startswith("https://news.example/")


def test_plain_addresses_are_shown_as_they_are() -> None:
    url = "https://news.example/2026/03/01/minister-says-12-dead-in-harbour-fire-at-velmora.html?page=2&id=1234567"
    assert shown(url) == url


def test_no_secret_reaches_a_log(site: Site, fetcher: Fetcher, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    site.answers["/in?token=hunter2"] = response(b"{}", set_cookie="session=hunter2")
    assert fetched(fetcher.post(site.url("/in?token=hunter2"), b"hunter2", {"Authorization": "Bearer hunter2"}))
    assert "hunter2" not in caplog.text
    assert "hunter2" not in repr(fetcher.fetch(site.url("/none?token=hunter2")))


def test_a_header_cannot_be_smuggled_in(site: Site, fetcher: Fetcher) -> None:
    site.answers["/"] = response(PAGE)
    fetched(fetcher.fetch(site.url(), etag='"a"\r\nX-Evil: 1'))
    assert "x-evil" not in site.requests[0].headers


# Politeness


def polite(clock: FakeClock, *, robots: bool = True) -> Polite:
    fetcher = Fetcher(LIMITS, allow_private=True, clock=clock)
    return Polite(fetcher, Robots(fetcher, clock) if robots else None, Manners(delay=2, jitter=0.5, backoff=5, patience=30), clock, seed=1)


def test_robots_txt_is_asked_once_and_obeyed(site: Site) -> None:
    rules = b"User-agent: *\nDisallow: /private\nAllow: /private/open\n\nUser-agent: other\nDisallow: /\n"
    site.answers |= {"/robots.txt": response(rules, kind="text/plain"), "/a": response(PAGE), "/private/open": response(PAGE)}
    guest = polite(FakeClock())
    assert refused(guest.fetch(site.url("/private/x"))).code == "robots"
    assert fetched(guest.fetch(site.url("/private/open")))
    assert fetched(guest.fetch(site.url("/a")))
    assert [request.path for request in site.requests] == ["/robots.txt", "/private/open", "/a"]


def test_the_site_behind_a_redirect_is_asked_for_leave_too(site: Site) -> None:
    def robots(request: Request) -> bytes:
        return response(b"User-agent: *\nDisallow: /\n" if "localhost" in request.headers["host"] else b"", kind="text/plain")

    site.answers |= {
        "/robots.txt": robots,
        "/b": response(PAGE),
        "/same": response(status=302, location="/b"),
        "/other": response(status=302, location=site.url("/b", host="localhost")),
    }
    guest = polite(FakeClock())
    assert fetched(guest.fetch(site.url("/same"))).body == PAGE
    assert refused(guest.fetch(site.url("/other"))).code == "robots"
    assert len(site.asked("/b")) == 1


def test_no_robots_txt_allows_all_and_a_broken_one_nothing(site: Site) -> None:
    site.answers["/a"] = response(PAGE)
    assert fetched(polite(FakeClock()).fetch(site.url("/a")))
    site.answers["/robots.txt"] = response(status=503)
    clock = FakeClock()
    guest = polite(clock)
    refusal = guest.fetch(site.url("/a"))
    assert isinstance(refusal, NotNow)
    assert refusal.code == "robots-unread"
    del site.answers["/robots.txt"]
    assert refused(guest.fetch(site.url("/a"))).code == "robots-unread"
    clock.seconds += 700
    assert fetched(guest.fetch(site.url("/a")))


def test_a_robots_txt_full_of_wildcards_is_read_at_once(site: Site) -> None:
    site.answers["/robots.txt"] = response(b"User-agent: *\nDisallow: /" + b"*a" * 2000 + b"*b$\n", kind="text/plain")
    site.answers["/" + "a" * 4000] = response(PAGE)
    began = time.monotonic()
    assert fetched(polite(FakeClock()).fetch(site.url("/" + "a" * 4000)))
    assert time.monotonic() - began < 2


def test_time_lies_between_two_requests_to_one_site(site: Site) -> None:
    site.answers |= {"/a": response(PAGE), "/b": response(PAGE)}
    clock = FakeClock()
    guest = polite(clock, robots=False)
    for path in ("/a", "/b", "/a"):
        fetched(guest.fetch(site.url(path)))
    assert len(clock.slept) == 2
    assert all(2 <= slept <= 3 for slept in clock.slept)
    again = FakeClock()
    guest = polite(again, robots=False)
    for path in ("/a", "/b", "/a"):
        fetched(guest.fetch(site.url(path)))
    assert again.slept == clock.slept  # the same seed, the same chance


def test_a_site_may_ask_for_more_time(site: Site) -> None:
    site.answers |= {"/robots.txt": response(b"User-agent: *\nCrawl-delay: 12\n", kind="text/plain"), "/a": response(PAGE)}
    clock = FakeClock()
    guest = polite(clock)
    fetched(guest.fetch(site.url("/a")))
    fetched(guest.fetch(site.url("/a")))
    assert len(clock.slept) == 2
    assert all(12 <= slept <= 18 for slept in clock.slept)


def test_a_busy_server_is_left_alone_as_long_as_it_asks(site: Site) -> None:
    answers = iter([response(status=429, retry_after="9"), response(PAGE)])
    site.answers["/a"] = lambda _: next(answers)
    clock = FakeClock()
    assert fetched(polite(clock, robots=False).fetch(site.url("/a")))
    assert clock.slept == [9.0]


def test_nobody_waits_longer_than_patience_allows(site: Site) -> None:
    site.answers |= {"/a": response(status=503, retry_after="600"), "/b": response(PAGE)}
    clock = FakeClock()
    guest = polite(clock, robots=False)
    refusal = guest.fetch(site.url("/a"))
    assert isinstance(refusal, NotNow)
    assert refusal.wait == 600
    waiting = guest.fetch(site.url("/b"))
    assert isinstance(waiting, NotNow)
    assert (waiting.code, waiting.wait, clock.slept) == ("waiting", 600, [])
    assert len(site.requests) == 1


def test_pauses_double_while_a_site_fails(site: Site) -> None:
    def down(_: Request) -> bytes:
        return response(status=500)

    site.answers["/a"] = down
    clock = FakeClock()
    guest = polite(clock, robots=False)
    assert isinstance(guest.fetch(site.url("/a")), NotNow)
    assert len(site.requests) == 3
    first, second = clock.slept
    assert 5 <= first <= 7.5
    assert 10 <= second <= 15
