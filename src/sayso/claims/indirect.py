"""Reported speech outside quotation marks: a cue with a clause, a noun phrase, an infinitive, or *according to*.

One pass over the tokens; every rule looks only at the children and the head of the token it stands on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.claims import lexicon
from sayso.claims.contents import clause_content, holds_number
from sayso.claims.finding import Finding
from sayso.claims.lexicon import CueWord
from sayso.claims.sources import find_source, mention, relayed
from sayso.model.claim import SpeechAct
from sayso.model.clauses import agent, is_passive
from sayso.model.span import Span
from sayso.model.tree import Tree
from sayso.vocabulary import loader

CLAUSES = ("ccomp",)
RAISING = frozenset(
    {"say", "believe", "think", "expect", "report", "know", "estimate", "allege", "suspect", "understand", "consider", "claim", "presume", "rumor", "rumour", "plan", "intend"}
)
LIGHT = frozenset({"make", "give", "issue", "offer", "have", "voice", "express", "repeat", "deliver", "raise", "release"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting word in its tree."""

    tree: Tree
    at: int
    word: CueWord

    def finding(self, rule: str, frame: str, contents: list[Span], clause: int | None = None, source: int | None = None) -> Finding | None:
        """The attribution of these contents to this source; None where no content is left."""
        contents = [span for span in contents if len(span) > 1]
        if not contents or self._is_mere_pointer(source):
            return None
        found = Finding(
            rule=rule,
            head=self.at,
            cue=cue_span(self.tree, self.at),
            word=self.word,
            act=self.word.act(frame),
            contents=contents,
            clause=clause,
            negated=self.tree.negation(self.at) is not None,
        )
        set_source(self.tree, found, source)
        found.relayed = source is not None and source == relayed(self.tree, self.at)
        return found

    def _is_mere_pointer(self, source: int | None) -> bool:
        """Whether the subject is "that" or "this" alone, which points to a thing and speaks for nobody."""
        parse = self.tree.parse
        return source is not None and self.tree.lower(source) in {"this", "that"} and parse.deps[self.at] not in {"relcl", "acl"}


def find_indirect(tree: Tree) -> Iterator[Finding]:
    """Every indirect attribution of the text, in the order of its cue."""
    parse = tree.parse
    verbs, nouns, adverbs = lexicon.verbs(), lexicon.nouns(), lexicon.adverbs()
    figures, views = loader.cues().figures, loader.cues().views | loader.cues().accounts
    heads = {lemma.split()[0] for lemma in verbs}
    for at, lemma in enumerate(parse.lemmas):
        key = lexicon.mended(lemma.lower(), tree.lower(at))
        if key == "accord" or tree.lower(at) == "according":
            yield from _according(tree, at)
        elif key in heads and tree.is_verb(at):
            word = _with_particle(tree, at, verbs)
            if word is not None:
                yield from _verb(tree, at, word)
        elif parse.pos[at] == "NOUN" and (key in nouns or key in figures or key in views):
            if key in nouns:
                yield from _noun(tree, at, nouns[key])
            if key in figures:
                yield from _figure(tree, at, key)
            if key in views or tree.lower(at) in views:
                yield from _view(tree, at, key)
        elif tree.lower(at) in adverbs and parse.deps[at] == "advmod":
            yield from _adverb(tree, at, adverbs[tree.lower(at)])


def _with_particle(tree: Tree, at: int, verbs: dict[str, CueWord]) -> CueWord | None:
    lemma = lexicon.mended(tree.parse.lemmas[at].lower(), tree.lower(at))
    for kid in tree.kids(at, "prt", "prep", "advmod"):
        if (word := verbs.get(f"{lemma} {tree.lower(kid)}") or _third(tree, verbs, lemma, kid)) is not None:
            return word
    return verbs.get(lemma)


def _third(tree: Tree, verbs: dict[str, CueWord], lemma: str, kid: int) -> CueWord | None:
    """Verbs with two particles: "hit out at"."""
    after = kid + 1
    return verbs.get(f"{lemma} {tree.lower(kid)} {tree.lower(after)}") if after < len(tree.parse) else None


def _verb(tree: Tree, at: int, word: CueWord) -> Iterator[Finding]:
    if (tree.parse.tags[at] == "VBN" and tree.parse.deps[at] == "amod") or tree.supposed(at):
        return
    cue = Cue(tree, at, word)
    active = (_clause, _of, _ask, _infinitive, _noun_phrase)
    finding = _passive(cue) if is_passive(tree, at) else next(filter(None, (rule(cue) for rule in active)), None)
    if finding:
        yield finding


