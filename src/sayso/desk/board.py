"""What the board shows of one ledger. Part of the facade: ``Ledger.board``. Checks what is asked, and reads rows that were made when the ledger was weighed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import TypeVar

from sqlalchemy import Connection

from sayso import compose
from sayso.desk import board_news, board_watch
from sayso.desk.board_reading import Answers, BoardReading
from sayso.desk.weighing import rehearse
from sayso.ledger import board_claims, board_lists, board_map, board_network, board_pages
from sayso.ledger.board_filter import SORTS
from sayso.ledger.view import shown_claim
from sayso.ledger.weighing import propositions
from sayso.model.board import (
    Custody,
    DocumentPage,
    MapView,
    Network,
    Paged,
    PropositionFilter,
    PropositionLine,
    PropositionPage,
    StoryLine,
    StoryPage,
    TimelineRow,
)
from sayso.model.claim import SpeechAct
from sayso.model.days import iso_day
from sayso.model.errors import NotFound, SaysoError, UserError
from sayso.model.proposition import Proposition, VerdictName
from sayso.model.story_views import NewsView
from sayso.model.views import ClaimFilter, ClaimView, DocumentView, RefusalView, ShownClaim
from sayso.model.watch import Watchlist
from sayso.settings import Settings

SPARE = 3  # propositions in which something is not known that are looked at for one that is shown
MOST = 1000  # rows of a page
LARGEST = 1 << 62  # numbers above are none of ours, and more than a database takes
FEW = 2
ANSWERS = 64  # maps, networks and lists that are kept while nothing comes in; as many of the whole ledger, of which there are fewer
NUMBERS = 16  # filters of claims of which is kept what they find: 8 bytes for each claim
Result = TypeVar("Result")
Find = Callable[[Connection, str, int], Sequence[str]]


class BoardDesk:
    """Asks what the board shows. What was read since the last question is weighed first."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._reading = BoardReading(settings)
        self._answers = Answers(ANSWERS)
        self._whole = Answers(ANSWERS)  # by themselves, because they take longest: answers about some of it must not drive them out
        self._numbers = Answers(NUMBERS)

    def together(self) -> AbstractContextManager[None]:
        """Lets what one thread asks while it lasts see the ledger at one moment, and costs less than question by question."""
        return self._reading.together()

    def stories(self, seen: int | None = None, limit: int = 50, offset: int = 0) -> Paged[StoryLine]:
        """The stories, those last told of first; ``seen`` is the mark of an earlier visit."""
        _check_page(limit, offset, seen)
        with self._reading.connection() as (connection, _):
            return board_lists.stories(connection, seen, limit, offset)

    def story(self, wanted: str, shown: PropositionFilter) -> StoryPage:
        """A story by its id (or the beginning of it) with those of its propositions that fit; raises NotFound."""
        asked = _checked(replace(shown, story=None))
        with self._reading.connection() as (connection, _):
            found = _story_id(connection, wanted)
            line, facets = board_lists.one_story(connection, found, asked.seen)
            return StoryPage(story=line, propositions=board_lists.propositions(connection, replace(asked, story=found)), facets=facets)

    def propositions(self, wanted: PropositionFilter) -> Paged[PropositionLine]:
        """The propositions that fit, over all stories unless one is given."""
        return self._filtered(wanted, board_lists.propositions)

    def proposition(self, wanted: str) -> PropositionPage:
        """A proposition by its id (or the beginning of it) with its first 500 claims; raises NotFound."""
        with self._reading.connection() as (connection, _):
            return board_pages.proposition_page(connection, _one(connection, board_pages.proposition_ids, ("proposition", "P-", wanted)))

    def weighed(self, wanted: str) -> Proposition:
        """A proposition by its whole id as it was weighed, without its claims' words; raises NotFound."""
        with self._reading.connection() as (connection, _):
            found = propositions(connection, [wanted])
        if not found:
            raise NotFound(f"the ledger holds no proposition {wanted[:80]!r}; look for it in the list")
        return found[0]

    def documents(self, limit: int = 50, offset: int = 0) -> Paged[DocumentView]:
        """The documents, every version, those read last first."""
        _check_page(limit, offset, None)
        with self._reading.connection() as (connection, _):
            return board_pages.documents(connection, limit, offset)

    def document(self, wanted: str) -> DocumentPage:
        """A document by its id (or the beginning of it), or by the id it came with (then the newest version); raises NotFound."""
        with self._reading.connection() as (connection, _):
            page = board_pages.document_page(connection, _one(connection, board_pages.document_ids, ("document", "", wanted)))
        return replace(page, custody=self._custody(page.custody))

    def map(self, wanted: PropositionFilter) -> MapView:
        """Where the propositions that fit put things, and along which ways they let them move."""
        return self._filtered(wanted, board_map.map_view)

    def timeline(self, wanted: PropositionFilter) -> Paged[TimelineRow]:
        """When the events of the propositions that fit were, and when these were said; in the order of the events."""
        return self._filtered(wanted, board_lists.timeline)

    def network(self, wanted: PropositionFilter) -> Network:
        """Who says, repeats and denies whom in the propositions that fit."""
        return self._filtered(wanted, board_network.network)

    def watchlist(self) -> Watchlist:
        """The newest of what claims hang on, and of what sources say they do not know (at most 200 of each). Made once for each state of the ledger."""
        with self._reading.connection() as (connection, standing):
            return self._whole.get(standing, board_watch.newest, lambda: board_watch.newest(connection))

    def changes(self, since: str, limit: int = 20, offset: int = 0) -> Paged[NewsView]:
        """What is new in reports published on a day or later, about the propositions that they tell of: those last told of first.

        ``limit``, ``offset`` and the total count these propositions; of each there may be more news than one, or none.
        """
        _check_page(limit, offset, None)
        day = iso_day("since", since)
        with self._reading.connection() as (connection, standing):
            return self._answers.get(standing, (board_news.page_since, day, limit, offset), lambda: board_news.page_since(connection, day, limit, offset))

    def claims(self, wanted: ClaimFilter) -> Paged[ClaimView]:
        """The claims that fit, in the order of reading; without a limit 50 of them."""
        limit = 50 if wanted.limit is None else wanted.limit
        _check_page(limit, wanted.offset, None)
        asked = _checked_claims(wanted)
        with self._reading.connection() as (connection, standing):
            found = self._numbers.get(standing, asked, lambda: board_claims.numbers(connection, asked))
            shown = board_claims.claims_numbered(connection, found[wanted.offset : wanted.offset + limit])
            return Paged(items=tuple(shown), total=len(found), offset=wanted.offset, limit=limit)

    def not_known(self, story: str, limit: int = 5) -> tuple[ClaimView, ...]:
        """What sources of a story (by its whole id) say they do not know, questions first, one claim for each of the propositions told of last."""
        asked = PropositionFilter(story=story, act="unknown", sort="last", limit=min(limit * SPARE, MOST))
        with self.together(), self._reading.connection() as (connection, standing):
            matters = [row.id for row in self.propositions(asked).items]
            return self._answers.get(standing, (board_claims.unknown_in, *matters, limit), lambda: tuple(board_claims.unknown_in(connection, matters, limit)))

    def claim(self, wanted: str) -> ShownClaim:
        """A claim by its id (or the beginning of it) with the text around it; raises NotFound."""
        with self._reading.connection() as (connection, _):
            return shown_claim(connection, _plain(wanted) or "")

    def refusals(self, limit: int = 50, offset: int = 0) -> Paged[RefusalView]:
        """What was declined, in the order of reading."""
        _check_page(limit, offset, None)
        with self._reading.connection() as (connection, _):
            return board_claims.refusals(connection, limit, offset)

    def warm(self) -> None:
        """Makes what the first visitors would wait for: answers that cover the whole ledger, and the tables that the first judgement's weighing would load."""
        self.stories()
        self.watchlist()
        for ask in (self.map, self.timeline, self.network):
            ask(PropositionFilter())
        with self._reading.connection() as (connection, _):
            rehearse(connection)

    def mark(self) -> int:
        """Where a visit stands: the number of the last document read. Given back as ``seen``, it tells what changed since."""
        return self._reading.standing().document

    def revision(self) -> str:
        """A short digest that changes whenever anything shown could change."""
        return self._reading.standing().revision

    def _filtered(self, wanted: PropositionFilter, ask: Callable[[Connection, PropositionFilter], Result]) -> Result:
        """The answer to a question; that of the same one a moment ago, if nothing came in since."""
        asked = _checked(wanted)
        with self._reading.connection() as (connection, standing):
            given = asked.story  # a page asks many things of one story
            story = self._answers.get(standing, (_story_id, given), lambda: _story_id(connection, given)) if given is not None else None
            within = replace(asked, story=story)
            answers = self._whole if within == PropositionFilter() else self._answers
            return answers.get(standing, (ask, within), lambda: ask(connection, within))

    def _custody(self, found: Custody) -> Custody:
        """The same with what the archive knows of the document's bytes."""
        folder = compose.archive_folder(self._settings)
        if folder is None or not folder.is_dir():
            return found
        try:
            archive = compose.open_archive(self._settings)
            if archive is None:
                return found
            with archive:
                kept = archive.get(found.raw_sha256)
        except SaysoError:  # an archive that lacks the bytes, or cannot be used, is the matter of sayso verify
            return found
        return replace(found, fetched_at=kept.at, archived=True)


