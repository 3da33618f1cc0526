"""How real the words make an event: negated, planned, hypothetical, ongoing or actual, the condition it hangs on, and a number from -3 to 3.

The method is that of Saurí and Pustejovsky's FactBank: every word between the event and the top of its sentence may turn the polarity or lower the certainty, from the
inside out. What the words do stands in realis_words.yaml; here is the way up. A noun that its sentence takes for granted ("the attack", "its war") is out of reach of the
verbs above it, unless they say just that it takes place, is planned, or is prevented.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from sayso.grounding.events.conditions import condition_at, condition_before, condition_span, is_inverted, unparsed_condition
from sayso.grounding.events.marks import Standing
from sayso.grounding.events.signs import AUXILIARY, frame_of, goes_on, helpers_of, in_past, is_definite, is_infinitive, is_joined, is_negative, lasts, leaves_open
from sayso.model.event import Realis
from sayso.model.tree import Tree
from sayso.vocabulary.realis import Effect, Frame, RealisWords, realis_words

__all__ = ["Standing", "condition_span", "standing"]

# How sure an event is at most, -3 to 3, where no word of the table says it. These and the numbers of realis_words.yaml were chosen on the development half of the factuality
# set (2026-11-29; r UW .687, UDS-IH2 .573, MEANTIME .533). The three disagree: what will, may or should be is probable to the readers of UW (mean 1.9) and rather not so to
# those of UDS-IH2 (-1.5); the numbers lie between, where all three correlate.
NOUN = 2.5  # a noun tells less surely of an event than a verb
PROBABLE = 2.0
GENERAL = 1.5  # "you see": anybody's
UNSAID = 0.5  # an infinitive of which nothing says that it happened
INTENDED = 0.0
OPEN = -1.0  # conditions, orders, questions

ASKING = frozenset({"demand", "ask", "order", "allow"})
ABILITIES = frozenset({"allow", "able"})
LOOSE = frozenset({"weigh", "doubt", "talk noun"})
RAISING = frozenset({"believe", "exclude"})
DOING = frozenset({"do", "does", "did"})
ORDERED = frozenset({"ROOT", "conj", "parataxis", "dep", "ccomp"})
GOVERNING = frozenset({None, "for", "on", "to", "of", "against", "from", "with", "about"})
INTO = frozenset({None, "in", "into", "under", "on", "out"})
REPORTED = frozenset({"VBD", "VBN"})
WOULD = frozenset({"would", "'d", "’d"})
LINKING = frozenset({"be", "become", "seem", "appear", "remain", "look"})
EQUALS = frozenset({"be", "constitute", "amount", "mean"})
IS_TO = Effect(name="is to", words=frozenset(), realis=Realis.PLANNED, certainty=INTENDED)
CALL_OFF = Effect(name="call off", words=frozenset(), turns=True, certainty=2.5)


def standing(tree: Tree, head: int, stop: frozenset[int] = frozenset()) -> Standing:
    """How the event with this head stands; verbs in ``stop`` (the reporting words of the claim) end the way up."""
    return _Way(tree, stop, head).climb()


@dataclass
class _Way:
    """The way up from one event, and what is found on it."""

    tree: Tree
    stop: frozenset[int]
    head: int
    found: Standing = field(default_factory=Standing)
    path: set[int] = field(default_factory=set)
    perfect: bool = False  # "is said to have attacked", "gathered to protest": it happened, whatever the verb above asks for
    would: bool = False  # a "would" that is not yet known to be a plan told in the past

    def __post_init__(self) -> None:
        self.parse = self.tree.parse
        self.words: RealisWords = realis_words()

    def climb(self) -> Standing:
        """Reads the event's own words, then goes up as far as words have a say."""
        at: int | None = self.head
        if self.tree.is_verb(self.head):
            self._verb(self.head)
            if self.parse.tags[self.head] in {"VBZ", "VBP"} and lasts(self.tree, self.head):
                self.found.mark(Realis.ONGOING)
        else:
            self._noun(self.head)
        while at is not None:
            self.path.add(at)
            at = self._up(at) if self.parse.heads[at] != at and self.parse.heads[at] not in self.stop else None
        self._close()
        if self.tree.is_verb(self.head) and not (self.perfect or self.found.planned or self.found.hypothetical or self.found.ongoing):
            self._bare(self.head)
        return self.found

    def _up(self, below: int) -> int | None:
        """One step: what stands above says of what stands below; None where nothing further up can say anything."""
        parse, tree = self.parse, self.tree
        dep, at = parse.deps[below], parse.heads[below]
        if tree.is_verb(below):
            self._opening(below)
        if dep == "conj":
            return self._coordinate(below, at)
        if dep == "advcl":
            self._adverbial(below, at)
            return None
        if dep == "parataxis" or (dep in {"acl", "relcl"} and not is_infinitive(tree, below) and not self._spells_out(below, at)):
            return None
        if dep in {"prep", "agent", "dative"}:
            return self._by_preposition(below, at)
        if dep in {"pobj", "pcomp"}:
            return self._preposition(at)
        return self._governed(below, at, frame_of(tree, below))

    # Steps

    def _coordinate(self, below: int, at: int) -> int | None:
        """The first of a list: its governors are those of all; a noun shares its verb, a verb its own helpers only where it has none (see _verb)."""
        if not self.tree.is_verb(below) and self.tree.is_verb(at):
            return None
        if self.tree.is_verb(below):
            self._condition(at)
        return at

    def _opening(self, below: int) -> None:
        """What the word that opens a clause says."""
        lists = self.words.lists
        inside = self.parse.deps[below] != "advcl"
        for mark in self.tree.kids(below, "mark", "advmod"):
            word = self.tree.lower(mark)
            if mark < below and (word in lists.open or (not inside and word in lists.conditions)):
                self.found.mark(Realis.HYPOTHETICAL, OPEN)
        if self.parse.deps[below] in {"advcl", "ccomp"} and is_inverted(self.tree, below):
            self.found.mark(Realis.HYPOTHETICAL, OPEN)

    def _adverbial(self, below: int, at: int) -> None:
        """A clause about a time, or without a word that opens it, is still to come where its main clause is; one of purpose is planned."""
        if self.found.hypothetical or not self.tree.is_verb(at):
            return
        marks = {self.tree.lower(kid) for kid in self.tree.kids(below, "mark", "advmod") if kid < below}
        tag, lemma = self.parse.tags[below], self.parse.lemmas[at].lower()
        gerund = self._verb_effect(at, lemma, "gerund", None) if tag == "VBG" and is_joined(self.tree, below, at) else None
        if gerund is not None:
            self._effect(gerund, at)
        elif is_infinitive(self.tree, below):
            self._purpose(at, lemma)
        elif tag not in REPORTED and (marks & self.words.lists.times or (tag == "VBG" and not marks)):
            self._as_main(at)

    def _purpose(self, at: int, lemma: str) -> None:
        effect = self.words.verbs.get((lemma, "inf"))
        asked = effect is not None and effect.name in ASKING
        if lemma in self.words.lists.same_acts and not asked:
            self._as_main(at)
            self.found.mark(None, GENERAL)
            self.perfect = True
        else:
            self.found.mark(effect.realis if effect is not None and asked else Realis.PLANNED, INTENDED)

    def _as_main(self, at: int) -> None:
        """Takes over what is still to come of the main clause."""
        main = _Way(self.tree, self.stop, at)
        main._verb(at)
        self.found.planned |= main.found.planned
        self.found.hypothetical |= main.found.hypothetical or main.would
        self.found.certainty = min(self.found.certainty, main.found.certainty)

    def _by_preposition(self, below: int, at: int) -> int | None:
        word = self.tree.lower(below)
        if word in {"without", "absent"}:
            self.found.negated = not self.found.negated
            return None
        if word in self.words.lists.adjuncts or self.parse.deps[below] == "agent":
            return None
        inner = self.tree.kid(below, "pobj", "pcomp")
        if inner is None:
            return None
        return self._governed(below, at, "gerund" if self.parse.deps[inner] == "pcomp" else "noun", by=word)

    def _preposition(self, at: int) -> int | None:
        """From the noun to its preposition; behind another preposition to that one."""
        while self.parse.deps[at] in {"prep", "pcomp"} and self.parse.pos[self.parse.heads[at]] == "ADP":
            at = self.parse.heads[at]
        if self.parse.deps[at] not in {"prep", "agent", "dative"}:
            return None
        return self._by_preposition(at, self.parse.heads[at])

    def _spells_out(self, below: int, at: int) -> bool:
        """Whether a participle or clause behind a noun says what the noun is of: "the plan that they attack", no "troops sent there"."""
        return (self.parse.lemmas[at].lower(), "clause") in self.words.nouns and self.tree.kid(below, "mark") is not None

    def _governed(self, below: int, at: int, frame: Frame, by: str | None = None) -> int | None:
        """What a verb, noun or adjective says of what hangs on it; returns the word to go on from, if any."""
        if self.tree.is_verb(at):
            return self._by_verb(below, at, frame, by)
        if self.parse.pos[at] == "ADJ":
            return self._effect(self.words.adjectives.get((self.parse.lemmas[at].lower(), frame)), at)
        if self.parse.pos[at] not in {"NOUN", "PROPN"}:
            return None
        return self._by_noun(below, at, frame, by)

    def _effect(self, effect: Effect | None, at: int) -> int | None:
        if effect is not None:
            if not (self.perfect and effect.realis is Realis.PLANNED) and not (effect.name in ABILITIES and self._denied(at)):
                self.found.take(effect)
            if effect.closes:
                return None
        return self._through(at)

    def _denied(self, at: int) -> bool:
        """Whether a "not" stands at a verb or adjective, or at the verb of the adjective: "was not able"."""
        above = self.parse.heads[at]
        return self._negative(at) or (self.parse.pos[at] == "ADJ" and self.tree.is_verb(above) and self._negative(above))

    def _negative(self, at: int) -> bool:
        return is_negative(self.tree, at, helpers_of(self.tree, at), self.path)

    def _through(self, at: int) -> int:
        """The word above with its own helpers, as they hold for the event too: "will try to", "did not manage to"."""
        if self.tree.is_verb(at):
            self._verb(at)
        else:
            self._beside_noun(at)
        return at

    def _by_verb(self, below: int, at: int, frame: Frame, by: str | None) -> int | None:
        lemma = self.parse.lemmas[at].lower()
        effect = self._verb_effect(at, lemma, frame, by)
        if frame == "clause":
            return self._above_clause(at, effect)
        if frame == "noun":
            return self._above_noun(below, at, effect, by)
        if effect is None and by is not None and by not in self.words.lists.carrying:
            return None
        return self._effect(effect, at)

    def _verb_effect(self, at: int, lemma: str, frame: Frame, by: str | None) -> Effect | None:
        """The table's entry; "be" and "seem" say what their adjective or noun says."""
        if lemma in LINKING and (linked := self._linked(at, frame)) is not None:
            return linked
        if lemma == "be" and frame == "inf" and self.parse.tags[at] in {"VBZ", "VBP", "VBD"}:
            return IS_TO
        particles = {self.tree.lower(kid) for kid in self.tree.kids(at, "prt")}
        if lemma == "rule" and not particles:
            return None
        if lemma == "call" and frame == "noun" and by is None:
            return CALL_OFF if "off" in particles else None
        return self.words.verbs.get((lemma, frame))

    def _linked(self, at: int, frame: Frame) -> Effect | None:
        for kid in self.tree.kids(at, "acomp", "attr", "oprd", "nsubj"):
            table = self.words.adjectives if self.parse.pos[kid] == "ADJ" else self.words.nouns
            if (effect := table.get((self.parse.lemmas[kid].lower(), frame))) is not None:
                return effect
        return None

    def _above_clause(self, at: int, effect: Effect | None) -> int | None:
        """A verb with a full clause: its own helpers say nothing of the event, save a "not" that belongs below ("do not think that")."""
        if self.found.planned or self.found.hypothetical or self.would:
            self._condition(at)
        if self.would and self.found.condition is None and self.parse.tags[at] in REPORTED:
            self.would = False
            self.found.mark(Realis.PLANNED, INTENDED)
        if effect is not None:
            self.found.take(effect)
            if effect.closes:
                return None
            if effect.name in RAISING and self._negative(at):
                self.found.negated = not self.found.negated
        self._question(at)
        return at

    def _above_noun(self, below: int, at: int, effect: Effect | None, by: str | None) -> int | None:
        """A verb and the noun below it: what the verb plans, prevents or lets happen is so for any noun, else only an indefinite one is within its reach."""
        dep, lemma = self.parse.deps[below], self.parse.lemmas[at].lower()
        if dep in {"acomp", "attr", "oprd"} and lemma in LINKING:
            return self._through(at)
        if dep == "nsubj":
            return self._above_subject(below, at)
        noun = below if by is None else self.tree.kid(below, "pobj")
        definite = lemma in self.words.lists.presupposing or (noun is not None and is_definite(self.tree, noun))
        if effect is not None and by in GOVERNING and not (effect.name in LOOSE and definite):
            return self._effect(effect, at)
        if (lemma in self.words.lists.occurrences and by in INTO) or (by is None and not definite):
            return self._through(at)
        if not definite:
            self._condition(at)
        return None

    def _above_subject(self, noun: int, at: int) -> int | None:
        """A verb and its subject: "the talks will continue", "a strike would be wrong"."""
        lemma = self.parse.lemmas[at].lower()
        place = any(self.tree.lower(kid) in {"place", "effect"} for kid in self.tree.kids(at, "dobj"))
        if lemma in self.words.lists.happenings or (lemma == "take" and place) or (lemma in EQUALS and not is_definite(self.tree, noun)):
            return self._through(at)
        return None

    def _by_noun(self, below: int, at: int, frame: Frame, by: str | None) -> int | None:
        lemma = self.parse.lemmas[at].lower()
        effect = self.words.nouns.get((lemma, frame))
        noun = self.tree.kid(below, "pobj") if by is not None else below
        if effect is not None and by in GOVERNING and by != "from" and not (effect.name in LOOSE and (by == "with" or (noun is not None and is_definite(self.tree, noun)))):
            return self._effect(effect, at)
        if by == "of" and noun is not None and (lemma in self.words.lists.traces or lemma in self.words.lists.holders or not is_definite(self.tree, noun)):
            return self._through(at)
        if frame == "inf" and self.parse.deps[below] in {"acl", "relcl"}:
            return self._asked_of(at)
        return None

    def _asked_of(self, noun: int) -> int | None:
        """An infinitive behind a noun: what he is asked to do ("called on members to vote"), else what the noun is for."""
        for verb in islice(self.tree.ancestors(noun), 2):
            effect = self.words.verbs.get((self.parse.lemmas[verb].lower(), "inf"))
            if self.tree.is_verb(verb) and effect is not None and effect.name in ASKING:
                return self._effect(effect, verb)
        if not self.perfect:
            self.found.mark(Realis.PLANNED, INTENDED)
        return None

    # Words beside an event

    def _verb(self, at: int) -> None:
        """What the helpers, negations and adverbs of a verb say."""
        kids, deps = helpers_of(self.tree, at), self.parse.deps
        perfect = any(self.parse.lemmas[kid] == "have" and deps[kid] == "aux" for kid in kids)
        self.perfect |= perfect and at == self.head and not any(deps[kid] == "aux" and self.tree.lower(kid) in WOULD for kid in kids)
        for kid in kids:
            if deps[kid] == "aux":
                self._helper(self.tree.lower(kid), kids, perfect=perfect)
            elif deps[kid] == "advmod" and (adverb := self.words.adverbs.get(self.tree.lower(kid))) is not None:
                self.found.take(adverb)
        if is_negative(self.tree, at, kids, self.path):
            self.found.negated = not self.found.negated
        self._addressed(at, kids)
        if goes_on(self.tree, at):
            self.found.mark(Realis.ONGOING)
        self._condition(at)
        self._question(at)

    def _addressed(self, at: int, kids: Sequence[int]) -> None:
        """An order ("leave the area"), or what anybody does ("you see")."""
        subject, tag = self.tree.subject(at), self.parse.tags[at]
        if subject is None and tag == "VB" and self.parse.deps[at] in ORDERED and not any(self.parse.deps[kid] in AUXILIARY for kid in kids):
            self.found.mark(Realis.HYPOTHETICAL, OPEN)
        if subject is not None and tag in {"VBP", "VBZ", "VB"} and self.tree.lower(subject) in {"you", "one"}:
            self.found.mark(None, GENERAL)

    def _question(self, at: int) -> None:
        if leaves_open(self.tree, at):
            self.found.mark(Realis.HYPOTHETICAL, OPEN)

    def _helper(self, word: str, kids: Sequence[int], *, perfect: bool) -> None:
        effect = self.words.helpers.get(word)
        if effect is None:
            return
        if effect.name == "would" and not perfect:
            self.would = True
        elif not (effect.name in {"could", "can"} and any(self.parse.deps[kid] == "neg" for kid in kids)):
            self.found.take(effect)

    def _bare(self, at: int) -> None:
        """A form that no word has placed yet: an infinitive or gerund of which the verb above does not say that it happened."""
        parse, tree = self.parse, self.tree
        above, dep = parse.heads[at], parse.deps[at]
        done = any(tree.lower(kid) in DOING for kid in helpers_of(tree, at))
        infinitive = parse.tags[at] == "VB" and not done and parse.lemmas[above].lower() not in self.words.lists.implicatives
        if infinitive and is_infinitive(tree, at) and tree.is_verb(above):
            self.found.mark(Realis.PLANNED, UNSAID)
        elif infinitive or (dep == "pcomp" and tree.lower(above) not in self.words.lists.bearing):
            self.found.mark(None, UNSAID)
        elif not tree.is_verb(above) and parse.tags[at] == "VBG" and dep == "amod":
            self.found.mark(None, PROBABLE)

    def _noun(self, head: int) -> None:
        """What the words before a noun say, and whether it lasts."""
        self.found.mark(None, NOUN)
        self._beside_noun(head)
        if self.parse.lemmas[head].lower() in self.words.lists.lasting_nouns and not in_past(self.tree, head):
            self.found.mark(Realis.ONGOING)

    def _beside_noun(self, at: int) -> None:
        for kid in self.tree.kids(at, "amod", "det", "neg", "compound", "nmod"):
            word = self.tree.lower(kid)
            if word in self.words.lists.negations:
                self.found.negated = not self.found.negated
            elif (effect := self.words.before_nouns.get(word)) is not None:
                self.found.take(effect)
        self._condition(at)

    # The sentence

    def _close(self) -> None:
        """At the top: a "would" that nobody is said to have said depends on something, perhaps on the condition of the sentence before ("it would also show")."""
        if self.would:
            carried = any(self.tree.lower(kid) in self.words.lists.carriers for at in self.path for kid in self.tree.kids(at, "advmod"))
            if carried and self.found.condition is None:
                self.found.condition = condition_before(self.tree, self.head)
            self.found.mark(Realis.HYPOTHETICAL, OPEN)
        edges = unparsed_condition(self.tree, self.head) if self.found.condition is None and not self.perfect else None
        if edges is not None and (self.head < edges[1] or self.found.planned or self.found.hypothetical):
            self.found.condition = edges[0] if self.head > edges[1] else None
            self.found.mark(Realis.HYPOTHETICAL, OPEN)

    def _condition(self, at: int) -> None:
        """An if-clause at a word on the way makes the event hang on it."""
        if self.found.condition is None and not self.perfect and (clause := condition_at(self.tree, at, self.head)) is not None:
            self.found.condition = clause
            self.found.mark(Realis.HYPOTHETICAL, OPEN)
