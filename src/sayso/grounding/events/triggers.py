"""Words that show events: candidates by the tables of triggers, kept where particle, preposition and object fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sayso.grounding.events.arguments import Arguments, noun_arguments, verb_arguments
from sayso.grounding.events.fitting import fit
from sayso.grounding.events.standing_words import tells_nothing
from sayso.model.span import Span
from sayso.model.tree import Tree
from sayso.vocabulary.events import NO_EVENT, Sense, Trigger, noun_senses, object_classes, parts, phrase_senses, right_lemma, verb_senses

# A trigger counts from this score on: its weight, more where the object it asks for is there. c2a-c, c6a-c, 2026-11-29: root type F1 .729 here, .722 at .4, .726 at .5, .709 at .6.
LEAST = 0.45
# A weaker one counts where the event has more to show for it (finding.py), and never before a stronger one.
WEAK = 0.3
# Verbs that only carry the noun that is the event: whose subject is theirs.
LIGHT = frozenset(
    {
        *("carry", "launch", "stage", "conduct", "hold", "make", "give", "impose", "mount", "undertake", "perform", "take", "have", "open", "begin", "start", "reach"),
        *("wage", "continue", "lead", "order", "announce", "plan", "face", "suffer", "see", "cause", "end", "stop", "halt", "resume", "suspend", "commit", "provide"),
        *("receive", "offer", "sign", "prepare"),
    }
)
SPOKEN = frozenset({"ask", "speak"})
VERBAL = frozenset({"REQUEST", "THREATEN", "ACCUSE", "REJECT", "SUPPORT", "AGREE"})
# Types whose verb takes up the noun of any other type that it is done to: "signed a ceasefire" is one event.

ABSORBING = frozenset({"AGREE"})
# Types of what befalls things: their verb does not take up the cause ("the dam burst flooded the town").
HAPPENING = frozenset({"INCIDENT", "CASUALTY"})
# Types whose bare nouns after "the" point back rather than tell.
POINTED = frozenset({"RETREAT", "CONSULT", "ACCUSE", "COOPERATE", "SUPPORT", "AGREE", "REQUEST", "SANCTION", "CONCEDE"})
# Adjectives that stand for a noun do so in these relations ("four dead", "is missing"), not before another noun.
STANDING = frozenset({"attr", "acomp", "pobj", "dobj", "nsubj", "nsubjpass", "ROOT", "conj", "oprd", "appos", "ccomp", "dep", "npadvmod", "advcl", "acl"})
NEAR_DEPS = frozenset({"prt", "prep", "dobj", "advmod", "acomp", "attr", "pobj", "nsubjpass", "compound", "amod", "nmod", "xcomp", "ccomp", "oprd", "agent", "poss", "npadvmod"})
INNER_DEPS = frozenset({"pobj", "prep", "compound", "amod", "nmod"})
ADVERBS = frozenset({"out", "off", "up", "down", "back", "away", "over"})
HYPHENS = frozenset({"-", "–", "‑"})
DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "tomorrow", "yesterday", "night", "morning", "day", "week"})


@dataclass(frozen=True, slots=True)
class Shown:
    """An event that a word shows: the token, all tokens of the trigger, its neighbours, and the senses that fit, best first. ``is_weak`` where the words alone do not show it."""

    head: int
    tokens: tuple[int, ...]
    arguments: Arguments
    senses: tuple[tuple[float, Sense], ...]
    is_weak: bool = False


def find_triggers(tree: Tree) -> list[Shown]:
    """Every trigger of a text, in order; of overlapping ones the longest, and no noun that is the object of a trigger of its own type."""
    found = [*_phrases(tree), *_words(tree)]
    found.sort(key=lambda shown: (shown.is_weak, -len(shown.tokens), -shown.senses[0][0], shown.head))
    taken: set[int] = set()
    kept: dict[int, Shown] = {}
    for shown in found:
        part = shown if taken.isdisjoint(shown.tokens) else _alone(shown, taken)
        if part is not None and part.head not in kept:
            taken.update(part.tokens)
            kept[part.head] = part
    told = [kept[head] for head in sorted(kept) if kept[head].senses[0][1].type != NO_EVENT and not tells_nothing(tree, head, kept[head].senses[0][1])]
    sure = {head: shown for head, shown in kept.items() if not shown.is_weak}
    return [shown for shown in told if not _is_double(tree, shown, sure) and not _is_pointer(tree, shown)]


def _alone(shown: Shown, taken: set[int]) -> Shown | None:
    """The trigger by its head alone, where others have taken some of its words."""
    senses = tuple((score, sense) for score, sense in shown.senses if len(parts(sense.trigger.word)) == 1)
    return Shown(shown.head, (shown.head,), shown.arguments, senses, shown.is_weak) if senses and shown.head not in taken else None


def _is_double(tree: Tree, shown: Shown, kept: Mapping[int, Shown]) -> bool:
    """Whether a noun only repeats the verb whose object it is: "gave a grant", "signed an agreement"."""
    if tree.is_verb(shown.head):
        return _only_happens(tree, shown, kept)
    at = shown.head
    while tree.parse.deps[at] in {"conj", "pobj", "prep"} and tree.lower(at) not in {"to", "from", "in", "at"}:
        at = tree.parse.heads[at]
    above = kept.get(tree.parse.heads[at])
    if above is None or tree.parse.deps[at] not in {"dobj", "nsubjpass", "prep", "oprd", "attr"}:
        return False
    upper = above.senses[0][1].type
    if upper in HAPPENING and tree.parse.deps[at] == "nsubjpass":
        return False
    return upper == shown.senses[0][1].type or (
        upper in ABSORBING and tree.parse.deps[at] in {"dobj", "nsubjpass"} and tree.parse.lemmas[shown.head].lower() in object_classes()["documents"]
    )


def _only_happens(tree: Tree, shown: Shown, kept: Mapping[int, Shown]) -> bool:
    """Whether a verb only says that its subject happened: "the blaze broke out", "a landslide buried the road"."""
    own = shown.senses[0][1]
    told = [kept[noun].senses[0][1] for noun in tree.kids(shown.head, "nsubj", "nsubjpass") if noun in kept]
    return own.type == "INCIDENT" and any((other.type, other.mode) == (own.type, own.mode) for other in told)


def _is_pointer(tree: Tree, shown: Shown) -> bool:
    """Whether a noun points to a thing that is known: "in favour of the truce", "until the inquiry is over"."""
    parse, at = tree.parse, shown.head
    if tree.is_verb(at) or shown.senses[0][1].type not in POINTED or not any(tree.lower(kid) in {"the", "this", "that", "those", "these", "every"} for kid in tree.kids(at, "det")):
        return False
    if len(shown.tokens) > 1 or tree.kid(at, "prep", "amod", "compound", "nmod", "poss", "relcl", "acl") is not None:
        return False
    up = parse.heads[at]
    return parse.deps[at] == "pobj" or (parse.deps[at] == "nsubj" and parse.deps[up] == "advcl")


def _words(tree: Tree) -> Iterator[Shown]:
    for first, last in tree.parse.sentences:
        around: frozenset[str] | None = None
        for at in range(first, last):
            senses, arguments_of = _possible(tree, at)
            if senses:
                around = around or _words_in(tree, first, last)
                near = [sense for sense in senses if sense.words <= around]
                if near:
                    yield from _shown(tree, at, near, arguments_of(tree, at))


def _words_in(tree: Tree, first: int, last: int) -> frozenset[str]:
    """Words and lemmas of a stretch, in lower case: a trigger of several words needs all of its own among them."""
    lemmas = tree.parse.lemmas
    return frozenset(right_lemma(lemmas[at]) for at in range(first, last)) | frozenset(tree.lower(at) for at in range(first, last))


def _possible(tree: Tree, at: int) -> tuple[tuple[Sense, ...], Callable[[Tree, int], Arguments]]:
    """The senses that a word may have as a verb or else as a noun, and what finds the arguments for them."""
    if _stands_as_verb(tree, at) and (senses := _looked_up(tree, at, verb_senses())):
        return senses, verb_arguments
    if not _stands_as_noun(tree, at):
        return (), _arguments_of_noun
    senses = _looked_up(tree, at, noun_senses()) or (_of_gerund(tree.lower(at)) if tree.parse.tags[at] == "NN" else ())
    return senses, _arguments_of_noun


def _arguments_of_noun(tree: Tree, at: int) -> Arguments:
    return noun_arguments(tree, at, LIGHT)


def _looked_up(tree: Tree, at: int, table: Mapping[str, tuple[Sense, ...]]) -> tuple[Sense, ...]:
    """The senses of a word's lemma and, where that is another word, of the word as it stands."""
    lemma, word = right_lemma(tree.parse.lemmas[at]), tree.lower(at)
    return table.get(lemma, ()) + (table.get(word, ()) if word != lemma else ())


