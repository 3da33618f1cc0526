"""What a Python user calls: open a ledger, read news into it, ask it.

import sayso

ledger = sayso.open("korea.db")
print(ledger.read("report.txt", published="2024-10-23", outlet="The Example"))
for claim in ledger.claims(source="Kirby", act="assess"):
    print(claim.speaker.name, claim.content[0].words)
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from sayso import compose, registry
from sayso.desk.actors import ActorDesk
from sayso.desk.versions import newest_differences
from sayso.ledger import verify as verification
from sayso.model.actor_views import JudgementView
from sayso.model.board import ReviewAct
from sayso.model.claim import SpeechAct
from sayso.model.days import iso_day
from sayso.model.differences import Differences
from sayso.model.errors import UserError
from sayso.model.event import Realis
from sayso.model.grounding import PlaceRole
from sayso.model.reading import ReadSummary
from sayso.model.story_views import NewsView, PropositionDetail, StoryView
from sayso.model.views import ClaimFilter, ClaimView, DocumentView, EventFilter, EventView, ModelView, PlaceSummary, RefusalView, ShownClaim, VerifyReport
from sayso.model.watch import Watchlist
from sayso.settings import Settings, from_environment
from sayso.synthesis.watchlist import watchlist
from sayso.vocabulary.events import event_types

__all__ = ["Ledger", "evaluate", "model", "open"]

if TYPE_CHECKING:
    from sayso.desk.board import BoardDesk
    from sayso.desk.review import ReviewDesk
    from sayso.desk.tokens import TokenDesk
    from sayso.desk.watching import Round

Progress = compose.Progress
PLACE = re.compile(r"\d+(?:\+\d+)?")


def open(ledger: str | Path | None = None, **settings: object) -> Ledger:  # noqa: A001 - sayso.open reads as a user expects
    """A ledger by its file name; it is made when something is first read into it.

    ``settings`` are the fields of ``sayso.Settings``; what is not given comes from ``SAYSO_...`` variables, then from the defaults.
    """
    chosen = from_environment({"ledger": str(ledger) if ledger is not None else None, **settings})
    return Ledger(chosen)


class Ledger:
    """A ledger of attributed claims."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def read(
        self,
        *sources: str | Path,
        outlet: str | None = None,
        url: str | None = None,
        title: str | None = None,
        published: str | dt.date | None = None,
        start: str | None = None,
        progress: Progress | None = None,
    ) -> ReadSummary:
        """Reads files, folders, patterns, addresses or "-" (standard input) into the ledger; what the ledger knows already adds nothing.

        ``outlet``, ``url``, ``title`` and ``published`` (ISO 8601 day) say what the sources do not say themselves. ``start`` is the
        place of a record of a web archive, as locations show it, to go on from there. ``progress`` is called with the number of items done and
        the place of the last one. Raises UserError for a source that is not there, ModelMissing, LedgerUnavailable.
        """
        declared = _declared(outlet=outlet, url=url, title=title, published=published)
        if start is not None and (PLACE.fullmatch(start) is None or len(sources) > 1):
            raise UserError(f"start must be the place of a record of one archive, such as 1234, not {start!r}")
        from sayso.desk.intake import Intake  # here and below: asking for claims loads no library for language or numbers

        return Intake(self.settings, progress).read([str(source) for source in sources], declared, start)

    def claims(self, words: str | None = None, *, limit: int | None = None, offset: int = 0, **filters: str | float | bool | None) -> list[ClaimView]:
        """The claims in the ledger, in the order of reading.

        ``words`` is a full-text search (all words, "in quotation marks" a phrase, ``troop*`` a beginning). ``filters``: ``source`` (part of a name, role or organisation),
        ``country`` (ISO 3166-1 alpha-2), ``act``, ``since`` and ``until`` (days of publication), ``document``,
        ``min_confidence`` (0 to 1), ``all_versions``, ``rejected`` (also claims that a person rejected). Raises UserError for a value that is none.
        """
        return compose.open_view(self.settings).claims(_claim_filter(words, limit, offset, filters))

    def count(self, words: str | None = None, **filters: str | float | bool | None) -> int:
        """How many claims the same filters find."""
        return compose.open_view(self.settings).count(_claim_filter(words, None, 0, filters))

    def show(self, claim: str) -> ShownClaim:
        """One claim by its id (or the beginning of it) with the text around it; raises NotFound."""
        return compose.open_view(self.settings).show(claim)

    def documents(self) -> list[DocumentView]:
        """Every document that was read, every version."""
        return compose.open_view(self.settings).documents()

    def text(self, document: str) -> str:
        """The clean text of a document; raises NotFound."""
        return compose.open_view(self.settings).text(document)

    @property
    def actors(self) -> ActorDesk:
        """Who speaks in this ledger, and what persons judge about it."""
        return ActorDesk(self.settings)

    @property
    def review(self) -> ReviewDesk:
        """What persons decide about claims and propositions."""
        from sayso.desk.review import ReviewDesk

        return ReviewDesk(self.settings)

    @property
    def tokens(self) -> TokenDesk:
        """Who may come in where the board is served beyond this machine."""
        from sayso.desk.tokens import TokenDesk

        return TokenDesk(self.settings)

    def weigh(self, progress: Progress | None = None) -> int:
        """Weighs what was read since the last question, as every question about propositions does first; returns how many reports that were."""
        from sayso.desk.stories import StoryDesk

        return StoryDesk(self.settings).update(progress)

    @cached_property
    def board(self) -> BoardDesk:
        """What the board shows of this ledger."""
        from sayso.desk.board import BoardDesk

        return BoardDesk(self.settings)

    def story(self, *, since: str | None = None, about: str | None = None, place: str | None = None) -> list[StoryView]:
        """What is claimed across reports, on whose say-so: propositions with verdicts, grouped into stories, those last told of first.

        ``since`` is a day (last said on it or later), ``about`` words of the proposition or its claims, ``place`` part of a place's name or a country code.
        """
        from sayso.desk.stories import StoryDesk

        return StoryDesk(self.settings).stories(since=iso_day("since", since) if since else None, about=about, place=place)

    def proposition(self, wanted: str) -> PropositionDetail:
        """One proposition by its id (or the beginning of it): its claims, the paths to their origins, the history of its number; raises NotFound."""
        from sayso.desk.stories import StoryDesk

        return StoryDesk(self.settings).show(wanted)

    def changes(self, since: str) -> list[NewsView]:
        """What is new in reports published on this day or later: propositions, verdicts, numbers, denials, changed positions."""
        from sayso.desk.stories import StoryDesk

        return StoryDesk(self.settings).news(iso_day("since", since))

    def watch(self, *sources: str | Path, rules: str | Path | None = None, once: bool = False) -> Iterator[Round]:
        """Watches feeds, pages and OPML lists: one ``Round`` for each time that something was due. ``rules`` is a file that says what to alert of, and where to."""
        from sayso.desk.watching import WatchDesk  # here, because no other call talks to the network

        return WatchDesk(self.settings, [str(source) for source in sources], rules).rounds(once=once)

    def differences(self, document: str) -> Differences:
        """What the newest version of a report changed against the one before; raises NotFound where there is no such document, or no older version."""
        return newest_differences(compose.open_view(self.settings), document)

    def rebuild(self, progress: Progress | None = None) -> int:
        """Drops all that is derived (propositions, verdicts) and makes it again with an equal result; returns how many reports were weighed."""
        from sayso.desk.stories import StoryDesk

        return StoryDesk(self.settings).rebuild(progress)

    def places(self, words: str | None = None, *, country: str | None = None, role: str | None = None, unresolved: bool = False) -> list[PlaceSummary]:
        """The places that the ledger knows, those in most claims first.

        ``words`` is part of a name, ``country`` an ISO 3166-1 alpha-2 code, ``role`` one of at, from, via, to; ``unresolved`` asks for names that stayed open.
        Raises UserError for an unknown role.
        """
        if role is not None and role not in set(PlaceRole):
            raise UserError(f"unknown role {role!r}; known are: {', '.join(PlaceRole)}")
        found = compose.open_view(self.settings).places()
        return [place for place in found if _fits(place, words, country) and (role is None or role in place.roles) and not (unresolved and place.id)]

    def events(self, **filters: str | None) -> list[EventView]:
        """The events that reports tell of, in the order of reading and of the text.

        ``filters``: ``type`` (MOBILIZE, or with a mode MOBILIZE.deploy), ``actor`` and ``place`` (part of a name, or a country code), ``realis`` (actual, ongoing,
        planned, hypothetical, negated), ``since`` and ``until`` (days of publication). Raises UserError for a value that is none.
        """
        return compose.open_view(self.settings).events(_event_filter(filters))

    def watchlist(self, *, since: str | None = None) -> Watchlist:
        """Events on which claims hang, with the reports that assert them since, and what sources say they do not know; ``since`` is the day of publication of what raised them."""
        view = compose.open_view(self.settings)
        found = watchlist(view.claims(ClaimFilter()), view.events(EventFilter()))
        first = iso_day("since", since) if since else ""
        return Watchlist(
            indicators=tuple(row for row in found.indicators if (row.published or "") >= first),
            questions=tuple(row for row in found.questions if (row.published or "") >= first),
        )

    def refusals(self) -> list[RefusalView]:
        """What was declined: files that could not be read, quotations without a speaker."""
        return compose.open_view(self.settings).refusals()

    def verify(self) -> VerifyReport:
        """Proves every span, id and hash in the ledger, the chain of persons' judgements, and the archive of what was fetched, where there is one."""
        report = verification.verify(*compose.open_engine(self.settings, empty=True))
        from sayso.desk.custody import custody_faults

        return replace(report, faults=(*report.faults, *custody_faults(self.settings)))

    def export(self, name: str, out: BinaryIO) -> None:
        """Writes the whole ledger in a format; raises UserError for an unknown name."""
        exporter = registry.load("exports", name)()
        view = compose.open_view(self.settings)
        rows = _all_rows(view.documents(), view.claims(ClaimFilter(all_versions=True, rejected=True)), view.refusals(), self.actors.judgements(), self.review.acts())
        exporter.write(rows, out)


