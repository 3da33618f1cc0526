"""What is known of the reports that a proposition's statements stand in: texts, shared text, citations, and whatever else the reports state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sayso.model.reuse import Reuse
from sayso.model.weighing import Citation, Report, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Reports by id, and by report's id: the reuse edges that touch it, its citations, and all its statements.

    It should hold the reports of the group, those that share text with them and those that they may cite; more does no harm and changes nothing.
    """

    reports: Mapping[str, Report]
    reuse: Mapping[str, Sequence[Reuse]] = field(default_factory=dict)
    citations: Mapping[str, Sequence[Citation]] = field(default_factory=dict)
    statements: Mapping[str, Sequence[Statement]] = field(default_factory=dict)


def scope(group: Iterable[Statement], context: Context) -> tuple[Statement, ...]:
    """The statements of the group and all others of its reports, each once, by report and place: what tells who is who in this matter."""
    every = {one.id: one for one in group}
    for report in sorted({one.report for one in every.values()}):
        every.update((one.id, one) for one in context.statements.get(report, ()))
    return tuple(sorted(every.values(), key=lambda one: (one.report, one.at, one.id)))
