"""Whom a report cites: outlets, agencies and documents, for one statement or for the whole report, and which report of the ledger each citation means.

Credits and datelines, relays in chains of sources, and the phrases of citing ("told the Courier", "Yonhap reported", "documents seen by the Ledger"). Gives citations;
decides nothing about origins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from sayso.model.span import Span
from sayso.model.weighing import Citation, CitationKind, Report, Statement, Voice
from sayso.synthesis.stories import names_in
from sayso.vocabulary import actors, loader
from sayso.vocabulary.name_parts import words_of
from sayso.vocabulary.standing import any_of, finder, has, standing

NAME = r"(?P<outlet>[A-ZÀ-ÖØ-Þ][\w’'&-]*(?: (?:(?:of|de|da|del|la|le|du|and|&) )?[A-ZÀ-ÖØ-Þ0-9][\w’'&-]*){0,5})"
HEAD = 240  # characters at the head of a text in which a dateline ends
DATELINE = re.compile(r"^[^\n(]{0,120}?[A-ZÀ-ÖØ-Þ]{3}[^\n(]{0,80}\((?P<outlet>[^()\n]{2,40})\)\s*[-–—:.]")
CLOSING = re.compile(r"\(\s*(?P<outlet>[A-ZÀ-ÖØ-Þ][\w&./ -]{1,40}?)\s*\)\s*$")
BRACKET = re.compile(r"\s*\([^()]*\)")
SENTENCE = re.compile(r"(?<=[.!?])[\"”’']?\s+(?=[\"“‘'(]?[A-ZÀ-ÖØ-Þ0-9])|\n+")
POSSESSOR = re.compile(r"['’]s? ")
SEEN = re.compile(r"[^.;:!?\n]{0,60}?\b(?:seen|obtained|reviewed|examined|viewed|read) by\b|[^.;:!?\n]{0,60}?\b(?:leaked to|shared with|passed to|shown to)\b")
SHARED = 1  # names that two reports of one matter must share
SHORT = 2  # letters of the shortest acronym, and words that it needs
STRONG = frozenset({"news", "newswire", "radio", "tv", "television", "gazette", "newspaper", "broadcasting", "chronicle", "courier"})  # media, wherever they stand in a name
SMALL = frozenset({"of", "the", "de", "la", "and", "for", "in"})


class Meaning(StrEnum):
    """What a citation turned out to mean: a report of the ledger, an outlet of which it holds no such report, the report's own outlet, or a document."""

    REPORT = "report"
    OUTLET = "outlet"
    OWN = "own"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What a citation means, the report of the ledger if it is one, and why."""

    citation: Citation
    meaning: Meaning
    report: str | None
    reason: str


def citations(report: Report, statements: Sequence[Statement]) -> tuple[Citation, ...]:
    """Whom the report cites, in the order of the text; the statements are those of the report.

    >>> r = Report(id="d", series="d", number=1, latest=True, external_id=None, outlet="The Star", url=None, title=None, published="2025-05-02", paragraphs=(),
    ...            text="SEOUL (Tidewater Wire) - The ship sank, the navy told The Anacostia Courier. With material from Antilles Dispatch")
    >>> [(c.kind.value, c.label) for c in citations(r, [])]
    [('credit', 'Tidewater Wire'), ('cited', 'Anacostia Courier'), ('credit', 'Antilles Dispatch')]
    """
    found = [*_credits(report), *_cited(report, statements), *_documents(report, statements)]
    found += [one for statement in statements for one in _relays(report, statement, found)]
    unique = {(one.statement, one.key): one for one in sorted(found, key=_order, reverse=True)}
    return tuple(sorted(unique.values(), key=_order))


def resolve(citation: Citation, reports: Iterable[Report]) -> Resolution:
    """The report that a citation means: of that outlet, of the same day or before, with a name in common; the latest of them, then the one with most names in common.

    A report never means itself, nor another copy of its own page (the same URL).
    """
    pool = {report.id: report for report in reports}
    here = pool.get(citation.report)
    if citation.kind is CitationKind.DOCUMENT:
        return Resolution(citation=citation, meaning=Meaning.DOCUMENT, report=None, reason=f"a document: {citation.label}")
    if here is not None and here.outlet is not None and same_outlet(here.outlet, citation.label):
        return Resolution(citation=citation, meaning=Meaning.OWN, report=None, reason=f"{citation.label} is the report's own outlet")
    ranked = sorted((_rank(here, report), report.id) for report in pool.values() if _may_mean(citation, here, report))
    if not ranked:
        return Resolution(citation=citation, meaning=Meaning.OUTLET, report=None, reason=f"no report of {citation.label} on the matter was read")
    return Resolution(citation=citation, meaning=Meaning.REPORT, report=ranked[-1][1], reason=f"the report of {citation.label} on the same matter")


def outlet_key(name: str) -> str:
    """The name of an outlet without articles, brackets and case.

    >>> outlet_key("The Ashar Courier (English leaf)"), outlet_key("the Courier")
    ('ashar courier', 'courier')
    """
    words = words_of(BRACKET.sub("", name)) or words_of(name)
    return " ".join(words[1:] if len(words) > 1 and words[0] in actors.ARTICLES else words)


@lru_cache(maxsize=1 << 14)
def same_outlet(one: str, two: str) -> bool:
    """Whether two names can be one outlet's: the same words, the head or end of a longer name with a word of media in it, or the acronym in a bracket or of all words.

    >>> same_outlet("the Courier", "The Anacostia Courier"), same_outlet("NPA", "Norrsund Press Agency"), same_outlet("Courier", "Tidewater Wire")
    (True, True, False)
    """
    short, long = sorted((outlet_key(one).split(), outlet_key(two).split()), key=lambda words: (len(words), words))
    if not short or short == long:
        return bool(short)
    known = [body.name if body else None for body in map(actors.find_organisation, (one, two))]
    if known[0] is not None and known[0] == known[1]:
        return True
    if len(short) == 1 and _is_acronym(short[0], long):
        return True
    return (short == long[-len(short) :] or short == long[: len(short)]) and (bool(set(short) & loader.name_words().media) or len(short) > 1)


def _is_acronym(short: str, words: Sequence[str]) -> bool:
    """Whether an acronym holds the first letters of all words that count, in their order, and nothing that the words do not hold ("cnw": Crescent Newswire)."""
    letters = iter("".join(words))
    initials = [word[0] for word in words if word not in SMALL]
    inside = iter(short)
    return len(initials) >= SHORT and len(short) <= len(words) + 1 and all(letter in letters for letter in short) and all(letter in inside for letter in initials)


@lru_cache(maxsize=1 << 14)
def is_outlet(name: str) -> bool:
    """Whether a name is one of a newspaper, broadcaster or agency: by the table of bodies, else by the words at its ends.

    >>> [is_outlet(name) for name in ("Reuters", "The Anacostia Courier", "Radio Slite", "Swedish Coast Guard", "Ministry of Interior, Media Directorate")]
    [True, True, True, False, False]
    """
    if name.islower():
        return False
    known = actors.find_organisation(name)
    if known is not None:
        return known.kind in actors.MEDIA_KINDS
    words = words_of(BRACKET.sub("", name))
    if not words or has("organ_words", name):
        return False
    media = loader.name_words().media
    return words[-1] in media or any(word in STRONG for word in words) or (words[0] in media and not has("apart_words", name))


def is_media(voice: Voice) -> bool:
    """Whether a voice is an outlet that passes on what others say, named or not."""
    names = [name for name in (voice.name, voice.organisation) if name is not None]
    calls_itself = voice.role is not None and finder("media_words").fullmatch(voice.role.strip()) is not None
    if voice.kind == "named":
        return calls_itself
    return voice.kind == "outlet" or calls_itself or any(is_outlet(name) or _of_media(name) for name in names) or (not names and is_paper(voice.words))


def _of_media(name: str) -> bool:
    """Whether a name says no more than that they are media ("South Korean newspapers")."""
    return re.search(r"(?:^|\s)(?:" + "|".join(standing().media_words) + r")$", name.lower()) is not None and not has("organ_words", name)


def is_paper(words: str | None) -> bool:
    """Whether the words call an outlet that was named before ("the paper")."""
    return words is not None and finder("paper_words").fullmatch(words.strip()) is not None


def sentences(text: str) -> Iterator[Span]:
    """The stretches between full stops and line ends: a rough cut that needs no parse."""
    start = 0
    for gap in SENTENCE.finditer(text):
        if gap.start() > start:
            yield Span(start, gap.start())
        start = gap.end()
    if start < len(text):
        yield Span(start, len(text))


def _order(one: Citation) -> tuple[int, int, str, str, str]:
    return (one.span.start, one.span.end, one.kind.value, one.statement or "", one.key)


def _made(report: Report, statement: str | None, kind: CitationKind, span: Span, label: str | None = None) -> Citation:
    words = label or span.of(report.text)
    return Citation(report=report.id, statement=statement, kind=kind, key=outlet_key(words), label=words, span=span)


def _credits(report: Report) -> Iterator[Citation]:
    """Datelines ("SEOUL (Tidewater Wire) -"), a bracket that ends the text, and lines of credit."""
    head, tail = report.text[:HEAD], report.text.rstrip()
    for match in (DATELINE.search(head), CLOSING.search(tail)):
        if match is not None and (match["outlet"].isupper() or (match["outlet"].istitle() and is_outlet(match["outlet"]))):
            yield _made(report, None, CitationKind.CREDIT, Span(match.start("outlet"), match.end("outlet")))
    for match in _matches("credits", report.text):
        if (span := _outlet_in(report.text, match)) is not None:
            yield _made(report, None, CitationKind.CREDIT, span)


@cache
def _patterns(field: str) -> tuple[re.Pattern[str], ...]:
    entries: list[str] = getattr(standing(), field)
    return tuple(re.compile("(?i:" + entry.replace("{outlet}", f")(?-i:{NAME})(?i:") + ")") for entry in entries)


def _matches(field: str, text: str) -> Iterator[re.Match[str]]:
    for pattern in _patterns(field):
        yield from pattern.finditer(text)


def _outlet_in(text: str, match: re.Match[str]) -> Span | None:
    """The longest run of the words found that is the name of an outlet."""
    start, end = match.span("outlet")
    words = list(re.finditer(r"\S+", text[start:end]))
    for size in range(len(words), 0, -1):
        for first in range(len(words) - size + 1):
            part = Span(start + words[first].start(), start + words[first + size - 1].end())
            if not POSSESSOR.search(part.of(text)) and is_outlet(part.of(text)) and len(part) > SHORT:
                return part
    return None


def _cited(report: Report, statements: Sequence[Statement]) -> Iterator[Citation]:
    """Phrases of citing, for the statements whose contents share a sentence with them."""
    hits = {span for match in _matches("cites", report.text) if (span := _outlet_in(report.text, match)) is not None}
    if not hits:
        return
    parts = list(sentences(report.text))
    for span in sorted(hits):
        around = next((part for part in parts if part.covers(span)), span)
        covered = [statement.id for statement in statements if any(around.overlaps(part) for part in statement.spans)]
        yield from (_made(report, statement, CitationKind.CITED, span) for statement in covered)
        if not covered:
            yield _made(report, None, CitationKind.CITED, span)


def _documents(report: Report, statements: Sequence[Statement]) -> Iterator[Citation]:
    """Papers that the report says were seen, obtained or leaked."""
    parts = None
    for seen in SEEN.finditer(report.text):
        noun = _document_nouns().search(report.text, seen.start(), seen.end())
        if noun is None:
            continue
        parts = parts or list(sentences(report.text))
        around = next((part for part in parts if part.covers(Span(*noun.span()))), Span(*noun.span()))
        for statement in statements:
            if any(around.overlaps(part) for part in statement.spans):
                yield _made(report, statement.id, CitationKind.DOCUMENT, Span(*noun.span()))


@cache
def _document_nouns() -> re.Pattern[str]:
    """Nouns for documents that can be seen; words that are verbs or acts of speech as often as papers are left out."""
    words = "account claim report story text post file log sign figures speech statement data study notice note list announcement"
    nouns = [noun for noun, kind in actors.body_nouns().items() if kind == "document" and noun not in words.split()]
    return any_of([*nouns, *(noun + "s" for noun in nouns)])


def _relays(report: Report, statement: Statement, found: Sequence[Citation]) -> Iterator[Citation]:
    """Outlets in the chain of a statement, beside the one that publishes it."""
    for voice in statement.chain[1:] if len(statement.chain) > 1 else ():
        if not is_media(voice) or voice.kind == "outlet":
            continue
        label = _named_before(report, statement, found) if is_paper(voice.words) else voice.organisation or voice.name or voice.words
        if label is not None:
            at = report.text.find(voice.words) if voice.words else -1
            span = Span(at, at + len(voice.words or "")) if at >= 0 and voice.words else statement.spans[0]
            yield _made(report, statement.id, CitationKind.RELAY, span, label)


def _named_before(report: Report, statement: Statement, found: Sequence[Citation]) -> str | None:
    """The outlet that "the paper" means: the last one cited before, by name, that is not the report's own."""
    others = [one for one in found if one.kind in {CitationKind.CITED, CitationKind.CREDIT} and not (report.outlet and same_outlet(one.label, report.outlet))]
    before = [one for one in others if one.span.start <= statement.at]
    return max(before, key=lambda one: (one.span.start, one.key)).label if before else min(others, key=lambda one: (one.span.start, one.key)).label if others else None


def _may_mean(citation: Citation, here: Report | None, report: Report) -> bool:
    if report.outlet is None or report.id == citation.report or not same_outlet(report.outlet, citation.label):
        return False
    if here is None:
        return True
    if here.url is not None and here.url == report.url:
        return False
    in_time = here.published is None or report.published is None or report.published <= here.published
    return in_time and _shared(here, report) >= SHARED


def _rank(here: Report | None, report: Report) -> tuple[str, int]:
    return (report.published or "", _shared(here, report) if here else 0)


def _shared(one: Report, two: Report) -> int:
    return len(_names(one.text) & _names(two.text))


@lru_cache(maxsize=1 << 12)
def _names(text: str) -> frozenset[str]:
    return names_in(text)
