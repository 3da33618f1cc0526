"""From the corpus (reports and gold claims, JSON lines) to training windows."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from sayso.claims.network.heads import CONTENT, CUE, INNER, LAYERS, SOURCE
from sayso.claims.network.pieces import WordPieces
from sayso.claims.network.runtime import ACTS, CERTAINTIES, POLARITIES
from sayso.claims.network.windows import Pair, Window, Words, bodies

VALIDATION = ("c1e", "c2d", "c3c", "c4e", "c5b", "c6d", "d1b", "d4b", "e1b", "f1a")
SHORT = {"c": "certain", "p": "probable", "s": "possible", "u": "unknown"}
UNKNOWN = -100  # a link whose target cannot be told: no loss


@dataclass(slots=True)
class Claim:
    """One gold claim in words. A cue or source of None: there is none; UNKNOWN: not in the layer."""

    content: Pair
    layer: int
    cue: Pair | int | None
    source: Pair | int | None
    act: np.ndarray
    certainty: int
    polarity: int


@dataclass(slots=True)
class Report:
    """A report with its layers of O B I tags (-1: no loss) and its claims."""

    doc_id: str
    story: str
    document: Words
    gold: list[dict]
    tags: np.ndarray
    claims: list[Claim] = field(default_factory=list)


@dataclass(slots=True)
class Example:
    """A training window: tags, candidate spans, claims; all positions relative to the window."""

    window: Window
    tags: np.ndarray
    cues: list[Pair]
    sources: list[Pair]
    claims: list[Claim]
    weight: float


def rows(path: Path) -> list[dict]:
    """The objects of a JSON lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def stories(folders: Iterable[Path]) -> dict[str, Path]:
    """Every story of the folders: name -> the path of its reports."""
    out = {}
    for folder in folders:
        for gold in sorted(folder.glob("*.gold.jsonl")):
            name = gold.name.removesuffix(".gold.jsonl")
            out[name] = folder / f"{name}.jsonl"
    return out


def act_target(gold: dict) -> np.ndarray:
    """A distribution over the speech acts: the gold one, and a share for other right answers."""
    out = np.zeros(len(ACTS), np.float32)
    others = [ACTS.index(a) for a in gold["stance_accept"] if a in ACTS and a != gold["stance"]]
    out[ACTS.index(gold["stance"])] = 0.75 if others else 1.0
    for a in others:
        out[a] += 0.25 / len(others)
    return out


class Layers:
    """Puts spans into BIO layers; a span that collides with another does not go in."""

    def __init__(self, document: Words) -> None:
        self.document = document
        self.tags = np.zeros((len(LAYERS), len(document)), np.int64)
        self.known: list[set[Pair]] = [set() for _ in LAYERS]

    def words(self, chars: list[int]) -> Pair | None:
        """The words of a character span, to the end of the paragraph at most."""
        span = self.document.words_of(chars)
        if span is None:
            return None
        para = self.document.para
        end = span[0] + int((para[span[0] : span[1]] == para[span[0]]).sum())
        return span[0], end

    def put(self, layer: int, span: Pair) -> bool:
        if span in self.known[layer]:
            return True
        if (self.tags[layer, span[0] : span[1]] > 0).any():
            return False
        self.tags[layer, span[0]] = 1
        self.tags[layer, span[0] + 1 : span[1]] = 2
        self.known[layer].add(span)
        return True

    def hide(self, layer: int, span: Pair) -> None:
        """No loss on what stays outside in this span."""
        part = self.tags[layer, span[0] : span[1]]
        part[part == 0] = -1

    def find(self, layer: int, chars: list[int] | None) -> Pair | int | None:
        if not chars:
            return None
        span = self.words(chars)
        return span if span in self.known[layer] else UNKNOWN


def annotate(document: Words, gold: list[dict]) -> tuple[np.ndarray, list[Claim]]:
    """The layers and claims of one report; longer spans take the outer layer. Claims without cue and source are the reporter's, or those of a body that reports for itself."""
    layers = Layers(document)
    for layer, key in ((SOURCE, "source_span"), (CUE, "cue_span")):
        for chars in sorted({tuple(g[key]) for g in gold if g[key]}, key=lambda s: (s[0] - s[1], s)):
            span = layers.words(list(chars))
            if span:
                layers.put(layer, span)
    claims, taken = [], set()
    for g in sorted(gold, key=lambda g: (g["content_span"][0] - g["content_span"][1], g["content_span"])):
        span = layers.words(g["content_span"])
        if span is None or span in taken:
            continue
        layer = CONTENT if layers.put(CONTENT, span) else INNER
        if layer == INNER and not layers.put(INNER, span):
            layers.hide(INNER, span)
            continue
        taken.add(span)
        cue, source = layers.find(CUE, g["cue_span"]), layers.find(SOURCE, g["source_span"])
        certainty = CERTAINTIES.index(SHORT.get(g["certainty"], g["certainty"]))
        claims.append(Claim(span, layer, cue, source, act_target(g), certainty, POLARITIES.index(g["polarity"])))
    return layers.tags, claims


