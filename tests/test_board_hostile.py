"""The board under attack, over real sockets: every request is refused or does no harm, and none makes the server fail.

Four ways in: texts of news that would like to be HTML, requests that no browser sends, visitors without the right token, and other sites that use a reader's browser.
"""

from __future__ import annotations

import html
import json
import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPResponse
from urllib.parse import quote

import pytest

import sayso
from sayso.http.options import BoardOptions, Limits
from sayso.http.security import COOKIE
from sayso.model.board import PropositionFilter
from sayso.model.errors import UserError
from tests.board_server import running_board

SCRIPT = "<script>alert(1)</script>"
IMAGE = "<img src=x onerror=alert(2)>"
PATIENCE = 10.0
REPORT = {
    "doc_id": f"H01{SCRIPT}",
    "outlet": f"Port {IMAGE} Herald",
    "url": "javascript:alert(3)//",
    "published": "2024-10-10",
    "title": f'Harbour"><svg onload=alert(4)> {SCRIPT}',
    "text": f"The harbour master, Petra {IMAGE} Almhult, said on Monday that two {SCRIPT} ships had left the port of Kerch. "
    "The navy denied on Monday that any ship had left the port of Kerch.",
}


@dataclass(frozen=True, slots=True)
class Door:
    """A board that is up: its port, its ledger, and secrets by what is wrong with them."""

    port: int
    ledger: sayso.Ledger
    secrets: dict[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; status 0 is a connection that was closed without a word."""

    status: int
    headers: dict[str, str]
    body: str


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> sayso.Ledger:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "h.jsonl").write_text(json.dumps(REPORT), encoding="utf-8")
    book = sayso.open(folder / "h.db", extractor="rules")
    book.read(folder / "h.jsonl")
    return book


@pytest.fixture(scope="module")
def door(ledger: sayso.Ledger) -> Iterator[Door]:
    with running_board(ledger, BoardOptions(user="tester", limits=Limits(body_seconds=0.5, header_seconds=1.0))) as board:
        yield Door(board.port, ledger, {})


@pytest.fixture(scope="module")
def guarded(ledger: sayso.Ledger) -> Iterator[Door]:
    desk = ledger.tokens
    over = desk.make("Over", "admin", by="t", expires="2024-02-01", now="2024-01-01T00:00:00+00:00").secret
    gone = desk.make("Gone", "admin", by="t").secret
    desk.revoke("Gone", by="t")
    reader, reviewer = desk.make("Reader", "read", by="t").secret, desk.make("Reviewer", "review", by="t").secret
    with running_board(ledger, BoardOptions(guarded=True)) as board:
        yield Door(
            board.port,
            ledger,
            {"read": reader, "review": reviewer, "expired": over, "revoked": gone, "cut": reader[:-1], "long": reader + "x", "swapped": swapped(reader, reviewer)},
        )


def swapped(one: str, other: str) -> str:
    """The id of one token with the secret of another."""
    return "_".join([*one.split("_")[:2], other.split("_", 2)[2]])


def raw(port: int, request: bytes) -> Answer:
    """Sends bytes as they are, and reads what comes back."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as line:
        line.sendall(request)
        return received(line)


def received(line: socket.socket) -> Answer:
    answer = HTTPResponse(line)
    try:
        answer.begin()
        return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read().decode())
    except (ConnectionError, ValueError, OSError):
        return Answer(0, {}, "")


def ask(door: Door, path: str, method: str = "GET", body: bytes | str = b"", **headers: str) -> Answer:
    """A well-formed request; headers are given with underscores, and an empty one is left out."""
    sent = {"Host": f"127.0.0.1:{door.port}", "Connection": "close"} | {name.replace("_", "-"): value for name, value in headers.items()}
    plain = body.encode() if isinstance(body, str) else body
    if plain:
        sent.setdefault("Content-Length", str(len(plain)))
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in sent.items() if value)]
    return raw(door.port, "\r\n".join([*lines, "", ""]).encode("latin-1") + plain)


FORM = "application/x-www-form-urlencoded"


def visit(door: Door, path: str = "/") -> tuple[str, str]:
    """The cookie of a new visit, and what its forms carry."""
    line = door.ledger.board.propositions(PropositionFilter(limit=1)).items[0]
    answer = ask(door, f"/propositions/{line.id}" if path == "/" else path)
    cookie = re.search(rf"{COOKIE}=([^;]+)", answer.headers["set-cookie"])
    csrf = re.search(r'name="csrf" value="([0-9a-f]+)"', answer.body)
    assert cookie
    assert csrf
    return cookie[1], csrf[1]


