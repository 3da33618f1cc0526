"""The board in a real browser: every page loads without a complaint and is accessible, filters are addresses, review works by keyboard alone, a newcomer finds the answers.

One server and one browser for all of it. Screenshots stay in build/screenshots.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

import sayso
from sayso.model.board import PropositionFilter
from tests.board_server import running_board
from tests.conftest import EXAMPLES, ROOT

SHOTS = ROOT / "build" / "screenshots"
AXE = ROOT / "build" / "web" / "axe.min.js"
LOOKS = [(1440, "light"), (390, "dark")]  # each width in the scheme in which it is checked for accessibility; pictures are taken in both
COMES_ALIVE = {"map": "#map .leaflet-interactive", "network": "#network canvas"}
FIRST_PAGE = 600_000  # bytes of HTML, styles and scripts, without those of map and network
OLDER = "The coast guard said on Monday that at least two boats were missing off Cape Lorn. The fishing union denied that its boats had left port."
NEWER = "The coast guard said on Monday that three boats were missing off Cape Lorn. Harbour master Ida Venn said at least nine people were aboard."
PAGES = [
    "stories",
    "story",
    "filtered",
    "proposition",
    "document",
    "claim",
    "propositions",
    "documents",
    "claims",
    "map",
    "timeline",
    "network",
    "watchlist",
    "changes",
    "review",
    "login",
    "missing",
]


@dataclass(frozen=True, slots=True)
class Board:
    """The board that is up, its ledger, and the addresses of its pages by name."""

    address: str
    ledger: sayso.Ledger
    pages: dict[str, str]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert path, "the tests of the board need Chromium: install it with your system's package manager, e.g. apt-get install chromium"
    with sync_playwright() as engine:
        found = engine.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    """The sample story and two versions of another report, on a ledger of its own which the tests of review may judge."""
    folder = tmp_path_factory.mktemp("board")
    ledger = sayso.open(folder / "v.db")
    ledger.read(EXAMPLES / "V.jsonl")
    for day, text in (("2025-02-03", OLDER), ("2025-02-04", NEWER)):
        (folder / "echo.txt").write_text(text, encoding="utf-8")
        ledger.read(folder / "echo.txt", outlet="The Lorn Echo", url="https://lorn-echo.example/boats", published=day)
    SHOTS.mkdir(parents=True, exist_ok=True)
    with running_board(ledger) as running:
        yield Board(address=running.address, ledger=ledger, pages=_addresses(ledger))
    assert ledger.verify().faults == ()


def _addresses(ledger: sayso.Ledger) -> dict[str, str]:
    story = max(ledger.board.stories(None, 10, 0).items, key=lambda row: row.documents).id
    proposition = next(row for row in ledger.board.story(story, PropositionFilter(limit=20)).propositions.items if row.numbers)
    support = ledger.board.proposition(proposition.id).detail.supports[0]
    return {
        "stories": "/",
        "story": f"/stories/{story}",
        "filtered": f"/stories/{story}?verdict=contested",
        "proposition": f"/propositions/{proposition.id}",
        "document": f"/documents/{support.document}",
        "claim": f"/documents/{support.document}?claim={support.claim}#card",
        "versions": f"/documents/{ledger.documents()[-1].id}",
        "propositions": "/propositions?words=soldiers",
        "documents": "/documents",
        "claims": "/claims?act=deny",
        "map": f"/map?story={story}",
        "timeline": f"/timeline?story={story}",
        "network": f"/network?story={story}",
        "watchlist": "/watchlist",
        "changes": "/changes?since=2024-10-24",
        "review": "/review",
        "login": "/login",
        "missing": "/nothing-here",
    }


@pytest.fixture
def opened(browser: Browser) -> Iterator[BrowserContext]:
    """A browser window that has never been here; at the end, nothing was complained about."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme="light")
    said: list[str] = []
    context.on("console", lambda told: said.append(f"{told.page.url if told.page else ''}: {told.text}") if told.type in {"error", "warning"} else None)
    context.on("weberror", lambda fault: said.append(str(fault.error)))
    yield context
    context.close()
    assert [line for line in said if not re.search(r"status of (404|422)", line)] == []  # answers that a test asks for


def _serious(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    bad = [entry for entry in found["violations"] if entry["impact"] in {"serious", "critical"}]
    return [f"{entry['id']}: {node['target']} {node['failureSummary']}" for entry in bad for node in entry["nodes"][:3]]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_loads_without_a_complaint_and_is_accessible(name: str, board: Board, opened: BrowserContext) -> None:
    page = opened.new_page()
    for width, looked_at in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(board.address + board.pages[name])
        if name in COMES_ALIVE and (width > 760 or name == "map"):
            page.wait_for_selector(COMES_ALIVE[name])
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{name} is wider than {width} px"
        assert page.locator("main h1").count() == 1
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=SHOTS / f"{name}-{width}-{scheme}.png", full_page=True)
            assert scheme != looked_at or _serious(page) == [], (name, width, scheme)


