"""The child process of ``article``: reads pages from standard input, answers with articles on standard output."""

from __future__ import annotations

import json
import resource
import sys
from typing import Any

import trafilatura
from lxml import html as lxml_html

from sayso.documents.days import iso_day

MEMORY = 2 << 30  # bytes of address space; a page that needs more is refused
SHORTEST = 8  # words: what is shorter is a menu or a cookie notice, not an article
PUBLISHED_META = (
    ("property", "article:published_time", 0.95),
    ("itemprop", "datePublished", 0.9),
    ("name", "date", 0.8),
    ("name", "dc.date", 0.8),
    ("name", "pubdate", 0.8),
)


def main() -> None:
    """Answers requests until standard input ends."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    _send(sink, {"ready": True})
    while header := source.read(4):
        request = json.loads(source.read(int.from_bytes(header, "big")))
        _send(sink, read_page(request["html"], request["url"]))


def _send(sink: Any, value: dict[str, Any]) -> None:
    body = json.dumps(value).encode()
    sink.write(len(body).to_bytes(4, "big") + body)
    sink.flush()


def read_page(page: str, url: str | None) -> dict[str, Any]:
    """The text and the facts of a page; text is None where no article is found."""
    found = trafilatura.bare_extraction(page, url=url, with_metadata=True, include_comments=False, include_tables=False)
    if found is None:
        return {"text": None, "facts": {}}
    data = found.as_dict()
    facts: dict[str, tuple[str, float, str]] = {}
    for name, key, confidence in (("title", "title", 0.8), ("author", "author", 0.6), ("outlet", "sitename", 0.7), ("url", "url", 0.8)):
        if data.get(key):
            facts[name] = (str(data[key]), confidence, "page metadata (trafilatura)")
    if day := _published(page, data.get("date")):
        facts["published"] = day
    text = (data.get("text") or "").strip()
    return {"text": text if len(text.split()) >= SHORTEST else None, "facts": facts}


def _published(page: str, guess: str | None) -> tuple[str, float, str] | None:
    """The publication day: as the page declares it, else trafilatura's guess, which is right for about four pages in five."""
    try:
        tree = lxml_html.fromstring(page)
    except (ValueError, lxml_html.etree.LxmlError):
        return None
    for attribute, value, confidence in PUBLISHED_META:
        for node in tree.xpath("//meta[@*[name()=$a]=$v]/@content", a=attribute, v=value):
            if day := iso_day(str(node)):
                return day, confidence, f"meta {value}"
    for node in tree.xpath("//script[@type='application/ld+json']/text()"):
        if day := _from_json_ld(str(node)):
            return day, 0.95, "JSON-LD datePublished"
    for node in tree.xpath("//time/@datetime"):
        if day := iso_day(str(node)):
            return day, 0.7, "time element"
    return (guess, 0.5, "guessed from the page (htmldate)") if guess and iso_day(guess) else None


def _from_json_ld(text: str) -> str | None:
    try:
        value = json.loads(text)
    except ValueError:
        return None
    rows = value if isinstance(value, list) else [value, *value.get("@graph", [])] if isinstance(value, dict) else []
    for row in rows:
        if isinstance(row, dict) and isinstance(row.get("datePublished"), str) and (day := iso_day(row["datePublished"])):
            return day
    return None


if __name__ == "__main__":
    main()
