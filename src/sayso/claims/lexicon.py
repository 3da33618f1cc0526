"""The cue lexicon compiled for lookup by lemma."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sayso.model.claim import Certainty, SpeechAct
from sayso.vocabulary import loader

# Lemmas that taggers trained on news get wrong, by the beginning of the word.
MENDED = {"hop": "hope", "bas": "base", "stat": "state", "claime": "claim", "quot": "quote", "cit": "cite", "rul": "rule"}


@dataclass(frozen=True, slots=True)
class CueWord:
    """What a cue word does: its speech act in each frame, and the speaker's certainty where the word says it."""

    lemma: str
    acts: dict[str, SpeechAct]
    certainty: Certainty | None

    def takes(self, *frames: str) -> bool:
        """Whether the word reports in any of these frames."""
        return any(frame in self.acts for frame in frames)

    def act(self, *frames: str) -> SpeechAct:
        """The act in the first of these frames that the word has, else in its first frame."""
        for frame in frames:
            if frame in self.acts:
                return self.acts[frame]
        return next(iter(self.acts.values()))


@cache
def verbs() -> dict[str, CueWord]:
    """Verbs by lemma; those with a particle under both words ("point out")."""
    found: dict[str, CueWord] = {}
    for group in loader.cues().verbs:
        for lemma in group.lemmas:
            word = found.setdefault(lemma, CueWord(lemma, {}, group.certainty))
            for frame in group.frames:
                word.acts.setdefault(frame, group.act)
    return found


@cache
def nouns() -> dict[str, CueWord]:
    """Cue nouns by lemma."""
    return {lemma: CueWord(lemma, {"noun": group.act}, group.certainty) for group in loader.cues().nouns for lemma in group.lemmas}


@cache
def adverbs() -> dict[str, CueWord]:
    """Adverbs that report without a source."""
    return {word: CueWord(word, {"adverb": group.act}, group.certainty) for group in loader.cues().adverbs for word in group.words}


def mended(lemma: str, word: str) -> str:
    """The lemma, where need be with the final e that the tagger lost ("hopes" is no form of "hop").

    >>> mended("hop", "hopes"), mended("hop", "hops"), mended("say", "said")
    ('hope', 'hop', 'say')
    """
    full = MENDED.get(lemma)
    return full if full is not None and word.startswith(full) else lemma
