"""The report itself as a voice: its outlet, or the body that reports for itself, and who signs it."""

from __future__ import annotations

import re
from dataclasses import replace

from sayso.claims import names
from sayso.claims.speakers import Reading, Sort
from sayso.claims.voice import Voice
from sayso.model.claim import SourceKind, SourceLink
from sayso.model.span import Span
from sayso.model.tree import SUBJECTS, Tree
from sayso.vocabulary import actors, loader

SIGNATURE = 8  # words of a paragraph that is a signature
OURSELVES = 2  # times that an outlet with a name of no known sort says "we" or its own name as a subject (twice that without its name) if it is a body that reports for itself
WE = frozenset({"we", "our", "us", "ours"})
WORDS = re.compile(r"[^\W\d_]+")


# A headline that says whose words the report is.
SPOKEN = re.compile(r"\b(?:Statement|Remarks|Speech|Letter|Message|Address|Note|Testimony|Communiqué)\b.{0,40}?\b(?:by|of|from) (.{3,60}?)(?:[,:;]|$)", re.IGNORECASE)

# A headline of a piece in which a paper gives its own view.
EDITORIAL = re.compile(r"(?:editorial|leader|leading article|opinion|our view|comment)\s*[:–—|-]", re.IGNORECASE)


class Issuer:
    """Who stands behind a report."""

    def __init__(self, tree: Tree, outlet: str | None, title: str | None = None) -> None:
        self.tree = tree
        self.outlet = outlet
        self.title = title or ""
        self.author = self._author() or _speaker_in(self.title)
        self.voice = self._issuer()

    @property
    def for_itself(self) -> bool:
        """Whether a body reports its own doings or findings here (a ministry, a firm, a research house), not a newspaper what others say."""
        return self.voice is not None and self.voice.reading.kind is not SourceKind.OUTLET

    def link(self, span: Span | None, rule: str) -> SourceLink:
        """The voice of the report itself: who signs it, else its outlet."""
        mine = self.voice.reading if self.voice is not None else Reading(kind=SourceKind.OUTLET, sort=Sort.BODY)
        author = self.author if span is not None or self.for_itself else None
        kind = SourceKind.NAMED if author else mine.kind
        return SourceLink(span=span, kind=kind, name=author, role=None, organisation=mine.organisation, country=mine.country, rule=rule)

    def _issuer(self) -> Voice | None:
        """The outlet as a voice: a ministry's statement says "the Ministry", a firm's "the Company"."""
        if self.outlet is None:
            return None
        known = actors.find_organisation(self.outlet)
        words = set(WORDS.findall(self.outlet.lower()))
        kind = known.kind if known else self._kind(words)
        reading = Reading(kind=SourceKind.ORGANISATION, sort=Sort.BODY, organisation=self.outlet, country=known.country if known else None, proper=True)
        nouns = words | ({"company", "firm"} if kind == "company" else {"newspaper", "paper"} if kind == "outlet" else set())
        if kind in actors.MEDIA_KINDS and not EDITORIAL.match(self.title):
            reading = replace(reading, kind=SourceKind.OUTLET)
        return Voice(reading, None, -1, nouns)

    def _kind(self, words: set[str]) -> str:
        """What sort of outlet bears these words in its name; where they do not tell, what its report says of itself."""
        table = loader.name_words()
        if words & table.offices:
            return "body"
        if words & table.media:
            return "outlet"
        if words & table.analysts:
            return "analyst"
        if words & (table.firms | actors.body_nouns().keys()):
            return "company"
        return "company" if self.author or self._speaks_for_itself() else "outlet"

    def _speaks_for_itself(self) -> bool:
        parse = self.tree.parse
        quoted = {at for quotation in parse.quotations for at in parse.tokens_in(quotation.outer)}
        first = [word for word in WORDS.findall(self.outlet or "") if word.lower() not in {"the", "a"}][:1]
        free = [at for at in range(len(parse)) if at not in quoted]
        ours = sum(self.tree.lower(at) in WE and parse.words[at] != "US" for at in free)
        named = sum(parse.words[at] in first and any(parse.deps[up] in SUBJECTS for up in (at, parse.heads[at])) for at in free)
        return ours + named >= (OURSELVES if named else 2 * OURSELVES)

    def _author(self) -> str | None:
        """Who signs the report: a name that stands alone in its first or last paragraph ("By Ana Pires", "Ana Pires, head of research")."""
        parse = self.tree.parse
        for first, last in (parse.paragraphs[0], parse.paragraphs[-1]) if parse.paragraphs else ():
            words = [at for at in range(first, last) if parse.pos[at] not in {"PUNCT", "SPACE"}]
            if not words or len(words) > SIGNATURE or any(parse.tags[at].startswith("VB") for at in words):
                continue
            found = names.runs(self.tree, parse.span(first, last - 1))
            start = names.split_person(self.tree, found[0]) if found else None
            if start is not None and parse.words[start].lower() == "by":
                start += 1
            name = parse.words[start : found[0].last + 1] if start is not None else ()
            known = any(word in actors.first_names() for word in (name[:1] + name[-1:])) or self._signs(first, last, words, name)
            if len(name) > 1 and known and start in {words[0], words[0] + 1}:
                return parse.span(start or 0, found[0].last).of(parse.text)
        return None

    def _signs(self, first: int, last: int, words: list[int], name: tuple[str, ...]) -> bool:
        """Whether "Seo Ji-hwan, Seoul" is a signature though no given name is known: a name, a comma, and a few words without a figure, in a paragraph of its own."""
        parse = self.tree.parse
        told = {word.lower() for word in name}
        strange = told & (loader.name_words().place_heads | loader.name_words().firms | actors.body_nouns().keys() | loader.name_words().calendar)
        end = words[0] + len(name)
        return (
            2 <= sum(word != "-" for word in name) <= 3 + ("-" in name)
            and not strange
            and end < last
            and parse.words[end] == ","
            and not any(any(letter.isdigit() for letter in parse.words[at]) for at in range(first, last))
            and " ".join(told) not in loader.country_words()
        )


def _speaker_in(title: str) -> str | None:
    """The name in a headline that says whose words follow.

    >>> _speaker_in("Statement by CEO Park Hyun-seo"), _speaker_in("Letter from Riga")
    ('Park Hyun-seo', None)
    """
    match = SPOKEN.search(title)
    words = match.group(1).split() if match else []
    table = loader.name_words()
    while words and (words[0].lower() in actors.people_nouns() or words[0].lower() in table.honorifics or words[0].lower() in table.portfolios or words[0].isupper()):
        words = words[1:]
    return " ".join(words) if len(words) in {2, 3} and all(word[:1].isupper() and word.lower() not in actors.body_nouns() for word in words) else None
