"""What time expressions of a document are counted from: its publication, whether it is a narrative of other times, and the tense around a word."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Callable

from sayso.grounding.times.calendar import is_day
from sayso.grounding.times.lexemes import CLASSES, Lexed
from sayso.model.tree import Tree
from sayso.vocabulary.times import TenseWords, month_numbers, time_words

CLOCKS = frozenset(CLASSES[name] for name in ("DAY", "ZERO", "TWO", "AMPM", "ZONE", "NOON", ":", "ON", ","))
DATELINE = re.compile(
    r"\s*[A-Z][A-Z’'. -]{2,40}(?:,\s*[A-Z][\w’'. -]{1,30})?,?\s+\(?(?:[A-Z]{2,5},\s*)?"  # the town, perhaps its country, perhaps the agency
    r"(?:(?P<month>[A-Z][a-z]{2,8})\.?\s+(?P<day>\d{1,2})|(?P<first>\d{1,2})\s+(?P<then>[A-Z][a-z]{2,8})\.?)"
    r"(?:,?\s+(?P<year>\d{4}))?\s*(?:\(|\)|[-–—_:])"
)
WRITTEN = dt.timedelta(days=7)  # a report appears so long after its dateline at the most
PRESENT = 2  # a direction: the present tense, which may speak of what is to come
# what tells a narrative from a report: on 2026-11-29 all 16 WikiWars texts of the development set are, and none of 256 news texts and 341 reports of the stories and the corpus
LEAST_YEARS = 5  # explicit years
NARRATIVE_SHARE = 0.6  # of them before the year before publication
SAYING = ("said", "says", "told")
YEARS_A_SAID = 2  # at least so many for each of these
YEARS_A_WEEKDAY = 8  # and for each weekday: news counts in weekdays, narratives in years
NARRATIVE_DENSITY = 1 / 250  # years a lexeme


def tense_words() -> TenseWords:
    """The words that tell where a verb looks."""
    return time_words().tense


def publication(published: str | None) -> dt.date | None:
    """The day of an ISO 8601 day or minute; None where it is none.

    >>> publication("1998-12-05T09:42"), publication("soon")
    (datetime.date(1998, 12, 5), None)
    """
    try:
        return dt.date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def dateline(text: str, published: dt.date | None) -> dt.date | None:
    """The day in a wire dateline; without a year that which is nearest to the publication. None where there is none, or where it is not within ``WRITTEN`` before the publication.

    >>> dateline("NAIROBI, Aug. 12 (GSN) - Two ferries collided.", dt.date(2024, 8, 13)), dateline("SYDNEY, 4 May 2026 - The firm ...", None)
    (datetime.date(2024, 8, 12), datetime.date(2026, 5, 4))
    >>> dateline("On Aug. 12 (a Monday) two ferries collided.", dt.date(2024, 8, 13)) is None
    True
    """
    match = DATELINE.match(text)
    if match is None or (published is None and match["year"] is None):
        return None
    month = month_numbers().get((match["month"] or match["then"]).lower())
    number = int(match["day"] or match["first"])
    year = int(match["year"]) if match["year"] else published.year if published else 0
    if month is None:
        return None
    year -= published is not None and match["year"] is None and month > published.month
    if not is_day(year, month, number):
        return None
    day = dt.date(year, month, number)
    return day if published is None or dt.timedelta(0) <= published - day <= WRITTEN else None


def writing_day(text: str, published: str | None) -> dt.date | None:
    """What "yesterday" is counted from: the day in the text's dateline, else that of its publication."""
    day = publication(published)
    return dateline(text, day) or day


def is_narrative(lexed: Lexed, now: dt.date | None) -> bool:
    """Whether the text tells of other times than its own: it names years often, and most lie before the year of publication and the one before."""
    letter = CLASSES["FOUR"]
    years = [int(lexed.words[at]) for at, code in enumerate(lexed.codes) if code == letter]
    if "B" in lexed.codes and lexed.codes.count(CLASSES["BC"]) >= LEAST_YEARS:
        return True
    weekdays = sum(lexed.codes.count(CLASSES[name]) for name in ("WEEKDAY", "DAYWORD"))
    if (
        len(years) < LEAST_YEARS
        or len(years) <= max(YEARS_A_WEEKDAY * weekdays, YEARS_A_SAID * sum(lexed.words.count(word) for word in SAYING))
        or len(years) < len(lexed.codes) * NARRATIVE_DENSITY
    ):
        return False
    return now is None or sum(year < now.year - 1 for year in years) >= NARRATIVE_SHARE * len(years)


