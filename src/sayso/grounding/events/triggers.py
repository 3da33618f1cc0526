"""Words that show events: candidates by the tables of triggers, kept where particle, preposition and object fit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from sayso.grounding.events.arguments import Arguments, noun_arguments, verb_arguments
from sayso.model.span import Span
from sayso.model.tree import Tree
from sayso.vocabulary.events import Sense, Trigger, noun_senses, object_classes, phrase_senses, verb_senses

# A trigger counts from this score on: its weight, more where the object it asks for is there.
LEAST = 0.45
FITTING = 0.2
# Verbs that only carry the noun that is the event: whose subject is theirs.
LIGHT = frozenset(
    {
        *("carry", "launch", "stage", "conduct", "hold", "make", "give", "impose", "mount", "undertake", "perform", "take", "have", "open", "begin", "start", "reach"),
        *("wage", "continue", "lead", "order", "announce", "plan", "face", "suffer", "see", "cause", "end", "stop", "halt", "resume", "suspend", "commit", "provide"),
        *("receive", "offer", "sign", "prepare"),
    }
)
# Nouns that only hold what they are of: "a shipment of arms", "an arms shipment".
CONTAINERS = frozenset(
    {
        *("shipment", "consignment", "cargo", "load", "batch", "supply", "delivery", "package", "convoy", "number", "group", "dozen", "hundred", "thousand", "million"),
        *("ton", "tonne", "box", "crate", "container", "truckload", "transfer", "sale", "unit", "member", "piece", "total", "majority", "pair", "couple", "kind", "sort", "type"),
    }
)
MOVERS = frozenset({"move", "happen", "suffer"})


@dataclass(frozen=True, slots=True)
class Shown:
    """An event that a word shows: the token, all tokens of the trigger, its neighbours, and the senses that fit, best first."""

    head: int
    tokens: tuple[int, ...]
    arguments: Arguments
    senses: tuple[tuple[float, Sense], ...]


def find_triggers(tree: Tree) -> list[Shown]:
    """Every trigger of a text, in order; of overlapping ones the longest, and no noun that is the object of a trigger of its own type."""
    found = [*_phrases(tree), *_words(tree)]
    found.sort(key=lambda shown: (-len(shown.tokens), -shown.senses[0][0], shown.head))
    taken: set[int] = set()
    kept: dict[int, Shown] = {}
    for shown in found:
        if taken.isdisjoint(shown.tokens):
            taken.update(shown.tokens)
            kept[shown.head] = shown
    return [kept[head] for head in sorted(kept) if not _is_double(tree, kept[head], kept)]


def _is_double(tree: Tree, shown: Shown, kept: Mapping[int, Shown]) -> bool:
    """Whether a noun only repeats the verb whose object it is: "gave a grant", "signed an agreement"."""
    if tree.is_verb(shown.head):
        return False
    at = shown.head
    while tree.parse.deps[at] in {"conj", "pobj", "prep"} and tree.lower(at) not in {"to", "from", "in", "at"}:
        at = tree.parse.heads[at]
    above = kept.get(tree.parse.heads[at])
    return above is not None and tree.parse.deps[at] in {"dobj", "nsubjpass", "prep", "oprd", "attr"} and above.senses[0][1].type == shown.senses[0][1].type


def _words(tree: Tree) -> Iterator[Shown]:
    parse = tree.parse
    for at in range(len(parse)):
        lemma = parse.lemmas[at].lower()
        if tree.is_verb(at):
            if senses := verb_senses().get(lemma):
                yield from _shown(tree, at, senses, verb_arguments(tree, at))
        elif parse.pos[at] == "NOUN" and (nouns := noun_senses().get(lemma)):
            if parse.deps[at] in {"compound", "nmod"}:  # "the attack helicopter" tells of no attack, "peace talks venue" of no talks
                continue
            yield from _shown(tree, at, nouns, noun_arguments(tree, at, LIGHT))


def _shown(tree: Tree, at: int, senses: tuple[Sense, ...], arguments: Arguments) -> Iterator[Shown]:
    fitting: list[tuple[float, Sense, tuple[int, ...]]] = []
    for sense in senses:
        tokens = _more_words(tree, at, sense.trigger)
        if tokens is None:
            continue
        score = _score(tree, sense.trigger, arguments, tokens)
        if score >= LEAST:
            fitting.append((score + 0.1 * (len(tokens) - 1), sense, tokens))
    if fitting:
        fitting.sort(key=lambda entry: (-entry[0], entry[1].type, entry[1].mode))
        yield Shown(at, fitting[0][2], arguments, tuple((score, sense) for score, sense, _ in fitting))


def _more_words(tree: Tree, at: int, trigger: Trigger) -> tuple[int, ...] | None:
    """The tokens of a trigger of several words: a particle, a preposition, the object of a light verb, what stands before a noun, or simply the next words."""
    wanted = trigger.word.lower().split()
    if len(wanted) == 1:
        return (at,)
    parse = tree.parse
    wanted.remove(parse.lemmas[at].lower() if parse.lemmas[at].lower() in wanted else tree.lower(at))
    near = [kid for kid in tree.children[at] if parse.deps[kid] in NEAR_DEPS]
    near += [deep for kid in near if parse.deps[kid] in {"prep", "dobj"} for deep in tree.children[kid] if parse.deps[deep] in {"pobj", "prep", "compound", "amod"}]
    tokens = [at]
    for word in wanted:
        hit = next((kid for kid in near if kid not in tokens and word in {parse.lemmas[kid].lower(), tree.lower(kid)}), None)
        if hit is None and (following := max(tokens) + 1) < len(parse) and word in {parse.lemmas[following].lower(), tree.lower(following)}:
            hit = following
        if hit is None:
            return None
        tokens.append(hit)
    return tuple(sorted(tokens))


NEAR_DEPS = frozenset({"prt", "prep", "dobj", "advmod", "acomp", "attr", "pobj", "nsubjpass", "compound", "amod", "nmod", "xcomp", "ccomp", "oprd", "agent", "poss"})


def _score(tree: Tree, trigger: Trigger, arguments: Arguments, tokens: tuple[int, ...]) -> float:
    if trigger.prep is not None and trigger.prep not in arguments.prepositions and not any(tree.lower(at) == trigger.prep for at in tokens):
        return 0.0
    if not trigger.object:
        return trigger.weight
    objects = [arguments.done, *arguments.things]
    last = trigger.word.lower().split()[-1]
    if (led := arguments.prepositions.get(trigger.prep or last)) is not None:
        objects.insert(0, led)
    if trigger.frame in MOVERS and arguments.done is None:
        objects.append(arguments.doer)
    return trigger.weight + FITTING if any(_fits(tree, at, trigger.object) for at in objects if at is not None) else 0.0


def _fits(tree: Tree, at: int, names: tuple[str, ...]) -> bool:
    """Whether a noun, or a member of its list, is of one of these classes; names and pronouns count as people."""
    parse = tree.parse
    if "people" in names and (parse.pos[at] == "PROPN" or tree.lower(at) in PERSONS):
        return True
    words = {parse.lemmas[member].lower() for member in (at, *tree.kids(at, "conj", "appos"))}
    if parse.lemmas[at].lower() in CONTAINERS or parse.pos[at] == "NUM":
        words |= {parse.lemmas[kid].lower() for kid in tree.kids(at, "compound", "nmod")}
        for preposition in tree.kids(at, "prep"):
            inner = tree.kid(preposition, "pobj") if tree.lower(preposition) == "of" else None
            if inner is not None:
                words |= {parse.lemmas[member].lower() for member in (inner, *tree.kids(inner, "conj"))}
    return any(not words.isdisjoint(object_classes()[name]) for name in names)


PERSONS = frozenset({"him", "her", "them", "us", "me", "he", "she", "they", "we", "who", "whom", "one", "two", "three", "some", "many", "others", "everyone", "anyone"})


@cache
def _phrase_pattern() -> re.Pattern[str]:
    phrases = sorted(phrase_senses(), key=lambda phrase: (-len(phrase), phrase))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, phrases)) + r")\b" if phrases else r"(?!)", re.IGNORECASE)


def _phrases(tree: Tree) -> Iterator[Shown]:
    """Fixed phrases, with the verb or noun among their words as head."""
    parse = tree.parse
    for match in _phrase_pattern().finditer(parse.text):
        tokens = list(parse.tokens_in(Span(*match.span())))
        if not tokens:
            continue
        head = next((at for at in tokens if parse.heads[at] not in tokens or parse.heads[at] == at), tokens[0])
        arguments = verb_arguments(tree, head) if tree.is_verb(head) else noun_arguments(tree, head, LIGHT)
        senses = tuple((1.0, Sense(kind, mode, Trigger(word=match[0].lower(), weight=1.0))) for kind, mode in phrase_senses()[match[0].lower()])
        yield Shown(head, tuple(tokens), arguments, senses)
