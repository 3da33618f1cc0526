"""Keys under which a ledger finds what is worth comparing: takes a profile, gives few and specific words, each with a week, so that what shares one stays little.

Two ways lead to a pair: reports that are about the same matter, all of whose statements are compared, and statements of other reports with a rare word, place or event in common.
Both are asked of the pair alone, so that what else a ledger holds changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sayso.synthesis.grouping.profile import Profile

WEEKS = 4  # before and after, in which a ledger looks for the same key
MOST_STEMS = 5
MOST_OTHERS = 3
RARE = 0.45  # weight from which a stem is specific
LIGHT = 4.0  # weight of content below which the sentence around it is asked too
# Shared weight from which two reports are about one matter. 310 reports of 40 stories, 2026-11-30: 81 % of the pairs of one story reach it and 1.8 % of the others
# (73 % and 0.7 % at 2.5).
ALIKE = 2.0


def keys(one: Profile) -> frozenset[str]:
    """At most 16 keys of a statement: rare stems, places, kinds of event with a country; each "kind:word@week".

    The week counts from day 1 of the calendar ("@-" where the report has no day): a ledger looks for the same word in the ``WEEKS`` before and after, as ``near`` lists them.
    """
    return frozenset(f"{word}@{_week(one)}" for word in _words(one))


def about(one: Profile) -> frozenset[str]:
    """At most 40 keys of the report that a statement stands in; reports that share some are worth asking ``alike``."""
    return frozenset(f"about:{stem}@{_week(one)}" for stem in one.salient)


def alike(one: Profile, two: Profile) -> float:
    """How far the reports of two statements are about one matter: the weight of the salient stems they share."""
    return sum(value for stem, value in sorted(one.salient.items()) if stem in two.salient)


def comparable(one: Profile, two: Profile) -> bool:
    """Whether a pair is worth a score: of one report, or not more than ``WEEKS`` apart and of reports about one matter or with a key in common."""
    if one.statement.report == two.statement.report:
        return True
    if one.day is not None and two.day is not None and abs(one.day // 7 - two.day // 7) > WEEKS:
        return False
    return meet(one, two)


def meet(one: Profile, two: Profile) -> bool:
    """Whether two statements are of reports about one matter, or have a rare word, place or event in common."""
    return alike(one, two) >= ALIKE or not set(_words(one)).isdisjoint(_words(two))


def near(key: str) -> tuple[str, ...]:
    """The keys that the weeks around have for the same word.

    >>> near("stem:kursk@100")[:2], len(near("stem:kursk@100")), near("stem:kursk@-")
    (('stem:kursk@96', 'stem:kursk@97'), 9, ('stem:kursk@-',))
    """
    word, _, week = key.rpartition("@")
    return tuple(f"{word}@{int(week) + step}" for step in range(-WEEKS, WEEKS + 1)) if week.isdigit() else (key,)


def _week(one: Profile) -> str:
    return "-" if one.day is None else str(one.day // 7)


def _words(one: Profile) -> Iterator[str]:
    yield from (f"stem:{stem}" for stem in _rarest(one.own.stems))
    if one.mass < LIGHT:
        yield from (f"stem:{stem}" for stem in _rarest(one.near.stems))
    yield from (f"place:{place}" for place in sorted(one.places)[:MOST_OTHERS])
    lands = sorted(key for key in one.actors | one.recipients | one.place_countries if len(key) == 2 and key.isupper())
    yield from [f"type:{kind}:{land}" for kind in sorted(one.types) for land in lands][:MOST_OTHERS]


def _rarest(found: Mapping[str, float]) -> list[str]:
    """The stems that say most, by their fixed weights."""
    return sorted((stem for stem, value in found.items() if value >= RARE), key=lambda stem: (-found[stem], stem))[:MOST_STEMS]