def reports(path: Path, tokenizer: WordPieces) -> list[Report]:
    """All reports of a story."""
    gold: dict[str, list[dict]] = {}
    for g in rows(path.with_name(f"{path.stem}.gold.jsonl")):
        if g["content_span"]:
            gold.setdefault(g["doc_id"], []).append(g)
    out = []
    for row in rows(path):
        document = Words(row["text"], tokenizer)
        mine = gold.get(row["doc_id"], [])
        tags, claims = annotate(document, mine)
        out.append(Report(row["doc_id"], path.stem, document, mine, tags, claims))
    return out


def _inside(span: Pair | int | None, lo: int, hi: int) -> Pair | int | None:
    """The span relative to the window, None if there is none, UNKNOWN if it is elsewhere."""
    if span is None or span == UNKNOWN:
        return span
    return (span[0] - lo, span[1] - lo) if lo <= span[0] and span[1] <= hi else UNKNOWN


def _spans(tags: np.ndarray, lo: int, hi: int) -> list[Pair]:
    """The spans of a layer that lie whole in the window."""
    out, i = [], lo
    while i < hi:
        if tags[i] == 1:
            j = i + 1
            while j < len(tags) and tags[j] == 2:
                j += 1
            if j <= hi:
                out.append((i - lo, j - lo))
            i = j
        else:
            i += 1
    return out


def example(report: Report, lo: int, hi: int, rng: random.Random, weight: float) -> Example:
    """Words lo..hi of a report, with a few false candidates for the linker."""
    spans = [_spans(report.tags[r], lo, hi) for r in (CUE, SOURCE)]
    for k, row in enumerate(spans):
        for _ in range(rng.randint(0, 2)):
            a = rng.randrange(max(1, hi - lo - 3))
            extra = (a, min(hi - lo, a + rng.randint(1, 3)))
            if all(extra[1] <= s or e <= extra[0] for s, e in row):
                row.append(extra)
        spans[k] = sorted(row)
    claims = []
    for c in report.claims:
        if lo <= c.content[0] and c.content[1] <= hi:
            content = (c.content[0] - lo, c.content[1] - lo)
            links = _inside(c.cue, lo, hi), _inside(c.source, lo, hi)
            claims.append(Claim(content, c.layer, *links, c.act, c.certainty, c.polarity))
    return Example(Window.cut(report.document, lo, hi), report.tags[:, lo:hi], *spans, claims, weight)


def epoch(data: list[Report], rng: random.Random, keep: dict[str, float], limits: tuple[int, ...]) -> list[Example]:
    """The windows of one epoch: each report cut anew, from a random first window on.

    keep: the share of windows taken of the stories whose names begin with the letter."""
    out = []
    for report in data:
        limit, n, at = rng.choice(limits), len(report.document), 0
        cuts = []
        for lo, hi in bodies(report.document, limit - 12):
            cuts.append((lo, hi))
        if len(cuts) > 1 and rng.random() < 0.7:  # other cuts: begin in the middle of the first window
            sentences = np.flatnonzero(np.diff(report.document.sentence[: cuts[0][1]])) + 1
            at = int(rng.choice(sentences)) if len(sentences) else 0
            cuts = [(0, at)] if at else []
            cuts += shifted(report.document, at, limit - 12)
        share = keep.get(report.story[0], 1.0)
        out += [example(report, lo, min(hi, n), rng, 1.0) for lo, hi in cuts if rng.random() < share]
    rng.shuffle(out)
    return out


def shifted(document: Words, at: int, budget: int) -> list[Pair]:
    """Like `bodies`, from the word `at` on."""
    out = []
    cost = np.concatenate([[0], np.cumsum(document.size)])
    lo, n = at, len(document)
    while lo < n:
        hi = max(lo + 1, int(np.searchsorted(cost, cost[lo] + budget, side="right")) - 1)
        if hi < n:
            breaks = np.flatnonzero(document.sentence[lo + 1 : hi + 1] != document.sentence[lo:hi]) + lo + 1
            hi = int(breaks[-1]) if len(breaks) else hi
        out.append((lo, hi))
        lo = hi
    return out
