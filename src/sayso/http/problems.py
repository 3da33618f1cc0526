"""The one place where faults become answers: RFC 9457 problem details under /api, a page for people elsewhere. What went wrong inside is logged, never shown."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

import jinja2
import msgspec
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from sayso.http.security import NOBODY
from sayso.model.errors import LedgerUnavailable, NotFound, UserError

LOG = logging.getLogger("sayso.http")
MEDIA_TYPE = "application/problem+json"
API = "/api/"
CLIENT_FAULT, SERVER_FAULT = 400, 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Problem details as in RFC 9457. ``type`` is about:blank: the status says what kind of problem it is; ``detail`` is a sentence that names the thing and the fix."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str


class Refused(Exception):
    """A request that is turned away; ``detail`` is for people."""

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = dict(headers or {})


def add_handlers(app: FastAPI) -> None:
    """Answers every fault that a handler lets through."""
    for kind in (Refused, UserError, LedgerUnavailable, HTTPException, RequestValidationError):
        app.add_exception_handler(kind, _handled)


async def _handled(request: Request, fault: Exception) -> Response:
    return answer(request, fault)


def answer(request: Request, fault: Exception) -> Response:
    """What a visitor is told of a fault."""
    status, detail, headers = _told(fault)
    if status >= SERVER_FAULT:
        LOG.error("%s %s: %s", request.method, request.url.path, detail, exc_info=fault if status == SERVER_FAULT else None)
    title = HTTPStatus(status).phrase
    if request.url.path.startswith(API):
        return Response(msgspec.json.encode(Problem(title=title, status=status, detail=detail)), status, headers, MEDIA_TYPE)
    return HTMLResponse(_page(request, status, title, detail), status, headers)


def _told(fault: Exception) -> tuple[int, str, dict[str, str]]:
    """Status, words and headers."""
    if isinstance(fault, Refused):
        return fault.status, fault.detail, fault.headers
    if isinstance(fault, HTTPException):
        return fault.status_code, _plain(fault), dict(fault.headers or {})
    if isinstance(fault, RequestValidationError):
        return 422, "; ".join(f"{'.'.join(map(str, row['loc'][1:]))}: {row['msg']}" for row in fault.errors()[:5]), {}
    if isinstance(fault, NotFound):
        return 404, str(fault), {}
    if isinstance(fault, UserError):
        return 422, str(fault), {}
    if isinstance(fault, LedgerUnavailable):
        return 503, str(fault), {"Retry-After": "5"}
    return 500, "a fault in Sayso itself; the log of the server says where", {}


def _plain(fault: HTTPException) -> str:
    if fault.status_code == HTTPStatus.NOT_FOUND:
        return "there is nothing at this address; go back to the list of stories at /"
    if fault.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return "this address does not take this method"
    return str(fault.detail)


def _page(request: Request, status: int, title: str, detail: str) -> str:
    environment: jinja2.Environment = request.app.state.templates.env
    found = getattr(request.state, "visitor", NOBODY)
    words = {"request": request, "status": status, "title": title, "detail": detail, "visitor": found, "csrf": found.csrf, "static": False}
    try:
        return environment.get_template("error.html").render(words)
    except jinja2.TemplateNotFound:
        return environment.from_string(BARE).render(words)


BARE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ title }} - Sayso</title></head>
<body><main><h1>{{ title }}</h1><p>{{ detail }}</p><p><a href="/">Stories</a></p></main></body></html>
"""
