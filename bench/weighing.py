"""What one more report costs in ledgers of 1,000, 10,000 and 100,000 claims, as ratios within one run, and how many texts a second are compared for reuse.

The ledgers are made from one story, read and weighed: copies of its rows with other ids, other days, and every word respelled in a way of the copy's own, so that each
copy is another story of the same make. Reuse is sought among the texts of a JSONL file (fields ``id`` and ``text``), all anew in each round, in time of the processor.

Usage: bench/weighing.py [LARGEST SIZE] or bench/weighing.py --reuse FILE.jsonl
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import statistics
import string
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import sayso
from sayso import compose
from sayso.desk import weighing
from sayso.ledger.sqlite import engine_for
from sayso.model.weighing import Report
from sayso.synthesis.reuse import reuse_among
from sayso.synthesis.reuse.words import words_of

SIZES = (1_000, 10_000, 100_000)
STORY = Path(__file__).resolve().parent.parent / "examples" / "V.jsonl"
TABLES = """
    document attribution claim content source_link source_rival cell place_mention place_candidate time_mention time_expression time_rival quantity_mention
    claim_mention event event_participant event_mention event_rival claim_event
    weighed text_band reuse citation statement matter statement_key statement_pair proposition proposition_statement
    proposition_line proposition_facet proposition_report proposition_day proposition_word proposition_spot proposition_spot_origin proposition_way proposition_node proposition_tie
    facet_value story story_report
""".split()  # noqa: SIM905 - a list of this length reads better as text
ID = re.compile(r"\b(?:[a-z]{1,2}|[PS])-[0-9a-f]{16}\b")
SPELLED = {"text", "words", "name", "organisation", "outlet", "title", "counted"}
NUMBERS = {"band", "text", "left_text", "right_text", "number"}
NAMES = {"key", "external_id"}
DAYS = {"published", "first", "last", "told", "day"}
BOUNDS = {"start", "end"}  # of a proposition's event
WRITTEN_DAY = re.compile(r"\b[12]\d{3}-\d\d-\d\d\b")
PARTS = {"node", "source", "target"}  # what names somebody: another one in each few copies
FEW = 10
WEEKS = 365 / 7
ROUNDS = 5
REUSE_ROUNDS = 9


def respelled(words: str, number: int) -> str:
    """The text with every word spelled in this copy's way: same length, same capitals."""
    seed = hashlib.sha256(str(number).encode()).digest()
    turn = {letter: string.ascii_lowercase[(place + seed[place] % 25 + 1) % 26] for place, letter in enumerate(string.ascii_lowercase)}
    table = str.maketrans(turn | {letter.upper(): other.upper() for letter, other in turn.items()})
    return words.translate(table)


class Template:
    """The rows of a read story."""

    def __init__(self, path: Path) -> None:
        self.rows: dict[str, tuple[list[str], list[tuple[Any, ...]]]] = {}
        with sqlite3.connect(path) as connection:
            for table in TABLES:
                names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] != "seq"]
                self.rows[table] = (names, list(connection.execute(f"SELECT {', '.join(names)} FROM {table}")))
        self.claims = len(self.rows["claim"][1])
        self.documents = len(self.rows["document"][1])

    def insert(self, connection: sqlite3.Connection, number: int, *, documents: int | None = None, weighed: bool = True) -> None:
        """One more story; ``documents`` limits it to the first so many of its reports, and without ``weighed`` its derived rows are left out."""
        kept = {row[0] for row in self.rows["document"][1][:documents]}
        owned: set[Any] = set(kept)
        for table in TABLES if weighed else TABLES[: TABLES.index("weighed")]:
            names, rows = self.rows[table]
            made = [self._row(table, names, row, number) for row in rows if self._belongs(names, row, owned)]
            owned.update(row[names.index("id")] for row in rows if "id" in names and self._belongs(names, row, owned))
            connection.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})", made)
        connection.commit()

    @staticmethod
    def _belongs(names: list[str], row: tuple[Any, ...], owned: set[Any]) -> bool:
        owner = next((name for name in ("document_id", "claim_id", "owner", "mention_id", "event_id") if name in names), None)
        return owner is None or row[names.index(owner)] in owned

    @staticmethod
    def _row(table: str, names: list[str], row: tuple[Any, ...], number: int) -> tuple[Any, ...]:
        return tuple(_cell(table, name, value, number) for name, value in zip(names, row, strict=True))


