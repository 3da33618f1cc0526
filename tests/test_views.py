"""Drawings: the same bytes as the golden files, what they show, and that nothing in a text can break out of them.

``python -m tests.test_views`` writes golden files that are missing.
"""

from __future__ import annotations

import itertools
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Page, sync_playwright

from sayso.model.board import MapView, Network, Node, Tie
from sayso.model.errors import UserError
from sayso.model.proposition import Link, Proposition, Relation, Side, Support, Verdict, VerdictName
from sayso.model.story_views import PropositionDetail, SupportView
from sayso.views import maps, network, numbers, paths, scales, timeline, verdicts
from sayso.views.figures import figures, series
from sayso.views.matrix import matrix
from sayso.views.svg import NARROW, WIDE, link
from tests.conftest import ROOT
from tests.views_samples import DRAWINGS, EMPTY, NAVY, NET, PLACES, POINTS, ROWS, SUPPORTS, TOPOLOGY, Draw, address, amount, origin, place, point, row, support

GOLDEN = ROOT / "tests" / "golden" / "views"
SVG = "{http://www.w3.org/2000/svg}"
CASES = [(name, width) for name in DRAWINGS for width in (WIDE, NARROW)]
HOSTILE = "</title><script>alert(1)</script>\"' onload='x' \x00\x1b\u202eabc\ud800 & <![CDATA["


def shown(drawing: str) -> ET.Element:
    return ET.fromstring(drawing)


def texts(drawing: str) -> list[str]:
    return [element.text or "" for element in shown(drawing).iter(f"{SVG}text")]


def classed(drawing: str, name: str) -> list[ET.Element]:
    return [element for element in shown(drawing).iter() if name in element.get("class", "").split()]


def golden() -> dict[Path, str]:
    files = {GOLDEN / f"{name}-{width}.svg": DRAWINGS[name](f"{name}-{width}", width) + "\n" for name, width in CASES}
    return files | {GOLDEN / f"glyph-{name}.svg": verdicts.glyph(name, title=name) + "\n" for name in verdicts.ORDER}


@pytest.mark.parametrize("path", golden(), ids=lambda path: path.name)
def test_drawings_are_as_they_were_looked_at(path: Path) -> None:
    assert golden()[path] == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("draw", [*DRAWINGS.values(), *EMPTY.values()], ids=[*DRAWINGS, *(f"empty {name}" for name in EMPTY)])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_drawing_is_told_in_words_and_brings_no_style_or_script(draw: Draw, width: int) -> None:
    root = shown(draw("here", width))
    assert root.get("role") == ("group" if root.find(f".//{SVG}a") is not None else "img")
    assert root.get("viewBox", "").startswith(f"0 0 {width} ")
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    assert by_id[root.get("aria-labelledby")].text
    assert by_id[root.get("aria-describedby")].text
    assert all(str(key).startswith("here") for key in by_id)
    for element in root.iter():
        assert element.tag.removeprefix(SVG) not in {"style", "script", "foreignObject", "image", "use"}
        assert "style" not in element.attrib
        assert not any(name.startswith("on") for name in element.attrib)
        assert float(element.get("font-size", "12")) >= 11


def test_words_from_reports_stay_words() -> None:
    points = [replace(POINTS[0], origin=HOSTILE, amount=replace(POINTS[0].amount, words=HOSTILE))]
    supports = [support("x", [(HOSTILE, Link.PUBLISHED), (HOSTILE, Link.REPRINT), (HOSTILE, Link.QUOTES)], origin(HOSTILE, HOSTILE))]
    where = MapView(places=(replace(place("Suva", -18.1, 178.4), name=HOSTILE, id=HOSTILE),), legs=(), more=0)
    who = Network(
        nodes=(Node(id=HOSTILE, label=HOSTILE, kind=HOSTILE, country=HOSTILE, claims=1),),
        ties=(Tie(source=HOSTILE, target=HOSTILE, kind=HOSTILE, count=1, propositions=()),),
        more=0,
    )
    drawings = [
        numbers.history(points, labels={HOSTILE: HOSTILE}),
        numbers.sparkline(points),
        paths.paths(supports),
        timeline.timeline([replace(ROWS[0], text=HOSTILE, verdict=HOSTILE, start=HOSTILE, proposition=HOSTILE)], href=address),
        maps.world(where, href=address),
        network.network(who, href=address),
        verdicts.bar({HOSTILE: 3, "denied": 1}),
        verdicts.glyph(HOSTILE, title=HOSTILE),
    ]
    for drawing in drawings:
        assert not re.search(r"<script|<!\[|\x00|\x1b|\u202e|\ud800", drawing)
        assert all(element.tag != f"{SVG}script" and not any(name.startswith("on") for name in element.attrib) for element in shown(drawing).iter())
        drawing.encode()


