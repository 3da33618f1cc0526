"""Reads a source's mention: name, role, organisation, country, and whether it is a person, a body, or nameless."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from sayso.claims import names
from sayso.claims.titles import body_country, country_in, full_name, plain, role_and_body, title_body, without_land
from sayso.model.claim import SourceKind, SourceLink
from sayso.model.span import Span
from sayso.model.tree import Tree
from sayso.vocabulary import actors, loader

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
CLOSE = frozenset({"close", "familiar", "aware", "briefed", "privy"})
SURE = 1.0  # evidence from which on a name is surely a person's: more than that it speaks
OWNING = frozenset({"of", "for", "at", "from", "with", "by", "in", "on"})


FIRM_ROLES = frozenset(
    ["manager", "owner", "operator", "agent", "charterer", "builder", "maker", "insurer", "supplier", "producer", "contractor", "developer", "publisher", "broker", "dealer"]
)
BODIES = frozenset({"company", "state", "civic", "armed", "other", "media", "science", "party", "court", "international"})  # kinds of nouns for bodies


class Sort(StrEnum):
    """What a mention is a mention of, as far as pronouns and descriptions ask."""

    PERSON = "person"
    PEOPLE = "people"
    BODY = "body"
    DOCUMENT = "document"
    THING = "thing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The parts of a mention.

    ``owner`` is the token of the noun that it belongs to ("the company's spokesman", "spokesman for the company"). ``proper`` says that a body is called by a name of its own;
    ``sure`` is False for a name that is a person's only because it is the subject of a reporting verb.
    """

    kind: SourceKind
    sort: Sort
    name: str | None = None
    role: str | None = None
    organisation: str | None = None
    country: str | None = None
    gender: str = ""
    several: bool = False
    owner: int | None = None
    proper: bool = False
    sure: bool = True


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
        return Reading(kind=SourceKind.ORGANISATION, sort=Sort.BODY, organisation=body.name, country=body.country, proper=True)
    land = loader.country_words().get(whole.lower())
    if land is not None and land[1] != "demonym" and whole[:1].isupper():
        return Reading(kind=SourceKind.ORGANISATION, sort=Sort.BODY, organisation=loader.government_of(land[0]), country=land[0], proper=True)
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


def _named(tree: Tree, noun: int, span: Span, found: list[names.Run]) -> Reading | None:
    """A person with name: the run that holds the head, or one in apposition to a role."""
    heads = [noun, *(kid for kid in tree.kids(noun, "appos", "flat") if span.start <= tree.parse.starts[kid] < span.end)]
    for head in heads:
        run = next((run for run in found if head in run), None)
        if run is None or (head != noun and tree.lower(noun) not in actors.people_nouns() and tree.parse.deps[head] != "appos"):
            continue
        start = names.split_person(tree, run)
        evidence = names.is_person(tree, start, run, noun) if start is not None and not _names_a_body(tree, noun, head) else 0.0
        if start is None or evidence <= 0:
            continue
        person = tree.parse.span(start, run.last)
        rest = " ".join(filter(None, (span.of(tree.parse.text)[: max(0, person.start - span.start)].strip(" ,"), span.of(tree.parse.text)[person.end - span.start :].strip(" ,"))))
        role, body = role_and_body(rest)
        name = re.sub(r"['’]s?$", "", person.of(tree.parse.text))
        return Reading(
            kind=SourceKind.NAMED,
            sort=Sort.PERSON,
            name=name,
            role=role,
            organisation=body,
            country=country_in(rest) or body_country(body),
            gender=_gender(name, rest),
            owner=_body_of_role(tree, noun, span),
            sure=evidence >= SURE,
        )
    return None


def _names_a_body(tree: Tree, noun: int, name: int) -> bool:
    """Whether a name in apposition belongs to the body before it: "the cabin crew union, Sitac"."""
    kind = body_kind(tree, noun)
    person = actors.people_nouns().get(tree.lower(noun), ("", "c"))[1] != "c"  # a union is a body of people
    return (
        name != noun
        and kind is not None
        and (not person or (kind == "company" and not any(tree.parse.words[at] in actors.first_names() for at in range(tree.left[name], name + 1))))
    )


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
        if kid > noun and tree.parse.deps[kid] in {"amod", "acl"} and tree.lower(kid) in CLOSE:
            last = tree.right[kid]  # a person close to the talks
            break
    start = max(span.start, tree.parse.starts[tree.left[noun]])
    return plain(tree.parse.text[start : min(span.end, tree.parse.ends[last])] if start < tree.parse.ends[last] else span.of(tree.parse.text))


