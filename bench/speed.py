"""Words a second of `sayso read` against a bare spaCy parse (same model, all its pipes) of the same 100 documents, in one run.

    python bench/speed.py [--rounds 3]

The best of the rounds counts on every side, so that a busy machine disturbs none alone.
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
from sayso.claims.combined import load_network
from sayso.language.model_files import find_model

ROOT = Path(__file__).parent.parent
DOCUMENTS = 100


def sample() -> list[dict[str, str]]:
    """Every second document of the corpus, 100 of them."""
    rows: list[dict[str, str]] = []
    for path in sorted((ROOT / "corpus").glob("*.jsonl")):
        if ".gold" not in path.name:
            rows.extend(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return rows[::2][:DOCUMENTS]


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
    texts = [row["text"] for row in rows]
    whole, lean = spacy.load(find_model(None).folder), spacy.load(find_model(None).folder, exclude=["ner", "senter"])
    network = load_network()
    list(whole.pipe(texts[:5]))
    seconds = {
        "bare spaCy parse, all pipes": best(rounds, lambda: list(whole.pipe(texts))),
        "parse as sayso does it": best(rounds, lambda: list(lean.pipe(texts))),
        "network": best(rounds, lambda: [network.predict([text]) for text in texts]),
    }
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "sample.jsonl"
        data.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        numbers = iter(range(2 * rounds))
        for name, extractor in (("sayso read, with loading", "rules"), ("the same with --extractor combined", "combined")):
            seconds[name] = best(rounds, lambda: sayso.open(Path(folder) / f"{next(numbers)}.db", extractor=extractor).read(data))  # noqa: B023 - called at once
    bare = seconds["bare spaCy parse, all pipes"]
    print(f"{len(rows)} documents, {words} words")
    for name, spent in seconds.items():
        print(f"{name:36}{words / spent:8.0f} words/s   ratio {bare / spent:5.2f}")


if __name__ == "__main__":
    main()
