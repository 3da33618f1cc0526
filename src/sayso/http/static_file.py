"""Writes a story into one HTML file that needs nothing else: the board's own pages one after the other, their links led to each other, style and data within.

The file holds no script. Which page is read follows from the address within the file (``#P-...``), by style alone; a browser too old for that shows all of them.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

import jinja2
import markupsafe
import msgspec
from starlette.requests import Request
from starlette.responses import Response

from sayso import api
from sayso.http.app import HERE, make_templates
from sayso.http.pages.documents import one as document_page
from sayso.http.pages.filters import asked
from sayso.http.pages.guide import guide
from sayso.http.pages.propositions import one as proposition_page
from sayso.http.pages.render import page
from sayso.http.pages.spread import network, places, timeline
from sayso.http.pages.stories import digest_of
from sayso.http.pages.words import many
from sayso.http.security import NOBODY
from sayso.model.board import PropositionFilter, StoryLine, StoryPage
from sayso.model.errors import NotFound, UserError

MARK = '<meta name="generator" content="Sayso">'
STORY_ID = re.compile(r"S-[0-9a-f]{6,16}", re.IGNORECASE)
LISTED = 500  # stories whose titles are looked through
NAMED = 8  # of several that fit
MOST = 400  # propositions of the story that are written out, and documents that tell of them
MAIN = re.compile(r'<main id="main"[^>]*>(.*)</main>', re.DOTALL)
FORMS = re.compile(r"<form\b.*?</form>|<script\b.*?</script>", re.DOTALL)
DRIVEN = re.compile(r'\shx-[a-z-]+="[^"]*"')
NAMING = re.compile(r'\s(id|for|href|xlink:href|aria-labelledby|aria-describedby|aria-controls|headers|clip-path|fill|stroke|mask|marker-end|marker-start|marker-mid)="([^"]*)"')
PLACED = re.compile(r"url\(#([^)]+)\)")
LISTS = {"/": "story", "/map": "map", "/timeline": "timeline", "/network": "network", "/guide": "guide"}
SHOWING = """
.leaf { scroll-margin-top: 12rem } .filterbox, .slider, .pick { display: none }
.contents { display: flex; flex-wrap: wrap; gap: 1rem; padding: .6rem 1.2rem } .contents b { margin-right: 1rem }
@media screen { @supports selector(:has(*)) {
  .leaf { display: none } .leaf:target, .leaf:has(:target) { display: block } main:not(:has(:target)) > #story { display: block }
} }
"""


def write(ledger: api.Ledger, path: Path, story: str | None, *, force: bool = False) -> str:
    """Writes a story (the one last told of where none is named) into a file; returns what was written, in words.

    Raises UserError where the file is there and Sayso did not write it, unless ``force``; NotFound where there is no such story.
    """
    if path.is_dir():
        raise UserError(f"{path} is a folder; name a file")
    if not force and path.exists() and MARK.encode() not in path.read_bytes()[:500]:
        raise UserError(f"{path} is there already and was not written by Sayso; name another file, or add --force")
    shown = _story(ledger, story)
    text = rendered(ledger, shown)
    part = path.with_name(path.name + ".part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    except OSError as fault:
        part.unlink(missing_ok=True)
        raise UserError(f"{path} cannot be written: {(fault.strerror or type(fault).__name__).lower()}") from fault
    told = f"the story {shown.story.id} “{shown.story.title}” with {len(shown.propositions.items)} of {many(shown.story.propositions, 'proposition')}"
    others = ledger.board.stories(None, 1, 0).total - 1
    return told if story is not None or not others else f"{told} (the one last told of; for one of the {many(others, 'other')} add --story WORDS)"


def _story(ledger: api.Ledger, wanted: str | None) -> StoryPage:
    newest = ledger.board.stories(None, LISTED, 0).items
    if not newest:
        raise NotFound("the ledger holds no story; read something into it with: sayso read FILE")
    asked = PropositionFilter(limit=MOST)
    if wanted is None:
        return ledger.board.story(newest[0].id, asked)
    try:
        return ledger.board.story(wanted, asked)
    except NotFound:
        if STORY_ID.fullmatch(wanted):
            raise
        return ledger.board.story(_called(ledger, wanted, newest), asked)


def _called(ledger: api.Ledger, words: str, newest: Sequence[StoryLine]) -> str:
    """The one story whose title has these words, else the one in which they are claimed. Raises NotFound, and UserError where several fit."""
    asked = words.casefold().split()
    fitting = {row.id: row.title for row in newest if all(word in row.title.casefold() for word in asked)}
    if not fitting:
        titles = {row.id: row.title for row in newest}
        found = ledger.board.propositions(PropositionFilter(words=words, limit=200)).items
        fitting = {line.story: titles.get(line.story, line.text) for line in found if line.story}
    if not fitting:
        raise NotFound(f"no story tells of {words!r}; sayso story shows what there is, --story takes an id or words of it")
    if len(fitting) > 1:
        listed = "\n".join(f"  {key}  {title}" for key, title in list(fitting.items())[:NAMED])
        more = f"\n  and {len(fitting) - NAMED} more" if len(fitting) > NAMED else ""
        raise UserError(f"{len(fitting)} stories fit {words!r}; give more words, or the id of one:\n{listed}{more}")
    return next(iter(fitting))


def rendered(ledger: api.Ledger, shown: StoryPage) -> str:
    """The text of the file."""
    told = [ledger.board.proposition(line.id) for line in shown.propositions.items]
    reports = list(dict.fromkeys(support.document for one in told for support in one.detail.supports))[:MOST]
    leaves = {
        "story": "story",
        "map": "map",
        "timeline": "timeline",
        "network": "network",
        "guide": "guide",
        **{one.line.id: one.line.id for one in told},
        **{key: key for key in reports},
    }
    bodies = [f'<article class="leaf" id="{name}">{_led(body, name, leaves)}</article>' for name, body in _pages(ledger, shown, [one.line.id for one in told], reports)]
    style = "".join((HERE / "static" / name).read_text(encoding="utf-8") for name in ("page.css", "parts.css", "drawings.css")) + SHOWING
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    held = [ledger.board.document(key) for key in reports]
    data = {"story": shown, "propositions": told, "documents": held}
    text = FRAME.render(
        mark=MARK,
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'",
        title=shown.story.title,
        style=style,
        bodies="\n".join(bodies),
        data=msgspec.json.encode(data).decode().replace("<", "\\u003c"),
    )
    places = {place for one in held for place in (one.document.location, one.custody.location)}
    places |= {row.location for one in held for row in one.refusals} | {row.location for one in held for row in one.versions}
    return _without_folders(text, places)


def _without_folders(text: str, locations: set[str]) -> str:
    """The same without the folders of this machine, which are nobody's business where the file is mailed to; names of files and addresses of the web stay."""
    for location in sorted(locations, key=len, reverse=True):
        if not location.startswith(("http://", "https://")):
            name = re.split(r"[/\\]", location)[-1]
            text = text.replace(_in_page(location), _in_page(name)).replace(_in_json(location), _in_json(name))
    return text


