"""Words that make an event planned, hypothetical, negated or ongoing, and how sure they leave it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Literal

import msgspec

from sayso.model.errors import RunAbort
from sayso.model.event import Realis
from sayso.vocabulary.loader import read_table

Frame = Literal["inf", "gerund", "noun", "clause"]
CERTAIN = 3.0


class Effect(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What words of one kind make of an event that hangs on them: its realis, how sure it is at most (0 open to 3 certain), whether yes becomes no.

    ``frames`` are the ways to hang on it (none named: there is only one). ``closes`` says that what stands above has no say.
    """

    name: str
    words: frozenset[str]
    realis: Realis | None = None
    certainty: float = CERTAIN
    turns: bool = False
    closes: bool = False
    frames: frozenset[Frame] = frozenset()


class RealisTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of realis_words.yaml; what each list means stands there."""

    helpers: list[Effect]
    verbs: list[Effect]
    nouns: list[Effect]
    adjectives: list[Effect]
    adverbs: list[Effect]
    before_nouns: list[Effect]
    negations: frozenset[str]
    nobody: frozenset[str]
    conditions: frozenset[str]
    open: frozenset[str]
    times: frozenset[str]
    nowhere: frozenset[str]
    implicatives: frozenset[str]
    bearing: frozenset[str]
    occurrences: frozenset[str]
    presupposing: frozenset[str]
    carrying: frozenset[str]
    same_acts: frozenset[str]
    happenings: frozenset[str]
    traces: frozenset[str]
    lasting_nouns: frozenset[str]
    lasting_verbs: frozenset[str]
    states: frozenset[str]
    carriers: frozenset[str]
    holders: frozenset[str]
    adjuncts: frozenset[str]


class RealisWords:
    """The table with each effect under its words, and under word and frame where there are frames."""

    def __init__(self, table: RealisTable) -> None:
        self.helpers, self.adverbs, self.before_nouns = _by_word("helpers", table.helpers), _by_word("adverbs", table.adverbs), _by_word("before_nouns", table.before_nouns)
        self.verbs, self.nouns, self.adjectives = _by_frame("verbs", table.verbs), _by_frame("nouns", table.nouns), _by_frame("adjectives", table.adjectives)
        self.lists = table


def _by_word(name: str, effects: Iterable[Effect]) -> Mapping[str, Effect]:
    found: dict[str, Effect] = {}
    for effect in effects:
        for word in sorted(effect.words):
            if word in found:
                raise RunAbort(f"vocabulary/realis_words.yaml: {name}: {word} stands under {found[word].name} and {effect.name}")
            found[word] = effect
    return found


def _by_frame(name: str, effects: Iterable[Effect]) -> Mapping[tuple[str, Frame], Effect]:
    found: dict[tuple[str, Frame], Effect] = {}
    for effect in effects:
        for key in ((word, frame) for word in sorted(effect.words) for frame in sorted(effect.frames)):
            if key in found:
                raise RunAbort(f"vocabulary/realis_words.yaml: {name}: {key[0]} ({key[1]}) stands under {found[key].name} and {effect.name}")
            found[key] = effect
    return found


@cache
def realis_words() -> RealisWords:
    """The table, checked; raises RunAbort where it is broken or a word stands under two effects."""
    return RealisWords(read_table("realis_words.yaml", RealisTable))
