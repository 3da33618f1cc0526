"""OPML: a list of feeds. There are no reports in it; what it names is for ``sayso watch``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sayso.model.document import RawItem
from sayso.model.errors import ItemError, UserError
from sayso.model.refusal import Refusal
from sayso.sources.child import shared
from sayso.sources.limits import ReadLimits, refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedAddress:
    """A feed that a list names: its http or https address, and its title ("" where none is given)."""

    url: str
    title: str


def addresses(path: Path, limits: ReadLimits | None = None) -> tuple[FeedAddress, ...]:
    """The feeds of a list, each once, in its order; raises UserError that names the file and the fault."""
    try:
        return _feeds(path, limits or ReadLimits())
    except ItemError as fault:
        raise UserError(f"{path}: {fault.detail}") from fault
    except OSError as fault:
        raise UserError(f"{path}: the list cannot be read: {(fault.strerror or type(fault).__name__).lower()}") from fault


def _feeds(path: Path, limits: ReadLimits) -> tuple[FeedAddress, ...]:
    with path.open("rb") as file:
        data = file.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        raise ItemError("too-large", f"the list is larger than {limits.file_bytes:,} bytes; split it")
    return tuple(FeedAddress(url=part["url"], title=part["title"]) for part in shared(limits).take_apart("list", data))


class OpmlFile:
    """Knows a list of feeds and says what to do with it."""

    name = "opml"
    version = "1"
    suffixes = (".opml",)

    def __init__(self, limits: ReadLimits | None = None) -> None:
        self._limits = limits or ReadLimits()

    def sniff(self, head: bytes) -> bool:
        """Whether the bytes begin as a list does."""
        return bool(re.match(rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*|<!--.{0,400}?-->\s*)*<opml\b", head, re.DOTALL | re.IGNORECASE))

    def read(self, path: Path, location: str) -> Iterator[RawItem | Refusal]:
        """One refusal, which says what the list is for."""
        try:
            count = len(_feeds(path, self._limits))
        except ItemError as fault:
            yield refuse(fault.code, fault.detail, location)
            return
        yield refuse("list-of-feeds", f"a list of {count} feeds, not of reports; read what they bring with: sayso watch {location}", location)
