"""Package a trained network: python -m training.export --model OUT/best.pt --corpus DIR [DIR ...] --to weights

Calibrates on the validation stories, builds the ONNX encoder, rounds everything to int8 and writes
config.json with the sha256 of each file."""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from sayso.claims.network.runtime import Network
from training.calibrate import calibrate
from training.evaluate import verdicts
from training.network import DEPTH, HEADS, HIDDEN, Tagger, int8_rows
from training.train import SETTINGS, VOCABULARY, base_model, load, pieces_of

POSITIONS = 384


class Graph:
    """Writes the encoder's layers as ONNX nodes."""

    def __init__(self, state: dict[str, np.ndarray], int8: bool) -> None:
        self.int8 = int8
        self.state, self.nodes, self.constants, self.count = state, [], {}, 0

    def constant(self, name: str, value: np.ndarray) -> str:
        self.constants.setdefault(name, numpy_helper.from_array(np.asarray(value, order="C"), name))
        return name

    def node(self, op: str, *inputs: str, **attributes: object) -> str:
        self.count += 1
        out = f"n{self.count}"
        self.nodes.append(helper.make_node(op, list(inputs), [out], name=f"{op}_{self.count}", **attributes))
        return out

    def matrix(self, name: str) -> str:
        """A weight matrix; with int8 set it is stored as int8, one scale for each output, and made
        float again once, when the session folds its constants."""
        value = self.state[name + ".weight"]
        if not self.int8:
            return self.constant(name + ".weight", value.T)
        small, scale = int8_rows(value)
        parts = self.constant(name + ".int8", small.T), self.constant(name + ".scale", scale.T)
        return self.node("Mul", self.node("Cast", parts[0], to=TensorProto.FLOAT), parts[1])

    def linear(self, name: str, x: str) -> str:
        return self.node("Add", self.node("MatMul", x, self.matrix(name)), self.constant(name + ".bias", self.state[name + ".bias"]))

    def norm(self, name: str, x: str) -> str:
        parts = [self.constant(f"{name}.{p}", self.state[f"{name}.{p}"]) for p in ("weight", "bias")]
        return self.node("LayerNormalization", x, *parts, axis=-1, epsilon=1e-12)

    def attention(self, name: str, x: str) -> str:
        """Scaled dot product of all heads, by onnxruntime's own kernel; mask: 1 for what is there."""
        parts = self.constant("thirds", np.array([HIDDEN] * 3))
        qkv = [f"{name}.{k}" for k in "qkv"]
        self.nodes.append(helper.make_node("Split", [self.linear(name + ".qkv", x), parts], qkv, axis=2))
        mixed = self.node("MultiHeadAttention", *qkv, "", "mask", domain="com.microsoft", num_heads=HEADS)
        return self.linear(name + ".out", mixed)

    def layer(self, name: str, x: str) -> str:
        x = self.norm(name + ".norm1", self.node("Add", x, self.attention(name, x)))
        wide = self.node("Gelu", self.linear(name + ".up", x))
        return self.norm(name + ".norm2", self.node("Add", x, self.linear(name + ".down", wide)))


def encoder_graph(state: dict[str, np.ndarray], int8: bool) -> onnx.ModelProto:
    """x (embeddings and positions, B T H) and mask (B T) -> hidden."""
    graph = Graph(state, int8)
    x = graph.norm("norm", "x")
    for n in range(DEPTH):
        x = graph.layer(f"layers.{n}", x)
    graph.nodes.append(helper.make_node("Identity", [x], ["hidden"]))
    real = TensorProto.FLOAT
    inputs = [helper.make_tensor_value_info("x", real, ["b", "t", HIDDEN]), helper.make_tensor_value_info("mask", TensorProto.INT32, ["b", "t"])]
    outputs = [helper.make_tensor_value_info("hidden", real, ["b", "t", HIDDEN])]
    body = helper.make_graph(graph.nodes, "encoder", inputs, outputs, list(graph.constants.values()))
    return helper.make_model(body, opset_imports=[helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)], ir_version=9)


def write_encoder(net: Tagger, folder: Path, kind: str) -> None:
    """encoder.onnx and embeddings.npz.

    kind: w8 int8 weights and float arithmetic; fp32 nothing rounded."""
    state = {k: v.numpy() for k, v in net.encoder.state_dict().items()}
    onnx.save(encoder_graph(state, kind == "w8"), folder / "encoder.onnx")
    words, scale = int8_rows(state["words"])
    np.savez_compressed(folder / "embeddings.npz", words=words, scale=scale[:, 0], features=state["features.weight"],
                        positions=state["positions"][:POSITIONS].astype(np.float16))  # fmt: skip


def write_heads(net: Tagger, folder: Path) -> None:
    """heads.npz: matrices as int8 with a scale for each row, the rest as float16."""
    out = {}
    for name, value in net.head_arrays().items():
        if value.ndim == 2 and value.size > 4096:
            out[name], out[name + ":scale"] = int8_rows(value)
        else:
            out[name] = value.astype(np.float16)
    np.savez_compressed(folder / "heads.npz", **out)


def write_config(folder: Path, calibration: list[float], note: dict) -> None:
    """config.json: settings, calibration, the sha256 of each file."""
    names = ("encoder.onnx", "embeddings.npz", "heads.npz", "vocabulary.txt")
    digests = {n: hashlib.sha256((folder / n).read_bytes()).hexdigest() for n in names}
    config = {**SETTINGS, "calibration": calibration, "sha256": digests, **note}
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--model", type=Path, required=True)
    ap.add_argument("--corpus", type=Path, nargs="+", required=True)
    ap.add_argument("--to", type=Path, required=True)
    ap.add_argument("--kind", choices=("w8", "fp32"), default="w8")
    args = ap.parse_args()
    base = base_model()
    net = Tagger()
    net.load_state_dict(torch.load(args.model, weights_only=True))
    net.eval()
    args.to.mkdir(parents=True, exist_ok=True)
    write_encoder(net, args.to, args.kind)
    write_heads(net, args.to)
    shutil.copy(VOCABULARY, args.to / "vocabulary.txt")
    held = load(args.corpus, pieces_of(base))[1]
    write_config(args.to, [], {})
    weights, report = calibrate(verdicts(Network.load(args.to), held), held)
    write_config(args.to, weights, {"validation": report, "base": "all-MiniLM-L6-v2"})
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
