"""Runs the pipeline on this machine. Results come in the order of the documents, whatever the number of processes. Raises RunAbort where one of them ends by itself."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

from sayso.model.document import Document
from sayso.model.errors import RunAbort
from sayso.model.reading import Reading
from sayso.pipeline import Pipeline

CHUNK = 32  # documents read and written together: one transaction each, so a kill loses at most this many
PENDING = 2  # chunks in flight for each process: enough to keep it busy, few enough to keep memory flat

_pipeline: Pipeline | None = None


def in_chunks(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """The documents a few at a time, in order."""
    chunk: list[Document] = []
    for document in documents:
        chunk.append(document)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def run(chunks: Iterable[list[Document]], make: Callable[[], Pipeline], workers: int) -> Iterator[list[Reading]]:
    """The readings of each chunk; ``make`` builds a pipeline (once in every process)."""
    if workers == 1:
        pipeline: Pipeline | None = None
        for chunk in chunks:
            pipeline = pipeline or make()
            yield list(pipeline.read(chunk))
        return
    pool = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_start, initargs=(make,))
    waiting: deque[Future[list[Reading]]] = deque()
    try:
        for chunk in chunks:
            with _undisturbed():
                waiting.append(pool.submit(_read, chunk))
            if len(waiting) >= workers * PENDING:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as fault:
        raise RunAbort("a process that reads documents ended by itself, perhaps for want of memory; what was read before is in the ledger; use fewer --workers") from fault
    finally:
        pool.shutdown(wait=True, cancel_futures=True)  # who stops in between waits for the chunks at work alone


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Starts processes that Ctrl-C does not reach: it is the parent's to stop, and theirs to end what they are at without a word."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start(make: Callable[[], Pipeline]) -> None:
    global _pipeline  # noqa: PLW0603 - a worker process has one pipeline, made when it starts
    _pipeline = make()


def _read(chunk: list[Document]) -> list[Reading]:
    assert _pipeline is not None  # _start ran before
    return list(_pipeline.read(chunk))
