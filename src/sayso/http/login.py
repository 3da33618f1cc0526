"""The login form: a token is exchanged for a session's cookie."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import anyio.to_thread
from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from sayso.http.access import Access
from sayso.http.guard import written_cookie
from sayso.http.problems import Refused

router = APIRouter(include_in_schema=False)


@router.get("/login")
def form(request: Request, next: str = "/") -> Response:  # noqa: A002 - the name of the field
    """The form."""
    return _form(request, _own(next), "", 200)


@router.post("/login")
async def login(request: Request, token: Annotated[str, Form()] = "", next: Annotated[str, Form()] = "/") -> Response:  # noqa: A002 - the name of the field
    """Checks the token."""
    access: Access = request.state.access
    address = request.client.host if request.client else ""
    try:
        found = await anyio.to_thread.run_sync(partial(access.try_token, address, token.strip()))
    except Refused as fault:
        return _form(request, _own(next), fault.detail, 429 if fault.status == 429 else 403)
    gone = RedirectResponse(_own(next), 303)
    gone.headers["Set-Cookie"] = written_cookie(access.opened(found), secure=request.url.scheme == "https")
    return gone


@router.post("/logout")
def logout(request: Request) -> Response:
    """Ends the session."""
    gone = RedirectResponse("/login", 303)
    gone.headers["Set-Cookie"] = written_cookie("", secure=request.url.scheme == "https")
    return gone


def _form(request: Request, wanted: str, fault: str, status: int) -> Response:
    found: Response = request.app.state.templates.TemplateResponse(request, "login.html", {"next": wanted, "fault": fault}, status_code=status)
    return found


def _own(address: str) -> str:
    """An address on this board; anything else becomes the list of stories."""
    return address if address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable() else "/"
