"""The network in torch: a BERT encoder (all-MiniLM-L6-v2) and the heads that `runtime.Heads` repeats."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from sayso.claims.network.heads import LAYERS
from sayso.claims.network.runtime import ACTS, CERTAINTIES, POLARITIES
from sayso.claims.network.windows import PAIR_FEATURES

HIDDEN, HEADS, DEPTH, WIDE = 384, 12, 6, 1536
SPAN, LINK, EMBED = 3 * HIDDEN, 96, 8


def int8_rows(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A matrix as int8 with one scale for each row."""
    scale = np.maximum(np.abs(table).max(-1, keepdims=True), 1e-8) / 127
    return np.round(table / scale).astype(np.int8), scale.astype(np.float32)


class Layer(nn.Module):
    """One transformer layer, norms after the sums as in BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(HIDDEN, 3 * HIDDEN), nn.Linear(HIDDEN, HIDDEN)
        self.up, self.down = nn.Linear(HIDDEN, WIDE), nn.Linear(WIDE, HIDDEN)
        self.norm1, self.norm2 = nn.LayerNorm(HIDDEN, 1e-12), nn.LayerNorm(HIDDEN, 1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        b, t, _ = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        x = self.norm1(x + self.drop(self.out(a.transpose(1, 2).reshape(b, t, HIDDEN))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Word embeddings are frozen and rounded to int8 from the start, so the packaging loses nothing."""

    def __init__(self, base: Path | None) -> None:
        super().__init__()
        self.register_buffer("words", torch.zeros(30522, HIDDEN))
        self.positions = nn.Parameter(torch.zeros(512, HIDDEN))
        self.features = nn.Embedding(9, HIDDEN)
        nn.init.normal_(self.features.weight, std=0.01)
        self.norm, self.drop = nn.LayerNorm(HIDDEN, 1e-12), nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(DEPTH))
        if base:
            self.load(load_file(base / "model.safetensors"))

    def load(self, w: dict[str, Tensor]) -> None:
        """Take the weights of the base model."""
        w = {k.removeprefix("bert."): v.float() for k, v in w.items()}
        values, scale = int8_rows(w["embeddings.word_embeddings.weight"].numpy())
        self.words.copy_(torch.from_numpy(values * scale))
        kind = w["embeddings.token_type_embeddings.weight"][0]
        self.positions.data.copy_(w["embeddings.position_embeddings.weight"] + kind)
        self._take(self.norm, w, "embeddings.LayerNorm")
        for n, layer in enumerate(self.layers):
            at = f"encoder.layer.{n}."
            for part in ("weight", "bias"):
                qkv = [w[f"{at}attention.self.{k}.{part}"] for k in ("query", "key", "value")]
                getattr(layer.qkv, part).data.copy_(torch.cat(qkv))
            self._take(layer.out, w, at + "attention.output.dense")
            self._take(layer.norm1, w, at + "attention.output.LayerNorm")
            self._take(layer.up, w, at + "intermediate.dense")
            self._take(layer.down, w, at + "output.dense")
            self._take(layer.norm2, w, at + "output.LayerNorm")

    @staticmethod
    def _take(module: nn.Module, w: dict[str, Tensor], name: str) -> None:
        module.weight.data.copy_(w[name + ".weight"])
        module.bias.data.copy_(w[name + ".bias"])

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        x = self.words[ids] + self.features(features) + self.positions[: ids.shape[1]]
        x = self.drop(self.norm(x))
        bias = torch.where(mask, 0.0, -1e4)[:, None, None]
        for layer in self.layers:
            x = layer(x, bias)
        return x


@dataclass(slots=True)
class Texts:
    """Tensors of some windows."""

    ids: Tensor
    features: Tensor
    mask: Tensor
    first: Tensor
    tags: Tensor  # B x T x 4, -1 no loss


@dataclass(slots=True)
class Links:
    """The claims of some windows and their candidates, as `reading.pair_features` wants them."""

    row: Tensor
    content: Tensor
    cue: Tensor  # the gold cue's words, or (0, 0)
    has_cue: Tensor
    cues: Tensor
    cues_real: Tensor
    sources: Tensor
    sources_real: Tensor
    pairs: tuple[Tensor, Tensor, Tensor]
    to_cue: Tensor  # index of the candidate, 0 none, -100 no loss
    to_source: Tensor
    act: Tensor
    certainty: Tensor
    polarity: Tensor


def mlp(width: int, hidden: int, out: int, drop: float = 0.1) -> nn.Sequential:
    """Two layers; the dropout sits on the input so that the numbers of the parts stay 0 and 2."""
    net = nn.Sequential(nn.Linear(width, hidden), nn.ReLU(), nn.Linear(hidden, out))
    net.drop = drop
    return net


