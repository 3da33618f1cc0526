"""The one number that a claim is about, chosen among the quantities inside its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.model.grounding import Quantity, Scope
from sayso.model.span import Span, hull
from sayso.model.tree import Tree
from sayso.vocabulary.actors import people_nouns
from sayso.vocabulary.quantities import quantity_words, unit_kind

CLAUSES = frozenset({"acl", "relcl", "advcl", "ccomp", "xcomp", "pcomp", "csubj", "parataxis"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
RESULT = re.compile(r"\s+to\s+(?:about\s|around\s)?", re.IGNORECASE)
COIN = re.compile(r"[\s-]?([A-Za-z]+)")
AGREED_WITHIN = 6  # tokens from the start of the content to the verb of agreement
SHORT, LONG = 5, 25  # tokens
ARTICLES = frozenset({"the", "these", "those", "its", "their", "his", "her", "our", "my"})
MEASURES = {
    "length": "gauge",
    "speed": "gauge",
    "temperature": "gauge",
    "angle": "gauge",
    "energy": "gauge",
    "other": "gauge",
    "mass": "stuff",
    "volume": "stuff",
    "area": "stuff",
    "data": "gauge",
}
PREPOSITIONS = frozenset({"at", "in", "with", "for", "of", "over", "than", "to", "within", "from", "by", "after"})


@dataclass(frozen=True, slots=True)
class _Candidate:
    quantity: Quantity
    head: int
    first: int
    path: tuple[str, ...]


def claim_quantity(tree: Tree, quantities: Sequence[Quantity], contents: Sequence[Span]) -> Quantity | None:
    """The count, sum or measure that a claim with these content spans states, or None where it states none.

    Each quantity in the contents is scored by a sum of weights (``claim_weights`` in quantity_words.yaml); the best one counts if its score is above nought.
    """
    weights = quantity_words().claim_weights
    if (added := _sum_of_people(tree, _inside(quantities, contents))) is not None:
        return added
    best: tuple[float, Quantity] | None = None
    for quantity, marks in candidates(tree, quantities, contents):
        score = weights["bias"] + sum(weights.get(mark, 0.0) for mark in marks)
        if score > 0 and (best is None or score > best[0]):
            best = score, quantity
    return _in_whole_money(tree, best[1]) if best else _agreed(tree, quantities, contents)


def _agreed(tree: Tree, quantities: Sequence[Quantity], contents: Sequence[Span]) -> Quantity | None:
    """The number before a content that only says that it agrees with others: "a total that agrees with reports from Seoul", "This matches counts by"."""
    table, parse = quantity_words(), tree.parse
    tokens = [at for span in contents for at in parse.tokens_in(span)]
    verb = next((at for at in tokens[:AGREED_WITHIN] if parse.lemmas[at] in table.agreements and tree.is_verb(at)), None)
    if verb is None or not any(parse.lemmas[at] in table.accounts for at in tokens if at > verb):
        return None
    opening = tokens[: tokens.index(verb)]
    if (
        not opening
        or parse.pos[opening[0]] not in {"PRON", "DET"}
        or not all(parse.pos[at] in {"PRON", "DET", "AUX", "ADV"} or parse.lemmas[at] in table.figures for at in opening)
    ):
        return None
    before = [quantity for quantity in quantities if quantity.ordinary and quantity.unit is None and quantity.number.end <= contents[0].start]
    return before[-1] if before and tree.sentence_of[tokens[0]] - tree.sentence_of[parse.tokens_in(before[-1].number)[0]] <= 1 else None


def _in_whole_money(tree: Tree, quantity: Quantity) -> Quantity:
    """Cents as parts of their unit: "60 cents" is 0.60 dollars."""
    word = COIN.match(tree.parse.text, quantity.number.end)
    if word is None or unit_kind(quantity.unit) != "money" or word[1].lower() not in quantity_words().coins:
        return quantity
    low, high = (None if value is None else value / 100 for value in (quantity.minimum, quantity.maximum))
    return replace(quantity, minimum=low, maximum=high)


def candidates(tree: Tree, quantities: Sequence[Quantity], contents: Sequence[Span]) -> Iterator[tuple[Quantity, frozenset[str]]]:
    """The quantities inside the contents with the marks that speak for and against each."""
    inside = _inside(quantities, contents)
    if not inside:
        return
    outdone = _outdone(tree, inside)
    tokens = frozenset(at for span in contents for at in tree.parse.tokens_in(span))
    for number, quantity in enumerate(inside):
        if number in outdone and len(outdone) < len(inside):
            continue
        candidate = _place(tree, quantity, tokens)
        marks = {*_of_value(quantity), *_of_place(tree, candidate, len(tokens)), *_of_neighbours(tree, candidate, inside)}
        yield quantity, frozenset(marks)


def _inside(quantities: Sequence[Quantity], contents: Sequence[Span]) -> list[Quantity]:
    return [quantity for quantity in quantities if quantity.ordinary and any(span.covers(quantity.number) for span in contents)]


def _outdone(tree: Tree, inside: list[Quantity]) -> set[int]:
    """Numbers that give way to another one of the claim: wholes of a part, rejected figures, old values, the step before a result."""
    text = tree.parse.text
    found: set[int] = set()
    for number, quantity in enumerate(inside):
        first = tree.parse.tokens_in(quantity.number)[0]
        later = inside[number + 1] if number + 1 < len(inside) else None
        whole = any(other.whole is not None and other.number.end < quantity.number.start <= other.span.end for other in inside)
        step = later is not None and later.rule != "change from" and RESULT.fullmatch(text[quantity.span.end : later.span.start]) is not None
        if whole or step or quantity.rule == "change from" or _is_rejected(tree, first) or (later is not None and _is_denominator(tree, first)):
            found.add(number)
    return found


def _is_rejected(tree: Tree, first: int) -> bool:
    """Behind "not", "rather than" or "instead of"."""
    before = tree.lower(first - 1) if first else ""
    return before == "not" or (first > 1 and before in {"than", "of"} and tree.lower(first - 2) in {"rather", "instead"})


def _is_denominator(tree: Tree, first: int) -> bool:
    """Behind an "of" that opens a clause: "of 900 members, 40 had paid"."""
    while first and tree.lower(first - 1) in ARTICLES:
        first -= 1
    if not first or tree.lower(first - 1) not in {"of", "among"}:
        return False
    opening = first < 2 or tree.sentence_of[first - 2] != tree.sentence_of[first]
    return opening or tree.lower(first - 2) in {"that", ",", ":", ";", "“", '"', "and", "but", "out"}


def _sum_of_people(tree: Tree, inside: list[Quantity]) -> Quantity | None:
    """Two sorts of people counted side by side, and nothing else, are one count: "eight sailors and three fishermen"."""
    if len(inside) != 2 or not all(_counts_people(tree, quantity) for quantity in inside):
        return None
    one, two = inside
    if one.maximum is None or two.maximum is None or tree.parse.text[one.span.end : two.span.start] not in {" and ", ", and ", " and another ", " and a further "}:
        return None
    low = None if one.minimum is None or two.minimum is None else one.minimum + two.minimum
    span = hull((one.span, two.span))
    return replace(
        one, span=span, number=hull((one.number, two.number)), minimum=low, maximum=one.maximum + two.maximum, counted=span.of(tree.parse.text), counted_at=span, rule="sum"
    )


def _counts_people(tree: Tree, quantity: Quantity) -> bool:
    if quantity.unit is not None or quantity.counted_at is None:
        return False
    noun = people_nouns().get(tree.parse.lemmas[tree.parse.tokens_in(quantity.counted_at)[-1]].lower())
    return noun is not None and noun[1] in {"s", "p"}


def _place(tree: Tree, quantity: Quantity, tokens: frozenset[int]) -> _Candidate:
    """Where the counted noun (or the number) hangs under the top of the content."""
    parse = tree.parse
    number = parse.tokens_in(quantity.number)
    head = parse.tokens_in(quantity.counted_at)[-1] if quantity.counted_at else number[-1]
    path: list[str] = []
    up = head
    while parse.heads[up] != up and parse.heads[up] in tokens:
        path.append(parse.deps[up])
        up = parse.heads[up]
    return _Candidate(quantity, head, number[0], tuple(path))


def _of_value(quantity: Quantity) -> Iterator[str]:
    """Marks of the number itself and its unit."""
    kind = unit_kind(quantity.unit)
    yield MEASURES.get(kind, kind) if kind else "count"
    if quantity.minimum == quantity.maximum and quantity.minimum in {0, 1, 2}:
        yield ("zero", "one", "two")[int(quantity.minimum or 0)]
    if quantity.rule in {"range", "score", "change from", "change to"}:
        yield quantity.rule
    if quantity.scope is not Scope.UNSTATED:
        yield quantity.scope.value
    if quantity.sort is not None:
        yield "sort"
    if quantity.modifier != "=":
        yield "bounded"
    if quantity.counted is None and kind is None:
        yield "bare"


def _of_place(tree: Tree, candidate: _Candidate, size: int) -> Iterator[str]:
    """Marks of the place in the sentence."""
    parse, path = tree.parse, candidate.path
    if not path:
        yield "top"
    elif path[0] in SUBJECTS:
        yield "subject"
    elif path[0] in {"dobj", "attr", "conj", "nummod", "appos", "npadvmod"}:
        yield path[0]
    if any(step in CLAUSES for step in path):
        yield "clause"
    if "pobj" in path:
        yield "prepositional"
    yield "short" if size <= SHORT else "long" if size > LONG else "middling"
    if parse.tags[candidate.head] == "NN" and candidate.quantity.counted is not None and candidate.quantity.unit is None:
        yield "singular"
    if parse.text[candidate.quantity.number.start].isdigit():
        yield "figures"
    if parse.text[candidate.quantity.number.end : candidate.quantity.number.end + 1] == "-":
        yield "hyphen"


def _of_neighbours(tree: Tree, candidate: _Candidate, inside: list[Quantity]) -> Iterator[str]:
    """Marks of the words before and of the other numbers of the claim."""
    quantity, first = candidate.quantity, candidate.first
    before = tree.lower(first - 1) if first else ""
    if before in ARTICLES:
        yield "definite"
        if quantity.counted is None and (quantity.maximum or 0) < 10:
            yield "definite few"
    if before in PREPOSITIONS:
        yield f"after {before}"
    if _is_rejected(tree, first):
        yield "rejected"
    if quantity is inside[0]:
        yield "first"
    if len(inside) == 1:
        yield "only"
    if any(tree.lower(at) in quantity_words().figures for at in range(max(0, first - 6), first)):
        yield "figure noun"
