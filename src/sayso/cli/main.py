"""The verbs of the command line."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from sayso import api
from sayso.cli import actors, board, intake, render, render_claim, render_events, render_story, review
from sayso.compose import PROGRAM
from sayso.model.errors import LedgerError, SaysoError, UserError

app = typer.Typer(
    name="sayso",
    help="Keeps the record of who said so: reads news reports into a ledger of attributed claims.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)

app.add_typer(actors.app, name="actors")
app.add_typer(review.app, name="review")
app.add_typer(board.tokens, name="token")
app.command()(board.board)
app.command()(intake.watch)
app.command()(intake.diff)

LedgerOption = Annotated[str | None, typer.Option("--ledger", help="The ledger file (or SAYSO_LEDGER). Default: sayso.db in this folder.")]
ModelOption = Annotated[str | None, typer.Option("--model", help="Folder or package of the spaCy model (or SAYSO_MODEL).")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON; docs/json.md describes it.")]
ExtractorOption = Annotated[str | None, typer.Option("--extractor", help="combined (default: network and rules), rules, network.")]
FastOption = Annotated[bool, typer.Option("--fast", help="Rules alone: twice as quick, finds less.")]
DialOption = Annotated[float | None, typer.Option("--min-confidence", min=0, max=1, help="Keep only what is at least so sure (0 to 1); default 0.5.")]
WorkersOption = Annotated[int | None, typer.Option("--workers", help="Processes that read.")]


def _version(wanted: bool) -> None:
    if wanted:
        print(f"sayso {PROGRAM}")
        raise typer.Exit


def _extractor(name: str | None, *, fast: bool) -> str | None:
    if fast and name not in {None, "rules"}:
        raise UserError(f"--fast is the extractor rules; leave out --extractor {name}")
    return "rules" if fast else name


@app.callback()
def main(version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False) -> None:
    """Keeps the record of who said so."""


@app.command()
def read(  # noqa: PLR0913 - one parameter for each option of the command line
    sources: Annotated[list[str], typer.Argument(help='Files (text, HTML, PDF, mail, feeds, JSONL, CSV, WARC; also gzipped), folders, patterns, addresses, or "-".')],
    published: Annotated[str | None, typer.Option(help="Day of publication, where the source does not say it: 2024-10-23.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Outlet, where the source does not say it.")] = None,
    url: Annotated[str | None, typer.Option(help="Address the report came from; versions of one report share it.")] = None,
    title: Annotated[str | None, typer.Option(help="Headline, where the source does not say it.")] = None,
    extractor: ExtractorOption = None,
    fast: FastOption = False,
    min_confidence: DialOption = None,
    workers: WorkersOption = None,
    start: Annotated[str | None, typer.Option(help="Place of a record of a web archive (its byte, as locations show it): go on from there.")] = None,
    topic: Annotated[str | None, typer.Option(help="A topic file: what does not touch it is counted and skipped.")] = None,
    archive: Annotated[str | None, typer.Option(help="Folder for what is fetched, as it came. Default: beside the ledger.")] = None,
    no_archive: Annotated[bool, typer.Option("--no-archive", help="Keep the texts of what is fetched alone.")] = False,
    allow_private: Annotated[bool, typer.Option("--allow-private", help="Fetch from loopback and private networks too.")] = False,
    ledger: LedgerOption = None,
    model: ModelOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read reports into the ledger."""
    if url and (len(sources) > 1 or Path(sources[0]).is_dir()):
        raise UserError("--url names one report; give one source with it")
    kept = intake.archive_setting(archive, none=no_archive)
    web = {"topic": topic, "archive": kept, "allow_private": allow_private or None}
    book = api.open(ledger, model=model, workers=workers, min_confidence=min_confidence, extractor=_extractor(extractor, fast=fast), **web)
    with render.progress(shown=not as_json) as progress:
        summary = book.read(*sources, published=published, outlet=outlet, url=url, title=title, start=start, progress=progress)
    render.json_out(summary) if as_json else render.summary(summary)
    if summary.seen and summary.refused == summary.seen:
        raise typer.Exit(1)


