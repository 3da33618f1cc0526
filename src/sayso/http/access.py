"""Who may come in: finds the visitor behind a token, a cookie or a request on loopback, and checks what forms carry. Raises ``Refused``."""

from __future__ import annotations

import time
from dataclasses import dataclass
from urllib.parse import parse_qs, quote

from starlette.requests import Request

from sayso import api
from sayso.http.failures import Failures
from sayso.http.limits import SAFE
from sayso.http.options import BoardOptions
from sayso.http.problems import API, Refused
from sayso.http.security import COOKIE, NOBODY, Session, Sessions, Visitor
from sayso.model.token import Scope, TokenView

OPEN_TO_ALL = ("/login", "/static/", "/favicon.ico")
ADMIN_ONLY = "/api/v1/tokens"
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Admitted:
    """A visitor; ``cookie`` is to be set where a new session begins."""

    visitor: Visitor
    cookie: str | None = None


class Access:
    """The door of one board."""

    def __init__(self, ledger: api.Ledger, options: BoardOptions) -> None:
        self._ledger = ledger
        self._options = options
        self.sessions = Sessions(options.key)
        self.failures = Failures()

    def admit(self, request: Request, body: bytes) -> Admitted:
        """Who asks, once token, cookie, scope and form have been checked. Blocks: it asks the ledger."""
        now = time.time()
        given = request.headers.get("authorization")
        if given is not None:
            return self._scoped(request, Admitted(_by_token(self.try_token(_address(request), _bearer(given)))))
        session = self.sessions.read(request.cookies.get(COOKIE, ""), now)
        found = self._visitor_of(session) if session else None
        cookie = None
        if found is None:
            session, found, cookie = self._newcomer(request, now)
        if request.method not in SAFE:
            self._check_form(request, body, session if cookie is None else None)
        return self._scoped(request, Admitted(found, cookie))

    def try_token(self, address: str, secret: str) -> TokenView:
        """The token with this secret; one that does not fit is counted against the address."""
        wait = self.failures.wait(address, time.time())
        if wait:
            raise Refused(429, f"too many tokens from here did not fit; try again in {wait} seconds", {"Retry-After": str(wait)})
        found = self._ledger.tokens.check(secret) if secret else None
        if found is None:
            self.failures.add(address, time.time())
            raise Refused(401, "this token does not fit: it is unknown, over, or was revoked", {"WWW-Authenticate": 'Bearer realm="sayso", error="invalid_token"'})
        return found

    def opened(self, token: TokenView) -> str:
        """The cookie of a new session of somebody who showed a token."""
        return self.sessions.written(self.sessions.open(token.id, time.time()))

    def _visitor_of(self, session: Session) -> Visitor | None:
        csrf = self.sessions.csrf(session)
        if not self._options.needs_token:
            return Visitor(name=self._options.user, scope=Scope.ADMIN, token=None, session=session.id, csrf=csrf)
        token = self._ledger.tokens.holding(session.token) if session.token else None
        return Visitor(name=token.name, scope=token.scope, token=token.id, session=session.id, csrf=csrf) if token else None

    def _newcomer(self, request: Request, now: float) -> tuple[Session, Visitor, str | None]:
        """Somebody without a session: let in on loopback, else only to what everybody may see."""
        path = request.url.path
        session = self.sessions.open("", now)
        cookie = self.sessions.written(session)
        if not self._options.needs_token:
            found = self._visitor_of(session)
            assert found is not None
            return session, found, None if path.startswith(API) else cookie
        if path.startswith(OPEN_TO_ALL):
            kept = self.sessions.read(request.cookies.get(COOKIE, ""), now)
            shown = kept or session
            return shown, Visitor(name="", scope=Scope.READ, token=None, session=shown.id, csrf=self.sessions.csrf(shown)), None if kept else cookie
        if path.startswith(API):
            raise Refused(401, "a token is needed; send it as Authorization: Bearer TOKEN (made with: sayso token make)", {"WWW-Authenticate": 'Bearer realm="sayso"'})
        raise Refused(303, "log in first", {"Location": f"/login?next={quote(path, safe='/')}"})

    def _check_form(self, request: Request, body: bytes, session: Session | None) -> None:
        """Every act by a browser carries what its page was given; a program on loopback sends JSON and no cookie."""
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if request.url.path.startswith(API) and COOKIE not in request.cookies:
            return
        if not request.url.path.startswith(API) and kind != FORM:
            raise Refused(415, f"forms are sent as {FORM}")
        given = request.headers.get("x-csrf-token") or (_field(body, "csrf") if kind == FORM else "")
        if session is None or not self.sessions.fits(session, given):
            raise Refused(403, "this form was made for another visit; load the page again and repeat what you did")

    def _scoped(self, request: Request, found: Admitted) -> Admitted:
        path = request.url.path
        wanted = Scope.ADMIN if path.startswith(ADMIN_ONLY) else Scope.READ if request.method in SAFE or path in {"/login", "/logout"} else Scope.REVIEW
        if not found.visitor.scope.allows(wanted):
            raise Refused(403, f"this takes a token of scope {wanted}; yours is of scope {found.visitor.scope}")
        return found


def _by_token(token: TokenView) -> Visitor:
    return Visitor(name=token.name, scope=token.scope, token=token.id, session=NOBODY.session, csrf=NOBODY.csrf)


def _bearer(header: str) -> str:
    kind, _, secret = header.partition(" ")
    return secret.strip() if kind.lower() == "bearer" else ""


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _field(body: bytes, name: str) -> str:
    try:
        found = parse_qs(body.decode("utf-8", "replace"), max_num_fields=200)
    except ValueError:
        return ""
    return found.get(name, [""])[0]
