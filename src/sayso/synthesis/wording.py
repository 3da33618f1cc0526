"""A readable sentence for each proposition, in the words of the statement that says it best."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from sayso.model.proposition import Side, Support
from sayso.model.weighing import Statement
from sayso.synthesis.grouping.words import words
from sayso.synthesis.phrasing import free_standing
from sayso.vocabulary.standing import any_of, finder, has, standing

MARKS = '“”"'
LONGEST = 200  # characters of a sentence that a table can still show
FEWEST = 4  # words below which a content says too little to stand alone
ACCUSED = 4.0  # what an accusation gains as the sentence of a thing that is denied
RELAY = 6.0  # what a sentence loses that only passes on another one of the group
ABOUT = 4.0  # what a sentence gains that shares its words with all others of the group
POINTING = re.compile(
    r"^(?:it|this|that|these|those|they|he|she|we|i|you|there|such|the same|both|one|others?|some|its|his|her|their|our|my|the (?:latter|former|first|second|other|third))\b",
    re.IGNORECASE,
)
POINTING_AT_SELF = re.compile(r"^(?:its?|he|his|she|her|they|their|we|our|i|my)\b(?!['’])", re.IGNORECASE)
OPENING = re.compile(r"^(?:that|and|but|or|so|also|then|yet|because)[, ]+(?=\w)", re.IGNORECASE)
BENT = re.compile(r"^(?:to|for|of|with|from|by|as|at(?! least| most)|on|into|whether|how|why|who|what|where|which|when|if|not|[a-z]+ing)\b", re.IGNORECASE)
PERSONAL = re.compile(r"\b(?:i|we|you|my|our|us|me|your)\b", re.IGNORECASE)
SUBJECT = re.compile(r"^(?P<word>they|it|he|she)\b(?!['’])", re.IGNORECASE)
OWN_ACT = re.compile(r"^(?:it|he|she) (?=(?:would|will) (?:not |also |never )?(?!be\b|take\b|mean\b|cost\b|come\b|rain\b|snow\b|look\b|seem\b|happen\b|depend\b)\w)", re.IGNORECASE)
OWN_ACTS = frozenset({"promise", "warn", "conditional"})
HAVING = re.compile(r"^having (?!to\b)(?=\w+)", re.IGNORECASE)
PASSIVE = re.compile(
    r"^\w+ (?:\w+ ){0,2}?(?:is|are|was|were|be|been|being) (?:\w+ly )?(?:\w+ed|being|put|held|sent|shot|seen|hit|kept|taken|given|made|brought|paid|sold|told|built|shown)\b",
    re.IGNORECASE,
)
UNDONE = re.compile(r"(?:\b(?:at|by|of|to|for|with|from|in|on|and|or|that|as|than|the|an?|was|were|is|are)|, and that .*)$", re.IGNORECASE)
BODY_OF = re.compile(r"^(?:Government|Ministry|Department|Office|Armed Forces|Presidential|[A-Z]\w+ of)\b")
REJECTED = re.compile(
    r"(?<=\w),? (?:is|are|was|were) (?:\w+ ){0,2}?(?:false|wrong|untrue|without foundation|devoid of truth|groundless|baseless|unfounded|nonsense|a lie|fiction)\b.*$",
    re.IGNORECASE,
)
NOT_SO = re.compile(r"\b(?P<verb>is|are|was|were|has|have|had|will|would|can|could|may|might|must)(?: not|n['’]t)\b", re.IGNORECASE)
NEVER = re.compile(r"\b(?:never|not once) ", re.IGNORECASE)


def sentence(statements: Mapping[str, Statement], supports: Sequence[Support]) -> str:
    """What is claimed, from the statement that says most of it in a clause of its own; one that asserts before one that denies.

    A pronoun gives way to the name that the statement's event has for it. Where nobody asserts it, the sentence states the thing that is denied.
    """
    side = {support.statement: support.side for support in supports}
    clauses = {key: clause(one) for key, one in statements.items()}
    lexicon = {key: frozenset(words(text)) for key, text in clauses.items()}
    disputed = Side.DENIES in side.values()

    def worth(one: Statement) -> float:
        own = _worth(one, clauses[one.id], side.get(one.id, Side.OPEN)) + ABOUT * _shared(one.id, lexicon)
        own += ACCUSED * (one.act == "accuse" and disputed)
        return own - RELAY * any(_passes_on(one, other) for other in statements.values())

    said = [one for one in statements.values() if side.get(one.id) is Side.ASSERTS and is_clause(clauses[one.id]) and len(clauses[one.id].split()) >= FEWEST]
    best = min(said or statements.values(), key=lambda one: (-round(worth(one), 6), one.published or "", one.report, one.at, one.id))
    denied = not any(taken is Side.ASSERTS for taken in side.values()) and side.get(best.id) is Side.DENIES
    return polished(_thing_denied(clauses[best.id])) if denied else _with_speaker(best, polished(clauses[best.id]))


def _with_speaker(statement: Statement, text: str) -> str:
    """The sentence behind its speaker's name, where it begins with a word that only its speaker gives a meaning: "Harbour authority: it had received no request"."""
    who = statement.speaker.name or statement.speaker.organisation or _described(statement)
    if who is None or POINTING_AT_SELF.match(text) is None:
        return text
    return f"{who[:1].upper()}{who[1:]}: {text if text.startswith('I ') else text[:1].lower() + text[1:]}"


