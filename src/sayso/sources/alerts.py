"""Alerts: which changes matter to whom. Takes a rule file and what is new, gives alerts, each with a key by which it is delivered once; delivers nothing.

A rule file is YAML::

    rules:
      - name: denials about the ferry      # any words; they stand in the alert
        when: [denial, verdict]            # new, verdict, number, denial, position, indicator
        about: [ferry, "sea drone*"]       # any of these words in what is claimed; * ends a word
        actors: [coast guard]              # and any of these in who says or does it
        places: [Velmora]                  # and any of these places
        propositions: [p-0a1b]             # only these, by the beginning of the id
        verdicts: [contested, denied]      # only if the verdict is one of these now
        above: 100                         # only if the number is above that now
    deliver:
      - {to: stdout}
      - {to: file, path: alerts.jsonl}
      - {to: webhook, url: "https://desk.example/hook"}
      - {to: email, addresses: [desk@velmora.example]}
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
import yaml

from sayso.model.errors import UserError
from sayso.model.identity import content_id
from sayso.model.proposition import VerdictName
from sayso.model.story_views import NewsView
from sayso.model.watch import Indicator, Watchlist

LARGEST = 200_000  # bytes of a rule file
STARTS = (yaml.FlowSequenceStartToken, yaml.FlowMappingStartToken)
ENDS = (yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken)
DEEPEST = 20  # lists and mappings in brackets, one within the other; a rule needs two
NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)(?:\s+(thousand|million|billion))?")
POWERS = {"": 1.0, "thousand": 1e3, "million": 1e6, "billion": 1e9}


class When(StrEnum):
    """The kinds of news that a rule may wait for."""

    NEW = "new"
    VERDICT = "verdict"
    NUMBER = "number"
    DENIAL = "denial"
    POSITION = "position"
    INDICATOR = "indicator"


class To(StrEnum):
    """Where alerts may go."""

    STDOUT = "stdout"
    FILE = "file"
    WEBHOOK = "webhook"
    EMAIL = "email"


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One rule; every filter that is given must hold, and within a filter any one word."""

    name: str
    when: list[When]
    about: list[str] = []
    actors: list[str] = []
    places: list[str] = []
    propositions: list[str] = []
    verdicts: list[VerdictName] = []
    above: float | None = None