def _fits(place: PlaceSummary, words: str | None, country: str | None) -> bool:
    named = words is None or any(words.casefold() in name.casefold() for name in (place.name, *place.written))
    return named and (country is None or country.upper() == place.country)


def evaluate(
    task: str,
    data: str | Path,
    out: BinaryIO,
    *,
    given_spans: bool = False,
    verdicts: BinaryIO | None = None,
    progress: Progress | None = None,
    **settings: object,
) -> int:
    """Runs Sayso on the texts of an evaluation file (gold fields are ignored) and writes predictions; returns how many documents, or records, were read.

    ``given_spans`` takes the spans of names from the file and only says what each means (task places). ``verdicts`` is where the propositions go, as one JSON list
    (task stories). Raises UserError for an unknown task and for a line that is no record.
    """
    from sayso.desk import yardsticks

    return yardsticks.evaluate(task, data, out, given_spans=given_spans, verdicts=verdicts, progress=progress, **settings)


Row = DocumentView | ClaimView | RefusalView | JudgementView | ReviewAct


def _all_rows(*groups: Sequence[Row]) -> Iterator[Row]:
    for group in groups:
        yield from group


def model(**settings: object) -> ModelView:
    """The language model that reading would use; raises ModelMissing."""
    files = compose.model_files(from_environment(settings))
    return ModelView(name=files.name, version=files.version, origin=files.origin, folder=str(files.folder), sha256=files.sha256, known=files.known)


