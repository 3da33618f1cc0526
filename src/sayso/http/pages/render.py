"""Fills a template: the one way from a page's handler to HTML."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from fastapi import Request
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates

from sayso.api import Ledger
from sayso.http.pages import words

VENDOR = Path(__file__).parent.parent / "vendor"


def ledger_of(request: Request) -> Ledger:
    """The ledger that the board shows."""
    ledger = request.app.state.ledger
    assert isinstance(ledger, Ledger)
    return ledger


def page(request: Request, template: str, *, section: str, **values: object) -> HTMLResponse:
    """A page; ``section`` is the entry of the navigation that it belongs to."""
    templates = request.app.state.templates
    assert isinstance(templates, Jinja2Templates)
    _install(templates)
    return templates.TemplateResponse(request, template, {"section": section, "scripts": has_scripts(), "ledger_name": Path(ledger_of(request).settings.ledger).name, **values})


def prepare(templates: Jinja2Templates) -> None:
    """Compiles all templates, so that no first visitor waits for it."""
    _install(templates)
    for name in templates.env.list_templates():
        templates.env.get_template(name)


def _install(templates: Jinja2Templates) -> None:
    if "many" not in templates.env.filters:
        words.install(templates.env)


@lru_cache(maxsize=1)
def has_scripts() -> bool:
    """Whether the build put the web libraries in place; without them the pages are read without script."""
    return (VENDOR / "htmx" / "htmx.min.js").is_file()
