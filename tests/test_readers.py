"""Every format: knows its own sample and no other's, gives items with place and facts, refuses damaged copies, and gives the same for the same bytes."""

from __future__ import annotations

import gzip
import io
import os
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso import registry
from sayso.model.document import RawItem
from sayso.model.errors import UserError
from sayso.model.ports import Reader
from sayso.model.refusal import Refusal
from sayso.sources.child import Child
from sayso.sources.detect import SourceReader
from sayso.sources.limits import ReadLimits
from sayso.sources.opml_file import FeedAddress, addresses
from sayso.sources.warc_file import WarcFile, place_of
from tests.samples.make import FIRST, HERE, SECOND, THIRD, URL, http, packed, page, pdf, records, samples, show, table, warc

# Each format in the order in which it is asked, with its samples; the first is the one by which its reader must be known. A registered reader without a sample fails.
FORMATS = {
    "jsonl": ("jsonl_file:JsonlFile", ("records.jsonl",)),
    "opml": ("opml_file:OpmlFile", ("list.opml",)),
    "feed": ("feed_file:FeedFile", ("feed.rss", "feed.atom", "feed.json")),
    "pdf": ("pdf_file:PdfFile", ("columns.pdf",)),
    "warc": ("warc_file:WarcFile", ("crawl.warc", "crawl.warc.gz", "crawl.arc")),
    "mail": ("mail_file:MailFile", ("letter.eml",)),
    "csv": ("csv_file:CsvFile", ("articles.csv", "articles.tsv")),
    "html": ("html_file:HtmlFile", ("page.html",)),
    "text": ("text_file:TextFile", ("report.txt",)),
}
PAIRS = [(name, sample) for name, (_, found) in FORMATS.items() for sample in found]
FUZZ = int(os.environ.get("SAYSO_FUZZ", "60"))  # examples for each format; `make fuzz` asks for more
SMALL = ReadLimits(file_bytes=1_000_000, seconds=5.0, memory=600_000_000)


def readers(limits: ReadLimits | None = None) -> list[Reader]:
    """All readers of this room, in order."""
    found: list[Reader] = []
    for place, _ in FORMATS.values():
        module, _, name = place.partition(":")
        found.append(getattr(import_module(f"sayso.sources.{module}"), name)(limits or ReadLimits()))
    return found


READERS = {reader.name: reader for reader in readers()}
SOURCES = SourceReader(list(READERS.values()), io.BytesIO(), ReadLimits())


def read(path: Path) -> list[RawItem | Refusal]:
    return [item for file, location in SOURCES.files([str(path)]) for item in SOURCES.items(file, location)]


def items(path: Path) -> list[RawItem]:
    found = [item for item in read(path) if isinstance(item, RawItem)]
    assert found
    return found


def refusals(path: Path) -> list[Refusal]:
    return [item for item in read(path) if isinstance(item, Refusal)]


def written(tmp_path: Path, name: str, data: bytes | str) -> Path:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


# What holds for every format ---------------------------------------------------------------------------------------------------------------------


def test_every_registered_format_has_a_sample() -> None:
    assert set(registry.names("sources")) <= set(FORMATS)


def test_samples_are_as_their_script_makes_them() -> None:
    for name, data in samples().items():
        stored = (HERE / name).read_bytes()
        assert stored == data or gzip.decompress(stored) == gzip.decompress(data), name  # versions of zlib pack differently


@pytest.mark.parametrize(("name", "sample"), PAIRS)
def test_a_reader_knows_its_own_sample_and_no_others(name: str, sample: str) -> None:
    data = (HERE / sample).read_bytes()
    head = (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data)[:4096]
    assert [reader.name for reader in READERS.values() if reader.sniff(head)] == [name, "text"][: 1 if name == "text" else 2]