@pytest.mark.parametrize("href", ["javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x", "java\tscript:alert(1)"])
def test_addresses_of_programs_lead_nowhere(href: str) -> None:
    assert link(href, "<g/>") == "<g/>"


def test_rows_and_places_lead_where_the_page_says() -> None:
    assert [element.get("href") for element in shown(timeline.timeline(ROWS[:2], href=address)).iter(f"{SVG}a")] == ["/at/both", "/at/since"]
    assert {element.get("href") for element in shown(maps.world(PLACES, href=address)).iter(f"{SVG}a")} == {"/at/suva", "/at/apia"}


def test_a_history_tells_bounds_lanes_and_relations_apart() -> None:
    drawing = numbers.history(POINTS, labels={"gov:NO": "Norwegian navy"})
    assert {"600–700", "> 700", "< 650", "800", "50", "+ 30–40"} <= set(texts(drawing))
    assert {"totals", "increments", "parts of a whole"} <= set(texts(drawing))
    told = [element.findtext(f"{SVG}title") or "" for element in classed(drawing, "v-point")]
    assert len(told) == len(POINTS)
    assert "Norwegian navy, 9 Oct 2024" in told[3]
    assert [len(classed(drawing, name)) > 0 for name in ("v-updated", "v-contradicts", "v-agrees", "v-apart")] == [True] * 4


def test_at_least_is_not_more_than() -> None:
    said = {"more than 700 boats": "> 700", "at least 700 boats": "≥ 700", "no fewer than 700": "≥ 700", "700 or more": "≥ 700", "over 700": "> 700"}
    shown = {words: figures([point("a", "2024-10-01", replace(amount(700, None, ">"), words=words))], {})[0].value for words in said}
    assert shown == said
    below = {"fewer than 700 boats": "< 700", "no more than 700": "≤ 700", "up to 700": "≤ 700", "just under 700": "< 700"}
    assert {words: figures([point("a", "2024-10-01", replace(amount(None, 700, "<"), words=words))], {})[0].value for words in below} == below


def test_figures_of_something_else_move_no_line() -> None:
    aboard, missing, later = (point(name, day, amount(value, value)) for name, day, value in (("a", "2025-02-04", 9), ("b", "2025-02-03", 3), ("c", "2025-02-05", 4)))
    points = (replace(aboard, apart=True), missing, later)
    assert series(points) == [missing, later]
    drawn = numbers.sparkline(points)
    assert ">3 → 4<" in drawn
    assert numbers.history(points).count("v-apart") > numbers.history(points[1:]).count("v-apart") == 0


def test_figures_that_cannot_be_compared_are_not_joined() -> None:
    first = point("a", "2024-10-01", amount(600, 600))
    two = (first, point("b", "2024-10-04", amount(10, 10), to=("a", Relation.NOT_COMPARABLE)))
    joined = (first, point("b", "2024-10-04", amount(10, 10), to=("a", Relation.UPDATED)))
    assert [len(classed(numbers.history(points), "v-tie")) for points in (two, joined)] == [0, 2]  # the line, and its key below
    assert len(classed(numbers.history(two), "v-hollow")) == 2  # the mark, and the key below


def test_values_far_apart_stand_on_a_scale_by_powers_of_ten() -> None:
    far = [point("a", "2024-10-01", amount(5, 5)), point("b", "2024-10-02", amount(20_000, 20_000))]
    assert "totals, by powers of ten" in texts(numbers.history(far))
    assert "totals" in texts(numbers.history(POINTS[:2]))


def test_labels_of_a_crowded_history_cover_nothing() -> None:
    crowd = [point(f"s{at}", f"2024-10-{1 + at % 5:02d}", amount(1000 + 37 * at % 900, 1000 + 37 * at % 900), origin=f"person:{at % 14}") for at in range(300)]
    drawing = numbers.history(crowd)
    assert len(classed(drawing, "v-point")) == 300
    assert "6 other origins" in texts(drawing)
    boxes = [(float(element.get("x", 0)), float(element.get("y", 0)), 7.0 * len(element.text or "")) for element in classed(drawing, "v-value")]
    assert len(boxes) > 5
    for one, other in itertools.combinations(boxes, 2):
        assert abs(one[1] - other[1]) >= 11 or one[0] + one[2] <= other[0] or other[0] + other[2] <= one[0]


