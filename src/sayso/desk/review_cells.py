"""Makes a correction of what a person types or selects: takes a claim, a cell and a value, gives what the cell stands for from then on. Refuses what is no value of that cell."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sayso.model.claim import Certainty, Polarity, SpeechAct
from sayso.model.errors import UserError
from sayso.model.review import SEVERAL, Correction
from sayso.model.views import CandidateView, ClaimView, PlaceView, SourceView
from sayso.vocabulary.codes import country_codes

# The cells that can be corrected, with the values that are allowed: None is free text or selected words.
CELLS: dict[str, tuple[str, ...] | None] = {
    "content": None,
    "speaker": None,
    "speaker.role": None,
    "speaker.organisation": None,
    "speaker.country": None,
    "act": tuple(act.value for act in SpeechAct),
    "certainty": tuple(certainty.value for certainty in Certainty),
    "polarity": tuple(polarity.value for polarity in Polarity),
    "condition": None,
    "said_at": None,
    "place": None,
    "time": None,
    "quantity": None,
}
TYPED = {"said_at": "2024-10-22 or 2024-10-01/2024-10-05", "time": "2024-10, 2024-10-01/2024-10-05 or 2024-10-01/..", "quantity": "3000, 3000.., ..500 or 3000..5000"}
DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?)?)?)?")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
Facts = dict[str, str | float | None]
Lookup = Callable[[str], Sequence[CandidateView]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What was typed (None: nothing was) and which stretch of the document was selected, with its words; ``more`` are further stretches, in the order of the text."""

    value: str | None
    start: int | None
    end: int | None
    words: str | None
    more: tuple[tuple[int, int, str], ...] = ()

    @property
    def text(self) -> str:
        """The value: what was typed, else the words that were selected."""
        return " ".join((self.value if self.value is not None else self.words or "").split())


def select(text: str, value: str | None, start: int | None, end: int | None, more: Sequence[tuple[int, int]] = ()) -> Selection:
    """What was typed or selected, checked against the text; blanks at the edges of the selection are left out. ``more`` are further stretches."""
    if start is None and end is None and not more:
        if value is None:
            raise UserError("nothing to correct it to: give a value, or select words of the text (start and end)")
        return Selection(value=value, start=None, end=None, words=None)
    first, *rest = sorted(_stretch(text, *one) for one in ((start, end), *more))
    for left, right in pairwise((first, *rest)):
        if left[1] > right[0]:
            raise UserError(f"the stretches {left[0]}-{left[1]} and {right[0]}-{right[1]} lie over each other; select them apart, or as one")
    return Selection(value=value, start=first[0], end=first[1], words=first[2], more=tuple(rest))


def _stretch(text: str, start: int | None, end: int | None) -> tuple[int, int, str]:
    """A stretch of the text with its words, without blanks at its edges."""
    if start is None or end is None or not 0 <= start < end <= len(text):
        raise UserError(f"the selection {start}-{end} does not lie in the text, which has {len(text)} characters")
    words = text[start:end]
    if not words.strip():
        raise UserError(f"the selection {start}-{end} holds no words")
    start += len(words) - len(words.lstrip())
    words = words.strip()
    return start, start + len(words), words


def correction(cell: str, read: ClaimView, chosen: Selection, lookup: Lookup, voices: Iterable[SourceView]) -> Correction:
    """The correction of this cell of a claim (as the program read it); ``voices`` are those known by name, whose other facts a corrected speaker takes over."""
    if cell not in CELLS:
        raise UserError(f"unknown cell {cell!r}; known are: {', '.join(CELLS)}")
    if chosen.more and cell != "content":
        raise UserError(f"{cell} is said by one stretch of the text; only content may have several")
    facts: Facts = {}
    value: str | None = chosen.text or None
    allowed = CELLS[cell]
    if allowed is not None:
        value = _allowed(cell, chosen, allowed)
    elif cell == "content":
        value = _content(chosen)
    elif cell == "speaker":
        facts = _voice(value, read.speaker, voices)
    elif cell == "speaker.country" and value is not None:
        value = _country(value)
    elif cell in TYPED:
        value, facts = _typed(cell, chosen)
    of = _of(cell, read, chosen)
    if cell == "place" and value is not None:
        facts = _place(value, lookup)
    return Correction(cell=cell, value=value, machine=_read(cell, read, of), start=chosen.start, end=chosen.end, words=chosen.words, of=of, facts=facts, more=chosen.more)


