"""What is particular to SQLite: opening a file safely, transactions, and the words of its errors."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from sayso.model.errors import LedgerUnavailable, UserError

WAIT_MS = 5000  # how long to wait for another writer
MAGIC = b"SQLite format 3\x00"


def engine_for(path: Path, *, write: bool) -> Engine:
    """An engine over a ledger file; raises LedgerUnavailable or UserError, in words for a user, where that cannot be."""
    if path.is_dir():
        raise UserError(f"{path} is a folder; name a file for the ledger")
    if not write and not path.exists():
        raise UserError(f"there is no ledger at {path}; make one with: sayso read FILE --ledger {path}")
    if write and not path.parent.is_dir():
        raise UserError(f"there is no folder {path.parent} to put the ledger in")
    if path.exists() and not _begins_as_database(path):
        raise LedgerUnavailable(f"{path} is not a Sayso ledger (no SQLite file); name another file with --ledger")
    writable = os.access(path if path.exists() else path.parent, os.W_OK)
    if write and not writable:
        raise LedgerUnavailable(f"the ledger {path} is read-only; change its permissions or copy it to another place")
    alone = not (path.exists() and writable and os.access(path.parent, os.W_OK))
    query = "?mode=ro&immutable=1&uri=true" if alone and not write else "?uri=true"
    engine = create_engine(f"sqlite+pysqlite:///file:{_quoted(path)}{query}", poolclass=NullPool, connect_args={"timeout": WAIT_MS / 1000})
    event.listen(engine, "connect", _on_connect if write else _on_connect_reading)
    event.listen(engine, "begin", _begin_writing if write else _begin_reading)
    return engine


def _begins_as_database(path: Path) -> bool:
    """Whether the file is empty or begins as every SQLite file does."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) in {b"", MAGIC}


def _quoted(path: Path) -> str:
    return quote(str(path.resolve()))


def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {WAIT_MS}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")


def _on_connect_reading(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {WAIT_MS}")


def _begin_writing(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_reading(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turns the database's errors into words for a user."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as fault:
        raise LedgerUnavailable(_explain(path, str(fault.orig if isinstance(fault, DBAPIError) else fault))) from fault


def _explain(path: Path, reason: str) -> str:
    low = reason.lower()
    if "locked" in low or "busy" in low:
        return f"the ledger {path} is locked by another process; wait until it has finished and try again"
    if "readonly" in low or "read-only" in low or "attempt to write" in low:
        return f"the ledger {path} is read-only; change its permissions or copy it to another place"
    if "malformed" in low or "not a database" in low or "corrupt" in low:
        return f"the ledger {path} is damaged ({reason}); restore it from a copy, or read the sources into a new ledger"
    if "disk is full" in low or "database or disk" in low:
        return f"there is no room on the disk for the ledger {path}; nothing of this batch was written"
    return f"the ledger {path} cannot be used: {reason}"


def integrity_faults(connection: Connection) -> list[str]:
    """What SQLite itself finds wrong with the file."""
    rows = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check(20)"))]
    broken = [str(row[0]) for row in connection.execute(text("PRAGMA foreign_key_check"))]
    return [f"SQLite: {row}" for row in rows if row != "ok"] + [f"SQLite: a row of {name} points to nothing" for name in broken]
