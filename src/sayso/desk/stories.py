"""Asks a ledger what is claimed across its reports, on whose say-so, and what is new. Part of the facade: ``Ledger.weighed``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from sayso import compose
from sayso.desk import weighing
from sayso.desk.board_news import news_in, news_since
from sayso.desk.surroundings import Surroundings
from sayso.ledger import weighing as kept
from sayso.ledger.review_weighing import pending
from sayso.ledger.sqlite import plain_errors
from sayso.model.errors import NotFound
from sayso.model.proposition import Proposition, Support
from sayso.model.story_views import NewsView, PropositionDetail, PropositionView, StoryView, SupportView
from sayso.model.views import Words
from sayso.model.weighing import Report, Statement
from sayso.settings import Settings
from sayso.synthesis.storylines import storylines
from sayso.synthesis.weighing import RULES, order

Progress = Callable[[int, str], None]
PREFIX = "P-"
SHOWN = 6  # ids in a message


@dataclass(frozen=True, slots=True)
class _Known:
    """Propositions with the reports and statements they are made of."""

    propositions: tuple[Proposition, ...]
    reports: Mapping[str, Report]
    statements: Mapping[str, Statement]

    def reports_of(self, proposition: Proposition) -> list[Report]:
        """The reports that tell of it, by day."""
        found = {self.statements[key].report for key in proposition.statements}
        return sorted((self.reports[key] for key in found), key=lambda report: (report.published or "9999", report.id))


class StoryDesk:
    """Asks about the propositions of one ledger. What was read since the last question is weighed first."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def stories(self, *, since: str | None = None, about: str | None = None, place: str | None = None) -> list[StoryView]:
        """The propositions, grouped into stories, those last told of first.

        ``since`` is a day: only what was said on it or later; ``about`` are words of a proposition or of a claim in it; ``place`` is part of a place's name, or a country code.
        """
        known = self._known()
        wanted = {one.id for one in known.propositions if _fits(one, known, since, about, place)}
        told = {one.id: [report.id for report in known.reports_of(one)] for one in known.propositions}
        by_id = {one.id: one for one in known.propositions}
        held = [[by_id[key] for key in story if key in wanted] for story in storylines(told)]
        found = [_story(story, known) for story in held if story]
        return sorted(found, key=lambda story: (story.last or "", story.id), reverse=True)

    def show(self, wanted: str) -> PropositionDetail:
        """One proposition, by its id or the beginning of it, with all its claims; raises NotFound."""
        self.update()
        engine, path = compose.open_engine(self._settings)
        with plain_errors(path), engine.connect() as connection:
            prefix = PREFIX + wanted[len(PREFIX) :] if wanted.upper().startswith(PREFIX) else PREFIX + wanted
            ids = kept.ids_beginning(connection, prefix, SHOWN)
            if len(ids) != 1:
                reason = f"{len(ids)} propositions or more begin with" if ids else "the ledger holds no proposition"
                raise NotFound(f"{reason} {wanted}; list them with: sayso story")
            found = kept.propositions(connection, ids)[0]
            known = _load(connection, [found])
        return PropositionDetail(proposition=found, supports=tuple(_support(one, known) for one in sorted(found.supports, key=lambda one: order(known.statements[one.statement]))))

    def news(self, since: str) -> list[NewsView]:
        """What is new in reports published on this day or later: propositions, verdicts and numbers that moved, denials, changed positions."""
        return self._news(lambda connection: news_since(connection, since))

    def news_in(self, documents: Collection[str]) -> list[NewsView]:
        """What these documents brought that the others do not hold."""
        return self._news(lambda connection: news_in(connection, documents)) if documents else []

    def _news(self, find: Callable[[Connection], Iterable[NewsView]]) -> list[NewsView]:
        self.update()
        engine, path = compose.open_engine(self._settings)
        with plain_errors(path), engine.connect() as connection:
            return sorted(find(connection), key=lambda row: (row.day or "", row.kind, row.proposition))

    def propositions(self) -> Sequence[Proposition]:
        """All propositions, by id."""
        return self._known().propositions

    def update(self, progress: Progress | None = None) -> int:
        """Weighs what was read or judged since; returns how many reports were read. Raises LedgerUnavailable where there is something to weigh and the ledger cannot be written."""
        engine, path = compose.open_engine(self._settings)
        with plain_errors(path), engine.connect() as connection:
            if not kept.waiting(connection, RULES)[0] and not pending(connection):
                return 0
        return weighing.bring_up_to_date(compose.writing_engine(self._settings), path, progress)

    def rebuild(self, progress: Progress | None = None) -> int:
        """Drops all that was derived and makes it again, with an equal result; returns how many reports were weighed."""
        compose.open_engine(self._settings)
        return weighing.rebuild(compose.writing_engine(self._settings), compose.ledger_path(self._settings), progress)

    def _known(self) -> _Known:
        self.update()
        engine, path = compose.open_engine(self._settings)
        with plain_errors(path), engine.connect() as connection:
            return _load(connection, kept.propositions(connection))


