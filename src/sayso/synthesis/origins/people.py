"""The people of a matter: which names are one person's, and what all reports say of each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sayso.model.weighing import Voice
from sayso.synthesis.citations import is_media
from sayso.synthesis.names import Fit, person_fit
from sayso.synthesis.origins.bodies import is_proper
from sayso.vocabulary.name_parts import person_words

NO_BODY = re.compile(r"^(?:of|speaker|dr|mr|ms|mrs|its|his|her|their|our|my)\b|:$", re.IGNORECASE)


@dataclass(slots=True)
class Person:
    """What is said of one person in all reports of a matter."""

    name: str
    bodies: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    reports: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)


def is_person(voice: Voice) -> bool:
    """Whether a voice is a person with a name, and no outlet."""
    return voice.kind == "named" and not is_media(voice)


def gather(voices: Iterable[tuple[str, Voice]], names: Mapping[tuple[str, str], str]) -> dict[str, Person]:
    """What is said of each person, by the fullest name."""
    people: dict[str, Person] = {}
    for report, voice in voices:
        if not (is_person(voice) and voice.name):
            continue
        full = names[report, voice.name]
        person = people.setdefault(full, Person(full))
        person.reports.add(report)
        person.names.update(filter(None, (voice.name, full)))
        person.words.update(filter(None, (voice.words,)))
        if voice.role:
            person.roles[voice.role] += 1
        if voice.country:
            person.countries[voice.country] += 1
        if voice.organisation and voice.organisation != voice.role and is_proper(voice.organisation) and not NO_BODY.search(voice.organisation):
            person.bodies[voice.organisation, voice.country] += 1
    return people


def canonical_names(names: set[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The fullest name of each person: in the same report a single name may be part of it, elsewhere only where one such person is known."""
    every = sorted({name for _, name in names}, key=lambda name: (-len(name.split()), -len(name), name))
    found: dict[tuple[str, str], str] = {}
    for report, name in sorted(names):
        here = [other for other in every if (report, other) in names]
        single = len(person_words(name)) == 1
        for pool, least in ((here, Fit.PART), (every, Fit.PART)) if single else ((every, Fit.FULL),):
            fits = [other for other in pool if (not single or len(person_words(other)) > 1) and person_fit(name, other) >= least]
            roots = {_root(other, every) for other in fits}
            if len(roots) == 1:
                found[report, name] = next(iter(roots))
                break
        else:
            found[report, name] = name
    return found


def _root(name: str, every: Sequence[str]) -> str:
    return next((other for other in every if person_fit(name, other) >= Fit.FULL), name)
