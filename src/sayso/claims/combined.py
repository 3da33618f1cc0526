"""The extractor *combined*: the network finds and labels, the rules link quotations and speak where it is silent."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sayso.claims.assemble import rows_of
from sayso.claims.finding import Finding
from sayso.claims.merge import as_findings, merge
from sayso.claims.network.runtime import Network
from sayso.claims.rules import no_speakers, rule_findings
from sayso.claims.tree import Tree
from sayso.model.claim import Attribution, Claim
from sayso.model.document import Document
from sayso.model.parse import Parse
from sayso.model.refusal import Refusal

WEIGHTS = Path(__file__).parent / "network" / "weights"


@cache
def load_network() -> Network:
    """The packaged network, loaded once in a process; raises RunAbort where its files are not the ones that were shipped."""
    return Network.load(WEIGHTS)


class _WithNetwork:
    """What both extractors here share: the dial and the network."""

    version = "1"

    def __init__(self, min_confidence: float = 0.5) -> None:
        self.min_confidence = min_confidence
        self._network = load_network()

    def _found(self, document: Document, tree: Tree) -> list[Finding]:
        """The network's findings. Each document is read by itself, so that its numbers do not hang on its neighbours."""
        return as_findings(tree, self._network.predict([document.text], self.min_confidence)[0])


class NetworkExtractor(_WithNetwork):
    """Attribution by the network alone."""

    name = "network"

    def extract(self, document: Document, parse: Parse) -> tuple[tuple[Attribution, ...], tuple[Claim, ...], tuple[Refusal, ...]]:
        """The attributions and the claims inside them."""
        tree = Tree(parse)
        return *rows_of(document, tree, self._found(document, tree), self.min_confidence), ()


class CombinedExtractor(_WithNetwork):
    """Attribution by network and rules."""

    name = "combined"

    def extract(self, document: Document, parse: Parse) -> tuple[tuple[Attribution, ...], tuple[Claim, ...], tuple[Refusal, ...]]:
        """The attributions, the claims inside them, and the quotations without a speaker."""
        tree = Tree(parse)
        rules, silent = rule_findings(tree)
        findings = merge(rules, self._found(document, tree))
        return *rows_of(document, tree, findings, self.min_confidence), no_speakers(document, parse, silent)
