"""The errors Sayso raises on purpose.

    SaysoError
    ├── UserError        bad input or setting: the message says what to do
    │   ├── ModelMissing     no language model is installed
    │   └── NotFound         an id or a name that the ledger does not hold
    ├── ItemError        this one document failed: it becomes a refusal and the run goes on
    ├── RunAbort         the run cannot go on
    └── LedgerError      a broken promise of the ledger: stop loudly
        ├── LedgerUnavailable   locked, read-only, not a ledger, of a newer schema
        └── AnchorError         a cell's span does not yield the text it was read from

Messages name the thing and the fix. Uncertainty is never an error: it is a refusal or a list of candidates.
"""

from __future__ import annotations


class SaysoError(Exception):
    """Anything Sayso raises on purpose; its text is fit to be shown to a user."""


class UserError(SaysoError):
    """The input or a setting is at fault."""


class ModelMissing(UserError):
    """No language model is installed, or the one asked for cannot be loaded."""


class NotFound(UserError):
    """The ledger holds nothing under the id or name that was asked for."""


class ItemError(SaysoError):
    """One item cannot be read.

    ``code`` is a short stable word for the kind of fault ("empty", "binary", ...), ``detail`` a sentence for people.
    """

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


class RunAbort(SaysoError):
    """The run as a whole cannot go on."""


class LedgerError(SaysoError):
    """A promise of the ledger is broken."""


class LedgerUnavailable(LedgerError):
    """The ledger cannot be opened or written: locked, read-only, damaged, or of another schema."""


class AnchorError(LedgerError):
    """A span does not yield the text it is said to hold."""
