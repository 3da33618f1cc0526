"""What each statement of a proposition adds: side, origin with access and path, standing to deny, and whether it adds anything of its own."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.model.proposition import Origin, Side, Support
from sayso.model.weighing import Statement
from sayso.synthesis.origins.access import access_of, is_opinion
from sayso.synthesis.origins.bearing import aside, is_of_wishes
from sayso.synthesis.origins.cast import Cast
from sayso.synthesis.origins.context import Context, scope
from sayso.synthesis.origins.nearness import differs, nearness
from sayso.synthesis.origins.rivals import could_be, independent
from sayso.synthesis.origins.sides import is_rejection, sides
from sayso.synthesis.origins.standing import OWN, standing_of
from sayso.synthesis.origins.trails import Trail, Trails

# Statements that assert, among which one that denies may be of another matter, unless it is by one of those spoken of. At 12 gold groups of the corpus lost .004 (c1-c6) and .028
# (those kept aside) of the verdicts, 2026-11-30; so it is for crowds only.
CROWD = 20
ENOUGH = 2  # independent origins beside which a further one must speak of the same
# How near it must be then (``nearness``). Gold groups, mean error of the count on V-Y; c1-c6 without c1e c2d c3e c4e c5e c6d; those; 2026-11-30: without the rule .42, .85, .90;
# with it .40, .64, .65 at .3; .40, .56, .56 at .4; .40, .57, .59 at .5; never a third one, unless by its figure .40, .57, .58; from the fourth on .40, .65, .65.
NEAR = 0.4


@dataclass(frozen=True, slots=True)
class _Found:
    """A statement with its trail and origin."""

    statement: Statement
    trail: Trail
    origin: Origin
    side: Side


def supports(group: Sequence[Statement], context: Context) -> tuple[Support, ...]:
    """The supports of a group of statements, in the order of their days, reports and places in them; the order in which they come changes nothing."""
    every = sorted({one.id: one for one in group}.values(), key=lambda one: (one.published or "9999", one.report, one.at, one.id))
    told = scope(every, context)
    cast = Cast(told, {one.report: context.reports[one.report] for one in told})
    trails = Trails(every, context, cast)
    taken = sides(every)
    opinion = is_opinion(every)
    found = [_found(one, trails.of(one), taken[one.id], context, opinion=opinion) for one in every]
    found = _called(_at_one(found))
    rivals = could_be({one.origin.key: (one.origin, one.trail) for one in found})
    own = {one.origin.key for one in found if not one.trail.endorses and one.trail.repeats is None}
    idle = _idle(found, own, context)
    idle |= _beside(found, idle, rivals, context)
    said = Counter(one.side for one in found)
    lone = said[Side.DENIES] == 1 and said[Side.ASSERTS] >= CROWD
    return tuple(_support(one, rivals, idle[one.statement.id], every, lone=lone) for one in found)


def _found(statement: Statement, trail: Trail, side: Side, context: Context, *, opinion: bool) -> _Found:
    actor = trail.actor
    label = actor.label if actor.named else f"unnamed: {actor.label}"
    access = access_of(statement, trail, context.reports[statement.report], opinion=opinion)
    return _Found(statement, trail, Origin(key=actor.key, label=label, country=actor.country, access=access, named=actor.named), side)


def _at_one(found: Sequence[_Found]) -> list[_Found]:
    """The same where negative words of an origin that denies the thing elsewhere in the group deny it too ("no blast was set off", of a firm that "denied blasting")."""
    denying = {one.origin.key for one in found if one.side is Side.DENIES and one.statement.act == "deny"}
    return [replace(one, side=Side.DENIES) if one.side is Side.ASSERTS and one.origin.key in denying and is_rejection(one.statement) else one for one in found]


def _called(found: Sequence[_Found]) -> list[_Found]:
    """The same with one label for each key: the name of the body that most of its statements come from, the fullest one of several; of people, the fullest name."""
    labels: dict[str, Counter[tuple[bool, str]]] = defaultdict(Counter)
    for one in found:
        body = one.trail.actor.body if one.origin.named else None
        labels[one.origin.key][body is not None, body or one.origin.label] += 1
    best = {key: max(counts, key=lambda one: (one[0], counts[one], len(one[1]), one[1]))[1] for key, counts in labels.items()}
    return [replace(one, origin=replace(one.origin, label=best[one.origin.key])) for one in found]


def _idle(found: Sequence[_Found], own: set[str], context: Context) -> dict[str, str | None]:
    """Why each statement adds nothing of its own, None where it does. Of assertions that all say little one stays: of the origin with most, and of nobody who denies it."""
    idle = {one.statement.id: _why_idle(one, own, context) for one in found}
    asserting = [one for one in found if one.side is Side.ASSERTS and idle[one.statement.id] is None]
    wishes = is_of_wishes([one.statement for one in found])
    besides = {one.statement.id: aside(one.statement, named=one.origin.named, wishes=wishes) for one in asserting}
    denying = {one.origin.key for one in found if one.side is Side.DENIES}
    if (other := [one for one in asserting if one.origin.key not in denying]) and None not in besides.values():
        counts = Counter(one.origin.key for one in other)
        best = min(other, key=lambda one: (-counts[one.origin.key], -len(one.statement.content), one.statement.published or "9999", one.statement.id))
        besides[best.statement.id] = None
    return idle | {key: why for key, why in besides.items() if why is not None}


def _beside(found: Sequence[_Found], idle: Mapping[str, str | None], rivals: Mapping[str, tuple[str, ...]], context: Context) -> dict[str, str]:
    """Why statements of further origins add nothing: beside several that speak of the matter itself, one that speaks of something near it is no more evidence.

    The origins are taken in the order of their nearness to what the group says; from the third that is certain on, only those near enough stay, and those that give another
    figure for what is counted, because the two may not both hold.
    """
    adding = [one for one in found if one.side is Side.ASSERTS and idle[one.statement.id] is None]
    origins = {one.origin.key: replace(one.origin, could_be=rivals.get(one.origin.key, ())) for one in adding}
    if independent(origins)[0] <= ENOUGH:
        return {}
    near = nearness([one.statement for one in found], context.reports)
    best = {key: max(near[one.statement.id] for one in adding if one.origin.key == key) for key in origins}
    figures = {key: [one.statement.amount for one in adding if one.origin.key == key and one.statement.amount is not None] for key in origins}
    kept: set[str] = set()
    for key in sorted(best, key=lambda key: (-best[key], key)):
        few = independent({other: origins[other] for other in sorted(kept)})[0] < ENOUGH
        if few or best[key] >= NEAR or differs(figures[key], [figure for other in sorted(kept) for figure in figures[other]]):
            kept.add(key)
    return {one.statement.id: "beside the others it speaks of something near the matter" for one in adding if one.origin.key not in kept}


def _why_idle(found: _Found, own: set[str], context: Context) -> str | None:
    trail = found.trail
    if not context.reports[found.statement.report].latest:
        return "a newer version of the report replaced it"
    if trail.repeats is not None:
        return f"{trail.reason}: it adds nothing of its own"
    if trail.endorses and found.origin.key in own:
        return f"{trail.reason}: it adds nothing of its own"
    return f"{trail.reason}, without access of its own" if found.origin.access is None else None


def _support(found: _Found, rivals: Mapping[str, tuple[str, ...]], idle: str | None, group: Sequence[Statement], *, lone: bool) -> Support:
    trail, origin = found.trail, replace(found.origin, could_be=rivals.get(found.origin.key, ()))
    standing = standing_of(trail.actor, origin, group) if found.side is Side.DENIES else None
    return Support(
        statement=found.statement.id,
        side=found.side,
        origin=origin,
        path=trail.path,
        adds=idle is None,
        standing=None if lone and standing == OWN else standing,
        reason=idle or (f"{trail.reason}; one denial among many who say so, by nobody whom it is about" if lone and standing == OWN else trail.reason),
    )
