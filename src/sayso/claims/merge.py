"""Joins what the network and the rules find in one document: the network leads, the rules link quotations to speakers and speak where it is silent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sayso.claims import lexicon, stacked
from sayso.claims.finding import Finding, Labels
from sayso.claims.lexicon import CueWord
from sayso.claims.network.runtime import Found
from sayso.claims.spans import SAME, overlap
from sayso.model.claim import Certainty, Polarity, SpeechAct
from sayso.model.span import Span, trimmed
from sayso.model.tree import EDGES, Tree

NETWORK = "network 3"
ASIDE = 12  # words of an attributive aside at the most, source and cue
EDGE = 8  # characters by which the network may reach over the edge of a clause ("that ", a comma, a bracket)


def as_findings(tree: Tree, found: Sequence[Found]) -> list[Finding]:
    """The network's claims as attributions: contents with one source, one cue and one layer stand together."""
    groups: dict[tuple[object, ...], Finding] = {}
    for row in found:
        content = Span(*row.content)
        labels = Labels(act=SpeechAct(row.act), certainty=Certainty(row.certainty), polarity=Polarity(row.polarity), confidence=row.confidence)
        key: tuple[object, ...] = (row.source, row.cue, row.layer) if row.cue else (row.source, row.cue, row.content)
        if key in groups:
            groups[key].contents.append(content)
            groups[key].parts[content] = labels
        else:
            groups[key] = _finding(tree, row, content, labels)
    single = (_around_aside(tree, _without_tail(tree, finding)) for finding in groups.values())
    return [part for finding in single for part in stacked.with_inner(tree, finding)]


def _without_tail(tree: Tree, finding: Finding) -> Finding:
    """A content that ends with its own reporting words ("The port will close, Berg said", according to the radio) without them."""
    if len(finding.contents) != 1 or finding.cue is None or finding.source_span is None:
        return finding
    content, text = finding.contents[0], tree.parse.text
    tail = Span(min(finding.cue.start, finding.source_span.start), max(finding.cue.end, finding.source_span.end))
    if not content.covers(tail) or trimmed(text, tail.end, content.end, EDGES) is not None or len(tail.of(text).split()) > ASIDE:
        return finding
    before = trimmed(text, content.start, tail.start, EDGES)
    if before is None or "," not in text[before.end : tail.start]:
        return finding
    return replace(finding, contents=[before], parts={before: finding.parts[content]})


def _around_aside(tree: Tree, finding: Finding) -> Finding:
    """A content with its own reporting words in the middle ("If that happens, Kirby argued, it would ...") as the two parts around them."""
    if len(finding.contents) != 1 or finding.cue is None:
        return finding
    content, text = finding.contents[0], tree.parse.text
    inside = [span for span in (finding.cue, finding.source_span) if span is not None and content.covers(span)]
    if finding.cue not in inside:
        return finding
    before = trimmed(text, content.start, min(span.start for span in inside), EDGES)
    after = trimmed(text, max(span.end for span in inside), content.end, EDGES)
    between = text[min(span.start for span in inside) : max(span.end for span in inside)]
    if before is None or after is None or len(between.split()) > ASIDE or "," not in text[before.end : before.end + 2] + text[after.start - 2 : after.start]:
        return finding
    labels = finding.parts[content]
    return replace(finding, contents=[before, after], parts={before: labels, after: labels})


def _finding(tree: Tree, row: Found, content: Span, labels: Labels) -> Finding:
    cue = Span(*row.cue) if row.cue else None
    source = trimmed(tree.parse.text, *row.source, EDGES.replace(".", "").replace(")", "")) if row.source else None
    head = _head(tree, cue, verbs=True) if cue else None
    return Finding(
        rule="network",
        head=head,
        cue=cue,
        word=_word(tree, head, labels.act),
        act=labels.act,
        contents=[content],
        source=_head(tree, source, verbs=False) if source else None,
        source_span=source,
        clause=_head(tree, content, verbs=True),
        parts={content: labels},
        extractor=NETWORK,
        confidence=labels.confidence,
    )


def _head(tree: Tree, span: Span, *, verbs: bool) -> int | None:
    """The token of a span that the others hang on; the last verb of a cue where it has one."""
    tokens = tree.parse.tokens_in(span)
    inside = set(tokens)
    if verbs and (found := [at for at in tokens if tree.parse.pos[at] == "VERB"]):
        return found[-1] if len(tokens) <= len(span.of(tree.parse.text).split()) + 1 and len(tokens) < 8 else _top(tree, found, inside)
    return _top(tree, list(tokens), inside)


def _top(tree: Tree, tokens: list[int], inside: set[int]) -> int | None:
    heads = tree.parse.heads
    return next((at for at in tokens if heads[at] not in inside or heads[at] == at), tokens[0] if tokens else None)


def _word(tree: Tree, head: int | None, act: SpeechAct) -> CueWord | None:
    if head is None:
        return None
    lemma = lexicon.mended(tree.parse.lemmas[head].lower(), tree.lower(head))
    known = lexicon.verbs().get(lemma) or lexicon.nouns().get(lemma)
    return known or CueWord(lemma, {"network": act}, None)


