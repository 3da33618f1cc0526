"""How to tell languages apart (languages.yaml): small words, letters, scripts. Checked when it is read."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from sayso.model.errors import RunAbort
from sayso.vocabulary.loader import read_table

FILE = "languages.yaml"
CODE = re.compile(r"[a-z]{2}")


class Marks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words and runs of letters that speak for a language."""

    words: list[str]
    letters: list[str]


class Script(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A range of letters (first and last, hexadecimal), and the language it stands for where nothing says more."""

    range: tuple[str, str]
    language: str


class LanguageTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of languages.yaml; ``sharing`` names for the main language of a script all that are written in it."""

    names: dict[str, str]
    latin: dict[str, Marks]
    scripts: list[Script]
    sharing: dict[str, dict[str, Marks]]


@cache
def languages() -> LanguageTable:
    """The table.

    >>> "und" in languages().latin["de"].words
    True
    """
    return checked(read_table(FILE, LanguageTable))


def checked(table: LanguageTable) -> LanguageTable:
    """The table, if its codes are ISO 639-1 codes and its ranges run upwards.

    >>> checked(LanguageTable(names={"eng": "English"}, latin={"eng": Marks(words=["the"], letters=[])}, scripts=[], sharing={}))
    Traceback (most recent call last):
    ...
    sayso.model.errors.RunAbort: vocabulary/languages.yaml: latin: 'eng' is no ISO 639-1 code
    """
    for part, codes in (("latin", table.latin), ("scripts", [script.language for script in table.scripts]), *(("sharing", group) for group in table.sharing.values())):
        for code in codes:
            if not CODE.fullmatch(code):
                raise RunAbort(f"vocabulary/{FILE}: {part}: {code!r} is no ISO 639-1 code")
            if code not in table.names:
                raise RunAbort(f"vocabulary/{FILE}: {part}: {code!r} has no name under names")
    for number, script in enumerate(table.scripts):
        first, last = bounds(script)
        if first > last:
            raise RunAbort(f"vocabulary/{FILE}: scripts[{number}]: the range runs downwards")
    return table


def bounds(script: Script) -> tuple[int, int]:
    """First and last code point of a script's range.

    >>> bounds(Script(range=("0E00", "0E7F"), language="th"))
    (3584, 3711)
    """
    first, last = (int(end, 16) for end in script.range)
    return first, last
