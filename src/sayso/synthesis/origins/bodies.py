"""What sort of body a name stands for: an organ of a government, a rival administration, a body of its own, an outlet, an instrument. Knows no context."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from sayso.synthesis import bodies
from sayso.synthesis.citations import is_outlet
from sayso.synthesis.names import Fit
from sayso.vocabulary import actors, loader
from sayso.vocabulary.name_parts import body_words, words_of
from sayso.vocabulary.standing import finder, has, standing

AFTER_NAME = re.compile(r", |; | which | who | that (?:has|is|was)\b| — | – ")
ORGANS_OF_UN = re.compile(r"\b(?:mission|secretariat|secretary-general|peacekeepers|peacekeeping|force|observers|headquarters|spokes\w+|official|officials)\b", re.IGNORECASE)
OFFICE = re.compile(r"(?:['’]s)? (?:press|media|information|communications) (?:office|service|section|centre|center|department|directorate)$", re.IGNORECASE)
BEFORE_NAME = re.compile(
    r"^(?:(?:a |an |the )?(?:counts?|data|figures|numbers|records|surveys?|analysis|tally|estimates?|account|release) )?(?:of|from|by|for|at) (?:the )?(?-i:(?=[A-ZÀ-ÖØ-Þ]))",
    re.IGNORECASE,
)
OWNING_END = re.compile(r"(?<=\w)['’]s?$")


class Sort(StrEnum):
    """What sort of actor: ORGAN of a government, REBEL administration, BODY of its own, PERSON, NAMELESS one, OUTLET, INSTRUMENT (sensor or paper), RUMOUR (who repeats it)."""

    ORGAN = "organ"
    REBEL = "rebel"
    BODY = "body"
    PERSON = "person"
    NAMELESS = "nameless"
    OUTLET = "outlet"
    INSTRUMENT = "instrument"
    RUMOUR = "rumour"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """An actor of a matter. ``key`` is equal for all who count as one; ``own`` is the same without what it belongs to (the ministry, not its government).

    ``body`` is the name of the body that it is or speaks for; None for those who speak for none.
    """

    key: str
    label: str
    sort: Sort
    country: str | None
    named: bool = True
    own: str = ""
    body: str | None = None


@lru_cache(maxsize=1 << 14)
def sort_of(name: str, country: str | None) -> Sort:
    """The sort of a body.

    >>> [sort_of(name, None).value for name in ("Estonian Navy", "Corvane Shipping", "Ajdabiya Central Hospital", "eastern administration", "Satellite images", "Kadriorg FM")]
    ['organ', 'body', 'body', 'rebel', 'instrument', 'outlet']
    """
    if has("rebel", name):
        return Sort.REBEL
    known = bodies.body(name, country)
    if finder("sensors").search(name) and not has("organ_words", name):
        return Sort.INSTRUMENT
    kinds = known.kinds if known.table else frozenset()
    for kind in kinds:
        if kind in standing().organs:
            return Sort.ORGAN
        if kind in standing().apart | actors.MEDIA_KINDS:
            return Sort.OUTLET if kind in actors.MEDIA_KINDS else Sort.BODY
    return _by_words(name, known)


def _by_words(name: str, known: bodies.Body) -> Sort:
    if has("apart_words", name):
        return Sort.BODY
    if has("organ_words", name) or set(known.words) <= {"government", "republic", "kingdom", "state", "federation", "union"}:
        return Sort.ORGAN
    if known.kinds & standing().organs and known.generic:
        return Sort.ORGAN
    if is_outlet(name):
        return Sort.OUTLET
    return Sort.INSTRUMENT if is_paper(name) and not name.partition(" of ")[0].rpartition(" ")[2][:1].isupper() else Sort.BODY


def is_paper(name: str) -> bool:
    """Whether a name is one of a document ("the memo", "internal memo of the terminal").

    >>> is_paper("internal memo of the terminal"), is_paper("Norrsund Press Agency")
    (True, False)
    """
    words = words_of(re.split(r" (?:of|by|from|on|in|for|with|taken|seen) ", name)[0])
    nouns = actors.body_nouns()
    return any(nouns.get(" ".join(words[-size:])) == "document" for size in (1, 2) if words) or (bool(words) and nouns.get(words[-1].removesuffix("s")) == "document")


def is_proper(name: str) -> bool:
    """Whether a name has a capital that is no sentence's."""
    words = [word for word in name.split() if word.lower() not in actors.ARTICLES]
    return bool(words) and (any(word[:1].isupper() for word in words[1:]) or (words[0][:1].isupper() and words[0].lower() not in _common()))


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset((*actors.body_nouns(), *actors.people_nouns(), *actors.kind_words())) | loader.name_words().trades


