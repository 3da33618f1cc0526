"""The gate: figures on the shipped stories may not fall. Lowering a floor needs a line in CHANGELOG.md.

Scored by tools/score_stories.py against gold whose sha256 is pinned beside the floors, so that neither moves unseen.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

import sayso
from tests.conftest import EXAMPLES, ROOT

NAMES = (
    "recall",
    "precision",
    "source_accuracy",
    "stance_accuracy",
    "certainty_macro_f1",
    "polarity_accuracy",
    "quantity_accuracy",
    "place_accuracy",
    "time_accuracy",
)
FLOORS = {
    ("rules", "V"): (0.60, 0.84, 0.77, 0.77, 0.63, 0.90, 0.88, 0.93, 0.75),
    ("rules", "W"): (0.78, 0.91, 0.87, 0.82, 0.73, 0.82, 0.90, 0.90, 0.70),
    ("rules", "X"): (0.54, 0.83, 0.80, 0.87, 0.60, 0.89, 0.94, 0.85, 0.99),
    ("rules", "Y"): (0.50, 0.81, 0.86, 0.73, 0.66, 0.76, 0.90, 0.76, 0.50),
    ("combined", "V"): (0.80, 0.87, 0.87, 0.85, 0.72, 0.94, 0.87, 0.97, 0.84),
    ("combined", "W"): (0.91, 0.90, 0.88, 0.88, 0.73, 0.92, 0.99, 0.86, 0.76),
    ("combined", "X"): (0.83, 0.91, 0.87, 0.88, 0.87, 0.92, 0.95, 0.89, 0.93),
    ("combined", "Y"): (0.76, 0.84, 0.91, 0.93, 0.88, 0.90, 0.83, 0.95, 0.78),
}
GOLD = {"V": "9b3dba74fe3e1ed1", "W": "bd3788d4e6002fa9", "X": "3dd2708bb82a0ff8", "Y": "f6e2c19b1d851209"}


@pytest.mark.parametrize("story", GOLD)
def test_the_gold_is_the_one_the_floors_were_measured_on(story: str) -> None:
    both = (EXAMPLES / f"{story}.jsonl").read_bytes() + (EXAMPLES / f"{story}.gold.jsonl").read_bytes()
    assert hashlib.sha256(both).hexdigest()[:16] == GOLD[story]


@pytest.mark.parametrize(("extractor", "story"), FLOORS)
def test_no_figure_falls_below_its_floor(extractor: str, story: str, tmp_path: Path) -> None:
    with (tmp_path / "claims.jsonl").open("wb") as out:
        sayso.evaluate("stories", EXAMPLES / f"{story}.jsonl", out, extractor=extractor)
    command = [sys.executable, ROOT / "tools" / "score_stories.py", "--gold", EXAMPLES, "--claims", tmp_path / "claims.jsonl", "--story", story]
    figures = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    for name, floor in zip(NAMES, FLOORS[extractor, story], strict=True):
        value = figures[name][0] if isinstance(figures[name], list) else figures[name]
        assert value >= floor, f"{story}: {name} is {value:.3f}, below its floor {floor}"
