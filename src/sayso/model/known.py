"""What a file of known entities holds: persons, bodies and posts with their names, and who held which post when. As loaded, before anything is looked up."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class EntityKind(StrEnum):
    """What an entity is."""

    PERSON = "person"
    BODY = "body"
    POST = "post"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedEntity:
    """A person, body or post.

    ``name`` is the one to show, ``names`` all of them; ``countries`` are ISO 3166-1 alpha-2 codes; ``organisation`` is the id of the body that a post belongs to.
    """

    id: str
    kind: EntityKind
    name: str
    names: tuple[str, ...]
    countries: tuple[str, ...]
    organisation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedOffice:
    """That somebody held a post or belonged to a body (``target``, by id) in a role, from ``start`` to ``end`` (ISO 8601 days, months or years; None is open)."""

    id: str
    holder: str
    target: str
    role: str | None
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Passed:
    """An entity that is left out, by what it is: a schema of no use here, or "without a name"."""

    what: str


ImportedRow = ImportedEntity | ImportedOffice | Passed


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportSummary:
    """What came of loading a file: how many rows of each sort are new, and what was passed over how often.

    ``known`` says that this very file had been loaded before, and adds nothing.
    """

    name: str
    location: str
    sha256: str
    known: bool
    persons: int = 0
    bodies: int = 0
    posts: int = 0
    offices: int = 0
    names: int = 0
    repeated: int = 0
    passed: dict[str, int]
