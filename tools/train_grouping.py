"""Make the data files of grouping (src/sayso/vocabulary): word vectors, and trees that score pairs of statements.

    train_grouping.py vectors [--size 160]           word_vectors.npz from the encoder's word pieces
    train_grouping.py trees [--cross] [--to FILE]    grouping_trees.npz from examples/ and corpus/, without the stories of the check

``--cross`` leaves out a quarter of the stories at a time and prints B-cubed F1 on matched claims as tools/score_stories.py has it; the stories of the check are scored with the
trees of all others. Needs scikit-learn, and for vectors what requirements/train.in lists. Statements that were read are kept in the folder named by --cache.
"""

from __future__ import annotations

import argparse
import io
import json
import pickle
import sqlite3
import sys
import tempfile
import zlib
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent))
import score_stories

import sayso
from sayso import compose
from sayso.model.span import Span
from sayso.model.views import ClaimFilter, EventFilter
from sayso.model.weighing import Report, Statement
from sayso.synthesis.grouping.clusters import groups
from sayso.synthesis.grouping.features import NAMES, features
from sayso.synthesis.grouping.keys import comparable, meet
from sayso.synthesis.grouping.profile import Profile, profiles
from sayso.synthesis.grouping.scorer import chances, scores_with
from sayso.synthesis.statements import statements
from sayso.vocabulary.grouping import TREES, Trees, pack_trees

ROOT = Path(__file__).parent.parent
VOCABULARY = ROOT / "src/sayso/vocabulary"
CHECK = ("c1e", "c2d", "c3e", "c4e", "c5e", "c6d")  # never trained on
SMALL = ("V", "W", "X", "Y")
FOLDS = 4
NEGATIVES = 0.25  # of the pairs of two propositions that are trained on, in stories of parts V-Y and c; fewer of the others, which are longer
MOST_PAIRS = 4000
STRANGERS = 3000  # pairs of two stories
CLS, SEP, FIRST, COMMONEST, LATIN = 101, 102, 999, 1996, 0x250  # places in the encoder's vocabulary: marks, first mark of punctuation, commonest word; and the last Latin letter

Story = tuple[list[Profile], dict[str, str | None]]


def read_story(path: Path, gold: Path) -> Story:
    """The profiles of a story's statements, and for each matched one the proposition of the gold."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "story.db"
        book = sayso.open(str(ledger))
        book.read(str(path))
        view = compose.open_view(book.settings)
        found = statements(view.claims(ClaimFilter()), view.events(EventFilter()))
        with closing(sqlite3.connect(ledger)) as rows:
            parts = {key: json.loads(spans) for key, spans in rows.execute("select id, paragraphs from document")}
        reports = {
            one.id: Report(
                id=one.id, series=one.id, number=one.version, latest=one.latest, external_id=one.external_id, outlet=one.outlet, url=one.url, title=one.title,
                published=one.published, text=view.text(one.id), paragraphs=tuple(Span(*part) for part in parts[one.id]),
            )
            for one in view.documents()
        }  # fmt: skip
    claims = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    told = [{"doc_id": reports[one.report].external_id, "content": one.content, "source_text": one.speaker.words} for one in found]
    labels = {found[there].id: claims[here]["proposition_id"] for here, there in score_stories.match(claims, told)}
    return of_reports(reports, found), labels


def of_reports(reports: dict[str, Report], found: Iterable[Statement]) -> list[Profile]:
    """Profiles report by report."""
    by_report: dict[str, list[Statement]] = {}
    for one in found:
        by_report.setdefault(one.report, []).append(one)
    return [profile for key in sorted(by_report) for profile in profiles(reports[key], by_report[key])]


def read_stories(cache: Path | None) -> dict[str, Story]:
    """All stories of the project."""
    if cache and cache.exists():
        return pickle.loads(cache.read_bytes())
    found = {}
    for gold in sorted([*(ROOT / "examples").glob("?.gold.jsonl"), *(ROOT / "corpus").glob("*.gold.jsonl")]):
        name = gold.name.split(".")[0]
        found[name] = read_story(gold.with_name(f"{name}.jsonl"), gold)
        print(name, len(found[name][0]), "statements,", len(found[name][1]), "matched", flush=True)
    if cache:
        cache.write_bytes(pickle.dumps(found))
    return found


def pairs_of(name: str, story: Story) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features, answers and weights of a story's pairs; each story weighs the same."""
    found, labels = story
    dense = name in SMALL or name.startswith("c")
    draw = np.random.default_rng(zlib.crc32(name.encode()))
    known = [one for one in found if one.statement.id in labels]
    rows, answers, weights = [], [], []
    for at, one in enumerate(known):
        for two in known[at + 1 :]:
            left, right = labels[one.statement.id], labels[two.statement.id]
            same = left == right
            share = (1.0 if dense else 0.35) if same else NEGATIVES if dense else 0.1
            if (left is None and right is None) or draw.random() >= share:
                continue
            rows.append(features(one, two))
            answers.append(same)
            weights.append(1.0 / share)
    total = np.array(weights)
    return np.array(rows, dtype=np.float32), np.array(answers), total / total.sum() * MOST_PAIRS