def _stands_as_verb(tree: Tree, at: int) -> bool:
    """Whether a word is a verb that tells something: no participle before its noun ("captured soldiers") and none that has an article ("the accused")."""
    parse = tree.parse
    if not tree.is_verb(at):
        return False
    if tree.kid(at, "det") is not None and parse.tags[at] in {"VBN", "VBG"}:
        return False
    if parse.deps[at] != "amod" or parse.heads[at] < at or at == 0:
        return True
    return parse.lemmas[at - 1] == "have" if parse.tags[at] == "VBN" else parse.pos[at - 1] in {"VERB", "ADP"}


def _stands_as_noun(tree: Tree, at: int) -> bool:
    """Whether a word may be a noun trigger: a noun that no other noun follows ("the attack helicopter" tells of no attack), or an adjective in a noun's place."""
    pos, dep = tree.parse.pos[at], tree.parse.deps[at]
    if pos == "NOUN":
        return dep not in {"compound", "nmod"}
    return (pos == "ADJ" or tree.parse.tags[at] in {"VBN", "VBG"}) and dep in STANDING


@cache
def _of_gerund(word: str) -> tuple[Sense, ...]:
    """The senses of the verb that a noun in -ing comes from: "the sending of troops"."""
    if not word.endswith("ing") or len(word) < 6:
        return ()
    stem = word[:-3]
    tries = (stem, stem + "e", stem[:-1] if stem[-1] == stem[-2] else stem)
    return next((verb_senses()[verb] for verb in tries if verb in verb_senses()), ())


