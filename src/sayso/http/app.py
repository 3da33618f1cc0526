"""Puts the board together: pages, JSON under /api/v1, static files, and the guard before all of them."""

from __future__ import annotations

from pathlib import Path

import jinja2
from fastapi import FastAPI, Request
from fastapi.telemetry import TelemetryConfig
from fastapi.templating import Jinja2Templates
from starlette.staticfiles import StaticFiles

from sayso import api
from sayso.http.api import router as api_router
from sayso.http.api.described import describe
from sayso.http.guard import Guard
from sayso.http.login import router as login
from sayso.http.options import BoardOptions
from sayso.http.pages import routers
from sayso.http.problems import add_handlers
from sayso.http.security import visitor

HERE = Path(__file__).parent
# FastAPI would send traces, values and faults to an address of the environment: nothing of a ledger leaves this machine unasked.
NO_TELEMETRY: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False, "operation_spans": False, "auto_configure": False}


def create_app(ledger: api.Ledger, options: BoardOptions) -> FastAPI:
    """The board of a ledger as an ASGI application."""
    app = FastAPI(title="Sayso", docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False, telemetry=NO_TELEMETRY)
    app.state.ledger = ledger
    app.state.options = options
    app.state.templates = make_templates()
    for folder in ("static", "vendor"):
        if (HERE / folder).is_dir():
            app.mount(f"/{folder}", StaticFiles(directory=HERE / folder), name=folder)
    for router in (login, *routers, api_router):
        app.include_router(router)
    add_handlers(app)
    describe(app)
    app.add_middleware(Guard, ledger=ledger, options=options)
    return app


def make_templates(*, static: bool = False) -> Jinja2Templates:
    """The templates, every text escaped; each knows ``visitor``, ``csrf`` and ``static`` (whether it is rendered into a file)."""
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(HERE / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined)

    def common(request: Request) -> dict[str, object]:
        found = visitor(request)
        return {"visitor": found, "csrf": found.csrf, "static": static}

    return Jinja2Templates(env=environment, context_processors=[common])
