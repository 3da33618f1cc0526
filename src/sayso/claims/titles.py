"""Reads the words around a name: role, body and country in "White House spokesman", ", head of the Border Guard"."""

from __future__ import annotations

import re
from functools import cache

from sayso.claims import names
from sayso.vocabulary import actors, loader

ARTICLES = frozenset({"the", "a", "an", "its", "their", "his", "her", "our", "some", "several", "both", "one", "two", "three", "many", "another", "other"})
DROPPED = frozenset({"the", "a", "an", "but", "and", "even"})
WORDS = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*\.?")
POSSESSIVE = re.compile(r"['’]s?$")
ENVOYS = frozenset({"ambassador", "envoy", "representative", "delegate", "delegation"})  # a country's at such a body
AT_WORK = re.compile(r"\s+in(?:\s+(?:the\s+)?[A-Z]\S*)+$")
FEW = 5  # words of a body that has no name


def plain(text: str) -> str:
    """The words without commas and article at their edges."""
    words = re.split(r"\s+", re.sub(r"['’]s?$", "", text.strip(" ,")))
    while len(words) > 1 and words[0].lower() in DROPPED:
        words = words[1:]
    return " ".join(words)


def role_and_body(rest: str) -> tuple[str | None, str | None]:
    """Role and organisation in the words around a name: "White House spokesman", ", head of the Border Guard"."""
    if not rest:
        return None, None
    whole = plain(rest)
    words = whole.split()
    at = next((number for number in range(len(words) - 1, -1, -1) if words[number].lower().strip(",") in actors.people_nouns()), None)
    if re.search(r" (?:of|at|for|with|from) (?!\d)", whole):
        role, _, body = re.split(r" (of|at|for|with|from) (?!\d)", whole, maxsplit=1)
        if any(word.lower().strip(",") in actors.people_nouns() for word in role.split()):
            return role, full_name(_cut(plain(re.split(r",", body)[0])))
    if at is None:
        return None, _body_in(whole)
    return _split_title(words, at)


def _cut(body: str) -> str:
    """The name at the head of these words; without a name the words themselves, as far as they are few."""
    words = body.split()
    if not body[:1].isupper():
        return " ".join(words[:FEW])
    end = next((number for number, word in enumerate(words) if word[:1].islower() and word not in names.INSIDE_BODIES), len(words))
    while end > 1 and words[end - 1] in names.INSIDE_BODIES:
        end -= 1
    if end < len(words) and " ".join(words[:end]).lower() in loader.country_words():
        return " ".join(words[:FEW])  # the Ugandan army
    return " ".join(words[:end])


def _split_title(words: list[str], at: int) -> tuple[str, str | None]:
    """Splits "White House National Security communications director": the body is what stands in capitals before the role, without a demonym."""
    first = at
    while first and (words[first - 1].lower() in loader.name_words().portfolios or words[first - 1].islower()) and words[first - 1] not in {"of", "and", "for", *ARTICLES}:
        first -= 1
    before = without_land(" ".join(words[:first])).split()
    body = [word for word in before if (word[:1].isupper() or word in {"of", "and", "for", "the"}) and word.lower() not in ARTICLES - {"the"}]
    name = re.sub(r"['’]s?$", "", " ".join(body))
    return " ".join(words[first : at + 1]), _body_in(" ".join(words[:first])) or (full_name(name) if name and name.lower() not in loader.country_words() else None)


def title_body(words: str) -> str | None:
    """The body in a title without name: "Navy" of "Navy spokesman"."""
    return role_and_body(words)[1]


def full_name(body: str) -> str:
    """The name of a body in the table, also where its country stands before it or the place where it works behind it; else the words as they are."""
    known = actors.find_organisation(body) or actors.find_organisation(without_land(body)) or actors.find_organisation(AT_WORK.sub("", body))
    return known.name if known else body


def _body_in(text: str) -> str | None:
    """The longest known institution named in these words, by its full name."""
    words = text.split()
    for size in range(min(8, len(words)), 0, -1):
        for first in range(len(words) - size + 1):
            if first and words[first - 1][:1].isupper() and words[first - 1].isalpha() and words[first - 1].lower() not in loader.country_words():
                continue  # the tail of a longer name: "National" before "Security Council"
            piece = re.sub(r"['’]s?$", "", " ".join(words[first : first + size]).strip(",."))
            if piece[:1].isupper() and (body := actors.find_organisation(piece)) is not None:
                return body.name
    return None


def body_country(body: str | None) -> str | None:
    """The country of a body that the table knows."""
    known = actors.find_organisation(body) if body else None
    return known.country if known else None


def without_land(words: str) -> str:
    """The words without demonyms or a country before them ("South Korean National Intelligence Service")."""
    parts = words.split()
    for size in (2, 1):
        while len(parts) > size and re.sub(r"['’]s?$", "", " ".join(parts[:size])).lower() in loader.country_words():
            parts = parts[size:]
    return " ".join(parts)


def country_in(text: str) -> str | None:
    """The country named in these words: by its name or demonym first, by its capital last."""
    if text.islower():
        return None
    words = _without_mandate(WORDS.findall(text))
    table, starts = loader.country_words(), _starts_of_countries()
    best: tuple[int, str] | None = None
    weak: str | None = None
    for first, word in enumerate(words):
        if not word[:1].isupper() or (sizes := starts.get(POSSESSIVE.sub("", word.lower()).rstrip("."))) is None:
            continue
        for size in sizes:
            piece = " ".join(words[first : first + size]).lower()
            hit = table.get(piece) or table.get(POSSESSIVE.sub("", piece.rstrip(".")))
            if hit and hit[1] != "capital" and (best is None or size > best[0]):
                best = (size, hit[0])
            weak = weak or (hit[0] if hit else None)
    return best[1] if best is not None else weak


def of_many_countries(body: str) -> bool:
    """Whether these words name a body of many countries, wherever it works ("UN mission in Congo")."""
    words = WORDS.findall(body)
    return len(_without_mandate(words)) < len(words)


def _without_mandate(words: list[str]) -> list[str]:
    """The words up to the name of a body of many countries: the place behind it is where it works ("UN mission in Congo")."""
    table, bare = actors.of_many_countries(), [POSSESSIVE.sub("", word) for word in words]
    for first, word in enumerate(bare):
        if any(tuple(bare[first : first + size]) in table for size in table.get((word,), ())):
            return words if ENVOYS & set(words) else words[:first]
    return words


@cache
def _starts_of_countries() -> dict[str, tuple[int, ...]]:
    """For the first word of each name, demonym and capital of a country the numbers of words that they have, most first."""
    found: dict[str, set[int]] = {}
    for name in loader.country_words():
        words = WORDS.findall(name)
        if words:
            found.setdefault(POSSESSIVE.sub("", words[0]).rstrip("."), set()).add(len(words))
    return {first: tuple(sorted(sizes, reverse=True)) for first, sizes in found.items()}
