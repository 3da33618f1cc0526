"""What a user sees while news is read: counts by outcome, rate, and how long it will still take."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import sayso
from sayso.cli.progress import Lines, Pace, in_words
from sayso.model.reading import ReadSummary
from sayso.sources.extent import Extent
from tests.conftest import ROOT

CRAWL = ROOT / "tests" / "samples" / "crawl.warc.gz"


def counts(**given: int) -> ReadSummary:
    return ReadSummary(**{"new": 0, "new_versions": 0, "known": 0, "refused": 0, "claims": 0, **given}, refusals=())  # type: ignore[arg-type]  # counts alone


class Clock:
    """A clock that stands still until it is told."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_rate_and_remaining_time_follow_the_last_minute() -> None:
    clock = Clock()
    pace = Pace(clock)
    assert (pace.rate, pace.remaining) == (None, None)
    for done, share in ((0, 0.0), (100, 0.1), (200, 0.2), (300, 0.3), (310, 0.31), (320, 0.32), (330, 0.33), (340, 0.34)):
        pace.step(done, share)
        clock.now += 20
    assert pace.rate == pytest.approx(0.5)
    assert pace.remaining == pytest.approx(0.66 * 60 / 0.03)


def test_a_time_is_foretold_only_where_the_whole_is_known() -> None:
    clock = Clock()
    pace = Pace(clock)
    pace.step(0, None)
    clock.now = 10
    pace.step(50, None)
    assert in_words(counts(new=50), pace) == "50 documents, 5.0 a second: 50 new"


def test_a_log_gets_a_line_a_minute() -> None:
    clock, said = Clock(), list[str]()
    lines = Lines(said.append, clock)
    for minute in range(1, 4):
        for part in range(6):
            clock.now = 60.0 * minute + 10 * part
            lines.tally(counts(new=int(clock.now), skipped=3), clock.now / 600, "x.warc.gz, record at byte 5")
    assert len(said) == 3
    assert said[-1] == "183 documents, 1.0 a second, 7 min left: 180 new, 3 off the topic; at x.warc.gz, record at byte 5"


def test_the_share_follows_bytes_of_archives_lines_of_tables_and_whole_files(tmp_path: Path) -> None:
    for name, size in (("a.warc.gz", 500), ("c, d.txt", 300)):
        (tmp_path / name).write_bytes(b"x" * size)
    (tmp_path / "b.jsonl").write_bytes((b"y" * 49 + b"\n") * 4)
    names = [str(tmp_path / name) for name in ("a.warc.gz", "b.jsonl", "c, d.txt")]
    extent = Extent([(Path(name), name) for name in names])
    places = (f"{names[0]}, record at byte 0", f"{names[0]}, record at byte 250+7", f"{names[1]}, line 2", f"{names[1]}, line 4", names[2])
    assert [extent.share(place) for place in places] == [0, 0.25, 0.6, 0.7, 1]
    assert extent.share("elsewhere.txt") is None
    assert Extent([(None, "standard input")]).share("standard input, line 2") is None


class Seen:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.told: list[tuple[ReadSummary, float | None, str]] = []

    def __call__(self, done: int, place: str) -> None:
        """Told where the gazetteer is made first."""

    def tally(self, so_far: ReadSummary, share: float | None, place: str) -> None:
        self.told.append((so_far, share, place))


def test_reading_tells_what_became_of_the_items_and_how_much_is_left(tmp_path: Path) -> None:
    rows = [
        {"text": f"The navy said on Tuesday that freighter {number} had cut the cable near Slite. The owner denied it, and said that no anchor was lost."} for number in range(20)
    ]
    rows[3] = {"text": "Die Marine erklärte am Dienstag, ein Frachter habe das Kabel vor Slite zerrissen. Der Eigner wies den Vorwurf zurück und nannte ihn haltlos."}
    rows[5] = rows[4]
    (tmp_path / "r.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows) + "{}\n", encoding="utf-8")
    seen = Seen()
    summary = sayso.open(tmp_path / "p.db", extractor="rules", cache=None).read(tmp_path / "r.jsonl", progress=seen)
    last, share, place = seen.told[-1]
    assert (last.new, last.known, last.refused, last.unread, last.claims) == (summary.new, 1, 1, 1, summary.claims)
    assert summary.new == 19
    assert share is not None
    assert share > 0.9
    assert re.search(r"line \d+$", place)
    shares = [value for _, value, _ in seen.told if value is not None]
    assert shares == sorted(shares)


def test_a_plain_callable_is_told_the_count_as_before(tmp_path: Path) -> None:
    told: list[tuple[int, str]] = []
    sayso.open(tmp_path / "q.db", extractor="rules").read(CRAWL, progress=lambda done, place: told.append((done, place)))
    assert told
    assert told[-1][1].startswith(str(CRAWL))
