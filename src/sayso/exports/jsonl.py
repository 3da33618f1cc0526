"""The whole ledger as JSON lines, in the order of reading: one object a line, ``kind`` says which."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

import msgspec

from sayso.model.actor_views import JudgementView
from sayso.model.views import ClaimView, DocumentView, RefusalView


class JsonlExport:
    """Writes documents, claims, refusals and judgements as JSON lines."""

    name = "jsonl"
    version = "1"

    def write(self, rows: Iterable[DocumentView | ClaimView | RefusalView | JudgementView], out: BinaryIO) -> None:
        """One line a row."""
        kinds = {DocumentView: "document", ClaimView: "claim", RefusalView: "refusal", JudgementView: "judgement"}
        encoder = msgspec.json.Encoder()
        out.writelines(encoder.encode({"kind": kinds[type(row)], **msgspec.to_builtins(row)}) + b"\n" for row in rows)
