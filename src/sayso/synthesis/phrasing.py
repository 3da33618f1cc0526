"""Clauses from what hangs on its cue: "Ethiopia of arming rebels" (accused), "residents to leave" (urged), "to close the border" (threatened). Takes words, gives words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

DETERMINED = r"(?:the|an?|its|his|her|their|two|three|four|five|six|several|some|many|both|all|\d[\d,.]*|[A-Z])"
WHO = rf"(?P<who>(?=(?i:{DETERMINED})\b|[A-Z]|\w+s\b)[^,;:.!?]{{1,90}}?)"
PLURAL = re.compile(r"\b(?:and|two|three|four|five|six|seven|eight|nine|ten|several|some|many|both|all|\d[\d,.]*)\b|(?<![sui])s$|(?:people|police|men|women)$", re.IGNORECASE)
NAMED = re.compile(r"^(?:the )?(?:[a-z]+ )*[A-Z]\S+ [A-Z]\S*s$")  # one body, however its name ends: Nordkai Lines
TO_DO = re.compile(r"^(?P<not>not )?to (?P<what>\w.*)$", re.DOTALL)
BROKEN = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should)\b|[\"“”]", re.IGNORECASE)  # a verb has begun, or a quotation
PLANS = frozenset(["plan", "mean", "intend", "aim", "propose", "prepare", "seek"])
WISHES = frozenset(["hope", "wish", "want", "like"])  # who hopes to do a thing has not said that it will be done


@dataclass(frozen=True, slots=True)
class Frame:
    """A shape that a content has after certain acts (or after one cue), and the clause that says the same by itself."""

    acts: frozenset[str]
    cues: frozenset[str]
    shape: re.Pattern[str]
    clause: Callable[[re.Match[str]], str]

    def fits(self, act: str, cue: str | None) -> bool:
        """Whether it is for such an act, and for such a cue where it names any."""
        return act in self.acts and (not self.cues or cue in self.cues)


def _frame(acts: str, cues: str, shape: str, clause: Callable[[re.Match[str]], str]) -> Frame:
    return Frame(frozenset(acts.split()), frozenset(cues.split()), re.compile(shape, re.DOTALL), clause)


FRAMES = (
    _frame("accuse assess assert", "suspect", rf"^{WHO} (?P<rest>(?:of|in) .+)$", lambda m: f"{m['who']} {_be(m['who'])} suspected {m['rest']}"),
    _frame("accuse", "charge", rf"^{WHO} (?P<rest>with .+)$", lambda m: f"{m['who']} {_be(m['who'])} charged {m['rest']}"),
    _frame("accuse", "", rf"^{WHO} (?P<rest>of (?:having )?\w+ing\b.*)$", lambda m: f"{m['who']} {_be(m['who'])} accused {m['rest']}"),
    _frame("accuse", "", rf"^{WHO} (?P<rest>for .+)$", lambda m: f"{m['who']} {_be(m['who'])} to blame {m['rest']}"),
    _frame("demand", "", rf"^{WHO} (?P<not>not )?to (?P<rest>[a-z].+)$", lambda m: f"{m['who']} should {m['not'] or ''}{m['rest']}"),
)


def free_standing(content: str, act: str, cue: str | None, speaker: str | None) -> str:
    """The content as a clause of its own, by the act and the lemma of its cue; unchanged where no frame fits. ``speaker`` is who promises or threatens.

    >>> free_standing("Ethiopia of arming rebels in the north", "accuse", "accuse", "Kenya")
    'Ethiopia is accused of arming rebels in the north'
    >>> free_standing("the two militias for the bombing", "accuse", "blame", None)
    'the two militias are to blame for the bombing'
    >>> free_standing("residents to leave the valley", "demand", "urge", "the mayor")
    'residents should leave the valley'
    >>> free_standing("to close the border", "warn", "threaten", "the army")
    'the army will close the border'
    >>> free_standing("to send 12,000 men", "promise", "plan", "the North")
    'the North is to send 12,000 men'
    """
    if (found := TO_DO.match(content)) is not None:
        said = act == "promise" or (act == "warn" and cue == "threaten")
        if speaker is None or cue in WISHES or not said:
            return content
        return f"{speaker} {_be(speaker) + ' to' if cue in PLANS and not found['not'] else 'will'} {found['not'] or ''}{found['what']}"
    for frame in FRAMES:
        if frame.fits(act, cue) and (found := frame.shape.match(content)) is not None and BROKEN.search(found["who"]) is None:
            return frame.clause(found)
    return content


def _be(who: str) -> str:
    head = re.split(r" (?:of|in|at|from|near|on|with|who|that) ", who, maxsplit=1)[0]
    return "are" if PLURAL.search(head) and NAMED.search(head) is None else "is"
