"""What the tables of bodies and offices add to a source: the full name of "South Korea's spy agency", the office of a known holder on the day of the report."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from sayso.claims.speakers import country_in
from sayso.model.claim import SourceKind, SourceLink
from sayso.model.tree import Tree
from sayso.vocabulary import actors, loader

ALWAYS = 0.6  # share of all mentions of countries that makes one of them the country of the report


class Offices:
    """Bodies and holders of offices for the sources of one document."""

    def __init__(self, tree: Tree, published: str | None) -> None:
        self.tree = tree
        self.day = published or ""
        self.lands = self._lands()

    def _lands(self) -> list[tuple[int, str]]:
        """Every country named in the text, by token."""
        table = loader.country_words()
        found = []
        words = self.tree.parse.words
        for at, word in enumerate(words):
            if not word[:1].isupper():
                continue
            pair = f"{word} {words[at + 1]}".lower() if at + 1 < len(words) else ""
            hit = table.get(pair) or table.get(word.lower())
            if hit is not None:
                found.append((at, hit[0]))
        return found

    def grounded(self, link: SourceLink) -> SourceLink:
        """The link with what the tables know of it; unchanged where they know nothing, or several holders. Of several bodies of a kind the first in the table is the main one."""
        day = self.day
        if link.name is not None and day:
            for tenure in actors.tenures_of().get(link.name.lower(), ()):
                if tenure.covers(day) and link.country in {None, tenure.country}:
                    return replace(link, role=link.role or tenure.role, organisation=link.organisation or tenure.organisation, country=link.country or tenure.country)
            return link
        if link.kind is SourceKind.OUTLET or link.name is not None:
            return link
        phrase = self._phrase(link)
        country = link.country or self._land(link)
        if country is None or not phrase:
            return link
        for kind in actors.office_words().get(phrase, ()):
            holders = [tenure for tenure in actors.holders_of().get((country, kind), ()) if day and tenure.covers(day)]
            if len(holders) == 1:
                held = holders[0]
                return replace(link, kind=SourceKind.NAMED, name=held.person, role=held.role, organisation=held.organisation, country=country, rule="holder of the office")
        for kind in actors.kind_words().get(phrase, ()):
            bodies = actors.bodies_of().get((country, kind), ())
            if bodies:
                return replace(link, organisation=bodies[0].name, country=country, rule="body of this kind in the country")
        return link

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
        before = [iso for at, iso in self.lands if self.tree.parse.starts[at] < link.span.start]
        if re.match(r"(?:the|that|this) (?:country|state|nation|kingdom|republic|island)['’]s", text, re.IGNORECASE) and before:
            return before[-1]
        counts = Counter(iso for _, iso in self.lands)
        if counts:
            iso, number = counts.most_common(1)[0]
            if number >= ALWAYS * sum(counts.values()) and number > 1 and self.lands[0][1] == iso:
                return iso
        return None
