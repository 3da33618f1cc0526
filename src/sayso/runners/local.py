"""Runs the pipeline on this machine. Results come in the order of the documents, whatever the number of processes."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor

from sayso.model.document import Document
from sayso.model.reading import Reading
from sayso.pipeline import Pipeline

CHUNK = 16  # documents read and written together: one transaction each, so a kill loses at most this many
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
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=(make,)) as pool:
        waiting: deque[Future[list[Reading]]] = deque()
        for chunk in chunks:
            waiting.append(pool.submit(_read, chunk))
            if len(waiting) >= workers * PENDING:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _start(make: Callable[[], Pipeline]) -> None:
    global _pipeline  # noqa: PLW0603 - a worker process has one pipeline, made when it starts
    _pipeline = make()


def _read(chunk: list[Document]) -> list[Reading]:
    assert _pipeline is not None  # _start ran before
    return list(_pipeline.read(chunk))
