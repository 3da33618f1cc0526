"""How two texts stand to each other, as the scorers of stance, contradiction and quantity pairs take it: one label for each pair."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sayso.documents.build import DocumentBuilder, Limits
from sayso.grounding.events.realis import standing
from sayso.grounding.quantities import claim_quantity, find_quantities
from sayso.grounding.times import find_expressions, find_intervals
from sayso.model.claim import SpeechAct
from sayso.model.document import RawItem
from sayso.model.grounding import Quantity
from sayso.model.proposition import Relation
from sayso.model.span import Span
from sayso.model.tree import Tree
from sayso.model.weighing import Amount, Where
from sayso.pipeline import Pipeline
from sayso.synthesis.relations.contradiction import contradicts
from sayso.synthesis.relations.facts import Counted, Dated, Stated
from sayso.synthesis.relations.numbers import Numbered, relate
from sayso.synthesis.relations.stance import stance
from sayso.vocabulary.loader import certainty, cues
from sayso.vocabulary.relations import relation_words

name = "stance"
LABELS = {Relation.SAME: "agree", Relation.AGREES: "agree", Relation.UPDATED: "update", Relation.CONTRADICTS: "contradict", Relation.NOT_COMPARABLE: "not_comparable"}
DAY = "2024-06-12"  # the pairs have no date; weekdays only need to be put in order
PAIRS = (("a", "b"), ("claim", "text"))


def whole(rows: Sequence[dict[str, Any]], pipeline: Pipeline) -> Iterator[dict[str, Any]]:
    """The label of each pair, by the shape of its row: quantity pairs have "a" and "b", contradiction pairs "numeric", headlines neither."""
    trees = _trees(sorted({row[key] for row in rows for keys in PAIRS for key in keys if key in row}), pipeline)
    for row in rows:
        first, second = (trees[row[key]] for key in (("a", "b") if "a" in row else ("claim", "text")))
        yield {"id": row["id"], "label": quantity_pair(first, second) if "a" in row else fact_pair(first, second) if "numeric" in row else stance(first, second).value}


def _trees(texts: Sequence[str], pipeline: Pipeline) -> Mapping[str, Tree]:
    builder = DocumentBuilder(Limits(characters=1_000_000, html_seconds=20))
    documents = (builder.build(RawItem(location="pair", media_type="text/plain", data=text.encode("utf-8", "surrogatepass")))[0] for text in texts)
    return dict(zip(texts, pipeline.trees(documents), strict=True))


# Pairs of a claim and a sentence with dates and numbers


def fact_pair(claim: Tree, text: Tree) -> str:
    """Agree or contradict."""
    return "contradict" if contradicts(_stated_facts(claim), _stated_facts(text))[0] else "agree"


def _stated_facts(tree: Tree) -> Stated:
    intervals = find_intervals(tree, find_expressions(tree, None), None)
    words = tree.parse.text
    amounts = (Counted(span=quantity.span, amount=_amount(quantity, words)) for quantity in find_quantities(tree) if quantity.ordinary)
    return Stated(tree=tree, dates=tuple(Dated(span=one.span, start=one.start, end=one.end) for one in intervals), amounts=tuple(amounts))


# Pairs of sentences with quantities


def quantity_pair(first: Tree, second: Tree) -> str:
    """agree, contradict, update, not_comparable, or deny where one of the two rejects what is said."""
    one, other = _read(first), _read(second)
    if one.is_open or other.is_open:
        return "not_comparable"
    if one.rejects != other.rejects:
        return "deny"
    if one.number is None or other.number is None:
        return "not_comparable"
    pair = sorted(_of_one_speaker(one.number, other.number), key=lambda number: (number.revises, _ends(number.as_of)))
    return LABELS[relate(*pair)[0]]


def _of_one_speaker(one: Numbered, other: Numbered) -> tuple[Numbered, Numbered]:
    """The pair, with one origin where the shorter name of a speaker begins the longer one ("officials", "officials in the capital")."""
    shorter, longer = sorted((one.origin, other.origin), key=len)
    same = bool(shorter) and f"{longer} ".startswith(f"{shorter} ")
    return (replace(one, origin=longer), replace(other, origin=longer)) if same else (one, other)


@dataclass(frozen=True, slots=True)
class _Sentence:
    number: Numbered | None
    rejects: bool
    is_open: bool


def _read(tree: Tree) -> _Sentence:
    """A sentence with its speaker, its number and the verb that is said of what is counted."""
    parse = tree.parse
    words = " ".join(word.lower() for word in parse.words)
    is_open = any(f" {phrase} " in f" {words} " for phrase in certainty().unknowns)
    quantities = find_quantities(tree)
    quantity = _stated(tree, quantities)
    return _Sentence(number=_numbered(tree, quantity) if quantity else None, rejects=_rejects(tree, quantity), is_open=is_open)


def _stated(tree: Tree, quantities: Sequence[Quantity]) -> Quantity | None:
    """The number that the sentence is about."""
    ordinary = [quantity for quantity in quantities if quantity.ordinary and quantity.rule != "change from"]
    found = claim_quantity(tree, quantities, [Span(0, len(tree.parse.text))])
    return found if found in ordinary or not ordinary else ordinary[0]


def _rejects(tree: Tree, quantity: Quantity | None) -> bool:
    """Whether the sentence reports a denial, calls a number false, or says that there is none."""
    parse = tree.parse
    denying = {lemma for group in cues().verbs if group.act is SpeechAct.DENY for lemma in group.lemmas}
    if any(parse.lemmas[at].lower() in denying and tree.is_verb(at) for at in range(len(parse))):
        return True
    if any(tree.lower(at) in certainty().rejections and not _is_negated(tree, at) for at in range(len(parse))):
        return True
    return quantity is None and any(tree.lower(at) in {"no", "none"} and parse.deps[at] in {"det", "nsubj", "nsubjpass", "dobj", "neg"} for at in range(len(parse)))


def _is_negated(tree: Tree, at: int) -> bool:
    return any(tree.negation(up) is not None for up in tree.ancestors(at)) or any(tree.lower(kid) in {"no", "not"} for kid in tree.children[at])


def _numbered(tree: Tree, quantity: Quantity) -> Numbered:
    parse = tree.parse
    head = parse.tokens_in(quantity.counted_at or quantity.number)[-1]
    verb = next((up for up in tree.ancestors(head) if tree.is_verb(up)), None)
    reporting = _reporting(tree, verb)
    intervals = find_intervals(tree, find_expressions(tree, DAY), DAY)
    own = [tree.lower(at) for at in range(len(parse))]
    revises = verb is not None and parse.lemmas[verb] in relation_words().revisions and any(word in relation_words().figures or word == "earlier" for word in own)
    text = parse.text
    return Numbered(
        statement=text,
        amount=_amount(quantity, text),
        event=None,
        predicate=_predicate(tree, verb) if verb is not None and verb != reporting and not revises else None,
        standing=_standing(tree, verb),
        places=() if verb is None else tuple(_places(tree, verb, [interval.span for interval in intervals])),
        actors=(),
        said=None,
        as_of=intervals[-1].interval if intervals else None,
        origin=_speaker(tree, reporting if reporting is not None else verb),
        revises=revises,
    )


def _predicate(tree: Tree, verb: int) -> str:
    """The lemma of a verb with its particle: "shoot down"."""
    particle = tree.kid(verb, "prt")
    return tree.parse.lemmas[verb].lower() + (f" {tree.lower(particle)}" if particle is not None else "")


def _amount(quantity: Quantity, text: str) -> Amount:
    return Amount(
        minimum=quantity.minimum,
        maximum=quantity.maximum,
        modifier=quantity.modifier,
        unit=quantity.unit,
        counted=quantity.counted,
        sort=quantity.sort,
        scope=quantity.scope.value,
        whole=quantity.whole,
        words=quantity.span.of(text),
    )


def _reporting(tree: Tree, verb: int | None) -> int | None:
    """The verb by which somebody says it: above the verb that is said of what is counted, else the top of a sentence or beside it."""
    lemmas = {lemma for group in cues().verbs for lemma in group.lemmas}
    places: list[int] = list(tree.ancestors(verb)) if verb is not None else []
    for top in (at for at in range(len(tree.parse)) if tree.parse.heads[at] == at):
        places += [top, *tree.children[top]]
    return next((at for at in places if at != verb and tree.is_verb(at) and tree.parse.lemmas[at].lower() in lemmas and tree.subject(at) is not None), None)


def _speaker(tree: Tree, verb: int | None) -> str:
    """Who says it, in lower case; "" where nobody is named."""
    subject = tree.subject(verb) if verb is not None else None
    if subject is None:
        return ""
    last = max((kid_right for kid_right in (tree.right[kid] for kid in tree.kids(subject, "prep") if not _is_time(tree, kid)) if kid_right < (verb or 0)), default=subject)
    span = tree.stretch(tree.left[subject], last)
    return span.of(tree.parse.text).lower() if span else ""


def _is_time(tree: Tree, preposition: int) -> bool:
    own = Span(tree.parse.starts[preposition], tree.parse.ends[tree.right[preposition]])
    return any(interval.span.overlaps(own) for interval in find_intervals(tree, find_expressions(tree, DAY), DAY))


def _standing(tree: Tree, verb: int | None) -> str:
    if verb is None:
        return "fact"
    found = standing(tree, verb)
    if found.condition is not None:
        return "condition"
    if found.planned or tree.parse.lemmas[verb].lower() in relation_words().plans:
        return "plan"
    return "condition" if found.hypothetical else "fact"


def _places(tree: Tree, verb: int, times: Sequence[Span]) -> Iterator[Where]:
    """The places that stand behind a preposition under the verb, however far down."""
    parse = tree.parse
    for at in range(tree.left[verb], tree.right[verb] + 1):
        if tree.lower(at) not in relation_words().locatives or (noun := tree.kid(at, "pobj")) is None:
            continue
        span = tree.stretch(tree.left[noun], noun)
        if span is not None and not any(time.overlaps(span) for time in times) and verb in tree.ancestors(at):
            yield Where(name=span.of(parse.text).lower(), id=None, country=None)


def _ends(interval: str | None) -> str:
    return interval.partition("/")[2] if interval else ""
