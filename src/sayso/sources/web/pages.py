"""What was fetched as raw items: a page, a PDF, a text, or the entries of a feed. Takes ``Fetched``, gives ``RawItem`` or ``Refusal``; fetches nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sayso.model.document import RawItem
from sayso.model.refusal import Refusal
from sayso.sources import child
from sayso.sources.limits import ReadLimits, refuse
from sayso.sources.web.addresses import shown
from sayso.sources.web.answers import Fetched

FEEDS = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/xml", "application/json"})
TEXTS = frozenset({"text/plain", "text/markdown"})


def page_items(page: Fetched, declared: Mapping[str, str], limits: ReadLimits) -> Iterator[RawItem | Refusal]:
    """The reports in what was fetched. ``declared`` is what is known of it beforehand (a feed's title and day); the address is that which answered."""
    facts = {**declared, "url": page.final_url} | ({"charset": page.charset} if page.charset else {})
    yield from items_in(page.body, page.media_type, facts, limits)


def items_in(body: bytes, media_type: str, facts: Mapping[str, str], limits: ReadLimits) -> Iterator[RawItem | Refusal]:
    """The same for bytes that were fetched once; ``facts`` holds their address (url), and the charset that the server declared, if any."""
    location = shown(facts["url"])
    if media_type in {"text/html", *TEXTS}:
        yield RawItem(location=location, media_type="text/html" if media_type == "text/html" else "text/plain", data=body, declared=facts)
        return
    kind = "pdf" if media_type == "application/pdf" else "feed" if media_type in FEEDS else None
    if kind is None:
        yield refuse("wrong-type", f"a page, a feed, a PDF or a text was expected, not {media_type}; save it and read the file", location)
        return
    for part in child.parts_of(kind, body, location, limits):
        if isinstance(part, RawItem) and kind != "feed":  # an entry of a feed states its own address
            yield replace(part, declared={**part.declared, **facts})
        else:
            yield part
