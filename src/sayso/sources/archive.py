"""Keeps the bytes as they were fetched: WARC files beside the ledger that other tools can replay, found again by their sha256. Takes ``Fetched``, gives it back; judges nothing.

Every record is a gzip member of its own, appended and synced under a lock, so that a kill costs at most the record that was being written; its torn rest is cut off when
the archive is opened next. The index (``index.sqlite``) is made from the files and may be deleted at any time.

The body is stored as it was unpacked, so that the payload digest of a record is the sha256 that the ledger has of the raw bytes; the headers that told of packing are
kept under ``X-Archive-Orig-``. Cookies and authorisation are not kept. Bytes that the archive holds already are not stored twice: a second answer with the same body is a
revisit record.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import hashlib
import os
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

from warcio.archiveiterator import ArchiveIterator
from warcio.recordbuilder import RecordBuilder
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from sayso.model.document import RawItem
from sayso.model.errors import LedgerError, LedgerUnavailable, NotFound
from sayso.model.identity import sha256_of
from sayso.sources.members import Damaged, Member, cut_torn, members
from sayso.sources.web.answers import Fetched, Headers

LARGEST = 1_000_000_000  # bytes after which a new file is begun, as the WARC guidelines advise
PATTERN = "sayso-*.warc.gz"
PACKING = frozenset({"content-encoding", "transfer-encoding", "content-length"})
URI = "/%:@!$&'()*+,;=-._~?#[]"
TABLES = """
CREATE TABLE IF NOT EXISTS file (name TEXT PRIMARY KEY, end INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS record (
  id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, url TEXT NOT NULL, at TEXT NOT NULL, whole INTEGER NOT NULL, file TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS by_sha256 ON record (sha256, whole);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Bytes of the archive, with where and when (UTC, ISO 8601) they were got; ``status`` and ``headers`` are the server's, empty for a file."""

    sha256: str
    url: str
    at: str
    media_type: str
    status: str
    headers: Headers
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveReport:
    """What a verification of the archive looked at, and every fault it found."""

    files: int
    records: int
    payloads: int
    bytes: int
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Spot:
    file: str
    start: int
    end: int
    url: str
    at: str


class Archive:
    """The archive in a folder, which is made where there is none. ``notes`` says what opening it had to mend."""

    def __init__(self, folder: Path, *, largest: int = LARGEST) -> None:
        self._folder = folder
        self._largest = largest
        self.notes: list[str] = []
        with self._plain_errors():
            folder.mkdir(parents=True, exist_ok=True)
            with self._locked():  # SQLite waits for no other writer while it turns a new file to its log
                self._index = self._open_index()
                self._catch_up()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the index; safe to call twice."""
        self._index.close()

    def add(self, fetched: Fetched) -> str:
        """Keeps an answer with its request and the redirects before it; returns the sha256 of its body. It is on the disk when this returns."""
        at = _iso(fetched.at)
        sha256 = hashlib.sha256(fetched.body).hexdigest()
        with self._plain_errors(), self._locked():
            self._catch_up()
            batch = _Batch(*self._current())
            for hop in fetched.hops:
                batch.response(hop.url, at, f"{hop.status} {hop.reason}", hop.headers, b"", {})
            facts = {"WARC-IP-Address": fetched.address, "WARC-Identified-Payload-Type": fetched.media_type}
            status = f"{fetched.status} {fetched.reason}"
            earlier = self._find(sha256)
            if earlier and fetched.body:
                batch.revisit(fetched.final_url, at, status, fetched.headers, sha256, (earlier.url, earlier.at))
            else:
                batch.response(fetched.final_url, at, status, fetched.headers, fetched.body, facts)
            batch.request(fetched.final_url, at, fetched.asked)
            self._append(batch)
        return sha256

    def put(self, location: str, media_type: str, data: bytes, at: dt.datetime) -> str:
        """Keeps bytes that no server sent (a file); returns their sha256. What is there already is not kept twice."""
        sha256 = hashlib.sha256(data).hexdigest()
        with self._plain_errors(), self._locked():
            self._catch_up()
            if self._find(sha256) is None:
                batch = _Batch(*self._current())
                batch.resource(location, _iso(at), media_type, data)
                self._append(batch)
        return sha256

    def __contains__(self, sha256: str) -> bool:
        return self._find(sha256) is not None

    def marked(self, item: RawItem) -> RawItem:
        """The item, marked where the archive holds the bytes that it was taken out of."""
        return replace(item, archived=(item.raw_sha256 or sha256_of(item.data)) in self)

    def get(self, sha256: str) -> Kept:
        """The bytes with this sha256; raises NotFound where the archive has none, LedgerError where they are not what they were."""
        spot = self._find(sha256)
        if spot is None:
            raise NotFound(f"the archive {self._folder} holds no bytes with the sha256 {sha256}")
        with self._plain_errors(), (self._folder / spot.file).open("rb") as file:
            file.seek(spot.start)
            packed = file.read(spot.end - spot.start)
        try:
            record = next(iter(ArchiveIterator(BytesIO(packed))))
            data: bytes = record.raw_stream.read()
        except Exception as fault:
            raise LedgerError(f"{spot.file}, byte {spot.start}: the record cannot be read; run sayso verify") from fault
        if hashlib.sha256(data).hexdigest() != sha256:
            raise LedgerError(f"{spot.file}, byte {spot.start}: the bytes are not those that were stored; run sayso verify")
        http = record.http_headers
        return Kept(
            sha256=sha256,
            url=spot.url,
            at=spot.at,
            media_type=record.rec_headers.get_header("WARC-Identified-Payload-Type") or record.rec_headers.get_header("Content-Type") or "",
            status=http.statusline if http else "",
            headers=tuple(http.headers) if http else (),
            data=data,
        )

    def verify(self) -> ArchiveReport:
        """Reads every record and proves its digests; changes nothing."""
        faults: list[str] = []
        records = payloads = size = 0
        paths = self._files()
        found: set[tuple[str, int, str]] = set()
        for path in paths:
            size += path.stat().st_size
            try:
                with path.open("rb") as file, path.open("rb") as again:  # the walk through the members must not lose its place
                    for member in members(file, 0):
                        records += 1
                        payloads += member.whole
                        if member.sha256:
                            found.add((path.name, member.start, member.sha256))
                        faults.extend(f"{path.name}, byte {member.start}: {fault}" for fault in _faults(again, member))
            except Damaged as fault:
                faults.append(f"{path.name}, byte {fault.start}: {fault}")
        indexed = set(self._index.execute("SELECT file, start, sha256 FROM record"))
        faults.extend(f"{file}, byte {start}: the index knows bytes with the sha256 {sha256} that are not there" for file, start, sha256 in sorted(indexed - found))
        return ArchiveReport(files=len(paths), records=records, payloads=payloads, bytes=size, faults=tuple(faults))

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob(PATTERN))

    def _find(self, sha256: str) -> _Spot | None:
        row = self._index.execute("SELECT file, start, end, url, at FROM record WHERE sha256 = ? AND whole ORDER BY id LIMIT 1", (sha256,)).fetchone()
        return _Spot(*row) if row else None

    def _open_index(self) -> sqlite3.Connection:
        path = self._folder / "index.sqlite"
        try:
            return _tables(path)
        except sqlite3.DatabaseError as fault:
            if isinstance(fault, sqlite3.OperationalError) and "locked" in str(fault):
                raise
            for name in (path, path.with_name("index.sqlite-wal"), path.with_name("index.sqlite-shm")):
                name.unlink(missing_ok=True)
            self.notes.append("the index of the archive was damaged and is made again from its files")
            return _tables(path)

    def _catch_up(self) -> None:
        """Brings the index up to the files: cuts what a kill left half written, and reads what was written but not indexed."""
        known = dict(self._index.execute("SELECT name, end FROM file"))
        sizes = {path.name: path.stat().st_size for path in self._files()}
        if known == sizes:
            return
        if any(sizes.get(name, 0) < end for name, end in known.items()):  # a file shrank or went: the index tells of what is no more
            self.notes.append("files of the archive are gone or shorter than they were; run sayso verify")
            self._index.execute("DELETE FROM record")
            self._index.execute("DELETE FROM file")
            known = {}
        for name, size in sizes.items():
            if known.get(name) != size:
                self._read_on(name, known.get(name, 0))
        self._index.commit()

    def _read_on(self, name: str, start: int) -> None:
        path = self._folder / name
        if cut := cut_torn(path, start):
            self.notes.append(f"{name}: cut {cut:,} bytes of a record that was not written to its end")
        with path.open("rb") as file:
            try:
                for member in members(file, start):
                    self._index_member(name, member)
            except Damaged as fault:
                raise LedgerError(f"{path}, byte {fault.start}: {fault}; run sayso verify, and continue in a new archive folder") from fault
        self._index.execute("INSERT OR REPLACE INTO file VALUES (?, ?)", (name, path.stat().st_size))

    def _index_member(self, name: str, member: Member) -> None:
        if member.sha256:
            row = (member.sha256, member.url, member.at, member.whole, name, member.start, member.end)
            self._index.execute("INSERT INTO record (sha256, url, at, whole, file, start, end) VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def _current(self) -> tuple[str, int]:
        """The file to append to, and how long it is."""
        files = self._files()
        if files and (size := files[-1].stat().st_size) < self._largest:
            return files[-1].name, size
        return f"sayso-{len(files) + 1:05d}.warc.gz", 0

    def _append(self, batch: _Batch) -> None:
        path = self._folder / batch.name
        data = batch.out.getvalue()
        try:
            with path.open("ab") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            with suppress(OSError):
                os.truncate(path, batch.start)
            raise
        if batch.start == 0:
            descriptor = os.open(self._folder, os.O_RDONLY)
            os.fsync(descriptor)  # the name of the new file
            os.close(descriptor)
        for member in members(BytesIO(data), 0):
            self._index_member(batch.name, member.moved(batch.start))
        self._index.execute("INSERT OR REPLACE INTO file VALUES (?, ?)", (batch.name, batch.start + len(data)))
        self._index.commit()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with (self._folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    @contextmanager
    def _plain_errors(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error) as fault:
            reason = (getattr(fault, "strerror", None) or str(fault)).lower()
            raise LedgerUnavailable(
                f"the archive {self._folder} cannot be read or written: {reason}; name another folder with --archive, or leave it out with --no-archive"
            ) from fault


class _Batch:
    """Records that are appended together."""

    def __init__(self, name: str, start: int) -> None:
        self.name = name
        self.start = start
        self.out = BytesIO()
        self._writer = WARCWriter(self.out, gzip=True, warc_version="1.1")
        self._builder = RecordBuilder(warc_version="1.1")
        self._count = 0
        if start == 0:
            self._info()

    def response(self, url: str, at: str, status: str, headers: Headers, body: bytes, facts: dict[str, str]) -> None:
        self._http("response", url, at, StatusAndHeaders(status, _unpacked(headers, len(body)), protocol="HTTP/1.1"), body, facts)

    def request(self, url: str, at: str, headers: Headers) -> None:
        path = "/" + url.split("://", 1)[-1].partition("/")[2]
        self._http("request", url, at, StatusAndHeaders(f"GET {path} HTTP/1.1", list(headers), is_http_request=True), b"", {})

    def revisit(self, url: str, at: str, status: str, headers: Headers, sha256: str, earlier: tuple[str, str]) -> None:
        http = StatusAndHeaders(status, _unpacked(headers, None), protocol="HTTP/1.1")
        http.compute_headers_buffer()
        facts = self._facts(at) | {"WARC-Block-Digest": f"sha256:{hashlib.sha256(http.headers_buff).hexdigest()}"}
        record = self._builder.create_revisit_record(_uri(url), f"sha256:{sha256}", _uri(earlier[0]), earlier[1], http_headers=http, warc_headers_dict=facts)
        self._writer.write_record(record)

    def resource(self, location: str, at: str, media_type: str, data: bytes) -> None:
        facts = self._facts(at) | _digests(data, data)
        uri = f"urn:x-sayso:{quote(location, safe=URI)}"
        self._writer.write_record(self._builder.create_warc_record(uri, "resource", BytesIO(data), len(data), warc_content_type=media_type, warc_headers_dict=facts))

    def _http(self, kind: str, url: str, at: str, http: Any, body: bytes, facts: dict[str, str]) -> None:
        http.compute_headers_buffer()
        facts = self._facts(at) | {name: value for name, value in facts.items() if value} | _digests(http.headers_buff + body, body)
        self._writer.write_record(self._builder.create_warc_record(_uri(url), kind, BytesIO(body), len(body), http_headers=http, warc_headers_dict=facts))

    def _info(self) -> None:
        text = b"software: sayso\r\nformat: WARC File Format 1.1\r\nconformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n"
        facts = self._facts("1970-01-01T00:00:00Z") | {"WARC-Filename": self.name, "WARC-Block-Digest": f"sha256:{hashlib.sha256(text).hexdigest()}"}
        self._writer.write_record(self._builder.create_warc_record("", "warcinfo", BytesIO(text), len(text), "application/warc-fields", warc_headers_dict=facts))

    def _facts(self, at: str) -> dict[str, str]:
        self._count += 1
        return {"WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{self.name} {self.start} {self._count} {at}')}>", "WARC-Date": at}


def _tables(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=30)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")  # what a power cut takes from the index is read again from the files
        connection.executescript(TABLES)
        connection.execute("SELECT count(*) FROM record").fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _iso(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _uri(url: str) -> str:
    return quote(url, safe=URI)


def _digests(block: bytes, payload: bytes) -> dict[str, str]:
    return {"WARC-Block-Digest": f"sha256:{hashlib.sha256(block).hexdigest()}", "WARC-Payload-Digest": f"sha256:{hashlib.sha256(payload).hexdigest()}"}


def _unpacked(headers: Headers, length: int | None) -> list[tuple[str, str]]:
    """The headers as they fit the unpacked body, in ASCII: a server's other bytes are written as %E4, since tools differ in how they read them."""
    kept = [(f"X-Archive-Orig-{name}" if name.lower() in PACKING else name, _ascii(value)) for name, value in headers]
    return kept if length is None else [*kept, ("Content-Length", str(length))]


def _ascii(value: str) -> str:
    return value if value.isascii() else "".join(mark if mark.isascii() else f"%{ord(mark) & 0xFF:02X}" for mark in value)


def _faults(file: Any, member: Member) -> Iterator[str]:
    file.seek(member.start)
    packed = file.read(member.end - member.start)
    try:
        for record in ArchiveIterator(BytesIO(packed), check_digests=True):
            record.raw_stream.read()
            if record.rec_type != "revisit" and record.digest_checker.passed is None:
                yield "the record has no digest"
            for problem in record.digest_checker.problems:
                yield f"the bytes are not those that were stored ({problem.partition(':')[0].strip()})"
    except Exception as fault:  # noqa: BLE001 - whatever a damaged record makes of the library is a fault of the record
        yield f"the record cannot be read ({type(fault).__name__})"
