"""Finds the names of places in a parse: capitalised runs that the gazetteer knows or that stand where a place stands, and that are no person's or body's name.

Takes a tree, gives toponyms in the order of the text, each with the places it could mean. Does not choose among them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.grounding.gazetteer.folding import fold
from sayso.grounding.gazetteer.lookup import Gazetteer, Place
from sayso.grounding.places.evidence import WIDELY, Evidence, Verdict
from sayso.grounding.places.lexicon import generic
from sayso.grounding.places.runs import Run, find_runs
from sayso.grounding.places.unknown import Unknown
from sayso.model.span import Span
from sayso.model.tree import Tree
from sayso.vocabulary import actors, loader
from sayso.vocabulary.places import place_words

# The longest name of a place that is looked up, in tokens: "Democratic Republic of the Congo" has five, hyphens count.
LONGEST = 7
# What the evidence must add up to for a name to be read as a place's (our stories V to Y and c1 to c6, odd ones, 2026-11).
ENOUGH = 2
# People that a town must have for its name to be read where that is a common word, behind one of these prepositions.
CITY = 90_000
TOWNWARD = frozenset({"in", "near", "outside", "from", "to"})


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name read as a place's. ``name`` is its base form, ``places`` what it could mean, ``hint`` the kind that words around it give, ``first`` and ``last`` its tokens (both
    included).

    ``embedded`` says that it stands in the name or title of somebody ("Springfield Police"); ``direction`` is "eastern" in "eastern Russia".
    """

    span: Span
    name: str
    places: tuple[Place, ...]
    hint: str | None
    first: int
    last: int
    rule: str
    embedded: bool = False
    direction: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of a run that the gazetteer knows, or that could be a place unknown to it (no places)."""

    first: int
    last: int
    places: tuple[Place, ...]


class Finder:
    """Reads one text."""

    def __init__(self, tree: Tree, gazetteer: Gazetteer) -> None:
        self.tree, self.parse, self.gazetteer = tree, tree.parse, gazetteer
        self.runs = self._joined(find_runs(tree.parse))
        self.heads = {first for first, _ in tree.parse.sentences}
        self.evidence = Evidence(tree, self.runs)
        self.unknown = Unknown(self.evidence)

    def _joined(self, runs: list[Run]) -> list[Run]:
        """The runs, with those made one that are a known name together: "Trinidad and Tobago", "Gulf of Aden"."""
        parse, soft, found = self.parse, place_words().soft, list[Run]()
        for run in runs:
            before = found[-1] if found else None
            if before is not None and 0 < run.first - before.last - 1 <= 2 and all(parse.words[at] in soft for at in range(before.last + 1, run.first)):
                whole = parse.text[parse.starts[before.first] : parse.ends[run.last]]
                if any(place.rank < 2 for place in self.gazetteer.candidates(whole)):
                    found[-1] = Run(before.first, run.last, (before.first, run.last), before.opens)
                    continue
            found.append(run)
        return found

    def toponyms(self) -> list[Toponym]:
        """All toponyms. A name accepted once is accepted wherever it stands alone."""
        sure: list[Toponym] = []
        weak: list[Toponym] = []
        for run in self.runs:
            for toponym, weight in self._read(run):
                if weight >= ENOUGH:
                    sure.append(toponym)
                elif weight >= 0:
                    weak.append(toponym)
        known = {fold(toponym.name) for toponym in sure if not toponym.embedded}
        sure += [toponym for toponym in weak if fold(toponym.name) in known]
        return sorted(sure, key=lambda toponym: toponym.span)

    def _read(self, run: Run) -> Iterator[tuple[Toponym, int]]:
        """The toponyms of a run with their weights."""
        some = False
        for hit in self._hits(run):
            verdict = self.evidence.beside(run, hit.first, hit.last)
            if verdict is None:
                continue
            some = True
            found = self._toponym(hit, verdict)
            yield found, self._embedded_weight(hit) if verdict.embedded else self.evidence.weight(run, found.first, found.last, hit.places, found.hint)
        if not some and (land := self._demonym(run)):
            yield land, ENOUGH
        elif not some and (weight := self.unknown.weight(run)) >= 0:
            yield self._unknown(run), weight

    def _embedded_weight(self, hit: Hit) -> int:
        if hit.first == hit.last and self.parse.words[hit.first] in self.evidence.people:
            return -1
        return ENOUGH if self.evidence.known(hit.places) >= 2 else 0

    def _demonym(self, run: Run) -> Toponym | None:
        """The country of a people's name at the head of a run ("Turkish"): it stands for the country and is no place."""
        parse, known = self.parse, loader.country_words()
        for last in (run.first + 1, run.first):
            if not run.first <= last <= run.last:
                continue
            span = parse.span(run.first, last)
            entry = known.get(span.of(parse.text).lower())
            if entry is not None and entry[1] == "demonym" and parse.tags[last] not in {"NNS", "NNPS"}:
                name = loader.country_name(entry[0])
                places = tuple(place for place in self.gazetteer.candidates(name) if place.feature == "A.PCLI" and place.country == entry[0])
                return Toponym(span, name, places, None, run.first, last, "demonym", embedded=True)
        return None

    def _hits(self, run: Run) -> Iterator[Hit]:
        """The longest known names of a run, from the left."""
        starts = [run.first, *(at for at in run.capitals if at != run.first)]
        capitals, at = set(run.capitals), 0
        while at < len(starts):
            first = starts[at]
            hit = next((hit for last in range(min(run.last, first + LONGEST - 1), first - 1, -1) if last in capitals or last == run.last if (hit := self._hit(first, last))), None)
            if hit is None:
                at += 1
                continue
            yield hit
            while at < len(starts) and starts[at] <= hit.last:
                at += 1

    def _hit(self, first: int, last: int) -> Hit | None:
        parse = self.parse
        text = parse.text[parse.starts[first] : parse.ends[last]]
        if first == last and self._is_plain_word(first, text):
            return None
        places = tuple(place for place in self.gazetteer.candidates(text) if place.rank < 3)
        if (
            all(word in generic() for word in text.lower().split())
            and not self._is_town(first, text)
            and not any(place.own or place.level < 3 or place.population >= WIDELY for place in places)
        ):
            return None
        return Hit(first, last, places) if places else None

    def _is_plain_word(self, at: int, text: str) -> bool:
        """Whether a single word is more often something else than a place's name."""
        lowered = text.lower()
        if self._is_town(at, text):
            return False
        if lowered in place_words().common or lowered in place_words().directions or len(text) < 2 or loader.country_words().get(lowered, ("", ""))[1] == "demonym":
            return True
        if not text.isupper() or lowered in loader.country_words():
            return False
        if actors.find_organisation(text) is not None:
            return True
        if len(text) < 4:
            return text not in {"UK", "US", "UAE", "USA"}
        return not self.evidence.lead(at, at) and at not in self.heads and self.evidence.lower(at + 1) != ","

    def _is_town(self, at: int, text: str) -> bool:
        """Whether a common word names a town here: "in Split", "from Nice"."""
        if text.lower() not in place_words().common or self.parse.tags[at] != "NNP" or self.evidence.lower(at - 1) not in TOWNWARD:
            return False
        if self.parse.deps[at] != "pobj" or self.parse.words[at - 1] != self.evidence.lower(at - 1):
            return False
        return any(place.feature[0] == "P" and place.rank == 0 and place.population >= CITY for place in self.gazetteer.candidates(text))

    def _toponym(self, hit: Hit, verdict: Verdict) -> Toponym:
        parse = self.parse
        first, last = hit.first, max(hit.last, verdict.last)
        name = parse.text[parse.starts[hit.first] : parse.ends[hit.last]]
        direction, start, end = self.evidence.direction(first, last)
        name = f"{direction} {name}" if direction else name
        return Toponym(parse.span(start, end), name, hit.places, self.evidence.hint(hit.first, hit.last), first, last, "gazetteer", verdict.embedded, direction)

    def _unknown(self, run: Run) -> Toponym:
        """A name that no table has."""
        last = run.last
        hint = self.evidence.hint(run.first, last)
        if self.unknown.is_numbered(last):
            last += 1
        span = self.parse.span(run.first, last)
        return Toponym(span, span.of(self.parse.text), (), hint, run.first, last, "context")
