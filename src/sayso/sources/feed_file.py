"""A feed that was saved: RSS, Atom or JSON Feed. Each entry's content, else its summary, is a report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from sayso.model.document import RawItem
from sayso.model.refusal import Refusal
from sayso.sources import child
from sayso.sources.limits import ReadLimits

ROOT = re.compile(rb"<(?:rss|(?:\w+:)?feed|(?:\w+:)?RDF|channel)[\s>]", re.IGNORECASE)
JSON_FEED = re.compile(rb'^\s*\{.{0,2000}"version"\s*:\s*"https?://(?:www\.)?jsonfeed\.org/version/', re.DOTALL)


class FeedFile:
    """Reads a saved feed."""

    name = "feed"
    version = "1"
    suffixes = (".rss", ".atom", ".rdf")

    def __init__(self, limits: ReadLimits | None = None) -> None:
        self._limits = limits or ReadLimits()

    def sniff(self, head: bytes) -> bool:
        """Whether the bytes begin as a feed does, in an encoding that has the letters of ASCII, or in UTF-16."""
        start = head.replace(b"\x00", b"") if head[:2] in {b"\xff\xfe", b"\xfe\xff"} else head
        start = start.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
        return bool(start.startswith(b"<") and not start[:15].lower().startswith((b"<!doctype html", b"<html")) and ROOT.search(start[:2000])) or bool(JSON_FEED.match(start))

    def read(self, path: Path, location: str) -> Iterator[RawItem | Refusal]:
        """An item for each entry that has a text."""
        yield from child.items("feed", path, location, self._limits)
