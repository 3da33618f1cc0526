"""Serves the board: takes a ledger and where to listen, runs until it is stopped. The command line starts it by its name in the registry."""

from __future__ import annotations

import errno
import gc
import logging
import socket
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI

from sayso import api
from sayso.http.app import create_app
from sayso.http.options import BoardOptions, is_loopback
from sayso.http.pages.render import prepare
from sayso.http.protocol import PatientProtocol
from sayso.model.errors import SaysoError, UserError

HIGHEST_PORT = 65_535
BACKLOG = 128
PATIENCE = 3  # seconds for answers under way once the server is told to stop


def serve(ledger: api.Ledger, ready: Callable[[str], None], **chosen: Any) -> None:
    """Serves until Ctrl-C; ``ready`` is called with the address once it listens, ``chosen`` are fields of ``BoardOptions``.

    Raises UserError where the address is taken or is none of this machine, and where it is reached from elsewhere but no token would let anybody in.
    """
    options = BoardOptions(**chosen)
    listening = listen(options)
    logging.basicConfig(stream=sys.stderr, format="%(asctime)s %(message)s", level=logging.WARNING)
    try:
        check_tokens(ledger, options)
        config = configured(ledger, options)
        assert isinstance(config.app, FastAPI)
        prepare(config.app.state.templates)
        server = _Server(config, partial(_begin, ledger, lambda: ready(address(options, listening.getsockname()[1]))))
        gc.freeze()  # what is loaded by now stays: looking through it for garbage would stop every answer for some 50 ms now and then
        server.run(sockets=[listening])
    except KeyboardInterrupt:
        return
    finally:
        listening.close()


def _begin(ledger: api.Ledger, ready: Callable[[], None]) -> None:
    """Says where the board is, and meanwhile makes what its first visitors would wait for."""
    threading.Thread(target=_warm, args=(ledger,), daemon=True).start()
    ready()


def _warm(ledger: api.Ledger) -> None:
    try:
        ledger.board.warm()
    except SaysoError as fault:
        logging.getLogger("sayso.http").warning("nothing was made ready for the first visitors: %s", fault)


def configured(ledger: api.Ledger, options: BoardOptions) -> uvicorn.Config:
    """How uvicorn is to run: no log of who read what, no names of programs in answers, no trust in what proxies say."""
    return uvicorn.Config(
        create_app(ledger, options),
        http=type("Patient", (PatientProtocol,), {"seconds": options.limits.header_seconds}),
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=options.limits.connections,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=PATIENCE,
        h11_max_incomplete_event_size=2 * options.limits.url,
    )


def check_tokens(ledger: api.Ledger, options: BoardOptions) -> None:
    """Raises UserError where tokens are needed and there is none that holds."""
    if options.needs_token and not ledger.tokens.any_holding():
        way = "through a proxy" if is_loopback(options.host) else f"on {options.host}"
        where = "the board" if options.guarded else f"{way} others reach the board, so it"
        raise UserError(f"{where} needs a token, and the ledger has none; make one first: sayso token make --name WHO --scope read --ledger {Path(ledger.settings.ledger)}")


def listen(options: BoardOptions) -> socket.socket:
    """The socket, bound."""
    if not 0 <= options.port <= HIGHEST_PORT:
        raise UserError(f"{options.port} is no port; choose one from 1 to {HIGHEST_PORT}")
    try:
        family, _, _, _, where = socket.getaddrinfo(options.host, options.port, type=socket.SOCK_STREAM)[0]
        found = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named, because asyncio then sends at once: else the end of an answer may wait 40 ms
    except (OSError, UnicodeError) as fault:
        raise UserError(f"{options.host} is no address to listen on; leave out --host, or give an address of this machine") from fault
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(where)
        found.listen(BACKLOG)
    except OSError as fault:
        found.close()
        raise UserError(_refused(options, fault)) from fault
    return found


def _refused(options: BoardOptions, fault: OSError) -> str:
    if fault.errno == errno.EADDRINUSE:
        return f"port {options.port} is taken, perhaps by another board; choose another with --port, for instance --port {options.port % HIGHEST_PORT + 1}"
    if fault.errno == errno.EACCES:
        return f"port {options.port} may not be used by you; choose one above 1023 with --port"
    return f"the board cannot listen on {options.host}:{options.port}: {(fault.strerror or str(fault)).lower()}"


def address(options: BoardOptions, port: int) -> str:
    """What to open in a browser."""
    host = {"0.0.0.0": socket.gethostname(), "::": socket.gethostname()}.get(options.host, options.host)  # noqa: S104 - compared, not bound
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


class _Server(uvicorn.Server):
    """Says when it listens."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begins to listen."""
        await super().startup(sockets=sockets)
        self._ready()
