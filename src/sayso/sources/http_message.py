"""An HTTP answer as an archive keeps it: status, headers, and the body without its transfer and content codings. Takes bytes, gives bytes; fetches nothing."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

import brotli  # type: ignore[import-untyped]

from sayso.model.errors import ItemError

STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})\b[^\n]{0,1000}\r?\n")
END = re.compile(rb"\r?\n\r?\n")
LONGEST_HEAD = 64_000  # bytes of all headers
CHUNK = re.compile(rb"([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
BLOCK = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpMessage:
    """One answer; names of headers are in lower case, the last of a name counts."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """The kind of the body as the server says, in lower case, "" where it does not."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The encoding as the server says."""
        match = re.search(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,40})", self.headers.get("content-type", ""), re.IGNORECASE)
        return match[1].lower() if match else None


def parse_head(block: bytes) -> tuple[HttpMessage, bytes]:
    """The status and headers of an answer with an empty body, and the bytes after them; raises ItemError where there is no answer."""
    status = STATUS.match(block)
    end = END.search(block, status.end() - 2, LONGEST_HEAD) if status else None
    if status is None or end is None:
        what = "no HTTP answer stands in it" if status is None else f"its headers have no end within {LONGEST_HEAD:,} bytes"
        raise ItemError("bad-record", what)
    headers: dict[str, str] = {}
    for line in block[status.end() : end.start()].split(b"\n"):
        name, colon, value = line.partition(b":")
        if colon and name.strip():
            headers[name.strip().lower().decode("latin-1")] = value.strip().decode("latin-1")
    return HttpMessage(status=int(status[1]), headers=headers, body=b""), block[end.end() :]


def parse(block: bytes, most: int, ratio: int) -> HttpMessage:
    """The whole answer; raises ItemError where there is none, where its codings are broken, or where it grows beyond ``most`` bytes or ``ratio`` times."""
    head, body = parse_head(block)
    if "chunked" in head.headers.get("transfer-encoding", "").lower():
        body = unchunk(body)
    for coding in reversed(head.headers.get("content-encoding", "").lower().split(",")):
        body = _decoded(coding.strip(), body, most, ratio)
    if len(body) > most:
        raise ItemError("too-large", f"its body has {len(body):,} bytes, above the limit of {most:,}")
    return HttpMessage(status=head.status, headers=head.headers, body=body)


def unchunk(body: bytes) -> bytes:
    r"""The body without its chunks; one that never was chunked stays as it is (archives keep the header and drop the coding), one that is cut keeps what there is.

    >>> unchunk(b"4\r\n<htm\r\n2\r\nl>\r\n0\r\n\r\n"), unchunk(b"<html>"), unchunk(b"ff\r\n<html>")
    (b'<html>', b'<html>', b'<html>')
    """
    parts: list[bytes] = []
    at = 0
    while match := CHUNK.match(body, at):
        size = int(match[1], 16)
        if size == 0:
            break
        parts.append(body[match.end() : match.end() + size])
        at = match.end() + size
        if body[at : at + 2] == b"\r\n":
            at += 2
        elif at < len(body):
            break  # the chunk lies about its length
    return b"".join(parts) if parts else (b"" if CHUNK.match(body) else body)


def _decoded(coding: str, body: bytes, most: int, ratio: int) -> bytes:
    packed = {"gzip": body[:2] == b"\x1f\x8b", "x-gzip": body[:2] == b"\x1f\x8b", "deflate": bool(body) and not body[:1].isspace() and body[:1] != b"<", "br": True}
    if not body or not packed.get(coding, False):
        return body  # no coding, an unknown one, or one that the archive took off already
    try:
        return _inflated(body, most, ratio) if coding != "br" else _unbrotlied(body, most, ratio)
    except (zlib.error, brotli.error) as fault:
        if coding == "br" and body.lstrip()[:1] == b"<":
            return body
        raise ItemError("damaged", f"its {coding} coding is damaged ({fault})") from fault


def _inflated(body: bytes, most: int, ratio: int) -> bytes:
    """Unpacks gzip or zlib, or bare deflate as some servers send it."""
    try:
        return _bounded(zlib.decompressobj(47), body, most, ratio)
    except zlib.error:
        if body[:2] == b"\x1f\x8b":
            raise
        return _bounded(zlib.decompressobj(-15), body, most, ratio)


def _bounded(unpacker: zlib._Decompress, body: bytes, most: int, ratio: int) -> bytes:
    text = unpacker.decompress(body, most + 1)
    _check(len(text), len(body), most, ratio)
    return text


def _unbrotlied(body: bytes, most: int, ratio: int) -> bytes:
    unpacker, parts, size = brotli.Decompressor(), [], 0
    packed = body
    while True:
        part = unpacker.process(packed, output_buffer_limit=BLOCK)
        packed = b""
        parts.append(part)
        size += len(part)
        _check(size, len(body), most, ratio)
        if unpacker.is_finished() or (not part and unpacker.can_accept_more_data()):
            return b"".join(parts)


def _check(size: int, packed: int, most: int, ratio: int) -> None:
    if size > most:
        raise ItemError("too-large", f"its body unpacks to more than {most:,} bytes")
    if size > 1_000_000 and size > ratio * packed:
        raise ItemError("bomb", f"its body grows more than {ratio} times when unpacked; no page does")
