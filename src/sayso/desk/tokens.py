"""Access tokens of a ledger: made, listed, checked, revoked. Part of the facade: ``Ledger.tokens``. Secrets are given once and never kept."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets

from sayso import compose
from sayso.ledger import tokens as kept
from sayso.ledger.sqlite import plain_errors
from sayso.model.days import iso_day
from sayso.model.errors import NotFound, UserError
from sayso.model.token import NewToken, Scope, TokenView
from sayso.settings import Settings

MARK = "sayso"
PARTS = 3
LONGEST_NAME = 80
NO_HASH = "0" * 64


class TokenDesk:
    """Who may come in where the board is served beyond this machine. Moments are ISO 8601 in UTC; ``now`` is for tests and defaults to the clock."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def make(self, name: str, scope: str = "read", *, by: str, expires: str | None = None, now: str | None = None) -> NewToken:
        """A new token with its secret. ``name`` is by whom its acts are made; ``expires`` is the last day on which it holds. Raises UserError for values that are none."""
        chosen = name.strip()
        if not chosen or len(chosen) > LONGEST_NAME or not chosen.isprintable():
            raise UserError(f"a token needs a name of 1 to {LONGEST_NAME} characters: who will use it")
        if scope not in set(Scope):
            raise UserError(f"unknown scope {scope!r}; known are: {', '.join(Scope)}")
        at = now or _now()
        last = iso_day("expires", expires) if expires is not None else None
        if last is not None and last < at[:10]:
            raise UserError(f"the token would be over already: {expires} is past")
        identity = secrets.token_hex(6)
        secret = f"{MARK}_{identity}_{secrets.token_urlsafe(32)}"
        token = TokenView(id=identity, name=chosen, scope=Scope(scope), made_by=by, made_at=at, expires=last, revoked_at=None, revoked_by=None)
        engine, path = compose.writing_engine(self._settings), compose.ledger_path(self._settings)
        with plain_errors(path), engine.begin() as connection:
            kept.add(connection, token, _hash(secret))
        return NewToken(secret=secret, token=token)

    def list(self) -> list[TokenView]:
        """All tokens, in the order in which they were made, those that no longer hold too."""
        engine, path = compose.open_engine(self._settings, empty=True)
        with plain_errors(path), engine.connect() as connection:
            return kept.tokens(connection)

    def revoke(self, wanted: str, *, by: str, now: str | None = None) -> TokenView:
        """Ends a token, by its id, the beginning of it, or its name; it stays in the ledger with the moment of its end. Raises NotFound, or UserError where it was over."""
        found = [token for token in self.list() if token.id.startswith(wanted) or token.name == wanted]
        still = [token for token in found if token.revoked_at is None]
        if len(still) != 1:
            if len(still) > 1:
                raise NotFound(f"{len(still)} tokens fit {wanted}; give an id: {', '.join(token.id for token in still)}")
            if found:
                raise UserError(f"token {found[-1].id} was revoked on {(found[-1].revoked_at or '')[:10]} by {found[-1].revoked_by}")
            raise NotFound(f"there is no token {wanted}; list them with: sayso token list")
        engine, path = compose.writing_engine(self._settings), compose.ledger_path(self._settings)
        with plain_errors(path), engine.begin() as connection:
            kept.revoke(connection, still[0].id, by, now or _now())
            ended = kept.find(connection, still[0].id)
        assert ended is not None
        return ended[0]

    def check(self, secret: str, *, now: str | None = None) -> TokenView | None:
        """The token with this secret, if it holds; None otherwise. The comparison takes as long whatever is given."""
        parts = secret.split("_", PARTS - 1)
        found = self._find(parts[1]) if len(parts) == PARTS and parts[0] == MARK else None
        token, sha256 = found or (None, NO_HASH)
        same = hmac.compare_digest(sha256, _hash(secret))
        return token if same and token is not None and _holds(token, now or _now()) else None

    def holding(self, identity: str, *, now: str | None = None) -> TokenView | None:
        """The token with this whole id, if it still holds."""
        found = self._find(identity)
        return found[0] if found and _holds(found[0], now or _now()) else None

    def any_holding(self, *, now: str | None = None) -> bool:
        """Whether anybody could come in at all."""
        at = now or _now()
        return any(_holds(token, at) for token in self.list())

    def _find(self, identity: str) -> tuple[TokenView, str] | None:
        engine, path = compose.open_engine(self._settings, empty=True)
        with plain_errors(path), engine.connect() as connection:
            return kept.find(connection, identity)


def _holds(token: TokenView, now: str) -> bool:
    return (token.revoked_at is None or token.revoked_at > now) and (token.expires is None or now[:10] <= token.expires)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")
