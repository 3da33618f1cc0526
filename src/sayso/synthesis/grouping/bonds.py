"""What persons decided about which statements are of one proposition: takes their rulings in the order in which they were made, and holds groups to them. Later ones win."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Bond:
    """Ids of statements that are of one proposition, and those that they are not of one with (none for a merge)."""

    together: frozenset[str]
    apart: frozenset[str] = frozenset()


def parted(bonds: Sequence[Bond]) -> dict[tuple[str, str], int]:
    """The pairs that are to be held apart (the lesser id first), each with the number of the ruling that says so last.

    >>> split, merge = Bond(together=frozenset("a"), apart=frozenset("bc")), Bond(together=frozenset("ab"))
    >>> sorted(parted([split])), sorted(parted([split, merge])), sorted(parted([merge, split]))
    ([('a', 'b'), ('a', 'c')], [('a', 'c')], [('a', 'b'), ('a', 'c')])
    """
    found: dict[tuple[str, str], int] = {}
    for number, bond in enumerate(bonds):
        for pair in [pair for pair in found if bond.together.issuperset(pair)]:
            del found[pair]
        for one in bond.together:
            for two in bond.apart:
                found[min(one, two), max(one, two)] = number
    return {pair: found[pair] for pair in sorted(found)}


def opponents(held: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """For each statement that is held apart from others, from which: copies of one wording start as one only where these are the same.

    >>> opponents([("a", "c"), ("b", "c")])["a"] == opponents([("a", "c"), ("b", "c")])["b"]
    True
    """
    found: dict[str, set[str]] = {}
    for one, two in held:
        found.setdefault(one, set()).add(two)
        found.setdefault(two, set()).add(one)
    return {key: frozenset(found[key]) for key in sorted(found)}


def joined(groups: Iterable[Iterable[str]], bonds: Sequence[Bond], held: Mapping[tuple[str, str], int]) -> list[list[str]]:
    """The groups with those joined that rulings hold together, the newest ruling first; one that is older than what holds two apart does not join them."""
    found = {number: set(group) for number, group in enumerate(groups)}
    of = {one: number for number, group in found.items() for one in group}
    against: dict[str, dict[str, int]] = {}
    for (one, two), number in held.items():
        against.setdefault(one, {})[two] = number
        against.setdefault(two, {})[one] = number

    def may(left: set[str], right: set[str], ruling: int) -> bool:
        return not any(number > ruling for one in left for two, number in against.get(one, {}).items() if two in right)

    for ruling in range(len(bonds) - 1, -1, -1):
        members = [one for one in sorted(bonds[ruling].together) if one in of]
        for one in members[1:]:
            head, other = of[members[0]], of[one]
            if head != other and may(found[head], found[other], ruling):
                for moving in found.pop(other):
                    of[moving] = head
                    found[head].add(moving)
    return [sorted(group) for group in found.values()]
