"""Entity tags: says whether what a visitor holds is still what would be sent, before it is made."""

from __future__ import annotations

import hashlib

from starlette.requests import Request

VERSION = "1"  # of the shapes under /api/v1: to be raised with each change of them


def tag(request: Request, revision: str) -> str:
    """The strong entity tag of what stands at an address while the ledger is at this revision."""
    parts = (VERSION, revision, request.url.path, request.url.query)
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return f'"{digest[:32]}"'


def is_held(request: Request, current: str) -> bool:
    """Whether the visitor has what bears this tag."""
    held = request.headers.get("if-none-match", "")
    return held.strip() == "*" or current in {one.strip().removeprefix("W/") for one in held.split(",")}