@pytest.mark.parametrize(("name", "sample"), PAIRS)
def test_what_it_gives_has_a_place_and_is_the_same_again(name: str, sample: str, tmp_path: Path) -> None:
    first, second = read(HERE / sample), read(HERE / sample)
    assert first == second
    assert first
    for item in first:
        assert item.location.startswith((HERE / sample).as_posix())
        if isinstance(item, RawItem):
            assert item.media_type in {"text/plain", "text/html"}
            assert item.data
    nameless = tmp_path / "nameless"
    nameless.write_bytes((HERE / sample).read_bytes())
    again = [item for item in read(nameless) if isinstance(item, RawItem)]
    assert [(item.data, dict(item.declared)) for item in again] == [(item.data, dict(item.declared)) for item in first if isinstance(item, RawItem)], name


@pytest.mark.parametrize(("name", "sample"), [(name, sample) for name, sample in PAIRS if name not in {"text", "html", "warc"}])
def test_the_same_gzipped_gives_the_same(name: str, sample: str, tmp_path: Path) -> None:
    path = written(tmp_path, f"{sample}.gz", gzip.compress((HERE / sample).read_bytes()))
    plain = [(item.data, dict(item.declared)) for item in read(HERE / sample) if isinstance(item, RawItem)]
    assert [(item.data, dict(item.declared)) for item in read(path) if isinstance(item, RawItem)] == plain, name


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in {"text", "html"}])
def test_what_is_not_its_format_is_refused_by_name(name: str, tmp_path: Path) -> None:
    path = written(tmp_path, f"wrong{READERS[name].suffixes[0]}", "The navy said on Monday that two ferries had collided.\n")
    found = read(path)
    assert found
    for item in found:
        assert isinstance(item, Refusal)
        assert (item.stage, path.name in item.location) == ("sources", True)


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in {"csv", "jsonl", "warc"}])
def test_a_file_above_the_limit_is_refused(name: str, tmp_path: Path) -> None:
    reader = next(reader for reader in readers(SMALL) if reader.name == name)
    path = written(tmp_path, f"large{reader.suffixes[0]}", b"%PDF-1.4 " + b"word " * 300_000)
    (item,) = reader.read(path, "here")
    assert isinstance(item, Refusal)
    assert (item.code, item.location) == ("too-large", "here")


@settings(max_examples=FUZZ, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
@pytest.mark.parametrize(("name", "sample"), PAIRS)
def test_any_change_of_a_sample_gives_items_or_refusals(name: str, sample: str, data: st.DataObject, tmp_path: Path) -> None:
    changed = bytearray((HERE / sample).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(changed)))
        piece = data.draw(st.one_of(st.binary(max_size=8), st.sampled_from([b"<", b"&", b'"', b"\r\n", b"\x00", b"\xff", b"[" * 50, b"0" * 20, b"-1", b"\x1f\x8b\x08"])))
        changed[at : at + data.draw(st.integers(0, 40))] = piece
    path = written(tmp_path, "changed", bytes(changed))
    for item in READERS[name].read(path, "here"):
        assert item.location.startswith("here")
        assert isinstance(item, RawItem) or (item.stage == "sources" and item.detail)


# Feeds and lists ---------------------------------------------------------------------------------------------------------------------------------


def test_an_entry_gives_its_content_and_what_the_feed_says_of_it() -> None:
    first, second = items(HERE / "feed.rss")
    assert first.data.decode() == f"{FIRST}\n{SECOND}"
    assert first.declared == {
        "doc_id": "ferries-1",
        "url": URL,
        "outlet": "The Example",
        "published": "2025-03-04",  # the day where it was published; in Greenwich it was the 3rd
        "title": "Two ferries collide",
        "author": "Ada Moor",
    }
    assert (second.data.decode(), second.location) == (SECOND, f"{(HERE / 'feed.rss').as_posix()}, entry 2")
    assert [(item.code, item.location[-7:]) for item in refusals(HERE / "feed.rss")] == [("empty", "entry 3")]


