"""Makes the samples beside it: ``python -m tests.samples.make``. Every name and word in them is invented here. The builders serve the hostile corpus too."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path

HERE = Path(__file__).parent
FIRST = "The navy of Norland said on Monday that two ferries had collided off Cape Vild, and that both had reached the port under their own power."
SECOND = "Nobody was hurt, according to the coast guard, which closed the strait for six hours and sent two tugs to the place of the accident."
THIRD = "“We saw lights and then nothing,” said Jonas Vild, a fisherman from the island, who had been mending his nets on the pier since noon."
URL = "https://news.example/ferries"
PAGE_TYPE = b"text/html; charset=utf-8"


def page(title: str = "Two ferries collide", paragraphs: Sequence[str] = (FIRST, SECOND, THIRD), day: str = "2025-03-04") -> str:
    """A news page with furniture."""
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (
        f'<!DOCTYPE html><html><head><title>{title} | The Example</title><meta charset="utf-8">'
        f'<meta property="article:published_time" content="{day}T09:00:00Z"><meta property="og:site_name" content="The Example"></head>'
        f'<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>{title}</h1>{body}</article><footer>Ten islands you must see.</footer></body></html>\n'
    )


# PDF ---------------------------------------------------------------------------------------------------------------------------------------------


def pdf(contents: Sequence[bytes], extra: Sequence[bytes] = (), trailer: bytes = b"", font: bytes = b"") -> bytes:
    """A PDF with one page for each content stream. Objects: 1 catalogue, 2 page tree, 3 font, then page and contents by turns, then ``extra``."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * index) for index in range(len(contents)))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(contents))]
    objects.append(font or b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /StandardEncoding >>")
    for index, content in enumerate(contents):
        resources = b"/Resources << /Font << /F1 3 0 R >> >>"
        objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] %s /Contents %d 0 R >>" % (resources, 5 + 2 * index))
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    return assemble([*objects, *extra], trailer)


