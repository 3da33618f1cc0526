"""How long ``sayso board`` takes to answer four visitors at once, in ledgers of 1,000 and of 100,000 claims: the median and the 95th percentile of each page and each API list.

The board runs as a user starts it, in a process of its own; each visitor is a thread that asks, reads the whole answer, and asks again for something else. The ledgers are those
of ``bench/board.py``. Times are those that a visitor on this machine sees, so that they are at least what the server needs.

Before the visitors come, each page is asked for once by one who is alone: these first visits are shown beside the others, and not counted with them.

Usage: bench/board_http.py [--cpu] [SIZE ...]; sizes are 1000 and 100000 if none is given. With --cpu one visitor asks in the board's own process, and what is counted is
the time of the processor: for machines that do other work.
"""

from __future__ import annotations

import asyncio
import gc
import http.client
import random
import re
import signal
import sqlite3
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import httpx
from board import KEYS, RISE, make

import sayso
from sayso.http.app import create_app
from sayso.http.options import BoardOptions

SIZES = (1_000, 100_000)
CLIENTS = 4
ROUNDS = 10  # of each visitor and page
FIRST = -1  # the number of the visitor who comes before the others
GOAL = 150  # milliseconds that the 95th percentile should stay under
SOURCES = ("minister", "spokes", "navy", "police")
Page = Callable[[random.Random], str]


def addresses(path: Path) -> dict[str, Page]:
    """The pages and lists by name, what each is about chosen anew for every visit."""
    with sqlite3.connect(path) as raw:
        stories, propositions, documents = ([row[0] for row in raw.execute(f"SELECT {column} FROM {table}")] for table, column in KEYS)
        claims = [row[0] for row in raw.execute("SELECT id FROM claim LIMIT 2000")]
        actors, places = ([quote(row[0]) for row in raw.execute("SELECT label FROM facet_value WHERE kind = ? LIMIT 500", (kind,))] for kind in ("actor", "place"))
        days = [str(row[0]) for row in raw.execute("SELECT DISTINCT published FROM document ORDER BY 1")]
    api = "/api/v1"
    return {
        "stories": lambda _: "/",
        "story": lambda dice: f"/stories/{dice.choice(stories)}",
        "story, an actor": lambda dice: f"/stories/{dice.choice(stories)}?actor={dice.choice(actors)}",
        "propositions, a word": lambda dice: f"/propositions?words={dice.choice(('troops', 'ships', 'minister', 'port', 'attack'))}",
        "proposition": lambda dice: f"/propositions/{dice.choice(propositions)}",
        "documents": lambda dice: f"/documents?offset={dice.randrange(len(documents))}",
        "document": lambda dice: f"/documents/{dice.choice(documents)}",
        "claims": lambda dice: f"/claims?words={dice.choice(('troops', 'ships', 'minister', 'port', 'attack'))}",
        "claims, a source": lambda dice: f"/claims?source={dice.choice(SOURCES)}&offset={dice.randrange(50)}",
        "map": lambda _: "/map",
        "map, a story": lambda dice: f"/map?story={dice.choice(stories)}",
        "timeline": lambda _: "/timeline",
        "network": lambda _: "/network",
        "watchlist": lambda _: "/watchlist",
        "changes": lambda _: "/changes",
        "changes, a day": lambda dice: f"/changes?since={dice.choice(days)}",
        "review": lambda _: "/review",
        "API stories": lambda _: f"{api}/stories",
        "API propositions": lambda dice: f"{api}/propositions?sort=last&offset={dice.randrange(len(propositions)) // 2}",
        "API propositions, a place": lambda dice: f"{api}/propositions?place={dice.choice(places)}",
        "API documents": lambda dice: f"{api}/documents?offset={dice.randrange(len(documents))}",
        "API claims": lambda _: f"{api}/claims",
        "API claims, an act": lambda _: f"{api}/claims?act=deny&limit=50",
        "API claims, a source": lambda dice: f"{api}/claims?source={dice.choice(SOURCES)}",
        "API claims, a country": lambda _: f"{api}/claims?country=ru",
        "API claim": lambda dice: f"{api}/claims/{dice.choice(claims)}",
        "API map": lambda _: f"{api}/map",
        "API timeline": lambda _: f"{api}/timeline",
        "API network": lambda _: f"{api}/network",
        "API indicators": lambda _: f"{api}/watchlist/indicators",
        "API refusals": lambda _: f"{api}/refusals",
        "API changes": lambda _: f"{api}/changes?since={days[-1]}",
        "API changes, a day": lambda dice: f"{api}/changes?since={dice.choice(days)}",
        "API acts": lambda _: f"{api}/review",
    }


