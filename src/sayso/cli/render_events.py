"""How events and the watchlist look in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from sayso.cli.render import console, who
from sayso.model.views import EventView, ParticipantView
from sayso.model.watch import Watchlist

SHORT_ID = 10
STYLES = {"negated": "red", "planned": "yellow", "hypothetical": "magenta", "ongoing": "green"}


def cast(participants: Sequence[ParticipantView]) -> str:
    """Those who share a role, with their countries."""
    return ", ".join(f"{one.name} ({one.country})" if one.country and one.country not in one.name else one.name for one in participants)


def where(event: EventView) -> str:
    """The places by role."""
    return ", ".join(f"{place.role} {place.name}" if place.role else place.name for place in event.places)


def number(event: EventView) -> str:
    """The number of what takes part."""
    if event.quantity is None:
        return ""
    low, high = (f"{bound:g}" if bound is not None else ".." for bound in (event.quantity.minimum, event.quantity.maximum))
    return low if low == high else f"{low} to {high}"


def _sentence(event: EventView) -> str:
    """Who - the words - what, to whom."""
    what = event.object.name if event.object else ""
    whom = f"-> {cast(event.recipients)}" if event.recipients else ""
    return " ".join(filter(None, (cast(event.actors) or "(nobody named)", f"[{event.trigger.words}]", what, whom, number(event) and f"({number(event)})")))


def events(rows: Sequence[EventView]) -> None:
    """One event a line."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", expand=True)
    for name, ratio in (("event", None), ("who does what, to whom", 10), ("where, when", 5), ("realis", None), ("in", None)):
        table.add_column(name, ratio=ratio, no_wrap=ratio is None, overflow="fold")
    for row in rows:
        place = "; ".join(filter(None, (where(row), ", ".join(time.interval for time in row.times))))
        realis = Text(row.realis, style=STYLES.get(row.realis, ""))
        table.add_row(Text(f"{row.type}.{row.mode}"), Text(_sentence(row)), Text(place), realis, Text(row.external_id or row.document[:SHORT_ID]))
    shell = console()
    shell.print(table)
    shell.print(f"{len(rows)} events")


def watchlist(found: Watchlist) -> None:
    """Indicators with what answers them, then open questions."""
    shell = console()
    for row in found.indicators:
        raised = f"{who(row.source)}, {row.published or 'day not known'}, {row.external_id or row.document[:SHORT_ID]}"
        shell.print(
            Text("reported  " if row.reported else "waiting   ", style="bold red" if row.reported else "dim") + Text(row.condition.words) + Text(f"  [{raised}]", style="dim")
        )
        shell.print(Text("          then: " + " … ".join(part.words for part in row.consequence)))
        for report in row.reported:
            shell.print(Text(f"          {report.published or ''} {report.external_id or report.document[:SHORT_ID]}: {report.words} [{report.claim[:SHORT_ID]}]", style="red"))
    for question in found.questions:
        raised = f"{who(question.source)}, {question.published or 'day not known'}, {question.external_id or question.document[:SHORT_ID]}"
        shell.print(Text("not known ", style="magenta") + Text(" … ".join(part.words for part in question.content)) + Text(f"  [{raised}]", style="dim"))
    shell.print(f"{len(found.indicators)} indicators, {len(found.questions)} open questions")
