"""JSONL of document records: one object a line with ``text`` and any of ``doc_id, url, outlet, published, title, author``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from sayso.model.document import RawItem
from sayso.model.refusal import Refusal
from sayso.sources import bounded
from sayso.sources.facts import plain
from sayso.sources.limits import ReadLimits, refuse, too_large

BOM = b"\xef\xbb\xbf"
FIELDS = ("doc_id", "url", "outlet", "published", "title", "author")


class JsonlFile:
    """Reads document records; a line that is none becomes a refusal that names it by number."""

    name = "jsonl"
    version = "1"
    suffixes = (".jsonl", ".ndjson")
    streams = True

    def __init__(self, limits: ReadLimits | None = None) -> None:
        self._limits = limits or ReadLimits()

    def sniff(self, head: bytes) -> bool:
        """Whether the first line looks like an object with a text."""
        first = head.removeprefix(BOM).lstrip().split(b"\n", 1)[0]
        return first.startswith(b"{") and b'"text"' in first

    def read(self, path: Path, location: str) -> Iterator[RawItem | Refusal]:
        """An item for each line that is not blank."""
        with path.open("rb") as file:
            for number, line in enumerate(bounded.lines(file, self._limits.file_bytes), 1):
                place = f"{location}, line {number}"
                if isinstance(line, int):
                    yield too_large(line, self._limits.file_bytes, place, "the line")
                elif line.strip():
                    yield self._item(line.removeprefix(BOM) if number == 1 else line, place)

    def _item(self, line: bytes, location: str) -> RawItem | Refusal:
        try:
            row: Any = msgspec.json.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as fault:
            return _refuse(location, f"not valid JSON: {fault}")
        except RecursionError:
            return _refuse(location, "not valid JSON: nested too deeply")
        if not isinstance(row, dict):
            return _refuse(location, 'not an object; a record looks like {"text": "...", "outlet": "...", "published": "2024-10-23"}')
        if not isinstance(row.get("text"), str):
            return _refuse(location, "the record has no field 'text' that holds a string")
        declared: dict[str, str] = {}
        for field in FIELDS:
            value = row.get(field)
            if value is None:
                continue
            if not isinstance(value, str):
                return _refuse(location, f"the field {field!r} holds no string")
            if (fact := plain(value)) is not None:
                declared[field] = fact
        return RawItem(location=location, media_type="text/plain", data=row["text"].encode("utf-8", "surrogatepass"), declared=declared)


def _refuse(location: str, detail: str) -> Refusal:
    return refuse("bad-record", detail, location)