# Texts that would like to be HTML


def pages(ledger: sayso.Ledger) -> list[str]:
    claim, line = ledger.claims(limit=1)[0], ledger.board.propositions(PropositionFilter(limit=1)).items[0]
    about = [f"/stories/{line.story}", f"/propositions/{line.id}", f"/documents/{claim.document}", f"/documents/{claim.document}?claim={claim.id}"]
    return ["/", *about, "/propositions", "/documents", "/claims", "/map", "/timeline", "/network", "/watchlist", "/changes?since=2024-01-01", "/review"]


@pytest.mark.parametrize("number", range(14))
def test_texts_of_news_stay_texts_on_every_page(door: Door, number: int) -> None:
    path = pages(door.ledger)[number]
    answer = ask(door, path)
    assert answer.status == 200, path
    assert not re.search(r"<script>|<img src=x|<svg onload|href=\"?javascript:", answer.body), path
    assert "'unsafe-inline'" not in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert not re.search(r"\son\w+=|\sstyle=|<style", re.sub(r"&lt;.*?&gt;", "", answer.body)), path


def test_a_title_is_shown_as_it_was_written(door: Door) -> None:
    assert html.escape(SCRIPT) in ask(door, "/documents").body


@pytest.mark.parametrize("path", ["/api/v1/documents", "/api/v1/claims", "/api/v1/propositions"])
def test_texts_in_json_are_no_page(door: Door, path: str) -> None:
    answer = ask(door, path)
    assert SCRIPT.replace('"', '\\"') in answer.body or IMAGE in answer.body
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        f"/propositions?words={quote(SCRIPT)}",
        f"/propositions?actor={quote(SCRIPT)}&place={quote(IMAGE)}",
        f"/claims?words={quote(SCRIPT)}&source={quote(IMAGE)}",
        f"/claims?act={quote(SCRIPT)}",
        f"/stories/{quote(SCRIPT)}",
        f"/propositions/{quote(IMAGE)}",
        f"/documents/{quote(SCRIPT)}",
        f"/changes?since={quote(SCRIPT)}",
        f"/login?next={quote(SCRIPT)}",
        f"/{quote(SCRIPT)}",
        f"/map?story={quote(SCRIPT)}",
        f"/propositions?words={quote(chr(39))}%20OR%201=1%20--",
        f"/propositions?words={quote('NEAR(a b) ^* : ( AND')}",
        f"/propositions?offset={'9' * 15}",
    ],
)
def test_what_an_address_says_is_never_run(door: Door, path: str) -> None:
    answer = ask(door, path)
    assert 200 <= answer.status < 500, path
    assert not re.search(r"<script>|<img src=x", answer.body), path


# Requests that no browser sends

TRAVERSALS = [
    "/static/../app.py",
    "/static/%2e%2e/app.py",
    "/static/%2e%2e%2fapp.py",
    "/static/%252e%252e%252fapp.py",
    "/static/..%5capp.py",
    "/static/....//app.py",
    "/static//etc/passwd",
    "/static/%2fetc%2fpasswd",
    "/static/page.css%00.txt",
    "/static/" + "../" * 20 + "etc/passwd",
    "/vendor/%2e%2e/security.py",
    "/vendor/..%c0%af..%c0%afetc/passwd",
    "/vendor/htmx/../../app.py",
    "/static/C:%5cwindows%5cwin.ini",
    "/static/" + "a" * 5000,
    "/static/",
]


@pytest.mark.parametrize("path", TRAVERSALS)
def test_no_path_leads_out_of_the_folders_that_are_served(door: Door, path: str) -> None:
    answer = ask(door, path)
    assert 400 <= answer.status < 500, (path, answer.status)
    assert "import" not in answer.body
    assert "root:" not in answer.body