def _nameless(tree: Tree, noun: int, span: Span, found: list[names.Run]) -> Reading:
    """A body, document, nameless person or thing."""
    run = next((run for run in found if noun in run), None)
    named = _named_body(tree, noun, span, found)
    if run is not None and named is None and (reading := _of_run(tree, noun, span, found, run)) is not None:
        return reading
    whole, owner = _short(tree, noun, span), owner_of(tree, noun, span, found)
    reading = Reading(kind=SourceKind.ORGANISATION, sort=Sort.BODY, organisation=whole, country=country_in(whole), owner=owner)
    if named is not None:
        return replace(reading, organisation=named, proper=True)
    return _of_common_noun(tree, noun, found, reading)


def _of_run(tree: Tree, noun: int, span: Span, found: list[names.Run], run: names.Run) -> Reading | None:
    """What a proper name is that is no person's: a place or thing, a body, an office in capitals; None for a single noun for people with a capital ("Officials")."""
    whole, body = _short(tree, noun, span), names.words_of(tree, run)
    country, people = country_in(whole), actors.people_nouns().get(_noun_of(tree, noun))
    if names.is_place(tree, noun, run) or _numbered(tree, run):
        return Reading(kind=SourceKind.ORGANISATION, sort=Sort.THING, organisation=whole, country=country)
    if people and run.first == run.last:
        return None
    known = actors.find_organisation(body) or actors.find_organisation(without_land(body))
    if known is not None:
        return Reading(kind=SourceKind.ORGANISATION, sort=Sort.BODY, organisation=known.name, country=known.country or country, proper=True)
    owner = owner_of(tree, noun, span, found)
    paper = tree.lower(noun) in loader.name_words().media and run.first and tree.lower(run.first - 1) == "the"  # the Anacostia Courier
    if people and people[1] == "s" and run.last == noun and not paper:
        return Reading(kind=SourceKind.ANONYMOUS, sort=Sort.PERSON, role=whole, organisation=title_body(body), country=country, gender=people[0], owner=owner)
    return Reading(kind=SourceKind.ORGANISATION, sort=Sort.BODY, organisation=plain(body) if run.last == noun else whole, country=country, owner=owner, proper=True)


def _of_common_noun(tree: Tree, noun: int, found: list[names.Run], body: Reading) -> Reading:
    """What a common noun is: a nameless person or people, a document, else the body as which it is given, else a thing."""
    kind, people = body_kind(tree, noun), actors.people_nouns().get(_noun_of(tree, noun))
    plural = tree.parse.tags[noun] in {"NNS", "NNPS"}
    human = kind is None or any(tree.lower(kid) == "who" for child in tree.children[noun] for kid in tree.children[child])
    if people is not None and people[1] != "c" and human:
        return _people(tree, noun, found, body, several=plural or people[1] == "p")
    if kind in {"document", "sensor"}:
        issuer = _body_of(tree, body.owner, found)
        return replace(body, sort=Sort.DOCUMENT, organisation=issuer or body.organisation, role=body.organisation if issuer else None, country=body.country or body_country(issuer))
    if kind is None and people is None:
        sort = Sort.THING if not _told_by(tree, noun) else Sort.PEOPLE if plural else Sort.PERSON
        role = body.organisation if sort is not Sort.THING else None
        return replace(body, kind=SourceKind.ANONYMOUS, sort=sort, role=role, organisation=None if role else body.organisation)
    return replace(body, sort=Sort.THING) if _on_board(tree, noun) else replace(body, several=plural)


def _people(tree: Tree, noun: int, found: list[names.Run], body: Reading, *, several: bool) -> Reading:
    """A nameless person or several; residents, police or doctors of a place have no body."""
    local = tree.parse.lemmas[noun].lower() in loader.name_words().locals and tree.parse.words[noun].islower()
    owner = None if local and _behind_of(tree, body.owner) else body.owner
    belongs, gender = _body_of(tree, owner, found), actors.people_nouns()[_noun_of(tree, noun)][0]
    country = body.country or body_country(belongs)
    sort = Sort.PEOPLE if several else Sort.PERSON
    return replace(body, kind=SourceKind.ANONYMOUS, sort=sort, role=body.organisation, organisation=belongs, country=country, gender=gender, owner=owner)


