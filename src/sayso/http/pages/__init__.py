"""The pages of the board: HTML made by templates from what the facade gives. They decide nothing and know no table."""

from sayso.http.pages.claims import router as claims
from sayso.http.pages.documents import router as documents
from sayso.http.pages.guide import router as guide
from sayso.http.pages.propositions import router as propositions
from sayso.http.pages.review import router as review
from sayso.http.pages.spread import router as spread
from sayso.http.pages.stories import router as stories
from sayso.http.pages.watching import router as watching

__all__ = ["routers"]

routers = (stories, propositions, documents, claims, spread, watching, review, guide)
