"""What a form is read as, and what it is read against: the day of publication, the date last spoken of, and the tense around it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

from sayso.grounding.times.calendar import Moment, moment_of
from sayso.grounding.times.lexemes import Lexed
from sayso.grounding.times.patterns import Found
from sayso.model.grounding import TimeKind
from sayso.vocabulary.times import meanings, time_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One reading of a form. ``moment`` is the stretch of the calendar it names, if it does; ``anchor`` what it was counted from."""

    kind: TimeKind
    value: str
    rule: str
    modifier: str | None = None
    anchor: str | None = None
    moment: Moment | None = None


@dataclass(slots=True, kw_only=True)
class Context:
    """What relative expressions count from. ``now`` is the day of publication; ``focus`` the date last spoken of; ``narrative`` says that the text tells
    of other times than its own.

    ``quarter`` is the quarter of a year last spoken of: what "a year earlier" is compared with in business reports; ``lead`` the first weekday of
    the text: the day of the event in most news. ``direction`` gives the tense around a lexeme: -1 past, 1 future, 2 present, 0 none of them.
    ``glance`` is a distant year just named.
    """

    lexed: Lexed
    now: dt.date | None
    narrative: bool
    direction: Callable[[int], int]
    focus: Moment | None = None
    quarter: Moment | None = None
    lead: Moment | None = None
    glance: int | None = None
    before_christ: bool = False
    last: tuple[Found, Reading] | None = None
    readers: Mapping[str, Callable[[Found, Context], Reading | None]] = field(default_factory=dict)

    def tense(self, lexeme: int) -> int:
        """-1 past, 1 future, 0 neither; the present counts as neither."""
        found = self.direction(lexeme)
        return found if abs(found) == 1 else 0

    def today(self) -> Moment | None:
        """The day of publication."""
        return moment_of(self.now, "day") if self.now else None

    def base(self, which: str) -> Moment | None:
        """What to count from: for "now" the publication (in a narrative the date last spoken of), for "then" the date last spoken of, else the publication."""
        if which == "then" or self.narrative:
            return self.focus or self.today()
        return self.today() or self.focus


@cache
def early_words() -> dict[str, str]:
    """TIMEX3 modifiers of "early", "late", "mid"."""
    return {word: str(value) for word, value in meanings(time_words().early).items()}


@cache
def approximations() -> dict[str, str]:
    """TIMEX3 modifiers of "about", "at least", ..."""
    return {word: str(value) for word, value in meanings(time_words().approximators).items()}


def modifier_of(found: Found) -> str | None:
    """What the words at its head or end say of the value: "early", "about", "or so"."""
    early = found.word("early")
    if early:
        return early_words().get(early)
    words = found.lexed.words
    return approximations().get(words[found.first]) or approximations().get(words[found.last - 1])


def dated(found: Found, moment: Moment, rule: str, anchor: Moment | None = None, modifier: str | None = None) -> Reading:
    """A date reading of a stretch of the calendar."""
    return Reading(kind=TimeKind.DATE, value=moment.value(), rule=rule, modifier=modifier or modifier_of(found), anchor=anchor.value() if anchor else None, moment=moment)
