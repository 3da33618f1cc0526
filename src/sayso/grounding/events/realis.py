"""How real the words make an event: negated, planned, hypothetical, ongoing or actual, the condition it hangs on, and a number from -3 to 3.

The method is that of Saurí and Pustejovsky's FactBank: every verb between the event and the top of its sentence may turn the polarity or lower the certainty, from the inside out.
"""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model.event import Realis
from sayso.model.span import Span
from sayso.model.tree import Tree
from sayso.vocabulary.realis import RealisWords, realis_words

CERTAIN, PROBABLE, POSSIBLE, OPEN = 3.0, 2.0, 1.0, 0.0


@dataclass(slots=True)
class Standing:
    """What is found on the way from the event to the top of its sentence."""

    negated: bool = False
    planned: bool = False
    hypothetical: bool = False
    ongoing: bool = False
    certainty: float = CERTAIN
    condition: int | None = None

    def lower(self, to: float) -> None:
        """Makes it at most so certain."""
        self.certainty = min(self.certainty, to)

    @property
    def realis(self) -> Realis:
        """The one word for it: a condition or a possibility before a negation before a plan."""
        if self.hypothetical:
            return Realis.HYPOTHETICAL
        if self.negated:
            return Realis.NEGATED
        if self.planned:
            return Realis.PLANNED
        return Realis.ONGOING if self.ongoing else Realis.ACTUAL

    @property
    def factuality(self) -> float:
        """From -3 (certainly not) to 3 (certainly)."""
        return -self.certainty if self.negated else self.certainty


def standing(tree: Tree, head: int, stop: frozenset[int] = frozenset()) -> Standing:
    """How the event with this head stands; verbs in ``stop`` (the reporting words of the claim) end the way up."""
    words, found = realis_words(), Standing()
    at = head
    _own(tree, at, words, found)
    if not tree.is_verb(head):
        _noun(tree, head, words, found)
    while tree.parse.heads[at] != at:
        below, at = at, tree.parse.heads[at]
        if at in stop:
            break
        _step(tree, below, at, words, found)
        if tree.parse.deps[below] in {"relcl", "parataxis"} or (tree.parse.deps[below] == "conj" and tree.is_verb(below) and tree.subject(below) is not None):
            break
    _sentence(tree, head, words, found)
    return found


def _own(tree: Tree, at: int, words: RealisWords, found: Standing) -> None:
    """What the helpers of a verb, and the small words at a noun, say."""
    parse = tree.parse
    kids = [at, *tree.children[at]]
    if parse.deps[at] == "conj" and tree.is_verb(at) and tree.subject(at) is None:
        kids += [kid for kid in tree.children[parse.heads[at]] if parse.deps[kid] in {"aux", "neg", "auxpass"} and kid < at]
    for kid in kids:
        lemma, word = parse.lemmas[kid].lower(), tree.lower(kid)
        if kid != at and (parse.deps[kid] == "neg" or (word in words.negations and parse.deps[kid] in {"det", "advmod", "preconj", "nsubj", "nsubjpass", "dobj"})):
            found.negated = not found.negated
        if parse.deps[kid] == "aux":
            _helper(tree, at, word, lemma, words, found)
        elif parse.deps[kid] == "advmod" and word in {"probably", "likely", "presumably", "reportedly", "allegedly", "apparently"}:
            found.lower(PROBABLE)
        elif parse.deps[kid] == "advmod" and word in {"possibly", "perhaps", "maybe"}:
            found.hypothetical = True
            found.lower(POSSIBLE)
        elif parse.deps[kid] in {"nsubj", "nsubjpass"} and any(tree.lower(det) == "no" for det in tree.kids(kid, "det")):
            found.negated = not found.negated
    if parse.tags[at] == "VBG" and any(parse.lemmas[kid] == "be" and parse.deps[kid] in {"aux", "auxpass"} for kid in tree.children[at]):
        found.ongoing = True
    if parse.tags[at] == "VBN" and any(tree.lower(kid) == "being" for kid in tree.kids(at, "auxpass")):
        found.ongoing = True
    if any(tree.lower(kid) in {"still", "currently"} for kid in tree.kids(at, "advmod")):
        found.ongoing = True


def _helper(tree: Tree, at: int, word: str, lemma: str, words: RealisWords, found: Standing) -> None:
    done = any(tree.lower(kid) == "have" for kid in tree.kids(at, "aux"))
    if word in words.possible or lemma in {"may", "might", "could"}:
        found.hypothetical = True
        found.lower(POSSIBLE)
    elif word in words.future or lemma in {"will", "shall"}:
        found.planned = True
        found.lower(PROBABLE)
    elif word in words.conditional or lemma == "would":
        found.planned = not done
        found.hypothetical = found.hypothetical or done
        found.lower(POSSIBLE)
    elif word in words.likely or lemma in {"should", "ought", "must"} or (word == "to" and tree.parse.deps[at] in {"ROOT", "ccomp", "acl", "relcl"}):
        found.planned = True
        found.lower(POSSIBLE)


