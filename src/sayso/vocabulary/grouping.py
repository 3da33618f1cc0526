"""What grouping reads: words without matter, words that point back, endings, groups of acts; and the weights that tools/train_grouping.py learned."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from zipfile import BadZipFile

import msgspec
import numpy as np
from numpy.typing import NDArray

from sayso.model.claim import SpeechAct
from sayso.model.errors import RunAbort
from sayso.vocabulary.loader import read_table

TREES = "grouping_trees.npz"


class Ending(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An ending that a stem does without, what takes its place, and how many letters must be left before it."""

    ending: str
    to: str
    keep: int


class GroupingWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of grouping.yaml."""

    small: frozenset[str]
    pointing: frozenset[str]
    endings: list[Ending]
    acts: dict[str, frozenset[str]]
    realis: dict[str, frozenset[str]]


@cache
def grouping_words() -> GroupingWords:
    """Words that grouping looks at."""
    return check_words(read_table("grouping.yaml", GroupingWords))


def check_words(table: GroupingWords) -> GroupingWords:
    """The table itself; raises RunAbort where a group of acts names one that is none, or leaves one out."""
    named = {act for group in table.acts.values() for act in group}
    if strange := named ^ set(SpeechAct):
        raise RunAbort(f"vocabulary/grouping.yaml: acts: {min(strange)!r} is no speech act, or in no group")
    return table


@cache
def group_of_act() -> dict[str, str]:
    """The group of each speech act.

    >>> group_of_act()["accuse"]
    'states'
    """
    return {act: group for group, acts in grouping_words().acts.items() for act in acts}


@cache
def group_of_realis() -> dict[str, str]:
    """The group of each value of realis.

    >>> group_of_realis()["ongoing"]
    'fact'
    """
    return {value: group for group, values in grouping_words().realis.items() for value in values}


class Trees:
    """Small regression trees, whose values are summed to a log-odds: for each tree a row of nodes, with the feature asked, the bound, and where to go; a leaf leads to itself."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        try:
            parts = np.load(io.BytesIO(data))
            self.names = tuple(bytes(parts["names"]).decode("utf-8").split("\n"))
            self.feature, self.bound, self.value = (parts[key] for key in ("feature", "bound", "value"))
            self.left, self.right = (parts[key].astype(np.int64) for key in ("left", "right"))
            self.base = float(parts["base"])
        except (KeyError, ValueError, OSError, BadZipFile) as fault:
            raise RunAbort(f"vocabulary/{TREES}: {fault}") from fault
        if int(self.feature.max()) >= len(self.names) or int(max(self.left.max(), self.right.max())) >= self.feature.shape[1]:
            raise RunAbort(f"vocabulary/{TREES}: a node asks for a feature or leads to a node that is not there")


def pack_trees(names: Sequence[str], trees: Sequence[NDArray[np.void]], base: float) -> bytes:
    """The file of trees made of nodes as scikit-learn has them (feature_idx, num_threshold, left, right, is_leaf, value)."""
    shape = (len(trees), max(len(nodes) for nodes in trees))
    feature, left, right = (np.zeros(shape, dtype=np.int16) for _ in range(3))
    bound, value = (np.zeros(shape, dtype=np.float32) for _ in range(2))
    for row, nodes in enumerate(trees):
        leaf, own = nodes["is_leaf"].astype(bool), np.arange(len(nodes))
        size = len(nodes)
        feature[row, :size] = np.where(leaf, 0, nodes["feature_idx"])
        bound[row, :size] = np.where(leaf, 0.0, nodes["num_threshold"])
        left[row, :size], right[row, :size] = (np.where(leaf, own, nodes[side]) for side in ("left", "right"))
        value[row, :size] = np.where(leaf, nodes["value"], 0.0)
    out = io.BytesIO()
    listed = np.frombuffer("\n".join(names).encode(), dtype=np.uint8)
    np.savez_compressed(out, names=listed, feature=feature, bound=bound, left=left, right=right, value=value, base=np.float64(base))
    return out.getvalue()


def check_trees(trees: Trees, names: tuple[str, ...]) -> Trees:
    """The trees themselves; raises RunAbort where they were trained on other features than these."""
    if trees.names != names:
        strange = sorted(set(trees.names) ^ set(names)) or ["their order"]
        raise RunAbort(f"vocabulary/{TREES}: trained on other features ({strange[0]}): run tools/train_grouping.py again")
    return trees


@cache
def grouping_trees() -> Trees:
    """The trees that tools/train_grouping.py trained."""
    return Trees(files("sayso.vocabulary").joinpath(TREES).read_bytes())
