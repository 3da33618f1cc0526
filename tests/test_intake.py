"""Reading and watching as a user does: addresses, feeds, topics, other languages, versions, alerts. A real server on loopback answers."""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

import sayso
from tests.conftest import Run
from tests.samples import make
from tests.samples.make import http, warc
from tests.web_server import Site, response, serving, with_etag

PAGE = """<html><head><title>{title}</title><meta property="article:published_time" content="{day}T08:00:00Z"></head>
<body><article><h1>{title}</h1><p>{text}</p><p>The harbour office, which opened the inquiry on Monday, said that it would publish its findings within the week.</p>
</article></body></html>"""
CABLE = "The navy said on Tuesday that a freighter had cut the cable near Slite. The owner, Nordkai Lines, denied that any anchor was lost."

RULES = (("in-sweden", "places", "Sweden"), ("in-norway", "places", "Norway"), ("the-navy", "actors", "navy"), ("the-army", "actors", "army"))


def page(title: str, text: str = CABLE, day: str = "2025-02-11") -> bytes:
    return response(PAGE.format(title=title, text=text, day=day).encode())


def feed(site: Site, *names: str) -> bytes:
    items = "".join(f"<item><title>{name}</title><link>{site.url(f'/{name}')}</link><guid>{name}</guid></item>" for name in names)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Post</title>{items}</channel></rss>'.encode()


