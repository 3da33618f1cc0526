"""Phrases that every newsroom uses, read from stock_phrases.yaml."""

from __future__ import annotations

from functools import cache

import msgspec

from sayso.model.errors import RunAbort
from sayso.vocabulary.loader import read_table

FEWEST_WORDS = 4  # the runs of words that comparison looks at


class StockTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of stock_phrases.yaml."""

    phrases: list[str]


@cache
def stock_phrases() -> tuple[str, ...]:
    """All phrases, in the order of the file.

    >>> "could not be reached for comment" in stock_phrases()
    True
    """
    return checked(read_table("stock_phrases.yaml", StockTable))


def checked(table: StockTable) -> tuple[str, ...]:
    """The phrases of a table; each once, in small letters, and long enough to be looked for.

    >>> checked(StockTable(phrases=["read more"]))
    Traceback (most recent call last):
    ...
    sayso.model.errors.RunAbort: vocabulary/stock_phrases.yaml: phrases[0] "read more": has fewer than 4 words
    """
    for number, phrase in enumerate(table.phrases):
        where = f'vocabulary/stock_phrases.yaml: phrases[{number}] "{phrase}"'
        if len(phrase.split()) < FEWEST_WORDS:
            raise RunAbort(f"{where}: has fewer than {FEWEST_WORDS} words")
        if phrase != phrase.lower():
            raise RunAbort(f"{where}: has capitals")
        if phrase in table.phrases[:number]:
            raise RunAbort(f"{where}: stands twice")
    return tuple(table.phrases)
