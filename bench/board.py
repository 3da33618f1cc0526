"""How long the board takes to answer in ledgers of 1,000 and of 100,000 claims, 50 to a proposition: the median and the 95th percentile of each question.

The ledgers are made from stories of the corpus that are read by rules; their claims are put into propositions of 50, which are weighed and shown as any others: half of them
make up one story, the others stories of two. Then all of it is copied under other ids, days and spellings (``bench/weighing.py``); a search finds the words of all copies as
they were spelled first, so that it has as much to find as in so many reports. The ledgers are kept as build/bench-board-N.db.

Usage: bench/board.py [--cpu] [--anew] [SIZE ...]; sizes are 1000 and 100000 if none is given, and --cpu counts the time of the processor in place of that on the wall.
The board keeps its last maps, networks and lists while nothing comes in; with --anew each is made anew.

Judgements are made in a copy of the ledger, the weighing that follows included. The first one in a story counts apart: it finds propositions that were dealt out, which weighing
would not have made, and groups all of them anew.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from weighing import Template

import sayso
from sayso import compose
from sayso.desk.board_reading import Answers
from sayso.desk.board_stories import replace
from sayso.desk.propositions import Propositions
from sayso.desk.surroundings import Surroundings
from sayso.ledger import weighing as kept
from sayso.ledger.schema import HEAD
from sayso.model.board import PropositionFilter, ReviewAct
from sayso.model.views import ClaimFilter
from sayso.synthesis.weighing import RULES

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
STORIES = [ROOT / "corpus" / f"{name}.jsonl" for name in ("c1a", "c1b", "c2a", "c3a", "c3b", "c4a", "c5a", "c6a", "e1a", "e2a", "e3a")]
SIZES = (1_000, 100_000)
CLAIMS = 50  # of one proposition
ROUNDS = 40
JUDGED = 10  # claims about which judgements are made
LONG = 10_000  # milliseconds after which a question is not asked again
RISE = 3  # times that a question may take longer in the largest ledger than in the smallest
ONE = 1000  # claims of one copy
WHOLE = len("c-0123456789abcdef")  # letters of a claim's id; a copy's has its number behind it


def make(size: int) -> Path:
    """The ledger of this size, made where there is none, or one that another version of the program made."""
    path = BUILD / f"bench-board-{size}.db"
    if _is_current(path):
        return path
    pattern = BUILD / f"bench-board-{ONE}.db"
    if not _is_current(pattern):
        _make_pattern(pattern)
    if size > ONE:
        _copy(pattern, path, size)
    return path


def _is_current(path: Path) -> bool:
    """Whether the ledger is there, with this program's schema, and weighed by its rules."""
    if not path.exists():
        return False
    with sqlite3.connect(path) as connection:
        found = connection.execute("SELECT (SELECT version_num FROM alembic_version), (SELECT rules FROM weighed LIMIT 1)").fetchone()
    return found == (HEAD, RULES)


def _make_pattern(path: Path) -> None:
    """Reads stories until there are claims enough, and puts the claims into propositions in turn, so that each has claims of many reports."""
    started = path.with_suffix(".part")
    started.unlink(missing_ok=True)
    ledger = sayso.open(started, extractor="rules")
    for at, story in enumerate(STORIES):
        if at == 0 or ledger.count() < ONE:
            ledger.read(story)
    ledger.board.mark()
    with compose.writing_engine(ledger.settings).begin() as connection:
        old = [one.id for one in kept.propositions(connection)]
        weighing = Propositions(connection, Surroundings(connection), {})
        made = [weighing.weigh(group) for matter in _matters(ledger) for group in _groups(kept.claims_of(connection, matter))]
        replace(connection, old, [one for one, _ in made], [shown for _, shown in made])
    _close(started)
    started.rename(path)


def _matters(ledger: sayso.Ledger) -> list[list[str]]:
    """The documents of each story: the first half of what was read is one, each part of the corpus after it another."""
    parts: dict[str, list[str]] = {}
    for row in ledger.documents():
        parts.setdefault(row.location.partition(".jsonl")[0], []).append(row.id)
    held = list(parts.values())
    half = len(held) // 2
    return [[key for part in held[:half] for key in part], *held[half:]]