def test_an_address_is_read_and_kept_as_it_came(run: Run, tmp_path: Path) -> None:
    with serving(Site(answers={"/cable": page("Cable cut")})) as site:
        done = run("read", site.url("/cable"), "--fast", "--allow-private", "--ledger", "a.db", SAYSO_HOST_DELAY="0")
    assert done.returncode == 0, done.stderr
    ledger = sayso.open(tmp_path / "a.db")
    (document,) = ledger.documents()
    assert (document.published, document.url) == ("2025-02-11", site.url("/cable"))
    assert any(claim.act.value == "deny" for claim in ledger.claims())
    (kept,) = (tmp_path / "a.db.archive").glob("*.warc.gz")
    assert ledger.verify().faults == ()
    kept.write_bytes(kept.read_bytes()[:-40] + b"x" * 40)
    assert ledger.verify().faults


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Post</title>
<item><guid>a</guid><title>Cable</title><description>The navy said on Tuesday that a freighter had cut the cable near Slite.</description></item>
<item><guid>b</guid><title>Bakery</title><description>The owner of the bakery denied on Monday that it would close before summer.</description></item></channel></rss>"""


def custody(ledger: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(ledger)) as connection:
        return connection.execute("SELECT id, raw_sha256 FROM document ORDER BY seq").fetchall()


def test_the_way_from_the_archive_to_a_document_is_proved_for_pages_papers_and_feeds(run: Run, tmp_path: Path) -> None:
    paper = (Path(__file__).parent / "samples" / "columns.pdf").read_bytes()
    old = PAGE.format(title="Kabel", text=CABLE.replace("Slite", "Hörnö"), day="2025-02-11").encode("cp1252")
    bodies = {"/page": PAGE.format(title="Cable", text=CABLE, day="2025-02-11").encode(), "/old": old, "/paper": paper, "/feed": FEED.encode()}
    kinds = {"/page": "text/html", "/old": "text/html; charset=windows-1252", "/paper": "application/pdf", "/feed": "application/rss+xml"}
    with serving(Site(answers={path: response(body, kind=kinds[path]) for path, body in bodies.items()})) as site:
        done = run("read", *map(site.url, bodies), "--fast", "--allow-private", "--ledger", "a.db", SAYSO_HOST_DELAY="0")
    assert done.returncode == 0, done.stderr
    digests = [hashlib.sha256(bodies[path]).hexdigest() for path in ("/page", "/old", "/paper", "/feed", "/feed")]
    assert [raw for _, raw in custody(tmp_path / "a.db")] == digests
    assert sayso.open(tmp_path / "a.db").verify().faults == ()
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection, connection:
        connection.execute("UPDATE document SET raw_sha256 = ? WHERE seq = 4", (digests[0],))
    ((first, *_), *_, (fourth, *_), _) = custody(tmp_path / "a.db")
    assert [fault.split(":")[0] for fault in sayso.open(tmp_path / "a.db").verify().faults] == [fourth]
    assert "does not follow from the bytes in the archive" in sayso.open(tmp_path / "a.db").verify().faults[0]
    shutil.rmtree(tmp_path / "a.db.archive")
    (fault,) = sayso.open(tmp_path / "a.db").verify().faults
    assert "5 documents were read from an archive that is not there" in fault
    assert first != fourth


def test_what_a_feed_says_itself_is_proved_against_the_feed_where_its_page_is_gone(run: Run, tmp_path: Path) -> None:
    with serving(Site()) as site:
        text = FEED.replace("<guid>a</guid>", f"<guid>a</guid><link>{site.url('/gone')}</link>").encode()
        site.answers |= {"/feed": response(text, kind="application/rss+xml")}
        done = run("watch", site.url("/feed"), "--once", "--fast", "--allow-private", "--ledger", "w.db", SAYSO_HOST_DELAY="0")
    assert done.returncode == 0, done.stderr
    assert [raw for _, raw in custody(tmp_path / "w.db")] == [hashlib.sha256(text).hexdigest()] * 2
    assert sayso.open(tmp_path / "w.db").verify().faults == ()


def test_a_private_address_is_refused_unless_it_is_allowed(run: Run) -> None:
    with serving(Site(answers={"/": page("Inside")})) as site:
        done = run("read", site.url("/"), "--fast", "--ledger", "a.db")
    assert done.returncode == 1
    assert "--allow-private" in done.stderr
    assert site.requests == []


def test_watching_once_reads_what_is_new_and_says_what_changed(run: Run, tmp_path: Path) -> None:
    rules = tmp_path / "rules.yaml"
    rules.write_text("rules:\n- name: cable\n  when: [new, denial]\n  about: [cable, anchor]\ndeliver:\n- to: file\n  path: alerts.jsonl\n", encoding="utf-8")
    facts = {"SAYSO_HOST_DELAY": "0", "SAYSO_WATCH_SHORTEST": "0.001"}
    with serving(Site()) as site:
        site.answers |= {"/one": page("Cable cut"), "/feed": with_etag(feed(site, "one"), '"1"')}
        watch = ("watch", site.url("/feed"), "--once", "--fast", "--allow-private", "--rules", rules, "--ledger", "w.db")
        first = run(*watch, **facts)
        time.sleep(1.1)  # times of polls are kept in whole seconds
        again = run(*watch, **facts)
        assert site.asked("/feed")[-1].headers.get("if-none-match") == '"1"'
        site.answers |= {
            "/two": page("Owner speaks", "The ministry said that a freighter had cut the cable near Slite.", "2025-02-12"),
            "/feed": with_etag(feed(site, "one", "two"), '"2"'),
        }
        time.sleep(1.1)
        third = run(*watch, **facts)
    assert first.returncode == again.returncode == third.returncode == 0, first.stderr + again.stderr + third.stderr
    assert "1 new" in first.stdout
    assert "new" not in again.stdout
    assert "1 new" in third.stdout
    assert [len(site.asked(path)) for path in ("/one", "/two")] == [1, 1]
    alerts = [json.loads(line) for line in (tmp_path / "alerts.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {alert["rule"] for alert in alerts} == {"cable"}
    assert len({alert["key"] for alert in alerts}) == len(alerts)
    assert sayso.open(tmp_path / "w.db").verify().faults == ()


def test_rules_see_who_and_where_a_proposition_is_about_and_not_its_words_alone(run: Run, tmp_path: Path) -> None:
    """No sentence of the report names Sweden: that Slite lies there is known to the ledger."""
    rules = "".join(f"- {{name: {name}, when: [new], {kind}: [{words}]}}\n" for name, kind, words in RULES)
    (tmp_path / "rules.yaml").write_text(f"rules:\n{rules}deliver:\n- {{to: file, path: alerts.jsonl}}\n", encoding="utf-8")
    with serving(Site()) as site:
        site.answers |= {"/one": page("Cable cut"), "/feed": response(feed(site, "one"))}
        done = run("watch", site.url("/feed"), "--once", "--fast", "--allow-private", "--rules", tmp_path / "rules.yaml", "--ledger", "w.db", SAYSO_HOST_DELAY="0")
    assert done.returncode == 0, done.stderr
    alerts = [json.loads(line) for line in (tmp_path / "alerts.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {alert["rule"] for alert in alerts} == {"in-sweden", "the-navy"}
    assert "Sweden" not in str(alerts).replace("in-sweden", "")


@pytest.mark.parametrize("seed", range(3))
def test_a_watcher_that_is_killed_loses_and_doubles_nothing(tmp_path: Path, seed: int) -> None:
    """Seven kills each at moments of chance; then one run to the end."""
    names = [f"item{number}" for number in range(12)]
    chance = random.Random(seed)
    with serving(Site()) as site:
        site.answers |= {f"/{name}": page(f"Report {name}", CABLE.replace("Slite", f"Slite {name}")) for name in names} | {"/feed": with_etag(feed(site, *names), '"1"')}
        command = [sys.executable, "-m", "sayso", "watch", site.url("/feed"), "--once", "--fast", "--allow-private", "--ledger", str(tmp_path / "k.db")]
        environment = {"SAYSO_HOST_DELAY": "0", "SAYSO_WATCH_SHORTEST": "0.001"}
        for _ in range(7):
            process = subprocess.Popen(command, env={**__import__("os").environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(1.2 + 2.5 * chance.random())
            process.send_signal(signal.SIGKILL)
            process.wait()
        subprocess.run(command, env={**__import__("os").environ, **environment}, check=True, capture_output=True)
    ledger = sayso.open(tmp_path / "k.db")
    assert sorted(document.url.rsplit("/", 1)[1] for document in ledger.documents()) == sorted(names)
    assert ledger.verify().faults == ()


def test_what_is_off_the_topic_is_skipped_and_what_is_not_english_is_kept_unread(run: Run, tmp_path: Path) -> None:
    (tmp_path / "topic.yaml").write_text("name: cables\nany:\n  words: [cable*]\n", encoding="utf-8")
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text(CABLE, encoding="utf-8")
    (folder / "b.txt").write_text("The bakery said on Monday that it would close. The mayor regretted the decision of its owners.", encoding="utf-8")
    (folder / "c.txt").write_text(
        "Die Marine erklärte am Dienstag, ein Frachter habe das Kabel (cable) vor Slite zerrissen. Der Eigner wies den Vorwurf zurück und nannte ihn haltlos.", encoding="utf-8"
    )
    done = run("read", folder, "--fast", "--topic", tmp_path / "topic.yaml", "--ledger", "t.db")
    assert "1 off the topic" in done.stdout
    assert "1 of the new ones not in English" in done.stdout
    ledger = sayso.open(tmp_path / "t.db")
    assert [document.claims > 0 for document in ledger.documents()].count(True) == 1
    assert "not-english" in {refusal.code for refusal in ledger.refusals()}


def test_diff_shows_what_a_newer_version_changed(run: Run, tmp_path: Path) -> None:
    report = tmp_path / "r.txt"
    for text, day in (
        (CABLE, "2025-02-11"),
        (CABLE.replace("The owner, Nordkai Lines, denied that any anchor was lost.", "Police confirmed that two ships were stopped."), "2025-02-12"),
    ):
        report.write_text(text, encoding="utf-8")
        assert run("read", report, "--fast", "--url", "https://harbour.example/1", "--published", day, "--ledger", "d.db").returncode == 0
    document = json.loads(run("documents", "--json", "--ledger", "d.db").stdout)[0]["id"]
    shown = run("diff", document, "--ledger", "d.db").stdout
    assert "+ " in shown
    assert "any anchor was lost" in next(line for line in shown.splitlines() if line.startswith("- "))
    assert run("diff", "d-nothing", "--ledger", "d.db").returncode == 2


@pytest.mark.parametrize("workers", [1, 2])
def test_reading_that_is_stopped_says_where_to_go_on_and_leaves_whole_documents(tmp_path: Path, workers: int) -> None:
    """Ctrl-C reaches every process of a terminal."""
    pages = [
        http(make.page(f"Report {number}", [f"The navy said that freighter {number} had sunk off Slite. The owner denied it." for _ in range(40)]).encode())
        for number in range(400)
    ]
    (tmp_path / "news.warc.gz").write_bytes(make.packed([warc(block, f"https://news.example/{number}") for number, block in enumerate(pages)]))
    command = [sys.executable, "-m", "sayso", "read", "news.warc.gz", "--fast", "--ledger", "s.db"]
    process = subprocess.Popen([*command, "--workers", str(workers)], cwd=tmp_path, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, process_group=0)
    while process.poll() is None and written(tmp_path / "s.db") == 0:
        time.sleep(0.2)
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=120)
    assert process.returncode == 130
    assert told.count("\n") == 1
    place = re.fullmatch(r"sayso: stopped; what was read is in the ledger, up to news\.warc\.gz, record at byte (\d+): go on there with --start \1", told.strip())
    assert place, told
    ledger = sayso.open(tmp_path / "s.db")
    assert ledger.verify().faults == ()
    assert 0 < len(ledger.documents()) < 400
    (tmp_path / "news.warc.gz").write_bytes(make.packed([warc(block, f"https://news.example/{number}") for number, block in enumerate(pages[: len(ledger.documents()) + 1])]))
    subprocess.run([*command, "--start", place[1]], cwd=tmp_path, check=True, capture_output=True)
    assert sorted(int(row.url.rsplit("/", 1)[1]) for row in ledger.documents()) == list(range(len(ledger.documents())))


def written(ledger: Path) -> int:
    if not ledger.exists():
        return 0
    with closing(sqlite3.connect(ledger)) as connection, suppress(sqlite3.OperationalError):
        return int(connection.execute("SELECT count(*) FROM document").fetchone()[0])
    return 0


def test_an_archive_is_read_on_from_a_record(run: Run, tmp_path: Path) -> None:
    archive = Path(__file__).parent / "samples" / "crawl.warc.gz"
    assert run("read", archive, "--fast", "--ledger", "whole.db").returncode == 0
    places = [document.location.rsplit(" ", 1)[1] for document in sayso.open(tmp_path / "whole.db").documents()]
    assert len(places) > 1
    assert run("read", archive, "--fast", "--start", places[-1], "--ledger", "rest.db").returncode == 0
    assert [document.location.rsplit(" ", 1)[1] for document in sayso.open(tmp_path / "rest.db").documents()] == places[-1:]
    assert run("read", archive, "--start", "the middle", "--ledger", "rest.db").returncode == 2
    (tmp_path / "r.txt").write_text(CABLE, encoding="utf-8")
    assert "only a web archive" in run("read", "r.txt", "--start", "7", "--ledger", "rest.db").stderr
