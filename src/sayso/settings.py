"""Every setting, typed, with its default and a line of help; docs/settings.md is made from it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from sayso.model.errors import UserError


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a user may set; each by ``SAYSO_<NAME>`` in the environment, some by an option of the command line."""

    ledger: str = field(default="sayso.db", metadata={"help": "the ledger file"})
    model: str = field(default="", metadata={"help": "folder or package of the spaCy model; empty: the best one installed"})
    cache: str = field(default="", metadata={"help": "folder for what is compiled once, such as the gazetteer; empty: the user's cache folder"})
    workers: int = field(default=1, metadata={"help": "processes that read documents"})
    max_bytes: int = field(default=20_000_000, metadata={"help": "size of one file at the most (a JSONL file may be larger)"})
    max_characters: int = field(default=2_000_000, metadata={"help": "length of one report at the most"})
    html_seconds: float = field(default=20.0, metadata={"help": "time for finding the article in one page at the most"})
    extractor: str = field(default="combined", metadata={"help": "what finds the attributions: combined (network and rules), rules (finds less, twice as quick), network"})
    min_confidence: float = field(
        default=0.5, metadata={"help": "what the network and the rules must be sure of to keep an attribution (0 to 1); higher is more precise, lower finds more"}
    )

    def __post_init__(self) -> None:
        for name in ("workers", "max_bytes", "max_characters", "html_seconds"):
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
    try:
        return kind(raw)
    except ValueError as fault:
        wanted = "a whole number" if kind is int else "a number"
        raise UserError(f"SAYSO_{name.upper()} must be {wanted}, not {raw!r}") from fault
