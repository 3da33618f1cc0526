"""Builds hostile and broken inputs at test time. Each is a name, what writes it into an empty folder, and what the refusals must be ("" where clean items are as good)."""

from __future__ import annotations

import base64
import gzip
import json
import os
import socket
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import brotli

from tests.samples.make import FIRST, HERE, RSS, SECOND, arc, assemble, chunked, http, packed, page, pdf, records, samples, show, warc

MB = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Hostile:
    """One input: ``build`` writes the file of this name into a folder; ``code`` is that of a refusal that must be among those given, "" for any end that is clean."""

    name: str
    build: Callable[[Path], None]
    code: str = ""


def cases() -> list[Hostile]:
    """All of them, each with a name of its own."""
    found = [*_damaged_samples(), *_packed(), *_xml(), *_feeds(), *_pages(), *_pdfs(), *_warcs(), *_chunks(), *_mails(), *_tables(), *_texts(), *_files()]
    assert len({case.name for case in found}) == len(found)
    return found


def _file(name: str, data: bytes | Callable[[], bytes], code: str = "") -> Hostile:
    """A file of these bytes; large ones are made only when their test runs."""
    return Hostile(name=name, build=lambda path: path.write_bytes(data if isinstance(data, bytes) else data()) and None, code=code)


def _damaged_samples() -> Iterator[Hostile]:
    """Every sample cut off at three places, with bytes turned over at two seeds, with its end before its beginning, and doubled."""
    for name in sorted(samples()):
        data = (HERE / name).read_bytes()
        stem, _, suffix = name.partition(".")
        for percent in (10, 50, 95):
            yield _file(f"{stem}-cut{percent}.{suffix}", data[: len(data) * percent // 100])
        for seed in (7, 31):
            yield _file(f"{stem}-flipped{seed}.{suffix}", flipped(data, seed))
        yield _file(f"{stem}-turned.{suffix}", data[len(data) // 2 :] + data[: len(data) // 2])


def flipped(data: bytes, seed: int) -> bytes:
    """The bytes with one in 97 turned over, the same ones every time."""
    out = bytearray(data)
    for at in range(seed, len(out), 97):
        out[at] ^= 1 + (at * seed) % 255
    return bytes(out)


@cache
def zeros(total: int) -> bytes:
    """That many zeros, gzipped: one packed block of a megabyte again and again, so that nobody waits for the making."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(MB)) + packer.flush(zlib.Z_FULL_FLUSH)
    check = 0
    for _ in range(total // MB):
        check = zlib.crc32(bytes(MB), check)
    return b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03" + block * (total // MB) + packer.flush() + check.to_bytes(4, "little") + total.to_bytes(4, "little")


def _packed() -> Iterator[Hostile]:
    def bomb() -> bytes:
        return zeros(1000 * MB)  # a megabyte packed

    yield _file("bomb.txt.gz", bomb, "bomb")
    yield _file("bomb.jsonl.gz", bomb, "bomb")
    yield _file("bomb.html.gz", bomb, "bomb")
    yield _file("bomb.gz", bomb, "bomb")
    yield _file("bomb-named-as-page.html", bomb, "bomb")
    yield _file("bomb.warc.gz", bomb, "damaged")
    yield _file("bomb-of-bombs.gz", lambda: gzip.compress(bomb()), "unknown-format")
    yield _file("bomb-after-record.warc.gz", lambda: packed(records()[:3]) + bomb() + packed(records()[3:4]))
    yield _file("bomb-in-record.warc.gz", lambda: packed(records()[2:3]) + gzip.compress(warc(http(b"", headers=b""), length=1000 * MB)) + bomb() + packed(records()[3:4]))
    yield _file("bomb-as-answer.warc", lambda: warc(http(bomb(), headers=b"Content-Encoding: gzip\r\n")), "too-large")
    yield _file("bomb-small-as-answer.warc", lambda: warc(http(zeros(15 * MB), headers=b"Content-Encoding: gzip\r\n")), "bomb")
    yield _file("bomb-brotli-as-answer.warc", lambda: warc(http(brotli.compress(bytes(60 * MB), quality=3), headers=b"Content-Encoding: br\r\n")))
    yield _file("bomb-deflate-as-answer.warc", lambda: warc(http(zlib.compress(bytes(60 * MB)), headers=b"Content-Encoding: deflate\r\n")))
    yield _file("packed-ten-times.gz", _nested(10), "unknown-format")
    yield _file("empty.gz", b"", "empty")
    yield _file("only-header.gz", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", "damaged")
    yield _file("bad-checksum.txt.gz", gzip.compress(FIRST.encode())[:-8] + bytes(8), "damaged")
    yield _file("padded.txt.gz", gzip.compress(FIRST.encode()) + bytes(1000))
    yield _file("rubbish-after.txt.gz", gzip.compress(FIRST.encode()) + b"rubbish", "damaged")
    yield _file("a-thousand-members.txt.gz", gzip.compress(FIRST.encode()) * 1000)
    yield _file("a-million-marks.warc.gz", lambda: b"\x1f\x8b\x08" * 300_000, "damaged")
    yield Hostile(name="archive.zip", build=_zip, code="unknown-format")
    yield Hostile(name="zip-as-text.txt", build=_zip, code="unknown-format")
    yield _file("office.docx", b"PK\x03\x04" + bytes(300), "unknown-format")
    yield _file("packed.xz", b"\xfd7zXZ\x00\x00\x04", "unknown-format")
    yield _file("folder.tar.gz", gzip.compress(b"../../etc/passwd".ljust(257, b"\0") + b"ustar\x0000" + bytes(500)), "unknown-format")


def _nested(times: int) -> bytes:
    data = FIRST.encode()
    for _ in range(times):
        data = gzip.compress(data)
    return data


def _zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../../escape.txt", FIRST)


LAUGHS = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">' + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True)) + "]>"


def _xml() -> Iterator[Hostile]:
    body = f"<channel><title>x</title><item><title>&j;</title><description>{SECOND} &j;</description></item></channel></rss>"
    outside = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0">' + body.replace("&j;", "&x;")
    yield _file("laughs.rss", (LAUGHS + '<rss version="2.0">' + body).encode(), "entities")
    yield _file("laughs.opml", (LAUGHS.replace("rss", "opml") + '<opml version="2.0"><body><outline text="&j;"/></body></opml>').encode(), "entities")
    yield _file("laughs.html", (LAUGHS.replace("rss", "html") + f"<html><body><p>&j; {FIRST}</p></body></html>").encode())
    yield _file("outside-entity.rss", outside.encode(), "entities")
    yield _file("outside-entity.xml", outside.encode(), "entities")
    yield _file("outside-entity.opml", outside.replace("rss", "opml").encode(), "entities")
    yield _file("outside-table.rss", b'<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd"><rss version="2.0">' + body.encode())
    yield _file("parameter-entity.rss", b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY % p SYSTEM "file:///etc/passwd">%p;]><rss version="2.0">' + body.encode(), "entities")
    yield _file(
        "square.rss",
        lambda: b'<!DOCTYPE r [<!ENTITY a "' + b"x" * 50_000 + b'">]><rss version="2.0"><channel><item><description>' + b"&a;" * 20_000 + b"</description></item></channel></rss>",
    )
    yield _file("deep.rss", lambda: b'<rss version="2.0"><channel>' + b"<item>" * 20_000)
    yield _file("deep.opml", lambda: b"<opml>" + b'<outline text="x">' * 20_000)
    yield _file("unknown.xml", b'<?xml version="1.0"?><book><title>x</title></book>', "unknown-format")
    yield _file("loop.opml", b'<opml><body><outline type="include" url="loop.opml"/><outline type="link" url="http://127.0.0.1:9/loop.opml"/></body></opml>', "no-feeds")
    yield _file("a-hundred-thousand.opml", lambda: b"<opml><body>" + b'<outline type="rss" xmlUrl="http://x.example/f"/>' * 30_000 + b"</body></opml>", "list-of-feeds")
    yield _file("script.opml", b'<opml><body><outline type="rss" xmlUrl="javascript:alert(1)"/><outline type="rss" xmlUrl="file:///etc/passwd"/></body></opml>', "no-feeds")


def _feeds() -> Iterator[Hostile]:
    def item(inner: str) -> bytes:
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title><item>{inner}<description>{SECOND}</description></item></channel></rss>'.encode()

    yield _file("names-itself.rss", item('<link>names-itself.rss</link><source url="names-itself.rss">x</source>'))
    yield _file("script-link.rss", item("<link>javascript:alert(1)</link>"))
    yield _file("secret-link.rss", item("<link>https://me:hunter2@x.example/a</link>"))
    yield _file("control-title.rss", item("<title>a&#8238;b&#27;[2Jc&#0;</title>"))
    yield _file("long-attribute.rss", lambda: item(f'<enclosure url="{"x" * 10_000_000}"/>'))
    yield _file("long-title.rss", lambda: item(f"<title>{'x' * 5_000_000}</title>"))
    yield _file("bad-date.rss", item("<pubDate>Thu, 99 Foo 99999 99:99:99 +9999</pubDate>"))
    yield _file("far-date.rss", item("<pubDate>9999999999999999999999-01-01</pubDate>"))
    yield _file("wrong-charset.rss", RSS.replace("utf-8", "utf-16").encode())
    yield _file("unknown-charset.rss", RSS.replace("utf-8", "x-klingon").encode())
    yield _file("latin-as-utf.rss", RSS.replace("Example", "Exämple").encode("latin-1"))
    yield _file("bare-ampersands.rss", RSS.replace("&amp;", "&").encode())
    yield _file("no-end-tags.rss", RSS.replace("</item>", "").encode())
    yield _file("nul.rss", RSS.replace("ferries", "fer\0ries").encode())
    yield _file("nothing.rss", b"", "empty")
    yield _file("no-entries.rss", b'<rss version="2.0"><channel><title>x</title></channel></rss>', "empty")
    yield _file("page-as-feed.rss", page().encode())
    yield _file("thirty-thousand.rss", lambda: b'<rss version="2.0"><channel>' + b"<item><title>x</title></item>" * 3_000 + b"</channel></rss>")
    yield _file("endless-cdata.rss", lambda: b'<rss version="2.0"><channel><item><description><![CDATA[' + b"x " * 2_000_000)
    yield _file("endless-comment.rss", lambda: b'<rss version="2.0"><channel><!--' + b"- " * 2_000_000)
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": 7, "items": [7, None, {"content_html": ["x"]}, {"id": [1], "content_text": SECOND, "authors": "x"}]}
    yield _file("wrong-kinds.json", json.dumps(feed).encode(), "bad-record")
    yield _file("no-items.json", b'{"version": "https://jsonfeed.org/version/1.1", "items": {"a": 1}}', "no-feed")
    yield _file("deep.json", lambda: b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 100_000, "too-deep")
    yield _file("any.json", b'{"a": [1, 2, 3]}', "unknown-format")


def _pages() -> Iterator[Hostile]:
    yield _file("deep.html", lambda: b"<html><body>" + b"<div>" * 50_000 + FIRST.encode())
    yield _file("endless-comment.html", lambda: b"<html><body><!--" + b"x" * 5_000_000, "no-article")
    yield _file("comments.html", lambda: b"<html><body>" + b"<!-- - -->" * 100_000 + f"<p>{FIRST}</p><p>{SECOND}</p>".encode())
    yield _file("long-attribute.html", lambda: b'<html><body><p class="' + b"x" * 10_000_000 + b'">' + FIRST.encode())
    yield _file("many-attributes.html", lambda: b"<html><body><p " + b"".join(b"a%d=1 " % n for n in range(50_000)) + b">" + FIRST.encode())
    yield _file("unclosed.html", b"<html><body><p <p <p <p " * 1000)
    yield _file("wrong-charset.html", page().replace("utf-8", "utf-16").replace("navy", "näyy").encode("cp1252"))
    yield _file("utf16-without-mark.html", page().encode("utf-16-le"))
    yield _file("only-script.html", b"<html><script>while(1){}</script></html>", "no-article")
    yield _file("meta-refresh.html", b'<html><meta http-equiv="refresh" content="0;url=http://169.254.169.254/"><body></body></html>', "no-article")
    yield _file("nul.html", page().replace("navy", "na\0vy").encode(), "binary")


def _object(number: int, value: bytes) -> bytes:
    return b"%%PDF-1.4\n%d 0 obj\n%s\nendobj\n" % (number, value)


def _pdfs() -> Iterator[Hostile]:
    whole = (HERE / "columns.pdf").read_bytes()
    line = show(72, 700, FIRST[:60])
    yield _file("page-ring.pdf", assemble([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"]))
    yield _file(
        "parent-ring.pdf",
        assemble([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Parent 3 0 R /Kids [3 0 R] /Count 1 >>", b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] >>"]),
    )
    yield _file("reference-ring.pdf", assemble([b"2 0 R", b"3 0 R", b"1 0 R"]))
    yield _file(
        "contents-ring.pdf",
        assemble([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", b"<< /Type /Page /Parent 2 0 R /Contents [4 0 R] >>", b"[4 0 R 4 0 R]"]),
    )
    yield _file(
        "length-ring.pdf",
        assemble(
            [
                b"<< /Type /Catalog /Pages 2 0 R >>",
                b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>",
                b"<< /Length 4 0 R >>\nstream\nx\nendstream",
            ]
        ),
    )
    yield _file("xref-ring.pdf", whole.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % whole.rindex(b"xref\n0")))
    yield _file("xref-wrong.pdf", whole.replace(b"00000 n", b"00000 f"))
    yield _file("xref-far.pdf", whole[: whole.rindex(b"startxref")] + b"startxref\n99999999999\n%%EOF\n")
    yield _file("xref-negative.pdf", whole[: whole.rindex(b"startxref")] + b"startxref\n-5\n%%EOF\n")
    yield _file("xref-huge.pdf", whole.replace(b"xref\n0 8", b"xref\n0 99999999"))
    yield _file("no-trailer.pdf", whole[: whole.rindex(b"trailer")])
    yield _file("count-lies.pdf", whole.replace(b"/Count 2", b"/Count 999999999"))
    yield _file("encrypted.pdf", pdf([line], trailer=b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> /ID [<00><00>]" % (b"41" * 32, b"42" * 32)), "encrypted")
    yield _file("encrypted-oddly.pdf", pdf([line], trailer=b"/Encrypt << /Filter /Foo /V 99 >> /ID [<00><00>]"))
    script = b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.launchURL\\(0\\)) >> >>"
    yield _file("javascript.pdf", whole.replace(b"<< /Type /Catalog /Pages 2 0 R >>", script))
    yield _file("deep-array.pdf", lambda: assemble([b"<< /Type /Catalog /Pages 2 0 R >>", b"[" * 50_000]))
    yield _file("deep-pages.pdf", lambda: assemble([b"<< /Type /Catalog /Pages 2 0 R >>", *(b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % n for n in range(3, 3000))]))
    yield _file("flate-bomb.pdf", lambda: _flate(zlib.compress(bytes(200 * MB), 9), b"/FlateDecode"))
    yield _file("flate-twice.pdf", lambda: _flate(zlib.compress(zlib.compress(bytes(200 * MB), 9), 9), b"[/FlateDecode /FlateDecode]"))
    yield _file("filters-many.pdf", lambda: _flate(b"x", b"[" + b"/ASCIIHexDecode " * 10_000 + b"]"))
    yield _file("image-only.pdf", pdf([b"q 100 0 0 100 0 0 cm /Im0 Do Q"]), "no-text")
    yield _file("no-pages.pdf", pdf([]), "no-text")
    yield _file("operators.pdf", lambda: pdf([b"q " * 100_000 + line]))
    yield _file("operands.pdf", lambda: pdf([b"[" * 5_000 + line]))
    yield _file("far-text.pdf", pdf([show(99_999_999, 99_999_999, "far") + show(-99_999_999, -99_999_999, "away") + line]))
    yield _file("many-lines.pdf", lambda: pdf([b"".join(show(72, 700 - n, "word " * 10) for n in range(600))] * 3))
    yield _file("huge-font.pdf", pdf([line], font=b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 1 0 R /DescendantFonts [3 0 R] >>"))
    yield _file("only-mark.pdf", b"%PDF-1.7\n", "damaged")
    yield _file("text-as.pdf", FIRST.encode(), "no-pdf")
    yield _file("nothing.pdf", b"", "empty")


def _flate(data: bytes, name: bytes) -> bytes:
    page_object = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>"
    stream = b"<< /Length %d /Filter %s >>\nstream\n%s\nendstream" % (len(data), name, data)
    return assemble([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page_object, stream])


def _warcs() -> Iterator[Hostile]:
    good, other = records()[2], records()[3]
    answer = http(page().encode())
    yield _file("length-short.warc", warc(answer, length=100) + other)
    yield _file("length-long.warc", warc(answer, length=len(answer) + 200) + other + good, "damaged")
    yield _file("length-huge.warc", warc(answer, length=10**15) + other, "too-large")
    yield _file("length-over.warc", warc(answer, length=10**30) + other, "bad-record")
    yield _file("length-negative.warc", warc(answer, length=-5) + other, "bad-record")
    yield _file("length-words.warc", good.replace(b"Content-Length: ", b"Content-Length: many") + other, "bad-record")
    yield _file("length-none.warc", good.replace(b"Content-Length", b"X-Length") + other, "bad-record")
    yield _file("length-beyond-end.warc", other + warc(answer, length=len(answer) + 99_999), "truncated")
    yield _file("header-huge.warc", warc(answer, extra=b"X-Long: " + b"x" * 5_000_000 + b"\r\n") + other, "damaged")
    yield _file("header-endless.warc", lambda: b"WARC/1.0\r\n" + b"X: y\r\n" * 500_000, "damaged")
    yield _file("header-many.warc", warc(answer, extra=b"X: y\r\n" * 3000) + other)
    yield _file("header-http-huge.warc", warc(http(page().encode(), headers=b"X-Long: " + b"x" * 5_000_000 + b"\r\n")) + other, "bad-record")
    yield _file("header-http-none.warc", warc(page().encode()) + other, "bad-record")
    yield _file("line-feeds.warc", (good + other).replace(b"\r\n", b"\n"))
    yield _file("rubbish-before.warc", b"x" * 5000 + b"\n" + good, "damaged")
    yield _file("rubbish-between.warc", good + b"y" * 5000 + b"\r\n" + other, "damaged")
    yield _file("rubbish-only.warc", b"z" * 5000, "damaged")
    yield _file("nothing.warc", b"", "empty")
    yield _file("no-pages.warc", records()[0] + records()[5], "no-pages")
    yield _file("zeros.warc", bytes(5 * MB), "damaged")
    yield _file("version.warc", good.replace(b"WARC/1.0", b"WARC/9.9") + other)
    yield _file("url-script.warc", warc(answer, "javascript:alert(1)") + other)
    yield _file("url-secret.warc", warc(answer, "http://me:hunter2@x.example/"))
    yield _file("url-control.warc", warc(answer, "http://x.example/\x1b[2J\u202e"))
    yield _file("url-escape.warc", warc(answer, "http://x.example/../../../etc/passwd"))
    yield _file("date-none.warc", good.replace(b"2025-03-05T10:00:00Z", b"yesterday"))
    yield _file("record-in-record.warc", warc(http(page().encode() + b"\r\n\r\n" + good)), "bad-record")
    yield _file("a-hundred-thousand-broken.warc", lambda: b"WARC/1.0\r\nWARC-Type: response\r\n\r\n" * 30_000, "bad-record")
    yield _file("member-damaged.warc.gz", packed([good]) + flipped(packed([other]), 40) + packed([good]), "damaged")
    yield _file("one-member.warc.gz", gzip.compress(good + other))
    yield _file("one-member-cut.warc.gz", gzip.compress(good + other)[:-300], "damaged")
    yield _file("member-empty.warc.gz", gzip.compress(b"") * 1000 + packed([good]))
    yield _file("named-wrongly.warc", packed([good]))
    yield _file("length-lies.arc", arc().replace(b"text/html 8", b"text/html 2"), "damaged")
    yield _file("length-huge.arc", arc().replace(b"text/html 8", b"text/html 99999999998"), "too-large")
    yield _file("line-endless.arc", arc() + b"x" * 200_000, "damaged")


def _chunks() -> Iterator[Hostile]:
    body = page().encode()

    def answer(raw: bytes, coding: bytes = b"Transfer-Encoding: chunked\r\n") -> bytes:
        return warc(http(raw, headers=coding)) + records()[3]

    yield _file("chunk-lies.warc", answer(b"ffffffff\r\n" + body))
    yield _file("chunk-short.warc", answer(b"5\r\n" + body))
    yield _file("chunk-endless.warc", lambda: answer(b"1\r\nx\r\n" * 300_000))
    yield _file("chunk-negative.warc", answer(b"-5\r\n" + body))
    yield _file("chunk-words.warc", answer(b"zz\r\n" + body))
    yield _file("chunk-without.warc", answer(body))
    yield _file("chunk-no-end.warc", answer(chunked(body)[:-5]))
    yield _file("chunk-zero.warc", answer(b"0\r\n\r\n"))
    yield _file("coding-lies.warc", answer(body, b"Content-Encoding: gzip\r\n"))
    yield _file("coding-cut.warc", answer(gzip.compress(body)[:-300], b"Content-Encoding: gzip\r\n"))
    yield _file("coding-broken.warc", answer(flipped(gzip.compress(body), 20), b"Content-Encoding: gzip\r\n"), "damaged")
    yield _file("coding-unknown.warc", answer(body, b"Content-Encoding: rot13\r\n"))
    yield _file("coding-many.warc", answer(gzip.compress(body), b"Content-Encoding: " + b"gzip, " * 5000 + b"gzip\r\n"))
    yield _file("coding-brotli-lies.warc", answer(body, b"Content-Encoding: br\r\n"))


def _mails() -> Iterator[Hostile]:
    head = b"From: The Example <a@x.example>\r\nDate: Tue, 04 Mar 2025 09:00:00 +0100\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
    text = b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + FIRST.encode() + b"\r\n"
    mixed = head + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
    yield _file("ten-thousand-parts.eml", lambda: mixed + (b"--b\r\nContent-Type: application/x-y\r\n\r\nx\r\n") * 10_000 + b"--b\r\n" + text + b"--b--\r\n")
    yield _file("hundred-thousand-parts.eml", lambda: mixed + (b"--b\r\n\r\n") * 30_000 + b"--b--\r\n")
    nested = b"".join(b'--b%d\r\nContent-Type: multipart/mixed; boundary="b%d"\r\n\r\n' % (n, n + 1) for n in range(400))
    yield _file("nested.eml", head + b'Content-Type: multipart/mixed; boundary="b0"\r\n\r\n' + nested)
    yield _file("nested-messages.eml", lambda: head + b"Content-Type: message/rfc822\r\n\r\n" * 3000)
    yield _file("no-boundary.eml", head + b"Content-Type: multipart/mixed\r\n\r\n" + FIRST.encode())
    yield _file("boundary-never.eml", head + b'Content-Type: multipart/mixed; boundary="never"\r\n\r\n' + FIRST.encode())
    yield _file("charset-unknown.eml", head + text.replace(b"utf-8", b"x-klingon"))
    yield _file("charset-wrong.eml", head + text.replace(b"utf-8", b"utf-16") + "ä".encode("latin-1"))
    yield _file("charset-code.eml", head + text.replace(b"utf-8", b"zlib"))
    yield _file("base64-broken.eml", head + b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.b64encode(FIRST.encode())[:-3] + b"!!!")
    yield _file("quoted-broken.eml", head + b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + FIRST.encode() + b"=ZZ=\r\n=")
    yield _file("uuencoded.eml", head + b"Content-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 ../../etc/passwd\n#broken\nend\n")
    yield _file("subject-broken.eml", head.replace(b"Subject: x", b"Subject: =?x-klingon?B?" + b"A" * 5000 + b"?=") + b"\r\n" + FIRST.encode())
    yield _file("subject-huge.eml", lambda: head.replace(b"Subject: x", b"Subject: " + b"=?utf-8?q?x?= " * 200_000) + b"\r\n" + FIRST.encode())
    yield _file("subject-control.eml", head.replace(b"Subject: x", b"Subject: =?utf-8?b?" + base64.b64encode("a\u202eb\x1b[2J\x00".encode()) + b"?=") + b"\r\n" + FIRST.encode())
    yield _file("date-absurd.eml", head.replace(b"04 Mar 2025", b"99 Mar 99999999999") + b"\r\n" + FIRST.encode())
    yield _file("from-many.eml", lambda: head.replace(b"From: ", b"From: " + b"a@b, " * 100_000) + b"\r\n" + FIRST.encode())
    yield _file("from-brackets.eml", lambda: head.replace(b"From: ", b"From: " + b"(" * 3000) + b"\r\n" + FIRST.encode())
    yield _file("headers-endless.eml", lambda: head + b"X-A: b\r\n" * 200_000 + b"\r\n" + FIRST.encode())
    yield _file(
        "attachment-only.eml",
        mixed + b'--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename="../../x"\r\n\r\n' + FIRST.encode() + b"\r\n--b--\r\n",
        "empty",
    )
    yield _file("no-mail.eml", FIRST.encode(), "no-mail")
    yield _file("nothing.eml", b"", "empty")
    yield _file("html-deep.eml", lambda: head + b"Content-Type: text/html\r\n\r\n" + b"<table><tr><td>" * 20_000 + FIRST.encode())


def _tables() -> Iterator[Hostile]:
    head = b"outlet,published,text\n"
    yield _file("field-huge.csv", lambda: head + b'x,2025-03-04,"' + b"word " * 10 * MB + b'"\n', "too-large")
    yield _file("quote-unclosed.csv", lambda: head + b'x,2025-03-04,"' + b"word word\n" * 2_500_000, "too-large")
    yield _file("quote-unclosed-short.csv", head + b'x,2025-03-04,"' + FIRST.encode())
    yield _file("line-huge.csv", lambda: b"a" * 25 * MB, "bad-header")
    yield _file("cells-many.csv", lambda: head + b"," * 5 * MB + b"\n", "bad-record")
    yield _file("cells-few.csv", head + b"x\n", "bad-record")
    yield _file("header-none.csv", b"a,b\n1,2\n", "bad-header")
    yield _file("header-double.csv", b"text,text\n1,2\n", "bad-header")
    yield _file("nothing.csv", b"", "bad-header")
    yield _file("header-only.csv", head)
    yield _file("nul.csv", head + b"x,,The navy\0 said so.\n", "binary")
    yield _file("latin.csv", head + ("Exämple,," + FIRST.replace("navy", "nävy") + "\n").encode("latin-1"))
    yield _file("utf16-cut.csv", (head.decode() + f'x,,"{FIRST}"\n').encode("utf-16")[:-1], "encoding")
    yield _file("formula.csv", head + b"=cmd|' /C calc'!A0,2025-03-04," + FIRST.replace(",", ";").encode() + b"\n")
    yield _file("control.csv", head + "a\u202eb\x1b[2J,,".encode() + FIRST.replace(",", ";").encode() + b"\n")
    yield _file("lines-bad.csv", lambda: head + b"x\n" * 100_000, "too-many-faults")
    good = json.dumps({"text": FIRST}).encode()
    yield _file("nan.jsonl", b'{"text": NaN}\n' + good, "bad-record")
    yield _file("infinity.jsonl", b'{"text": "x", "n": Infinity}\n' + good, "bad-record")
    yield _file("huge-number.jsonl", lambda: b'{"text": "The navy said so.", "n": ' + b"9" * 100_000 + b"}\n" + good)
    yield _file("huge-exponent.jsonl", b'{"text": "The navy said so.", "n": 1e999999999}\n' + good)
    yield _file("double-keys.jsonl", b'{"text": "The navy said so.", "text": "The army said so."}\n')
    yield _file("nul.jsonl", b'{"text": "The navy\\u0000 said so."}\n', "binary")
    yield _file("nul-raw.jsonl", b'{"text": "The navy\0 said so."}\n', "bad-record")
    yield _file("half-characters.jsonl", b'{"text": "\\ud800 The navy said so."}\n')
    yield _file("invalid-utf8.jsonl", b'{"text": "The navy \xff\xfe said so."}\n' + good, "bad-record")
    yield _file("deep.jsonl", lambda: b'{"text": ' + b"[" * 200_000 + b"\n" + good, "bad-record")
    yield _file("line-huge.jsonl", lambda: b'{"text": "' + b"x" * 25 * MB + b'"}\n' + good, "too-large")
    yield _file("lines-bad.jsonl", lambda: b"{\n" * 100_000, "too-many-faults")
    yield _file("control.jsonl", json.dumps({"text": FIRST, "outlet": "a\u202eb\x1b[2J", "title": "\x00"}).encode())
    yield _file("utf16.jsonl", good.decode().encode("utf-16"), "bad-record")
    yield _file("mark.jsonl", b"\xef\xbb\xbf" + good)


def _texts() -> Iterator[Hostile]:
    yield _file("nothing.txt", b"", "empty")
    yield _file("blank.txt", b" \n\t" * 1000, "empty")
    yield _file("large.txt", lambda: b"word " * 5 * MB, "too-large")
    yield _file("one-word.txt", lambda: b"x" * 3 * MB)
    yield _file("utf16-without-mark.txt", FIRST.encode("utf-16-le"))
    yield _file("utf16-cut.txt", FIRST.encode("utf-16")[:-1], "encoding")
    yield _file("invalid.txt", b"\xff\xc3\x28\xa0\xa1" * 500)
    yield _file("overlong.txt", b"\xc0\xaf" * 500 + FIRST.encode())
    yield _file("direction.txt", ("\u202e\u2066" + FIRST).encode())
    yield _file("escape.txt", b"\x1b[2J" * 500)
    yield _file("blanks-many.txt", ("\u200b" * MB + FIRST).encode)
    yield _file("lines-many.txt", lambda: b"\n" * MB + FIRST.encode())
    yield _file("rich.rtf", b"{\\rtf1 The navy said so.}", "unknown-format")
    yield _file("program", b"\x7fELF" + bytes(500), "binary")


def _files() -> Iterator[Hostile]:
    yield Hostile(name="pipe.txt", build=os.mkfifo, code="no-file")
    yield Hostile(name="socket.txt", build=_socket, code="no-file")
    yield Hostile(name="device.txt", build=lambda path: path.symlink_to("/dev/zero"), code="no-file")
    yield Hostile(name="folder/page.html", build=_folder)
    yield Hostile(name="folder/ring.txt", build=_ring, code="unreadable")
    yield Hostile(name="folder/nowhere.txt", build=lambda path: path.symlink_to("nowhere"), code="unreadable")
    yield Hostile(name="folder/passwd.txt", build=lambda path: path.symlink_to("/etc/passwd"), code="outside")
    yield Hostile(name="folder/escape.txt", build=lambda path: path.symlink_to("../../../../../../etc/hostname"), code="outside")
    yield Hostile(name="folder/ring-of-folders", build=_folder_ring)
    yield Hostile(name="folder/name-with-escape\x1b[2J.txt", build=lambda path: path.write_text(FIRST, encoding="utf-8") and None)
    yield Hostile(name=os.fsdecode(b"folder/name-\xff\xfe.txt"), build=lambda path: path.write_text(FIRST, encoding="utf-8") and None)
    yield Hostile(name="folder/" + "n" * 251 + ".txt", build=lambda path: path.write_text(FIRST, encoding="utf-8") and None)
    yield Hostile(name="folder/deep", build=_deep)


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket must be short
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(path.name)
    finally:
        os.chdir(here)


def _folder(path: Path) -> None:
    path.mkdir()
    (path / "report.txt").write_text(FIRST, encoding="utf-8")


def _ring(path: Path) -> None:
    path.symlink_to("other.txt")
    (path.parent / "other.txt").symlink_to(path.name)


def _folder_ring(path: Path) -> None:
    _folder(path)
    (path / "again").symlink_to(path, target_is_directory=True)


def _deep(path: Path) -> None:
    for _ in range(100):
        path = path / "d"
    path.mkdir(parents=True)
    (path / "report.txt").write_text(FIRST, encoding="utf-8")
