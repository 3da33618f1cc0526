"""Opens a ledger for the board: what waits is weighed first, and whether anything does is asked with a few numbers, not with a search."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, cast

from sqlalchemy import Connection, Engine, func, literal_column, select

from sayso import compose
from sayso.desk.stories import StoryDesk
from sayso.ledger.review_chain import head
from sayso.ledger.schema import HEAD
from sayso.ledger.sqlite import plain_errors
from sayso.ledger.tables import document, refusal
from sayso.ledger.weighing_tables import weighed
from sayso.model.identity import sha256_of
from sayso.settings import Settings
from sayso.synthesis.weighing import RULES

MAKING = 64  # locks among which the questions are dealt out
STANDING = select(
    select(func.max(document.c.seq)).scalar_subquery(),
    select(func.max(refusal.c.seq)).scalar_subquery(),
    select(literal_column("max(rowid)")).select_from(weighed).scalar_subquery(),  # documents are weighed one after the other: this is read off, a count is not
)  # put together once, since every question begins with it
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a ledger stands: its last document and refusal, the last link of its chain of judgements, and how many documents
    were weighed.

    All that the board shows follows from these and from the rules, since documents and judgements are only ever added.
    """

    document: int
    refusal: int
    judgement: str
    weighed: int

    @property
    def revision(self) -> str:
        """A short digest of it, and of the rules of this program."""
        return sha256_of(f"{self.document} {self.refusal} {self.judgement} {self.weighed} {RULES} {HEAD}".encode())[:16]


def standing(connection: Connection) -> Standing:
    """Where the ledger stands now."""
    last, refused, done = connection.execute(STANDING).one()
    return Standing(document=last or 0, refusal=refused or 0, judgement=head(connection), weighed=done or 0)


class Answers:
    """The last answers to some questions, kept as long as the ledger stands where it stood: all that is shown follows from that."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._making = tuple(threading.Lock() for _ in range(MAKING))
        self._of: Standing | None = None
        self._held: OrderedDict[Hashable, object] = OrderedDict()

    def get(self, standing: Standing, question: Hashable, make: Callable[[], Answer]) -> Answer:
        """The answer, made where it is not known. Of visitors who ask the same at once one makes it; ``make`` asks nothing of these answers."""
        known = self._find(standing, question)
        if known is None:
            with self._making[hash(question) % MAKING]:
                known = self._find(standing, question)
                if known is None:
                    known = make()
                    self._keep(standing, question, known)
        return cast("Answer", known)

    def _find(self, standing: Standing, question: Hashable) -> object | None:
        with self._lock:
            if self._of != standing or question not in self._held:
                return None
            self._held.move_to_end(question)
            return self._held[question]

    def _keep(self, standing: Standing, question: Hashable, answer: object) -> None:
        """Keeps an answer; the one that was not asked for longest makes room."""
        with self._lock:
            if self._of != standing:
                self._of = standing
                self._held.clear()
            self._held[question] = answer
            while len(self._held) > self._most:
                self._held.popitem(last=False)


class BoardReading:
    """Connections to one ledger, up to date. One of these serves all threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._opened: tuple[Engine, Path] | None = None
        self._known: Standing | None = None
        self._here = threading.local()  # the connection that this thread's questions share, and where the ledger stands

    @contextmanager
    def together(self) -> Iterator[None]:
        """Lets all that this thread asks meanwhile see the ledger at one moment, on one connection: opening one takes as long as a small question."""
        if self._shared is not None:
            yield
            return
        with self.connection() as found:
            self._here.shared = found
            try:
                yield
            finally:
                self._here.shared = None

    @property
    def _shared(self) -> tuple[Connection, Standing] | None:
        found: tuple[Connection, Standing] | None = getattr(self._here, "shared", None)
        return found

    @contextmanager
    def connection(self) -> Iterator[tuple[Connection, Standing]]:
        """A connection on which everything read is weighed, and where the ledger stands. Raises UserError where there is no ledger, LedgerUnavailable where it cannot be used."""
        if self._shared is not None:
            yield self._shared
            return
        with self._connect() as connection:
            found = standing(connection)
            if found == self._known:
                yield connection, found
                return
        self.standing()
        with self._connect() as connection:
            yield connection, standing(connection)

    def standing(self) -> Standing:
        """Where the ledger stands, everything read being weighed."""
        if self._shared is not None:
            return self._shared[1]
        found = self._ask()
        if found == self._known:
            return found
        with self._lock:  # one thread weighs, the others wait for it
            StoryDesk(self._settings).update()
            after = self._ask()
            same = (after.document, after.judgement) == (found.document, found.judgement)
            self._known = after if same else None  # what came in the meantime is weighed at the next question
        return after

    def _ask(self) -> Standing:
        with self._connect() as connection:
            return standing(connection)

    @contextmanager
    def _connect(self) -> Iterator[Connection]:
        engine, path = self._engine()
        with plain_errors(path), engine.connect() as connection:
            yield connection

    def _engine(self) -> tuple[Engine, Path]:
        """The engine, kept so that what it learnt of its queries is kept; a ledger that was taken away is asked for again."""
        opened = self._opened
        if opened is None or not opened[1].exists():
            self._opened = opened = compose.open_engine(self._settings)
        return opened
