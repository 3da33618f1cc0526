"""Web archives: WARC and ARC, plain or gzipped, such as Common Crawl's news files. Each answer that is a web page is a report.

Requests, pictures, redirects and errors of servers are passed over; nothing is ever fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from sayso.model.document import RawItem
from sayso.model.errors import ItemError
from sayso.model.refusal import Refusal
from sayso.sources.archive_stream import ArchiveStream, Damage, Record
from sayso.sources.facts import declare
from sayso.sources.http_message import parse, parse_head
from sayso.sources.limits import ReadLimits, refuse

PAGES = frozenset(("text/html", "application/xhtml+xml"))
RUN_ON = re.compile(rb"\n\r?\nWARC/\d\.\d\r?\nWARC-")  # another record within this one: its length is wrong
PAGE_START = re.compile(rb"\s*<(?:!doctype html|html)\b", re.IGNORECASE)
PLACE = re.compile(r", record at byte (\d+(?:\+\d+)?)$")


def place_of(location: str) -> str | None:
    """Where the record of a location begins, for reading on from there; None where the location names none.

    >>> place_of("news.warc.gz, record at byte 1234"), place_of("news.warc.gz, record at byte 0+95"), place_of("news.html")
    ('1234', '0+95', None)
    """
    match = PLACE.search(location)
    return match[1] if match else None


class WarcFile:
    """Reads a web archive."""

    name = "warc"
    version = "1"
    suffixes = (".warc", ".arc")
    streams = True
    unpacks = True

    def __init__(self, limits: ReadLimits | None = None) -> None:
        self._limits = limits or ReadLimits()

    def sniff(self, head: bytes) -> bool:
        """Whether the bytes, unpacked where they were gzipped, begin with a record."""
        return head.startswith((b"WARC/0.", b"WARC/1.", b"filedesc://"))

    def read(self, path: Path, location: str) -> Iterator[RawItem | Refusal]:
        """An item for each page."""
        yield from self.read_from(path, location, "0")

    def read_from(self, path: Path, location: str, place: str) -> Iterator[RawItem | Refusal]:
        """The same from a place on that ``place_of`` gave; the record there is read again."""
        records = found = 0
        for record in ArchiveStream(path, self._limits).records(place):
            where = f"{location}, record at byte {record.place}"
            if isinstance(record, Damage):
                found += 1
                yield refuse(record.code, record.detail, where)
                continue
            records += 1
            if record.kind == "response" and (item := self._item(record, where)) is not None:
                found += 1
                yield item
        if not found and place == "0":
            detail = f"none of its {records:,} records is the answer of a server with a web page" if records else "there is no record in it"
            yield refuse("no-pages" if records else "empty", detail, location)

    def _item(self, record: Record, location: str) -> RawItem | Refusal | None:
        if not record.headers.get("warc-target-uri", "http").strip("<> ").startswith("http"):
            return None  # names of hosts, and whatever else crawlers record
        try:
            head, body = parse_head(record.block)
            if not 200 <= head.status < 300 or not (head.media_type in PAGES or (not head.media_type and PAGE_START.match(body))):
                return None
            if RUN_ON.search(body):
                return refuse("bad-record", "the record says that it is longer than it is, and another one stands in it", location)
            answer = parse(record.block, self._limits.file_bytes, self._limits.ratio)
        except ItemError as fault:
            return refuse(fault.code, f"the record cannot be read: {fault.detail}", location)
        if len(record.block) < record.length:
            return refuse("truncated", f"the file ends within the record: {len(record.block):,} of {record.length:,} bytes are there", location)
        headers = record.headers
        facts = declare(url=headers.get("warc-target-uri", "").strip("<> "), fetched=headers.get("warc-date"), charset=answer.charset)
        return RawItem(location=location, media_type="text/html", data=answer.body, declared=facts)
