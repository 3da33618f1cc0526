"""Nameless holders of an office that only one person at a time holds ("the director of the Central Hospital"), and who that is in other reports of the story."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.model.actor import ActorKind, ActorMention
from sayso.synthesis.bodies import Body, body, body_fit
from sayso.synthesis.clusters import Cluster, Clusters, kinds
from sayso.synthesis.names import Fit
from sayso.synthesis.nodes import Node, is_proper, office_words
from sayso.vocabulary.name_parts import name_parts, words_of

SPLIT = re.compile(r" (?:of|for|at|from) ")


def holders(clusters: Clusters) -> Iterator[tuple[Node, Node]]:
    """Pairs of a nameless voice and the one person who has its office in the same story; none where several have.

    An office "of" a named body needs that body; a bare "the governor" needs a story in which one person only is a governor.
    """
    people = list(kinds(clusters, ActorKind.PERSON))
    for cluster in kinds(clusters, ActorKind.ANONYMOUS):
        mention = cluster.nodes[0].mentions[0]
        office = single_office(mention)
        if office is None:
            continue
        found = [person for person in people if clusters.around.same_story(cluster.profile.documents, person.profile.documents) and _holds(person, mention, office)]
        if len(found) == 1:
            yield cluster.nodes[0], found[0].nodes[0]


def single_office(mention: ActorMention) -> frozenset[str] | None:
    """The words of an office that one person at a time holds; None for anybody else's.

    >>> from sayso.model.actor import mention_of
    >>> from sayso.model.claim import SourceKind
    >>> [single_office(mention_of(("d", None, None), SourceKind.ANONYMOUS, (None, words, None, None), words)) for words in ("the governor", "a governor", "the officials")]
    [frozenset({'governor'}), None, None]
    """
    if mention.role is None:
        return None
    words = words_of(SPLIT.split(mention.words or mention.role)[0])
    if not words or words[-1] not in name_parts().single_offices or set(words) & name_parts().lesser:
        return None
    if _body_of(mention) is None and (words[0] != "the" or " of " in (mention.words or "")):
        return None
    return office_words(" ".join(words))


def _body_of(mention: ActorMention) -> Body | None:
    """The body with a name of its own that the office belongs to."""
    named = mention.organisation
    return body(named, mention.country) if named is not None and named != mention.role and is_proper(named) else None


def _holds(person: Cluster, mention: ActorMention, office: frozenset[str]) -> bool:
    works = _body_of(mention)
    if mention.country is not None and person.profile.countries and mention.country not in person.profile.countries:
        return False
    for node in person.nodes:
        if node.office >= office and not node.office & name_parts().lesser and (works is None or (node.body is not None and body_fit(node.body, works) is not Fit.OTHER)):
            return True
    return False