@pytest.mark.parametrize(
    ("name", "request_line", "rest", "statuses"),
    [
        ("no host", "GET / HTTP/1.1", "", {400, 421}),
        ("two hosts", "GET / HTTP/1.1", "Host: 127.0.0.1\r\nHost: evil.example\r\n", {400, 421}),
        ("old and without a host", "GET / HTTP/1.0", "", {400, 421}),
        ("another's host", "GET / HTTP/1.1", "Host: evil.example\r\n", {421}),
        ("a host that begins as ours", "GET / HTTP/1.1", "Host: 127.0.0.1.evil.example\r\n", {421}),
        ("a host behind a user", "GET / HTTP/1.1", "Host: localhost@evil.example\r\n", {400, 421}),
        ("a host with spaces", "GET / HTTP/1.1", "Host: local host\r\n", {400, 421}),
        ("rebound API", "GET /api/v1/stories HTTP/1.1", "Host: rebound.example:80\r\n", {421}),
        ("whole address", "GET http://evil.example/ HTTP/1.1", "Host: 127.0.0.1\r\n", {400, 404}),
        ("tunnel", "CONNECT evil.example:443 HTTP/1.1", "Host: 127.0.0.1\r\n", {400, 404, 405}),
        ("trace", "TRACE / HTTP/1.1", "Host: 127.0.0.1\r\n", {405}),
        ("options", "OPTIONS /api/v1/review/accept HTTP/1.1", "Host: 127.0.0.1\r\nOrigin: https://evil.example\r\n", {405}),
        ("put", "PUT /api/v1/claims HTTP/1.1", "Host: 127.0.0.1\r\nContent-Length: 0\r\n", {405}),
        ("delete", "DELETE /documents/d-1 HTTP/1.1", "Host: 127.0.0.1\r\n", {405}),
        ("method override", "GET /api/v1/review/accept HTTP/1.1", "Host: 127.0.0.1\r\nX-HTTP-Method-Override: POST\r\n", {404, 405}),
        ("made-up method", "SCRIPT<> / HTTP/1.1", "Host: 127.0.0.1\r\n", {400, 405}),
        ("newline in a header", "GET / HTTP/1.1", "Host: 127.0.0.1\r\nX-A: b\nSet-Cookie: stolen=1\r\n", {200, 400}),
        ("folded header", "GET / HTTP/1.1", "Host: 127.0.0.1\r\nX-A: b\r\n c: d\r\n", {200, 400}),
        ("header without end", "GET / HTTP/1.1", "Host: 127.0.0.1\r\nX-A: " + "a" * 40_000 + "\r\n", {0, 400, 431}),
        ("a hundred thousand fields", "GET /propositions?" + "&a=b" * 1900 + " HTTP/1.1", "Host: 127.0.0.1\r\n", {400, 414}),
        ("long address", "GET /" + "a" * 12_000 + " HTTP/1.1", "Host: 127.0.0.1\r\n", {400, 414}),
        ("newline in an address", "GET /%0d%0aSet-Cookie:%20a=b HTTP/1.1", "Host: 127.0.0.1\r\n", {400}),
        ("no HTTP", "\x16\x03\x01\x02\x00\x01", "", {0, 400}),
        ("two lengths", "POST /api/v1/review/accept HTTP/1.1", "Host: 127.0.0.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n", {400}),
        ("length and chunks", "POST /api/v1/review/accept HTTP/1.1", "Host: 127.0.0.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n", {400, 408, 415, 422}),
        ("length below zero", "POST /api/v1/review/accept HTTP/1.1", "Host: 127.0.0.1\r\nContent-Length: -1\r\n", {400}),
        ("length beyond all", "POST /api/v1/review/accept HTTP/1.1", "Host: 127.0.0.1\r\nContent-Length: 99999999999\r\n", {413}),
        ("body that never comes", "POST /api/v1/review/accept HTTP/1.1", "Host: 127.0.0.1\r\nContent-Length: 50\r\nContent-Type: application/json\r\n", {408}),
        ("chunks that lie", "POST /api/v1/review/accept HTTP/1.1", "Host: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nffffffffff\r\nabc", {400, 408, 413}),
        ("strange coding", "POST /api/v1/review/accept HTTP/1.1", "Host: 127.0.0.1\r\nTransfer-Encoding: gzip\r\n", {400, 501}),
        (
            "upgrade",
            "GET / HTTP/1.1",
            "Host: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n",
            {200, 400},
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 30 and "/" not in value else "",
)
def test_malformed_requests_are_turned_away(door: Door, name: str, request_line: str, rest: str, statuses: set[int]) -> None:
    answer = raw(door.port, f"{request_line}\r\n{rest}\r\n".encode("latin-1"))
    assert answer.status in statuses, (name, answer)
    assert "stolen" not in answer.headers.get("set-cookie", "")
    assert ask(door, "/login").status == 200


def test_many_chunks_are_cut_off_at_the_limit(door: Door) -> None:
    head = f"POST /api/v1/review/accept HTTP/1.1\r\nHost: 127.0.0.1:{door.port}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
    answer = raw(door.port, head + b"1000\r\n" + b" " * 4096 + b"\r\n" + (b"1000\r\n" + b" " * 4096 + b"\r\n") * 16)
    assert answer.status == 413


def test_who_does_not_finish_the_head_is_cut_off(door: Door) -> None:
    with socket.create_connection(("127.0.0.1", door.port), timeout=PATIENCE) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        assert received(line).status == 0
    assert ask(door, "/login").status == 200


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/json", "{", 422),
        ("application/json", "[" * 50_000, 422),
        ("application/json", '{"claim": "c-1", "why": "\\ud800"}', 422),
        ("application/json", '{"claim": "\\u0000", "why": "so"}', 404),
        ("application/json", '{"claim": "%", "why": "so"}', 404),
        ("application/json", '{"claim": "c-1", "why": "so", "__proto__": {}}', 422),
        ("application/json", '{"claim": {"$ne": 1}, "why": "so"}', 422),
        ("application/json", b"\xff\xfe\x00", 422),
        ("application/json", " " * 70_000, 413),
        ("text/plain", '{"claim": "c-1", "why": "so"}', 415),
        (FORM, "claim=c-1&why=so", 415),
        ("multipart/form-data; boundary=x", "--x\r\n", 415),
        ("", '{"claim": "c-1", "why": "so"}', 415),
    ],
)
def test_bodies_that_are_no_acts_are_turned_away(door: Door, kind: str, body: bytes | str, status: int) -> None:
    before = len(door.ledger.review.acts())
    answer = ask(door, "/api/v1/review/accept", "POST", body, Content_Type=kind)
    assert answer.status == status, answer
    assert answer.headers["content-type"] == "application/problem+json"
    assert len(door.ledger.review.acts()) == before


# Visitors without the right token


@pytest.mark.parametrize("secret", ["expired", "revoked", "cut", "long", "swapped"])
def test_a_token_that_does_not_hold_lets_nobody_in(guarded: Door, secret: str) -> None:
    answer = ask(guarded, "/api/v1/claims", Authorization=f"Bearer {guarded.secrets[secret]}")
    assert answer.status == 401
    assert "Kerch" not in answer.body


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Basic YWRtaW46YWRtaW4="},
        {"Cookie": f"{COOKIE}=1.2.9999999999.{'0' * 64}"},
        {"Cookie": f"{COOKIE}=a.b.c.d"},
        {"Cookie": f"{COOKIE}=..{'9' * 4000}."},
        {"X-Forwarded-For": "127.0.0.1", "X-Real-IP": "127.0.0.1"},
    ],
    ids=["nothing", "basic", "made up", "no number", "long", "forwarded"],
)
def test_without_a_token_there_is_nothing_to_see(guarded: Door, headers: dict[str, str]) -> None:
    answer = ask(guarded, "/api/v1/claims", **headers)
    assert answer.status == 401
    assert "bearer" in answer.headers["www-authenticate"].lower()
    page = ask(guarded, "/documents", **headers) if "Authorization" not in headers else answer
    assert page.status in {303, 401}
    assert "Kerch" not in page.body


