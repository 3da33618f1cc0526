"""JSON under /api/v1, over a real server: paging, filters, entity tags, faults, acts of review, tokens; and the document that describes it, put to the test by schemathesis."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

import sayso
from sayso.http.app import create_app
from sayso.http.options import BoardOptions
from sayso.model.board import PropositionFilter
from tests.board_server import running_board
from tests.conftest import EXAMPLES

LISTS = (
    "stories",
    "propositions",
    "documents",
    "claims",
    "timeline",
    "watchlist/indicators",
    "watchlist/questions",
    "refusals",
    "changes?since=2024-10-01",
    "review",
)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> sayso.Ledger:
    book = sayso.open(tmp_path_factory.mktemp("board") / "v.db", extractor="rules")
    book.read(EXAMPLES / "V.jsonl")
    return book


@pytest.fixture(scope="module")
def client(ledger: sayso.Ledger) -> Iterator[httpx.Client]:
    with running_board(ledger) as board, httpx.Client(base_url=f"{board.address}/api/v1/") as client:
        yield client


def links(answer: httpx.Response) -> dict[str, str]:
    return {rel: address for address, rel in re.findall(r'<([^>]+)>; rel="(\w+)"', answer.headers["link"])}


@pytest.mark.parametrize("name", LISTS)
def test_the_pages_of_a_list_follow_each_other_and_miss_nothing(client: httpx.Client, name: str) -> None:
    whole = client.get(name, params={"limit": 200} | dict(httpx.URL(name).params)).json()
    step = max(1, whole["total"] // 3)
    page = client.get(name, params={"limit": step} | dict(httpx.URL(name).params))
    seen = list(page.json()["items"])
    while "next" in links(page):
        page = client.get(links(page)["next"].removeprefix("/api/v1/"))
        seen += page.json()["items"]
    assert seen == whole["items"]
    assert len(seen) == whole["total"]
    assert links(page)["first"].endswith("offset=0")


def test_what_is_known_already_is_not_sent_again_until_something_changes(tmp_path: Path) -> None:
    book = sayso.open(tmp_path / "r.db", extractor="rules")
    (tmp_path / "one.txt").write_text("The harbour master said on Monday that two ships had left the port of Kerch.", encoding="utf-8")
    (tmp_path / "two.txt").write_text("The navy denied on Tuesday that any ship had left the port of Kerch.", encoding="utf-8")
    book.read(tmp_path / "one.txt")
    with running_board(book) as board:
        address = f"{board.address}/api/v1/propositions"
        first = httpx.get(address)
        assert httpx.get(address).headers["etag"] == first.headers["etag"]
        held = httpx.get(address, headers={"If-None-Match": f'"other", {first.headers["etag"]}'})
        assert (held.status_code, held.content) == (304, b"")
        assert httpx.get(f"{address}?verdict=denied").headers["etag"] != first.headers["etag"]
        book.read(tmp_path / "two.txt")
        changed = httpx.get(address, headers={"If-None-Match": first.headers["etag"]})
        assert changed.status_code == 200
        assert changed.headers["etag"] != first.headers["etag"]
        assert changed.headers["cache-control"] == "private, no-cache"


def test_filters_find_what_the_facade_finds(client: httpx.Client, ledger: sayso.Ledger) -> None:
    some = ledger.board.propositions(PropositionFilter(place="Kursk")).items[0]
    outlet = ledger.board.proposition(some.id).detail.proposition.verdict.carriers[0]
    shown = client.get("propositions", params={"verdict": some.verdict, "place": "Kursk", "outlet": outlet, "sort": "last"}).json()
    found = ledger.board.propositions(PropositionFilter(verdict=some.verdict, place="Kursk", outlet=outlet, sort="last"))
    assert [row["id"] for row in shown["items"]] == [row.id for row in found.items]
    assert shown["total"] == found.total > 0
    denied = client.get("claims", params={"act": "deny", "since": "2024-10-09", "limit": 3}).json()
    rows = ledger.claims(act="deny", since="2024-10-09")
    assert [row["id"] for row in denied["items"]] == [row.id for row in rows[:3]]
    assert denied["total"] == len(rows)


def test_one_of_each_is_shown_in_full_and_by_the_beginning_of_its_id(client: httpx.Client, ledger: sayso.Ledger) -> None:
    line = ledger.board.propositions(PropositionFilter(limit=1)).items[0]
    claim = ledger.claims(limit=1)[0]
    assert client.get(f"stories/{line.story}").json()["story"]["id"] == line.story
    assert client.get(f"propositions/{line.id[:12]}").json()["line"]["id"] == line.id
    assert client.get(f"claims/{claim.id}").json()["claim"]["id"] == claim.id
    document = client.get(f"documents/{claim.document}").json()
    assert document["text"] == ledger.text(claim.document)
    assert client.get("map").json()["places"]
    assert client.get("network").json()["nodes"]
    assert client.get("ledger").json() == {"mark": ledger.board.mark(), "revision": ledger.board.revision()}


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("propositions/P-0000000000000000", 404, "P-0000000000000000"),
        ("documents/none-such", 404, "none-such"),
        ("claims/c-ffff", 404, "c-ffff"),
        ("stories/S-ffff", 404, "S-ffff"),
        ("nothing", 404, "nothing at this address"),
        ("propositions?limit=0", 422, "limit"),
        ("propositions?limit=1000000", 422, "limit"),
        ("propositions?offset=-1", 422, "offset"),
        ("propositions?verdict=true", 422, "verdict"),
        ("propositions?colour=red", 422, "colour"),
        ("claims?country=Korea", 422, "country"),
        ("changes", 422, "since"),
        ("changes?since=yesterday", 422, "since"),
    ],
)
def test_faults_are_problem_details_that_name_the_thing(client: httpx.Client, address: str, status: int, told: str) -> None:
    answer = client.get(address)
    problem = answer.json()
    assert answer.status_code == problem["status"] == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(problem) == {"type", "title", "status", "detail"}
    assert told in problem["detail"]


def test_a_ledger_that_cannot_be_used_is_a_problem_and_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "no.db").write_text("this is no database, whatever its name says", encoding="utf-8")
    with running_board(sayso.open(tmp_path / "no.db")) as board:
        answer = httpx.get(f"{board.address}/api/v1/stories")
        page = httpx.get(f"{board.address}/")
    assert answer.status_code == page.status_code == 503
    assert "not a Sayso ledger" in answer.json()["detail"]
    assert "not a Sayso ledger" in page.text
    assert "Traceback" not in answer.text + page.text


def test_an_act_is_made_listed_and_taken_back_in_the_name_of_the_user(client: httpx.Client, ledger: sayso.Ledger) -> None:
    claim, line = ledger.claims(limit=1)[0].id, ledger.board.propositions(PropositionFilter(limit=1)).items[0]
    made = client.post("review/accept", json={"claim": claim, "why": "the text says so"})
    assert made.status_code == 201
    act = made.json()
    assert (act["kind"], act["by"], act["why"]) == ("accept", "tester", "the text says so")
    assert act["id"] in [row["id"] for row in client.get("review", params={"target": claim}).json()["items"]]
    rated = client.post("review/credibility", json={"proposition": line.id, "digit": 2, "why": "two papers saw it"}).json()
    assert client.get(f"propositions/{line.id}").json()["line"]["credibility"] == 2
    for done in (act, rated):
        assert client.post("review/undo", json={"act": done["id"], "why": "a mistake"}).status_code == 201
    assert client.get(f"propositions/{line.id}").json()["line"]["credibility"] is None


@pytest.mark.parametrize(
    ("kind", "body", "status", "told"),
    [
        ("accept", {"claim": "c-ffff", "why": "so"}, 404, "c-ffff"),
        ("accept", {"claim": "c-ffff"}, 422, "why"),
        ("accept", {"claim": "c-ffff", "why": "so", "by": "somebody else"}, 422, "by"),
        ("credibility", {"proposition": "P-0", "digit": 7, "why": "so"}, 422, "6"),
        ("correct", {"claim": "c-ffff", "cell": "act", "start": "first", "why": "so"}, 422, "start"),
        ("merge", {"propositions": ["P-1"], "why": "so"}, 422, "propositions"),
        ("applaud", {"claim": "c-ffff", "why": "so"}, 404, "nothing"),
    ],
)
def test_an_act_that_does_not_fit_says_where(client: httpx.Client, kind: str, body: dict[str, object], status: int, told: str) -> None:
    answer = client.post(f"review/{kind}", json=body)
    assert answer.status_code == status
    assert told in answer.json()["detail"]


def test_scopes_allow_what_they_say_and_no_more(tmp_path: Path) -> None:
    book = sayso.open(tmp_path / "t.db", extractor="rules")
    (tmp_path / "one.txt").write_text("The harbour master said on Monday that two ships had left the port of Kerch.", encoding="utf-8")
    book.read(tmp_path / "one.txt")
    claim = book.claims()[0].id
    secrets = {scope: book.tokens.make(f"{scope} user", scope, by="tester").secret for scope in ("read", "review", "admin")}
    with running_board(book, BoardOptions(guarded=True)) as board:

        def status(scope: str, method: str, path: str, body: object = None) -> int:
            return httpx.request(method, f"{board.address}/api/v1/{path}", json=body, headers={"Authorization": f"Bearer {secrets[scope]}"}).status_code

        act = {"claim": claim, "why": "so"}
        asked = [("GET", "claims", None), ("POST", "review/accept", act), ("GET", "tokens", None), ("POST", "tokens", {"name": "Guest"})]
        assert [status("read", *one) for one in asked] == [200, 403, 403, 403]
        assert [status("review", *one) for one in asked] == [200, 201, 403, 403]
        assert [status("admin", *one) for one in asked] == [200, 201, 200, 201]
        guest = book.tokens.list()[-1]
        assert (guest.name, guest.scope, guest.made_by) == ("Guest", "read", "admin user")
        assert status("admin", "POST", f"tokens/{guest.id}/revoke") == 201
        assert book.tokens.list()[-1].revoked_by == "admin user"
        assert book.review.acts(claim)[0].by == "review user"


def test_a_token_is_kept_as_its_hash_and_ends_when_it_should(tmp_path: Path) -> None:
    book = sayso.open(tmp_path / "t.db", extractor="rules")
    (tmp_path / "one.txt").write_text("The harbour master said that two ships had left.", encoding="utf-8")
    book.read(tmp_path / "one.txt")
    made = book.tokens.make("Ann", "review", by="tester", expires="2024-12-31", now="2024-10-01T00:00:00+00:00")
    for file in tmp_path.glob("t.db*"):
        assert made.secret.encode() not in file.read_bytes()
    assert book.tokens.check(made.secret, now="2024-12-31T23:59:59+00:00") == made.token
    assert book.tokens.check(made.secret, now="2025-01-01T00:00:00+00:00") is None
    assert book.tokens.check(made.secret[:-1] + ("A" if made.secret[-1] != "A" else "B"), now="2024-11-01") is None
    with pytest.raises(sayso.UserError, match="scope"):
        book.tokens.make("Ann", "everything", by="tester")
    with pytest.raises(sayso.UserError, match="past"):
        book.tokens.make("Ann", by="tester", expires="2020-01-01")
    book.tokens.revoke("Ann", by="tester", now="2024-11-01T00:00:00+00:00")
    assert book.tokens.check(made.secret, now="2024-11-02T00:00:00+00:00") is None
    with pytest.raises(sayso.UserError, match="revoked on 2024-11-01 by tester"):
        book.tokens.revoke(made.token.id, by="tester")


def test_nothing_is_sent_to_an_address_of_the_environment(ledger: sayso.Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FASTAPI_OTEL_AUTO_CONFIGURE", "true")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")
    app = create_app(ledger, BoardOptions())
    assert not any(app._telemetry[part] for part in ("tracing", "metrics", "logs", "operation_spans", "auto_configure"))


def test_the_document_describes_every_address_with_its_answers_and_faults(client: httpx.Client, ledger: sayso.Ledger) -> None:
    document = client.get("openapi.json").json()
    text = json.dumps(document)
    served = {path for path in create_app(ledger, BoardOptions()).openapi()["paths"] if path.startswith("/api/v1")}
    assert set(document["paths"]) == served
    assert {f"/api/v1/{name.partition('?')[0]}" for name in LISTS} <= served
    for reference in set(re.findall(r'"\$ref": "([^"]+)"', text)):
        assert reference.rpartition("/")[2] in document["components"]["schemas"], reference
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            answers = operation["responses"]
            good = answers["200" if method == "get" or path.endswith("tokens/list") else "201"]
            assert good["content"]["application/json"]["schema"], path
            assert answers["404"]["content"]["application/problem+json"]["schema"] == {"$ref": "#/components/schemas/Problem"}


def test_what_a_newer_version_changed(tmp_path: Path) -> None:
    """The first version counts nine people, the second eleven; a single version has nothing to be compared with."""
    book = sayso.open(tmp_path / "d.db", extractor="rules")
    for name, number in (("first", "nine"), ("second", "eleven")):
        (tmp_path / f"{name}.txt").write_text(f"The coast guard said on Monday that {number} people were taken off the ferry.", encoding="utf-8")
        book.read(tmp_path / f"{name}.txt", url="https://news.example/ferry", published="2026-03-02")
    (tmp_path / "other.txt").write_text("The navy denied on Tuesday that any ship had left the port of Kerch.", encoding="utf-8")
    book.read(tmp_path / "other.txt")
    first, _, alone = book.documents()
    with running_board(book) as board, httpx.Client(base_url=f"{board.address}/api/v1/") as client:
        found = client.get(f"documents/{first.id}/differences").json()
        assert [(change["field"], change["old"], change["new"]) for changed in found["changed"] for change in changed["changes"]] == [("content", "nine", "eleven")]
        missing = client.get(f"documents/{alone.id}/differences")
        assert missing.status_code == 404
        assert "one version" in missing.json()["detail"]
