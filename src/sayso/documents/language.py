"""The language of a text: by its script, then by the small words and the letters that speak for each language. English wins where it is at least half.

Takes a text, gives an ISO 639-1 code with a confidence. Only the beginning, a piece of the middle and the end are looked at.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from sayso.model.document import Document
from sayso.model.refusal import Refusal
from sayso.vocabulary.languages import Marks, bounds, languages

ENGLISH = "en"
HALF = 0.5  # share of English from which a text is analysed
PIECES = ((0.0, 1_200), (0.5, 500), (1.0, 500))  # where in the text, and how many letters
STRETCH = 24  # words that are judged together: a sentence
SHORTEST = 4  # words of one that can show a language
WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
APOSTROPHES = re.compile(r"['’ʼ]")
LETTER = 0.35  # what a run of letters counts beside a small word; no run counts more than RUN times
RUN = 4
TWICE = 2  # a word counts no more often in a stretch: repeated names of files look like small words
LEAST = 0.08  # points for each word that a language must have: names and figures alone say nothing
SEVERAL = 2.5  # points that another language must have besides: names in an English headline chance upon one or two
ALONE = 1.0  # points that suffice where nothing else speaks for English
MANY = 6  # plain words, in small letters: an English sentence of so many has one of the small words
HEADLINE = 120  # letters up to which chance letters of another language do not outweigh English words
STRANGE = 2  # plain words that are no English ones, and as many times those that are: then it is none (93 of 120 own headlines passed for English before, 1 since)
HINT, LEAD = 0.5, 0.1  # points of the language that is named then, and before the second: else it is only said that it is not English
UNKNOWN = "und"  # the code of BCP 47 for a language that is not known
GUESS = 0.4  # confidence of such a judgement
OPEN = 0.3  # confidence where nothing speaks for any language: taken for English, since most names are written alike everywhere
PER_WORD = {"zh": 2, "ja": 2, "ko": 3, "th": 5, "lo": 5, "my": 5, "km": 5}  # letters that stand for a word of English; 5 elsewhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A code with its confidence (0 to 1), and the share of the text that is English."""

    code: str
    confidence: float
    english: float

    @property
    def is_english(self) -> bool:
        """Whether the text is to be analysed."""
        return self.code == ENGLISH


def detect(text: str) -> Language:
    """The language of a text.

    >>> detect("The navy said on Monday that two ferries had collided.").code, detect("Die Marine teilte mit, dass zwei Fähren zusammengestoßen sind.").code
    ('en', 'de')
    >>> detect("Министерство сообщило, что никто не пострадал.").code, detect("Oslo").confidence
    ('ru', 0.3)
    """
    sample = _sample(text)
    weights: defaultdict[str, float] = defaultdict(float)
    sure: defaultdict[str, float] = defaultdict(float)
    for code, weight, margin in (*_latin(sample), *_other(sample)):
        weights[code] += weight
        sure[code] += weight * margin
    total = sum(weights.values())
    if not total:
        return _by_its_words(sample)
    if ENGLISH not in weights and len(sample) <= HEADLINE:
        known, strange = _plain_words(sample)
        if known > strange:
            return Language(code=ENGLISH, confidence=OPEN, english=1.0)
    english = weights[ENGLISH] / total
    code = ENGLISH if english >= HALF else max((code for code in weights if code != ENGLISH), key=lambda code: (weights[code], code))
    mean = sure[code] / weights[code]
    return Language(code=code, confidence=round(max(OPEN, min(0.99, mean * weights[code] / total)), 2), english=round(english, 2))


def _by_its_words(sample: str) -> Language:
    """The language of a text without small words or letters that tell one: another than English if its plain words are no English ones.

    >>> _by_its_words("Tuhannet kodit ilman lamppua").code, _by_its_words("Fishermen find severed cable").code
    ('und', 'en')
    """
    english, strange = _plain_words(sample)
    if strange < STRANGE or strange < STRANGE * english:
        return Language(code=ENGLISH, confidence=OPEN, english=1.0)
    points = _points(sample.lower(), WORD.findall(sample))
    (best, code), (second, _) = sorted(((value, code) for code, value in points.items() if code != ENGLISH), reverse=True)[:2]
    return Language(code=code if best >= HINT and best - second >= LEAD else UNKNOWN, confidence=GUESS, english=0.0)


def _plain_words(sample: str) -> tuple[int, int]:
    """How many words in small letters are English ones, and how many are not."""
    plain = {word for word in WORD.findall(sample) if word.islower()}
    english = sum(map(_is_english, plain))
    return english, len(plain) - english


def _is_english(word: str) -> bool:
    """Whether a word in small letters is one that English texts use, and not a small word of other languages ("der", "sin")."""
    homes = dict(_word_table().get(word, ()))
    from sayso.vocabulary.word_vectors import word_vectors  # here: it brings numpy, which asking a ledger does not need

    return ENGLISH in homes or (not homes and len(word_vectors().rows(word)) == 1)


