"""The network of the board: who says, repeats and denies whom in the propositions that fit a filter, summed up by the database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, func, select

from sayso.ledger.board_filter import fitting, listed, within
from sayso.ledger.board_tables import node, tie
from sayso.model.board import Network, Node, PropositionFilter, Tie

NODES = 120  # nodes of a network, the most frequent first
TIES = 400  # ties between them
NAMED = 20  # propositions named of one tie
IDS = msgspec.json.Decoder(tuple[str, ...])


def network(connection: Connection, wanted: PropositionFilter) -> Network:
    """The nodes and the ties between them, the most frequent first."""
    chosen = fitting(wanted)
    claims = func.sum(node.c.claims).label("claims")
    sums = select(node.c.node, claims).where(*within(node, chosen)).group_by(node.c.node).subquery()
    top = select(sums, func.count().over().label("every")).order_by(sums.c.claims.desc(), sums.c.node).limit(NODES)
    found = list(connection.execute(top))
    facts = _facts(connection, [row.node for row in found], chosen)
    nodes = tuple(Node(id=row.node, claims=row.claims, **facts[row.node]) for row in found)
    return Network(nodes=nodes, ties=tuple(_ties(connection, [one.id for one in nodes], chosen)), more=found[0].every - len(nodes) if found else 0)


def _facts(connection: Connection, nodes: Sequence[str], chosen: Select[Any] | None) -> dict[str, dict[str, Any]]:
    """What to call each of these nodes, and its kind and country: as the first proposition has them."""
    first = select(node.c.node, func.min(node.c.proposition_id).label("owner")).where(node.c.node.in_(listed(nodes)), *within(node, chosen)).group_by(node.c.node).subquery()
    query = select(node).join(first, (first.c.node == node.c.node) & (first.c.owner == node.c.proposition_id))
    return {row.node: {"label": row.label, "kind": row.kind, "country": row.country} for row in connection.execute(query)}


def _ties(connection: Connection, nodes: Sequence[str], chosen: Select[Any] | None) -> list[Tie]:
    key = (tie.c.source, tie.c.target, tie.c.kind)
    count = func.sum(tie.c.count).label("found")
    ends = (tie.c.source, tie.c.target) if chosen is None else (tie.c.source.concat(""), tie.c.target.concat(""))  # propositions that were chosen are the shorter way in
    held = select(*key, count).where(*within(tie, chosen), *(end.in_(listed(nodes)) for end in ends))
    shown = held.group_by(*key).order_by(count.desc(), *key).limit(TIES).subquery()
    inner = tie.alias()
    same = [inner.c[name] == shown.c[name] for name in ("source", "target", "kind")]
    few = select(inner.c.proposition_id).where(*same, *within(inner, chosen)).order_by(inner.c.proposition_id).limit(NAMED).correlate(shown).subquery()
    named = select(func.json_group_array(few.c.proposition_id)).select_from(few).scalar_subquery()
    query = select(shown, named.label("named")).order_by(shown.c.found.desc(), shown.c.source, shown.c.target, shown.c.kind)
    return [Tie(source=row.source, target=row.target, kind=row.kind, count=row.found, propositions=IDS.decode(row.named)) for row in connection.execute(query)]
