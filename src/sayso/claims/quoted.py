"""Reported speech inside quotation marks: finds each quotation's reporting words and speaker, here or in a neighbouring sentence."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.claims import lexicon
from sayso.claims.finding import Finding
from sayso.claims.indirect import cue_span, set_source
from sayso.claims.sources import find_source
from sayso.model.claim import SpeechAct
from sayso.model.clauses import is_passive
from sayso.model.span import Span, trimmed
from sayso.model.tree import Tree

SHORT = 4  # words: a shorter quotation beside no reporting verb is a name or a scare quote
MARKS = ' \t\n“”"«»„‘’'
DASHES = frozenset({"—", "–", "-", "―", "--"})
JOINERS = frozenset({",", ":", "—", "–", "-"})


@dataclass(frozen=True, slots=True)
class Gap:
    """The words between a quotation and its neighbour or the sentence's edge, as token numbers (both included)."""

    first: int
    last: int


class QuotationRules:
    """Links the quotations of one document to their speakers."""

    def __init__(self, tree: Tree, indirect: list[Finding]) -> None:
        self.tree = tree
        self.parse = tree.parse
        self.quotations = tree.parse.quotations
        self.tokens = [self.parse.tokens_in(quotation.inner) for quotation in self.quotations]
        self.inside = self._mask()
        self.indirect = indirect
        self.by_quotation: dict[int, Finding] = {}
        self.by_cue: dict[int, Finding] = {}
        self.silent: list[int] = []

    def _mask(self) -> list[bool]:
        mask = [False] * len(self.parse)
        for quotation in self.quotations:
            for at in self.parse.tokens_in(quotation.outer):
                mask[at] = True
        return mask

    def link(self) -> list[Finding]:
        """One finding for each speaker's stretch of quotations; quotations without a speaker are left in ``silent``."""
        for number in range(len(self.quotations)):
            if not len(self.tokens[number]):
                continue
            if self._is_part_of_clause(number):
                continue
            finding = self._own_words(number) or self._carried(number)
            if finding is None:
                if len(self.tokens[number]) > SHORT and self._is_statement(number):
                    self.silent.append(number)
                continue
            self.by_quotation[number] = finding
        return list({id(finding): finding for finding in self.by_quotation.values()}.values())

    def _is_part_of_clause(self, number: int) -> bool:
        """Whether the quotation stands within reported speech that began before it ("said it would be a “grave error”")."""
        quotation = self.quotations[number]
        for finding in self.indirect:
            for index, content in enumerate(finding.contents):
                before = content.start < quotation.outer.start or (content.start == quotation.inner.start and content.end > quotation.outer.end)
                if finding.head is not None and self.inside[finding.head]:
                    continue
                if before and quotation.outer.start < content.end:
                    start = min(content.start, quotation.outer.start)
                    end = _without_mark(self.parse.text, quotation.inner).end if content.end < quotation.inner.end else content.end
                    finding.contents[index] = Span(start, end) if content.start == quotation.inner.start or content.end < end else content
                    finding.quoted.append(number)
                    self.by_quotation[number] = finding
                    return True
        return False

    def _is_statement(self, number: int) -> bool:
        """Whether the quotation is a sentence: it has a finite verb and is no mere name within a clause."""
        return any(self.parse.tags[at] in {"VBD", "VBP", "VBZ", "MD"} for at in self.tokens[number])

    def _gap_after(self, number: int) -> Gap | None:
        tokens = self.parse.tokens_in(self.quotations[number].outer)
        return self._gap(tokens[-1] + 1, +1, self.tree.paragraph_of[tokens[0]])

    def _gap_before(self, number: int) -> Gap | None:
        tokens = self.parse.tokens_in(self.quotations[number].outer)
        return self._gap(tokens[0] - 1, -1, self.tree.paragraph_of[tokens[0]])

    def _gap(self, at: int, step: int, paragraph: int) -> Gap | None:
        """The unquoted words of this paragraph from here to the sentence's edge or the next quotation."""
        if not 0 <= at < len(self.parse) or self.inside[at] or self.tree.paragraph_of[at] != paragraph:
            return None
        start = at
        edge = at - step
        while 0 <= at < len(self.parse) and not self.inside[at] and self.tree.paragraph_of[at] == paragraph:
            if step > 0 and at > start and self.parse.words[at - 1] in {".", "!", "?"}:
                break
            if step < 0 and self.parse.words[at] in {".", "!", "?"}:
                break
            edge = at
            at += step
        return Gap(min(start, edge), max(start, edge)) if (edge - start) * step >= 0 else None

    def _own_words(self, number: int) -> Finding | None:
        """The reporting words right behind or right before the quotation."""
        after, before = self._gap_after(number), self._gap_before(number)
        inner = self.quotations[number].inner.of(self.parse.text).rstrip()
        ended = inner.endswith(".") and not inner.endswith("...")
        if after and not ended and (verb := self._reporting_verb(after, first=True)) is not None:
            return self._attach(number, verb, "quotation+verb")
        if before and (verb := self._introducing_verb(before)) is not None:
            return self._attach(number, verb, "verb+quotation")
        if after and not ended and (found := self._according(after)) is not None:
            return self._join(number, found)
        return self._signed(number, after) if after else None

    def _signed(self, number: int, after: Gap) -> Finding | None:
        """A name behind a dash at the end of the paragraph ("They lied to us." — Ana Pires)."""
        words, pos = self.parse.words, self.parse.pos
        named = [at for at in range(after.first + 1, after.last + 1) if pos[at] == "PROPN"]
        paragraph_end = self.parse.paragraphs[self.tree.paragraph_of[after.first]][1]
        if words[after.first] not in DASHES or not named or named[0] != after.first + 1 or after.last < paragraph_end - 2:
            return None
        finding = Finding(rule="signature", head=None, cue=None, word=None, act=SpeechAct.ASSERT, contents=[])
        set_source(self.tree, finding, self._phrase_head(named[-1]))
        return self._join(number, finding)

    def _reporting_verb(self, gap: Gap, *, first: bool) -> int | None:
        """The verb that reports in these words: the first with a subject in them, not inside a clause about something else."""
        verbs = lexicon.verbs()
        order = range(gap.first, gap.last + 1) if first else range(gap.last, gap.first - 1, -1)
        for at in order:
            word = verbs.get(self.parse.lemmas[at].lower())
            if word is None or not self.tree.is_verb(at) or not word.takes("quote"):
                continue
            if self.parse.tags[at] == "VB" and not first:
                continue
            if self.parse.deps[at] == "relcl" and first:
                continue
            return at
        return None

    def _introducing_verb(self, gap: Gap) -> int | None:
        """A verb before the quotation, joined to it by a comma, a colon or nothing but an addressee."""
        joiner = self.parse.words[gap.last]
        verb = self._reporting_verb(gap, first=False)
        if verb is None:
            return None
        if joiner in JOINERS or gap.last - verb <= 3:
            between = self.parse.words[verb + 1 : gap.last]
            if "," in between and joiner != ":" and gap.last - verb > 12:
                return None
            return verb
        return None

    def _according(self, gap: Gap) -> Finding | None:
        for finding in self.indirect:
            if finding.rule == "according to" and finding.head is not None and gap.first <= finding.head <= gap.last:
                return finding
        return None

    def _attach(self, number: int, verb: int, rule: str) -> Finding:
        """The finding of this verb with the quotation among its contents."""
        if (finding := self.by_cue.get(verb)) is not None:
            return self._join(number, finding)
        word = lexicon.verbs()[self.parse.lemmas[verb].lower()]
        finding = self._superseded(verb)
        if finding is None:
            finding = Finding(rule=rule, head=verb, cue=cue_span(self.tree, verb), word=word, act=word.act("quote"), contents=[])
            set_source(self.tree, finding, self._speaker(verb))
        else:
            finding.rule = rule
            finding.contents = [content for content in finding.contents if not self._in_quotation(content)]
            if finding.source is None:
                set_source(self.tree, finding, self._speaker(verb))
        self.by_cue[verb] = finding
        return self._join(number, finding)

    def _superseded(self, verb: int) -> Finding | None:
        for finding in self.indirect:
            if finding.head == verb:
                return finding
        return None

    def _in_quotation(self, content: Span) -> bool:
        tokens = self.parse.tokens_in(content)
        quoted = sum(self.inside[at] for at in tokens)
        return 2 * quoted >= len(tokens)

    def _join(self, number: int, finding: Finding) -> Finding:
        content = _without_mark(self.parse.text, self.quotations[number].inner)
        finding.contents = [span for span in finding.contents if not content.covers(span)]
        finding.contents.append(content)
        finding.quoted.append(number)
        return finding

    def _speaker(self, verb: int) -> int | None:
        """The subject of the verb; where the parse has none, the noun beside the verb on the side away from the quotation."""
        if is_passive(self.tree, verb):
            return None
        source = find_source(self.tree, verb)
        if source is not None and not self.inside[source]:
            return source
        for at in range(verb + 1, min(verb + 12, len(self.parse))):
            if self.inside[at] or self.parse.words[at] in {".", ","}:
                break
            if self.parse.pos[at] in {"PROPN", "NOUN", "PRON"}:
                return self._phrase_head(at)
        for at in range(verb - 1, max(verb - 6, -1), -1):
            if self.inside[at] or self.parse.words[at] == ".":
                break
            if self.parse.pos[at] in {"PROPN", "NOUN", "PRON"}:
                return self._phrase_head(at)
        return None

    def _phrase_head(self, at: int) -> int:
        heads, deps = self.parse.heads, self.parse.deps
        while deps[at] in {"compound", "amod", "poss", "nmod", "det"} and heads[at] != at:
            at = heads[at]
        return at

    def _carried(self, number: int) -> Finding | None:
        """A quotation that goes on from another: after its reporting words, in its next paragraph, or after a colon."""
        quotation = self.quotations[number]
        if quotation.follows is not None and (finding := self.by_quotation.get(quotation.follows)) is not None:
            return self._join(number, finding)
        before = self.by_quotation.get(number - 1) if number and self._same_paragraph(number - 1, number) else None
        if before is not None and before.rule in {"quotation+verb", "verb+quotation", "carried"} and self._only_reporting_between(number):
            return self._join(number, before)
        if quotation.end.value == "continued" and number + 1 < len(self.quotations):
            later = self._later(number)
            if later is not None:
                return later
        return self._neighbour(number)

    def _later(self, number: int) -> Finding | None:
        """The speaker named after a quotation that runs on into the next paragraph."""
        after = number + 1
        while after < len(self.quotations) and self.quotations[after].follows == after - 1:
            finding = self._own_words(after)
            if finding is not None:
                self.by_quotation[after] = finding
                return self._join(number, finding)
            after += 1
        return None

    def _same_paragraph(self, one: int, other: int) -> bool:
        paragraph_of = self.tree.paragraph_of
        return bool(len(self.tokens[one]) and len(self.tokens[other])) and paragraph_of[self.tokens[one][0]] == paragraph_of[self.tokens[other][0]]

    def _only_reporting_between(self, number: int) -> bool:
        """Whether no other sentence stands between the quotation before and this one."""
        first, last = self.tokens[number - 1][-1] + 1, self.tokens[number][0]
        stops = sum(self.parse.words[at] in {".", "!", "?"} and not self.inside[at] for at in range(first, last))
        return stops <= 1

    def _neighbour(self, number: int) -> Finding | None:
        """The speaker of the sentence before, in the same paragraph or, where the quotation fills its paragraph, in the one before."""
        tokens = self.parse.tokens_in(self.quotations[number].outer)
        paragraph = self.tree.paragraph_of[tokens[0]]
        first, last = self.parse.paragraphs[paragraph]
        fills = tokens[0] == first and tokens[-1] >= last - 1
        if not self._is_statement(number) or len(self.tokens[number]) <= SHORT:
            return None
        near = self._last_before(tokens[0], paragraph, fills)
        if near is None:
            return None
        joined = Finding(
            rule="carried", head=near.head, cue=near.cue, word=near.word, act=SpeechAct.ASSERT, contents=[], source=near.source, source_span=near.source_span, carried=True
        )
        return self._join(number, joined)

    def _last_before(self, token: int, paragraph: int, fills: bool) -> Finding | None:
        best: Finding | None = None
        for finding in [*self.indirect, *self.by_cue.values()]:
            if finding.head is None or finding.source is None or finding.head >= token or self.inside[finding.head]:
                continue
            where = self.tree.paragraph_of[finding.head]
            if where != paragraph and not (fills and where == paragraph - 1):
                continue
            if finding.rule not in {"quotation+verb", "verb+quotation", "verb+clause", "according to", "parenthetic", "verb+ask", "verb+of"}:
                continue
            if best is None or best.head is None or finding.head > best.head:
                best = finding
        return best


def _without_mark(text: str, span: Span) -> Span:
    """The quotation without blanks, and without the comma or full stop that American typesetting puts inside."""
    return trimmed(text, span.start, span.end, MARKS + ",") or span
