"""How a number stands to an earlier one: the same, in agreement, updated, contradicting, or not to be compared, with the reason in words.

A pure function of the pair. What makes two numbers incomparable is asked first (another thing, another place, a part and its whole, a plan and a fact); then whether
both can hold; then whether one origin has moved its number or two origins are at odds at one time. In doubt it says "not comparable", because a contradiction makes a
proposition contested.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sayso.model.proposition import NumberRelation, Relation
from sayso.model.weighing import Amount, Happening, Party, Statement, Where
from sayso.synthesis.relations.bounds import Reach, are_equal, can_both_hold, name_one_value, reach
from sayso.synthesis.relations.comparable import loosely_alike, other_matter, other_measure, other_part
from sayso.synthesis.relations.refusals import refused
from sayso.synthesis.relations.revisions import revises

# Numbers of two origins that are at most so many days apart are of one time. On the development stories (2026-11-30) contradictions were then found in 17 propositions
# that the gold calls contested and in 7 others; with nought days in 13 and 6, with a fortnight in 21 and 8.
SAME_TIME_DAYS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A number with what tells whether another one is about the same.

    ``statement`` names where it stands. ``event`` is (type, mode) and ``predicate`` the lemma of the verb that is said of what is counted; None where unknown.
    ``standing`` is "fact", "plan", "condition" or "rejected". ``said`` is an ISO 8601 day, ``as_of`` an interval or None. ``origin`` is ``Origin.key``. ``revises`` says
    that the words themselves replace an earlier number ("raised the figure to"), ``refuses`` which numbers they reject by name ("ninety, not 300").
    """

    statement: str
    amount: Amount
    event: tuple[str, str] | None
    predicate: str | None
    standing: str
    places: tuple[Where, ...]
    actors: tuple[Party, ...]
    said: str | None
    as_of: str | None
    origin: str
    revises: bool = False
    refuses: frozenset[float] = frozenset()


def numbered(statement: Statement, origin: str) -> Numbered | None:
    """The number of a statement by an origin (``Origin.key``), None where it states none."""
    own = (one for one in statement.events if one.amount == statement.amount)
    happening = next(own, None) or next((one for one in statement.events if statement.amount is None or one.amount is None), None)  # not what another number is of
    amount = statement.amount or (happening.amount if happening else None)
    if amount is None:
        return None
    return Numbered(
        statement=statement.id,
        amount=amount,
        event=(happening.type, happening.mode) if happening else None,
        predicate=None,
        standing=_standing(statement, happening),
        places=statement.places,
        actors=happening.actors if happening else (),
        said=statement.said_at[:10] if statement.said_at and statement.said_at[0].isdigit() else statement.published,
        as_of=statement.times[0] if len(statement.times) == 1 else None,
        origin=origin,
        revises=revises(statement, amount),
        refuses=refused(statement.content),
    )


def _standing(statement: Statement, happening: Happening | None) -> str:
    realis = happening.realis if happening else "actual"
    if statement.act == "deny" or statement.polarity == "negative" or realis == "negated":
        return "rejected"
    if statement.act == "conditional" or statement.condition:
        return "condition"
    return "plan" if realis == "planned" or statement.act == "promise" else "condition" if realis == "hypothetical" else "fact"


def relate(earlier: Numbered, later: Numbered) -> tuple[Relation, str]:
    """How the later number stands to the earlier one, with the reason in words."""
    if difference := _difference(earlier, later):
        return Relation.NOT_COMPARABLE, difference
    one, other = reach(earlier.amount), reach(later.amount)
    if are_equal(one, other):
        return Relation.SAME, "both name the same number"
    if earlier.origin != later.origin and (_rejects(later, earlier) or _rejects(earlier, later)):
        return Relation.CONTRADICTS, f"one rejects the number of the other: {_words(earlier)} against {_words(later)}"
    if earlier.origin == later.origin and not name_one_value(earlier.amount, later.amount) and (move := _move(earlier, later, one, other)):
        loose = None if earlier.revises or later.revises else loosely_alike(earlier.amount, later.amount, one, other)
        return (Relation.NOT_COMPARABLE, f"{loose}: {_words(earlier)}, then {_words(later)}") if loose else (Relation.UPDATED, move)
    if (reason := can_both_hold(one, other)) is not None:
        return Relation.AGREES, f"{reason}: {_words(earlier)} and {_words(later)}"
    return _at_odds(earlier, later, one, other)