PLAIN = ("speaker", "speaker.role", "speaker.organisation", "speaker.country", "act", "certainty", "polarity", "said_at")


def check(now: ClaimView, made: Correction) -> None:
    """Refuses a correction to what the cell says already."""
    if made.cell in PLAIN and made.value == _read(made.cell, now, None):
        raise UserError(f"{made.cell} is {made.value or 'empty'!r} already; to say that it is right, accept the claim")


def _allowed(cell: str, chosen: Selection, allowed: Sequence[str]) -> str:
    value = (chosen.value or "").strip().lower()
    if value not in allowed:
        raise UserError(f"{cell} cannot be {chosen.value or 'empty'!r}; it is one of: {', '.join(allowed)}")
    return value


def _content(chosen: Selection) -> str:
    if chosen.words is None:
        raise UserError("content is corrected by selecting words of the text: give start and end")
    return " … ".join((chosen.words, *(words for _, _, words in chosen.more)))


def _country(value: str) -> str:
    if (code := value.upper()) not in country_codes():
        raise UserError(f"{value!r} is no country; write its code of two letters (ISO 3166-1), such as KR")
    return code


def _voice(value: str | None, read: SourceView, voices: Iterable[SourceView]) -> Facts:
    """The facts of a speaker: those known of this name, else those of the one that was read where only the spelling differs, else the name alone."""
    if value is None:
        return {"name": None, "role": None, "organisation": None, "country": None}
    known = next((voice for voice in voices if value.casefold() in {(voice.name or "").casefold(), (voice.organisation or "").casefold() if not voice.name else ""}), None)
    if known is not None:
        return {"name": known.name, "role": known.role, "organisation": known.organisation, "country": known.country}
    if read.name and read.name.split()[-1].casefold() == value.split()[-1].casefold():
        return {"name": value, "role": read.role, "organisation": read.organisation, "country": read.country}
    return {"name": value, "role": None, "organisation": None, "country": None}


def _typed(cell: str, chosen: Selection) -> tuple[str | None, Facts]:
    """A time or a number: typed, since the words of a text must first be read."""
    if chosen.value is None:
        raise UserError(f"{cell} needs a value beside the selected words, such as {TYPED[cell]}")
    if not chosen.text:
        return None, {}
    if cell == "quantity":
        low, high = quantity(chosen.text)
        return f"{_plain(low)}..{_plain(high)}" if low != high else _plain(low), {"minimum": low, "maximum": high}
    return interval(chosen.text, cell), {}


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:f}".rstrip("0").rstrip(".")


def quantity(value: str) -> tuple[float | None, float | None]:
    """The bounds of a number; None is open.

    >>> quantity("3,000"), quantity("3000.."), quantity("..500"), quantity("2.5..3")
    ((3000.0, 3000.0), (3000.0, None), (None, 500.0), (2.5, 3.0))
    """
    low, dots, high = value.replace(",", "").replace(" ", "").partition("..")
    ends = [float(end) if NUMBER.fullmatch(end) else None for end in (low, high)]
    good = all(not end or NUMBER.fullmatch(end) for end in (low, high)) and (low or high)
    if not good or (ends[0] is not None and ends[1] is not None and ends[0] > ends[1]):
        raise UserError(f"{value!r} is no number or range; write {TYPED['quantity']}")
    return (ends[0], ends[1]) if dots else (ends[0], ends[0])


