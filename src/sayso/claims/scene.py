"""What is known at a place of the text when somebody is mentioned there: who was mentioned before, who speaks, what stands in quotation marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sayso.claims.speakers import Sort, body_phrase
from sayso.claims.voice import Voice
from sayso.claims.voices import Voices
from sayso.model.tree import SUBJECTS, Tree
from sayso.vocabulary import actors, loader

EMBEDDED = frozenset({"ccomp", "relcl", "acl", "advcl", "xcomp", "pcomp"})
POINTING = frozenset({"the", "this", "that", "these", "those"})
RIVALS = 4  # voices that are kept beside the one chosen
SPEAKING = frozenset({"company", "state", "armed", "media", "science", "party", "court", "international"})  # kinds of nouns for bodies that speak for themselves


@dataclass(frozen=True, slots=True)
class Said:
    """A voice where it was mentioned: its token, sentence, whether it is a subject (and of no main clause), and inside quotation marks."""

    voice: Voice
    token: int
    sentence: int
    subject: bool
    embedded: bool
    quoted: bool


@dataclass(frozen=True, slots=True)
class Ranked:
    """A voice that a mention could mean, with its score there and the token of the mention that speaks most for it."""

    voice: Voice
    token: int
    score: float


@dataclass(slots=True)
class Scene:
    """The mentions of one document so far. ``speaking`` are the tokens that head sources; ``rules`` says for each resolved token why, ``ranked`` whom else it could mean."""

    tree: Tree
    voices: Voices
    issuer: Voice | None
    speaking: set[int]
    said: list[Said] = field(default_factory=list)
    rules: dict[int, str] = field(default_factory=dict)
    ranked: dict[int, list[Ranked]] = field(default_factory=dict)
    quoted: set[int] = field(init=False)
    speakers: set[int] = field(init=False)
    _institutions: dict[int, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.quoted = {at for quotation in self.tree.parse.quotations for at in self.tree.parse.tokens_in(quotation.outer)}
        self.speakers = {id(voice) for token in self.speaking if (voice := self.voices.at.get(token)) is not None}

    def add(self, at: int, voice: Voice) -> None:
        """Notes a mention."""
        parse = self.tree.parse
        subject = parse.deps[at] in SUBJECTS
        embedded = subject and parse.deps[parse.heads[at]] in EMBEDDED
        self.said.append(Said(voice, at, self.tree.sentence_of[at], subject or at in self.speaking, embedded, at in self.quoted))

    def before(self, at: int, reach: int) -> Iterator[Said]:
        """The mentions of at most so many sentences back, the last one first."""
        here = self.tree.sentence_of[at]
        for row in reversed(self.said):
            if here - row.sentence > reach:
                return
            yield row

    def choose(self, at: int, found: Iterator[Ranked]) -> Voice | None:
        """The voice with the highest score, of equals the one mentioned last; the others are kept where the mention is a source."""
        best: dict[int, Ranked] = {}
        for row in found:
            known = best.get(id(row.voice))
            if known is None or row.score > known.score + 1e-9:
                best[id(row.voice)] = row
        ranked = sorted(best.values(), key=lambda row: (-row.score, -row.token))
        if at in self.speaking and ranked:
            self.ranked[at] = ranked[: RIVALS + 1]
        return ranked[0].voice if ranked else None

    def pointing(self, at: int) -> bool:
        """Whether a noun points to something known: "the", "this", "its"."""
        determiner = self.tree.kid(at, "det", "poss")
        return determiner is not None and (self.tree.lower(determiner) in POINTING or self.tree.parse.deps[determiner] == "poss")

    def nouns(self, at: int) -> set[str]:
        """The words by which a description names what it describes: the noun, or its phrase of two words ("coast guard")."""
        phrase = body_phrase(self.tree, at)
        return {phrase} if " " in phrase else {self.tree.parse.lemmas[at].lower(), self.tree.lower(at)}

    def institution(self, voice: Voice) -> bool:
        """Whether a body is one that speaks for itself: the report's own, or by its noun or name a ministry, firm, court; no crew and no audience."""
        known = self._institutions.get(id(voice))
        if known is None:
            kinds = {actors.body_nouns().get(noun) for noun in voice.nouns}
            firm = voice.reading.proper and bool(voice.nouns & loader.name_words().firms)
            known = self._institutions[id(voice)] = voice.reading.sort is Sort.BODY and (bool(kinds & SPEAKING) or voice is self.issuer or firm)
        return known
