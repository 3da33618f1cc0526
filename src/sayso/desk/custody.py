"""Proves the way from the bytes that were fetched to the documents of a ledger. Part of the facade: ``Ledger.verify``.

A document names the sha256 of the bytes that it was read from: of the page, the PDF, or the whole feed. The archive must hold these bytes; and taken apart again, they must
give the text of the document: for a page its article, for a PDF its text, for a feed the text of one of its entries. Where another version of the program made the text,
it may differ, and only the bytes are proved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from sayso import compose
from sayso.documents.build import ARCHIVED, DocumentBuilder
from sayso.documents.build import version as documents_version
from sayso.ledger.custody import Held, held
from sayso.ledger.schema import schema_version
from sayso.ledger.sqlite import plain_errors
from sayso.model.document import RawItem
from sayso.model.errors import ItemError, LedgerError
from sayso.settings import Settings

if TYPE_CHECKING:  # most ledgers hold nothing that was fetched
    from sayso.sources.archive import Kept

STAGE = "documents"


def custody_faults(settings: Settings) -> list[str]:
    """What is wrong with the archive itself, and with the way from it to the documents. Nothing where the settings want no archive."""
    folder = compose.archive_folder(settings)
    if folder is None:
        return []
    engine, path = compose.open_engine(settings, empty=True)
    with plain_errors(path), engine.connect() as connection:
        wanted = [] if schema_version(connection) is None else list(held(connection, ARCHIVED, STAGE))
    if not folder.is_dir():
        return [f"{len(wanted)} documents were read from an archive that is not there: {folder}; name it with SAYSO_ARCHIVE"] if wanted else []
    return list(_faults(settings, folder, wanted))


def _faults(settings: Settings, folder: Path, wanted: list[Held]) -> Iterator[str]:
    archive = compose.open_archive(settings)
    if archive is None:
        return
    with archive:
        yield from archive.verify().faults
        builder = compose.document_builder(settings)
        for (raw, encoding), group in groupby(sorted(wanted, key=_source), _source):
            documents = list(group)
            if raw not in archive:
                yield from (f"{one.id}: the bytes that it was read from, {one.location}, are not in the archive {folder}" for one in documents)
                continue
            try:
                kept = archive.get(raw)
            except LedgerError:
                continue  # told of above, with its place
            texts = set(_texts(settings, builder, kept, {"url": documents[0].url, "charset": encoding}))
            for one in documents:
                if one.version == documents_version and one.text_sha256 not in texts:
                    yield f"{one.id}: its text does not follow from the bytes in the archive, {one.location}"


def _source(one: Held) -> tuple[str, str]:
    return one.raw_sha256, one.encoding


def _texts(settings: Settings, builder: DocumentBuilder, kept: Kept, facts: Mapping[str, str]) -> Iterator[str]:
    """The sha256 of each text in what was fetched."""
    from sayso.sources.web.pages import items_in  # here for the same reason

    for item in items_in(kept.data, kept.media_type, facts, compose.read_limits(settings)):
        if isinstance(item, RawItem):
            try:
                document, _ = builder.build(item)
            except ItemError:
                continue
            yield document.text_sha256
