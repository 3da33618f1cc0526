"""A parse seen as trees: children, edges of subtrees, and the stretches that belong together."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from sayso.model.parse import Parse
from sayso.model.span import Span, trimmed

EDGES = ' \t\n,;:.“”"«»„‘—–-()'
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
NEGATIONS = frozenset({"neg"})


class Tree:
    """Children and subtree edges over a Parse; token numbers throughout."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        size = len(parse)
        self.children: list[list[int]] = [[] for _ in range(size)]
        for at, head in enumerate(parse.heads):
            if head != at:
                self.children[head].append(at)
        self.left, self.right = self._edges(size)

    def _edges(self, size: int) -> tuple[list[int], list[int]]:
        left, right, heads = list(range(size)), list(range(size)), self.parse.heads
        for at in range(size):
            up = at
            while heads[up] != up:
                up = heads[up]
                if at < left[up]:
                    left[up] = at
                elif at > right[up]:
                    right[up] = at
        return left, right

    @cached_property
    def sentence_of(self) -> tuple[int, ...]:
        """For each token the number of its sentence."""
        return tuple(number for number, (first, last) in enumerate(self.parse.sentences) for _ in range(first, last))

    @cached_property
    def paragraph_of(self) -> tuple[int, ...]:
        """For each token the number of its paragraph."""
        return tuple(number for number, (first, last) in enumerate(self.parse.paragraphs) for _ in range(first, last))

    def kids(self, at: int, *deps: str) -> list[int]:
        """The children of a token with one of these relations, in order."""
        relations = self.parse.deps
        return [kid for kid in self.children[at] if relations[kid] in deps]

    def kid(self, at: int, *deps: str) -> int | None:
        """The first such child."""
        found = self.kids(at, *deps)
        return found[0] if found else None

    def subject(self, at: int) -> int | None:
        """The subject of a verb, of its own."""
        return self.kid(at, "nsubj", "nsubjpass", "csubj")

    def negation(self, at: int) -> int | None:
        """The negation of a verb, if any."""
        return self.kid(at, "neg")

    def supposed(self, at: int) -> bool:
        """Whether a verb is only supposed: "if the inquiry finds that ..."."""
        return self.parse.deps[at] == "advcl" and any(self.lower(kid) in {"if", "unless"} for kid in self.kids(at, "mark"))

    def ancestors(self, at: int) -> Iterator[int]:
        """The heads above a token, nearest first."""
        heads = self.parse.heads
        while heads[at] != at:
            at = heads[at]
            yield at

    def is_verb(self, at: int) -> bool:
        """Whether the token is a verb form."""
        return self.parse.pos[at] in {"VERB", "AUX"} or self.parse.tags[at].startswith("VB")

    def stretch(self, first: int, last: int) -> Span | None:
        """The characters of a run of tokens (both included) without marks and blanks at the edges."""
        span = self.parse.span(first, last)
        return trimmed(self.parse.text, span.start, span.end, EDGES)

    def subtree(self, at: int) -> Span | None:
        """The characters of a subtree, trimmed."""
        return self.stretch(self.left[at], self.right[at])

    def without(self, first: int, last: int, holes: list[tuple[int, int]]) -> list[Span]:
        """The run of tokens without these holes, as trimmed stretches."""
        out: list[Span] = []
        for low, high in sorted(holes):
            if high < first or low > last:
                continue
            if low > first and (part := self.stretch(first, low - 1)):
                out.append(part)
            first = max(first, high + 1)
        if first <= last and (part := self.stretch(first, last)):
            out.append(part)
        return out

    def lower(self, at: int) -> str:
        """The word in lower case."""
        return self.parse.words[at].lower()
