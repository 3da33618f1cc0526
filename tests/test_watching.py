"""Watching feeds on a real server, through kills; and alerts, from rules to delivery."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import os
import random
import signal
import socketserver
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from sayso.model.errors import UserError
from sayso.model.proposition import Change, ChangeKind
from sayso.model.refusal import Refusal
from sayso.model.story_views import NewsView
from sayso.model.views import SourceView, Words
from sayso.model.watch import Indicator, Report, Watchlist
from sayso.sources.alerts import Alert, Rule, Subject, matches, read_rules
from sayso.sources.archive import Archive
from sayso.sources.delivery import ToFile, ToStream, deliver, deliveries, mail_settings
from sayso.sources.limits import ReadLimits
from sayso.sources.watching import FeedState, Pace, Poll, Postponed, Taken, Waiting, due, due_items, entry_of, moment, packed, pause_until, poll, states_for, take, unpacked
from sayso.sources.web.answers import FetchLimits, NotNow
from sayso.sources.web.fetch import Fetcher
from sayso.sources.web.polite import Manners, Polite
from tests.conftest import ROOT
from tests.test_fetch import FakeClock
from tests.web_server import Answer, Request, Site, response, serving, with_etag

NOW = dt.datetime(2026, 3, 1, 12, 0, tzinfo=dt.UTC)
LIMITS = ReadLimits()
PACE = Pace(shortest=900, longest=3600)


def entry(number: int, link: str, text: str = "The harbour master said the port would reopen.", title: str = "Port to reopen") -> str:
    return f"<item><guid>entry-{number}</guid><title>{title}</title><link>{link}</link><pubDate>Sun, 01 Mar 2026 08:00:00 GMT</pubDate><description>{text}</description></item>"


def rss(*entries: str) -> bytes:
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>Velmora Post</title>{''.join(entries)}</channel></rss>".encode()


def page(number: int) -> bytes:
    words = f"The coast guard of Velmora said on Monday that ferry number {number} had left the harbour."
    return f"<!DOCTYPE html><html><body><article><p>{words}</p></article></body></html>".encode()


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site()) as site:
        yield site


@pytest.fixture
def guest() -> Polite:
    clock = FakeClock()
    return Polite(Fetcher(FetchLimits(seconds=2), allow_private=True, clock=clock), None, Manners(tries=1), clock)


def ask(state: FeedState, guest: Polite, now: dt.datetime = NOW) -> Poll:
    return poll(state, guest, PACE, LIMITS, now)


def after(seconds: float) -> str:
    return moment(NOW + dt.timedelta(seconds=seconds))


# Polls


def test_a_feed_brings_each_entry_once_the_oldest_first(site: Site, guest: Polite) -> None:
    site.answers["/rss"] = with_etag(rss(entry(2, site.url("/2")), entry(1, site.url("/1"))), '"a"')
    first = ask(FeedState(url=site.url("/rss")), guest)
    assert [(item.url, item.declared["title"], item.declared["published"]) for item in first.items] == [
        (site.url("/1"), "Port to reopen", "2026-03-01"),
        (site.url("/2"), "Port to reopen", "2026-03-01"),
    ]
    assert first.items[0].text == "The harbour master said the port would reopen."
    assert first.state.etag == '"a"'
    unchanged = ask(first.state, guest)
    assert (unchanged.items, unchanged.fetched) == ((), None)
    assert site.requests[1].headers["if-none-match"] == '"a"'
    site.answers["/rss"] = with_etag(rss(entry(3, site.url("/3")), entry(2, site.url("/2"))), '"b"')
    more = ask(unchanged.state, guest)
    assert [item.url for item in more.items] == [site.url("/3")]


def test_an_entry_that_is_only_a_link_is_watched_too() -> None:
    part = {"place": "entry 1", "code": "empty", "detail": "the entry holds no text", "facts": {"url": "https://post.example/1", "title": "Port to reopen"}}
    found = entry_of("https://post.example/rss", part)
    assert found
    assert (found.url, found.text, found.declared["title"]) == ("https://post.example/1", "", "Port to reopen")
    assert entry_of("https://post.example/rss", part | {"facts": {}}) is None


def test_an_entry_that_changes_is_new_again(site: Site, guest: Polite) -> None:
    site.answers["/rss"] = response(rss(entry(1, site.url("/1"))))
    first = ask(FeedState(url=site.url("/rss")), guest)
    site.answers["/rss"] = response(rss(entry(1, site.url("/1"), title="Correction: port stays shut")))
    second = ask(first.state, guest)
    assert [item.declared["title"] for item in second.items] == ["Correction: port stays shut"]
    assert second.items[0].key != first.items[0].key


def test_a_feed_that_forgets_and_remembers_brings_nothing_twice(site: Site, guest: Polite) -> None:
    bodies = [rss(entry(1, site.url("/1")), entry(2, site.url("/2"))), rss(entry(3, site.url("/3"))), rss(entry(1, site.url("/1")), entry(3, site.url("/3")))]
    state, found = FeedState(url=site.url("/rss")), []
    for body in bodies:
        site.answers["/rss"] = response(body)
        polled = ask(state, guest)
        state = polled.state
        found += [item.url for item in polled.items]
    assert sorted(filter(None, found)) == [site.url("/1"), site.url("/2"), site.url("/3")]


def test_a_quiet_feed_is_asked_less_often_and_news_bring_it_back(site: Site, guest: Polite) -> None:
    site.answers["/rss"] = with_etag(rss(entry(1, site.url("/1"))), '"a"')
    state = FeedState(url=site.url("/rss"))
    pauses = []
    for _ in range(6):
        state = ask(state, guest).state
        pauses.append((dt.datetime.fromisoformat(state.next_poll) - NOW).total_seconds())
    assert pauses == [900, 1350, 2025, 3037, 3600, 3600]
    site.answers["/rss"] = with_etag(rss(entry(2, site.url("/2"))), '"b"')
    assert ask(state, guest).state.next_poll == after(900)


def test_a_server_may_say_how_long_its_answer_holds(site: Site, guest: Polite) -> None:
    site.answers["/rss"] = response(rss(entry(1, site.url("/1"))), cache_control="public, max-age=1800")
    assert ask(FeedState(url=site.url("/rss")), guest).state.next_poll == after(1800)


@pytest.mark.parametrize(
    ("answer", "code", "wait"),
    [
        (response(status=503, retry_after="7200"), "http-503", 7200),
        (response(status=500), "http-500", 900),
        (response(b"gone", status=404), "http-404", 900),
        (response(b"<rss version='2.0'><channel></channel></rss>"), "empty", 900),
        (response(b"\x89PNG\r\n\x1a\n\0\0\0"), "wrong-type", 900),
    ],
)
def test_a_feed_that_fails_is_asked_later_and_keeps_what_is_known(site: Site, guest: Polite, answer: bytes, code: str, wait: float) -> None:
    site.answers["/rss"] = answer
    before = FeedState(url=site.url("/rss"), etag='"a"', seen=("i-1",))
    polled = ask(before, guest)
    assert [refusal.code for refusal in polled.refusals] == [code]
    assert (polled.state.etag, polled.state.seen, polled.state.failures, polled.state.next_poll) == ('"a"', ("i-1",), 1, after(wait))


def test_failures_double_the_pause_up_to_a_day(site: Site) -> None:
    state = FeedState(url=site.url("/rss"))
    pauses = []
    for _ in range(9):
        clock = FakeClock()
        guest = Polite(Fetcher(FetchLimits(), allow_private=True, clock=clock), None, Manners(tries=1), clock)
        state = ask(state, guest).state
        pauses.append((dt.datetime.fromisoformat(state.next_poll) - NOW).total_seconds())
    assert pauses[:4] == [900, 1800, 3600, 7200]
    assert pauses[-1] == 86_400


def test_a_feed_that_is_gone_is_not_asked_again(site: Site, guest: Polite) -> None:
    site.answers["/rss"] = response(b"gone", status=410)
    state = ask(FeedState(url=site.url("/rss")), guest).state
    assert due([state], NOW + dt.timedelta(days=30)) == []


def test_a_page_that_is_no_feed_is_watched_as_a_whole(site: Site, guest: Polite) -> None:
    site.answers["/live"] = response(page(1))
    first = ask(FeedState(url=site.url("/live")), guest)
    again = ask(first.state, guest)
    site.answers["/live"] = response(page(2))
    changed = ask(again.state, guest)
    assert [[item.url for item in polled.items] for polled in (first, again, changed)] == [[site.url("/live")], [], [site.url("/live")]]


def test_what_is_due_comes_in_order_and_sites_take_turns() -> None:
    urls = ["https://a.example/1", "https://a.example/2", "https://b.example/1"]
    states = [FeedState(url=url, next_poll=time) for url, time in zip(urls, ["", "2026-03-01T11:00:00+00:00", "2026-03-01T11:30:00+00:00"], strict=True)]
    late = FeedState(url="https://c.example/", next_poll="2026-03-01T13:00:00+00:00")
    assert [state.url for state in due([late, *reversed(states)], NOW)] == [urls[0], urls[2], urls[1]]
    assert pause_until([late], [], NOW) == 3600
    assert pause_until([late], [Waiting(key="i", feed="f", url=None)], NOW) == 0
    assert states_for([urls[0], "https://d.example/", urls[0]], states) == [states[0], FeedState(url="https://d.example/")]


def test_states_and_items_survive_the_ledger() -> None:
    state = FeedState(url="https://a.example/", etag='"ä"', seen=("i-1", "i-2"), failures=2)
    item = Waiting(key="i-1", feed="https://a.example/", url=None, declared={"title": "Fähre"}, text="Half \ufffd", tries=1)
    assert (unpacked(packed(state), FeedState), unpacked(packed(item), Waiting)) == (state, item)


# Entries


def test_the_page_behind_an_entry_is_read(site: Site, guest: Polite) -> None:
    site.answers |= {"/1": response(status=302, location="/one"), "/one": response(page(1))}
    item = Waiting(key="i-1", feed=site.url("/rss"), url=site.url("/1"), declared={"title": "Port to reopen", "url": site.url("/1")}, text="Short.")
    taken = take(item, guest, LIMITS, NOW)
    assert isinstance(taken, Taken)
    (found,) = taken.items
    assert (found.data, found.media_type, found.declared["url"], found.declared["title"], found.declared["charset"]) == (
        page(1),
        "text/html",
        site.url("/one"),
        "Port to reopen",
        "utf-8",
    )


def test_what_the_feed_says_is_read_where_there_is_no_page(site: Site, guest: Polite) -> None:
    alone = take(Waiting(key="i", feed="f", url=None, text="The port is open."), guest, LIMITS, NOW)
    assert isinstance(alone, Taken)
    assert [found.data for found in alone.items] == [b"The port is open."]
    missing = take(Waiting(key="i", feed="f", url=site.url("/none"), text="The port is open."), guest, LIMITS, NOW)
    assert isinstance(missing, Taken)
    assert [found.data for found in missing.items] == [b"The port is open."]
    assert [refusal.detail for refusal in missing.refusals] == ["the server answered 404 (Not Found); what the feed says of it is read instead"]


def test_a_page_that_cannot_be_had_now_is_tried_again_and_given_up_at_last(site: Site) -> None:
    site.answers["/1"] = response(status=503)
    item = Waiting(key="i-1", feed="f", url=site.url("/1"))
    waits = []
    while True:
        clock = FakeClock()
        result = take(item, Polite(Fetcher(FetchLimits(), allow_private=True, clock=clock), None, Manners(tries=1), clock), LIMITS, NOW)
        if isinstance(result, Taken):
            break
        assert isinstance(result, Postponed)
        item = result.item
        assert due_items([item], NOW) == []
        waits.append((dt.datetime.fromisoformat(item.next_try) - NOW).total_seconds())
    assert waits == [300, 600, 1200, 2400, 4800]
    assert result.items == ()
    assert result.refusals[0].detail == "the server answered 503 (Service Unavailable); given up after 6 tries"


def test_an_entry_that_was_not_even_asked_for_loses_no_try(site: Site) -> None:
    site.answers |= {"/1": response(status=503, retry_after="7200"), "/2": response(page(2))}
    clock = FakeClock()
    guest = Polite(Fetcher(FetchLimits(), allow_private=True, clock=clock), None, Manners(tries=1), clock)
    first, second = (take(Waiting(key=f"i-{number}", feed="f", url=site.url(f"/{number}")), guest, LIMITS, NOW) for number in (1, 2))
    assert isinstance(first, Postponed)
    assert isinstance(second, Postponed)
    assert [(result.item.tries, result.item.next_try) for result in (first, second)] == [(1, after(7200)), (0, after(7200))]
    assert site.asked("/2") == []


# Kills


class Newsroom:
    """Two feeds to which every poll adds a report; pages fail now and then, and pass."""

    WINDOW = 12
    LAST = 400

    def __init__(self, site: Site) -> None:
        self.site = site
        self.count = {"/a.rss": 0, "/b.rss": 0}
        self.troubles = random.Random(5)
        self.lock = threading.Lock()
        self.closed = False
        for feed in self.count:
            site.answers[feed] = self.feed
        for feed in "ab":
            site.answers |= {f"/{feed}/{number}": self.page for number in range(1, self.LAST + 1)}

    def feed(self, request: Request) -> Answer:
        with self.lock:
            if self.troubles.random() < 0.1:
                return response(status=503, retry_after="0")
            if not self.closed and self.troubles.random() < 0.8:
                self.count[request.path] = min(self.count[request.path] + 1, self.LAST)
            last = self.count[request.path]
        entries = (entry(number, self.site.url(f"/{request.path[1]}/{number}")) for number in range(last, max(0, last - self.WINDOW), -1))
        return with_etag(rss(*entries), f'"{last}"')(request)

    def page(self, request: Request) -> Answer:
        if self.troubles.random() < 0.1:
            return response(status=429, retry_after="0")
        return response(page(int(request.path.rpartition("/")[2])))

    def published(self) -> list[str]:
        return sorted(self.site.url(f"/{feed[1]}/{number}") for feed, last in self.count.items() for number in range(1, last + 1))


def test_twenty_kills_lose_nothing_and_double_nothing(tmp_path: Path, site: Site) -> None:
    room = Newsroom(site)
    chance = random.Random(7)
    command = [sys.executable, ROOT / "tests" / "watching_child.py", tmp_path / "ledger.db", tmp_path / "archive", *(site.url(feed) for feed in room.count)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as watchers:
        assert watchers.stdin
        assert watchers.stdout
        for kill in range(20):
            print(0, file=watchers.stdin, flush=True)
            process = int(watchers.stdout.readline())
            if kill % 5:
                assert watchers.stdout.readline() == "1\n"  # the first round is over: the kill hits it at work; else it may hit it while it starts
            time.sleep(chance.uniform(0, 0.4))
            os.kill(process, signal.SIGKILL)
            assert "end\n" in watchers.stdout
        room.closed = True
        print(8, file=watchers.stdin, flush=True)
        assert "end\n" in watchers.stdout
        watchers.stdin.close()
    ledger = sqlite3.connect(tmp_path / "ledger.db")
    written = sorted(url for (url,) in ledger.execute("SELECT url FROM document"))
    assert len(written) > 40
    assert written == room.published()
    assert ledger.execute("SELECT count(*) FROM queue").fetchone() == (0,)
    with Archive(tmp_path / "archive") as archive:
        assert archive.verify().faults == ()
        for url, sha256 in ledger.execute("SELECT url, sha256 FROM document"):
            assert archive.get(sha256).data == page(int(url.rpartition("/")[2]))
            assert hashlib.sha256(archive.get(sha256).data).hexdigest() == sha256
    ledger.close()


# Rules


def news(kind: str = "denial", text: str = "A sea drone struck the ferry off Velmora", after: str = "navy of Korvia denies it", **rest: Any) -> NewsView:
    return NewsView(**({"kind": kind, "proposition": "p-12ab", "text": text, "before": None, "after": after, "day": "2026-03-01"} | rest))


def rule(**fields: Any) -> Rule:
    return Rule(**({"name": "r", "when": ["denial", "verdict", "number", "new", "position", "indicator"]} | fields))


NOTHING = Watchlist(indicators=(), questions=())


@pytest.mark.parametrize(
    ("wanted", "told", "hit"),
    [
        ({"when": ["denial"]}, news(), True),
        ({"when": ["verdict"]}, news(), False),
        ({"about": ["ferry"]}, news(), True),
        ({"about": ["ferr"]}, news(), False),
        ({"about": ["FERR*"]}, news(), True),
        ({"about": ["sea drone*"]}, news(), True),
        ({"about": ["sea  ferry", "submarine"]}, news(), False),
        ({"actors": ["Korvia"]}, news(), True),
        ({"places": ["Korvia Strait"]}, news(), False),
        ({"about": ["ferry"], "actors": ["Aldia"]}, news(), False),
        ({"propositions": ["p-12"]}, news(), True),
        ({"propositions": ["p-99"]}, news(), False),
        ({"verdicts": ["contested"]}, news("verdict", before="single-source (1 origin)", after="contested (2 origins)"), True),
        ({"verdicts": ["denied"]}, news("verdict", before="single-source (1 origin)", after="contested (2 origins)"), False),
        ({"verdicts": ["contested"]}, news(), False),
        ({"above": 1000}, news("number", before="900 soldiers", after="1,200 soldiers"), True),
        ({"above": 1200}, news("number", before="900 soldiers", after="1,200 soldiers"), False),
        ({"above": 1000}, news("number", before="900 soldiers", after="several hundred soldiers"), False),
        ({"above": 1000}, news(), False),
        (
            {"actors": ["Petra Almhult"]},
            news("position", changes=(Change(kind=ChangeKind.POSITION, who="Petra Almhult", before="c1", after="c2", day=None, words="now denies it"),)),
            True,
        ),
    ],
)
def test_which_news_a_rule_waits_for(wanted: dict[str, Any], told: NewsView, hit: bool) -> None:
    alerts = matches(rule(**wanted), [told], NOTHING)
    assert [alert.about for alert in alerts] == (["p-12ab"] if hit else [])


def test_what_the_ledger_knows_of_a_proposition_counts_too() -> None:
    subjects = {"p-12ab": Subject(actors=("Coast Guard of Velmora",), places=("Port Sarn",), number=3000)}
    wanted = rule(when=["new"], actors=["coast guard"], places=["Port Sarn"], above=2500)
    told = news("new", after="single-source (1 origin)")
    assert matches(wanted, [told], NOTHING) == []
    assert len(matches(wanted, [told], NOTHING, subjects)) == 1


def test_the_same_change_has_the_same_key_and_another_change_another() -> None:
    one, again, other = (matches(rule(), [told], NOTHING)[0].key for told in (news(), news(), news(after="port authority denies it")))
    assert one == again != other
    assert matches(rule(name="s"), [news()], NOTHING)[0].key != one


def test_an_indicator_that_was_reported_is_told() -> None:
    source = SourceView(kind="person", name="Ilan Berov", role="minister", organisation=None, country=None, mention=None, resolved_from=None, rule="r", also=())
    report = Report(event="e-1", claim="c-2", document="d-2", external_id=None, published="2026-03-02", words="reservists were called up")
    indicator = Indicator(
        id="c-1",
        condition=Words(start=0, end=9, words="if Korvia calls up its reservists"),
        consequence=(Words(start=10, end=20, words="the border will be closed"),),
        events=(),
        claim="c-1",
        source=source,
        document="d-1",
        external_id=None,
        published="2026-03-01",
        reported=(report,),
    )
    found = Watchlist(indicators=(indicator,), questions=())
    (alert,) = matches(rule(about=["border"], actors=["Berov"]), [], found)
    assert alert.line == "[r] indicator: if Korvia calls up its reservists | reported: reservists were called up (2026-03-02)"
    assert matches(rule(about=["harbour"]), [], found) == matches(rule(when=["new"]), [], found) == []


GOOD = """
rules:
  - name: ferry
    when: [denial, verdict]
    about: [ferry, "sea drone*"]
    verdicts: [contested]