def test_the_check_of_accessibility_sees_a_fault(board: Board, opened: BrowserContext) -> None:
    page = opened.new_page()
    page.goto(board.address + board.pages["login"])
    page.evaluate("document.querySelector('main').append(document.createElement('select'))")
    assert any(line.startswith("select-name") for line in _serious(page))


@pytest.mark.parametrize("name", [name for name in PAGES if name != "missing"])
def test_every_page_reads_without_script(name: str, board: Board, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    answer = page.goto(board.address + board.pages[name])
    assert answer is not None
    assert answer.status == 200
    assert page.locator("main h1").is_visible()
    drawn = {"map": "#still svg", "network": "#still svg", "timeline": ".drawing svg", "proposition": ".drawing svg", "document": ".text .content-0", "claim": ".text .lit"}
    if name in drawn:
        assert page.locator(f"{drawn[name]} >> visible=true").count() > 0
    context.close()


def test_without_script_a_claim_opens_beside_its_text(board: Board, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(board.address + board.pages["document"])
    page.locator(".cardlist summary").first.click()
    cells = page.locator(".cardlist details[open] .cells")
    assert cells.is_visible()
    assert "How sure" in cells.inner_text()
    page.locator("a.ref").nth(1).click()
    assert page.locator("#card").is_visible()
    assert page.locator(".text .lit").count() > 0
    context.close()


def test_every_state_of_a_filter_is_an_address(board: Board, opened: BrowserContext, browser: Browser) -> None:
    page = opened.new_page()
    page.goto(board.address + board.pages["story"])
    everything = page.locator(".rows tbody tr").count()
    page.get_by_label("Verdict", exact=True).select_option("contested")
    page.wait_for_url("**verdict=contested**")
    expect(page.locator(".rows tbody tr")).not_to_have_count(everything)
    assert set(page.locator(".rows tbody .verdict").all_inner_texts()) == {"contested"}
    assert "words=" not in page.url, "empty fields are left out"
    shared, seen = page.url, page.locator(".rows tbody .c-text").all_inner_texts()
    with browser.new_context(java_script_enabled=False) as other:
        plain = other.new_page()
        plain.goto(shared)
        assert plain.locator(".rows tbody .c-text").all_inner_texts() == seen
        plain.locator(".chips a").first.click()
        assert plain.locator(".rows tbody tr").count() == everything
    page.go_back()
    expect(page.locator(".rows tbody tr")).to_have_count(everything)


def test_full_text_search_finds_claims_behind_a_proposition(board: Board, opened: BrowserContext) -> None:
    page = opened.new_page()
    page.goto(board.address + board.pages["story"])
    page.locator("#f-words").fill("landing ships")
    page.locator("#f-words").press("Enter")
    page.wait_for_url("**words=landing**")
    expect(page.locator(".chips")).to_contain_text("landing ships")
    found = page.locator(".rows tbody tr")
    assert 0 < found.count() < 5
    assert any("landing ships" in row for row in found.all_inner_texts())


def test_a_claim_is_one_click_from_its_place_in_the_text(board: Board, opened: BrowserContext) -> None:
    page = opened.new_page()
    page.goto(board.address + board.pages["proposition"])
    claim = page.locator(".claims > li").first
    words = claim.locator("q").first.inner_text().strip("“”")
    claim.get_by_text("in the text").click()
    page.wait_for_url("**/documents/**#c-*")
    lit = page.locator(".text .lit").all_inner_texts()
    assert words in "".join(lit)
    assert page.locator(".text .lit").first.is_visible()


def test_pointing_at_a_number_opens_the_cells_and_lights_source_cue_and_content(board: Board, opened: BrowserContext) -> None:
    page = opened.new_page()
    page.goto(board.address + board.pages["document"])
    ref = page.locator("a.ref").first
    ref.focus()
    card = page.locator(f"[id='card-{ref.get_attribute('data-claim')}']")
    assert card.locator(".cells").is_visible()
    looks = " ".join(page.locator(".text .hot").evaluate_all("runs => runs.map(run => run.className)"))
    assert all(part in looks for part in ("source-", "cue-", "content-"))
    ref.click()
    page.wait_for_url("**claim=c-*")
    assert page.locator("#card").evaluate("card => card === document.activeElement")


def test_versions_of_a_report_stand_side_by_side(board: Board, opened: BrowserContext) -> None:
    page = opened.new_page()
    page.goto(board.address + board.pages["versions"])
    changes = page.locator(".diff").first
    assert "at least two" in changes.locator("del").first.inner_text()
    assert "three" in changes.locator("ins").first.inner_text()
    assert any("nine people" in words for words in changes.locator("ins").all_inner_texts())
    page.get_by_role("link", name="Version 1").click()
    assert "a newer version was read" in page.locator(".head").inner_text()


def _tab_to(page: Page, selector: str, most: int = 250) -> None:
    """Presses Tab until an element has the focus, and sees to it that the focus shows."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            shown = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert shown != "none", f"the focus on {selector} does not show"
            return
    raise AssertionError(f"{selector} is not reached with {most} presses of Tab")


def test_review_by_keyboard_alone(board: Board, opened: BrowserContext) -> None:
    page = opened.new_page()
    page.goto(board.address + board.pages["document"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    _tab_to(page, "a.ref")
    page.keyboard.press("Enter")
    page.wait_for_selector("#card")
    claim = page.locator("#card").get_attribute("data-claim") or ""

    _tab_to(page, "#why-judge")
    page.keyboard.type("The text says exactly this.")
    _tab_to(page, "form.judge button.primary")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert [act.kind for act in board.ledger.review.acts(claim)] == ["accept"]
    assert "The text says exactly this." in page.locator("#card").inner_text()

    _tab_to(page, ".correct > summary")
    page.keyboard.press("Enter")
    _tab_to(page, "#cell")
    page.keyboard.type("certainty")
    _tab_to(page, "#value")
    page.keyboard.type("possible")
    _tab_to(page, "#around")
    page.keyboard.press("Control+Home")
    for _ in range(5):
        page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("[data-picked]")).to_contain_text("Selected")
    start, end = (int(page.locator(f"[data-correct] input[name={name}]").input_value()) for name in ("start", "end"))
    _tab_to(page, "#why-correct")
    page.keyboard.type("A headline is no certainty.")
    _tab_to(page, ".correct button.primary")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    shown = board.ledger.show(claim).claim
    assert shown.certainty.value == "possible"
    assert shown.certainty.at is not None
    assert (shown.certainty.at.start, shown.certainty.at.end) == (start, end)
    assert shown.certainty.at.words == board.ledger.text(shown.document)[start:end]
    corrected = page.locator("#card .corrected").all_inner_texts()
    assert any("certain" in line and "tester" in line for line in corrected), "the program's value stands beside the corrected one"

    page.goto(f"{board.address}/review")
    for _ in range(2):
        _tab_to(page, ".undo > summary")
        page.keyboard.press("Enter")
        _tab_to(page, ".undo input[name=why]")
        page.keyboard.type("Only a trial.")
        _tab_to(page, ".undo button")
        with page.expect_navigation():
            page.keyboard.press("Enter")
    page.screenshot(path=SHOTS / "review-after-1440-light.png", full_page=True)
    assert board.ledger.show(claim).claim.certainty.value == "certain"
    assert all(act.undone or act.kind == "undo" for act in board.ledger.review.acts())


def test_words_selected_with_the_mouse_fill_the_correction(board: Board, opened: BrowserContext) -> None:
    page = opened.new_page()
    page.goto(board.address + board.pages["claim"])
    page.locator(".correct > summary").click()
    page.locator(".text .source-0").first.dblclick()
    expect(page.locator("[data-picked]")).to_contain_text("Selected")
    start, end = (int(page.locator(f"[data-correct] input[name={name}]").input_value()) for name in ("start", "end"))
    text = board.ledger.text(board.pages["document"].rsplit("/", 1)[-1])
    picked = page.locator("[data-picked]").inner_text()
    assert f"“{text[start:end].strip()}”" in picked


def test_a_mistake_in_review_is_told_in_a_sentence(board: Board, opened: BrowserContext) -> None:
    page = opened.new_page()
    page.goto(board.address + board.pages["claim"])
    page.locator(".correct > summary").click()
    page.locator("#cell").select_option("certainty")
    page.locator("#value").fill("rather")
    page.locator("#why-correct").fill("To see what happens.")
    page.locator(".correct button.primary").click()
    page.wait_for_selector(".kicker:has-text('422')")
    assert "one of: certain, probable, possible, unknown" in page.locator("main").inner_text()


def test_credibility_merge_and_split_on_the_page_of_a_proposition(board: Board, opened: BrowserContext) -> None:
    page = opened.new_page()
    page.goto(board.address + board.pages["proposition"])
    page.get_by_text("Set its credibility").click()
    page.locator("#digit").select_option("3")
    page.locator("#why-digit").fill("The figures rest on briefings.")
    with page.expect_navigation():
        page.get_by_role("button", name="Set", exact=True).click()
    assert "possibly true" in page.locator(".head").inner_text()
    claims = page.locator(".claims input[type=checkbox]")
    claims.last.check()
    page.get_by_text("Split claims off").click()
    page.locator("#why-split").fill("It is about something else.")
    before = claims.count()
    with page.expect_navigation():
        page.get_by_role("button", name="Split off").click()
    assert page.locator(".claims > li").count() < before
    for act in board.ledger.review.acts():
        if act.kind in {"split", "credibility"}:
            board.ledger.review.undo(act.id, by="tester", why="Only a trial.")
    page.reload()
    assert page.locator(".claims > li").count() == before


def test_what_changed_since_the_last_visit(board: Board, opened: BrowserContext) -> None:
    page = opened.new_page()
    page.goto(board.address + "/")
    assert page.locator(".new").count() == 0, "on the first visit nothing is new"
    opened.clear_cookies()
    opened.add_cookies([{"name": "sayso_last", "value": str(board.ledger.board.mark() - 3), "url": board.address}])
    page.goto(board.address + "/")
    told = " ".join(page.locator(".stories .new").all_inner_texts())
    assert re.search(r"\d+ (new|moved)", told)
    page.reload()
    assert " ".join(page.locator(".stories .new").all_inner_texts()) == told, "within a visit it stays so"
    page.locator(".stories a.new").first.click()
    assert page.locator(".rows .new").count() == page.locator(".rows tbody tr").count() > 0
    page.goto(board.address + "/")
    page.get_by_role("button", name="Count all as seen").click()
    page.wait_for_load_state()
    assert page.locator(".new").count() == 0


def test_the_first_page_is_light(board: Board, opened: BrowserContext) -> None:
    page = opened.new_page()
    weights: list[int] = []
    page.on("response", lambda answer: weights.append(len(answer.body())))
    page.goto(board.address + "/")
    page.wait_for_load_state("networkidle")
    assert sum(weights) < FIRST_PAGE
    assert not page.locator("script[src*=leaflet], script[src*=cytoscape]").count()


def test_map_and_network_come_alive(board: Board, opened: BrowserContext) -> None:
    page = opened.new_page()
    page.goto(board.address + board.pages["map"])
    page.wait_for_selector("#map .leaflet-interactive")
    assert not page.locator("#still").is_visible()
    everything = page.locator("#map path.leaflet-interactive").count()
    page.locator("#until").focus()
    page.keyboard.press("Home")
    expect(page.locator("#map path.leaflet-interactive")).not_to_have_count(everything)
    assert page.locator("tr.out").count() > 0
    page.goto(board.address + board.pages["network"])
    page.wait_for_selector("#network canvas")
    assert not page.locator("#still").is_visible()


def test_a_newcomer_finds_the_answers_on_the_page(board: Board, browser: Browser) -> None:
    """How many independent origins say the number, who denies, how the number moved, where the troops went, what is not known: read off the story's page alone."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(board.address + "/")
    page.locator(".stories h2 a").filter(has_text="soldiers").first.click()
    minute = page.locator(".digest")

    supported = minute.locator(".d-supported li").filter(has_text=re.compile(r"3,000|1,500|10,000")).first.inner_text()
    count = re.search(r"(\d+)(?:–\d+)? origins?: ", supported)
    assert count, supported
    assert any(name in supported for name in ("National Intelligence Service", "National Security Council", "Ukraine"))

    denied = minute.locator(".d-denied").inner_text()
    assert "Russia" in denied
    assert "North Korea" in denied

    steps = minute.locator(".d-number .steps li").all_inner_texts()
    said = [re.sub(r"\s+", " ", step) for step in steps]
    assert next(number for number, step in enumerate(said) if "1,500" in step) < next(number for number, step in enumerate(said) if "11,000" in step)
    assert any("3,000" in step for step in said)

    went = minute.locator(".d-places").inner_text()
    assert "Vladivostok" in went
    assert re.search(r"W[oŏ]nsan → Vladivostok", went)
    assert "Kursk" in went

    unknown = minute.locator(".d-unknown").inner_text()
    assert "fight" in unknown or "front" in unknown
    context.close()


def test_nothing_of_this_machine_or_of_the_web_is_asked_for(board: Board, opened: BrowserContext) -> None:
    page = opened.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for name in ("stories", "story", "proposition", "document", "map", "network"):
        page.goto(board.address + board.pages[name])
    assert [url for url in asked if not url.startswith((board.address, "data:"))] == []


def test_the_web_files_are_those_of_the_build() -> None:
    vendor = ROOT / "src" / "sayso" / "http" / "vendor"
    held = {path.relative_to(ROOT).as_posix() for path in vendor.rglob("*") if path.is_file()}
    listed = {row["to"] for row in json.loads((ROOT / "web" / "assets.json").read_text(encoding="utf-8"))}
    assert held == {name for name in listed if name.startswith("src/")}
