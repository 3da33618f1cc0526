"""The whole ledger as JSON lines, in the order of reading: one object a line, ``kind`` says which."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

import msgspec

from sayso.model.actor_views import JudgementView
from sayso.model.board import ReviewAct
from sayso.model.views import ClaimView, DocumentView, RefusalView


class JsonlExport:
    """Writes documents, claims, refusals, judgements about actors and acts of review as JSON lines."""

    name = "jsonl"
    version = "1"

    def write(self, rows: Iterable[DocumentView | ClaimView | RefusalView | JudgementView | ReviewAct], out: BinaryIO) -> None:
        """One line a row."""
        kinds = {DocumentView: "document", ClaimView: "claim", RefusalView: "refusal", JudgementView: "judgement", ReviewAct: "review"}
        encoder = msgspec.json.Encoder()
        out.writelines(encoder.encode(_line(kinds[type(row)], msgspec.to_builtins(row))) + b"\n" for row in rows)


def _line(kind: str, row: dict[str, Any]) -> dict[str, Any]:
    """The row with what it is; what kind of act it is stands under ``act``."""
    if "kind" in row:
        row["act"] = row.pop("kind")
    return {"kind": kind, **row}
