"""How spellings of one name meet: names folded to plain letters, words to one spelling, for comparing and for looking up. Rules as data, checked when they are read."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import msgspec

from sayso.model.errors import RunAbort
from sayso.vocabulary import loader

FILE = "name_parts.yaml"
WORD = re.compile(r"[^\W_]+")
KEPT = 1 << 16  # words and names remembered
VOWELS = re.compile("[aeiouy]")


class NameParts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of name_parts.yaml."""

    letters: dict[str, str]
    spellings: list[tuple[str, str]]
    variants: list[list[str]]
    suffixes: frozenset[str]
    single_offices: frozenset[str]
    lesser: frozenset[str]
    body_stopwords: frozenset[str]
    office_spellings: dict[str, str]


def checked(table: NameParts) -> NameParts:
    """The table, if its patterns are regular expressions and no name has two groups; else RunAbort with field, entry and reason.

    >>> checked(NameParts({}, [("(", "x")], [], *[frozenset()] * 4, {}))
    Traceback (most recent call last):
    ...
    sayso.model.errors.RunAbort: vocabulary/name_parts.yaml: spellings[0], '(': missing ), unterminated subpattern at position 0
    """
    for number, (pattern, _) in enumerate(table.spellings):
        try:
            re.compile(pattern)
        except re.error as fault:
            raise RunAbort(f"vocabulary/{FILE}: spellings[{number}], {pattern!r}: {fault}") from fault
    seen: dict[str, int] = {}
    for number, group in enumerate(table.variants):
        for word in group:
            if seen.setdefault(word, number) != number:
                raise RunAbort(f"vocabulary/{FILE}: variants[{number}]: {word!r} stands in variants[{seen[word]}] already")
    return table


@cache
def name_parts() -> NameParts:
    """The table."""
    return checked(loader.read_table(FILE, NameParts))


@cache
def _letters() -> dict[int, str]:
    return {ord(letter): plain for letter, plain in name_parts().letters.items()}


@cache
def _spellings() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), plain) for pattern, plain in name_parts().spellings)


@cache
def _variants() -> dict[str, str]:
    return {word: group[0] for group in name_parts().variants for word in group}


@lru_cache(maxsize=KEPT)
def folded(text: str) -> str:
    """The text in lower case and plain letters, apostrophes left out.

    >>> folded("Néstor Cabañas"), folded("Łukasz O’Søren")
    ('nestor cabanas', 'lukasz osoren')
    """
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_letters()))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def words_of(text: str) -> tuple[str, ...]:
    """The folded words; hyphens part them.

    >>> words_of("Cho Tae-yong")
    ('cho', 'tae', 'yong')
    """
    return tuple(WORD.findall(folded(text)))


@lru_cache(maxsize=KEPT)
def spelling(word: str) -> str:
    """One form for all spellings of a folded word.

    >>> {spelling(word) for word in ("zelensky", "zelenskyy", "zelenskiy")}, spelling("mohamed") == spelling("muhammad")
    ({'zelenski'}, True)
    """
    plain = _variants().get(word, word)
    for pattern, sound in _spellings():
        plain = pattern.sub(sound, plain)
    return plain


@lru_cache(maxsize=KEPT)
def bone(word: str) -> str:
    """The consonants of a word in its one form.

    >>> bone("souri"), bone("sufi")
    ('sr', 'sf')
    """
    return VOWELS.sub("", spelling(word))


@lru_cache(maxsize=KEPT)
def person_words(name: str) -> tuple[str, ...]:
    """The words of a person's name without forms of address at its head, suffixes at its end and particles inside (unless nothing but one word were left).

    >>> person_words("Dr. Salma al-Khatib"), person_words("Martin King Jr."), person_words("Le Van")
    (('salma', 'khatib'), ('martin', 'king'), ('le', 'van'))
    """
    words = list(words_of(name))
    while len(words) > 1 and words[0] in loader.name_words().honorifics:
        del words[0]
    while len(words) > 1 and words[-1] in name_parts().suffixes:
        del words[-1]
    plain = [word for word in words if word not in loader.name_words().particles]
    return tuple(plain if len(plain) > 1 or (plain and len(words) == 2 and words[0] in {"al", "el"}) else words)


@lru_cache(maxsize=KEPT)
def body_words(name: str) -> tuple[str, ...]:
    """The words of a body's name without those that tell none from another.

    >>> body_words("the Ministry of Energy and Mines")
    ('ministry', 'energy', 'mines')
    """
    words = words_of(name.replace("'s", "").replace("’s", ""))
    plain = tuple(word for word in words if word not in name_parts().body_stopwords)
    return plain or words


def person_key(name: str) -> str:
    """The key under which a person's name is kept in an index: its words in one spelling, joined.

    >>> person_key("Kim Jong-Un") == person_key("Kim Jong Un") == person_key("KIM Jongun")
    True
    """
    return "".join(map(spelling, person_words(name)))


def person_queries(name: str) -> tuple[str, ...]:
    """The keys to look a name up by: in its order, with the last word first and with the first word last.

    >>> person_key("Orbán Viktor") in person_queries("Viktor Orbán")
    True
    """
    words = tuple(map(spelling, person_words(name)))
    orders = (words, words[-1:] + words[:-1], words[1:] + words[:1])
    return tuple(dict.fromkeys("".join(order) for order in orders))


def body_key(name: str) -> str:
    """The key under which a body's name is kept in an index.

    >>> body_key("The Ministry of Energy & Mines") == body_key("Ministry of Energy and Mines")
    True
    """
    return " ".join(body_words(name))
