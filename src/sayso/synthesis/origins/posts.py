"""Which body a person's post is in, by the text around the name: "the lab's Ana Pires", "Ana Pires, who runs the lab", "The lab agreed. Its head, Ana Pires".

Looks at words and where they stand, and knows no actors.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from sayso.synthesis.origins.bodies import Sort, head_noun, is_proper, sort_of
from sayso.synthesis.origins.text import countries_in, sentence_at

BESIDE = 60  # characters between a name and that of the body that it serves
REACH = 450  # characters before a name in which its body may have been named
ITS = re.compile(r"(?:its|their|whose) ", re.IGNORECASE)
OF_NOUN = re.compile(r"(?:the )?(?P<noun>[a-z][\w-]*(?: [a-z][\w-]*)?)['’]s? ")
QUOTED = re.compile(r"“[^“”]{1,900}”|\"[^\"\n]{1,900}\"")
FIRM = frozenset({"company", "firm", "airline", "operator", "carrier", "manufacturer", "maker", "producer", "group"})


def beside(text: str, names: Iterable[str], bodies: Iterable[str]) -> str | None:
    """The body that owns a person in the text ("the lab's Annelies Vermaete", "Vermaete, who runs the Crowd Lab"); the longest name of several."""
    ranked = sorted(set(bodies), key=lambda one: (-len(one), one))
    for name in sorted(names, key=lambda name: (-len(name), name)):
        at = text.find(name)
        if at < 0:
            continue
        before, after = text[max(0, at - BESIDE) : at], text[at + len(name) : at + len(name) + BESIDE]
        for body in ranked:
            owns = re.search(re.escape(body) + r"['’]s? (?:[\w-]+ ){0,3}$", before)
            serves = re.match(r", (?:who|a|an|the|its|[a-z]+) (?:[\w’'-]+ ){0,5}?(?:the )?" + re.escape(body) + r"\b", after)
            if is_proper(body) and (owns or serves) and sort_of(body, None) not in {Sort.OUTLET, Sort.INSTRUMENT}:
                return body
    return None


def owner_noun(words: Iterable[str]) -> str | None:
    """The word for the body that a person's own words say they are of: "" for "its", "their"; None where they say nothing of the sort.

    >>> owner_noun(["its head, Ana Pires"]), owner_noun(["Ana Pires, the company's head of operations"]), owner_noun(["Ana Pires"])
    ('', 'company', None)
    """
    for one in sorted(words):
        if ITS.match(one):
            return ""
        if (match := OF_NOUN.match(one) or re.search(r", " + OF_NOUN.pattern, one)) is not None:
            return match["noun"]
    return None


def antecedent(text: str, at: int, names: Sequence[str], noun: str) -> str | None:
    """What "its" (``noun`` is "") or "the company's" before a place in the text points back to: the first fitting one of its own sentence, else of the last that names any.

    What stands in quotation marks is passed over. None where nothing fits, or where "its" may point to a country of the same sentence.

    >>> told = 'Corvane Lines met the Keshim Harbour Board. "The board lied," its head, Ana Pires, said.'
    >>> antecedent(told, told.index("Ana"), ("Corvane Lines", "Keshim Harbour Board"), ""), antecedent(told, told.index("Ana"), ("Corvane Lines", "Keshim Harbour Board"), "board")
    ('Corvane Lines', 'Keshim Harbour Board')
    """
    start = sentence_at(text, at).start
    text = _unquoted(text)
    places = sorted({(place, -len(name), name) for name in names if _fits(name, noun) for place in _places(text, name, max(0, at - REACH), at)})
    own = [found for found in places if found[0] >= start]
    if own:
        return own[0][2]
    if not noun and any(start <= place < at for place, _ in countries_in(text)):
        return None
    if not places:
        return None
    last = sentence_at(text, places[-1][0]).start
    return next(name for place, _, name in places if place >= last)


@lru_cache(maxsize=1 << 10)
def _unquoted(text: str) -> str:
    """The text with spaces for what stands in quotation marks."""
    return QUOTED.sub(lambda match: " " * len(match[0]), text)


def _fits(name: str, noun: str) -> bool:
    last = noun.rpartition(" ")[2]
    return not noun or (last in FIRM and sort_of(name, None) is Sort.BODY and is_proper(name)) or head_noun(name) == last


def _places(text: str, name: str, start: int, end: int) -> Iterable[int]:
    at = text.find(name, start, end)
    while at >= 0:
        if (at == 0 or not text[at - 1].isalnum()) and not text[at + len(name) : at + len(name) + 1].isalnum():
            yield at
        at = text.find(name, at + 1, end)
