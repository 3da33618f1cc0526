"""Brings a ledger to this program's schema, and refuses one from a newer program."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from sayso.ledger.sqlite import plain_errors
from sayso.model.errors import LedgerUnavailable

HEAD = "0011"
KNOWN = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010", "0011")
OWN = {"document", "claim", "alembic_version"}


def schema_version(connection: Connection) -> str | None:
    """The number of the last change made to this ledger; None for an empty file."""
    names = set(inspect(connection).get_table_names())
    if not names:
        return None
    if not names >= OWN:
        raise LedgerUnavailable("the file is an SQLite database, but not a Sayso ledger; name another file with --ledger")
    version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if version not in KNOWN:
        raise LedgerUnavailable(f"the ledger has schema {version}, this program knows {HEAD} at the most; install the newer Sayso that made it")
    return str(version)


def upgrade(engine: Engine, path: Path) -> None:
    """Makes or changes the tables where needed, in one transaction."""
    with plain_errors(path):
        with engine.connect() as connection:
            if schema_version(connection) == HEAD:
                return
        with engine.begin() as connection:
            if schema_version(connection) != HEAD:
                _run(connection)


def _run(connection: Connection) -> None:
    from alembic import command  # here, because most calls meet a ledger that needs no change
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(files("sayso.ledger") / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
