"""Full names that reports mention without having them speak: who "Ocampos" is may stand in a report that only writes about her. Takes texts, gives mentions without claims."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.model.actor import ActorMention, Surroundings, mention_key, mention_of
from sayso.model.claim import SourceKind
from sayso.synthesis.bodies import body
from sayso.synthesis.names import Fit, person_fit
from sayso.synthesis.nodes import is_bare
from sayso.vocabulary import actors, loader
from sayso.vocabulary.actors import ARTICLES, without_article
from sayso.vocabulary.name_parts import person_words, spelling

WORDS = re.compile(r"[^\W\d_][\w’'-]*")
ENDING = re.compile(r"['’]s?$")
GAPS = frozenset({" ", "\n", "\u00a0"})
MOST_WORDS = 5
LARGE = r"[A-Z][\w’'-]*"
SPELT_OUT = re.compile(rf"({LARGE}(?: (?:{LARGE}|of|for|and|the|de|on|in|&))+) \(([A-Z][A-Z0-9]{{1,9}})\)")
LEAST_WORDS = 3  # of a name whose initials are not the acronym behind it: fewer are a place and a news agency


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The text of a document with the facts that its mentions need."""

    document: str
    published: str | None
    outlet: str | None
    text: str


def full_names(text: str) -> set[str]:
    """The names of persons with two words or more: a given name stands in them, or a title before them.

    >>> sorted(full_names("Police named Ana Maria Pires. But Commander Khu Reh Doh of the Second Brigade was there with deputy Salma al-Khatib."))
    ['Ana Maria Pires', 'Khu Reh Doh', 'Salma al-Khatib']
    """
    return {name for before, run in _runs(text) if (name := _person(before, run)) is not None}


def spelt_out(text: str) -> dict[str, str]:
    """The acronyms in brackets behind a name, with that name.

    >>> spelt_out("OSLO (KPD) - The Brodno Relief Council (BRC) spoke for the Committee of State Security (GKNB).")
    {'BRC': 'Brodno Relief Council (BRC)', 'GKNB': 'Committee of State Security (GKNB)'}
    """
    found = {}
    for name, short in SPELT_OUT.findall(text):
        words = name.split()
        tails = [" ".join(words[at:]) for at, word in enumerate(words) if word[0].isupper() or word in ARTICLES]
        whole = name if sum(word[0].isupper() for word in words) >= LEAST_WORDS else None
        if (long := next((tail for tail in tails if short in body(tail).initials), whole)) is not None:
            found[short] = f"{without_article(long)} ({short})"
    return found


def _runs(text: str) -> Iterator[tuple[str, list[str]]]:
    """Words with capitals that stand side by side, with the particles between them; before each run the word that precedes it."""
    run: list[str] = []
    before = last = ""
    end = 0
    for found in WORDS.finditer(text):
        word = found[0]
        beside = text[end : found.start()] in GAPS
        capital = any(part[:1].isupper() for part in word.split("-"))
        if run and beside and (capital or word.lower() in loader.name_words().particles):
            run.append(word)
        else:
            yield before, run
            before = last if beside else ""
            run = [word] if capital else []
        last, end = word, found.end()
    yield before, run


def _person(before: str, run: list[str]) -> str | None:
    words = [ENDING.sub("", word) for word in run]
    while words and words[-1].lower() in loader.name_words().particles:
        words.pop()
    start = max((at + 1 for at, word in enumerate(words) if _title(word)), default=0)
    titled = any(word.lower() not in loader.name_words().no_names for word in words[:start]) or _title(before)
    words = words[start:]
    if not 1 < len(words) <= MOST_WORDS or any(_no_name(word) for word in words):
        return None
    return " ".join(words) if titled or any(word.split("-")[0] in actors.first_names() for word in (words[0], words[-1])) else None


def _title(word: str) -> bool:
    low = word.lower().rstrip(".")
    roles = loader.name_words()
    if low in roles.no_names or low in roles.honorifics or low in roles.portfolios:
        return True
    return actors.people_nouns().get(low, ("", ""))[1] == "s" and word not in actors.first_names()


def _no_name(word: str) -> bool:
    low = word.lower()
    return (
        low in loader.name_words().firms
        or low in loader.name_words().calendar
        or low in actors.body_nouns()
        or (low in loader.country_words() and word not in actors.first_names())
    )


def named_only(reports: Iterable[Report], mentions: Sequence[ActorMention], around: Surroundings) -> list[ActorMention]:
    """The longer names that reports of the same story have for the persons, and the spelt-out names for the acronyms, of these mentions; as mentions without claims."""
    short: dict[str, list[ActorMention]] = defaultdict(list)
    for mention in mentions:
        if (mention.kind in {SourceKind.NAMED, SourceKind.ORGANISATION} or is_bare(mention)) and (name := mention.name or mention.organisation) and name[:1].isupper():
            words = person_words(name)
            if 0 < len(words) <= MOST_WORDS:
                short[spelling(words[0])].append(mention)
    acronyms: dict[str, list[ActorMention]] = defaultdict(list)
    for mention in mentions:
        if mention.kind is not SourceKind.NAMED and (name := mention.organisation) and name.isupper():
            acronyms[name].append(mention)
    found: dict[str, ActorMention] = {}
    for report in reports:
        own = frozenset({report.document})
        longer: list[tuple[SourceKind, str | None, str | None]] = [
            (SourceKind.NAMED, name, None)
            for name in sorted(full_names(report.text))
            if any(_is_longer(name, mention, own, around) for word in person_words(name) for mention in short.get(spelling(word), ()))
        ]
        for acronym, name in spelt_out(report.text).items():
            if any(around.same_story(own, frozenset({mention.document})) for mention in acronyms.get(acronym, ())):
                longer.append((SourceKind.ORGANISATION, None, name))
        for kind, name, organisation in longer:
            made = mention_of((report.document, report.published, report.outlet), kind, (name, None, organisation, None), None)
            found[made.key] = replace(made, key=mention_key(report.document, ("text", name, organisation)))
    return list(found.values())


def _is_longer(name: str, mention: ActorMention, own: frozenset[str], around: Surroundings) -> bool:
    fit = person_fit(mention.name or mention.organisation or "", name)
    return fit in {Fit.PART, Fit.FULL, Fit.INITIALS} and around.same_story(own, frozenset({mention.document}))
