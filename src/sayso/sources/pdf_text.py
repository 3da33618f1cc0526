"""The text of a PDF in reading order: columns one after the other, words joined that a line end parted, heads and feet of pages left out."""

from __future__ import annotations

import io
import re
from collections import Counter
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError

from sayso.model.errors import ItemError
from sayso.sources.facts import declare
from sayso.sources.pdf_layout import paragraphs, reading_order

LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
FILE_NAME = re.compile(r"\.(?:docx?|pdf|indd|odt|rtf|qxp|pages|tex|dvi)\b|^untitled|^microsoft word", re.IGNORECASE)
LONGEST_PAGE = 200_000  # characters of layout, blanks among them; a page of a newspaper has 30,000
LOCKED = (FileNotDecryptedError, DependencyError, NotImplementedError)
EDGE = 2  # lines at the head and the foot of a page that may be furniture
REPEATED = 3  # pages on which furniture stands at the least


def report(data: bytes, most: int) -> list[dict[str, Any]]:
    """The text of all pages as one part, with one refusal for each page that cannot be read; raises ItemError where there is no text."""
    if b"%PDF-" not in data[:1024]:
        raise ItemError("no-pdf", "it is no PDF")
    reader = PdfReader(io.BytesIO(data), strict=False)
    try:
        if reader.is_encrypted and not reader.decrypt(""):
            raise ItemError("encrypted", "the PDF is locked with a password; unlock it first")
        pages, refused = _pages(reader, most)
    except LOCKED as fault:
        raise ItemError("encrypted", "the PDF is locked in a way that cannot be read; save it again without protection") from fault
    text = paragraphs([reading_order(page) for page in without_furniture(pages)])
    if not text.strip():
        if refused:
            raise ItemError("damaged", "no page of the PDF can be read")
        raise ItemError("no-text", "the PDF holds no text, perhaps pictures of pages; run a text recogniser over it first")
    return [{"text": text, "facts": _facts(reader)}, *refused]


def _pages(reader: PdfReader, most: int) -> tuple[list[list[str]], list[dict[str, Any]]]:
    pages: list[list[str]] = []
    refused: list[dict[str, Any]] = []
    for number, page in enumerate(reader.pages, 1):
        if number > most:
            refused.append({"code": "too-many", "detail": f"the PDF has more than {most:,} pages; the rest is not read"})
            break
        try:
            layout = page.extract_text(extraction_mode="layout").translate(LIGATURES)
            if not layout.strip():
                layout = page.extract_text().translate(LIGATURES)
        except (*LOCKED, MemoryError):
            raise
        except Exception as fault:  # noqa: BLE001 - the library raises anything at a damaged page; the other pages may be whole
            refused.append({"place": f"page {number}", "code": "damaged", "detail": f"the page cannot be read ({type(fault).__name__}); the others were"})
            continue
        pages.append(layout[:LONGEST_PAGE].split("\n"))
    return pages, refused


def without_furniture(pages: list[list[str]]) -> list[list[str]]:
    """The pages without lines at their edges that return on most of them, and without bare page numbers there.

    >>> pages = [["The Example", f"Text of page {n}.", f"Page {n} of 3"] for n in (1, 2, 3)]
    >>> without_furniture(pages)[1]
    ['', 'Text of page 2.', '']
    """
    counts = Counter(key for page in pages for key in {_key(page[index]) for index in _edges(page)})
    kept = []
    for page in pages:
        lines = list(page)
        for index in _edges(page):
            key = _key(page[index])
            if key in {"#", "page #", "- # -", "#/#"} or counts[key] >= max(REPEATED, len(pages) / 2):
                lines[index] = ""
        kept.append(lines)
    return kept


def _edges(page: list[str]) -> list[int]:
    filled = [index for index, line in enumerate(page) if line.strip()]
    edge = EDGE if len(filled) > 3 * EDGE else 1
    return sorted({*filled[:edge], *filled[-edge:]}) if len(filled) > 1 else []


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split())).lower()


def _facts(reader: PdfReader) -> dict[str, str]:
    """Title, author and day of making as the file states them; the day is not that of publication and is kept apart."""
    try:
        info = {str(name): str(value) for name, value in (reader.metadata or {}).items()}
    except Exception:  # noqa: BLE001 - facts are a gift: a report is not refused for want of them
        return {}
    title = info.get("/Title", "")
    made = re.match(r"D:(\d{8})", info.get("/CreationDate", ""))
    return declare(title=None if FILE_NAME.search(title) else title, author=info.get("/Author"), created=made[1] if made else None)
