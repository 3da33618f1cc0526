"""The verdict on a proposition: from its supports, on whose say-so it is known. The definitions are those of the design, section 3; nothing here rules on truth.

Takes supports (``synthesis.origins``) and the numbers' relations (``synthesis.history``); gives a verdict with counts, names and reasons; writes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from sayso.model.proposition import NumberPoint, Origin, Relation, Side, Support, Verdict, VerdictName
from sayso.model.weighing import Statement
from sayso.synthesis.origins.rivals import independent
from sayso.synthesis.origins.settling import RULE, TAKING, settled, voice_name
from sayso.synthesis.relations.votes import are_rival, results

SEVERAL = 2  # independent origins that corroborate
MANY = 3  # of which on the Admiralty scale is the best digit proposed
NAMED = 4  # names in a sentence before the rest is counted
ASKING = re.compile(r"^\W*(?:who|whom|whose|what|why|how|where|which|whether|when|if)\b", re.IGNORECASE)
Said = tuple[str, str]  # the key of an origin, and its words


def verdict(supports: Sequence[Support], statements: Mapping[str, Statement], numbers: Sequence[NumberPoint] = ()) -> Verdict:
    """The verdict with everything that is shown beside it; ``statements`` holds the supports' statements by id, ``numbers`` the history of the figures."""
    aside = settled(supports, statements)
    sides = _Sides([one for one in supports if one.statement not in aside], statements)
    least, most = independent(sides.asserting)
    conflict = _conflict(numbers, sides)
    name, rule = _name(sides, least, conflict)
    days = sorted(day for support in supports if (day := statements[support.statement].published))
    carriers = sorted({outlet for support in supports if (outlet := statements[support.statement].outlet)})
    return Verdict(
        name=name,
        least=least,
        most=most,
        origins=tuple(sides.asserting.values()),
        carriers=tuple(carriers),
        deniers=tuple(sides.denying.values()),
        decliners=tuple(sides.declining.values()),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        reasons=tuple(_reasons(name, sides, (least, most), len(carriers), conflict)),
        rules=tuple(_rules(rule, settled=bool(aside), open_=most > least, conflict=conflict is not None)),
        credibility=_credibility(name, least, sides),
    )


def _rules(first: str, *, settled: bool, open_: bool, conflict: bool) -> Iterator[str]:
    """The rules applied, the one that gave the verdict first."""
    yield first
    if settled:
        yield RULE
    if open_:
        yield "unresolved independence is not counted"
    if conflict:
        yield "a numbers' conflict at one time and scope"


class _Sides:
    """The origins on each side, by key, in the order of their keys; supports that add nothing are left out of the assertions."""

    def __init__(self, supports: Sequence[Support], statements: Mapping[str, Statement]) -> None:
        # Where every report of a thing hangs it on something else, the condition belongs to what is claimed.
        hanging = not any(support.side in TAKING and support.adds for support in supports)
        self.supports = supports
        self._statements = statements
        self.asserting = self._origins(lambda one: one.adds and one.origin.access is not None and (one.side is Side.ASSERTS or (hanging and one.side is Side.CONDITIONAL)))
        self.repeating = self._origins(lambda one: one.side is Side.ASSERTS and (not one.adds or one.origin.access is None))
        # A report's own words without access of its own deny nothing.
        self.denying = self._origins(lambda one: one.side is Side.DENIES and (one.standing is not None or one.origin.access is not None))
        self.standing = self._origins(lambda one: one.side is Side.DENIES and one.standing is not None)
        self.declining = self._origins(lambda one: one.side is Side.DECLINES)
        self.open = self._origins(lambda one: one.side is Side.OPEN)
        # Whoever says of it as often that it is not known has told of something near it, and not of the thing.
        if not self.standing and all(self._leaves_open(key) for key in self.asserting):
            self.asserting = {}
        self.outnumbered: dict[str, Origin] = {}
        if not self.standing and self._is_open_question():
            self.outnumbered, self.asserting = self.asserting, {}

    def _leaves_open(self, key: str) -> bool:
        """Whether an origin says at least as often that it is not known, and no other voice of it confirms the thing: one office may know what another does not."""
        told = [(one, self._statements[one.statement]) for one in self.supports if one.origin.key == key]
        unsure = {voice_name(statement.speaker) for one, statement in told if one.side is Side.OPEN}
        confirmed = any(one.side is Side.ASSERTS and one.adds and statement.act == "confirm" and voice_name(statement.speaker) not in unsure for one, statement in told)
        return bool(unsure) and not confirmed and self._count(key, Side.OPEN) >= self._count(key, Side.ASSERTS)

    def statement(self, support: Support) -> Statement:
        """The statement of a support."""
        return self._statements[support.statement]

    def _is_open_question(self) -> bool:
        """Whether several origins say, oftener than anybody says so, that it is not known, and one of them what is not: who did it, whether it was meant."""
        unsure = [one for one in self.supports if one.side is Side.OPEN and self._statements[one.statement].act in {"unknown", "question"}]
        says = sum(one.side is Side.ASSERTS and one.adds for one in self.supports)
        asked = any(ASKING.search(self._statements[one.statement].content) for one in unsure)
        return asked and len({one.origin.key for one in unsure}) >= SEVERAL and len(unsure) > says

    def _count(self, key: str, side: Side) -> int:
        return sum(one.origin.key == key and one.side is side and (one.adds or side is not Side.ASSERTS) for one in self.supports)

    def _origins(self, wanted: Callable[[Support], bool]) -> dict[str, Origin]:
        found = {support.origin.key: support.origin for support in sorted(self.supports, key=lambda one: one.statement) if wanted(support)}
        return dict(sorted(found.items()))


