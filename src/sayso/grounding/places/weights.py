"""The weights of the ranking, in natural logarithms of odds.

Set by trying a few values of each in turn on one half of the places development sets (documents whose SHA-1 is even) and on our stories V to Y and c1 to c6, odd ones; 2026-11.
acc161 on that half and on the other, before the first trial and after: LGL .854/.868 and .883/.879, TR-News .842/.914 and .848/.923, GeoVirus .912/.872 and .912/.869, GeoWebNews
.806/.723 and .820/.751.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much each sign counts.

    By itself: ``people`` for each power of ten of its population (``fewest`` at least, ``own_people`` for places of our own table), ``kinds`` by feature, ``ranks`` by how the name
    is its own (see Place.rank), ``hint`` and ``hint_miss`` where the words beside the name give its kind, ``accents`` where accents are written that its own name lacks.
    By company: ``country``, ``division``, ``around`` (a division around other places), ``near`` times the share of the other names there (``smoothing`` is added to what is divided
    by), ``some_near`` times the logarithm of their number, ``named`` times that of how often its country is named, ``home`` for each word of a country's life.
    By the text's word: ``contained`` where what contains it stands beside the name, ``container`` for that.
    """

    people: float = 1.3
    fewest: int = 100
    own_people: int = 1_000_000
    kinds: dict[str, float] = field(default_factory=lambda: {"A.PCLI": 4.0, "A.ADM1": -0.5, "P.PPLC": 1.5, "A.ADM2": -2.0, "L.CONT": 4.0})
    ranks: tuple[float, float, float, float] = (0.0, -0.5, -2.0, 0.0)
    hint: float = 2.0
    hint_miss: float = 1.0
    accents: float = 2.0
    country: float = 8.0
    division: float = 4.0
    around: float = 3.0
    near: float = 4.0
    some_near: float = 2.5
    smoothing: float = 1.0
    named: float = 1.0
    home: float = 0.5
    contained: float = 6.0
    container: float = 3.0
    rounds: int = 3


WEIGHTS = Weights()
