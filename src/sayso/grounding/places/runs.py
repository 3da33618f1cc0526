"""Runs of capitalised words: where names can stand. Gives token numbers; does not say what is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sayso.model.parse import Parse
from sayso.vocabulary import loader
from sayso.vocabulary.places import place_words

# Parts of speech that begin no name at the head of a sentence.
SMALL = frozenset({"ADP", "DET", "CCONJ", "SCONJ", "PRON", "ADV", "AUX", "PART", "INTJ"})


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens ``first`` to ``last`` (both included); ``capitals`` are those of them that begin with a capital or a digit after one, ``opens`` whether it opens its sentence."""

    first: int
    last: int
    capitals: tuple[int, ...]
    opens: bool


@cache
def no_name() -> frozenset[str]:
    """Words that open no name though they are written with a capital."""
    return loader.name_words().no_names | loader.name_words().calendar


def head_of(parse: Parse, first: int, last: int) -> int:
    """The token of a run whose head lies outside it."""
    return next((at for at in range(first, last + 1) if not first <= parse.heads[at] <= last or parse.heads[at] == at), last)


def find_runs(parse: Parse) -> list[Run]:
    """All runs of the text, in order. A run goes on over hyphens and small inner words ("Rostov-on-Don", "Cap-Haïtien", "Gulf of Aden") and ends at any mark."""
    words, heads = parse.words, {first for first, _ in parse.sentences}
    found: list[Run] = []
    at, size = 0, len(words)
    while at < size:
        if not words[at][:1].isupper() or words[at].lower() in no_name() or (at in heads and parse.pos[at] in SMALL):
            at += 1
            continue
        capitals = [at]
        last = at
        while (following := _next(parse, last)) is not None:
            last = following
            capitals.append(last)
        found.append(Run(_left(parse, at), last, tuple(capitals), at in heads or _after_mark(parse, at)))
        at = last + 1
    return found


def _after_mark(parse: Parse, at: int) -> bool:
    return at > 0 and parse.words[at - 1] in {"“", '"', "‘", "«", "„"}


def _tight(parse: Parse, at: int) -> bool:
    return parse.starts[at] == parse.ends[at - 1]


def _left(parse: Parse, at: int) -> int:
    """The start of the run with an Arabic article or prefix joined to it by a hyphen: "al-Tanf"."""
    if at >= 2 and parse.words[at - 1] == "-" and _tight(parse, at) and _tight(parse, at - 1) and parse.words[at - 2].lower() in place_words().articles:
        return at - 2
    return at


def _next(parse: Parse, last: int) -> int | None:
    """The next token with a capital that belongs to the run."""
    words, size = parse.words, len(parse)
    at = last + 1
    if at >= size or parse.starts[at] - parse.ends[last] > 1 or "\n" in parse.text[parse.ends[last] : parse.starts[at]]:
        return None
    if words[at][:1].isupper():
        return at if words[at].lower() not in no_name() else None
    if words[at] in {"-", "–"} and _tight(parse, at):
        return _after_hyphen(parse, at)
    return next(_over_small_words(parse, at), None)


def _after_hyphen(parse: Parse, at: int) -> int | None:
    words, size = parse.words, len(parse)
    if at + 1 < size and _tight(parse, at + 1) and words[at + 1].isalpha():
        if words[at + 1][:1].isupper():
            return at + 1
        if at + 3 < size and words[at + 2] == "-" and words[at + 3][:1].isupper() and len(words[at + 1]) < 5:
            return at + 3
        return at + 1 if words[at + 1].lower() in place_words().endings else None
    return None


def _over_small_words(parse: Parse, at: int) -> Iterator[int]:
    words, small = parse.words, place_words().inner
    for ahead in (at, at + 1):
        if ahead + 1 >= len(parse) or (words[ahead] not in small and words[ahead] not in {"d'", "l'", "’", "'"}):
            return
        if words[ahead + 1][:1].isupper() and words[ahead + 1].lower() not in no_name():
            yield ahead + 1
            return
        if words[ahead + 1] == "-" and ahead + 2 < len(parse) and words[ahead] in place_words().articles and words[ahead + 2][:1].isupper():
            yield ahead + 2
            return
