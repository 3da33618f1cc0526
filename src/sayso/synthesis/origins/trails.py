"""The way from a statement back to the earliest actor with access of its own: through shared text, cited outlets, the chain of voices and those whose account is passed on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from sayso.model.proposition import Link, Step
from sayso.model.reuse import Reuse, ReuseKind
from sayso.model.span import Span
from sayso.model.weighing import Citation, CitationKind, Report, Statement, Voice
from sayso.synthesis.citations import Meaning, Resolution, is_media, resolve, same_outlet
from sayso.synthesis.origins.bodies import Actor, Sort
from sayso.synthesis.origins.cast import Cast
from sayso.synthesis.origins.context import Context
from sayso.synthesis.origins.mending import mended
from sayso.synthesis.origins.text import sentences_of
from sayso.vocabulary.name_parts import words_of
from sayso.vocabulary.standing import any_of, standing

ALIKE = 0.5  # Dice overlap of words from which two contents say the same
CLOSE = 0.2  # the same, where one outlet passes on what another reports
OF_REPORT = re.compile(r"^(anon|paper):[^:]+:")
CLAUSE = re.compile(r"\b(?:after|that|as|when|because|since|and|but|which|who|whom|said|says)\b")
FEW_SENTENCES = 400  # characters
LINKS = {ReuseKind.REPRINT: Link.REPRINT, ReuseKind.EDITED: Link.REPRINT, ReuseKind.REWRITE: Link.REWRITE, ReuseKind.PASSAGE: Link.REPRINT}


@dataclass(frozen=True, slots=True)
class Trail:
    """Where a statement comes from: the actor, the path there, the statement of another report that it repeats (if any), whose figure it endorses, and why."""

    actor: Actor
    voice: Voice
    report: str
    path: tuple[Step, ...]
    repeats: str | None = None
    endorses: bool = False
    reason: str = ""


class Trails:
    """The trails of a group of statements."""

    def __init__(self, group: Sequence[Statement], context: Context, cast: Cast) -> None:
        self._context = context
        self._cast = cast
        self._of_report: dict[str, list[Statement]] = {}
        for one in group:
            self._of_report.setdefault(one.report, []).append(one)
        self._done: dict[str, Trail] = {}
        self._meant: dict[tuple[str, CitationKind, str], Resolution] = {}

    def of(self, statement: Statement, seen: frozenset[str] = frozenset()) -> Trail:
        """The trail of a statement; ``seen`` are the reports that led here, none of which is entered twice."""
        if statement.id in self._done:
            return self._done[statement.id]
        trail = self._follow(statement, seen | {statement.report})
        if not seen:
            self._done[statement.id] = trail
        return trail

    def _follow(self, statement: Statement, seen: frozenset[str]) -> Trail:
        report = self._context.reports[statement.report]
        start = Step(label=report.outlet or "unnamed outlet", link=Link.PUBLISHED, report=report.id)
        copied = self._copied(statement, report, seen)
        if copied is not None:
            return replace(copied, path=(start, *copied.path))
        relays = list(self._relays(statement, report))
        voices = self._voices(statement)
        if voices and not relays and (rewritten := self._rewritten(statement, report, seen)) is not None:
            return replace(rewritten, path=(start, *rewritten.path))
        steps = [Step(label=label, link=Link.CITES, report=found) for label, found in relays]
        if not voices and relays:
            return self._through(statement, (start, *steps), relays[-1], seen)
        return self._spoken(statement, (start, *steps), voices)

    def _copied(self, statement: Statement, report: Report, seen: frozenset[str]) -> Trail | None:
        """The trail through the earlier report that this stretch of text was taken from."""
        for edge, other in self._sources(statement, report, seen):
            step = Step(label=other.outlet or "unnamed outlet", link=LINKS[edge.kind], report=other.id)
            same = _best(statement, self._of_report.get(other.id, ()), ALIKE)
            if same is not None:
                trail = self.of(same, seen)
                return replace(trail, path=(replace(step, link=LINKS[edge.kind]), *trail.path[1:]), repeats=same.id, reason=f"taken from {step.label}")
            return replace(self._here(statement, other.id), path=(step, *self._here(statement, other.id).path), reason=f"taken from {step.label}")
        return None

    def _rewritten(self, statement: Statement, report: Report, seen: frozenset[str]) -> Trail | None:
        """The trail through a report that this one cites elsewhere, where that has the same from the same source: a rewrite does not name its source for each sentence."""
        for one in sorted(self._context.citations.get(report.id, ()), key=lambda one: (one.span, one.key)):
            cited = self._resolved(one).report
            same = _best(statement, self._of_report.get(cited, ()), CLOSE) if cited is not None and cited not in seen else None
            if same is None:
                continue
            trail = self.of(same, seen)
            if trail.actor.key == self._cast.actor(self._voices(statement)[-1], report.id).key:
                return replace(trail, path=(replace(trail.path[0], link=Link.CITES), *trail.path[1:]), repeats=same.id, reason=f"retold from {trail.path[0].label}")
        return None

    def _here(self, statement: Statement, report: str) -> Trail:
        """The rest of a trail by the statement's own chain, as if it stood in the other report."""
        return self._spoken(statement, (), self._voices(statement), report)

    def _voices(self, statement: Statement) -> list[Voice]:
        """The voices that are no outlets; a bare pronoun that nobody was found for, and a quotation without a speaker, are the one who spoke before."""
        voices = [mended(voice) for voice in statement.chain if voice.kind not in {"outlet", "unstated"} and not is_media(voice)]
        open_end = _is_pronoun(voices[-1]) if voices else statement.quoted and statement.speaker.kind == "unstated"
        if open_end and (before := self._before(statement)) is not None:
            return [*voices[:-1], before]
        return voices

    def _before(self, statement: Statement) -> Voice | None:
        """Who spoke last before a statement of the same report, within a few sentences."""
        told = self._context.statements.get(statement.report, self._of_report[statement.report])
        near = [
            one
            for one in told
            if statement.at - FEW_SENTENCES <= one.at < statement.at
            and one.speaker.kind not in {"outlet", "unstated"}
            and not _is_pronoun(one.speaker)
            and not is_media(one.speaker)
        ]
        return max(near, key=lambda one: (one.at, one.id)).speaker if near else None

    def _sources(self, statement: Statement, report: Report, seen: frozenset[str]) -> Iterator[tuple[Reuse, Report]]:
        """The earlier reports that share the statement's text, the earliest first."""
        found = []
        for edge in self._context.reuse.get(report.id, ()):
            other = self._context.reports.get(edge.right if edge.left == report.id else edge.left)
            if other is not None and other.id not in seen and self._is_earlier(other, report, edge) and _shares(statement, edge, report.id):
                found.append((other.published or "9999", other.id, edge, other))
        for _, _, edge, other in sorted(found, key=lambda item: item[:2]):
            yield edge, other

    def _is_earlier(self, other: Report, report: Report, edge: Reuse) -> bool:
        """Whether the other report came first: by day; on one day by who credits whom, else by who is an agency's dateline, else by id."""
        if edge.earlier is not None:
            return edge.earlier == other.id
        here, there = self._credits(report, other), self._credits(other, report)
        if here != there:
            return here
        own, theirs = self._datelined(report), self._datelined(other)
        return theirs if own != theirs else other.id < report.id

    def _credits(self, report: Report, other: Report) -> bool:
        return other.outlet is not None and any(same_outlet(one.label, other.outlet) for one in self._context.citations.get(report.id, ()))

    def _datelined(self, report: Report) -> bool:
        own = report.outlet
        return own is not None and any(one.kind is CitationKind.CREDIT and same_outlet(one.label, own) for one in self._context.citations.get(report.id, ()))

    def _relays(self, statement: Statement, report: Report) -> Iterator[tuple[str, str | None]]:
        """The outlets that the statement came through, outermost first, with the report of each that the ledger holds."""
        labels: list[str] = []
        for one in sorted(self._cited(statement, report), key=lambda one: (one.statement is not None, one.span, one.key)):
            meant = self._resolved(one)
            if meant.meaning in {Meaning.OWN, Meaning.DOCUMENT} or any(same_outlet(label, one.label) for label in labels):
                continue
            found = self._context.reports[meant.report] if meant.report is not None else None
            label = found.outlet if found is not None and found.outlet else one.label
            labels.append(label)
            yield label, meant.report

    def _resolved(self, citation: Citation) -> Resolution:
        key = citation.report, citation.kind, citation.label
        if key not in self._meant:
            self._meant[key] = resolve(citation, self._context.reports.values())
        return self._meant[key]

    def _cited(self, statement: Statement, report: Report) -> Iterable[Citation]:
        return [one for one in self._context.citations.get(report.id, ()) if one.statement in {None, statement.id}]

    def _through(self, statement: Statement, path: tuple[Step, ...], relay: tuple[str, str | None], seen: frozenset[str]) -> Trail:
        """What an outlet reports: followed to its report where the ledger has it and it says so too."""
        label, report = relay
        voice = statement.speaker
        if report is not None and report not in seen:
            same = _best(statement, self._of_report.get(report, ()), CLOSE)
            if same is not None:
                trail = self.of(same, seen)
                return replace(trail, path=(*path, *trail.path[1:]), reason=f"as reported by {label}")
        ends = "the reports cite each other in a circle" if report in seen else "whose source it is, the text does not say"
        actor = Actor(key=f"outlet:{' '.join(words_of(label))}", label=label, sort=Sort.OUTLET, country=None)
        return Trail(actor=actor, voice=voice, report=statement.report, path=path, reason=f"{label} reports it; {ends}")

    def _spoken(self, statement: Statement, path: tuple[Step, ...], voices: Sequence[Voice], at: str | None = None) -> Trail:
        """The trail by the chain of voices, and on to whoever's account the last of them passes on."""
        inner = self._deeper(statement)
        voices = [*voices, *inner] if inner else voices
        speaker = voices[-1] if voices else statement.speaker
        actor = self._cast.actor(speaker, statement.report)
        if at is not None:
            actor = replace(actor, key=OF_REPORT.sub(rf"\g<1>:{self._cast.twin(at)}:", actor.key))
        steps = tuple(Step(label=_label(voice, self._cast.actor(voice, statement.report)), link=Link.QUOTES) for voice in voices)
        passed = self._passed_on(statement, actor)
        if passed is not None:
            last = Step(label=passed.label, link=Link.ENDORSES)
            return Trail(
                actor=passed, voice=speaker, report=statement.report, path=(*path, *steps, last), endorses=True, reason=f"{actor.label} passes on what {passed.label} says"
            )
        whole = () if actor.key.split(":")[0] != "gov" or not actor.own else (Step(label=f"government of {actor.country}", link=Link.PART_OF),)
        return Trail(actor=actor, voice=speaker, report=at or statement.report, path=(*path, *steps, *whole), reason=f"in the words of {actor.label}")

    def _deeper(self, statement: Statement) -> Sequence[Voice]:
        """The voices behind the speaker that another statement of the report names for the same words."""
        for other in sorted(self._of_report[statement.report], key=lambda one: (-len(one.chain), one.id)):
            same = len(other.chain) > len(statement.chain) and other.chain[: len(statement.chain)] == statement.chain
            if same and any(one.overlaps(two) for one in other.spans for two in statement.spans):
                return other.chain[len(statement.chain) :]
        return ()

    def _passed_on(self, statement: Statement, actor: Actor) -> Actor | None:
        """The actor whose account the speaker passes on, by the words of the statement's sentence."""
        words = sentences_of(self._context.reports[statement.report].text, statement.spans)
        named = [(entry, match["who"]) for entry in standing().endorsements for match in _endorsement(entry).finditer(words)]
        labels = self._labels(statement.report) if named else {}
        pattern = any_of(sorted(labels)) if labels else None
        chain = {self._cast.actor(voice, statement.report).key for voice in statement.chain} | {actor.key}
        for entry, who in named:
            # The name stands next to the verb: last in what comes before it, first in what comes after.
            near = CLAUSE.split(who)[-1] if entry.startswith("{who}") else who
            hits = pattern.findall(near) if pattern is not None else []
            other = labels[_key(hits[-1 if entry.startswith("{who}") else 0])] if hits else self._cast.mentioned(near, statement.report)
            if other is not None and other.key not in chain and other.sort not in {Sort.OUTLET, Sort.RUMOUR}:
                return other
        return None

    def _labels(self, report: str) -> Mapping[str, Actor]:
        """The actors of a report by the words that name them in it."""
        for one in self._context.statements.get(report, self._of_report.get(report, ())):
            for voice in one.chain:
                self._cast.actor(voice, report)
        return {_key(words): actor for words, actor in self._cast.labels(report).items() if len(words) > 2 and words.lower() not in PRONOUNS}


