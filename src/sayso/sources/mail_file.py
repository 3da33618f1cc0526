"""An e-mail that was saved (.eml), such as a newsletter: one file, one report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from sayso.model.document import RawItem
from sayso.model.refusal import Refusal
from sayso.sources import child
from sayso.sources.limits import ReadLimits

HEADER = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]?.*(?:\r?\n[ \t].*)*\r?\n", re.MULTILINE)
TELLING = frozenset((b"from", b"date", b"subject", b"message-id", b"mime-version", b"received", b"return-path", b"delivered-to", b"dkim-signature"))


class MailFile:
    """Reads a saved e-mail."""

    name = "mail"
    version = "1"
    suffixes = (".eml",)

    def __init__(self, limits: ReadLimits | None = None) -> None:
        self._limits = limits or ReadLimits()

    def sniff(self, head: bytes) -> bool:
        """Whether the bytes begin with three or more headers of an e-mail."""
        at, names = 0, set()
        while match := HEADER.match(head, at):
            names.add(match.group(1).lower())
            at = match.end()
        return len(names & TELLING) >= 3

    def read(self, path: Path, location: str) -> Iterator[RawItem | Refusal]:
        """The letter as one item."""
        yield from child.items("mail", path, location, self._limits)