def assemble(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF file of numbered objects, with its table of places."""
    out = b"%PDF-1.4\n"
    places = []
    for number, value in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, value)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + tail


def show(x: int, y: int, text: str, size: int = 11) -> bytes:
    """A line of text at a place on the page; fi and fl become ligatures as typesetting programs make them."""
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").replace("fi", "\\256").replace("fl", "\\257")
    return b"BT /F1 %d Tf %d %d Td (%s) Tj ET\n" % (size, x, y, escaped.encode("latin-1"))


LEFT = (
    "The navy of Norland said on Monday that two",
    "ferries had collided off Cape Vild, and that",
    "both had reached the port under their own",
    "power. The first officer was not on the bridge.",
    "Officials of the harbour said that it was the lat-",
    "est of three such accidents, and the fish market",
)
RIGHT = (
    "stayed shut. Nobody was hurt, according to",
    "the coast guard, which closed the strait for",
    "six hours.",
    "A flag was flown at half mast on Tues-",
    "day, a spokeswoman for the mayor said.",
)


def two_columns() -> bytes:
    """A page of two columns under a headline, with ligatures and parted words, and a second page that goes on."""
    first = show(72, 730, "THE EXAMPLE  4 March 2025") + show(72, 700, "Two ferries collide off the cape of Norland in fog", 20)
    for index, line in enumerate(LEFT):
        first += show(72, 660 - 14 * index, line)
    for index, line in enumerate(RIGHT):
        first += show(320, 660 - 14 * index, line)
    second = show(72, 700, "The owner of both ships, Vild Line, declined to comment on the cause, and its chief") + show(72, 686, "executive did not answer questions.")
    return pdf([first + show(300, 40, "1"), second + show(300, 40, "2")])


# Web archives ------------------------------------------------------------------------------------------------------------------------------------


def http(body: bytes, kind: bytes = PAGE_TYPE, status: bytes = b"200 OK", headers: bytes = b"") -> bytes:
    """The answer of a server."""
    return b"HTTP/1.1 %s\r\nContent-Type: %s\r\n%s\r\n%s" % (status, kind, headers, body)


def chunked(body: bytes, size: int = 700) -> bytes:
    """A body in chunks."""
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def warc(block: bytes, url: str = URL, kind: str = "response", length: int | None = None, extra: bytes = b"") -> bytes:
    """One record."""
    size = len(block) if length is None else length
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-03-05T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
    return head.encode() + extra + b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (size, block)


def records() -> list[bytes]:
    """What a crawl leaves: what it is, a request, pages plain, chunked and packed, a picture, an error, a redirect."""
    second = page("Strait opens again", (SECOND, THIRD, FIRST)).encode()
    third = page("Harbour counts ships", (THIRD, FIRST, SECOND)).encode()
    return [
        warc(b"software: made by hand\r\n", "crawl.warc", "warcinfo"),
        warc(b"GET /ferries HTTP/1.1\r\nHost: news.example\r\n\r\n", URL, "request"),
        warc(http(page().encode()), URL),
        warc(http(chunked(second), headers=b"Transfer-Encoding: chunked\r\n"), "https://news.example/strait"),
        warc(http(gzip.compress(third, mtime=0), headers=b"Content-Encoding: gzip\r\n"), "https://news.example/harbour"),
        warc(http(b"\x89PNG\r\n\x1a\n\x00", b"image/png"), "https://news.example/map.png"),
        warc(http(b"<html>gone</html>", status=b"404 Not Found"), "https://news.example/gone"),
        warc(http(b"", status=b"301 Moved", headers=b"Location: http://169.254.169.254/\r\n"), "https://news.example/moved"),
    ]


def packed(parts: Sequence[bytes]) -> bytes:
    """A gzip member for each record."""
    return b"".join(gzip.compress(part, mtime=0) for part in parts)


def arc() -> bytes:
    """The older format: lines that head records, then the answers."""
    about = b"1 0 Example\nURL IP-address Archive-date Content-type Archive-length\n"
    out = b"filedesc://crawl.arc 0.0.0.0 20250305100000 text/plain %d\n%s\n" % (len(about), about)
    for name, body in (("ferries", page()), ("strait", page("Strait opens again", (SECOND, THIRD, FIRST)))):
        block = http(body.encode())
        out += f"https://news.example/{name} 192.0.2.1 20250305100000 text/html {len(block)}\n".encode() + block + b"\n"
    return out


# Feeds, lists, letters, tables -------------------------------------------------------------------------------------------------------------------

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Example</title><link>https://news.example/</link><description>News &amp; weather</description>
<item><title>Two ferries &lt;i&gt;collide&lt;/i&gt;</title><link>{URL}</link><guid isPermaLink="false">ferries-1</guid>
<dc:creator>Ada Moor</dc:creator><pubDate>Tue, 04 Mar 2025 00:30:00 +0900</pubDate><description>Two ferries met in fog.</description>
<content:encoded><![CDATA[<p>{FIRST}</p><p>{SECOND}</p><script>alert(1)</script>]]></content:encoded></item>
<item><title>Strait opens again</title><link>https://news.example/strait</link><description>{SECOND}</description><pubDate>Wed, 05 Mar 2025 08:00:00 GMT</pubDate></item>
<item><title>A headline alone</title><link>https://news.example/alone</link></item>
</channel></rss>
"""
ATOM = f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>The Example</title><id>urn:example:feed</id><updated>2025-03-06T12:00:00Z</updated>
<entry><title>Two ferries collide</title><id>urn:example:1</id><link href="{URL}"/><published>2025-03-04T09:00:00Z</published><updated>2025-03-06T12:00:00Z</updated>
<author><name>Ada Moor</name></author><content type="html">&lt;p&gt;{FIRST}&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;</content></entry>
<entry><title>Strait opens again</title><id>urn:example:2</id><link href="https://news.example/strait"/><updated>2025-03-06T12:00:00Z</updated><summary>{SECOND}</summary></entry>
</feed>
"""
OPML = """<?xml version="1.0" encoding="utf-8"?>
<opml version="2.0"><head><title>What I read</title></head><body><outline text="Papers">
<outline type="rss" text="The Example" xmlUrl="https://news.example/feed.rss" htmlUrl="https://news.example/"/>
<outline type="rss" text="The Other" xmlUrl="https://other.example/atom"/><outline type="rss" text="Twice" xmlUrl="https://other.example/atom"/>
<outline type="rss" text="On this disk" xmlUrl="file:///etc/passwd"/></outline></body></opml>
"""


def json_feed() -> str:
    """A JSON feed."""
    entries = [
        {"id": "1", "url": URL, "title": "Two ferries collide", "content_html": f"<p>{FIRST}</p><p>{SECOND}</p>", "date_published": "2025-03-04T09:00:00Z"},
        {"id": 2, "url": "https://news.example/strait", "content_text": SECOND, "authors": [{"name": "Ada Moor"}]},
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "The Example", "items": entries}, ensure_ascii=False, indent=1) + "\n"


def letter() -> bytes:
    """A newsletter with a text, the same in HTML, and an attachment."""
    mail = EmailMessage()
    mail["From"] = "Ada Moor from The Example <ada@news.example>"
    mail["To"] = "reader@reader.example"
    mail["Subject"] = "Two ferries collide – and what the harbour says"
    mail["Date"] = "Tue, 04 Mar 2025 09:00:00 +0100"
    mail["Message-ID"] = "<ferries-1@news.example>"
    mail.set_content(f"{FIRST}\n\n{SECOND}\n", cte="quoted-printable")
    mail.add_alternative(f'<html><body><div style="display:none">Preview</div><p>{FIRST}</p><p>{SECOND}</p></body></html>', subtype="html")
    mail.add_attachment(b"The minister said that this is an attachment.", maintype="text", subtype="plain", filename="note.txt")
    for index, part in enumerate(part for part in mail.walk() if part.is_multipart()):
        part.set_boundary(f"=-part-{index}")
    return mail.as_bytes()


def table(separator: str) -> str:
    """A table of articles; one text holds the separator, quotation marks and a line end."""
    head = separator.join(("doc_id", "url", "outlet", "published", "title", "author", "text"))
    rows = [("a1", URL, "The Example", "2025-03-04", "Two ferries collide", "Ada Moor", f"{FIRST}\n{SECOND}"), ("a2", "", "The Other", "", "", "", THIRD + ' He said "no, never".')]
    return "\n".join([head, *(separator.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)]) + "\n"


def samples() -> dict[str, bytes]:
    """Every sample by the name of its file."""
    rows = [{"doc_id": "j1", "text": f"{FIRST}\n{SECOND}", "outlet": "The Example", "published": "2025-03-04", "url": URL}, {"text": THIRD}]
    return {
        "report.txt": f"{FIRST}\n\n{SECOND}\n".encode(),
        "page.html": page().encode(),
        "records.jsonl": "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode(),
        "records.jsonl.gz": gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode(), mtime=0),
        "feed.rss": RSS.encode(),
        "feed.atom": ATOM.encode(),
        "feed.json": json_feed().encode(),
        "list.opml": OPML.encode(),
        "columns.pdf": two_columns(),
        "letter.eml": letter(),
        "articles.csv": table(",").encode(),
        "articles.tsv": table("\t").encode("utf-16"),
        "crawl.warc": b"".join(records()),
        "crawl.warc.gz": packed(records()),
        "cut.warc.gz": packed(records())[:-700],
        "crawl.arc": arc(),
    }


if __name__ == "__main__":
    for name, data in samples().items():
        (HERE / name).write_bytes(data)
