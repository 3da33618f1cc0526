"""The gate for volume: whether a text touches the topic of a ledger, before anything of it is parsed.

Takes text or bytes, says what touched. Words are compared without regard to capitals; names and countries stand with a capital, so that "turkey" is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from ahocorasick_rs import BytesAhoCorasick

from sayso.model.document import Fact
from sayso.vocabulary.loader import Country
from sayso.vocabulary.topics import FEWEST_LETTERS, Group, TopicTable, find_country, read_topic

Find = Callable[[str], str | None]


class Topic:
    """A topic, compiled once."""

    def __init__(self, table: TopicTable) -> None:
        self.name = table.name
        self.languages = frozenset(table.languages)
        parts = [table.any, *table.all] if any(_entries(table.any)) else list(table.all)
        self._needed = [_finder(group) for group in parts]
        self._none = _finder(table.none) if any(_entries(table.none)) else None
        self._probes = [_Probe(group) for group in parts]

    @classmethod
    def read(cls, path: str | Path) -> Topic:
        """The topic in a file; raises UserError that names line and field of what is wrong."""
        return cls(read_topic(Path(path)))

    def touches(self, text: str, facts: Mapping[str, Fact] | None = None) -> str | None:
        """The words that touched first, as they stand in the text; None where the text is about other things.

        ``facts`` may hold the title, which is looked at too, and the language. Every group must be touched, and nothing of what is excluded.
        """
        if facts and self.languages and "language" in facts and facts["language"].value not in self.languages:
            return None
        if facts and "title" in facts:
            text = f"{facts['title'].value}\n{text}"
        if not self.may_touch(text.encode("utf-8", "replace")):
            return None
        first: str | None = None
        for find in self._needed:
            found = find(text)
            if found is None:
                return None
            first = first or found
        return None if self._none is not None and self._none(text) is not None else first

    def may_touch(self, data: bytes) -> bool:
        """Whether raw bytes (a page, a record of an archive) can touch at all: a quick look at letters alone.

        False is certain in every charset that holds ASCII. An entry without two plain letters in a row (Łódź) makes it always true.
        """
        small = data.lower()
        return all(probe.fits(small) for probe in self._probes)


def _entries(group: Group) -> Iterable[str]:
    return (*group.words, *group.actors, *group.places, *group.countries)


def _finder(group: Group) -> Find:
    """One search for all of a group; where letters can begin no entry, the scan goes on without a look at the alternatives."""
    small = sorted({_spaced(word.casefold()) for word in group.words}, key=lambda word: (-len(word), word))
    names = sorted({_spaced(name) for name in (*group.actors, *group.places, *_lands(group.countries))}, key=lambda name: (-len(name), name))
    patterns = []
    if small:
        patterns.append(f"(?i:{_tree(small, stars=True)})")
    if names:
        patterns.append(_tree(names, stars=False))
    compiled = [re.compile(pattern) for pattern in patterns]

    def find(text: str) -> str | None:
        found = [match for pattern in compiled if (match := pattern.search(text)) is not None]
        return " ".join(min(found, key=lambda match: match.start()).group().split()) if found else None

    return find


def _lands(countries: Iterable[str]) -> Iterable[str]:
    for entry in countries:
        land = find_country(entry)
        if land is not None:
            yield from _names(land)


def _names(land: Country) -> Iterable[str]:
    yield from (land.name, *land.aliases, *land.capitals)
    for demonym in land.demonyms:
        yield demonym
        yield f"{demonym}s"


def _spaced(entry: str) -> str:
    return " ".join(entry.split())


def _tree(entries: list[str], *, stars: bool) -> str:
    """An alternation that begins with the boundary of a word and shares its first letters, so that the engine rejects most places by one look."""
    open_left = [entry.lstrip("*") for entry in entries if stars and entry.startswith("*")]
    closed = [entry for entry in entries if not (stars and entry.startswith("*"))]
    branches = []
    if closed:
        firsts: dict[str, list[str]] = {}
        for entry in closed:
            firsts.setdefault(entry[0], []).append(entry)
        kinds = "".join(re.escape(letter) for letter in firsts)
        inner = "|".join(f"{re.escape(letter)}(?:{'|'.join(_piece(entry[1:], stars=stars) for entry in group)})" for letter, group in firsts.items())
        branches.append(rf"\b(?=[{kinds}])(?:{inner})")
    branches.extend(_piece(entry, stars=stars) for entry in open_left)
    return "(?:" + "|".join(branches) + ")"


def _piece(entry: str, *, stars: bool) -> str:
    body = re.escape(entry).replace(r"\ ", r"\s+").replace("'", "['’]")
    if stars:
        body = body.replace(r"\*", r"\w*")
    return body + r"(?!\w)"


class _Probe:
    """What any text that touches a group must hold: of each entry the longest run of plain letters. One pass over the bytes, however many entries there are."""

    def __init__(self, group: Group) -> None:
        pieces = {_plain_run(entry) for entry in (*group.words, *group.actors, *group.places, *_lands(group.countries))}
        self._searched = BytesAhoCorasick(sorted(pieces)) if all(len(piece) >= FEWEST_LETTERS for piece in pieces) else None

    def fits(self, small: bytes) -> bool:
        """Whether one of them stands in these bytes, whose capitals were made small."""
        return self._searched is None or bool(self._searched.find_matches_as_indexes(small))


def _plain_run(entry: str) -> bytes:
    """The longest run of plain letters of an entry, small; empty where it has none, since then every text may touch."""
    return max(re.findall(r"[A-Za-z0-9]+", entry), key=len, default="").lower().encode("ascii")
