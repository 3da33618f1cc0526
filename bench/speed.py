"""Words a second of `sayso read` against a bare spaCy parse (same model, all its pipes) of the same 100 documents, in one run.

    python bench/speed.py [--rounds 3]

The best of the rounds counts on both sides, so that a busy machine disturbs neither alone.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import spacy

import sayso
from sayso.language.model_files import find_model

ROOT = Path(__file__).parent.parent
DOCUMENTS = 100


def sample() -> list[dict[str, str]]:
    """The first 100 documents of the corpus."""
    rows: list[dict[str, str]] = []
    for path in sorted((ROOT / "corpus").glob("*.jsonl")):
        if ".gold" not in path.name:
            rows.extend(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return rows[:DOCUMENTS]


def best(rounds: int, work: Callable[[], object]) -> float:
    """Seconds of the quickest round."""
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    rows = sample()
    words = sum(len(row["text"].split()) for row in rows)
    nlp = spacy.load(find_model(None).folder)
    texts = [row["text"] for row in rows]
    list(nlp.pipe(texts[:5]))
    bare = best(rounds, lambda: list(nlp.pipe(texts)))
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "sample.jsonl"
        data.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        numbers = iter(range(rounds))
        ours = best(rounds, lambda: sayso.open(Path(folder) / f"{next(numbers)}.db").read(data))
    print(f"{len(rows)} documents, {words} words")
    print(f"bare spaCy parse, all pipes   {words / bare:8.0f} words/s")
    print(f"sayso read, with loading      {words / ours:8.0f} words/s")
    print(f"ratio                         {bare / ours:8.2f}   (goal: 0.75 or more)")


if __name__ == "__main__":
    main()
