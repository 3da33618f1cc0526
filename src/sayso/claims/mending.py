"""Small repairs of findings: sources that are none, a place before the name, a judgement between the verb and what is judged, quotation marks without their fellows."""

from __future__ import annotations

import re
from dataclasses import replace

from sayso.claims.finding import Finding
from sayso.claims.sources import mention
from sayso.claims.spans import closed
from sayso.model.claim import SpeechAct
from sayso.model.span import Span, trimmed
from sayso.model.tree import EDGES, Tree

NONE = frozenset({"nothing", "nobody"})
STATED = frozenset({SpeechAct.ASSERT, SpeechAct.ASSESS})
JUDGED = re.compile(
    r"[\s“\"]*it[\s”\"]+(?:\w+ )?(?:likely|unlikely|probable|improbable|possible|impossible|plausible|implausible|conceivable|certain|doubtful|credible)[”\"]?(?=[\s“\"]+that\s)",
    re.IGNORECASE,
)


def mended(tree: Tree, finding: Finding) -> Finding:
    """The finding with its whole cue and its source, or without one that is none: "nothing suggests that" is the reporter's, who says that it is not known."""
    finding = _with_marks(tree.parse.text, _with_judgement(tree, finding))
    if finding.source is None or finding.source_span is None:
        return finding
    if _is_none(tree, finding.source):
        return replace(finding, source=None, source_span=None, act=SpeechAct.UNKNOWN if finding.act in STATED else finding.act)
    speaker = _behind_place(tree, finding)
    return finding if speaker is None else replace(finding, source=speaker, source_span=mention(tree, speaker))


def _is_none(tree: Tree, noun: int) -> bool:
    return tree.lower(noun) in NONE or (tree.lower(noun) == "one" and any(tree.lower(kid) == "no" for kid in tree.kids(noun, "det")))


def _behind_place(tree: Tree, finding: Finding) -> int | None:
    """The subject behind a place in one mention with it: "At the White House, John Kirby put ..."."""
    parse = tree.parse
    place = finding.source
    if place is None or finding.source_span is None or parse.deps[place] != "pobj" or tree.parse.pos[parse.heads[place]] != "ADP":
        return None
    inside = parse.tokens_in(finding.source_span)
    subjects = (at for at in inside if at > place and parse.deps[at] in {"nsubj", "nsubjpass"} and parse.heads[at] not in inside)
    return next((at for at in subjects if parse.words[tree.left[at] - 1] == ","), None)


def _with_judgement(tree: Tree, finding: Finding) -> Finding:
    """The words of judgement with the cue: "(considers it likely) that a trader brokered the deal"."""
    text = tree.parse.text
    if finding.cue is None or finding.head is None or len(finding.contents) != 1:
        return finding
    content, verb = finding.contents[0], tree.parse.ends[finding.head]
    judged = JUDGED.match(text, verb)
    if judged is None or not verb <= content.start < judged.end() < content.end:
        return finding
    that = re.compile(r"[\s“\"]+that\s+").match(text, judged.end())
    rest = trimmed(text, that.end(), content.end, EDGES) if that is not None else None
    if rest is None:
        return finding
    cue = Span(finding.cue.start, judged.end())
    parts = dict.fromkeys([rest], finding.parts[content]) if content in finding.parts else {}
    return replace(finding, cue=cue, contents=[rest], parts=parts)


def _with_marks(text: str, finding: Finding) -> Finding:
    """No quotation mark without its fellow at the edge of a content."""
    wider = {content: closed(text, content) for content in finding.contents}
    if all(content == whole for content, whole in wider.items()):
        return finding
    parts = {wider.get(content, content): labels for content, labels in finding.parts.items()}
    return replace(finding, contents=[wider[content] for content in finding.contents], parts=parts)
