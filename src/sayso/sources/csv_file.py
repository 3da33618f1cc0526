"""CSV and TSV of articles: a header line with ``text`` and any of ``doc_id, url, outlet, published, title, author``, then one report a record."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from sayso.model.document import RawItem
from sayso.model.refusal import Refusal
from sayso.sources.facts import plain
from sayso.sources.limits import ReadLimits, refuse

FIELDS = ("doc_id", "url", "outlet", "published", "title", "author")
# Other names for the same columns, as tables of articles have them.
NAMES = {"id": "doc_id", "link": "url", "source": "outlet", "publisher": "outlet", "date": "published", "headline": "title", "byline": "author", "body": "text", "content": "text"}
DELIMITERS = "\t;,"
LINES = 100_000  # lines of one record at the most: an unclosed quotation mark swallows the rest of a file
HEADER = 10_000  # bytes of the first line at the most


class _Lines:
    """The lines of a text with their number; a line or a record above the limit raises ValueError."""

    def __init__(self, file: TextIO, most: int) -> None:
        self._file = file
        self._most = most
        self.number = 0
        self.used = 0  # characters of the record that is being read

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._file.readline(self._most + 1)
        if not line:
            raise StopIteration
        self.number += 1
        self.used += len(line)
        if self.used > self._most:
            raise ValueError
        return line


class CsvFile:
    """Reads tables of articles, separated by commas, semicolons or tabs."""

    name = "csv"
    version = "1"
    suffixes = (".csv", ".tsv", ".tab")
    streams = True

    def __init__(self, limits: ReadLimits | None = None) -> None:
        self._limits = limits or ReadLimits()

    def sniff(self, head: bytes) -> bool:
        """Whether the first line names the column of the texts and one more."""
        encoding = _encoding(head)
        first = re.split(r"[\r\n]", head.decode(encoding, "replace"), maxsplit=1)[0]
        columns = _columns(_split(first))
        return "text" in columns and sum(name in FIELDS for name in columns) >= 1

    def read(self, path: Path, location: str) -> Iterator[RawItem | Refusal]:
        """An item for each record."""
        with path.open("rb") as file:
            encoding = _encoding(file.read(4))
        with path.open(encoding=encoding, errors="surrogateescape", newline="") as text:
            try:
                yield from self._records(text, location)
            except UnicodeError as fault:
                yield refuse("encoding", f"the file says it is {encoding}, but it is not ({fault.reason if isinstance(fault, UnicodeDecodeError) else 'cut off'})", location)

    def _records(self, text: TextIO, location: str) -> Iterator[RawItem | Refusal]:
        first = text.readline(HEADER)
        delimiter = max(DELIMITERS, key=first.count)
        columns = _columns(_split(first))
        if "text" not in columns:
            yield refuse("bad-header", f"no column is called 'text'; the first line must name the columns: text, and any of {', '.join(FIELDS)}", location)
            return
        if len(set(columns)) != len(columns):
            yield refuse("bad-header", "two columns bear the same name", location)
            return
        lines = _Lines(text, self._limits.file_bytes)
        csv.field_size_limit(self._limits.file_bytes)
        rows = csv.reader(lines, delimiter=delimiter, strict=False)
        while True:
            start = lines.number + 2  # the header is line 1
            lines.used = 0
            try:
                row = next(rows)
            except StopIteration:
                return
            except UnicodeError:
                raise  # a ValueError too, but one that says something else
            except (csv.Error, ValueError):
                detail = f"the record has no end within {self._limits.file_bytes:,} characters, perhaps for want of a quotation mark; the rest of the file is not read"
                yield refuse("too-large", detail, f"{location}, line {start}")
                return
            if lines.number + 2 - start > LINES:
                yield refuse("bad-record", f"the record has more than {LINES:,} lines, perhaps for want of a quotation mark", f"{location}, line {start}")
            elif len(row) > len(columns) or any(cell.strip() for cell in row):
                yield _item(columns, row, f"{location}, line {start}")


def _item(columns: Sequence[str], row: Sequence[str], location: str) -> RawItem | Refusal:
    if len(row) > len(columns) or len(row) <= columns.index("text"):
        return refuse("bad-record", f"the record has {len(row)} cells, the header {len(columns)}; a cell that holds the separator must stand in quotation marks", location)
    cells = dict(zip(columns, row, strict=False))
    declared = {name: value for name in FIELDS if (value := plain(_readable(cells.get(name, ""))))}
    data = cells["text"].encode("utf-8", "surrogateescape") if _is_escaped(cells["text"]) else cells["text"].encode("utf-8", "surrogatepass")
    return RawItem(location=location, media_type="text/plain", data=data, declared=declared)


def _is_escaped(text: str) -> bool:
    """Whether bytes that are no UTF-8 were carried through; then they go on as they were, and the text is decoded as any other."""
    return any("\udc80" <= mark <= "\udcff" for mark in text)


def _readable(text: str) -> str:
    return text.encode("utf-8", "surrogateescape").decode("cp1252", "replace") if _is_escaped(text) else text


def _encoding(head: bytes) -> str:
    return "utf-16" if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"


def _split(line: str) -> list[str]:
    return next(csv.reader([line.rstrip("\r\n")], delimiter=max(DELIMITERS, key=line.count)), [])


def _columns(cells: Sequence[str]) -> list[str]:
    """The names of the columns as this project spells them; a name that means an own one counts only where that is missing."""
    names = [cell.strip().lower().replace(" ", "_") for cell in cells]
    return [NAMES[name] if NAMES.get(name, name) not in names and name in NAMES else name for name in names]
