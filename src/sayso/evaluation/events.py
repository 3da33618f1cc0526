"""Events as the scorers of event coders take them: PLOVER types with country codes, the five classes of CAMEO, the sub-events of ACLED."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sayso.evaluation.plover import Coded, coded_events
from sayso.evaluation.plover_actors import Sides
from sayso.evaluation.plover_labels import acled_of, quad_of
from sayso.grounding.events.finding import find_events
from sayso.grounding.grounder import Grounder, context_of
from sayso.grounding.places.resolve import find_places
from sayso.model.document import Document
from sayso.model.event import Event
from sayso.model.grounded import Grounding
from sayso.model.tree import Tree

name = "events"
# Costs (plover.py) up to which an event counts: from its own sentence's main verb, from the text's first, and as a further event. Set on every second record of plover_gsr
# (type F1 .84), cameo_multi (4 of 28 records without event get one) and case2021_acled (type accuracy .67) on 2026-11-29; the other half gave .83, 6 of 33 and .66.
DEEPEST = 3.0
FARTHEST = 4.0
SECOND = 1.5


def ground(document: Document, tree: Tree, row: dict[str, Any], grounder: Grounder, *, given: bool) -> Iterator[dict[str, Any]]:
    """One record for the document, with the event that it is about."""
    del row, given
    grounding = Grounding(places=find_places(tree, grounder.gazetteer, context_of(document)))
    yield {"id": document.external_id, "events": coded(tree, grounding, find_events(tree, grounding, {}, document.value("published")))}


def coded(tree: Tree, grounding: Grounding, events: Sequence[Event]) -> list[dict[str, Any]]:
    """The main event with its two sides and labels; a record without one has the labels alone."""
    sides = Sides(tree, grounding.places)
    found = coded_events(tree, events)
    told = [one for one in found if one.depth <= DEEPEST and one.cost <= FARTHEST and sides.political(one)]
    first = next(iter(found), None)
    labels = {"quad": quad_of(tree, first), "acled": acled_of(tree, events, first)}
    if not told:
        return [{"type": None, "source": [], "target": [], **labels}]
    more = [_row(sides, one) for one in told[1:] if one.cost <= SECOND]
    return [{**_row(sides, told[0]), **labels}, *more]


def _row(sides: Sides, one: Coded) -> dict[str, Any]:
    source, target = sides.sides(one)
    return {"type": one.type, "source": source, "target": target}
