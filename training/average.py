"""Average the weights of checkpoints of one trajectory: python -m training.average A.pt B.pt ... --to OUT.pt"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def average(paths: list[Path]) -> dict[str, torch.Tensor]:
    """The mean of each parameter; they must come from one run or from runs that go on from it."""
    states = [torch.load(p, weights_only=True) for p in paths]
    return {k: torch.stack([s[k] for s in states]).mean(0) for k in states[0]}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("models", type=Path, nargs="+")
    ap.add_argument("--to", type=Path, required=True)
    args = ap.parse_args()
    torch.save(average(args.models), args.to)


if __name__ == "__main__":
    main()