def test_the_day_of_a_change_is_not_the_day_of_publication() -> None:
    first, second = items(HERE / "feed.atom")
    assert (first.declared["published"], first.declared["updated"]) == ("2025-03-04", "2025-03-06")
    assert "published" not in second.declared


def test_a_json_feed_gives_the_same_as_others() -> None:
    first, second = items(HERE / "feed.json")
    assert first.data.decode() == f"{FIRST}\n{SECOND}"
    assert (second.declared["doc_id"], second.declared["author"], second.declared["outlet"]) == ("2", "Ada Moor", "The Example")


def test_a_feed_in_another_encoding_is_read(tmp_path: Path) -> None:
    text = (HERE / "feed.rss").read_text(encoding="utf-8").replace("The Example", "Der Übersetzer").replace("utf-8", "iso-8859-1")
    assert items(written(tmp_path, "feed.rss", text.encode("latin-1")))[0].declared["outlet"] == "Der Übersetzer"


def test_a_list_names_its_feeds_and_is_no_source_itself(tmp_path: Path) -> None:
    assert addresses(HERE / "list.opml") == (
        FeedAddress(url="https://news.example/feed.rss", title="The Example"),
        FeedAddress(url="https://other.example/atom", title="The Other"),
    )
    (refusal,) = refusals(HERE / "list.opml")
    assert refusal.code == "list-of-feeds"
    assert "sayso watch" in refusal.detail
    with pytest.raises(UserError, match="names no feed"):
        addresses(written(tmp_path, "empty.opml", "<opml><body/></opml>"))
    with pytest.raises(UserError, match="cannot be read"):
        addresses(tmp_path / "nowhere.opml")


# PDF ---------------------------------------------------------------------------------------------------------------------------------------------


def test_columns_are_read_one_after_the_other_with_words_and_ligatures_whole() -> None:
    (item,) = items(HERE / "columns.pdf")
    text = item.data.decode()
    assert "The first officer was not on the bridge." in text
    assert "the latest of three such accidents, and the fish market stayed shut." in text
    assert "on Tuesday, a spokeswoman" in text
    assert "and its chief executive did not answer" in text
    assert not any(line.strip().isdigit() for line in text.split("\n"))


def test_a_pdf_of_one_column_is_read_line_by_line(tmp_path: Path) -> None:
    lines = [
        "The ministry said on Tuesday that the ship had sunk in the strait",
        "and that nobody was hurt. It is well-known that a well-",
        "known owner was silent.",
        "",
        "A second paragraph stands apart.",
    ]
    content = b"".join(show(72, 700 - 14 * number, line) for number, line in enumerate(lines) if line)
    (item,) = items(written(tmp_path, "one.pdf", pdf([content])))
    assert item.data.decode().split("\n") == [
        "The ministry said on Tuesday that the ship had sunk in the strait and that nobody was hurt. It is well-known that a well-known owner was silent.",
        "A second paragraph stands apart.",
    ]


def test_heads_and_feet_of_pages_are_left_out(tmp_path: Path) -> None:
    words = ["one", "two", "three", "four"]
    contents = [
        show(72, 740, "THE EXAMPLE WEEKLY") + show(72, 700, f"The harbour counted {word} ships on that day.") + show(72, 40, f"Page {n} of 4") for n, word in enumerate(words, 1)
    ]
    (item,) = items(written(tmp_path, "four.pdf", pdf(contents)))
    assert item.data.decode() == "\n".join(f"The harbour counted {word} ships on that day." for word in words)


def test_a_pdf_of_pictures_says_so(tmp_path: Path) -> None:
    (refusal,) = refusals(written(tmp_path, "scan.pdf", pdf([b""])))
    assert (refusal.code, "text recogniser" in refusal.detail) == ("no-text", True)


