"""Weighs one proposition: from its statements, and what is known of their reports, to supports, numbers, verdict, changes and a sentence. A pure function of both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from sayso.model.identity import content_id
from sayso.model.proposition import Proposition
from sayso.model.weighing import Statement
from sayso.synthesis.history import history
from sayso.synthesis.origins import Context, supports
from sayso.synthesis.positions import changes
from sayso.synthesis.verdicts import verdict
from sayso.synthesis.wording import sentence

RULES = "weighing 14"  # ledgers weighed by other rules are weighed anew; to be changed with every change of what weighing derives


def weigh(group: Sequence[Statement], context: Context) -> Proposition:
    """The proposition that these statements make. Statements of reports that a newer version replaced support nothing, but tell what was withdrawn."""
    every = {one.id: one for one in sorted(group, key=order)}
    current = [one for one in every.values() if context.reports[one.report].latest] or list(every.values())
    held = supports(current, context)
    numbers = history(held, every)
    return Proposition(
        id=content_id("P", next(iter(every))),
        text=sentence({one.id: one for one in current}, held),
        type=_type(current),
        statements=tuple(every),
        supports=held,
        verdict=verdict(held, every, numbers),
        numbers=numbers,
        changes=changes(held, every, numbers, context.reports),
    )


def order(statement: Statement) -> tuple[str, str, int, str]:
    """The order in which statements are told: by day of publication, report and place in it."""
    return (statement.published or "9999", statement.report, statement.at, statement.id)


def _type(statements: Iterable[Statement]) -> str | None:
    """The type of event that most of them tell of, None where they tell of none."""
    counts = Counter(f"{event.type}.{event.mode}" for one in statements for event in one.events if not event.spoken)
    return min(counts, key=lambda name: (-counts[name], name)) if counts else None