def _cell(table: str, name: str, value: Any, number: int) -> Any:
    """One value of a copy: ids get the copy's number, days lie some months after the copy before, words are respelled, keys of texts are shifted."""
    if isinstance(value, int) and name in NUMBERS:
        return (value + number * 2_654_435_761) % (1 << 62)
    if not isinstance(value, str):
        return value
    if name == "text_sha256":
        return hashlib.sha256(f"{value}{number}".encode()).hexdigest()
    if table == "proposition_facet" and name != "proposition_id":
        return value
    if table in {"proposition_node", "proposition_tie"} and name in PARTS and not value.startswith("gov:"):
        return f"{value}~{number // FEW}"
    if name in NAMES:
        return _named(value, number)
    if name in DAYS or (table == "proposition_line" and name in BOUNDS):
        return _moved(value, number)
    if name in {"detail", "stood"}:
        value = WRITTEN_DAY.sub(lambda hit: _moved(hit.group(), number), value)
    if table not in {"cell", "proposition"} and (name in SPELLED or name.endswith("_words")):
        return respelled(value, number)
    return ID.sub(lambda hit: f"{hit.group()}~{number}", value)


def _named(value: str, number: int) -> str:
    """A name that only this copy has; that of a week goes with the copy's days."""
    word, _, week = value.partition("@")
    return f"{word if word.startswith('type:') else f'{word}~{number}'}@{int(week) + round(_years(number) * WEEKS)}" if week.isdigit() else f"{value}~{number}"


def _years(number: int) -> int:
    return number * 7 // 12 % 2000


def _moved(day: str, number: int) -> str:
    """Each copy's days lie some months after those of the one before."""
    return f"{int(day[:4]) + _years(number):04d}{day[4:]}" if day[:4].isdigit() else day


def cost(template: Template, folder: Path, claims: int) -> float:
    """Seconds to weigh one more report in a ledger of so many claims: the median of some rounds."""
    path = folder / f"{claims}.db"
    path.write_bytes((folder / "story.db").read_bytes())
    with sqlite3.connect(path) as connection:
        for table in reversed(TABLES):
            connection.execute(f"DELETE FROM {table}")
        connection.commit()
        for number in range(-(-claims // template.claims)):
            template.insert(connection, number)
    engine = engine_for(path, write=True)
    times = []
    for turn in range(ROUNDS):
        with sqlite3.connect(path) as connection:
            template.insert(connection, 1_000_000 + turn, documents=1, weighed=False)
        started = time.perf_counter()
        weighing.bring_up_to_date(engine, path)
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def reuse_speed(path: Path) -> None:
    """Prints how many texts of a file are compared in a second."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    facts = dict.fromkeys(("external_id", "outlet", "url", "title", "published"))
    reports = [Report(id=row["id"], series=row["id"], number=1, latest=True, text=row["text"], paragraphs=(), **facts) for row in rows]
    speeds = []
    for _ in range(REUSE_ROUNDS):
        words_of.cache_clear()
        started = time.process_time()
        reuse_among(reports)
        speeds.append(len(reports) / (time.process_time() - started))
    print(f"reuse among {len(reports):,} texts: {statistics.median(speeds):,.0f} texts a second (median of {REUSE_ROUNDS} rounds, the best {max(speeds):,.0f})")


def main() -> None:
    """Prints the cost at each size and its ratio to the smallest."""
    if "--reuse" in sys.argv:
        reuse_speed(Path(sys.argv[-1]))
        return
    sizes = [size for size in SIZES if len(sys.argv) < 2 or size <= int(sys.argv[1])]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ledger = sayso.open(folder / "story.db", extractor="rules")
        ledger.read(STORY)
        ledger.story()  # weighs it
        template = Template(compose.ledger_path(ledger.settings))
        costs = [cost(template, folder, size) for size in sizes]
        for size, seconds in zip(sizes, costs, strict=True):
            print(f"one more report at {size:>7,} claims: {seconds * 1000:.0f} ms, {seconds / costs[0]:.2f} times that at {sizes[0]:,}")


if __name__ == "__main__":
    main()
