"""The gzip members of a WARC file, one record each: where each begins and ends and what its first lines say. Takes a file, keeps one member's head in memory at a time."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Protocol

BLOCK = 1 << 18
HEAD = 1 << 16  # bytes in which the header lines of a record end
WHOLE = frozenset({"response", "resource"})


class Bytes(Protocol):
    """What can be read from a place on."""

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Goes to a byte."""
        ...

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""
        ...


@dataclass(frozen=True, slots=True)
class Member:
    """One record of a file: first byte, byte after the last, and what its header says. ``whole`` means that the payload with this sha256 stands in the record itself."""

    start: int
    end: int
    url: str
    at: str
    sha256: str
    whole: bool

    def moved(self, by: int) -> Member:
        """The same record in a file in which it begins later."""
        return replace(self, start=self.start + by, end=self.end + by)


class Damaged(Exception):
    """A file that cannot be read beyond ``start``; ``torn`` means that it simply ends in the middle of a record."""

    def __init__(self, start: int, reason: str, *, torn: bool) -> None:
        super().__init__(reason)
        self.start = start
        self.torn = torn


def members(file: Bytes, start: int) -> Iterator[Member]:
    """The records from a byte on; raises Damaged at the first that cannot be read."""
    file.seek(start)
    rest = b""
    while rest or (rest := file.read(BLOCK)):
        head, size, rest = _one(file, start, rest)
        yield _member(start, start + size, head)
        start += size


def cut_torn(path: Path, start: int) -> int:
    """Cuts off the record at the end of a file that was not written to its end; how many bytes that were. Other damage is left as it is."""
    size = path.stat().st_size
    try:
        with path.open("rb") as file:
            for member in members(file, start):
                start = member.end
    except Damaged as fault:
        if fault.torn or _unwritten(path, fault.start):
            with path.open("r+b") as file:
                file.truncate(fault.start)
                file.flush()
                os.fsync(file.fileno())
            return size - fault.start
    return 0


def _unwritten(path: Path, start: int) -> bool:
    """Whether the record breaks off and zeros fill the file from there: what a crash of the whole machine may leave."""
    with path.open("rb") as file:
        end = file.seek(0, os.SEEK_END)
        while end > start:
            first = max(start, end - BLOCK)
            file.seek(first)
            written = len(file.read(end - first).rstrip(b"\0"))
            if written:
                end = first + written
                break
            end = first
        try:
            for _ in members(_Beginning(file, end), start):
                pass
        except Damaged as fault:
            return fault.torn and fault.start == start
    return True


class _Beginning:
    """A file as if it ended earlier."""

    def __init__(self, file: BinaryIO, end: int) -> None:
        self._file = file
        self._end = end

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._file.seek(offset, whence)

    def read(self, size: int = -1, /) -> bytes:
        return self._file.read(min(size, max(self._end - self._file.tell(), 0)))


def _one(file: Bytes, start: int, data: bytes) -> tuple[bytes, int, bytes]:
    """The head of the unpacked member that begins with ``data``, the size of the packed one, and the bytes read beyond it."""
    machine = zlib.decompressobj(zlib.MAX_WBITS + 16)
    head = b""
    size = 0
    while not machine.eof:
        if not data and not (data := file.read(BLOCK)):
            raise Damaged(start, "the file ends in the middle of a record", torn=True)
        size += len(data)
        try:
            part = machine.decompress(data, BLOCK)
        except zlib.error as fault:
            raise Damaged(start, "the record is damaged, and what follows it cannot be read", torn=False) from fault
        head += part[: HEAD - len(head)]
        data = machine.unconsumed_tail
        size -= len(data)
    return head, size - len(machine.unused_data), machine.unused_data


def _member(start: int, end: int, head: bytes) -> Member:
    lines = head.partition(b"\r\n\r\n")[0].decode("utf-8", "replace").split("\r\n")
    fields = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    algorithm, _, digest = fields.get("warc-payload-digest", "").partition(":")
    kind = fields.get("warc-type", "")
    known = algorithm == "sha256" and kind in {*WHOLE, "revisit"}
    return Member(start, end, fields.get("warc-target-uri", ""), fields.get("warc-date", ""), digest if known else "", kind in WHOLE)
