"""Attributions one in the other, where reporting words stand side by side: "The port will close, Berg said, according to the radio"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.claims import lexicon
from sayso.claims.contents import CITING
from sayso.claims.finding import Finding, Labels
from sayso.claims.fit import kind_of_name
from sayso.claims.lexicon import CueWord
from sayso.claims.sources import mention
from sayso.claims.speakers import Sort, read_mention
from sayso.model.claim import Certainty, Polarity, SpeechAct
from sayso.model.span import Span, trimmed
from sayso.model.tree import EDGES, Tree
from sayso.vocabulary.actors import MEDIA_KINDS, without_article

NEXT = 3  # characters between the reporting words of two attributions, one in the other: a comma and a blank
WITNESSED = frozenset({"see", "count", "hear"})  # "she said she had seen nine" says what was there, not what she thinks
GAP = 10  # words of the inner of two reporting clauses at the most, source and verb


def own_words(finding: Finding) -> Span | None:
    """The reporting words of a finding, source and cue, as one stretch."""
    if finding.cue is None or finding.source_span is None:
        return None
    return Span(min(finding.cue.start, finding.source_span.start), max(finding.cue.end, finding.source_span.end))


def is_around(text: str, finding: Finding, kept: Sequence[Finding]) -> bool:
    """Whether a rule's finding passes on a whole attribution, before or behind which its own words stand: "According to the radio, Berg said the port will close"."""
    own = own_words(finding)
    if own is None or len(finding.contents) != 1:
        return False
    whole = finding.contents[0]
    for other in kept:
        inner = own_words(other)
        if inner is None or not all(whole.covers(content) for content in other.contents):
            continue
        behind = inner.end > max(span.end for span in other.contents) and 0 < own.start - inner.end <= NEXT and whole.end >= inner.end
        apart = finding.rule == "according to" or own.start > whole.start  # "X said Y had said so" is for the network to find
        if behind or (apart and is_only_layer(text, whole, other)):
            return True
    return False


def is_inner(text: str, finding: Finding, kept: Sequence[Finding]) -> bool:
    """Whether a rule's finding is all that a kept finding passes on: "the panel wrote that 4,200 shells had been found, the Gazette reported"."""
    return any(len(other.contents) == 1 and is_only_layer(text, other.contents[0], finding) for other in kept)


def with_inner(tree: Tree, finding: Finding) -> list[Finding]:
    """The finding, and before it the attribution whose reporting clause stands between its content and its own: ", two diplomats said, Meridian Wire reported"."""
    own = own_words(finding)
    text = tree.parse.text
    if own is None or len(finding.contents) != 1 or not own.start - (content := finding.contents[0]).end > 0:
        return [finding]
    gap = trimmed(text, content.end, own.start, EDGES)
    if gap is None or len(gap.of(text).split()) > GAP or "," not in text[content.end : gap.start] or "," not in text[gap.end : own.start]:
        return [finding]
    verb = tree.parse.tokens_in(gap)[-1]
    word = lexicon.verbs().get(tree.parse.lemmas[verb].lower())
    subject = trimmed(text, gap.start, tree.parse.starts[verb], EDGES)
    if word is None or not word.takes("quote") or tree.parse.tags[verb] not in {"VBD", "VBZ", "VBP"} or subject is None:
        return [finding]
    head = next((at for at in tree.parse.tokens_in(subject) if tree.parse.heads[at] not in tree.parse.tokens_in(subject)), tree.parse.tokens_in(subject)[0])
    if tree.parse.pos[head] not in {"NOUN", "PROPN", "PRON"}:
        return [finding]
    act = word.act("clause", "quote")
    inner = Finding(rule="parenthetic", head=verb, cue=tree.parse.span(verb, verb), word=word, act=act, contents=[content], clause=finding.clause, source=head, source_span=subject)
    labels = finding.parts.get(content)
    inner.parts = {content: labels} if labels is not None else {}
    whole = Span(content.start, gap.end)
    told = Labels(act=SpeechAct.ASSERT, certainty=Certainty.CERTAIN, polarity=Polarity.POSITIVE, confidence=finding.confidence)
    return [inner, replace(finding, contents=[whole], parts={whole: told} if finding.parts else {})]


def with_cited(tree: Tree, finding: Finding) -> list[Finding]:
    """What an outlet reports, and before it the attribution to whom it cites for that: "the agency reported, citing a diplomat"."""
    media = finding.source_span is not None and kind_of_name(without_article(finding.source_span.of(tree.parse.text))) in MEDIA_KINDS
    if not media or finding.head is None or finding.quoted or finding.cue is None:
        return [finding]
    first, last = tree.parse.sentences[tree.sentence_of[finding.head]]
    citing = next((at for at in range(first, last) if tree.lower(at) in CITING and tree.parse.tags[at] == "VBG" and tree.kid(at, "dobj") is not None), None)
    cited = tree.kid(citing, "dobj") if citing is not None else None
    if citing is None or cited is None or not {finding.head, finding.source, finding.clause} & set(tree.ancestors(citing)):
        return [finding]
    span = mention(tree, cited)
    if read_mention(tree, cited, span).sort is Sort.THING:
        return [finding]
    word = CueWord("cite", {"clause": finding.act}, None)
    inner = replace(finding, rule="citing", head=citing, cue=tree.parse.span(citing, citing), word=word, source=cited, source_span=span, under=finding.cue, negated=False)
    return [inner, finding]


def is_only_layer(text: str, span: Span, other: Finding) -> bool:
    """Whether a content is nothing but another attribution: "(said) it believed the ship had sunk" has the ship's sinking to say and nothing beside it."""
    inner = own_words(other)
    if inner is None or (other.word is not None and other.word.lemma in WITNESSED) or not span.covers(inner):
        return False
    first, last = min(content.start for content in other.contents), max(content.end for content in other.contents)
    whole = Span(min(inner.start, first), max(inner.end, last))
    beside = first >= inner.end or last <= inner.start
    return beside and whole.start - span.start <= NEXT and trimmed(text, whole.end, span.end, EDGES) is None