def _shown(tree: Tree, at: int, senses: Sequence[Sense], arguments: Arguments) -> Iterator[Shown]:
    fitting: list[tuple[float, Sense, tuple[int, ...]]] = []
    for sense in senses:
        tokens = _more_words(tree, at, sense.trigger)
        if tokens is None:
            continue
        score = fit(tree, at, sense, arguments, tokens)
        if score >= WEAK:
            fitting.append((score + 0.1 * (len(tokens) - 1), sense, tokens))
    strong = [entry for entry in fitting if entry[0] - 0.1 * (len(entry[2]) - 1) >= LEAST]
    if fitting:
        is_weak, fitting = not strong, strong or fitting
        fitting.sort(key=lambda entry: (-len(entry[2]), -entry[0], entry[1].type, entry[1].mode))
        yield Shown(at, _own_tokens(tree, at, fitting[0][1], fitting[0][2]), arguments, tuple((score, sense) for score, sense, _ in fitting), is_weak)


def _own_tokens(tree: Tree, at: int, sense: Sense, tokens: tuple[int, ...]) -> tuple[int, ...]:
    """The tokens of a trigger without what is another event: in "demanded the recall", "threatened to cut" only the speech act."""
    if (sense.trigger.frame not in SPOKEN and sense.type not in VERBAL) or not tree.is_verb(at):
        return tokens
    if not any(token > at and _shows_another(tree, token, sense.type) for token in tokens):
        return tokens
    return tuple(token for token in tokens if token <= at or (tree.parse.deps[token] == "prt" and tree.parse.heads[token] == at))


def _shows_another(tree: Tree, at: int, kind: str) -> bool:
    """Whether a word may show an event of another type than this."""
    table = verb_senses() if tree.is_verb(at) else noun_senses()
    senses = _looked_up(tree, at, table) if tree.parse.pos[at] in {"NOUN", "VERB"} else ()
    return bool(senses) and all(sense.type != kind for sense in senses)


