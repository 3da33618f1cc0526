"""How stories, propositions and news of them look in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from sayso.cli.render import SHORT_ID, console
from sayso.model.proposition import NumberPoint, Origin, Proposition
from sayso.model.story_views import NewsView, PropositionDetail, PropositionView, StoryView
from sayso.model.weighing import Amount

STYLES = {"corroborated": "green", "contested": "red", "denied": "red", "single-source": "yellow", "unknown": "magenta"}
SIDES = {"asserts": "says so", "denies": "denies", "declines": "no comment", "open": "not known", "conditional": "if"}


def stories(found: Sequence[StoryView]) -> None:
    """A table for each story: what is claimed, the verdict, origins against carriers, who denies, the latest number."""
    shell = console()
    for story in found:
        span = " to ".join(dict.fromkeys(filter(None, (story.first, story.last))))
        shell.print(Text(story.title, style="bold"))
        shell.print(Text(f"{_many(len(story.documents), 'report')}, {_many(len(story.outlets), 'outlet')}{f', {span}' if span else ''}", style="dim"))
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", expand=True)
        for name, ratio in (("verdict", None), ("origins", None), ("carriers", None), ("what is claimed", 10), ("who denies", 4), ("latest number", 4), ("id", None)):
            table.add_column(name, ratio=ratio, no_wrap=ratio is None, overflow="fold")
        for row in story.propositions:
            table.add_row(*_cells(row))
        shell.print(table)
        shell.print()
    count = sum(len(story.propositions) for story in found)
    shell.print(f"{_many(count, 'proposition')} in {len(found)} {'story' if len(found) == 1 else 'stories'}")


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _cells(row: PropositionView) -> tuple[Text, ...]:
    verdict = row.verdict
    origins = str(verdict.least) if verdict.least == verdict.most else f"{verdict.least}-{verdict.most}"
    number = f"{bounds(row.number.amount)}{f' ({row.number.said})' if row.number.said else ''}" if row.number else ""
    name = Text(verdict.name.value, style=STYLES[verdict.name.value])
    return name, Text(origins), Text(str(len(verdict.carriers))), Text(row.text), Text(names(verdict.deniers)), Text(number), Text(row.id[:SHORT_ID])


def names(origins: Sequence[Origin]) -> str:
    """Origins in a row, each name once."""
    return ", ".join(dict.fromkeys(origin.label for origin in origins))


def bounds(amount: Amount) -> str:
    """A number with its bounds, as a reader would write it.

    >>> bounds(Amount(minimum=3000, maximum=None, modifier=">", unit=None, counted="soldiers", sort=None, scope="unstated", whole=None, words="at least 3,000 soldiers"))
    'at least 3,000 soldiers'
    """
    low, high = (f"{bound:,.10g}" if bound is not None else None for bound in (amount.minimum, amount.maximum))
    what = amount.counted or amount.unit or ""
    if low == high:
        value = low or ""
    elif high is None:
        value = f"at least {low}"
    else:
        value = f"{low} to {high}" if low is not None else f"up to {high}"
    return f"{value} {what}".strip()


def proposition(detail: PropositionDetail, *, why: bool) -> None:
    """The matrix of sources by stance with dates, the paths to each origin, the number history; ``why`` adds the rules and the reason of each support."""
    shell, held = console(), detail.proposition
    verdict = held.verdict
    shell.print(Text(held.text, style="bold"))
    counted = f"{verdict.least}" if verdict.least == verdict.most else f"{verdict.least} to {verdict.most}"
    origins = "origin" if counted == "1" else "origins"
    carriers = "carrier" if len(verdict.carriers) == 1 else "carriers"
    shell.print(Text(verdict.name.value, style=STYLES[verdict.name.value]) + Text(f"  {counted} independent {origins}, {len(verdict.carriers)} {carriers}  [{held.id}]"))
    for sentence in verdict.reasons:
        shell.print(Text(sentence))
    digit, reason = verdict.credibility
    shell.print(Text(f"Credibility proposed: {digit} ({reason}); a person sets it.", style="dim"))
    if why:
        for rule in verdict.rules:
            shell.print(Text(f"rule: {rule}", style="dim"))
    shell.print()
    shell.print(_matrix(detail, why=why))
    _history(held)


def _matrix(detail: PropositionDetail, *, why: bool) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", expand=True)
    for name, ratio in (("day", None), ("stance", None), ("source", 4), ("words", 8), ("path to the origin", 7), ("claim", None)):
        table.add_column(name, ratio=ratio, no_wrap=ratio is None, overflow="fold")
    for row in detail.supports:
        style = {"denies": "red", "asserts": "" if row.adds else "dim"}.get(row.side, "magenta")
        words = " … ".join(part.words for part in row.content)
        path = Text(row.path) + Text(f"\n{row.reason}" if why else "", style="dim")
        side = SIDES[row.side] + ("" if row.adds or row.side != "asserts" else " (adds nothing)")
        table.add_row(Text(row.published or ""), Text(side, style=style), Text(row.source), Text(words), path, Text(row.claim[:SHORT_ID]))
    return table


def _history(held: Proposition) -> None:
    shell = console()
    if held.numbers:
        shell.print(Text("\nNumbers", style="bold"))
        origins = {support.origin.key: support.origin.label for support in held.supports}
        for point in held.numbers:
            shell.print(Text(f"{point.said or '':10}  {bounds(point.amount)}  ") + Text(_as_of(point, origins.get(point.origin, point.origin)), style="dim"))
            for relation in point.relations:
                shell.print(Text(f"            {relation.relation.value}: {relation.reason}", style="red" if relation.relation.value == "contradicts" else "dim"))
    if held.changes:
        shell.print(Text("\nChanges", style="bold"))
        for change in held.changes:
            shell.print(Text(f"{change.day or '':10}  {change.who}: {change.kind.value}: {change.words}"))


def _as_of(point: NumberPoint, origin: str) -> str:
    return f"{origin}{f', as of {point.as_of}' if point.as_of else ''} [{point.statement[:SHORT_ID]}]"


def news(found: Sequence[NewsView]) -> None:
    """What is new, a line each."""
    shell = console()
    for row in found:
        before = f"{row.before} -> " if row.before else ""
        style = {"verdict": "red", "denial": "red", "number": "yellow", "new": "green"}.get(row.kind, "magenta")
        shell.print(
            Text(f"{row.day or '':10}  ") + Text(f"{row.kind:9}", style=style) + Text(f"{before}{row.after}  ") + Text(f"{row.text} [{row.proposition[:SHORT_ID]}]", style="dim")
        )
        for change in row.changes:
            shell.print(Text(f"{'':21}{change.who}: {change.words}"))
    shell.print(f"{len(found)} changes")