def test_a_reader_cannot_review_nor_a_reviewer_make_tokens(guarded: Door) -> None:
    claim = guarded.ledger.claims(limit=1)[0].id
    act = json.dumps({"claim": claim, "why": "so"})
    read, review = (f"Bearer {guarded.secrets[name]}" for name in ("read", "review"))
    assert ask(guarded, "/api/v1/claims", Authorization=read).status == 200
    assert ask(guarded, "/api/v1/review/reject", "POST", act, Authorization=read, Content_Type="application/json").status == 403
    assert ask(guarded, "/api/v1/tokens", Authorization=review).status == 403
    assert ask(guarded, "/api/v1/tokens", "POST", '{"name": "x", "scope": "admin"}', Authorization=review, Content_Type="application/json").status == 403
    assert ask(guarded, "/api/v1/tokens/../tokens", Authorization=review).status == 400
    assert ask(guarded, "/api/v1//tokens", Authorization=review).status == 404


def test_a_login_leads_to_pages_of_this_board_alone_and_ends_with_the_token(guarded: Door) -> None:
    cookie, csrf = visit(guarded, "/login")

    def log_in(secret: str, wanted: str) -> Answer:
        return ask(guarded, "/login", "POST", f"csrf={csrf}&token={secret}&next={quote(wanted, safe='')}", Cookie=f"{COOKIE}={cookie}", Content_Type=FORM)

    for wanted in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nSet-Cookie: b=c"):
        answer = log_in(guarded.secrets["read"], wanted)
        assert (answer.status, answer.headers["location"]) == (303, "/")
    assert log_in(guarded.secrets["revoked"], "/").status == 403
    made = guarded.ledger.tokens.make("Brief", "read", by="t")
    answer = log_in(made.secret, "/documents")
    assert answer.headers["location"] == "/documents"
    written = answer.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(written.split("; "))
    session = written.partition(";")[0]
    assert made.secret not in session
    assert session.partition("=")[2] != cookie
    assert ask(guarded, "/documents", Cookie=session).status == 200
    guarded.ledger.tokens.revoke("Brief", by="t")
    assert ask(guarded, "/documents", Cookie=session).status == 303


