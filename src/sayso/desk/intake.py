"""Reads sources into a ledger: files, folders and addresses, through the gates of language and topic. Part of the facade: ``Ledger.read``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol, runtime_checkable

from sayso import compose
from sayso.documents.language import unread
from sayso.model.document import Document, RawItem
from sayso.model.errors import ItemError
from sayso.model.reading import Outcome, Reading, ReadSummary
from sayso.model.refusal import Refusal
from sayso.runners import local
from sayso.settings import Settings
from sayso.sources.extent import Extent
from sayso.sources.warc_file import place_of

WEB = ("http://", "https://")
TEXTS = frozenset({"text/plain", "text/html"})


@runtime_checkable
class Tallies(Protocol):
    """A way to show progress that wants more than a count: what became of the items so far, and the share of the whole (0 to 1; None where that is not known)."""

    def tally(self, so_far: ReadSummary, share: float | None, place: str) -> None:
        """Shows it; ``place`` is the location of the last item."""
        ...


class Intake:
    """One call of reading: counts what becomes of each item."""

    def __init__(self, settings: Settings, progress: compose.Progress | None = None) -> None:
        self._settings = settings
        self._progress = progress
        told: object = progress
        self._tallies = told if isinstance(told, Tallies) else None
        facts = compose.run_facts(settings, progress)
        self._writer = compose.open_writer(settings)
        self._run = self._writer.register(facts)
        self._builder = compose.document_builder(settings)
        self._topic = compose.topic(settings)
        self._seen: set[str] = set()
        self._foreign: list[Reading] = []
        self._counts = dict.fromkeys(Outcome, 0)
        self._claims = 0
        self._known = self._skipped = self._unread = 0
        self._refused: list[Refusal] = []
        self._notes: list[Refusal] = []
        self._extent: Extent | None = None
        self._share: float | None = None
        self._reached = ""  # the location before which nothing is left to do
        self._alone = False  # whether one source is read, so that reading can begin in the middle of it
        self._open = 0  # documents between their making and their writing

    def read(self, names: Sequence[str], declared: Mapping[str, str], start: str | None = None) -> ReadSummary:
        """Reads everything that these names mean, a few documents in a transaction; an archive from the record at ``start`` on."""
        self._alone = len(names) == 1
        self.take(self._items(names, start), declared)
        return self.summary()

    def take(self, items: Iterable[RawItem | Refusal], declared: Mapping[str, str], done: Sequence[str] = ()) -> None:
        """Reads these items; ``done`` are watched entries, struck off the queue in the transaction that writes the last of them.

        Ctrl-C writes what was read by then, and says in the KeyboardInterrupt that it raises how to go on.
        """
        chunks = local.in_chunks(self._documents(items, declared))
        last: list[Reading] = []
        try:
            for readings in local.run(chunks, compose.pipeline_maker(self._settings), self._settings.workers):
                self._write(last)
                last = readings
        except KeyboardInterrupt:
            self._write(last, final=True)
            raise KeyboardInterrupt(self._where_it_stopped()) from None
        self._write(last, done, final=True)

    def _where_it_stopped(self) -> str:
        place = place_of(self._reached) if self._alone else None
        further = f"go on there with --start {place}" if place else "the same command goes on from there"
        return f"stopped; what was read is in the ledger, up to {self._reached}: {further}" if self._reached else "stopped before anything was read"

    def summary(self) -> ReadSummary:
        """What came of it all."""
        return replace(self._counted(), refusals=(*self._refused, *self._notes))

    def _counted(self) -> ReadSummary:
        """The counts so far, without the refusals themselves."""
        return ReadSummary(
            new=self._counts[Outcome.NEW],
            new_versions=self._counts[Outcome.NEW_VERSION],
            known=self._counts[Outcome.KNOWN] + self._known,
            refused=len(self._refused),
            skipped=self._skipped,
            unread=self._unread,
            claims=self._claims,
            refusals=(),
        )

    def _write(self, readings: Sequence[Reading], done: Sequence[str] = (), *, final: bool = False) -> None:
        """Writes readings with what was set aside meanwhile; the final time also the refusals."""
        every = [*readings, *self._foreign]
        self._foreign = []
        if not every and not final:
            return
        refusals = [*self._refused, *self._notes] if final else []
        self._open -= len(every)
        self._reached = readings[-1].document.location if readings else self._reached
        for reading, outcome in zip(every, self._writer.write(self._run, every, refusals, done), strict=True):
            self._counts[outcome] += 1
            self._claims += len(reading.claims) if outcome is not Outcome.KNOWN else 0
            self._show(reading.document.location)

    def _show(self, place: str) -> None:
        if self._tallies is not None:
            share = self._extent.share(place) if self._extent else None
            self._share = share if share is None else max(share, self._share or 0.0)
            self._tallies.tally(self._counted(), self._share, place)
        elif self._progress:
            self._progress(self._counted().seen, place)

    def _documents(self, items: Iterable[RawItem | Refusal], declared: Mapping[str, str]) -> Iterator[Document]:
        """The documents to analyse: new, English, and of the topic."""
        for chunk in local.in_chunks(self._built(items, declared)):
            known = self._writer.known([document.id for document in chunk]) | self._seen
            for document in chunk:
                if document.id in known or document.id in self._seen:
                    self._known += 1
                    self._open -= 1
                    continue
                self._seen.add(document.id)
                if (reason := unread(document)) is None:
                    yield document
                    continue
                self._unread += 1
                self._foreign.append(Reading(document=document, attributions=(), claims=(), refusals=(reason,)))

    def _built(self, items: Iterable[RawItem | Refusal], declared: Mapping[str, str]) -> Iterator[Document]:
        for item in items:
            if isinstance(item, Refusal):
                self._refused.append(item)
            elif self._topic is not None and item.media_type in TEXTS and not self._topic.may_touch(item.data):
                self._skip(item.location)
            elif (document := self._document(item, declared)) is not None:
                self._open += 1
                yield document

    def _document(self, item: RawItem, declared: Mapping[str, str]) -> Document | None:
        """What a record says of itself wins over what is said for the whole call."""
        try:
            document, notes = self._builder.build(replace(item, declared={**declared, **item.declared}))
        except ItemError as fault:
            self._refused.append(Refusal(stage="documents", code=fault.code, detail=fault.detail, location=item.location))
            return None
        if self._topic is not None and self._topic.touches(document.text, document.facts) is None:
            self._skip(item.location)
            return None
        self._notes.extend(notes)
        return document

    def _skip(self, place: str) -> None:
        self._skipped += 1
        if not self._open:
            self._reached = place
        self._show(place)

    def _items(self, names: Sequence[str], start: str | None) -> Iterator[RawItem | Refusal]:
        """The items behind names, in their order. Names that are not there are refused before anything is read."""
        reader = compose.source_reader(self._settings)
        plain = reader.files([name for name in names if not name.startswith(WEB)])
        web = [name for name in names if name.startswith(WEB)]
        self._extent = None if web else Extent(plain)
        for path, location in plain:
            yield from reader.items(path, location, start)
        if web:
            yield from self._fetched(web)

    def _fetched(self, addresses: Sequence[str]) -> Iterator[RawItem | Refusal]:
        from sayso.sources.web.pages import page_items  # here, because most calls fetch nothing

        fetcher, archive, limits = compose.polite_fetcher(self._settings), compose.open_archive(self._settings), compose.read_limits(self._settings)
        for address in addresses:
            answer = fetcher.fetch(address)
            if isinstance(answer, Refusal):
                yield answer
                continue
            if archive is not None:
                archive.add(answer)
            for item in page_items(answer, {}, limits):
                yield archive.marked(item) if archive is not None and isinstance(item, RawItem) else item
