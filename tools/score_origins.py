#!/usr/bin/env python3
"""Score the origins, paths and counts of a system against the gold of stories (standard library only).

    score_origins.py --gold STORY.gold.jsonl --claims SYSTEM.jsonl [--props propositions.json] [--system-props P.json]
    score_origins.py --self-test

SYSTEM.jsonl, one claim a line: doc_id, content, source_text (as for score_stories.py), origin (a key that is equal for claims of one proposition that go back to one origin),
path (labels from the report to the origin). P.json: [{proposition_id, least, most}] with the gold's proposition ids.

System and gold claims are matched as score_stories.py matches them. Claims whose gold origin is null count for the paths only.

- majority: within a gold proposition each system origin stands for the gold origin that most of its claims have; the share of claims that are right then. It forgives splitting.
- one to one: the same where each gold origin is given to one system origin only, so that splitting costs. B-cubed: precision, recall, F1 of the clusters.
- paths: the share of gold chains whose relays and speaker are found in the path in their order. A name is found where its last word, or half of its words, stand in a label.
- count: least against the gold's count; no error between independent_source_min and _max.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import score_stories

SHARE = 0.5  # of the words of a name that must stand in a label
SMALL = frozenset({"the", "of", "a", "an", "and", "for", "in", "unnamed"})


@dataclass(frozen=True)
class Row:
    """A matched claim: proposition, gold and system origin, gold chain and system path."""

    proposition: str
    gold: str | None
    system: str
    chain: tuple[str, ...]
    path: tuple[str, ...]


def rows_of(gold: Sequence[Mapping[str, Any]], claims: Sequence[Mapping[str, Any]]) -> list[Row]:
    """The matched claims."""
    pairs = score_stories.match(gold, claims)
    return [row(gold[one], claims[two]["origin"], claims[two].get("path") or ()) for one, two in pairs]


def row(gold: Mapping[str, Any], origin: str, path: Sequence[str]) -> Row:
    """A gold claim with the origin and path that a system gives it."""
    return Row(gold["proposition_id"], gold.get("origin"), origin, tuple(gold.get("chain") or ()), tuple(path))


def by_proposition(rows: Iterable[Row]) -> list[list[Row]]:
    """The claims with a gold origin, by proposition."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for one in rows:
        if one.gold is not None:
            groups[one.proposition].append(one)
    return list(groups.values())


def majority(rows: Iterable[Row]) -> tuple[int, int]:
    """How many claims are right where each system origin stands for its most frequent gold origin, of how many."""
    right = total = 0
    for group in by_proposition(rows):
        held: dict[str, Counter[str]] = defaultdict(Counter)
        for one in group:
            held[one.system][str(one.gold)] += 1
        right += sum(max(counts.values()) for counts in held.values())
        total += len(group)
    return right, total


def one_to_one(rows: Iterable[Row]) -> tuple[int, int]:
    """The same where no gold origin is given twice: largest overlaps first."""
    right = total = 0
    for group in by_proposition(rows):
        overlaps = Counter((one.system, str(one.gold)) for one in group)
        used: set[tuple[str, str]] = set()
        for (system, gold), count in sorted(overlaps.items(), key=lambda item: (-item[1], item[0])):
            if ("system", system) not in used and ("gold", gold) not in used:
                used |= {("system", system), ("gold", gold)}
                right += count
        total += len(group)
    return right, total


def bcubed(rows: Iterable[Row]) -> dict[str, float] | None:
    """B-cubed precision, recall and F1 over all propositions."""
    return score_stories.bcubed([((one.proposition, one.gold), (one.proposition, one.system)) for one in rows if one.gold is not None])


def words(name: str) -> list[str]:
    """The words of a name that tell it from others."""
    return [word for word in score_stories.toks(name) if word not in SMALL]


def names(label: str, name: str) -> bool:
    """Whether a label names this one."""
    wanted, have = words(name), set(words(label))
    return bool(wanted) and (wanted[-1] in have or sum(word in have for word in wanted) >= SHARE * len(wanted))


