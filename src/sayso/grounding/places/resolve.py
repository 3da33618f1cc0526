"""The places of a text: finds the names, weighs what they could mean, chooses, and says what part each takes. One mention for each name, in the order of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sayso.grounding.gazetteer.folding import fold
from sayso.grounding.gazetteer.lookup import Gazetteer, Place
from sayso.grounding.places.choice import anchor, candidate, choose, main_country, order
from sayso.grounding.places.context import StoryContext
from sayso.grounding.places.mentions import Finder, Toponym
from sayso.grounding.places.ranking import Home, Name, weigh
from sayso.grounding.places.roles import Part, find_parts
from sayso.grounding.places.stance import Stance
from sayso.grounding.places.surroundings import bearers, hint_at, home_of, plain
from sayso.grounding.places.weights import WEIGHTS, Weights
from sayso.model.grounding import PlaceMention
from sayso.model.span import Span
from sayso.model.tree import Tree
from sayso.vocabulary import loader

Key = tuple[str, str | None]
# What may stand between a name and the one that contains it: "Paris, Texas", "Paris (Texas)", "Paris in Texas", "Tulsa, Okla."
GAP = re.compile(r",? ?\(?| in (?:the )?|,? in ")
# So many tokens away another place says in which country a name lies that no gazetteer has (stories V to Y and c1 to e3, 2026-11: 3 to 8 are best).
NEAR = 6
# The belief in all rivals of one country that makes it plain, at least twice that in any other.
SHARED = 0.4
STATES = frozenset({"A.PCLI", "P.PPLC", "L.CONT"})


@dataclass(frozen=True, slots=True)
class Written:
    """A name where it stands, with its candidates; equal keys mean one place."""

    span: Span
    key: Key
    places: tuple[Place, ...]


def find_places(tree: Tree, gazetteer: Gazetteer, context: StoryContext, weights: Weights = WEIGHTS) -> tuple[PlaceMention, ...]:
    """The places that a text names, each with the one meant where that is clear, its rivals, and whether it stands for a government."""
    toponyms = Finder(tree, gazetteer).toponyms()
    if not toponyms:
        return ()
    text = tree.parse.text
    written = [Written(toponym.span, (fold(toponym.name), toponym.hint), toponym.places) for toponym in toponyms]
    names = _weighed(text, written, home_of(text, context), weights)
    found = [choose(toponym.span, toponym.name, names[item.key], toponym.rule) for toponym, item in zip(toponyms, written, strict=True)]
    stance, parts = Stance(tree), find_parts(tree, toponyms)
    acting = [_acting(mention, toponym, stance, parts.get(number)) for number, (mention, toponym) in enumerate(zip(found, toponyms, strict=True))]
    near, where = _countries_near(tree, toponyms, acting), main_country(acting)
    return tuple(_located(mention, toponym, near.get(item.key) or where) for mention, toponym, item in zip(acting, toponyms, written, strict=True))


def resolve_spans(text: str, spans: Sequence[Span], gazetteer: Gazetteer, context: StoryContext, weights: Weights = WEIGHTS) -> tuple[PlaceMention, ...]:
    """The place of each given span: always the best candidate; a name that no gazetteer has is taken to lie near the town that the others lie around."""
    written = [Written(span, (fold(plain(span.of(text))), hint_at(text, span)), bearers(span.of(text), gazetteer)) for span in spans]
    names = _weighed(text, written, home_of(text, context), weights)
    town = anchor(names.values())
    return tuple(_given(item, names[item.key], item.span.of(text), town) for item in written)


def _weighed(text: str, written: Sequence[Written], home: Home, weights: Weights) -> dict[Key, Name]:
    """The different names of a text with the beliefs in their candidates."""
    names: dict[Key, Name] = {}
    for item in written:
        if item.key in names:
            names[item.key].count += 1
        else:
            names[item.key] = Name(item.places, item.key[1], item.span.of(text))
    numbers = {key: number for number, key in enumerate(names)}
    in_order = sorted(written, key=lambda item: item.span)
    pairs = [
        (numbers[left.key], numbers[right.key])
        for left, right in pairwise(in_order)
        if left.key != right.key and left.span.end < right.span.start and GAP.fullmatch(text[left.span.end : right.span.start])
    ]
    weigh(list(names.values()), list(dict.fromkeys(pairs)), home, weights)
    return names


def _given(item: Written, name: Name, words: str, town: tuple[Name, int] | None) -> PlaceMention:
    if name.places:
        rows = [candidate(name, at) for at in order(name)[:6]]
        return PlaceMention(span=item.span, name=words, chosen=rows[0], rivals=tuple(rows[1:]), reason=rows[0].reason, rule="given")
    reason = "no gazetteer has the name"
    if town is None:
        return PlaceMention(span=item.span, name=words, chosen=None, rivals=(), reason=reason, rule="given")
    near = replace(candidate(*town), score=0.0, reason="taken to lie near it")
    return PlaceMention(span=item.span, name=words, chosen=near, rivals=(), reason=reason, rule="near")


def _countries_near(tree: Tree, toponyms: Sequence[Toponym], found: Sequence[PlaceMention]) -> dict[Key, str]:
    """For each name without a place the country that stands nearest to it most often."""
    lands = [mention.chosen.country if mention.chosen and mention.rule != "demonym" else None for mention in found]
    votes: dict[Key, Counter[str]] = {}
    for at, toponym in enumerate(toponyms):
        if lands[at] is None and (land := _country_near(tree, toponyms, lands, at)):
            votes.setdefault((fold(toponym.name), toponym.hint), Counter())[land] += 1
    return {key: max(sorted(counts), key=lambda land, counts=counts: counts[land]) for key, counts in votes.items()}  # type: ignore[misc]


def _country_near(tree: Tree, toponyms: Sequence[Toponym], lands: Sequence[str | None], at: int) -> str | None:
    """The country of the nearest place of the sentence, the one after it first where both are as near."""
    sentence, own = tree.sentence_of, toponyms[at]
    near = [
        (min(abs(other.first - own.last), abs(own.first - other.last)), -number, land)
        for number, (other, land) in enumerate(zip(toponyms, lands, strict=True))
        if land is not None and sentence[other.first] == sentence[own.first]
    ]
    return min(near)[2] if near and min(near)[0] <= NEAR else None


def _located(mention: PlaceMention, toponym: Toponym, where: str | None) -> PlaceMention:
    """The mention in base form, with its country where the choice does not give it: that of all its rivals, else the one that the text points to."""
    chosen = mention.chosen
    if chosen is None:
        lands = [row.country for row in mention.rivals]
        return replace(mention, country=where if not lands or where in lands else _shared(mention))
    if chosen.country is None and chosen.feature[0] in "TLS" and where is not None and where in _lands(toponym, chosen.id):
        return replace(mention, country=where, chosen=replace(chosen, country=where))
    if chosen.feature[0] == "H" and chosen.name.startswith(f"{mention.name} "):
        return replace(mention, name=chosen.name)
    return mention


def _shared(mention: PlaceMention) -> str | None:
    """The country in which the rivals lie for the most part: "Colón" may be the city or the province, both are in Panama."""
    shares: dict[str, float] = {}
    for row in mention.rivals:
        if row.country is not None:
            shares[row.country] = shares.get(row.country, 0.0) + row.score
    ranked = sorted(shares, key=lambda land: (-shares[land], land))
    return ranked[0] if ranked and shares[ranked[0]] >= SHARED and all(shares[land] * 2 <= shares[ranked[0]] for land in ranked[1:]) else None


def _lands(toponym: Toponym, place: str) -> frozenset[str]:
    """The countries of a region or range of several."""
    return frozenset(land for row in toponym.places if row.id == place for land in row.country.split("|"))


def _acting(mention: PlaceMention, toponym: Toponym, stance: Stance, part: Part | None) -> PlaceMention:
    """The mention with the state it stands for, or else with its part in a movement."""
    best = mention.chosen or next(iter(mention.rivals), None)
    capital = loader.country_words().get(toponym.name.lower(), ("", ""))[1] == "capital" or (best is not None and best.feature == "P.PPLC")
    state = best is not None and (capital or best.feature in STATES) and stance.is_state(toponym, capital=capital)
    if best is not None and (toponym.embedded or state):
        return replace(mention, stands_for=best.country or best.name)
    return mention if part is None else replace(mention, role=part.role, leg=part.leg, means=part.means)