def test_paths_join_equal_steps_and_mark_copies_and_denials() -> None:
    drawing = paths.paths(SUPPORTS)
    assert texts(drawing).count("Norwegian navy") == 1
    assert len([element for element in classed(drawing, "v-node") if element.findtext(f"{SVG}title") == "Swedish ministry denies it"]) == 1
    dashed = [element for element in classed(drawing, "v-copy") if element.find(f"{SVG}path") is not None]
    assert len(dashed) == 3  # Harbour Post to the wire, the wire to the spokesman, Harbour Post to itself
    assert "3 outlets go back to 2 origins with access: Norwegian navy, Ana Berg" in (shown(drawing).findtext(f"{SVG}desc") or "")


def test_at_most_forty_outlets_sixty_rows_and_sixty_nodes_are_drawn() -> None:
    many = [support(f"s{at}", [(f"Outlet {at}", Link.PUBLISHED)], NAVY) for at in range(53)]
    assert "and 13 more outlets" in texts(paths.paths(many))
    assert len(classed(paths.paths(many), "v-outlet")) == 40
    assert "and 11 more propositions" in texts(timeline.timeline([row(f"p{at}", "2024-10-01", None) for at in range(71)]))
    crowd = Network(nodes=tuple(replace(NET.nodes[0], id=f"n{at}") for at in range(70)), ties=(), more=5)
    assert "and 15 more" in texts(network.network(crowd))


def test_far_events_are_named_at_the_edge_and_open_ends_have_arrows() -> None:
    drawing = timeline.timeline(ROWS)
    assert "‹ 1 Jan 1999" in texts(drawing)
    assert not any(text in {"1998", "1999"} for text in texts(drawing))
    tails = [len([path for path in element.iter(f"{SVG}path") if path.get("class") == "v-tie"]) for element in classed(drawing, "v-row")]
    assert tails == [0, 1, 1, 0, 0]


def test_a_map_crosses_the_date_line() -> None:
    drawing = maps.world(PLACES, maps.rings(TOPOLOGY))
    east, west = (float(element.get("cx", 0)) for element in reversed(list(shown(drawing).iter(f"{SVG}circle"))[:2]))
    assert 0 < west - east < WIDE
    assert len(classed(drawing, "v-land")) == 1
    assert "400" in texts(drawing)
    assert len(classed(drawing, "v-contested")) >= 1


@pytest.mark.parametrize("longitude", [-180.0, -77.0, 0.0, 32.3, 179.9])
def test_one_place_stands_in_the_middle(longitude: float) -> None:
    drawing = maps.world(MapView(places=(place("Alone", 31.3, longitude),), legs=(), more=0))
    found = next(shown(drawing).iter(f"{SVG}circle"))
    assert abs(float(found.get("cx", 0)) - WIDE / 2) < 1


def test_outlines_are_decoded_as_the_specification_says() -> None:
    land = maps.rings(TOPOLOGY, "land")
    assert land[0][:2] == ((176, -20), (176, -14))
    assert all(abs(one[0] - other[0]) < 180 for ring in land for one, other in itertools.pairwise(ring))
    assert land[1] == ((176, -14), (176, -20), (170, -20), (170, -14), (176, -14))
    plain = {"type": "Topology", "arcs": [[[0, 0], [1, 0], [1, 1], [0, 0]]], "objects": {"a": {"type": "Polygon", "arcs": [[0]]}}}
    assert maps.rings(plain) == (((0, 0), (1, 0), (1, 1), (0, 0)),)
    assert maps.rings(TOPOLOGY, "none") == ()
    with pytest.raises(UserError, match="no object 'sea'; it has land, none"):
        maps.rings(TOPOLOGY, "sea")
    with pytest.raises(UserError, match="must be a TopoJSON topology"):
        maps.rings({"type": "FeatureCollection"})


def test_a_denial_in_the_network_is_crossed() -> None:
    drawing = network.network(NET)
    (arc,) = [element for element in classed(drawing, "v-denies") if element.find(f"{SVG}title") is not None]
    assert arc.findtext(f"{SVG}title") == "Ana Berg denies Norwegian navy: 2 times"
    assert len(arc.findall(f"{SVG}line")) == 2
    ends = [float(box.get("x", 0)) + float(box.get("width", 0)) for box in classed(drawing, "v-box")]
    assert min(float(line.get("x1", 0)) for line in arc.findall(f"{SVG}line")) > max(ends)  # both stand in one column: the arc goes round them


def test_verdicts_differ_in_shape_without_any_colour() -> None:
    bare = {name: re.sub(r'class="[^"]*"', "", verdicts.glyph(name)) for name in verdicts.ORDER}
    assert len(set(bare.values())) == len(VerdictName)


