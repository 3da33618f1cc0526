"""One voice: a person, body, group or document, with the words by which a report calls it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from sayso.claims.speakers import Reading
from sayso.model.claim import SourceKind
from sayso.model.span import Span

LEADING = frozenset({"this", "that", "these", "those", "its", "their", "his", "her", "our", "your", "my", "no", "any", "some", "both", "all", "each", "another", "other", "such"})
STOP = frozenset({"the", "of", "for", "and", "on", "in", "a", "an", "to", "de", "du", "&"})
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(slots=True)
class Voice:
    """One person, body, group or document. ``nouns`` are the words it goes by besides its name ("operator", "minister"); ``span`` its fullest mention."""

    reading: Reading
    span: Span | None
    first: int  # the token of its first mention
    nouns: set[str] = field(default_factory=set)
    trades: set[str] = field(default_factory=set)  # nouns that follow from what it does ("which operates" - operator): they fit only alone

    @property
    def named(self) -> bool:
        """Whether it bears a name of its own."""
        return self.reading.kind is SourceKind.NAMED

    def know(self, reading: Reading, span: Span) -> None:
        """Adds what another mention says."""
        mine = self.reading
        name = reading.name if len((reading.name or "").split()) > len((mine.name or "").split()) else mine.name
        fuller = name != mine.name or (reading.role and not mine.role)
        self.reading = replace(
            mine,
            name=name,
            role=mine.role or reading.role,
            organisation=mine.organisation or reading.organisation,
            country=mine.country or reading.country,
            gender=mine.gender or reading.gender,
            owner=mine.owner if mine.owner is not None else reading.owner,
        )
        if fuller:
            self.span = span


def is_name(reading: Reading) -> bool:
    """Whether a voice bears a proper name."""
    return reading.kind is SourceKind.NAMED or reading.proper


def last_name(name: str) -> str:
    """The last word of a name, in lower case."""
    return re.split(r"\s+", name.strip())[-1].lower()


def acronym_in(name: str) -> str | None:
    """The acronym of "electoral tribunal (TSJE)"."""
    match = re.search(r"\((\w+)\)$", name)
    return match.group(1) if match and match.group(1).isupper() else None


def office_words(role: str) -> set[str]:
    """The words of an office without what it is the office of: "deputy director" of "deputy director for the north"."""
    return words_of(re.sub(r"^.*['’]s? ", "", re.split(r" (?:of|for|to|at|in|from) ", role)[0]))


def words_of(text: str) -> set[str]:
    """The words of a phrase in lower case, without small words and possessive endings."""
    return {word for word in WORD.findall(text.lower().replace("'s", "").replace("’s", "")) if word not in STOP}


def has_capital(name: str | None) -> bool:
    """Whether a name has a word with a capital besides a possessive or pointing word at its head."""
    words = (name or "").split()
    return any(word.lstrip("(")[:1].isupper() for word in (words[1:] if words and words[0].lower() in LEADING else words))