def test_whoever_tries_many_tokens_must_wait(ledger: sayso.Ledger) -> None:
    good = ledger.tokens.make("Patient", "read", by="t").secret
    with running_board(ledger, BoardOptions(guarded=True)) as board:
        door = Door(board.port, ledger, {})
        statuses = [ask(door, "/api/v1/stories", Authorization=f"Bearer sayso_{number:012x}_guess").status for number in range(12)]
        assert statuses == [401] * 10 + [429] * 2
        answer = ask(door, "/api/v1/stories", Authorization=f"Bearer {good}")
        assert answer.status == 429
        assert int(answer.headers["retry-after"]) > 200


# Other sites that use a reader's browser

EVIL = "https://evil.example"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": EVIL},
        {"Origin": "null"},
        {"Origin": EVIL, "Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "null", "Sec_Fetch_Site": "cross-site"},
    ],
)
@pytest.mark.parametrize(("path", "kind"), [("/review/accept", FORM), ("/api/v1/review/accept", "application/json")])
def test_another_site_makes_no_act_even_with_everything_stolen(door: Door, path: str, kind: str, headers: dict[str, str]) -> None:
    cookie, csrf = visit(door)
    claim = door.ledger.claims(limit=1)[0].id
    body = f"csrf={csrf}&claim={claim}&why=so" if kind == FORM else json.dumps({"claim": claim, "why": "so"})
    before = len(door.ledger.review.acts())
    answer = ask(door, path, "POST", body, Cookie=f"{COOKIE}={cookie}", X_CSRF_Token=csrf, Content_Type=kind, **headers)
    assert answer.status == 403
    assert len(door.ledger.review.acts()) == before


def test_a_form_needs_what_its_own_visit_was_given(door: Door) -> None:
    (cookie, csrf), (_, others) = visit(door), visit(door)
    claim = door.ledger.claims(limit=1)[0].id

    def sent(given: str, held: str, **headers: str) -> int:
        return ask(door, "/review/accept", "POST", f"csrf={given}&claim={claim}&why=so&back=//evil.example", Cookie=held, Content_Type=FORM, **headers).status

    own = f"{COOKIE}={cookie}"
    assert csrf != others
    assert [sent(others, own), sent("", own), sent(csrf[:-1], own), sent(csrf, ""), sent(csrf.upper(), own), sent("%00", own), sent("é", own)] == [403] * 7
    assert ask(door, "/api/v1/review/accept", "POST", json.dumps({"claim": claim, "why": "so"}), Cookie=own, Content_Type="application/json").status == 403
    assert ask(door, "/review/accept", "POST", f"claim={claim}&why=so", Cookie=own, Content_Type="text/plain").status == 415
    assert ask(door, f"/review/accept?csrf={csrf}", "POST", f"claim={claim}&why=so", Cookie=own, Content_Type=FORM).status == 403
    before = len(door.ledger.review.acts())
    assert sent(csrf, own, Origin=f"http://127.0.0.1:{door.port}", Sec_Fetch_Site="same-origin") == 303
    assert len(door.ledger.review.acts()) == before + 1


def test_what_an_act_goes_back_to_is_on_this_board(door: Door) -> None:
    cookie, csrf = visit(door)
    claim = door.ledger.claims(limit=1)[0].id
    body = f"csrf={csrf}&claim={claim}&why=so&back=https://evil.example/"
    assert ask(door, "/review/accept", "POST", body, Cookie=f"{COOKIE}={cookie}", Content_Type=FORM).headers["location"].startswith("/")


