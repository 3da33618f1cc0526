"""Bytes to text: which encoding, and how sure."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from sayso.model.document import Fact
from sayso.model.errors import ItemError

BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
CONTROL_SHARE = 0.002  # more control characters than this is no text


def decode(data: bytes) -> tuple[str, Fact]:
    r"""The text of some bytes and how its encoding was found; raises ItemError for nothing, for binary data and for no known encoding.

    >>> decode("Zeleński".encode("utf-8"))[1].value
    'utf-8'
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
        raise ItemError("binary", f"not a text: a NUL byte stands at offset {at}")
    try:
        text, fact = data.decode("utf-8"), Fact(value="utf-8", confidence=0.99, origin="valid UTF-8")
    except UnicodeDecodeError as fault:
        text, fact = _other(data, fault)
    if len(CONTROL.findall(text)) > max(2, CONTROL_SHARE * len(text)):
        raise ItemError("binary", "not a text: it is full of control characters")
    return text, fact


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as fault:
        raise ItemError("encoding", f"its byte order mark says {encoding}, but the bytes at offset {fault.start} are not") from fault


def _other(data: bytes, fault: UnicodeDecodeError) -> tuple[str, Fact]:
    if (match := DECLARED.search(data[:4096])) is not None:
        name = match.group(1).decode("ascii")
        try:
            return data.decode(name), Fact(value=name.lower(), confidence=0.9, origin="charset in the page")
        except (LookupError, UnicodeDecodeError):
            pass  # a wrong declaration is common: go on by looking at the bytes
    best = from_bytes(data[:200_000]).best()
    if best is None:
        raise ItemError("encoding", f"not UTF-8 (byte {fault.start}) and no other encoding fits; convert it to UTF-8") from fault
    try:
        return data.decode(best.encoding), Fact(value=best.encoding, confidence=0.6, origin="guessed from the bytes")
    except UnicodeDecodeError as again:
        raise ItemError("encoding", f"neither UTF-8 (byte {fault.start}) nor {best.encoding} (byte {again.start}); convert it to UTF-8") from again