def _load(connection: Connection, propositions: Sequence[Proposition]) -> _Known:
    around = Surroundings(connection)
    claims = [key for one in propositions for key in one.statements]
    documents = kept.documents_of(connection, claims)
    statements = {one.id: one for held in around.statements(documents).values() for one in held}
    return _Known(tuple(propositions), around.reports(documents), statements)


def _fits(one: Proposition, known: _Known, since: str | None, about: str | None, place: str | None) -> bool:
    statements = [known.statements[key] for key in one.statements]
    if since is not None and (one.verdict.last or "") < since:
        return False
    if about is not None and not all(any(word in text for text in (one.text.lower(), *(held.content.lower() for held in statements))) for word in about.lower().split()):
        return False
    if place is None:
        return True
    places = [where for held in statements for where in (*held.places, *(where for event in held.events for where in event.places))]
    return any(place.lower() in where.name.lower() or place.upper() == where.country for where in places)


def _story(held: Sequence[Proposition], known: _Known) -> StoryView:
    """A story with its propositions, those that most reports tell of first."""
    ranked = sorted(held, key=lambda one: (-len(one.verdict.carriers), -len(one.statements), one.id))
    reports = {report.id: report for one in ranked for report in known.reports_of(one)}
    days = sorted(report.published for report in reports.values() if report.published)
    return StoryView(
        id="S-" + min(one.id for one in ranked)[len(PREFIX) :],
        title=ranked[0].text,
        documents=tuple(sorted(reports)),
        outlets=tuple(sorted({report.outlet for report in reports.values() if report.outlet})),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        propositions=tuple(_line(one, known) for one in ranked),
    )


def _line(one: Proposition, known: _Known) -> PropositionView:
    return PropositionView(
        id=one.id,
        text=one.text,
        type=one.type,
        verdict=one.verdict,
        number=one.numbers[-1] if one.numbers else None,
        statements=len(one.statements),
        documents=tuple(report.id for report in known.reports_of(one)),
    )


def _support(one: Support, known: _Known) -> SupportView:
    statement = known.statements[one.statement]
    report = known.reports[statement.report]
    voice = statement.speaker
    named = ", ".join(filter(None, (voice.name, voice.organisation if voice.name else None))) or voice.words or voice.organisation or "(nobody named)"
    return SupportView(
        claim=statement.id,
        side=one.side.value,
        source=named,
        act=statement.act,
        document=report.id,
        external_id=report.external_id,
        outlet=report.outlet,
        published=report.published,
        content=tuple(Words(start=span.start, end=span.end, words=span.of(report.text)) for span in statement.spans),
        origin=one.origin.label,
        path=" < ".join(step.label for step in one.path),
        adds=one.adds,
        standing=one.standing,
        reason=one.reason,
    )
