"""The board in a real browser: every page loads without a complaint and is accessible, filters are addresses, review works by keyboard alone, a newcomer finds the answers.

One server and one browser for all of it. Screenshots stay in build/screenshots.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

import sayso
from sayso.model.board import PropositionFilter
from tests.board_server import running_board
from tests.conftest import EXAMPLES, ROOT

SHOTS = ROOT / "build" / "screenshots"
AXE = ROOT / "build" / "web" / "axe.min.js"
WIDTHS = (1440, 390)
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
    "guide",
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
        "guide": "/guide",
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
    assert [line for line in said if not re.search(r"status of (404|405|422)", line)] == []  # answers that a test asks for


def _serious(page: Page, rules: str = "") -> list[str]:
    """The serious faults that axe finds; ``rules`` is the one to look for, where only that may differ from what was checked."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, {resultTypes: ['violations'], ...(rules ? {runOnly: [rules]} : {})})", rules)
    bad = [entry for entry in found["violations"] if entry["impact"] in {"serious", "critical"}]
    return [f"{entry['id']}: {node['target']} {node['failureSummary']}" for entry in bad for node in entry["nodes"][:3]]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_loads_without_a_complaint_and_is_accessible(name: str, board: Board, opened: BrowserContext) -> None:
    page = opened.new_page()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(board.address + board.pages[name])
        if name in COMES_ALIVE and (width > 760 or name == "map"):
            page.wait_for_selector(COMES_ALIVE[name])
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{name} is wider than {width} px"
        assert page.locator("main h1").count() == 1
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=SHOTS / f"{name}-{width}-{scheme}.png", full_page=True)
            assert _serious(page, "" if scheme == "light" else "color-contrast") == [], (name, width, scheme)  # colours alone hang on the scheme


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


def test_resting_on_marked_words_opens_their_cells(board: Board, opened: BrowserContext) -> None:
    page = opened.new_page()
    page.goto(board.address + board.pages["document"])
    words = page.locator(".text .content-0").first
    attribution = (words.get_attribute("data-m") or "").split(" ")[-1]
    card = page.locator(f"[data-card][data-attribution='{attribution}']").first
    assert not card.locator(".cells").is_visible()
    words.hover()
    expect(card.locator(".cells")).to_be_visible()
    page.locator("h1").hover()
    page.locator(f".text [data-m]:not([data-m~='{attribution}'])").first.hover()
    expect(card.locator(".cells")).to_be_hidden()


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


def _picked(page: Page) -> list[tuple[int, int]]:
    """The stretches that a correction would send."""
    values = page.locator("[data-correct] input[name=at]").evaluate_all("fields => fields.map(field => field.value)")
    return [(int(start), int(end)) for start, end in (value.split("-") for value in values)]


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
    start, end = _picked(page)[0]
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
    start, end = _picked(page)[0]
    text = board.ledger.text(board.pages["document"].rsplit("/", 1)[-1])
    picked = page.locator("[data-picked]").inner_text()
    assert f"“{text[start:end].strip()}”" in picked


def test_content_is_corrected_by_several_stretches(board: Board, opened: BrowserContext) -> None:
    page = opened.new_page()
    page.goto(board.address + board.pages["claim"])
    claim = page.locator("#card").get_attribute("data-claim") or ""
    page.locator(".correct > summary").click()
    page.locator("#cell").select_option("content")
    box = page.locator("#around")
    for key, step in (("Control+Home", "Shift+ArrowRight"), ("Control+End", "Shift+ArrowLeft")):
        box.focus()
        page.keyboard.press(key)
        for _ in range(6):
            page.keyboard.press(step)
        expect(page.locator("[data-picked]")).to_contain_text("Selected")
        if key == "Control+Home":
            page.get_by_role("button", name="Add another stretch").click()
            expect(page.locator("[data-picked]")).to_contain_text("select the next stretch")
    expect(page.locator("[data-correct] input[name=at]")).to_have_count(2)
    places = _picked(page)
    page.locator("#why-correct").fill("Only a trial.")
    with page.expect_navigation():
        page.locator(".correct button.primary").click()
    text = board.ledger.text(board.pages["document"].rsplit("/", 1)[-1])
    assert [part.words for part in board.ledger.show(claim).claim.content] == [text[start:end].strip() for start, end in places]
    board.ledger.review.undo(board.ledger.review.acts(claim)[-1].id, by="tester", why="Only a trial.")


