"""Puts propositions in the place of others, with what they show, and keeps stories up to date: those that reports of a changed proposition belong to are made anew.

Two reports are joined by what the two of them tell of. So a change can join or part only reports that tell of a changed proposition, or of one proposition with these; all
stories that these are in are put together again from the propositions of their reports, which gives what making all stories anew would give.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection

from sayso.ledger import board_stories as kept
from sayso.ledger import board_writing, weighing
from sayso.model.exhibit import Exhibit
from sayso.model.proposition import Proposition
from sayso.synthesis.storylines import homes, votes


def replace(connection: Connection, old: Collection[str], new: Sequence[Proposition], exhibits: Sequence[Exhibit]) -> None:
    """Puts propositions, each with its exhibit, in the place of others; their stories follow."""
    before = {key for held in kept.reports_of(connection, old).values() for key in held}
    left = {root for root in kept.roots_of(connection, old).values() if root is not None}
    values = board_writing.remove(connection, old)
    weighing.replace(connection, old, new)
    board_writing.add(connection, exhibits)
    board_writing.forget(connection, values)
    update(connection, before | {row.document for one in exhibits for row in one.words}, left)


def update(connection: Connection, reports: Collection[str], left: Collection[str]) -> None:
    """Puts these reports, which told of a changed proposition or tell of one now, into their stories; ``left`` are roots of stories that lost propositions."""
    near = set(reports) | {key for held in kept.reports_of(connection, kept.propositions_of(connection, reports)).values() for key in held}
    touched = near | kept.members(connection, kept.homes_of(connection, near).values())
    told = kept.reports_of(connection, kept.propositions_of(connection, touched))
    home = homes(told, touched)
    kept.settle(connection, touched, home)
    outside = kept.homes_of(connection, {key for held in told.values() for key in held} - touched)
    found = votes(told, {**outside, **home})
    before = kept.roots_of(connection, told)
    kept.assign(connection, {key: root for key, root in found.items() if before[key] != root})
    kept.tell(connection, {*left, *found.values(), *(root for root in before.values() if root is not None)})
