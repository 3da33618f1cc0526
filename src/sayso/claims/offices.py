"""What the tables of bodies and offices add to a source: the full name of "South Korea's spy agency", the office of a known holder on the day of the report."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from sayso.claims.rivals import rival_bodies, rival_holders
from sayso.claims.titles import country_in
from sayso.model.claim import SourceKind, SourceLink
from sayso.model.tree import Tree
from sayso.vocabulary import actors, loader

# Words that many bodies share.
GENERAL = frozenset({"of", "for", "and", "the", "ministry", "minister", "agency", "service", "office", "department", "authority", "national", "state", "general", "chief", "head"})
TWICE = 2  # times that the country of one body must be named for each time of the next one, for an acronym to mean it
ALWAYS = 0.6  # share of all mentions of countries that makes one of them the country of the report


class Offices:
    """Bodies and holders of offices for the sources of one document."""

    def __init__(self, tree: Tree, published: str | None) -> None:
        self.tree = tree
        self.day = published or ""
        self.lands = self._lands()

    def _lands(self) -> list[tuple[int, str, int]]:
        """Every country named in the text: its token, its code, the token behind it."""
        table = loader.country_words()
        found = []
        words = self.tree.parse.words
        for at, word in enumerate(words):
            if not word[:1].isupper():
                continue
            pair = f"{word} {words[at + 1]}".lower() if at + 1 < len(words) else ""
            double = table.get(pair)
            hit = double or table.get(word.lower())
            if hit is not None:
                found.append((at, hit[0], at + 2 if double else at + 1))
        return found

    def grounded(self, link: SourceLink) -> SourceLink:
        """The link with what the tables know of it; unchanged where they know nothing, open where an office has several holders. The first body of a kind is the main one."""
        if link.name is not None:
            return self._in_office(link)
        link = self._namesake(link)
        phrase = self._phrase(link)
        if link.kind is SourceKind.OUTLET or not phrase or link.rule.startswith("open:"):
            return link
        country = link.country or self._land_of(phrase) or self._land(link)
        if country is None:
            return link
        return self._holder(link, phrase, country) or self._body(link, phrase, country) or link

    def _in_office(self, link: SourceLink) -> SourceLink:
        """A named person with the office held on the day of the report."""
        for tenure in actors.tenures_of().get((link.name or "").lower(), ()) if self.day else ():
            if tenure.covers(self.day) and link.country in {None, tenure.country}:
                return replace(link, role=link.role or tenure.role, organisation=link.organisation or tenure.organisation, country=link.country or tenure.country)
        return link

    def _holder(self, link: SourceLink, phrase: str, country: str) -> SourceLink | None:
        for kind in actors.office_words().get(phrase, ()):
            holders = [tenure for tenure in actors.holders_of().get((country, kind), ()) if self.day and tenure.covers(self.day)]
            if len({held.person for held in holders}) > 1:
                return replace(link, country=country, rule="open: several holders of the office", rivals=rival_holders(holders))
            if holders:
                held = holders[0]
                return replace(link, kind=SourceKind.NAMED, name=held.person, role=held.role, organisation=held.organisation, country=country, rule="holder of the office")
        return None

    @staticmethod
    def _body(link: SourceLink, phrase: str, country: str) -> SourceLink | None:
        for kind in actors.kind_words().get(phrase, ()):
            if bodies := actors.bodies_of().get((country, kind), ()):
                rivals = rival_bodies(bodies[1:], "of the same kind")
                return replace(link, organisation=bodies[0].name, country=country, rule="body of this kind in the country", rivals=rivals)
        return None

    def _namesake(self, link: SourceLink) -> SourceLink:
        """An acronym that several bodies share: the one whose country the report names, and by far the most; else it stays open."""
        acronym = next((words for words in (link.organisation, link.role) if words and actors.namesakes(words)), None)
        if acronym is None:
            return link
        bodies = actors.namesakes(acronym)
        counts = Counter(iso for _, iso, _ in self.lands)
        ranked = sorted(bodies, key=lambda body: -(counts[body.country] if body.country else 0))
        most, second = (counts[body.country] if body.country else 0 for body in ranked[:2])
        default = actors.find_organisation(acronym)
        if most and most >= TWICE * second:
            chosen = ranked[0]
        elif not most and default is not None:
            chosen = default
        else:
            return replace(link, country=None, rule="open: an acronym of several bodies", rivals=rival_bodies(ranked, f"called {acronym}"))
        rest = [body for body in ranked if body is not chosen]
        return replace(link, organisation=chosen.name, country=chosen.country, rule="acronym, by the country of the report", rivals=rival_bodies(rest, f"called {acronym}"))

    def _land_of(self, phrase: str) -> str | None:
        """The one country whose demonym stands before a word of this phrase elsewhere: "Dominican customs officers" makes "the customs service" Dominican."""
        words = {word for word in phrase.split() if word not in GENERAL}
        parse = self.tree.parse
        lands = {iso for at, iso, after in self.lands if after < len(parse) and parse.words[after].lower() in words}
        return next(iter(lands)) if len(lands) == 1 else None

    def _phrase(self, link: SourceLink) -> str:
        """The words of a description without articles, possessors and countries."""
        words = (link.organisation if link.role is None else link.role) or ""
        words = re.sub(r"^.*['’]s? ", "", words)
        parts = [part for part in words.split() if part.lower() not in loader.country_words() and part.lower() not in {"the", "its", "his", "her", "their", "our", "a", "an"}]
        return " ".join(parts).lower()

    def _land(self, link: SourceLink) -> str | None:
        """The country that "the country's" means, or the one country of the report: named first, and by far the most."""
        if link.span is None:
            return None
        text = link.span.of(self.tree.parse.text)
        if (named := country_in(text)) is not None:
            return named
        before = [iso for at, iso, _ in self.lands if self.tree.parse.starts[at] < link.span.start]
        if re.match(r"(?:the|that|this) (?:country|state|nation|kingdom|republic|island)['’]s", text, re.IGNORECASE) and before:
            return before[-1]
        counts = Counter(iso for _, iso, _ in self.lands)
        if counts:
            iso, number = counts.most_common(1)[0]
            if number >= ALWAYS * sum(counts.values()) and number > 1 and self.lands[0][1] == iso:
                return iso
        return None
