"""Why an actor counts as having access of its own to what it says; None where it passes on, judges or repeats."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.model.weighing import Report, Statement
from sayso.synthesis.origins.bodies import Sort, is_proper
from sayso.synthesis.origins.text import sentences_of
from sayso.synthesis.origins.trails import Trail
from sayso.vocabulary.standing import has

JUDGING = frozenset({"promise", "conditional", "assess", "warn"})
DOCUMENT = "a document"


def is_opinion(group: Sequence[Statement]) -> bool:
    """Whether a group tells of what may come or what somebody thinks of it, rather than of what happened."""
    told = [one for one in group if one.act not in {"decline", "unknown", "question", "deny"}]
    soft = sum(one.act in JUDGING or one.certainty in {"probable", "possible"} or any(event.realis in {"planned", "hypothetical"} for event in one.events) for one in told)
    return soft * 2 > len(told)


def access_of(statement: Statement, trail: Trail, report: Report, *, opinion: bool) -> str | None:
    """Why the origin of a statement has access, None where it has none."""
    actor = trail.actor
    words = " ".join(filter(None, (trail.voice.role, trail.voice.words, trail.voice.organisation)))
    if actor.sort is Sort.RUMOUR or _only_alleges(statement, trail):
        return None
    around = sentences_of(report.text, statement.spans)
    if actor.sort is Sort.OUTLET:
        return "witness" if _saw(statement, around) else None
    if has("no_access", around) and not trail.endorses:
        return None
    if actor.sort is Sort.INSTRUMENT:
        return "own measurement" if has("sensors", actor.label, words) else DOCUMENT
    if _judges(trail, words):
        return "own judgement" if opinion else "own measurement" if has("measures", around) else None
    if actor.sort is Sort.NAMELESS:
        return "witness" if has("witnesses", words) else "says so without a name"
    if actor.sort is Sort.PERSON:
        return "witness" if has("witnesses", words) else "own account"
    return "its own conduct" if _acts(statement, actor.country, actor.label) else "issuing body"


def _only_alleges(statement: Statement, trail: Trail) -> bool:
    """Whether a post, message or video of nobody known says something that it does not show."""
    actor = trail.actor
    if actor.sort is Sort.BODY:
        return not is_proper(actor.label.lower()) and has("rumour", actor.label) and len(actor.label.split()) <= 2
    return actor.sort is Sort.INSTRUMENT and has("alleging", statement.cue)


def _saw(statement: Statement, around: str) -> bool:
    """Whether the reporter's own senses are named."""
    return has("seen", around) or (has("reporters", statement.speaker.words, statement.speaker.role) and statement.speaker.kind != "unstated")


def _judges(trail: Trail, words: str) -> bool:
    """Whether the origin weighs what others have found: an analyst by description or by the name of its house. A panel of experts that is sent to find out does more."""
    if has("inquiries", words, trail.actor.label):
        return False
    return has("analysts", words) or (trail.actor.sort is Sort.BODY and has("analyst_houses", trail.actor.label))


def _acts(statement: Statement, country: str | None, label: str) -> bool:
    parties = [party for event in statement.events for party in event.actors]
    return any((country is not None and party.country == country) or party.name == label for party in parties)
