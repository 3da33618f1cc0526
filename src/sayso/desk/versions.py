"""Compares versions of one report. Part of the facade: ``Ledger.differences``."""

from __future__ import annotations

from sayso.documents.differences import differences
from sayso.ledger.view import LedgerView
from sayso.model.differences import Differences
from sayso.model.errors import NotFound
from sayso.model.views import ClaimFilter


def newest_differences(view: LedgerView, wanted: str) -> Differences:
    """What changed from the version before the newest of the report that this document (its id, the beginning of it, or the id it came with) is a version of."""
    rows = view.documents()
    found = [row for row in rows if row.id.startswith(wanted) or row.external_id == wanted]
    if not found:
        raise NotFound(f"the ledger holds no document {wanted}; list them with: sayso documents")
    series = view.versions(found[0].id)
    if len(series) < 2:
        raise NotFound(f"the ledger holds one version of {wanted}; there is nothing to compare it with")
    old, new = series[-2:]
    claims = [view.claims(ClaimFilter(document=key, all_versions=True)) for key in (old, new)]
    return differences(view.text(old), view.text(new), claims[0], claims[1])
