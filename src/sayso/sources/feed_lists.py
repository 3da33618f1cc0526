"""The feeds named in an OPML list. Takes its bytes, gives addresses; follows none, so that lists that name each other do no harm."""

from __future__ import annotations

from typing import Any

import listparser

from sayso.model.errors import ItemError
from sayso.sources.entities import refuse_entities
from sayso.sources.facts import address, plain


def feeds(data: bytes, most: int) -> list[dict[str, Any]]:
    """Each feed once, with its title, in the order of the list; raises ItemError where there is none."""
    refuse_entities(data)
    found: dict[str, str] = {}
    for feed in listparser.parse(data).feeds:
        url = address(feed.url)
        if url and url not in found:
            found[url] = plain(feed.title) or ""
    if not found:
        raise ItemError("no-feeds", "the list names no feed with an http or https address")
    return [{"url": url, "title": title} for url, title in list(found.items())[:most]]
