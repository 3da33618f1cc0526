"""What keeps two numbers from being compared: another thing, measure, place, actor or event, or a part beside its whole. Each answer is a reason in words, or None."""

from __future__ import annotations

from typing import Protocol

from sayso.model.weighing import Amount, Party, Where
from sayso.synthesis.relations.bounds import Reach
from sayso.vocabulary.actors import people_nouns
from sayso.vocabulary.loader import country_words
from sayso.vocabulary.quantities import quantity_words, unit_kind
from sayso.vocabulary.relations import predicate_groups, relation_words, thing_groups, unit_factors

# Set on the development stories (2026-11-30): with what loosely_alike says, and with counts that may have grown, contradictions fell from 94 (64 of them in propositions that
# the gold calls contested) to 62 (47); in the stories kept aside 11 of 12 are in such propositions.
TOO_FAR = 100  # times
PRONOUNS = 2  # "one", "two of them"
TOTALS = frozenset({"total", "unstated"})


class Matter(Protocol):
    """What a number is said of."""

    @property
    def amount(self) -> Amount:
        """The number."""

    @property
    def event(self) -> tuple[str, str] | None:
        """Type and mode."""

    @property
    def predicate(self) -> str | None:
        """The lemma of the verb."""

    @property
    def places(self) -> tuple[Where, ...]:
        """Where."""

    @property
    def actors(self) -> tuple[Party, ...]:
        """Who."""


def other_measure(one: Amount, other: Amount) -> str | None:
    """Different units that cannot be turned into one another, or a rate beside a count."""
    if one.unit == other.unit:
        return None
    if {unit_kind(one.unit), unit_kind(other.unit)} & {"ratio"}:
        return "a share and a count"
    if ("/" in (one.unit or "")) != ("/" in (other.unit or "")):
        return "a rate and a count"
    bases = [unit_factors().get(unit or "", (unit, 1.0))[0] for unit in (one.unit, other.unit)]
    return None if bases[0] == bases[1] else f"measured in {one.unit or 'numbers'} and in {other.unit or 'numbers'}"


def other_part(one: Amount, other: Amount) -> str | None:
    """A part or an increase beside a total; of two numbers of people the general one is the whole of the special one."""
    if one.scope != other.scope and not {one.scope, other.scope} <= TOTALS:
        names = {"subtotal": "a part", "increment": "an increase", "total": "a total", "unstated": "a number as such"}
        return f"{names[one.scope]} and {names[other.scope]}"
    if one.scope == "increment":
        return "two increases"
    if {one.minimum, one.maximum} == {other.minimum, other.maximum}:
        return None
    first, second = _noun(one), _noun(other)
    everyone = relation_words().everyone
    if first and second and first != second and (first in everyone) != (second in everyone) and not (one.sort and one.sort == other.sort and _names_sort(first, second)):
        return f"{one.counted} and {other.counted}: one may be part of the other"
    return None


def loosely_alike(one: Amount, other: Amount, reached: Reach, rival: Reach) -> str | None:
    """Why two numbers that cannot both hold may well be of different things, though nothing says so; None where that is not likely."""
    words = relation_words()
    alike = _noun(one) is not None and _noun(one) == _noun(other)
    named = alike or (one.sort is not None and one.sort == other.sort)
    lower, upper = sorted((reached, rival), key=lambda reach: (reach.high, reach.low))
    if lower.high <= PRONOUNS and not alike and one.unit is None:
        return "so small a number may stand for persons and not for a count"
    if not named and upper.low > TOO_FAR * lower.high > 0:
        return "too far apart to be of one thing"
    less, more = (one, other) if lower is reached else (other, one)
    if _noun(less) in words.bodies and _noun(more) not in words.bodies:
        return "bodies found or brought in may be only a part of the dead"
    if _is_part(less) and (_noun(more) is None or _noun(more) in words.everyone):
        return f"{less.counted} may be only a part"
    return None


def _is_part(amount: Amount) -> bool:
    """Whether a special sort of people is counted: children, passengers, nationals of one country."""
    noun = _noun(amount)
    return noun is not None and not _names_sort(noun) and noun not in relation_words().everyone and (_is_human(noun) or noun in country_words())


