"""Goes through a WARC or ARC file record by record, plain or gzipped, and goes on behind what is damaged. Takes a path, gives blocks of bytes with their place."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from fastwarc.warc import ArchiveIterator, WarcRecord

from sayso.model.errors import ItemError
from sayso.sources import gunzip
from sayso.sources.limits import ReadLimits

GZIP_START = re.compile(rb"\x1f\x8b\x08")
PLAIN_START = re.compile(rb"(?<=\n)WARC/\d\.\d\r?\n")
ARC_HEAD = re.compile(rb"(\S+) (\S*) (\d{8,14}) ([^ \n]*)(?: [^\n]*)? (\d{1,15})\r?\n")
BLOCK = 1 << 20
HEAD = 4096  # bytes that show what a file or a member is
ARC_LINE = 8_000  # bytes of one line that heads a record
RESTARTS = 200  # damaged places in one file after which reading ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record: where it is ("1234", or "1234+56" for the place 56 in the gzip member at 1234), its kind, headers in lower case, and its bytes.

    ``length`` is how many bytes the record says it has; ``block`` is shorter where the file ends before, and empty where nobody asked for it.
    """

    place: str
    kind: str
    headers: Mapping[str, str]
    length: int
    block: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """A place from which the file could not be read, why, and whether reading went on behind it."""

    place: str
    code: str
    detail: str


class _Reads(Protocol):
    def read(self, size: int = ...) -> bytes: ...


class ArchiveStream:
    """The records of one file from a place on."""

    def __init__(self, path: Path, limits: ReadLimits) -> None:
        self._path = path
        self._limits = limits

    def records(self, start: str = "0") -> Iterator[Record | Damage]:
        """Each record from ``start`` on, in order, and each place that is damaged; a record above the limit of size is a damage of its own."""
        packed, _, inside = start.partition("+")
        at, skip, restarts = int(packed), int(inside or 0), 0
        pending: tuple[int, str, str] | None = None  # the latest damage: said when it is known whether reading goes on behind it
        with self._path.open("rb") as file:
            kind = _Kind.of(file)
            while True:
                walk = _Walk(file, at, kind, self._limits)
                fault: Exception | None = None
                try:
                    for record in walk.records(skip):
                        if pending is not None:
                            yield _damage(*pending, at)
                            pending = None
                        yield record
                except (ItemError, OSError, EOFError, zlib.error, ValueError) as raised:
                    fault = raised
                if fault is None:
                    break
                restarts += 1
                pending = pending or (walk.latest, getattr(fault, "code", "damaged"), str(fault))
                following = _next_start(file, walk.latest + 1, kind) if restarts < RESTARTS else None
                if following is None:
                    break
                at, skip = following, 0
            if pending is not None:
                yield _damage(*pending, None)