def _in_page(words: str) -> str:
    return str(markupsafe.escape(words))


def _in_json(words: str) -> str:
    return msgspec.json.encode(words).decode()[1:-1]


def _pages(ledger: api.Ledger, shown: StoryPage, told: list[str], reports: list[str]) -> Iterator[tuple[str, str]]:
    """The names and the HTML of the pages, in the order in which they stand in the file."""
    held = SimpleNamespace(state=SimpleNamespace(ledger=ledger, templates=make_templates(static=True)))
    narrow = {"story": shown.story.id}

    def made(path: str, handler: Callable[..., Response], *given: str, **query: str) -> str:
        scope = {"type": "http", "method": "GET", "path": path, "query_string": urlencode(query).encode(), "headers": [], "app": held, "state": {"visitor": NOBODY}}
        return bytes(handler(Request(scope), *given).body).decode()

    def story(request: Request) -> Response:
        words, path = asked(request), f"/stories/{shown.story.id}"
        return page(
            request,
            "story.html",
            section="stories",
            shown=shown,
            asked=words,
            wanted=PropositionFilter(),
            path=path,
            digest=digest_of(ledger, shown.story.id),
            seen=None,
        )

    yield "story", made("/", story)
    for name, handler in (("map", places), ("timeline", timeline), ("network", network)):
        yield name, made(f"/{name}", handler, **narrow)
    yield "guide", made("/guide", guide)
    for key in told:
        yield key, made(f"/propositions/{key}", proposition_page, key)
    for key in reports:
        yield key, made(f"/documents/{key}", document_page, key)


def _led(body: str, name: str, leaves: dict[str, str]) -> str:
    """The middle of a page, without forms, its ids made its own, its links led to other pages of the file, or taken away."""
    found = MAIN.search(body)
    assert found is not None
    plain = DRIVEN.sub("", FORMS.sub("", found[1]))
    return NAMING.sub(lambda match: _named(match[1], match[2], name, leaves), plain)


def _named(attribute: str, value: str, name: str, leaves: dict[str, str]) -> str:
    if attribute in {"href", "xlink:href"}:
        target = _target(value, name, leaves)
        return f' {attribute}="{target}"' if target else ""
    if attribute in {"id", "for"} or attribute.startswith("aria-") or attribute == "headers":
        return f' {attribute}="{" ".join(f"{name}.{part}" for part in value.split())}"'
    return f' {attribute}="{PLACED.sub(lambda match: f"url(#{name}.{match[1]})", value)}"'


def _target(value: str, name: str, leaves: dict[str, str]) -> str:
    """Where a link leads within the file; empty where it leads nowhere. Addresses of reports on the web are kept."""
    address = value.replace("&amp;", "&")
    if address.startswith(("https://", "http://")):
        return value
    parts = urlsplit(address)
    if not parts.path:
        return f"#{name}.{parts.fragment}"
    page_name = LISTS.get(parts.path) or unquote(parts.path.rpartition("/")[2])
    if parts.path.startswith("/stories/"):
        page_name = "story"
    if page_name not in leaves or (parts.path in LISTS and set(parse_qs(parts.query)) - {"story"}):
        return ""
    claim = parse_qs(parts.query).get("claim", [""])[0]
    return f"#{page_name}.{claim}" if claim else f"#{page_name}"


FRAME = jinja2.Environment(autoescape=True).from_string(
    """<!doctype html>
<html lang="en"><head><meta charset="utf-8">{{ mark | safe }}
<meta http-equiv="Content-Security-Policy" content="{{ policy }}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>{{ title }} · Sayso</title>
<style>{{ style | safe }}</style></head>
<body>
<header class="masthead"><nav class="contents" aria-label="Pages of this file"><b>Sayso</b><a href="#story">Story</a><a href="#map">Map</a><a href="#timeline">Timeline</a>
<a href="#network">Network</a><a href="#guide">What the words mean</a></nav></header>
<main id="main">
{{ bodies | safe }}
</main>
<footer class="foot"><p class="creed">Sayso never rules on truth: it shows on whose say-so a thing is known.</p></footer>
<script type="application/json" id="sayso-data">{{ data | safe }}</script>
</body></html>
"""
)