def cue_span(tree: Tree, at: int) -> Span:
    """The reporting verb with its auxiliaries, negation and particle, as far as they stand together before or after it."""
    parse = tree.parse
    first = last = at
    own = {kid for kid in tree.children[at] if parse.deps[kid] in {"aux", "auxpass", "neg"} or (parse.deps[kid] == "advmod" and kid < at)}
    while first - 1 in own:
        first -= 1
    if last + 1 < len(parse) and last + 1 in tree.kids(at, "prt"):
        last += 1
    return parse.span(first, last)


def set_source(tree: Tree, finding: Finding, source: int | None) -> None:
    """Fills in the source of a finding, unless it is none (an expletive, a relative pronoun keeps its own span)."""
    if source is None or tree.parse.deps[source] == "expl" or tree.parse.tags[source] == "EX":
        return
    if tree.lower(source) == "it" and tree.parse.deps[source] == "nsubjpass":
        return
    finding.source = source
    finding.source_span = mention(tree, source)


def _clause(cue: Cue) -> Finding | None:
    tree, at, word = cue.tree, cue.at, cue.word
    if not word.takes("clause", "object"):
        return None
    clauses = [kid for kid in tree.kids(at, *CLAUSES) if tree.lower(kid) != "so"]
    if not clauses:
        return _parenthetic(cue)
    clause = clauses[-1] if clauses[-1] > at else clauses[0]
    if tree.subject(clause) is None and ((tree.parse.tags[clause] == "VBG" and not word.takes("noun")) or word.lemma == "find"):
        return None  # "the shells found near Goma were new" has found nothing
    hole = _reporting_words(tree, at, clause)
    contents = clause_content(tree, clause, hole)
    if (stray := _stray_subject(cue, clause)) is not None and contents:
        contents[0] = Span(tree.parse.starts[tree.left[stray]], contents[0].end)
    source = find_source(tree, at)
    if word.lemma in {"show", "indicate", "find", "suggest", "reveal", "mean", "document", "know"} and source is None:
        return None
    return cue.finding("verb+clause", "clause", contents, clause, source)


def _stray_subject(cue: Cue, clause: int) -> int | None:
    """A content's subject that the parse took for the object of the cue ("added the port would stay shut")."""
    tree = cue.tree
    stray = tree.kid(cue.at, "dobj")
    if stray is None or cue.word.takes("object") or not cue.at < stray < clause or tree.subject(clause) is not None or tree.parse.tags[clause] == "VBG":
        return None
    return stray if tree.right[stray] + 1 == tree.left[clause] else None


def _reporting_words(tree: Tree, at: int, clause: int) -> tuple[int, int] | None:
    """The tokens of the cue and its source, where they stand inside the hull of the content ("The ship, he said, sank")."""
    first, last = tree.left[clause], tree.right[clause]
    if not first < at < last:
        return None
    own = [at, *(kid for kid in tree.children[at] if kid != clause and tree.parse.deps[kid] in {"nsubj", "aux", "neg", "advmod", "dobj", "npadvmod"})]
    low, high = min(tree.left[kid] if kid != at else at for kid in own), max(tree.right[kid] if kid != at else at for kid in own)
    return low, high


def _parenthetic(cue: Cue) -> Finding | None:
    """A reporting clause hung into or behind the sentence it reports: ", officials said"."""
    tree, at, word = cue.tree, cue.at, cue.word
    parse = tree.parse
    head = parse.heads[at]
    if parse.deps[at] not in {"parataxis", "ccomp", "advcl"} or head == at or not tree.is_verb(head) or not word.takes("quote"):
        return None
    if find_source(tree, at) is None or tree.subject(at) is None:
        return None
    before = tree.left[at] - 1
    behind = tree.right[at] + 1
    if before < 0 or parse.words[before] not in {",", "—", "–"}:
        return None
    if behind < len(parse) and parse.words[behind] not in {",", ".", "—", "–", ";"}:
        return None
    if any(kid for kid in tree.kids(at, "dobj", "mark", "ccomp", "xcomp")):
        return None
    contents = tree.without(tree.left[head], tree.right[head], [(tree.left[at], tree.right[at])])
    return cue.finding("parenthetic", "clause", contents, head, tree.subject(at))


def _passive(cue: Cue) -> Finding | None:
    """Passives: it was reported that ..., X is believed to ..., X was accused of ..., X was told that ..."""
    tree, at, word = cue.tree, cue.at, cue.word
    by = agent(tree, at)
    subject = tree.kid(at, "nsubjpass", "nsubj")
    clause = tree.kid(at, "ccomp")
    if clause is not None and clause > at and word.takes("clause", "object"):
        return cue.finding("passive+clause", "clause", clause_content(tree, clause, None), clause, by)
    open_clause = tree.kid(at, "xcomp")
    if open_clause is not None and subject is not None and subject < at:
        if word.lemma in RAISING and tree.parse.tags[open_clause] == "VB":
            contents = [part for part in (tree.subtree(subject), tree.subtree(open_clause)) if part]
            return cue.finding("passive+infinitive", "clause", contents, open_clause, by)
        if word.takes("ask", "inf", "object") and (content := tree.subtree(open_clause)):
            return cue.finding("passive+ask", "ask", [content], open_clause, by)
    if word.takes("of") and subject is not None:
        for prep in tree.kids(at, "prep"):
            if tree.lower(prep) in {"of", "as", "with"} and (rest := tree.subtree(prep)) and (who := tree.subtree(subject)):
                return cue.finding("passive+of", "of", [who, rest], None, by)
    if word.takes("noun") and subject is not None and by is not None and (content := tree.subtree(subject)):
        return cue.finding("passive+noun", "noun", [content], None, by)
    return None


