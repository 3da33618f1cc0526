"""Name to implementation: built-ins as strings that load on first use, plug-ins by entry point; no name twice."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any

from sayso.model.errors import UserError

# The order of the sources is the order in which they are asked; text comes last, since it takes anything.
BUILT_IN: Mapping[str, Mapping[str, str]] = {
    "sources": {
        "jsonl": "sayso.sources.jsonl_file:JsonlFile",
        "opml": "sayso.sources.opml_file:OpmlFile",
        "feed": "sayso.sources.feed_file:FeedFile",
        "pdf": "sayso.sources.pdf_file:PdfFile",
        "warc": "sayso.sources.warc_file:WarcFile",
        "mail": "sayso.sources.mail_file:MailFile",
        "csv": "sayso.sources.csv_file:CsvFile",
        "html": "sayso.sources.html_file:HtmlFile",
        "text": "sayso.sources.text_file:TextFile",
    },
    "extractors": {
        "combined": "sayso.claims.combined:CombinedExtractor",
        "network": "sayso.claims.combined:NetworkExtractor",
        "rules": "sayso.claims.rules:RuleExtractor",
    },
    "exports": {"jsonl": "sayso.exports.jsonl:JsonlExport"},
    "doors": {"board": "sayso.http.server:serve", "static": "sayso.http.static_file:write"},
    "tasks": {name: f"sayso.evaluation.{name}" for name in ("attribution", "stories", "places", "times", "quantities", "events", "factuality", "reuse", "grouping", "stance")},
}
LAST = "text"


def names(kind: str) -> list[str]:
    """The names of all implementations of a kind, plug-ins before the one that takes anything."""
    built_in = list(BUILT_IN[kind])
    plugged = sorted(_plugged(kind))
    if doubles := sorted(set(built_in) & set(plugged)):
        raise UserError(f"the plug-in {doubles[0]!r} of sayso.{kind} bears the name of a built-in; uninstall it")
    return [name for name in built_in if name != LAST] + plugged + [name for name in built_in if name == LAST]


def load(kind: str, name: str) -> Any:
    """The implementation of this name; raises UserError that lists the known ones.

    >>> load("exports", "papyrus")
    Traceback (most recent call last):
    ...
    sayso.model.errors.UserError: unknown name 'papyrus' among exports; known are: jsonl
    """
    if name not in names(kind):
        raise UserError(f"unknown name {name!r} among {kind}; known are: {', '.join(names(kind))}")
    if name in BUILT_IN[kind]:
        module, _, attribute = BUILT_IN[kind][name].partition(":")
        return getattr(import_module(module), attribute) if attribute else import_module(module)
    return _plugged(kind)[name].load()


def _plugged(kind: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for entry in entry_points(group=f"sayso.{kind}"):
        if entry.name in found:
            raise UserError(f"two plug-ins of sayso.{kind} bear the name {entry.name!r}; uninstall one")
        found[entry.name] = entry
    return found
