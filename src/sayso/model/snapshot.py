"""How a proposition stood at the end of a day: what tells what later reports brought. Derived, as the proposition is."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model.proposition import Change, VerdictName


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number of a history: in which statement, on which day it was said (ISO 8601, None where that is not known), in which words."""

    statement: str
    said: str | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The verdict with its least and most origins, the numbers in the order of their history, the keys and labels of the origins that deny it, and who changed position."""

    name: VerdictName
    least: int
    most: int
    numbers: tuple[Figure, ...]
    deniers: tuple[tuple[str, str], ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of publication (ISO 8601; "" for reports that give none, which count as earlier than all others), and how the proposition stood with the reports up to it.

    ``basis`` is a digest of all that this follows from: where it is equal, so is the snapshot.
    """

    day: str
    basis: str
    stood: Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Current:
    """A proposition as it stands now: its id and text, the days on which it was first and last said, and its latest snapshot."""

    id: str
    text: str
    first: str | None
    last: str | None
    stood: Snapshot
