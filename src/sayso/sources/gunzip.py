"""Reads gzip, also of many members, within limits of size and ratio, and says where in the packed file each member begins. Takes an open file, gives bytes.

zlib alone is asked: its ``gzip`` wrapper can neither stop a bomb nor say where a member begins.
"""

from __future__ import annotations

import io
import zlib
from bisect import bisect_right
from collections.abc import Iterator
from typing import BinaryIO

from sayso.model.errors import ItemError

MAGIC = b"\x1f\x8b"
BLOCK = 1 << 16
FREE = 10_000_000  # bytes that any member may grow to, whatever its ratio
WRAPPED = 31  # zlib's word for gzip with a header


class Unpacked(io.RawIOBase):
    """A stream of the unpacked bytes. ``read`` raises ItemError at a bomb and zlib.error or EOFError where the file is damaged.

    Bytes after a whole member that begin no other one are passed over, as gzip itself does with padding.
    """

    def __init__(self, file: BinaryIO, ratio: int, most: int) -> None:
        super().__init__()
        self._file = file
        self._ratio = ratio
        self._most = most
        self._packed_at = file.tell()  # of the first byte that was not given to the decompressor
        self._waiting = b""
        self._ready = b""
        self._unpacker: zlib._Decompress | None = None
        self._began = (0, 0)
        self._out = 0
        self.starts: list[tuple[int, int]] = []  # (place in the unpacked stream, place in the file) of the latest members
        self.ended = False

    def readable(self) -> bool:
        """Always."""
        return True

    def tell(self) -> int:
        """How many bytes were handed out."""
        return self._out - len(self._ready)

    def read(self, size: int = -1) -> bytes:
        """At most ``size`` bytes, one block where it is below zero; nothing at the end."""
        while not self._ready and not self.ended:
            self._ready = self._more()
            self._out += len(self._ready)
        count = len(self._ready) if size < 0 else size
        part, self._ready = self._ready[:count], self._ready[count:]
        return part

    def place(self, at: int) -> tuple[int, int]:
        """Where in the file the member begins that holds this place of the unpacked stream, and how far into the member the place is."""
        index = bisect_right(self.starts, (at, 1 << 62)) - 1
        unpacked, packed = self.starts[max(index, 0)]
        return packed, at - unpacked

    def forget(self, at: int) -> None:
        """Drops what is only needed for places before ``at``, so that memory stays flat."""
        index = bisect_right(self.starts, (at, 1 << 62)) - 1
        del self.starts[: max(index, 0)]

    def _more(self) -> bytes:
        if self._unpacker is None and not self._next_member():
            self.ended = True
            return b""
        unpacker = self._unpacker
        assert unpacker is not None  # made by _next_member
        packed = unpacker.unconsumed_tail or self._waiting or self._file.read(BLOCK)
        self._waiting = b""
        if not packed:
            raise EOFError("the file ends in the middle of a member")
        part = unpacker.decompress(packed, BLOCK)
        if unpacker.eof:
            self._waiting = unpacker.unused_data
            self._unpacker = None
        self._check(len(part), unpacker)
        return part

    def _check(self, grown: int, unpacker: zlib._Decompress) -> None:
        unpacked, packed = self._out + grown - self._began[0], self._file.tell() - len(unpacker.unused_data) - len(unpacker.unconsumed_tail) - self._began[1]
        if self._out + grown > self._most:
            raise ItemError("too-large", f"unpacked it has more than {self._most:,} bytes; unpack and split it")
        if unpacked > FREE and unpacked > self._ratio * packed:
            raise ItemError("bomb", f"unpacked it grows more than {self._ratio} times; no news does, so it is not read")

    def _next_member(self) -> bool:
        if not self._waiting:
            self._waiting = self._file.read(BLOCK)
        if self.starts and not self._waiting.startswith(MAGIC):
            while self._waiting and not self._waiting.strip(b"\x00"):
                self._waiting = self._file.read(BLOCK)
            self._waiting = self._waiting.lstrip(b"\x00")
        if not self._waiting:
            return False
        self._began = (self._out, self._file.tell() - len(self._waiting))
        self.starts.append(self._began)
        self._unpacker = zlib.decompressobj(WRAPPED)
        return True


def unpack(file: BinaryIO, ratio: int, most: int) -> Iterator[bytes]:
    """The unpacked bytes, block by block; raises ItemError with a plain reason for anything that is damaged or a bomb."""
    stream = Unpacked(file, ratio, most)
    try:
        while block := stream.read(BLOCK):
            yield block
    except (zlib.error, EOFError) as fault:
        raise ItemError("damaged", f"the gzip data is damaged after {stream.tell():,} unpacked bytes ({fault}); get it again") from fault


def head(packed: bytes, size: int) -> bytes:
    """As many of the first unpacked bytes as can be had from the first packed ones."""
    try:
        return zlib.decompressobj(WRAPPED).decompress(packed, size)
    except zlib.error:
        return b""
