"""The extractor *combined*: the network finds and labels, the rules link quotations and speak where it is silent."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path

from sayso.claims.assemble import reading_of
from sayso.claims.finding import Finding
from sayso.claims.merge import as_findings, merge
from sayso.claims.network.runtime import Network
from sayso.claims.rules import refusals, rule_findings
from sayso.model.document import Document
from sayso.model.reading import Reading
from sayso.model.tree import Tree

WEIGHTS = Path(__file__).parent / "network" / "weights"


@cache
def load_network() -> Network:
    """The packaged network, loaded once in a process; raises RunAbort where its files are not the ones that were shipped."""
    return Network.load(WEIGHTS)


class _WithNetwork(ABC):
    """What both extractors here share: the dial, the network, and the threads in which it reads ahead while the rules work."""

    version = "3"

    def __init__(self, min_confidence: float = 0.5, threads: int = 1) -> None:
        self.min_confidence = min_confidence
        self._network = load_network()
        self._threads = threads

    def extract(self, documents: Sequence[Document], trees: Iterable[Tree]) -> Iterator[Reading]:
        """The network reads each document by itself, so that its numbers do not hang on its neighbours or on the threads."""
        with ThreadPoolExecutor(self._threads) as pool:
            read = [pool.submit(self._network.predict, [document.text], self.min_confidence) for document in documents]
            for document, tree, found in zip(documents, trees, read, strict=True):
                yield self._reading(document, tree, as_findings(tree, found.result()[0]))

    @abstractmethod
    def _reading(self, document: Document, tree: Tree, found: list[Finding]) -> Reading:
        """What is made of the network's findings in one document."""


class NetworkExtractor(_WithNetwork):
    """Attribution by the network alone."""

    name = "network"

    def _reading(self, document: Document, tree: Tree, found: list[Finding]) -> Reading:
        return reading_of(document, tree, found, self.min_confidence)


class CombinedExtractor(_WithNetwork):
    """Attribution by network and rules."""

    name = "combined"

    def _reading(self, document: Document, tree: Tree, found: list[Finding]) -> Reading:
        rules, silent = rule_findings(tree)
        reading = reading_of(document, tree, merge(tree.parse.text, rules, found), self.min_confidence)
        return replace(reading, refusals=refusals(document, tree, reading.attributions, silent))
