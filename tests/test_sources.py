"""Bad input: named, refused, recorded; the rest is still read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import sayso
from sayso.documents.article import ArticleWorker
from sayso.model.errors import ItemError
from sayso.sources.html_file import HtmlFile
from sayso.sources.jsonl_file import JsonlFile
from sayso.sources.text_file import TextFile
from tests.conftest import Run

GOOD = "The navy said on Monday that two ferries had collided."
PAGE = """<!DOCTYPE html><html><head><title>Two ferries | The Example</title><meta charset="utf-8">
<meta property="article:published_time" content="2025-03-04T09:00:00Z"><meta property="og:site_name" content="The Example"></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Two ferries collide</h1>
<p>The navy said on Monday that two ferries had collided off the cape, and that both had reached the port under their own power by nightfall.</p>
<p>Nobody was hurt, according to the coast guard, which closed the strait for six hours and sent two tugs to the place of the accident.</p>
<p>“We saw lights and then nothing,” said Jonas Vild, a fisherman from the island, who had been mending his nets on the pier since noon.</p>
</article><footer>Related: ten islands you must see. The minister said hello.</footer></body></html>"""

BAD = [
    ("empty.txt", b"", "there is nothing in it"),
    ("blank.txt", b" \n\t\n ", "there is nothing in it"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not a text: a NUL byte stands at offset 8"),
    ("nul.txt", b"The navy said\x00 that it was so.", "not a text: a NUL byte stands at offset 13"),
    ("control.txt", bytes(range(1, 9)) * 50, "not a text"),
    ("half.txt", b"\xff\xfeT\x00h\x00e", "its byte order mark says utf-16"),
    ("nothing.html", b"<html><head><title>x</title></head><body><nav>Home</nav></body></html>", "no article text found in the page"),
    ("cut.html", b"<html><body><div><p", "no article text found in the page"),
    ("list.jsonl", b'["no", "object"]\n', "not an object"),
    ("number.jsonl", b'{"text": 3}\n', "the record has no field 'text' that holds a string"),
    ("outlet.jsonl", b'{"text": "The navy said so.", "outlet": 7}\n', "the field 'outlet' holds no string"),
]


@pytest.mark.parametrize(("name", "data", "message"), BAD, ids=[name for name, _, _ in BAD])
def test_what_cannot_be_read_is_refused_with_its_reason(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(data)
    ledger = sayso.open(tmp_path / "x.db")
    summary = ledger.read(tmp_path / name)
    assert (summary.new, summary.refused) == (0, 1)
    (refusal,) = ledger.refusals()
    assert message in refusal.detail
    assert name in refusal.location
    assert ledger.verify().faults == ()


def test_one_bad_file_among_twenty(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(19):
        (folder / f"{number:02}.txt").write_text(f"{GOOD} It was number {number}.", encoding="utf-8")
    (folder / "07-bad.txt").write_bytes(b"\x00\x01\x02")
    done = run("read", "reports")
    assert done.returncode == 0
    assert "20 documents: 19 new, 0 already known, 1 refused" in done.stdout
    assert "07-bad.txt" in done.stderr
    assert "07-bad.txt: not a text" in run("documents", "--refused").stdout


def test_nothing_but_bad_files_ends_with_an_exit_code(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    assert run("read", "empty.txt").returncode == 1


def test_a_bad_line_is_named_by_its_number_and_the_others_are_read(tmp_path: Path) -> None:
    data = tmp_path / "reports.jsonl"
    data.write_text(json.dumps({"text": GOOD}) + "\n{broken\n\n" + json.dumps({"text": GOOD + " Twice."}) + "\n", encoding="utf-8")
    ledger = sayso.open(tmp_path / "x.db")
    summary = ledger.read(data)
    assert (summary.new, summary.refused) == (2, 1)
    assert ledger.refusals()[0].location == f"{data}, line 2"
    assert "not valid JSON" in ledger.refusals()[0].detail


def test_a_line_of_fifty_megabytes_is_refused_and_the_next_file_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"word " * 10_000_000)
    (tmp_path / "b.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "c.jsonl").write_bytes(b'{"text": "' + b"word " * 600_000 + b'"}\n' + json.dumps({"text": GOOD + " Again."}).encode())
    ledger = sayso.open(tmp_path / "x.db")
    summary = ledger.read(tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "c.jsonl")
    assert (summary.new, summary.refused) == (2, 2)
    assert {refusal.code for refusal in ledger.refusals()} == {"too-large", "too-long"}


@pytest.mark.parametrize(("encoding", "name"), [("utf-16", "utf-16"), ("utf-8-sig", "utf-8-sig"), ("cp1252", "cp125"), ("utf-8", "utf-8")])
def test_encodings_are_found_and_said(tmp_path: Path, encoding: str, name: str) -> None:
    text = "Premiér Zeman said on Monday that “two ferries” had collided near Malmö, and that the café was shut. " * 6
    (tmp_path / "report.txt").write_bytes(text.replace("ř", "r").encode(encoding))
    ledger = sayso.open(tmp_path / "x.db")
    ledger.read(tmp_path / "report.txt")
    (document,) = ledger.documents()
    assert str(document.facts["encoding"]["value"]).startswith(name)
    assert "Malmö" in ledger.text(document.id)


def test_a_page_gives_its_article_and_what_is_known_of_it(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    ledger = sayso.open(tmp_path / "x.db")
    ledger.read(tmp_path / "page.html")
    (document,) = ledger.documents()
    assert document.published == "2025-03-04"
    assert document.facts["published"] == {"value": "2025-03-04", "confidence": 0.95, "origin": "meta article:published_time"}
    assert document.outlet == "The Example"
    assert "Home" not in ledger.text(document.id)
    assert {claim.speaker.name or claim.speaker.organisation for claim in ledger.claims()} == {"navy", "coast guard", "Jonas Vild"}


def test_a_page_that_takes_too_long_costs_its_own_refusal_only() -> None:
    worker = ArticleWorker(seconds=1e-6)
    with pytest.raises(ItemError, match="no article found in it within"):
        worker.extract(PAGE, None)
    worker.seconds = 20
    assert "two ferries had collided" in worker.extract(PAGE, None).text
    worker.close()


def test_what_a_user_says_of_a_page_wins_over_the_page(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    ledger = sayso.open(tmp_path / "x.db")
    ledger.read(tmp_path / "page.html", outlet="The Other", published="2025-03-05")
    (document,) = ledger.documents()
    assert (document.outlet, document.published) == ("The Other", "2025-03-05")


def test_a_page_cut_off_in_the_middle_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE[: PAGE.index("who had been mending")], encoding="utf-8")
    ledger = sayso.open(tmp_path / "x.db")
    assert ledger.read(tmp_path / "page.html").new == 1
    assert ledger.claims("ferries")


def test_a_page_without_a_sure_date_says_how_sure_it_is(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE.replace('<meta property="article:published_time" content="2025-03-04T09:00:00Z">', ""), encoding="utf-8")
    ledger = sayso.open(tmp_path / "x.db")
    ledger.read(tmp_path / "page.html")
    (document,) = ledger.documents()
    assert document.published is None or float(document.facts["published"]["confidence"]) <= 0.5


def test_a_bad_date_leaves_the_day_open_and_is_recorded(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text(json.dumps({"text": GOOD, "published": "31 February"}) + "\n", encoding="utf-8")
    ledger = sayso.open(tmp_path / "x.db")
    assert ledger.read(tmp_path / "r.jsonl").new == 1
    assert ledger.documents()[0].published is None
    assert ledger.refusals()[0].code == "bad-date"


@pytest.mark.parametrize(
    ("reader", "data", "kind"),
    [
        (TextFile(), GOOD.encode(), "text/plain"),
        (HtmlFile(), PAGE.encode(), "text/html"),
        (JsonlFile(), json.dumps({"text": GOOD, "outlet": "The Example"}).encode() + b"\n", "text/plain"),
    ],
    ids=["text", "html", "jsonl"],
)
def test_every_reader_knows_its_own_sample_and_yields_items(tmp_path: Path, reader: TextFile | HtmlFile | JsonlFile, data: bytes, kind: str) -> None:
    path = tmp_path / f"sample{reader.suffixes[0]}"
    path.write_bytes(data)
    assert reader.sniff(data[:4096])
    (item,) = reader.read(path, "here")
    assert not hasattr(item, "code")
    assert item.media_type == kind  # type: ignore[union-attr]
    assert reader.name
    assert reader.version


NOTE = """---
title: "Two ferries collide: what is known"
source: https://harbourpost.example/ferries
publisher: "[[Harbour Post]]"
author:
  - Ana Pires