@pytest.mark.parametrize(
    "mode",
    [{"Sec_Fetch_Mode": "no-cors", "Sec_Fetch_Dest": "image"}, {"Sec_Fetch_Mode": "cors", "Sec_Fetch_Dest": "empty"}, {"Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "iframe"}],
)
def test_another_site_reads_nothing_by_embedding(door: Door, mode: dict[str, str]) -> None:
    answer = ask(door, "/api/v1/claims", Sec_Fetch_Site="cross-site", Origin=EVIL, **mode)
    assert answer.status == 403
    assert "access-control-allow-origin" not in answer.headers
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


def test_a_link_from_another_site_leads_to_the_page(door: Door) -> None:
    assert ask(door, "/", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate", Sec_Fetch_Dest="document").status == 200


# Behind a proxy


@pytest.fixture(scope="module")
def proxied(ledger: sayso.Ledger) -> Iterator[Door]:
    token = ledger.tokens.make("Behind", "read", by="t").secret
    options = BoardOptions(public="https://board.example", proxies=("127.0.0.0/8",))
    with running_board(ledger, options) as board:
        yield Door(board.port, ledger, {"read": token})


def login(door: Door, token: str = "", **headers: str) -> Answer:
    first = ask(door, "/login", **headers)
    cookie = re.search(rf"{COOKIE}=([^;]+)", first.headers["set-cookie"])
    csrf = re.search(r'name="csrf" value="([0-9a-f]+)"', first.body)
    assert cookie
    assert csrf
    sent = {"Cookie": f"{COOKIE}={cookie[1]}", "Content_Type": FORM, **headers}
    return ask(door, "/login", "POST", f"csrf={csrf[1]}&token={token or 'sayso_no_such'}", **sent)


@pytest.mark.parametrize(
    ("headers", "secure"),
    [
        ({"Host": "board.example"}, True),
        ({"Host": "board.example:443"}, True),
        ({"Host": "board.example", "X_Forwarded_Proto": "http"}, False),
        ({"X_Forwarded_Proto": "https"}, True),
        ({"X_Forwarded_Proto": "https, http"}, False),
        ({}, False),
    ],
)
def test_cookies_are_secure_where_the_visitor_came_over_tls(proxied: Door, headers: dict[str, str], secure: bool) -> None:
    answer = login(proxied, proxied.secrets["read"], **headers)
    assert answer.status == 303
    assert answer.headers["set-cookie"].endswith("; Secure") is secure
    assert "HttpOnly; SameSite=Strict" in answer.headers["set-cookie"]


def test_nobody_but_the_proxy_is_believed(ledger: sayso.Ledger) -> None:
    with running_board(ledger, BoardOptions(proxies=("10.0.0.0/8",))) as board:
        door = Door(board.port, ledger, {})
        assert not ask(door, "/login", X_Forwarded_Proto="https").headers["set-cookie"].endswith("; Secure")
        tries = [login(door, X_Forwarded_For=f"192.0.2.{number}").status for number in range(12)]
    assert tries[-1] == 429, "an address that the visitor made up does not help"


def test_behind_a_proxy_one_visitor_does_not_lock_out_the_others(proxied: Door) -> None:
    tries = [login(proxied, X_Forwarded_For="198.51.100.9, 192.0.2.1").status for _ in range(12)]
    assert tries[-1] == 429
    assert login(proxied, X_Forwarded_For="192.0.2.2").status == 403


def test_behind_a_proxy_nobody_comes_in_without_a_token(proxied: Door) -> None:
    assert ask(proxied, "/", Host="board.example").status == 303
    assert ask(proxied, "/api/v1/stories").status == 401


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"public": "board.example"}, "is no address to be reached under"),
        ({"public": "https://board.example/sayso"}, "at the root of its name"),
        ({"public": "https://board.example:port"}, "is no address to be reached under"),
        ({"public": "javascript://board"}, "is no address to be reached under"),
        ({"proxies": ("proxy.example",)}, "is no address of a proxy"),
    ],
)
def test_addresses_that_are_none_are_refused_before_anything_listens(given: dict[str, object], message: str) -> None:
    with pytest.raises(UserError, match=message):
        BoardOptions(**given)  # type: ignore[arg-type]
