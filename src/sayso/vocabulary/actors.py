"""Who speaks in the news: organisations, offices and their holders, words for people and bodies. Facts as tables, checked when they are read."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import combinations
from typing import TypeVar

from sayso.model.errors import RunAbort

K = TypeVar("K")
V = TypeVar("V")
ARTICLES = frozenset({"the", "a", "an"})
SEVERAL = frozenset({"spokesperson", "deputy"})  # kinds of offices that may have several holders
SEVERAL_ROLES = ("Member", "Co-", "Joint ")  # the same by the first words of a role


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body that speaks: its name, sort, country (ISO 3166-1 alpha-2, None for international bodies), the body it belongs to, other names."""

    name: str
    kind: str
    country: str | None
    parent: str | None
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person in an office. ``start`` and ``end`` are ISO 8601 days, months or years; ``end`` is None while the tenure lasts."""

    organisation: str
    country: str | None
    role: str
    kind: str
    person: str
    aliases: tuple[str, ...]
    gender: str
    start: str
    end: str | None

    def covers(self, day: str) -> bool:
        """Whether the person held the office on this ISO 8601 day.

        >>> Tenure("White House", "US", "President", "head-of-state", "A. B.", (), "m", "2021-01-20", "2025-01-20").covers("2024-10-23")
        True
        """
        return self.start <= day[: len(self.start)] and (self.end is None or day[: len(self.end)] <= self.end)


def _rows(name: str, *fields: str) -> Iterator[list[str]]:
    """The rows of a table of this folder; raises RunAbort where the header is another or a row has too few or too many fields."""
    text = files("sayso.vocabulary").joinpath(name).read_text(encoding="utf-8")
    reader = csv.reader(text.splitlines())
    if tuple(next(reader, ())) != fields:
        raise RunAbort(f"vocabulary/{name}: the header must be {','.join(fields)}")
    for number, row in enumerate(reader, 2):
        if len(row) != len(fields):
            raise RunAbort(f"vocabulary/{name}, line {number}: expected {len(fields)} fields, found {len(row)}")
        yield row


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    """The values of each key, in their order."""
    found: dict[K, tuple[V, ...]] = {}
    for key, value in pairs:
        found[key] = (*found.get(key, ()), value)
    return found


def _list(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))


@cache
def organisations() -> tuple[Organisation, ...]:
    """All organisations."""
    rows = _rows("organisations.csv", "name", "kind", "country", "parent", "aliases")
    return tuple(Organisation(name, kind, country or None, parent or None, _list(aliases)) for name, kind, country, parent, aliases in rows)


@cache
def _by_name() -> dict[str, Organisation]:
    """Every name and alias; those with a lower-case letter also in lower case."""
    found: dict[str, Organisation] = {}
    for body in organisations():
        for name in (body.name, *body.aliases):
            plain = without_article(name)
            found.setdefault(plain, body)
            if any(letter.islower() for letter in plain):
                found.setdefault(plain.lower(), body)
    return found


MEDIA_KINDS = frozenset({"outlet", "news-agency"})  # kinds of organisations that pass on what others say


@cache
def of_many_countries() -> dict[tuple[str, ...], tuple[int, ...]]:
    """The names of bodies that belong to no one country, in words; and under each first word alone the numbers of words of the names that begin with it."""
    kinds = {"international-body", "un-body", "court-international"}
    names = {tuple(name.split()) for body in organisations() if body.kind in kinds and body.country is None for name in (body.name, *body.aliases)}
    sizes: dict[tuple[str, ...], set[int]] = {}
    for name in sorted(names):
        sizes.setdefault(name[:1], set()).add(len(name))
    return {**dict.fromkeys(names, ()), **{first: tuple(sorted(found)) for first, found in sizes.items()}}


def without_article(words: str) -> str:
    """The words without an article at their head, and with straight apostrophes."""
    first, _, rest = words.replace("’", "'").partition(" ")
    return rest if rest and first.lower() in ARTICLES else words.replace("’", "'")


@lru_cache(maxsize=1 << 16)
def find_organisation(words: str) -> Organisation | None:
    """The organisation of this name; acronyms only in capitals.

    >>> find_organisation("the Kremlin").country, find_organisation("who")
    ('RU', None)
    """
    plain = without_article(words.strip())
    table = _by_name()
    hit = table.get(plain)
    if hit is None and plain[:1].isupper():
        hit = table.get(plain.lower())
    return hit


def with_acronym(name: str) -> str:
    """The name of a body with the acronym by which it is known, if any.

    >>> with_acronym("International Atomic Energy Agency"), with_acronym("Kremlin")
    ('International Atomic Energy Agency (IAEA)', 'Kremlin')
    """
    body = find_organisation(name)
    short = next((alias for alias in body.aliases if alias.isupper() and alias.isalpha()), None) if body is not None and body.name == name else None
    return f"{name} ({short})" if short else name


@cache
def _acronyms() -> dict[str, tuple[Organisation, ...]]:
    """Acronyms that mean bodies in several countries; raises RunAbort for a name that organisations.csv does not have."""
    known = {body.name: body for body in organisations()}
    found: dict[str, tuple[Organisation, ...]] = {}
    for number, (acronym, names) in enumerate(_rows("acronyms.csv", "acronym", "names"), 2):
        strange = [name for name in _list(names) if name not in known]
        if strange or len(_list(names)) < 2:
            raise RunAbort(
                f"vocabulary/acronyms.csv, line {number}: {acronym} needs two or more names of organisations.csv" + (f", which has no {strange[0]!r}" if strange else "")
            )
        found[acronym] = tuple(known[name] for name in _list(names))
    return found


def namesakes(words: str) -> tuple[Organisation, ...]:
    """The bodies that share this acronym; empty where it is no acronym or means one body at most.

    >>> [(body.name, body.country) for body in namesakes("the DGA")]
    [("Direction générale de l'armement", 'FR'), ('General Directorate of Customs of the Dominican Republic', 'DO')]
    """
    return _acronyms().get(without_article(words.strip()), ())


@cache
def bodies_of() -> dict[tuple[str, str], tuple[Organisation, ...]]:
    """The organisations of a country (ISO code) and kind, in the order of the table: the main one first."""
    return _grouped(((body.country, body.kind), body) for body in organisations() if body.country)


@cache
def tenures() -> tuple[Tenure, ...]:
    """Who held which office when; raises RunAbort where an office for one has two holders on one day."""
    rows = _rows("offices.csv", "organisation", "country", "role", "kind", "person", "aliases", "gender", "start", "end")
    found = tuple(Tenure(body, land or None, role, kind, who, _list(aliases), gender, start, end or None) for body, land, role, kind, who, aliases, gender, start, end in rows)
    check_holders(found)
    return found


def check_holders(found: Iterable[Tenure], name: str = "offices.csv") -> None:
    """Raises RunAbort, with the lines and both names, where two people surely held one office on one day.

    Spokespeople, deputies, members and co-chairs may be several. A day of handing over may be shared, and so may the month or year of a date that gives no day.
    """
    offices: dict[tuple[str, str], list[tuple[int, Tenure]]] = {}
    for line, tenure in enumerate(found, 2):
        if tenure.kind not in SEVERAL and not tenure.role.startswith(SEVERAL_ROLES):
            offices.setdefault((tenure.organisation, tenure.role), []).append((line, tenure))
    for (body, role), held in offices.items():
        for (line, one), (other_line, other) in combinations(held, 2):
            if max(_last_day(one.start), _last_day(other.start)) < min(_first_day(one.end), _first_day(other.end)):
                terms = [f"{tenure.person} ({tenure.start} to {tenure.end or 'now'})" for tenure in (one, other)]
                raise RunAbort(f"vocabulary/{name}, lines {line} and {other_line}: {role} of {body} is held by {terms[0]} and by {terms[1]}")


def _first_day(date: str | None) -> str:
    return "9999" if date is None else (date + "-01-01")[:10] if len(date) == len("2024") else (date + "-01")[:10]


def _last_day(date: str) -> str:
    return (date + "-12-31")[:10] if len(date) == len("2024") else (date + "-31")[:10]


@cache
def holders_of() -> dict[tuple[str, str], tuple[Tenure, ...]]:
    """The tenures of a country (ISO code) and kind of office."""
    return _grouped(((tenure.country, tenure.kind), tenure) for tenure in tenures() if tenure.country)


@cache
def tenures_of() -> dict[str, tuple[Tenure, ...]]:
    """The tenures of a person, by every spelling in lower case."""
    return _grouped((name, tenure) for tenure in tenures() for name in dict.fromkeys(name.lower() for name in (tenure.person, *tenure.aliases)))


@cache
def first_names() -> dict[str, str]:
    """Given names with the gender of their bearers: m, f or u (both)."""
    return dict(_rows("first_names.csv", "name", "gender"))


@cache
def people_nouns() -> dict[str, tuple[str, str]]:
    """Nouns for people: gender (m, f or empty) and number (s one, p several, c a body of people)."""
    return {noun: (gender, number) for noun, gender, number in _rows("people_nouns.csv", "noun", "gender", "number")}


@cache
def body_nouns() -> dict[str, str]:
    """Nouns for bodies, documents and instruments that speak, with their kind."""
    return dict(_rows("body_nouns.csv", "noun", "kind"))


@cache
def agent_nouns() -> dict[str, tuple[str, ...]]:
    """What somebody is called who does this (a verb's lemma): who operates is an operator."""
    return {verb: _list(nouns) for verb, nouns in _rows("agent_nouns.csv", "verb", "nouns")}


@cache
def kind_words() -> dict[str, tuple[str, ...]]:
    """Phrases that mean a body of these kinds once its country is known: "spy agency", "foreign ministry"."""
    return _inverted("kind_words.csv")


@cache
def office_words() -> dict[str, tuple[str, ...]]:
    """Phrases that mean the holder of these kinds of office once the country is known: "spy chief"."""
    return _inverted("office_words.csv")


def _inverted(name: str) -> dict[str, tuple[str, ...]]:
    return _grouped((word.lower(), kind) for kind, words in _rows(name, "kind", "words") for word in _list(words))