def found(chain: Sequence[str], path: Sequence[str]) -> bool:
    """Whether the links of a gold chain after the report's own outlet stand in the path in their order.

    >>> found(("Bay Chronicle", "Tidewater Wire", "Mark Rutte"), ("Bay Chronicle", "Tidewater Wire", "Mark Rutte", "NATO"))
    True
    >>> found(("Bay Chronicle", "Tidewater Wire", "Mark Rutte"), ("Bay Chronicle", "Mark Rutte"))
    False
    """
    at = 0
    for name in chain[1:]:
        while at < len(path) and not names(path[at], name):
            at += 1
        if at == len(path):
            return False
    return True


def paths(rows: Iterable[Row]) -> tuple[int, int]:
    """How many gold chains of two links or more are found, of how many."""
    wanted = [one for one in rows if len(one.chain) > 1]
    return sum(found(one.chain, one.path) for one in wanted), len(wanted)


def count_error(gold: Mapping[str, Any], count: int) -> int:
    """By how many origins a count misses what the gold allows.

    >>> count_error({"independent_source_count": 2, "independent_source_min": 1, "independent_source_max": 3}, 4)
    1
    """
    exact = int(gold["independent_source_count"])
    least = gold.get("independent_source_min")
    most = gold.get("independent_source_max")
    return max((exact if least is None else least) - count, count - (exact if most is None else most), 0)


def counts(gold: Sequence[Mapping[str, Any]], least: Mapping[str, int]) -> dict[str, float]:
    """Mean errors of the counts: against what the gold allows, and against its one number."""
    pairs = [(one, least[one["proposition_id"]]) for one in gold if one["proposition_id"] in least]
    size = max(1, len(pairs))
    return {
        "propositions": len(pairs),
        "error": sum(count_error(one, count) for one, count in pairs) / size,
        "error of the exact number": sum(abs(one["independent_source_count"] - count) for one, count in pairs) / size,
    }


def report(rows: Sequence[Row]) -> dict[str, Any]:
    """All figures of matched claims."""
    right, total = majority(rows)
    strict, _ = one_to_one(rows)
    chains, wanted = paths(rows)
    return {
        "claims": total,
        "majority": round(right / max(1, total), 4),
        "one to one": round(strict / max(1, total), 4),
        "bcubed": {name: round(value, 4) for name, value in (bcubed(rows) or {}).items()},
        "paths": round(chains / max(1, wanted), 4),
        "chains": wanted,
    }


def self_test() -> None:
    """Gold against itself is perfect; all in one and all apart are not."""
    rows = [Row("P", gold, system, ("Paper", gold), ("Paper", gold)) for gold, system in (("navy", "1"), ("navy", "1"), ("owner", "2"), ("owner", "2"))]
    assert report(rows)["bcubed"]["f1"] == report(rows)["one to one"] == report(rows)["paths"] == 1.0
    lumped = [Row(one.proposition, one.gold, "1", one.chain, ()) for one in rows]
    assert (majority(lumped), one_to_one(lumped), paths(lumped)) == ((2, 4), (2, 4), (0, 4))
    split = [Row(one.proposition, one.gold, str(number), one.chain, one.path) for number, one in enumerate(rows)]
    assert (majority(split), one_to_one(split)) == ((4, 4), (2, 4))
    assert counts([{"proposition_id": "P", "independent_source_count": 2}], {"P": 3})["error"] == 1
    print("self-test passed")


def main() -> None:
    """Prints the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--gold", "--claims", "--props", "--system-props"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--self-test", action="store_true")
    given = parser.parse_args()
    if given.self_test:
        self_test()
        return
    if not (given.gold and given.claims):
        parser.error("--gold and --claims are needed")
    gold, claims = ([json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line] for path in (given.gold, given.claims))
    figures = report(rows_of(gold, claims))
    if given.props and given.system_props:
        least = {one["proposition_id"]: one["least"] for one in json.loads(given.system_props.read_text(encoding="utf-8"))}
        figures["counts"] = counts(json.loads(given.props.read_text(encoding="utf-8")), least)
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