def _story_id(connection: Connection, wanted: str) -> str:
    return _one(connection, board_lists.story_ids, ("story", "S-", wanted))


def _one(connection: Connection, find: Find, asked: tuple[str, str, str]) -> str:
    """The one id that begins so; ``asked`` is what it is of, the letters before its number, and what was given."""
    what, letters, given = asked
    wanted = _plain(given) or ""
    prefix = letters + (wanted[len(letters) :] if wanted.upper().startswith(letters) else wanted)
    ids = find(connection, prefix, FEW) if wanted else []
    if len(ids) != 1 and prefix not in ids:  # a whole id may be the beginning of another
        reason = f"more than one {what} begins with" if ids else f"the ledger holds no {what}"
        raise NotFound(f"{reason} {wanted[:80]!r}; " + ("give more of its id" if ids else "look for it in the list"))
    return prefix if prefix in ids else ids[0]


def _checked(wanted: PropositionFilter) -> PropositionFilter:
    """The filter with plain values; raises UserError for one that is none."""
    _check_page(wanted.limit, wanted.offset, wanted.seen)
    _check_known("order", wanted.sort, tuple(SORTS))
    if wanted.verdict is not None:
        _check_known("verdict", wanted.verdict, tuple(VerdictName))
    if wanted.act is not None:
        _check_known("speech act", wanted.act, tuple(SpeechAct))
    return replace(
        wanted,
        story=_plain(wanted.story),
        words=_plain(wanted.words),
        actor=_plain(wanted.actor),
        place=_plain(wanted.place),
        outlet=_plain(wanted.outlet),
        since=_day("since", wanted.since),
        until=_day("until", wanted.until),
    )