def merge(text: str, rules: Sequence[Finding], network: Sequence[Finding]) -> list[Finding]:
    """One list: quotations as the rules link them with the network's labels, else the network's findings, else the rules'.

    Inside a quotation the rules' own layers ("We assess that ...") stand before the network's.
    """
    parts = {content: labels for finding in network for content, labels in finding.parts.items()}
    quoted = [finding for finding in rules if (finding.quoted and not _goes_on(finding, network)) or finding.rule == "speaker label"]
    held = [content for finding in quoted for content in finding.contents]
    layers = [finding for finding in rules if finding not in quoted and _within(finding, held)]
    for finding in [*quoted, *layers]:
        _label(finding, parts)
    for finding in quoted:
        _by_network(finding, network)
    taken = {finding.head for finding in layers}
    by_head = {finding.head: finding for finding in rules if finding.head is not None}
    free = [finding for finding in filter(None, (_outside(finding, held) for finding in network)) if finding.head not in taken and not _on_aside(text, finding, rules)]
    kept = [_in_full(text, finding, by_head.get(finding.head if finding.head is not None else -1)) for finding in free]
    covered = [*held, *(content for finding in kept for content in finding.contents)]
    heads = {finding.head for finding in kept if finding.head is not None}
    rest = [finding for finding in rules if finding not in quoted and finding not in layers and finding.head not in heads]
    stack = [finding for finding in rest if stacked.is_around(text, finding, kept) or stacked.is_inner(text, finding, kept)]
    return [*quoted, *layers, *kept, *(finding for finding in rest if finding in stack or not _is_covered(finding, covered))]


def _goes_on(finding: Finding, network: Sequence[Finding]) -> bool:
    """Whether the network has clauses that begin with or hold all these quotations and go on behind one: 'said "three boats" had been used and the hit was "direct"'."""
    if finding.rule != "verb+quotation" or finding.cue is None:
        return False
    for other in network:
        if other.cue is None or not other.cue.overlaps(finding.cue):
            continue
        held = all(any(whole.start <= own.start and own.end <= whole.end for whole in other.contents) for own in finding.contents)
        if held and any(whole.end > own.end + EDGE and whole.covers(own) for own in finding.contents for whole in other.contents):
            return True
    return False


def _by_network(finding: Finding, network: Sequence[Finding]) -> None:
    """Gives a quotation whose speaker the rules took from another sentence, or did not find, the one that the network has for it.

    Beside the quotation the rules know better: PolNeAR dev, direct attributions, F1 85.5 so, 83.5 where the network always decides (2026-11-29).
    """
    for other in network:
        source = other.source_span
        if source is None or any(own.overlaps(source) for own in finding.contents):
            continue
        if any(own.covers(content) for own in finding.contents for content in other.contents):
            if finding.rule != "speaker label" and (finding.carried or finding.source_span is None) and (finding.source_span is None or not finding.source_span.overlaps(source)):
                finding.source, finding.source_span = other.source, source
            return


def _within(finding: Finding, held: Iterable[Span]) -> bool:
    """Whether a finding's cue stands inside a quotation."""
    return finding.cue is not None and any(content.covers(finding.cue) for content in held)


def _in_full(text: str, finding: Finding, rule: Finding | None) -> Finding:
    """The network's finding with the subject of its cue, and the whole clause that its cue governs where it found only a piece of that clause."""
    if rule is None or not rule.contents:
        return finding
    same = finding.source_span is None or (rule.source_span is not None and rule.source_span.overlaps(finding.source_span))
    if rule.source_span is not None and (same or rule.relayed):  # the grammar knows the subject of a verb better than the network does
        finding = _behind_source(text, replace(finding, source=rule.source, source_span=rule.source_span, act=rule.act))
    whole = Span(min(span.start for span in rule.contents), max(span.end for span in rule.contents))
    if not all(whole.start - EDGE <= content.start and content.end <= whole.end + EDGE for content in finding.contents):
        return finding
    best = max(finding.parts.values(), key=lambda labels: labels.confidence)
    parts = dict.fromkeys(sorted(rule.contents), best)
    return replace(finding, contents=sorted(rule.contents), parts=parts, clause=rule.clause)


def _on_aside(text: str, finding: Finding, rules: Sequence[Finding]) -> bool:
    """Whether the network puts on an aside what a rule puts on the verb beside it: "claimed, *without giving evidence*, that the brother held shares"."""
    if finding.cue is None or not finding.cue.of(text).lower().startswith("without "):
        return False
    return any(overlap(own, content) >= SAME for rule in rules for own in rule.contents for content in finding.contents)


def _behind_source(text: str, finding: Finding) -> Finding:
    """The finding without the end of its source at the head of a content: "According to Ambrey, (a British firm,) only one boat hit the ship"."""
    source = finding.source_span
    if source is None or len(finding.contents) != 1 or not source.start < (content := finding.contents[0]).start < source.end < content.end:
        return finding
    rest = trimmed(text, source.end, content.end, EDGES)
    return finding if rest is None else replace(finding, contents=[rest], parts={rest: finding.parts[content]} if content in finding.parts else {})


def _label(finding: Finding, parts: dict[Span, Labels]) -> None:
    """Gives a rule's quotation the network's claims inside it."""
    finding.parts = {content: labels for content, labels in parts.items() if any(own.covers(content) for own in finding.contents)}


def _outside(finding: Finding, held: Sequence[Span]) -> Finding | None:
    """The network's finding without the contents that a quotation holds already, unless its own cue stands in that quotation too."""
    nested = _within(finding, held)
    rest = [content for content in finding.contents if nested or not any(overlap(content, own) >= SAME or own.covers(content) for own in held)]
    if not rest:
        return None
    return replace(finding, contents=rest, parts={content: finding.parts[content] for content in rest})


def _is_covered(finding: Finding, covered: Iterable[Span]) -> bool:
    whole = Span(min(span.start for span in finding.contents), max(span.end for span in finding.contents))
    return any(overlap(whole, other) >= SAME or whole.covers(other) for other in covered)
