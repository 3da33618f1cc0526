"""Compiles the gazetteer once into an SQLite file of the user's cache folder, and opens it.

The file keeps the sha256 of its rows and the fingerprint of what it was made from; a CRC of all its bytes stands in the field that SQLite leaves to programs. A file that is
broken, cut short or made from other data is made anew under another name and moved into its place, so that no reader ever sees half of one.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from sayso.grounding.gazetteer import packages
from sayso.grounding.gazetteer.folding import fold
from sayso.grounding.gazetteer.lookup import Gazetteer
from sayso.grounding.gazetteer.own_table import link_forms, table_entries, table_fingerprint
from sayso.grounding.gazetteer.packages import Entry

Progress = Callable[[int, int], None]
FORMAT = "1"
# "user_version" of the SQLite header.
CRC_AT = 60
# Places in all, about: what progress is counted against. The packages hold 235,915 cities; 39,000 divisions have a city among them (2026-11).
ABOUT = 276_000
STEP = 5_000
SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE places (number INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, latitude REAL NOT NULL, longitude REAL NOT NULL, country TEXT NOT NULL,
  feature TEXT NOT NULL, population INTEGER NOT NULL, admin1 TEXT NOT NULL, admin2 TEXT NOT NULL);
CREATE TABLE names (key TEXT NOT NULL, place INTEGER NOT NULL, rank INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
"""


def default_folder() -> Path:
    """Where the compiled file is kept: ``sayso`` in XDG_CACHE_HOME or ~/.cache."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sayso"


def open_gazetteer(folder: Path | None, progress: Progress | None = None) -> Gazetteer:
    """The gazetteer of this folder (None: the user's cache), compiled first where there is none that is whole and up to date.

    ``progress`` is called with the places done and about how many there are. Raises OSError where the folder cannot be written.
    """
    path = (folder or default_folder()).resolve() / "gazetteer.db"
    wanted = fingerprint()
    checksum = kept_checksum(path, wanted)
    if checksum is None:
        checksum = _compile(path, wanted, progress or (lambda _done, _all: None))
    return Gazetteer(path, checksum)


def fingerprint() -> str:
    """What the gazetteer is made from: format, packages, own tables."""
    return f"{FORMAT} {packages.versions()} {table_fingerprint()}"


def _crc(data: bytes) -> bytes:
    view = memoryview(data)
    return zlib.crc32(view[CRC_AT + 4 :], zlib.crc32(view[:CRC_AT])).to_bytes(4, "big")


def kept_checksum(path: Path, wanted: str) -> str | None:
    """The checksum kept in the file; None where the file is missing, broken or made from other data."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    if len(data) < CRC_AT + 4 or _crc(data) != data[CRC_AT : CRC_AT + 4]:
        return None
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        kept: dict[str, str] = dict(connection.execute("SELECT key, value FROM meta"))
    finally:
        connection.close()
    return kept["checksum"] if kept["fingerprint"] == wanted else None


def _compile(path: Path, wanted: str, progress: Progress) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    draft.unlink(missing_ok=True)
    try:
        checksum = _fill(draft, wanted, progress)
        _seal(draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return checksum


def _fill(draft: Path, wanted: str, progress: Progress) -> str:
    connection = sqlite3.connect(draft)
    try:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;" + SCHEMA)
        for number, entry in enumerate(_entries(), 1):
            _add(connection, number, entry)
            if number % STEP == 0:
                progress(min(number, ABOUT), ABOUT)
        connection.execute("CREATE INDEX divisions ON places (admin1) WHERE feature = 'A.ADM1'")
        link_forms(connection)
        checksum = _content(connection)
        connection.executemany("INSERT INTO meta VALUES (?, ?)", [("fingerprint", wanted), ("checksum", checksum)])
        connection.commit()
    finally:
        connection.close()
    progress(ABOUT, ABOUT)
    return checksum


def _entries() -> Iterator[Entry]:
    divisions = packages.Divisions()
    return chain(packages.country_entries(), packages.continent_entries(), divisions.entries(), table_entries(), packages.city_entries(divisions))


def _add(connection: sqlite3.Connection, number: int, entry: Entry) -> None:
    row = (number, entry.id, entry.name, entry.latitude, entry.longitude, entry.country, entry.feature, entry.population, entry.admin1, entry.admin2)
    connection.execute("INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    keys: dict[str, int] = {}
    for name, rank in entry.names:
        if key := fold.__wrapped__(name):
            keys[key] = min(rank, keys.get(key, rank))
    connection.executemany("INSERT INTO names VALUES (?, ?, ?)", [(key, number, rank) for key, rank in keys.items()])


def _content(connection: sqlite3.Connection) -> str:
    digest = hashlib.sha256()
    for query in ("SELECT * FROM places ORDER BY number", "SELECT * FROM names ORDER BY key, place"):
        for row in connection.execute(query):
            digest.update(repr(row).encode())
    return digest.hexdigest()


def _seal(draft: Path) -> None:
    """Writes the CRC and makes sure that all is on the disk."""
    data = draft.read_bytes()
    with draft.open("r+b") as file:
        file.seek(CRC_AT)
        file.write(_crc(data))
        file.flush()
        os.fsync(file.fileno())
