"""Who visits: sessions signed with the server's key, and the token that each form of a page carries.

A page's template has ``visitor`` and ``csrf``; each of its forms holds ``<input type="hidden" name="csrf" value="{{ csrf }}">``, and a script that posts sends the same as
the header ``X-CSRF-Token``. The guard has checked it, the scope and the origin before a handler runs: a handler only asks ``visitor(request).name`` by whom an act is made.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from starlette.requests import Request

from sayso.model.token import Scope

COOKIE = "sayso_session"
SESSION_SECONDS = 12 * 3600
PARTS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who asks. ``token`` is the id of the token that was shown, if any; ``session`` is empty for a program that sends a token with each request."""

    name: str
    scope: Scope
    token: str | None
    session: str
    csrf: str

    @property
    def may_review(self) -> bool:
        """Whether acts of review are allowed."""
        return self.scope.allows(Scope.REVIEW)

    @property
    def may_admin(self) -> bool:
        """Whether tokens may be listed, made and revoked."""
        return self.scope.allows(Scope.ADMIN)


NOBODY = Visitor(name="", scope=Scope.READ, token=None, session="", csrf="")


def visitor(request: Request) -> Visitor:
    """Who made a request that came through the guard."""
    found = request.state.visitor
    assert isinstance(found, Visitor)
    return found


def csrf_token(request: Request) -> str:
    """What the forms of this visitor's pages carry."""
    return visitor(request).csrf


@dataclass(frozen=True, slots=True)
class Session:
    """A visit by a browser: its random id, the id of the token it was opened with ("" where none is needed), and when it ends (seconds of the epoch)."""

    id: str
    token: str
    ends: int


class Sessions:
    """Makes and reads session cookies; nothing is kept on the server."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def open(self, token: str, now: float) -> Session:
        """A new session."""
        return Session(secrets.token_hex(16), token, int(now) + SESSION_SECONDS)

    def written(self, session: Session) -> str:
        """The value of the cookie."""
        plain = f"{session.id}.{session.token}.{session.ends}"
        return f"{plain}.{self._mac('session', plain)}"

    def read(self, cookie: str, now: float) -> Session | None:
        """The session of a cookie; None where it was not signed here or is over."""
        parts = cookie.split(".")
        if len(parts) != PARTS or not cookie.isascii():
            return None
        identity, token, ends, mac = parts
        if not hmac.compare_digest(mac, self._mac("session", f"{identity}.{token}.{ends}")) or int(ends) <= now:
            return None
        return Session(identity, token, int(ends))

    def csrf(self, session: Session) -> str:
        """What a form in this session must carry."""
        return self._mac("form", f"{session.id}.{session.token}")

    def fits(self, session: Session, given: str) -> bool:
        """Whether a form was made for this session; takes as long whatever is given."""
        return hmac.compare_digest(given.encode("utf-8", "replace"), self.csrf(session).encode())

    def _mac(self, purpose: str, plain: str) -> str:
        return hmac.new(self._key, f"{purpose}|{plain}".encode(), hashlib.sha256).hexdigest()