def other_matter(one: Matter, other: Matter) -> str | None:
    """Another sort, thing, verb, place or actor."""
    if one.amount.sort and other.amount.sort and one.amount.sort != other.amount.sort:
        return f"{one.amount.sort} and {other.amount.sort}"
    same_sort = one.amount.sort is not None and one.amount.sort == other.amount.sort
    if not same_sort and one.event and other.event and one.event[0] != other.event[0]:
        return f"different events: {' '.join(one.event).lower()} and {' '.join(other.event).lower()}"
    if difference := other_thing(one.amount, other.amount):
        return difference
    if _other_verbs(one.predicate, other.predicate) and not (same_sort and _are_of_sort(one.amount.sort or "", one.predicate, other.predicate)):
        return f"different things are said of them: {one.predicate} and {other.predicate}"
    if _all_different(_place_keys(one.places), _place_keys(other.places)) and not _is_inside(one.places, other.places):
        return f"of different places: {_names(one.places)} and {_names(other.places)}"
    if _all_different([_party_keys(party) for party in one.actors], [_party_keys(party) for party in other.actors]):
        return "of different actors"
    return None


def _noun(amount: Amount) -> str | None:
    """The counted noun in the singular, None where it is none or only a word for a number."""
    if amount.counted is None or amount.unit is not None:
        return None
    word = amount.counted.lower().split()[-1]
    known = thing_groups()
    for end, new in (("ies", "y"), ("men", "man"), ("ren", ""), ("ses", "s"), ("xes", "x"), ("ches", "ch"), ("s", "")):
        if word not in known and word not in relation_words().everyone and word.endswith(end) and not word.endswith("ss"):
            word = word.removesuffix(end) + new
            break
    return None if word in relation_words().figures else word


def _names_sort(*nouns: str) -> bool:
    """Whether a noun only says what befell them: "the dead", "victims"."""
    return any(noun in relation_words().sort_nouns for noun in nouns)


def _is_human(noun: str) -> bool:
    return noun in relation_words().everyone or noun in people_nouns() or noun in relation_words().humans


def other_thing(one: Amount, other: Amount) -> str | None:
    """Nouns are counted that name neither the same nor a whole and its part."""
    return f"{one.counted} and {other.counted}" if _are_other_things(one, other) else None


def _are_other_things(one: Amount, other: Amount) -> bool:
    first, second = _noun(one), _noun(other)
    if first is None or second is None or first == second:
        return False
    groups = thing_groups()
    if first in groups and groups[first] == groups.get(second):
        return False
    if _names_sort(first, second) and one.sort is not None and one.sort == other.sort:
        return False
    everyone = relation_words().everyone
    return not ({first, second} & everyone and _is_human(first) and _is_human(second))


def _other_verbs(one: str | None, other: str | None) -> bool:
    if one is None or other is None or one == other or {one, other} & relation_words().bare:
        return False
    groups = predicate_groups()
    return one not in groups or groups[one] != groups.get(other)


def _are_of_sort(sort: str, *verbs: str | None) -> bool:
    """Whether the verbs themselves, and not the noun, say what befell what is counted."""
    known = quantity_words().sorts.get(sort)
    return known is not None and all(verb in known.suffer or verb in known.act for verb in verbs)


def _place_keys(places: tuple[Where, ...]) -> list[frozenset[str]]:
    """What a place answers to: its id, its name, and where it is a country or lies in one, that country as the whole of it."""
    return [frozenset(filter(None, (place.id, place.name.lower(), _country(place)))) for place in places]


def _country(place: Where) -> str | None:
    """The mark of a country: shared by the country itself and, in a pair with it, by what lies inside."""
    own = country_words().get(place.name.lower())
    return f"country:{own[0]}" if own else None


def _is_inside(one: tuple[Where, ...], other: tuple[Where, ...]) -> bool:
    """Whether one side names a country in which a place of the other lies."""
    pairs = [(place, rival) for place in one for rival in other] + [(rival, place) for place in one for rival in other]
    return any(place.country is not None and _country(rival) == f"country:{place.country}" for place, rival in pairs)


def _party_keys(party: Party) -> frozenset[str]:
    return frozenset(filter(None, (party.country, party.name.lower())))


def _all_different(one: list[frozenset[str]], other: list[frozenset[str]]) -> bool:
    """Whether each side has something that the other lacks."""
    return any(not any(key & match for match in other) for key in one) and any(not any(key & match for match in one) for key in other)


def _names(places: tuple[Where, ...]) -> str:
    return ", ".join(place.name for place in places)
