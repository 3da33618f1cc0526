"""Known entities that an actor could be: holders of offices and bodies in our tables, and imported entities, each with a score and a reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from sayso.model.actor import ActorKind, ActorMention, Candidate, KnownEntity, Office, Surroundings
from sayso.model.judgement import Judgement, Verdict
from sayso.synthesis.bodies import body, body_fit
from sayso.synthesis.names import Fit, person_fit
from sayso.synthesis.nodes import office_words
from sayso.vocabulary import actors
from sayso.vocabulary.name_parts import body_key, person_key, person_queries

ENOUGH = 0.7  # of a candidate's score
LEAD = 0.1  # over the next candidate
NAME, COUNTRY, OTHER_COUNTRY, OFFICE, OTHER_OFFICE = 0.6, 0.15, -0.3, 0.2, -0.1
OFFICES, BODIES = "sayso offices", "sayso organisations"
MOST = 5


def candidates_for(kind: ActorKind, names: Sequence[str], mentions: Sequence[ActorMention], around: Surroundings, judgements: Sequence[Judgement]) -> tuple[Candidate, ...]:
    """The known entities with one of these names, best first, at most five. A person's judgement for or against one of them decides."""
    if kind is ActorKind.ANONYMOUS:
        return ()
    known = {entity.id: entity for name in names for entity in _lookup(kind, name, around)}
    keys = {mention.key for mention in mentions}
    verdicts = {side: judgement.verdict for judgement in judgements for mine, other in _sides(judgement) if keys & set(mine) for side in other}
    found = []
    for entity in known.values():
        candidate = _weighed(entity, names, mentions)
        verdict = verdicts.get(entity.id)
        if verdict is not None:
            score, reason = (1.0, "a person judged them to be one") if verdict is Verdict.SAME else (0.0, "a person judged them to be two")
            candidate = Candidate(id=candidate.id, dataset=candidate.dataset, name=candidate.name, score=score, reason=reason, office=candidate.office)
        found.append(candidate)
    return tuple(sorted(found, key=lambda candidate: (-candidate.score, candidate.dataset, candidate.id))[:MOST])


def choose(candidates: Sequence[Candidate]) -> Candidate | None:
    """The candidate that the actor is taken for; None where the best is not good enough or another is as good.

    Entries of several data sets under one name do not stand in each other's way.
    """
    if not candidates or candidates[0].score < ENOUGH:
        return None
    best = candidates[0]
    near = [other for other in candidates[1:] if other.score > best.score - LEAD and other.dataset == best.dataset]
    return None if near else best


def _sides(judgement: Judgement) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    return (judgement.left, judgement.right), (judgement.right, judgement.left)


def _lookup(kind: ActorKind, name: str, around: Surroundings) -> Iterator[KnownEntity]:
    if kind is ActorKind.BODY:
        yield from (entity for entity in around.entities.get(body_key(name), ()) if entity.kind is kind)
        if (found := actors.find_organisation(name)) is not None:
            yield KnownEntity(id=f"sayso:{found.name}", dataset=BODIES, kind=kind, name=found.name, aliases=found.aliases, countries=(found.country,) if found.country else ())
        return
    for key in person_queries(name):
        yield from (entity for entity in around.entities.get(key, ()) if entity.kind is kind)
        yield from _holders().get(key, ())


@cache
def _holders() -> dict[str, tuple[KnownEntity, ...]]:
    """The holders of offices in our table, by the keys of their names."""
    people: dict[str, list[actors.Tenure]] = {}
    for tenure in actors.tenures():
        people.setdefault(tenure.person, []).append(tenure)
    found: dict[str, tuple[KnownEntity, ...]] = {}
    for person, tenures in people.items():
        offices = tuple(Office(role=row.role, organisation=row.organisation, country=row.country, start=row.start or None, end=row.end) for row in tenures)
        aliases = tuple(dict.fromkeys(alias for row in tenures for alias in row.aliases))
        lands = tuple(dict.fromkeys(row.country for row in tenures if row.country))
        entity = KnownEntity(id=f"sayso:{person}", dataset=OFFICES, kind=ActorKind.PERSON, name=person, aliases=aliases, countries=lands, offices=offices)
        for key in dict.fromkeys(person_key(name) for name in (person, *aliases)):
            found[key] = (*found.get(key, ()), entity)
    return found


def _weighed(entity: KnownEntity, names: Sequence[str], mentions: Sequence[ActorMention]) -> Candidate:
    """The entity's score as this actor: its name, its country, its office on the day of the latest report."""
    score, reasons = NAME, ["the same name"]
    if entity.kind is ActorKind.PERSON and all(person_fit(name, entity.name) is Fit.OTHER for name in names):
        reasons = ["the same name by an alias"]
    lands = {mention.country for mention in mentions if mention.country}
    if lands and entity.countries:
        agree = bool(lands & set(entity.countries))
        score += COUNTRY if agree else OTHER_COUNTRY
        reasons.append(f"the same country, {', '.join(sorted(lands & set(entity.countries)))}" if agree else f"of another country, {', '.join(entity.countries)}")
    office, value, words = _office(entity, mentions)
    if words:
        score += value
        reasons.append(words)
    return Candidate(id=entity.id, dataset=entity.dataset, name=entity.name, score=round(max(0.0, min(1.0, score)), 2), reason=", ".join(reasons), office=office)


def _office(entity: KnownEntity, mentions: Sequence[ActorMention]) -> tuple[Office | None, float, str]:
    """The office held on the day of the latest report that has a day; one that agrees with what the reports say before others."""
    days = sorted({mention.published for mention in mentions if mention.published})
    held = [office for office in entity.offices if days and office.covers(days[-1])]
    for office in held:
        if any(_agrees(office, mention) for mention in mentions):
            return office, OFFICE, f"{office.role or 'in office'} on {days[-1]}"
    stated = any(mention.role or mention.organisation for mention in mentions if mention.name)
    if held:
        return held[0], OTHER_OFFICE if stated else 0.0, f"{held[0].role or 'in office'} on {days[-1]}, which no report says"
    return None, 0.0, ""


def _agrees(office: Office, mention: ActorMention) -> bool:
    """Whether office and report agree on the post, and do not contradict each other on the body."""
    if mention.name is None:
        return False
    post, said = office_words(office.role), office_words(mention.role)
    bodies = None
    if office.organisation and mention.organisation:
        bodies = body_fit(body(office.organisation, office.country), body(mention.organisation, mention.country)) is not Fit.OTHER
    same = bool(post and said and (post <= said or said <= post))
    return (bodies is not False and same) or bool(bodies)
