"""Records of evaluation files as raw items: the fields that the public sets and our own use for text, name and day; gold fields stay in the row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from sayso.model.document import Document, RawItem
from sayso.model.errors import UserError
from sayso.model.span import Span

NAMES = {"doc_id": ("doc_id", "doc", "id"), "published": ("published", "dct", "date"), "outlet": ("outlet",), "title": ("title",), "url": ("url",), "author": ("author",)}


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Each record as it stands in the file; raises UserError that names the file and line of one that is no object."""
    if not path.is_file():
        raise UserError(f"{path}: no such file")
    rows: list[dict[str, Any]] = []
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                rows.append(_row(line, f"{path}, line {number}"))
    return rows


def read_items(path: Path) -> Iterator[tuple[RawItem, dict[str, Any]]]:
    """Each record as an item and as it stands in the file; raises UserError that names the file and line of one that is none."""
    if not path.is_file():
        raise UserError(f"{path}: no such file")
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _item(line, f"{path}, line {number}")


def _row(line: bytes, location: str) -> dict[str, Any]:
    try:
        row: Any = msgspec.json.decode(line)
    except msgspec.DecodeError as fault:
        raise UserError(f"{location}: not valid JSON: {fault}") from fault
    if not isinstance(row, dict):
        raise UserError(f"{location}: the record is no object")
    return row


def _item(line: bytes, location: str) -> tuple[RawItem, dict[str, Any]]:
    row = _row(line, location)
    if not isinstance(row.get("text"), str):
        raise UserError(f"{location}: the record has no field 'text' that holds a string")
    declared = {name: value for name, keys in NAMES.items() if isinstance(value := next((row[key] for key in keys if row.get(key)), None), str)}
    if "published" in declared:
        declared["published"] = declared["published"][:10]
    return RawItem(location=location, media_type="text/plain", data=row["text"].encode("utf-8", "surrogatepass"), declared=declared), row


def given_spans(document: Document, spans: list[tuple[int, int]]) -> list[Span | None]:
    """Spans of the text as it was given, in the clean text; None where the cleaning left nothing of one."""
    starts = {raw + at: clean + at for clean, raw, length in document.offsets.segments for at in range(length)}
    found = []
    for start, end in spans:
        inside = [starts[at] for at in range(start, end) if at in starts]
        found.append(Span(inside[0], inside[-1] + 1) if inside else None)
    return found


def raw_offsets(document: Document, span: Span) -> dict[str, int]:
    """Start and end of a span in the text as it was given."""
    raw = document.offsets.raw_span(span)
    assert raw is not None  # no span of a mention consists of what the cleaning put in
    return {"start": raw.start, "end": raw.end}
