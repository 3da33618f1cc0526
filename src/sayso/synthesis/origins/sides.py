"""How a statement stands to what its group claims, by its act, its polarity, and how most of the group put it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from sayso.model.proposition import Side
from sayso.model.weighing import Statement
from sayso.vocabulary.standing import any_of, has, standing

HANGING = re.compile(r"(?<=\w )(?:which|who|whom|whose|because|although|unless|that (?!that\b))\b", re.IGNORECASE)
FEW = 8  # words; of 10 such contents among gold propositions (V-Y, c1-c6; 2026-11-30) 8 were denials, of 13 longer ones with a word of rejection 2
ACTS = {"decline": Side.DECLINES, "unknown": Side.OPEN, "question": Side.OPEN, "conditional": Side.CONDITIONAL}


@cache
def _negation() -> re.Pattern[str]:
    return re.compile(any_of(word for word in standing().negations if word != "n't").pattern + r"|n['’]t\b", re.IGNORECASE)


def is_negated(content: str) -> bool:
    """Whether the words deny what they speak of: an odd number of negations.

    >>> is_negated("neither anchor was in the water"), is_negated("the anchor was dropped"), is_negated("it is not without danger")
    (True, False, False)
    """
    return _negations(content) % 2 == 1


def _negations(content: str) -> int:
    return len(_negation().findall(content))


def _denied_aside(content: str) -> bool:
    """Whether all that is negative in the words stands in a clause that hangs on a word of theirs ("resolutions under which arms may not be sold")."""
    hanging = HANGING.search(content)
    return hanging is not None and _negations(content) > 0 and _negations(content[: hanging.start()]) == 0


def dismisses(content: str) -> bool:
    """Whether the words are no more than a rejection of what others say.

    >>> dismisses("the reports were groundless"), dismisses("a fable"), dismisses("the forged papers were found in a safe aboard the ship")
    (True, True, False)
    """
    return len(content.split()) <= FEW and has("dismissals", content)


def sides(group: Sequence[Statement]) -> dict[str, Side]:
    """The side of each statement, by id.

    A thing that most put in the negative ("no explosion was registered") is asserted by those who put it so, whatever the polarity of their words, unless somebody is accused of
    it; a denial of the thing ("denied any explosion") is then on their side. Of who is accused of it, negative words are a denial too. Who says only that it is
    possible leaves it open, unless most of the group do and the possibility is what is claimed; a figure is one of several that may hold, and stays.
    """
    put = Counter(is_negated(one.content) for one in group if one.act not in ACTS and one.act != "deny")
    turned = put[True] > put[False] and not any(one.act == "accuse" for one in group)
    hanging = sum(one.act == "conditional" for one in group) * 2 > len(group)
    found = {one.id: _side(one, turned=turned, hanging=hanging) for one in group}
    if not turned:
        found |= {one.id: Side.DENIES for one in group if found[one.id] is Side.ASSERTS and is_rejection(one) and _is_accused(one, group)}
    # Gold groups, mean error of the count with and without: V-Y .38, .40; c1-c6 .82, .84; kept aside .75, .86 (2026-11-30); groups of the system move by no more than the noise.
    possible = [one for one in group if one.certainty == "possible"]
    if len(possible) * 2 > len(group):
        return found
    merely = {one.id for one in possible if one.amount is None and found[one.id] is Side.ASSERTS}
    return {key: Side.OPEN if key in merely else side for key, side in found.items()}


def is_rejection(statement: Statement) -> bool:
    """Whether a statement is one in negative words, which may be a denial of what others say."""
    return statement.act in {"assert", "assess"} and is_negated(statement.content) and not _denied_aside(statement.content)


def _is_accused(statement: Statement, group: Sequence[Statement]) -> bool:
    """Whether somebody in the group accuses the speaker by name."""
    names = [name for name in (statement.speaker.name, statement.speaker.organisation) if name is not None]
    return any(other.act == "accuse" and any(name in other.content for name in names) for other in group)


def _side(statement: Statement, *, turned: bool, hanging: bool) -> Side:
    """Negative words alone make no denial: of 203 such statements among gold propositions (V-Y, c1-c6), 24 were denials, against .92 of the acts of denying."""
    if statement.act == "conditional" and hanging:
        return Side.ASSERTS
    if statement.act in ACTS:
        return ACTS[statement.act]
    if statement.act == "deny":
        return Side.ASSERTS if turned and not is_negated(statement.content) and not dismisses(statement.content) else Side.DENIES
    if dismisses(statement.content):
        return Side.DENIES
    negative = statement.polarity == "negative" and not _denied_aside(statement.content) and not (turned and is_negated(statement.content))
    return Side.DENIES if negative else Side.ASSERTS
