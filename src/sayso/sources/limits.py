"""What one source may cost at the most, and the one shape in which a reader says no."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model.refusal import Refusal

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLimits:
    """Limits of reading: sizes in bytes after unpacking, time in seconds.

    ``file_bytes`` holds for a file, or for one record where a file is read record by record; ``unpacked_bytes`` for such a file as a whole when it is gzipped.
    ``ratio`` is how many times larger than its packed form anything may grow (plain news grows 3 to 10 times, a bomb 1,000 times). ``seconds`` and ``memory`` (bytes of
    address space) hold for one file in the process that takes feeds, mails and PDFs apart; ``items`` is how many reports one feed or mail may hold.
    """

    file_bytes: int = 20 * MEGABYTE
    unpacked_bytes: int = 4_000 * MEGABYTE
    ratio: int = 200
    seconds: float = 20.0
    memory: int = 1_000 * MEGABYTE
    items: int = 20_000


def refuse(code: str, detail: str, location: str) -> Refusal:
    """A refusal of this room."""
    return Refusal(stage="sources", code=code, detail=detail, location=location)


def too_large(size: int, limit: int, location: str, what: str = "the file") -> Refusal:
    """The refusal of something above its limit; ``size`` may be all that was read before giving up."""
    return refuse("too-large", f"{what} has {size:,} bytes or more, above the limit of {limit:,}; split it, or raise SAYSO_MAX_BYTES", location)
