"""Bodies: unpacks what servers pack, within limits, and says what kind of thing the bytes are. Takes bytes and headers; raises ItemError for bombs and for what is no report."""

from __future__ import annotations

import re
import zlib

from sayso.model.errors import ItemError

STEP = 1 << 18  # bytes unpacked at once
GRACE = 1_000_000  # bytes below which the ratio does not matter: an empty page of blanks is no bomb
GZIP = zlib.MAX_WBITS + 16
HEAD = 4096
TEXT_BYTES = bytes(mark for mark in range(256) if mark >= 32 or mark in b"\t\n\f\r\x1b")

MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"\x1f\x8b", "application/gzip"),
    (b"WARC/1.", "application/warc"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"RIFF", "image/webp"),
    (b"PK\x03\x04", "application/zip"),
    (b"\x7fELF", "application/x-executable"),
    (b"MZ", "application/x-executable"),
    (b"\x28\xb5\x2f\xfd", "application/zstd"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"\xd0\xcf\x11\xe0", "application/msword"),
    (b"wOF2", "font/woff2"),
    (b"SQLite format 3", "application/x-sqlite3"),
)
READABLE = frozenset({"application/pdf", "application/gzip", "application/warc"})
NO_REPORT = ("image/", "audio/", "video/", "font/", "text/css", "text/javascript", "application/javascript")
COMMENTS = re.compile(rb"^\s*(?:<\?[^>]{0,200}\?>\s*|<!--.{0,1000}?-->\s*|<!DOCTYPE[^>\[]{0,200}>\s*)*", re.DOTALL | re.IGNORECASE)
ROOTS = (
    (re.compile(rb"<rss\b", re.IGNORECASE), "application/rss+xml"),
    (re.compile(rb"<(?:\w+:)?RDF\b", re.IGNORECASE), "application/rss+xml"),
    (re.compile(rb"<(?:\w+:)?feed\b", re.IGNORECASE), "application/atom+xml"),
    (re.compile(rb"<opml\b", re.IGNORECASE), "text/x-opml"),
    (re.compile(rb"<(?:html|head|body|title|meta|script|article|div|p|h1|table)\b", re.IGNORECASE), "text/html"),
    (re.compile(rb"<[A-Za-z_][\w.-]*(?::[\w.-]+)?[\s/>]"), "application/xml"),
)


class Unpacker:
    """Undoes a content encoding piece by piece; never holds more than the limit."""

    def __init__(self, encoding: str, limit: int, ratio: int) -> None:
        self._kind = encoding.strip().lower()
        if self._kind not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            raise ItemError("encoding", "the body is packed in a way that was not asked for (gzip and deflate are)")
        self._limit = limit
        self._ratio = ratio
        self._in = self._out = 0
        self._machine: zlib._Decompress | None = None

    def feed(self, data: bytes) -> bytes:
        """What these bytes unpack to; raises ItemError for a bomb and for damage."""
        self._in += len(data)
        if self._kind in {"", "identity"}:
            self._count(len(data), packed=False)
            return data
        parts: list[bytes] = []
        while data:
            if self._machine is None or self._machine.eof:
                if self._in > len(data) and self._kind == "deflate":
                    break  # what follows the end of a deflate stream is nothing
                if self._machine is not None and not data.startswith(b"\x1f\x8b"):
                    break  # as is what follows the last gzip member
                self._machine = zlib.decompressobj(_window(self._kind, data))
            try:
                part = self._machine.decompress(data, STEP)
            except zlib.error as fault:
                raise ItemError("damaged", "the packed body is damaged") from fault
            self._count(len(part), packed=True)
            parts.append(part)
            data = self._machine.unused_data if self._machine.eof else self._machine.unconsumed_tail
        return b"".join(parts)

    def end(self) -> None:
        """To be called after the last bytes; raises ItemError where the packed stream broke off."""
        if self._in and self._kind not in {"", "identity"} and not (self._machine and self._machine.eof):
            raise ItemError("damaged", "the packed body breaks off before its end")

    def _count(self, size: int, *, packed: bool) -> None:
        self._out += size
        if self._out > self._limit:
            raise ItemError("too-large", f"the body is larger than the limit of {self._limit:,} bytes")
        if packed and self._out > GRACE and self._out > self._in * self._ratio:
            raise ItemError("bomb", f"the body grows to more than {self._ratio} times its size on unpacking")


def _window(kind: str, data: bytes) -> int:
    if kind != "deflate":
        return GZIP
    wrapped = len(data) > 1 and data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0
    return zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS  # some servers leave the wrapper out


def sniff(body: bytes) -> str | None:
    """The media type that the bytes show; None for bytes that are neither text nor anything known.

    >>> sniff(b"<?xml version='1.0'?><rss version='2.0'>"), sniff(b"%PDF-1.7"), sniff(b"The port reopened."), sniff(bytes(40))
    ('application/rss+xml', 'application/pdf', 'text/plain', None)
    """
    head = body[:HEAD]
    binary = bool(head.translate(None, TEXT_BYTES))
    for magic, kind in MAGIC:
        if head.startswith(magic) and (binary or kind in READABLE):  # a text may begin with MZ or RIFF
            return kind
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode()
    if b"\0" in head:
        return None
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if re.match(rb"<!DOCTYPE\s+html\b", head, re.IGNORECASE):
        return "text/html"
    rest = head[match.end() :] if (match := COMMENTS.match(head)) else head
    for root, kind in ROOTS:
        if root.match(rest):
            return kind
    if head.startswith((b"{", b"[")):
        return "application/feed+json" if b"jsonfeed.org" in head else "application/json"
    return "text/plain"


def media_type(declared: str | None, body: bytes) -> str:
    """What a body is to be read as: the kind that its bytes show, where the server's word does not contradict it.

    Raises ItemError for pictures, sound, programs and archives, and for a server that says PDF and sends a page (a login or an error most times).
    A feed that is called text/html is still a feed: half the servers say so.

    >>> media_type("text/html; charset=utf-8", b"<rss version='2.0'>"), media_type("text/html", b"Just words")
    ('application/rss+xml', 'text/html')
    """
    said = (declared or "").split(";")[0].strip().lower()
    found = sniff(body)
    named = said if re.fullmatch(r"[\w.+/-]{1,60}", said) else "nothing"
    if found is None:
        raise ItemError("wrong-type", f"the bytes are no text (the server calls them {named})")
    if not found.startswith("text/") and not found.endswith(("xml", "json")) and found not in READABLE:
        raise ItemError("wrong-type", f"the bytes are {found}, which holds no report (the server calls them {named})")
    if said.startswith(NO_REPORT) or (said == "application/pdf") > (found == "application/pdf"):
        raise ItemError("wrong-type", f"the server calls it {named}, but the bytes are {found}")
    if found == "text/plain" and said in {"text/html", "application/xhtml+xml", "text/csv", "text/markdown"}:
        return said if said.startswith("text/") else "text/html"
    return found
