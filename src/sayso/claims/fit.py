"""How well a description fits a voice: by its noun, by a usual phrase for bodies of that kind, by a wider or narrower word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from sayso.claims.speakers import Reading, Sort
from sayso.claims.voice import Voice, is_name
from sayso.model.claim import SourceKind
from sayso.vocabulary import actors, loader

# What the ways of fitting are worth against each other; set on the corpus stories for training, 2026-11 (decision 0007).
OWN_NOUN, USUAL_PHRASE, NARROWER, WIDE = 2.0, 1.4, 1.2, 0.6
SHARED_WORD, STRANGE_WORD, OWN_NAME = 0.6, 0.7, 0.5
# Wider words: what a voice of this sort may be called besides its own nouns.
WIDER = {
    Sort.BODY: frozenset({"company", "firm", "group", "agency", "body", "organisation", "organization", "operator", "outlet", "newspaper", "paper", "office"}),
    Sort.DOCUMENT: frozenset({"document", "report", "paper", "text"}),
    Sort.PERSON: frozenset({"man", "woman", "official", "officer"}),
    Sort.PEOPLE: frozenset(),
    Sort.THING: frozenset(),
}
FIRMS = frozenset({"company", "firm", "operator"})
PAPERS = frozenset({"newspaper", "paper", "outlet", "agency"})


@dataclass(frozen=True, slots=True)
class Description:
    """A common noun with what stands around it: the words by which it names, its other words, of these the nouns ("finance" of a ministry), and whose it is."""

    reading: Reading
    nouns: frozenset[str]
    words: frozenset[str]
    owner: Voice | None
    branch: frozenset[str] = frozenset()


def fit(description: Description, voice: Voice, *, later: bool = False) -> float | None:
    """How well a description fits a voice (more is better); None where it cannot mean it. ``later``: the voice is named only behind the description."""
    if _excluded(description, voice):
        return None
    base = _base(description, voice, later=later)
    if base is None:
        return None
    strange = {word for word in description.words if word not in loader.country_words()} - voice.nouns
    score = base + SHARED_WORD * len(description.words & voice.nouns) - STRANGE_WORD * len(strange) + OWN_NAME * is_name(voice.reading)
    return score if score > 0 else None


def _excluded(description: Description, voice: Voice) -> bool:
    one, other = description.reading, voice.reading
    if other.kind is SourceKind.OUTLET:  # a paper calls itself "this newspaper"; "the paper" is another
        return True
    sorts = (one.sort is Sort.PERSON) != (other.sort is Sort.PERSON) or (one.sort is Sort.PEOPLE) != (other.sort is Sort.PEOPLE)
    differs = any(mine and theirs and mine != theirs for mine, theirs in ((one.gender, other.gender), (one.country, other.country)))
    branch = one.sort is Sort.BODY and description.branch - voice.nouns  # the infrastructure ministry is no finance ministry
    return bool(branch) or sorts or differs or one.several != other.several or (description.owner is not None and description.owner is voice)


def _base(description: Description, voice: Voice, *, later: bool) -> float | None:
    nouns, free = description.nouns, description.reading.owner is None and not later
    if nouns & voice.nouns or (nouns & voice.trades and not description.words):
        return OWN_NOUN
    if free and {noun.rsplit(" ", maxsplit=1)[-1] for noun in nouns} & WIDER[voice.reading.sort] and _wide(nouns, voice):
        return WIDE
    if _of_kind(description, voice):
        return USUAL_PHRASE
    if free and voice.reading.sort is Sort.PERSON and narrower(nouns) & voice.nouns:
        return NARROWER
    return None


def narrower(nouns: frozenset[str] | set[str]) -> set[str]:
    """The nouns for people that these wide ones may mean.

    >>> "senator" in narrower({"lawmaker"})
    True
    """
    table = loader.name_words().kin
    return {narrow for noun in nouns for narrow in table.get(noun, ())}


def apart(one: Reading, other: Reading) -> bool:
    """Whether two people belong to different bodies or countries."""
    lands = {other.country} if other.country else {tenure.country for tenure in actors.tenures_of().get((other.name or "").lower(), ()) if tenure.country}
    if one.country and lands and one.country not in lands:
        return True
    words = [set(re.findall(r"\w+", (reading.organisation or "").lower())) - {"of", "the", "and", "for"} for reading in (one, other)]
    return all(words) and not words[0] & words[1]


def _wide(nouns: frozenset[str], voice: Voice) -> bool:
    """Whether a wide word may mean this voice: "the company" no ministry, "the woman" no man."""
    reading = voice.reading
    if reading.sort is not Sort.BODY:
        woman = ("woman" in nouns) == (reading.gender == "f") or not reading.gender
        return woman if nouns & {"man", "woman"} else reading.sort is Sort.DOCUMENT or not voice.named
    name = reading.organisation or ""
    if not is_name(reading) or name.startswith("Government of"):
        return False
    kind = kind_of_name(name)
    if nouns & FIRMS:
        return kind == "company"
    if nouns & (PAPERS - {"agency"}):
        return kind in actors.MEDIA_KINDS
    return kind not in {"company", *actors.MEDIA_KINDS}


@cache
def kind_of_name(name: str) -> str:
    """The kind of a body by its name: that of the table, else what its words say, else a company.

    >>> kind_of_name("The Anacostia Courier"), kind_of_name("Harbour Commission"), kind_of_name("Balthane Networks")
    ('outlet', 'other', 'company')
    """
    known = actors.find_organisation(name)
    if known is not None:
        return known.kind
    table, words = loader.name_words(), set(name.lower().split())
    if words & table.media and not words & table.offices:
        return "outlet"
    kinds = {actors.body_nouns()[word] for word in words if word in actors.body_nouns()}
    return "other" if kinds and "company" not in kinds else "company"


def _of_kind(description: Description, voice: Voice) -> bool:
    """Whether the description is a usual phrase for a body of this voice's kind ("the spy agency")."""
    known = actors.find_organisation(voice.reading.organisation or "")
    if known is None:
        return False
    phrases = {f"{word} {noun}" for word in description.words for noun in description.nouns} | description.nouns
    usual = loader.name_words().kind_nouns.get(known.kind, frozenset())
    return bool(phrases & usual) or any(known.kind in actors.kind_words().get(phrase, ()) for phrase in phrases)
