"""The verbs about actors: who speaks in the ledger, what persons judge about it, and files of known entities."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text
from typer.core import TyperGroup

from sayso import api
from sayso.cli import render
from sayso.model.actor import Candidate
from sayso.model.actor_views import ActorDetail, ActorView, JudgementView, MentionView
from sayso.model.known import ImportSummary

LedgerOption = Annotated[str | None, typer.Option("--ledger", help="The ledger file (or SAYSO_LEDGER). Default: sayso.db in this folder.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON; docs/json.md describes it.")]
WhyOption = Annotated[str, typer.Option("--why", help="The reason, kept with the judgement.")]
ByOption = Annotated[str | None, typer.Option("--by", help="Who judges. Default: the name you are logged in with.")]
SHORT_ID = 10


class Verbs(TyperGroup):
    """A group whose first verb may be left out: ``sayso actors NAME``."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]  # the library's own class of context
        """Takes anything that is no verb for the name to look for."""
        if not args or (args[0] not in self.commands and args[0] != "--help"):
            args = ["list", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(cls=Verbs, help="Who speaks in the ledger; judge who is who; load known entities.", rich_markup_mode=None)


@app.command(name="list")
def list_(  # noqa: PLR0913 - one parameter for each option of the command line
    name: Annotated[str | None, typer.Argument(help="An actor's id, or part of a name, role or organisation; one actor is shown in full.")] = None,
    country: Annotated[str | None, typer.Option(help="Country of the actor: KR, RU, US, ...")] = None,
    kind: Annotated[str | None, typer.Option(help="person, body or anonymous.")] = None,
    nameless: Annotated[bool, typer.Option("--nameless", help="Also nameless voices, each for itself.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many.")] = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """List who speaks; with a name, show one actor with mentions, merges, rivals and judgements."""
    desk = api.open(ledger).actors
    found = desk.list(name, country=country, kind=kind, nameless=nameless)
    if name is not None and len(found) <= 1:
        detail = desk.show(found[0].id if found else name)
        render.json_out(detail) if as_json else _shown(detail)
        return
    render.json_out(found[:limit]) if as_json else _listed(found[:limit], len(found))


@app.command()
def merge(one: str, two: str, why: WhyOption, by: ByOption = None, ledger: LedgerOption = None, as_json: JsonOption = False) -> None:
    """Judge that two are one actor: names, ids, NAME@DOCUMENT, or the id of a known entity."""
    _judged(api.open(ledger).actors.merge(one, two, why, by), as_json=as_json)


@app.command()
def apart(one: str, two: str, why: WhyOption, by: ByOption = None, ledger: LedgerOption = None, as_json: JsonOption = False) -> None:
    """Judge that two are different actors."""
    _judged(api.open(ledger).actors.apart(one, two, why, by), as_json=as_json)


@app.command()
def withdraw(judgement: Annotated[str, typer.Argument(help="Id of the judgement.")], by: ByOption = None, ledger: LedgerOption = None, as_json: JsonOption = False) -> None:
    """Take a judgement back; it stays in the ledger with the day."""
    _judged(api.open(ledger).actors.withdraw(judgement, by), as_json=as_json)


@app.command()
def judgements(ledger: LedgerOption = None, as_json: JsonOption = False) -> None:
    """List all judgements, withdrawn ones too."""
    found = api.open(ledger).actors.judgements()
    if as_json:
        render.json_out(found)
        return
    for view in found:
        _judged(view, as_json=False)
    print(f"{len(found)} judgements")


@app.command(name="import")
def import_(
    file: Annotated[Path, typer.Argument(help="FollowTheMoney entities as JSON lines, plain or .gz, flat or nested.")],
    name: Annotated[str | None, typer.Option(help="What the data set is called. Default: the file's name.")] = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Load known persons, bodies, posts and who held them; all of a file or nothing."""
    with render.progress(shown=not as_json) as progress:
        summary = api.open(ledger).actors.load(file, name, progress)
    render.json_out(summary) if as_json else _loaded(summary)


@app.command()
def imports(ledger: LedgerOption = None, as_json: JsonOption = False) -> None:
    """List the files of entities that were loaded."""
    found = api.open(ledger).actors.files()
    if as_json:
        render.json_out(found)
        return
    for row in found:
        print(f"{row.name}: {row.persons} persons, {row.bodies} bodies, {row.posts} posts, {row.offices} offices held; from {row.location}, sha256 {row.sha256}")
    print(f"{len(found)} files")


def _listed(found: Sequence[ActorView], total: int) -> None:
    table = render.plain_table("id", "who", "role", "organisation", "country", "claims", "documents", "outlets", "merges")
    for actor in found:
        body = actor.organisation if actor.organisation != actor.name else None
        counts = (str(actor.claims), str(actor.documents), str(len(actor.outlets)), str(actor.merges))
        table.add_row(*map(Text, (actor.id[:SHORT_ID], actor.name, actor.role or "", body or "", actor.country or "", *counts)))
    shell = render.console()
    shell.print(table)
    shell.print(f"{total} actors" if len(found) == total else f"{len(found)} of {total} actors")


def _shown(detail: ActorDetail) -> None:
    shell = render.console()
    actor = detail.actor
    shell.print(Text(f"{actor.id}  {actor.name}" + (f" ({actor.country})" if actor.country else ""), style="bold"))
    facts = [("kind", actor.kind), ("also written", ", ".join(actor.names[1:])), ("roles", ", ".join(detail.roles)), ("organisations", ", ".join(detail.organisations))]
    said = f"{actor.claims} in {actor.documents} documents of {len(actor.outlets)} outlets" + (f", {actor.first} to {actor.last}" if actor.first else "")
    facts += [("claims", said), ("passes on", str(actor.carried) if actor.carried else "")]
    facts += [("taken for" if actor.entity == candidate else "could be", _candidate(candidate)) for candidate in detail.candidates]
    table = render.plain_table("", "")
    table.show_header = False
    for label, value in facts:
        if value:
            table.add_row(Text(label, style="dim"), Text(value))
    shell.print(table)
    for line in (*_mentions(detail), *_merges(detail), *_rivals(detail)):
        shell.print(Text(line))
    for view in detail.judgements:
        _judged(view, as_json=False)


def _candidate(candidate: Candidate) -> str:
    office = candidate.office
    held = f"; {', '.join(filter(None, (office.role, office.organisation)))} {office.start or '..'}/{office.end or '..'}" if office else ""
    return f"{candidate.name} [{candidate.dataset}: {candidate.id}] {candidate.score:.2f}, {candidate.reason}{held}"


def _mentions(detail: ActorDetail) -> list[str]:
    lines = ["", "mentions"]
    for row in detail.mentions:
        cells = ", ".join(filter(None, (row.written, row.role, row.organisation if row.organisation != row.written else None)))
        lines.append(f"  {_place(row)}: {cells}" + (f" ({row.country})" if row.country else "") + (f", {row.claims} claims" if row.claims else ", named only"))
    return lines


def _merges(detail: ActorDetail) -> list[str]:
    lines = ["", "merges"] if detail.merges else []
    for row in detail.merges:
        why = "; ".join((row.reason, *row.evidence))
        lines.append(
            f"  {row.score:.2f} {row.left.written} ({_place(row.left)}) = {row.right.written} ({_place(row.right)}): {why}" + (f" [{row.judgement}]" if row.judgement else "")
        )
    return lines


def _rivals(detail: ActorDetail) -> list[str]:
    return [*(["", "could also be"] if detail.rivals else []), *(f"  {rival.score:.2f} {rival.label}: {rival.reason}" for rival in detail.rivals)]


def _place(row: MentionView) -> str:
    return row.external_id or row.outlet or row.document[:SHORT_ID]


def _judged(view: JudgementView, *, as_json: bool) -> None:
    if as_json:
        render.json_out(view)
        return
    made = view.judgement
    joint = "is" if made.verdict == "merge" else "is not"
    end = "" if view.holds else f"; withdrawn on {(made.withdrawn_at or '')[:10]} by {made.withdrawn_by}"
    print(f"{view.id}: {made.labels[0]} {joint} {made.labels[1]}: {made.why} ({made.by}, {made.at[:10]}{end})")


def _loaded(summary: ImportSummary) -> None:
    if summary.known:
        print(f"Nothing new: the ledger has loaded this file before ({summary.location})")
        return
    counts = f"{summary.persons} persons, {summary.bodies} bodies, {summary.posts} posts, {summary.offices} offices held, {summary.names} names"
    print(f"{summary.name}: {counts}; {summary.repeated} repeated")
    if summary.passed:
        print("passed over: " + ", ".join(f"{what} {number}" for what, number in summary.passed.items()))
