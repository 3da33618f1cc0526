"""Words that make an event planned, hypothetical, negated or ongoing."""

from __future__ import annotations

from functools import cache

import msgspec

from sayso.vocabulary.loader import read_table


class RealisWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of realis_words.yaml; what each list means stands there."""

    plans: frozenset[str]
    plan_nouns: frozenset[str]
    attempts: frozenset[str]
    hopes: frozenset[str]
    doubts: frozenset[str]
    doubt_nouns: frozenset[str]
    possible: frozenset[str]
    likely: frozenset[str]
    future: frozenset[str]
    conditional: frozenset[str]
    necessary: frozenset[str]
    negations: frozenset[str]
    failures: frozenset[str]
    stops: frozenset[str]
    goes_on: frozenset[str]
    ongoing_words: frozenset[str]
    conditions: frozenset[str]
    facts: frozenset[str]


@cache
def realis_words() -> RealisWords:
    """The table, checked; raises RunAbort where it is broken."""
    return read_table("realis_words.yaml", RealisWords)
