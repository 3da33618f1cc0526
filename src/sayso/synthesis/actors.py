"""One actor for all mentions of a person or a body across documents. Takes mentions, judgements and what is known besides; gives actors, the same whatever the order of reading."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, pairwise

from sayso.model.actor import Actor, ActorKind, ActorMention, Merge, Surroundings
from sayso.model.identity import content_id
from sayso.model.judgement import Judgement
from sayso.synthesis.candidates import candidates_for, choose
from sayso.synthesis.clusters import Cluster, Clusters, in_force, kinds, note_rivals, rivals_of, tags_of
from sayso.synthesis.evidence import ENOUGH, LEAD, Profile, Weight, fit_of, weigh
from sayso.synthesis.names import Fit
from sayso.synthesis.nodes import Node, best_name, nodes_of, written_name
from sayso.synthesis.offices import holders
from sayso.vocabulary.name_parts import bone, person_words

NEXT = 20  # nodes of a very frequent name that each is compared with: those whose merges chain up anyway
CROWD = 200  # nodes that may share one word of a name before pairs must share two: keeps the work near linear in a large ledger

SAME_CELLS = 0.95  # the score of a merge of mentions that differ in nothing

Edge = tuple[float, Node, Node, Fit]


def resolve_actors(mentions: Sequence[ActorMention], judgements: Sequence[Judgement] = (), around: Surroundings | None = None) -> tuple[Actor, ...]:
    """The actors that these mentions make, in the order of their claims.

    A rule merges where names fit and country, body, office and story agree enough (``evidence``), best evidence first, and never ties what contradicts: two given names
    beside one family
    name, two countries, two bodies. A short name joins the one longer name that fits, if exactly one does. Nameless voices of two reports are never merged. Persons'
    judgements win over
    rules, later ones over earlier ones. Nothing is random and the order of the mentions does not matter.
    """
    around = around or Surroundings()
    held = in_force(judgements)
    nodes = nodes_of(mentions, tags_of(held))
    clusters = Clusters(nodes, around)
    clusters.apply(held, nodes)
    _same_names(clusters, [node for node in nodes if node.kind is ActorKind.PERSON], _person_words)
    _same_names(clusters, [node for node in nodes if node.kind is ActorKind.BODY], _body_words)
    for kind in (ActorKind.BODY, ActorKind.PERSON):
        _short_names(clusters, kind)
    _bare_names(clusters)
    for nameless, holder in holders(clusters):
        clusters.offer(nameless, holder, Fit.SAME)
    return _finished(clusters, held)


def _person_words(node: Node) -> tuple[str, ...]:
    return tuple(bone(word) or word for word in person_words(node.name))


def _body_words(node: Node) -> tuple[str, ...]:
    found = node.body
    if found is None:
        return ()
    names = (found.table.lower(),) if found.table else ()
    short = (found.acronym.lower(),) if found.acronym else ()
    return tuple(dict.fromkeys((*names, *found.words, *short, *(word.lower() for word in sorted(found.initials) if len(word) > 1))))


Words = Callable[[Node], tuple[str, ...]]


def _pairs(nodes: Sequence[Node], words: Words) -> Iterator[tuple[Node, Node]]:
    """Pairs of nodes that share a word, or two words where many share one; each pair once."""
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, node in enumerate(nodes):
        own = sorted(set(words(node)))
        for key in [("".join(words(node)), ""), *((word,) for word in own), *combinations(own, 2)]:
            blocks[key].append(number)
    seen: set[tuple[int, int]] = set()
    for key, numbers in blocks.items():
        if len(numbers) <= CROWD:
            pairs: Iterable[tuple[int, int]] = combinations(numbers, 2)
        elif len(key) > 1:
            pairs = ((one, two) for at, one in enumerate(numbers) for two in numbers[at + 1 : at + 1 + NEXT])
        else:
            continue
        for pair in pairs:
            if pair not in seen:
                seen.add(pair)
                yield nodes[pair[0]], nodes[pair[1]]


def _same_names(clusters: Clusters, nodes: Sequence[Node], words: Words) -> None:
    """Joins nodes of the same name, or nearly the same with a tie, best evidence first. Names of one word are left for later, unless they stand in one report."""
    edges: list[Edge] = []
    for left, right in _pairs(nodes, words):
        one, two = clusters.of(left).profile, clusters.of(right).profile
        if left.kind is ActorKind.PERSON and (left.single or right.single) and not one.documents & two.documents:
            continue
        fit = fit_of(one, two)
        if fit in {Fit.SAME, Fit.NEAR}:
            edges.append((weigh(one, two, fit, clusters.around).score, left, right, fit))
    for _, left, right, fit in sorted(edges, key=lambda edge: (-edge[0], -edge[3], edge[1].key, edge[2].key)):
        clusters.offer(left, right, fit)


def _short_names(clusters: Clusters, kind: ActorKind) -> None:
    """Joins each shorter name to the one cluster with a longer name that fits best; where several fit as well it stays alone, with its rivals."""
    index: dict[str, list[Cluster]] = defaultdict(list)
    words = _person_words if kind is ActorKind.PERSON else _body_words
    for cluster in kinds(clusters, kind):
        for word in sorted({word for node in cluster.nodes for word in words(node)}):
            index[word].append(cluster)
    for cluster in sorted(kinds(clusters, kind), key=lambda cluster: (-_length(cluster), cluster.key)):
        if not cluster.decided:
            others = {id(other): other for node in cluster.nodes for word in words(node) for other in index[word]}
            _join_best(clusters, cluster, others.values())


def _length(cluster: Cluster) -> int:
    """Words of its longest name."""
    if cluster.profile.kind is ActorKind.BODY:
        return max((99 if body.table else len(body.words) for body in cluster.profile.bodies), default=0)
    return max(len(person_words(name)) for name in cluster.profile.names)


def _join_best(clusters: Clusters, short: Cluster, others: Iterable[Cluster]) -> None:
    first = short.nodes[0]
    if clusters.of(first) is not short:
        return
    found: dict[str, tuple[Weight, Cluster, Fit]] = {}
    for other in others:
        now = clusters.of(other.nodes[0])
        if now is short or now.key in found or now.profile.kind is not short.profile.kind or not _longer(short.profile, now.profile):
            continue
        fit = fit_of(short.profile, now.profile)
        weight = weigh(short.profile, now.profile, fit, clusters.around)
        against = clusters.obstacle(short, now, fit)
        if fit <= Fit.NEAR:
            continue
        if against is not None:
            note_rivals(short, now, weight, against)
            continue
        found[now.key] = (weight, now, fit)
    ranked = sorted(found.values(), key=lambda row: (-row[0].score, row[1].key))
    if not ranked or ranked[0][0].score < ENOUGH or (len(ranked) > 1 and ranked[1][0].score > ranked[0][0].score - LEAD):
        for weight, other, _ in ranked:
            note_rivals(short, other, weight, "several fit as well" if len(ranked) > 1 else "too little speaks for it")
        return
    _, best, fit = ranked[0]
    clusters.offer(first, best.nodes[0], fit)


def _longer(short: Profile, long: Profile) -> bool:
    """Whether the second has the fuller name: more words, or words where the first has initials; bodies join either way round, but none to a general name."""
    if short.kind is ActorKind.BODY:
        return not _is_general(long)
    fewer, more = (max((len(person_words(name)), sum(map(len, person_words(name)))) for name in side.names) for side in (short, long))
    return fewer < more


def _bare_names(clusters: Clusters) -> None:
    """Joins single names, and general names without a country, of reports of one story to which no fuller name belongs."""
    by_name: dict[tuple[str, ...], list[Cluster]] = defaultdict(list)
    for cluster in clusters.all():
        if (key := _bare_key(cluster)) is not None:
            by_name[key].append(cluster)
    for _, group in sorted(by_name.items()):
        alone = {cluster.key for cluster in group}
        free = [cluster for cluster in group if alone >= {clusters.of(node).key for node, *_ in cluster.rivals.values()}]
        for one, two in pairwise(free):
            if clusters.around.same_story(one.profile.documents, two.profile.documents):
                clusters.offer(one.nodes[0], two.nodes[0], Fit.PART)


def _bare_key(cluster: Cluster) -> tuple[str, ...] | None:
    """What single or general names must share to be one; None for fuller names."""
    if cluster.profile.kind is ActorKind.PERSON and _length(cluster) == 1:
        return ("person", bone(person_words(min(cluster.profile.names))[0]))
    if cluster.profile.kind is ActorKind.BODY and _is_general(cluster.profile):
        return ("body", *sorted(cluster.profile.bodies[0].words))
    return None


def _is_general(profile: Profile) -> bool:
    """Whether a body has nothing but a general name of two words or more, and no country."""
    return all(body.generic and body.country is None and len(body.words) > 1 for body in profile.bodies)


def _finished(clusters: Clusters, judgements: Sequence[Judgement]) -> tuple[Actor, ...]:
    """The clusters as actors; what no report has speak is left out."""
    labels = {cluster.key: best_name(written_name(mention) for mention in cluster.named for _ in range(max(1, mention.claims))) for cluster in clusters.all()}
    made = [_actor(clusters, cluster, labels, judgements) for cluster in clusters.all()]
    return tuple(sorted((actor for actor in made if actor.claims or actor.carried), key=lambda actor: (-actor.claims, -actor.carried, actor.name, actor.id)))


def _actor(clusters: Clusters, cluster: Cluster, labels: dict[str, str], judgements: Sequence[Judgement]) -> Actor:
    mentions = tuple(sorted((mention for node in cluster.nodes for mention in node.mentions), key=lambda mention: (mention.published or "9999", mention.document, mention.key)))
    names = _ranked((written_name(mention), mention) for mention in cluster.named)
    name = labels[cluster.key]
    if cluster.profile.kind is ActorKind.BODY:
        name = _body_name(cluster) or name
    first = (name, *(other for other in names if other != name))
    candidates = candidates_for(cluster.profile.kind, first, mentions, clusters.around, judgements)
    roles = _ranked((mention.role, mention) for mention in mentions if mention.name or cluster.profile.kind is not ActorKind.PERSON)
    bodies = _ranked((mention.organisation, mention) for mention in mentions if mention.name or cluster.profile.kind is not ActorKind.PERSON)
    lands = _ranked((mention.country, mention) for mention in mentions)
    body = cluster.profile.kind is ActorKind.BODY
    return Actor(
        id=content_id("a", mentions[0].key),
        kind=cluster.profile.kind,
        name=name,
        role=None if body else next(iter(roles), None),
        organisation=name if body else next(iter(bodies), None),
        country=next(iter(lands), None) or (next((one.country for one in cluster.profile.bodies if one.country), None) if body else None),
        names=first,
        roles=roles,
        organisations=bodies,
        countries=lands,
        mentions=mentions,
        merges=tuple(sorted([*cluster.merges, *_same_cells(cluster)], key=lambda merge: (-merge.score, merge.left, merge.right))),
        rivals=rivals_of(clusters, cluster, labels),
        chosen=choose(candidates),
        candidates=candidates,
    )


def _same_cells(cluster: Cluster) -> Iterator[Merge]:
    """The merges of mentions in different documents that agree in every cell."""
    for node in cluster.nodes:
        first = node.mentions[0]
        for mention in node.mentions[1:]:
            if mention.document != first.document:
                evidence = (f"in {first.document} and {mention.document}",)
                yield Merge(left=first.key, right=mention.key, score=SAME_CELLS, reason="the same name, role, organisation and country", evidence=evidence)


def _body_name(cluster: Cluster) -> str | None:
    """The name in the table."""
    return min((body.table for body in cluster.profile.bodies if body.table), default=None)


def _ranked(pairs: Iterable[tuple[str | None, ActorMention]]) -> tuple[str, ...]:
    """Every value once: what most claims have first, names in the alphabet among equals."""
    counts: Counter[str] = Counter()
    for value, mention in pairs:
        if value:
            counts[value] += 1 + mention.claims
    return tuple(sorted(counts, key=lambda value: (-counts[value], value)))
