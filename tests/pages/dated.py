"""Pages with stated days, made from keywords that name the markup; and the table of more than sixty of them with the day that is right."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

LATEST = "2025-06-30"  # the pages are read as if on the day before
STORY = """<p>The harbour office of Norhavn said on Monday that two ferries had collided off the cape, and that both had reached the port under their own power.</p>
<p>Nobody was hurt, according to the coast guard, which closed the strait for six hours and sent two tugs to the place of the accident.</p>
<p>“We saw lights and then nothing,” said Jonas Vild, a fisherman from the island, who had been mending his nets on the pier since noon.</p>"""


@dataclass(frozen=True, slots=True)
class Page:
    """A page by what it states. ``day`` is the right day; None where the page does not settle it, so that only a low confidence will do."""

    name: str
    day: str | None
    stated: dict[str, str] = field(default_factory=dict)
    url: str | None = None

    def html(self) -> str:
        """The page."""
        top = "".join(f"<div class='today'>{value}</div>" for kind, value in self.stated.items() if kind == "top")
        head = "".join(_head(kind, value) for kind, value in self.stated.items())
        above = "".join(_above(kind, value) for kind, value in self.stated.items())
        below = "".join(_below(kind, value) for kind, value in self.stated.items())
        opening = self.stated.get("opening", "")
        story = STORY.replace("<p>", f"<p>{opening}", 1)
        return (
            f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>Two ferries collide</title>{head}</head><body><nav><a href='/'>Home</a></nav>{top}"
            f"<article><h1>Two ferries collide</h1>{above}{story}</article>{below}<footer>© 2025 The Norhavn Example</footer></body></html>"
        )


def _head(kind: str, value: str) -> str:
    match kind.split(" ", maxsplit=1)[0]:
        case "meta":
            return f"<meta property='{kind.split(' ')[1]}' content='{value}'>"
        case "name":
            return f"<meta name='{kind.split(' ')[1]}' content='{value}'>"
        case "ld":
            return _ld({"@type": "NewsArticle", "headline": "Two ferries collide", **dict(part.split("=") for part in value.split(" "))})
        case "webpage":
            return _ld({"@type": "WebPage", **dict(part.split("=") for part in value.split(" "))})
        case "graph":
            return _ld({"@graph": [{"@type": "WebSite", "name": "x"}, {"@type": ["Article", "NewsArticle"], "headline": "Two ferries collide", "datePublished": value}]})
        case "others":
            return _ld([{"@type": "NewsArticle", "headline": f"Other story {number}", "datePublished": day} for number, day in enumerate(value.split(" "))])
        case "video":
            return _ld({"@type": "VideoObject", "name": "Islands", "datePublished": value})
        case "broken":
            return f'<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "{value}", }}</script>'
        case "canonical":
            return f"<link rel='canonical' href='{value}'>"
        case _:
            return ""


def _ld(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def _above(kind: str, value: str) -> str:
    match kind.split(" ", maxsplit=1)[0]:
        case "time":
            return f"<time datetime='{value}'>{value[:10]}</time>"
        case "published":
            return f"<p class='byline'>Published <time datetime='{value}'>that day</time></p>"
        case "pubdate":
            return f"<time pubdate datetime='{value}'>then</time>"
        case "updated":
            return f"<span class='last-updated'>Updated <time datetime='{value}'>later</time></span>"
        case "item":
            return f"<span itemprop='{kind.split(' ')[1]}' content='{value}'>that day</span>"
        case "line":
            return f"<div class='dateline'>{value}</div>"
        case "plain":
            return f"<div>{value}</div>"
        case _:
            return ""


def _below(kind: str, value: str) -> str:
    match kind.split(" ", maxsplit=1)[0]:
        case "related":
            return "".join(f"<div class='related-stories'><h3><a href='/x'>Ten islands to see</a></h3><time datetime='{day}'>then</time></div>" for day in value.split(" "))
        case "comment":
            return f"<section id='comments'><p>First!</p><time datetime='{value}'>x</time></section>"
        case "below":
            return f"<div><a href='/y'>Ferry prices up</a> <time datetime='{value}'>then</time></div>"
        case "aside":
            return f"<aside><time datetime='{value}'>{value}</time> Ferry prices up</aside>"
        case _:
            return ""


META = "meta article:published_time"
CHANGED = "meta article:modified_time"
TRUE = "2025-03-04"

PAGES = (
    # one statement
    Page("meta alone", TRUE, {META: "2025-03-04T09:00:00Z"}),
    Page("meta with zone", TRUE, {META: "2025-03-04T23:30:00-05:00"}),
    Page("JSON-LD alone", TRUE, {"ld": "datePublished=2025-03-04T09:00:00Z"}),
    Page("JSON-LD in a graph", TRUE, {"graph": "2025-03-04"}),
    Page("JSON-LD, broken", None, {"broken": "2025-03-04"}),
    Page("JSON-LD of a video only", None, {"video": "2021-07-01"}),
    Page("JSON-LD of a page, not an article", None, {"webpage": "datePublished=2019-01-01"}),
    Page("microdata", TRUE, {"item datePublished": "2025-03-04T09:00"}),
    Page("microdata with both", TRUE, {"item datePublished": "2025-03-04", "item dateModified": "2025-03-06"}),
    Page("time element", TRUE, {"time": "2025-03-04T09:00"}),
    Page("time element, published", TRUE, {"published": "2025-03-04T09:00"}),
    Page("time element, pubdate", TRUE, {"pubdate": "2025-03-04"}),
    Page("name date", TRUE, {"name date": "2025-03-04"}),
    Page("name pubdate, written out", TRUE, {"name pubdate": "Tue, 04 Mar 2025 09:00:00 GMT"}),
    Page("name dc.date.issued", TRUE, {"name dc.date.issued": "20250304"}),
    Page("name parsely-pub-date", TRUE, {"name parsely-pub-date": "2025-03-04T09:00:00Z"}),
    Page("address alone", TRUE, {}, url="https://norhavn.example/2025/03/04/two-ferries"),
    Page("address with a month in letters", TRUE, {}, url="https://norhavn.example/world/2025/mar/04/two-ferries"),
    Page("address with packed figures", TRUE, {}, url="https://norhavn.example/two-ferries-20250304"),
    Page("address of canonical link", TRUE, {"canonical": "https://norhavn.example/2025/03/04/two-ferries"}),
    Page("written line, British", TRUE, {"line": "4 March 2025"}),
    Page("written line, American", TRUE, {"line": "March 4, 2025"}),
    Page("written line, published", TRUE, {"plain": "Published: Mar 4, 2025, 9:00 a.m."}),
    Page("written line with full stops", TRUE, {"line": "04.03.2025"}),
    Page("opening of the text", TRUE, {"opening": "NORHAVN, 4 March 2025 (Meridian) - "}),
    # several that agree
    Page("meta and address", TRUE, {META: "2025-03-04T09:00:00Z"}, url="https://norhavn.example/2025/03/04/two-ferries"),
    Page("JSON-LD and time", TRUE, {"ld": "datePublished=2025-03-04", "time": "2025-03-04"}),
    Page("figures settled by the address", TRUE, {"line": "03/04/2025"}, url="https://norhavn.example/2025/03/04/two-ferries"),
    Page("figures settled by meta", TRUE, {"line": "04/03/2025", META: "2025-03-04T10:00:00Z"}),
    Page("everything", TRUE, {META: "2025-03-04", "ld": "datePublished=2025-03-04", "time": "2025-03-04", "line": "4 March 2025"}),
    # updated is not published
    Page("both in meta", TRUE, {META: "2025-03-04", CHANGED: "2025-03-09"}),
    Page("both in JSON-LD", TRUE, {"ld": "datePublished=2025-03-04 dateModified=2025-03-09T10:00:00Z"}),
    Page("only a change in meta", None, {CHANGED: "2025-03-09"}),
    Page("only a change in JSON-LD", None, {"ld": "dateModified=2025-03-09"}),
    Page("only an updated time", None, {"updated": "2025-03-09"}),
    Page("only og:updated_time", None, {"meta og:updated_time": "2025-03-09"}),
    Page("only a line of a change", None, {"plain": "Last updated: March 9, 2025"}),
    Page("published time, updated time", TRUE, {"published": "2025-03-04", "updated": "2025-03-09"}),
    Page("address, updated time", TRUE, {"updated": "2025-03-09"}, url="https://norhavn.example/2025/03/04/two-ferries"),
    Page("changed before it was published", None, {META: "2025-03-12", CHANGED: "2025-03-04"}),
    # conflicts
    Page("meta against JSON-LD", None, {META: "2025-03-04", "ld": "datePublished=2025-03-11"}),
    Page("meta against address", None, {META: "2025-05-01"}, url="https://norhavn.example/2025/03/04/two-ferries"),
    Page("JSON-LD against a written line", None, {"ld": "datePublished=2025-05-01", "line": "4 March 2025"}),
    Page("one day apart by the zone", None, {META: "2025-03-05T01:30:00Z", "line": "4 March 2025"}),
    Page("two times, neither marked", None, {"time": "2025-03-04", "time 2": "2025-03-07"}),
    Page("time against address", None, {"time": "2025-03-07"}, url="https://norhavn.example/2025/03/04/two-ferries"),
    Page("figures that may be two days", None, {"line": "03/04/2025"}),
    Page("republished years later", None, {META: "2025-03-04"}, url="https://norhavn.example/2019/03/04/two-ferries"),
    # other people's days
    Page("times of related stories", TRUE, {META: "2025-03-04", "related": "2025-03-08 2025-03-09"}),
    Page("only times of related stories", None, {"related": "2025-03-08 2025-03-09"}),
    Page("only a time of a comment", None, {"comment": "2025-03-09"}),
    Page("only a time in a margin", None, {"aside": "2025-03-09"}),
    Page("only a time below the report", None, {"below": "2025-03-09"}),
    Page("only today's day above the heading", None, {"top": "Sunday, June 29, 2025"}),
    Page("today's day above the heading, a time below it", TRUE, {"top": "Sunday, June 29, 2025", "time": "2025-03-04"}),
    Page("JSON-LD of other stories too", TRUE, {"ld": "datePublished=2025-03-04", "others": "2025-03-08 2025-02-01"}),
    Page("JSON-LD of other stories only", None, {"others": "2025-03-08 2025-02-01"}),
    Page("a day in the text only", None, {"opening": "After the storm of 9 February 2025, harbours were cautious. "}),
    # not to be believed
    Page("the future", None, {META: "2031-01-01"}),
    Page("the future in meta, the day in the address", TRUE, {META: "2031-01-01"}, url="https://norhavn.example/2025/03/04/two-ferries"),
    Page("an empty field of the program", None, {META: "1970-01-01T00:00:00Z"}),
    Page("no day of the calendar", None, {META: "2025-02-31"}),
    Page("nothing at all", None),
)
