"""Reads a gzipped WARC of generated articles from end to end with the rules: documents a second, where the time goes, two workers against one, memory.

    python bench/warc.py [--articles 1000] [--many 10000] [--workers 2] [--rounds 1]

Every reading runs in a process of its own with a new ledger. Goals: less than 10 % of the time outside the taking of articles from pages and the language analysis; two
workers at least 1.7 times one; memory at ``--many`` articles at most 1.2 times that at ``--articles`` (0 leaves this out: it takes long). What is weighed
after reading (propositions, verdicts) has a benchmark of its own. ``--paragraphs 2`` makes the articles short.

Time is told twice: by the clock, and as the processors' time, which a busy machine changes little. By the latter two workers can be at most as many times one as there are
processors to share the work, less what the division of it adds.
"""

from __future__ import annotations

import argparse
import atexit
import gzip
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PARTS = ("ba", "dor", "el", "fen", "gar", "hol", "iva", "jun", "kar", "lun", "mo", "nor", "ost", "pel", "ran", "sol", "tor", "ul", "vas", "win")
TEMPLATES = (
    "{role} {person} said on {day} that {number} {things} had {moved} near {place} since the beginning of the month.",
    "“We have seen no sign of {things} in {place},” {person}, {role_low} of {body}, told reporters on {day}.",
    "The {body} denied that it had {moved} {number} {things}, and called the reports from {place} an invention.",
    "According to {person}, at least {number} people were hurt when a {thing} broke down outside {place} on {day}.",
    "{person} declined to comment on the figure, but said that {body} would publish its own count within {small} days.",
    "Officials in {place} warned that {number} {things} could be cut off if the river rises by another {small} metres.",
    "It was not clear who had ordered the closure of the road between {place} and {place_two}, residents said.",
    "A spokesman for {body}, {person}, confirmed that talks with {body_two} had ended without an agreement.",
    "“They promised us {small} {things} and sent none,” said {person}, who runs a shop in the old market of {place}.",
    "{body} estimates that about {number} households in {place} have been without power since {day}.",
    "The two sides agreed to meet again in {place_two}, where {body_two} keeps an office of {small} people.",
    "Snow fell on {place} for the third day, and the {thing} to {place_two} did not run.",
    "{role} {person} accused {body_two} of moving {things} across the border at night, without giving evidence.",
    "In a statement, {body} said it was “deeply concerned” about the {number} {things} that are held in {place_two}.",
)
SIP = 32  # articles of a reading that is loading for the most part
THINGS = ("lorries", "ferries", "tents", "drones", "boats", "buses", "generators", "passports")
SECONDS: dict[str, float] = defaultdict(float)
WORK: dict[str, float] = defaultdict(float)


def article(number: int) -> tuple[str, list[str]]:
    """A headline and paragraphs of invented news, the same for the same number."""
    dice = random.Random(number)

    def name(parts: int) -> str:
        return "".join(dice.choice(PARTS) for _ in range(parts)).capitalize()

    def words() -> dict[str, object]:
        things = dice.choice(THINGS)
        return {
            "person": f"{name(2)} {name(3)}",
            "place": name(3),
            "place_two": name(2) + "burg",
            "body": f"the {name(2)} {dice.choice(('Ministry', 'Council', 'Relief Fund', 'Port Authority'))}",
            "body_two": f"the {name(3)} Union",
            "role": dice.choice(("Minister", "Governor", "General", "Mayor")),
            "role_low": dice.choice(("director", "head", "secretary")),
            "things": things,
            "thing": things.removesuffix("s").removesuffix("ie"),
            "moved": dice.choice(("arrived", "gathered", "passed", "stopped")),
            "number": f"{dice.randrange(1000, 90000):,}",
            "small": dice.randrange(2, 40),
            "day": dice.choice(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")),
        }

    sentences = [template.format(**words()) for template in dice.sample(TEMPLATES, 12)]
    return f"{name(3)} counts {dice.choice(THINGS)} number {number}", [" ".join(sentences[at : at + 2]) for at in range(0, 12, 2)]


def write_archive(path: Path, count: int, length: int = 6) -> int:
    """A WARC with a gzip member for each record, each an article of so many paragraphs; returns the words of its articles."""
    words = 0
    with path.open("wb") as file:
        for number in range(count):
            title, paragraphs = article(number)
            paragraphs = paragraphs[:length]
            words += sum(len(paragraph.split()) for paragraph in paragraphs)
            body = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
            page = (
                f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title><meta property="article:published_time" content="2025-03-{1 + number % 28:02}">'
                f'<meta property="og:site_name" content="Paper {number % 40}"></head><body><nav><a href="/">Home</a></nav><article><h1>{title}</h1>{body}</article></body></html>'
            )
            answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()
            url = f"https://paper{number % 40}.example/{number}"
            head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-04-01T00:00:00Z\r\nContent-Type: application/http\r\n"
            record = head.encode() + b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(answer), answer)
            file.write(gzip.compress(record, 6, mtime=0))
    return words


def timed(owner: Any, method: str, label: str) -> None:
    """Adds the time of every call of a method, and of every step of what it yields, to its label."""
    inner = getattr(owner, method)

    def outer(*arguments: Any, **named: Any) -> Any:
        started, worked = time.perf_counter(), time.process_time()
        result = inner(*arguments, **named)
        SECONDS[label] += time.perf_counter() - started
        WORK[label] += time.process_time() - worked
        return stepped(result, label) if isinstance(result, Iterator) else result

    setattr(owner, method, outer)


