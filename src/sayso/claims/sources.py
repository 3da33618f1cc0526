"""Finds who speaks: the noun phrase that a reporting verb, participle or noun takes as its source."""

from __future__ import annotations

import re

from sayso.model.clauses import NOMINAL, is_passive
from sayso.model.span import Span, trimmed
from sayso.model.tree import EDGES, Tree
from sayso.vocabulary import actors

CLOCK = re.compile(r"\d{1,2}[:.]\d{2}")  # the time before an entry of a live page
LONG = 10  # words of a participle with a clause of its own, which is a misread verb and no part of the name
HEADS = frozenset({"NOUN", "PROPN"})


def relayed(tree: Tree, verb: int) -> int | None:
    """Who is quoted in "the Courier quoted Kirby as saying": the object of the quoting verb above "as"."""
    parse = tree.parse
    up = parse.heads[verb]
    quoting = parse.heads[up]
    if parse.deps[verb] != "pcomp" or tree.lower(up) != "as" or parse.lemmas[quoting].lower() not in {"quote", "cite"} or is_passive(tree, quoting):
        return None
    return tree.kid(quoting, "dobj")


def _subject(tree: Tree, verb: int) -> int | None:
    own = tree.subject(verb)
    return own if own is not None else relayed(tree, verb)


def find_source(tree: Tree, verb: int) -> int | None:
    """The token that heads the source of an active reporting verb: its subject, or the one it shares with the verb above."""
    seen = 0
    while seen < 6:
        if (own := _subject(tree, verb)) is not None:
            return own
        seen += 1
        head = tree.parse.heads[verb]
        dep = tree.parse.deps[verb]
        if head == verb:
            return None
        if dep in {"acl", "relcl"} and tree.parse.tags[verb] == "VB" and tree.subject(verb) is None and tree.parse.deps[head] in {"dobj", "attr"}:
            verb = tree.parse.heads[head]  # who has reason to believe believes
            continue
        if dep in {"acl", "relcl"} and tree.parse.pos[head] in NOMINAL:
            return None if is_passive(tree, verb) else head
        if dep not in {"conj", "xcomp", "advcl", "dep", "ccomp", "pcomp", "parataxis", "prep", "aux"}:
            return None
        if dep == "ccomp" and tree.parse.tags[verb] not in {"VBG", "VB"}:
            return None
        if dep in {"xcomp", "advcl"} and (addressee := tree.kid(head, "dobj")) is not None and dep == "xcomp":
            return addressee if tree.parse.lemmas[head] in {"let", "make", "have", "hear", "see"} else tree.subject(head)
        if is_passive(tree, head) and dep == "advcl":
            return tree.kid(head, "nsubjpass")
        verb = head
    return None


def mention(tree: Tree, noun: int) -> Span:
    """The noun phrase of a source without relative clauses and remarks behind it.

    Coordinated nouns stay ("Russia and North Korea"); an apposition stays where it names or describes the person.
    """
    parse = tree.parse
    first, last = tree.left[noun], tree.right[noun]
    for kid in tree.children[noun]:
        behind = kid > noun
        if behind and _is_remark(tree, noun, kid):
            last = min(last, tree.left[kid] - 1)
        elif (
            not behind and parse.deps[kid] in {"cc", "preconj", "advmod", "mark", "intj"} and tree.left[kid] == first and tree.lower(kid) in {"but", "and", "yet", "so", "however"}
        ):
            first = tree.right[kid] + 1
    for kid in tree.kids(noun, "conj"):
        if kid > noun and kid <= last:
            for grand in tree.children[kid]:
                if grand > kid and _is_remark(tree, kid, grand):
                    last = min(last, tree.left[grand] - 1)
    while last > noun and parse.pos[last] == "PUNCT":
        last -= 1
    while first < noun and (parse.pos[first] == "PUNCT" or CLOCK.fullmatch(parse.words[first])):
        first += 1
    last = _with_hyphens(tree, max(noun, last))
    span = parse.span(first, max(noun, last))
    return trimmed(parse.text, span.start, span.end, EDGES.replace(".", "").replace(")", "")) or parse.span(noun, noun)


def _with_hyphens(tree: Tree, last: int) -> int:
    """The last token of a name that ends at ``last``, with what a hyphen ties to it ("Dlomo" - "Dlomo-Khoza"), and the given name or "al-" behind it that the parse tore off."""
    words, starts, ends = tree.parse.words, tree.parse.starts, tree.parse.ends
    while last + 2 < len(words) and words[last + 1] == "-" and words[last][:1].isupper() and words[last + 2][:1].isupper() and ends[last] + 1 == starts[last + 2]:
        last += 2
    while last + 1 < len(words) and tree.parse.pos[last] == tree.parse.pos[last + 1] == "PROPN" and _goes_on(tree, last + 1):
        last += 1
    return last


def _goes_on(tree: Tree, at: int) -> bool:
    """Whether a name goes on with this word: a given name behind a family name, the "al" of "al-Tom"."""
    word = tree.parse.words[at]
    if word in {"al", "el", "ul"}:
        return at + 2 < len(tree.parse) and tree.parse.words[at + 1] == "-"
    return word in actors.first_names() or tree.parse.words[at - 1] == "-"


def _is_remark(tree: Tree, noun: int, kid: int) -> bool:
    dep = tree.parse.deps[kid]
    if dep == "relcl" or (dep == "acl" and tree.right[kid] - tree.left[kid] >= LONG and tree.kid(kid, "ccomp") is not None):
        return True
    before = tree.left[kid] - 1
    after_comma = before > noun and tree.parse.words[before] in {",", "—", "–", "-", "("}
    if dep in {"advcl", "acl", "parataxis", "advmod", "npadvmod", "dep", "ccomp"}:
        return after_comma
    if dep == "conj":
        return tree.is_verb(kid)
    return dep == "appos" and after_comma and tree.is_verb(kid)


def conjuncts(tree: Tree, noun: int) -> list[int]:
    """The other members of a coordinated noun phrase."""
    found = [kid for kid in tree.kids(noun, "conj") if tree.parse.pos[kid] in HEADS]
    return [*found, *(grand for kid in found for grand in conjuncts(tree, kid))]


def first_member(tree: Tree, noun: int, span: Span) -> Span:
    """Of "Russia and North Korea" the first member."""
    others = conjuncts(tree, noun)
    if not others:
        return span
    parse = tree.parse
    cut = tree.left[min(others)]
    while cut - 1 > noun and parse.deps[cut - 1] in {"cc", "punct"}:
        cut -= 1
    return Span(span.start, min(span.end, max(parse.ends[noun], parse.ends[cut - 1])))
