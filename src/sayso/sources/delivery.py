"""Delivers alerts to standard output, a file, a webhook or by e-mail. Takes alerts and where they go, gives a receipt for each; decides nothing.

Who calls it keeps the alerts in the ledger until their receipt is good. After a kill an alert may be sent again: the file drops it by its key, the webhook has the key in
``Idempotency-Key``, the e-mail in ``Message-ID``.
"""

from __future__ import annotations

import json
import os
import smtplib
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Protocol, TextIO
from urllib.parse import urlsplit

from sayso.model.errors import ItemError, UserError
from sayso.model.refusal import Refusal
from sayso.sources.alerts import Alert, Target, To
from sayso.sources.web.answers import Clock, Fetched, Later, NotNow, refusal
from sayso.sources.web.fetch import Fetcher

TRIES = 3
FIRST_PAUSE = 1.0  # seconds before the second try, doubled before the third
PATIENCE = 30.0  # seconds that are waited for a target; a longer pause is left to the next run
SECURE = ("starttls", "tls", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What became of an alert at one target; ``refusal`` is None where it was delivered, NotNow where the next run should try again."""

    key: str
    target: str
    refusal: Refusal | None


class Delivery(Protocol):
    """A way out for alerts; ``name`` may stand in messages and shows no secret."""

    name: str

    def send(self, alert: Alert) -> None:
        """Delivers one; raises ItemError, or Later where another try may help."""
        ...


class ToStream:
    """Prints alerts, one a line."""

    name = "standard output"

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def send(self, alert: Alert) -> None:
        """Prints it at once."""
        try:
            print("".join(mark if mark.isprintable() else " " for mark in alert.line), file=self._stream, flush=True)
        except (OSError, ValueError) as fault:
            raise ItemError("not-written", "standard output is closed") from fault


class ToFile:
    """Appends alerts to a JSONL file, each once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._keys: set[str] | None = None
        self.name = f"the file {path}"

    def send(self, alert: Alert) -> None:
        """Appends it, unless it stands there; it is on the disk when this returns."""
        try:
            keys = self._known()
            if alert.key in keys:
                return
            with self._path.open("ab") as file:
                file.write(json.dumps(asdict(alert), ensure_ascii=False).encode() + b"\n")
                file.flush()
                os.fsync(file.fileno())
            keys.add(alert.key)
        except OSError as fault:
            raise Later("not-written", f"the file cannot be written: {(fault.strerror or type(fault).__name__).lower()}") from fault

    def _known(self) -> set[str]:
        """The keys in the file; a line that a kill left unfinished is cut."""
        if self._keys is None:
            data = self._path.read_bytes() if self._path.exists() else b""
            whole = data.rfind(b"\n") + 1
            if whole < len(data):
                os.truncate(self._path, whole)
            self._keys = {key for line in data[:whole].splitlines() if (key := _key(line))}
        return self._keys


def _key(line: bytes) -> str | None:
    try:
        row = json.loads(line)
    except ValueError:
        return None
    return row.get("key") if isinstance(row, dict) else None


class ToWebhook:
    """Posts alerts as JSON, under the same checks of addresses as everything that is fetched; ``token`` goes into the Authorization header."""

    def __init__(self, url: str, fetcher: Fetcher, token: str = "") -> None:
        self._url = url
        self._fetcher = fetcher
        self._token = token
        self.name = f"the webhook at {urlsplit(url).hostname or '?'}"  # the rest of such addresses is a secret most times

    def send(self, alert: Alert) -> None:
        """Posts it."""
        headers = {"Content-Type": "application/json", "Idempotency-Key": alert.key}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        answer = self._fetcher.post(self._url, json.dumps(asdict(alert), ensure_ascii=False).encode(), headers)
        if isinstance(answer, NotNow):
            raise Later(answer.code, answer.detail, answer.wait)
        if not isinstance(answer, Fetched):
            raise ItemError(answer.code, answer.detail)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """How e-mail leaves: read from the environment alone, so that no password stands in a file or on a command line. ``trusted`` is a file of certificates to trust besides."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    secure: str = "starttls"
    trusted: str = ""

    def __post_init__(self) -> None:
        if self.secure == "none" and self.password:
            raise UserError("a password is not sent over an open connection; set SAYSO_SMTP_SECURE to starttls or tls")

    def context(self) -> ssl.SSLContext:
        """What a secure connection must prove: a certificate of this host by somebody trusted; raises UserError where the file of the trusted ones is none."""
        context = ssl.create_default_context()
        if self.trusted:
            try:
                context.load_verify_locations(cafile=self.trusted)
            except (OSError, ValueError) as fault:
                raise UserError(f"SAYSO_SMTP_CA: there are no certificates to be read in {self.trusted}; name a file in PEM form") from fault
        return context


def mail_settings(environment: Mapping[str, str]) -> MailSettings:
    """The settings for e-mail: SAYSO_SMTP_HOST, SAYSO_SMTP_FROM, and if need be _PORT, _USER, _PASSWORD, _SECURE (starttls, tls, none), _CA (a file of certificates).

    Raises UserError for what is missing or cannot be.

    >>> mail_settings({"SAYSO_SMTP_HOST": "mail.example", "SAYSO_SMTP_FROM": "a@mail.example", "SAYSO_SMTP_USER": "a", "SAYSO_SMTP_PASSWORD": "hunter2"})
    MailSettings(host='mail.example', port=587, sender='a@mail.example', user='a', secure='starttls', trusted='')
    """
    given = {name: environment.get(f"SAYSO_SMTP_{name}", "").strip() for name in ("HOST", "PORT", "FROM", "USER", "PASSWORD", "SECURE", "CA")}
    for name in ("HOST", "FROM"):
        if not given[name]:
            raise UserError(f"alerts by e-mail need SAYSO_SMTP_{name} in the environment")
    secure = given["SECURE"] or "starttls"
    if secure not in SECURE:
        raise UserError(f"SAYSO_SMTP_SECURE must be one of {', '.join(SECURE)}")
    port = given["PORT"] or {"starttls": "587", "tls": "465", "none": "25"}[secure]
    if not port.isdigit() or not 0 < int(port[:6]) < 65_536:
        raise UserError("SAYSO_SMTP_PORT must be a number up to 65535")
    sender = _mailbox(given["FROM"])
    return MailSettings(host=given["HOST"], port=int(port), sender=sender, user=given["USER"], password=given["PASSWORD"], secure=secure, trusted=given["CA"])


class ToMail:
    """Sends alerts by e-mail, one message each."""

    def __init__(self, addresses: Sequence[str], settings: MailSettings, clock: Clock, seconds: float = 30.0) -> None:
        self._addresses = [_mailbox(address) for address in addresses]
        self._settings = settings
        self._clock = clock
        self._tls = settings.context()
        self._seconds = seconds
        self.name = f"e-mail to {', '.join(self._addresses)}"

    def send(self, alert: Alert) -> None:
        """Hands it to the mail server."""
        try:
            with self._connection() as server:
                if self._settings.password:
                    server.login(self._settings.user, self._settings.password)
                server.send_message(self._message(alert))
        except smtplib.SMTPAuthenticationError as fault:
            raise ItemError("mail-login", "the mail server refuses the user or password; see SAYSO_SMTP_USER and SAYSO_SMTP_PASSWORD") from fault
        except smtplib.SMTPRecipientsRefused as fault:
            raise ItemError("mail-refused", "the mail server refuses the addresses") from fault
        except smtplib.SMTPResponseException as fault:
            kind = Later if 400 <= fault.smtp_code < 500 else ItemError
            raise kind("mail-refused", f"the mail server answered {fault.smtp_code}") from fault
        except ssl.SSLCertVerificationError as fault:
            reason = fault.verify_message or "it is not valid"
            raise ItemError("mail-certificate", f"the mail server's certificate is not trusted ({reason}); name a file with that of your own server in SAYSO_SMTP_CA") from fault
        except (smtplib.SMTPException, ssl.SSLError) as fault:
            raise ItemError("mail-refused", "the mail server cannot do what is asked of it (secure connection, login); see SAYSO_SMTP_SECURE and SAYSO_SMTP_PORT") from fault
        except OSError as fault:
            raise Later("no-connection", "no connection to the mail server came about") from fault

    def _connection(self) -> smtplib.SMTP:
        if self._settings.secure == "tls":
            return smtplib.SMTP_SSL(self._settings.host, self._settings.port, timeout=self._seconds, context=self._tls)
        server = smtplib.SMTP(self._settings.host, self._settings.port, timeout=self._seconds)
        if self._settings.secure == "starttls":
            try:
                server.starttls(context=self._tls)
            except (OSError, smtplib.SMTPException):
                server.close()
                raise
        return server

    def _message(self, alert: Alert) -> EmailMessage:
        message = EmailMessage()
        message["Subject"] = " ".join(f"[sayso] {alert.rule}: {alert.text}".split())[:180]
        message["From"] = self._settings.sender
        message["To"] = ", ".join(self._addresses)
        message["Date"] = format_datetime(self._clock.now())
        message["Message-ID"] = f"<{alert.key}@sayso.invalid>"
        message.set_content(f"{alert.line}\n\nProposition or indicator: {alert.about}\nShow it with: sayso show {alert.about}\n")
        return message


def _mailbox(address: str) -> str:
    """The address; raises UserError for what is none, such as two lines that would begin a header of their own."""
    local, at, domain = address.strip().rpartition("@")
    if not (local and at and domain) or any(mark.isspace() or not mark.isprintable() or mark in "<>,;:\"'\\()" for mark in address.strip()):
        raise UserError(f"{address!r} is no e-mail address")
    return address.strip()


def deliveries(targets: Sequence[Target], fetcher: Fetcher, clock: Clock, stream: TextIO, environment: Mapping[str, str]) -> list[Delivery]:
    """The ways out that a rule file names; raises UserError where one lacks its settings. A webhook's token is read from SAYSO_WEBHOOK_TOKEN."""
    found: list[Delivery] = []
    for target in targets:
        if target.to is To.FILE:
            found.append(ToFile(Path(target.path or "")))
        elif target.to is To.WEBHOOK:
            found.append(ToWebhook(target.url or "", fetcher, environment.get("SAYSO_WEBHOOK_TOKEN", "")))
        elif target.to is To.EMAIL:
            found.append(ToMail(target.addresses, mail_settings(environment), clock))
        else:
            found.append(ToStream(stream))
    return found


def deliver(alerts: Sequence[Alert], ways: Sequence[Delivery], clock: Clock) -> list[Receipt]:
    """Delivers every alert to every target, with a few tries each; a target that fails for now is not tried with the rest."""
    receipts: list[Receipt] = []
    for way in ways:
        down: Refusal | None = None
        for alert in alerts:
            down = down if isinstance(down, NotNow) else _sent(alert, way, clock)
            receipts.append(Receipt(key=alert.key, target=way.name, refusal=down))
    return receipts


def _sent(alert: Alert, way: Delivery, clock: Clock) -> Refusal | None:
    pause = FIRST_PAUSE
    for attempt in range(1, TRIES + 1):
        try:
            way.send(alert)
        except Later as fault:
            wait = fault.wait if fault.wait is not None else pause
            if attempt == TRIES or wait > PATIENCE:
                return refusal(fault, way.name)
            clock.sleep(wait)
            pause *= 2
        except ItemError as fault:
            return refusal(fault, way.name)
        else:
            return None
    return None
