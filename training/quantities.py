"""Fits the weights by which a claim chooses its own number (``claim_weights`` in vocabulary/quantity_words.yaml) to the training stories of the corpus.

    python -m training.quantities --corpus corpus [--margin 1.0]

A logistic regression (L2 = 3) over the marks that ``grounding.quantities.claims`` gives to each number inside a gold claim; prints the YAML line and, for the
validation stories, the share of right counts and of claims that were given one but have none.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from sayso import compose
from sayso.evaluation.items import given_spans, read_items
from sayso.grounding.quantities.claims import candidates
from sayso.grounding.quantities.finding import find_quantities
from sayso.settings import Settings
from training.data import VALIDATION

L2, ROUNDS, SMALLEST = 3.0, 60, 0.05


def rows(story: Path) -> Iterator[tuple[dict[str, Any], list[tuple[Any, frozenset[str]]]]]:
    """Each gold claim of a story with the numbers inside it and their marks."""
    gold = defaultdict(list)
    for line in story.with_suffix("").with_suffix(".gold.jsonl").read_text(encoding="utf-8").splitlines():
        claim = json.loads(line)
        gold[claim["doc_id"]].append(claim)
    pipeline, builder = compose.make_pipeline(Settings(extractor="rules")), compose.document_builder(Settings())
    for item, record in read_items(story):
        document = builder.build(item)[0]
        tree = next(pipeline.trees([document]))
        found = find_quantities(tree)
        for claim in gold[record["doc_id"]]:
            spans = [span for span in given_spans(document, [tuple(claim["content_span"])]) if span]
            yield claim, list(candidates(tree, found, spans))


def right(quantity: Any, claim: dict[str, Any]) -> bool:
    wanted = claim["quantity"]
    return bool(wanted) and (quantity.minimum, quantity.maximum) == (wanted["min"], wanted["max"])


def fit(marks: np.ndarray, good: np.ndarray) -> np.ndarray:
    """Newton's steps for a logistic regression with a quadratic penalty."""
    weights = np.zeros(marks.shape[1])
    for _ in range(ROUNDS):
        share = 1 / (1 + np.exp(-marks @ weights))
        curve = (marks * (share * (1 - share))[:, None]).T @ marks + L2 * np.eye(len(weights))
        weights += np.linalg.solve(curve, marks.T @ (good - share) - L2 * weights)
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--margin", type=float, default=1.0)
    given = parser.parse_args()
    stories = sorted(path for path in given.corpus.glob("*.jsonl") if ".gold" not in path.name)
    trained = [row for path in stories if path.stem not in VALIDATION for row in rows(path)]
    names = sorted({mark for _, found in trained for _, marks in found for mark in marks})
    pairs = [(marks, right(quantity, claim)) for claim, found in trained for quantity, marks in found]
    table = np.array([[name in marks for name in names] + [True] for marks, _ in pairs], float)
    weights = fit(table, np.array([good for _, good in pairs], float))
    kept = {name: round(float(weight), 2) for name, weight in zip(names, weights[:-1], strict=True) if abs(weight) >= SMALLEST}
    chosen = {"bias": round(float(weights[-1] + given.margin), 2), **kept}
    print("claim_weights: {" + ", ".join(f"{name}: {weight}" for name, weight in chosen.items()) + "}")
    report(chosen, [row for path in stories if path.stem in VALIDATION for row in rows(path)])


def report(weights: dict[str, float], held: list[tuple[dict[str, Any], list[tuple[Any, frozenset[str]]]]]) -> None:
    hits, misses = [], []
    for claim, found in held:
        scored = [(weights["bias"] + sum(weights.get(mark, 0.0) for mark in marks), -at, quantity) for at, (quantity, marks) in enumerate(found)]
        score, _, best = max(scored, default=(0.0, 0, None), key=lambda row: row[:2])
        (hits if claim["quantity"] else misses).append(right(best, claim) if claim["quantity"] and score > 0 and best else score > 0 and best is not None)
    right_ones = sum(bool(hit) for hit in hits)
    print(f"validation stories: {right_ones / len(hits):.3f} of {len(hits)} counts right, {sum(misses) / len(misses):.3f} of {len(misses)} claims without one given one")


if __name__ == "__main__":
    main()
