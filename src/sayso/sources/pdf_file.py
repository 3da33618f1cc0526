"""A PDF: one file, one report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sayso.model.document import RawItem
from sayso.model.refusal import Refusal
from sayso.sources import child
from sayso.sources.limits import ReadLimits


class PdfFile:
    """Reads the text of a PDF; one that holds only pictures of text is refused."""

    name = "pdf"
    version = "1"
    suffixes = (".pdf",)

    def __init__(self, limits: ReadLimits | None = None) -> None:
        self._limits = limits or ReadLimits()

    def sniff(self, head: bytes) -> bool:
        """Whether the mark of a PDF stands in the first kilobyte, as readers of PDF allow."""
        return b"%PDF-" in head[:1024]

    def read(self, path: Path, location: str) -> Iterator[RawItem | Refusal]:
        """The text of all pages as one item."""
        yield from child.items("pdf", path, location, self._limits)
