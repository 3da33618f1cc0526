"""How one claim looks in a terminal: its text with the marks, every cell with its rule, what each cell stands for and could stand for instead."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace

from rich.text import Text

from sayso.cli.render import console, heading, plain_table, who
from sayso.cli.render_events import cast, number, where
from sayso.model.views import CandidateView, CellView, ClaimView, EventView, PlaceView, QuantityView, ShownClaim, SourceView, TimeView

COLOURS = {"source": "bold cyan", "cue": "bold yellow", "content": "green"}
CELLS = ("act", "certainty", "estimate", "polarity", "condition", "said_at")
Line = tuple[str, str, str, str]  # cell, value, rule, where


def shown(view: ShownClaim) -> None:
    """One claim in its text, then every cell with its rule."""
    shell = console()
    shell.print(Text(f"{view.claim.id}  {heading(view.document)}", style="bold"))
    shell.print()
    shell.print(_marked(view, colours=sys.stdout.isatty()))
    shell.print()
    if sys.stdout.isatty():
        shell.print(Text("  ").join(Text(kind, colour) for kind, colour in COLOURS.items()))
        shell.print()
    table = plain_table("cell", "value", "rule", "where")
    for line in _lines(view.claim):
        table.add_row(*map(Text, line))
    shell.print(table)
    for note in _judged(view.claim):
        shell.print(Text(note))
    for event in view.events:
        shell.print()
        shell.print(_frame(event))


def _frame(event: EventView) -> Text:
    """An event drawn as a frame: its roles below its trigger."""
    head = f"{event.type}.{event.mode}  “{event.trigger.words}”  {event.realis} ({event.factuality:+.0f})  {event.rule}  {event.trigger.start}-{event.trigger.end}"
    roles = [("who", cast(event.actors)), ("to whom", cast(event.recipients)), ("what", cast((event.object,)) if event.object else ""), ("number", number(event))]
    roles += [("where", where(event)), ("when", ", ".join(time.interval for time in event.times)), ("if", event.condition.words if event.condition else "")]
    roles += [("or", ", ".join(f"{rival.label} ({rival.score:.2f})" for rival in event.rivals))]
    return Text("\n").join([Text(head, style="bold"), *(Text(f"  {name:8} {words}") for name, words in roles if words)])


def _judged(claim: ClaimView) -> Iterator[str]:
    """What persons set, with what the program had read, and whether they accepted or rejected the claim."""
    if claim.judged or claim.reviewed:
        yield ""
    for mark in claim.judged:
        yield f"{mark.cell.replace('_', ' ')} set by {mark.by} on {mark.at[:10]}: {mark.why}; read as: {mark.machine or 'none'} [{mark.act}]"
    if (review := claim.reviewed) is not None:
        yield f"{review.kind}ed by {review.by} on {review.at[:10]}: {review.why} [{review.act}]"


def _lines(claim: ClaimView) -> Iterator[Line]:
    for position, link in enumerate(claim.chain):
        label = "outlet" if position == 0 else "source" if position == len(claim.chain) - 1 else f"through {position}"
        for voice in (link, *link.also):
            yield from _source(label, voice)
    yield "cue", f"{claim.cue.words} ({claim.cue_lemma})" if claim.cue else "none", claim.rule, f"{claim.cue.start}-{claim.cue.end}" if claim.cue else ""
    yield "form", claim.form, claim.extractor, ""
    yield "confidence", f"{claim.confidence:.2f}", claim.extractor, ""
    for name in CELLS:
        cell: CellView = getattr(claim, name)
        value = cell.value if cell.value is not None else f"empty: {cell.reason}"
        yield name.replace("_", " "), value, cell.rule, f"{cell.at.start}-{cell.at.end}: {cell.at.words}" if cell.at else ""
    grounding = claim.grounding
    for place in grounding.places:
        yield from _place(place)
    for time in grounding.times:
        yield from _time(time)
    if grounding.quantity is not None:
        yield from _quantity(grounding.quantity)
    for name, reason in grounding.empty.items():
        yield name, f"empty: {reason}", "", ""


def _source(label: str, link: SourceView) -> Iterator[Line]:
    where = f"{link.mention.start}-{link.mention.end}" if link.mention else ""
    if link.resolved_from:
        where += f" (from {link.resolved_from.start}-{link.resolved_from.end}: {link.resolved_from.words})"
    more = ", ".join(filter(None, (f"number {link.number}" if link.number else "", link.group or "")))
    yield label, (who(replace(link, also=())) or "not known") + (f" [{more}]" if more else ""), link.rule, where
    for rival in link.rivals:
        yield "  or", f"{rival.label} ({rival.score:.2f})", rival.reason, ""


def _place(place: PlaceView) -> Iterator[Line]:
    leg = f", leg {place.leg}" if place.leg else ""
    means = f", by {place.means}" if place.means else ""
    known = _candidate(place.chosen) if place.chosen else "open" + (f", in {place.country}" if place.country else "")
    yield "place" + (f" ({place.role}{leg}{means})" if place.role else ""), f"{place.name}: {known}", place.reason, f"{place.at.start}-{place.at.end}: {place.at.words}"
    for rival in place.rivals:
        yield "  or", f"{_candidate(rival)} ({rival.score:.2f})", rival.reason, ""


def _candidate(place: CandidateView) -> str:
    land = f" ({place.country})" if place.country else ""
    return f"{place.name}{land}, {place.feature}, {place.latitude:.2f} {place.longitude:.2f} [{place.id}]"


def _time(time: TimeView) -> Iterator[Line]:
    yield "time", time.interval, time.rule, f"{time.at.start}-{time.at.end}: {time.at.words}"
    for part in time.expressions:
        mod = f" {part.modifier}" if part.modifier else ""
        yield (
            "  read from",
            f"{part.kind} {part.value}{mod}",
            part.rule + (f", counted from {part.anchor}" if part.anchor else ""),
            f"{part.at.start}-{part.at.end}: {part.at.words}",
        )
    for rival in time.rivals:
        yield "  or", f"{rival.label} ({rival.score:.2f})", rival.reason, ""


def _quantity(quantity: QuantityView) -> Iterator[Line]:
    low, high = (f"{bound:g}" if bound is not None else ".." for bound in (quantity.minimum, quantity.maximum))
    bounds = low if low == high else f"{low} to {high}"
    more = [quantity.unit or quantity.counted, quantity.sort, quantity.scope if quantity.scope != "unstated" else None, f"of {quantity.whole:g}" if quantity.whole else None]
    yield "quantity", ", ".join(filter(None, (bounds, *more))), quantity.rule, f"{quantity.at.start}-{quantity.at.end}: {quantity.at.words}"


def _marked(view: ShownClaim, *, colours: bool) -> Text:
    """The paragraph with source, cue and content marked: by colour in a terminal, by brackets elsewhere."""
    claim = view.claim
    marks = [("content", part) for part in claim.content]
    marks += [("source", claim.speaker.mention)] if claim.speaker.mention else []
    marks += [("cue", claim.cue)] if claim.cue else []
    if colours:
        text = Text(view.text)
        for kind, part in marks:
            text.stylize(COLOURS[kind], part.start - view.start, part.end - view.start)
        return text
    edges = sorted([(part.end, 0, "]") for _, part in marks] + [(part.start, 1, f"[{kind}: ") for kind, part in marks])
    out, at = [], view.start
    for place, _, mark in edges:
        out.append(view.text[at - view.start : place - view.start] + mark)
        at = place
    return Text("".join(out) + view.text[at - view.start :])
