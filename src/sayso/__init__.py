"""Sayso keeps the record of who said so: a ledger of attributed claims, each cell traced to a stretch of the source text."""

from sayso.api import Ledger, evaluate, model, open  # noqa: A004 - sayso.open reads as a user expects
from sayso.compose import PROGRAM
from sayso.model.errors import LedgerError, LedgerUnavailable, ModelMissing, NotFound, SaysoError, UserError
from sayso.model.reading import ReadSummary
from sayso.model.story_views import NewsView, PropositionDetail, StoryView
from sayso.model.views import CellView, ClaimView, DocumentView, ModelView, RefusalView, ShownClaim, SourceView, VerifyReport, Words
from sayso.settings import Settings

__version__ = PROGRAM

__all__ = [
    "CellView",
    "ClaimView",
    "DocumentView",
    "Ledger",
    "LedgerError",
    "LedgerUnavailable",
    "ModelMissing",
    "ModelView",
    "NewsView",
    "NotFound",
    "PropositionDetail",
    "ReadSummary",
    "RefusalView",
    "SaysoError",
    "Settings",
    "ShownClaim",
    "SourceView",
    "StoryView",
    "UserError",
    "VerifyReport",
    "Words",
    "__version__",
    "evaluate",
    "model",
    "open",
]
