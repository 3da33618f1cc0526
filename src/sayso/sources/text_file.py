"""Plain text: one file, one report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sayso.model.document import RawItem
from sayso.model.refusal import Refusal


class TextFile:
    """Reads a text file, or anything that no other reader knows: what it is shows when it is decoded."""

    name = "text"
    version = "1"
    suffixes = (".txt", ".text", ".md")

    def sniff(self, head: bytes) -> bool:  # noqa: ARG002 - the port asks for it
        """Anything may be a text."""
        return True

    def read(self, path: Path, location: str) -> Iterator[RawItem | Refusal]:
        """The whole file as one item."""
        yield RawItem(location=location, media_type="text/plain", data=path.read_bytes())