def _is_pronoun(voice: Voice) -> bool:
    return voice.kind == "anonymous" and voice.role is None and voice.organisation is None and (voice.words or "").lower() in PRONOUNS | {"i", "one", ""}


PRONOUNS = frozenset({"they", "she", "its", "his", "her", "their", "who", "which", "that", "one", "it", "he", "we", "our", "him", "them", "two of them", "one of them"})


def _key(words: str) -> str:
    return re.sub(r"^(?:the|a|an) ", "", words.lower().replace("’", "'"))


@cache
def _endorsement(entry: str) -> re.Pattern[str]:
    """The pattern of an endorsement; who is named reaches to the next comma or stop where nothing follows it."""
    reach = "{2,60}" if entry.endswith("{who}") else "{2,80}?"
    return re.compile(r"\b" + entry.replace("{who}", r"(?P<who>[^,.;:!?\"“”]" + reach + ")") + r"\b", re.IGNORECASE)


def _label(voice: Voice, actor: Actor) -> str:
    name = voice.name or (actor.label if voice.kind == "organisation" else None)
    if name is not None:
        return name
    words = voice.words or actor.label
    if voice.role is not None and (words.lower() in PRONOUNS or len(voice.role) > len(words)):
        words = voice.role
    return f"{words}, {voice.organisation}" if voice.organisation and voice.organisation not in words else words


def _shares(statement: Statement, edge: Reuse, report: str) -> bool:
    """Whether the statement stands in a passage that the edge has found; in reprints a quotation they share counts too."""
    left = edge.left == report
    whole = edge.kind in {ReuseKind.REPRINT, ReuseKind.EDITED}
    parts = [(one.left if left else one.right) for one in (*edge.passages, *(edge.quotations if whole else ()))]
    return any(_mostly(span, parts) for span in statement.spans)


def _mostly(span: Span, parts: Iterable[Span]) -> bool:
    return sum(max(0, min(span.end, part.end) - max(span.start, part.start)) for part in parts) * 2 > len(span)


def _best(statement: Statement, others: Sequence[Statement], least: float) -> Statement | None:
    """The statement whose words are most like this one's; None where none is like enough."""
    ranked = sorted(((-alike(statement.content, other.content), other.at, other.id, other) for other in others), key=lambda item: item[:3])
    return ranked[0][3] if ranked and -ranked[0][0] >= least else None


def alike(one: str, two: str) -> float:
    """Dice overlap of the words of two contents, 0 to 1.

    >>> alike("the ship sank at dawn", "At dawn the ship sank")
    1.0
    """
    left, right = set(words_of(one)), set(words_of(two))
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0