@dataclass
class Times:
    """Milliseconds of the first visit to a page, and of the others."""

    first: float = 0
    others: list[float] = field(default_factory=list)

    @property
    def end(self) -> float:
        """The 95th percentile."""
        return sorted(self.others)[int(len(self.others) * 0.95)]


def measure(path: Path) -> dict[str, Times]:
    """The times of each page, asked for by some visitors at once."""
    command = [sys.executable, "-m", "sayso", "board", "--ledger", str(path), "--port", "0", "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        found = re.search(r"127\.0\.0\.1:(\d+)", running.stdout.readline())
        assert found
        times: dict[str, Times] = defaultdict(Times)
        try:
            for name, page in addresses(path).items():
                times[name].first = _visit(int(found[1]), name, page, FIRST)[0]
            for name, page in addresses(path).items():
                with ThreadPoolExecutor(CLIENTS) as visitors:
                    held = [visitors.submit(_visit, int(found[1]), name, page, number) for number in range(CLIENTS)]
                times[name].others = [one for visits in held for one in visits.result()]
                print(f"{path.name}: {name}: {statistics.median(times[name].others):.0f} ms", file=sys.stderr, flush=True)
        finally:
            running.send_signal(signal.SIGINT)
    return times


def _visit(port: int, name: str, page: Page, number: int) -> list[float]:
    """The milliseconds of a visitor's rounds, one of the first."""
    line, dice, times = http.client.HTTPConnection("127.0.0.1", port, timeout=60), random.Random(f"{name} {number}"), []
    for _ in range(1 if number == FIRST else ROUNDS):
        address = page(dice)
        started = time.perf_counter()
        line.request("GET", address)
        answer = line.getresponse()
        answer.read()
        assert answer.status == 200, (address, answer.status)
        times.append(1000 * (time.perf_counter() - started))
    return times


def measure_alone(path: Path) -> dict[str, Times]:
    """The same for one visitor, in time of the processor."""
    return asyncio.run(_measure_alone(path))


async def _measure_alone(path: Path) -> dict[str, Times]:
    app = create_app(sayso.open(path), BoardOptions())
    gc.freeze()  # as the board does when it starts
    times: dict[str, Times] = defaultdict(Times)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://127.0.0.1:8321") as visitor:
        for number in (FIRST, *range(CLIENTS)):
            for name, page in addresses(path).items():
                dice = random.Random(f"{name} {number}")
                for _ in range(1 if number == FIRST else ROUNDS):
                    address = page(dice)
                    started = time.process_time()
                    answer = await visitor.get(address)
                    taken = 1000 * (time.process_time() - started)
                    assert answer.status_code == 200, (address, answer.status_code)
                    if number == FIRST:
                        times[name].first = taken
                    else:
                        times[name].others.append(taken)
    return times


def main() -> None:
    """Prints a line for each page."""
    sizes = [int(size) for size in sys.argv[1:] if size.isdigit()] or list(SIZES)
    alone = "--cpu" in sys.argv
    found = [(measure_alone if alone else measure)(make(size)) for size in sizes]
    print(f"{f'milliseconds with {1 if alone else CLIENTS} visitors (first, median, 95th)':<48}" + "".join(f"{f'{size:,} claims':>31}" for size in sizes))
    for name in found[0]:
        ends = [held[name].end for held in found]
        cells = "".join(f"{held[name].first:>13.1f}{statistics.median(held[name].others):>9.1f}{held[name].end:>9.1f}" for held in found)
        marks = ("  too slow" if ends[-1] > GOAL else "") + (f"  {ends[-1] / ends[0]:.1f} times{', too steep' if ends[-1] > RISE * ends[0] else ''}" if len(sizes) > 1 else "")
        print(f"{name:<48}{cells}{marks}")


if __name__ == "__main__":
    main()
