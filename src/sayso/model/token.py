"""Tokens: what lets a program or a person in where the board is served beyond this machine."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """What a token allows; each allows what those before it do."""

    READ = "read"
    REVIEW = "review"
    ADMIN = "admin"

    def allows(self, wanted: Scope) -> bool:
        """Whether this scope is enough for what asks for another.

        >>> Scope.REVIEW.allows(Scope.READ), Scope.REVIEW.allows(Scope.ADMIN)
        (True, False)
        """
        order = list(Scope)
        return order.index(self) >= order.index(wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenView:
    """A token without its secret. Moments are ISO 8601 in UTC; ``expires`` is None where it holds until it is revoked; ``revoked_at`` is None while it holds."""

    id: str
    name: str
    scope: Scope
    made_by: str
    made_at: str
    expires: str | None
    revoked_at: str | None
    revoked_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewToken:
    """A token just made; ``secret`` is what its owner sends, and is shown this once: the ledger keeps its hash alone."""

    secret: str
    token: TokenView