def _groups(claims: list[str]) -> list[set[str]]:
    """The claims of a story dealt out to its propositions, so that each has claims of many reports."""
    groups = max(1, round(len(claims) / CLAIMS))
    return [set(claims[turn::groups]) for turn in range(groups)]


def _copy(pattern: Path, path: Path, size: int) -> None:
    started = path.with_suffix(".part")
    started.write_bytes(pattern.read_bytes())
    template = Template(pattern)
    copies = round(size / template.claims)
    with sqlite3.connect(started) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        for number in range(1, copies):
            template.insert(connection, number)
            print(f"\r{path.name}: copy {number + 1} of {copies}", end="", file=sys.stderr)
        first, last = (
            f"(SELECT {name}(d.seq) FROM proposition_report r JOIN document d ON d.id = r.document_id WHERE r.proposition_id = l.proposition_id)" for name in ("min", "max")
        )
        connection.execute(f"UPDATE proposition_line AS l SET oldest = {first}, newest = {last}")
        connection.execute("DELETE FROM proposition_words")
        plain = f"substr({{}}, 1, {WHOLE})"
        told = f"SELECT group_concat(c.words, char(10)) FROM proposition_word w JOIN content c ON c.owner = {plain.format('w.claim_id')} WHERE w.proposition_id = l.proposition_id"
        connection.execute(f"INSERT INTO proposition_words (rowid, words) SELECT l.number, l.text || char(10) || ({told}) FROM proposition_line l")
        connection.execute("DELETE FROM claim_words")
        connection.execute(f"INSERT INTO claim_words (claim_id, words) SELECT c.id, t.words FROM claim c JOIN content t ON t.owner = {plain.format('c.id')}")
    _close(started)
    started.rename(path)


