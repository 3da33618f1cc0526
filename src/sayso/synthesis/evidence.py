"""What speaks for and against two groups of mentions being one actor: a score with its reasons. Takes what is known of the two, decides nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sayso.model.actor import ActorKind, Surroundings
from sayso.synthesis.bodies import Body, body_fit
from sayso.synthesis.names import Fit, person_fit
from sayso.vocabulary.name_parts import person_words

# Set on the corpus (46 stories, 310 reports) and stories V-Y, 2026-11: source right .737 -> .756 on the corpus; of its 637 merges the 128 that join
# different forms were read by eye: 1 ties what is two, 1 is doubtful; of 22 actors that span stories, with all reports in one ledger, 1 is wrong.
ENOUGH = 0.55  # merge at this score
LEAD = 0.1  # by which the best of several must lead the next
# What a fit of names is worth alone, and what is added or taken for the rest.
NAMES = {Fit.SAME: 0.8, Fit.FULL: 0.7, Fit.INITIALS: 0.55, Fit.PART: 0.5, Fit.NEAR: 0.4, Fit.OTHER: 0.0}
SAME_BODY, OTHER_BODY = 0.15, -0.2
SAME_OFFICE, OTHER_OFFICE = 0.1, -0.05
SAME_COUNTRY = 0.05
SAME_STORY, OTHER_STORY = 0.1, {ActorKind.PERSON: -0.3, ActorKind.BODY: -0.1, ActorKind.ANONYMOUS: -0.5}  # a name alone makes no two persons of different stories one
GRADES = {
    Fit.SAME: "the same name",
    Fit.FULL: "a short form of the longer name",
    Fit.INITIALS: "initials of the name",
    Fit.PART: "part of the name",
    Fit.NEAR: "nearly the same name",
    Fit.OTHER: "another name",
}


@dataclass(slots=True)
class Profile:
    """What is known of a group of mentions."""

    kind: ActorKind
    names: frozenset[str]
    countries: frozenset[str]
    bodies: tuple[Body, ...]
    offices: frozenset[frozenset[str]]
    documents: frozenset[str]

    def joined(self, other: Profile) -> Profile:
        """Both together; a nameless side gives no names."""
        if ActorKind.ANONYMOUS in {self.kind, other.kind} and self.kind is not other.kind:
            named, rest = (other, self) if self.kind is ActorKind.ANONYMOUS else (self, other)
            return replace(named, countries=named.countries | rest.countries, documents=named.documents | rest.documents)
        own = {one.written: one for one in (*self.bodies, *other.bodies)}
        return Profile(
            ActorKind.PERSON if ActorKind.PERSON in {self.kind, other.kind} else self.kind,
            self.names | other.names,
            self.countries | other.countries,
            tuple(own[name] for name in sorted(own)),
            self.offices | other.offices,
            self.documents | other.documents,
        )


@dataclass(frozen=True, slots=True)
class Weight:
    """A score with the reason in words and each piece of evidence."""

    score: float
    reason: str
    evidence: tuple[str, ...]


def fit_of(left: Profile, right: Profile) -> Fit:
    """The best fit of a name of one with a name of the other."""
    if left.kind is ActorKind.BODY:
        return max((body_fit(one, two) for one in left.bodies for two in right.bodies), default=Fit.OTHER)
    return max(person_fit(one, two) for one in left.names for two in right.names)


def weigh(left: Profile, right: Profile, fit: Fit, around: Surroundings) -> Weight:
    """The score (0 to 1) of two being one, given how their names fit."""
    found = [(NAMES[fit], GRADES[fit])]
    if left.kind is ActorKind.PERSON:
        found.extend(_affiliation(left, right))
    if left.countries and left.countries == right.countries:
        found.append((SAME_COUNTRY, f"the same country, {min(left.countries)}"))
    if left.documents & right.documents:
        found.append((SAME_STORY, "in the same report"))
    elif around.same_story(left.documents, right.documents):
        found.append((SAME_STORY, "in reports of the same story"))
    else:
        found.append((OTHER_STORY[left.kind], "in reports of different stories"))
    score = round(min(1.0, max(0.0, sum(value for value, _ in found))), 2)
    return Weight(score, found[0][1], tuple(words for _, words in found[1:]))


def _affiliation(left: Profile, right: Profile) -> Iterable[tuple[float, str]]:
    if left.bodies and right.bodies:
        shared = shared_body(left, right)
        yield (SAME_BODY, f"both of {shared}") if shared else (OTHER_BODY, "of different bodies")
    if left.offices - {frozenset()} and right.offices - {frozenset()}:
        yield (
            (SAME_OFFICE, "the same office")
            if tied(left, right)
            else (OTHER_OFFICE, "different offices")
            if not shared_office(left, right)
            else (0.0, "an office of the same name")
        )


def shared_body(left: Profile, right: Profile) -> str | None:
    """The name of a body to which both belong."""
    fits = [(body_fit(one, two), two.table or one.table or max(one.written, two.written, key=len)) for one in left.bodies for two in right.bodies]
    return max((name for fit, name in fits if fit is not Fit.OTHER), default=None)


def shared_office(left: Profile, right: Profile) -> bool:
    """Whether an office of one is, or is part of, an office of the other ("minister", "defence minister")."""
    return any(one and two and (one <= two or two <= one) for one in left.offices for two in right.offices)


def tied(left: Profile, right: Profile) -> bool:
    """Whether names that are only nearly the same may be one: the same office at the same body, or in the same country."""
    return shared_office(left, right) and (shared_body(left, right) is not None or bool(left.countries & right.countries))


def contradiction(left: Profile, right: Profile) -> str | None:
    """Why the two cannot be one whatever else speaks for it: two countries, two names, two bodies; None where nothing forbids it."""
    if left.kind is ActorKind.BODY:
        apart = [(one.written, two.written) for one in left.bodies for two in right.bodies if body_fit(one, two) is Fit.OTHER]
        return " and ".join(sorted(min(apart))) + " are two bodies" if apart else None
    every = sorted(left.names | right.names)
    for one in sorted(left.names):
        for two in sorted(right.names):
            if person_fit(one, two) is Fit.OTHER and not any(_shortens(one, name) and _shortens(two, name) for name in every):
                return f"{one} and {two} are two names"
    if left.countries and right.countries and not left.countries & right.countries and shared_body(left, right) is None:
        return f"of two countries, {' and '.join(sorted(left.countries | right.countries))}"
    return None


def _shortens(short: str, long: str) -> bool:
    """Whether one name is a short form of the other: "Ana Pires" and "Pires Maia" may both be "Ana Pires Maia"."""
    return person_fit(short, long) >= Fit.PART and len(person_words(short)) < len(person_words(long))
