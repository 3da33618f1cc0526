"""Raw items to documents: decodes, finds the article, cleans, and gathers what is known about the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sayso.documents.article import FAULTS, ArticleWorker
from sayso.documents.clean import align, clean
from sayso.documents.dating import publication_day
from sayso.documents.days import iso_day, next_day, today
from sayso.documents.decode import decode
from sayso.documents.front_matter import front_matter
from sayso.documents.furniture import has_report, stub_of
from sayso.documents.language import detect
from sayso.documents.layout import find_paragraphs
from sayso.documents.liveblog import clock_stretches
from sayso.documents.text_days import text_days
from sayso.model.document import Document, Fact, OffsetMap, RawItem
from sayso.model.errors import ItemError
from sayso.model.identity import content_id, sha256_of
from sayso.model.refusal import Refusal

version = "3"
DECLARED = ("outlet", "url", "title", "author", "published")
ARCHIVED = "archived"  # the fact that says so
SURROGATES = range(0xD800, 0xE000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a document may be at the most."""

    characters: int
    html_seconds: float


class DocumentBuilder:
    """Builds documents within limits."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._worker = ArticleWorker(limits.html_seconds)

    def build(self, item: RawItem) -> tuple[Document, tuple[Refusal, ...]]:
        """The document of a raw item, with what had to be left out of it; raises ItemError where there is no text to read."""
        raw, encoding = decode(item.data, item.declared.get("charset"))
        if any(ord(mark) in SURROGATES for mark in raw if mark > "\ud7ff"):
            raise ItemError("encoding", "it holds half characters (surrogates) that stand for no text")
        facts: dict[str, Fact] = {"encoding": encoding}
        if item.media_type == "text/html":
            text, offsets = self._page(raw, item, facts)
        else:
            skipped, told = front_matter(raw)
            facts.update(told)
            text, offsets = clean(raw[skipped:])
            offsets = OffsetMap(tuple((at, raw_at + skipped, length) for at, raw_at, length in offsets.segments)) if skipped else offsets
            _whole(text, facts)
        if not text.strip():
            raise ItemError("empty", "there is no text in it")
        if len(text) > self.limits.characters:
            raise ItemError("too-long", f"{len(text):,} characters of text are more than the limit of {self.limits.characters:,}; split it into reports")
        refusals = self._declared(item, facts)
        _found(item, text, facts)
        document = _document(item, text, offsets, facts)
        if not document.paragraphs:
            raise ItemError("empty", "there is no report in it, only what stands around one (labels, notices, captions)")
        return document, refusals

    def _page(self, raw: str, item: RawItem, facts: dict[str, Fact]) -> tuple[str, OffsetMap]:
        article = self._worker.extract(raw, item.declared.get("url"), _latest(item))
        for name, (value, confidence, origin) in article.facts.items():
            facts[name] = Fact(value=value, confidence=confidence, origin=origin)
        text, _ = clean(article.text)
        return text, align(text, raw)

    def _declared(self, item: RawItem, facts: dict[str, Fact]) -> tuple[Refusal, ...]:
        refusals: list[Refusal] = []
        for name in DECLARED:
            value = (item.declared.get(name) or "").strip()
            if not value:
                continue
            if name == "published":
                day = iso_day(value)
                if day is None:
                    detail = f"the publication date {value!r} is not an ISO 8601 day such as 2024-10-23; the day is left open"
                    refusals.append(Refusal(stage="documents", code="bad-date", detail=detail, location=item.location))
                    continue
                value = day
            facts[name] = Fact(value=value, confidence=1.0, origin="given by the reader of the report")
        return tuple(refusals)


def _latest(item: RawItem) -> str:
    """The last day that a page can bear: the one on which it was fetched, else today, and one more, since it is later elsewhere."""
    return next_day(iso_day(item.declared.get("fetched") or "") or today())


def _whole(text: str, facts: dict[str, Fact]) -> None:
    """Marks a text that ends at a paywall; raises ItemError where no report stands before it."""
    lines = text.split("\n")
    if stub := stub_of(lines):
        if not has_report(lines):
            raise ItemError("stub", FAULTS["stub"])
        facts["stub"] = Fact(value="paywall", confidence=0.8, origin=stub)


def _found(item: RawItem, text: str, facts: dict[str, Fact]) -> None:
    """Adds what the text itself shows: its language, and its day where nobody stated one."""
    language = detect(text)
    facts["language"] = Fact(value=language.code, confidence=language.confidence, origin=f"small words and letters of the text ({language.english:.0%} English)")
    if "published" not in facts and (day := publication_day(text_days(text, item.declared.get("url")), _latest(item))):
        facts["published"] = Fact(value=day.day, confidence=day.confidence, origin=day.origin)


def _document(item: RawItem, text: str, offsets: OffsetMap, facts: Mapping[str, Fact]) -> Document:
    text_sha256 = sha256_of(text.encode())
    raw_sha256 = item.raw_sha256 or sha256_of(item.data)
    if item.archived:
        facts = {**facts, ARCHIVED: Fact(value=raw_sha256, confidence=1.0, origin="the sha256 of the bytes that it was read from, as the archive keeps them")}
    known = {name: facts[name].value if name in facts else None for name in DECLARED}
    series = content_id("s", known["url"]) if known["url"] else content_id("s", known["outlet"], text_sha256)
    return Document(
        id=document_id(series, text_sha256, known["outlet"], known["title"], known["published"]),
        series=series,
        external_id=item.declared.get("doc_id"),
        location=item.location,
        text=text,
        text_sha256=text_sha256,
        raw_sha256=raw_sha256,
        media_type=item.media_type,
        facts=facts,
        offsets=offsets,
        paragraphs=find_paragraphs(text),
        clocks=clock_stretches(text),
    )


def document_id(series: str, text_sha256: str, outlet: str | None, title: str | None, published: str | None) -> str:
    """The id of one version of a report: another text, outlet, title or day is another version."""
    return content_id("d", series, text_sha256, outlet, title, published)
