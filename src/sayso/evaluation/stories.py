"""Claims as the scorer of the sample stories takes them: one record for each claim."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sayso.model.claim import SourceLink, SpeechAct
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
            "source_canonical": _canonical(speaker),
            "stance": WRITTEN_AS.get(act, act) if act else None,
            "certainty": claim.certainty.value,
            "polarity": claim.polarity.value,
        }


def _canonical(link: SourceLink) -> dict[str, str | None] | None:
    if link.span is None:
        return None
    return {"person": link.name, "org": link.organisation, "country": link.country}
