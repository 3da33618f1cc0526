"""A real board for tests: uvicorn on a free loopback port, in a thread of its own."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

import uvicorn

import sayso
from sayso.http.options import BoardOptions
from sayso.http.server import configured, listen

PATIENCE = 20.0  # seconds for the start


@dataclass(frozen=True, slots=True)
class Board:
    """A board that is up; ``address`` has no slash at its end."""

    address: str
    port: int


@contextlib.contextmanager
def running_board(ledger: sayso.Ledger, options: BoardOptions | None = None) -> Iterator[Board]:
    """Serves the ledger while the block runs; the port is free whatever the options say."""
    chosen = replace(options or BoardOptions(user="tester"), port=0)
    listening = listen(chosen)
    port = listening.getsockname()[1]
    server = uvicorn.Server(configured(ledger, chosen))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        until = time.monotonic() + PATIENCE
        while not server.started:
            assert thread.is_alive(), "the board did not start"
            assert time.monotonic() < until, "the board took too long to start"
            time.sleep(0.02)
        yield Board(f"http://127.0.0.1:{port}", port)
    finally:
        server.should_exit = True
        thread.join(PATIENCE)
        listening.close()