def _passes_on(one: Statement, other: Statement) -> bool:
    """Whether one says that the other was said: "the panel reported that 4,200 shells had arrived" passes on that they had."""
    return one.report == other.report and len(one.chain) < len(other.chain) and len(other.content) < len(one.content) and other.content in one.content


def clause(statement: Statement) -> str:
    """A content as a clause with its subject: without what joined it to its cue, with names for a pronoun, a "having done" or a "to do" where they are known.

    Of "the rumour that prices will rise" it keeps what the rumour says.
    """
    plain = _plain(statement.content)
    if (said := _saying().match(plain)) is not None:
        plain = REJECTED.sub("", plain[said.end() :])
    speaker = statement.speaker.name or (statement.speaker.organisation if statement.speaker.kind == "organisation" else None)
    if speaker is not None and HAVING.match(plain):
        return HAVING.sub(f"{speaker} had ", plain, count=1)
    article = speaker is not None and (BODY_OF.match(speaker) or (statement.speaker.name is None and (statement.speaker.words or "").lower().startswith("the ")))
    named = f"the {speaker}" if article else speaker
    if named is not None and statement.act in OWN_ACTS and OWN_ACT.match(plain):
        return OWN_ACT.sub(f"{named} ", plain, count=1)
    framed = free_standing(plain, statement.act, statement.cue_lemma, named or _described(statement))
    if framed != plain:
        return framed
    name = _meant(statement, plain)
    return SUBJECT.sub(name, plain, count=1) if name is not None else plain


def _described(statement: Statement) -> str | None:
    """The speaker's words, where they do more than point."""
    said = statement.speaker.words
    return said if said and POINTING.match(said) is None else None


def _meant(statement: Statement, plain: str) -> str | None:
    """The one name of the statement's events that its words do not hold: whom its first pronoun means. None where there is none, or several."""
    if SUBJECT.match(plain) is None:
        return None
    passive = PASSIVE.match(plain) is not None
    parties = [party for event in statement.events for party in (*(() if passive else event.actors), *event.recipients, *((event.thing,) if event.thing else ()))]
    speakers = {name for voice in statement.chain for name in (voice.name, voice.organisation)}
    names = {
        party.name for party in parties if party.name not in speakers and party.name.lower() not in plain.lower() and party.name[:1].isupper() and not POINTING.match(party.name)
    }
    name = next(iter(names)) if len(names) == 1 else None
    return f"the {name}" if name is not None and BODY_OF.match(name) else name