def _declared(**given: str | dt.date | None) -> dict[str, str]:
    values = {name: str(value) for name, value in given.items() if value is not None and str(value).strip()}
    if "published" in values:
        values["published"] = iso_day("published", values["published"])
    return values


def _event_filter(filters: Mapping[str, str | None]) -> EventFilter:
    known = {"type", "actor", "place", "realis", "since", "until"}
    if strange := sorted(set(filters) - known):
        raise UserError(f"unknown filter {strange[0]!r}; known are: {', '.join(sorted(known))}")
    values = {name: value for name, value in filters.items() if value is not None}
    for name in ("since", "until"):
        if name in values:
            values[name] = iso_day(name, values[name])
    if (kind := values.get("type", "").partition(".")[0].upper()) and kind not in event_types():
        raise UserError(f"unknown type of event {values['type']!r}; known are: {', '.join(sorted(event_types()))}")
    if "realis" in values and values["realis"] not in set(Realis):
        raise UserError(f"unknown realis {values['realis']!r}; known are: {', '.join(Realis)}")
    return EventFilter(**values)


def _claim_filter(words: str | None, limit: int | None, offset: int, filters: Mapping[str, str | float | bool | None]) -> ClaimFilter:
    known = {"source", "country", "act", "since", "until", "document", "min_confidence", "all_versions", "rejected"}
    if strange := sorted(set(filters) - known):
        raise UserError(f"unknown filter {strange[0]!r}; known are: {', '.join(sorted(known))}")
    values = {name: value for name, value in filters.items() if value is not None}
    for name in ("since", "until"):
        if name in values:
            values[name] = iso_day(name, str(values[name]))
    if "act" in values and values["act"] not in set(SpeechAct):
        raise UserError(f"unknown speech act {values['act']!r}; known are: {', '.join(SpeechAct)}")
    return ClaimFilter(words=words, limit=limit, offset=offset, **values)  # type: ignore[arg-type]  # names were checked above
