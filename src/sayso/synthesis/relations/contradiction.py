"""Whether a sentence contradicts a claim with dates or numbers in it. A pure function of the pair; the dates and numbers are read elsewhere and handed over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.model.tree import Tree
from sayso.synthesis.relations.bounds import can_both_hold, reach
from sayso.synthesis.relations.comparable import other_measure, other_thing
from sayso.synthesis.relations.facts import Counted, RoleDate, Stated, role_dates
from sayso.synthesis.relations.marks import STEM, stems
from sayso.vocabulary.relations import are_kin, opposites, predicate_groups, relation_words, role_words, thing_groups

MATTER = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
# Share of a claim's words outside its subject that a text lacks, from which it is taken to speak of something else. Chosen on one half of the numeric
# pairs (2026-11-30, accuracy .967 for 0.34 and 0.5, .933 for 0.6; the other half .836).
LACKING = 0.5


def contradicts(claim: Stated, text: Stated) -> tuple[bool, str]:
    """Whether the text contradicts the claim, with the reason in words."""
    reason = next(_reasons(claim, text), None)
    return (True, reason) if reason is not None else (False, "nothing in it speaks against the claim")


def _reasons(claim: Stated, text: Stated) -> Iterator[str]:
    """The reasons against the claim, the surest first."""
    yield from _dates(role_dates(claim), role_dates(text))
    yield from _numbers(claim.amounts, text.amounts)
    yield from _undone(claim.tree, text.tree)
    yield from _opposed(claim.tree, text.tree)
    yield from _lacking(claim, text)


def _dates(claimed: Sequence[RoleDate], told: Sequence[RoleDate]) -> Iterator[str]:
    """A date that the text gives for the same thing is another one, or the claim's date is the date of something else."""
    for date in claimed:
        alike = [other for other in told if _fits(date, other)]
        if any(date.role is None or other.role is None or are_kin(date.role, other.role) for other in alike):
            continue
        if alike:
            yield f"{date.start} is given for another thing: {alike[0].role}, not {date.role}"
        elif rivals := [other for other in told if date.role is None or other.role is None or are_kin(date.role, other.role)]:
            yield f"another date: {date.start} against {rivals[0].start}"
        elif told:
            yield f"no date is given for the claim's {date.role}"


def _fits(one: RoleDate, other: RoleDate) -> bool:
    """Whether one date lies in the other."""
    return (one.start <= other.start and other.end <= one.end) or (other.start <= one.start and one.end <= other.end)


def _numbers(claimed: Sequence[Counted], told: Sequence[Counted]) -> Iterator[str]:
    """A number of the same things is another one."""
    for one in claimed:
        rivals = [other for other in told if _same_things(one, other)]
        if rivals and not any(can_both_hold(reach(one.amount), reach(other.amount)) for other in rivals):
            yield f"another number: {one.amount.words} against {rivals[0].amount.words}"


def _same_things(one: Counted, other: Counted) -> bool:
    named = (one.amount.unit or one.amount.counted) and (other.amount.unit or other.amount.counted)
    return bool(named) and other_measure(one.amount, other.amount) is None and other_thing(one.amount, other.amount) is None


def _undone(claim: Tree, text: Tree) -> Iterator[str]:
    """One of the two says that it was not so."""
    if _says_not(claim) != _says_not(text):
        yield "one of them says that it was not so"


def _says_not(tree: Tree) -> bool:
    """Whether it has a word of that sense; words with capitals belong to titles."""
    words = relation_words().undone
    return any((word in words or tree.parse.lemmas[at] in words) and word == word.lower() for at, word in enumerate(tree.parse.words))


def _opposed(claim: Tree, text: Tree) -> Iterator[str]:
    said, told = ({tree.lower(at) for at in range(len(tree.parse))} for tree in (claim, text))
    for one, other in opposites():
        if (said & one and told & other and not told & one) or (said & other and told & one and not told & other):
            yield f"opposite words: {min((said & one) or (said & other))} and {min((told & other) or (told & one))}"


def _lacking(claim: Stated, text: Stated) -> Iterator[str]:
    """What the claim says of its subject has no word in the text: the word that says it, or most of the words."""
    tree, parse = claim.tree, claim.tree.parse
    told = stems(text.tree) | {lemma.lower()[:STEM] for lemma in text.tree.parse.lemmas}
    roles = {role_words().get(lemma.lower()) for lemma in text.tree.parse.lemmas} | {date.role for date in role_dates(text)}
    own = [at for at in _predicate(tree) if parse.pos[at] in MATTER]
    missing = [at for at in own if not {tree.lower(at)[:STEM], parse.lemmas[at].lower()[:STEM]} & told and not _has_role(tree, at, roles) and not _has_like(tree, at, text.tree)]
    if saying := [at for at in missing if _says_it(tree, at)]:
        yield f"the text does not say that it {tree.lower(saying[0])}"
    if own and len(missing) / len(own) >= LACKING:
        yield f"the text does not speak of {tree.lower(missing[0])}"


def _says_it(tree: Tree, at: int) -> bool:
    """Whether the word is the verb of the sentence, or the noun behind its "is"."""
    parse = tree.parse
    return parse.heads[at] == at or (parse.deps[at] == "attr" and parse.heads[parse.heads[at]] == parse.heads[at])


def _has_role(claim: Tree, at: int, roles: set[str | None]) -> bool:
    role = role_words().get(claim.parse.lemmas[at].lower())
    return role is not None and any(other is not None and are_kin(role, other) for other in roles)


def _has_like(claim: Tree, at: int, text: Tree) -> bool:
    """Whether the text has a word of the same group of nouns or verbs."""
    for groups in (thing_groups(), predicate_groups()):
        own = groups.get(claim.parse.lemmas[at].lower())
        if own is not None and any(groups.get(lemma.lower()) == own for lemma in text.parse.lemmas):
            return True
    return False


def _predicate(claim: Tree) -> list[int]:
    """The tokens outside the subjects and outside dates in figures."""
    subject = {at for verb in range(len(claim.parse)) for kid in claim.kids(verb, "nsubj", "nsubjpass") for at in range(claim.left[kid], claim.right[kid] + 1)}
    light = relation_words().bare
    return [at for at in range(len(claim.parse)) if at not in subject and not claim.parse.words[at][0].isdigit() and claim.parse.lemmas[at].lower() not in light]