def _noun(tree: Tree, head: int, words: RealisWords, found: Standing) -> None:
    """A noun that is an event: "a planned attack", "the threat of an attack", "there was no attack", "without an attack", "ongoing talks"."""
    parse = tree.parse
    before = {tree.lower(kid) for kid in tree.children[head]}
    if before & {"planned", "future", "upcoming", "forthcoming", "proposed", "expected", "intended", "coming", "next"}:
        found.planned = True
        found.lower(PROBABLE)
    if before & {"possible", "potential", "alleged", "feared", "suspected", "threatened", "hypothetical", "imminent", "likely"}:
        found.hypothetical = True
        found.lower(POSSIBLE)
    if before & {"ongoing", "continuing", "continued", "current"}:
        found.ongoing = True
    if parse.deps[head] == "pobj" and tree.lower(parse.heads[head]) == "without":
        found.negated = not found.negated


def _step(tree: Tree, below: int, at: int, words: RealisWords, found: Standing) -> None:
    """What a word above says of what stands below it."""
    parse = tree.parse
    dep, lemma = parse.deps[below], parse.lemmas[at].lower()
    if dep in {"advcl", "ccomp", "acl", "relcl", "pcomp"}:
        _clause(tree, below, words, found)
    if tree.is_verb(at) and dep in {"xcomp", "ccomp", "dobj", "nsubjpass", "prep", "pcomp", "oprd"}:
        _governed(tree, below, at, lemma, words, found)
    elif dep in {"acl", "prep", "pobj", "relcl"} and parse.pos[at] == "NOUN":
        if lemma in words.doubt_nouns:
            found.hypothetical = True
            found.lower(POSSIBLE)
        elif lemma in words.plan_nouns and dep in {"acl", "prep"}:
            found.planned = True
            found.lower(POSSIBLE)
    if dep == "prep" and tree.lower(below) == "without":
        found.negated = not found.negated


def _clause(tree: Tree, below: int, words: RealisWords, found: Standing) -> None:
    """What the word that opens a clause says."""
    for mark in tree.kids(below, "mark", "advmod", "aux"):
        word = tree.lower(mark)
        if word in words.conditions and (tree.parse.deps[mark] != "aux" or (mark < below and word == "should" and tree.parse.deps[below] == "advcl")):
            if word in {"once", "until", "till"} and tree.parse.deps[below] != "advcl":
                continue
            found.hypothetical = True
            found.lower(OPEN)
        elif word in {"before", "after"}:
            continue


def _governed(tree: Tree, below: int, at: int, lemma: str, words: RealisWords, found: Standing) -> None:
    infinitive = tree.parse.tags[below] == "VB" or tree.parse.deps[below] in {"dobj", "nsubjpass", "prep", "pcomp", "oprd"}
    negative = any(tree.parse.deps[kid] == "neg" for kid in tree.children[at])
    if lemma in words.failures and infinitive:
        found.negated = not found.negated
    elif lemma in words.plans and infinitive and lemma not in {"set", "mean"}:
        found.planned = True
        found.lower(POSSIBLE)
    elif lemma in words.doubts:
        found.hypothetical = True
        found.lower(POSSIBLE)
    elif lemma in words.attempts and infinitive:
        found.lower(POSSIBLE)
    elif lemma in words.goes_on and infinitive:
        found.ongoing = True
    if tree.parse.deps[below] in {"xcomp", "dobj", "nsubjpass", "prep"} and lemma not in {"say", "tell"}:
        _own(tree, at, words, found)
    elif negative and lemma in {"believe", "think", "say", "expect", "see"}:
        found.negated = not found.negated


def _sentence(tree: Tree, head: int, words: RealisWords, found: Standing) -> None:
    """A condition beside the event makes it hang on that; a question leaves it open."""
    for up in (head, *tree.ancestors(head)):
        for clause in tree.kids(up, "advcl"):
            if (
                clause != head
                and head not in range(tree.left[clause], tree.right[clause] + 1)
                and any(tree.lower(mark) in {"if", "unless", "should"} and mark < clause for mark in tree.kids(clause, "mark", "aux"))
            ):
                found.condition = clause
                found.hypothetical = True
                found.lower(OPEN)
        if tree.parse.deps[up] in {"ccomp", "relcl"}:
            break


def condition_span(tree: Tree, clause: int | None) -> Span | None:
    """The words of an if-clause."""
    return tree.subtree(clause) if clause is not None else None
