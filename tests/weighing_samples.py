"""Statements, supports and reports in short notation, for tests of weighing."""

from __future__ import annotations

from typing import Any

from sayso.model.proposition import Link, Origin, Side, Step, Support
from sayso.model.span import Span
from sayso.model.weighing import Amount, Report, Statement, Voice


def report(key: str, text: str = "", **facts: Any) -> Report:
    known: dict[str, Any] = {"series": key, "number": 1, "latest": True, "external_id": key, "outlet": f"Outlet {key}", "url": None, "title": None, "published": None}
    return Report(id=key, text=text, paragraphs=(Span(0, len(text)),) if text else (), **(known | facts))


def voice(name: str | None, **facts: Any) -> Voice:
    known: dict[str, Any] = {"kind": "named", "role": None, "organisation": None, "country": None, "words": name}
    return Voice(name=name, **(known | facts))


def amount(words: str, low: float | None, high: float | None, **facts: Any) -> Amount:
    known: dict[str, Any] = {"modifier": "=", "unit": None, "counted": None, "sort": None, "scope": "unstated", "whole": None}
    return Amount(minimum=low, maximum=high, words=words, **(known | facts))


def statement(key: str, in_report: str, who: Voice, content: str, **facts: Any) -> Statement:
    """A claim of a report whose outlet is "Outlet <report>"; ``facts`` set any other cell."""
    outlet = Voice(kind="outlet", name=None, role=None, organisation=f"Outlet {in_report}", country=None, words=None)
    known: dict[str, Any] = {
        "published": None,
        "outlet": f"Outlet {in_report}",
        "at": 0,
        "spans": (Span(0, len(content)),),
        "cue": "said",
        "cue_lemma": "say",
        "act": "assert",
        "certainty": "certain",
        "polarity": "positive",
        "estimate": None,
        "condition": None,
        "said_at": None,
        "quoted": False,
        "places": (),
        "times": (),
        "amount": None,
        "events": (),
        "confidence": 0.9,
        "chain": (outlet, who),
    }
    return Statement(id=key, report=in_report, content=content, **(known | facts))


def support(one: Statement, side: Side, key: str, label: str, **facts: Any) -> Support:
    """A support of an origin with access; ``access``, ``named``, ``could_be`` and ``country`` go to the origin, the rest to the support."""
    of_origin: dict[str, Any] = {"country": None, "access": "issuing body", "named": True, "could_be": ()}
    of_support: dict[str, Any] = {"adds": True, "standing": None, "reason": "says so itself"}
    origin = Origin(key=key, label=label, **(of_origin | {name: value for name, value in facts.items() if name in of_origin}))
    path = (Step(label=one.outlet or "", link=Link.PUBLISHED, report=one.report), Step(label=label, link=Link.QUOTES))
    return Support(statement=one.id, side=side, origin=origin, path=path, **(of_support | {name: value for name, value in facts.items() if name in of_support}))
