"""Sources that are none: nobody and nothing speak for no one, and a place before the speaker's name is where he stood."""

from __future__ import annotations

from dataclasses import replace

from sayso.claims.finding import Finding
from sayso.claims.sources import mention
from sayso.model.claim import SpeechAct
from sayso.model.tree import Tree

NONE = frozenset({"nothing", "nobody"})
STATED = frozenset({SpeechAct.ASSERT, SpeechAct.ASSESS})


def mended(tree: Tree, finding: Finding) -> Finding:
    """The finding with its source, or without one that is none: "nothing suggests that" is the reporter's, who says that it is not known."""
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