@app.command()
def claims(  # noqa: PLR0913 - one parameter for each option of the command line
    words: Annotated[list[str] | None, typer.Argument(help='Words to search for; "in quotation marks" a phrase, troop* a beginning.')] = None,
    source: Annotated[str | None, typer.Option(help="Part of the name, role or organisation of a source.")] = None,
    country: Annotated[str | None, typer.Option(help="Country of the source: KR, RU, US, ...")] = None,
    act: Annotated[str | None, typer.Option(help="Speech act: assert, confirm, assess, deny, warn, ...")] = None,
    since: Annotated[str | None, typer.Option(help="Published on this day or later.")] = None,
    until: Annotated[str | None, typer.Option(help="Published on this day or before.")] = None,
    document: Annotated[str | None, typer.Option(help="Only this document (its id or the id it came with).")] = None,
    min_confidence: DialOption = None,
    all_versions: Annotated[bool, typer.Option("--all-versions", help="Also claims of versions that a newer one replaced.")] = False,
    rejected: Annotated[bool, typer.Option("--rejected", help="Also claims that a person rejected.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many.")] = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """List who said what."""
    book = api.open(ledger)
    filters: dict[str, Any] = {
        "source": source,
        "country": country,
        "act": act,
        "since": since,
        "until": until,
        "document": document,
        "min_confidence": min_confidence,
        "all_versions": all_versions,
        "rejected": rejected,
    }
    query = " ".join(words) if words else None
    found = book.claims(query, limit=limit, **filters)
    if as_json:
        render.json_out(found)
        return
    total = book.count(query, **filters) if limit is not None else len(found)
    render.claims(found, book.documents(), total)


@app.command()
def story(
    since: Annotated[str | None, typer.Option(help="Last said on this day or later.")] = None,
    about: Annotated[str | None, typer.Option(help="Words of what is claimed.")] = None,
    place: Annotated[str | None, typer.Option(help="Part of the name of a place, or a country code.")] = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """List what is claimed across reports, with verdicts: on whose say-so it is known, and who denies it."""
    found = api.open(ledger).story(since=since, about=about, place=place)
    render.json_out(found) if as_json else render_story.stories(found)


@app.command()
def changes(
    since: Annotated[str, typer.Option(help="In reports published on this day or later.")],
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """List what is new: propositions, verdicts and numbers that moved, denials, changed positions."""
    found = api.open(ledger).changes(since)
    render.json_out(found) if as_json else render_story.news(found)


@app.command()
def show(
    wanted: Annotated[str, typer.Argument(metavar="ID", help="Id of a claim (c-...) or of a proposition (P-...), or the beginning of it.")],
    why: Annotated[bool, typer.Option("--why", help="Of a proposition: also the rules behind the verdict and the reason of each path.")] = False,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show one claim in its text with the rule behind each cell, or one proposition with its claims, paths and numbers."""
    book = api.open(ledger)
    if wanted.upper().startswith("P-"):
        detail = book.proposition(wanted)
        render.json_out(detail) if as_json else render_story.proposition(detail, why=why)
        return
    shown = book.show(wanted)
    render.json_out(shown) if as_json else render_claim.shown(shown)


@app.command()
def places(
    words: Annotated[str | None, typer.Argument(help="Part of a name.")] = None,
    country: Annotated[str | None, typer.Option(help="Country of the place: KP, RU, ...")] = None,
    role: Annotated[str | None, typer.Option(help="How it takes part: at, from, via, to.")] = None,
    unresolved: Annotated[bool, typer.Option("--open", help="Only names for which no place was chosen.")] = False,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the places that the ledger knows, with counts."""
    found = api.open(ledger).places(words, country=country, role=role, unresolved=unresolved)
    render.json_out(found) if as_json else render.places(found)


@app.command()
def events(  # noqa: PLR0913 - one parameter for each option of the command line
    kind: Annotated[str | None, typer.Argument(metavar="[TYPE]", help="MOBILIZE, ASSAULT, ..., or with a mode MOBILIZE.deploy.")] = None,
    actor: Annotated[str | None, typer.Option(help="Part of the name of who does it, or a country code.")] = None,
    place: Annotated[str | None, typer.Option(help="Part of the name of a place, or a country code.")] = None,
    realis: Annotated[str | None, typer.Option(help="actual, ongoing, planned, hypothetical, negated.")] = None,
    since: Annotated[str | None, typer.Option(help="Published on this day or later.")] = None,
    until: Annotated[str | None, typer.Option(help="Published on this day or before.")] = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the events that reports tell of, with roles and how real the words make them."""
    found = api.open(ledger).events(type=kind, actor=actor, place=place, realis=realis, since=since, until=until)
    render.json_out(found) if as_json else render_events.events(found)


@app.command()
def watchlist(
    since: Annotated[str | None, typer.Option(help="Raised in a report of this day or later.")] = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """List what claims hang on, whether it was reported since, and what sources say they do not know."""
    found = api.open(ledger).watchlist(since=since)
    render.json_out(found) if as_json else render_events.watchlist(found)


@app.command()
def documents(
    refused: Annotated[bool, typer.Option("--refused", help="List what was declined, and why.")] = False,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the documents, or what was refused."""
    book = api.open(ledger)
    if refused:
        refusals = book.refusals()
        render.json_out(refusals) if as_json else render.refusals(refusals)
        return
    rows = book.documents()
    render.json_out(rows) if as_json else render.documents(rows)


@app.command()
def verify(ledger: LedgerOption = None, as_json: JsonOption = False) -> None:
    """Prove every span, id and hash in the ledger."""
    report = api.open(ledger).verify()
    render.json_out(report) if as_json else render.verified(report)
    if report.faults:
        raise typer.Exit(1)


@app.command()
def rebuild(ledger: LedgerOption = None) -> None:
    """Drop all that was derived (propositions, verdicts) and make it again from the observations."""
    with render.progress(shown=True) as progress:
        done = api.open(ledger).rebuild(progress)
    print(f"{done} reports weighed")


@app.command()
def model(chosen: ModelOption = None, as_json: JsonOption = False) -> None:
    """Say which language model is used, where it comes from, and the hash of its weights."""
    found = api.model(model=chosen)
    render.json_out(found) if as_json else render.model(found)


@app.command()
def export(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="The format: jsonl.")] = "jsonl",
    output: Annotated[Path | None, typer.Option("-o", "--output", help="File to write; default: standard output.")] = None,
    ledger: LedgerOption = None,
) -> None:
    """Write the whole ledger in a format."""
    book = api.open(ledger)
    with render.sink(output) as out:
        book.export(form, out)


@app.command(name="eval")
def evaluate(  # noqa: PLR0913 - one parameter for each option of the command line
    task: Annotated[str, typer.Argument(help="The task: attribution, stories, places, times, quantities, events, factuality, reuse, grouping, stance.")],
    data: Annotated[str, typer.Argument(help="JSONL of documents; gold fields are ignored.")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="File to write; default: standard output.")] = None,
    given_spans: Annotated[bool, typer.Option("--given-spans", help="Take the names from the file and only say what each means (places).")] = False,
    verdicts: Annotated[Path | None, typer.Option(help="Where the propositions go, as a JSON list (stories).")] = None,
    extractor: ExtractorOption = None,
    fast: FastOption = False,
    min_confidence: DialOption = None,
    workers: WorkersOption = None,
    model: ModelOption = None,
) -> None:
    """Run on the texts of an evaluation file and write predictions for its scorer."""
    with render.progress(shown=output is not None) as progress, render.sink(output) as out, render.maybe(verdicts) as weighed:
        chosen = {"model": model, "workers": workers, "min_confidence": min_confidence, "extractor": _extractor(extractor, fast=fast)}
        done = api.evaluate(task, data, out, given_spans=given_spans, verdicts=weighed, progress=progress, **chosen)
    if output is not None:
        render.note(f"{done} documents read, predictions in {output}")


def run() -> None:
    """The entry point: errors become a line on standard error and an exit code, never a traceback."""
    try:
        app(standalone_mode=True)
    except UserError as fault:
        _fail(str(fault), 2)
    except LedgerError as fault:
        _fail(str(fault), 3)
    except SaysoError as fault:
        _fail(str(fault), 1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    except KeyboardInterrupt:
        _fail("stopped; what was read before is in the ledger, and the same command goes on from there", 130)
    except Exception as fault:
        if os.environ.get("SAYSO_DEBUG"):
            raise
        _fail(f"a fault in sayso itself: {type(fault).__name__}: {fault}\nSet SAYSO_DEBUG=1 to see where, and please report it", 70)


def _fail(message: str, code: int) -> None:
    print(f"sayso: {message}", file=sys.stderr)
    sys.exit(code)
