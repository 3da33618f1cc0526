"""How results look in a terminal, and as JSON."""

from __future__ import annotations

import contextlib
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Column, Table
from rich.text import Text

from sayso.api import Progress as Report
from sayso.cli.progress import Bar, Lines
from sayso.model.errors import UserError
from sayso.model.reading import ReadSummary
from sayso.model.views import ClaimView, DocumentView, ModelView, PlaceSummary, RefusalView, SourceView, VerifyReport

PLAIN_WIDTH = 120  # columns where the output is no terminal
SHORT_ID = 10  # "c-" and 8 digits: enough to be unique among some ten thousand claims


def console() -> Console:
    """Where results go; as wide as the terminal."""
    return Console(width=None if sys.stdout.isatty() else PLAIN_WIDTH, highlight=False, soft_wrap=False)


def plain_table(*names: str) -> Table:
    """A table without lines, every column folded where it is too wide."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name in names:
        table.add_column(name, overflow="fold")
    return table


def json_out(value: object) -> None:
    """Any view as JSON on standard output."""
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")


def note(message: str) -> None:
    """A line for people, on standard error."""
    print(message, file=sys.stderr)


@contextlib.contextmanager
def sink(path: Path | None) -> Iterator[BinaryIO]:
    """The file to write to, or standard output; a file appears only when it is complete."""
    if path is None:
        yield sys.stdout.buffer
        return
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as out:
            yield out
        part.replace(path)
    except OSError as fault:
        raise UserError(f"{path} cannot be written: {(fault.strerror or type(fault).__name__).lower()}") from fault
    finally:
        part.unlink(missing_ok=True)


@contextlib.contextmanager
def maybe(path: Path | None) -> Iterator[BinaryIO | None]:
    """The file to write to, or None where none was named."""
    if path is None:
        yield None
        return
    with sink(path) as out:
        yield out


@contextlib.contextmanager
def progress(*, shown: bool) -> Iterator[Report | None]:
    """A bar on standard error that counts documents; where that is no terminal, a line every minute. Says after Ctrl-C how to go on."""
    try:
        if not shown:
            yield None
        elif not sys.stderr.isatty():
            yield Lines(note)
        else:
            place = TextColumn("{task.description}", markup=False, table_column=Column(no_wrap=True, overflow="ellipsis"))
            with Progress(BarColumn(bar_width=20), TimeElapsedColumn(), place, console=Console(stderr=True), transient=True) as bar:
                yield Bar(bar)
    except KeyboardInterrupt as stop:
        note(f"sayso: {stop}" if stop.args else "sayso: stopped; the same command begins where this one ended")
        raise


def summary(result: ReadSummary) -> None:
    """One line on what came of reading, and a line for each refusal."""
    parts = [f"{result.new} new"]
    if result.new_versions:
        parts.append(f"{result.new_versions} new versions of known reports")
    parts.append(f"{result.known} already known")
    parts.append(f"{result.refused} refused")
    for refusal in result.refusals[:20]:
        note(f"refused: {refusal.location}: {refusal.detail}")
    if len(result.refusals) > 20:
        note(f"... and {len(result.refusals) - 20} more; list them with: sayso documents --refused")
    if result.skipped:
        parts.append(f"{result.skipped} off the topic")
    if result.unread:
        parts.append(f"{result.unread} of the new ones not in English, kept without claims")
    print(f"{result.seen} documents: {', '.join(parts)}; {result.claims} new claims")
    if result.seen and result.seen == result.known:
        print("Nothing new: the ledger has read these texts before.")


def who(source: SourceView, *, brief: bool = False) -> str:
    """A source in words: name, role, organisation (country); in brief without the role of somebody whose name and organisation are known."""
    voices = [source, *source.also]
    return " + ".join(_voice(voice, brief=brief) for voice in voices)


def _voice(source: SourceView, *, brief: bool) -> str:
    if source.kind == "unstated":
        return "(nobody named)"
    mention = source.mention.words if source.mention else ""
    role = source.role if source.name is None or not brief or source.organisation is None else None
    organisation = source.organisation if source.name is not None or not role or (source.organisation or "") not in role else None
    parts = [part for part in (source.name, role, organisation) if part]
    text = ", ".join(dict.fromkeys(parts)) or mention
    return f"{text} ({source.country})" if source.country else text


def claims(found: Sequence[ClaimView], documents: Sequence[DocumentView], total: int) -> None:
    """Who - act - how sure - what - where, a table for each document."""
    shell = console()
    titles = {row.id: row for row in documents}
    by_document: dict[str, list[ClaimView]] = defaultdict(list)
    for claim in found:
        by_document[claim.document].append(claim)
    for document, rows in by_document.items():
        shell.print(Text(heading(titles[document]), style="bold"))
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", expand=True)
        for name, ratio in (("who", 5), ("act", None), ("how sure", None), ("what", 10), ("where", None), ("id", None)):
            table.add_column(name, ratio=ratio, no_wrap=ratio is None, overflow="fold")
        for claim in rows:
            act = Text(claim.act.value or "", style=_act_style(claim.act.value))
            table.add_row(Text(_chain(claim)), act, claim.certainty.value, Text(_what(claim) + _review(claim)), _where(claim), claim.id[:SHORT_ID])
        shell.print(table)
        shell.print()
    shell.print(f"{total} claims" if total == len(found) else f"{len(found)} of {total} claims")


def heading(document: DocumentView) -> str:
    """A document in a line."""
    parts = [document.outlet, document.published, f"“{document.title}”" if document.title else None, document.external_id or document.id[:SHORT_ID]]
    version = f" (version {document.version})" if document.version > 1 else ""
    return ", ".join(part for part in parts if part) + version


def _chain(claim: ClaimView) -> str:
    """The speaker, with those who pass his words on before him; the outlet stands in the heading."""
    return " > ".join(who(link, brief=True) for link in claim.chain[1:])


def _what(claim: ClaimView) -> str:
    words = " … ".join(part.words for part in claim.content)
    return f"“{words}”" if claim.form == "direct" else words


def _review(claim: ClaimView) -> str:
    """What persons did to the claim: which cells they set, whether they accepted or rejected it."""
    notes = [f"{mark.cell.replace('_', ' ')} set by {mark.by}, read as {mark.machine or 'none'}" for mark in claim.judged if mark.cell != "content"]
    notes += [f"content set by {mark.by}" for mark in claim.judged if mark.cell == "content"]
    notes += [f"{claim.reviewed.kind}ed by {claim.reviewed.by}"] if claim.reviewed else []
    return f" [{'; '.join(notes)}]" if notes else ""


def _where(claim: ClaimView) -> str:
    return f"{claim.content[0].start}-{claim.content[-1].end}"


def _act_style(act: str | None) -> str:
    return {"deny": "red", "confirm": "green", "unknown": "magenta", "decline": "magenta", "warn": "yellow", "accuse": "yellow"}.get(act or "", "")


def places(rows: Sequence[PlaceSummary]) -> None:
    """The places of a ledger, one a line."""
    table = plain_table("place", "country", "kind", "where", "claims", "named", "documents", "roles", "also written")
    for row in rows:
        where = f"{row.latitude:.2f}, {row.longitude:.2f}" if row.latitude is not None and row.longitude is not None else "open"
        roles = ", ".join(f"{role} {number}" for role, number in row.roles.items())
        others = ", ".join(name for name in row.written if name != row.name)
        cells = [row.name, row.country or "", row.feature or "", where, str(row.claims), str(row.mentions), str(row.documents), roles, others]
        table.add_row(*map(Text, cells))
    shell = console()
    shell.print(table)
    shell.print(f"{len(rows)} places")


def documents(rows: Sequence[DocumentView]) -> None:
    """The documents, one a line."""
    table = plain_table("id", "published", "outlet", "title", "version", "claims", "from")
    for row in rows:
        version = f"{row.version}" if row.latest else f"{row.version} (replaced)"
        cells = [row.id[:SHORT_ID], row.published or "not known", row.outlet or "not known", row.title or "", version, str(row.claims), row.location]
        table.add_row(*map(Text, cells))
    shell = console()
    shell.print(table)
    shell.print(f"{len(rows)} documents")


def refusals(rows: Sequence[RefusalView]) -> None:
    """What was declined, with its reason."""
    shell = console()
    for row in rows:
        place = f" at {row.at.start}-{row.at.end}" if row.at else ""
        shell.print(Text(f"{row.location}{place}: {row.detail} [{row.stage}: {row.code}]"))
        if row.at:
            shell.print(Text(f"    {row.at.words}", style="dim"))
    shell.print(f"{len(rows)} refusals")


def verified(report: VerifyReport) -> None:
    """What a verification found."""
    for fault in report.faults:
        print(f"FAULT {fault}")
    counted = f"{report.documents} documents, {report.attributions} attributions, {report.claims} claims, {report.spans} spans"
    print(f"{len(report.faults)} faults in {counted}" if report.faults else f"All well: {counted} verified")
    if report.chain:
        count = f"{report.judgements} {'judgement' if report.judgements == 1 else 'judgements'}"
        print(f"{count} of persons in one chain that ends in {report.chain}; keep that to prove later that none was taken away")


def model(view: ModelView) -> None:
    """Which model, where from, which hash."""
    print(f"{view.name} {view.version}\nfrom    {view.origin}\nfolder  {view.folder}\nsha256  {view.sha256}")
    print("These are the weights Sayso was measured with." if view.known else "These are other weights than Sayso was measured with.")
