"""Plain text: one file, one report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sayso.model.document import RawItem
from sayso.model.refusal import Refusal
from sayso.sources import bounded
from sayso.sources.limits import ReadLimits


class TextFile:
    """Reads a text file, or anything that no other reader knows: what it is shows when it is decoded."""

    name = "text"
    version = "1"
    suffixes = (".txt", ".text", ".md")

    def __init__(self, limits: ReadLimits | None = None) -> None:
        self._limits = limits or ReadLimits()

    def sniff(self, head: bytes) -> bool:  # noqa: ARG002 - the port asks for it
        """Anything may be a text."""
        return True

    def read(self, path: Path, location: str) -> Iterator[RawItem | Refusal]:
        """The whole file as one item."""
        yield from bounded.whole(path, location, "text/plain", self._limits.file_bytes)
