"""Signs beside a word: "not" and "no", infinitives, what is going on, what is taken for granted, how one word hangs on the next."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from sayso.model.tree import Tree
from sayso.vocabulary.realis import Frame, realis_words

AUXILIARY = frozenset({"aux", "auxpass"})
BARE = frozenset({"VB", "VBP"})
BOUNDS = frozenset({"fewer", "less", "more", "later", "only", "longer"})
CONTRACTED = frozenset({"n't", "n’t"})
DEFINITE = frozenset({"the", "this", "that", "these", "those", "such"})
NOES = frozenset({"no", "not", "neither"})
NOW = frozenset({"is", "are", "'s", "'re", "’s", "’re", "am", "been", "'m", "’m"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
WITHIN = frozenset({*SUBJECTS, "dobj", "attr"})


def is_infinitive(tree: Tree, verb: int) -> bool:
    """Whether a verb stands with "to"."""
    return any(tree.lower(kid) == "to" for kid in tree.kids(verb, "aux"))


def is_joined(tree: Tree, gerund: int, verb: int) -> bool:
    """Whether a gerund that was parsed as a clause beside the verb is what the verb speaks of: "ruled out sending advisers"."""
    return verb < gerund and tree.kid(verb, "dobj") is None and "," not in tree.parse.words[verb:gerund]


def is_definite(tree: Tree, noun: int) -> bool:
    """Whether a noun is taken for granted: "the attack", "its war", "Moscow's war"."""
    return any(tree.lower(kid) in DEFINITE for kid in tree.kids(noun, "det")) or tree.kid(noun, "poss") is not None


def helpers_of(tree: Tree, verb: int) -> list[int]:
    """The children of a verb, and the helpers that it shares with the verbs before it in its list ("will send, feed and house")."""
    kids, at = list(tree.children[verb]), verb
    while _shares(tree, at):
        at = tree.parse.heads[at]
        kids += [kid for kid in tree.kids(at, "aux", "neg", "auxpass") if kid < verb]
    return kids


def _shares(tree: Tree, verb: int) -> bool:
    """Whether a verb goes on a list in the form of the one before, with no subject or helper of its own; a bare form is often tagged as a present."""
    parse = tree.parse
    tags = {parse.tags[verb], parse.tags[parse.heads[verb]]}
    return parse.deps[verb] == "conj" and (len(tags) == 1 or tags == BARE) and tree.subject(verb) is None and tree.kid(verb, "aux", "auxpass") is None


def is_negative(tree: Tree, at: int, kids: Iterable[int], told: AbstractSet[int]) -> bool:
    """Whether a "not", "never" or "no" stands at a word: beside it, or before its subject or object. The "no" of nouns in ``told`` has been counted."""
    lists, verb = realis_words().lists, tree.is_verb(at)
    for kid in kids:
        dep, word = tree.parse.deps[kid], tree.lower(kid)
        if dep == "neg" or (word in lists.negations and dep in {"det", "advmod", "preconj"}):
            return True
        if verb and dep in WITHIN and (word in lists.nobody or (kid not in told and _none_of(tree, kid))):
            return True
        if dep == "aux" and kid + 1 < len(tree.parse) and tree.lower(kid + 1) in CONTRACTED:
            return True
        if verb and dep == "prep" and word in lists.nowhere and (noun := tree.kid(kid, "pobj")) is not None and tree.lower(tree.left[noun]) == "no":
            return True
    return False


def _none_of(tree: Tree, noun: int) -> bool:
    """Whether a noun opens with "no" or "not" that is no bound ("no fewer than")."""
    first = tree.left[noun]
    return tree.lower(first) in NOES and tree.lower(first + 1) not in BOUNDS if first < noun else tree.lower(first) in NOES


def goes_on(tree: Tree, verb: int) -> bool:
    """Whether the form of a verb says that it goes on: "is leaving", "is being moved", "is held", "has been held since"; of "was leaving" only in a report."""
    tag, forms = tree.parse.tags[verb], {tree.lower(kid) for kid in tree.kids(verb, "aux", "auxpass")}
    if tag == "VBG":
        if tree.lower(verb) in realis_words().lists.states and tree.kid(verb, "dobj") is None:
            return False
        return bool(forms & NOW) or (bool(forms & {"was", "were"}) and tree.parse.deps[verb] == "ccomp")
    since = any(tree.lower(kid) == "since" for kid in tree.kids(verb, "prep"))
    return tag == "VBN" and ("being" in forms or (bool(forms & NOW) and (since or "been" not in forms) and lasts(tree, verb)))


def lasts(tree: Tree, verb: int) -> bool:
    """Whether a verb is one of what lasts."""
    return tree.parse.lemmas[verb].lower() in realis_words().lists.lasting_verbs


def in_past(tree: Tree, at: int) -> bool:
    """Whether the nearest verb above is in the past."""
    verb = next((up for up in tree.ancestors(at) if tree.is_verb(up)), None)
    return verb is not None and tree.parse.tags[verb] in {"VBD", "VBN"}


def frame_of(tree: Tree, below: int) -> Frame:
    """How one word hangs on the one above."""
    parse = tree.parse
    tag, dep = parse.tags[below], parse.deps[below]
    if not tree.is_verb(below):
        return "inf" if dep in {"xcomp", "ccomp"} and is_infinitive(tree, below) else "noun"
    if dep in SUBJECTS:
        return "noun"
    if is_infinitive(tree, below):
        return "inf"
    if tag == "VBG" and tree.kid(below, "aux", "auxpass") is None:
        return "gerund"
    full = tree.subject(below) is not None and (tag != "VB" or tree.kid(below, "aux", "mark") is not None)
    return "clause" if full and dep in {"ccomp", "acl", "csubj", "csubjpass"} else "inf"


def leaves_open(tree: Tree, at: int) -> bool:
    """Whether a word stands in a question that can be answered by yes or no."""
    parse = tree.parse
    if parse.deps[at] in {"advcl", "relcl"}:
        return False
    first, last = parse.sentences[tree.sentence_of[at]]
    return "?" in parse.words[max(first, last - 2) : last] and not any(parse.tags[word] in {"WDT", "WP", "WP$", "WRB"} for word in range(first, at))
