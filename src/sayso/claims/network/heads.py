"""The small layers above the encoder, in numpy: tags, links between spans, labels."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sayso.claims.network.windows import PAIR_FEATURES, Array

LAYERS = ("source", "cue", "content", "inner")
SOURCE, CUE, CONTENT, INNER = range(4)


def softmax(x: Array) -> Array:
    """Probabilities over the last axis."""
    e = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(e / e.sum(-1, keepdims=True))


@dataclass(frozen=True, slots=True)
class States:
    """The encoder's vectors of a batch (B x T x H), and their running sums (B x T + 1 x H), of which every mean is a difference."""

    hidden: Array
    total: Array

    @classmethod
    def of(cls, hidden: Array) -> States:
        """The vectors with their sums."""
        return cls(hidden, np.concatenate([np.zeros_like(hidden[:, :1]), np.cumsum(hidden, 1)], 1))


class Heads:
    """The small layers above the encoder, in numpy; names as in training/network.py."""

    def __init__(self, weights: dict[str, Array]) -> None:
        self.w = {k: v.astype(np.float32) for k, v in weights.items()}

    def linear(self, name: str, x: Array) -> Array:
        """One linear layer."""
        return x @ self.w[name + ".weight"].T + self.w[name + ".bias"]

    def mlp(self, name: str, x: Array) -> Array:
        """Two linear layers with a ReLU between."""
        return self.linear(name + ".2", np.maximum(self.linear(name + ".0", x), 0))

    def tags(self, hidden: Array) -> Array:
        """B x T x 4 x 3 probabilities."""
        return softmax(self.linear("tag", hidden).reshape(*hidden.shape[:2], len(LAYERS), 3))

    @staticmethod
    def span(states: States, row: Array, spans: Array) -> Array:
        """First, last and mean word of each span."""
        hidden, total = states.hidden, states.total
        size = np.maximum(spans[:, 1] - spans[:, 0], 1)[:, None]
        last = np.maximum(spans[:, 1] - 1, 0)
        mean = (total[row, spans[:, 1]] - total[row, spans[:, 0]]) / size
        return np.concatenate([hidden[row, spans[:, 0]], hidden[row, last], mean], -1).astype(np.float32)

    def embed(self, name: str, features: Array) -> Array:
        """The vectors of pair features, side by side."""
        table = self.w[name]  # PAIR_FEATURES x 24 x E
        return table[np.arange(PAIR_FEATURES), features].reshape(*features.shape[:-1], -1)

    def candidates(self, name: str, states: States, spans: Array) -> Array:
        """B x (K + 1) x D, the empty answer first."""
        b, k = spans.shape[:2]
        flat = self.span(states, np.repeat(np.arange(b), k), spans.reshape(-1, 2))
        out = self.linear(name, flat).reshape(b, k, -1)
        return np.concatenate([np.broadcast_to(self.w[name + "_null"], (b, 1, out.shape[-1])), out], 1)

    def cue_scores(self, query: Array, row: Array, cues: Array, features: Array) -> Array:
        """How well each cue (and none) fits each content."""
        c = cues[row]
        q = np.broadcast_to(self.linear("content", query)[:, None], c.shape)
        return self.mlp("to_cue", np.concatenate([q, c, q * c, self.embed("cue_pair", features)], -1))[..., 0]

    def source_scores(self, query: Array, cue: Array, row: Array, sources: Array, features: tuple[Array, Array]) -> Array:
        """How well each source (and none) fits each content with its cue."""
        s = sources[row]
        q = np.broadcast_to(self.linear("content_s", query)[:, None], s.shape)
        u = np.broadcast_to(self.linear("cue_s", cue)[:, None], s.shape)
        pairs = [self.embed("source_pair", features[0]), self.embed("source_cue_pair", features[1])]
        return self.mlp("to_source", np.concatenate([q, u, s, q * s, u * s, *pairs], -1))[..., 0]


def load_heads(path: Path) -> dict[str, Array]:
    """int8 matrices with a scale for each row, and what is stored as it is."""
    stored = np.load(path)
    out = {}
    for name in stored.files:
        if not name.endswith(":scale"):
            value = stored[name].astype(np.float32)
            out[name] = value * stored[name + ":scale"].astype(np.float32) if name + ":scale" in stored.files else value
    return out
