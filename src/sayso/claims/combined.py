"""The extractor *combined*: the network finds and labels, the rules link quotations and speak where it is silent."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sayso.claims.assemble import rows_of
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


class NetworkExtractor:
    """Attribution by the network alone."""

    name = "network"
    version = "1"

    def __init__(self, min_confidence: float = 0.5) -> None:
        self.min_confidence = min_confidence
        self._network = load_network()

    def extract(self, document: Document, parse: Parse) -> tuple[tuple[Attribution, ...], tuple[Claim, ...], tuple[Refusal, ...]]:
        """The attributions and the claims inside them."""
        tree = Tree(parse)
        findings = as_findings(tree, self._network.predict([document.text], self.min_confidence)[0])
        return *rows_of(document, tree, findings, self.min_confidence), ()


class CombinedExtractor:
    """Attribution by network and rules."""

    name = "combined"
    version = "1"

    def __init__(self, min_confidence: float = 0.5) -> None:
        self.min_confidence = min_confidence
        self._network = load_network()

    def extract(self, document: Document, parse: Parse) -> tuple[tuple[Attribution, ...], tuple[Claim, ...], tuple[Refusal, ...]]:
        """The attributions, the claims inside them, and the quotations without a speaker."""
        tree = Tree(parse)
        rules, silent = rule_findings(tree)
        network = as_findings(tree, self._network.predict([document.text], self.min_confidence)[0])
        findings = merge(rules, network)
        return *rows_of(document, tree, findings, self.min_confidence), no_speakers(document, parse, silent)
