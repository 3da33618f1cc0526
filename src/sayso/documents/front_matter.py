"""The block of facts at the head of a text note ("---", "title: ...", "---"), as note takers, clippers and site generators write it."""

from __future__ import annotations

import re
from collections.abc import Mapping

import yaml

from sayso.documents.days import iso_day
from sayso.model.document import Fact

BLOCK = re.compile(r"\ufeff?---[ \t]*\r?\n(.{0,10000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
# The names under which notes keep what is known of a report, best first.
NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline"),
    "outlet": ("outlet", "publisher", "publication", "site", "sitename", "source"),
    "url": ("url", "link", "canonical", "source"),
    "author": ("author", "authors", "byline", "by"),
    "published": ("published", "date", "publish_date", "published_at"),
}
ADDRESS = re.compile(r"https?://\S+")
TRUST = 0.95  # written beside the text by whoever kept it


def front_matter(raw: str) -> tuple[int, dict[str, Fact]]:
    r"""The length of the block in characters, and the facts in it; 0 and none for a text without one.

    A block that is no mapping of names to values is text like any other.

    >>> length, facts = front_matter("---\ntitle: Two ferries collide\nsource: https://example.org/ferries\ndate: 2025-03-04\n---\nThe navy said so.")
    >>> length, {name: fact.value for name, fact in facts.items()}
    (88, {'title': 'Two ferries collide', 'url': 'https://example.org/ferries', 'published': '2025-03-04'})
    >>> front_matter("--- It began at noon.")
    (0, {})
    """
    block = BLOCK.match(raw)
    if block is None:
        return 0, {}
    try:
        given = yaml.load(block[1], Loader=yaml.BaseLoader)  # noqa: S506 - the loader that makes nothing but strings, lists and mappings
    except (yaml.YAMLError, RecursionError):
        return 0, {}
    if not isinstance(given, dict) or not all(isinstance(key, str) for key in given):
        return 0, {}
    known = {key.strip().lower(): _words(value) for key, value in given.items()}
    facts = {name: Fact(value=value, confidence=TRUST, origin="the block of facts at the head of the text") for name, value in _facts(known)}
    return block.end(), facts


def _words(value: object) -> str:
    """A value as one line; of a list its members that are plain words."""
    if isinstance(value, list):
        return ", ".join(filter(None, (" ".join(member.split()) for member in value if isinstance(member, str))))
    return " ".join(value.split()) if isinstance(value, str) else ""


def _facts(known: Mapping[str, str]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, keys in NAMES.items():
        values = (known.get(key, "") for key in keys)
        value = next((fit for value in values if value and (fit := _fitting(name, value))), None)
        if value is not None:
            found.append((name, value))
    return found


def _fitting(name: str, value: str) -> str | None:
    """The value where it can be what it is given for: an address only as ``url``, a day only where it is one; links between brackets without them."""
    plain = re.sub(r"\[\[(?:[^\]|]*\|)?([^\]]*)\]\]", r"\1", value)
    if name == "url":
        return plain if ADDRESS.fullmatch(plain) else None
    if name == "published":
        return iso_day(plain)
    return plain if ADDRESS.fullmatch(plain) is None else None
