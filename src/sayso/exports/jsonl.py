"""The whole ledger as JSON lines, in the order of reading: one object a line, ``kind`` says which."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

import msgspec

from sayso.model.views import ClaimView, DocumentView, RefusalView


class JsonlExport:
    """Writes documents, claims and refusals as JSON lines."""

    name = "jsonl"
    version = "1"

    def write(self, rows: Iterable[DocumentView | ClaimView | RefusalView], out: BinaryIO) -> None:
        """One line a row."""
        kinds = {DocumentView: "document", ClaimView: "claim", RefusalView: "refusal"}
        encoder = msgspec.json.Encoder()
        out.writelines(encoder.encode({"kind": kinds[type(row)], **msgspec.to_builtins(row)}) + b"\n" for row in rows)
