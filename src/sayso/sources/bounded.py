"""Reads files and lines within a limit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from sayso.model.document import RawItem
from sayso.model.refusal import Refusal
from sayso.sources.limits import too_large

BLOCK = 1 << 20


def whole(path: Path, location: str, media_type: str, limit: int) -> Iterator[RawItem | Refusal]:
    """A file as one item, or its refusal where it is larger than the limit."""
    with path.open("rb") as file:
        data = file.read(limit + 1)
    yield too_large(len(data), limit, location) if len(data) > limit else RawItem(location=location, media_type=media_type, data=data)


def lines(file: BinaryIO, limit: int) -> Iterator[bytes | int]:
    r"""The lines of a file; for one above the limit its length, and nothing of it is kept.

    >>> import io
    >>> list(lines(io.BytesIO(b"one\nfar too long\nend"), 6))
    [b'one\n', 13, b'end']
    """
    while line := file.readline(limit + 1):
        if len(line) <= limit:
            yield line
            continue
        size = len(line)
        while not line.endswith(b"\n") and (line := file.readline(BLOCK)):
            size += len(line)
        yield size
