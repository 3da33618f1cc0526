"""Looks up places by name in the compiled gazetteer."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sayso.grounding.gazetteer.folding import fold, without_article
from sayso.vocabulary.places import without_kind

# So many bearers of a name are weighed, those with the most people first.
MOST = 60
QUERY = (
    "SELECT p.id, p.name, p.latitude, p.longitude, p.country, p.feature, p.population, p.admin1, p.admin2, n.rank "
    "FROM names n JOIN places p ON p.number = n.place WHERE n.key = ? ORDER BY n.rank = 3, p.population DESC, p.id LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place that bears a name. ``country`` is empty or holds several ISO codes joined by "|" for places of none or several countries; ``admin1`` and ``admin2`` are GeoNames
    codes of the divisions it lies in (its own for a division). ``rank`` says how the name is its own: 0 its name, 1 a known other name, 2 an alternate spelling, 3 a demonym.
    """

    id: str
    name: str
    latitude: float
    longitude: float
    country: str
    feature: str
    population: int
    admin1: str
    admin2: str
    rank: int

    @property
    def own(self) -> bool:
        """Whether it stands in our own table."""
        return self.id.startswith("sayso:")

    @property
    def level(self) -> int:
        """How wide it is: 0 wider than a country or without one, 1 a country, 2 a first-level division, 3 a second-level division, 4 anything smaller."""
        return LEVELS.get(self.feature, 0 if "|" in self.country or not self.country else 4)

    def contains(self, other: Place) -> bool:
        """Whether the other lies within this country or division.

        >>> texas = Place("t", "Texas", 31, -99, "US", "A.ADM1", 1, "US.TX", "", 0)
        >>> paris = Place("p", "Paris", 33.7, -95.6, "US", "P.PPL", 1, "US.TX", "US.TX.277", 0)
        >>> texas.contains(paris), paris.contains(texas)
        (True, False)
        """
        if not LEVELS.get(self.feature, 4) < other.level:
            return False
        if self.feature == "A.PCLI":
            return self.country == other.country
        code = self.admin2 or self.admin1
        return bool(code) and code in {other.admin1, other.admin2}


CACHED = 4096  # names: more were no quicker on 1,000 reports, and made memory grow with what is read
LEVELS = {"L.CONT": 0, "A.PCLI": 1, "A.ADM1": 2, "A.ADM2": 3}


class Gazetteer:
    """A compiled gazetteer, opened for reading. ``checksum`` is the sha256 of its content, ``path`` its file."""

    def __init__(self, path: Path, checksum: str) -> None:
        self.path, self.checksum = path, checksum
        self._connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._rows = lru_cache(maxsize=CACHED)(self._query)
        self.candidates = lru_cache(maxsize=CACHED)(self._candidates)

    def __reduce__(self) -> tuple[type[Gazetteer], tuple[Path, str]]:
        return Gazetteer, (self.path, self.checksum)

    def close(self) -> None:
        """Gives the file back."""
        self._connection.close()

    def _query(self, key: str) -> tuple[Place, ...]:
        return tuple(Place(*row) for row in self._connection.execute(QUERY, (key, MOST))) if key else ()

    def _candidates(self, name: str) -> tuple[Place, ...]:
        """Places of this name, however it is written: those with the most people first. Empty where none is known.

        "X province" is the division X, or the one that lies around its city X.
        """
        key = fold(name)
        if found := self._spelt(name, key):
            return found
        bare = without_article(key)
        if bare != key and (found := self._spelt(name, bare)):
            return found
        if (stem := without_kind(name)) != name:
            return self._division(fold(stem), state=name.endswith(stem))
        return self._rows("al " + key) if key and bare == key and " " not in key else ()

    def _spelt(self, name: str, key: str) -> tuple[Place, ...]:
        """The places of a folded name without those whose own name lacks the marks of the written one: Utö is not Uto."""
        found = self._rows(key)
        if not any(letter.isalpha() and not letter.isascii() for letter in name):
            return found
        return tuple(place for place in found if not (place.name.isascii() and fold(place.name).startswith(key)))

    def _division(self, key: str, *, state: bool) -> tuple[Place, ...]:
        """The country ("Republic of X", where ``state``) or the divisions of this name, else the division around its city."""
        named = self._rows(key)
        if state and (states := tuple(place for place in named if place.feature == "A.PCLI" and place.rank < 3)):
            return states
        if divisions := tuple(place for place in named if place.feature in {"A.ADM1", "A.ADM2"}):
            return divisions
        around = [around for place in named if place.admin1 and place.rank < 3 and (around := self.division(place.admin1))]
        return tuple(dict.fromkeys(around))[:1]

    def place(self, key: str) -> Place | None:
        """The place with this id ("geonames:NNN", "sayso:donbas")."""
        row = self._connection.execute("SELECT id, name, latitude, longitude, country, feature, population, admin1, admin2, 0 FROM places WHERE id = ?", (key,)).fetchone()
        return Place(*row) if row else None

    @lru_cache(maxsize=4096)  # noqa: B019 - one gazetteer lives as long as the process
    def division(self, code: str) -> Place | None:
        """The first-level division of a GeoNames code ("US.TX")."""
        row = self._connection.execute(
            "SELECT id, name, latitude, longitude, country, feature, population, admin1, admin2, 0 FROM places WHERE feature = 'A.ADM1' AND admin1 = ?", (code,)
        ).fetchone()
        return Place(*row) if row else None