def _checked_claims(wanted: ClaimFilter) -> ClaimFilter:
    """The filter with plain values, as far as it says which claims are found; raises UserError for a value that is none."""
    if wanted.act is not None:
        _check_known("speech act", wanted.act, tuple(SpeechAct))
    return replace(
        wanted,
        words=_plain(wanted.words),
        source=_plain(wanted.source),
        country=_plain(wanted.country),
        document=_plain(wanted.document),
        since=_day("since", wanted.since),
        until=_day("until", wanted.until),
        limit=None,
        offset=0,
    )


def _check_known(what: str, value: str, known: Collection[str]) -> None:
    if value not in known:
        raise UserError(f"unknown {what} {value[:80]!r}; known are: {', '.join(known)}")


def _check_page(limit: int, offset: int, seen: int | None) -> None:
    if not 1 <= limit <= MOST:
        raise UserError(f"limit must be from 1 to {MOST}, not {limit}")
    for name, value in (("offset", offset), ("seen", seen)):
        if value is not None and not 0 <= value <= LARGEST:
            raise UserError(f"{name} must be a number from 0 on, not {value}")


def _day(name: str, value: str | None) -> str | None:
    return None if value is None else iso_day(name, value)


def _plain(value: str | None) -> str | None:
    """Text that a database takes: no half characters, no mark that ends it early; None where nothing is left."""
    return (value or "").encode("utf-8", "replace").decode().replace("\0", " ").strip() or None
