"""The words around places in the sets that the rules ask for, put together once."""

from __future__ import annotations

from functools import cache

from sayso.vocabulary.places import place_words

MEANS = ("ship", "rail", "air", "road", "foot")


@cache
def kind_words() -> dict[str, str]:
    """Kind nouns with the kind that the name beside them then is."""
    return {noun: kind for kind, nouns in place_words().kinds.items() for noun in nouns}


@cache
def leading() -> frozenset[str]:
    """Prepositions that lead to a place wherever they stand."""
    return frozenset(word for words in place_words().prepositions.values() for word in words) - {"by", "for", "on", "among", "over"}


@cache
def generic() -> frozenset[str]:
    """Words that alone, or one after another, name no place."""
    words = place_words()
    return words.common | words.directions | words.tails | words.heads | words.titles | kind_words().keys() | words.prefixes


@cache
def parts() -> frozenset[str]:
    """Nouns of parts and kinds of places, and directions: what stands before "of" and a place, or after "Russia's" where the country is meant."""
    words = place_words()
    return words.parts | words.directions | kind_words().keys()


@cache
def has_parts() -> frozenset[str]:
    """What stands before "of" and a place: parts of it, and those who are of it."""
    return parts() | place_words().people_of


@cache
def ways() -> frozenset[str]:
    """Verbs and nouns after which "from" and "to" lead to places and hardly to anything else."""
    words = place_words()
    return frozenset(lemma for means in MEANS for lemma in words.movements[means]) | words.ways


@cache
def refused() -> frozenset[str]:
    """Words with which no unknown place's name is made."""
    words = place_words()
    return words.common | words.titles | words.languages


def adjective(direction: str) -> str:
    """The adjective of a direction.

    >>> adjective("east"), adjective("central")
    ('eastern', 'central')
    """
    return direction if direction.endswith(("ern", "al", "er")) else f"{direction}ern"
