"""Reads a source's mention: name, role, organisation, country, and whether it is a person, a body, or nameless."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from sayso.claims import names
from sayso.model.claim import SourceKind, SourceLink
from sayso.model.span import Span
from sayso.model.tree import Tree
from sayso.vocabulary import actors, loader

ARTICLES = frozenset({"the", "a", "an", "its", "their", "his", "her", "our", "some", "several", "both", "one", "two", "three", "many", "another", "other"})
DROPPED = frozenset({"the", "a", "an", "but", "and", "even"})
COUNTING = frozenset(
    {
        "one",
        "some",
        "many",
        "several",
        "most",
        "both",
        "none",
        "each",
        "all",
        "few",
        "another",
        "dozens",
        "scores",
        "hundreds",
        "thousands",
        "half",
        "number",
        "group",
        "couple",
        "pair",
        "majority",
    }
)
OWNING = frozenset({"of", "for", "at", "from", "with", "by", "in", "on"})


class Sort(StrEnum):
    """What a mention is a mention of, as far as pronouns and descriptions ask."""

    PERSON = "person"
    PEOPLE = "people"
    BODY = "body"
    DOCUMENT = "document"
    THING = "thing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The parts of a mention. ``owner`` is the token of the noun that it belongs to ("the company's spokesman", "spokesman for the company")."""

    kind: SourceKind
    sort: Sort
    name: str | None = None
    role: str | None = None
    organisation: str | None = None
    country: str | None = None
    gender: str = ""
    several: bool = False
    owner: int | None = None


def read_mention(tree: Tree, noun: int, span: Span) -> Reading:
    """The parts of the noun phrase with this head.

    "South Korean National Intelligence Service Director Cho Tae-yong" is name Cho Tae-yong, role director, organisation National Intelligence Service,
    country KR.
    """
    if tree.parse.pos[noun] in {"NUM", "DET", "PRON"} and (name := tree.kid(noun, "appos")) is not None and tree.parse.pos[name] == "PROPN" and tree.parse.ends[name] <= span.end:
        return read_mention(tree, name, tree.parse.span(tree.left[name], tree.right[name]))  # one of the operators, Nordlink
    noun = counted(tree, noun, span)
    whole = plain(span.of(tree.parse.text))
    if (body := actors.find_organisation(whole)) is not None:
        return Reading(kind=SourceKind.ORGANISATION, sort=Sort.BODY, organisation=body.name, country=body.country)
    land = loader.country_words().get(whole.lower())
    if land is not None and land[1] != "demonym" and whole[:1].isupper():
        return Reading(kind=SourceKind.ORGANISATION, sort=Sort.BODY, organisation=f"Government of {loader.country_name(land[0])}", country=land[0])
    if (them := _of_them(tree, noun)) is not None and tree.parse.pos[noun] in {"NUM", "PRON", "DET", "ADJ"}:
        return Reading(kind=SourceKind.ANONYMOUS, sort=Sort.PERSON if tree.lower(noun) == "one" else Sort.PEOPLE, role=whole, owner=them)
    found = names.runs(tree, span)
    return _named(tree, noun, span, found) or _nameless(tree, noun, span, found)


def counted(tree: Tree, noun: int, span: Span) -> int:
    """Of "two of its employees", "one of the pilots" the noun that is counted; any other noun itself."""
    if tree.parse.pos[noun] == "NUM" or tree.lower(noun) in COUNTING:
        for prep in tree.kids(noun, "prep"):
            if tree.lower(prep) == "of" and (thing := tree.kid(prep, "pobj")) is not None and tree.parse.ends[thing] <= span.end and tree.parse.pos[thing] in {"NOUN", "PROPN"}:
                return thing
    return noun


def _of_them(tree: Tree, noun: int) -> int | None:
    """The pronoun in "one of them"."""
    for prep in tree.kids(noun, "prep"):
        if tree.lower(prep) == "of" and (thing := tree.kid(prep, "pobj")) is not None and tree.parse.pos[thing] == "PRON":
            return thing
    return None


def plain(text: str) -> str:
    """The words without commas and article at their edges."""
    words = re.split(r"\s+", re.sub(r"['’]s?$", "", text.strip(" ,")))
    while len(words) > 1 and words[0].lower() in DROPPED:
        words = words[1:]
    return " ".join(words)