def _rejects(one: Numbered, other: Numbered) -> bool:
    """Whether the words of the one name a bound of the other in order to reject it."""
    return not one.refuses.isdisjoint({other.amount.minimum, other.amount.maximum} - {None})


def number_relation(earlier: Numbered, later: Numbered) -> NumberRelation:
    """The same as a row of a number's history."""
    relation, reason = relate(earlier, later)
    return NumberRelation(earlier=earlier.statement, relation=relation, reason=reason)


def _difference(earlier: Numbered, later: Numbered) -> str | None:
    """Why the two cannot be compared at all, None where they can."""
    if earlier.standing != later.standing:
        return f"one is a {earlier.standing}, the other a {later.standing}" if "rejected" not in {earlier.standing, later.standing} else "one of them is given to reject it"
    bare = any(one.revises and one.amount.counted is None and one.amount.unit is None for one in (earlier, later))  # "raised the figure to 910": of what was said before
    if not bare and (difference := other_measure(earlier.amount, later.amount) or other_matter(earlier, later)):
        return difference
    return other_part(earlier.amount, later.amount)


def _move(earlier: Numbered, later: Numbered, one: Reach, other: Reach) -> str | None:
    """How one origin's number moved, None where nothing says that one of the two is later."""
    if later.revises or earlier.revises:
        return f"the same source revised its number: {_words(earlier)}, then {_words(later)}"
    if _is_later(earlier, later) or (can_both_hold(one, other) is None and _is_later(later, earlier)):
        return f"the same source, of another time: {_words(earlier)}, then {_words(later)}"
    return None


def _is_later(earlier: Numbered, later: Numbered) -> bool:
    """Whether the second is of a later time than the first: by what they are of, else by the days on which they were said."""
    if earlier.as_of and later.as_of and (one := _day(earlier)) and (other := _day(later)) and one != other:
        return one < other
    return earlier.said is not None and later.said is not None and earlier.said < later.said


def _at_odds(earlier: Numbered, later: Numbered, one: Reach, other: Reach) -> tuple[Relation, str]:
    """What to call two numbers that cannot both hold."""
    values = f"{_words(earlier)} against {_words(later)}"
    if earlier.origin == later.origin:
        return Relation.NOT_COMPARABLE, f"the same source gives two numbers, and nothing says which is the later: {values}"
    if earlier.as_of and later.as_of and not _overlap(earlier.as_of, later.as_of):
        return Relation.NOT_COMPARABLE, f"of different times ({earlier.as_of} and {later.as_of}): {values}"
    if loose := loosely_alike(earlier.amount, later.amount, one, other):
        return Relation.NOT_COMPARABLE, f"{loose}: {values}"
    if earlier.revises or later.revises:
        return Relation.NOT_COMPARABLE, f"one of them replaces an earlier number: {values}"
    apart = _days_apart(earlier, later)
    if abs(apart) > SAME_TIME_DAYS:
        return Relation.NOT_COMPARABLE, f"{abs(apart)} days apart: {values}"
    if (apart > 0 and other.low > one.high) or (apart < 0 and one.low > other.high):
        return Relation.NOT_COMPARABLE, f"a count of {abs(apart)} days later may have grown: {values}"
    return Relation.CONTRADICTS, f"both cannot hold at one time: {values}"


def _days_apart(earlier: Numbered, later: Numbered) -> int:
    """Days from the time of the one to that of the other; nought where either is unknown."""
    one, other = _day(earlier), _day(later)
    return (date.fromisoformat(other) - date.fromisoformat(one)).days if one and other else 0


def _day(number: Numbered) -> str | None:
    """The day that a number is of: the last one of the time it is given for, else the day on which it was said; None where that is no full day."""
    day = (_end(number.as_of) if number.as_of else number.said or "")[:10]
    return day if len(day) == len("2025-05-03") and day[0].isdigit() else None


def _end(interval: str) -> str:
    start, _, end = interval.partition("/")
    return end if end not in {"", ".."} else start


def _overlap(one: str, other: str) -> bool:
    """Whether two ISO 8601 intervals share a day; an open end reaches as far as need be."""
    (start, _, end), (from_, _, to) = one.partition("/"), other.partition("/")
    return not (_before(end or start, from_) or _before(to or from_, start))


def _before(end: str, start: str) -> bool:
    return ".." not in {end, start} and end[:10] < start[:10]


def _words(one: Numbered) -> str:
    return one.amount.words
