"""What persons decide about claims and propositions: accept, reject, correct, merge, split, rate, take back. Part of the facade: ``Ledger.review``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from sayso import compose
from sayso.desk import review_cells
from sayso.ledger import review as kept
from sayso.ledger.review_anchors import anchors_of, resolve
from sayso.ledger.review_carrying import carried
from sayso.ledger.review_weighing import alike
from sayso.ledger.sqlite import plain_errors
from sayso.ledger.view import claim_called, claims_as_read, claims_by_id, claims_named
from sayso.ledger.weighing import claims_of
from sayso.model.board import ReviewAct
from sayso.model.errors import UserError
from sayso.model.review import Act, Anchor, ReviewKind
from sayso.model.views import CandidateView, SourceView
from sayso.settings import Settings

if TYPE_CHECKING:
    from sayso.desk.stories import StoryDesk

MOST = 500  # claims by which a proposition is anchored, the earliest; copies of a report count once
DIGITS = range(1, 7)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Maker:
    """Who decides, why and when."""

    by: str
    why: str
    at: str


class ReviewDesk:
    """Judges what one ledger holds. Every act is kept with who, when and why, and can be taken back; what the program read is never changed.

    Ids may be given by their beginning. ``by`` is who judges, ``why`` the reason; both are needed. ``at`` is when (ISO 8601 with zone), now where it is not given. A judgement
    about a claim holds for every copy of the report: same text, same day. All raise NotFound or UserError.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @property
    def _stories(self) -> StoryDesk:
        from sayso.desk.stories import StoryDesk  # here: it brings numpy, which listing what was decided does not need

        return StoryDesk(self._settings)

    def accept(self, claim: str, *, by: str, why: str, at: str | None = None) -> ReviewAct:
        """Marks a claim as read rightly."""
        return self._about_claim(ReviewKind.ACCEPT, claim, _who(by, why, at))

    def reject(self, claim: str, *, by: str, why: str, at: str | None = None) -> ReviewAct:
        """Takes a claim out of weighing and out of lists: it is no claim, or not read rightly in any part."""
        return self._about_claim(ReviewKind.REJECT, claim, _who(by, why, at))

    def correct(  # noqa: PLR0913 - the cell, what it should be, and who says so
        self,
        claim: str,
        cell: str,
        *,
        value: str | None = None,
        start: int | None = None,
        end: int | None = None,
        more: Sequence[tuple[int, int]] = (),
        by: str,
        why: str,
        at: str | None = None,
    ) -> ReviewAct:
        """Sets a cell of a claim (see ``cells``), by a value, by the words between two offsets in code points of the document's text, or both; "" empties a cell.

        ``more`` are further stretches of a content that does not hang together.
        """
        made = _who(by, why, at)
        engine, path = compose.open_engine(self._settings)
        with plain_errors(path), engine.connect() as connection:
            found = claim_called(connection, claim)
            read = claims_as_read(connection, [found])[0]
            chosen = review_cells.select(kept.text_of(connection, read.document), value, start, end, more)
            voices = self._voices(connection, read.document, chosen.text) if cell == "speaker" else []
            near = kept.places_in(connection, read.document) if cell == "place" else set()
            correction = review_cells.correction(cell, read, chosen, partial(self._places, near=near), voices)
            review_cells.check(claims_by_id(connection, [found])[0], correction)
            act = Act(kind=ReviewKind.CORRECT, claims=tuple(anchors_of(connection, [found])), correction=correction, why=made.why, by=made.by, at=made.at)
        return self._keep(act)

    def merge(self, propositions: Sequence[str], *, by: str, why: str, at: str | None = None) -> ReviewAct:
        """Makes one proposition of several, whatever their likeness."""
        made = _who(by, why, at)
        desk = self._stories
        found = {one.id: one for one in (desk.show(wanted).proposition for wanted in propositions)}
        if len(found) < 2:
            raise UserError("a merge takes two propositions or more; name each by its id")
        engine, path = compose.open_engine(self._settings)
        with plain_errors(path), engine.connect() as connection:
            claims = [anchor for one in found.values() for anchor in _editions(anchors_of(connection, one.statements))[: MOST // len(found)]]
        return self._keep(Act(kind=ReviewKind.MERGE, claims=tuple(claims), propositions=tuple(found), why=made.why, by=made.by, at=made.at))

    def split(self, proposition: str, claims: Sequence[str], *, by: str, why: str, at: str | None = None) -> ReviewAct:
        """Takes claims out of a proposition: they become one of their own, held apart from the rest and from all else they were likened to, also when more reports come."""
        made = _who(by, why, at)
        found = self._stories.show(proposition).proposition
        engine, path = compose.open_engine(self._settings)
        with plain_errors(path), engine.connect() as connection:
            asked = [claim_called(connection, wanted) for wanted in claims]
            if strange := [key for key in asked if key not in found.statements]:
                raise UserError(f"{found.id} does not hold the claim {strange[0]}; its claims are listed by: sayso show {found.id}")
            parted = _editions(anchors_of(connection, asked))
            going = {key for keys in resolve(connection, parted).values() for key in keys} | set(asked)
            staying = [key for key in (*found.statements, *alike(connection, going, _link())) if key not in going]
            rest = _editions(anchors_of(connection, list(dict.fromkeys(staying))))[:MOST]
        if not parted or going.issuperset(found.statements):
            reason = "name the claims to split off" if not parted else "these are all of its claims (copies of a report go together); leave some of them"
            raise UserError(f"{found.id} is not split: {reason}")
        return self._keep(Act(kind=ReviewKind.SPLIT, claims=tuple(parted[:MOST]), rest=tuple(rest), propositions=(found.id,), why=made.why, by=made.by, at=made.at))

    def credibility(self, proposition: str, digit: int, *, by: str, why: str, at: str | None = None) -> ReviewAct:
        """Rates a proposition by the Admiralty scale: 1 confirmed, 2 probably true, 3 possibly true, 4 doubtful, 5 improbable, 6 cannot be judged."""
        made = _who(by, why, at)
        if digit not in DIGITS:
            raise UserError(f"credibility is a digit from 1 (confirmed) to 6 (cannot be judged), not {digit}")
        found = self._stories.show(proposition).proposition
        engine, path = compose.open_engine(self._settings)
        with plain_errors(path), engine.connect() as connection:
            claims = _editions(anchors_of(connection, found.statements))[:MOST]
        return self._keep(Act(kind=ReviewKind.CREDIBILITY, claims=tuple(claims), propositions=(found.id,), digit=digit, why=made.why, by=made.by, at=made.at))

    def undo(self, act: str, *, by: str, why: str, at: str | None = None) -> ReviewAct:
        """Takes an act back: everything is as if it had not been made, and the ledger keeps both."""
        made = _who(by, why, at)
        compose.open_engine(self._settings)  # says so where there is no ledger
        found = kept.undo(compose.writing_engine(self._settings), compose.ledger_path(self._settings), act, (made.why, made.by, made.at))
        return self._weighed(found.id)

    def acts(self, target: str | None = None) -> list[ReviewAct]:
        """What was decided, taken back or not, the newest last: all of it, or about a claim or a proposition and its claims."""
        engine, path = compose.open_engine(self._settings)
        if target is not None and target.upper().startswith("P-"):
            whole = self._stories.show(target).proposition.id
            with plain_errors(path), engine.connect() as connection:
                return kept.acts_of_proposition(connection, whole)
        with plain_errors(path), engine.connect() as connection:
            if target is None:
                return kept.shown(connection, kept.acts(connection))
            return kept.acts_of(connection, [claim_called(connection, target)], ReviewKind)

    def carry(self, ledger: str) -> list[ReviewAct]:
        """Takes over all judgements of another ledger, with their chain, into one in which nothing was judged yet; gives the acts, some of which may apply to nothing here.

        So judgements go with the reports when these are read anew, by a newer program, into a new ledger.
        """
        source = compose.open_engine(replace(self._settings, ledger=ledger))
        carried(*source, compose.writing_engine(self._settings), compose.ledger_path(self._settings))
        self._stories.update()
        return self.acts()

    def cells(self) -> dict[str, tuple[str, ...] | None]:
        """The cells that can be corrected, with the values that are allowed; None where any text is, or words of the document."""
        return dict(review_cells.CELLS)

    def _about_claim(self, kind: ReviewKind, claim: str, made: _Maker) -> ReviewAct:
        engine, path = compose.open_engine(self._settings)
        with plain_errors(path), engine.connect() as connection:
            claims = anchors_of(connection, [claim_called(connection, claim)])
        return self._keep(Act(kind=kind, claims=tuple(claims), why=made.why, by=made.by, at=made.at))

    def _keep(self, made: Act) -> ReviewAct:
        engine, path = compose.writing_engine(self._settings), compose.ledger_path(self._settings)
        with plain_errors(path), engine.begin() as connection:
            kept.append(connection, made)
        return self._weighed(made.id)

    def _weighed(self, act: str) -> ReviewAct:
        """The act as shown once what it touches has been weighed again."""
        self._stories.update()
        engine, path = compose.open_engine(self._settings)
        with plain_errors(path), engine.connect() as connection:
            return kept.shown(connection, [kept.called(connection, act)])[0]

    def _voices(self, connection: Connection, document: str, name: str) -> list[SourceView]:
        """The voices known by this name: those of the document first, then those of all others."""
        near = claims_by_id(connection, claims_of(connection, [document]))
        far = claims_by_id(connection, claims_named(connection, name))
        return [link for view in (*near, *far) for link in reversed(view.chain[1:])]

    def _places(self, name: str, *, near: Collection[str]) -> list[CandidateView]:
        """What the gazetteer knows under an id or a name: first what the document speaks of (``near``), then those with the most people."""
        gazetteer = compose.gazetteer(self._settings)
        try:
            called = gazetteer.place(name)
            found = (called,) if called else gazetteer.candidates(name)
        finally:
            gazetteer.close()
        facts = [(one, one.country.split("|")[0] or None) for one in sorted(found, key=lambda one: one.id not in near)]
        return [
            CandidateView(
                id=one.id,
                name=one.name,
                latitude=one.latitude,
                longitude=one.longitude,
                country=country,
                feature=one.feature,
                population=one.population,
                score=1.0,
                reason="judged",
            )
            for one, country in facts
        ]


def _editions(anchors: Iterable[Anchor]) -> list[Anchor]:
    """The anchors without those that mean the same words in copies of one report."""
    return list({(one.text, one.published, one.spans, one.cue, one.speaker): one for one in reversed(list(anchors))}.values())[::-1]


def _who(by: str, why: str, at: str | None) -> _Maker:
    if not why.strip():
        raise UserError("a judgement needs a reason: say why")
    if not by.strip():
        raise UserError("a judgement needs a name: say by whom it is made")
    if at is None:
        return _Maker(by=by.strip(), why=why.strip(), at=dt.datetime.now(dt.UTC).isoformat(timespec="microseconds"))
    try:
        when = dt.datetime.fromisoformat(at)
    except ValueError as fault:
        raise UserError(f"{at!r} is no time; write it as 2024-10-23T09:30:00+00:00") from fault
    if when.tzinfo is None:
        raise UserError(f"{at!r} has no zone; write it as 2024-10-23T09:30:00+00:00")
    return _Maker(by=by.strip(), why=why.strip(), at=when.isoformat())


def _link() -> float:
    """The score from which a pair of statements connects."""
    from sayso.synthesis.grouping.clusters import LINK  # here: it brings numpy

    return LINK
