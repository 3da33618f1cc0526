"""Alerts by e-mail over secure connections: a real server on loopback with a certificate of its own, made for the test."""

from __future__ import annotations

import base64
import io
import shutil
import socketserver
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from sayso.model.errors import UserError
from sayso.model.refusal import Refusal
from sayso.sources.alerts import Alert, Target, To
from sayso.sources.delivery import MailSettings, deliver, deliveries
from sayso.sources.web.answers import FetchLimits, NotNow
from sayso.sources.web.fetch import Fetcher
from tests.test_fetch import FakeClock

ALERT = Alert(key="alert-1", rule="ferry", kind="denial", about="P-1", text="A drone struck the ferry", before=None, after="Coast Guard denies it", day="2026-03-01")
PASSWORD = "hunter2"

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="making a certificate needs openssl")


class Post(socketserver.ThreadingTCPServer):
    """A mail server: ``lines`` is what it was told, with "(secure)" before what came over a secure connection."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, certificate: ssl.SSLContext, *, at_once: bool, offers: tuple[str, ...]) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.certificate = certificate
        self.at_once = at_once
        self.offers = offers
        self.lines: list[str] = []

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no news."""


class Talk(socketserver.BaseRequestHandler):
    """One connection, as RFC 5321, 3207 and 4954 have it, as far as it goes."""

    server: Post

    def handle(self) -> None:
        with suppress(ConnectionError, ssl.SSLError):
            self.talk()
        self.file.close()
        self.request.close()

    def talk(self) -> None:
        self.request.settimeout(10)
        self.secure = False
        self.listen()
        if self.server.at_once:
            self.encrypt()
        self.say("220 mail.example")
        while line := self.file.readline().decode().strip():
            self.server.lines.append(f"(secure) {line}" if self.secure else line)
            if not self.answer(line.upper()):
                return

    def answer(self, line: str) -> bool:
        verb, _, rest = line.partition(" ")
        if verb == "EHLO":
            offers = [offer for offer in self.server.offers if not (offer == "STARTTLS" and self.secure)]
            for offer in ("mail.example", *offers):
                self.say(f"250-{offer}")
            self.say("250 HELP")
        elif verb == "STARTTLS":
            self.say("220 go on")
            self.encrypt()
        elif verb == "AUTH":
            told = base64.b64decode(self.server.lines[-1].rsplit(" ", 1)[1]).split(b"\0")
            self.say("235 welcome" if rest.startswith("PLAIN") and told[1:] == [b"desk", PASSWORD.encode()] else "535 who are you")
        elif verb == "DATA":
            self.say("354 go on")
            while (part := self.file.readline().decode()) != ".\r\n":
                self.server.lines.append(part.rstrip())
            self.say("250 ok")
        else:
            self.say("221 bye" if verb == "QUIT" else "250 ok")
        return verb != "QUIT"

    def encrypt(self) -> None:
        self.file.close()
        self.request = self.server.certificate.wrap_socket(self.request, server_side=True)
        self.secure = True
        self.listen()

    def listen(self) -> None:
        self.file = self.request.makefile("rb")

    def say(self, line: str) -> None:
        self.request.sendall(line.encode() + b"\r\n")


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate that the server signed itself, and its key."""
    folder = tmp_path_factory.mktemp("papers")
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    names = ("-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", key, "-out", certificate, *names], check=True, capture_output=True)
    return certificate, key


@contextmanager
def serving(papers: tuple[Path, Path], *, at_once: bool = False, offers: tuple[str, ...] = ("STARTTLS", "AUTH PLAIN")) -> Iterator[Post]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*papers)
    with Post(context, at_once=at_once, offers=offers) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server
        server.shutdown()


def send(server: Post, **facts: str) -> Refusal | None:
    environment = {"HOST": "127.0.0.1", "PORT": str(server.server_address[1]), "FROM": "sayso@velmora.example", **facts}
    clock = FakeClock()
    fetcher = Fetcher(FetchLimits(), allow_private=True, clock=clock)
    targets = [Target(to=To.EMAIL, addresses=["desk@velmora.example"])]
    ways = deliveries(targets, fetcher, clock, io.StringIO(), {f"SAYSO_SMTP_{name}": value for name, value in environment.items()})
    (receipt,) = deliver([ALERT], ways, clock)
    return receipt.refusal


@pytest.mark.parametrize(("secure", "at_once"), [("starttls", False), ("tls", True)])
def test_an_alert_and_its_password_go_over_a_secure_connection(papers: tuple[Path, Path], secure: str, at_once: bool) -> None:
    with serving(papers, at_once=at_once) as server:
        assert send(server, SECURE=secure, CA=str(papers[0]), USER="desk", PASSWORD=PASSWORD) is None
    told = base64.b64encode(b"\0desk\0" + PASSWORD.encode()).decode()
    assert f"(secure) AUTH PLAIN {told}" in server.lines
    assert "(secure) rcpt TO:<desk@velmora.example>" in server.lines
    assert "Message-ID: <alert-1@sayso.invalid>" in server.lines


@pytest.mark.parametrize(("secure", "at_once"), [("starttls", False), ("tls", True)])
def test_a_certificate_that_nobody_vouches_for_is_refused_before_anything_is_told(papers: tuple[Path, Path], secure: str, at_once: bool) -> None:
    with serving(papers, at_once=at_once) as server:
        refusal = send(server, SECURE=secure, USER="desk", PASSWORD=PASSWORD)
    assert refusal is not None
    assert refusal.code == "mail-certificate"
    assert "SAYSO_SMTP_CA" in refusal.detail
    assert not any("AUTH" in line or "desk@" in line for line in server.lines)


def test_a_server_without_starttls_gets_neither_password_nor_alert(papers: tuple[Path, Path]) -> None:
    """What somebody in the middle would do: strike the offer out."""
    with serving(papers, offers=("AUTH PLAIN",)) as server:
        refusal = send(server, CA=str(papers[0]), USER="desk", PASSWORD=PASSWORD)
    assert refusal is not None
    assert refusal.code == "mail-refused"
    assert "SAYSO_SMTP_SECURE" in refusal.detail
    assert not any("AUTH" in line or "desk@" in line for line in server.lines)


def test_a_wrong_password_is_said_and_not_shown(papers: tuple[Path, Path]) -> None:
    with serving(papers) as server:
        refusal = send(server, CA=str(papers[0]), USER="desk", PASSWORD="wrong-one")
    assert refusal is not None
    assert refusal.code == "mail-login"
    assert not isinstance(refusal, NotNow)
    assert "wrong-one" not in repr(refusal)


def test_no_password_goes_over_an_open_connection(papers: tuple[Path, Path]) -> None:
    with serving(papers) as server, pytest.raises(UserError, match="open connection"):
        send(server, SECURE="none", USER="desk", PASSWORD=PASSWORD)
    with pytest.raises(UserError, match="open connection"):
        MailSettings(host="127.0.0.1", port=25, sender="a@b.example", password=PASSWORD, secure="none")
    assert server.lines == []


def test_a_file_without_certificates_is_said(papers: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "empty.pem").write_text("nothing")
    for name in ("empty.pem", "missing.pem"):
        with serving(papers) as server, pytest.raises(UserError, match=name):
            send(server, CA=str(tmp_path / name))
