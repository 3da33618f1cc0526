"""One key for all ways of writing a name: case, accents, hyphens, apostrophes and "St."/"Saint" do not count."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that no decomposition splits into a plain letter and a mark.
PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ə": "a", "&": " and "})
SAME = {"saint": "st", "sainte": "ste", "mount": "mt", "mountain": "mt", "fort": "ft", "islands": "island", "isle": "island", "isles": "island"}
SILENT = re.compile(r"['’‘`ʻʼʿʾ′´.]")
PARTS = re.compile(r"[^\W_]+")
ARTICLES = frozenset({"al", "el", "ad", "ar", "as", "ash", "at", "az"})


@lru_cache(maxsize=1 << 13)
def fold(name: str) -> str:
    """The key of a name; empty where it has no Latin letter or digit.

    >>> fold("St. Mary’s"), fold("Saint Marys"), fold("Cap-Haïtien"), fold("The Hague"), fold("U.S.")
    ('st marys', 'st marys', 'cap haitien', 'hague', 'us')
    >>> fold("Москва")
    ''
    """
    lowered = SILENT.sub("", name.casefold()).translate(PLAIN)
    plain = lowered if lowered.isascii() else "".join(letter for letter in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(letter))
    if not plain.isascii():
        return ""
    words = [SAME.get(word, word) for word in PARTS.findall(plain)]
    if len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join(words)


def without_article(key: str) -> str:
    """The key without an Arabic article at its head; the key itself where it has none.

    >>> without_article("al hasakah"), without_article("albany")
    ('hasakah', 'albany')
    """
    first, _, rest = key.partition(" ")
    return rest if rest and first in ARTICLES else key