def _conflict(numbers: Sequence[NumberPoint], sides: _Sides) -> tuple[Said, Said] | None:
    """What two asserting origins say that cannot both hold: figures that neither gave up for another later, else results of one vote."""
    last = {point.origin: point for point in numbers if point.origin in sides.asserting}
    by_statement = {point.statement: point for point in numbers}
    for point in last.values():
        for relation in point.relations:
            other = by_statement[relation.earlier]
            if relation.relation is Relation.CONTRADICTS and last.get(other.origin) is other and other.origin != point.origin:
                return (other.origin, other.amount.words), (point.origin, point.amount.words)
    return _rival_results(sides)


def _rival_results(sides: _Sides) -> tuple[Said, Said] | None:
    """The first two asserting origins that divide the same number of votes in other ways."""
    told = [(one.origin.key, sides.statement(one).content) for one in sides.supports if one.side is Side.ASSERTS and one.adds]
    found = [(key, content, results(content)) for key, content in sorted(told) if key in sides.asserting]
    return next((((one[0], one[1]), (two[0], two[1])) for one, two in combinations(found, 2) if one[0] != two[0] and are_rival(one[2], two[2])), None)


def _name(sides: _Sides, least: int, conflict: object) -> tuple[VerdictName, str]:
    if sides.asserting:
        if sides.standing:
            return VerdictName.CONTESTED, "asserted from own access, and denied by one with standing"
        if conflict:
            return VerdictName.CONTESTED, "figures that cannot both hold"
        if least >= SEVERAL:
            return VerdictName.CORROBORATED, "two or more independent origins, nobody with standing denies"
        return VerdictName.SINGLE_SOURCE, "one independent origin, however many carriers"
    if sides.denying:
        return VerdictName.DENIED, "denied, and asserted by nobody with access of their own"
    return VerdictName.UNKNOWN, "more say that it is not known than say so" if sides.outnumbered else "nobody with access of their own asserts or denies it"


def _reasons(name: VerdictName, sides: _Sides, count: tuple[int, int], carriers: int, conflict: tuple[Said, Said] | None) -> Iterable[str]:
    """Sentences as an editor would write them, the summary first."""
    least, most = count
    yield _summary(name, sides, count, carriers, conflict)
    if conflict and name is not VerdictName.CONTESTED:
        yield f"The figures of {conflict[0][0]} and {conflict[1][0]} cannot both hold."
    if mere := {key: one for key, one in sides.denying.items() if key not in sides.standing}:
        yield f"{_named(mere.values())} reject{'s' if len(mere) == 1 else ''} it without standing in the matter."
    if sides.declining:
        yield f"{_named(sides.declining.values())} did not comment."
    if repeated := {key: one for key, one in sides.repeating.items() if key not in sides.asserting}:
        yield f"No origin of its own, since it is only passed on, judged or repeated there: {_named(repeated.values())}."
    if most > least:
        yield f"Whether {most - least} more {'is' if most - least == 1 else 'are'} independent cannot be told."


