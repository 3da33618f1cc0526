"""The text of an e-mail. Takes its bytes, gives one text with what the headers say; attachments are left."""

from __future__ import annotations

import email.policy
import re
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.utils import getaddresses
from typing import Any

from sayso.model.errors import ItemError
from sayso.sources.facts import declare, plain
from sayso.sources.fragments import fragment_text

HEADERS = ("from", "date", "subject", "message-id", "to", "received", "mime-version")
DEEPEST = 30  # multipart in multipart; newsletters have 3
STUB = 20  # words: a plain part that is shorter only says where the letter can be seen
BYLINE = re.compile(r"^(?P<author>.{3,60}?) (?:from|at|via|of|@|\|) (?P<outlet>.{3,80})$")


def message(data: bytes, most: int) -> list[dict[str, Any]]:
    """The letter as one part; raises ItemError where the bytes are no e-mail or hold no text."""
    letter = BytesParser(policy=email.policy.compat32).parsebytes(data)
    if not any(name in letter for name in HEADERS):
        raise ItemError("no-mail", "it has none of the headers of an e-mail")
    plain_text, html_text = _bodies(letter, most)
    text = html_text if len(plain_text.split()) < STUB and len(html_text.split()) > 3 * len(plain_text.split()) else plain_text
    if not text.strip():
        raise ItemError("empty", "the e-mail holds no text")
    return [{"text": text, "facts": _facts(letter)}]


def _facts(letter: Message) -> dict[str, str]:
    sender = next(iter(getaddresses([_header(letter, "from")])), ("", ""))
    name = plain(sender[0]) or sender[1].rpartition("@")[2]
    match = BYLINE.match(name)
    return declare(
        doc_id=_header(letter, "message-id"),
        outlet=match["outlet"] if match else name,
        author=match["author"] if match else None,
        published=_header(letter, "date"),
        title=_header(letter, "subject"),
    )


def _header(letter: Message, name: str) -> str:
    raw = str(letter.get(name, ""))[:4000]
    try:
        return str(make_header(decode_header(raw)))
    except (ValueError, LookupError):
        return raw


def _bodies(letter: Message, most: int) -> tuple[str, str]:
    """The first plain text and the first HTML text that are no attachments, in the order of the letter; walked without recursion."""
    found = {"text/plain": "", "text/html": ""}
    waiting: list[tuple[Message, int]] = [(letter, 0)]
    seen = 0
    while waiting and not all(found.values()):
        part, depth = waiting.pop()
        seen += 1
        if seen > most or depth > DEEPEST:
            raise ItemError("too-many", f"the e-mail has more than {most:,} parts, or parts nested more than {DEEPEST} deep")
        if part.get_content_maintype() == "message" and part is not letter:
            continue  # a letter that is forwarded is not what this one says
        if part.is_multipart():
            payload = part.get_payload()
            waiting.extend((inner, depth + 1) for inner in reversed(payload if isinstance(payload, list) else []) if isinstance(inner, Message))
            continue
        kind = part.get_content_type()
        if kind in found and not found[kind] and part.get_content_disposition() != "attachment":
            found[kind] = fragment_text(_decoded(part)) if kind == "text/html" else _unflowed(part, _decoded(part)).strip()
    return found["text/plain"], found["text/html"]


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    for charset in (part.get_content_charset() or "utf-8", "utf-8", "cp1252"):
        try:
            return data.decode(charset)
        except (LookupError, ValueError):
            continue  # a wrong or unknown charset is common in newsletters
    return data.decode("latin-1")


def _unflowed(part: Message, text: str) -> str:
    """RFC 3676: in flowed text a line that ends in a blank goes on in the next."""
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    return re.sub(r"(?<!^-- ) \r?\n(?=\S)", " ", text)
