"""Transcripts: a paragraph that opens with a speaker's label ("MR. LIND: We left at dawn.") is what that speaker said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.claims.finding import Finding
from sayso.model.claim import SpeechAct
from sayso.model.span import Span, trimmed
from sayso.model.tree import Tree
from sayso.vocabulary import loader

# A label in capitals, or Q and A; a mark of quotation may stand before it.
LABEL = re.compile(r"[“\"]?\s*((?:MR|MRS|MS|DR|SEN|REP|GOV|GEN)\.? )?([A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?: [A-ZÀ-Þ][A-ZÀ-Þ.'’-]+){0,3}|[QA])(?: \([^)]{1,40}\))?:\s+(?=\S)")
MARKS = ' \t\n“”"«»'
TWICE = 2  # labelled paragraphs that make a transcript: a single one may be a heading


def find_labelled(tree: Tree) -> Iterator[Finding]:
    """One finding for each labelled paragraph, where the document is a transcript."""
    text = tree.parse.text
    found: list[tuple[Span, Span]] = []
    for first, last in tree.parse.paragraphs:
        start, end = tree.parse.starts[first], tree.parse.ends[last - 1]
        match = LABEL.match(text, start, end)
        content = trimmed(text, match.end(), end, MARKS) if match else None
        if match and content and match.group(2).lower() not in loader.name_words().headings:
            found.append((Span(match.start(2), match.end(2)), content))
    if len(found) < TWICE:
        return
    for label, content in found:
        tokens = tree.parse.tokens_in(label)
        yield Finding(rule="speaker label", head=None, cue=None, word=None, act=SpeechAct.ASSERT, contents=[content], source=tokens[-1], source_span=label)
