"""The stages in order, from a document to what is written: parse, extract, ground. Pure: no ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sayso.model.document import Document
from sayso.model.ports import Extractor, Grounder, Parser
from sayso.model.reading import Reading
from sayso.model.tree import Tree


class Pipeline:
    """The stages with their implementations."""

    def __init__(self, parser: Parser, extractor: Extractor, grounder: Grounder) -> None:
        self.parser = parser
        self.extractor = extractor
        self.grounder = grounder

    def read(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """What is read from each document, in order."""
        batch = list(documents)
        trees: list[Tree] = []
        for number, reading in enumerate(self.extractor.extract(batch, self._kept(batch, trees))):
            yield self.grounder.ground(trees[number], reading)

    def _kept(self, documents: list[Document], trees: list[Tree]) -> Iterator[Tree]:
        """The tree of each parse, as the extractor asks for it; kept for the grounding that follows."""
        for parse in self.parser.parse(documents):
            trees.append(Tree(parse))
            yield trees[-1]