def _of(cue: Cue) -> Finding | None:
    """Accused Oslo of hiding it; called the report a lie; described it as false."""
    tree, at, word = cue.tree, cue.at, cue.word
    if not word.takes("of"):
        return None
    target = tree.kid(at, "dobj")
    tail: int | None = None
    for prep in tree.kids(at, "prep"):
        if prep > at and (tree.lower(prep) in {"of", "as", "with", "for"} or (tree.lower(prep) == "at" and holds_number(tree, prep))):
            tail = prep
            break
    if target is not None and tail is None:
        for prep in tree.kids(target, "prep"):
            if tree.lower(prep) in {"of", "as", "for"} and tree.kid(prep, "pcomp") is not None:
                tail = prep
    complement = tree.kid(at, "oprd")
    if target is None and complement is None:
        small = tree.kid(at, "ccomp")
        if small is None or small < at or not word.takes("of") or word.takes("clause"):
            return None
        content = tree.subtree(small)
        return cue.finding("verb+predicate", "of", [content] if content else [], small, find_source(tree, at))
    parts = [part for part in (target, complement, tail) if part is not None and part > at]
    if not parts or (tail is None and complement is None):
        return None
    content = tree.stretch(min(tree.left[part] for part in parts), max(tree.right[part] for part in parts))
    return cue.finding("verb+of", "of", [content] if content else [], None, find_source(tree, at))


def _ask(cue: Cue) -> Finding | None:
    """Urged Seoul to wait, told residents to leave."""
    tree, at, word = cue.tree, cue.at, cue.word
    if not word.takes("ask", "object"):
        return None
    target, action = tree.kid(at, "dobj"), tree.kid(at, "xcomp", "ccomp")
    if action is None or action < at or tree.parse.tags[action] != "VB":
        return None
    first = tree.left[target] if target is not None and target > at else tree.left[action]
    content = tree.stretch(first, tree.right[action])
    return cue.finding("verb+ask", "ask", [content] if content else [], action, find_source(tree, at))


def _infinitive(cue: Cue) -> Finding | None:
    """Agreed to send, plans to stay, refused to leave."""
    tree, at, word = cue.tree, cue.at, cue.word
    if not word.takes("inf"):
        return None
    action = tree.kid(at, "xcomp", "ccomp")
    if action is None or action < at or tree.parse.tags[action] != "VB":
        return None
    content = tree.subtree(action)
    source = find_source(tree, at)
    if source is None:
        return None
    return cue.finding("verb+infinitive", "inf", [content] if content else [], action, source)


def _noun_phrase(cue: Cue) -> Finding | None:
    """Denied the troop movements, rejected the plan, denied having met him."""
    tree, at, word = cue.tree, cue.at, cue.word
    if not word.takes("noun"):
        return None
    gerund = tree.kid(at, "xcomp", "ccomp", "pcomp")
    if gerund is not None and gerund > at and tree.parse.tags[gerund] == "VBG" and (content := tree.subtree(gerund)):
        return cue.finding("verb+gerund", "noun", [content], gerund, find_source(tree, at))
    object_ = tree.kid(at, "dobj")
    if object_ is None and " " in word.lemma:
        prep = next((kid for kid in tree.kids(at, "prep") if tree.lower(kid) == word.lemma.split()[-1]), None)
        object_ = tree.kid(prep, "pobj") if prep is not None else None
    if object_ is None or object_ < at or (tree.parse.pos[object_] == "PRON" and not _points_back(cue, object_)):
        return None
    source = find_source(tree, at)
    if source is None:
        return None
    content = tree.subtree(object_)
    rule = "verb+pronoun" if tree.parse.pos[object_] == "PRON" else "verb+noun phrase"
    return cue.finding(rule, "noun", [content] if content else [], None, source)


def _points_back(cue: Cue, object_: int) -> bool:
    """Whether a pronoun is what is denied: "Tehran has denied it"."""
    return cue.word.act("noun") is SpeechAct.DENY and cue.tree.lower(object_) in {"it", "this", "that", "these", "those"}


