"""Says no to XML that declares entities which grow or fetch: feeds and lists never need them, attacks do."""

from __future__ import annotations

import re

from sayso.model.errors import ItemError

# An entity of parameters, one that lies elsewhere, or one that is made of others; a plain one such as nbsp does no harm.
HARMFUL = re.compile(rb"<!ENTITY\s+(?:%|[^\s>]{1,200}\s+(?:SYSTEM|PUBLIC)\b|[^\s>]{1,200}\s+(?:\"[^\"]{0,2000}?&(?!#)|'[^']{0,2000}?&(?!#)))", re.IGNORECASE)


def refuse_entities(data: bytes) -> None:
    """Raises ItemError for harmful declarations; what hides them in another encoding is left to the limits of time and memory.

    >>> refuse_entities(b'<!DOCTYPE rss [<!ENTITY nbsp "&#160;">]>')
    >>> refuse_entities(b'<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>')
    Traceback (most recent call last):
    ...
    sayso.model.errors.ItemError: it declares entities that grow or lie elsewhere; no feed needs these, so it is not read
    """
    if HARMFUL.search(data):
        raise ItemError("entities", "it declares entities that grow or lie elsewhere; no feed needs these, so it is not read")
