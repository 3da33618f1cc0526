"""Who says, repeats and denies in a proposition: the paths of its supports as ties between outlets, agencies, governments, persons and others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from sayso.model.board import Node
from sayso.model.proposition import Link, Origin, Proposition, Side, Step, Support
from sayso.model.weighing import Statement, Voice
from sayso.synthesis.citations import outlet_key
from sayso.synthesis.origins.bodies import kind_of
from sayso.vocabulary.loader import government_of

KINDS = {"gov": "government", "regime": "government", "person": "person", "anon": "nameless", "outlet": "outlet"}
AGENCY_WORDS = {"agency", "wire", "newswire", "dispatch"}
SAYS, REPEATS, DENIES = "says", "repeats", "denies"
Ties = tuple[tuple[str, str, str, int], ...]


def network(one: Proposition, statements: Mapping[str, Statement]) -> tuple[tuple[Node, ...], Ties]:
    """The nodes with what each said or carried, and the ties with how often each holds, both in the order of their ids."""
    found: dict[str, Node] = {}
    said: Counter[str] = Counter()
    ties: Counter[tuple[str, str, str]] = Counter()
    for support in one.supports:
        path = _path(support, statements[support.statement])
        found |= {node.id: node for node, _ in path}
        said.update({node.id for node, _ in path})
        ties.update((left.id, right.id, kind) for (left, _), (right, kind) in pairwise(path) if left.id != right.id)
    ties.update(_denials(one, found))
    nodes = tuple(Node(id=key, label=found[key].label, kind=found[key].kind, country=found[key].country, claims=said[key]) for key in sorted(found))
    return nodes, tuple((*key, count) for key, count in sorted(ties.items()))


def _denials(one: Proposition, found: dict[str, Node]) -> Iterator[tuple[str, str, str]]:
    """Each denier against each origin that asserts; where none counts, against who is said to."""
    asserting = one.verdict.origins or tuple({row.origin.key: row.origin for row in one.supports if row.side is Side.ASSERTS}.values())
    for denier in one.verdict.deniers:
        for origin in asserting:
            left, right = _of_origin(denier), _of_origin(origin)
            if left.id != right.id:
                found.setdefault(left.id, left)
                found.setdefault(right.id, right)
                yield left.id, right.id, DENIES


def _path(support: Support, statement: Statement) -> list[tuple[Node, str]]:
    """The nodes from the report to the origin, each with the kind of its tie to the one before. Who is an organ of the origin stands in it."""
    steps = list(support.path)
    inside = bool(steps) and steps[-1].link is Link.PART_OF
    kept = steps[:-2] if inside else steps[:-1]
    path = [(_of_step(step, statement.chain), _kind(step)) for step in kept]
    if steps:
        last = steps[-2] if inside and len(steps) > 1 else steps[-1]
        outlet = last.link is not Link.QUOTES and not inside
        path.append((_outlet(last.label) if outlet else _of_origin(support.origin), _kind(last)))
    return path


def _kind(step: Step) -> str:
    return SAYS if step.link is Link.QUOTES else REPEATS


def _of_origin(origin: Origin) -> Node:
    kind = KINDS.get(origin.key.partition(":")[0], "organisation")
    if kind == "outlet":
        return _outlet(origin.label)
    label = origin.label
    if kind == "government" and origin.country and origin.key == f"gov:{origin.country}":
        label = government_of(origin.country)  # one name for all its organs
    return Node(id=origin.key, label=label, kind=kind, country=origin.country, claims=0)


def _outlet(label: str) -> Node:
    words = outlet_key(label).split()
    agency = kind_of(label) == "news-agency" or bool(AGENCY_WORDS & set(words))
    return Node(id=f"outlet:{outlet_key(label)}", label=label, kind="agency" if agency else "outlet", country=None, claims=0)


def _of_step(step: Step, chain: Sequence[Voice]) -> Node:
    if step.link is not Link.QUOTES:
        return _outlet(step.label)
    voice = next((link for link in chain if step.label in {link.name, link.organisation, link.words}), None)
    if voice is None or voice.kind == "organisation":
        return Node(id=f"body:{step.label.casefold()}", label=step.label, kind="organisation", country=voice.country if voice else None, claims=0)
    if voice.kind == "named":
        return Node(id=f"person:{step.label.casefold()}", label=step.label, kind="person", country=voice.country, claims=0)
    return Node(id=f"anon:{step.label.casefold()}", label=step.label, kind="nameless", country=voice.country, claims=0)
