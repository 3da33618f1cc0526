"""Proper names in a text: runs of capitalised words, parted into title and name, told apart as people and bodies on the evidence beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from sayso.claims import lexicon
from sayso.model.span import Span
from sayso.model.tree import SUBJECTS, Tree
from sayso.vocabulary import actors, loader

INSIDE_BODIES = frozenset({"of", "for", "on", "and", "the", "in", "&", "de", "du", "des", "del", "la", "to", "against"})

AGE = re.compile(r"^\d{1,3}$")


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens first..last (both included) that make one proper name, with its title; ``words`` without the hyphens' gaps."""

    first: int
    last: int

    def __contains__(self, at: object) -> bool:
        return isinstance(at, int) and self.first <= at <= self.last


def runs(tree: Tree, span: Span) -> list[Run]:
    """The runs of capitalised words in a stretch; "of", "for", "and" stay inside the name of a body."""
    parse = tree.parse
    tokens = [at for at in parse.tokens_in(span) if parse.pos[at] != "SPACE"]
    found: list[Run] = []
    first: int | None = None
    last = -1
    for at in tokens:
        if (
            _is_capital(tree, at)
            or (first is not None and last == at - 1 and parse.words[at] == "-" and _tight(tree, at) and not _participle(parse.words[at + 1]))
            or (at and parse.words[at - 1] == "-" and last == at - 1)
        ):
            if first is not None and not _joined(tree, first, last, at):
                found.append(Run(first, last))
                first = None
            first = at if first is None else first
            last = at
    if first is not None:
        found.append(Run(first, last))
    return [run for run in found if not _half_word(tree, run)]


def _participle(word: str) -> bool:
    """The second half of "Dublin-based", "Saudi-led"."""
    return word.islower() and (word.endswith("ed") or word in {"led", "born", "run", "made", "built", "held", "owned", "wide"})


def _half_word(tree: Tree, run: Run) -> bool:
    """Whether a run is only the head of a word with a hyphen: the "Cross" of "Cross-examined"."""
    words, at = tree.parse.words, run.last + 1
    return at + 1 < len(words) and words[at] == "-" and _tight(tree, at) and words[at + 1][:1].islower() and run.first == run.last


def _is_capital(tree: Tree, at: int) -> bool:
    parse = tree.parse
    word = parse.words[at]
    if not word[:1].isupper() or word.lower() in loader.name_words().no_names:
        return False
    return parse.pos[at] == "PROPN" or at not in {low for low, _ in (parse.sentences[tree.sentence_of[at]],)} or _known(word)


def _known(word: str) -> bool:
    return word in actors.first_names() or word.lower() in loader.country_words() or actors.find_organisation(word) is not None


def _tight(tree: Tree, at: int) -> bool:
    parse = tree.parse
    return parse.starts[at] == parse.ends[at - 1] and at + 1 < len(parse) and parse.starts[at + 1] == parse.ends[at]


def _joined(tree: Tree, first: int, last: int, at: int) -> bool:
    """Whether the capitalised word ``at`` goes on with the run first..last."""
    words = tree.parse.words
    between = list(words[last + 1 : at])
    if not between:
        return True
    lower = [word.lower() for word in between]
    if all(word in loader.name_words().particles or word == "-" for word in lower):
        return True
    if len(between) > 2 or not all(word in INSIDE_BODIES for word in lower):
        return False
    own = {word.lower() for word in words[first : last + 1]}
    is_body = bool(own & loader.name_words().firms) or bool(own & actors.body_nouns().keys())
    if lower[0] == "and":
        return (is_body and "of" in own and tree.parse.deps[at] == "conj") or (
            tree.parse.heads[last] > at and tree.parse.words[tree.parse.heads[last]].lower() in loader.name_words().firms
        )
    return is_body and not own & _titles()


@cache
def _titles() -> frozenset[str]:
    return frozenset(word for word, (_, number) in actors.people_nouns().items() if number == "s")


def words_of(tree: Tree, run: Run) -> str:
    """The run as it stands in the text, without a possessive ending."""
    return re.sub(r"['’]s?$", "", re.sub(r"\s+", " ", tree.parse.span(run.first, run.last).of(tree.parse.text)))


def split_person(tree: Tree, run: Run) -> int | None:
    """The token at which the person's name begins in a run, after titles, offices, bodies and demonyms; None where nothing is left for a name."""
    words = tree.parse.words
    start = run.first
    for at in range(run.first, run.last + 1):
        word = words[at].lower().rstrip(".")
        if word in {"of", "for"} and at > run.first and words[at - 1].lower() not in actors.people_nouns() and words[at - 1] != "-":
            return None
        if _is_title(word) or (
            (at - 2 > run.first and words[at - 1] == "-" and words[at - 2] == "of" and word.isalpha())
            and not (at == run.last and at > run.first and words[run.first] in actors.first_names())
        ):
            start = at + 1
    if start > run.last or (start > run.first and _is_body_word(words[start - 1])):
        return None
    while start < run.last and words[start] == "-":
        start += 1
    return start


def _is_body_word(word: str) -> bool:
    """Whether a word before a name says that it is the name of a body: "Radio Slite", "Port Sudan"."""
    word = word.lower()
    table = loader.name_words()
    return (word in table.firms or word in actors.body_nouns()) and word not in actors.people_nouns() and word not in table.portfolios and word not in table.honorifics


def _is_title(word: str) -> bool:
    roles = loader.name_words()
    return (
        word in roles.honorifics
        or word in roles.portfolios
        or word in actors.people_nouns()
        or word in actors.body_nouns()
        or word in loader.name_words().firms
        or (word in loader.country_words() and word.title() not in actors.first_names())
        or word in {"of", "for", "the", "and"}
    )


