"""The extractor *rules*: attribution over the parse. Needs no weights, explains itself, is always there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sayso.claims import lexicon
from sayso.claims.assemble import reading_of
from sayso.claims.finding import Finding
from sayso.claims.indirect import find_indirect
from sayso.claims.quoted import QuotationRules
from sayso.claims.transcript import find_labelled
from sayso.model.claim import Attribution
from sayso.model.document import Document
from sayso.model.reading import Reading
from sayso.model.refusal import Refusal
from sayso.model.tree import Tree

FINITE = frozenset({"VBD", "VBZ", "VBP"})
DETAILS = {
    "no-speaker": "a quotation whose speaker is named neither beside it nor in the sentence before",
    "no-content": "a reporting verb with a source, but without anything that is reported",
}


class RuleExtractor:
    """Attribution by rules alone. The dial is not applied: the rules' shares of right findings are measured where the network is silent, and are higher without it."""

    name = "rules"
    version = "3"

    def __init__(self, min_confidence: float = 0.0, threads: int = 1) -> None:
        del min_confidence, threads  # every extractor is made with the dial and the threads it may use

    def extract(self, documents: Sequence[Document], trees: Iterable[Tree]) -> Iterator[Reading]:
        """The attributions, the claims inside them, and the quotations without a speaker."""
        for document, tree in zip(documents, trees, strict=True):
            findings, silent = rule_findings(tree)
            reading = reading_of(document, tree, findings, 0.0)
            yield replace(reading, refusals=refusals(document, tree, reading.attributions, silent))


def rule_findings(tree: Tree) -> tuple[list[Finding], list[int]]:
    """What the rules find, and the numbers of the quotations for which they find no speaker."""
    labelled = list(find_labelled(tree))
    spoken = [content for finding in labelled for content in finding.contents]
    indirect = list(find_indirect(tree))
    rules = QuotationRules(tree, indirect)
    direct = [finding for finding in rules.link() if not any(own.overlaps(content) for own in finding.contents for content in spoken)]
    silent = [number for number in rules.silent if not any(content.overlaps(tree.parse.quotations[number].inner) for content in spoken)]
    return [*labelled, *_distinct(direct, indirect, rules)], silent


def _distinct(direct: list[Finding], indirect: list[Finding], rules: QuotationRules) -> list[Finding]:
    """Direct findings, and the indirect ones that they do not already hold."""
    taken = {id(finding) for finding in direct}
    heads = {finding.head for finding in direct if not finding.carried}
    rest = [finding for finding in indirect if id(finding) not in taken and finding.head not in heads and finding.contents]
    kept = [*(finding for finding in direct if finding.contents), *(finding for finding in rest if not _idle(finding, rules))]
    return list({(finding.cue, tuple(sorted(finding.contents))): finding for finding in reversed(kept)}.values())


def _idle(finding: Finding, rules: QuotationRules) -> bool:
    """Findings inside a quotation count only where they report: a clause, with a source."""
    if finding.head is None or not rules.inside[finding.head]:
        return False
    return finding.source is None or finding.rule in {"verb+noun phrase", "verb+infinitive", "verb+ask"}


def refusals(document: Document, tree: Tree, attributions: Sequence[Attribution], silent: Sequence[int]) -> tuple[Refusal, ...]:
    """What was declined: a quotation without a speaker, and a reporting verb with a source but nothing reported."""
    parse = tree.parse
    quotations = [("no-speaker", parse.quotations[number].inner) for number in silent]
    verbs = [("no-content", parse.span(at, at)) for at in _idle_verbs(tree, attributions)]
    return tuple(Refusal(stage="claims", code=code, detail=DETAILS[code], location=document.location, document_id=document.id, span=span) for code, span in (*quotations, *verbs))


def _idle_verbs(tree: Tree, attributions: Sequence[Attribution]) -> Iterator[int]:
    """Finite verbs that report clauses and quotations, with a subject, in no cue and no content of an attribution."""
    parse = tree.parse
    taken = sorted({(span.start, span.end) for row in attributions for span in (row.cue, *row.contents) if span is not None})
    for at in range(len(parse)):
        word = lexicon.verbs().get(parse.lemmas[at].lower()) if parse.tags[at] in FINITE else None
        if word is None or not (word.takes("quote") and word.takes("clause")) or tree.kid(at, "nsubj") is None:
            continue
        if not any(low < parse.ends[at] and parse.starts[at] < high for low, high in taken):
            yield at