def strangers(stories: dict[str, Story]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pairs of two stories that a ledger would compare were they of one week: all of two propositions. Their days are drawn, so that it is not these that tell."""
    draw = np.random.default_rng(0)
    every = [(name, one) for name in sorted(stories) for one in stories[name][0]]
    rows = []
    while len(rows) < STRANGERS:
        (name, one), (other, two) = (every[int(at)] for at in draw.integers(0, len(every), 2))
        if name != other and meet(one, two):
            row = features(one, two)
            row[NAMES.index("days between")] = draw.integers(0, 15)
            rows.append(row)
    return np.array(rows, dtype=np.float32), np.zeros(STRANGERS, dtype=bool), np.full(STRANGERS, 4 * MOST_PAIRS / STRANGERS)


def train(parts: Sequence[tuple[np.ndarray, np.ndarray, np.ndarray]]) -> Trees:
    """Trees trained on the pairs of some stories."""
    from sklearn.ensemble import HistGradientBoostingClassifier  # not needed for anything else here

    model = HistGradientBoostingClassifier(
        max_iter=250, learning_rate=0.06, max_leaf_nodes=10, max_features=0.3, min_samples_leaf=100, l2_regularization=5.0, early_stopping=False, random_state=0
    )
    model.fit(np.vstack([part[0] for part in parts]), np.concatenate([part[1] for part in parts]), sample_weight=np.concatenate([part[2] for part in parts]))
    nodes = [one[0].nodes for one in model._predictors]  # noqa: SLF001 - scikit-learn has no other way to its trees
    return Trees(pack_trees(NAMES, nodes, float(model._baseline_prediction.ravel()[0])))  # noqa: SLF001


def bcubed(story: Story, trees: Trees) -> float:
    """B-cubed F1 of a story's groups on matched claims that have a proposition."""
    found, labels = story
    pairs = [(one, two) for at, one in enumerate(found) for two in found[at + 1 :] if comparable(one, two)]
    rows = [(one.statement.id, two.statement.id, value) for (one, two), value in zip(pairs, scores_with(pairs, trees), strict=True)]
    cluster = {member: group[0] for group in groups(found, rows) for member in group}
    return score_stories.bcubed([(label, cluster[key]) for key, label in labels.items() if label is not None])["f1"]


def cross(stories: dict[str, Story]) -> None:
    """Prints the figures of stories left out."""
    parts = {name: pairs_of(name, story) for name, story in stories.items() if name not in CHECK}
    tested = sorted((name for name in parts if name in SMALL or name.startswith("c")), key=lambda name: (zlib.crc32(name.encode()), name))
    found: dict[str, float] = {}
    for fold in range(FOLDS):
        out = tested[fold::FOLDS]
        trees = train([*(part for name, part in parts.items() if name not in out), strangers({name: stories[name] for name in parts if name not in out})])
        found |= {name: bcubed(stories[name], trees) for name in out}
    trees = train([*parts.values(), strangers({name: stories[name] for name in parts})])
    found |= {name: bcubed(stories[name], trees) for name in CHECK if name in stories}
    print(json.dumps({name: round(value, 3) for name, value in sorted(found.items())}))
    for title, names in (("V-Y", SMALL), ("c1-c6 left out by turns", [name for name in tested if name not in SMALL]), ("check", CHECK)):
        print(f"{title}: {np.mean([found[name] for name in names if name in found]):.4f}")


def distil(size: int) -> bytes:
    """Word vectors: each piece alone through the encoder (mean of its output), centred, the strongest ``size`` directions, int8 with one scale for each piece."""
    import torch  # needed for this alone, as what follows

    from training.network import Encoder
    from training.train import VOCABULARY as PIECES
    from training.train import base_model

    encoder = Encoder(base_model()).eval()
    pieces = PIECES.read_text(encoding="utf-8").split("\n")
    kept = [at for at, piece in enumerate(pieces) if at >= FIRST and piece and not piece.startswith("[unused") and max(map(ord, piece)) < LATIN]
    raw = []
    with torch.no_grad():
        for at in range(0, len(kept), 256):
            ids = torch.tensor([[CLS, one, SEP] for one in kept[at : at + 256]])
            flow = encoder.norm(encoder.words[ids] + encoder.positions[: ids.shape[1]])
            for layer in encoder.layers:
                flow = layer(flow, None)
            raw.append(flow.mean(1).double().numpy())
    table = np.vstack(raw)
    table -= table.mean(0)
    table = table @ np.linalg.svd(table, full_matrices=False)[2][:size].T
    scale = np.abs(table).max(1, keepdims=True) / 127
    listed = np.frombuffer("\n".join(pieces[at] for at in kept).encode(), dtype=np.uint8)
    ranks = np.maximum(0, np.array(kept) - COMMONEST).astype(np.int32)
    out = io.BytesIO()
    np.savez_compressed(out, pieces=listed, vectors=np.rint(table / scale).astype(np.int8), scale=(scale[:, 0] / np.abs(table).std(0).mean()).astype(np.float16), rank=ranks)
    return out.getvalue()


def main() -> None:
    """Runs what was asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("vectors", "trees"))
    parser.add_argument("--size", type=int, default=160)
    parser.add_argument("--cross", action="store_true")
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--to", type=Path)
    given = parser.parse_args()
    if given.what == "vectors":
        (given.to or VOCABULARY / "word_vectors.npz").write_bytes(distil(given.size))
        return
    stories = read_stories(given.cache)
    if given.cross:
        cross(stories)
        return
    taught = {name: story for name, story in stories.items() if name not in CHECK}
    trees = train([*(pairs_of(name, story) for name, story in taught.items()), strangers(taught)])
    assert len(chances(np.zeros((1, len(NAMES)), dtype=np.float32), trees)) == 1
    (given.to or VOCABULARY / TREES).write_bytes(trees.data)


if __name__ == "__main__":
    main()