def _on_board(tree: Tree, noun: int) -> bool:
    """The board of "people on board", which is no body."""
    return tree.lower(noun) == "board" and tree.parse.deps[noun] == "pobj" and tree.lower(tree.parse.heads[noun]) == "on"


def _behind_of(tree: Tree, owner: int | None) -> bool:
    """Whether a name stands behind "of", "in" or "from" and is no body by its words, so that residents, police or doctors of it are of a place."""
    if owner is None or tree.parse.deps[owner] != "pobj" or tree.lower(tree.parse.heads[owner]) not in {"of", "in", "from"}:
        return False
    words = {word.lower() for word in tree.parse.words[tree.left[owner] : owner + 1]}
    return not words & (actors.body_nouns().keys() | loader.name_words().firms)


def _named_body(tree: Tree, noun: int, span: Span, found: list[names.Run]) -> str | None:
    """The name of a body in apposition to what it is: "Sitac" of "the cabin crew union, Sitac", "aviation authority (ANAC)" of "the aviation authority, ANAC"."""
    firm = tree.lower(noun) in FIRM_ROLES  # its manager, Delphi Tankers
    if body_kind(tree, noun) not in BODIES and not firm:
        return None
    for kid in tree.kids(noun, "appos"):
        outside = tree.parse.starts[kid] >= span.end  # behind a relative clause: "a buyer we trust, Daegu Hardmetal"
        runs = names.runs(tree, tree.parse.span(tree.left[kid], tree.right[kid])) if outside and tree.parse.pos[kid] == "PROPN" else found
        run = next((run for run in runs if kid in run), None)
        if run is None or any(noun in other for other in found) or not (firm or _names_a_body(tree, noun, kid)):
            continue
        name = names.words_of(tree, run)
        if actors.find_organisation(name) is None and name.isupper() and name.isalpha():
            what = tree.parse.text[tree.parse.starts[tree.left[noun]] : tree.parse.ends[noun]]
            return f"{plain(what)} ({name})"
        return full_name(name)
    return None


def _numbered(tree: Tree, run: names.Run) -> bool:
    """Whether a name with a number behind it is a thing: "Exit 4", "Decree 58"; a numbered brigade is a body."""
    if any(re.search(r"\d", tree.parse.words[at]) for at in range(run.first, run.last + 1)) and body_kind(tree, run.last) not in BODIES:
        return True
    behind = run.last + 1
    if behind >= len(tree.parse) or not tree.parse.words[behind].isdigit() or tree.parse.starts[behind] != tree.parse.ends[run.last] + 1:
        return False
    return body_kind(tree, run.last) not in BODIES and tree.lower(run.last) not in actors.people_nouns()


def _told_by(tree: Tree, noun: int) -> bool:
    """Whether an unknown noun is the subject of a verb that only people do: "one nuclear boffin warned"."""
    parse = tree.parse
    verb = parse.heads[noun]
    if parse.pos[noun] != "NOUN" or parse.deps[noun] != "nsubj" or not tree.is_verb(verb):
        return False
    return parse.lemmas[verb].lower() in loader.name_words().people_verbs


def _noun_of(tree: Tree, noun: int) -> str:
    word, lemma = tree.lower(noun), tree.parse.lemmas[noun].lower()
    return word if word in actors.people_nouns() else lemma


def body_phrase(tree: Tree, noun: int) -> str:
    """The noun for a body or document at the head of a noun phrase, of two words where the table has them ("coast guard"); else the head itself."""
    parse = tree.parse
    return _body_phrase(parse.words[noun - 1] if noun else "", parse.words[noun], parse.lemmas[noun])


@lru_cache(maxsize=1 << 13)
def _body_phrase(before: str, word: str, lemma: str) -> str:
    table, before, word, lemma = actors.body_nouns(), before.lower(), word.lower(), lemma.lower()
    return next((phrase for phrase in (f"{before} {word}", f"{before} {lemma}", word, lemma) if phrase in table), lemma)


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
    known = actors.find_organisation(words) or actors.find_organisation(without_land(words))
    if known is not None:
        return known.name
    return None if words.lower() in loader.country_words() or words.lower() in loader.name_words().groups else plain(words)


def outlet_link(outlet: str | None) -> SourceLink:
    """The report itself as a voice."""
    return SourceLink(span=None, kind=SourceKind.OUTLET, name=None, role=None, organisation=outlet, country=None, rule="outlet")
