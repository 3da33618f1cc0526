"""What pronouns and descriptions refer to: from left to right over the text, to the voice that fits best."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from sayso.claims.speakers import Reading, Sort, body_phrase
from sayso.claims.voices import Voice, Voices, is_name
from sayso.model.tree import SUBJECTS, Tree
from sayso.vocabulary import actors, loader

GENDERS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "them", "their", "themselves"})
POINTING = frozenset({"the", "this", "that", "these", "those"})
REACH = 6  # sentences back in which a pronoun finds its voice
FAR = 40  # the same for a description
NEXT = 2  # sentences ahead in which a description is given its name
# What speaks for a voice as that of a pronoun, and (the last four) against it; set on the corpus by search.
WEIGHTS = {
    "subject": 1.0,
    "gender": 0.8,
    "named": 0.4,
    "people": 0.8,
    "sentence": 0.9,
    "quoted": 1.6,
    "owner": 0.7,
    "place": 1.2,
}
# Wider words: what a voice of this sort may be called besides its own nouns.
WIDER = {
    Sort.BODY: frozenset({"company", "firm", "group", "agency", "body", "organisation", "organization", "operator", "outlet", "newspaper", "paper", "office"}),
    Sort.DOCUMENT: frozenset({"document", "report", "paper", "text"}),
    Sort.PERSON: frozenset({"man", "woman", "official", "officer"}),
    Sort.PEOPLE: frozenset(),
    Sort.THING: frozenset(),
}


@dataclass(slots=True)
class _Said:
    """A voice where it was mentioned last."""

    voice: Voice
    token: int
    sentence: int
    subject: bool
    quoted: bool


class References:
    """The voices of one document with every pronoun and description joined to the voice it means; ``rules`` says for each token why."""

    def __init__(self, tree: Tree, voices: Voices, issuer: Voice | None, speaking: set[int]) -> None:
        self.tree = tree
        self.voices = voices
        self.issuer = issuer
        self.rules: dict[int, str] = {}
        self.quoted = self._quoted()
        self.speakers = {id(voice) for token in speaking if (voice := voices.at.get(token)) is not None}
        self._walk(speaking)

    def _quoted(self) -> set[int]:
        return {at for quotation in self.tree.parse.quotations for at in self.tree.parse.tokens_in(quotation.outer)}

    def _walk(self, speaking: set[int]) -> None:
        parse = self.tree.parse
        said: list[_Said] = []
        for at in range(len(parse)):
            voice = self.voices.at.get(at)
            word = self.tree.lower(at)
            if voice is None and parse.pos[at] in {"PRON", "DET"} and parse.words[at] != "US":
                voice = self._pronoun(at, word, said)
            elif voice is None and at in self.voices.readings:
                voice = self._description(at, said)
            if voice is None:
                continue
            self.voices.at[at] = voice
            said.append(_Said(voice, at, self.tree.sentence_of[at], parse.deps[at] in SUBJECTS or at in speaking, at in self.quoted))

    def _pronoun(self, at: int, word: str, said: list[_Said]) -> Voice | None:
        if word in GENDERS:
            found = self._best(at, said, {Sort.PERSON}, GENDERS[word])
            if found is not None and not found.reading.gender:
                found.reading = replace(found.reading, gender=GENDERS[word])
        elif word in IT:
            found = self._best(at, said, {Sort.BODY, Sort.DOCUMENT}, "")
        elif word in THEY:
            found = self._best(at, said, {Sort.PEOPLE, Sort.BODY}, "")
        else:
            return None
        if found is not None:
            self.rules[at] = f"pronoun {word}"
        return found

    def _best(self, at: int, said: list[_Said], sorts: set[Sort], gender: str) -> Voice | None:
        """The voice that best fits a pronoun: near, subject, speaker, of the right gender; inside quotation marks only for pronouns there."""
        here = self.tree.sentence_of[at]
        top: tuple[float, int] | None = None
        best: Voice | None = None
        for row in reversed(said):
            distance = here - row.sentence
            if distance > REACH:
                break
            reading = row.voice.reading
            if reading.sort not in sorts or (gender and reading.gender and reading.gender != gender) or self._bound(at, row.token):
                continue
            w = WEIGHTS
            score = -w["sentence"] * distance + w["subject"] * row.subject
            score += w["gender"] * bool(gender and reading.gender) + w["named"] * row.voice.named
            score -= w["quoted"] * (row.quoted and at not in self.quoted)
            score -= w["owner"] * (self.tree.parse.deps[row.token] in {"poss", "compound"})
            score -= w["place"] * self._place(row.token, reading)
            score += w["people"] * (reading.sort is Sort.PEOPLE and Sort.BODY in sorts)
            if top is None or score > top[0] + 1e-9:
                top, best = (score, row.token), row.voice
        return best

    def _bound(self, at: int, other: int) -> bool:
        """Whether two mentions are arguments of one verb ("Kirby told him"), or one stands inside the other."""
        heads, deps = self.tree.parse.heads, self.tree.parse.deps
        if deps[at] == "poss":
            return heads[at] == other
        up = {other, *self.tree.ancestors(other)}
        verb = heads[at]
        return at in up or (verb == heads[other] and deps[other] in SUBJECTS and deps[at] not in SUBJECTS) or (heads[verb] == other and deps[verb] == "prep")

    def _place(self, token: int, reading: Reading) -> bool:
        """Whether a country is only a place here: "in Russia", "to Kyiv"."""
        return (reading.organisation or "").startswith("Government of") and self.tree.parse.deps[token] in {"pobj", "dobj", "conj", "compound", "nmod"}

    def _description(self, at: int, said: list[_Said]) -> Voice | None:
        """The voice that a common noun describes; a new voice where it describes none that is known."""
        reading, span = self.voices.readings[at], self.voices.spans[at]
        if reading.sort is Sort.THING:
            return None
        pointing = self._pointing(at)
        known = self._known(at, reading, said) if pointing else None
        if known is not None:
            self.rules[at] = "description"
            if not known.named:
                known.know(reading, span)
            return known
        voice = Voice(reading, span, at)
        voice.nouns.update(self._nouns(at))
        self.voices.at[at] = voice
        return voice

    def _pointing(self, at: int) -> bool:
        determiner = self.tree.kid(at, "det", "poss")
        return determiner is not None and (self.tree.lower(determiner) in POINTING or self.tree.parse.deps[determiner] == "poss")

    def _nouns(self, at: int) -> set[str]:
        phrase = body_phrase(self.tree, at)
        return {phrase} if " " in phrase else {self.tree.parse.lemmas[at].lower(), self.tree.lower(at)}

    def _known(self, at: int, reading: Reading, said: list[_Said]) -> Voice | None:
        """The last voice that this description fits; failing that, the first one named later that bears the noun."""
        here = self.tree.sentence_of[at]
        nouns = self._nouns(at)
        words = set(re.findall(r"[^\W\d_]+", self.voices.spans[at].of(self.tree.parse.text).lower())) - nouns - POINTING
        owner = self.voices.at.get(reading.owner) if reading.owner is not None else None
        best: tuple[float, Voice] | None = None
        for row in reversed(said):
            distance = here - row.sentence
            if distance > FAR:
                break
            fit = self._fit(reading, nouns, words, owner, row.voice)
            if fit is None:
                continue
            score = fit - 0.12 * distance + 0.4 * (id(row.voice) in self.speakers) - 1.0 * (row.quoted and at not in self.quoted)
            if best is None or score > best[0] + 1e-9:
                best = (score, row.voice)
        if best is not None:
            return best[1]
        later = [voice for voice in self.voices.all() if voice.first > at and self._fit(reading, nouns, words, owner, voice, later=True) is not None]
        if later:
            return later[0]
        if (near := self._named_next(at, reading, nouns)) is not None:
            return near
        return self.issuer if self.issuer is not None and owner is None and reading.sort is Sort.BODY and nouns & self.issuer.nouns else None

    def _named_next(self, at: int, reading: Reading, nouns: set[str]) -> Voice | None:
        """The body that the next sentence names as its subject ("its operator said", then "Balthane Networks said")."""
        if reading.sort is not Sort.BODY or not nouns & loader.name_words().trades:
            return None
        here = self.tree.sentence_of[at]
        for voice in self.voices.all():
            near = voice.first > at and 0 < self.tree.sentence_of[voice.first] - here <= NEXT and self.tree.parse.deps[voice.first] in SUBJECTS
            if near and voice.reading.sort is Sort.BODY and actors.find_organisation(voice.reading.organisation or "") is None and is_name(voice.reading):
                return voice
        return None

    def _fit(self, reading: Reading, nouns: set[str], words: set[str], owner: Voice | None, voice: Voice, *, later: bool = False) -> float | None:
        """How well a description fits a voice; None where it cannot."""
        other = voice.reading
        if (reading.sort is Sort.PERSON) != (other.sort is Sort.PERSON) or (reading.sort is Sort.PEOPLE) != (other.sort is Sort.PEOPLE):
            return None
        if (
            reading.several != other.several
            or (reading.gender and other.gender and reading.gender != other.gender)
            or (reading.country and other.country and reading.country != other.country)
        ):
            return None
        if owner is not None and owner is voice:
            return None
        if nouns & voice.nouns or (nouns & voice.trades and not words):
            fit = 2.0
        elif not later and {noun.split()[-1] for noun in nouns} & WIDER[other.sort] and reading.owner is None and self._wide(nouns, voice):
            fit = 0.6
        elif self._of_kind(reading, nouns, words, voice):
            fit = 1.4
        else:
            return None
        strange = {word for word in words if word not in loader.country_words()} - voice.nouns
        fit += 0.6 * len(words & voice.nouns) - 0.7 * len(strange)
        fit += 0.5 * (is_name(other))
        return fit if fit > 0 else None

    @staticmethod
    def _wide(nouns: set[str], voice: Voice) -> bool:
        """Whether a wide word may mean this voice: "the company" no ministry, "the woman" no man."""
        known = actors.find_organisation(voice.reading.organisation or "")
        if voice.reading.sort is Sort.BODY:
            if not is_name(voice.reading) or (voice.reading.organisation or "").startswith("Government of"):
                return False
            words = set((voice.reading.organisation or "").lower().split())
            kind = known.kind if known else "other" if words & actors.body_nouns().keys() and not any(actors.body_nouns().get(word) == "company" for word in words) else "company"
            if nouns & {"company", "firm", "operator"}:
                return kind == "company"
            if nouns & {"newspaper", "paper", "outlet"}:
                return kind in {"outlet", "news-agency"}
            return kind not in {"company", "outlet", "news-agency"}
        if nouns & {"man", "woman"}:
            return ("woman" in nouns) == (voice.reading.gender == "f") or not voice.reading.gender
        return voice.reading.sort is Sort.DOCUMENT or not voice.named

    @staticmethod
    def _of_kind(reading: Reading, nouns: set[str], words: set[str], voice: Voice) -> bool:
        """Whether the description is a usual phrase for a body of this voice's kind ("the spy agency")."""
        del reading
        known = actors.find_organisation(voice.reading.organisation or "")
        if known is None:
            return False
        phrases = {f"{word} {noun}" for word in words for noun in nouns} | nouns
        return any(known.kind in actors.kind_words().get(phrase, ()) for phrase in phrases)
