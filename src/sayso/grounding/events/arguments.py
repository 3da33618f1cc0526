"""The neighbours of a trigger: who does it, what it is done to, and what prepositions add."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.model.clauses import BLAMING, agent, antecedent, is_passive, object_of, subject_of
from sayso.model.tree import Tree
from sayso.vocabulary import actors, loader
from sayso.vocabulary.events import object_classes

HARMING = frozenset({"kill", "wound", "injure", "hurt", "maim", "damage", "destroy"})
# Deeds whose owner is mostly the one who suffers them: "the trader's arrest".
BEFALLING = frozenset(
    {
        *("arrest", "rearrest", "detention", "imprisonment", "jailing", "abduction", "kidnapping", "capture", "release", "murder", "killing", "assassination", "execution"),
        *("expulsion", "deportation", "extradition", "conviction", "acquittal", "prosecution", "trial", "sentencing", "beating", "poisoning", "dismissal", "removal", "ouster"),
    }
)
PROVIDING = frozenset({"provide", "supply", "equip", "furnish", "present", "arm", "issue"})
SENDING = frozenset({"send", "throw", "lead", "order", "bring", "put", "force", "push"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})


@dataclass(slots=True)
class Arguments:
    """Token numbers: ``doer`` does it, ``done`` is what it is done to, ``given`` receives by an indirect object; ``prepositions`` leads to their nouns; ``things`` are
    further words for the object (what stands before a noun trigger); ``clause`` is the verb of what is asked or said.
    """

    doer: int | None = None
    done: int | None = None
    given: int | None = None
    clause: int | None = None
    passive: bool = False
    prepositions: dict[str, int] = field(default_factory=dict)
    things: tuple[int, ...] = ()


def verb_arguments(tree: Tree, verb: int) -> Arguments:
    """The arguments of a verb."""
    found = Arguments(doer=subject_of(tree, verb), done=object_of(tree, verb), passive=is_passive(tree, verb))
    if found.doer is None and not found.passive:
        found.doer = _suspected(tree, verb)
    for kid in tree.kids(verb, "dative"):
        noun = tree.kid(kid, "pobj") if tree.parse.pos[kid] == "ADP" else kid
        found.given = noun if noun is not None else found.given
    if found.passive and found.given is None and (thing := tree.kid(verb, "dobj")) is not None:  # "was given medicine"
        found.given, found.done = found.done, thing
    found.clause = tree.kid(verb, "ccomp", "xcomp", "advcl")
    _prepositions(tree, verb, found)
    if found.done is not None:
        for name, noun in led(tree, found.done):
            found.prepositions.setdefault(name, noun)
    return found


def _suspected(tree: Tree, verb: int) -> int | None:
    """Who is said to do it in "a lorry suspected of carrying rifles"."""
    parse = tree.parse
    above = parse.heads[parse.heads[verb]]
    blamed = parse.deps[verb] == "pcomp" and parse.deps[above] in {"acl", "relcl"} and parse.lemmas[above].lower() in BLAMING and is_passive(tree, above)
    return object_of(tree, above) if blamed else None


def noun_arguments(tree: Tree, noun: int, light: frozenset[str]) -> Arguments:
    """The arguments of a noun: its owner, by-phrase or adjective does it, or the subject of the light verb whose object it is."""
    parse = tree.parse
    found = Arguments()
    _prepositions(tree, noun, found)
    owner = tree.kid(noun, "poss")
    before = tuple(kid for kid in tree.kids(noun, "compound", "nmod", "amod") if kid < noun)
    found.things = tuple(kid for kid in before if parse.deps[kid] != "amod")
    befalls = owner is not None and parse.lemmas[noun].lower() in BEFALLING and "of" not in found.prepositions and not _acts(tree, owner)
    found.doer = found.prepositions.get("by", None if befalls else owner)
    if found.doer is None:
        named = [kid for kid in before if parse.words[kid][:1].isupper()]
        found.doer = next(
            (kid for kid in named if parse.pos[kid] == "PROPN" or kid > parse.sentences[tree.sentence_of[kid]][0]), next(iter(named), None) if len(named) == 1 else None
        )
    if found.doer is None:
        found.doer = _of_participle(tree, noun)
    if found.doer is None:
        found.doer = _of_light_verb(tree, noun, light)
    found.done = owner if befalls else next((found.prepositions[name] for name in ("of", "on", "against", "at", "into") if name in found.prepositions), None)
    found.clause = tree.kid(noun, "acl", "ccomp")
    _of_providing(tree, noun, found)
    _of_harm(tree, noun, found)
    return found


def _acts(tree: Tree, owner: int) -> bool:
    """Whether an owner is a country, body or force, which arrests rather than being arrested."""
    lemma = tree.parse.lemmas[owner].lower()
    return tree.lower(owner) in loader.country_words() or lemma in object_classes()["forces"] or (lemma in actors.body_nouns() and lemma not in actors.people_nouns())


def _of_providing(tree: Tree, noun: int, found: Arguments) -> None:
    """In "provided Peru with tents" who gave them and to whom."""
    parse = tree.parse
    preposition = parse.heads[noun]
    verb = parse.heads[preposition]
    if parse.deps[noun] != "pobj" or tree.lower(preposition) != "with" or not tree.is_verb(verb) or parse.lemmas[verb].lower() not in PROVIDING:
        return
    found.given = object_of(tree, verb) if found.given is None else found.given
    found.doer = subject_of(tree, verb) if found.doer is None else found.doer


def _of_harm(tree: Tree, noun: int, found: Arguments) -> None:
    """In "the attack killed nine soldiers" and "X killed nine in an attack" whom the attack hit, and who made it."""
    parse = tree.parse
    below, verb = noun, parse.heads[noun]
    if parse.deps[noun] == "pobj" and tree.lower(verb) in {"in", "during", "by"}:
        below, verb = verb, parse.heads[verb]
    if not tree.is_verb(verb) or parse.lemmas[verb].lower() not in HARMING or parse.deps[below] not in {"nsubj", "prep", "agent"}:
        return
    if found.done is None:
        found.done = object_of(tree, verb)
    if found.doer is None and below != noun and not is_passive(tree, verb):
        found.doer = subject_of(tree, verb)


def _of_light_verb(tree: Tree, noun: int, light: frozenset[str]) -> int | None:
    verb = tree.parse.heads[noun]
    if tree.parse.deps[noun] == "pobj":  # under attack, in talks
        preposition, verb = verb, tree.parse.heads[verb]
        if tree.lower(preposition) in {"for", "of"} and tree.parse.deps[verb] == "dobj" and tree.parse.lemmas[tree.parse.heads[verb]].lower() in BLAMING:
            return verb  # accused the regime of murder
        if tree.lower(preposition) in {"for", "of"} and tree.is_verb(verb) and tree.parse.lemmas[verb].lower() in BLAMING:
            return object_of(tree, verb)
        if tree.lower(preposition) == "into" and tree.is_verb(verb) and tree.parse.lemmas[verb].lower() in SENDING:
            return object_of(tree, verb)  # sent them into battle
    if verb == noun or not tree.is_verb(verb) or tree.parse.lemmas[verb].lower() not in light:
        return None
    subject = subject_of(tree, verb)
    return subject if subject != noun else None


def _of_participle(tree: Tree, noun: int) -> int | None:
    """In "an attack carried out by X" X."""
    return next((by for verb in tree.kids(noun, "acl") if is_passive(tree, verb) and (by := agent(tree, verb)) is not None), None)


def _prepositions(tree: Tree, head: int, found: Arguments) -> None:
    for name, noun in led(tree, head):
        found.prepositions.setdefault(name, noun)


def led(tree: Tree, head: int) -> list[tuple[str, int]]:
    """The nouns of the prepositions below a word, also of those behind another one ("out of", "from X to Y")."""
    pairs = []
    waiting = tree.kids(head, "prep", "agent", "dative")
    while waiting:
        preposition = waiting.pop(0)
        noun = tree.kid(preposition, "pobj")
        if noun is not None and tree.parse.pos[noun] in NOMINAL:
            pairs.append((tree.lower(preposition), antecedent(tree, noun)))
            waiting += [kid for kid in tree.kids(noun, "prep") if tree.lower(kid) in {"to", "from", "via", "through", "into", "by"}]
        waiting += tree.kids(preposition, "prep")
    return pairs