def tense(tree: Tree, lexed: Lexed) -> Callable[[int], int]:
    """A function from a lexeme to the direction of the verb that governs it: -1 past, 1 future, 0 neither."""
    starts = tree.parse.starts

    def direction(lexeme: int) -> int:
        token = bisect_right(starts, lexed.starts[lexeme]) - 1
        at = _before_clock(lexed, lexeme)
        before = lexed.words[at - 1] if at else ""
        if at > 1 and before in tense_words().until and lexed.words[at - 2] not in {".", '"', "\n\n", "“"}:
            return 1
        if before == "since":
            return -1
        if at > 1 and before == "as" and lexed.words[at - 2] in {"early", "soon"}:
            return 1
        found = direction_of(tree, token) if token >= 0 else 0
        return 1 if before in tense_words().deadlines and found != -1 else found

    return direction


def _before_clock(lexed: Lexed, lexeme: int) -> int:
    """The lexeme, or the first of the time of day before it ("until *6 p.m. on* Friday")."""
    at = lexeme
    while at and lexed.codes[at - 1] in CLOCKS:
        at -= 1
    return at


def direction_of(tree: Tree, token: int) -> int:
    """-1, 1, ``PRESENT`` or 0 by the nearest verb above a token; an infinitive or a condition looks to the verb above it."""
    tags, lemmas = tree.parse.tags, tree.parse.lemmas
    noun = False  # what a noun carries ("Sunday's blast is ...") is not moved by a present tense
    for up in tree.ancestors(token):
        noun = noun or tags[up].startswith("NN")
        if lemmas[up] in tense_words().plans and tags[up].startswith(("JJ", "NN")):
            return 1
        if not tree.is_verb(up) or _conditional(tree, up):
            continue
        found = _planned(tree, up)
        if found is None:
            found = _tensed(tree, up, noun=noun)
        if found is not None:
            return found
    return 0


def _conditional(tree: Tree, verb: int) -> bool:
    """Whether the verb states a condition of a verb above it."""
    parse = tree.parse
    return parse.deps[verb] == "advcl" and parse.tags[parse.heads[verb]].startswith("VB") and any(tree.lower(kid) in tense_words().conditions for kid in tree.kids(verb, "mark"))


def _planned(tree: Tree, verb: int) -> int | None:
    """The direction of modal verbs, bare participles and plans; None where the verb's own tense decides."""
    tags, lemmas = tree.parse.tags, tree.parse.lemmas
    helpers = tree.kids(verb, "aux", "auxpass")
    if any(tree.lower(kid) in tense_words().future and tags[kid] == "MD" for kid in helpers):
        return 1
    if tags[verb] != "VBN":
        return None
    if not helpers:
        return 1 if lemmas[verb] in tense_words().planned else -1
    return 1 if lemmas[verb] in tense_words().planned and not any(lemmas[kid] == "have" for kid in helpers) else None


def _tensed(tree: Tree, verb: int, *, noun: bool) -> int | None:
    """The direction of the verb's tense; None where it has none of its own."""
    tags, lemmas, helpers = tree.parse.tags, tree.parse.lemmas, tree.kids(verb, "aux", "auxpass")
    if any(tags[kid] == "TO" for kid in helpers):
        return _infinitive(tree, verb)
    present = any(tags[kid] in {"VBZ", "VBP"} for kid in helpers)
    if tags[verb] == "VBG" and any(lemmas[kid] == "be" and tags[kid] in {"VBZ", "VBP"} for kid in helpers):
        return 1 if lemmas[verb] == "go" else 0 if noun else PRESENT
    if tags[verb] == "VBD" or any(tags[kid] == "VBD" or lemmas[kid] == "have" for kid in helpers):
        return -1
    if tags[verb] in {"VBZ", "VBP"} or present:
        return 0 if noun or lemmas[verb] in tense_words().states else PRESENT
    return None


def _infinitive(tree: Tree, verb: int) -> int | None:
    """An infinitive after a plan or a form of "be" looks ahead, unless the plan is told in a perfect tense."""
    above = tree.parse.heads[verb]
    lemma = tree.parse.lemmas[above]
    if above == verb or (lemma not in tense_words().plans and lemma != "be"):
        return None
    return -1 if any(tree.parse.lemmas[kid] == "have" for kid in tree.kids(above, "aux")) else 1
