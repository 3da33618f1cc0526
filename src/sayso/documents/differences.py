"""What changed between two versions of a report: which claims appeared, vanished or changed, with the changed words. Pure: takes values, gives values.

Claims are matched by speaker and content: first the equal ones, then the most alike, each once. A claim whose speaker was put right still matches if its content stayed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher

from sayso.model.differences import ChangedClaim, Differences, TextChange
from sayso.model.views import ClaimView

ALIKE = 0.5  # share of common words from which two contents of one speaker are one claim, changed
ALIKE_OTHER = 0.75  # the same where the speakers differ
CELLS = ("act", "certainty", "polarity")
WORD = re.compile(r"\w+(?:[.,'’]\w+)*|[^\w\s]")
MOST_PAIRS = 2_000_000  # pairs of claims that are compared; beyond it a report is a book, and only equal claims are matched


def differences(old_text: str, new_text: str, old_claims: Sequence[ClaimView], new_claims: Sequence[ClaimView]) -> Differences:
    """What distinguishes the new version from the old."""
    pairs = _pairs(old_claims, new_claims)
    changed, unchanged = [], 0
    for old, new in sorted(pairs, key=lambda pair: pair[1]):
        changes = _changes(old_claims[old], new_claims[new])
        unchanged += not changes
        if changes:
            changed.append(ChangedClaim(old=old_claims[old], new=new_claims[new], changes=changes))
    met_old, met_new = {old for old, _ in pairs}, {new for _, new in pairs}
    return Differences(
        appeared=tuple(claim for number, claim in enumerate(new_claims) if number not in met_new),
        vanished=tuple(claim for number, claim in enumerate(old_claims) if number not in met_old),
        changed=tuple(changed),
        unchanged=unchanged,
        text=changed_lines(old_text, new_text),
    )


def changed_lines(old: str, new: str) -> tuple[TextChange, ...]:
    r"""The lines that differ; a line that was rewritten is shown by its changed words.

    >>> changed_lines("Three died.\nIt sank.", "Four died.\nIt sank.\nIt was old.")
    (TextChange(field='text', old='Three', new='Four'), TextChange(field='text', old='', new='It was old.'))
    """
    before, after = ([" ".join(line.split()) for line in text.split("\n") if line.strip()] for text in (old, new))
    found: list[TextChange] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        both = min(b - a, d - c)
        for one, other in zip(before[a : a + both], after[c : c + both], strict=True):
            found.extend(changed_words("text", one, other))
        found.extend(TextChange(field="text", old=line, new="") for line in before[a + both : b])
        found.extend(TextChange(field="text", old="", new=line) for line in after[c + both : d])
    return tuple(found)


def changed_words(field: str, old: str, new: str) -> list[TextChange]:
    """The runs of words that differ.

    >>> changed_words("content", "at least 3,000 soldiers had left", "about 3,200 soldiers left")
    [TextChange(field='content', old='at least 3,000', new='about 3,200'), TextChange(field='content', old='had', new='')]
    """
    before, after = list(WORD.finditer(old)), list(WORD.finditer(new))
    found = []
    matcher = SequenceMatcher(None, [match.group() for match in before], [match.group() for match in after], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            found.append(TextChange(field=field, old=_stretch(old, before[a:b]), new=_stretch(new, after[c:d])))
    return found


def _stretch(text: str, words: Sequence[re.Match[str]]) -> str:
    return text[words[0].start() : words[-1].end()] if words else ""


def _pairs(old_claims: Sequence[ClaimView], new_claims: Sequence[ClaimView]) -> list[tuple[int, int]]:
    """Numbers of claims that are one, old and new."""
    waiting: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, claim in enumerate(new_claims):
        waiting[_speaker(claim).casefold(), _content(claim).casefold()].append(number)
    pairs = []
    rest = []
    for number, claim in enumerate(old_claims):
        same = waiting.get((_speaker(claim).casefold(), _content(claim).casefold()))
        if same:
            pairs.append((number, same.pop(0)))
        else:
            rest.append(number)
    left = sorted(number for numbers in waiting.values() for number in numbers)
    if len(rest) * len(left) > MOST_PAIRS:
        return pairs
    return pairs + _alike(old_claims, new_claims, rest, left)


def _alike(old_claims: Sequence[ClaimView], new_claims: Sequence[ClaimView], rest: Sequence[int], left: Sequence[int]) -> list[tuple[int, int]]:
    """The best pairs first; of equals the earlier."""
    bags = {number: _bag(new_claims[number]) for number in left}
    scored = []
    for old in rest:
        bag, speaker = _bag(old_claims[old]), _speaker(old_claims[old]).casefold()
        for new in left:
            common = len(bag & bags[new])
            score = 2 * common / (len(bag) + len(bags[new])) if common else 0.0
            same = speaker == _speaker(new_claims[new]).casefold()
            if score >= (ALIKE if same else ALIKE_OTHER):
                scored.append((-score, not same, abs(old - new), old, new))
    pairs: list[tuple[int, int]] = []
    met_old: set[int] = set()
    met_new: set[int] = set()
    for *_, old, new in sorted(scored):
        if old not in met_old and new not in met_new:
            pairs.append((old, new))
            met_old.add(old)
            met_new.add(new)
    return pairs


def _changes(old: ClaimView, new: ClaimView) -> tuple[TextChange, ...]:
    found = changed_words("content", _content(old), _content(new))
    if _speaker(old) != _speaker(new):
        found.append(TextChange(field="speaker", old=_speaker(old), new=_speaker(new)))
    for cell in CELLS:
        before, after = getattr(old, cell).value, getattr(new, cell).value
        if before != after:
            found.append(TextChange(field=cell, old=before or "", new=after or ""))
    return tuple(found)


def _speaker(claim: ClaimView) -> str:
    voice = claim.speaker
    return " ".join(filter(None, (voice.name or voice.role, voice.organisation if voice.name is None else None))) or (voice.mention.words if voice.mention else voice.kind)


def _content(claim: ClaimView) -> str:
    return " … ".join(" ".join(part.words.split()) for part in claim.content)


def _bag(claim: ClaimView) -> frozenset[str]:
    return frozenset(match.group().casefold() for match in WORD.finditer(_content(claim)) if match.group()[0].isalnum())