def _named(tree: Tree, noun: int, span: Span, found: list[names.Run]) -> Reading | None:
    """A person with name: the run that holds the head, or one in apposition to a role."""
    heads = [noun, *(kid for kid in tree.kids(noun, "appos", "flat") if span.start <= tree.parse.starts[kid] < span.end)]
    for head in heads:
        run = next((run for run in found if head in run), None)
        if run is None or (head != noun and tree.lower(noun) not in actors.people_nouns() and tree.parse.deps[head] != "appos"):
            continue
        start = names.split_person(tree, run)
        if start is None or not names.is_person(tree, start, run, noun):
            continue
        person = tree.parse.span(start, run.last)
        rest = " ".join(filter(None, (span.of(tree.parse.text)[: max(0, person.start - span.start)].strip(" ,"), span.of(tree.parse.text)[person.end - span.start :].strip(" ,"))))
        role, body = _role_and_body(rest)
        name = re.sub(r"['’]s?$", "", person.of(tree.parse.text))
        return Reading(
            kind=SourceKind.NAMED,
            sort=Sort.PERSON,
            name=name,
            role=role,
            organisation=body,
            country=country_in(rest) or _body_country(body),
            gender=_gender(name, rest),
            owner=_body_of_role(tree, noun, span),
        )
    return None


def _body_of_role(tree: Tree, noun: int, span: Span) -> int | None:
    """What a person's role belongs to, in an apposition: "Amina Yusuf, the agency's deputy director"."""
    for role in tree.kids(noun, "appos"):
        if tree.parse.starts[role] < span.end and tree.lower(role) in actors.people_nouns():
            return owner_of(tree, role, span, [])
    return None


def _gender(name: str, title: str) -> str:
    for word in re.findall(r"[\w'’-]+", title.lower()):
        if word in {"mr", "sir", "lord"}:
            return "m"
        if word in {"mrs", "ms", "miss", "lady", "dame"}:
            return "f"
        known = actors.people_nouns().get(word)
        if known and known[0]:
            return known[0]
    first = actors.first_names().get(name.split(maxsplit=1)[0].split("-", maxsplit=1)[0], "")
    return "" if first == "u" else first


def _short(tree: Tree, noun: int, span: Span) -> str:
    """A description without the clauses behind it: to the end of the first phrase with "of", "for", "at"."""
    last = noun
    for kid in tree.children[noun]:
        if kid > noun and tree.parse.deps[kid] == "prep" and tree.lower(kid) in OWNING and (thing := tree.kid(kid, "pobj")) is not None:
            last = max([thing, *(tree.right[grand] for grand in tree.kids(thing, "prep") if tree.lower(grand) == "of")])
            break
    start = max(span.start, tree.parse.starts[tree.left[noun]])
    return plain(tree.parse.text[start : min(span.end, tree.parse.ends[last])] if start < tree.parse.ends[last] else span.of(tree.parse.text))


def _nameless(tree: Tree, noun: int, span: Span, found: list[names.Run]) -> Reading:
    whole = _short(tree, noun, span)
    owner = owner_of(tree, noun, span, found)
    country = country_in(whole)
    run = next((run for run in found if noun in run), None)
    word = _noun_of(tree, noun)
    people = actors.people_nouns().get(word)
    if run is not None and names.is_place(tree, noun, run):
        return Reading(kind=SourceKind.ORGANISATION, sort=Sort.THING, organisation=whole, country=country)
    if run is not None and not (people and run.first == run.last):
        body = names.words_of(tree, run)
        known = actors.find_organisation(body) or actors.find_organisation(_without_land(body))
        if known is not None:
            return Reading(kind=SourceKind.ORGANISATION, sort=Sort.BODY, organisation=known.name, country=known.country or country)
        if people and people[1] == "s" and run.last == noun:
            return Reading(kind=SourceKind.ANONYMOUS, sort=Sort.PERSON, role=whole, organisation=_title_body(body) or whole, country=country, gender=people[0], owner=owner)
        return Reading(kind=SourceKind.ORGANISATION, sort=Sort.BODY, organisation=plain(body) if run.last == noun else whole, country=country, owner=owner)
    kind = body_kind(tree, noun)
    human = kind is None or any(tree.lower(kid) == "who" for child in tree.children[noun] for kid in tree.children[child])
    if people is not None and people[1] != "c" and human:
        several = people[1] == "p" or tree.parse.tags[noun] in {"NNS", "NNPS"}
        belongs = _body_of(tree, owner, found)
        sort = Sort.PEOPLE if several else Sort.PERSON
        return Reading(kind=SourceKind.ANONYMOUS, sort=sort, role=whole, organisation=belongs or whole, country=country or _body_country(belongs), gender=people[0], owner=owner)
    if kind in {"document", "sensor"}:
        issuer = _body_of(tree, owner, found)
        return Reading(
            kind=SourceKind.ORGANISATION,
            sort=Sort.DOCUMENT,
            organisation=issuer or whole,
            role=whole if issuer else None,
            country=country or _body_country(issuer),
            owner=owner,
        )
    if kind is not None or people is not None:
        return Reading(kind=SourceKind.ORGANISATION, sort=Sort.BODY, organisation=whole, country=country, owner=owner, several=tree.parse.tags[noun] in {"NNS", "NNPS"})
    return Reading(kind=SourceKind.ANONYMOUS, sort=Sort.THING, organisation=whole, country=country, owner=owner)


