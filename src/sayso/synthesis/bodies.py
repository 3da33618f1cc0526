"""Whether two names can be one body's: by the table of bodies, the same words, an acronym, or a part of a longer name. Takes names with countries, gives a grade."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from sayso.synthesis.names import Fit
from sayso.vocabulary import actors, loader
from sayso.vocabulary.name_parts import body_words, name_parts, words_of

BRACKET = re.compile(r"\s*\(([^()]*)(?:\)|$)")
ACRONYM = re.compile(r"^[A-Z][A-Z0-9]{1,7}$")
MEANING = 2  # words of a general name that can mean one body
LONGEST_LAND = 4  # words in the name of a country
JOINING = frozenset({"of", "in", "the", "for"})


@dataclass(frozen=True, slots=True)
class Body:
    """A body's name taken apart: its entry in the table, the words left without countries, its country, acronym and initials, and the kinds of body that its words can mean.

    ``branch`` says that the name ends with a country, as those of branches and subsidiaries do ("Orrin Foods Australia").
    """

    written: str
    table: str | None
    words: tuple[str, ...]
    country: str | None
    acronym: str | None
    initials: frozenset[str]
    kinds: frozenset[str]
    branch: bool

    def __hash__(self) -> int:
        return hash(self.written)  # the rest mostly follows from it, and would take several times as long

    @property
    def generic(self) -> bool:
        """Whether every word is one that bodies of many countries share ("Foreign Ministry", "Navy")."""
        return all(word in _shared_words() for word in self.words)


@cache
def _shared_words() -> frozenset[str]:
    phrases = [*actors.kind_words(), *actors.body_nouns(), *loader.name_words().firms, *loader.name_words().portfolios]
    return frozenset(word for phrase in phrases for word in words_of(phrase)) | {"national", "state", "republic"}


@lru_cache(maxsize=1 << 16)
def body(text: str, country: str | None = None) -> Body:
    """A body's name taken apart; ``country`` is what the report says of it (ISO 3166-1 alpha-2). A general name with a country is looked up by its kind.

    >>> body("the Navy", "KR").table, body("South Korea’s Navy").country, body("Karenni Nationalities Defence Force").initials >= {"KNDF"}
    ('Republic of Korea Navy', 'KR', True)
    """
    inner = BRACKET.search(text)
    plain = BRACKET.sub("", text).strip(" ,;:.") or text
    known = actors.find_organisation(plain) or (actors.find_organisation(text) if inner else None)
    every = body_words(plain)
    words, lands = without_lands(every)
    land = known.country if known else lands[0] if lands else country
    if known is None and land is not None:
        found = [_of_kind(kind, land) for kind in (_kinds(plain, words) or (("government",) if lands and not words else ()))]
        known = next(filter(None, found), None)
    bracket = inner[1] if inner and ACRONYM.match(inner[1]) else None
    short = plain.removeprefix("the ").removeprefix("The ")
    return Body(
        written=text,
        table=known.name if known else None,
        words=words or ("government",) if lands else every,
        country=known.country if known else land,
        acronym=short if ACRONYM.match(short) else bracket,
        initials=_initials(known.name if known else plain),
        kinds=frozenset((known.kind,)) if known else frozenset(_kinds(plain, words)),
        branch=bool(words and lands) and every[-1] not in words and words_of(plain)[-2 if len(words_of(plain)) > 1 else 0] not in JOINING,
    )


def _kinds(plain: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds of body that a general name can mean."""
    table = actors.kind_words()
    return table.get(" ".join(words_of(_bare(plain))).removeprefix("the "), ()) or table.get(" ".join(words), ())


def _bare(text: str) -> str:
    """The name without a possessor before it ("Estonia's navy")."""
    return re.sub(r"^.*['’]s? ", "", text)


