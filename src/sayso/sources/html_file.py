"""A saved web page: one file, one report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from sayso.model.document import RawItem
from sayso.model.refusal import Refusal
from sayso.sources import bounded
from sayso.sources.limits import ReadLimits

MARKUP = re.compile(rb"^\s*(?:<!--.{0,400}?-->\s*|<\?xml[^>]{0,200}>\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)


class HtmlFile:
    """Reads a saved page."""

    name = "html"
    version = "1"
    suffixes = (".html", ".htm", ".xhtml")

    def __init__(self, limits: ReadLimits | None = None) -> None:
        self._limits = limits or ReadLimits()

    def sniff(self, head: bytes) -> bool:
        """Whether the bytes begin as a page does."""
        return bool(MARKUP.match(head.removeprefix(b"\xef\xbb\xbf")))

    def read(self, path: Path, location: str) -> Iterator[RawItem | Refusal]:
        """The page as one item."""
        yield from bounded.whole(path, location, "text/html", self._limits.file_bytes)