published: 2025-03-04
created: 2026-01-09
tags: [clippings]
---
The navy said on Monday that two ferries had collided.
"""


def test_a_note_tells_of_its_report_at_its_head(tmp_path: Path) -> None:
    """The block of facts of a clipped note is no text; what the user states wins over it."""
    (tmp_path / "note.md").write_text(NOTE, encoding="utf-8")
    ledger = sayso.open(tmp_path / "x.db")
    ledger.read(tmp_path / "note.md", outlet="The Example")
    (document,) = ledger.documents()
    assert (document.title, document.outlet, document.url) == ("Two ferries collide: what is known", "The Example", "https://harbourpost.example/ferries")
    assert document.published == "2025-03-04"
    (claim,) = ledger.claims()
    assert claim.content[0].words == "two ferries had collided"
    assert ledger.verify().faults == ()


@pytest.mark.parametrize("head", ["---\n- a list\n- of points\n---\n", "---\ntitle: [unclosed\n---\n", "---\n\n", "--- \nNo second line of dashes follows.\n"])
def test_dashes_alone_are_no_facts(tmp_path: Path, head: str) -> None:
    (tmp_path / "note.md").write_text(head + GOOD, encoding="utf-8")
    ledger = sayso.open(tmp_path / "x.db")
    ledger.read(tmp_path / "note.md")
    assert [document.title for document in ledger.documents()] == [None]
    assert [claim.content[0].words for claim in ledger.claims()] == ["two ferries had collided"]