class Tagger(nn.Module):
    """Encoder, BIO layers, linker and labels under one loss."""

    def __init__(self, base: Path | None = None) -> None:
        super().__init__()
        self.encoder = Encoder(base)
        self.tag = nn.Linear(HIDDEN, len(LAYERS) * 3)
        self.cue, self.source = nn.Linear(SPAN, LINK), nn.Linear(SPAN, LINK)
        self.content, self.content_s, self.cue_s = (nn.Linear(SPAN, LINK) for _ in range(3))
        self.cue_null, self.source_null = nn.Parameter(torch.zeros(LINK)), nn.Parameter(torch.zeros(LINK))
        self.no_cue = nn.Parameter(torch.zeros(SPAN))
        for name in ("cue_pair", "source_pair", "source_cue_pair"):
            setattr(self, name, nn.Parameter(torch.randn(PAIR_FEATURES, 24, EMBED) * 0.3))
        self.to_cue = mlp(3 * LINK + PAIR_FEATURES * EMBED, 96, 1)
        self.to_source = mlp(5 * LINK + 2 * PAIR_FEATURES * EMBED, 128, 1)
        self.label = mlp(2 * SPAN, 192, len(ACTS) + len(CERTAINTIES) + len(POLARITIES))

    def hidden(self, ids: Tensor, features: Tensor, mask: Tensor, first: Tensor) -> Tensor:
        """The encoder's output at the first piece of each word."""
        x = self.encoder(ids, features, mask)
        return x.gather(1, first[..., None].expand(-1, -1, HIDDEN))

    @staticmethod
    def span(hidden: Tensor, row: Tensor, spans: Tensor) -> Tensor:
        """First, last and mean word, as `runtime.Heads.span`."""
        total = F.pad(hidden.cumsum(1), (0, 0, 1, 0))
        size = (spans[:, 1] - spans[:, 0]).clamp(min=1)[:, None]
        mean = (total[row, spans[:, 1]] - total[row, spans[:, 0]]) / size
        return torch.cat([hidden[row, spans[:, 0]], hidden[row, (spans[:, 1] - 1).clamp(min=0)], mean], -1)

    @staticmethod
    def embed(table: Tensor, features: Tensor) -> Tensor:
        return table[torch.arange(PAIR_FEATURES), features].flatten(-2)

    def candidates(self, layer: nn.Linear, null: Tensor, hidden: Tensor, spans: Tensor) -> Tensor:
        b, k = spans.shape[:2]
        flat = self.span(hidden, torch.arange(b).repeat_interleave(k), spans.reshape(-1, 2))
        return torch.cat([null.expand(b, 1, -1), layer(flat).view(b, k, -1)], 1)

    def _mlp(self, net: nn.Sequential, x: Tensor) -> Tensor:
        return net(F.dropout(x, net.drop, self.training))

    def link_scores(self, hidden: Tensor, b: Links, content: Tensor, cue: Tensor) -> tuple[Tensor, Tensor]:
        """Scores of the cue candidates and the source candidates of each claim."""
        c = self.candidates(self.cue, self.cue_null, hidden, b.cues)[b.row]
        q = self.content(content)[:, None].expand_as(c)
        x = torch.cat([q, c, q * c, self.embed(self.cue_pair, b.pairs[0])], -1)
        to_cue = self._mlp(self.to_cue, x)[..., 0]
        to_cue = to_cue.masked_fill(~F.pad(b.cues_real, (1, 0), value=True)[b.row], -1e4)
        s = self.candidates(self.source, self.source_null, hidden, b.sources)[b.row]
        q, u = self.content_s(content)[:, None].expand_as(s), self.cue_s(cue)[:, None].expand_as(s)
        pairs = [self.embed(self.source_pair, b.pairs[1]), self.embed(self.source_cue_pair, b.pairs[2])]
        to_source = self._mlp(self.to_source, torch.cat([q, u, s, q * s, u * s, *pairs], -1))[..., 0]
        return to_cue, to_source.masked_fill(~F.pad(b.sources_real, (1, 0), value=True)[b.row], -1e4)

    def loss(self, texts: Texts, links: Callable[[np.ndarray], Links]) -> tuple[Tensor, dict[str, float]]:
        """The joint loss and its parts. links: from tag probabilities to claims and candidates."""
        hidden = F.dropout(self.hidden(texts.ids, texts.features, texts.mask, texts.first), 0.1, self.training)
        tags = self.tag(hidden).view(*hidden.shape[:2], len(LAYERS), 3)
        parts = {"tag": 4 * F.cross_entropy(tags.reshape(-1, 3), texts.tags.reshape(-1), ignore_index=-1)}
        b = links(tags.detach().softmax(-1).numpy())
        if len(b.row):
            content = self.span(hidden, b.row, b.content)
            cue = torch.where(b.has_cue[:, None], self.span(hidden, b.row, b.cue), self.no_cue)
            to_cue, to_source = self.link_scores(hidden, b, content, cue)
            parts["cue"] = 0.3 * self._ce(to_cue, b.to_cue)
            parts["source"] = 0.3 * self._ce(to_source, b.to_source)
            labels = self._mlp(self.label, torch.cat([content, cue], -1))
            act, certainty, polarity = labels.split([len(ACTS), len(CERTAINTIES), len(POLARITIES)], -1)
            parts["act"] = 0.2 * F.cross_entropy(act, b.act)
            parts["certainty"] = 0.15 * F.cross_entropy(certainty, b.certainty)
            parts["polarity"] = 0.1 * F.cross_entropy(polarity, b.polarity)
        return sum(parts.values()), {k: float(v.detach()) for k, v in parts.items()}

    @staticmethod
    def _ce(scores: Tensor, target: Tensor) -> Tensor:
        return F.cross_entropy(scores, target, ignore_index=-100, reduction="sum") / max(1, int((target >= 0).sum()))

    def head_arrays(self) -> dict[str, np.ndarray]:
        """All that stands above the encoder, for `runtime.Heads`."""
        return {k: v.detach().numpy() for k, v in self.state_dict().items() if not k.startswith("encoder.")}
