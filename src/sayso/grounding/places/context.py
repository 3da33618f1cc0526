"""What is known of a report before its places are read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryContext:
    """What is known of a report from outside its text.

    ``country`` is the country of the outlet or dateline (ISO 3166-1 alpha-2), None where it is not known; ``title`` is a headline that is not part of the text: the places it names
    tell which country the story is about.
    """

    country: str | None = None
    title: str = ""


NOWHERE = StoryContext()
