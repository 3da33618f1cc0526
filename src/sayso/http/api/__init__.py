"""JSON under /api/v1: the same rows as on the pages, with an OpenAPI document. Takes queries and acts, gives JSON; decides nothing."""

from fastapi import APIRouter

from sayso.http.api.claims import router as claims
from sayso.http.api.lists import router as lists
from sayso.http.api.review import router as review
from sayso.http.api.stories import router as stories
from sayso.http.api.tokens import router as tokens
from sayso.http.api.versions import router as versions

__all__ = ["router"]

router = APIRouter(prefix="/api/v1")
for part in (stories, claims, versions, lists, review, tokens):
    router.include_router(part)
