"""Claims as judged: what the program read, with what persons set in its place. Observations stay as they are; every cell that was set says so, and what stood there before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from sqlalchemy import Connection

from sayso.ledger.review_effects import Effect, bodies, corrections_of, effects
from sayso.model.grounding import Scope
from sayso.model.review import Correction, Kept
from sayso.model.views import CandidateView, CellView, ClaimView, GroundingView, Judged, PlaceView, QuantityView, Reviewed, SourceView, TimeView, Words

EMPTY = "judged to be empty"
VOICE = frozenset({"speaker.role", "speaker.organisation", "speaker.country"})


def as_judged(connection: Connection, views: Sequence[ClaimView]) -> list[ClaimView]:
    """These claims with what persons set."""
    found = effects(connection, {view.document for view in views})
    selected = {view.document for view in views if view.id in found and any(one.start is not None for one in corrections_of(found[view.id]))}
    texts = bodies(connection, selected)
    return [judged_view(view, found[view.id], texts.get(view.document, "")) if view.id in found else view for view in views]


def judged_view(view: ClaimView, effect: Effect, text: str) -> ClaimView:
    """One claim with what holds of it; ``text`` is that of its document."""
    for kept in effect.corrections:
        correction = kept.act.correction
        if correction is None:
            continue
        if correction.cell == "content":
            view = _content(view, correction, _mark(kept, correction), text)
        else:
            view = _corrected(view, correction, _mark(kept, correction), place_of(correction, text))
    status = effect.status
    marks = (*view.judged, *view.speaker.judged, *_cells(view), *view.grounding.judged)
    act = status.act if status else None
    reviewed = Reviewed(kind=act.kind.value, act=status.id, by=act.by, at=act.at, why=act.why) if status and act else None
    return replace(view, judged=marks, reviewed=reviewed)


def _mark(kept: Kept, correction: Correction) -> Judged:
    return Judged(cell=correction.cell, machine=correction.machine, act=kept.id, by=kept.act.by, at=kept.act.at, why=kept.act.why, of=correction.of)


def _cells(view: ClaimView) -> Iterable[Judged]:
    return (cell.judged for cell in (view.act, view.certainty, view.polarity, view.condition, view.said_at) if cell.judged)


def _content(view: ClaimView, one: Correction, mark: Judged, text: str) -> ClaimView:
    """The claim with the selected stretches as its content; as it was where one of them does not stand in the text."""
    found = [_standing(start, words, text) for start, _, words in one.stretches]
    places = sorted((at for at in found if at is not None), key=lambda at: at.start)
    apart = all(left.end <= right.start for left, right in pairwise(places))
    return replace(view, content=tuple(places), judged=(mark,)) if places and apart and len(places) == len(found) else view


def place_of(correction: Correction, text: str) -> Words | None:
    """Where the selected words stand in the text: where they were selected, else where the same words stand next to there; None where they do not."""
    return None if correction.start is None or not correction.words else _standing(correction.start, correction.words, text)


def _standing(wanted: int, words: str, text: str) -> Words | None:
    start = wanted
    if text[start : start + len(words)] != words:
        places = [place for place in (text.find(words, start), text.rfind(words, 0, start + len(words))) if place >= 0]
        if not places:
            return None
        start = min(places, key=lambda place: (abs(place - wanted), place))
    return Words(start=start, end=start + len(words), words=words)


def _corrected(view: ClaimView, one: Correction, mark: Judged, at: Words | None) -> ClaimView:
    if one.cell == "speaker" or one.cell in VOICE:
        return replace(view, chain=(*view.chain[:-1], _voice(view.speaker, one, mark, at)))
    if one.cell in {"place", "time", "quantity"}:
        return replace(view, grounding=_grounding(view.grounding, one, mark, at or _first(view)))
    cell = CellView(value=one.value, at=at, rule=f"judgement {mark.act}", reason=None if one.value else EMPTY, judged=mark)
    held = {one.cell: cell}
    return replace(
        view,
        act=held.get("act", view.act),
        certainty=held.get("certainty", view.certainty),
        polarity=held.get("polarity", view.polarity),
        condition=held.get("condition", view.condition),
        said_at=held.get("said_at", view.said_at),
    )


def _first(view: ClaimView) -> Words:
    return view.content[0]


def _voice(link: SourceView, one: Correction, mark: Judged, at: Words | None) -> SourceView:
    rule = f"judgement {mark.act}"
    others = tuple(held for held in link.judged if held.cell != one.cell)
    if one.cell in VOICE:
        made = replace(
            link,
            role=one.value if one.cell == "speaker.role" else link.role,
            organisation=one.value if one.cell == "speaker.organisation" else link.organisation,
            country=one.value if one.cell == "speaker.country" else link.country,
            rule=rule,
            judged=(*others, mark),
        )
        return replace(made, kind=_kind(made, link.kind))
    mention = at or link.mention
    made = SourceView(
        kind="unstated" if mention is None else "anonymous",
        name=_text(one.facts, "name"),
        role=_text(one.facts, "role"),
        organisation=_text(one.facts, "organisation"),
        country=_text(one.facts, "country"),
        mention=mention,
        resolved_from=None,
        rule=rule,
        also=(),
        judged=(mark,),
    )
    return replace(made, kind=_kind(made, made.kind))


def _kind(link: SourceView, otherwise: str) -> str:
    return "named" if link.name else "organisation" if link.organisation else otherwise


def _text(facts: Mapping[str, str | float | None], name: str) -> str | None:
    value = facts.get(name)
    return str(value) if value is not None else None


def _number(facts: Mapping[str, str | float | None], name: str) -> float | None:
    value = facts.get(name)
    return float(value) if value is not None else None


def _grounding(held: GroundingView, one: Correction, mark: Judged, at: Words) -> GroundingView:
    judged = (*held.judged, mark)
    empty = {name: reason for name, reason in held.empty.items() if name != GROUPS[one.cell]}
    made = replace(held, judged=judged, empty=empty)
    if one.cell == "quantity":
        made = replace(made, quantity=_quantity(held.quantity, one, mark, at) if one.value else None)
    elif one.cell == "place":
        made = replace(made, places=tuple(_places(held.places, one, mark, at)))
    else:
        made = replace(made, times=tuple(_times(held.times, one, mark, at)))
    if not getattr(made, GROUPS[one.cell]):
        made = replace(made, empty=dict(sorted({**empty, GROUPS[one.cell]: EMPTY}.items())))
    return made


GROUPS = {"place": "places", "time": "times", "quantity": "quantity"}


def _places(held: Sequence[PlaceView], one: Correction, mark: Judged, at: Words) -> list[PlaceView]:
    """The places with the one that was set in the place of the one it replaces; without ``of`` it stands for all of them."""
    old = next((place for place in held if one.of is None or (place.at.start, place.at.end) == one.of), None)
    kept = [place for place in held if one.of is not None and (place.at.start, place.at.end) != one.of]
    if one.value is None:
        return kept
    chosen = _candidate(one)
    made = PlaceView(
        name=_text(one.facts, "written") or one.value,
        at=old.at if old and one.start is None else at,
        chosen=chosen,
        rivals=(),
        country=chosen.country if chosen else None,
        role=old.role if old else None,
        leg=old.leg if old else None,
        means=old.means if old else None,
        reason="judged",
        rule=f"judgement {mark.act}",
    )
    return sorted([*kept, made], key=lambda place: (place.at.start, place.at.end))


def _candidate(one: Correction) -> CandidateView | None:
    facts = one.facts
    if not facts.get("id"):
        return None
    return CandidateView(
        id=str(facts["id"]),
        name=_text(facts, "name") or "",
        latitude=_number(facts, "latitude") or 0.0,
        longitude=_number(facts, "longitude") or 0.0,
        country=_text(facts, "country"),
        feature=_text(facts, "feature") or "",
        population=int(_number(facts, "population") or 0),
        score=1.0,
        reason="judged",
    )


def _times(held: Sequence[TimeView], one: Correction, mark: Judged, at: Words) -> list[TimeView]:
    old = next((time for time in held if one.of is None or (time.at.start, time.at.end) == one.of), None)
    kept = [time for time in held if one.of is not None and (time.at.start, time.at.end) != one.of]
    if one.value is None:
        return kept
    made = TimeView(at=old.at if old and one.start is None else at, interval=one.value, expressions=(), rivals=(), rule=f"judgement {mark.act}")
    return sorted([*kept, made], key=lambda time: (time.at.start, time.at.end))


def _quantity(old: QuantityView | None, one: Correction, mark: Judged, at: Words) -> QuantityView:
    low, high = _number(one.facts, "minimum"), _number(one.facts, "maximum")
    modifier = "=" if low == high or (low is not None and high is not None) else ">" if high is None else "<"
    where = at if old is None or one.start is not None else old.at
    made = QuantityView(
        at=where,
        number=where,
        minimum=low,
        maximum=high,
        modifier=modifier,
        unit=None,
        counted=None,
        counted_at=None,
        sort=None,
        scope=Scope.UNSTATED.value,
        whole=None,
        rule=f"judgement {mark.act}",
    )
    if old is None:
        return made
    return replace(made, unit=old.unit, counted=old.counted, counted_at=old.counted_at, sort=old.sort, scope=old.scope, whole=old.whole)
