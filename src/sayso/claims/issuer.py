"""The report itself as a voice: its outlet, or the body that reports for itself, and who signs it."""

from __future__ import annotations

import re
from dataclasses import replace

from sayso.claims import names
from sayso.claims.speakers import Reading, Sort
from sayso.claims.voices import Voice
from sayso.model.claim import SourceKind, SourceLink
from sayso.model.span import Span
from sayso.model.tree import Tree
from sayso.vocabulary import actors, loader

SIGNATURE = 8  # words of a paragraph that is a signature


class Issuer:
    """Who stands behind a report."""

    def __init__(self, tree: Tree, outlet: str | None) -> None:
        self.tree = tree
        self.outlet = outlet
        self.author = self._author()
        self.voice = self._issuer()

    def link(self, span: Span | None, rule: str) -> SourceLink:
        """The voice of the report itself: who signs it, else its outlet."""
        mine = self.voice.reading if self.voice is not None else Reading(kind=SourceKind.OUTLET, sort=Sort.BODY)
        kind = SourceKind.NAMED if self.author else mine.kind
        return SourceLink(span=span, kind=kind, name=self.author, role=None, organisation=mine.organisation, country=mine.country, rule=rule)

    def _issuer(self) -> Voice | None:
        """The outlet as a voice: a ministry's statement says "the Ministry", a firm's "the Company"."""
        if self.outlet is None:
            return None
        known = actors.find_organisation(self.outlet)
        words = set(re.findall(r"[^\W\d_]+", self.outlet.lower()))
        bodies = words & (loader.name_words().firms | actors.body_nouns().keys()) - loader.name_words().media
        kind = known.kind if known else "company" if bodies else "outlet"
        reading = Reading(kind=SourceKind.ORGANISATION, sort=Sort.BODY, organisation=known.name if known else self.outlet, country=known.country if known else None)
        nouns = words | ({"company", "firm"} if kind == "company" else {"newspaper", "paper"} if kind == "outlet" else set())
        if kind in {"outlet", "news-agency"}:
            reading = replace(reading, kind=SourceKind.OUTLET)
        return Voice(reading, None, -1, nouns)

    def _author(self) -> str | None:
        """Who signs the report: a name that stands alone in its first or last paragraph ("By Ana Pires", "Ana Pires, head of research")."""
        parse = self.tree.parse
        for first, last in (parse.paragraphs[0], parse.paragraphs[-1]) if parse.paragraphs else ():
            words = [at for at in range(first, last) if parse.pos[at] not in {"PUNCT", "SPACE"}]
            if not words or len(words) > SIGNATURE or any(parse.tags[at].startswith("VB") for at in words):
                continue
            found = names.runs(self.tree, parse.span(first, last - 1))
            start = names.split_person(self.tree, found[0]) if found else None
            name = parse.words[start : found[0].last + 1] if start is not None else ()
            if len(name) > 1 and (name[0] in actors.first_names() or name[-1] in actors.first_names()) and start in {words[0], words[0] + 1}:
                return parse.span(start or 0, found[0].last).of(parse.text)
        return None
