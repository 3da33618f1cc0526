"""The stages in order, from a document to what is written: parse, then extract. Pure: no ledger, no files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sayso.model.document import Document
from sayso.model.ports import Extractor, Parser
from sayso.model.reading import Reading


class Pipeline:
    """The stages with their implementations."""

    def __init__(self, parser: Parser, extractor: Extractor) -> None:
        self.parser = parser
        self.extractor = extractor

    def read(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """What is read from each document, in order."""
        batch = list(documents)
        yield from self.extractor.extract(batch, self.parser.parse(batch))
