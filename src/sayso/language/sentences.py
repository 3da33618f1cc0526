"""Where sentences must start around quotation marks, since parsers trained on edited text place those badly."""

from __future__ import annotations

from collections.abc import Sequence

STOPS = frozenset(".!?…")
CLOSERS = frozenset('”"»’')
OPENERS = frozenset('“"«„‘')
REPORTING = frozenset(
    [
        "said",
        "says",
        "say",
        "asked",
        "asks",
        "added",
        "adds",
        "told",
        "tells",
        "wrote",
        "writes",
        "continued",
        "replied",
        "answered",
        "warned",
        "shouted",
        "insisted",
        "noted",
        "recalled",
        "explained",
        "declared",
        "announced",
        "argued",
        "claimed",
        "joked",
        "quipped",
        "concluded",
        "remarked",
        "began",
        "exclaimed",
        "demanded",
    ]
)
REACH = 8  # words between a closing mark and the reporting verb: "?" White House press secretary Ann Lee asked


def forced_starts(words: Sequence[str]) -> dict[int, bool]:
    """Token numbers that must (True) or must not (False) begin a sentence, for the tokens next to quotation marks.

    >>> forced_starts("“ Is it over ? ” Ilves asked . “ No . ” She left .".split())
    {6: False, 9: True, 13: True}
    """
    forced: dict[int, bool] = {}
    inside = False
    for at, word in enumerate(words):
        if word not in CLOSERS and word not in OPENERS:
            continue
        if word == '"':
            opens, inside = not inside, not inside
        else:
            opens = word in OPENERS
        before = words[at - 1][-1:] if at else ""
        if opens and at and (before in STOPS or before in CLOSERS):
            forced[at] = True
        elif not opens and before in STOPS and at + 1 < len(words) and words[at + 1] not in CLOSERS | OPENERS:
            forced[at + 1] = _begins(words, at, before)
    return forced


def _begins(words: Sequence[str], at: int, stop: str) -> bool:
    following = words[at + 1]
    if not following[:1].isupper():
        return False
    if stop == ".":
        return True
    for word in words[at + 1 : at + 1 + REACH]:
        if word in REPORTING:
            return False
        if word in STOPS:
            break
    return True
