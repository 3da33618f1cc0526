"""Bytes to text: which encoding, and how sure."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from sayso.documents.language import detect
from sayso.documents.mending import mended
from sayso.model.document import Fact
from sayso.model.errors import ItemError

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DECLARED = re.compile(rb"(?:<meta[^>]{0,200}charset|<\?xml[^>]{0,100}encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
CONTROL_SHARE = 0.002  # more control characters than this is no text
# What browsers read under the names that pages give. Other names are not followed: Python knows codecs that are no encodings of text or that take quadratic time.
SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
TRUSTED = re.compile(
    r"utf-8|utf-16(-[lb]e)?|cp(125\d|866|874|932|949|437|85[02])|iso8859-(\d|1[03456])|koi8-[ru]|mac-(roman|cyrillic)|gb18030|big5(hkscs)?|euc_(jp|kr)|iso2022_jp|johab"
)
SCANT = 0.12  # share of bytes above 127 up to which a text may be English, and its odd bytes are quotation marks, dashes and names
PLAUSIBLE = 0.35  # share of letters above 127 in a Western European text; with more it is another alphabet
SOUND = 3  # whole characters for each broken one that make broken UTF-8 out of what is not valid
ZEROS = 0.3  # share of zero bytes in every second place that shows UTF-16 without a mark
HEAD = 4096
SAMPLE = 200_000


def decode(data: bytes, charset: str | None = None) -> tuple[str, Fact]:
    r"""The text of some bytes and how its encoding was found; raises ItemError for nothing, for binary data and for no known encoding.

    ``charset`` is what the server said. Bytes that are valid UTF-8 are that, whatever is said of them.

    >>> decode("Zeleński".encode("utf-8"))[1].value
    'utf-8'
    >>> decode("“Yes,” she said".encode("cp1252"), "iso-8859-1")
    ('“Yes,” she said', Fact(value='cp1252', confidence=0.9, origin='charset stated by the server'))
    >>> decode(b"\x89PNG\r\n\x1a\n\x00\x00")
    Traceback (most recent call last):
    ...
    sayso.model.errors.ItemError: not a text: a NUL byte stands at offset 8
    """
    if not data.strip():
        raise ItemError("empty", "there is nothing in it")
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _strict(data, encoding), Fact(value=encoding, confidence=1.0, origin="byte order mark")
    if (at := data.find(b"\x00")) >= 0:
        text, fact = _wide(data, at)
    else:
        try:
            text, fact = data.decode("utf-8"), Fact(value="utf-8", confidence=0.99, origin="valid UTF-8")
        except UnicodeDecodeError as fault:
            text, fact = _stated(data, charset) or _broken(data) or _guessed(data, fault)
    if len(CONTROL.findall(text)) > max(2, CONTROL_SHARE * len(text)):
        raise ItemError("binary", "not a text: it is full of control characters")
    if (better := mended(text)) is not None:
        return better, Fact(value=fact.value, confidence=min(fact.confidence, 0.7), origin=f"{fact.origin}; UTF-8 that was read as windows-1252 before was set right")
    return text, fact


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as fault:
        raise ItemError("encoding", f"its byte order mark says {encoding}, but the bytes at offset {fault.start} are not") from fault


def _wide(data: bytes, at: int) -> tuple[str, Fact]:
    """UTF-16 without a mark: its zero bytes stand in every second place only."""
    head = data[:HEAD]
    even, odd = (2 * head[first::2].count(0) / len(head) for first in (0, 1))
    for encoding, many, few in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if many > ZEROS and few < ZEROS / 10 and len(data) % 2 == 0:
            try:
                return data.decode(encoding), Fact(value=encoding, confidence=0.8, origin="zero bytes in every second place")
            except UnicodeDecodeError:
                break
    raise ItemError("binary", f"not a text: a NUL byte stands at offset {at}")


def _stated(data: bytes, charset: str | None) -> tuple[str, Fact] | None:
    """What server or page state, where it can be true; a wrong statement is common."""
    match = DECLARED.search(data[:HEAD])
    inside = match.group(1).decode("ascii") if match else None
    for name, origin in ((charset, "charset stated by the server"), (inside, "charset in the page")):
        encoding = _known(name)
        if encoding is None or encoding == "utf-8":
            continue
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "cp1252" or _western(text):
            return text, Fact(value=encoding, confidence=0.9, origin=origin)
    return None


def _known(name: str | None) -> str | None:
    try:
        encoding = codecs.lookup((name or "").strip(" \"';")).name
    except (LookupError, ValueError):
        return None
    encoding = SUPERSETS.get(encoding, encoding)
    return encoding if TRUSTED.fullmatch(encoding) else None


def _western(text: str) -> bool:
    letters = [mark for mark in text[:SAMPLE] if mark.isalpha()]
    return sum(mark > "\x7f" for mark in letters) <= PLAUSIBLE * len(letters)


def _broken(data: bytes) -> tuple[str, Fact] | None:
    """UTF-8 with a few characters cut or damaged; each becomes U+FFFD."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(mark > "\x7f" for mark in text) - broken
    if whole < SOUND * broken:
        return None
    return text, Fact(value="utf-8", confidence=0.7, origin=f"UTF-8 with {broken:,} broken characters")


def _guessed(data: bytes, fault: UnicodeDecodeError) -> tuple[str, Fact]:
    if len(data.translate(None, bytes(range(128)))) <= SCANT * len(data):
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            text = ""  # it has bytes that windows-1252 lacks
        if text and detect(text).is_english:
            return text, Fact(value="cp1252", confidence=0.6, origin="few bytes above 127 in an English text, all of them in windows-1252")
    best = from_bytes(data[:SAMPLE]).best()
    if best is None:
        raise ItemError("encoding", f"not UTF-8 (byte {fault.start}) and no other encoding fits; convert it to UTF-8") from fault
    try:
        return data.decode(best.encoding), Fact(value=best.encoding, confidence=0.6, origin="guessed from the bytes")
    except UnicodeDecodeError as again:
        raise ItemError("encoding", f"neither UTF-8 (byte {fault.start}) nor {best.encoding} (byte {again.start}); convert it to UTF-8") from again
