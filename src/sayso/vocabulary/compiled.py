"""Tables of this folder as parsed before, kept in the user's cache folder: parsing YAML is most of what a start took, and the tables rarely change.

A kept table is what the parser gave, without any reading of it: its schema is checked at each start as that of a file is. It counts only where it bears the sha256 of the
file's bytes and of its own. A folder that cannot be read or written costs time and nothing else.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import msgspec

FORMAT = b"sayso table 1\n"
DIGEST = 32  # bytes of a sha256


def folder() -> Path:
    """Where they are kept: ``tables`` in SAYSO_CACHE, else in ``sayso`` in XDG_CACHE_HOME or ~/.cache; raises RuntimeError where there is no home."""
    own = os.environ.get("SAYSO_CACHE")
    return (Path(own) if own else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sayso") / "tables"


def kept(name: str, raw: bytes) -> bytes | None:
    """The MessagePack form of the table with these bytes; None where none is kept, or not a whole one of this very file."""
    try:
        data = _path(name).read_bytes()
    except (OSError, RuntimeError):
        return None
    head = FORMAT + _digest(raw)
    content = data[len(head) + DIGEST :]
    return content if data[: len(head) + DIGEST] == head + _digest(content) else None


def keep(name: str, raw: bytes, parsed: Any) -> None:
    """Keeps a table as parsed from these bytes, moved into its place whole, so that no other start sees half of one."""
    content = msgspec.msgpack.encode(parsed)
    try:
        path = _path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}.tmp")
        try:
            draft.write_bytes(FORMAT + _digest(raw) + _digest(content) + content)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except (OSError, RuntimeError):
        return


def _path(name: str) -> Path:
    return folder() / f"{name.replace('/', '.')}.msgpack"


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
