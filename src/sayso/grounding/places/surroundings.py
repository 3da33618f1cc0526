"""What of a text points to countries and kinds of places, read from the bare words: for spans given without a parse, and for the home of a story."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from sayso.grounding.gazetteer.lookup import Gazetteer, Place
from sayso.grounding.places.context import StoryContext
from sayso.grounding.places.lexicon import generic, kind_words
from sayso.grounding.places.ranking import Home
from sayso.model.span import Span
from sayso.vocabulary import loader
from sayso.vocabulary.places import place_words

POSSESSIVE = re.compile(r"[’']s?$")
AFTER = re.compile(r"[\s-]+(?:the )?(\w+)")
BEFORE = re.compile(r"(\w+) of (?:the )?$")
CAPITALISED = re.compile(r"\b[A-Z][\w.]*(?: [A-Z]\w+)?")
# How far a kind noun may stand from the name, in characters.
REACH = 40
# What the country of the outlet or dateline counts, in words of a country's life.
OUTLET = 3.0


def plain(written: str) -> str:
    """The name without possessive ending and marks at its edges.

    >>> plain("Tulsa's"), plain("“Paris,”")
    ('Tulsa', 'Paris')
    """
    return POSSESSIVE.sub("", written.strip(' .,;:"“”'))


def bearers(written: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The places of a name, else of the longest part of it that is known ("Salem County Boat Club")."""
    name = plain(written)
    if found := gazetteer.candidates(name):
        return found
    words = name.split()
    for size in range(len(words) - 1, 0, -1):
        for first in range(len(words) - size + 1):
            part = words[first : first + size]
            if part[0][0].isupper() and not generic().issuperset(word.lower() for word in part) and (found := gazetteer.candidates(" ".join(part))):
                return found
    return ()


def hint_at(text: str, span: Span) -> str | None:
    """The kind that words in or beside a name give it.

    >>> text = "the town of Ore near Tulsa County and Tete province"
    >>> [hint_at(text, Span(at, at + len(name))) for name in ("Ore", "Tulsa County", "Tete") if (at := text.index(name)) + 1]
    ['P', 'A2', 'A1']
    """
    words = span.of(text).lower().split()
    table = kind_words()
    if len(words) > 1 and (kind := table.get(words[-1])):
        return kind
    if (after := AFTER.match(text, span.end, span.end + REACH)) and (kind := table.get(after[1].lower())):
        return kind
    before = BEFORE.search(text, max(0, span.start - REACH), span.start)
    return table.get(before[1].lower()) if before else None


@cache
def _home_pattern() -> tuple[re.Pattern[str], dict[str, list[str]]]:
    owners: dict[str, list[str]] = {}
    for country, words in place_words().home_words.items():
        for word in words:
            owners.setdefault(word, []).append(country)
    body = "|".join(re.escape(word) for word in sorted(owners, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{body})(?!\w)"), owners


def home_of(text: str, context: StoryContext) -> Home:
    """What points to countries beside the names of places: words of one country's life, and names of countries and their people.

    >>> home = home_of("The sheriff said the Polish driver had left.", StoryContext())
    >>> home.words, home.named
    ({'US': 1.0}, {'PL': 1})
    """
    pattern, owners = _home_pattern()
    words: dict[str, float] = {}
    for word in sorted(set(pattern.findall(text.lower()))):
        for country in owners[word]:
            words[country] = words.get(country, 0.0) + 1.0 / len(owners[word])
    if context.country:
        words[context.country] = words.get(context.country, 0.0) + OUTLET
    named: Counter[str] = Counter()
    known = loader.country_words()
    for phrase in CAPITALISED.findall(f"{context.title}\n{text}"):
        entry = known.get(phrase.lower()) or next((entry for word in phrase.split() if (entry := known.get(word.lower()))), None)
        if entry is not None and entry[1] != "capital":
            named[entry[0]] += 1
    return Home(words, dict(named))
