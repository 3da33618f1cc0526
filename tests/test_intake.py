"""Reading and watching as a user does: addresses, feeds, topics, other languages, versions, alerts. A real server on loopback answers."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import sayso
from tests.conftest import Run
from tests.web_server import Site, response, serving, with_etag

PAGE = """<html><head><title>{title}</title><meta property="article:published_time" content="{day}T08:00:00Z"></head>
<body><article><h1>{title}</h1><p>{text}</p><p>The harbour office, which opened the inquiry on Monday, said that it would publish its findings within the week.</p>
</article></body></html>"""
CABLE = "The navy said on Tuesday that a freighter had cut the cable near Slite. The owner, Nordkai Lines, denied that any anchor was lost."


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
