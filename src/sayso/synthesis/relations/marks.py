"""What in a headline or a sentence speaks for agreeing with a claim, denying it, or only passing it on. A mark is a name; which way it speaks is a weight in a table.

Most marks are words, because headlines leave out what a parser needs; the tree is used for what a negation holds to. Words that the claim has too say nothing about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.model.tree import Tree
from sayso.vocabulary.relations import inflected, opposites, relation_words

CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "X"})
SHORT_PREFIX = 5  # words before a colon that may name who says it
SHORT_TAIL = 4  # words behind the last comma, dash or colon that may do so
LITTLE = "little in common"
FEW, MOST = 0.34, 0.75  # share of the claim's words that the text has too
NEAR = 4  # words between a negation and what it holds to
STEM = 5  # letters that two forms of a word share
REJECTING = frozenset({"debunk", "denies", "rejects story", "sets right", "not claim", "no comma"})
AS_WRITTEN = frozenset({"turns", "first_person", "hedges", "talks"})
FIGURES = re.compile(r"(?<![\w.])(\d+(?:,\d{3})*(?:\.\d+)?)\s?(k|m|million|bn|billion)?\b")
TIMES = {"k": 1e3, "m": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}
CLOSE = frozenset({":", "-", "–", "—", ","})


def find_marks(claim: Tree, text: Tree) -> frozenset[str]:
    """The marks of a text that is held against a claim."""
    return frozenset(_marks(claim, text))


def words_of(tree: Tree) -> list[str]:
    """The words in lower case."""
    return [word.lower() for word in tree.parse.words]


def stems(tree: Tree) -> set[str]:
    """The beginnings of the content words, long enough to bring forms of one word together."""
    parse = tree.parse
    return {tree.lower(at)[:STEM] for at in range(len(parse)) if parse.pos[at] in CONTENT and len(parse.words[at]) > 1}


def _marks(claim: Tree, text: Tree) -> Iterator[str]:
    own, said = _compared(words_of(text)), frozenset(words_of(claim))
    against = frozenset((*_debunks(claim, text, said), *_rejections(text, own, said), *_negations(claim, text, own)))
    yield from against
    yield from _lists(own, said, ("turns", "fails"))
    yield from _question(own)
    common = _overlap(claim, text)
    yield common
    if common != LITTLE:  # a word's opposite, or another number, tells nothing where the matter is another
        yield from _opposed(frozenset(own), said)
        yield from _other_number(claim, text)
    if against & REJECTING:
        yield "rejects in a question" if "?" in own else "rejects as said" if any(word in inflected("tell") for word in own) else "rejects itself"
    else:  # who tells it, and how sure, matters only to what is not rejected
        yield from _lists(own, said, ("hearsay", "inquiries", "confirms", "first_person", "pictures", "talks"))
        if not said & relation_words().stance.soft:
            yield from _lists(own, said, ("hedges",))
        yield from _tellers(own, said)
        yield from _own_words(claim, text)
        yield from _passing_on(own)


def _lists(own: list[str], said: frozenset[str], names: tuple[str, ...]) -> Iterator[str]:
    """Marks of single words that the claim has not."""
    for name in names:
        forms = inflected(name) if name not in AS_WRITTEN else getattr(relation_words().stance, name)
        found = {word for word in own if word in forms and word not in said}
        if found and not said & forms:
            yield name
            if len(found) > 1 and name in {"debunk", "hearsay", "hedges"}:
                yield f"{name} twice"


def _compared(own: list[str]) -> list[str]:
    """The words, those of a comparison with what was known before made blank: "farther than reported", "more than first thought"."""
    blank = [at + step for at, word in enumerate(own) if word == "than" for step in range(1, 4) if at + step < len(own) and own[at + step] in relation_words().stance.thought]
    return ["" if at in blank else word for at, word in enumerate(own)]


def _debunks(claim: Tree, text: Tree, said: frozenset[str]) -> Iterator[str]:
    """The story is called untrue; not where the word only describes something else ("bogus charges")."""
    words, story, matter = inflected("debunk"), inflected("story"), stems(claim)
    if said & words:
        return
    for at in range(len(text.parse)):
        if text.lower(at) not in words:
            continue
        head = text.lower(text.parse.heads[at])
        if text.parse.deps[at] != "amod" or head in story or head[:STEM] in matter or head in words:
            yield "debunk"


def _rejections(text: Tree, own: list[str], said: frozenset[str]) -> Iterator[str]:
    """Somebody denies it: a verb that means just that, or one that also means something else with a story in its reach."""
    strong, weak, story = inflected("strong_reject"), inflected("reject"), inflected("story")
    if any(word in strong and _is_verb(text, at) for at, word in enumerate(own)) and not said & strong:
        yield "denies"
    elif any(word in weak for word in own) and not said & weak:
        yield "rejects story" if any(word in story for word in own) else "rejects"
    joined = f" {' '.join(own)} "
    if any(f" {phrase} " in joined for phrase in relation_words().stance.set_right if not set(phrase.split()) <= said):
        yield "sets right"


def _is_verb(text: Tree, at: int) -> bool:
    """Headlines write verbs like names: what is inflected, or no noun, counts as one."""
    return text.parse.pos[at] != "NOUN" or text.lower(at).endswith("d")


def _passing_on(own: list[str]) -> Iterator[str]:
    """Turns of phrase that pass a story on."""
    joined, words = f" {' '.join(own)} ", relation_words().stance
    if any(f" {phrase} " in joined for phrase in words.said_to):
        yield "said to"
    if any(f" {phrase} " in joined for phrase in words.silent):
        yield "no comment"


def _negations(claim: Tree, text: Tree, own: list[str]) -> Iterator[str]:
    """A negation that holds to the claim's matter, one that does not, or one that only the claim has."""
    negations, idle = relation_words().stance.negations, relation_words().stance.idle
    places = [at for at, word in enumerate(own) if word in negations and not _is_idle(own, at, idle)]
    denied = any(word in negations for word in words_of(claim))
    if denied:
        yield "only claim denied" if not places else "both denied"
        return
    if own and own[0] == "no" and len(own) > 1 and own[1] in {",", "-", "–", ":", "!"}:
        yield "no comma"
    matter, far = stems(claim), _overlap(claim, text) == LITTLE
    for at in places:
        yield "not claim" if _holds_to(text, at, matter) else "not elsewhere" if far else "not other"