deliver:
  - {to: file, path: alerts.jsonl}
"""


def test_a_rule_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "r.yaml").write_text(GOOD)
    found = read_rules(tmp_path / "r.yaml")
    assert (found.rules[0].about, found.deliver[0].path) == (["ferry", "sea drone*"], "alerts.jsonl")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (GOOD.replace("denial, verdict", "denial, rumour"), r"line 4, rules\[0\].when\[0\]?.*rumour|line 4.*rumour"),
        (GOOD.replace("    verdicts", "    verdict"), "line 3.*verdict"),
        (GOOD.replace("about: [ferry,", "about: [12,"), r"line 5.*expected `str`"),
        (GOOD.replace("path: alerts.jsonl", "url: x"), "line 8.*file needs the field 'path'"),
        (GOOD.replace('"sea drone*"', '"*"'), "line 5.*match everything"),
        (GOOD.replace('"sea drone*"', "*drone"), "line 5: anchors and aliases"),
        (GOOD.replace("rules:", "rules: ["), "not valid YAML"),
        ("", "no rules"),
        ("rules: []", "line 1.*no rules"),
        ("a: &a [x]\nb: &b [*a, *a]", "line 1: anchors"),
        ("[" * 20_000, "nested"),
        ("rules: 5", "line 1"),
    ],
)
def test_a_rule_file_with_a_fault_says_where(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "r.yaml").write_text(text)
    with pytest.raises(UserError, match=says) as fault:
        read_rules(tmp_path / "r.yaml")
    assert "r.yaml" in str(fault.value)


# Delivery

ALERT = Alert(key="alert-1", rule="ferry", kind="denial", about="p-12ab", text="A drone struck the ferry", before=None, after="the navy denies it", day="2026-03-01")


def send(target: str, site: Site | None = None, environment: dict[str, str] | None = None, clock: FakeClock | None = None, **fields: Any) -> list[Refusal | None]:
    clock = clock or FakeClock()
    fetcher = Fetcher(FetchLimits(seconds=2), allow_private=site is not None, clock=clock)
    rules = [{"name": "r", "when": ["new"]}]
    path = fields.pop("folder") / "rules.yaml"
    path.write_text(json.dumps({"rules": rules, "deliver": [{"to": target, **fields}]}))
    ways = deliveries(read_rules(path).deliver, fetcher, clock, fields.pop("stream", io.StringIO()), environment or {})
    return [receipt.refusal for receipt in deliver([ALERT], ways, clock)]


def test_alerts_are_printed() -> None:
    out = io.StringIO()
    ToStream(out).send(ALERT)
    assert out.getvalue() == "[ferry] denial: A drone struck the ferry | the navy denies it (2026-03-01)\n"


def test_a_file_holds_each_alert_once_even_after_a_kill_in_the_middle_of_a_line(tmp_path: Path) -> None:
    path = tmp_path / "alerts.jsonl"
    for _ in range(2):
        assert send("file", folder=tmp_path, path=str(path)) == [None]
    whole = path.read_bytes()
    assert json.loads(whole)["key"] == "alert-1"
    path.write_bytes(whole + whole[:20])
    ToFile(path).send(ALERT)
    assert path.read_bytes() == whole


def test_a_webhook_is_tried_again_with_the_same_key(site: Site, tmp_path: Path) -> None:
    answers = iter([response(status=503), response(status=429, retry_after="3"), response(b"")])
    site.answers["/hook"] = lambda _: next(answers)
    clock = FakeClock()
    assert send("webhook", site, {"SAYSO_WEBHOOK_TOKEN": "hunter2"}, clock, url=site.url("/hook"), folder=tmp_path) == [None]
    assert [request.headers["idempotency-key"] for request in site.requests] == ["alert-1"] * 3
    assert site.requests[0].headers["authorization"] == "Bearer hunter2"
    assert json.loads(site.requests[2].body)["after"] == "the navy denies it"
    assert clock.slept == [1.0, 3.0]


def test_a_webhook_is_checked_like_every_address_and_shows_no_secret(site: Site, tmp_path: Path) -> None:
    assert [refusal.code for refusal in send("webhook", None, url=site.url("/T0/B1/hunter2"), folder=tmp_path) if refusal] == ["forbidden-address"]
    site.answers["/T0/B1/hunter2"] = response(status=503, retry_after="3600")
    (refusal,) = send("webhook", site, url=site.url("/T0/B1/hunter2"), folder=tmp_path)
    assert isinstance(refusal, NotNow)
    assert refusal.location == "the webhook at 127.0.0.1"
    assert "hunter2" not in repr(refusal)


def test_a_target_that_is_down_does_not_hold_up_the_others(site: Site, tmp_path: Path) -> None:
    site.answers["/hook"] = response(status=503)
    clock = FakeClock()
    fetcher = Fetcher(FetchLimits(), allow_private=True, clock=clock)
    (tmp_path / "r.yaml").write_text(GOOD.replace("deliver:", f"deliver:\n  - {{to: webhook, url: '{site.url('/hook')}'}}").replace("alerts.jsonl", str(tmp_path / "a.jsonl")))
    receipts = deliver([ALERT, ALERT], deliveries(read_rules(tmp_path / "r.yaml").deliver, fetcher, clock, io.StringIO(), {}), clock)
    assert [isinstance(receipt.refusal, NotNow) for receipt in receipts] == [True, True, False, False]
    assert len(site.requests) == 3


class _Mail(socketserver.StreamRequestHandler):
    """As much of a mail server as it takes."""

    timeout = 10

    def handle(self) -> None:
        box: list[str] = self.server.box  # type: ignore[attr-defined]
        self.say("220 mail.example")
        while line := self.rfile.readline().decode().strip():
            box.append(line)
            verb = line.split()[0].upper()
            if verb == "DATA":
                self.say("354 go on")
                while (part := self.rfile.readline().decode()) != ".\r\n":
                    box.append(part.rstrip())
            self.say({"QUIT": "221 bye", "RCPT": self.server.rcpt}.get(verb, "250 ok"))  # type: ignore[attr-defined]
            if verb == "QUIT":
                return

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")


@contextmanager
def mail_server(rcpt: str = "250 ok") -> Iterator[tuple[dict[str, str], list[str]]]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Mail) as server:
        server.daemon_threads = True
        server.box = box = []  # type: ignore[attr-defined]
        server.rcpt = rcpt  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield {"SAYSO_SMTP_HOST": "127.0.0.1", "SAYSO_SMTP_PORT": str(server.server_address[1]), "SAYSO_SMTP_FROM": "sayso@velmora.example", "SAYSO_SMTP_SECURE": "none"}, box
        server.shutdown()


def test_an_alert_goes_out_by_mail(tmp_path: Path) -> None:
    with mail_server() as (environment, box):
        assert send("email", None, environment, addresses=["desk@velmora.example"], folder=tmp_path) == [None]
    assert "Message-ID: <alert-1@sayso.invalid>" in box
    assert "Subject: [sayso] ferry: A drone struck the ferry" in box
    assert "rcpt TO:<desk@velmora.example>" in box


def test_a_mail_server_that_refuses_is_a_refusal(tmp_path: Path) -> None:
    with mail_server("550 who is that") as (environment, _):
        (refusal,) = send("email", None, environment, addresses=["desk@velmora.example"], folder=tmp_path)
    assert refusal
    assert refusal.code == "mail-refused"
    (later,) = send("email", None, environment, addresses=["desk@velmora.example"], folder=tmp_path)
    assert isinstance(later, NotNow)


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({}, "SAYSO_SMTP_HOST"),
        ({"HOST": "m.example"}, "SAYSO_SMTP_FROM"),
        ({"HOST": "m.example", "FROM": "nobody"}, "no e-mail address"),
        ({"HOST": "m.example", "FROM": "a@b.example\r\nBcc: c@d.example"}, "no e-mail address"),
        ({"HOST": "m.example", "FROM": "a@b.example", "SECURE": "none", "PASSWORD": "hunter2"}, "open connection"),
        ({"HOST": "m.example", "FROM": "a@b.example", "PORT": "x"}, "SAYSO_SMTP_PORT"),
        ({"HOST": "m.example", "FROM": "a@b.example", "SECURE": "ssl3"}, "SAYSO_SMTP_SECURE"),
    ],
)
def test_mail_settings_that_cannot_be(environment: dict[str, str], says: str) -> None:
    with pytest.raises(UserError, match=says) as fault:
        mail_settings({f"SAYSO_SMTP_{name}": value for name, value in environment.items()})
    assert "hunter2" not in str(fault.value)
