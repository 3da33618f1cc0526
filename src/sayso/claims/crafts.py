"""Ships and aircraft with names: they do not speak, but masters, owners and agents are theirs."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.model.tree import SUBJECTS, Tree
from sayso.vocabulary import loader

PREFIXES = frozenset({"MV", "M/V", "MT", "M/T", "SS", "HMS", "USS", "USNS", "BRP", "KRI", "INS", "HMAS", "HMCS", "RFA", "USCGC", "FV", "F/V"})


def named_crafts(tree: Tree) -> Iterator[tuple[int, int]]:
    """The first and last token of each name of a craft: behind its noun or prefix ("the tanker Ostra Bay", "BRP Lipata"), or before it ("the Ostra Bay, a tanker")."""
    parse, craft = tree.parse, loader.name_words().craft
    for at, (word, lemma) in enumerate(zip(parse.words, parse.lemmas, strict=True)):
        if (lemma in craft and word.islower()) or word in PREFIXES:
            if (run := _behind(tree, at)) is not None:
                yield run
        elif parse.pos[at] == "PROPN" and parse.deps[at] != "compound" and tree.children[at] and (any(is_craft(tree, kid) for kid in tree.kids(at, "appos")) or _sails(tree, at)):
            yield _start(tree, at), at


def _behind(tree: Tree, at: int) -> tuple[int, int] | None:
    """The name behind a noun for a craft: at once, behind ", the" or in apposition ("one of its vessels, the Ostra Bay")."""
    words = tree.parse.words
    if (last := _run_from(tree, at + 1)) > at:
        return at + 1, last
    if words[at + 1 : at + 3] == (",", "the") and (last := _run_from(tree, at + 3)) > at + 2:
        return at + 3, last
    name = next((kid for kid in tree.kids(at, "appos") if tree.parse.pos[kid] == "PROPN"), None)
    return (_start(tree, name), name) if name is not None else None


def _sails(tree: Tree, last: int) -> bool:
    """Whether a name with "the" before it does what crafts do, or somebody is aboard it."""
    parse, first = tree.parse, _start(tree, last)
    if not first or tree.lower(first - 1) != "the":
        return False
    verb = parse.heads[last]
    if parse.deps[last] in SUBJECTS | {"dobj"}:
        return parse.lemmas[verb] in loader.name_words().craft_verbs
    if parse.deps[last] == "pobj" and tree.lower(verb) == "of":
        return parse.lemmas[parse.heads[verb]].lower() in loader.name_words().craft_parts
    return parse.deps[last] == "pobj" and (tree.lower(verb) == "aboard" or (first > 2 and tree.lower(first - 2) == "board" and tree.lower(first - 3) == "on"))


def is_craft(tree: Tree, at: int) -> bool:
    """Whether a token is a common noun for a craft: "ship", "tanker"."""
    return tree.parse.lemmas[at] in loader.name_words().craft and tree.parse.words[at].islower()


def _run_from(tree: Tree, first: int) -> int:
    """The last token of the run of names that begins here; the token before where there is none."""
    at = first
    while at < len(tree.parse) and tree.parse.pos[at] == "PROPN" and tree.parse.words[at][:1].isupper() and tree.lower(at) not in loader.name_words().calendar:
        at += 1
    return at - 1


def _start(tree: Tree, last: int) -> int:
    first = last
    while first and tree.parse.pos[first - 1] == "PROPN" and tree.parse.heads[first - 1] in range(first, last + 1):
        first -= 1
    return first
