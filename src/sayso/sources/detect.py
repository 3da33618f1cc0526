"""Finds the files behind what a user named, and the reader that fits each: by suffix first, then by a look at the first bytes."""

from __future__ import annotations

import glob
import os
import stat
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from sayso.model.document import RawItem
from sayso.model.errors import ItemError, UserError
from sayso.model.ports import Reader
from sayso.model.refusal import Refusal
from sayso.sources import gunzip
from sayso.sources.limits import ReadLimits, refuse

HEAD = 4096
BLOCK = 1 << 20
PATIENCE = 1_000  # refusals in a row after which a file is given up
# What files of other kinds begin with, and what to do with them.
FOREIGN = (
    (b"PK\x03\x04", "a zip archive or an office file; unpack it, or save it as PDF or text"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"Rar!\x1a\x07", "a rar archive; unpack it"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it"),
    (b"\xfd7zXZ\x00", "packed with xz; unpack it"),
    (b"BZh", "packed with bzip2; unpack it"),
    (b"\x28\xb5\x2f\xfd", "packed with zstd; unpack it"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office file; save it as PDF or text"),
    (b"{\\rtf", "rich text; save it as PDF or text"),
    (b"\x1f\x8b", "packed twice; unpack it"),
)
TAR_MARK = (257, b"ustar")


class SourceReader:
    """Reads whatever a user names with the readers it is given (the last one takes anything)."""

    def __init__(self, readers: Sequence[Reader], stdin: BinaryIO, limits: ReadLimits) -> None:
        self._readers = readers
        self._limits = limits
        self._stdin = stdin
        self._outside: set[Path] = set()  # links in a folder that lead out of it

    def files(self, names: Sequence[str]) -> list[tuple[Path | None, str]]:
        """The files to read, in order, each with the name to show; None is standard input.

        A name is a file, a folder, or a pattern such as ``news/*.html``. Raises UserError at once for a name that is not there, before anything is read.
        """
        found: list[tuple[Path | None, str]] = []
        for name in names:
            if name == "-":
                found.append((None, "standard input"))
            else:
                paths, outside = _paths(name)
                self._outside |= outside
                found.extend((path, shown(path.as_posix())) for path in paths)
        return found

    def items(self, path: Path | None, location: str, start: str | None = None) -> Iterator[RawItem | Refusal]:
        """The items of one file; a file that cannot be read is one refusal. ``start`` is the place of a record of an archive ("1234"), to go on from there."""
        if path is not None and start is not None:
            yield from _patient(self._from(path, location, start), location)
            return
        if path is not None:
            yield from _patient(self._read(path, location), location)
            return
        with tempfile.NamedTemporaryFile() as copy:
            head = self._stdin.read(HEAD)
            reader = self._reader(gunzip.head(head, HEAD) if head.startswith(gunzip.MAGIC) else head, "")
            most = self._limits.unpacked_bytes if _streams(reader) else self._limits.file_bytes
            copy.write(head)
            while copy.tell() <= most and (block := self._stdin.read(BLOCK)):
                copy.write(block)
            copy.flush()
            yield from _patient(self._read(Path(copy.name), location, suffix=""), location)

    def _from(self, path: Path, location: str, start: str) -> Iterator[RawItem | Refusal]:
        with path.open("rb") as file:
            head = file.read(HEAD)
        reader = self._reader(gunzip.head(head, HEAD) if head.startswith(gunzip.MAGIC) else head, "")
        read_from = getattr(reader, "read_from", None)
        if read_from is None:
            yield refuse("no-start", "only a web archive can be read from one of its records on; leave out --start", location)
            return
        yield from read_from(path, location, start)

    def _read(self, path: Path, location: str, suffix: str | None = None) -> Iterator[RawItem | Refusal]:
        try:
            if path in self._outside:
                yield refuse("outside", "a link that leads out of the folder; name the file itself if it is to be read", location)
                return
            if not stat.S_ISREG(path.stat().st_mode):
                yield refuse("no-file", "a pipe, a device or a folder, not a file; a pipe can be read as standard input: sayso read - < NAME", location)
                return
            with path.open("rb") as file:
                head = file.read(HEAD)
            if head.startswith(gunzip.MAGIC):
                inner = Path(path.stem).suffix if path.suffix.lower() in {".gz", ".gzip"} else ""
                yield from self._packed(path, location, inner.lower() if suffix is None else suffix, head)
            else:
                yield from self._plain(path, location, path.suffix.lower() if suffix is None else suffix, head)
        except OSError as fault:
            yield refuse("unreadable", f"the file cannot be read: {(fault.strerror or type(fault).__name__).lower()}", location)

    def _packed(self, path: Path, location: str, suffix: str, packed: bytes) -> Iterator[RawItem | Refusal]:
        """A gzipped file: as it is for a reader that unpacks by itself, else a copy of what is in it."""
        head = gunzip.head(packed, HEAD)
        reader = self._reader(head, suffix)
        if getattr(reader, "unpacks", False):
            yield from reader.read(path, location)
            return
        most = self._limits.unpacked_bytes if _streams(reader) else self._limits.file_bytes
        with tempfile.NamedTemporaryFile() as copy:
            try:
                with path.open("rb") as file:
                    for block in gunzip.unpack(file, self._limits.ratio, most):
                        copy.write(block)
            except ItemError as fault:
                yield refuse(fault.code, fault.detail, location)
                return
            copy.flush()
            yield from self._plain(Path(copy.name), location, suffix, head)

    def _plain(self, path: Path, location: str, suffix: str, head: bytes) -> Iterator[RawItem | Refusal]:
        if (reason := _foreign(head)) is not None:
            yield refuse("unknown-format", reason, location)
            return
        reader = self._reader(head, suffix)
        size = path.stat().st_size
        if size > self._limits.file_bytes and not _streams(reader):
            detail = f"{size:,} bytes are more than the limit of {self._limits.file_bytes:,}; split it into reports"
            yield refuse("too-large", detail, location)
        elif reader is self._readers[-1] and suffix not in reader.suffixes and (reason := _marked_up(head)) is not None:
            yield refuse("unknown-format", reason, location)
        else:
            yield from reader.read(path, location)

    def _reader(self, head: bytes, suffix: str) -> Reader:
        for reader in self._readers:
            if suffix and suffix in reader.suffixes:
                return reader
        return next(reader for reader in self._readers if reader.sniff(head))


def shown(name: str) -> str:
    r"""A name of a file fit for messages and for the ledger, whatever bytes are in it.

    >>> shown("news/a\udcff\x1b[2J.txt")
    'news/a\ufffd\ufffd[2J.txt'
    """
    return "".join("\ufffd" if unicodedata.category(mark) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else mark for mark in name)


def _paths(name: str) -> tuple[list[Path], set[Path]]:
    """The files behind a name, and which of them are links that lead out of their folder."""
    try:
        if Path(name).is_dir():
            return _inside(Path(name))
        if Path(name).exists():
            return [Path(name)], set()
        if glob.has_magic(name):
            return _matching(name)
    except (ValueError, OSError) as fault:
        raise UserError(f"{shown(name)}: no name of a file ({shown(str(fault))})") from fault
    raise UserError(f"{shown(name)}: no such file or folder")


def _matching(pattern: str) -> tuple[list[Path], set[Path]]:
    paths: list[Path] = []
    outside: set[Path] = set()
    for match in map(Path, sorted(glob.iglob(pattern, recursive=True))):  # noqa: PTH207 - a Path takes no pattern that begins at the root
        inner, leading_out = _inside(match) if match.is_dir() else ([match], set())
        paths += inner
        outside |= leading_out
    if not paths:
        raise UserError(f"{shown(pattern)}: no file fits the pattern")
    return list(dict.fromkeys(paths)), outside


def _inside(folder: Path) -> tuple[list[Path], set[Path]]:
    """The files of a folder and of those in it, hidden ones left out; links to folders are not followed, so that no ring of them has no end."""
    found: list[Path] = []
    for root, folders, files in os.walk(folder):
        folders[:] = [inner for inner in folders if not inner.startswith(".")]
        found += [Path(root) / file for file in files if not file.startswith(".")]
    if not found:
        raise UserError(f"{shown(str(folder))}: the folder holds no files")
    home = folder.resolve()
    return sorted(found), {path for path in found if path.is_symlink() and home not in _target(path).parents}


def _target(path: Path) -> Path:
    """Where a link leads; itself where it leads nowhere, so that it is refused by name and not passed over."""
    try:
        return path.resolve(strict=True)
    except (OSError, RuntimeError):
        return path.parent.resolve() / path.name


def _streams(reader: Reader) -> bool:
    """Whether a reader goes through a file record by record, so that only a record has a limit of size."""
    return bool(getattr(reader, "streams", False))


def _foreign(head: bytes) -> str | None:
    at, mark = TAR_MARK
    if head[at : at + len(mark)] == mark:
        return "it is a tar archive; unpack it"
    return next((f"it is {reason}" for start, reason in FOREIGN if head.startswith(start)), None)


def _marked_up(head: bytes) -> str | None:
    """Why a file whose kind nobody knows is no plain text."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<?xml"):
        return "it is XML, but no feed, list of feeds or page"
    if start.startswith((b"{", b"[{")):
        return 'it is JSON, but neither a JSON feed nor one record a line, such as {"text": "...", "outlet": "...", "published": "2024-10-23"}'
    return None


def _patient(items: Iterable[RawItem | Refusal], location: str) -> Iterator[RawItem | Refusal]:
    """The items until too many in a row are refusals: such a file is not what its name says."""
    row = 0
    for item in items:
        row = row + 1 if isinstance(item, Refusal) else 0
        yield item
        if row >= PATIENCE:
            yield refuse("too-many-faults", f"{row:,} parts in a row could not be read; the rest of the file is not read", location)
            return