def unread(document: Document) -> Refusal | None:
    """Why a document is kept but not analysed: it is in another language. None for English.

    The refusal is a row like any other: the document is written with it and without claims, and counted.
    """
    fact = document.facts.get("language")
    if fact is None or fact.value == ENGLISH:
        return None
    name = languages().names.get(fact.value, "a language that is not known")
    detail = f"the text is in {name} ({fact.value}, sure to {fact.confidence:.2f}); only English is analysed, so it is kept without claims"
    return Refusal(stage="documents", code="not-english", detail=detail, location=document.location, document_id=document.id)


def _sample(text: str) -> str:
    if len(text) <= sum(length for _, length in PIECES):
        return text
    parts = []
    for where, length in PIECES:
        start = int((len(text) - length) * where)
        parts.append(text[start : start + length])
    return "\n".join(parts)


def _latin(sample: str) -> list[tuple[str, float, float]]:
    """The stretches in Latin letters that show a language: (code, words, how sure, 0 to 1: how far it is from English, or English from all others)."""
    found = []
    for line in _stretches(sample):
        words = [word for word in WORD.findall(line) if word[0] < "\u0250" or "\u1e00" <= word[0] < "\u2000"]
        if len(words) < SHORTEST:
            continue
        points = _points(line.lower(), words)
        code, best = max(points.items(), key=lambda entry: (entry[1], entry[0]))
        rival = max((value for other, value in points.items() if (other == ENGLISH) != (code == ENGLISH)), default=0.0)
        needed = 0.0 if code == ENGLISH else _needed(words, points[ENGLISH])
        if best >= max(LEAST * len(words), needed) and best > rival:
            found.append((code, float(len(words)), min(1.0, (best - rival) / best + min(0.5, best / len(words)), best / SEVERAL)))
    return found


def _needed(words: list[str], english: float) -> float:
    """The points that another language must have: fewer where plain words bear foreign letters, or where many plain words hold no small word of English."""
    plain = [word for word in words if word.islower()]
    foreign = sum(not word.isascii() and "’" not in word for word in plain)
    return max(ALONE, SEVERAL - foreign) if english >= ALONE or len(plain) < MANY else ALONE


def _stretches(sample: str) -> list[str]:
    """Pieces of about a sentence, none across a line."""
    found: list[str] = []
    for line in sample.split("\n"):
        starts = [match.start() for match in WORD.finditer(line)]
        edges = [*starts[::STRETCH], len(line)]
        if len(edges) > 2 and len(starts) % STRETCH and len(starts) % STRETCH < STRETCH // 2:
            del edges[-2]  # a short rest goes to the stretch before it
        found.extend(line[start:end] for start, end in pairwise(edges))
    return found


def _points(line: str, words: list[str]) -> dict[str, float]:
    points = dict.fromkeys(languages().latin, 0.0)
    table = _word_table()
    small = [word.lower() for word in words]
    parts = [part for word in small for part in ((word, *APOSTROPHES.split(word)) if APOSTROPHES.search(word) else (word,))]
    for part, times in Counter(parts).items():
        for code, weight in table.get(part, ()):
            points[code] += weight * min(times, TWICE)
    for run, codes in _letter_table():
        if times := line.count(run):
            for code in codes:
                points[code] += LETTER * min(times, RUN) / len(codes)
    return points


def _other(sample: str) -> list[tuple[str, float, float]]:
    """The letters of other scripts, as words of English would fill them: (code, words, 1)."""
    counted: Counter[str] = Counter()
    for pattern, code in _script_table():
        if count := len(pattern.findall(sample)):
            counted[code] += count
    if counted["ja"]:
        counted["ja"] += counted.pop("zh", 0)  # kana between signs: all of it is Japanese
    return [(_shared(main, sample), count / PER_WORD.get(main, 5), 0.95) for main, count in counted.items() if count > 2 * RUN or count * 2 > len(sample)]


def _shared(main: str, sample: str) -> str:
    """Which of the languages in one script it is."""
    group = languages().sharing.get(main)
    if not group:
        return main
    words = Counter(sample.lower().split())
    scores = {code: _weight(marks, words, sample.lower(), group) for code, marks in group.items()}
    best = max(scores, key=lambda code: (scores[code], code == main))
    return best if scores[best] > 0 else main


def _weight(marks: Marks, words: Counter[str], sample: str, group: dict[str, Marks]) -> float:
    small = sum(words[word] / sum(word in other.words for other in group.values()) for word in marks.words)
    letters = sum(sample.count(letter) / sum(letter in other.letters for other in group.values()) for letter in marks.letters)
    return small + letters / 2


@cache
def _word_table() -> dict[str, tuple[tuple[str, float], ...]]:
    """Each small word with its languages; a word of several counts less for each."""
    homes: dict[str, list[str]] = {}
    for code, marks in languages().latin.items():
        for word in dict.fromkeys(marks.words):
            homes.setdefault(word, []).append(code)
    return {word: tuple((code, 1 / (1 + 0.25 * (len(codes) - 1))) for code in codes) for word, codes in homes.items()}


@cache
def _letter_table() -> tuple[tuple[str, tuple[str, ...]], ...]:
    homes: dict[str, list[str]] = {}
    for code, marks in languages().latin.items():
        for run in marks.letters:
            homes.setdefault(run, []).append(code)
    return tuple((run, tuple(codes)) for run, codes in homes.items())


@cache
def _script_table() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(f"[{chr(first)}-{chr(last)}]"), script.language) for script in languages().scripts for first, last in (bounds(script),))
