"""The one place where readers, language model, extractor, ledger and runner are chosen from the settings."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from sayso import registry
from sayso.documents.build import DocumentBuilder, Limits
from sayso.documents.build import version as documents_version
from sayso.grounding.gazetteer.lookup import Gazetteer
from sayso.grounding.gazetteer.store import default_folder, open_gazetteer
from sayso.grounding.grounder import Grounder
from sayso.language.model_files import ModelFiles, find_model
from sayso.ledger.schema import HEAD, schema_version, upgrade
from sayso.ledger.sqlite import engine_for, plain_errors
from sayso.ledger.view import LedgerView
from sayso.ledger.writer import LedgerWriter
from sayso.model.errors import UserError
from sayso.model.reading import RunFacts
from sayso.pipeline import Pipeline
from sayso.settings import Settings
from sayso.sources.detect import SourceReader
from sayso.sources.limits import ReadLimits

if TYPE_CHECKING:  # what fetches, archives and screens is loaded by the calls that do so
    from sayso.documents.topic import Topic
    from sayso.sources.archive import Archive
    from sayso.sources.web.fetch import Fetcher
    from sayso.sources.web.polite import Polite

Progress = Callable[[int, str], None]
PROGRAM = "0.1.0"
NO_ARCHIVE = "none"
MOST_THREADS = 4  # the parse of one process keeps no more busy


def processors() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def read_limits(settings: Settings) -> ReadLimits:
    """What one source may cost."""
    return ReadLimits(
        file_bytes=settings.max_bytes,
        unpacked_bytes=settings.max_unpacked_bytes,
        ratio=settings.max_ratio,
        seconds=settings.read_seconds,
        memory=settings.read_memory,
        items=settings.max_items,
    )


def source_reader(settings: Settings) -> SourceReader:
    """The readers of all known formats."""
    limits = read_limits(settings)
    return SourceReader([registry.load("sources", name)(limits) for name in registry.names("sources")], sys.stdin.buffer, limits)


def fetcher(settings: Settings) -> Fetcher:
    """What fetches an address, within limits."""
    from sayso.sources.web.answers import FetchLimits
    from sayso.sources.web.fetch import Fetcher

    limits = FetchLimits(body=settings.max_bytes, seconds=settings.fetch_seconds, redirects=settings.fetch_redirects)
    return Fetcher(limits, allow_private=settings.allow_private, contact=settings.contact)


def polite_fetcher(settings: Settings) -> Polite:
    """The same with manners: leave of robots.txt, pauses between requests to one site."""
    from sayso.sources.web.answers import SystemClock
    from sayso.sources.web.polite import Manners, Polite
    from sayso.sources.web.robots import Robots

    plain, clock = fetcher(settings), SystemClock()
    return Polite(plain, Robots(plain, clock), Manners(delay=settings.host_delay, patience=settings.host_patience), clock)


def archive_folder(settings: Settings) -> Path | None:
    """Where what is fetched is kept as it came; None where only texts are wanted."""
    if settings.archive == NO_ARCHIVE:
        return None
    ledger = ledger_path(settings)
    return Path(settings.archive) if settings.archive else ledger.with_name(f"{ledger.name}.archive")


def open_archive(settings: Settings) -> Archive | None:
    """The archive, made where there is none; None where only texts are wanted. Raises UserError where its folder cannot be written."""
    folder = archive_folder(settings)
    if folder is None:
        return None
    from sayso.sources.archive import Archive

    return Archive(folder)


def topic(settings: Settings) -> Topic | None:
    """What the ledger is about; raises UserError that names the file, line and field of a fault."""
    from sayso.documents.topic import Topic

    return Topic.read(settings.topic) if settings.topic else None


def document_builder(settings: Settings) -> DocumentBuilder:
    """What turns raw items into documents."""
    return DocumentBuilder(Limits(characters=settings.max_characters, html_seconds=settings.html_seconds))


def model_files(settings: Settings) -> ModelFiles:
    """The language model's files; raises ModelMissing."""
    return find_model(settings.model or None)


def make_pipeline(settings: Settings) -> Pipeline:
    """The stages with the implementations that the settings ask for."""
    from sayso.language.spacy_parser import SpacyParser  # here, so that asking the ledger never loads spaCy

    threads = max(1, min(MOST_THREADS, processors() // settings.workers)) + 1  # one more than cores: somebody always waits for the others
    extractor = registry.load("extractors", settings.extractor)(settings.min_confidence, threads)
    return Pipeline(SpacyParser(model_files(settings)), extractor, Grounder(gazetteer(settings)))


def gazetteer(settings: Settings, progress: Progress | None = None) -> Gazetteer:
    """The compiled gazetteer, made first where there is none; raises UserError where its folder cannot be written."""
    folder = Path(settings.cache) if settings.cache else None
    try:
        return open_gazetteer(folder, (lambda done, total: progress(done, f"compiling the gazetteer, once: {100 * done // total} %")) if progress else None)
    except OSError as fault:
        raise UserError(f"the gazetteer cannot be kept in {folder or default_folder()}: {(fault.strerror or str(fault)).lower()}; name another folder with SAYSO_CACHE") from fault


def pipeline_maker(settings: Settings) -> partial[Pipeline]:
    """The same as a value that travels to other processes."""
    return partial(make_pipeline, settings)


def run_facts(settings: Settings, progress: Progress | None = None) -> RunFacts:
    """What a reading with these settings is made with; ``progress`` shows the making of the gazetteer."""
    files = model_files(settings)
    extractor = registry.load("extractors", settings.extractor)
    places = gazetteer(settings, progress)
    stages = (
        ("documents", documents_version),
        ("language", files.version),
        ("claims", f"{extractor.name} {extractor.version}"),
        ("grounding", f"{Grounder.version}, gazetteer {places.checksum}"),
    )
    places.close()
    return RunFacts(program=PROGRAM, stages=stages, model_name=files.name, model_version=files.version, model_sha256=files.sha256)


def ledger_path(settings: Settings) -> Path:
    """The file of the ledger; raises UserError for a database that is not supported."""
    name = settings.ledger.removeprefix("sqlite:///")
    if "://" in name:
        raise UserError(f"{settings.ledger}: ledgers are SQLite files so far; name a path such as sayso.db")
    return Path(name)


def open_writer(settings: Settings) -> LedgerWriter:
    """The write side, with the tables made or brought up to date."""
    return LedgerWriter(writing_engine(settings), ledger_path(settings))


def writing_engine(settings: Settings) -> Engine:
    """The engine for changing what is derived, for a ledger that is there, brought up to date."""
    path = ledger_path(settings)
    engine = engine_for(path, write=True)
    upgrade(engine, path)
    return engine


def open_engine(settings: Settings, *, empty: bool = False) -> tuple[Engine, Path]:
    """The read side's engine, for a ledger that is there; ``empty`` allows one in which nothing was written yet."""
    path = ledger_path(settings)
    engine = engine_for(path, write=False)
    with plain_errors(path), engine.connect() as connection:
        version = schema_version(connection)
    if version is None and not empty:
        raise UserError(f"the ledger {path} is empty; read something into it with: sayso read FILE --ledger {path}")
    if version not in {None, HEAD}:
        upgrade(engine_for(path, write=True), path)
    return engine, path


def open_view(settings: Settings) -> LedgerView:
    """The read side."""
    return LedgerView(*open_engine(settings))
