"""What the words beside a name say: place, person or body; which kind of place; which part of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.grounding.gazetteer.lookup import Place
from sayso.grounding.places.lexicon import adjective, has_parts, kind_words, leading
from sayso.grounding.places.runs import Run, head_of
from sayso.model.tree import Tree
from sayso.vocabulary import actors, loader
from sayso.vocabulary.places import place_words

# People that make a place known everywhere, and known by its own name.
WIDELY, LOCALLY = 300_000, 30_000
ARTICLES = frozenset({"the", "a", "an"})
DASHES = frozenset({"—", "–", "--", "-"})
POSSESSIVE = frozenset({"'s", "’s"})
# Prepositions after which hardly ever a person stands.
NO_PERSON = frozenset({"in", "near", "outside", "above"})
# What is done to places, but to people and bodies as well.
TO_ANYBODY = frozenset({"hold", "pass", "control", "quit", "approach", "bypass", "leave", "enter", "surround", "seize"})
# So many words may stand between a preposition and the name it leads to ("in the southern port city of X").
LEAD = 5


@dataclass(frozen=True, slots=True)
class Verdict:
    """A name may be a place's: ``last`` is its last token with a kind word that belongs to it, ``embedded`` says that it stands in the name of a local body or in a title."""

    last: int
    embedded: bool = False


