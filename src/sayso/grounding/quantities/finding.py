"""All quantities of a text: numbers, measures and ranges put together with their bounds and with what they count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sayso.grounding.quantities.bounds import bound_after, bound_before, direction, increment_before
from sayso.grounding.quantities.counting import find_counted, find_scope, find_sort
from sayso.grounding.quantities.measures import Measured, measure
from sayso.grounding.quantities.numbers import Number, has_figure, number_gate, read_numbers
from sayso.grounding.quantities.ordinary import UNCOUNTED, is_ordinary
from sayso.grounding.quantities.ranges import Joined, join
from sayso.grounding.quantities.screening import is_quantity
from sayso.model.grounding import Quantity
from sayso.model.span import Span
from sayso.model.tree import Tree
from sayso.vocabulary.quantities import Bound, quantity_words

OTHER_UNIT = re.compile(r"\s?[(/]\s?")
FAR_MEASURES = frozenset({"length", "speed", "temperature", "angle"})  # "within 15 miles of the town" counts no town
SIGN = re.compile(r"[+−-]")
LISTS = frozenset({" and ", " or ", " to ", ", ", ", and "})
HYPHENS = frozenset({"-", "–"})
OR_IN = re.compile(r"(?:\s[a-z]+)?,?\sor\s")


def find_quantities(tree: Tree) -> tuple[Quantity, ...]:
    """The quantities of a document in the order of its text."""
    parse = tree.parse
    gate = number_gate()
    found: list[Quantity] = []
    for first, last in parse.paragraphs:
        places = [at for at in range(first, last) if (word := parse.words[at]) in gate or has_figure(word)]
        if places:
            found.extend(_in_paragraph(tree, places))
    return tuple(found)


def _in_paragraph(tree: Tree, places: list[int]) -> Iterator[Quantity]:
    parse, text = tree.parse, tree.parse.text
    numbers = read_numbers(text, ((parse.starts[at], parse.ends[at]) for at in places))
    joined = join(text, _measured(tree, numbers))
    earlier: Quantity | None = None
    for number, one in enumerate(joined):
        quantity = _quantity(tree, one, joined[number + 1] if number + 1 < len(joined) else None)
        earlier = _converted(text, earlier, joined[number - 1], quantity, one) if earlier else quantity
        yield earlier


def _measured(tree: Tree, numbers: list[Number]) -> list[Measured]:
    """The numbers that count or measure; what a hyphen ties to a name goes with it ("beat Lea 2-1")."""
    text = tree.parse.text
    found: list[Measured] = []
    rejected = -1
    for number in numbers:
        one = measure(text, number)
        if one is None or _is_listed(tree, text[rejected : number.start], one) or not is_quantity(tree, one):
            rejected = number.end
        else:
            found.append(one)
    return found


def _is_listed(tree: Tree, gap: str, one: Measured) -> bool:
    """Whether a bare number is joined to one that was a name: "Rooms 8 and 9"."""
    if gap in HYPHENS:
        return True
    parse = tree.parse
    after = parse.tokens_in(Span(one.start, one.end)).stop
    return gap in LISTS and one.unit is None and one.number.form == "figures" and (after >= len(parse) or parse.pos[after] not in {"NOUN", "ADJ"})


def _converted(text: str, earlier: Quantity, source: Joined, quantity: Quantity, one: Joined) -> Quantity:
    """The same in another unit, in brackets or after "or", has the bound and the direction of the first: "over 40 kg (88 lb)", "shed 45 points, or 1.2 %"."""
    gap = text[source.end : one.start]
    if quantity.modifier != "=" or quantity.unit is None or (earlier.unit is None and earlier.modifier not in {"up", "down"}):
        return quantity
    if OTHER_UNIT.fullmatch(gap) and earlier.modifier in {">", "<", "~"}:
        low, high = (quantity.minimum if earlier.minimum is not None else None), (quantity.maximum if earlier.maximum is not None else None)
        return replace(quantity, modifier=earlier.modifier, minimum=low, maximum=high)
    if earlier.modifier in {"up", "down"} and (OR_IN.fullmatch(gap) or OTHER_UNIT.fullmatch(gap)):
        return replace(quantity, modifier=earlier.modifier)
    return quantity


def _quantity(tree: Tree, one: Joined, follower: Joined | None) -> Quantity:
    parse, text = tree.parse, tree.parse.text
    tokens = parse.tokens_in(Span(one.start, one.end))
    numbers = parse.tokens_in(Span(one.first.number.start, one.last.number.end))
    counted = find_counted(tree, tokens.stop - 1, measured=one.last.unit is not None and one.last.kind != "times", of=one.last.kind not in FAR_MEASURES)
    before = bound_before(text, one.start)
    if before is not None and _is_particle(tree, before[0], one.start):
        before = None
    after = None if before else bound_after(text, tuple(dict.fromkeys((one.end, counted.span.end if counted else one.end, _after_participle(tree, tokens.stop) or one.end))))
    bound = before or after
    start, end = _with_increment(tree, before[0] if before else one.start), max(one.end, counted.span.end if counted else 0, after[0] if after else 0)
    scope, whole = find_scope(tree, one, text[start : one.start], follower)
    low, high = _limits(one, bound[1] if bound else None)
    return Quantity(
        span=Span(start, end),
        number=Span(one.first.number.start, one.last.number.end),
        minimum=low,
        maximum=high,
        modifier=_modifier(tree, one, tokens.start, bound[1] if bound else None),
        unit=one.last.name,
        counted=counted.span.of(text) if counted else None,
        counted_at=counted.span if counted else None,
        sort=find_sort(tree, tokens.stop - 1, counted.head if counted else None) if one.last.kind is None else None,
        scope=scope,
        whole=whole,
        ordinary=is_ordinary(tree, one, numbers.start, counted),
        rule=_rule(one),
    )


def _is_particle(tree: Tree, start: int, end: int) -> bool:
    """Whether a word of bound belongs to a verb before it ("handed over 42 documents"), or is a noun ("the top 40")."""
    parse = tree.parse
    at = parse.tokens_in(Span(start, end)).start
    word = tree.lower(at)
    if word in {"over", "under", "above", "below", "near", "around", "about", "within"} and parse.ends[at] + 2 >= end:
        return (parse.tags[at] == "RP" or parse.deps[at] == "prt") and parse.lemmas[parse.heads[at]].lower() in quantity_words().particle_verbs
    return word == "top" and not parse.tags[at].startswith("VB")


def _with_increment(tree: Tree, start: int) -> int:
    """Where a word of addition before the number begins: "another 600", "an additional 500"."""
    match = increment_before().search(tree.parse.text, max(0, start - 20), start)
    return match.start() if match else start


def _after_participle(tree: Tree, after: int) -> int:
    """Where a participle behind the number ends ("300 dead or more"); 0 where there is none."""
    parse = tree.parse
    return parse.ends[after] if after < len(parse) and parse.tags[after] in {"VBN", "JJ", "NNS"} else 0


def _limits(one: Joined, bound: Bound | None) -> tuple[float | None, float | None]:
    """Least and most value: a bound opens the other end."""
    if one.shape == "range" or bound is None or one.high is None:
        if bound is not None and bound.bounds == "most" and one.high is None:
            return None, one.low
        return one.low, one.high
    if bound.bounds == "least":
        return one.low, None
    return (None, one.high) if bound.bounds == "most" else (one.low, one.high)


def _modifier(tree: Tree, one: Joined, first: int, bound: Bound | None) -> str:
    change = bound.change if bound else "="
    if change == ">" or one.shape in {"from", "ratio"}:
        return change
    if one.last.kind == "ratio" and one.shape == "single" and (sign := SIGN.search(tree.parse.text, max(0, one.start - 1), one.start + 1)):
        return "up" if sign[0] == "+" else "down"
    return direction(tree, first, one.first) or change


def _rule(one: Joined) -> str:
    if one.last.number.form in UNCOUNTED:
        return one.last.number.form
    return {"score": "score", "range": "range", "ratio": "share", "from": "change from", "to": "change to"}.get(
        one.shape, one.last.number.form if one.last.unit is None else f"measure: {one.last.kind}"
    )
