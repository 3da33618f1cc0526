"""Finds the files behind what a user named, and the reader that fits each: by suffix first, then by a look at the first bytes."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from sayso.model.document import RawItem
from sayso.model.errors import UserError
from sayso.model.ports import Reader
from sayso.model.refusal import Refusal

HEAD = 4096
WEB = ("http://", "https://")


class SourceReader:
    """Reads whatever a user names with the readers it is given (the last one takes anything)."""

    def __init__(self, readers: Sequence[Reader], max_bytes: int, stdin: BinaryIO) -> None:
        self._readers = readers
        self._max_bytes = max_bytes
        self._stdin = stdin

    def files(self, names: Sequence[str]) -> list[tuple[Path | None, str]]:
        """The files to read, in order, each with the name to show; None is standard input.

        Raises UserError at once for a name that is not there, before anything is read.
        """
        found: list[tuple[Path | None, str]] = []
        for name in names:
            path = Path(name)
            if name == "-":
                found.append((None, "standard input"))
            elif name.startswith(WEB):
                raise UserError(f"{name}: addresses are not read yet; save the page and name its file")
            elif path.is_dir():
                inside = [file for file in sorted(path.rglob("*")) if file.is_file() and not any(part.startswith(".") for part in file.relative_to(path).parts)]
                if not inside:
                    raise UserError(f"{name}: the folder holds no files")
                found.extend((file, file.as_posix()) for file in inside)
            elif path.exists():
                found.append((path, name))
            else:
                raise UserError(f"{name}: no such file or folder")
        return found

    def items(self, path: Path | None, location: str) -> Iterator[RawItem | Refusal]:
        """The items of one file; a file that cannot be read is one refusal."""
        if path is None:
            with tempfile.NamedTemporaryFile() as copy:
                copy.write(self._stdin.read(self._max_bytes + 1))
                copy.flush()
                yield from self._read(Path(copy.name), location, "")
            return
        yield from self._read(path, location, path.suffix.lower())

    def _read(self, path: Path, location: str, suffix: str) -> Iterator[RawItem | Refusal]:
        try:
            size = path.stat().st_size
            reader = self._reader(path, suffix)
            if size > self._max_bytes and reader.name != "jsonl":
                detail = f"{size:,} bytes are more than the limit of {self._max_bytes:,}; split it into reports"
                yield Refusal(stage="sources", code="too-large", detail=detail, location=location)
                return
            yield from reader.read(path, location)
        except OSError as fault:
            detail = f"the file cannot be read: {(fault.strerror or type(fault).__name__).lower()}"
            yield Refusal(stage="sources", code="unreadable", detail=detail, location=location)

    def _reader(self, path: Path, suffix: str) -> Reader:
        for reader in self._readers:
            if suffix and suffix in reader.suffixes:
                return reader
        with path.open("rb") as file:
            head = file.read(HEAD)
        return next(reader for reader in self._readers if reader.sniff(head))
