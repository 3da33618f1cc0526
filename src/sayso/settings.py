"""Every setting, typed, with its default and a line of help; docs/settings.md is made from it."""

from __future__ import annotations

import getpass
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from sayso.model.errors import UserError

YES_NO = {"1": True, "yes": True, "true": True, "0": False, "no": False, "false": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a user may set; each by ``SAYSO_<NAME>`` in the environment, some by an option of the command line."""

    ledger: str = field(default="sayso.db", metadata={"help": "the ledger file"})
    model: str = field(default="", metadata={"help": "folder or package of the spaCy model; empty: the best one installed"})
    cache: str = field(default="", metadata={"help": "folder for what is compiled once, such as the gazetteer; empty: the user's cache folder"})
    workers: int = field(default=1, metadata={"help": "processes that read documents"})
    max_bytes: int = field(default=20_000_000, metadata={"help": "size of one file at the most (a JSONL file may be larger)"})
    max_characters: int = field(default=2_000_000, metadata={"help": "length of one report at the most"})
    max_unpacked_bytes: int = field(default=4_000_000_000, metadata={"help": "size of a gzipped file at the most, once it is unpacked"})
    max_ratio: int = field(default=200, metadata={"help": "how many times larger a gzipped file may grow"})
    max_items: int = field(default=20_000, metadata={"help": "reports in one feed or mail at the most"})
    read_seconds: float = field(default=20.0, metadata={"help": "time for taking one PDF, mail or feed apart at the most"})
    read_memory: int = field(default=1_000_000_000, metadata={"help": "memory for taking one PDF, mail or feed apart at the most, in bytes"})
    html_seconds: float = field(default=20.0, metadata={"help": "time for finding the article in one page at the most"})
    extractor: str = field(default="combined", metadata={"help": "what finds the attributions: combined (network and rules), rules (finds less, twice as quick), network"})
    min_confidence: float = field(
        default=0.5, metadata={"help": "what the network and the rules must be sure of to keep an attribution (0 to 1); higher is more precise, lower finds more"}
    )
    topic: str = field(default="", metadata={"help": "a topic file: documents that do not touch it are counted and skipped"})
    archive: str = field(default="", metadata={"help": "folder for what is fetched, as it came; empty: beside the ledger; none: keep the texts alone"})
    allow_private: bool = field(default=False, metadata={"help": "fetch from loopback and private networks too (1 or 0)"})
    contact: str = field(default="", metadata={"help": "a page or e-mail address that servers are told, so that they can complain"})
    fetch_seconds: float = field(default=30.0, metadata={"help": "time for fetching one address at the most"})
    fetch_redirects: int = field(default=5, metadata={"help": "redirects that are followed at the most"})
    host_delay: float = field(default=2.0, metadata={"help": "seconds between two requests to one site"})
    host_patience: float = field(default=30.0, metadata={"help": "seconds to wait for a site before going on without it"})
    watch_shortest: float = field(default=900.0, metadata={"help": "seconds between two looks at a feed that brings news"})
    watch_longest: float = field(default=14_400.0, metadata={"help": "seconds between two looks at a feed that does not"})

    def __post_init__(self) -> None:
        for name in ("workers", "max_bytes", "max_unpacked_bytes", "max_ratio", "max_items", "max_characters", "read_seconds", "read_memory", "html_seconds", "fetch_seconds"):
            if getattr(self, name) <= 0:
                raise UserError(f"the setting {name} must be above 0")
        if not 0 <= self.min_confidence <= 1:
            raise UserError("the setting min_confidence must lie between 0 and 1")


def from_environment(chosen: Mapping[str, object], environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of the environment, with what the caller chose (None: not chosen) on top; raises UserError for a value that is none.

    >>> from_environment({}, {"SAYSO_WORKERS": "two"})
    Traceback (most recent call last):
    ...
    sayso.model.errors.UserError: SAYSO_WORKERS must be a whole number, not 'two'
    """
    values: dict[str, object] = {}
    for entry in fields(Settings):
        raw = environment.get(f"SAYSO_{entry.name.upper()}")
        if raw is not None and raw != "":
            values[entry.name] = _typed(entry.name, raw, type(entry.default))
    values.update({name: value for name, value in chosen.items() if value is not None})
    return Settings(**values)  # type: ignore[arg-type]  # names and types come from the same fields


def _typed(name: str, raw: str, kind: type) -> object:
    if kind is bool:
        if raw.lower() not in YES_NO:
            raise UserError(f"SAYSO_{name.upper()} must be 1 or 0, not {raw!r}")
        return YES_NO[raw.lower()]
    try:
        return kind(raw)
    except ValueError as fault:
        wanted = "a whole number" if kind is int else "a number"
        raise UserError(f"SAYSO_{name.upper()} must be {wanted}, not {raw!r}") from fault


def user_name(given: str | None = None, environment: Mapping[str, str] = os.environ) -> str:
    """Who acts: the name given, else SAYSO_USER, else the name of the system's user."""
    if named := (given or environment.get("SAYSO_USER", "")).strip():
        return named
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
