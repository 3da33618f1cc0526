"""The verbs of what comes in: watching feeds, comparing versions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from sayso import api
from sayso.cli import render, render_story
from sayso.model.errors import UserError

LedgerOption = Annotated[str | None, typer.Option("--ledger", help="The ledger file (or SAYSO_LEDGER). Default: sayso.db in this folder.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON; docs/json.md describes it.")]
NO_ARCHIVE = "none"


def archive_setting(folder: str | None, *, none: bool) -> str | None:
    """The setting of the archive that two options stand for."""
    if none and folder:
        raise UserError("--no-archive keeps no archive; leave out --archive")
    return NO_ARCHIVE if none else folder


def watch(  # noqa: PLR0913 - one parameter for each option of the command line
    sources: Annotated[list[str], typer.Argument(help="Addresses of feeds or pages, or OPML lists of feeds.")],
    once: Annotated[bool, typer.Option("--once", help="Ask what is due now and end, for cron.")] = False,
    rules: Annotated[Path | None, typer.Option(help="A YAML file that says which changes to alert of, and where to.")] = None,
    topic: Annotated[str | None, typer.Option(help="A topic file: what does not touch it is counted and skipped.")] = None,
    fast: Annotated[bool, typer.Option("--fast", help="Rules alone: twice as quick, finds less.")] = False,
    archive: Annotated[str | None, typer.Option(help="Folder for what is fetched, as it came. Default: beside the ledger.")] = None,
    no_archive: Annotated[bool, typer.Option("--no-archive", help="Keep the texts of what is fetched alone.")] = False,
    allow_private: Annotated[bool, typer.Option("--allow-private", help="Fetch from loopback and private networks too.")] = False,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Watch feeds and pages: read what is new, and say what changed."""
    kept = archive_setting(archive, none=no_archive)
    book = api.open(ledger, topic=topic, archive=kept, allow_private=allow_private or None, extractor="rules" if fast else None)
    for round_ in book.watch(*sources, rules=rules, once=once):
        if as_json:
            render.json_out(round_)
            continue
        for refusal in round_.refusals:
            render.note(f"refused: {refusal.location}: {refusal.detail}")
        render.note(f"{round_.feeds} feeds asked")
        if round_.summary.seen:
            render.summary(round_.summary)
        if round_.news:
            render_story.news(round_.news)
        for receipt in round_.receipts:
            if receipt.refusal is not None:
                render.note(f"not delivered to {receipt.target}: {receipt.refusal.detail}")


def diff(
    document: Annotated[str, typer.Argument(help="Id of a document, or the id it came with.")],
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what the newest version of a report changed: claims that appeared, vanished or changed."""
    found = api.open(ledger).differences(document)
    if as_json:
        render.json_out(found)
        return
    shell = render.console()
    for claim in found.appeared:
        shell.print(Text(f"+ {render.who(claim.speaker, brief=True)}: {' … '.join(part.words for part in claim.content)}", style="green"))
    for claim in found.vanished:
        shell.print(Text(f"- {render.who(claim.speaker, brief=True)}: {' … '.join(part.words for part in claim.content)}", style="red"))
    for pair in found.changed:
        changes = "; ".join(f"{change.field}: {change.old or '(nothing)'} -> {change.new or '(nothing)'}" for change in pair.changes)
        shell.print(Text(f"~ {render.who(pair.new.speaker, brief=True)}: {changes}", style="yellow"))
    shell.print(f"{len(found.appeared)} appeared, {len(found.vanished)} vanished, {len(found.changed)} changed, {found.unchanged} unchanged; {len(found.text)} changes of the text")
