"""Text that was written in UTF-8, read as windows-1252 and written again: "Itâ€™s" for "It’s"."""

from __future__ import annotations

import re

# How the bytes of one character of UTF-8 look when each is read as a character of windows-1252 (or, where that has none, of Latin-1).
BYTES = {bytes([number]).decode("cp1252", "ignore") or chr(number): number for number in range(128, 256)}
TAIL = "[" + "".join(re.escape(mark) for mark, number in BYTES.items() if number < 0xC0) + "]"
GARBLED = re.compile(f"[Â-ß]{TAIL}|[à-ï]{TAIL}{{2}}|[ð-ô]{TAIL}{{3}}")
FEWEST = 2  # one may be meant
LATIN_END, MARKS_START, MARKS_END = "\u0250", "\u2000", "\u20d0"


def mended(text: str) -> str | None:
    r"""The text as it was meant; None where nothing of the kind stands in it.

    >>> mended("â€œItâ€™s true,â€\x9d said JosÃ©.")
    '“It’s true,” said José.'
    >>> mended("“It’s true,” said José.") is None
    True
    """
    if sum(_character(match) != match.group() for match in GARBLED.finditer(text)) < FEWEST:
        return None
    return GARBLED.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    """The character that was meant, if it is a Latin letter or a mark: others come about by chance, as in "voilà »"."""
    try:
        meant = bytes(BYTES[mark] for mark in match.group()).decode("utf-8")
    except UnicodeDecodeError:
        return match.group()
    return meant if meant < LATIN_END or MARKS_START <= meant < MARKS_END else match.group()
