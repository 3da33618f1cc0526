"""The entries of RSS, Atom and JSON feeds. Takes the bytes of a feed, gives the text and the facts of each entry; fetches nothing."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import feedparser  # type: ignore[import-untyped]
import msgspec

from sayso.model.errors import ItemError
from sayso.sources.entities import refuse_entities
from sayso.sources.facts import day, declare
from sayso.sources.fragments import fragment_text

JSON_FEED = b"jsonfeed.org/version/"


def entries(data: bytes, most: int) -> list[dict[str, Any]]:
    """The entries in the order of the feed; raises ItemError where there is no feed in the bytes."""
    found = _from_json(data) if JSON_FEED in data[:4096] else _from_xml(data)
    if not found:
        raise ItemError("empty", "the feed has no entries")
    rest = [{"code": "too-many", "detail": f"the feed has {len(found):,} entries, above the limit of {most:,}; the rest is not read"}] if len(found) > most else []
    return [*found[:most], *rest]


def _from_xml(data: bytes) -> list[dict[str, Any]]:
    refuse_entities(data)
    feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not feed.get("version") and not feed.entries:
        raise ItemError("no-feed", "it is no RSS, Atom or JSON feed")
    old = str(feed.get("version", "")).startswith(("rss", "cdf"))
    outlet = fragment_text(_string(feed.feed, "title"))
    found = []
    for number, entry in enumerate(feed.entries, 1):
        bodies = [fragment_text(_string(content, "value")) for content in entry.get("content", ())]
        bodies.append(fragment_text(_string(entry, "summary")))
        published = day(_string(entry, "published"))
        updated = day(_string(entry, "updated"))
        facts = declare(
            doc_id=_string(entry, "id"),
            url=_string(entry, "link"),
            outlet=outlet,
            published=published or (updated if old else None),  # RSS 1.0 and Dublin Core have one date, which the library calls the last change
            updated=updated,
            title=fragment_text(_string(entry, "title")),
            author=fragment_text(_string(entry, "author")),
        )
        found.append(_part(number, max(bodies, key=len), facts))
    return found


def _string(entry: Mapping[str, Any], name: str) -> str:
    value = entry.get(name) if name in entry else None  # the library answers some names with others' values
    return value if isinstance(value, str) else ""


def _from_json(data: bytes) -> list[dict[str, Any]]:
    try:
        feed = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise ItemError("damaged", f"it is not valid JSON: {fault}") from fault
    rows = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(rows, list):
        raise ItemError("no-feed", "the JSON feed has no list of items")
    return [_from_row(number, row, feed) for number, row in enumerate(rows, 1)]


def _from_row(number: int, row: Any, feed: Mapping[str, Any]) -> dict[str, Any]:
    if not isinstance(row, dict):
        return {"place": f"entry {number}", "code": "bad-record", "detail": "the entry is no object"}
    text = _first(row, "content_text") or fragment_text(_first(row, "content_html")) or _first(row, "summary")
    names = [author.get("name") for author in (row.get("authors") or [row.get("author")]) if isinstance(author, dict)] if isinstance(row.get("authors", []), list) else []
    facts = declare(
        doc_id=str(row["id"]) if isinstance(row.get("id"), (str, int)) else None,
        url=row.get("url") or row.get("external_url"),
        outlet=feed.get("title"),
        published=row.get("date_published"),
        updated=row.get("date_modified"),
        title=row.get("title"),
        author=", ".join(name for name in names if isinstance(name, str)),
    )
    return _part(number, text, facts)


def _first(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""


def _part(number: int, text: str, facts: dict[str, str]) -> dict[str, Any]:
    place = f"entry {number}"
    if not text.strip():
        return {"place": place, "code": "empty", "detail": "the entry holds no text; read the page that it links to", "facts": facts}
    return {"place": place, "text": text, "facts": facts}