def test_without_script_stretches_are_written_with_a_gap_between(board: Board, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(board.address + board.pages["claim"])
    claim = page.locator("#card").get_attribute("data-claim") or ""
    words = board.ledger.show(claim).claim.content[0].words.split()
    page.locator(".correct > summary").click()
    page.locator("#cell").select_option("content")
    page.locator("#words").fill(f"{words[0]} … {words[-1]}")
    page.locator("#why-correct").fill("Only a trial.")
    page.locator(".correct button.primary").click()
    assert page.locator("#card .said q").all_inner_texts() == [words[0], words[-1]]
    board.ledger.review.undo(board.ledger.review.acts(claim)[-1].id, by="tester", why="Only a trial.")
    context.close()


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


def test_every_link_leads_to_something(board: Board, opened: BrowserContext) -> None:
    """No link of the lists, the map or the network ends at a page that has nothing to show."""
    page = opened.new_page()
    found: set[str] = set()
    for name in ("stories", "story", "proposition", "map", "network", "timeline", "watchlist", "claims"):
        page.goto(board.address + board.pages[name])
        found.update(page.locator("main a").evaluate_all("links => links.map(link => link.getAttribute('href') ?? link.getAttribute('xlink:href') ?? link.href.baseVal)"))
    paths = sorted({href.split("#")[0] for href in found if href.startswith("/")})
    assert len(paths) > 100
    for path in paths:
        answer = opened.request.get(board.address + path)
        assert answer.status == 200, path
        assert 'class="empty"' not in answer.text(), path


def test_a_proposition_is_found_by_the_outlet_that_carries_it(board: Board, opened: BrowserContext) -> None:
    page = opened.new_page()
    page.goto(board.address + board.pages["story"])
    page.locator("#f-outlet").select_option(label=page.locator("#f-outlet option").nth(1).inner_text())
    page.wait_for_url("**outlet=**")
    outlet = page.locator("#f-outlet").input_value()
    rows = page.locator(".rows tbody th a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert rows
    for path in rows:
        assert outlet in board.ledger.board.proposition(path.rsplit("/", 1)[-1]).detail.proposition.verdict.carriers


def test_a_number_of_something_else_does_not_move_it(board: Board, opened: BrowserContext) -> None:
    """Three boats and nine people aboard are no series: the summary draws no line between them."""
    story = next(row for row in board.ledger.board.stories(None, 10, 0).items if "boats" in row.title)
    line = board.ledger.board.story(story.id, PropositionFilter(limit=10)).propositions.items[0]
    assert {point.amount.minimum: point.apart for point in line.numbers} == {9: True, 3: False}
    page = opened.new_page()
    page.goto(f"{board.address}/stories/{story.id}")
    assert page.locator(".d-number").count() == 0
    assert page.locator(".rows .spark").count() == 0
    page.goto(f"{board.address}/propositions/{line.id}")
    said = page.locator("#s-number + * + table, #s-number ~ table").first.inner_text()
    assert "at least 9 people" in said
    assert "of something else than the rest" in said


def test_a_document_prints_with_its_claims_and_refusals(board: Board, opened: BrowserContext) -> None:
    page = opened.new_page()
    page.goto(board.address + board.pages["document"])
    page.emulate_media(media="print")
    summaries = page.locator(".cardlist summary")
    assert all(summaries.nth(at).is_visible() for at in range(summaries.count()))
    side = page.locator(".side").bounding_box()
    inner = page.locator(".cardlist").bounding_box()
    assert side
    assert inner
    assert side["height"] >= inner["height"], "nothing is cut off"
    assert page.locator(".after .plainlist li").first.is_visible()
    page.goto(board.address + board.pages["map"])
    page.wait_for_selector("#map .leaflet-interactive", state="attached")
    assert page.locator("#still .only-wide").is_visible(), "the drawing is printed, not the window of the map"
    assert not page.locator("#map").is_visible()
    page.screenshot(path=SHOTS / "map-print.png", full_page=True)


LONG = "Emergency Provision of Heating and Drinking Water to the Settlements of the Northern Districts"
ODD = (
    {
        "doc_id": "odd1",
        "title": "وزارة الدفاع: وصلت السفن",
        "outlet": "صحيفة الميناء",
        "published": "2025-03-04",
        "text": 'The defence ministry (وزارة الدفاع) said on Tuesday that four ships had reached Tartus. Spokesman 王伟 said that "北京没有派遣任何船只".',
    },
    {
        "doc_id": "odd2",
        "title": "Water" * 70,
        "outlet": "The Gazette of the Combined Municipalities of the Upper and Lower Valleys " * 3,
        "text": f"The Joint Commission for the {LONG} said on Wednesday that at least 1,250 homes in Harlow were without water. "
        f"Undersecretary Maximiliana {'Featherstonehaugh-' * 6}Warner denied that 1,250 homes were without water.",
    },
    {"doc_id": "odd3", "title": "Weather", "outlet": "<b>Bold</b> & Sons", "published": "2025-03-05", "text": "It rained in Harlow. The roads were wet."},
)


def test_names_of_any_length_and_script_stay_within_the_page(tmp_path: Path, opened: BrowserContext) -> None:
    (tmp_path / "odd.jsonl").write_text("\n".join(json.dumps(row) for row in ODD), encoding="utf-8")
    ledger = sayso.open(tmp_path / "odd.db", extractor="rules")
    ledger.read(tmp_path / "odd.jsonl")
    with running_board(ledger) as running:
        page = opened.new_page()
        paths = ["/", "/documents", "/claims", "/network", "/timeline", "/map", *(f"/documents/{row.id}" for row in ledger.documents())]
        paths += [f"/stories/{row.id}" for row in ledger.board.stories(None, 10, 0).items]
        paths += [f"/propositions/{row.id}" for row in ledger.board.propositions(PropositionFilter()).items]
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            for path in paths:
                page.goto(running.address + path)
                assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{path} is wider than {width} px"
        told = {row.external_id: f"/documents/{row.id}" for row in ledger.documents()}
        page.goto(running.address + told["odd3"])
        assert "No claim was read in this text" in page.locator("main").inner_text()
        page.goto(running.address + told["odd1"])
        assert page.locator("h1").evaluate("title => getComputedStyle(title).unicodeBidi") == "plaintext"
        page.goto(running.address + "/")
        assert "no day" in page.locator(".stories").inner_text()
        page.close()  # before the board goes, so that nothing is asked of it any more


def test_an_empty_ledger_says_how_to_fill_it(tmp_path: Path, opened: BrowserContext) -> None:
    (tmp_path / "wet.txt").write_text("It rained in Harlow. The roads were wet.", encoding="utf-8")
    ledger = sayso.open(tmp_path / "wet.db", extractor="rules")
    ledger.read(tmp_path / "wet.txt")
    with running_board(ledger) as running:
        page = opened.new_page()
        for path in ("/", "/propositions", "/claims", "/map", "/timeline", "/network"):
            page.goto(running.address + path)
            told = page.locator("main .empty").inner_text()
            assert "sayso read SOURCE" in told, path
            assert "filter" not in told, path
        page.goto(running.address + "/map?place=Harlow")
        assert "No place fits these filters" in page.locator("main .empty").inner_text()
        page.close()


@pytest.mark.parametrize(
    ("path", "title", "detail"),
    [
        ("/nothing-here", "There is nothing here", "go back to the list of stories"),
        ("/propositions/P-ffffffff", "There is nothing here", "P-ffffffff"),
        ("/propositions?verdict=true", "This does not fit", "known are: corroborated"),
        ("/changes?since=yesterday", "This does not fit", "a day such as"),
        ("/review/accept", "This cannot be opened", "does not take this method"),
    ],
)
def test_faults_are_told_in_plain_words(board: Board, opened: BrowserContext, path: str, title: str, detail: str) -> None:
    page = opened.new_page()
    page.goto(board.address + path)
    assert page.locator("h1").inner_text() == title
    assert detail in page.locator("main").inner_text()


def test_the_watchlist_does_not_say_a_condition_twice(board: Board, opened: BrowserContext) -> None:
    page = opened.new_page()
    page.goto(board.address + board.pages["watchlist"])
    for row in page.locator(".watch > li:has(.then)").all():
        assert row.locator("b").first.inner_text() not in row.locator(".then").inner_text()


def test_pages_are_not_sent_again_to_who_holds_them(board: Board, opened: BrowserContext) -> None:
    ask = opened.request
    address = board.address + board.pages["proposition"]
    ask.get(address)
    held = ask.get(address).headers["etag"]
    again = ask.get(address, headers={"If-None-Match": held})
    assert (again.status, again.text()) == (304, "")
    assert "no-cache" in again.headers["cache-control"]
    digit = board.ledger.review.credibility(board.pages["proposition"].rsplit("/", 1)[-1], 4, by="tester", why="Only a trial.")
    changed = ask.get(address, headers={"If-None-Match": held})
    assert changed.status == 200
    assert "doubtful" in changed.text()
    board.ledger.review.undo(digit.id, by="tester", why="Only a trial.")


def test_two_visits_never_hold_the_same_page(board: Board, browser: Browser) -> None:
    """A page holds the token of its visit's forms: what one visit holds is no answer to another."""
    tags = []
    for _ in range(2):
        with browser.new_context() as visit:
            visit.request.get(board.address + "/documents")
            tags.append(visit.request.get(board.address + "/documents").headers["etag"])
    assert tags[0] != tags[1]


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
