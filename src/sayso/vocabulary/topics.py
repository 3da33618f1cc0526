"""Topics: what a ledger is about, written by its user in a YAML file and checked when it is read, with file, line and field of what is wrong.

name: Black Sea grain
any:                          # at least one of these must be touched
  words: [grain*, "black sea", "*silo*"]
  actors: [Ukraine's Sea Ports Authority, Andriy Halko]
  places: [Odesa, Chornomorsk]
  countries: [UA, Moldova]
all:                          # and one of each of these
  - words: [port*, ship*]
none:                         # and none of these
  words: [football]
languages: [en]               # of the text, where it is known
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import yaml

from sayso.model.errors import UserError
from sayso.vocabulary.loader import Country, countries

FIELDS = ("words", "actors", "places", "countries")
MOST_BYTES = 1_000_000
FEWEST_LETTERS = 2  # of an entry besides its asterisks: a single letter stands in every text


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Things of which one must be touched. Words may hold * for any run of letters; names are taken as written, countries by name or ISO 3166-1 code."""

    words: list[str] = []
    actors: list[str] = []
    places: list[str] = []
    countries: list[str] = []


class TopicTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of a topic file."""

    name: str
    any: Group = Group()
    all: list[Group] = []
    none: Group = Group()
    languages: list[str] = []


def read_topic(path: Path) -> TopicTable:
    """The topic in a file; raises UserError that names file, line, field and fix."""
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise UserError(f"{path} cannot be read: {(fault.strerror or type(fault).__name__).lower()}") from fault
    return topic_from(data, str(path))


def topic_from(data: bytes, where: str) -> TopicTable:
    r"""The topic in these bytes, under this name.

    >>> topic_from(b"name: grain\nany:\n  words: [grain*]\n  country: [UA]\n", "topic.yaml")
    Traceback (most recent call last):
    ...
    sayso.model.errors.UserError: topic.yaml, line 4, field any.country: unknown field; known are: words, actors, places, countries
    """
    if len(data) > MOST_BYTES:
        raise UserError(f"{where}: {len(data):,} bytes are more than the {MOST_BYTES:,} that a topic may have")
    try:
        node = yaml.compose(data.decode("utf-8"), Loader=yaml.SafeLoader)
        plain = yaml.safe_load(data)
    except UnicodeDecodeError as fault:
        raise UserError(f"{where}: not UTF-8 (byte {fault.start}); save it as UTF-8") from fault
    except (yaml.YAMLError, ValueError, RecursionError) as fault:
        mark = getattr(fault, "problem_mark", None)
        raise UserError(f"{where}{f', line {mark.line + 1}' if mark else ''}: not valid YAML ({getattr(fault, 'problem', None) or type(fault).__name__})") from fault
    _check(plain, node, where)
    return msgspec.convert(plain, TopicTable)


def _check(plain: Any, node: Any, where: str) -> None:
    if not isinstance(plain, dict):
        raise UserError(f"{where}, line 1: a topic is a mapping with the fields name, any, all, none, languages")
    place = _Place(where, node)
    place.known(plain, (), ("name", "any", "all", "none", "languages"))
    if not isinstance(plain.get("name"), str) or not plain["name"].strip():
        raise place.fault(("name",), "every topic needs a name")
    for part in ("any", "none"):
        if part in plain:
            _check_group(plain[part], (part,), place)
    groups = plain.get("all", [])
    if not isinstance(groups, list):
        raise place.fault(("all",), "must be a list of groups, each after a hyphen")
    for number, group in enumerate(groups):
        _check_group(group, ("all", number), place)
    _check_list(plain.get("languages", []), ("languages",), place)
    for number, code in enumerate(plain.get("languages", [])):
        if len(code) != 2 or not code.islower():
            raise place.fault(("languages", number), f"{code!r} is no ISO 639-1 code such as en")
    if not plain.get("any") and not groups:
        raise place.fault((), "it has neither any nor all, so that nothing could touch it")


def _check_group(group: Any, path: tuple[str | int, ...], place: _Place) -> None:
    if not isinstance(group, dict):
        raise place.fault(path, f"must be a mapping with any of the fields {', '.join(FIELDS)}")
    place.known(group, path, FIELDS)
    if not any(group.values()) and path[0] != "none":
        raise place.fault(path, "the group is empty")
    for field, entries in group.items():
        _check_list(entries, (*path, field), place)
        for number, entry in enumerate(entries):
            if sum(map(str.isalnum, entry)) < FEWEST_LETTERS:
                raise place.fault((*path, field, number), f"{entry!r} would stand in every text; write at least {FEWEST_LETTERS} letters")
            if field == "countries" and find_country(entry) is None:
                raise place.fault((*path, field, number), f"{entry!r} is no country; write its English name or its ISO 3166-1 code")


def _check_list(entries: Any, path: tuple[str | int, ...], place: _Place) -> None:
    if not isinstance(entries, list):
        raise place.fault(path, "must be a list, even of one: [entry]")
    for number, entry in enumerate(entries):
        if not isinstance(entry, str):
            raise place.fault((*path, number), f"{entry!r} is no text; put it between quotation marks")


class _Place:
    """Where in a file something stands, for messages."""

    def __init__(self, where: str, node: Any) -> None:
        self.where = where
        self.node = node

    def known(self, group: dict[Any, Any], path: tuple[str | int, ...], fields: tuple[str, ...]) -> None:
        """Raises UserError for a field that is none."""
        for name in group:
            if name not in fields:
                raise self.fault((*path, str(name)), f"unknown field; known are: {', '.join(fields)}")

    def fault(self, path: tuple[str | int, ...], reason: str) -> UserError:
        """An error at this place."""
        node, line = self.node, self.node.start_mark.line
        for step in path:
            found = None
            if isinstance(node, yaml.MappingNode):
                found = next(((key, value) for key, value in node.value if key.value == str(step)), None)
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                found = (node.value[step], node.value[step])
            if found is None:
                break
            line, node = found[0].start_mark.line, found[1]
        name = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")
        return UserError(f"{self.where}, line {line + 1}{f', field {name}' if name else ''}: {reason}")


def find_country(name: str) -> Country | None:
    """The country of an ISO code, a name or another name of it.

    >>> find_country("ua").name, find_country("Ivory Coast").iso2
    ('Ukraine', 'CI')
    """
    low = name.casefold().strip()
    return next((land for land in countries() if low in {land.iso2.casefold(), land.name.casefold(), *(alias.casefold() for alias in land.aliases)}), None)