@pytest.mark.parametrize(
    ("days", "labels"),
    [
        (["2024-10-18"], ["15 Oct 2024", "16 Oct", "17 Oct", "18 Oct", "19 Oct", "20 Oct", "21 Oct"]),
        (["2024-10-01", "2024-12-31"], ["30 Sep 2024", "14 Oct", "28 Oct", "11 Nov", "25 Nov", "9 Dec", "23 Dec"]),
        (["2023-06-01", "2024-12-31"], ["Jul 2023", "Oct", "Jan 2024", "Apr", "Jul", "Oct", "Jan 2025"]),
        (["1990-01-01", "2024-12-31"], ["Jan 1990", "Jan 1995", "Jan 2000", "Jan 2005", "Jan 2010", "Jan 2015", "Jan 2020", "Jan 2025"]),
    ],
)
def test_days_are_marked_at_sensible_steps(days: list[str], labels: list[str]) -> None:
    scale = scales.day_scale([scales.day(one) or 0 for one in days], 0, 760)
    assert [label for _, label in scales.day_ticks(scale, 80)] == labels


def detail(said: list[tuple[str | None, Support]]) -> PropositionDetail:
    views = tuple(
        SupportView(
            claim=one.statement,
            side=one.side.value,
            source=one.origin.label,
            act="assert",
            document="d",
            external_id=None,
            outlet="Harbour Post",
            published=published,
            content=(),
            origin=one.origin.label,
            path="",
            adds=one.adds,
            standing=None,
            reason="",
        )
        for published, one in said
    )
    verdict = Verdict(
        name=VerdictName.UNKNOWN, least=0, most=0, origins=(), carriers=(), deniers=(), decliners=(), first=None, last=None, reasons=(), rules=(), credibility=(6, "")
    )
    supports = tuple(one for _, one in said)
    return PropositionDetail(proposition=Proposition(id="P-1", text="", type=None, statements=(), supports=supports, verdict=verdict, numbers=(), changes=()), supports=views)


def test_a_matrix_shows_who_changed_its_stance() -> None:
    berg = origin("person:ana berg", "Ana Berg")
    table = matrix(
        detail(
            [
                ("2024-10-03", support("a", [], berg, adds=False)),
                ("2024-10-01T09:00", support("b", [], NAVY)),
                ("2024-10-03", support("c", [], NAVY, side=Side.DENIES)),
                ("2024-10-05", support("d", [], NAVY, side=Side.DENIES)),
                (None, support("e", [], NAVY)),
            ]
        )
    )
    assert table.days == ("2024-10-01", "2024-10-03", "2024-10-05", "undated")
    assert [(one.label, one.adds) for one in table.rows] == [("Norwegian navy", True), ("Ana Berg", False)]
    assert [cell and (cell.sides, cell.claims, cell.changed) for cell in table.rows[0].cells] == [
        (("asserts",), ("b",), False),
        (("denies",), ("c",), True),
        (("denies",), ("d",), False),
        (("asserts",), ("e",), False),
    ]
    assert [cell is None for cell in table.rows[1].cells] == [True, False, True, True]


OUTSIDE = """() => [...document.querySelectorAll('svg.v')].flatMap(svg => {
  const frame = svg.getBoundingClientRect()
  const out = box => box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1
  return [...svg.querySelectorAll('text')].filter(text => out(text.getBoundingClientRect())).map(text => text.textContent)
})"""
COVERED = """() => [...document.querySelectorAll('svg.v')].flatMap(svg => {
  const boxes = [...svg.querySelectorAll('text')].map(text => [text.textContent, text.getBoundingClientRect()])
  const meet = (a, b) => a.left < b.right - 2 && b.left < a.right - 2 && a.top < b.bottom - 4 && b.top < a.bottom - 4
  return boxes.flatMap(([name, a], at) => boxes.slice(at + 1).filter(([_, b]) => meet(a, b)).map(([other]) => name + ' / ' + other))
})"""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    browser_at = shutil.which("chromium")
    assert browser_at, "no chromium in the PATH; make test brings one"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_at, args=["--no-sandbox"])
        yield browser.new_page()
        browser.close()


@pytest.mark.parametrize(("window", "width"), [(1440, WIDE), (390, NARROW)])
def test_in_a_browser_no_text_is_cut_or_covered(page: Page, window: int, width: int) -> None:
    page.set_viewport_size({"width": window, "height": 800})
    page.set_content('<body style="margin:16px">' + "".join(f"<div>{draw(name, width)}</div>" for name, draw in DRAWINGS.items()))
    assert page.evaluate("document.querySelectorAll('svg.v').length") == len(DRAWINGS)
    assert page.evaluate("document.documentElement.scrollWidth") == window
    assert page.evaluate(OUTSIDE) == []
    assert page.evaluate(COVERED) == []


def generate() -> None:
    """Writes the golden files that are missing, and overwrites none."""
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for path, drawing in golden().items():
        if not path.exists():
            path.write_text(drawing, encoding="utf-8")
            print(f"wrote {path.name}")


if __name__ == "__main__":
    generate()