def _close(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    print(file=sys.stderr)


def questions(path: Path) -> Iterator[tuple[str, Callable[[random.Random], Any]]]:
    """The questions that pages ask, each with what it is asked about chosen anew."""
    board = sayso.open(path).board
    if "--anew" in sys.argv:
        board._answers = board._numbers = board._whole = Answers(0)  # noqa: SLF001 - what is measured is the work that it saves
    with sqlite3.connect(path) as raw:
        stories, propositions, documents = ([row[0] for row in raw.execute(f"SELECT {column} FROM {table}")] for table, column in KEYS)
        actors, places = ([row[0] for row in raw.execute("SELECT label FROM facet_value WHERE kind = ? LIMIT 500", (kind,))] for kind in ("actor", "place"))
        words = sorted({word.lower() for (text,) in raw.execute("SELECT text FROM proposition_line LIMIT 500") for word in text.split() if word.isalpha() and len(word) > 3})
    seen = len(documents) * 9 // 10
    yield "stories", lambda _: board.stories(seen)
    yield "story", lambda dice: board.story(dice.choice(stories), PropositionFilter(seen=None))
    for sort in ("carriers", "last", "origins", "new"):
        yield f"propositions by {sort}", lambda dice, sort=sort: board.propositions(PropositionFilter(sort=sort, offset=dice.randrange(len(propositions)) // 2))
    yield "propositions of an actor", lambda dice: board.propositions(PropositionFilter(actor=dice.choice(actors)))
    yield "propositions at a place", lambda dice: board.propositions(PropositionFilter(place=dice.choice(places)))
    yield "propositions with a word", lambda dice: board.propositions(PropositionFilter(words=dice.choice(words)))
    yield "propositions moved since", lambda _: board.propositions(PropositionFilter(seen=seen))
    yield "proposition", lambda dice: board.proposition(dice.choice(propositions))
    yield "documents", lambda dice: board.documents(50, dice.randrange(len(documents)))
    yield "document", lambda dice: board.document(dice.choice(documents))
    for name in ("map", "timeline", "network"):
        yield name, lambda _, name=name: getattr(board, name)(PropositionFilter())
        yield f"{name} of a story", lambda dice, name=name: getattr(board, name)(PropositionFilter(story=dice.choice(stories)))
        yield f"{name} with a word", lambda dice, name=name: getattr(board, name)(PropositionFilter(words=dice.choice(words)))
    for name, wanted in CLAIM_FILTERS.items():
        yield name, lambda dice, wanted=wanted: board.claims(ClaimFilter(limit=50, offset=dice.randrange(100), **wanted))
    days = _days(path)
    yield "changes since the last day", lambda _: board.changes(days[-1])
    yield "changes since a late day", lambda dice: board.changes(dice.choice(days[-10:]))
    yield "changes since any day", lambda dice: board.changes(dice.choice(days))
    yield "watchlist", lambda _: board.watchlist()
    yield "revision", lambda _: board.revision()


CLAIM_FILTERS = {
    "claims": {},
    "claims of an act": {"act": "deny"},
    "claims with a word": {"words": "minister"},
    "claims of a source": {"source": "minister"},
    "claims of a country": {"country": "RU"},
    "claims since a day": {"since": "2026-01-01"},
}


def _days(path: Path) -> list[str]:
    with sqlite3.connect(path) as raw:
        return [str(row[0]) for row in raw.execute("SELECT DISTINCT published FROM document ORDER BY 1")]


KEYS = (("story", "id"), ("proposition_line", "proposition_id"), ("document", "id"))


def measure(path: Path, clock: Callable[[], float]) -> dict[str, tuple[float, float]]:
    """Milliseconds of each question: the median, and the 95th percentile."""
    found = {}
    for name, ask in questions(path):
        dice = random.Random(name)
        ask(dice)
        times = []
        for _ in range(ROUNDS):
            started = clock()
            ask(dice)
            times.append(1000 * (clock() - started))
            if sum(times) > LONG:
                break
        found[name] = (statistics.median(times), sorted(times)[int(len(times) * 0.95)])
    return found


def judge(path: Path, clock: Callable[[], float]) -> dict[str, tuple[float, float]]:
    """Milliseconds of each kind of judgement: the median, and the 95th percentile."""
    times: dict[str, list[float]] = defaultdict(list)

    def timed(name: str, act: Callable[..., ReviewAct], *given: str, **more: str) -> ReviewAct:
        started = clock()
        made = act(*given, **more, by="bench", why="measured")
        times[name].append(1000 * (clock() - started))
        return made

    with tempfile.TemporaryDirectory(dir=BUILD) as folder:
        ledger = sayso.open(shutil.copy(path, folder))
        ledger.board.warm()
        with sqlite3.connect(path) as raw:
            claims = [row[0] for row in raw.execute("SELECT id FROM claim ORDER BY id")]
        for claim in random.Random(path.name).sample(claims, JUDGED):
            other = "possible" if ledger.show(claim).claim.certainty.value == "unknown" else "unknown"
            first = timed("judgement, the first in a story", ledger.review.correct, claim, "certainty", value=other)
            timed("accept", ledger.review.accept, claim)
            timed("undo", ledger.review.undo, first.id)
            second = timed("correct", ledger.review.correct, claim, "certainty", value=other)
            timed("undo", ledger.review.undo, second.id)
    return {name: (statistics.median(held), sorted(held)[int(len(held) * 0.95)]) for name, held in times.items()}


def main() -> None:
    """Makes the ledgers and prints a line for each question."""
    sizes = [int(size) for size in sys.argv[1:] if size.isdigit()] or list(SIZES)
    clock = time.process_time if "--cpu" in sys.argv else time.perf_counter
    found = [measure(make(size), clock) | judge(make(size), clock) for size in sizes]
    print(f"{'milliseconds (median, 95th percentile)':<40}" + "".join(f"{f'{size:,} claims':>22}" for size in sizes))
    for name in found[0]:
        cells = "".join(f"{held[name][0]:>13.1f}{held[name][1]:>9.1f}" for held in found)
        rise = found[-1][name][1] / found[0][name][1]
        print(f"{name:<40}{cells}{f'  {rise:.1f} times' if len(sizes) > 1 else ''}{'  too slow' if len(sizes) > 1 and rise > RISE else ''}")


if __name__ == "__main__":
    main()
