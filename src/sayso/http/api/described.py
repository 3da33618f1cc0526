"""The OpenAPI document: what FastAPI knows of addresses and queries, with the shapes of answers and acts as msgspec derives them from the dataclasses."""

from __future__ import annotations

from functools import partial
from typing import Any

import msgspec
from fastapi import FastAPI

from sayso.http.api.answers import FAULTS, JSON
from sayso.http.problems import MEDIA_TYPE, Problem

REFERENCE = "#/components/schemas/{name}"
SHAPES: dict[str, Any] = {}  # by the name that an operation refers to it by, in the order of the routes
ABOUT = "Attributed claims, and what they come to. Lists are paged (Link headers); GET answers bear entity tags; faults are problem details (RFC 9457)."


def gives(kind: Any, *, status: int = 200, takes: Any = None) -> dict[str, Any]:
    """What a route's decorator needs so that the document tells the shape of its answer, of its faults, and of its body."""
    faults = {code: {"description": words, "content": {MEDIA_TYPE: {"schema": _named(Problem)}}} for code, words in FAULTS.items()}
    good = {"description": "What was asked for.", "content": {JSON: {"schema": _named(kind)}}}
    found: dict[str, Any] = {"response_model": None, "status_code": status, "responses": {status: good, **faults}}
    if status == 200:
        found["responses"][304] = {"description": "The visitor has it already."}
    if takes is not None:
        found["openapi_extra"] = {"requestBody": {"required": True, "content": {JSON: {"schema": _named(takes)}}}}
    return found


def _named(kind: Any) -> dict[str, str]:
    SHAPES[f"{kind}"] = kind
    return {"$ref": f"{kind}"}


def describe(app: FastAPI) -> None:
    """Makes ``app.openapi`` give the whole document."""
    app.openapi = partial(_document, app, app.openapi)  # type: ignore[method-assign]  # the way that FastAPI's manual gives


def _document(app: FastAPI, plain: Any) -> dict[str, Any]:
    if app.openapi_schema is not None and "problem" in app.openapi_schema:
        return app.openapi_schema
    document: dict[str, Any] = plain()
    shown, shapes = msgspec.json.schema_components(SHAPES.values(), ref_template=REFERENCE)
    references = dict(zip(SHAPES, shown, strict=True))
    document["paths"] = _resolved(document["paths"], references)
    components = document.setdefault("components", {})
    kept = {name: shape for name, shape in components.get("schemas", {}).items() if name not in {"HTTPValidationError", "ValidationError"}}
    components["schemas"] = {**kept, **_plain(shapes)}
    components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer", "description": "Made with: sayso token make. Not needed on loopback."}}
    document["security"] = [{"token": []}, {}]
    document["info"]["description"] = ABOUT
    return document


def _resolved(part: Any, references: dict[str, dict[str, Any]]) -> Any:
    """The same with each reference by name replaced by the shape that msgspec gave."""
    if isinstance(part, dict):
        if set(part) == {"$ref"} and part["$ref"] in references:
            return references[part["$ref"]]
        return {name: _resolved(value, references) for name, value in part.items()}
    return [_resolved(value, references) for value in part] if isinstance(part, list) else part


def _plain(part: Any) -> Any:
    """The same with lists of fixed parts ("prefixItems") as lists of so many of any of these: what reads such documents often knows no other."""
    if isinstance(part, list):
        return [_plain(value) for value in part]
    if not isinstance(part, dict):
        return part
    found = {name: _plain(value) for name, value in part.items()}
    if isinstance(found.get("prefixItems"), list):
        kinds = found.pop("prefixItems")
        distinct = [kind for at, kind in enumerate(kinds) if kind not in kinds[:at]]
        found["items"] = distinct[0] if len(distinct) == 1 else {"anyOf": distinct}
    return found
