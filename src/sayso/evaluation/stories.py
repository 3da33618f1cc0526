"""Claims as the scorer of the sample stories takes them: one record for each claim."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sayso.model.claim import SourceKind, SourceLink, SpeechAct
from sayso.model.reading import Reading

name = "stories"
# The gold files know ten speech acts; these two are written as assertions there.
WRITTEN_AS = {SpeechAct.ACCUSE: SpeechAct.ASSERT, SpeechAct.DEMAND: SpeechAct.ASSERT}


def records(reading: Reading) -> Iterator[dict[str, Any]]:
    """One record for each claim of the document."""
    document = reading.document
    for claim in reading.claims:
        act = claim.act.value
        speaker = claim.speaker
        yield {
            "claim_id": claim.id,
            "doc_id": document.external_id,
            "content": " ".join(span.of(document.text) for span in claim.contents),
            "cue": claim.cue.of(document.text) if claim.cue else None,
            "source_text": speaker.span.of(document.text) if speaker.span else None,
            "source_canonical": _canonical(speaker, document.text),
            "stance": WRITTEN_AS.get(act, act) if act else None,
            "certainty": claim.certainty.value,
            "polarity": claim.polarity.value,
        }


def _canonical(link: SourceLink, text: str) -> dict[str, str | None] | None:
    """Person, body and country; a nameless voice is its fullest mention, with the body it belongs to ("a spokesman for the yard, Corvane Shipping")."""
    if link.span is None and (link.organisation is None or link.kind is SourceKind.OUTLET):
        return None
    body = link.organisation
    if link.kind is SourceKind.OUTLET:
        body = f"{body} (reporting outlet)" if body else "reporting outlet"
    elif link.name is None and (mention := link.resolved_from or link.span) is not None:
        body = ", ".join(filter(None, (mention.of(text), link.role, body)))
    return {"person": link.name, "org": body, "country": link.country}