def _more_words(tree: Tree, at: int, trigger: Trigger) -> tuple[int, ...] | None:
    """The tokens of a trigger of several words: a particle, a preposition, the object of a light verb, what stands before a noun, or simply the next words."""
    wanted = list(parts(trigger.word))
    if len(wanted) == 1:
        return (at,)
    parse = tree.parse
    wanted.remove(next((own for own in (right_lemma(parse.lemmas[at]), tree.lower(at)) if own in wanted), wanted[0]))
    near = [kid for kid in tree.children[at] if parse.deps[kid] in NEAR_DEPS]
    tokens = [at]
    for number, word in enumerate(wanted, 1):
        inner = [deep for kid in (*tokens[1:], *tree.kids(at, "dobj")) for deep in tree.children[kid] if parse.deps[deep] in INNER_DEPS]
        hit = _hit(tree, word, [*near, *inner], tokens)
        if hit is None or (number == len(wanted) and _has_object_before(tree, at, hit, tokens)):
            return None
        tokens.append(hit)
    return tuple(sorted(tokens))


def _has_object_before(tree: Tree, at: int, hit: int, tokens: list[int]) -> bool:
    """Whether an object stands between a verb and the preposition that would end the trigger: "moved troops into" is no "move into"."""
    if not tree.is_verb(at) or tree.parse.deps[hit] not in {"prep", "agent"} or tree.lower(hit) in ADVERBS or any(tree.parse.deps[token] in {"dobj", "prt"} for token in tokens):
        return False
    return any(kid < hit for kid in tree.kids(at, "dobj", "nsubjpass"))


def _hit(tree: Tree, word: str, near: list[int], tokens: list[int]) -> int | None:
    """The token of one more word: below the head, or beside the words found already."""
    beside = [_step(tree, max(tokens), 1), _step(tree, min(tokens), -1)]
    for kid in (*near, *(at for at in beside if at is not None)):
        if kid in tokens or word not in {tree.parse.lemmas[kid].lower(), tree.lower(kid)}:
            continue
        if tree.parse.deps[kid] == "nsubj" and tree.parse.heads[kid] == tokens[0]:  # "pilots trained" trains no pilots
            continue
        if tree.is_verb(kid) and word != tree.lower(kid) and tree.parse.tags[kid] not in {"VBN", "VBD"}:  # "go on striking" is no "go on strike"
            continue
        if tree.parse.pos[kid] == "ADP" and (noun := tree.kid(kid, "pobj")) is not None and tree.lower(noun) in DAYS:  # "put on Monday"
            continue
        return kid
    return None


def _step(tree: Tree, at: int, way: int) -> int | None:
    at += way
    while 0 <= at < len(tree.parse) and tree.parse.words[at] in HYPHENS:
        at += way
    return at if 0 <= at < len(tree.parse) else None


@cache
def _phrases_by_first_word() -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    for phrase in sorted(phrase_senses(), key=lambda phrase: (-len(phrase), phrase)):
        table.setdefault(parts(phrase)[0], []).append(phrase)
    return {word: tuple(phrases) for word, phrases in table.items()}


def _phrases(tree: Tree) -> Iterator[Shown]:
    """Fixed phrases, the longest at each word, with the verb or noun among their words as head."""
    parse, table = tree.parse, _phrases_by_first_word()
    for at in range(len(parse)):
        for phrase in table.get(tree.lower(at), ()):
            start, end = parse.starts[at], parse.starts[at] + len(phrase)
            if parse.text[start:end].lower() == phrase and not parse.text[end : end + 1].isalnum():
                yield _phrase(tree, phrase, list(parse.tokens_in(Span(start, end))))
                break


def _phrase(tree: Tree, phrase: str, tokens: list[int]) -> Shown:
    heads = tree.parse.heads
    head = next((at for at in tokens if heads[at] not in tokens or heads[at] == at), tokens[0])
    arguments = verb_arguments(tree, head) if tree.is_verb(head) else noun_arguments(tree, head, LIGHT)
    senses = tuple((1.0, Sense(kind, mode, Trigger(word=phrase, weight=1.0))) for kind, mode in phrase_senses()[phrase])
    return Shown(head, tuple(tokens), arguments, senses)
