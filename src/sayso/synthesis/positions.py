"""Who says something else than before: changed positions, corrections, and claims that a newer version of a report no longer makes. Takes a proposition's parts; gives changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from sayso.model.proposition import Change, ChangeKind, NumberPoint, Relation, Side, Support
from sayso.model.weighing import Report, Statement

IN_WORDS = {Side.ASSERTS: "says so", Side.DENIES: "denies it", Side.DECLINES: "does not comment", Side.OPEN: "says that it is not known", Side.CONDITIONAL: "makes it depend"}
CORRECTING = ("correct", "revis", "retract", "withdr", "amend", "mistake", "error", "wrongly", "dropped")


def changes(supports: Sequence[Support], statements: Mapping[str, Statement], numbers: Sequence[NumberPoint], reports: Mapping[str, Report]) -> tuple[Change, ...]:
    """All changes within one proposition, in the order of their days; ``supports`` are those of reports that no newer version replaced, ``statements`` of all."""
    found = [*_positions(supports, statements), *_corrections(numbers, statements, supports), *_withdrawn(statements, reports)]
    return tuple(sorted(found, key=lambda change: (change.day or "", change.kind.value, change.before, change.after or "")))


def said_on(statement: Statement) -> str:
    """The ISO 8601 day on which it was said: the last day of the interval that the report gives, else the day of publication; "" where neither is known."""
    if statement.said_at:
        end = statement.said_at.rpartition("/")[2][:10]
        if end and end != ".." and (not statement.published or end <= statement.published):
            return end
    return statement.published or ""


def _positions(supports: Sequence[Support], statements: Mapping[str, Statement]) -> Iterator[Change]:
    """A voice whose side on a later day is another than before. Days on which a voice is told to take several sides count for none."""
    by_voice: dict[str, dict[str, list[Support]]] = defaultdict(lambda: defaultdict(list))
    for support in supports:
        day = said_on(statements[support.statement])
        if support.adds and support.origin.named and day and support.side is not Side.CONDITIONAL:
            by_voice[support.origin.key][day].append(support)
    for days in by_voice.values():
        before: Support | None = None
        for day in sorted(days):
            if len({support.side for support in days[day]}) > 1:
                continue
            now = min(days[day], key=lambda support: support.statement)
            if before is not None and before.side is not now.side:
                words = f"{IN_WORDS[before.side]} -> {IN_WORDS[now.side]}"
                yield Change(kind=ChangeKind.POSITION, who=now.origin.label, before=before.statement, after=now.statement, day=day, words=words)
            before = now


def _corrections(numbers: Sequence[NumberPoint], statements: Mapping[str, Statement], supports: Sequence[Support]) -> Iterator[Change]:
    """A figure that its own source puts in the place of an earlier one, in words that say so."""
    labels = {support.statement: support.origin.label for support in supports}
    by_statement = {point.statement: point for point in numbers}
    for point in numbers:
        own = [relation for relation in point.relations if relation.relation is Relation.UPDATED and by_statement[relation.earlier].origin == point.origin]
        one = statements[point.statement]
        spoken = f"{one.cue or ''} {one.content}".lower()
        if own and point.statement in labels and (any(word in spoken for word in CORRECTING) or spoken.strip().startswith("not ")):
            before = by_statement[own[-1].earlier]
            words = f"{before.amount.words} -> {point.amount.words}"
            yield Change(kind=ChangeKind.CORRECTION, who=labels[point.statement], before=before.statement, after=point.statement, day=said_on(one), words=words)


def _withdrawn(statements: Mapping[str, Statement], reports: Mapping[str, Report]) -> Iterator[Change]:
    """Claims of a report whose newest version makes no claim on this matter any more."""
    kept = {reports[one.report].series for one in statements.values() if reports[one.report].latest}
    for key in sorted(statements):
        report = reports[statements[key].report]
        if not report.latest and report.series not in kept:
            words = f"a newer version of the report no longer says: {statements[key].content}"
            yield Change(kind=ChangeKind.RETRACTION, who=report.outlet or report.external_id or report.id, before=key, after=None, day=report.published, words=words)
