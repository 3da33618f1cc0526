"""The dates and numbers of a sentence with what each is the date or the number of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.model.span import Span
from sayso.model.tree import Tree
from sayso.model.weighing import Amount
from sayso.vocabulary.relations import relation_words, role_words

LIFE = re.compile(r"\(\s?[^()]*?$")
DASHES = re.compile(r"\s*(?:-{1,2}|–|—|−|to)\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A time in a text: where it stands, first and last ISO 8601 day (None is open)."""

    span: Span
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A number in a text, and where it stands."""

    span: Span
    amount: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A sentence with the times and the numbers that were read in it."""

    tree: Tree
    dates: tuple[Dated, ...]
    amounts: tuple[Counted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleDate:
    """A date with what it is the date of (None where the sentence does not say)."""

    start: str
    end: str
    role: str | None


def role_dates(stated: Stated) -> list[RoleDate]:
    """The dates of a sentence with their roles; a stretch "from ... to ..." gives its beginning and its end. Years that only tell works apart are left out."""
    found: list[RoleDate] = []
    for number, date in enumerate(stated.dates):
        if date.start is None or date.end is None or _tells_works_apart(stated.tree, date.span):
            continue
        if _is_a_life(stated.tree, date):
            found += [RoleDate(start=date.start, end=date.start, role="birth"), RoleDate(start=date.end, end=date.end, role="death")]
            continue
        role = _role(stated, number)
        if _is_stretch(date):
            found += [RoleDate(start=date.start, end=_month(date.start), role="beginning"), RoleDate(start=_month_start(date.end), end=date.end, role="ending")]
        found.append(RoleDate(start=date.start, end=date.end, role=role))
    return found


def _is_a_life(tree: Tree, date: Dated) -> bool:
    """Whether a stretch of days stands alone in brackets behind a name: "Ada Lunt (4 May 1901 – 2 June 1980)"."""
    before, after = tree.parse.text[: date.span.start].rstrip(), tree.parse.text[date.span.end :].lstrip()
    if not (before.endswith("(") and after.startswith(")") and _is_stretch(date)):
        return False
    tokens = tree.parse.tokens_in(Span(0, len(before) - 1))
    return bool(tokens) and tree.parse.pos[tokens[-1]] == "PROPN"


def _is_stretch(date: Dated) -> bool:
    """Longer than a month and no plain year or decade."""
    start, end = date.start or "", date.end or ""
    return start[:7] != end[:7] and not (start.endswith("-01-01") and end.endswith("-12-31"))


def _month(day: str) -> str:
    return f"{day[:7]}-31" if day.endswith("-01") else day


def _month_start(day: str) -> str:
    return f"{day[:7]}-01" if int(day[8:10]) >= 28 else day


def _tells_works_apart(tree: Tree, span: Span) -> bool:
    """Whether the year belongs to a name, as in "Harbour Lights (2005 film)"."""
    text = tree.parse.text
    before, after = text[: span.start].rstrip(), text[span.end :].split()
    return before.endswith("(") and bool(after) and after[0].strip(") ").lower() in relation_words().works


def _role(stated: Stated, number: int) -> str | None:
    """The role of one date: of a life in brackets, else by the words it hangs on, else by the words around it."""
    return _of_a_life(stated, number) or _by_tree(stated.tree, stated.dates[number].span)


def _of_a_life(stated: Stated, number: int) -> str | None:
    """Birth and death in "Ada Lunt (4 May 1901 - 2 June 1980)"; the birth in "(born 4 May 1901)"."""
    text, span = stated.tree.parse.text, stated.dates[number].span
    opened = LIFE.search(text[: span.start])
    if opened is None:
        return None
    inside = text[opened.start() : span.start].lower()
    if DASHES.search(inside) and any(date.span.start > opened.start() for date in stated.dates[:number]):
        return "death"
    follower = stated.dates[number + 1] if number + 1 < len(stated.dates) else None
    lasting = follower is not None and DASHES.fullmatch(text[span.end : follower.span.start]) is not None
    return "birth" if lasting or "born" in inside else "death" if "died" in inside else None


def _by_tree(tree: Tree, span: Span) -> str | None:
    """The nearest word above the date, or beside one above it, that has a role."""
    parse = tree.parse
    tokens = parse.tokens_in(span)
    if not tokens:
        return None
    for up in (tokens[0], *tree.ancestors(tokens[0])):
        for at in (up, *(kid for kid in tree.children[up] if parse.deps[kid] in {"conj", "xcomp", "dobj", "acl", "advcl", "nsubj"} and up != tokens[0])):
            if (role := role_words().get(parse.lemmas[at].lower())) is not None:
                return "death" if role == "losing" and any(tree.lower(kid) in {"life", "lives"} for kid in tree.kids(at, "dobj")) else role
        if tree.is_verb(up) and parse.lemmas[up].lower() not in {"be", "have"}:
            return None
    return None
