"""``sayso board`` and ``sayso token`` as a user runs them, and the one file that a story is written into, opened from the disk in a browser."""

from __future__ import annotations

import json
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, sync_playwright

import sayso
from sayso.model.board import PropositionFilter
from tests.conftest import EXAMPLES, Run

REPORT = "The harbour master said on Monday that two ships had left the port of Kerch. The navy denied it."


@pytest.fixture
def small(tmp_path: Path) -> Path:
    (tmp_path / "one.txt").write_text(REPORT, encoding="utf-8")
    sayso.open(tmp_path / "small.db", extractor="rules").read(tmp_path / "one.txt", published="2024-10-22", outlet="Kerch Post")
    return tmp_path / "small.db"


def test_the_board_says_where_it_is_serves_and_stops_without_a_word(small: Path) -> None:
    command = [sys.executable, "-m", "sayso", "board", "--ledger", str(small), "--port", "0", "--no-open", "--user", "Ann"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout
        assert running.stderr
        first = running.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/", first)
        assert address, first
        assert "Kerch" in httpx.get(address[0]).text
        assert "Ann" in httpx.get(address[0]).text
        running.send_signal(signal.SIGINT)
        assert running.wait(20) == 0
        assert running.stderr.read() == ""


def test_a_port_that_is_taken_is_named_with_another(run: Run, small: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = run("board", "--ledger", small, "--port", port, "--no-open")
    assert done.returncode == 2
    assert f"port {port} is taken" in done.stderr
    assert f"--port {port + 1}" in done.stderr


@pytest.mark.parametrize("options", [("--host", "0.0.0.0"), ("--require-token",)])
def test_others_are_let_in_by_a_token_alone(run: Run, small: Path, options: tuple[str, ...]) -> None:
    done = run("board", "--ledger", small, "--port", "0", "--no-open", *options)
    assert done.returncode == 2
    assert "sayso token make" in done.stderr


def test_a_ledger_that_is_not_there_and_an_address_of_elsewhere_are_named(run: Run, small: Path) -> None:
    assert "there is no ledger at none.db" in run("board", "--ledger", "none.db", "--no-open").stderr
    done = run("board", "--ledger", small, "--host", "no such host", "--no-open")
    assert done.returncode == 2
    assert "no such host is no address to listen on" in done.stderr
    assert "go with --static" in run("board", "--ledger", small, "--force").stderr


def test_tokens_are_made_once_listed_and_revoked(run: Run, small: Path) -> None:
    made = run("token", "make", "--name", "Desk two", "--scope", "review", "--by", "Ann", "--ledger", small)
    secret = made.stdout.strip()
    assert made.returncode == 0
    assert secret.startswith("sayso_")
    token = sayso.open(small).tokens.check(secret)
    assert token
    assert (token.name, token.scope, token.made_by) == ("Desk two", "review", "Ann")
    listed = run("token", "list", "--ledger", small)
    assert "Desk two" in listed.stdout
    assert secret not in listed.stdout + made.stderr
    assert run("token", "revoke", "Desk two", "--ledger", small).returncode == 0
    assert sayso.open(small).tokens.check(secret) is None
    assert json.loads(run("token", "list", "--json", "--ledger", small).stdout)[0]["revoked_at"]
    for wrong in (("make", "--name", "x", "--scope", "all"), ("make", "--name", "x", "--expires", "2020-01-01"), ("revoke", "nobody")):
        refused = run("token", *wrong, "--ledger", small)
        assert refused.returncode == 2
        assert "Traceback" not in refused.stderr


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[sayso.Ledger, Path]:
    folder = tmp_path_factory.mktemp("static")
    ledger = sayso.open(folder / "v.db", extractor="rules")
    ledger.read(EXAMPLES / "V.jsonl")
    command = [sys.executable, "-m", "sayso", "board", "--ledger", str(folder / "v.db"), "--static", str(folder / "story.html")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return ledger, folder / "story.html"


def test_a_file_of_another_is_not_overwritten_unasked(written: tuple[sayso.Ledger, Path], run: Run, tmp_path: Path) -> None:
    ledger, file = written
    book, mine = ledger.settings.ledger, tmp_path / "notes.html"
    mine.write_text("<p>my notes</p>", encoding="utf-8")
    done = run("board", "--ledger", book, "--static", mine)
    assert done.returncode == 2
    assert "was not written by Sayso" in done.stderr
    assert mine.read_text(encoding="utf-8") == "<p>my notes</p>"
    before = file.read_bytes()
    assert run("board", "--ledger", book, "--static", mine, "--force").returncode == 0
    assert run("board", "--ledger", book, "--static", file).returncode == 0
    assert mine.read_bytes() == file.read_bytes() == before
    assert run("board", "--ledger", book, "--static", tmp_path / "none" / "x.html").returncode == 2
    assert run("board", "--ledger", book, "--static", mine, "--story", "S-ffff").returncode == 2


def test_a_story_for_a_file_is_chosen_by_words_and_said(run: Run, tmp_path: Path) -> None:
    book = tmp_path / "several.db"
    ledger = sayso.open(book, extractor="rules")
    reports = (
        ("2024-10-22", "Kerch Post", REPORT),
        ("2024-11-02", "Lenn Post", "Mayor Ana Kolb said on Friday that the bridge at Lenn would close for repairs in March."),
        ("2024-12-05", "Oster Bladet", "The harbour office said on Thursday that two ferries had run aground at Oster."),
    )
    for number, (day, outlet, text) in enumerate(reports):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
        ledger.read(tmp_path / f"{number}.txt", published=day, outlet=outlet)

    def written_by(*options: str) -> tuple[int, str]:
        done = run("board", "--ledger", book, "--static", tmp_path / "out.html", *options)
        return done.returncode, done.stdout + done.stderr

    code, said = written_by()
    assert code == 0
    assert "ferries" in said, "the one last told of"
    assert "the one last told of; for one of the 2 others add --story WORDS" in said
    code, said = written_by("--story", "bridge lenn")
    assert code == 0
    assert "“The bridge at Lenn" in said
    assert "last told of" not in said
    assert "The bridge at Lenn" in (tmp_path / "out.html").read_text(encoding="utf-8")
    code, said = written_by("--story", "two")
    assert code == 2
    assert "2 stories fit 'two'" in said
    assert len(re.findall(r"S-[0-9a-f]{16}  .*(?:ferries|ships)", said)) == 2
    chosen = re.search(r"S-[0-9a-f]{16}", said)
    assert chosen
    assert written_by("--story", chosen[0][:10])[0] == 0
    code, said = written_by("--story", "volcano")
    assert code == 2
    assert "no story tells of 'volcano'" in said


def test_the_file_explains_its_words(written: tuple[sayso.Ledger, Path], page: Page) -> None:
    page.goto(written[1].as_uri())
    page.get_by_role("link", name="What the words mean").click()
    assert page.locator('[id="guide"]').is_visible()
    assert "however many outlets carry it" in page.locator('[id="guide"]').inner_text()


def test_by_the_name_of_a_proxy_others_come_so_a_token_is_needed(run: Run, small: Path) -> None:
    for option in (("--name", "board.example"), ("--public-url", "https://board.example"), ("--proxy", "127.0.0.1")):
        done = run("board", "--ledger", small, "--port", "0", "--no-open", *option)
        assert done.returncode == 2, option
        assert "sayso token make" in done.stderr
    assert "is no address to be reached under" in run("board", "--ledger", small, "--public-url", "board.example").stderr


def test_the_file_names_nothing_outside_itself_and_every_link_in_it_arrives(written: tuple[sayso.Ledger, Path]) -> None:
    text = written[1].read_text(encoding="utf-8")
    body = text.partition("<main")[2].partition("</main>")[0]
    assert not re.search(r"<script(?! type=\"application/json\")|<form|<link|@import|\ssrc=|\son\w+=|hx-", body)
    ids = re.findall(r'\sid="([^"]+)"', body)
    assert len(ids) == len(set(ids))
    targets = {link.removeprefix("#") for link in re.findall(r'\shref="(#[^"]*)"', body)}
    assert targets <= set(ids)
    assert not re.findall(r'\shref="(?!#|https?:)', body)
    for name in re.findall(r'aria-labelledby="([^"]+)"', body):
        assert set(name.split()) <= set(ids)


def test_the_data_within_are_those_of_the_ledger(written: tuple[sayso.Ledger, Path]) -> None:
    ledger, file = written
    held = re.search(r'<script type="application/json" id="sayso-data">(.*)</script>', file.read_text(encoding="utf-8"))
    assert held
    data = json.loads(held[1])
    story = ledger.board.stories(None, 1, 0).items[0]
    assert data["story"]["story"]["id"] == story.id
    assert len(data["propositions"]) == story.propositions
    assert str(EXAMPLES) not in file.read_text(encoding="utf-8")
    assert "V.jsonl, line" in file.read_text(encoding="utf-8")
    assert {row["document"]["id"] for row in data["documents"]} >= {support["document"] for one in data["propositions"] for support in one["detail"]["supports"]}


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert path, "this test needs Chromium: install it with your system's package manager, e.g. apt-get install chromium"
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser.new_page()
        browser.close()


def test_the_file_is_read_from_the_disk_page_by_page_without_the_network(written: tuple[sayso.Ledger, Path], page: Page) -> None:
    ledger, file = written
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    line = ledger.board.story(ledger.board.stories(None, 1, 0).items[0].id, PropositionFilter()).propositions.items[0]
    claim = ledger.board.proposition(line.id).detail.supports[0]
    story, proposition = page.locator("#story"), page.locator(f'[id="{line.id}"]')
    assert story.is_visible()
    assert not proposition.is_visible()
    story.get_by_role("link", name=line.text).first.click()
    assert proposition.is_visible()
    assert not story.is_visible()
    proposition.locator(f'a[href="#{claim.document}.{claim.claim}"]').first.click()
    assert page.locator(f'[id="{claim.document}"]').is_visible()
    assert claim.content[0].words in page.locator(f'[id="{claim.document}"]').inner_text()
    page.get_by_role("link", name="Map").first.click()
    assert page.locator("#map svg").first.is_visible()
    assert asked == [file.as_uri()]
    assert said == []
