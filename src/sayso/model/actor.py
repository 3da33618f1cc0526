"""Who speaks across documents: mentions of persons and bodies, the actors they make together, and each merge with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sayso.model.claim import Rival, SourceKind
from sayso.model.identity import content_id


class ActorKind(StrEnum):
    """What an actor is. Anonymous voices are listed each for itself and never merged."""

    PERSON = "person"
    BODY = "body"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorMention:
    """One voice of one document, as the document's own claims have it.

    ``key`` follows from document and cells (``mention_key``), so that the same ledger gives the same keys. ``words`` is the mention as written. ``claims`` counts the
    claims it makes,
    ``carried`` those of others that it passes on; both are 0 for a name that the text only mentions. ``country`` is ISO 3166-1 alpha-2, ``published`` an ISO 8601 day.
    """

    key: str
    document: str
    published: str | None
    outlet: str | None
    kind: SourceKind
    name: str | None
    role: str | None
    organisation: str | None
    country: str | None
    words: str | None = None
    claims: int = 0
    carried: int = 0


def mention_of(facts: tuple[str, str | None, str | None], kind: SourceKind, cells: tuple[str | None, str | None, str | None, str | None], words: str | None) -> ActorMention:
    """The mention, without counts, that a voice makes in a document: ``facts`` are its document's id, day and outlet, ``cells`` name, role, organisation and country.

    The words count only for nameless voices: two of them with the same cells may be two people.

    >>> one, two = (mention_of(("d-1", None, None), SourceKind.ANONYMOUS, (None, "officer", None, "PT"), words) for words in ("an officer", "another officer"))
    >>> one.key == two.key
    False
    """
    document, published, outlet = facts
    name, role, organisation, country = cells
    kept = words if kind in {SourceKind.ANONYMOUS, SourceKind.UNSTATED} else None
    key = mention_key(document, (kind.value, *cells, kept))
    return ActorMention(key=key, document=document, published=published, outlet=outlet, kind=kind, name=name, role=role, organisation=organisation, country=country, words=kept)


def mention_key(document: str, cells: tuple[str | None, ...]) -> str:
    """The key of a mention with these cells in a document: the same ledger gives the same keys."""
    return content_id("m", document, *cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A post: what it is called, at which body, of which country, from when until when (ISO 8601 days, months or years; None is open)."""

    role: str | None
    organisation: str | None
    country: str | None
    start: str | None = None
    end: str | None = None

    def covers(self, day: str) -> bool:
        """Whether the office was held on this ISO 8601 day; an open end covers everything beyond it.

        >>> Office(role="Minister", organisation=None, country="PT", start="2021-05", end="2024").covers("2024-03-01")
        True
        """
        after = self.start is None or self.start <= day[: len(self.start)]
        return after and (self.end is None or day[: len(self.end)] <= self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEntity:
    """A person or body that a table or an imported data set knows. ``dataset`` names it; ``id`` is the id there."""

    id: str
    dataset: str
    kind: ActorKind
    name: str
    aliases: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A known entity that an actor could be: score 0 to 1, why, and the office it held on the day of the report (None where no office is known for that day)."""

    id: str
    dataset: str
    name: str
    score: float
    reason: str
    office: Office | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Two mentions taken for one actor: how sure (0 to 1; 1 for a person's judgement), why, on which evidence.

    ``judgement`` is the id of the person's judgement, None for a rule's.
    """

    left: str
    right: str
    score: float
    reason: str
    evidence: tuple[str, ...] = ()
    judgement: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """All mentions that are one person or one body.

    The id is made from the earliest mention, so later reports do not change it. ``names``, ``roles``, ``organisations`` and ``countries`` hold every form met, the chosen
    one first;
    ``chosen`` is the known entity it is taken for, ``candidates`` all that were weighed, best first. ``rivals`` are other actors that it could be, with what speaks against it.
    """

    id: str
    kind: ActorKind
    name: str
    role: str | None
    organisation: str | None
    country: str | None
    names: tuple[str, ...]
    roles: tuple[str, ...]
    organisations: tuple[str, ...]
    countries: tuple[str, ...]
    mentions: tuple[ActorMention, ...]
    merges: tuple[Merge, ...]
    rivals: tuple[Rival, ...] = ()
    chosen: Candidate | None = None
    candidates: tuple[Candidate, ...] = ()

    @property
    def claims(self) -> int:
        """How many claims it makes."""
        return sum(mention.claims for mention in self.mentions)

    @property
    def carried(self) -> int:
        """How many claims of others it passes on."""
        return sum(mention.carried for mention in self.mentions)

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents in which it speaks or passes on, in order of their ids."""
        return tuple(sorted({mention.document for mention in self.mentions if mention.claims or mention.carried}))

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets of these documents."""
        return tuple(sorted({mention.outlet for mention in self.mentions if mention.outlet and (mention.claims or mention.carried)}))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known besides the mentions: ``entities`` by the keys of their names (``vocabulary.name_parts.index_keys``), ``stories`` with the documents of the same story
    for each document.

    Without ``stories`` all documents are taken for one story.
    """

    entities: Mapping[str, tuple[KnownEntity, ...]] = field(default_factory=dict)
    stories: Mapping[str, frozenset[str]] | None = None

    def same_story(self, left: frozenset[str], right: frozenset[str]) -> bool:
        """Whether a document of one set tells the story of a document of the other."""
        if self.stories is None or left & right:
            return True
        few, many = sorted((left, right), key=len)
        return any(self.stories.get(document, frozenset()) & many for document in few)
