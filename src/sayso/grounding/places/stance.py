"""Whether a country or capital is meant as a place or as the state that acts there ("Seoul said", "Russia's army")."""

from __future__ import annotations

from sayso.grounding.places.lexicon import parts
from sayso.grounding.places.mentions import Toponym
from sayso.grounding.places.runs import head_of
from sayso.model.tree import Tree
from sayso.vocabulary.places import place_words


class Stance:
    """Reads one tree."""

    def __init__(self, tree: Tree) -> None:
        self.tree, self.parse = tree, tree.parse

    def is_state(self, toponym: Toponym, *, capital: bool) -> bool:
        """Whether the name of a country (or capital) stands for its government."""
        parse = self.parse
        head = head_of(parse, toponym.first, toponym.last)
        at = head
        while parse.deps[at] == "conj" and parse.heads[at] != at:
            at = parse.heads[at]
        if toponym.direction or (toponym.first and parse.lemmas[toponym.first - 1].lower() in place_words().reached):
            return False
        dep, up = parse.deps[at], parse.heads[at]
        if dep in {"poss", "nmod", "compound", "amod"} and head + 1 < len(parse):
            return self._owner(at, up, capital=capital)
        if dep == "pobj":
            return not self._place_after(up, capital=capital)
        if dep in {"dobj", "obj"}:
            return parse.lemmas[up].lower() not in place_words().reached
        return dep not in {"appos", "npadvmod", "ROOT", "dep", "attr"} or (dep == "appos" and capital)

    def _owner(self, at: int, owned: int, *, capital: bool) -> bool:
        """Whether the state owns: "Russia's army" is the state's, "Russia's Pacific coast" and "Moscow region" are places."""
        parse = self.parse
        word = parse.lemmas[owned].lower()
        possessive = any(parse.tags[kid] == "POS" for kid in self.tree.children[at])
        if not possessive:
            return word in place_words().state_nouns if capital else word not in parts()
        return not (word in parts() or (parse.pos[owned] == "PROPN" and word not in place_words().state_nouns))

    def _place_after(self, preposition: int, *, capital: bool) -> bool:
        parse = self.parse
        word = self.tree.lower(preposition)
        up = parse.heads[preposition]
        governor = parse.lemmas[up].lower()
        if word in place_words().inside:
            return not (capital and not place_words().moods.isdisjoint({governor, parse.lemmas[preposition - 1].lower()}))
        if word in place_words().moving:
            return governor not in place_words().addressing and (not capital or any(self._moves(at) for at in (up, *self.tree.ancestors(up))))
        if word == "of":
            return governor in parts() or (parse.pos[up] == "PROPN" and governor not in place_words().heads)
        return word == "between" and governor in parts()

    def _moves(self, at: int) -> bool:
        lemma = self.parse.lemmas[at].lower()
        return any(lemma in lemmas for lemmas in place_words().movements.values())
