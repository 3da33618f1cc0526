"""The days that a page states: JSON-LD, meta elements, time elements, the address, written lines near the heading. Which of them counts is decided in ``dating``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from sayso.documents.dating import Stated
from sayso.documents.days import written_days
from sayso.documents.pruning import words_of
from sayso.documents.text_days import CHANGE, LEAD, address_days, line_day
from sayso.vocabulary.furniture import furniture

META = {
    "article:published_time": 0.95,
    "og:article:published_time": 0.95,
    "article:published": 0.95,
    "og:published_time": 0.9,
    "datepublished": 0.9,
    "parsely-pub-date": 0.9,
    "sailthru.date": 0.85,
    "publish-date": 0.9,
    "publish_date": 0.9,
    "publication_date": 0.9,
    "publication-date": 0.9,
    "article.published": 0.9,
    "pubdate": 0.85,
    "dc.date.issued": 0.9,
    "dcterms.issued": 0.9,
    "dc.date": 0.75,
    "dcterms.date": 0.75,
    "dc.date.created": 0.75,
    "dcterms.created": 0.75,
    "citation_publication_date": 0.85,
    "date": 0.75,
    "originalpublicationdate": 0.9,
}
META_UPDATED = (
    "article:modified_time",
    "og:updated_time",
    "og:article:modified_time",
    "datemodified",
    "last-modified",
    "dcterms.modified",
    "dc.date.modified",
    "lastmod",
    "revised",
)
ARTICLE = re.compile(r"Article|Posting|Report\b|Story", re.IGNORECASE)
MOST_ROWS = 2_000  # parts of JSON-LD and times of one page that are looked at
TOP = 40  # lines that are searched for a written date
LONG = 15  # words of a paragraph of the report
FAR = 0.4  # confidence of a day that stands above the heading or below the report
LINE = 100  # letters of such a line


def ld_rows(tree: Any) -> list[dict[str, Any]]:
    """All objects of a page's JSON-LD, outer before inner; what is no JSON is passed over."""
    found: list[dict[str, Any]] = []
    for node in tree.xpath("//script[contains(@type,'ld+json')]/text()"):
        try:
            waiting: list[Any] = [json.loads(str(node), strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting and len(found) < MOST_ROWS:
            value = waiting.pop(0)
            if isinstance(value, list):
                waiting.extend(value[:MOST_ROWS])
            elif isinstance(value, dict):
                found.append(value)
                waiting.extend(value[key] for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement", "item") if isinstance(value.get(key), (dict, list)))
    return found


def is_article(row: dict[str, Any]) -> bool:
    """Whether an object of JSON-LD describes a report."""
    kinds = row.get("@type")
    return any(isinstance(kind, str) and ARTICLE.search(kind) for kind in (kinds if isinstance(kinds, list) else [kinds]))


def declared_days(tree: Any, rows: list[dict[str, Any]], url: str | None) -> list[Stated]:
    """What head, JSON-LD and address state."""
    return [*_ld(rows, _headline(tree)), *_meta(tree), *address_days(url or _canonical(tree))]


def shown_days(tree: Any, *, live: bool) -> list[Stated]:
    """What the page shows, to be asked when other stories were taken out; the times of a live blog's entries are not its own.

    What stands above the heading may be today's day, what stands below the report may be another story's: both are guesses.
    """
    body = tree.find("body")
    near = _near(tree if body is None else body)
    return [*_microdata(tree), *(() if live else _times(tree, near)), *_lines(tree if body is None else body, near)]


def _near(body: Any) -> frozenset[Any]:
    """The elements from the heading to the end of the report; all where there is no heading."""
    nodes = [node for node in body.iter() if isinstance(node.tag, str)]
    first = next((number for number, node in enumerate(nodes) if node.tag == "h1"), 0)
    long = [number for number, node in enumerate(nodes) if node.tag == "p" and len(" ".join(node.itertext()).split()) >= LONG]
    last = max(long, default=len(nodes))
    return frozenset(nodes[first : last + 1])


def _headline(tree: Any) -> str:
    return " ".join("".join(next(iter(tree.xpath("//h1")), tree).itertext()).split())[:400].casefold() if tree.xpath("//h1") else ""


def _ld(rows: list[dict[str, Any]], headline: str) -> Iterator[Stated]:
    articles = [row for row in rows if is_article(row)]
    own = [row for row in articles if headline and isinstance(row.get("headline"), str) and " ".join(row["headline"].split()).casefold() in headline] or articles
    for row in rows:
        if row in articles and row not in own:
            continue
        confidence = 0.95 if row in own else 0.5
        for key, updated in (("datePublished", False), ("dateCreated", False), ("dateModified", True)):
            if (key == "dateCreated" and "datePublished" in row) or not isinstance(row.get(key), str):
                continue
            if days := written_days(row[key]):
                yield Stated(days=days, kind=f"JSON-LD {key}", confidence=confidence if key != "dateCreated" else 0.6, updated=updated)


def _meta(tree: Any) -> Iterator[Stated]:
    for node in islice(tree.iter("meta"), MOST_ROWS):
        name = (node.get("property") or node.get("name") or node.get("http-equiv") or "").strip().lower()
        days = written_days(node.get("content") or "") if name in META or name in META_UPDATED else ()
        if days:
            yield Stated(days=days, kind=f"meta {name}", confidence=META.get(name, 0.9), updated=name in META_UPDATED)


def _canonical(tree: Any) -> str | None:
    found = tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")
    return str(found[0]) if found else None


def _microdata(tree: Any) -> Iterator[Stated]:
    for node in islice(tree.xpath("//*[@itemprop]"), MOST_ROWS):
        names = node.get("itemprop").split()
        for name, updated in (("datePublished", False), ("dateModified", True)):
            value = node.get("datetime") or node.get("content") or " ".join("".join(node.itertext()).split())[:LINE]
            if name in names and (days := written_days(value)):
                yield Stated(days=days, kind=f"microdata {name}", confidence=0.9, updated=updated)


def _times(tree: Any, near: frozenset[Any]) -> Iterator[Stated]:
    table = furniture()
    for node in islice(tree.iter("time"), MOST_ROWS):
        shown = " ".join("".join(node.itertext()).split())[:LINE]
        days = written_days(node.get("datetime") or "") or written_days(shown)
        if not days or node.get("itemprop"):
            continue
        words = {*words_of(node), *(words_of(node.getparent()) if node.getparent() is not None else ())}
        before = _before(node)
        if not words.isdisjoint(table.updating) or CHANGE.match(shown) or CHANGE.match(before):
            yield Stated(days=days, kind="time element (updated)", confidence=0.8, updated=True)
        elif node.get("pubdate") is not None or not words.isdisjoint(table.publishing) or LEAD.match(shown) or LEAD.match(before):
            yield Stated(days=days, kind="time element (published)", confidence=0.85)
        else:
            yield Stated(days=days, kind="time element", confidence=0.65 if node in near else FAR)


def _before(node: Any) -> str:
    """The last words before an element, in the same parent."""
    previous = node.getprevious()
    parent = node.getparent()
    if previous is None:
        return str((parent.text if parent is not None else None) or "")[-LINE:].strip()
    tail = (previous.tail or "").strip()
    return tail[-LINE:] if tail else " ".join("".join(previous.itertext()).split())[-LINE:]


def _lines(body: Any, near: frozenset[Any]) -> Iterator[Stated]:
    """Short lines near the top that are a date and little more."""
    texts = body.xpath(".//text()[not(ancestor::script or ancestor::style or ancestor::time or ancestor::*[@itemprop])]")
    for text in islice((text for text in texts if text.strip()), TOP):
        line = " ".join(text.split())
        if len(line) <= LINE and (stated := line_day(line)):
            yield stated if text.getparent() in near else replace(stated, confidence=FAR)
