"""Runs the attribution network: who said what, with numpy and onnxruntime alone.

    net = Network.load(Path("weights"))
    for found in net.predict([text])[0]: ...

Steps: text -> words and word pieces -> overlapping windows (reading.py) -> encoder -> four BIO layers
decoded by Viterbi -> spans -> linker (content -> cue -> source) -> speech act, certainty, polarity ->
one calibrated confidence for each claim. The same code serves training and validation, which hand
in another encoder.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sayso.claims.network.heads import CONTENT, CUE, INNER, SOURCE, Heads, States, load_heads, softmax
from sayso.claims.network.pieces import WordPieces
from sayso.claims.network.windows import NO_FEATURE, NULL, Array, Marks, Pair, Window, Words, pair_features, windows
from sayso.model.errors import RunAbort

Encoder = Callable[[Array, Array, Array], Array]  # ids, case-and-quote features, mask -> hidden

ACTS = ("assert", "confirm", "assess", "deny", "warn", "promise", "conditional", "question", "unknown", "decline")
CERTAINTIES = ("certain", "probable", "possible", "unknown")
POLARITIES = ("positive", "negative")


@dataclass(frozen=True, slots=True)
class Found:
    """One claim, in character offsets of the text."""

    content: Pair
    cue: Pair | None
    source: Pair | None
    layer: str
    confidence: float
    act: str
    act_confidence: float
    certainty: str
    polarity: str


def viterbi(log_p: Array, fresh: Array, switch: Sequence[float]) -> Array:
    """Best tags (O B I) for B x T x R x 3 log probabilities.

    fresh marks words that begin a paragraph, where no span runs on; switch is what it costs each
    layer to enter or leave a span.
    """
    never = -1e4
    steps = np.array([[[0, -s, never], [-s, -s, 0], [-s, -s, 0]] for s in switch], log_p.dtype)
    broken = steps.copy()
    broken[..., 2] = never
    score = log_p[:, 0] + steps[:, 0]
    back = np.zeros(log_p.shape, np.int8)
    for t in range(1, log_p.shape[1]):
        step = np.where(fresh[:, t, None, None, None], broken, steps)
        ways = score[..., :, None] + step
        back[:, t] = ways.argmax(-2)
        score = ways.max(-2) + log_p[:, t]
    tags = np.zeros(log_p.shape[:3], np.int8)
    tags[:, -1] = score.argmax(-1)
    for t in range(log_p.shape[1] - 1, 0, -1):
        tags[:, t - 1] = np.take_along_axis(back[:, t], tags[:, t, :, None], -1)[..., 0]
    return tags


def spans_of(tags: Array) -> list[Pair]:
    """Spans of one row of O B I tags."""
    starts = np.flatnonzero(tags == 1)
    outside = np.append(np.flatnonzero(tags != 2), len(tags))
    return [(int(s), int(outside[np.searchsorted(outside, s, side="right")])) for s in starts]


def decode(batch: Sequence[Window], p: Array, lean: Sequence[float], switch: Sequence[float]) -> list[list[list[Pair]]]:
    """Spans of each layer in each window; lean: how far each layer is pushed towards finding more."""
    log_p, fresh = np.log(p + 1e-9), np.zeros(p.shape[:2], bool)
    log_p[..., 0] -= np.array(lean, log_p.dtype)
    for b, w in enumerate(batch):
        para = w.document.para[w.lo : w.hi]
        fresh[b, 1 : len(para)] = para[1:] != para[:-1]
        log_p[b, len(para) :] = (0, -1e4, -1e4)
    tags = viterbi(log_p, fresh, switch)
    return [[spans_of(tags[b, :, r]) for b in range(len(batch))] for r in range(p.shape[2])]


def logit(p: Array) -> Array:
    """Log odds of probabilities, kept away from 0 and 1."""
    p = np.clip(p, 1e-4, 1 - 1e-4)
    return np.asarray(np.log(p / (1 - p)))


@dataclass(frozen=True, slots=True)
class _Link:
    """A content's cue and source, and how sure each is."""

    cue: Pair | None
    source: Pair | None
    cue_p: float
    source_p: float


