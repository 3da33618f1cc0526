"""The likeness of two statements as numbers: takes two profiles, gives a vector whose places ``NAMES`` tells; the same whichever comes first."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from sayso.model.weighing import Amount
from sayso.synthesis.grouping.profile import Profile, View
from sayso.synthesis.grouping.words import overlap, shared

Features = NDArray[np.float32]
FAR = 60.0  # sentences and days beyond which distance says no more
ACTS = ("states", "judges", "rejects", "holds", "plans", "depends")


def features(one: Profile, two: Profile) -> Features:
    """How like two statements are, in every respect that ``NAMES`` lists."""
    if (two.statement.report, two.order, two.statement.id) < (one.statement.report, one.order, one.statement.id):
        one, two = two, one
    return np.array((*_wording(one, two), *_standing(one, two), *_kinds(one, two), *_sides(one, two), *_scene(one, two), *_numbers(one, two)), dtype=np.float32)


VIEWS = tuple(f"{view} {measure}" for view in ("own", "near", "back", "wide", "cross") for measure in ("direction", "overlap", "shared"))
WORDING = (
    *VIEWS, "own-wide direction", "own-wide overlap", "topic direction", "names shared", "names apart",
    "least mass", "most mass", "least bare", "most bare", "least size", "most size",
)  # fmt: skip


def _wording(one: Profile, two: Profile) -> Iterable[float]:
    yield from _views(one.own, two.own)
    yield from _views(one.near, two.near)
    yield from _views(one.back, two.back)
    yield from _views(one.wide, two.wide)
    cross = [tuple(_views(one.own, two.near)), tuple(_views(one.near, two.own))]
    yield from (max(side[at] for side in cross) for at in range(3))
    far = [tuple(_views(one.own, two.wide)), tuple(_views(one.wide, two.own))]
    yield from (max(side[at] for side in far) for at in range(2))
    yield float(one.topic.direction @ two.topic.direction)
    yield len(one.names & two.names)
    yield min(len(one.names - two.names), len(two.names - one.names))
    yield from _ordered(one.own.mass, two.own.mass)
    yield from _ordered(one.mass, two.mass)
    yield from _ordered(one.size, two.size)


def _views(one: View, two: View) -> Iterable[float]:
    yield float(one.direction @ two.direction)
    yield overlap(one.stems, two.stems)
    yield shared(one.stems, two.stems)


def _ordered(one: float, two: float) -> Iterable[float]:
    yield min(one, two)
    yield max(one, two)


STANDING = (
    "same report",
    "sentences between",
    "statements between",
    "same paragraph",
    "paragraphs between",
    "same speaker",
    "same country",
    "days between",
    "same cue",
    "first mass",
    "second mass",
)


def _standing(one: Profile, two: Profile) -> Iterable[float]:
    same = one.statement.report == two.statement.report
    yield same
    yield min(abs(one.sentence - two.sentence), FAR) if same else FAR
    yield min(abs(one.order - two.order), FAR) if same else FAR
    yield same and one.paragraph == two.paragraph
    yield min(abs(one.paragraph - two.paragraph), FAR) if same else FAR
    yield _meet(one.speaker, two.speaker)
    yield _meet(one.countries, two.countries)
    yield min(abs(one.day - two.day), FAR) if one.day is not None and two.day is not None else FAR
    yield _meet({one.cue} - {None}, {two.cue} - {None})
    yield one.mass if same else -1.0
    yield two.mass if same else -1.0


def _meet(one: Iterable[object], two: Iterable[object]) -> float:
    """1 where two sets share something, -1 where both hold something and nothing is shared, else 0."""
    left, right = set(one), set(two)
    return 0.0 if not left or not right else 1.0 if left & right else -1.0


KINDS = (
    "types",
    "modes",
    "type share",
    "triggers",
    "realis",
    *(f"both {act}" for act in ACTS),
    *(f"one {act}" for act in ACTS),
    "same act",
    "one plan one fact",
    "polarity",
    "both quoted",
)


def _kinds(one: Profile, two: Profile) -> Iterable[float]:
    yield _meet(one.types, two.types)
    yield _meet(one.modes, two.modes)
    yield len(one.types & two.types) / max(1, len(one.types | two.types))
    yield _meet(one.triggers, two.triggers)
    yield _meet(one.realis, two.realis)
    acts = (one.act, two.act)
    yield from (acts.count(act) == 2 for act in ACTS)
    yield from (acts.count(act) == 1 for act in ACTS)
    yield one.statement.act == two.statement.act
    yield {"plan", "fact"} == set(one.realis ^ two.realis)
    yield one.statement.polarity == two.statement.polarity
    yield one.statement.quoted and two.statement.quoted


SIDES = ("actors", "recipients", "things", "crossed sides", "any parties")


def _sides(one: Profile, two: Profile) -> Iterable[float]:
    yield _meet(one.actors, two.actors)
    yield _meet(one.recipients, two.recipients)
    yield _meet(one.things, two.things)
    yield max(_meet(one.actors, two.recipients), _meet(one.recipients, two.actors))
    yield _meet(one.actors | one.recipients | one.things, two.actors | two.recipients | two.things)


SCENE = ("places", "place share", "place countries", "times", "time gap")


def _scene(one: Profile, two: Profile) -> Iterable[float]:
    yield _meet(one.places, two.places)
    yield len(one.places & two.places) / max(1, min(len(one.places), len(two.places)))
    yield _meet(one.place_countries, two.place_countries)
    gap = time_gap(one, two)
    yield 0.0 if gap is None else 1.0 if gap == 0 else -1.0
    yield -1.0 if gap is None else min(gap, FAR)


def time_gap(one: Profile, two: Profile) -> int | None:
    """The least number of days between times of both; 0 where some overlap, None where one has none."""
    gaps = [max(0, (start or 0) - (until or 10**7), (since or 0) - (end or 10**7)) for start, end in one.days for since, until in two.days]
    return min(gaps, default=None)


NUMBERS = ("numbers", "counted", "sorts", "units", "same bounds", "log ratio", "counted-own")


def _numbers(one: Profile, two: Profile) -> Iterable[float]:
    yield (len(one.amounts) > 0) + (len(two.amounts) > 0)
    yield _meet(one.counted, two.counted)
    yield _meet((amount.sort for amount in one.amounts if amount.sort), (amount.sort for amount in two.amounts if amount.sort))
    yield _meet((amount.unit for amount in one.amounts if amount.unit), (amount.unit for amount in two.amounts if amount.unit))
    yield _meet((_bounds(amount) for amount in one.amounts), (_bounds(amount) for amount in two.amounts))
    ratios = [abs(math.log10(max(_size(left), 0.1)) - math.log10(max(_size(right), 0.1))) for left in one.amounts for right in two.amounts]
    yield min(ratios, default=-1.0)
    yield max(_meet(one.counted, two.own.stems), _meet(two.counted, one.own.stems))


def _bounds(amount: Amount) -> tuple[float | None, float | None]:
    return amount.minimum, amount.maximum


def _size(amount: Amount) -> float:
    return amount.minimum or amount.maximum or 0.0


NAMES = (*WORDING, *STANDING, *KINDS, *SIDES, *SCENE, *NUMBERS)
