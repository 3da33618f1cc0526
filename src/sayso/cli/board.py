"""The verbs of the board: serving it, writing a story into one file, and the tokens that let others in."""

from __future__ import annotations

import os
import sys
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from sayso import api, registry
from sayso.cli import render
from sayso.model.errors import UserError
from sayso.model.token import TokenView
from sayso.settings import user_name

LedgerOption = Annotated[str | None, typer.Option("--ledger", help="The ledger file (or SAYSO_LEDGER). Default: sayso.db in this folder.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON; docs/json.md describes it.")]
UserOption = Annotated[str | None, typer.Option("--user", help="By whom acts of review are made (or SAYSO_USER). Default: the name you are logged in with.")]
ByOption = Annotated[str | None, typer.Option("--by", help="Who does it (or SAYSO_USER). Default: the name you are logged in with.")]
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
ALWAYS_THERE = {"darwin", "win32"}  # systems with a browser for whoever sits before them

tokens = typer.Typer(no_args_is_help=True, help="Tokens: they let others reach the board from elsewhere.", rich_markup_mode=None)


def board(  # noqa: PLR0913 - one parameter for each option of the command line
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on; 0: any that is free.")] = 8321,
    host: Annotated[str, typer.Option(help="The address to listen on. Beyond this machine every visitor needs a token: sayso token make.")] = "127.0.0.1",
    name: Annotated[list[str] | None, typer.Option(help="A further name under which it is reached, such as that of a proxy. May be given several times.")] = None,
    public_url: Annotated[
        str | None, typer.Option(metavar="URL", help="The address under which a proxy with TLS serves it, as https://board.example: cookies are then Secure.")
    ] = None,
    proxy: Annotated[
        list[str] | None, typer.Option(metavar="ADDRESS", help="A proxy whose X-Forwarded-For and X-Forwarded-Proto are believed. May be given several times.")
    ] = None,
    require_token: Annotated[bool, typer.Option("--require-token", help="Ask for a token on this machine too.")] = False,
    show: Annotated[bool | None, typer.Option("--open/--no-open", help="Open it in the browser. Default: where there is a screen.")] = None,
    user: UserOption = None,
    static: Annotated[Path | None, typer.Option(metavar="FILE.html", help="Serve nothing: write one story into this one file, to be mailed and opened anywhere.")] = None,
    story: Annotated[str | None, typer.Option(help="Which story, by its id (S-...) or by words of its title or of what is claimed in it. Default: the one last told of.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite a file that Sayso did not write.")] = False,
    ledger: LedgerOption = None,
) -> None:
    """Show stories, propositions and claims in the browser."""
    book = api.open(ledger)
    if static is None and (story or force):
        raise UserError("--story and --force go with --static FILE.html")
    with render.progress(shown=True) as progress:
        book.weigh(progress)
    if static is not None:
        written = registry.load("doors", "static")(book, static, story, force=force)
        render.note(f"{written} is in {static}")
        return
    opens = show if show is not None else _has_screen()

    def ready(address: str) -> None:
        print(f"The board of {book.settings.ledger} is at {address} (Ctrl-C stops it)", flush=True)
        if host not in LOOPBACK and public_url is None:
            render.note("it speaks plain HTTP: put a proxy with TLS before it, and give the proxy's address with --public-url https://NAME")
        if opens:
            webbrowser.open(address)

    others = [one for one in name or () if one.lower() not in LOOPBACK]  # by another name others come, through a proxy
    options = {"host": host, "port": port, "user": user_name(user), "names": tuple(name or ()), "public": public_url, "proxies": tuple(proxy or ())}
    registry.load("doors", "board")(book, ready, guarded=require_token or bool(others), **options)


@tokens.command()
def make(
    name: Annotated[str, typer.Option(help="Who will use it: acts of review bear this name.")],
    scope: Annotated[str, typer.Option(help="read, review (acts too), admin (tokens too).")] = "read",
    expires: Annotated[str | None, typer.Option(help="The last day on which it holds: 2025-06-30. Default: until it is revoked.")] = None,
    by: ByOption = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a token, and print it this once."""
    made = api.open(ledger).tokens.make(name, scope, by=user_name(by), expires=expires)
    if as_json:
        render.json_out(made)
        return
    print(made.secret)
    render.note(f"token {made.token.id} for {made.token.name}, scope {made.token.scope}: keep it safe, it is shown this once (the ledger has its hash alone)")


@tokens.command(name="list")
def list_(ledger: LedgerOption = None, as_json: JsonOption = False) -> None:
    """List the tokens, those that no longer hold too."""
    found = api.open(ledger).tokens.list()
    if as_json:
        render.json_out(found)
        return
    table = render.plain_table("id", "name", "scope", "made", "by", "state")
    for token in found:
        table.add_row(token.id, token.name, token.scope, token.made_at[:10], token.made_by, _state(token))
    render.console().print(table if found else "no tokens; make one with: sayso token make --name WHO")


@tokens.command()
def revoke(
    token: Annotated[str, typer.Argument(help="Its id, the beginning of it, or its name.")],
    by: ByOption = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """End a token; it stays in the list with the day of its end."""
    ended = api.open(ledger).tokens.revoke(token, by=user_name(by))
    render.json_out(ended) if as_json else render.note(f"token {ended.id} for {ended.name} lets nobody in any more")


def _state(token: TokenView) -> str:
    if token.revoked_at is not None:
        return f"revoked {token.revoked_at[:10]} by {token.revoked_by}"
    return f"until {token.expires}" if token.expires else "holds"


def _has_screen() -> bool:
    return sys.stdout.isatty() and (sys.platform in ALWAYS_THERE or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")))
