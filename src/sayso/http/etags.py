"""Entity tags: says whether what a visitor holds is still what would be sent, before it is made."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any

from anyio import to_thread
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

from sayso.http.security import visitor

LAST = "sayso_last"  # the cookie that tells where the ledger stood when a page was last shown
SINCE = "sayso_since"  # where it stood when the visit before this one ended; ends with the browser
OK = HTTPStatus.OK
Handler = Callable[[Request], Coroutine[Any, Any, Response]]
VERSION = "1"  # of the shapes under /api/v1: to be raised with each change of them


def tag(request: Request, revision: str) -> str:
    """The strong entity tag of what stands at an address while the ledger is at this revision."""
    parts = (VERSION, revision, request.url.path, request.url.query)
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return f'"{digest[:32]}"'


def page_tag(request: Request, revision: str) -> str:
    """The strong entity tag of a page: besides the ledger and the address it hangs on who visits, on the token of the visit's forms, and on where the visit before ended.

    A page holds that token, so two visits never share a tag, nor do two starts of the board (``BoardOptions.key`` is new with each).
    """
    found = visitor(request)
    state = (found.name, found.scope.value, found.csrf, request.cookies.get(LAST, ""), request.cookies.get(SINCE, ""))
    return tag(request, "\n".join((revision, *state)))


class Revalidated(APIRoute):
    """The way to a page: it is not made again for a visitor who holds it as it is."""

    def get_route_handler(self) -> Handler:
        """The handler, with the question before it; acts go through as they are."""
        made = super().get_route_handler()

        async def asked(request: Request) -> Response:
            if request.method != "GET":
                return await made(request)
            current = page_tag(request, await to_thread.run_sync(request.app.state.ledger.board.revision))
            if is_held(request, current):
                return Response(status_code=304, headers={"ETag": current})
            response = await made(request)
            if response.status_code == OK:
                response.headers["ETag"] = current
            return response

        return asked


def is_held(request: Request, current: str) -> bool:
    """Whether the visitor has what bears this tag."""
    held = request.headers.get("if-none-match", "")
    return held.strip() == "*" or current in {one.strip().removeprefix("W/") for one in held.split(",")}
