"""Keeps the derived rows of a ledger up to date: each report that was read since is compared with what it can touch, and with nothing else.

What concerns two texts or two statements follows from these two alone, and is kept; what concerns a proposition follows from its statements, their reports, and what is
kept of them. So the order of reading makes no difference, and dropping all and starting again gives the same rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from sqlalchemy import Connection, Engine

from sayso.desk.board_stories import replace
from sayso.desk.propositions import Propositions
from sayso.desk.surroundings import Surroundings, turned
from sayso.ledger import board_writing
from sayso.ledger import review_weighing as judged
from sayso.ledger import weighing as kept
from sayso.ledger.board_news import known_days
from sayso.ledger.sqlite import plain_errors
from sayso.model.identity import content_id, sha256_of
from sayso.model.reuse import Reuse
from sayso.model.weighing import Report, Statement
from sayso.synthesis.citations import citations
from sayso.synthesis.grouping.bonds import Bond
from sayso.synthesis.grouping.clusters import LINK, groups
from sayso.synthesis.grouping.keys import about, comparable, keys, near
from sayso.synthesis.grouping.profile import Profile, profiles
from sayso.synthesis.grouping.scorer import scores
from sayso.synthesis.reuse import bands, compare, enough, text_key
from sayso.synthesis.weighing import RULES

BATCH = 32  # reports weighed in one transaction, ...
TENTH, CEILING = 10, 1000  # ... or a tenth of those that wait, so that a thousand copies of one text are not weighed again for each few of them
FEWEST = 2  # matters in common from which two reports are looked at
LEAST = 0.03  # score from which a pair is kept: below, it says no more than that nothing joins the two

Progress = Callable[[int, str], None]


def bring_up_to_date(engine: Engine, path: Path, progress: Progress | None = None) -> int:
    """Weighs what was read since, a few reports at a time, each time in one transaction; returns how many reports that were. What persons judged since is weighed first.

    Rows made by other rules are dropped first and made again. Raises LedgerUnavailable.
    """
    done = 0
    while True:
        with plain_errors(path), engine.begin() as connection:
            waiting, stale = kept.waiting(connection, RULES)
            if stale:
                _drop_all(connection)
            batch = waiting[: max(BATCH, min(CEILING, len(waiting) // TENTH))]
            moved = judged.moved(connection)
            if batch or moved:
                _Weighing(connection).add(batch, moved)
        if not batch:
            return done
        done += len(batch)
        if progress:
            progress(done, f"weighing, {len(waiting) - len(batch)} reports to go")


def rebuild(engine: Engine, path: Path, progress: Progress | None = None) -> int:
    """Drops all derived rows and makes them again; returns how many reports were weighed."""
    with plain_errors(path), engine.begin() as connection:
        _drop_all(connection)
    return bring_up_to_date(engine, path, progress)


def rehearse(connection: Connection) -> None:
    """Weighs one proposition, likens the statements of its reports, and keeps nothing: what weighing loads when it is first needed is there afterwards."""
    around = Surroundings(connection)
    for claims in kept.members(connection, kept.some_claims(connection, 1)).values():
        Propositions(connection, around, {}).weigh(claims)
        documents = kept.documents_of(connection, claims)
        made = [profile for key, told in around.statements(documents).items() for profile in profiles(around.report(key), told)]
        groups(made, [(one.statement.id, two.statement.id, score) for (one, two), score in zip(pairwise(made), scores(list(pairwise(made))), strict=True)], [])


def _drop_all(connection: Connection) -> None:
    board_writing.drop_all(connection)
    judged.forget_all(connection)
    kept.drop_all(connection)


class _Weighing:
    """One transaction's work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._around = Surroundings(connection)
        self._profiled: dict[str, list[Profile]] = {}

    def add(self, documents: Sequence[str], moved: judged.Moved = judged.NOTHING) -> None:
        """Compares these reports with what is kept, and replaces the propositions that they touch; ``moved`` is what judgements changed of others, which are compared anew."""
        left = kept.members(self._connection, {*kept.claims_of(self._connection, moved.documents), *moved.claims})
        judged.forget(self._connection, moved.documents)
        every = [*documents, *sorted(moved.documents)]
        reports = self._around.reports(every)
        told = self._around.statements(every)
        kept.mark(self._connection, self._share_text({key: reports[key] for key in sorted(documents)}), RULES)
        kept.add_citations(self._connection, {key: citations(report, told[key]) for key, report in reports.items()})
        digests = self._around.judgements(every)
        made = {one.id: self._edition(one, reports[one.report], digests.get(one.report)) for key in sorted(told) for one in told[key]}
        fresh = set(made.values()) - set(kept.claims_making(self._connection, made.values()))
        kept.add_statements(self._connection, made)
        self._pair(fresh, made, told)
        self._put(every, made, left)

    def _share_text(self, reports: Mapping[str, Report]) -> list[kept.Weighed]:
        """Looks for shared text between the texts that are new and all that have bands enough in common with them."""
        texts = {key: text_key(report.text) for key, report in reports.items()}
        known = kept.holders(self._connection, texts.values())
        bodies = {texts[key]: reports[key] for key in sorted(reports, reverse=True)}
        found = {text: bands(bodies[text].text) for text in sorted(bodies.keys() - known.keys())}
        kept.add_bands(self._connection, found)
        sizes = {text: len(held) for text, held in found.items()} | {text: one.bands for text, one in known.items()}
        pairs: set[tuple[int, int]] = set()
        for mine, held in found.items():
            sharing = kept.sharing_texts(self._connection, held)
            strangers = kept.holders(self._connection, sharing.keys() - sizes.keys())
            sizes |= {text: one.bands for text, one in strangers.items()}
            known |= strangers
            pairs.update((min(mine, other), max(mine, other)) for other, hits in sharing.items() if other != mine and enough(hits, len(held), sizes[other]))
        loaded = self._around.reports(known[text].id for text in {text for pair in pairs for text in pair} - found.keys())
        bodies |= {text: loaded[one.id] for text, one in known.items() if one.id in loaded}
        edges = {pair: _aligned(edge, bodies[pair[0]]) for pair in sorted(pairs) if (edge := compare(bodies[pair[0]], bodies[pair[1]])) is not None}
        kept.add_reuse(self._connection, edges)
        return [kept.Weighed(id=key, text=texts[key], bands=sizes[texts[key]]) for key in reports]

    @staticmethod
    def _edition(statement: Statement, report: Report, digest: str | None) -> str:
        """The key of what a claim states: the same for copies of a text, letter for letter, that were published on one day, and of which the same was judged (``digest``)."""
        place = [[span.start, span.end] for span in statement.spans], [voice.words for voice in statement.chain[1:]]
        return content_id("s", sha256_of(report.text.encode()), report.published, *place, *([digest] if digest else []))

    def _pair(self, fresh: set[str], made: Mapping[str, str], told: Mapping[str, Sequence[Statement]]) -> None:
        """Scores each new statement with all that are comparable: of its own report, of reports about one matter, or with a key in common."""
        looked = self._profiles(told, made, fresh)
        held = {key: keys(profile) for key, profile in looked.items()}
        matters = {profile.statement.report: about(profile) for profile in looked.values()}
        kept.add_statement_keys(self._connection, held)
        kept.add_matters(self._connection, matters)
        candidates = self._candidates(looked, held, matters)
        every = looked | self._known_profiles({key for pair in candidates for key in pair} - looked.keys())
        pairs = [(one, two) for one, two in sorted(candidates) if comparable(every[one], every[two])]
        values = scores([(every[one], every[two]) for one, two in pairs])
        kept.add_pairs(self._connection, {pair: value for pair, value in zip(pairs, values, strict=True) if value < 0 or value >= LEAST})

    def _candidates(self, looked: Mapping[str, Profile], held: Mapping[str, frozenset[str]], matters: Mapping[str, frozenset[str]]) -> set[kept.Pair]:
        """The pairs with a new statement that could be comparable: those with a key in common, and those of one report or of reports with matters in common."""
        sharing = kept.sharing_statements(self._connection, {other for found in held.values() for key in found for other in near(key)})
        pairs = {_pair(mine, other) for mine, found in held.items() for key in found for around in near(key) for other in sharing.get(around, ()) if other != mine}
        of_report: dict[str, list[str]] = defaultdict(list)
        for key, profile in looked.items():
            of_report[profile.statement.report].append(key)
        for report, found in matters.items():
            reports = kept.sharing_matters(self._connection, [other for key in found for other in near(key)], FEWEST) | {report}
            there = set(kept.statements_of(self._connection, kept.claims_of(self._connection, reports)).values())
            pairs |= {_pair(mine, other) for mine in of_report[report] for other in there if other != mine}
        return pairs

    def _profiles(self, told: Mapping[str, Sequence[Statement]], made: Mapping[str, str], wanted: Iterable[str]) -> dict[str, Profile]:
        """The profiles of these statements, each from the report with the least id among those that make it."""
        asked = set(wanted)
        found: dict[str, Profile] = {}
        for report in sorted(told, reverse=True):
            found |= {made[one.statement.id]: one for one in self._profiles_of(report, told[report]) if made[one.statement.id] in asked}
        return {key: found[key] for key in sorted(found)}

    def _profiles_of(self, report: str, told: Sequence[Statement]) -> list[Profile]:
        """The profiles of a report's statements, made once."""
        if report not in self._profiled:
            self._profiled[report] = profiles(self._around.report(report), told)
        return self._profiled[report]

    def _known_profiles(self, wanted: Iterable[str]) -> dict[str, Profile]:
        asked = set(wanted)
        claims = [held[0] for held in kept.claims_making(self._connection, asked).values()]
        told = self._around.statements(kept.documents_of(self._connection, claims))
        made = kept.statements_of(self._connection, [one.id for held in told.values() for one in held])
        return self._profiles(told, made, asked)

    def _reach(self, start: Iterable[str], bounds: Sequence[judged.Bound]) -> tuple[set[str], dict[kept.Pair, float]]:
        """The statements that scores or merges and splits join to these, directly or through others, and the pairs among them."""
        wanted = set(start)
        while True:
            reached, scored = kept.component(self._connection, wanted, LINK)
            bound = {key for one in bounds if not one.together.isdisjoint(reached) for key in one.together}
            if bound <= reached:
                return reached, scored
            wanted = reached | bound

    def _put(self, documents: Sequence[str], made: Mapping[str, str], before: Mapping[str, set[str]]) -> None:
        """Groups anew what these reports touch, and what is left of propositions that judgements touched (``before``), and weighs what is not as it was."""
        remains = kept.statements_of(self._connection, {claim for held in before.values() for claim in held})
        found = self._groups({*made.values(), *remains.values()})
        old = dict(before) | kept.members(self._connection, [claim for group in found for claim in group])
        other = kept.versions(self._connection, documents) - set(documents)
        changed = kept.claims_of(self._connection, {*documents, *other})
        same = {frozenset(held): key for key, held in old.items() if held.isdisjoint(changed)}
        new = [group for group in found if frozenset(group) not in same]
        gone = old.keys() - {same[frozenset(group)] for group in found if frozenset(group) in same}
        touched = kept.members(self._connection, kept.claims_of(self._connection, other))
        again = {key: sorted(claims) for key, claims in touched.items() if key not in old}
        propositions = Propositions(self._connection, self._around, known_days(self._connection, [*gone, *again]))
        weighed = [propositions.weigh(group) for group in [*new, *again.values()]]
        replace(self._connection, [*gone, *again], [one for one, _ in weighed], [shown for _, shown in weighed])

    def _groups(self, start: Iterable[str]) -> list[list[str]]:
        """The claims of each group among the statements that are joined to these, directly or through others."""
        bounds = judged.bounds(self._connection)
        reached, scored = self._reach(start, bounds)
        makers = kept.claims_making(self._connection, reached)
        known = self._known_profiles(reached)
        ids = {key: profile.statement.id for key, profile in known.items()}
        key_of = {one: key for key, one in ids.items()}
        pairs = [(ids[left], ids[right], value) for (left, right), value in sorted(scored.items())]
        return [[claim for one in group for claim in makers[key_of[one]]] for group in groups(known.values(), pairs, [_bond(one, ids) for one in bounds])]


def _bond(bound: judged.Bound, ids: Mapping[str, str]) -> Bond:
    """A merge or split by the ids of the statements that stand for what is looked at."""
    return Bond(together=frozenset(ids[key] for key in bound.together if key in ids), apart=frozenset(ids[key] for key in bound.apart if key in ids))


def _pair(one: str, two: str) -> kept.Pair:
    return (one, two) if one < two else (two, one)


def _aligned(edge: Reuse, left: Report) -> Reuse:
    """The edge with this report on its left."""
    return edge if edge.left == left.id else turned(edge)
