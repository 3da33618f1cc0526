"""The neighbours of a trigger: who does it, what it is done to, and what prepositions add."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.model.clauses import antecedent, is_passive, object_of, subject_of
from sayso.model.tree import Tree

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
    for kid in tree.kids(verb, "dative"):
        noun = tree.kid(kid, "pobj") if tree.parse.pos[kid] == "ADP" else kid
        found.given = noun if noun is not None else found.given
    found.clause = tree.kid(verb, "ccomp", "xcomp", "advcl")
    _prepositions(tree, verb, found)
    if found.done is not None:
        for name, noun in _led(tree, found.done):
            found.prepositions.setdefault(name, noun)
    return found


def noun_arguments(tree: Tree, noun: int, light: frozenset[str]) -> Arguments:
    """The arguments of a noun: its owner, by-phrase or adjective does it, or the subject of the light verb whose object it is."""
    parse = tree.parse
    found = Arguments()
    _prepositions(tree, noun, found)
    owner = tree.kid(noun, "poss")
    before = tuple(kid for kid in tree.kids(noun, "compound", "nmod", "amod") if kid < noun)
    found.things = tuple(kid for kid in before if parse.deps[kid] != "amod")
    found.doer = found.prepositions.get("by", owner)
    if found.doer is None:
        found.doer = next((kid for kid in before if parse.words[kid][:1].isupper()), None)
    if found.doer is None:
        found.doer = _of_light_verb(tree, noun, light)
    found.done = next((found.prepositions[name] for name in ("of", "on", "against", "at", "into") if name in found.prepositions), None)
    found.clause = tree.kid(noun, "acl", "ccomp")
    return found


def _of_light_verb(tree: Tree, noun: int, light: frozenset[str]) -> int | None:
    verb = tree.parse.heads[noun]
    if tree.parse.deps[noun] == "pobj":  # under attack, in talks
        verb = tree.parse.heads[verb]
    if verb == noun or not tree.is_verb(verb) or tree.parse.lemmas[verb].lower() not in light:
        return None
    return subject_of(tree, verb)


def _prepositions(tree: Tree, head: int, found: Arguments) -> None:
    for name, noun in _led(tree, head):
        found.prepositions.setdefault(name, noun)


def _led(tree: Tree, head: int) -> list[tuple[str, int]]:
    """The nouns of the prepositions below a word, also of those behind another one ("out of", "from X to Y")."""
    pairs = []
    waiting = tree.kids(head, "prep", "agent", "dative")
    while waiting:
        preposition = waiting.pop(0)
        noun = tree.kid(preposition, "pobj")
        if noun is not None and tree.parse.pos[noun] in NOMINAL:
            pairs.append((tree.lower(preposition), antecedent(tree, noun)))
            waiting += [kid for kid in tree.kids(noun, "prep") if tree.lower(kid) in {"to", "from", "via", "through", "into"}]
        waiting += tree.kids(preposition, "prep")
    return pairs
