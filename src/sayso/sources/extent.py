"""How far a reading has come. Takes the files behind what a user named and the location of an item, gives the share of their bytes that lies before it; opens no archive.

Records of an archive say at which byte they begin, records of a table on which line; what is in other files is counted when the file is left. A gzipped table is such a file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from sayso.sources.warc_file import place_of

LINE = re.compile(r", line (\d+)$")
PACKED = frozenset({".gz", ".gzip"})
BLOCK = 1 << 20


class Extent:
    """Files with their sizes, in the order in which they are read, each with the name that locations begin with; None where a size is not known (standard input)."""

    def __init__(self, files: Sequence[tuple[Path | None, str]]) -> None:
        self._known = all(path is not None for path, _ in files)
        self._before: dict[str, tuple[int, int, Path]] = {}
        total = 0
        for path, name in files:
            size = _size(path)
            if path is not None:
                self._before.setdefault(name, (total, size, path))
            total += size
        self._total = total

    def share(self, location: str) -> float | None:
        """The share, 0 to 1, that was read when the item at this location was reached; None where the whole is not known."""
        name = location if location in self._before else location.rpartition(", ")[0]
        if not self._known or not self._total or name not in self._before:
            return None
        before, size, path = self._before[name]
        within = 1.0 if location == name else _within(location, size, path)
        return min(1.0, (before + size * within) / self._total)


def _within(location: str, size: int, path: Path) -> float:
    """The share of a file before one of its parts, as far as the location shows it."""
    if (place := place_of(location)) is not None:
        return int(place.partition("+")[0]) / max(size, 1)
    if (line := LINE.search(location)) is not None:
        return min(1.0, int(line[1]) / _lines(path)) if path.suffix.lower() not in PACKED else 0.0
    return 0.0


@lru_cache(maxsize=4)
def _lines(path: Path) -> int:
    """The lines of a file, at least one."""
    try:
        with path.open("rb") as file:
            return max(1, sum(block.count(b"\n") for block in iter(lambda: file.read(BLOCK), b"")))
    except OSError:
        return 1


def _size(path: Path | None) -> int:
    try:
        return path.stat().st_size if path is not None else 0
    except OSError:
        return 0