def _summary(name: VerdictName, sides: _Sides, count: tuple[int, int], carriers: int, conflict: tuple[Said, Said] | None) -> str:
    """The one sentence that says why the verdict is what it is."""
    least, most = count
    who = _named(sides.asserting.values())
    reports = f"carried by {carriers} outlet{'s' if carriers != 1 else ''}"
    if name is VerdictName.CORROBORATED:
        return f"{_counted(least, most)} say so ({who}), {reports}, and nobody with standing denies it."
    if name is VerdictName.SINGLE_SOURCE:
        return f"It goes back to {who} alone, {reports}." if most == 1 else f"Only one of {most} origins ({who}) can be told apart for certain, {reports}."
    if name is VerdictName.CONTESTED:
        return _contested(sides, who, conflict)
    if name is VerdictName.DENIED:
        return f"It is known through its denial by {_named(sides.denying.values())}; nobody with access of their own is found to say so."
    if sides.outnumbered:
        return f"{_named(sides.open.values())} say{_s(sides.open)} that it is not known, oftener than {_named(sides.outnumbered.values())} say{_s(sides.outnumbered)} so."
    return "Nobody with access of their own says so or denies it" + (f"; {_named(sides.open.values())} leave{_s(sides.open)} it open." if sides.open else ".")


def _s(origins: Mapping[str, Origin]) -> str:
    """The ending of a verb whose subject these are."""
    return "s" if len({origin.label for origin in origins.values()}) == 1 else ""


def _contested(sides: _Sides, who: str, conflict: tuple[Said, Said] | None) -> str:
    if sides.standing:
        plural = len(sides.standing) > 1
        why = sorted({support.standing for support in sides.supports if support.side is Side.DENIES and support.standing})
        if {one.label for one in sides.asserting.values()} == {one.label for one in sides.standing.values()}:
            return f"Some who speak for {who} say so, others deny it."
        return f"{who} say{_s(sides.asserting)} so; {_named(sides.standing.values())} den{'y' if plural else 'ies'} it, with standing ({', '.join(why)})."
    assert conflict is not None
    one, two = (f"{sides.asserting[key].label} says {words}" for key, words in conflict)
    return f"{one}, {two}: both cannot hold."


def _counted(least: int, most: int) -> str:
    return f"{least} independent origins" if least == most else f"{least} to {most} independent origins"


def _named(origins: Iterable[Origin]) -> str:
    """Their labels in a row: "A, B and C"; long rows end in a count.

    >>> _named([Origin(key=name, label=name, country=None, access=None, named=True) for name in ("Kyiv", "Seoul", "Washington")])
    'Kyiv, Seoul and Washington'
    """
    labels = list(dict.fromkeys(origin.label for origin in origins))
    if len(labels) > NAMED:
        labels = [*labels[: NAMED - 1], f"{len(labels) - NAMED + 1} others"]
    return " and ".join(filter(None, (", ".join(labels[:-1]), labels[-1]))) if labels else "nobody"


def _credibility(name: VerdictName, least: int, sides: _Sides) -> tuple[int, str]:
    """The Admiralty digit to propose; a person sets it."""
    if name is VerdictName.CORROBORATED:
        digit = 1 if least >= MANY else 2
        return digit, f"{least} independent origins agree"
    if name is VerdictName.CONTESTED:
        return (3, "several independent origins against a denial") if least >= SEVERAL else (4, "one origin against a denial or another figure")
    if name is VerdictName.SINGLE_SOURCE:
        named = any(origin.named for origin in sides.asserting.values())
        return (3, "one named origin with access") if named else (6, "one nameless origin")
    return (5, "denied, and asserted by nobody with access") if name is VerdictName.DENIED else (6, "nobody with access says so")
