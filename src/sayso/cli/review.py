"""The verbs of review: what a person decides about claims and propositions, and the list of what was decided."""

from __future__ import annotations

from typing import Annotated

import typer

from sayso import api
from sayso.cli import render
from sayso.model.board import ReviewAct
from sayso.model.errors import UserError
from sayso.settings import user_name

LedgerOption = Annotated[str | None, typer.Option("--ledger", help="The ledger file (or SAYSO_LEDGER). Default: sayso.db in this folder.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON; docs/json.md describes it.")]
WhyOption = Annotated[str, typer.Option("--why", help="The reason, kept with the judgement.")]
ByOption = Annotated[str | None, typer.Option("--by", help="Who judges (or SAYSO_USER). Default: the name you are logged in with.")]
ClaimArgument = Annotated[str, typer.Argument(metavar="CLAIM", help="Id of a claim (c-...), or the beginning of it.")]
PropositionArgument = Annotated[str, typer.Argument(metavar="PROPOSITION", help="Id of a proposition (P-...), or the beginning of it.")]
PLACE_HELP = "The words of the text that say it, by their place: sayso show gives places. Several times for content that does not hang together."

app = typer.Typer(help="Judge claims and propositions: every judgement is kept with who, when and why, and can be taken back.", no_args_is_help=True, rich_markup_mode=None)


@app.command()
def accept(claim: ClaimArgument, why: WhyOption, by: ByOption = None, ledger: LedgerOption = None, as_json: JsonOption = False) -> None:
    """Mark a claim as read rightly."""
    _shown(api.open(ledger).review.accept(claim, by=user_name(by), why=why), as_json=as_json)


@app.command()
def reject(claim: ClaimArgument, why: WhyOption, by: ByOption = None, ledger: LedgerOption = None, as_json: JsonOption = False) -> None:
    """Take a claim out of weighing and of lists."""
    _shown(api.open(ledger).review.reject(claim, by=user_name(by), why=why), as_json=as_json)


@app.command()
def correct(  # noqa: PLR0913 - one parameter for each option of the command line
    claim: ClaimArgument,
    cell: Annotated[str, typer.Argument(help="The cell: speaker, speaker.role, act, certainty, polarity, condition, said_at, place, time, quantity, content.")],
    why: WhyOption,
    value: Annotated[str | None, typer.Argument(help='What it should be; "" empties it. Leave it out to take the words of --at.')] = None,
    at: Annotated[list[str] | None, typer.Option("--at", metavar="START-END", help=PLACE_HELP)] = None,
    by: ByOption = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Set a cell of a claim; what the program read stays beside it."""
    places = [_place(one) for one in at or ()]
    start, end = places[0] if places else (None, None)
    _shown(api.open(ledger).review.correct(claim, cell, value=value, start=start, end=end, more=places[1:], by=user_name(by), why=why), as_json=as_json)


@app.command()
def merge(
    propositions: Annotated[list[str], typer.Argument(metavar="PROPOSITION...", help="Ids of two propositions or more.")],
    why: WhyOption,
    by: ByOption = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make one proposition of several."""
    _shown(api.open(ledger).review.merge(propositions, by=user_name(by), why=why), as_json=as_json)


@app.command()
def split(
    proposition: PropositionArgument,
    claims: Annotated[list[str], typer.Argument(metavar="CLAIM...", help="The claims to take out of it.")],
    why: WhyOption,
    by: ByOption = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a proposition of its own of some claims of another."""
    _shown(api.open(ledger).review.split(proposition, claims, by=user_name(by), why=why), as_json=as_json)


@app.command()
def credibility(
    proposition: PropositionArgument,
    digit: Annotated[int, typer.Argument(help="1 confirmed, 2 probably true, 3 possibly true, 4 doubtful, 5 improbable, 6 cannot be judged.")],
    why: WhyOption,
    by: ByOption = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Rate a proposition by the Admiralty scale."""
    _shown(api.open(ledger).review.credibility(proposition, digit, by=user_name(by), why=why), as_json=as_json)


@app.command()
def undo(
    act: Annotated[str, typer.Argument(metavar="ACT", help="Id of a judgement (r-...), or the beginning of it.")],
    why: WhyOption,
    by: ByOption = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take a judgement back; the ledger keeps both."""
    _shown(api.open(ledger).review.undo(act, by=user_name(by), why=why), as_json=as_json)


@app.command(name="list")
def list_(
    target: Annotated[str | None, typer.Argument(help="Only what was decided of this claim, or of this proposition and its claims.")] = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """List what was decided, taken back or not."""
    found = api.open(ledger).review.acts(target)
    if as_json:
        render.json_out(found)
        return
    for act in found:
        _shown(act, as_json=False)
    print(f"{len(found)} {'judgement' if len(found) == 1 else 'judgements'}")


@app.command()
def carry(
    old: Annotated[str, typer.Argument(metavar="LEDGER", help="The ledger whose judgements are taken over.")],
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take over all judgements of another ledger, such as an older one of the same reports."""
    found = api.open(ledger).review.carry(old)
    if as_json:
        render.json_out(found)
        return
    lost = [act for act in found if not act.applies and act.undone is None]
    print(f"{len(found)} judgements of {old}; {len(lost)} of them find nothing here to apply to")
    for act in lost:
        _shown(act, as_json=False)


def _place(given: str) -> tuple[int, int]:
    start, dash, end = given.partition("-")
    if not (dash and start.isdecimal() and end.isdecimal()):
        raise UserError(f"--at takes a place such as 120-134, not {given!r}")
    return int(start), int(end)


def _shown(act: ReviewAct, *, as_json: bool) -> None:
    if as_json:
        render.json_out(act)
        return
    end = f"; taken back on {act.undone[0][:10]} by {act.undone[1]}" if act.undone else "" if act.applies else "; applies to nothing that is in the ledger"
    print(f"{act.id}  {act.target}  {act.what}: {act.why} ({act.by}, {act.at[:10]}{end})")
