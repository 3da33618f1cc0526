"""From a page to the text of its report and what is known of it. Runs in the child process of ``article``: here a page may take long or much memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from trafilatura import bare_extraction
from trafilatura.metadata import extract_metadata
from trafilatura.utils import load_html

from sayso.documents.dating import Dated, Stated, publication_day, update_day
from sayso.documents.furniture import has_report, kept, stub_of
from sayso.documents.liveblog import joined_entries, page_entries, stated_entries
from sayso.documents.page_days import declared_days, is_article, ld_rows, shown_days
from sayso.documents.pruning import is_walled, without_foreign, without_links, without_own
from sayso.documents.text_days import text_days

SHORTEST = 8  # words: what is shorter is a menu or a cookie notice, not an article
# The names of facts, trafilatura's names for them, and what its finds are worth.
KNOWN = (("title", "title", 0.8), ("author", "author", 0.6), ("outlet", "sitename", 0.7), ("url", "url", 0.8))
PUBLISHER = 0.8  # what a page says of its publisher in JSON-LD

Fact = tuple[str, float, str]


@dataclass(slots=True)
class PageRead:
    """What was found: ``text`` is None where there is no report, then ``fault`` says why (no-article or stub)."""

    text: str | None = None
    fault: str = "no-article"
    facts: dict[str, Fact] = field(default_factory=dict)


def read_page(page: str, url: str | None, latest: str) -> PageRead:
    """The report in a page. ``latest`` is the last day (ISO 8601) on which it can have been published."""
    tree = load_html(page)
    if tree is None:
        return PageRead()
    rows = ld_rows(tree)
    result = PageRead(facts=_known(tree, rows, url))
    stated = declared_days(tree, rows, url)
    free = not any(str(row.get("isAccessibleForFree")).lower() == "false" for row in rows)
    walled = is_walled(tree) or not free
    without_foreign(tree)
    entries = _live(tree, rows)
    stated += shown_days(tree, live=entries is not None)
    if entries is None:
        plain = _report(tree, url, result.facts.get("title"))
        entries = joined_entries(plain)
    if entries is not None:
        result.facts["form"] = ("live blog", 0.9, f"{len(entries)} entries with times")
    lines = plain if entries is None else entries
    _dates(result, [*stated, *text_days("\n".join(lines), None)], latest)
    return _judged(result, lines, walled=walled)


def _judged(result: PageRead, lines: list[str], *, walled: bool) -> PageRead:
    stub = stub_of(lines, declared=walled)
    text = [line for line, keep in zip(lines, kept(lines, page=True), strict=True) if keep and line.strip()]
    if stub:
        result.facts["stub"] = ("paywall", 0.8, stub)
        if not has_report(lines):
            result.fault = "stub"
            return result
    if sum(len(line.split()) for line in text) >= SHORTEST:
        result.text = "\n".join(text)
    return result


def _known(tree: Any, rows: list[dict[str, Any]], url: str | None) -> dict[str, Fact]:
    found = extract_metadata(tree, url, extensive=False).as_dict()
    facts = {name: (str(found[key]), confidence, "page metadata (trafilatura)") for name, key, confidence in KNOWN if found.get(key)}
    for row in filter(is_article, rows):
        publisher = row.get("publisher")
        name = publisher.get("name") if isinstance(publisher, dict) else publisher
        if isinstance(name, str) and name.strip():
            facts["outlet"] = (" ".join(name.split()), PUBLISHER, "JSON-LD publisher")
            break
    return facts


def _live(tree: Any, rows: list[dict[str, Any]]) -> list[str] | None:
    """The entries of a live blog: what the page shows, unless JSON-LD states more of them."""
    shown = page_entries(tree)
    stated = next((stated_entries(row["liveBlogUpdate"]) for row in rows if isinstance(row.get("liveBlogUpdate"), list)), None)
    return max((entries for entries in (shown, stated) if entries), key=lambda entries: sum(map(len, entries)), default=None)


def _report(tree: Any, url: str | None, title: Fact | None) -> list[str]:
    without_own(tree)
    without_links(tree)
    found = bare_extraction(tree, url=url, with_metadata=False, include_comments=False, include_tables=False)
    lines = str((found.as_dict().get("text") if found is not None else None) or "").split("\n")
    while lines and (not lines[0].strip() or (title and _same(lines[0], title[0]))):
        lines.pop(0)
    return [line.removeprefix("- ") for line in lines]


def _same(line: str, title: str) -> bool:
    """Whether a line is the heading once more; pages put their own name behind it."""
    one, other = " ".join(line.split()).casefold(), " ".join(title.split()).casefold()
    return one == other or (len(one) > 12 and other.startswith(one))


def _dates(result: PageRead, stated: list[Stated], latest: str) -> None:
    for name, found in (("published", publication_day(stated, latest)), ("updated", update_day(stated, latest))):
        if found is not None:
            result.facts[name] = _fact(found)


def _fact(dated: Dated) -> Fact:
    return dated.day, dated.confidence, dated.origin
