"""When a reader was here last: two cookies with marks of the ledger, and nothing else.

A visit lasts as long as the browser stays open. During it, what is new is counted from where the ledger stood at the end of the visit before.
"""

from __future__ import annotations

from fastapi import Request, Response

from sayso.http.etags import LAST, SINCE

YEAR = 365 * 24 * 3600


def since(request: Request) -> int | None:
    """The mark from which on things are new to this reader; None on the first visit."""
    return _mark(request.cookies.get(SINCE)) if SINCE in request.cookies else _mark(request.cookies.get(LAST))


def remember(request: Request, response: Response, mark: int) -> None:
    """Keeps where the ledger stands now, and begins a visit where none is on."""
    if SINCE not in request.cookies:
        begun = since(request)
        _set(request, response, SINCE, begun if begun is not None else mark)
    _set(request, response, LAST, mark)


def read_all(request: Request, response: Response, mark: int) -> None:
    """All that is there now counts as seen."""
    _set(request, response, SINCE, mark)
    _set(request, response, LAST, mark)


def _set(request: Request, response: Response, name: str, mark: int) -> None:
    age = YEAR if name == LAST else None
    response.set_cookie(name, str(mark), max_age=age, httponly=True, samesite="strict", secure=request.url.scheme == "https")


def _mark(value: str | None) -> int | None:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 16 else None
