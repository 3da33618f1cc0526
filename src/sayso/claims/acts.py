"""Speech act, certainty, polarity and condition of a claim: read off the cue and the words of the content, each with the rule that decided."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from sayso.claims.finding import Finding, Labels
from sayso.model.claim import Cell, Certainty, Polarity, SpeechAct
from sayso.model.span import Span
from sayso.model.tree import Tree
from sayso.vocabulary import loader

REASON_NONE = "no such words in the claim"
MODALS = frozenset({"may", "might", "can", "could", "would"})
ROUGHLY = re.compile(r"\b(?:about|around|roughly|some|nearly|almost|(?:at|no) (?:least|fewer than|less than)|a minimum of|between|up to)\b", re.IGNORECASE)
ROUGH = "a number put roughly"
FUTURE = frozenset({"will", "shall", "wo", "'ll", "’ll", "going"})
ORDER = [Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE, Certainty.UNKNOWN]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """The cells that say how a source puts it."""

    act: Cell[SpeechAct]
    certainty: Cell[Certainty]
    estimate: Cell[str]
    polarity: Cell[Polarity]
    condition: Cell[str]


@cache
def _phrases(name: str) -> re.Pattern[str]:
    words = sorted(getattr(loader.certainty(), name), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+(?:\w+\s+)?").replace("'", "['’]") for word in words) + r")\b", re.IGNORECASE)


@cache
def _rejected() -> re.Pattern[str]:
    """What others say, and that it is not so: "any suggestion of a link is wrong"."""
    said = "suggestions?|claims?|allegations?|accusations?|charges?|reports?|rumou?rs?|assertions?|insinuations?|idea|notion"
    rejected = "|".join(re.escape(word) for word in sorted(loader.certainty().rejections, key=len, reverse=True))
    return re.compile(rf"\b(?:{said})\b[^.;]{{0,60}}?\b(?:is|are|was|were)\s+(?:\w+\s+)?(?:wrong|incorrect|{rejected})\b", re.IGNORECASE)


@cache
def _estimates() -> tuple[re.Pattern[str], dict[str, tuple[Certainty, str | None]]]:
    table = {word: (row.certainty, row.band) for row in loader.certainty().estimates for word in row.words}
    words = sorted(table, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b", re.IGNORECASE), table


def read_stance(tree: Tree, finding: Finding, contents: tuple[Span, ...]) -> Stance:
    """How the source of this finding puts these contents."""
    text = tree.parse.text
    content = " ".join(span.of(text) for span in contents)
    condition = _condition(tree, contents)
    estimate, hedge = _estimate(tree, (*contents, *_judgement(tree, finding)))
    act = _act(tree, finding, content, condition, hedge)
    if act.value is SpeechAct.DECLINE:  # "could not be reached": no doubt about what is claimed
        estimate, hedge = Cell(value=None, rule="estimative word", reason=REASON_NONE), None
    certainty = _certainty(finding, act, hedge)
    polarity = _polarity(tree, finding, act, contents)
    return Stance(act=act, certainty=certainty, estimate=estimate, polarity=polarity, condition=condition)


SAID_BY_CUE = frozenset({SpeechAct.ACCUSE, SpeechAct.DEMAND, SpeechAct.WARN, SpeechAct.CONFIRM, SpeechAct.ASSESS})
ASKED = re.compile(r"(?:what|who|why|how|where|when|which|is|are|do|does|did|can|will)\b[^.]*\?", re.IGNORECASE)
PLAIN_WORDS = frozenset({"question mark", "words of rejection", "if-clause of the sentence before", "words of not knowing", "words of declining", "if-clause"})


def relabelled(tree: Tree, stance: Stance, labels: Labels, finding: Finding) -> Stance:
    """The network's labels in the place of the rules'.

    Some things stay with the rules, each measured on the validation stories: the two acts that the network's training data write as assertions; what a cue says by
    itself ("warned", "confirmed", "assess"), and the doubt in "we assess"; plain words of not knowing, of declining and of condition under what the network takes
    for a statement; an estimative word where the network sees no doubt, and no doubt where no word hedges a plain statement.
    """
    act = Cell(value=labels.act, span=finding.cue, rule="network")
    certainty = Cell(value=labels.certainty, span=stance.certainty.span, rule="network")
    if labels.certainty is Certainty.CERTAIN and stance.certainty.rule == "estimative word":
        certainty = stance.certainty
        act = stance.act if labels.act is SpeechAct.ASSERT else act
    if labels.certainty is Certainty.PROBABLE and labels.act is SpeechAct.ASSERT and stance.certainty.rule == "no hedge":
        certainty = stance.certainty
    if labels.act in {SpeechAct.ASSERT, SpeechAct.ASSESS, SpeechAct.PROMISE, SpeechAct.DECLINE} and stance.act.rule in PLAIN_WORDS:
        act, certainty = stance.act, stance.certainty
    elif labels.act is SpeechAct.ASSERT and stance.act.rule == "cue" and stance.act.value in SAID_BY_CUE:
        act = stance.act
        certainty = stance.certainty if stance.act.value is SpeechAct.ASSESS else certainty
    elif labels.act is SpeechAct.ASSESS and stance.certainty.rule == "cue" and finding.source is not None and tree.lower(finding.source) in {"we", "i"}:
        certainty = stance.certainty
    elif labels.act is SpeechAct.CONFIRM and stance.act.value is SpeechAct.ASSERT:
        act = stance.act
    polarity = Cell(value=labels.polarity, span=stance.polarity.span, rule="network")
    if act.rule == "words of rejection":
        polarity = stance.polarity
    return Stance(act=act, certainty=certainty, estimate=stance.estimate, polarity=polarity, condition=stance.condition)


def _condition(tree: Tree, contents: tuple[Span, ...]) -> Cell[str]:
    """The if-clause: from the word that opens it to its end."""
    parse = tree.parse
    for span in contents:
        for at in parse.tokens_in(span):
            if tree.lower(at) in {"if", "unless"} and parse.deps[at] in {"mark", "advmod"}:
                head = parse.heads[at]
                if parse.deps[head] == "ccomp" and parse.lemmas[parse.heads[head]] in {"ask", "wonder", "know", "see", "tell", "question", "doubt", "determine"}:
                    continue
                low, high = max(parse.starts[tree.left[head]], span.start), min(parse.ends[tree.right[head]], span.end)
                if low < high:
                    clause = Span(low, high)
                    return Cell(value=clause.of(parse.text).rstrip(" ,"), span=Span(low, low + len(clause.of(parse.text).rstrip(" ,"))), rule="if-clause")
    return Cell(value=None, rule="if-clause", reason=REASON_NONE)


def _judgement(tree: Tree, finding: Finding) -> tuple[Span, ...]:
    """The words of a cue behind its verb: "considers it *unlikely* that"."""
    if finding.cue is None or finding.head is None or tree.parse.ends[finding.head] >= finding.cue.end:
        return ()
    behind = Span(tree.parse.ends[finding.head], finding.cue.end)
    return (behind,) if re.match(r"[\s“\"]*it\b", behind.of(tree.parse.text)) else ()


def _aside(tree: Tree, span: Span) -> bool:
    """Whether a modal verb hedges only a clause beside the main one ("as anyone who visits may see"), or is no verb at all ("in May", "military might")."""
    tokens = tree.parse.tokens_in(span)
    if len(tokens) == 1 and tree.lower(tokens[0]) in MODALS and tree.parse.pos[tokens[0]] != "AUX":
        return True
    head = tree.parse.heads[tokens[0]] if len(tokens) else 0
    return len(tokens) == 1 and tree.parse.deps[tokens[0]] == "aux" and tree.parse.deps[head] in {"relcl", "advcl", "acl"}


def _estimate(tree: Tree, contents: tuple[Span, ...]) -> tuple[Cell[str], tuple[Certainty, Span] | None]:
    text = tree.parse.text
    pattern, table = _estimates()
    found: tuple[Certainty, Span, str, str | None] | None = None
    for span in contents:
        for match in pattern.finditer(text, span.start, span.end):
            if _aside(tree, Span(match.start(), match.end())):
                continue
            certainty, band = table[match.group().lower()]
            if found is None or ORDER.index(certainty) > ORDER.index(found[0]):
                found = (certainty, Span(match.start(), match.end()), match.group().lower(), band)
    if found is None:
        return Cell(value=None, rule="estimative word", reason=REASON_NONE), None
    value = f"{found[2]} ({found[3]} %)" if found[3] else found[2]
    return Cell(value=value, span=found[1], rule="estimative word"), (found[0], found[1])


def _act(tree: Tree, finding: Finding, content: str, condition: Cell[str], hedge: tuple[Certainty, Span] | None) -> Cell[SpeechAct]:
    cue = finding.cue.of(tree.parse.text) if finding.cue else ""
    around = f"{cue} {content}"
    if _phrases("declines").search(around):
        return Cell(value=SpeechAct.DECLINE, span=finding.cue, rule="words of declining")
    if _phrases("unknowns").search(around) or (finding.negated and finding.word is not None and finding.word.lemma in {"know", "confirm", "verify"}):
        return Cell(value=SpeechAct.UNKNOWN, span=finding.cue, rule="words of not knowing")
    if finding.negated:
        return Cell(value=_negated(finding), span=finding.cue, rule="negated cue")
    if finding.act in {SpeechAct.ASSERT, SpeechAct.ASSESS} and finding.rule == "verb+of" and _phrases("rejections").search(content):
        return Cell(value=SpeechAct.DENY, span=finding.cue, rule="words of rejection")
    if finding.act in {SpeechAct.ASSERT, SpeechAct.ASSESS, SpeechAct.WARN} and condition.value is not None:
        return Cell(value=SpeechAct.CONDITIONAL, span=condition.span, rule="if-clause")
    if finding.act is not SpeechAct.ASSERT:
        return Cell(value=finding.act, span=finding.cue, rule="cue")
    return _plain(tree, finding, content, hedge)


def _plain(tree: Tree, finding: Finding, content: str, hedge: tuple[Certainty, Span] | None) -> Cell[SpeechAct]:
    """What a plain cue ("said") does by the words of its content."""
    if finding.word is not None and finding.word.lemma == "put" and ROUGHLY.search(content):
        return Cell(value=SpeechAct.ASSESS, span=finding.cue, rule=ROUGH)
    if _rejected().search(content):
        return Cell(value=SpeechAct.DENY, span=finding.cue, rule="words of rejection")
    if content.rstrip(' ”"').endswith("?") or ASKED.match(content):
        return Cell(value=SpeechAct.QUESTION, span=finding.cue, rule="question mark")
    if (modal := _consequent(tree, finding)) is not None:
        return Cell(value=SpeechAct.CONDITIONAL, span=modal, rule="if-clause of the sentence before")
    if (plan := _plan(tree, finding)) is not None:
        return Cell(value=SpeechAct.PROMISE, span=plan, rule="future of the speaker")
    if hedge is not None:
        return Cell(value=SpeechAct.ASSESS, span=hedge[1], rule="estimative word")
    return Cell(value=SpeechAct.ASSERT, span=finding.cue, rule="cue")


def _negated(finding: Finding) -> SpeechAct:
    if finding.act is SpeechAct.DENY:
        return SpeechAct.DECLINE
    if finding.act in {SpeechAct.ASSESS, SpeechAct.PROMISE}:
        return finding.act
    return SpeechAct.DECLINE if finding.word is not None and finding.word.lemma in {"say", "comment", "disclose", "reveal", "specify", "elaborate"} else SpeechAct.DENY


def _consequent(tree: Tree, finding: Finding) -> Span | None:
    """The "would" of a sentence that goes on from an if-clause ("If they fight, it shows despair. It would also show ...")."""
    parse, clause = tree.parse, finding.clause
    if clause is None or (number := tree.sentence_of[clause]) == 0 or tree.paragraph_of[clause] != tree.paragraph_of[parse.sentences[number - 1][0]]:
        return None
    modal = next((aux for aux in tree.kids(clause, "aux") if tree.lower(aux) == "would"), None)
    subject = tree.subject(clause)
    first, last = parse.sentences[number - 1]
    if modal is None or subject is None or tree.lower(subject) not in {"it", "this", "that", "they"}:
        return None
    return parse.span(modal, modal) if any(tree.lower(at) in {"if", "should", "unless"} and parse.deps[at] in {"mark", "aux"} for at in range(first, last)) else None


def _plan(tree: Tree, finding: Finding) -> Span | None:
    """A future whose subject is the speaker: "we will answer", "it would send"; "their response would come"."""
    clause = finding.clause
    if clause is None or finding.source is None:
        return None
    parse = tree.parse
    modal = next((aux for aux in tree.kids(clause, "aux") if tree.lower(aux) in FUTURE | {"would"}), None)
    subject = tree.subject(clause)
    if modal is None or subject is None:
        return None
    own = {tree.lower(at) for at in range(tree.left[subject], subject + 1)}
    if own & {"it", "they", "he", "she", "we", "i", "its", "their", "our", "my"}:
        return parse.span(modal, modal)
    return None


def _certainty(finding: Finding, act: Cell[SpeechAct], hedge: tuple[Certainty, Span] | None) -> Cell[Certainty]:
    if act.value in {SpeechAct.UNKNOWN, SpeechAct.DECLINE, SpeechAct.QUESTION}:
        return Cell(value=Certainty.UNKNOWN, span=act.span, rule=act.rule)
    found = Cell(value=Certainty.CERTAIN, rule="no hedge")
    if finding.word is not None and finding.word.certainty is not None and not finding.negated:
        found = Cell(value=finding.word.certainty, span=finding.cue, rule="cue")
    if act.rule == ROUGH:
        found = Cell(value=Certainty.PROBABLE, span=finding.cue, rule=ROUGH)
    if hedge is not None and ORDER.index(hedge[0]) > ORDER.index(found.value or Certainty.CERTAIN):
        found = Cell(value=hedge[0], span=hedge[1], rule="estimative word")
    return found


def _polarity(tree: Tree, finding: Finding, act: Cell[SpeechAct], contents: tuple[Span, ...]) -> Cell[Polarity]:
    if act.value is SpeechAct.DENY:
        return Cell(value=Polarity.NEGATIVE, span=act.span, rule="denial")
    if finding.clause is not None and (word := tree.negation(finding.clause)) is not None:
        span = tree.parse.span(word, word)
        if any(part.covers(span) for part in contents):
            return Cell(value=Polarity.NEGATIVE, span=span, rule="negated clause")
    return Cell(value=Polarity.POSITIVE, rule="no negation")
