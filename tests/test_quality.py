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

FLOORS = {
    "V": {"recall": 0.52, "precision": 0.84, "source_accuracy": 0.53, "stance_accuracy": 0.76, "certainty_macro_f1": 0.48},
    "W": {"recall": 0.75, "precision": 0.93, "source_accuracy": 0.72, "stance_accuracy": 0.79, "certainty_macro_f1": 0.63},
    "X": {"recall": 0.51, "precision": 0.89, "source_accuracy": 0.60, "stance_accuracy": 0.81, "certainty_macro_f1": 0.59},
    "Y": {"recall": 0.45, "precision": 0.80, "source_accuracy": 0.49, "stance_accuracy": 0.70, "certainty_macro_f1": 0.57},
}
GOLD = {"V": "9b3dba74fe3e1ed1", "W": "bd3788d4e6002fa9", "X": "3dd2708bb82a0ff8", "Y": "f6e2c19b1d851209"}


@pytest.mark.parametrize("story", FLOORS)
def test_the_gold_is_the_one_the_floors_were_measured_on(story: str) -> None:
    both = (EXAMPLES / f"{story}.jsonl").read_bytes() + (EXAMPLES / f"{story}.gold.jsonl").read_bytes()
    assert hashlib.sha256(both).hexdigest()[:16] == GOLD[story]


@pytest.mark.parametrize("story", FLOORS)
def test_no_figure_falls_below_its_floor(story: str, tmp_path: Path) -> None:
    with (tmp_path / "claims.jsonl").open("wb") as out:
        sayso.evaluate("stories", EXAMPLES / f"{story}.jsonl", out)
    command = [sys.executable, ROOT / "tools" / "score_stories.py", "--gold", EXAMPLES, "--claims", tmp_path / "claims.jsonl", "--story", story]
    figures = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    for name, floor in FLOORS[story].items():
        value = figures[name][0] if isinstance(figures[name], list) else figures[name]
        assert value >= floor, f"{story}: {name} is {value:.3f}, below its floor {floor}"