def _noun_of(tree: Tree, noun: int) -> str:
    word, lemma = tree.lower(noun), tree.parse.lemmas[noun].lower()
    return word if word in actors.people_nouns() else lemma


def body_phrase(tree: Tree, noun: int) -> str:
    """The noun for a body or document at the head of a noun phrase, of two words where the table has them ("coast guard"); else the head itself."""
    table = actors.body_nouns()
    before = tree.lower(noun - 1) + " " if noun else ""
    lemma = tree.parse.lemmas[noun].lower()
    return next((phrase for phrase in (before + tree.lower(noun), before + lemma, tree.lower(noun), lemma) if phrase in table), lemma)


def body_kind(tree: Tree, noun: int) -> str | None:
    """The kind of body or document that the head of a noun phrase names ("coast guard", "report")."""
    return actors.body_nouns().get(body_phrase(tree, noun))


def owner_of(tree: Tree, noun: int, span: Span, found: list[names.Run]) -> int | None:
    """The noun that this one belongs to: its possessor, the object of "of", "for", "at", or the name before it."""
    if (possessor := tree.kid(noun, "poss")) is not None:
        return possessor
    for prep in tree.kids(noun, "prep"):
        if tree.lower(prep) in OWNING and (thing := tree.kid(prep, "pobj")) is not None and tree.parse.starts[thing] < span.end:
            return thing
    before = next((run for run in found if run.last == noun - 1), None)
    return before.last if before is not None else None


def _body_of(tree: Tree, owner: int | None, found: list[names.Run]) -> str | None:
    """The name of the body that owns: a known one by its full name, else the run as written."""
    run = next((run for run in found if owner in run), None)
    if run is None:
        return None
    words = names.words_of(tree, run)
    known = actors.find_organisation(words) or actors.find_organisation(_without_land(words))
    if known is not None:
        return known.name
    return None if words.lower() in loader.country_words() else plain(words)


def _title_body(words: str) -> str | None:
    return _role_and_body(words)[1]


def _without_land(words: str) -> str:
    """The words without demonyms or a country before them ("South Korean National Intelligence Service")."""
    parts = words.split()
    for size in (2, 1):
        while len(parts) > size and re.sub(r"['’]s?$", "", " ".join(parts[:size])).lower() in loader.country_words():
            parts = parts[size:]
    return " ".join(parts)


def _role_and_body(rest: str) -> tuple[str | None, str | None]:
    """Role and organisation in the words around a name: "White House spokesman", ", head of the Border Guard"."""
    if not rest:
        return None, None
    whole = plain(rest)
    words = whole.split()
    at = next((number for number in range(len(words) - 1, -1, -1) if words[number].lower().strip(",") in actors.people_nouns()), None)
    if re.search(r" (?:of|at|for|with|from) ", whole):
        role, _, body = re.split(r" (of|at|for|with|from) ", whole, maxsplit=1)
        if any(word.lower().strip(",") in actors.people_nouns() for word in role.split()):
            return role, _canonical(plain(re.split(r",", body)[0]))
    if at is None:
        return None, _body_in(whole)
    return _split_title(words, at)


def _canonical(body: str) -> str:
    known = actors.find_organisation(body) or actors.find_organisation(_without_land(body))
    return known.name if known else body


def _split_title(words: list[str], at: int) -> tuple[str, str | None]:
    """Splits "White House National Security communications director": the body is what stands in capitals before the role, without a demonym."""
    first = at
    while first and (words[first - 1].lower() in loader.name_words().portfolios or words[first - 1].islower()) and words[first - 1] not in {"of", "and", "the", "for"}:
        first -= 1
    before = _without_land(" ".join(words[:first])).split()
    body = [word for word in before if (word[:1].isupper() or word in {"of", "and", "for", "the"}) and word.lower() not in ARTICLES - {"the"}]
    name = re.sub(r"['’]s?$", "", " ".join(body))
    return " ".join(words[first : at + 1]), _body_in(" ".join(words[:first])) or (_canonical(name) if name and name.lower() not in loader.country_words() else None)


def _body_in(text: str) -> str | None:
    """The longest known institution named in these words, by its full name."""
    words = text.split()
    for size in range(min(8, len(words)), 0, -1):
        for first in range(len(words) - size + 1):
            if first and words[first - 1][:1].isupper() and words[first - 1].isalpha() and words[first - 1].lower() not in loader.country_words():
                continue  # the tail of a longer name: "National" before "Security Council"
            piece = re.sub(r"['’]s?$", "", " ".join(words[first : first + size]).strip(",."))
            if piece[:1].isupper() and (body := actors.find_organisation(piece)) is not None:
                return body.name
    return None


def _body_country(body: str | None) -> str | None:
    known = actors.find_organisation(body) if body else None
    return known.country if known else None


def country_in(text: str) -> str | None:
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