def _is_idle(own: list[str], at: int, idle: frozenset[str]) -> bool:
    return any(word in idle for word in own[at + 1 : at + 3])


def _holds_to(text: Tree, at: int, matter: set[str]) -> bool:
    """Whether the word that a negation hangs on, what hangs on that one, or one of the next words is of the claim."""
    parse = text.parse
    head = parse.heads[at]
    near = {head, *text.children[head], *range(at + 1, min(len(parse), at + 1 + NEAR))}
    return any(text.lower(one)[:STEM] in matter for one in near if parse.pos[one] in CONTENT)


def _question(own: list[str]) -> Iterator[str]:
    if "?" not in own:
        return
    yield "asks"
    at = own.index("?")
    if own[0] in relation_words().stance.askers:
        yield "asks openly"
    if at < len(own) - 2:
        yield "answers"


def _tellers(own: list[str], said: frozenset[str]) -> Iterator[str]:
    """Who is named as saying it: before a colon, behind the last mark, or beside a verb of saying."""
    tellers, tell = inflected("tellers"), inflected("tell")
    if ":" in own[: SHORT_PREFIX + 1]:
        before = own[: own.index(":")]
        yield "teller first" if any(word in tellers for word in before) else "prefix"
    last = max((at for at, word in enumerate(own) if word in CLOSE), default=len(own))
    tail = own[last + 1 :] if len(own) - 1 - last <= SHORT_TAIL else []
    if any(word in tellers or word in tell for word in tail) or (own[-1:] and own[-1] in relation_words().stance.last_words):
        yield "teller last"
    if any(word in tell for word in own) and not said & tell:
        yield "says"
    if any(word in tellers and any(near in tell for near in own[max(0, at - 1) : at + 3] if near != word) for at, word in enumerate(own)):
        yield "teller says"
    if any(word in {"“", "”", '"', "‘", "’", "'"} for word in own):
        yield "quotes"


def _own_words(claim: Tree, text: Tree) -> Iterator[str]:
    """Whom the claim is about says it: before a colon, or as the subject of a verb of saying."""
    subject = next((at for at in range(len(claim.parse)) if claim.parse.deps[at] in {"nsubj", "nsubjpass"}), None)
    if subject is None:
        return
    names = {claim.lower(at)[:STEM] for at in range(claim.left[subject], subject + 1) if claim.parse.pos[at] in CONTENT}
    own = words_of(text)
    prefix = own[: own.index(":")] if ":" in own[: SHORT_PREFIX + 1] else []
    if any(word[:STEM] in names for word in prefix):
        yield "own words"
    tell = inflected("tell")
    if any(own[at] in tell and (who := text.subject(at)) is not None and own[who][:STEM] in names for at in range(len(own))):
        yield "own words"


def _overlap(claim: Tree, text: Tree) -> str:
    """How much of the claim's words the text has too."""
    matter = stems(claim)
    share = len(matter & stems(text)) / len(matter) if matter else 0.0
    return LITTLE if share < FEW else "much in common" if share >= MOST else "some in common"


def _opposed(own: frozenset[str], said: frozenset[str]) -> Iterator[str]:
    """A word of one text whose antonym stands in the other."""
    for one, other in opposites():
        if (own & one and said & other and not own & other) or (own & other and said & one and not own & one):
            yield "antonym"
            return


def _other_number(claim: Tree, text: Tree) -> Iterator[str]:
    """Both have figures, and none in common."""
    one, other = (_figures(tree) for tree in (claim, text))
    if one and other and not one & other:
        yield "other number"


def _figures(tree: Tree) -> set[float]:
    """The numbers written in figures, with k and m for thousands and millions."""
    found = set()
    for match in FIGURES.finditer(tree.parse.text.lower()):
        found.add(float(match[1].replace(",", "")) * TIMES.get(match[2], 1))
    return found