class Target(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One way out."""

    to: To
    path: str | None = None
    url: str | None = None
    addresses: list[str] = []


class RuleFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of a rule file."""

    rules: list[Rule]
    deliver: list[Target] = msgspec.field(default_factory=lambda: [Target(to=To.STDOUT)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What the ledger knows of a proposition or an indicator beyond its text: who acts and speaks in it, where, and the most that its latest number may be."""

    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    number: float | None = None


NOTHING = Subject()


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A change that a rule waited for. ``key`` is the same whenever the same change meets the same rule; ``about`` is the id of the proposition or indicator."""

    key: str
    rule: str
    kind: str
    about: str
    text: str
    before: str | None
    after: str
    day: str | None

    @property
    def line(self) -> str:
        """The alert in a line, as people read it."""
        moved = f"{self.before} -> {self.after}" if self.before else self.after
        return f"[{self.rule}] {self.kind}: {self.text} | {moved}" + (f" ({self.day})" if self.day else "")


def read_rules(path: Path) -> RuleFile:
    """The rules of a file; raises UserError that names file, line, field and fault."""
    try:
        data = path.read_bytes()[: LARGEST + 1]
    except OSError as fault:
        raise UserError(f"{path}: the rules cannot be read: {(fault.strerror or type(fault).__name__).lower()}") from fault
    if len(data) > LARGEST:
        raise UserError(f"{path}: rules of more than {LARGEST:,} bytes are not read")
    tree, value = _loaded(path, data)
    try:
        found = msgspec.convert(value, RuleFile)
    except msgspec.ValidationError as fault:
        what, _, where = str(fault).partition(" - at `$")
        field_path = where.rstrip("`").lstrip(".")
        raise UserError(f"{path}, line {_line(tree, field_path)}" + (f", {field_path}" if field_path else "") + f": {what[:1].lower()}{what[1:]}") from fault
    for name, fault_text in _faults(found):
        raise UserError(f"{path}, line {_line(tree, name)}, {name}: {fault_text}")
    return found


def _loaded(path: Path, data: bytes) -> tuple[yaml.Node, Any]:
    try:
        text = data.decode("utf-8-sig")
        _check_tokens(path, text)
        tree = yaml.compose(text, yaml.SafeLoader)
        value = yaml.safe_load(text)
    except UnicodeDecodeError as fault:
        raise UserError(f"{path}: it is not UTF-8 text") from fault
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        raise UserError(f"{path}, line {line}: not valid YAML: {fault.problem}") from fault
    except (yaml.YAMLError, ValueError, RecursionError) as fault:
        raise UserError(f"{path}: not valid YAML") from fault
    if tree is None:
        raise UserError(f"{path}: there are no rules in it")
    return tree, value


def _check_tokens(path: Path, text: str) -> None:
    """Raises UserError for what could make a small file large or slow."""
    depth = 0
    for token in yaml.scan(text, yaml.SafeLoader):
        place = f"{path}, line {token.start_mark.line + 1}"
        if isinstance(token, (yaml.AnchorToken, yaml.AliasToken)):  # a few of them can stand for a million rules
            raise UserError(f"{place}: anchors and aliases (& and *) are not read here; put words with a * in quotation marks")
        depth += isinstance(token, STARTS) - isinstance(token, ENDS)
        if depth > DEEPEST:
            raise UserError(f"{place}: lists are nested too deeply")


def _faults(file: RuleFile) -> Iterator[tuple[str, str]]:
    """What the types alone do not see: the field and what is wrong with it."""
    if not file.rules:
        yield "rules", "there are no rules in it"
    names = [rule.name for rule in file.rules]
    for number, rule in enumerate(file.rules):
        if names.count(rule.name) > 1:
            yield f"rules[{number}].name", f"two rules are called {rule.name!r}"
        if not rule.when or not rule.name.strip():
            yield f"rules[{number}]", "a rule needs a name and something to wait for"
        for kind in ("about", "actors", "places", "propositions"):
            if any(not word.strip(" *") for word in getattr(rule, kind)):
                yield f"rules[{number}].{kind}", "an empty word would match everything"
    needs = {To.FILE: "path", To.WEBHOOK: "url", To.EMAIL: "addresses"}
    for number, target in enumerate(file.deliver):
        if (need := needs.get(target.to)) and not getattr(target, need):
            yield f"deliver[{number}]", f"{target.to} needs the field {need!r}"


def _line(tree: yaml.Node, path: str) -> int:
    """The line of the node that a path such as ``rules[0].when`` leads to, or of the last one on the way that exists."""
    node = tree
    for step in re.findall(r"[^.\[\]]+", path):
        if isinstance(node, yaml.MappingNode):
            following = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and step.isdigit() and int(step) < len(node.value):
            following = node.value[int(step)]
        else:
            following = None
        if following is None:
            break
        node = following
    return int(node.start_mark.line) + 1


def matches(rule: Rule, news: Sequence[NewsView], watchlist: Watchlist, subjects: Mapping[str, Subject] | None = None) -> list[Alert]:
    """What of the news this rule waited for. ``subjects`` says by the ids of propositions and indicators who and where they are about; without it the words decide.

    An indicator is told with every event that was reported for it, again and again: who delivers drops the keys that were delivered before.
    """
    found = [_alert(rule, one) for one in news if _fits(rule, one, (subjects or {}).get(one.proposition, NOTHING))]
    if When.INDICATOR in rule.when:
        found += [alert for indicator in watchlist.indicators for alert in _reported(rule, indicator, (subjects or {}).get(indicator.id, NOTHING))]
    return list({alert.key: alert for alert in found}.values())


def _fits(rule: Rule, news: NewsView, subject: Subject) -> bool:
    if news.kind not in set(rule.when) or (rule.propositions and not news.proposition.startswith(tuple(rule.propositions))):
        return False
    words = " | ".join(filter(None, (news.text, news.before, news.after, *(f"{change.who} {change.words}" for change in news.changes))))
    if rule.verdicts and (news.kind not in {When.VERDICT, When.NEW} or news.after.partition(" (")[0] not in set(rule.verdicts)):
        return False
    return _names(rule, words, subject) and _is_above(rule, news, subject)


def _names(rule: Rule, words: str, subject: Subject) -> bool:
    return (
        _holds(rule.about, words)
        and _holds(rule.actors, " | ".join((words, *subject.actors)))
        and _holds(rule.places, " | ".join((words, *subject.places)))
    )  # fmt: skip


def _is_above(rule: Rule, news: NewsView, subject: Subject) -> bool:
    if rule.above is None:
        return True
    number = subject.number
    if number is None and news.kind == When.NUMBER:
        number = largest_number(news.after)
    return number is not None and number > rule.above


def largest_number(words: str) -> float | None:
    """The largest number written in figures; None where there is none.

    >>> largest_number("from 2,000 to 3,500 soldiers"), largest_number("1.5 million people"), largest_number("dozens")
    (3500.0, 1500000.0, None)
    """
    found = [float(figure.replace(",", "")) * POWERS[power] for figure, power in NUMBER.findall(words)]
    return max(found, default=None)


def _holds(wanted: Sequence[str], words: str) -> bool:
    return not wanted or any(_pattern(one).search(words) for one in wanted)


@lru_cache(maxsize=1000)
def _pattern(words: str) -> re.Pattern[str]:
    """Whole words in any case; ``*`` stands for the rest of a word."""
    parts = (re.escape(word).replace(r"\*", r"\w*") for word in words.split())
    return re.compile(r"(?<!\w)" + r"\s+".join(parts) + r"(?!\w)", re.IGNORECASE)


def _alert(rule: Rule, news: NewsView) -> Alert:
    changes = [[change.kind, change.who, change.before, change.after] for change in news.changes]
    key = content_id("alert", rule.name, news.kind, news.proposition, news.before, news.after, news.day, changes)
    words = "; ".join(change.words for change in news.changes)
    after = f"{news.after}: {words}" if words else news.after
    return Alert(key=key, rule=rule.name, kind=news.kind, about=news.proposition, text=news.text, before=news.before, after=after, day=news.day)


def _reported(rule: Rule, indicator: Indicator, subject: Subject) -> Iterator[Alert]:
    source = indicator.source
    subject = replace(subject, actors=(*subject.actors, *filter(None, (source.name, source.role, source.organisation))))
    for report in indicator.reported:
        words = " | ".join((indicator.condition.words, *(part.words for part in indicator.consequence), report.words))
        if _names(rule, words, subject):
            key = content_id("alert", rule.name, When.INDICATOR.value, indicator.id, report.event)
            text = indicator.condition.words
            yield Alert(key=key, rule=rule.name, kind=When.INDICATOR.value, about=indicator.id, text=text, before=None, after=f"reported: {report.words}", day=report.published)
