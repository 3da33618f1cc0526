"""Which of the places that bear a name a text means: each candidate's weight by itself, and by the company it keeps in the text.

A weighted sum in the manner of Leidner (2007) and of Lieberman and Samet's work on local news (2012): how many people live there and what it is; what contains it where it is
said ("Paris, Texas"); whether the other names of the text have candidates in the same country, division or neighbourhood. Names are weighed together in a few rounds, each with the
beliefs of the one before; one name means one place throughout a text.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from sayso.grounding.gazetteer.lookup import Place
from sayso.grounding.places.weights import WEIGHTS, Weights

Cell = tuple[int, int]
Shares = defaultdict[str, float]
# A share of belief below this moves no other name.
TRIFLE = 0.01


@dataclass(slots=True)
class Name:
    """A name of a text with the places it could mean; ``hint`` is the kind that the words around it give it ("P", "A1", "A2" ...), ``count`` how often it stands there.

    Set by ``weigh``, for each place: ``belief`` (0 to 1, 1 in all), ``fits`` (how well it fits the other names), ``bound`` (whether the text names what contains it beside it).
    """

    places: tuple[Place, ...]
    hint: str | None = None
    written: str = ""
    count: int = 1
    belief: list[float] = field(default_factory=list)
    fits: list[float] = field(default_factory=list)
    bound: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Home:
    """What else points to countries: how many different words of their life stand in the text, and how often they and their people are named."""

    words: dict[str, float]
    named: dict[str, float]


def _shares() -> Shares:
    return defaultdict(float)


@dataclass(slots=True)
class Company:
    """How much of the text's belief lies in each country, first-level division and square of one degree."""

    named: dict[str, float]
    countries: Shares = field(default_factory=_shares)
    divisions: Shares = field(default_factory=_shares)
    cells: defaultdict[Cell, float] = field(default_factory=lambda: defaultdict(float))
    total: float = 0.0

    def add(self, name: Name, sign: float) -> None:
        """Adds a name's beliefs (sign 1.0) or takes them out again (-1.0)."""
        weight = sign * math.sqrt(name.count)
        self.total += weight
        for place, belief in zip(name.places, name.belief, strict=True):
            if belief < TRIFLE:
                continue
            self.countries[place.country] += weight * belief
            if place.admin1:
                self.divisions[place.admin1] += weight * belief
            for cell, part in _spread(place):
                self.cells[cell] += weight * belief * part

    def fit(self, place: Place, weights: Weights) -> float:
        """How well a candidate fits the company of the other names."""
        total = self.total + weights.smoothing
        score = weights.country * self.countries[place.country] / total if place.country else 0.0
        if place.level > 1 and (named := self.named.get(place.country)):
            score += weights.named * math.log1p(named)
        if place.admin1:
            score += (weights.division if place.level > 2 else weights.around) * self.divisions[place.admin1] / total
        if place.level > 2:
            near = max(self.cells.get(_cell(place), 0.0), 0.0)
            score += weights.near * near / total + weights.some_near * math.log1p(near)
        return score


KIND_OF_LEVEL = {"A.PCLI": "A0", "A.ADM1": "A1", "A.ADM2": "A2"}


def kind_of(place: Place) -> str:
    """The kind of place as hints have it."""
    return KIND_OF_LEVEL.get(place.feature, place.feature[0])


def prior(place: Place, name: Name, weights: Weights = WEIGHTS) -> float:
    """The weight of a candidate by itself."""
    people = weights.own_people if place.own else place.population
    score = weights.people * math.log10(max(people, weights.fewest)) + weights.kinds.get(place.feature, 0.0) + weights.ranks[place.rank]
    if not name.written.isascii() and place.name.isascii():
        score -= weights.accents
    if name.hint is not None:
        score += weights.hint if kind_of(place) == name.hint else -weights.hint_miss
    return score


def _cell(place: Place) -> Cell:
    return round(place.latitude), round(place.longitude)


def _spread(place: Place) -> list[tuple[Cell, float]]:
    """The square of a place of the second level or below, and the squares around it at half weight."""
    if place.level < 3:
        return []
    at, across = _cell(place)
    return [((at + dy, across + dx), 1.0 if dx == dy == 0 else 0.5) for dy in (-1, 0, 1) for dx in (-1, 0, 1)]


def _softmax(scores: Sequence[float]) -> list[float]:
    top = max(scores)
    parts = [math.exp(score - top) for score in scores]
    whole = sum(parts)
    return [part / whole for part in parts]


def weigh(names: Sequence[Name], pairs: Sequence[tuple[int, int]], home: Home, weights: Weights = WEIGHTS) -> None:
    """Sets the beliefs in all candidates of all names.

    ``pairs`` are (number of a name, number of the name that the text says contains it).
    """
    first = [[prior(place, name, weights) for place in name.places] for name in names]
    for inner, outer in pairs:
        _bind(names[inner], names[outer], (first[inner], first[outer]), weights)
    company = Company(home.named)
    company.countries.update({country: weight * weights.home for country, weight in home.words.items()})
    weighed = [(name, scores) for name, scores in zip(names, first, strict=True) if scores]
    for name, scores in weighed:
        name.belief = _softmax(scores)
        company.add(name, 1.0)
    for _ in range(weights.rounds):
        for name, scores in weighed:
            company.add(name, -1.0)
            name.fits = [company.fit(place, weights) for place in name.places]
            name.belief = _softmax([score + fit for score, fit in zip(scores, name.fits, strict=True)])
            company.add(name, 1.0)


def _bind(inner: Name, outer: Name, scores: tuple[list[float], list[float]], weights: Weights) -> None:
    """Lifts the candidates of a name that lie in a candidate of the name after it, and those that contain one."""
    holders = set[int]()
    for at, place in enumerate(inner.places):
        fits = [other for other, holder in enumerate(outer.places) if holder.contains(place)]
        if fits:
            scores[0][at] += weights.contained
            inner.bound.add(at)
            holders.update(fits)
    for other in holders:
        scores[1][other] += weights.container