def _worth(statement: Statement, text: str, side: Side) -> float:
    """How well a statement's words stand for the proposition by themselves."""
    cells = sum(bool(cell) for cell in (statement.amount, statement.places, statement.times)) + sum(
        1 + bool(event.actors) + bool(event.recipients or event.thing) for event in statement.events[:1]
    )
    taken = {Side.ASSERTS: 3.0, Side.CONDITIONAL: 2.0, Side.DENIES: 1.0}.get(side, 0.0)
    whole = 4.0 * is_clause(text) + 3.0 * (len(text.split()) >= FEWEST) + 3.0 * (POINTING.match(text) is None) + (not statement.quoted) + 2.0 * (PERSONAL.search(text) is None)
    return taken + whole + cells - 3.0 * has("dismissals", text) - 4.0 * (UNDONE.search(text) is not None) - max(0, len(text) - LONGEST) / 25


def _shared(key: str, lexicon: Mapping[str, frozenset[str]]) -> float:
    """The share of a statement's words that the others of its group use, 0 to 1, on average; a stranger in the group shares few."""
    own = lexicon[key]
    others = [held for other, held in lexicon.items() if other != key and held]
    return sum(len(own & held) / min(len(own), len(held)) for held in others) / len(others) if own and others else 0.0


def is_clause(text: str) -> bool:
    """Whether words begin with their subject and hold a verb that says something of it.

    >>> [is_clause(text) for text in ("The cable was cut", "the reports groundless", "as of May was at least 12", "many are at the front and how many in the rear")]
    [True, False, False, False]
    """
    if BENT.match(text) or re.search(r"\b(?:how many|how much)\b", text, re.IGNORECASE):
        return False
    first, _, rest = text.partition(" ")
    return bool(first) and (finder("finite").search(rest) is not None or re.search(r"(?<!-)\b[a-z]{2,}ed\b(?! by\b)", rest) is not None)


def _thing_denied(text: str) -> str:
    """What words in the negative deny: "the ship was not there" denies that the ship was there."""
    found = NOT_SO.sub(r"\g<verb>", text, count=1)
    return found if found != text else NEVER.sub("", text, count=1)


@cache
def _saying() -> re.Pattern[str]:
    return re.compile(r"^(?:the |any |these |those |such |all |some )*(?:[\w-]+ ){0,2}?(?:" + any_of(standing().sayings).pattern + r")(?: that|:) (?=\w)", re.IGNORECASE)


def _plain(content: str) -> str:
    return OPENING.sub("", _unmarked(" ".join(content.split()).strip(" ,.;:")).strip(" ,.;:")) or content.strip()


def _unmarked(text: str) -> str:
    """Words without quotation marks around them all, and without a lone one at an edge; marks around a part of them stay."""
    marks = [at for at, letter in enumerate(text) if letter in MARKS]
    ends = {0, len(text) - 1}
    if (len(marks) == 1 and marks[0] in ends) or (len(marks) == 2 and set(marks) == ends):
        return text.strip(MARKS)
    return text


def polished(content: str) -> str:
    """A clause as a sentence: with a capital, without the word that joined it to its cue, with closed quotation marks, cut at a word where it is very long.

    >>> polished("that the men were carried to Vladivostok "), polished("his fighters would silence their rifles “from the first minute")
    ('The men were carried to Vladivostok', 'His fighters would silence their rifles “from the first minute”')
    """
    plain = _plain(content)
    if len(plain) > LONGEST:
        plain = plain[:LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
    if plain.count("“") > plain.count("”"):
        plain += "”"
    elif plain.count('"') % 2:
        plain = f'"{plain}' if re.match(r'[^"]*[^\s"]"', plain) else f'{plain}"'
    first = plain[:1] in MARKS
    return plain[:first] + plain[first : first + 1].upper() + plain[first + 1 :]
