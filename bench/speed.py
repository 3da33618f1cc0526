"""Words a second of each step and of the whole against a bare spaCy parse (same model, all its pipes) of the same 100 documents, in one run.

    python bench/speed.py [--rounds 3]

The best of the rounds counts on every side, so that a busy machine disturbs none alone.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import spacy

import sayso
from sayso import compose
from sayso.claims.combined import load_network
from sayso.grounding.events.finding import find_events
from sayso.language.model_files import find_model
from sayso.model.document import RawItem
from sayso.model.tree import Tree
from sayso.settings import Settings

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
    network, builder, reader = load_network(), compose.document_builder(Settings()), compose.source_reader(Settings())
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "sample.jsonl"
        data.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        documents = [builder.build(item)[0] for item in reader.items(data, "sample") if isinstance(item, RawItem)]
        both, fast = compose.make_pipeline(Settings()), compose.make_pipeline(Settings(extractor="rules"))
        trees = [Tree(parse) for parse in fast.parser.parse(documents)]
        readings = list(fast.extractor.extract(documents, trees))
        grounded = [fast.grounder.ground(tree, reading) for tree, reading in zip(trees, readings, strict=True)]
        list(whole.pipe(texts[:5]))
        list(both.read(documents[:5]))
        seconds = {
            "bare spaCy parse, all pipes": best(rounds, lambda: list(whole.pipe(texts))),
            "parse without what nothing reads": best(rounds, lambda: list(lean.pipe(texts))),
            "network, one thread": best(rounds, lambda: [network.predict([text]) for text in texts]),
            "attribution by rules, parse given": best(rounds, lambda: list(fast.extractor.extract(documents, trees))),
            "of it events": best(rounds, lambda: [find_events(tree, reading.grounding, reading.known, None) for tree, reading in zip(trees, grounded, strict=True)]),
            "grounding with events, claims given": best(rounds, lambda: [fast.grounder.ground(tree, reading) for tree, reading in zip(trees, readings, strict=True)]),
            "total: parse, network, rules, grounding": best(rounds, lambda: list(both.read(documents))),
            "total with --fast": best(rounds, lambda: list(fast.read(documents))),
        }
        numbers = iter(range(2 * rounds))
        for name, extractor in (("sayso read, with loading", "combined"), ("sayso read --fast, with loading", "rules")):
            seconds[name] = best(rounds, lambda: sayso.open(Path(folder) / f"{next(numbers)}.db", extractor=extractor).read(data))  # noqa: B023 - called at once
    bare = seconds["bare spaCy parse, all pipes"]
    print(f"{len(rows)} documents, {words} words")
    for name, spent in seconds.items():
        print(f"{name:42}{words / spent:8.0f} words/s   ratio {bare / spent:5.2f}")
    added = {name: 100 * seconds[name] / bare for name in ("grounding with events, claims given", "of it events")}
    print(f"grounding adds {added['grounding with events, claims given']:.1f} % to the bare parse, of it events {added['of it events']:.1f} %")
    print(f"memory of this process at its highest: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