def stepped(steps: Iterator[Any], label: str) -> Iterator[Any]:
    """The same steps, each counted."""
    while True:
        started, worked = time.perf_counter(), time.process_time()
        try:
            step = next(steps)
        except StopIteration:
            return
        finally:
            SECONDS[label] += time.perf_counter() - started
            WORK[label] += time.process_time() - worked
        yield step


def one(archive: Path, workers: int) -> None:
    """One reading in this process; prints what it took."""
    import sayso
    from sayso.documents.build import DocumentBuilder
    from sayso.ledger.writer import LedgerWriter
    from sayso.pipeline import Pipeline
    from sayso.sources.detect import SourceReader

    timed(SourceReader, "items", "source")
    timed(DocumentBuilder, "build", "article")
    timed(Pipeline, "read", "language")
    timed(LedgerWriter, "write", "writing")
    timed(LedgerWriter, "known", "asking")
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        arrived: list[float] = []
        summary = sayso.open(Path(folder) / "x.db", extractor="rules", workers=workers).read(archive, progress=lambda _done, _place: arrived.append(time.perf_counter()))
        total = time.perf_counter() - started
    atexit._run_exitfuncs()  # noqa: SLF001 - ends the processes that take articles from pages, so that their time is known
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    work = {"own": own.ru_utime + own.ru_stime, "others": others.ru_utime + others.ru_stime, **WORK}
    peak = {who: resource.getrusage(code).ru_maxrss / 1024 for who, code in (("self", resource.RUSAGE_SELF), ("child", resource.RUSAGE_CHILDREN))}
    told = {"new": summary.new, "refused": summary.refused, "claims": summary.claims, "total": total, "first": arrived[0] - started}
    print(json.dumps({**told, "seconds": SECONDS, "work": work, "peak": peak}))


def run(archive: Path, workers: int, rounds: int) -> dict[str, Any]:
    """The quickest of some readings, each in a new process."""
    command = [sys.executable, __file__, "--one", str(archive), "--workers", str(workers)]
    results = [json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1]) for _ in range(rounds)]
    return min(results, key=lambda result: result["total"])


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--many", type=int, default=10_000)
    parser.add_argument("--paragraphs", type=int, default=6)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        one(chosen.one, chosen.workers)
    else:
        compare(chosen)


def compare(chosen: argparse.Namespace) -> None:
    """Reads with one process and with several, few articles and many."""
    with tempfile.TemporaryDirectory() as folder:
        archive, sip = Path(folder) / "news.warc.gz", Path(folder) / "sip.warc.gz"
        words = write_archive(archive, chosen.articles, chosen.paragraphs)
        write_archive(sip, SIP, chosen.paragraphs)
        print(f"{chosen.articles} articles, {words} words, {archive.stat().st_size:,} bytes packed")
        single = run(archive, 1, chosen.rounds)
        assert single["new"] == chosen.articles, single
        print(f"one process: {chosen.articles / single['total']:.1f} documents/s with loading ({single['total']:.1f} s, {words / single['total']:.0f} words/s)")
        show_shares(single)
        double = run(archive, chosen.workers, chosen.rounds)
        loaded = [result["total"] - result["first"] for result in (single, double)]  # loading is the same however much is read
        print(f"{chosen.workers} processes: {single['total'] / double['total']:.2f} times one with loading, {loaded[0] / loaded[1]:.2f} times after it (goal: 1.7)")
        sips = [run(sip, workers, 1) for workers in (1, chosen.workers)]
        lone, shared = (sum_of(result) - sum_of(loading) for result, loading in zip((single, double), sips, strict=True))
        parent = (double["work"]["own"] - sips[1]["work"]["own"]) / shared
        most = min(chosen.workers * lone / shared, 1 / parent)
        print(f"  processors' time beyond loading: {lone:.1f} s with one, {shared:.1f} s with {chosen.workers}, {100 * parent:.0f} % of it in the parent: at most {most:.2f} times")
        alone, several, worker = (round(value) for value in (single["peak"]["self"], double["peak"]["self"], double["peak"]["child"]))
        print(f"memory at {chosen.articles} articles: one process {alone} MB; with workers {several} MB, the largest of them {worker} MB")
        if chosen.many:
            show_memory(archive, chosen, {1: single, chosen.workers: double})


def show_shares(single: dict[str, Any]) -> None:
    """Where the time of one process goes."""
    seconds, work = single["seconds"], single["work"]
    for label, spent in sorted(seconds.items(), key=lambda pair: -pair[1]):
        print(f"  {label:10}{spent:8.2f} s  {100 * spent / single['total']:5.1f} %")
    inside = seconds["article"] + seconds["language"]
    outside = work["writing"] + work["source"] + work["asking"]
    worked = outside + work["article"] + work["language"] + work["others"]
    by_clock = 100 * (1 - inside / sum(seconds.values()))
    print(f"  outside article and language: {by_clock:.1f} % by the clock, {100 * outside / worked:.1f} % of the processors' time (goal: under 10 %)")


def sum_of(result: dict[str, Any]) -> float:
    """The processors' time of a reading and of all its processes."""
    return float(result["work"]["own"] + result["work"]["others"])


def show_memory(archive: Path, chosen: argparse.Namespace, few: dict[int, dict[str, Any]]) -> None:
    """The highest memory of reading many articles against that of few."""
    write_archive(archive, chosen.many, chosen.paragraphs)
    for workers, result in few.items():
        large = run(archive, workers, 1)
        print(f"{chosen.many} articles, processes: {workers}: {chosen.many / large['total']:.1f} documents/s")
        for who in ("self", "child"):
            print(f"  memory ({who}): {large['peak'][who]:.0f} MB, {large['peak'][who] / result['peak'][who]:.2f} times that at {chosen.articles} (goal: 1.2)")


if __name__ == "__main__":
    main()