# Each content's cue, how sure, its source, how sure, and the cue's vector.
_Links = tuple[list[Pair | None], Array, list[Pair | None], Array, Array]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim before calibration: word spans, the numbers the calibration reads, the labels."""

    window: int
    content: Pair
    cue: Pair | None
    source: Pair | None
    inner: bool
    evidence: tuple[float, ...]
    act: int
    act_p: float
    certainty: int
    polarity: int


def padded(rows: Sequence[Sequence[Pair]]) -> tuple[Array, Array]:
    """Lists of spans as B x K x 2, and which of them are real."""
    k = max(1, max((len(r) for r in rows), default=1))
    out, real = np.zeros((len(rows), k, 2), int), np.zeros((len(rows), k), bool)
    for b, r in enumerate(rows):
        if r:
            out[b, : len(r)], real[b, : len(r)] = r, True
    out[~real, 1] = 1
    return out, real


class Network:
    """The packaged network: `predict` reads texts and returns the claims of each."""

    def __init__(self, encode: Encoder, heads: Heads, pieces: WordPieces, config: dict[str, Any]) -> None:
        self.encode, self.heads, self.pieces, self.config = encode, heads, pieces, config
        self.calibration = np.array(config["calibration"], float) if config.get("calibration") else None

    @classmethod
    def load(cls, folder: Path, threads: int = 1) -> Network:
        """The packaged network; raises RunAbort where a file is not the one that config.json names.

        One thread: on single reports a second one gained nothing (1,416 words/s against 1,319).
        """
        import onnxruntime  # here, so that only those who run the network load it
        import threadpoolctl

        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        for name, digest in config["sha256"].items():
            if hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
                raise RunAbort(f"{folder / name} is not the file that was shipped (its sha256 differs); reinstall Sayso")
        threadpoolctl.threadpool_limits(1, "blas")  # numpy's own threads fight with ours, and their number would show in the last digits
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        session = onnxruntime.InferenceSession(folder / "encoder.onnx", options, ["CPUExecutionProvider"])
        words = np.load(folder / "embeddings.npz")
        table, scale = words["words"], words["scale"].astype(np.float32)[:, None]
        kinds, positions = words["features"].astype(np.float32), words["positions"].astype(np.float32)

        def encode(ids: Array, features: Array, mask: Array) -> Array:
            x = table[ids] * scale[ids] + kinds[features] + positions[: ids.shape[1]]
            return np.asarray(session.run(None, {"x": x, "mask": mask.astype(np.int32)})[0])

        return cls(encode, Heads(load_heads(folder / "heads.npz")), WordPieces(folder / "vocabulary.txt"), config)

    def predict(self, texts: list[str], min_confidence: float = 0.5) -> list[list[Found]]:
        """The claims of each text, in the order of their contents."""
        out: list[list[Found]] = []
        for document, rows in self.candidates(texts):
            weighed = [(self._confidence(row.evidence), row) for row in rows]
            found = [self._found(document, row, p) for p, row in weighed if p >= min_confidence]
            out.append(sorted(found, key=lambda f: (f.content, f.layer == "inner")))
        return out

    def _confidence(self, evidence: tuple[float, ...]) -> float:
        if self.calibration is None:
            return evidence[0]
        values = np.array([evidence[0], *evidence[1:]])
        values[:6] = logit(values[:6])
        return float(1 / (1 + np.exp(-(self.calibration[0] + values @ self.calibration[1:]))))

    @staticmethod
    def _found(document: Words, c: Candidate, confidence: float) -> Found:
        cue = document.chars_of(c.cue) if c.cue else None
        source = document.chars_of(c.source) if c.source else None
        layer = "inner" if c.inner else "outer"
        labels = ACTS[c.act], c.act_p, CERTAINTIES[c.certainty], POLARITIES[c.polarity]
        return Found(document.chars_of(c.content), cue, source, layer, confidence, *labels)

    def candidates(self, texts: list[str]) -> list[tuple[Words, list[Candidate]]]:
        """Every span the tagger finds, linked and labelled, before the confidence is weighed."""
        documents = [Words(t, self.pieces) for t in texts]
        shape = (self.config["limit"], self.config["before"], self.config["after"])
        rows = [(n, w) for n, d in enumerate(documents) if len(d) for w in windows(d, *shape)]
        rows.sort(key=lambda r: (len(r[1].ids), r[0], r[1].lo))
        out: list[list[Candidate]] = [[] for _ in documents]
        for at in range(0, len(rows), self.config["batch"]):
            part = rows[at : at + self.config["batch"]]
            for c in self._batch([w for _, w in part]):
                out[part[c.window][0]].append(c)
        return list(zip(documents, out, strict=True))

    def _hidden(self, batch: list[Window]) -> Array:
        """B x T x H: the encoder's output at the first piece of each word."""
        ids = np.zeros((len(batch), max(len(w.ids) for w in batch)), int)
        features, mask = np.full_like(ids, NO_FEATURE), np.zeros(ids.shape, bool)
        first = np.zeros((len(batch), max(len(w.first) for w in batch)), int)
        for b, w in enumerate(batch):
            n = len(w.ids)
            ids[b, :n], features[b, :n], mask[b, :n], first[b, : len(w.first)] = w.ids, w.features, True, w.first
        return self.encode(ids, features, mask)[np.arange(len(batch))[:, None], first]

    def _batch(self, batch: list[Window]) -> list[Candidate]:
        hidden = self._hidden(batch)
        p = self.heads.tags(hidden)
        spans = decode(batch, p, self.config["lean"], self.config["switch"])
        asked = [(b, s, layer) for layer in (CONTENT, INNER) for b, row in enumerate(spans[layer]) for s in row]
        asked = [a for a in asked if batch[a[0]].body[0] <= batch[a[0]].lo + a[1][0] < batch[a[0]].body[1]]
        if not asked:
            return []
        row, query = np.array([a[0] for a in asked]), np.array([a[1] for a in asked])
        marks, states = Marks.of(batch, hidden.shape[1]), States.of(hidden)
        cues, sources = padded(spans[CUE]), padded(spans[SOURCE])
        cue, cue_p, source, source_p, cue_rep = self._link(states, row, query, cues, sources, marks)
        labels = self._label(self.heads.span(states, row, query), cue_rep)
        on = 1 - p[..., 0]
        return [
            self._candidate(batch[b], (b, s, layer), (on[b], marks.quote[b]), _Link(cue[i], source[i], float(cue_p[i]), float(source_p[i])), [x[i] for x in labels])
            for i, (b, s, layer) in enumerate(asked)
        ]

    def _link(self, states: States, row: Array, query: Array, cues: tuple[Array, Array], sources: tuple[Array, Array], marks: Marks) -> _Links:
        """For each content its cue (or None) and source (or None), how sure, and the cue's vector."""
        heads, rep = self.heads, self.heads.span(states, row, query)
        scores = heads.cue_scores(rep, row, heads.candidates("cue", states, cues[0]), pair_features(row, query, *cues, marks))
        scores[:, 1:][~cues[1][row]] = -1e4
        p = softmax(scores)
        best = p.argmax(1)
        span = cues[0][row, np.maximum(best - 1, 0)]
        cue_rep = np.where(best[:, None] > 0, heads.span(states, row, span), heads.w["no_cue"])
        near = pair_features(row, query, *sources, marks)
        near_cue = np.where(best[:, None, None] > 0, pair_features(row, span, *sources, marks), NULL)
        scores = heads.source_scores(rep, cue_rep, row, heads.candidates("source", states, sources[0]), (near, near_cue))
        scores[:, 1:][~sources[1][row]] = -1e4
        q = softmax(scores)
        who = q.argmax(1)
        whom = sources[0][row, np.maximum(who - 1, 0)]
        return _picked(best, span), p.max(1), _picked(who, whom), q.max(1), cue_rep

    def _label(self, content: Array, cue: Array) -> list[Array]:
        """Speech act, its probability, certainty, polarity."""
        x = self.heads.mlp("label", np.concatenate([content, cue], -1))
        act, certainty, polarity = np.split(x, [len(ACTS), len(ACTS) + len(CERTAINTIES)], -1)
        return [act.argmax(1), softmax(act).max(1), certainty.argmax(1), polarity.argmax(1)]

    @staticmethod
    def _candidate(window: Window, asked: tuple[int, Pair, int], marks: tuple[Array, Array], link: _Link, label: list[Any]) -> Candidate:
        row, s, layer = asked
        on, quote = marks
        p = on[s[0] : s[1], layer]

        def part(x: Pair | None, r: int) -> float:
            return float(on[x[0] : x[1], r].mean()) if x else 0.5

        evidence = (
            *(float(p.mean()), float(p.min()), link.cue_p, link.source_p, part(link.cue, CUE), part(link.source, SOURCE)),
            *(float(link.cue is None), float(link.source is None), float(np.log1p(s[1] - s[0])), float(quote[s[0] : s[1]].mean())),
            *(float(layer == INNER), float(label[0] == ACTS.index("decline")), float(len(p) == 1)),
        )
        content = (window.lo + s[0], window.lo + s[1])
        values = int(label[0]), float(label[1]), int(label[2]), int(label[3])
        return Candidate(row, content, _moved(link.cue, window.lo), _moved(link.source, window.lo), layer == INNER, evidence, *values)


def _picked(chosen: Array, spans: Array) -> list[Pair | None]:
    """The chosen spans, None where the empty answer won."""
    return [(int(start), int(end)) if number else None for number, (start, end) in zip(chosen, spans, strict=True)]


def _moved(span: Pair | None, by: int) -> Pair | None:
    return (by + span[0], by + span[1]) if span else None
