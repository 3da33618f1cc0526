"""What stands around a report (furniture.yaml): class words of elements, whole lines, headings over other stories, words of a paywall. Checked when it is read."""

from __future__ import annotations

from functools import cache

import msgspec

from sayso.model.errors import RunAbort
from sayso.vocabulary.loader import read_table

FILE = "furniture.yaml"


class FurnitureTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of furniture.yaml; the file says what each list is for."""

    elements: list[str]
    roles: list[str]
    foreign: list[str]
    own: list[str]
    updating: list[str]
    publishing: list[str]
    lines: list[str]
    page_lines: list[str]
    headings: list[str]
    walls: list[str]


@cache
def furniture() -> FurnitureTable:
    """The table.

    >>> "newsletter" in furniture().foreign
    True
    """
    return checked(read_table(FILE, FurnitureTable))


def checked(table: FurnitureTable) -> FurnitureTable:
    """The table, if every entry is in small letters, stands once in its list, and is no pattern that fits every line.

    >>> names = ("elements", "roles", "foreign", "own", "updating", "publishing", "lines", "page_lines", "headings", "walls")
    >>> checked(FurnitureTable(**{**dict.fromkeys(names, []), "lines": ["read more", "*"]}))
    Traceback (most recent call last):
    ...
    sayso.model.errors.RunAbort: vocabulary/furniture.yaml: lines[1] "*": fits every line
    """
    for name in table.__struct_fields__:
        entries: list[str] = getattr(table, name)
        for number, entry in enumerate(entries):
            where = f'vocabulary/{FILE}: {name}[{number}] "{entry}"'
            if entry != entry.lower() or entry != entry.strip():
                raise RunAbort(f"{where}: write it in small letters without blanks at its ends")
            if entry in entries[:number]:
                raise RunAbort(f"{where}: stands twice")
            if not entry.replace("*", "").replace("#", "").strip():
                raise RunAbort(f"{where}: fits every line")
    return table