def is_place(tree: Tree, noun: int, run: Run) -> bool:
    """Whether a name is a place or day here: by its last word, or because something is in, at or from it."""
    parse = tree.parse
    if parse.words[run.last].lower() in loader.name_words().places or all(
        word.lower() in loader.name_words().calendar or word.isdigit() for word in parse.words[run.first : run.last + 1]
    ):
        return True
    if parse.deps[noun] == "pobj" and tree.lower(parse.heads[noun]) in loader.name_words().locatives:
        words = {word.lower() for word in parse.words[run.first : run.last + 1]}
        return not words & loader.name_words().firms and not words & actors.body_nouns().keys() and actors.find_organisation(words_of(tree, run)) is None
    return False


def is_person(tree: Tree, start: int, run: Run, head: int) -> float:
    """How sure it is that the name start..run.last belongs to a person (not at all: 0 or less): its title, first name, age or clause speak for it; a firm's word,
    an article or a full name of a body against it.
    """
    words, parse = tree.parse.words, tree.parse
    name = words[start : run.last + 1]
    if sum(word != "-" for word in name) > 5:
        return 0.0
    whole = words_of(tree, run)
    if _place_like(tree, start, run) or any(tree.lower(kid) == "which" for child in tree.children[head] for kid in tree.children[child]):
        return 0.0
    if actors.find_organisation(whole) is not None or actors.find_organisation(words_of(tree, Run(start, run.last))) is not None:
        return 0.0
    if whole.lower() in loader.country_words() or (name[-1].lower() in loader.name_words().firms and name[0] not in actors.first_names()):
        return 0.0
    if name[-1].lower() in loader.name_words().calendar or (len(name) == 1 and name[0].lower() in loader.name_words().calendar):
        return 0.0
    if all(len(word.rstrip(".")) == 1 for word in name) and len(name) > 1:
        return 2.0  # K. H.
    score = 0.5 if _speaks(tree, head) else -0.25
    score += 2 * any(word in actors.first_names() for word in (name[0], name[-1]) if len(name) > 1 or word == name[0]) + 2 * (
        start > run.first and _is_title(words[start - 1].lower().rstrip(".")) and words[start - 1].lower() not in loader.name_words().firms
    )
    score += 2 * any(_role_beside(tree, at) for at in range(max(0, start - 1), start))
    score += 2 * _aged(tree, run.last) + 1.5 * any(
        tree.lower(kid) in {"who", "whose", "whom"} for up in (head, run.last) for child in tree.children[up] for kid in tree.children[child]
    )
    score += 1.5 * any(_people_noun(tree, kid) for kid in tree.kids(head, "appos"))
    score -= 3 * any(_body_noun(tree, kid) for kid in tree.kids(head, "appos"))
    score -= 1.5 * _holds_a_role(tree, head)
    if parse.deps[run.last] == "appos" and _people_noun(tree, parse.heads[run.last]):
        score += 2
    before = words[run.first - 1].lower() if run.first else ""
    score -= 2.5 * (before in {"the", "a", "an"} and start == run.first)
    score -= 2 * (all(word.isupper() or word == "-" for word in name) and len(name) == 1 and len(name[0]) < 6)
    return score


def _speaks(tree: Tree, head: int) -> bool:
    """Whether the name is the subject of a verb that people do more than things: a reporting verb, or one with "who"."""
    parse = tree.parse
    up = parse.heads[head]
    return parse.deps[head] in SUBJECTS and (parse.lemmas[up].lower() in lexicon.verbs() or parse.lemmas[up].lower() in loader.name_words().human_verbs)


def _role_beside(tree: Tree, at: int) -> bool:
    word = tree.lower(at)
    return actors.people_nouns().get(word, ("", ""))[1] == "s" or word.rstrip(".") in loader.name_words().honorifics


def _place_like(tree: Tree, start: int, run: Run) -> bool:
    """Whether a name without title is a place's: "South Carolina", "San Diego"; or a single word after "in" or "near"."""
    words, parse = tree.parse.words, tree.parse
    if start > run.first:
        return False
    if run.last > start and words[start].lower().rstrip(".") in loader.name_words().place_heads:
        return True
    return run.last == start and parse.deps[start] == "pobj" and tree.lower(parse.heads[start]) in {"in", "near", "outside", "into", "off"}


def _body_noun(tree: Tree, at: int) -> bool:
    """Whether a noun names a body and no person: the firm in "Brandwag, the maintenance firm"."""
    return not _people_noun(tree, at) and (tree.lower(at) in actors.body_nouns() or tree.parse.lemmas[at].lower() in actors.body_nouns())


def _holds_a_role(tree: Tree, head: int) -> bool:
    """Whether a name is what somebody's role belongs to: "a shift manager of Daesung", "spokesman for Corvane"."""
    parse = tree.parse
    prep = parse.heads[head]
    return parse.deps[head] == "pobj" and tree.lower(prep) in {"of", "at", "for"} and parse.pos[parse.heads[prep]] == "NOUN" and tree.lower(parse.heads[prep]) in _titles()


def _people_noun(tree: Tree, at: int) -> bool:
    return tree.lower(at) in actors.people_nouns() or tree.parse.lemmas[at].lower() in actors.people_nouns()


def _aged(tree: Tree, last: int) -> bool:
    words = tree.parse.words
    return last + 2 < len(words) and words[last + 1] == "," and AGE.match(words[last + 2]) is not None