def head_noun(name: str) -> str:
    """The word that says what a body is: the last one before "of", "in", "for" or a comma.

    >>> head_noun("Ministry of Defence"), head_noun("the organising committee"), head_noun("Basra Water Committee")
    ('ministry', 'committee', 'committee')
    """
    words = words_of(re.split(r" (?:of|in|for|at|on|to|from) |,| \(", name.strip())[0])
    return words[-1].removesuffix("s") if words else ""


@lru_cache(maxsize=1 << 14)
def body_key(name: str, country: str | None) -> str:
    """The key of a body by itself: its entry in the table of bodies, else its words."""
    known = bodies.body(name, country)
    return known.table or " ".join(words_of(actors.without_article(bodies.BRACKET.sub("", name)))) or name.lower()


def plain_name(name: str) -> str:
    """The name of a body without what is said of it, and without its press office.

    >>> plain_name("the Cyrenaica Incident Monitor, a volunteer group that keeps lists"), plain_name("a count by Corvane Shipping’s")
    ('the Cyrenaica Incident Monitor', 'Corvane Shipping')
    """
    bare = OWNING_END.sub("", BEFORE_NAME.sub("", bodies.BRACKET.sub("", name).strip()))
    short = OFFICE.sub("", AFTER_NAME.split(bare, maxsplit=1)[0]).strip(" ,")
    return short or name


def is_issuer(outlet: str) -> bool:
    """Whether who publishes a report is no medium but a body that speaks for itself.

    >>> [is_issuer(name) for name in ("Corvane Shipping", "Ministry of Interior of Iraq, Media Directorate", "The Anacostia Courier", "Canale Levante")]
    [True, True, False, False]
    """
    name = plain_name(outlet)
    words = words_of(name)
    if is_outlet(outlet) and kind_of(name) in actors.MEDIA_KINDS:
        return False
    if union_of(name) is not None or (name.split()[-1].isupper() and kind_of(name.split()[-1]) not in {None, *actors.MEDIA_KINDS}):
        return True
    if is_outlet(outlet):
        return False
    sort = sort_of(name, None)
    firm = bool(words) and words[-1] in loader.name_words().firms - loader.name_words().media
    return sort in {Sort.ORGAN, Sort.REBEL} or bodies.body(name).table is not None or has("spokes", outlet) or (sort is Sort.BODY and (firm or has("apart_words", name)))


def is_part(short: str, long: str) -> bool:
    """Whether all words of one body's name stand in the longer name of the other, with two of them, or one that is no general word.

    >>> is_part("Corvane", "Corvane Shipping"), is_part("the Water Committee", "Basra Water Committee"), is_part("the committee", "Basra Water Committee")
    (True, True, False)
    """
    some, every = body_words(short), body_words(long)
    left, _ = bodies.without_lands(some)
    return bool(left) and len(some) < len(every) and set(left) <= set(every) and (len(left) > 1 or not bodies.body(left[0]).generic) and is_proper(short)


def kind_of(name: str) -> str | None:
    """The kind of a body that the table of bodies has."""
    known = bodies.body(name)
    return next(iter(known.kinds)) if known.table else None


@lru_cache(maxsize=1 << 14)
def union_of(name: str) -> str | None:
    """The union of states that a body with a longer name is an organ of; agencies, courts and panels of the United Nations have a will of their own.

    >>> union_of("African Union Commission press office"), union_of("UN mission in Libya"), union_of("UN Panel of Experts")
    ('African Union', 'United Nations', None)
    """
    words = actors.without_article(name).split()
    for size in range(1, len(words) + 1):
        known = actors.find_organisation(" ".join(words[:size]))
        if known is not None and (known.kind == "international-body" or known.name == "United Nations"):
            return known.name if size == len(words) or known.name != "United Nations" or ORGANS_OF_UN.search(name) else None
    return None


def same_body(one: str, two: str, countries: tuple[str | None, str | None] = (None, None)) -> Fit:
    """How well two names of bodies fit."""
    return bodies.body_fit(bodies.body(one, countries[0]), bodies.body(two, countries[1]))
