"""What stands near a name in a report's text: countries, bodies, the sentence around. Looks at words and places only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from sayso.model.span import Span
from sayso.synthesis.citations import sentences
from sayso.vocabulary import loader
from sayso.vocabulary.name_parts import words_of
from sayso.vocabulary.standing import has, standing

CAPITALISED = re.compile(r"[A-ZÀ-ÖØ-Þ][\w-]*(?:['’]s)?")
NAME = r"[A-ZÀ-ÖØ-Þ][\w’'-]*(?: (?:(?:of|for|and|the|de|del|la|du|on) ){0,2}[A-ZÀ-ÖØ-Þ][\w’'-]*)*"
PROPER = re.compile(NAME)
BODY_NOUNS = "company firm group organisation organization network operator owner agency charity union consultancy institute body lab monitor".replace(" ", "|")
APPOSED = re.compile(rf"(?P<name>{NAME}), (?:a|an|the) (?:[\w-]+ ){{0,3}}?(?:{BODY_NOUNS}|think tank)\b")
EXPLAINED = re.compile(rf"(?P<name>{NAME}) \((?P<short>[A-Z]{{2,8}})\)")
DATELINE = re.compile(r"\s*(?P<place>[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ .'’-]+)(?:, [^\n(—–]{2,30})?(?: ?\([^)\n]{2,40}\))? ?[—–-] ")
LONGEST = 4  # words of a country's name
BEFORE = 30  # characters before a name in which a country is its country
AFTER = 200


@lru_cache(maxsize=1 << 10)
def countries_in(text: str) -> tuple[tuple[int, str], ...]:
    """Where the text names a country, its people or its capital, in rising order.

    >>> countries_in("Sweden's coast guard and the South Korean navy")
    ((0, 'SE'), (29, 'KR'))
    """
    words = list(CAPITALISED.finditer(text))
    found: list[tuple[int, str]] = []
    at = 0
    while at < len(words):
        size, iso = _country_at(words, at)
        if iso is not None:
            found.append((words[at].start(), iso))
        at += size
    return tuple(found)


def _country_at(words: Sequence[re.Match[str]], at: int) -> tuple[int, str | None]:
    for size in range(min(LONGEST, len(words) - at), 0, -1):
        run = words[at : at + size]
        if all(two.start() - one.end() == 1 for one, two in pairwise(run)):
            hit = _table().get(" ".join(word[0].removesuffix("'s").removesuffix("’s") for word in run).lower())
            if hit is not None:
                return size, hit
    return 1, None


@cache
def _table() -> dict[str, str]:
    return {word: iso for word, (iso, _) in loader.country_words().items()}


def country_near(text: str, at: int) -> str | None:
    """The country named last in the sentence before a place in the text; None where there is none.

    >>> country_near("The Finnish commander Leinikka said so.", 22)
    'FI'
    """
    around = sentence_at(text, max(0, at - 1))
    before = [iso for place, iso in countries_in(text) if max(around.start, at - BEFORE) <= place <= at]
    return before[-1] if before else None


def organ_before(text: str, at: int) -> str | None:
    """The country of the organ named last before a place in the text, in its paragraph or the one before ("Bulgarian police ... prosecutors said"); None where there is none.

    >>> told = "Bulgarian police held a man in Dubai, prosecutors said. He is 52."
    >>> organ_before(told, told.index("prosecutors")), organ_before(told, 5)
    ('BG', None)
    """
    here = len(text[: text.rfind("\n", 0, at) + 1].rstrip())
    found = [countries_in(match[0]) for match in _organs().finditer(text, text.rfind("\n", 0, here) + 1, at)]
    lands = [lands[0][1] for lands in found if lands]
    return lands[-1] if lands else None


def dateline_country(text: str) -> str | None:
    """The country whose capital a report is written from; None where no capital stands at its head.

    >>> dateline_country("SOFIA (The Wire) — Police held a man."), dateline_country("Police held a man.")
    ('BG', None)
    """
    head = DATELINE.match(text)
    return _table().get(head["place"].strip().lower()) if head is not None else None


def first_place(text: str, names: Iterable[str]) -> int | None:
    """Where one of the names first stands, the longest one first; None where none does."""
    for name in sorted(set(names), key=lambda name: (-len(name), name)):
        if name and (at := text.find(name)) >= 0:
            return at
    return None


@lru_cache(maxsize=1 << 10)
def _sentences(text: str) -> tuple[Span, ...]:
    return tuple(sentences(text))


def sentence_at(text: str, at: int) -> Span:
    """The sentence around a place in the text."""
    return next((part for part in _sentences(text) if part.start <= at < part.end), Span(at, at + 1))


def sentences_of(text: str, spans: Iterable[Span]) -> str:
    """The words of all sentences that these spans touch."""
    spans = list(spans)
    return " ".join(part.of(text) for part in _sentences(text) if any(part.overlaps(span) for span in spans))


def name_near(text: str, at: int, names: Iterable[str], reach: int) -> str | None:
    """Of the names that stand in the sentence of a place, the nearest one; else the first one of the last sentence before it that has any, within so many characters."""
    places = sorted((place, -len(name), name) for name in names for place in _places(text, name) if at - reach <= place < at + AFTER)
    around = sentence_at(text, at)
    inside = [(abs(place - at), size, name) for place, size, name in places if around.start <= place < around.end]
    if inside:
        return min(inside)[2]
    before = [(place, size, name) for place, size, name in places if place < around.start]
    if not before:
        return None
    last = sentence_at(text, before[-1][0])
    return next(name for place, _, name in before if place >= last.start)


@lru_cache(maxsize=1 << 10)
def bodies_in(text: str) -> tuple[str, ...]:
    """The names of bodies that the text holds, as written: names with a word of bodies in them, names said to be a firm or group, and organs of a named country.

    >>> bodies_in("Finland’s border guard and Lanmark Ocean Services agreed. Pelorus Track, a company in Bergen, did not.")
    ('Finland’s border guard', 'Lanmark Ocean Services', 'Pelorus Track')
    """
    found = {(match.start(), match[0]) for match in PROPER.finditer(text) if names_body(match[0])}
    found |= {(match.start(), match["name"]) for match in APPOSED.finditer(text)}
    found |= {(match.start(), match[0]) for match in _organs().finditer(text) if countries_in(match[0])}
    return tuple(dict.fromkeys(name for _, name in sorted(found)))


def names_body(name: str) -> bool:
    """Whether words are the name of a body: they end with, or hold, a word of bodies."""
    words = words_of(name.partition(" of ")[0])
    return len(words) > 1 and (
        words[-1] in loader.name_words().firms or has("organ_words", name) or has("apart_words", name) or has("houses", name) or words[-1] in loader.name_words().analysts
    )


@cache
def _organs() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(standing().organ_words, key=lambda word: (-len(word), word)))
    return re.compile(
        rf"[A-ZÀ-ÖØ-Þ]\w+(?: [A-ZÀ-ÖØ-Þ]\w+)?(?:['’]s?)? (?:[a-z]+ (?:and )?){{0,2}}?(?:{words})\b(?: (?:ministry|authority|service|agency|directorate|command|guard))?"
    )


@lru_cache(maxsize=1 << 10)
def acronyms_in(text: str) -> tuple[tuple[str, str], ...]:
    """Acronyms that the text explains in a bracket, with the name before it.

    >>> acronyms_in("the General Directorate of Customs (DGA) and the Libyan National Army (LNA), which controls the east")
    (('DGA', 'General Directorate of Customs'), ('LNA', 'Libyan National Army'))
    """
    return tuple((match["short"], match["name"]) for match in EXPLAINED.finditer(text))


def _places(text: str, name: str) -> Iterable[int]:
    at = text.find(name)
    while at >= 0:
        if (at == 0 or not text[at - 1].isalnum()) and not text[at + len(name) : at + len(name) + 1].isalnum():
            yield at
        at = text.find(name, at + 1)
