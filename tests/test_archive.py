"""The archive: what is kept comes back, other tools can read it, and neither a kill nor a careless hand goes unnoticed."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from sayso.model.errors import LedgerError, LedgerUnavailable, NotFound
from sayso.sources.archive import Archive
from sayso.sources.web.answers import Fetched, Hop
from tests.conftest import ROOT

AT = dt.datetime(2026, 3, 1, 12, 0, tzinfo=dt.UTC)
PAGE = b"<html><p>The ferry to Velmora sank, a coast guard officer said.</p></html>"


def answer(body: bytes = PAGE, url: str = "https://news.example/a?id=1", **facts: object) -> Fetched:
    given: dict[str, object] = {
        "url": url,
        "final_url": url,
        "status": 200,
        "reason": "OK",
        "headers": (("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("Content-Length", "33"), ("ETag", '"a"')),
        "body": body,
        "at": AT,
        "media_type": "text/html",
        "address": "93.184.215.14",
        "asked": (("Host", "news.example"), ("User-Agent", "sayso/0.1")),
    }
    return Fetched(**(given | facts))  # type: ignore[arg-type]


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def warcs(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.warc.gz"))


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    with Archive(tmp_path / "a") as archive:
        digest = archive.add(answer())
        kept = archive.get(digest)
    assert digest == sha(PAGE)
    assert (kept.data, kept.url, kept.at, kept.media_type, kept.status) == (PAGE, "https://news.example/a?id=1", "2026-03-01T12:00:00.000000Z", "text/html", "200 OK")
    assert ("ETag", '"a"') in kept.headers


def test_other_tools_read_it_and_agree_on_the_digests(tmp_path: Path) -> None:
    hop = Hop(url="http://news.example/", status=301, reason="Moved Permanently", headers=(("Location", "https://news.example/a?id=1"),))
    with Archive(tmp_path) as archive:
        archive.add(answer(hops=(hop,)))
    with warcs(tmp_path)[0].open("rb") as file:
        rows = []
        for record in ArchiveIterator(file, check_digests="raise"):
            rows.append((record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read()))
            if record.rec_type == "response" and rows[-1][2]:
                assert record.rec_headers.get_header("WARC-Payload-Digest") == f"sha256:{sha(PAGE)}"
                assert record.rec_headers.get_header("WARC-IP-Address") == "93.184.215.14"
                assert record.http_headers.get_header("X-Archive-Orig-Content-Encoding") == "gzip"
                assert record.http_headers.get_header("Content-Length") == str(len(PAGE))
    assert [row[:2] for row in rows[1:]] == [("response", "http://news.example/"), ("response", "https://news.example/a?id=1"), ("request", "https://news.example/a?id=1")]
    assert rows[2][2] == PAGE


def test_every_record_is_a_gzip_member_of_its_own(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.add(answer())
    data = warcs(tmp_path)[0].read_bytes()
    assert gzip.decompress(data).count(b"WARC/1.1\r\n") == 3
    assert data.count(b"\x1f\x8b\x08") == 3


def test_the_same_bytes_are_stored_once(tmp_path: Path) -> None:
    body = random.Random(1).randbytes(100_000)
    with Archive(tmp_path) as archive:
        archive.add(answer(body))
        before = warcs(tmp_path)[0].stat().st_size
        archive.add(answer(body, url="https://mirror.example/a"))
        assert warcs(tmp_path)[0].stat().st_size - before < 2_000
        assert archive.get(sha(body)).url == "https://news.example/a?id=1"
        report = archive.verify()
    assert (report.records, report.payloads, report.faults) == (5, 1, ())
    with warcs(tmp_path)[0].open("rb") as file:
        revisit = next(record.rec_headers for record in ArchiveIterator(file) if record.rec_type == "revisit")
    assert revisit.get_header("WARC-Refers-To-Target-URI") == "https://news.example/a?id=1"


def test_files_that_no_server_sent_are_kept_once(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        assert archive.put("news/März 1.txt", "text/plain", b"Words", AT) == archive.put("elsewhere.txt", "text/plain", b"Words", AT)
        kept = archive.get(sha(b"Words"))
        assert (kept.data, kept.url, kept.media_type) == (b"Words", "urn:x-sayso:news/M%C3%A4rz%201.txt", "text/plain")
        assert archive.verify().payloads == 1


def test_the_same_answers_give_the_same_file(tmp_path: Path) -> None:
    for name in ("a", "b"):
        with Archive(tmp_path / name) as archive:
            archive.add(answer())
            archive.add(answer(b"other"))
    assert warcs(tmp_path / "a")[0].read_bytes() == warcs(tmp_path / "b")[0].read_bytes()


def test_records_of_all_sizes_are_verified(tmp_path: Path) -> None:
    chance = random.Random(4)
    bodies = [chance.randbytes(size) for size in (0, 1, 100_000, 262_000, 262_144, 300_000, 900_000, 10)]
    with Archive(tmp_path) as archive:
        for number, body in enumerate(bodies):
            archive.add(answer(body, url=f"https://news.example/{number}"))
        report = archive.verify()
        assert (report.payloads, report.faults) == (len(bodies), ())
        assert all(archive.get(sha(body)).data == body for body in bodies)
    (tmp_path / "index.sqlite").unlink()
    with Archive(tmp_path) as archive:
        assert all(archive.get(sha(body)).data == body for body in bodies)
        assert archive.notes == []


@settings(max_examples=30, deadline=None)
@given(
    headers=st.lists(st.tuples(st.from_regex(r"[A-Za-z-]{1,12}", fullmatch=True), st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f")))),
    body=st.binary(max_size=500),
    location=st.text(max_size=30),
)
def test_whatever_a_server_sends_is_kept(tmp_path_factory: pytest.TempPathFactory, headers: list[tuple[str, str]], body: bytes, location: str) -> None:
    with Archive(tmp_path_factory.mktemp("any")) as archive:
        assert archive.get(archive.add(answer(body, headers=tuple(headers)))).data == body
        archive.add(answer(body, headers=tuple(headers), url="https://mirror.example/"))
        assert archive.get(archive.put(location, "text/plain", body + b"!", AT)).data == body + b"!"
        assert archive.verify().faults == ()


def test_what_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        assert sha(PAGE) not in archive
        with pytest.raises(NotFound, match="holds no bytes"):
            archive.get(sha(PAGE))


def test_the_index_is_made_again(tmp_path: Path) -> None:
    with Archive(tmp_path, largest=500) as archive:
        for number in range(5):
            archive.add(answer(b"page %d" % number))
    assert len(warcs(tmp_path)) > 1
    for spoil in (lambda path: path.unlink(), lambda path: path.write_bytes(b"no database" * 1000)):
        spoil(tmp_path / "index.sqlite")
        with Archive(tmp_path, largest=500) as archive:
            assert all(archive.get(sha(b"page %d" % number)).data == b"page %d" % number for number in range(5))
            assert archive.verify().faults == ()


@settings(max_examples=40, deadline=None)
@given(cut=st.integers(min_value=1, max_value=10_000), zeros=st.booleans())
def test_a_torn_end_is_cut_and_said(tmp_path_factory: pytest.TempPathFactory, cut: int, zeros: bool) -> None:
    folder = tmp_path_factory.mktemp("torn")
    with Archive(folder) as archive:
        archive.add(answer())
        whole = warcs(folder)[0].stat().st_size
        archive.add(answer(random.Random(2).randbytes(3000), url="https://news.example/b"))
    (folder / "index.sqlite").unlink()
    size = warcs(folder)[0].stat().st_size
    keep = max(whole, size - cut)
    os.truncate(warcs(folder)[0], keep)
    if zeros:
        os.truncate(warcs(folder)[0], keep + 4096)
    with Archive(folder) as archive:
        assert archive.get(sha(PAGE)).data == PAGE
        assert bool(archive.notes) == (warcs(folder)[0].stat().st_size < keep + 4096 * zeros)
        archive.add(answer(b"after", url="https://news.example/c"))
        assert archive.get(sha(b"after")).data == b"after"
        assert archive.verify().faults == ()
    assert gzip.decompress(warcs(folder)[0].read_bytes())


@pytest.mark.parametrize("where", ["payload", "header", "missing file"])
def test_a_change_by_hand_is_found(tmp_path: Path, where: str) -> None:
    with Archive(tmp_path) as archive:
        archive.add(answer())
        path = warcs(tmp_path)[0]
        text = gzip.decompress(path.read_bytes())
        changed = {"payload": text.replace(b"coast guard", b"coast_guard"), "header": text.replace(b"text/html\r\nX-", b"text/htmx\r\nX-"), "missing file": b""}[where]
        assert changed != text
        if where == "missing file":
            path.unlink()
        else:
            path.write_bytes(gzip.compress(changed))
        faults = archive.verify().faults
    assert faults


def test_damage_inside_is_never_taken_for_a_torn_end(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.add(answer())
        archive.add(answer(b"second"))
    path = warcs(tmp_path)[0]
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)
    (tmp_path / "index.sqlite").unlink()
    with pytest.raises(LedgerError, match="sayso verify"):
        Archive(tmp_path)
    assert path.stat().st_size == len(data)


def test_bytes_that_changed_are_not_given_out(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.add(answer())
        path = warcs(tmp_path)[0]
        data = bytearray(path.read_bytes())
        for place in range(len(data) // 2, len(data) // 2 + 40):
            data[place] ^= 0xFF
        path.write_bytes(data)
        with pytest.raises(LedgerError):
            archive.get(sha(PAGE))


def test_a_folder_that_cannot_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(LedgerUnavailable, match="--archive"):
        Archive(tmp_path / "file")


WRITER = """
import datetime as dt, itertools, sys, pathlib
from sayso.sources.archive import Archive
archive = Archive(pathlib.Path(sys.argv[1]))
for number in itertools.count():
    body = (sys.argv[2] + str(number)).encode() * 4000
    print(archive.put(f"{sys.argv[2]}/{number}", "text/plain", body, dt.datetime(2026, 3, 1, tzinfo=dt.UTC)), flush=True)
"""


def test_two_writers_that_are_killed_leave_all_that_they_reported(tmp_path: Path) -> None:
    """Each digest is printed after ``put`` returned; whatever was printed must be there afterwards."""
    reported: list[str] = []
    chance = random.Random(3)
    for turn in range(3):
        writers = [subprocess.Popen([sys.executable, "-c", WRITER, tmp_path, f"{turn}{name}"], stdout=subprocess.PIPE, cwd=ROOT) for name in "ab"]
        for writer in writers:
            assert writer.stdout
            reported.append(writer.stdout.readline().decode().strip())
        time.sleep(chance.uniform(0.05, 0.3))
        for writer in writers:
            writer.send_signal(signal.SIGKILL)
            rest, _ = writer.communicate()
            reported += [line for line in rest.decode().splitlines(keepends=True) if line.endswith("\n")]
    with Archive(tmp_path) as archive:
        assert len(reported) > 6
        assert [digest for digest in reported if digest.strip() not in archive] == []
        assert archive.verify().faults == ()
