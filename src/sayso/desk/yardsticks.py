"""Runs Sayso on evaluation files and writes predictions for their scorers."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from sayso import compose, registry
from sayso.desk.stories import StoryDesk
from sayso.documents.build import DocumentBuilder
from sayso.evaluation.items import read_items, read_rows
from sayso.model.document import Document, RawItem
from sayso.model.errors import ItemError, UserError
from sayso.model.proposition import Proposition
from sayso.model.reading import Reading
from sayso.runners import local
from sayso.settings import Settings, from_environment

Records = Iterator[tuple[str, Iterator[dict[str, Any]]]]
Pairs = Iterator[tuple[Document, dict[str, Any]]]


def evaluate(
    task: str,
    data: str | Path,
    out: BinaryIO,
    *,
    given_spans: bool = False,
    verdicts: BinaryIO | None = None,
    progress: compose.Progress | None = None,
    **settings: object,
) -> int:
    """Runs Sayso on the texts of an evaluation file (gold fields are ignored) and writes predictions; returns how many documents, or records, were read.

    ``given_spans`` takes the spans of names from the file and only says what each means (task places). ``verdicts`` is where the propositions go, as one JSON list
    (task stories). Raises UserError for an unknown task and for a line that is no record.
    """
    writer = registry.load("tasks", task)
    chosen = from_environment(settings)
    if given_spans and not getattr(writer, "GIVEN", False):
        raise UserError(f"the task {task} takes no given spans; places does")
    if verdicts and not hasattr(writer, "verdicts"):
        raise UserError(f"the task {task} weighs nothing; stories does")
    done = 0
    for done, (location, lines) in enumerate(_records(writer, Path(data), chosen, given_spans, verdicts), 1):
        out.writelines(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines)
        if progress:
            progress(done, location)
    return done


def _records(task: Any, data: Path, settings: Settings, given: bool, verdicts: BinaryIO | None) -> Records:
    """The records of the task, by what it asks for: whole files, mentions, or claims."""
    if hasattr(task, "whole"):
        pipeline = compose.make_pipeline(replace(settings, extractor="rules"))
        yield from ((str(data), iter([record])) for record in task.whole(read_rows(data), pipeline))
        return
    builder = compose.document_builder(settings)
    pairs = ((_built(builder, item), row) for item, row in read_items(data))
    if hasattr(task, "ground"):
        yield from _grounded(task, pairs, settings, given)
    else:
        yield from _claimed(task, pairs, settings, verdicts)


def _built(builder: DocumentBuilder, item: RawItem) -> Document:
    try:
        return builder.build(item)[0]
    except ItemError as fault:
        raise UserError(f"{item.location}: {fault}") from fault


def _grounded(task: Any, pairs: Pairs, settings: Settings, given: bool) -> Records:
    """The records of a task that asks for mentions alone: no claims are looked for."""
    pipeline = compose.make_pipeline(replace(settings, extractor="rules"))
    for document, row in pairs:
        tree = next(pipeline.trees([document]))
        yield document.location, task.ground(document, tree, row, pipeline.grounder, given=given)


def _claimed(task: Any, pairs: Pairs, settings: Settings, verdicts: BinaryIO | None) -> Records:
    """The records of a task that asks for claims; the documents of one file are one ledger, so that an actor may be named in full by another of them."""
    chunks = local.in_chunks(document for document, _ in pairs)
    readings = [reading for chunk in local.run(chunks, compose.pipeline_maker(settings), settings.workers) for reading in chunk]
    if hasattr(task, "verdicts"):
        weighed = _weighed(readings, settings)
        known = task.prepare(readings, {claim: one.id for one in weighed for claim in one.statements})
    else:
        weighed, known = (), task.prepare(readings)
    if verdicts:
        verdicts.write(json.dumps(list(task.verdicts(weighed)), ensure_ascii=False, indent=1).encode() + b"\n")
    for reading in readings:
        yield reading.document.location, task.records(reading, known)


def _weighed(readings: Sequence[Reading], settings: Settings) -> Sequence[Proposition]:
    """The propositions of a ledger that holds these readings and nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        chosen = replace(settings, ledger=str(Path(folder) / "weighed.db"))
        writer = compose.open_writer(chosen)
        writer.write(writer.register(compose.run_facts(chosen)), readings, ())
        return StoryDesk(chosen).propositions()