def _of_kind(kind: str, country: str) -> actors.Organisation | None:
    """The body of a kind in a country, where the table holds exactly one."""
    found = actors.bodies_of().get((country, kind), ())
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=1 << 14)
def without_lands(words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words that name no country, and the countries (ISO codes) that the others name."""
    table = _lands()
    left: list[str] = []
    lands: list[str] = []
    at = 0
    while at < len(words):
        for size in range(min(LONGEST_LAND, len(words) - at), 0, -1):
            if (hit := table.get(" ".join(words[at : at + size]))) is not None:
                lands.append(hit)
                at += size
                break
        else:
            left.append(words[at])
            at += 1
    return tuple(left), tuple(lands)


@cache
def _lands() -> dict[str, str]:
    """Names and demonyms of countries, folded. Capitals are left out: a ministry in a capital may be an embassy's neighbour."""
    return {" ".join(words_of(name)): iso for name, (iso, sort) in loader.country_words().items() if sort != "capital"}


def _initials(name: str) -> frozenset[str]:
    """The acronyms that a name can have: of all its words, and without the small ones.

    >>> sorted(_initials("General Directorate of Customs"))
    ['GDC', 'GDOC']
    """
    every = words_of(name)
    large = [word for word in every if word not in name_parts().body_stopwords]
    return frozenset("".join(word[0] for word in words).upper() for words in (every, large) if len(words) > 1)


@lru_cache(maxsize=1 << 16)
def body_fit(one: Body, two: Body) -> Fit:
    """How well two bodies' names fit.

    SAME: one entry of the table, or the same words; general names need the same country. FULL: acronym and name. PART: part of a longer name, or a general name without
    its country.
    Two countries, or two entries of the table, are two bodies.

    >>> body_fit(body("KNDF"), body("Karenni Nationalities Defence Force")), body_fit(body("Kesh Harbour Commission"), body("the Harbour Commission"))
    (<Fit.SAME: 5>, <Fit.PART: 2>)
    >>> body_fit(body("the Navy", "KR"), body("the Navy", "US")), body_fit(body("Brodno Relief Council"), body("BRC"))
    (<Fit.OTHER: 0>, <Fit.FULL: 4>)
    """
    if one.country and two.country and one.country != two.country:
        return Fit.OTHER
    if one.table and two.table:
        return Fit.SAME if one.table == two.table else Fit.OTHER
    if one.branch is not two.branch and (one.country is None or one.country != two.country):
        return Fit.OTHER
    agree = one.country is not None and one.country == two.country
    if sorted(one.words) == sorted(two.words):
        return Fit.SAME if agree or not one.generic else Fit.PART
    if one.kinds & two.kinds - {"government"} and (one.generic or two.generic):
        return Fit.SAME if agree else Fit.PART if one.generic and two.generic else Fit.OTHER
    if (one.acronym in two.initials) or (two.acronym in one.initials) or (one.acronym and one.acronym == two.acronym):
        return Fit.FULL
    return _part(*sorted((one, two), key=lambda name: (len(name.words), name.words)))


def _part(short: Body, long: Body) -> Fit:
    """PART where the longer name begins or ends with the shorter.

    A general name must have its country, or two words of a name of no country; a capital, and what another body is "of", are no part of a name.

    >>> _part(body("Transmontana"), body("Board of Directors of Transmontana"))
    <Fit.OTHER: 0>
    """
    if not _begins_or_ends(short, long) or " ".join(short.words) in loader.country_words() or (short.words == ("government",) and short.country is None):
        return Fit.OTHER
    alone = len(short.words) < MEANING and short.words[0] not in loader.name_words().media
    agree = short.country is not None and short.country == long.country
    if short.generic and (alone or (not agree and (long.country is not None or long.generic))):
        return Fit.OTHER
    return Fit.PART


def _begins_or_ends(short: Body, long: Body) -> bool:
    """Whether the longer name begins with the shorter, or ends with it without a word such as "of" before it."""
    size = len(short.words)
    if not 0 < size < len(long.words):
        return False
    if short.words == long.words[:size]:
        return True
    every = words_of(long.written)
    before = every[every.index(short.words[0]) - 1] if short.words[0] in every[1:] else ""
    return short.words == long.words[-size:] and before not in JOINING
