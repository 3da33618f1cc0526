"""Trigger words that tell of no event where they stand: rules and habits, calls upon the hearer, what something is likened to."""

from __future__ import annotations

from sayso.model.tree import Tree
from sayso.vocabulary.events import Sense

# Verbs that say what something is taken for: "dismissed the offer as a provocation".
TAKING = frozenset(
    {
        *("denounce", "dismiss", "describe", "portray", "regard", "view", "see", "characterise", "characterize", "brand", "label", "depict", "paint", "decry", "hail", "condemn"),
        *("interpret", "treat", "present", "deride", "mock", "ridicule", "reject", "frame", "cast", "read", "consider"),
    }
)
RULES = frozenset({"law", "rule", "constitution", "contract", "statute", "code", "charter", "treaty", "regulation", "convention", "act", "article", "clause", "licence", "license"})
RULED = frozenset({"SANCTION", "COERCE", "AGREE"})
HELD = frozenset({"CONSULT"})
TALKS = frozenset({"talks", "brief", "review", "consider"})


def tells_nothing(tree: Tree, at: int, sense: Sense) -> bool:
    """Whether a word that may show this event tells of none here."""
    if not tree.is_verb(at):
        return _is_likeness(tree, at)
    return (
        (sense.trigger.frame == "ask" and _calls(tree, at)) or (sense.type in RULED and _is_rule(tree, at)) or (sense.type in HELD and sense.mode in TALKS and _is_habit(tree, at))
    )


def _is_likeness(tree: Tree, noun: int) -> bool:
    """Whether a noun is what something is called: "denounced the deal as a surrender"."""
    parse, up = tree.parse, tree.parse.heads[noun]
    return (
        parse.deps[noun] == "pobj"
        and tree.lower(up) == "as"
        and parse.lemmas[parse.heads[up]].lower() in TAKING
        and any(tree.lower(kid) in {"a", "an"} for kid in tree.kids(noun, "det"))
    )


def _calls(tree: Tree, verb: int) -> bool:
    """Whether a verb calls upon the hearer: "Ask the clinic" is no request of the speaker's own."""
    parse = tree.parse
    bare = parse.tags[verb] == "VB" and tree.kid(verb, "nsubj", "nsubjpass", "aux", "mark") is None
    return bare and parse.lemmas[verb].lower() == "ask" and parse.deps[verb] in {"ROOT", "ccomp"} and tree.kid(verb, "xcomp", "ccomp") is None


def _is_rule(tree: Tree, verb: int) -> bool:
    """Whether a verb says what a law or contract has it that one must or may not do."""
    subject = tree.subject(verb)
    return subject is not None and tree.parse.tags[verb] == "VBZ" and tree.parse.lemmas[subject].lower() in RULES


def _is_habit(tree: Tree, verb: int) -> bool:
    """Whether a verb says what somebody never does: "we do not discuss operations"."""
    auxiliaries = {tree.lower(kid) for kid in tree.kids(verb, "aux")}
    return bool(auxiliaries & {"do", "does"}) and tree.kid(verb, "neg") is not None
