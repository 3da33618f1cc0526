"""Takes out of a page what is not the report: by element, by role, by the words of class and id. Changes the tree it is given."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from sayso.vocabulary.furniture import furniture

MOST = 0.4  # share of the page's words in paragraphs: an element with more of them is the report, whatever its name says
LINK = 200  # letters of a headline
ALL = 0.75  # share of a line's letters that are a link: "Read more:" may stand before it
SHORT = 40  # words of a byline, a time or a biography under the report
NAMED = ("class", "id", "data-component", "data-testid", "data-module")
WALLED = re.compile(r"paywall|subscri(?:ber|ption)[-_ ]?(?:wall|only|required)|premium[-_ ]?(?:wall|locked)|regwall|meter(?:ed)?[-_ ]?wall", re.IGNORECASE)
PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def words_of(node: Any) -> tuple[str, ...]:
    """The words in class, id and similar names of an element, in order and small.

    >>> from lxml import html
    >>> words_of(html.fromstring('<div class="c-relatedStories js_box" id="X1">a</div>'))
    ('c', 'related', 'stories', 'js', 'box', 'x')
    """
    return tuple(part.lower() for name in NAMED if (value := node.get(name)) for part in PARTS.findall(value))


def is_walled(tree: Any) -> bool:
    """Whether the page has an element for a paywall."""
    return any(WALLED.search(value) for value in tree.xpath("//body//@class | //body//@id"))


def without_foreign(tree: Any) -> None:
    """Takes out other stories, notices, sharing, comments, ways through the site, and captions."""
    table = furniture()
    elements, roles = frozenset(table.elements), frozenset(table.roles)
    most = MOST * _running(tree)
    for node in _nodes(tree):
        alien = node.tag in elements or (node.get("role") or "").lower() in roles or _names(node, "foreign") or node.tag == "aside"
        if alien and _running(node) <= most:
            _drop(node)


def without_own(tree: Any) -> None:
    """Takes out bylines, times and biographies."""
    for node in _nodes(tree):
        if (node.tag == "time" or _names(node, "own")) and node.tag not in {"h1", "article", "main", "body"} and len(" ".join(node.itertext()).split()) <= SHORT:
            _drop(node)


def without_links(tree: Any) -> None:
    """Takes out the lines that are nothing but a link and end like a headline: other stories, named or not."""
    found = [node for node in _nodes(tree) if node.tag in {"p", "li", "h2", "h3", "h4", "h5", "h6"} and _is_link(node)]
    if sum(len(" ".join(node.itertext()).split()) for node in found) <= MOST * _running(tree):
        for node in found:
            if node.getparent() is not None:
                _drop(node)


def _is_link(node: Any) -> bool:
    words = " ".join("".join(node.itertext()).split())
    linked = " ".join("".join(text for link in node.iter("a") for text in link.itertext()).split())
    return 0 < len(words) <= LINK and len(linked) >= ALL * len(words) and not words.endswith((".", "”", '"'))


def _nodes(tree: Any) -> Iterable[Any]:
    body = tree.find("body")
    for node in list((tree if body is None else body).iterdescendants()):
        if isinstance(node.tag, str) and node.getparent() is not None:
            yield node


def _running(node: Any) -> int:
    """How many words stand in paragraphs below a node."""
    return sum(len(" ".join(part.itertext()).split()) for part in node.iter("p"))


def _drop(node: Any) -> None:
    """Removes a node and keeps what follows it."""
    node.drop_tree()


def _names(node: Any, which: str) -> bool:
    words = words_of(node)
    if not words:
        return False
    single, several = _groups(which)
    return not single.isdisjoint(words) or any(f" {run} " in f" {' '.join(words)} " for run in several)


@cache
def _groups(which: str) -> tuple[frozenset[str], tuple[str, ...]]:
    entries: list[str] = getattr(furniture(), which)
    return frozenset(entry for entry in entries if " " not in entry), tuple(entry for entry in entries if " " in entry)
