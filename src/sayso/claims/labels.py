"""Who the labels of a transcript stand for, and so who "I" and "you" are in what is said under them."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.claims.finding import Finding
from sayso.claims.speakers import Sort
from sayso.claims.voice import Voice
from sayso.claims.voices import Voices
from sayso.model.span import Span
from sayso.vocabulary import actors, loader

ASKING = frozenset({"Q", "QUESTION", "REPORTER", "JOURNALIST"})
ANSWERING = frozenset({"A", "ANSWER"})


class Labels:
    """The labelled paragraphs of a document in order, each with its label and finding."""

    def __init__(self, voices: Voices, findings: Sequence[Finding]) -> None:
        self.voices = voices
        self.findings = findings
        self.numbers = [number for number, finding in enumerate(findings) if finding.rule == "speaker label"]

    def label(self, number: int) -> str:
        """The label of a finding, as written."""
        span = self.findings[number].source_span
        return span.of(self.voices.tree.parse.text) if span is not None else ""

    def around(self, place: Span) -> int | None:
        """The labelled finding in whose words this place stands."""
        return next((number for number in self.numbers if any(content.covers(place) for content in self.findings[number].contents)), None)

    def asked(self, place: Span) -> int | None:
        """The labelled finding that answers a question: the next one with another label."""
        number = self.around(place)
        if number is None:
            return None
        return next((other for other in self.numbers if other > number and self.label(other) != self.label(number)), None)

    def speaker(self, label: str, source: int) -> Voice | None:
        """The person a label means: of that name or office; A the one who is introduced first, with a role if there is one."""
        people = [voice for voice in self.voices.all() if voice.reading.sort is Sort.PERSON]
        if label in ANSWERING:
            before = [voice for voice in people if voice.named and 0 <= voice.first < source]
            return max(before, key=lambda voice: (voice.reading.role is not None, -voice.first), default=None)
        word = label.rsplit(maxsplit=1)[-1].lower()
        named = [voice for voice in people if word in (voice.reading.name or "").lower().split() and voice.reading.name != label]
        office = [voice for voice in people if word in voice.nouns]
        return next(iter(named or office), None)


def name_and_role(label: str) -> tuple[str | None, str | None]:
    """Name and role of a speaker of whom a transcript gives only the label.

    >>> name_and_role("BRIG. MABIOR"), name_and_role("CHAIR"), name_and_role("OCAMPOS")
    (('Mabior', 'Brig'), (None, 'Chair'), ('Ocampos', None))
    """
    words = [word.strip(".") for word in label.split()]
    table = loader.name_words()
    titles = [
        word for word in words if word.lower() in table.honorifics or word.lower() in table.addresses or word.lower() in actors.people_nouns() or word.lower() in table.portfolios
    ]
    names = [word for word in words if word not in titles]
    role = " ".join(word.capitalize() for word in titles if word.lower() not in {"mr", "mrs", "ms", "dr"})
    return " ".join(word.title() for word in names) or None, role or None
