"""Whether a capitalised run that no table has is a place's name: only where the words around it leave little else."""

from __future__ import annotations

from collections import Counter
from functools import cache

from sayso.grounding.places.evidence import NO_PERSON, POSSESSIVE, Evidence
from sayso.grounding.places.lexicon import has_parts, kind_words, refused, ways
from sayso.grounding.places.runs import Run, head_of
from sayso.vocabulary import actors, loader
from sayso.vocabulary.places import place_words

# More capitalised words make no name of a place; fewer letters neither.
MOST_WORDS, FEWEST_LETTERS = 4, 3
KINDS = frozenset({"P", "A1", "A2", "H", "T"})
# A name that is the subject of so many verbs is a body's.
ACTS = 2
# Prepositions after which a name with an article may still be a place's: "in the Chaco", not "at the Guardian".
WITH_ARTICLE = frozenset({"in", "into", "across"})

# What happens on or in a river or lake.
AFLOAT = frozenset({"capsize", "sink", "overturn", "drown", "collide", "sail", "float", "ferry", "patrol", "capsizing", "sinking", "drowning", "collision", "boat", "barge"})
# What stands at one place and bears its name.
BUILDINGS = frozenset(
    {
        *("ferry", "hospital", "mosque", "church", "market", "factory", "mill", "school", "smelter", "warehouse", "jetty", "wharf", "toll", "roundabout", "tunnel", "complex"),
        *(
            "substation",
            "pumping",
            "border",
            "frontier",
            "waterworks",
            "reactor",
            "well",
            "wells",
            "oilfield",
            "gasfield",
            "quarry",
            "dump",
            "crossroads",
            "bypass",
            "slum",
            "estate",
        ),
    }
)


@cache
def _firms() -> frozenset[str]:
    """Last words of firms and bodies that no name of a place ends in."""
    return loader.name_words().firms - kind_words().keys()


class Unknown:
    """Reads the unknown names of one text."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence, self.parse = evidence, evidence.parse
        parse = evidence.parse
        self.acts = Counter(
            word for word, dep, head in zip(parse.words, parse.deps, parse.heads, strict=True) if dep == "nsubj" and word[:1].isupper() and parse.lemmas[head] != "be"
        )

    def weight(self, run: Run) -> int:
        """2 where it is a place's name, 0 or 1 where it is one if another mention is, below 0 where it is a person's or body's."""
        if self.is_numbered(run.last) and run.first == run.last:
            return 2
        lead = self.evidence.lead(run.first, run.last)
        if not self._is_possible(run) or self._is_person(run, lead):
            return -1
        if self.evidence.hint_beside(run.first, run.last) in KINDS or self._has_site(run.last + 1) or self._on_water(run) or self._before_site(run):
            return 2
        words = [self.evidence.lower(at) for at in run.capitals]
        if len(words) > 1 and words[-1] in kind_words():
            return 2 if lead else 1
        if not actors.body_nouns().keys().isdisjoint(words):
            return -1
        return 2 if self._stands_as_place(run, lead) or (lead and len(words) > 1 and words[0] in place_words().prefixes) else 0

    def _is_possible(self, run: Run) -> bool:
        """Whether its words can make a place's name at all."""
        words = [self.evidence.lower(at).rstrip(".") for at in run.capitals]
        text = self.evidence.text(run.first, run.last)
        if len(words) > MOST_WORDS or len(text) < FEWEST_LETTERS or text.isupper() or words[-1] in place_words().tails or (len(words) > 1 and words[-1] in _firms()):
            return False
        if not refused().isdisjoint(words if len(words) == 1 else words[:-1]) or self.evidence.in_body(run.first):
            return False
        if run.opens and any(self.parse.pos[at] != "PROPN" for at in run.capitals):
            return False
        if len(words) > 1 and words[-1] in place_words().bare_kinds and self.evidence.lower(run.first - 1) == "the":
            return False
        return actors.find_organisation(text) is None and text.lower() not in loader.country_words()

    def _is_person(self, run: Run, lead: str) -> bool:
        words = self.parse.words
        return any(words[at] in self.evidence.people for at in run.capitals) or (lead not in NO_PERSON and words[run.first] in actors.first_names())

    def _stands_as_place(self, run: Run, lead: str) -> bool:
        """Whether the name is led to by a preposition of place, or is what is reached, left or taken."""
        parse, after = self.parse, self.evidence.lower(run.last + 1)
        if lead in place_words().unknown_leads or lead == "of":
            article = self.evidence.lower(run.first - 1) == "the" and lead not in WITH_ARTICLE
            return not article and after not in POSSESSIVE and self.acts[self.parse.words[run.last]] < ACTS and not (lead == "at" and self._works_at(run))
        at = self.evidence.listed(head_of(parse, run.first, run.last))
        if lead in {"from", "to"} and parse.deps[at] == "pobj":
            return parse.lemmas[self._over_adverbs(parse.heads[parse.heads[at]])].lower() in ways()
        return self.evidence.is_taken(at)

    def _over_adverbs(self, at: int) -> int:
        """The verb above an adverb: in "pulled back from" pulled."""
        parse = self.parse
        return parse.heads[at] if parse.pos[at] in {"ADV", "ADP"} and parse.deps[at] in {"advmod", "prt", "prep"} else at

    def _on_water(self, run: Run) -> bool:
        """Whether the name is of a water on which something floats or sinks: "capsized on the X"."""
        parse = self.parse
        at = head_of(parse, run.first, run.last)
        above = parse.heads[at]
        if parse.deps[at] != "pobj" or self.evidence.lower(above) not in {"on", "in", "into"} or self.evidence.lower(run.first - 1) != "the":
            return False
        return parse.lemmas[parse.heads[above]].lower() in AFLOAT

    def _before_site(self, run: Run) -> bool:
        """Whether a preposition of place leads to a building or yard that bears the name: "near the X ferry"."""
        parse, after = self.parse, run.last + 1
        word = self.evidence.lower(after)
        if not (word in BUILDINGS or kind_words().get(word) in {"S", "T"}) or parse.words[after] != word or not parse.tags[after].startswith("NN"):
            return False
        before = run.first - 2 if self.evidence.lower(run.first - 1) == "the" else run.first - 1
        return self.evidence.lower(before) in place_words().unknown_leads and parse.pos[run.last] == "PROPN"

    def _has_site(self, at: int) -> bool:
        """Whether a kind noun or a part of a place follows: "the Mawchi area", "the Tannfeld air base", "Dollow's streets"."""
        word, after = self.evidence.lower(at), self.evidence.lower(at + 1)
        if word in POSSESSIVE:
            return after in has_parts()
        if word in place_words().site_heads:
            return after in kind_words()
        return word in place_words().sites

    def _works_at(self, run: Run) -> bool:
        """Whether the name is a body that somebody is at ("bosses at X") or that acts."""
        before = run.first - 2
        if self.acts[self.parse.words[run.last]]:
            return True
        return self.evidence.lower(run.first - 1) == "at" and before >= 0 and (self.parse.lemmas[before].lower() in actors.people_nouns() or self.parse.pos[before] == "PROPN")

    def is_numbered(self, last: int) -> bool:
        """Whether a way with its number begins here: "Highway 9"."""
        return self.parse.words[last] in place_words().numbered and last + 1 < len(self.parse) and self.parse.words[last + 1].isdigit()