def test_the_name_of_a_file_is_no_title_and_the_day_of_making_no_publication(tmp_path: Path) -> None:
    info = b"<< /Title (Microsoft Word - draft.doc) /Author (Ada Moor) /CreationDate (D:20250304090000Z) >>"
    data = pdf([show(72, 700, FIRST[:60])], extra=[info], trailer=b"/Info 6 0 R")
    (item,) = items(written(tmp_path, "titled.pdf", data))
    assert item.declared == {"author": "Ada Moor", "created": "2025-03-04"}


def test_what_hangs_is_ended_and_the_next_is_read() -> None:
    child = Child(ReadLimits(seconds=0.01))
    data = pdf([b"".join(show(72, 700 - n, "word " * 10) for n in range(600))] * 9)
    with pytest.raises(Exception, match=r"within 0\.01 seconds"):
        child.take_apart("pdf", data)
    child.close()
    patient = Child(ReadLimits())
    assert patient.take_apart("pdf", pdf([show(72, 700, FIRST[:60])]))[0]["text"] == FIRST[:60]
    patient.close()


# Letters and tables ------------------------------------------------------------------------------------------------------------------------------


def test_a_letter_gives_its_text_and_its_headers() -> None:
    (item,) = items(HERE / "letter.eml")
    assert item.data.decode() == f"{FIRST}\n\n{SECOND}"
    assert item.declared == {
        "doc_id": "<ferries-1@news.example>",
        "outlet": "The Example",
        "author": "Ada Moor",
        "published": "2025-03-04",
        "title": "Two ferries collide – and what the harbour says",
    }


def test_a_letter_that_is_only_html_gives_what_is_seen_of_it(tmp_path: Path) -> None:
    head = "From: news@news.example\nDate: Tue, 04 Mar 2025 09:00:00 +0100\nSubject: x\nContent-Type: text/html; charset=windows-1252\n\n"
    body = f'<html><style>p {{}}</style><span style="display: none">Preview</span><table><tr><td>{FIRST}</td></tr><tr><td>Malmö</td></tr></table></html>'
    (item,) = items(written(tmp_path, "letter.eml", (head + body).encode("cp1252")))
    assert item.data.decode() == f"{FIRST}\nMalmö"
    assert item.declared["outlet"] == "news.example"


def test_a_record_of_a_table_is_a_report_with_its_facts() -> None:
    for name in ("articles.csv", "articles.tsv"):
        first, second = items(HERE / name)
        assert first.data.decode() == f"{FIRST}\n{SECOND}"
        assert first.declared["published"] == "2025-03-04"
        assert (second.data.decode(), second.location[-6:]) == (THIRD + ' He said "no, never".', "line 4")


def test_other_names_of_columns_and_semicolons_are_known(tmp_path: Path) -> None:
    (item,) = items(written(tmp_path, "export.csv", f'Headline;Source;Date;Body\nTwo ferries;The Example;2025-03-04;"{SECOND}"\n'))
    assert (item.data.decode(), dict(item.declared)) == (SECOND, {"title": "Two ferries", "outlet": "The Example", "published": "2025-03-04"})


def test_a_table_in_an_old_encoding_keeps_the_bytes_of_its_texts(tmp_path: Path) -> None:
    path = written(tmp_path, "old.csv", f"outlet,text\nMalmö Post,{SECOND.replace(',', ' ')} Malmö\n".encode("cp1252"))
    (item,) = items(path)
    assert item.data.endswith("Malmö".encode("cp1252"))
    assert item.declared["outlet"] == "Malmö Post"


# Web archives ------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_an_archive_gives_its_pages_whatever_their_coding(name: str) -> None:
    found = items(HERE / name)
    assert [item.declared["url"].rpartition("/")[2] for item in found] == ["ferries", "strait", "harbour"]
    assert all(item.data.startswith(b"<!DOCTYPE html>") and item.data.endswith(b"</html>\n") for item in found)
    assert {item.declared["fetched"] for item in found} == {"2025-03-05"}
    assert not any("published" in item.declared for item in found)


