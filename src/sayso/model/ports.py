"""What the rooms ask of each other, as Protocols."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from sayso.model.document import Document, RawItem
from sayso.model.parse import Parse
from sayso.model.reading import Outcome, Reading, RunFacts
from sayso.model.refusal import Refusal
from sayso.model.tree import Tree


class Reader(Protocol):
    """A source format: says whether it knows the bytes, and yields what is in them."""

    name: str
    version: str
    suffixes: tuple[str, ...]

    def sniff(self, head: bytes) -> bool:
        """Whether the first bytes look like this format."""
        ...

    def read(self, path: Path, location: str) -> Iterator[RawItem | Refusal]:
        """The items of a file, in order; a part that cannot be read is yielded as a refusal."""
        ...


class Parser(Protocol):
    """A language model behind a plain face."""

    @property
    def name(self) -> str:
        """Which model."""
        ...

    @property
    def version(self) -> str:
        """Its version."""
        ...

    @property
    def sha256(self) -> str:
        """The hash of its weight files."""
        ...

    def parse(self, documents: Iterable[Document]) -> Iterator[Parse]:
        """Each document's parse, in order."""
        ...


class Extractor(Protocol):
    """Finds who said what in a parse."""

    name: str
    version: str

    def extract(self, documents: Sequence[Document], trees: Iterable[Tree]) -> Iterator[Reading]:
        """What is read from each document, in order: attributions, the claims inside them, what was declined."""
        ...


class Grounder(Protocol):
    """Says what the cells of claims stand for."""

    name: str
    version: str

    def ground(self, tree: Tree, reading: Reading) -> Reading:
        """The reading with the places, times and quantities of its document and of each of its claims."""
        ...


class Writer(Protocol):
    """The write side of a ledger."""

    def register(self, facts: RunFacts) -> str:
        """The id of a run made with these facts, recorded once."""
        ...

    def is_known(self, document: Document) -> bool:
        """Whether this very document was read before."""
        ...

    def write(self, run: str, readings: Iterable[Reading], refusals: Iterable[Refusal]) -> list[Outcome]:
        """Append these in one transaction; one outcome for each reading."""
        ...
