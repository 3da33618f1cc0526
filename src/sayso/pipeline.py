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
        kept: list[Tree] = []
        for number, reading in enumerate(self.extractor.extract(batch, _keeping(self.trees(batch), kept))):
            yield self.grounder.ground(kept[number], reading)

    def trees(self, documents: Iterable[Document]) -> Iterator[Tree]:
        """The parse of each document, in order, seen as trees."""
        return map(Tree, self.parser.parse(documents))


def _keeping(trees: Iterable[Tree], kept: list[Tree]) -> Iterator[Tree]:
    """The trees as the extractor asks for them, kept for the grounding that follows."""
    for tree in trees:
        kept.append(tree)
        yield tree
