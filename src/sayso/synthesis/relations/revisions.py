"""Whether a statement gives its number in the place of an earlier one: "corrected its toll", "the count from 34 to 31"."""

from __future__ import annotations

import re
from functools import cache

from sayso.model.weighing import Amount, Statement
from sayso.synthesis.relations.refusals import value
from sayso.vocabulary.relations import relation_words

NUMBER = r"(?:about |some )?(\d+(?:,\d{3})*(?:\.\d+)?|[a-z]+(?:-[a-z]+)?)"


def revises(statement: Statement, amount: Amount) -> bool:
    """Whether the words that report it say so, or the statement itself takes a figure from an old number to a new one (the amount is one of the two)."""
    return statement.cue_lemma in relation_words().revisions or bool(_ends(statement.content) & {amount.minimum, amount.maximum} - {None})


def _ends(content: str) -> set[float | None]:
    """The old and the new number of a figure; empty where no figure is said to go from one to the other ("from 9,000 to 11,000 families" is a range)."""
    found = {value(end) for hit in _moved().finditer(content.lower()) for end in hit.groups()}
    return set() if None in found else found


@cache
def _moved() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(relation_words().figures))})s?\b[^.;]*? from {NUMBER} to {NUMBER}")
