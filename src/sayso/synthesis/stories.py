"""Which reports tell the same story, as far as names need it: near in time and full of the same names. Takes texts, gives neighbours; groups no events."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import combinations

from sayso.synthesis.named import Report
from sayso.vocabulary import actors, loader
from sayso.vocabulary.name_parts import folded

WORD = re.compile(r"[^\W\d_][\w’'-]{2,}")
# Corpus, 46 stories (310 reports) as one ledger, 2026-11: .974 of the pairs found are of one story; .508 of all pairs of one story are found.
LEAST = 2  # names that two reports must share
SHARE = 0.15  # of the names of the one with fewer
DAYS = 30  # between two reports of one story
CROWD = 400  # reports with a name in common beyond which it tells no story from another


def same_stories(reports: Sequence[Report]) -> dict[str, frozenset[str]]:
    """For each document those that tell the same story; the same whatever the order of the reports."""
    names = {report.document: names_in(report.text) for report in reports}
    days = {report.document: _day(report.published) for report in reports}
    found: dict[str, set[str]] = {document: set() for document in names}
    for (one, two), shared in _shared(names).items():
        if shared >= LEAST and shared >= SHARE * min(len(names[one]), len(names[two])) and _close(days[one], days[two]):
            found[one].add(two)
            found[two].add(one)
    return {document: frozenset(others) for document, others in sorted(found.items())}


def names_in(text: str) -> frozenset[str]:
    """The words of names: always with a capital here, and no countries, days, offices or sorts of bodies.

    >>> sorted(names_in("Minister Benítez left Lugano. But the firm said Benitez had stayed, and firm it was."))
    ['benitez', 'lugano']
    """
    words = {word.removesuffix("'s").removesuffix("’s") for word in WORD.findall(text)}
    small = {word for word in words if word.islower()}
    return frozenset(folded(word) for word in words if word[0].isupper() and word.lower() not in small and word.lower() not in _common())


@cache
def _common() -> frozenset[str]:
    """Words with capitals that are no names of their own."""
    words = loader.name_words()
    lists = (words.calendar, words.firms, words.portfolios, words.honorifics, words.places, words.no_names, words.media, loader.country_words())
    phrases = [*actors.body_nouns(), *actors.people_nouns(), *actors.kind_words(), *actors.office_words()]
    return frozenset(word for some in lists for word in some) | frozenset(word for phrase in phrases for word in phrase.split())


def _shared(names: Mapping[str, Iterable[str]]) -> Counter[tuple[str, str]]:
    """How many names each two documents share; names that stand nearly everywhere are not counted."""
    holders: dict[str, list[str]] = defaultdict(list)
    for document in sorted(names):
        for name in names[document]:
            holders[name].append(document)
    shared: Counter[tuple[str, str]] = Counter()
    for documents in holders.values():
        if len(documents) <= CROWD:
            shared.update(combinations(documents, 2))
    return shared


def _day(published: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def _close(one: dt.date | None, two: dt.date | None) -> bool:
    """Whether two days, where both are known, are near enough."""
    return one is None or two is None or abs((one - two).days) <= DAYS
