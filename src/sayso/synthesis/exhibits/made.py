"""Makes the exhibit of a proposition: its line, what it is found by, when its event was. Takes a proposition with its statements; gives rows in an order of their own."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sayso.model.exhibit import Exhibit, Facet, FacetKind, Word
from sayso.model.proposition import Origin, Proposition, Relation, Side
from sayso.model.snapshot import Day
from sayso.model.views import Words
from sayso.model.weighing import Report, Statement, Voice
from sayso.synthesis.exhibits.network import network
from sayso.synthesis.exhibits.places import spots, ways, wheres
from sayso.vocabulary.loader import country_name

LAST = 24  # numbers of a history that a line shows
MOVED = {Relation.UPDATED, Relation.CONTRADICTS}
NOBODY = "(nobody named)"
PRONOUNS = {"he", "she", "it", "they", "we", "i", "you", "who", "which", "that", "one", "others", "this"}


def exhibit(one: Proposition, statements: Mapping[str, Statement], reports: Mapping[str, Report], days: Sequence[Day]) -> Exhibit:
    """The exhibit of a proposition; ``statements`` and ``reports`` hold those that it is made of, by id, ``days`` how it stood before."""
    held = [statements[key] for key in one.statements]
    origins = {support.statement: support.origin for support in one.supports if support.side is Side.ASSERTS}
    start, end = _interval([row for row in held if row.id in origins] or held)
    nodes, ties = network(one, statements)
    return Exhibit(
        id=one.id,
        text=one.text,
        type=one.type,
        verdict=one.verdict.name.value,
        least=one.verdict.least,
        most=one.verdict.most,
        carriers=len(one.verdict.carriers),
        changes=len(one.changes) + sum(any(known.relation in MOVED for known in point.relations) for point in one.numbers),
        first=one.verdict.first,
        last=one.verdict.last,
        origins=_labels(one.verdict.origins),
        deniers=_labels(one.verdict.deniers),
        decliners=_labels(one.verdict.decliners),
        numbers=tuple(replace(point, relations=()) for point in one.numbers[-LAST:]),
        start=start,
        end=end,
        facets=tuple(sorted(set(_facets(one, held)), key=lambda row: (row.kind, row.key, row.label))),
        spots=spots(held, one, origins),
        ways=ways(held, one, origins),
        nodes=nodes,
        ties=ties,
        words=tuple(_word(row, reports[row.report]) for row in held),
        days=tuple(days),
    )


def source_of(voice: Voice) -> str:
    """What to call a voice: name with organisation, else its words.

    >>> source_of(Voice(kind="named", name="Ana Prieto", role=None, organisation="Harbour Office", country=None, words="Prieto"))
    'Ana Prieto, Harbour Office'
    """
    return ", ".join(filter(None, (voice.name, voice.organisation if voice.name else None))) or voice.words or voice.organisation or NOBODY


def _labels(origins: Iterable[Origin]) -> tuple[str, ...]:
    return tuple(origin.label for origin in origins)


def _word(statement: Statement, report: Report) -> Word:
    content = tuple(Words(start=span.start, end=span.end, words=span.of(report.text)) for span in statement.spans)
    return Word(claim=statement.id, document=report.id, source=source_of(statement.speaker), act=statement.act, content=content)


def _facets(one: Proposition, held: Sequence[Statement]) -> Iterator[Facet]:
    verdict = one.verdict
    for origin in (*verdict.origins, *verdict.deniers, *verdict.decliners):
        yield from _actor(origin.label, origin.country)
    for statement in held:
        yield Facet(kind=FacetKind.ACT, key=statement.act, label=statement.act)
        if statement.outlet:
            yield Facet(kind=FacetKind.OUTLET, key=statement.outlet, label=statement.outlet)
        for voice in _voices(statement):
            yield from _actor(voice.name or voice.organisation or voice.words, voice.country)
        for where in wheres(statement):
            name = where.known_as or where.name
            yield Facet(kind=FacetKind.PLACE, key=name, label=name)
            yield from _country(FacetKind.LAND, where.country)


def _voices(statement: Statement) -> Iterator[Voice]:
    """Who speaks in a report, the outlet left out."""
    for link in statement.chain:
        if link.kind not in {"outlet", "unstated"}:
            yield link
            yield from link.also


def _actor(name: str | None, country: str | None) -> Iterator[Facet]:
    if name and name.lower() not in PRONOUNS:
        yield Facet(kind=FacetKind.ACTOR, key=name, label=name)
    yield from _country(FacetKind.COUNTRY, country)


def _country(kind: FacetKind, code: str | None) -> Iterator[Facet]:
    if code:
        yield Facet(kind=kind, key=code, label=_name_of(code))


def _name_of(code: str) -> str:
    try:
        return country_name(code)
    except StopIteration:
        return code


def _interval(held: Sequence[Statement]) -> tuple[str | None, str | None]:
    """The time that most statements give their event; of several the shortest, then the earliest."""
    counts: Counter[str] = Counter()
    for statement in held:
        told = {time for event in statement.events if not event.spoken for time in event.times} or set(statement.times)
        counts.update(told)
    if not counts:
        return None, None
    best = min(counts, key=lambda interval: (-counts[interval], _days(interval), interval))
    start, _, end = best.partition("/")
    return _day(start), _day(end)


def _days(interval: str) -> int:
    start, _, end = interval.partition("/")
    first, last = _day(start), _day(end)
    return (dt.date.fromisoformat(last) - dt.date.fromisoformat(first)).days if first and last else dt.date.max.toordinal()


def _day(written: str) -> str | None:
    """The day of one end of an interval; None where it is open."""
    try:
        return dt.date.fromisoformat(written[:10]).isoformat()
    except ValueError:
        return None