def _according(tree: Tree, at: int) -> Iterator[Finding]:
    parse = tree.parse
    to = tree.kid(at, "prep")
    source = tree.kid(to, "pobj") if to is not None else None
    if source is None:
        return
    head = parse.heads[at]
    clause = head
    while not tree.is_verb(clause) and parse.heads[clause] != clause:
        clause = parse.heads[clause]
    region = (tree.left[clause], tree.right[clause])
    contents = tree.without(region[0], region[1], [(at, tree.right[at])])
    if not contents:
        first, last = parse.sentences[tree.sentence_of[at]]
        contents = tree.without(first, last - 1, [(at, tree.right[at])])
    word = CueWord("according to", {"clause": SpeechAct.ASSERT}, None)
    if not contents or to is None:
        return
    finding = Finding(rule="according to", head=at, cue=parse.span(at, to), word=word, act=SpeechAct.ASSERT, contents=contents, clause=clause)
    set_source(tree, finding, source)
    yield finding


def _figure(tree: Tree, at: int, lemma: str) -> Iterator[Finding]:
    """A number of somebody's: "the owner's figure of nineteen", "an estimate by the agency of 3,000"."""
    parse = tree.parse
    source = tree.kid(at, "poss")
    for prep in tree.kids(at, "prep", "agent"):
        if source is None and tree.lower(prep) in {"by", "from"}:
            source = tree.kid(prep, "pobj")
    number = next((prep for prep in tree.kids(at, "prep") if tree.lower(prep) == "of" and any(parse.tags[token] == "CD" for token in range(prep, tree.right[prep] + 1))), None)
    if source is None or number is None:
        return
    content = tree.stretch(tree.left[at], tree.right[number])
    word = CueWord(lemma, {"noun": SpeechAct.ASSERT}, None)
    if content is not None:
        finding = Finding(rule="noun of number", head=at, cue=parse.span(at, at), word=word, act=SpeechAct.ASSERT, contents=[content])
        set_source(tree, finding, source)
        yield finding


def _view(tree: Tree, at: int, lemma: str) -> Iterator[Finding]:
    """A view of somebody's: "in Kirby's view, ...", "By his account ..."."""
    parse = tree.parse
    prep, source = parse.heads[at], tree.kid(at, "poss")
    if source is None or parse.deps[at] != "pobj" or tree.lower(prep) not in {"in", "by"} or tree.right[at] > at + 1:
        return
    clause = parse.heads[prep]
    while not tree.is_verb(clause) and parse.heads[clause] != clause:
        clause = parse.heads[clause]
    contents = tree.without(tree.left[clause], tree.right[clause], [(tree.left[prep], at)])
    if not tree.is_verb(clause) or not contents:
        return
    act = SpeechAct.ASSESS if lemma in loader.cues().views else SpeechAct.ASSERT
    word = CueWord(lemma, {"noun": act}, None)
    finding = Finding(rule="view", head=at, cue=parse.span(prep, at), word=word, act=act, contents=contents, clause=clause)
    set_source(tree, finding, source)
    yield finding


def _noun(tree: Tree, at: int, word: CueWord) -> Iterator[Finding]:
    """Claims by officials that ..., Kyiv's accusation that ..., a warning from the agency that ..."""
    parse = tree.parse
    clause = tree.kid(at, "acl", "ccomp")
    if clause is None or clause < at or not any(tree.lower(mark) == "that" for mark in tree.kids(clause, "mark")):
        return
    source = tree.kid(at, "poss")
    for prep in tree.kids(at, "prep", "agent"):
        if source is None and tree.lower(prep) in {"by", "from", "of", "among"}:
            source = tree.kid(prep, "pobj")
    if source is None:
        source = _light_subject(tree, at)
    contents = clause_content(tree, clause, None)
    if not contents:
        return
    finding = Finding(rule="noun+clause", head=at, cue=parse.span(at, at), word=word, act=word.act("noun"), contents=contents, clause=clause)
    set_source(tree, finding, source)
    yield finding


def _light_subject(tree: Tree, at: int) -> int | None:
    """The subject of "made the claim that ..."."""
    head = tree.parse.heads[at]
    if tree.parse.deps[at] == "dobj" and tree.parse.lemmas[head] in LIGHT:
        return find_source(tree, head)
    return None


def _adverb(tree: Tree, at: int, word: CueWord) -> Iterator[Finding]:
    parse = tree.parse
    clause = parse.heads[at]
    if not tree.is_verb(clause):
        return
    contents = tree.without(tree.left[clause], tree.right[clause], [(at, at)])
    first = min((span.start for span in contents), default=None)
    if first is not None:
        content = Span(first, max(span.end for span in contents))
        yield Finding(rule="adverb", head=at, cue=parse.span(at, at), word=word, act=word.act("adverb"), contents=[content], clause=clause)