class Evidence:
    """Reads the surroundings of names in one text."""

    def __init__(self, tree: Tree, runs: Sequence[Run]) -> None:
        self.tree, self.parse = tree, tree.parse
        self.people = frozenset(tree.parse.words[at] for run in runs for at in self._person(run) if len(tree.parse.words[at]) > 2)

    def lower(self, at: int) -> str:
        """The word in lower case; empty outside the text."""
        return self.parse.words[at].lower() if 0 <= at < len(self.parse) else ""

    def text(self, first: int, last: int) -> str:
        """The characters of a run of tokens."""
        return self.parse.text[self.parse.starts[first] : self.parse.ends[last]]

    def _person(self, run: Run) -> Sequence[int]:
        """The tokens of a run that name a person: what follows a title or begins with a given name; none where it names none."""
        title = next((at for at in reversed(run.capitals) if self._is_title(at)), None)
        plain = [at for at in run.capitals if title is None or at > title]
        if title is None and self._is_title(run.first - 1) and self.parse.starts[run.first] - self.parse.ends[run.first - 1] == 1:
            title = run.first - 1
        if title is not None and plain:
            return plain
        given = len(plain) > 1 and self.parse.words[plain[0]] in actors.first_names()
        return plain if given and self.lower(run.first - 1) not in place_words().unknown_leads and not self._ends_body(plain[-1]) else ()

    def _is_title(self, at: int) -> bool:
        return self.lower(at).rstrip(".") in place_words().titles

    def _ends_body(self, at: int) -> bool:
        """Whether the word ends the name of a place or body rather than a person's."""
        word, words = self.lower(at), place_words()
        return word in kind_words() or word in words.tails or word in words.local_bodies or word in actors.body_nouns() or word in loader.country_words()

    def beside(self, run: Run, first: int, last: int) -> Verdict | None:
        """Whether a known name within a run is a place's, judged by the rest of the run; None where it is part of a person's or body's name."""
        before = [at for at in run.capitals if at < first]
        after = [at for at in run.capitals if at > last]
        if (before or after) and actors.find_organisation(self.text(run.first, run.last)):
            return None
        if (before and not self._before(before[-1], first)) or self.in_body(first):
            return None
        return self._after(after, last) if after else Verdict(last)

    def _before(self, at: int, first: int) -> bool:
        """Whether the capitalised word before the name leaves it a place's."""
        word = self.lower(at).rstrip(".")
        gap = [self.lower(between) for between in range(at + 1, first)]
        if not gap:
            return word in place_words().directions or kind_words().get(word) in {"P", "A1", "A2", "S"} or word in loader.country_words() or word == "greater"
        return "of" in gap and word not in place_words().heads

    def in_body(self, first: int) -> bool:
        """Whether "of" before the name joins it to the name of a body: "Bank of China"."""
        at = first - 2 if self.lower(first - 1) == "the" else first - 1
        if self.lower(at) != "of" or not self.parse.words[at - 1][:1].isupper():
            return False
        return self.lower(at - 1) in place_words().heads or self.lower(at - 1) in actors.body_nouns()

    def _after(self, after: Sequence[int], last: int) -> Verdict | None:
        """Whether the capitalised words after the name leave it a place's."""
        word = self.lower(after[0]).rstrip(".")
        if after[0] != last + 1:
            return None if self.lower(last + 1) == "-" else Verdict(last)
        if kind_words().get(word) in {"P", "A1", "A2"}:
            return Verdict(after[0]) if len(after) == 1 else self._after(after[1:], after[0])
        if word in place_words().local_bodies or word in place_words().titles or self._ends_body(after[-1]):
            return Verdict(last, embedded=True)
        return None

    def lead(self, first: int, last: int) -> str:
        """The preposition that leads to a name, over articles, directions, kind nouns and the other names of a list; empty where none does."""
        parse, heads = self.parse, self.parse.heads
        at = self.listed(head_of(parse, first, last))
        if parse.deps[at] == "pobj" and self._leads(heads[at], at):
            return self.tree.lower(heads[at])
        at = first - 1
        for _ in range(LEAD):
            word = self.lower(at)
            if word in leading():
                return word
            if not self._passes(word, at):
                return ""
            at -= 1
        return ""

    def listed(self, at: int) -> int:
        """The first of the list that a word belongs to."""
        parse = self.parse
        while parse.deps[at] in {"conj", "appos"} and parse.heads[at] != at:
            at = parse.heads[at]
        return at

    def is_taken(self, at: int) -> bool:
        """Whether a word is the object of what is done to places: "reached X", "X was shelled"."""
        parse, verb = self.parse, self.parse.heads[at]
        lemma, dep = parse.lemmas[verb].lower(), parse.deps[at]
        taken = not place_words().taken.isdisjoint({lemma, parse.words[verb].lower()})
        return taken and (dep == "dobj" or (dep == "nsubjpass" and lemma not in TO_ANYBODY and lemma != "reach"))  # who could not be reached

    def _is_conquered(self, first: int, last: int) -> bool:
        """Whether a name is the object of what is done to places and hardly to people or bodies."""
        at = self.listed(head_of(self.parse, first, last))
        return self.is_taken(at) and self.parse.lemmas[self.parse.heads[at]].lower() not in TO_ANYBODY

    def _leads(self, preposition: int, at: int) -> bool:
        word, above = self.tree.lower(preposition), self.parse.heads[preposition]
        lemma = self.parse.lemmas[above].lower()
        if word == "of":
            return self.tree.lower(above) in has_parts()
        if word == "for":
            return lemma in place_words().bound
        if word in {"over", "under"}:
            return lemma in place_words().overhead
        return word in leading() or (word == "on" and self.parse.pos[at] == "PROPN")

    def _passes(self, word: str, at: int) -> bool:
        """Whether a word may stand between a preposition and the name."""
        words = place_words()
        return word in ARTICLES or word in words.directions or word in kind_words() or word in POSSESSIVE or word in {"of", "-", "both"} or self.parse.tags[at] in {"JJ", "CD"}

    def hint(self, first: int, last: int) -> str | None:
        """The kind that words in or beside the name give it."""
        if last > first and (kind := kind_words().get(self.lower(last)) or kind_words().get(self.lower(first))):
            return kind
        return self.hint_beside(first, last)

    def hint_beside(self, first: int, last: int) -> str | None:
        """The kind that a noun beside the name gives it: "Tete province", "the town of X"."""
        after = last + 1
        if (kind := kind_words().get(self.lower(after))) and self.parse.tags[after].startswith("NN") and self.parse.starts[after] - self.parse.ends[last] <= 1:
            return kind
        of = first - 2 if self.lower(first - 1) in ARTICLES else first - 1
        return kind_words().get(self.lower(of - 1)) if self.lower(of) == "of" else None

    def direction(self, first: int, last: int) -> tuple[str | None, int, int]:
        """The direction that is part of a name with the first and last token of both: "eastern Russia", "Russia's east", "the east of Russia"; None for "60 km east of Gotland"."""
        word, words, known = self.lower(first - 1), self.parse.words, place_words().directions
        if word in known and word.endswith(("ern", "al")) and words[first - 1].islower():
            return word, first - 1, last
        if self.lower(last + 1) in POSSESSIVE and (after := self.lower(last + 2)) in known and words[last + 2].islower() and self.parse.tags[last + 2].startswith("NN"):
            return adjective(after), first, last + 2
        if word == "of" and self.lower(first - 3) == "the" and (before := self.lower(first - 2)) in known:
            return adjective(before), first - 2, last
        return None, first, last

    def known(self, places: Sequence[Place]) -> int:
        """How widely the name is known as a place's: 3 a country, 2 a division, a large city or a town of this very name, 1 a town also called so, 0 less."""
        best = 0
        for place in places:
            if place.rank == 2 and place.population < WIDELY:
                continue
            if place.level <= 1 and not place.own:
                return 3
            if place.own or place.population >= WIDELY or (place.level == 2 and place.rank < 2):
                best = 2
            elif place.population >= LOCALLY:
                best = max(best, 2 if place.rank < 2 else 1)
        return best

    def weight(self, run: Run, first: int, last: int, places: Sequence[Place], hint: str | None) -> int:
        """How much speaks for a place where a table has the name."""
        score, lead, known = self.known(places), self.lead(first, last), self.known(places)
        score += 2 if lead or self._is_conquered(first, last) else 0
        score += 3 if hint in {"P", "A1", "A2"} else 1 if hint else 0
        score += 2 if self._contained(last) else 0
        if run.opens and first == run.first:
            score += 2 if self.lower(last + 1) in DASHES else -1 if known < 2 and first == last else 0
        score += 1 if self.lower(last + 1) in place_words().local_bodies else 0
        return score - self._doubts(first, last, score) - self._doubts_of_names(first, last, lead, known)

    def _doubts(self, first: int, last: int, score: int) -> int:
        """What the form of the name and the words beside it take away from the score so far."""
        doubts = 3 if score < 3 and self._speaks(first, last) and self.text(first, last).lower() not in loader.country_words() else 0
        if score - doubts < 2 and not any(self.parse.pos[at] == "PROPN" for at in range(first, last + 1)):
            doubts += 1
        return doubts

    def _doubts_of_names(self, first: int, last: int, lead: str, known: int) -> int:
        """What it takes away that the name is a person's or a body's too."""
        words, doubts = self.parse.words, 0
        if first == last and words[first] in self.people:
            doubts += 2 if lead in place_words().unknown_leads else 4
        if first == last and known < 2 and lead not in NO_PERSON and words[first] in actors.first_names():
            doubts += 1
        return doubts + (4 if not lead and actors.find_organisation(self.text(first, last)) is not None else 0)

    def _speaks(self, first: int, last: int) -> bool:
        """Whether the name says something: "Harper said"."""
        lemmas, saying = self.parse.lemmas, place_words().saying
        return (last + 1 < len(self.parse) and lemmas[last + 1].lower() in saying) or (first > 0 and lemmas[first - 1].lower() in saying)

    def _contained(self, last: int) -> bool:
        """Whether a comma and a further capitalised country, division or abbreviation of one follow."""
        if self.lower(last + 1) != "," or last + 2 >= len(self.parse):
            return False
        word = self.parse.words[last + 2]
        return word.lower() in loader.country_words() or (word[:1].isupper() and word.endswith(".") and len(word) > 2)
