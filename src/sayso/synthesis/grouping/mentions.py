"""How like two mentions of events are: takes a parse and where a mention stands in it, gives what its likeness to others is measured by, and that likeness.

Three things speak for one event, in this order: the words of the mention themselves, the kinds of event that these words can show ("nabbed" and "took into custody" are one
kind), and what stands around it in the tree, which is who did it to whom, where and when.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sayso.model.span import Span
from sayso.model.tree import Tree
from sayso.synthesis.grouping.texts import directions
from sayso.synthesis.grouping.words import overlap, plain, stem, stems, weight, words
from sayso.vocabulary.events import noun_senses, right_lemma, verb_senses

Matrix = NDArray[np.float64]
Kind = tuple[str, str]
# Weights tried on all of a1 (1,245 mentions), 2026-11-30, CoNLL / pairwise F1 among documents of one affair, each at its best bound: without kinds .767 / .668, without what
# stands around .788 / .689, with all .798 / .692; .06 to .15 for what stands around within .002; .4 or .6 for the words .795 and .785.
WORDS, KINDS, AROUND = 0.5, 0.5, 0.1
NEARBY = 6  # tokens on each side among which the further words of a trigger are looked for ("open ... fire")
OTHER_CLAUSES = frozenset({"advcl", "ccomp", "conj", "cc", "punct", "relcl", "mark", "aux", "auxpass", "det", "parataxis"})
SHARED = frozenset({"nsubj", "nsubjpass", "dobj", "prep"})
HIGHEST = 4  # verbs above among which a subject is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """The words that are the mention, the kinds of event they can show (type and mode) with their weights, and the stems of what stands around with theirs."""

    words: str
    kinds: Mapping[Kind, float]
    around: Mapping[str, float]


def read_mention(tree: Tree, span: Span, spoken: str) -> Mention:
    """The mention that stands in the span; ``spoken`` are its words where others stand between them ("put 23 pirates out of business")."""
    tokens = tree.parse.tokens_in(span)
    held = [at for at in tokens if plain(tree.parse.words[at]) in words(spoken)] or list(tokens)
    around = _around(tree, _head(tree, held), frozenset(held)) if held else []
    return Mention(words=spoken, kinds=_kinds(tree, held), around=stems(" ".join(tree.parse.words[at] for at in around)))


def likenesses(mentions: Sequence[Mention]) -> Matrix:
    """How like each two mentions are, from 0 to the sum of the three weights."""
    spoken = directions([one.words for one in mentions])
    kinds = np.maximum(_same_words([one.words for one in mentions]), _same_kinds([one.kinds for one in mentions]))
    around = np.array([[overlap(one.around, two.around) for two in mentions] for one in mentions])
    return np.asarray(WORDS * spoken + KINDS * kinds + AROUND * around, dtype=np.float64)


def _same_words(texts: Sequence[str]) -> Matrix:
    """1 where two texts share a stem with matter, or, lacking such, any word."""
    found = [frozenset(stem(word) for word in words(text) if weight(word) > 0.0) or frozenset(words(text)) for text in texts]
    return np.array([[float(not one.isdisjoint(two)) for two in found] for one in found])


def _same_kinds(found: Sequence[Mapping[Kind, float]]) -> Matrix:
    """The weight of the kind that two mentions share most surely, 0 where they share none."""
    column = {kind: at for at, kind in enumerate(dict.fromkeys(kind for one in found for kind in one))}
    table = np.zeros((len(found), len(column) + 1))
    for at, one in enumerate(found):
        for kind, value in one.items():
            table[at, column[kind]] = np.sqrt(value)
    return np.array([(row[None, :] * table).max(axis=1) for row in table])


def _kinds(tree: Tree, held: Sequence[int]) -> dict[Kind, float]:
    """The kinds of event that the words can show, with the weight of the trigger; of a trigger of several words the others must stand near."""
    parse, found = tree.parse, dict[Kind, float]()
    if not held:
        return found
    near = {right_lemma(parse.lemmas[at]) for at in range(max(0, held[0] - NEARBY), min(len(parse), held[-1] + NEARBY + 1))}
    for at in held:
        names = {right_lemma(parse.lemmas[at]), plain(parse.words[at])}
        for sense in (sense for table in (verb_senses(), noun_senses()) for name in names for sense in table.get(name, ())):
            if sense.mode and sense.words <= near | names:
                found[sense.type, sense.mode] = max(found.get((sense.type, sense.mode), 0.0), sense.trigger.weight)
    return found


def _head(tree: Tree, held: Sequence[int]) -> int:
    """The word on which the others hang; of several one with matter, and that rather a verb or noun."""
    tops = [at for at in held if tree.parse.heads[at] == at or tree.parse.heads[at] not in held]
    heavy = [at for at in tops if weight(plain(tree.parse.words[at])) > 0.0] or tops or list(held)
    return next((at for at in heavy if tree.parse.pos[at] in {"VERB", "NOUN", "PROPN"}), heavy[0])


def _around(tree: Tree, head: int, held: frozenset[int]) -> list[int]:
    """The words below the mention, other clauses left out; where it has no subject, also the subject, objects and circumstances of the verbs above, up to one with a subject."""
    found = [at for kid in tree.children[head] if tree.parse.deps[kid] not in OTHER_CLAUSES for at in _below(tree, kid, held)]
    at = head
    for _ in range(HIGHEST):
        if tree.kid(at, "nsubj", "nsubjpass") is not None or tree.parse.heads[at] == at:
            break
        at = tree.parse.heads[at]
        if tree.is_verb(at):
            beside = [kid for kid in tree.kids(at, *SHARED) if not tree.left[kid] <= head <= tree.right[kid]]
            found += [below for kid in beside for below in _below(tree, kid, held)]
    return sorted(set(found))


def _below(tree: Tree, top: int, held: frozenset[int]) -> list[int]:
    if top in held:
        return []
    return [top, *(at for kid in tree.children[top] if tree.parse.deps[kid] not in OTHER_CLAUSES for at in _below(tree, kid, held))]