def interval(value: str, cell: str = "time") -> str:
    """An ISO 8601 interval of days, both included, ".." for an open end.

    >>> interval("2024-10"), interval("2024-10-05"), interval("2024-10-01/.."), interval("2023/2024-02")
    ('2024-10-01/2024-10-31', '2024-10-05/2024-10-05', '2024-10-01/..', '2023-01-01/2024-02-29')
    """
    start, slash, end = value.replace(" ", "").partition("/")
    try:
        first, last = _ends(start), _ends(end if slash else start)
    except ValueError as fault:
        raise UserError(f"{value!r} is no {'day or interval' if cell == 'said_at' else 'time'}; write {TYPED[cell]}") from fault
    if first[0] == last[1] == ".." or (".." not in {first[0], last[1]} and first[0] > last[1]):
        raise UserError(f"{value!r} is open at both ends or runs backwards; write {TYPED[cell]}")
    return f"{first[0]}/{last[1]}"


def _ends(value: str) -> tuple[str, str]:
    """The first and the last day of a year, month or day."""
    if value == "..":
        return "..", ".."
    match = DAY.fullmatch(value)
    if match is None:
        raise ValueError(value)
    year, month, day, clock = int(match[1]), match[2], match[3], match[4] or ""
    if day:
        plain = dt.date(year, int(month), int(day)).isoformat() + clock
        return plain, plain
    first, last = (int(month), int(month)) if month else (1, 12)
    return dt.date(year, first, 1).isoformat(), dt.date(year, last, calendar.monthrange(year, last)[1]).isoformat()


def _of(cell: str, read: ClaimView, chosen: Selection) -> tuple[int, int] | None:
    """Where in the text the place, time or number stands that is meant: the one at the selected words, else the only one."""
    grounding = read.grounding
    held = {
        "place": [place.at for place in grounding.places],
        "time": [time.at for time in grounding.times],
        "quantity": [grounding.quantity.at] if grounding.quantity else [],
    }
    spans = {(at.start, at.end): at.words for at in held.get(cell, ())}
    if chosen.start is not None and chosen.end is not None and cell in SEVERAL:
        return next(((start, end) for start, end in spans if start < chosen.end and chosen.start < end), (chosen.start, chosen.end))
    if len(spans) > 1 and chosen.text:
        named = "; ".join(f"“{words}” at {start}-{end}" for (start, end), words in spans.items())
        raise UserError(f"the claim has {len(spans)} {cell}s: {named}; select the words of the one you mean")
    return next(iter(spans)) if len(spans) == 1 else None


def _place(value: str, lookup: Lookup) -> Facts:
    """What the gazetteer knows under this id or name; a name that it does not know stays a name."""
    found = lookup(value)
    if not found:
        if ":" in value:
            raise UserError(f"the gazetteer knows no place {value}; give its GeoNames id (geonames:NNN) or its name")
        return {"written": value}
    best = found[0]
    written = best.name if ":" in value else value
    known: Facts = {"id": best.id, "name": best.name, "latitude": best.latitude, "longitude": best.longitude, "country": best.country, "feature": best.feature}
    return known | {"population": best.population, "written": written}


def _read(cell: str, read: ClaimView, of: tuple[int, int] | None) -> str | None:
    """What the program had read."""
    voice, grounding = read.speaker, read.grounding
    if cell == "content":
        return " … ".join(part.words for part in read.content)
    if cell == "speaker":
        return voice.name or voice.organisation or (voice.mention.words if voice.mention else None)
    if cell.startswith("speaker."):
        return str(value) if (value := getattr(voice, cell.removeprefix("speaker."))) else None
    if cell == "place":
        return ", ".join(_named(one) for one in grounding.places if of is None or (one.at.start, one.at.end) == of) or None
    if cell == "time":
        return ", ".join(one.interval for one in grounding.times if of is None or (one.at.start, one.at.end) == of) or None
    if cell == "quantity":
        number = grounding.quantity
        return None if number is None else number.at.words
    value = getattr(read, cell).value
    return str(value) if value is not None else None


def _named(place: PlaceView) -> str:
    return f"{place.chosen.name} ({place.chosen.id})" if place.chosen else place.name