def test_the_older_format_gives_its_pages_too() -> None:
    first, second = items(HERE / "crawl.arc")
    assert first.data == page().encode()
    assert second.declared == {"url": "https://news.example/strait", "fetched": "2025-03-05", "charset": "utf-8"}


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz", "crawl.arc", "one.warc.gz"])
def test_reading_goes_on_from_the_place_of_any_record(name: str, tmp_path: Path) -> None:
    path = HERE / name if name != "one.warc.gz" else written(tmp_path, name, gzip.compress(b"".join(records())))
    reader = WarcFile()
    whole = list(reader.read(path, "here"))
    assert len(whole) >= 2
    for number, item in enumerate(whole):
        place = place_of(item.location)
        assert place is not None
        assert list(reader.read_from(path, "here", place)) == whole[number:]


def test_a_cut_archive_gives_what_is_whole_and_names_the_place() -> None:
    path = HERE / "cut.warc.gz"
    assert len(items(path)) == 3
    (refusal,) = refusals(path)
    assert refusal.code == "damaged"
    assert "the rest is not read" in refusal.detail


def test_a_damaged_member_costs_itself_alone(tmp_path: Path) -> None:
    members = [packed([record]) for record in records()]
    at = len(members[3]) // 2
    members[3] = members[3][:at] + bytes(20) + members[3][at + 20 :]
    path = written(tmp_path, "crawl.warc.gz", b"".join(members))
    assert [item.declared["url"].rpartition("/")[2] for item in items(path)] == ["ferries", "harbour"]
    assert [item.code for item in refusals(path)] == ["damaged"]


def test_a_wrong_length_in_a_plain_archive_costs_its_record_alone(tmp_path: Path) -> None:
    block = http(page().encode())
    data = warc(block, length=len(block) + 50) + b"".join(records()[3:5])
    path = written(tmp_path, "crawl.warc", data)
    assert [item.declared["url"].rpartition("/")[2] for item in items(path)] == ["strait", "harbour"]
    assert [item.code for item in refusals(path)] == ["bad-record", "damaged"]


def test_a_page_that_names_no_kind_is_known_by_its_bytes(tmp_path: Path) -> None:
    block = b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n" + page().encode()
    assert len(items(written(tmp_path, "crawl.warc", warc(block)))) == 1


# Names -------------------------------------------------------------------------------------------------------------------------------------------


def test_patterns_and_folders_find_their_files_once(tmp_path: Path) -> None:
    (tmp_path / "news" / "deep").mkdir(parents=True)
    for name in ("a.html", "b.html", "c.txt", "deep/d.html", ".hidden.html"):
        written(tmp_path / "news", name, page())
    names = [Path(location).name for _, location in SOURCES.files([str(tmp_path / "news" / "*.html")])]
    assert names == ["a.html", "b.html"]
    assert [Path(location).name for _, location in SOURCES.files([str(tmp_path / "news" / "**" / "*.html")])] == ["a.html", "b.html", "d.html"]
    assert [Path(location).name for _, location in SOURCES.files([str(tmp_path / "news")])] == ["a.html", "b.html", "c.txt", "d.html"]
    with pytest.raises(UserError, match="no file fits the pattern"):
        SOURCES.files([str(tmp_path / "*.pdf")])


def test_a_file_whose_name_looks_like_a_pattern_is_read_by_name(tmp_path: Path) -> None:
    path = written(tmp_path, "report [1].txt", FIRST)
    assert items(path)[0].data.decode() == FIRST


@pytest.mark.parametrize("data", [table(",").encode(), gzip.compress(table(",").encode())], ids=["plain", "gzipped"])
def test_standard_input_is_known_by_its_bytes(data: bytes) -> None:
    source = SourceReader(list(READERS.values()), io.BytesIO(data), ReadLimits())
    ((path, location),) = source.files(["-"])
    found = list(source.items(path, location))
    assert [item.location for item in found] == ["standard input, line 2", "standard input, line 4"]
