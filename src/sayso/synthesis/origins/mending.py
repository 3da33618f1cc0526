"""Voices as weighing reads them: without what is no name of a body, and with the person whom their own words name. Looks at one voice alone, and at names."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache

from sayso.model.weighing import Voice
from sayso.synthesis.named import full_names
from sayso.synthesis.origins.bodies import head_noun
from sayso.vocabulary.actors import body_nouns, people_nouns, without_article
from sayso.vocabulary.standing import has

# What stands in the cell of a body and is none: words that only point, labels of those who speak in a transcript, numbers of bodies, bare prepositions.
NO_NAME = re.compile(
    r"^(?:the|an?|its?|their|they|our|we|your|you|his|her|he|she|my|this|that|these|those|one|some|both|neither|either|q|dr|mrs?|ms|speaker|[\w’'-])$|:$"
    r"|^(?:both|neither|either|its own|their own) |^(?:of|for|at|from|by|on)(?: the)?$",
    re.IGNORECASE,
)
BEFORE_NAME = re.compile(r"(?:^|, |(?P<noun>[\w’'-]+) )$")


@lru_cache(maxsize=1 << 14)
def mended(voice: Voice) -> Voice:
    """The voice with its cells put right: a body that is none is left out, and a nameless one whose words give one full name is that person.

    >>> chief = Voice(kind="anonymous", name=None, role="harbour master", organisation="its", country=None, words="the harbour master, Ana Maria Pires")
    >>> mended(chief).kind, mended(chief).name, mended(chief).organisation
    ('named', 'Ana Maria Pires', None)
    """
    organisation = body_name(voice.organisation)
    if voice.organisation is not None and organisation is None and voice.kind in {"organisation", "anonymous"} and (noun := body_noun(voice.words)) is not None:
        return replace(voice, kind="organisation", organisation=noun)
    if voice.kind == "organisation":
        kind = "organisation" if organisation is not None or voice.name is not None else "anonymous"
        return replace(voice, kind=kind, organisation=organisation) if organisation != voice.organisation else voice
    if voice.kind == "anonymous" and (name := person_in(voice.words)) is not None:
        other = None if organisation is not None and set(organisation.split()) & set(name.split()) else organisation
        return replace(voice, kind="named", name=name, organisation=other, role=voice.role or _before(voice.words or "", name))
    return replace(voice, organisation=organisation) if organisation != voice.organisation else voice


def as_body(voice: Voice, bodies: Collection[str]) -> Voice:
    """The voice as a body's, where another mention shows that its bare name is one: "Highland Copper said" beside "the mining company Highland Copper"."""
    if voice.kind != "named" or voice.name not in bodies or voice.role is not None or voice.organisation is not None:
        return voice
    return replace(voice, kind="organisation", organisation=voice.name, name=None)


def body_name(name: str | None) -> str | None:
    """What names a body in an organisation's cell; None where it is a pronoun, an article, a label or a number of bodies.

    >>> body_name("its"), body_name("both navies"), body_name("Q"), body_name("Arlette Lines")
    (None, None, None, 'Arlette Lines')
    """
    return None if name is None or NO_NAME.search(name.strip()) else name


def body_noun(words: str | None) -> str | None:
    """The general noun for a body by which a voice's own words call it.

    >>> body_noun("the bank"), body_noun("The water committee"), body_noun("they"), body_noun("the brother")
    ('bank', 'water committee', None, None)
    """
    bare = without_article(words or "")
    return bare if bare != words and head_noun(bare) in body_nouns() else None


def person_in(words: str | None) -> str | None:
    """The person whose full name a nameless voice's own words give, with what they are before or after it; None where others are named.

    >>> person_in("Keshim-based expert Salma al-Khatib"), person_in("lawyers of Salma al-Khatib"), person_in("the villagers")
    ('Salma al-Khatib', None, None)
    """
    found = sorted(full_names(words)) if words else []
    if len(found) != 1 or words is None:
        return None
    before = BEFORE_NAME.search(words[: max(0, words.find(found[0]))])
    return found[0] if before is not None and (before["noun"] is None or _is_role(before["noun"])) else None


def _is_role(word: str) -> bool:
    return word.lower() in people_nouns() or has("ranks", word) or has("organ_roles", word)


def _before(words: str, name: str) -> str | None:
    """What a voice's words say before the name: a rank or an office."""
    return re.sub(r"^(?:the|a|an) |[ ,]+$", "", words[: words.find(name)], flags=re.IGNORECASE) or None
