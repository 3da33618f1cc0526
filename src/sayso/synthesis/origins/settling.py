"""Which side counts of an origin that is told to say so and to deny it. Nobody makes a thing contested by denying their own words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sayso.model.proposition import Side, Support
from sayso.model.weighing import Statement, Voice
from sayso.synthesis.origins.sides import is_negated
from sayso.synthesis.positions import said_on

TAKING = frozenset({Side.ASSERTS, Side.DENIES})
RULE = "an origin that is told to say so and to deny it counts on one side"


def settled(supports: Sequence[Support], statements: Mapping[str, Statement]) -> frozenset[str]:
    """The statements that do not count, because the same origin counts on the other side.

    Of one voice, an act of denying is directed at what others say, and stays until the same voice confirms it; where nobody else says so, or where only the words are
    negative, the last day counts, and of one day the side with more statements, before a tie what is asserted. Nothing is to settle where somebody rejects another's figure
    and gives one of their own. Different voices of one body or government may take different sides, but only by an act of denying; once that is its last word, the body does not
    count among the others who say so.
    """
    taken: dict[tuple[str, str], dict[Side, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for support in supports:
        if support.side is Side.DENIES or (support.side is Side.ASSERTS and support.adds):
            one = statements[support.statement]
            taken[support.origin.key, voice_name(one.speaker)][support.side].append(one)
    asserting = {(one.origin.key, voice_name(statements[one.statement].speaker)) for one in supports if one.side is Side.ASSERTS and one.adds and one.origin.access is not None}
    aside: set[str] = set()
    for who, sides in taken.items():
        says, denies = sides[Side.ASSERTS], sides[Side.DENIES]
        others = bool(asserting - {who})
        if says and denies and not (others and _figures(says) and _figures(denies)):
            side = _side(says, denies, others=others)
            aside.update(one.id for one in (denies if side is Side.ASSERTS else says))
    for key in sorted({key for key, _ in taken}):
        left = {side: [one for (other, _), sides in taken.items() if other == key for one in sides[side] if one.id not in aside] for side in TAKING}
        aside.update(_no_acts(left[Side.ASSERTS], left[Side.DENIES]))
        if any(other != key for other, _ in asserting):
            aside.update(_given_up(left[Side.ASSERTS], left[Side.DENIES]))
    return frozenset(aside)


def _no_acts(says: Sequence[Statement], denies: Sequence[Statement]) -> list[str]:
    """The statements of different voices whose negative words are no denial of what the others of their origin say."""
    if not says or any(one.act == "deny" for one in denies) or (_figures(says) and _figures(denies)):
        return []
    return [one.id for one in denies]


def _given_up(says: Sequence[Statement], denies: Sequence[Statement]) -> list[str]:
    """What a body said before its voices turned to denying it; nothing where each side has figures, or where some voice still says so on the last day."""
    acts = [said_on(one) for one in denies if one.act == "deny"]
    over = acts and says and max(said_on(one) for one in says) < max(acts)
    return [one.id for one in says] if over and not (_figures(says) and _figures(denies)) else []


def _side(says: Sequence[Statement], denies: Sequence[Statement], *, others: bool) -> Side:
    acts = [one for one in denies if one.act == "deny" or not is_negated(one.content)]
    if others and acts:
        last = max(said_on(one) for one in acts)
        return Side.ASSERTS if any(one.act == "confirm" and said_on(one) >= last for one in says) else Side.DENIES
    return Side.DENIES if _weight(denies) > _weight(says) else Side.ASSERTS


def _weight(told: Sequence[Statement]) -> tuple[str, int]:
    """The last day on which it was said, and how often on that day."""
    days = [said_on(one) for one in told]
    return max(days), days.count(max(days))


def voice_name(voice: Voice) -> str:
    """By what a voice is told from others of its body: its name, else that of the body, else its words."""
    return voice.name or voice.organisation or (voice.words or "").lower()


def _figures(told: Sequence[Statement]) -> bool:
    return any(one.amount is not None for one in told)