def _damage(after: int, code: str, why: str, on: int | None) -> Damage:
    went_on = "the rest is not read" if on is None else f"reading went on at byte {on:,}"
    return Damage(place=str(after), code=code, detail=f"the archive is damaged after byte {after:,}: {why}; {went_on}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """What sort of archive a file is, by its first bytes: whether gzipped, whether of the older format, whether its lines lack their carriage returns."""

    gzipped: bool
    arc: bool
    bare: bool

    @classmethod
    def of(cls, file: BinaryIO) -> _Kind:
        start = file.read(HEAD)
        gzipped = start.startswith(gunzip.MAGIC)
        head = gunzip.head(start, HEAD) if gzipped else start
        return cls(gzipped=gzipped, arc=head.startswith(b"filedesc:"), bare=bool(re.match(rb"WARC/\d\.\d\n", head)))


class _Walk:
    """One walk through a file until its end or the first damage."""

    def __init__(self, file: BinaryIO, at: int, kind: _Kind, limits: ReadLimits) -> None:
        file.seek(at)
        self._file = file
        self._limits = limits
        self._at = at
        self._kind = kind
        self._unpacked = gunzip.Unpacked(file, limits.ratio, 1 << 62) if kind.gzipped else None
        self.latest = at  # where in the file the latest record begins

    def records(self, skip: int) -> Iterator[Record | Damage]:
        head = _Ahead(self._unpacked or self._file)
        if self._kind.arc:
            yield from self._arc(head, skip)
            return
        start = head.peek(16)
        if start.strip() and not start.startswith(b"WARC/"):
            raise ItemError("damaged", "no record begins here")
        yield from self._warc(head, skip)

    def _place(self, at: int) -> str:
        if self._unpacked is None:
            self.latest = self._at + at
            return str(self.latest)
        self._unpacked.forget(at)
        self.latest, inside = self._unpacked.place(at)
        return f"{self.latest}+{inside}" if inside else str(self.latest)

    def _warc(self, head: _Ahead, skip: int) -> Iterator[Record | Damage]:
        empty = True
        for record in ArchiveIterator(head, parse_http=False, quirks_mode=self._kind.bare, stream_detect=False):
            empty = False
            if record.stream_pos < skip:
                continue
            yield self._record(record, self._place(record.stream_pos))
        if empty and head.tell() > 0:
            raise ItemError("damaged", "there is no record in it")
        if head.read(1):
            raise ItemError("damaged", "what follows is no record")

    def _record(self, record: WarcRecord, place: str) -> Record | Damage:
        headers = {name.lower(): value for name, value in record.headers.to_tuples()}
        length = record.content_length
        if not headers.get("content-length", "").strip().isdigit():
            raise ItemError("bad-record", "the record has no usable Content-Length")
        kind = headers.get("warc-type", "").strip().lower()
        if kind == "response" and length > self._limits.file_bytes:
            return Damage(place=place, code="too-large", detail=f"the record has {length:,} bytes, above the limit of {self._limits.file_bytes:,}; it is not read")
        return Record(place=place, kind=kind, headers=headers, length=length, block=_read(record.reader, length) if kind == "response" else b"")

    def _arc(self, head: _Ahead, skip: int) -> Iterator[Record | Damage]:
        while line := head.line(ARC_LINE):
            if not line.strip():
                continue
            at = head.tell() - len(line)
            match = ARC_HEAD.fullmatch(line)
            if match is None:
                raise ItemError("damaged", "what follows is no record of an ARC file")
            length = int(match[5])
            place = self._place(at)
            url = match[1].decode("latin-1")
            if length > self._limits.file_bytes:
                yield Damage(place=place, code="too-large", detail=f"the record has {length:,} bytes, above the limit of {self._limits.file_bytes:,}; it is not read")
                head.skip(length)
                continue
            block = _read(head, length)
            if at >= skip:
                kind = "warcinfo" if url.startswith("filedesc:") else "response"
                yield Record(place=place, kind=kind, headers={"warc-target-uri": url, "warc-date": match[3].decode()}, length=length, block=block)


class _Ahead:
    """A source whose next bytes can be looked at, and that gives lines."""

    def __init__(self, source: _Reads) -> None:
        self._source = source
        self._ready = b""
        self._given = 0

    def peek(self, size: int) -> bytes:
        while len(self._ready) < size and (more := self._source.read(BLOCK)):
            self._ready += more
        return self._ready[:size]

    def read(self, size: int = -1) -> bytes:
        if not self._ready:
            self._ready = self._source.read(1 << 16 if size < 0 else max(size, 1 << 16))
        count = len(self._ready) if size < 0 else size
        part, self._ready = self._ready[:count], self._ready[count:]
        self._given += len(part)
        return part

    def line(self, most: int) -> bytes:
        """Up to and with the next line end; raises ItemError where there is none within ``most`` bytes."""
        at = self.peek(most).find(b"\n")
        if at < 0 and len(self._ready) >= most:
            raise ItemError("damaged", f"no line ends within {most:,} bytes")
        return self.read(at + 1 if at >= 0 else len(self._ready) or 1)

    def skip(self, size: int) -> None:
        while size > 0 and (part := self.read(min(size, BLOCK))):
            size -= len(part)

    def tell(self) -> int:
        return self._given

    def seek(self, offset: int, whence: int = 0) -> int:  # noqa: ARG002 - asked for by a protocol, never called
        raise OSError("this stream only goes forward")

    def close(self) -> None:
        """The file is closed by who opened it."""


def _read(source: _Reads, size: int) -> bytes:
    parts: list[bytes] = []
    while size > 0 and (part := source.read(min(size, BLOCK))):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _next_start(file: BinaryIO, at: int, kind: _Kind) -> int | None:
    """The next place from ``at`` on where a record seems to begin; None where none does."""
    if kind.arc and not kind.gzipped:
        return None  # nothing marks the beginning of its records
    mark = GZIP_START if kind.gzipped else PLAIN_START
    file.seek(at)
    rest = b""
    while block := file.read(BLOCK):
        data = rest + block
        for match in mark.finditer(data):
            if not kind.gzipped or _begins(gunzip.head(data[match.start() : match.start() + HEAD], HEAD), kind):
                return at - len(rest) + match.start()
        at += len(block)
        rest = data[-HEAD:]  # a mark near the end of a block is looked at again with what follows it
    return None


def _begins(head: bytes, kind: _Kind) -> bool:
    return bool(ARC_HEAD.match(head)) if kind.arc else head.startswith(b"WARC/")
