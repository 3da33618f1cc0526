"""From pages and texts to the report alone: nothing that stands around it becomes text; live blogs keep their times; stubs and charsets are said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.documents.build import DocumentBuilder, Limits
from sayso.documents.decode import decode
from sayso.documents.liveblog import clock_stretches, stated_entries
from sayso.documents.page import read_page
from sayso.model.document import Document, RawItem
from sayso.model.errors import ItemError
from sayso.model.reading import Reading

HERE = Path(__file__).parent / "pages"
REPORT = [
    "The coast guard closed the strait of Norhavn on Monday after two ferries collided off the cape, and said that nobody was hurt.",
    "Both ships reached the port under their own power, according to the harbour office, which sent two tugs to the place of the accident.",
    "“We saw lights and then nothing,” said Jonas Vild, a fisherman from the island, who had been mending his nets on the pier since noon.",
    "The owner of the ferries, Aune Lines, did not answer questions. The inquiry will begin on Thursday, the ministry of transport announced.",
]
ENTRIES = [
    "18:40 — Strait open again. The coast guard has opened the strait, Commander Elin Dahl told reporters. She said the inquiry would begin on Thursday.",
    "15:05 — “Nobody was hurt,” the mayor of Norhavn, Aksel Roth, says in a video.",
    "12:30 — Aune Lines denies that the steering of its ships was at fault.",
    "09:10 — Two tugs are on their way, the harbour office says.",
    "06:15 — Two ferries have collided off the cape, the coast guard reports.",
]


@pytest.fixture(scope="module")
def builder() -> DocumentBuilder:
    return DocumentBuilder(Limits(characters=100_000, html_seconds=20))


def built(builder: DocumentBuilder, data: bytes, media_type: str = "text/html", **declared: str) -> Document:
    return builder.build(RawItem(location="a test", media_type=media_type, data=data, declared=declared))[0]


def paragraphs(document: Document) -> list[str]:
    return [span.of(document.text) for span in document.paragraphs]


def test_a_page_gives_the_report_and_nothing_else(builder: DocumentBuilder) -> None:
    document = built(builder, (HERE / "furniture.html").read_bytes())
    assert document.text.split("\n") == REPORT
    assert (document.value("published"), document.value("outlet"), document.value("language")) == ("2025-03-04", "The Norhavn Example", "en")


def test_every_word_of_the_report_is_found_again_in_the_page(builder: DocumentBuilder) -> None:
    page = (HERE / "furniture.html").read_text(encoding="utf-8")
    document = built(builder, page.encode())
    for span in document.paragraphs:
        raw = document.offsets.raw_span(span)
        assert raw is not None
        assert raw.of(page) == span.of(document.text)


@pytest.mark.parametrize("words", ["sidebar", "share", "related", "newsletter"])
def test_a_name_that_speaks_of_furniture_does_not_cost_the_report(words: str) -> None:
    page = f"<html><body><div class='{words}'><h1>Strait closed</h1>{''.join(f'<p>{line}</p>' for line in REPORT)}</div></body></html>"
    assert read_page(page, None, "2025-06-30").text == "\n".join(REPORT)


def test_a_text_keeps_its_bytes_but_what_stands_around_the_report_is_no_paragraph(builder: DocumentBuilder) -> None:
    data = (HERE / "furniture.txt").read_bytes()
    document = built(builder, data, "text/plain")
    assert document.text.encode() == data
    assert paragraphs(document) == [
        "Strait closed after ferries collide",
        "By Ilse Brandvold",
        REPORT[0],
        "“We saw lights and then nothing,” said Jonas Vild, a fisherman from the island.",
    ]


def test_a_signature_is_no_menu(builder: DocumentBuilder) -> None:
    text = f"{REPORT[0]}\n\nBrigadier Elin Dahl\nSpokeswoman\nTelephone: 104\n"
    assert paragraphs(built(builder, text.encode(), "text/plain"))[-3:] == ["Brigadier Elin Dahl", "Spokeswoman", "Telephone: 104"]


def test_a_text_of_labels_alone_is_refused(builder: DocumentBuilder) -> None:
    with pytest.raises(ItemError, match="only what stands around one"):
        built(builder, b"Advertisement\nShare this\n3 min read\nRead more: Ten islands to see\n", "text/plain")


def test_a_stub_is_marked(builder: DocumentBuilder) -> None:
    document = built(builder, (HERE / "stub.html").read_bytes())
    assert document.value("stub") == "paywall"
    assert document.facts["stub"].origin == "subscribe to continue"
    assert "according to letters seen by this newspaper." in document.text
    assert "cheapest in the land" not in document.text


def test_a_wall_without_a_report_is_refused(builder: DocumentBuilder) -> None:
    with pytest.raises(ItemError, match="save the page while logged in") as fault:
        built(builder, (HERE / "wall.html").read_bytes())
    assert fault.value.code == "stub"


def test_a_whole_report_that_is_not_free_is_no_stub(builder: DocumentBuilder) -> None:
    declared = b'<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script></head>'
    page = (HERE / "furniture.html").read_bytes().replace(b"</head>", declared)
    assert "stub" not in built(builder, page).facts


def test_a_live_blog_keeps_the_times_of_its_entries_and_their_order(builder: DocumentBuilder) -> None:
    document = built(builder, (HERE / "live.html").read_bytes())
    assert document.text.split("\n") == ENTRIES
    assert document.value("form") == "live blog"
    assert (document.value("published"), document.facts["published"].confidence > 0.5) == ("2025-03-04", True)
    assert [clock for _, clock in clock_stretches(document.text)] == ["18:40", "15:05", "12:30", "09:10", "06:15"]
    assert paragraphs(document)[3] == "Two tugs are on their way, the harbour office says."


def test_entries_of_several_days_bear_their_day(builder: DocumentBuilder) -> None:
    page = (HERE / "live.html").read_bytes().replace(b"2025-03-04T06:15", b"2025-03-03T23:55").replace(b">06:15<", b">23:55<")
    text = built(builder, page).text
    assert text.split("\n")[-1] == "2025-03-03 23:55 — Two ferries have collided off the cape, the coast guard reports."
    assert clock_stretches(text)[-1][1] == "2025-03-03T23:55"


def test_entries_that_only_json_ld_states_are_read() -> None:
    updates = [{"datePublished": f"2025-03-04T{hour:02}:00:00Z", "headline": "News", "articleBody": f"The office said that ship {hour} came in."} for hour in (12, 11, 10)]
    assert stated_entries(updates) == [f"{hour}:00 — News. The office said that ship {hour} came in." for hour in (12, 11, 10)]


@pytest.mark.parametrize("text", ["10:30 — It sank.\nNobody knows why.", "It sank.\nIt burned.\nIt was old.", "99:99 — a\n88:88 — b\n77:77 — c"])
def test_a_text_with_hardly_any_times_is_no_live_blog(text: str) -> None:
    assert clock_stretches(text) == ()


A, B, C = REPORT[:3]
LINKED = "<a href='/1'>Minister denies fares will rise</a>"
LAYOUTS = {
    "breaks for paragraphs": (f"<div><h1>T</h1>{A}<br><br>{B}<br><br>{C}</div>", [A, B, C]),
    "links between paragraphs": (f"<article><h1>T</h1><p>{A}</p><p>{LINKED}</p><p>ALSO READ | {LINKED}</p><p>{B}</p><p>{C}</p></article>", [A, B, C]),
    "a caption in a span": (
        f"<article><h1>T</h1><div><img><span class='caption'>Officials said on Sunday that all was well here.</span></div><p>{A}</p><p>{B}</p></article>",
        [A, B],
    ),
    "a caption in a table": (f"<article><p>{A}</p><table class='image'><tr><td>Officials said on Sunday that all was well.</td></tr></table><p>{B}</p></article>", [A, B]),
    "a sentence shown twice": (f"<article><p>{A}</p><blockquote class='pull-quote'>We saw lights and then nothing</blockquote><p>{B}</p><p>{C}</p></article>", [A, B, C]),
    "a quotation of its own": (
        f"<article><p>{A}</p><blockquote><p>Nobody will sail tonight, and nobody should ask me why.</p></blockquote><p>{B}</p></article>",
        [A, "Nobody will sail tonight, and nobody should ask me why.", B],
    ),
    "other stories under a heading": (f"<article><p>{A}</p><h3>Related stories</h3><ul><li>Minister denies it</li><li>Captain admits it</li></ul><p>{B}</p></article>", [A, B]),
    "a list that belongs to the report": (f"<article><p>{A}</p><ul><li>Nobody was hurt, the mayor said.</li></ul><p>{B}</p></article>", [A, "Nobody was hurt, the mayor said.", B]),
    "bylines": (f"<article><h1>T</h1><p>By Ilse Brandvold and Piet Aune</p><p>Piet Aune, harbour correspondent</p><p>{A}</p><p>{B}</p></article>", [A, B]),
    "links within sentences": (f"<article><p>{A.replace('coast guard', '<a href=1>coast guard</a>')}</p><p>{B}</p></article>", [A, B]),
    "readers": (f"<article><p>{A}</p><p>{B}</p></article><div class='comment-list'><p>The minister said it was fog, but I do not believe him.</p></div>", [A, B]),
    "an old page": (f"<table><tr><td><a>Home</a><br><a>World</a></td><td><font size=5><b>T</b></font><p>{A}<p>{B}<p>{C}</td></tr></table>", [A, B, C]),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_layouts(name: str) -> None:
    body, lines = LAYOUTS[name]
    found = read_page(f"<html><head><title>T - The Norhavn Example</title></head><body>{body}</body></html>", None, "2025-06-30").text
    assert (found or "").split("\n") == lines


LIVE = {
    "times on one level with the entries": "<time>{0}:05</time><p>The office said that ship {0} came in.</p><p>It was full.</p>",
    "times in spans": "<div class='post'><span class='timestamp'>{0}:05</span><p>The office said that ship {0} came in.</p><p>It was full.</p></div>",
    "times in headings": "<h3>{0}:05</h3><p>The office said that ship {0} came in.</p><p>It was full.</p>",
    "entries as articles": "<article><header><time datetime='2025-03-04T{0}:05:00Z'>{0}:05</time></header><div>The office said that ship {0} came in. It was full.</div></article>",
    "times counted backwards": "<section><time datetime='2025-03-04T{0}:05:00Z'>hours ago</time><p>The office said that ship {0} came in. It was full.</p></section>",
}


@pytest.mark.parametrize("name", LIVE)
def test_live_blogs_of_many_kinds_give_the_same_entries(name: str) -> None:
    body = "".join(LIVE[name].format(hour) for hour in (13, 12, 11))
    found = read_page(f"<html><body><main><h1>Live</h1>{body}</main></body></html>", None, "2025-06-30")
    assert (found.text or "").split("\n") == [f"{hour}:05 — The office said that ship {hour} came in. It was full." for hour in (13, 12, 11)]


FRAGMENTS = st.lists(
    st.sampled_from(
        [
            "<p>",
            "</p>",
            "<div class='related'>",
            "</div>",
            "<time datetime='2025-01-01T10:00'>",
            "</time>",
            "<h1>",
            "</h1>",
            "<ul><li>",
            "<script>",
            "</script>",
            "<!--",
            "-->",
            '<script type="application/ld+json">{"@type": "NewsArticle"',
            "}</script>",
            "<table><tr><td>",
            "&nbsp;&#0;&lt;",
            "<a href='x'>",
            "10:00",
            A,
            B,
            "Read more",
            "\x00",
            "]]>",
        ]
    ),
    max_size=30,
)


@given(FRAGMENTS)
@settings(max_examples=150, deadline=None)
def test_any_markup_is_read_to_an_end(parts: list[str]) -> None:
    page = "<html><body>" + " ".join(parts)
    found = read_page(page, None, "2025-06-30")
    assert found.text is None or found.text.strip()
    assert read_page(page, None, "2025-06-30") == found


SAID = "Premiér Zelenka said on Monday that “two ferries” had collided near Malmö — and that the café was shut. "


@pytest.mark.parametrize(
    ("data", "charset", "value", "text"),
    [
        (SAID.encode(), "iso-8859-1", "utf-8", SAID),  # the server is wrong
        (SAID.encode("cp1252"), "iso-8859-1", "cp1252", SAID),  # as browsers do, the superset
        (b'<meta charset="utf-8">' + SAID.encode("cp1252"), None, "cp1252", '<meta charset="utf-8">' + SAID),  # the page is wrong
        (b'<?xml version="1.0" encoding="windows-1252"?>' + SAID.encode("cp1252"), None, "cp1252", '<?xml version="1.0" encoding="windows-1252"?>' + SAID),
        (SAID.encode("cp1252"), None, "cp1252", SAID),  # nobody says anything
        (SAID.encode("utf-16-le"), None, "utf-16-le", SAID),  # no mark
        (SAID.encode("utf-16-be"), None, "utf-16-be", SAID),
        (SAID.encode("utf-32"), None, "utf-32", SAID),
        (SAID.encode() * 3 + "é".encode()[:1], None, "utf-8", SAID * 3 + "\ufffd"),  # cut in the middle of a character
        (SAID.encode().decode("cp1252", "replace").replace("\ufffd", "\x9d").encode(), None, "utf-8", SAID),  # read wrongly and written again
        ("Министерство сообщило, что никто не пострадал. ".encode("cp1251") * 5, "iso-8859-1", "cp1251", "Министерство сообщило, что никто не пострадал. " * 5),
    ],
    ids=["server wrong", "superset", "page wrong", "xml", "unsaid", "utf-16-le", "utf-16-be", "utf-32", "cut", "garbled", "another alphabet"],
)
def test_charsets_wrong_and_missing(data: bytes, charset: str | None, value: str, text: str) -> None:
    read, fact = decode(data, charset)
    assert (read, fact.value) == (text, value)


@pytest.mark.parametrize("charset", ["unicode_escape", "idna", "punycode", "hex", "rot13", "utf-7", "no-such-thing", "\x00", ""])
def test_names_that_are_no_charsets_of_pages_are_not_followed(charset: str) -> None:
    assert decode(SAID.encode("cp1252"), charset) == decode(SAID.encode("cp1252"))


def test_french_quotation_marks_are_no_garbled_text() -> None:
    text = "« Voilà », dit-il. « Jusque-là\u00a0» et « déjà\u00a0»."
    assert decode(text.encode())[0] == text


@pytest.mark.parametrize(
    "page",
    [
        "<html><body>" + "<div>" * 5_000 + REPORT[0] + "</div>" * 5_000,
        "<html><body>" + "<time datetime='2025-01-01'>1</time>" * 5_000 + f"<p>{REPORT[0]}</p></body></html>",
        "<html><head><script type='application/ld+json'>" + "[" * 50_000 + f"</script></head><body><p>{REPORT[0]}</p></body></html>",
        f"<html><body class='{'a ' * 100_000}'><p>{REPORT[0]}</p></body></html>",
    ],
    ids=["deep", "times", "nested JSON", "many classes"],
)
def test_pages_made_to_break_the_reader_end_soon(builder: DocumentBuilder, page: str) -> None:
    try:
        assert REPORT[0] in built(builder, page.encode()).text
    except ItemError as fault:
        assert fault.code in {"no-article", "too-slow", "crashed"}  # noqa: PT017 - either way is right, as long as it ends


def test_a_claim_of_a_live_blog_was_said_before_its_entry(read_text: Callable[..., Reading]) -> None:
    entries = "18:40 — The navy said that the ship sank.\n17:05 — The owner denied the report.\n12:30 — The mayor said on Monday that the port was closed."
    claims = read_text(entries, published="2025-03-05").claims
    assert [claim.said_at.value for claim in claims] == ["../2025-03-05T18:40", "../2025-03-05T17:05", "2025-03-03"]
    assert claims[0].said_at.span is not None
    assert claims[0].said_at.span.of(entries) == "18:40"
