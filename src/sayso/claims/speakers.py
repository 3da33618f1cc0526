"""Reads a source's mention: name, role, organisation, country, and whether it is a person, a body, or nameless."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.claims.tree import Tree
from sayso.model.claim import SourceKind, SourceLink
from sayso.model.span import Span
from sayso.vocabulary import loader

ARTICLES = frozenset({"the", "a", "an", "its", "their", "his", "her", "our", "some", "several", "both", "one", "two", "three", "many", "another", "other"})
PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "who", "which", "that", "whom", "you", "this", "these", "those"})
NOT_NAMES = frozenset({"Mr", "Mrs", "Ms", "Dr", "The", "But", "And"})


@dataclass(frozen=True, slots=True)
class Reading:
    """The parts of a mention."""

    kind: SourceKind
    name: str | None
    role: str | None
    organisation: str | None
    country: str | None


def read_mention(tree: Tree, noun: int, span: Span) -> Reading:
    """The parts of the noun phrase with this head.

    "South Korean National Intelligence Service Director Cho Tae-yong" is name Cho Tae-yong, role director, organisation National Intelligence Service,
    country KR.
    """
    parse = tree.parse
    text = span.of(parse.text)
    whole = _plain(text)
    if (body := loader.institutions().get(whole.lower())) is not None:
        return Reading(SourceKind.ORGANISATION, None, None, body.name, body.country)
    if (land := loader.country_words().get(whole.lower())) is not None and land[1] != "demonym":
        return Reading(SourceKind.ORGANISATION, None, None, f"Government of {loader.country_name(land[0])}", land[0])
    tokens = [at for at in parse.tokens_in(span) if parse.pos[at] != "PUNCT"]
    names = _name_tokens(tree, tokens)
    person = _person(tree, noun, tokens, names)
    country = _country(text)
    if person is not None:
        rest = " ".join(filter(None, (text[: person.start - span.start].strip(" ,"), text[person.end - span.start :].strip(" ,"))))
        role, organisation = _role_and_body(rest)
        return Reading(SourceKind.NAMED, _plain_name(person.of(parse.text)), role, organisation, country or _body_country(organisation))
    return _nameless(tree, noun, whole, names, country)


def _nameless(tree: Tree, noun: int, whole: str, names: list[int], country: str | None) -> Reading:
    head = tree.lower(noun)
    roles = loader.roles()
    if head in roles.officials or head in roles.collectives:
        kind = SourceKind.ANONYMOUS
        role = tree.parse.words[noun].lower()
        body = _body_in(whole)
        return Reading(kind, None, role, body or whole, country or _body_country(body))
    if head in roles.bodies or names:
        return Reading(SourceKind.ORGANISATION, None, None, _body_in(whole) or whole, country or _body_country(_body_in(whole)))
    return Reading(SourceKind.ANONYMOUS, None, None, whole, country)


def _name_tokens(tree: Tree, tokens: list[int]) -> list[int]:
    """Capitalised words and proper nouns, with the parts of hyphenated names ("Tae-yong" is three tokens)."""
    parse = tree.parse
    found = [at for at in tokens if parse.pos[at] == "PROPN" or _capital(parse.words[at], at == tokens[0])]
    joined = [at for at in tokens if at > 1 and parse.words[at - 1] == "-" and at - 2 in found and parse.starts[at] == parse.ends[at - 1]]
    return sorted({*found, *joined, *(at - 1 for at in joined)})


def _capital(word: str, first: bool) -> bool:
    return word[:1].isupper() and not first and word not in NOT_NAMES


def _plain(text: str) -> str:
    words = re.split(r"\s+", text.strip(" ,"))
    while len(words) > 1 and words[0].lower() in {"the", "a", "an", "but", "and", "even"}:
        words = words[1:]
    return " ".join(words)


def _plain_name(name: str) -> str:
    words = re.split(r"\s+", name)
    while len(words) > 1 and words[0].lower() in loader.roles().honorifics:
        words = words[1:]
    return re.sub(r"['’]s?$", "", " ".join(words))


def _person(tree: Tree, noun: int, tokens: list[int], names: list[int]) -> Span | None:
    """The run of capitalised words that names a person: it ends the title before it, or stands in apposition to a role."""
    candidates = [noun, *(kid for kid in tree.children[noun] if tree.parse.deps[kid] == "appos" and kid in tokens)]
    for head in candidates:
        run = _name_run(tree, head, names)
        if run and _is_person(tree, run, noun):
            return tree.parse.span(run[0], run[-1])
    return None


def _name_run(tree: Tree, head: int, names: list[int]) -> list[int]:
    """The name that ends in this head: back over capitalised words until a role or body word."""
    if head not in names:
        return []
    words = tree.parse.words
    roles = loader.roles()
    stop_words = {*roles.officials, *roles.bodies}
    run = [head]
    at = head - 1
    while at in names and words[at].lower() not in stop_words and words[at].lower() not in loader.country_words():
        run.insert(0, at)
        at -= 1
    while at in names and words[at].lower() in roles.honorifics and words[at].lower() not in roles.officials:
        at -= 1
    after = head + 1
    while after in names and tree.parse.heads[after] == head and tree.parse.deps[after] in {"flat", "compound"}:
        run.append(after)
        after += 1
    return run


def _is_person(tree: Tree, run: list[int], noun: int) -> bool:
    words = tree.parse.words
    roles = loader.roles()
    last = words[run[-1]].lower()
    if last in roles.bodies or last in roles.officials or last in roles.collectives or last in loader.country_words() or last in loader.institutions():
        return False
    name = " ".join(words[run[0] : run[-1] + 1])
    if name.lower() in loader.institutions() or name.lower() in loader.country_words() or name.isupper():
        return False
    if any(words[at].lower() in roles.bodies for at in run):
        return False
    article = run[0] - 1
    return not (article >= 0 and words[article].lower() in {"the", "a", "an"} and run[-1] == noun)


def _role_and_body(rest: str) -> tuple[str | None, str | None]:
    """Role and organisation in the words around a name: "White House spokesman", ", head of the Border Guard"."""
    if not rest:
        return None, None
    plain = _plain(rest)
    words = plain.split()
    roles = set(loader.roles().officials)
    at = next((number for number in range(len(words) - 1, -1, -1) if words[number].lower().strip(",") in roles), None)
    if " of the " in plain or " of " in plain or " at " in plain or " for " in plain:
        role, _, body = re.split(r" (of|at|for) ", plain, maxsplit=1)
        if any(word.lower().strip(",") in roles for word in role.split()):
            return role, _plain(re.split(r",", body)[0])
    if at is None:
        return None, _body_in(plain)
    return _split_title(words, at)


def _split_title(words: list[str], at: int) -> tuple[str, str | None]:
    """Splits "White House National Security communications director": the body is what stands in capitals before the role, without a demonym."""
    first = at
    while first and (words[first - 1].lower() in loader.roles().portfolios or words[first - 1].islower()) and words[first - 1] not in {"of", "and", "the", "for"}:
        first -= 1
    before = words[:first]
    for size in (2, 1):
        if " ".join(before[:size]).lower() in loader.country_words():
            before = before[size:]
    body = [word for word in before if (word[:1].isupper() or word in {"of", "and", "for", "the"}) and word.lower() not in ARTICLES - {"the"}]
    return " ".join(words[first : at + 1]), _body_in(" ".join(words[:first])) or (" ".join(body) or None)


def _body_in(text: str) -> str | None:
    """The longest known institution named in these words, by its full name."""
    words = text.split()
    for size in range(min(5, len(words)), 0, -1):
        for first in range(len(words) - size + 1):
            piece = " ".join(words[first : first + size]).strip(",.").lower().removesuffix("'s").removesuffix("’s")
            if (body := loader.institutions().get(piece)) is not None:
                return body.name
    return None


def _body_country(body: str | None) -> str | None:
    known = loader.institutions().get((body or "").lower())
    return known.country if known else None


def _country(text: str) -> str | None:
    """The country named in these words: by its name or demonym first, by its capital last."""
    words = re.findall(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*\.?", text)
    table = loader.country_words()
    weak: str | None = None
    for size in (4, 3, 2, 1):
        for first in range(len(words) - size + 1):
            raw = words[first : first + size]
            if not raw[0][:1].isupper():
                continue
            piece = " ".join(raw).lower()
            hit = table.get(piece) or table.get(re.sub(r"['’]s?$", "", piece.rstrip(".")))
            if hit and hit[1] != "capital":
                return hit[0]
            weak = weak or (hit[0] if hit else None)
    return weak


def outlet_link(outlet: str | None) -> SourceLink:
    """The report itself as a voice."""
    return SourceLink(span=None, kind=SourceKind.OUTLET, name=None, role=None, organisation=outlet, country=None, rule="outlet")
