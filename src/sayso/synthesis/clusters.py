"""Groups of nodes that grow by merges: each merge is kept with its reason, none ties what contradicts, and a person's judgement wins over all rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sayso.model.actor import ActorKind, ActorMention, Merge, Surroundings
from sayso.model.claim import Rival
from sayso.model.judgement import Judgement, Verdict
from sayso.synthesis.evidence import ENOUGH, Profile, Weight, contradiction, fit_of, tied, weigh
from sayso.synthesis.names import Fit
from sayso.synthesis.nodes import Node

MOST_RIVALS = 4


@dataclass(slots=True, eq=False)
class Cluster:
    """Nodes taken for one actor so far."""

    nodes: list[Node]
    profile: Profile
    tags: frozenset[tuple[str, bool]]
    merges: list[Merge] = field(default_factory=list)
    rivals: dict[str, tuple[Node, float, str]] = field(default_factory=dict)
    decided: bool = False

    @property
    def named(self) -> list[ActorMention]:
        """The mentions that name it: all of a nameless cluster."""
        return [mention for node in self.nodes if node.kind is self.profile.kind for mention in node.mentions]

    @property
    def key(self) -> str:
        """The least key of its nodes: a name that does not depend on the order of merging."""
        return min(node.key for node in self.nodes)


class Clusters:
    """All clusters over some nodes."""

    def __init__(self, nodes: Sequence[Node], around: Surroundings) -> None:
        self.around = around
        self._of: dict[str, Cluster] = {}
        for node in nodes:
            bodies = (node.body,) if node.body else ()
            profile = Profile(node.kind, frozenset({node.name}), frozenset(filter(None, (node.country,))), bodies, frozenset({node.office}), node.documents)
            self._of[node.key] = Cluster([node], profile, node.tags)

    def of(self, node: Node) -> Cluster:
        """The cluster of a node."""
        return self._of[node.key]

    def all(self) -> list[Cluster]:
        """Every cluster once, by its key."""
        return sorted({id(cluster): cluster for cluster in self._of.values()}.values(), key=lambda cluster: cluster.key)

    def apply(self, judgements: Sequence[Judgement], nodes: Sequence[Node]) -> None:
        """Joins what persons have judged to be one."""
        holders = {mention.key: node for node in nodes for mention in node.mentions}
        for judgement in judgements:
            if judgement.verdict is Verdict.OTHER:
                continue
            found = [holders[key] for key in (*judgement.left, *judgement.right) if key in holders]
            for node in found[1:]:
                merge = Merge(
                    left=found[0].key, right=node.key, score=1.0, reason=judgement.why, evidence=(f"judged by {judgement.by} on {judgement.at[:10]}",), judgement=judgement.id
                )
                self._join(found[0], node, merge, forced=True)

    def offer(self, left: Node, right: Node, fit: Fit | None = None) -> bool:
        """Joins the clusters of two nodes where evidence is enough and nothing contradicts; what was not enough is kept as a rival."""
        one, two = self.of(left), self.of(right)
        if one is two:
            return True
        fit = fit_of(one.profile, two.profile) if fit is None else fit
        weight = weigh(one.profile, two.profile, fit, self.around)
        against = self.obstacle(one, two, fit)
        if against is None and weight.score < ENOUGH:
            against = "too little speaks for it"
        if against is not None:
            note_rivals(one, two, weight, against)
            return False
        return self._join(left, right, Merge(left=left.key, right=right.key, score=weight.score, reason=weight.reason, evidence=weight.evidence), forced=False)

    def obstacle(self, one: Cluster, two: Cluster, fit: Fit) -> str | None:
        """Why two clusters must stay apart; None where nothing forbids them to be one."""
        if any((judgement, not side) in two.tags for judgement, side in one.tags):
            return "a person judged them to be two"
        kinds = {one.profile.kind, two.profile.kind}
        if len(kinds) > 1 and ActorKind.ANONYMOUS in kinds:
            return None
        if len(kinds) > 1:
            return "a person and a body"
        if fit is Fit.NEAR and (not tied(one.profile, two.profile) or one.profile.documents & two.profile.documents):
            return "nearly the same name, but nothing ties them"
        return contradiction(one.profile, two.profile)

    def _join(self, left: Node, right: Node, merge: Merge, *, forced: bool) -> bool:
        one, two = sorted((self.of(left), self.of(right)), key=lambda cluster: cluster.key)
        if one is two:
            return True
        if forced and any((judgement, not side) in two.tags for judgement, side in one.tags):
            note_rivals(one, two, Weight(1.0, merge.reason, merge.evidence), "another judgement holds them apart")
            return False
        one.nodes.extend(two.nodes)
        one.profile = one.profile.joined(two.profile)
        one.tags |= two.tags
        one.merges.extend([*two.merges, merge])
        one.decided = one.decided or two.decided or forced
        for key, (node, score, reason) in two.rivals.items():
            _keep_rival(one, key, node, score, reason)
        for node in two.nodes:
            self._of[node.key] = one
        return True


def note_rivals(one: Cluster, two: Cluster, weight: Weight, against: str) -> None:
    """Remembers on both sides that they could have been one, and why they are not."""
    reason = f"{weight.reason}; but {against}"
    for mine, other in ((one, two), (two, one)):
        _keep_rival(mine, other.key, min(other.nodes, key=lambda node: node.key), weight.score, reason)


def _keep_rival(cluster: Cluster, key: str, node: Node, score: float, reason: str) -> None:
    if key not in cluster.rivals or (score, reason) > cluster.rivals[key][1:]:
        cluster.rivals[key] = (node, score, reason)


def rivals_of(clusters: Clusters, cluster: Cluster, label: dict[str, str]) -> tuple[Rival, ...]:
    """The rivals that are still other clusters, best first; ``label`` names clusters by their key."""
    found: dict[str, tuple[float, str]] = {}
    for node, score, reason in cluster.rivals.values():
        other = clusters.of(node)
        if other is not cluster:
            found[other.key] = max(found.get(other.key, (0.0, "")), (score, reason))
    rows = sorted(((score, label[key], reason) for key, (score, reason) in found.items()), key=lambda row: (-row[0], row[1], row[2]))
    return tuple(Rival(label=name, score=score, reason=reason) for score, name, reason in rows[:MOST_RIVALS])


def in_force(judgements: Sequence[Judgement]) -> list[Judgement]:
    """The judgements that hold, oldest first: not withdrawn, and not overruled by a later one on the same pair."""
    held = sorted((judgement for judgement in judgements if judgement.holds), key=lambda judgement: (judgement.at, judgement.id))
    return [judgement for at, judgement in enumerate(held) if not any(_overrules(later, judgement) for later in held[at + 1 :])]


def _overrules(later: Judgement, earlier: Judgement) -> bool:
    def meets(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
        return not set(left).isdisjoint(earlier.left) and not set(right).isdisjoint(earlier.right)

    return later.verdict is not earlier.verdict and (meets(later.left, later.right) or meets(later.right, later.left))


def tags_of(judgements: Sequence[Judgement]) -> dict[str, frozenset[tuple[str, bool]]]:
    """For each mention the judgements that hold it apart from others, with the side on which it stands; and a mark of its own for each merge."""
    tags: dict[str, frozenset[tuple[str, bool]]] = {}
    for judgement in judgements:
        for keys, side in ((judgement.left, False), (judgement.right, True)):
            for key in keys:
                mark = (judgement.id, side) if judgement.verdict is Verdict.OTHER else (f"+{judgement.id}", False)
                tags[key] = tags.get(key, frozenset()) | {mark}
    return tags


def kinds(clusters: Clusters, kind: ActorKind) -> Iterator[Cluster]:
    """The clusters of a kind."""
    return (cluster for cluster in clusters.all() if cluster.profile.kind is kind)
