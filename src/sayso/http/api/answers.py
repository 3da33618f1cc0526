"""How rows become answers: JSON by msgspec, with entity tags, and links from page to page of a list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlencode

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from sayso.api import Ledger
from sayso.http.etags import is_held, tag
from sayso.http.problems import Refused
from sayso.model.board import Paged
from sayso.model.errors import UserError

T = TypeVar("T")
JSON = "application/json"
FAULTS = {
    400: "The request is malformed.",
    401: "A token is needed, or the one that was sent does not fit.",
    403: "The token's scope is too small, or another site sent this.",
    404: "The ledger holds nothing of this id.",
    413: "The body is too long.",
    415: "The body is not JSON.",
    421: "The server does not answer under this name.",
    422: "A value is none, or an act is not possible; the detail says which.",
    429: "Too many tokens did not fit.",
    503: "The ledger cannot be used just now.",
}


def ledger_of(request: Request) -> Ledger:
    """The ledger that is served."""
    found = request.app.state.ledger
    assert isinstance(found, Ledger)
    return found


def reply(request: Request, ask: Callable[[Ledger], object]) -> Response:
    """What the ledger says, or 304 where the visitor has it already."""
    ledger = ledger_of(request)
    with ledger.board.together():
        current = tag(request, ledger.board.revision())
        if is_held(request, current):
            return Response(status_code=304, headers={"ETag": current})
        found = ask(ledger)
    return Response(msgspec.json.encode(found), 200, {"ETag": current, **_links(request, found)}, JSON)


def made(value: object, status: int = 201) -> Response:
    """What came of an act."""
    return Response(msgspec.json.encode(value), status, media_type=JSON)


def page_of(rows: list[Any], limit: int, offset: int) -> Paged[Any]:
    """A page of a list that is there as a whole."""
    return Paged(items=tuple(rows[offset : offset + limit]), total=len(rows), offset=offset, limit=limit)


def _links(request: Request, found: object) -> dict[str, str]:
    """RFC 8288 links to the pages around this one."""
    if not isinstance(found, Paged):
        return {}
    starts = {"first": 0, "last": max(0, (found.total - 1) // found.limit * found.limit)}
    if found.offset > 0:
        starts["prev"] = max(0, found.offset - found.limit)
    if found.offset + found.limit < found.total:
        starts["next"] = found.offset + found.limit
    others = [(name, value) for name, value in request.query_params.multi_items() if name not in {"offset", "limit"}]
    links = [f'<{request.url.path}?{urlencode([*others, ("limit", found.limit), ("offset", start)])}>; rel="{name}"' for name, start in sorted(starts.items())]
    return {"Link": ", ".join(links)}


async def body_of(request: Request) -> bytes:
    """The body of an act; refused where it is not said to be JSON."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != JSON:
        raise Refused(415, f"send the act as {JSON}")
    return await request.body()


def decoded(body: bytes, kind: type[T]) -> T:
    """The fields of an act; raises UserError that names the field."""
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as fault:
        raise UserError(f"the body does not fit: {str(fault)[:300]}") from fault
