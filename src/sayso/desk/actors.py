"""Who speaks in a ledger, and what persons decide about it: actors derived anew at each question, judgements appended, entities loaded. Part of the facade: ``Ledger.actors``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine

from sayso import compose
from sayso.ledger import actors as voices
from sayso.ledger import entities, judgements
from sayso.ledger.schema import upgrade
from sayso.ledger.sqlite import engine_for, plain_errors
from sayso.model.actor import Actor, ActorKind, ActorMention, KnownEntity, Surroundings
from sayso.model.actor_views import ActorDetail, ActorView, JudgementView, MentionView, MergeView
from sayso.model.errors import NotFound, UserError
from sayso.model.judgement import Judgement, Verdict
from sayso.model.known import ImportSummary
from sayso.settings import Settings, user_name
from sayso.sources.followthemoney import read_entities, sha256_of_file
from sayso.synthesis.actors import resolve_actors
from sayso.synthesis.named import Report, named_only
from sayso.synthesis.nodes import written_name
from sayso.synthesis.stories import same_stories
from sayso.vocabulary.name_parts import body_key, folded, person_queries

SHOWN = 8  # names in a message


@dataclass(frozen=True, slots=True)
class _Known:
    """The actors of a ledger with the judgements behind them and the ids that documents came with."""

    actors: tuple[Actor, ...]
    judgements: tuple[Judgement, ...]
    external: dict[str, str | None]

    def find(self, wanted: str) -> list[Actor]:
        """The actor with this id (or the beginning of it), or those with this name, or with a name that holds these words."""
        if wanted.startswith("a-"):
            return [actor for actor in self.actors if actor.id.startswith(wanted)]
        plain = folded(wanted)
        whole = [actor for actor in self.actors if any(folded(name) == plain for name in actor.names)]
        return whole or [actor for actor in self.actors if any(plain in folded(words) for words in (*actor.names, *actor.roles, *actor.organisations))]


class ActorDesk:
    """Asks and decides about the actors of one ledger."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def list(self, words: str | None = None, *, country: str | None = None, kind: str | None = None, nameless: bool = False) -> list[ActorView]:
        """Who speaks, the most claims first. ``words`` is part of a name, role or organisation, ``kind`` person or body; nameless voices only where asked for."""
        if kind is not None and kind not in set(ActorKind):
            raise UserError(f"unknown kind {kind!r}; known are: {', '.join(ActorKind)}")
        known = self._known()
        found: Iterable[Actor] = known.find(words) if words else known.actors
        return [
            _view(actor)
            for actor in found
            if (nameless or kind == ActorKind.ANONYMOUS or actor.kind is not ActorKind.ANONYMOUS)
            and (country is None or actor.country == country.upper())
            and (kind is None or actor.kind == kind)
        ]

    def show(self, wanted: str) -> ActorDetail:
        """One actor, by its id or name, with mentions, merges, rivals and judgements; raises NotFound where there is none, or more than one."""
        known = self._known()
        return _detail(_one(known.find(wanted), wanted), known)

    def merge(self, one: str, two: str, why: str, by: str | None = None) -> JudgementView:
        """Judges that two are one actor. Each side is an actor's id or name, a form of a name ("al-Sufi", "al-Sufi@V04" for one document), or the id of a known entity."""
        return self._judge(Verdict.SAME, one, two, why, by)

    def apart(self, one: str, two: str, why: str, by: str | None = None) -> JudgementView:
        """Judges that two are different actors; sides as for ``merge``."""
        return self._judge(Verdict.OTHER, one, two, why, by)

    def withdraw(self, judgement: str, by: str | None = None) -> JudgementView:
        """Takes a judgement back; it stays in the ledger with the day on which it was taken back. Raises NotFound."""
        compose.open_engine(self._settings)  # says so where there is no ledger
        engine, path = self._writing()
        return _judged(judgements.withdraw(engine, path, judgement, user_name(by), _now()))

    def judgements(self) -> Sequence[JudgementView]:
        """All judgements, in the order in which they were made."""
        engine, path = compose.open_engine(self._settings)
        with plain_errors(path), engine.connect() as connection:
            return [_judged(made) for made in judgements.judgements(connection)]

    def load(self, file: str | Path, name: str | None = None, progress: Callable[[int, str], None] | None = None) -> ImportSummary:
        """Loads a file of FollowTheMoney entities (JSON lines, plain or gzipped, nested or not), all of it or nothing; the same file twice adds nothing.

        ``name`` is what the data set is called beside candidates (default: the file's name). Raises UserError that names file, line and field.
        """
        path = Path(file)
        if not path.is_file():
            raise UserError(f"{file}: no such file")
        source = (name or path.name.split(".")[0], str(file), sha256_of_file(path))
        engine, ledger = self._writing()
        return entities.load_entities(engine, ledger, source, read_entities(path), progress)

    def files(self) -> Sequence[ImportSummary]:
        """The files of entities that were loaded."""
        engine, path = compose.open_engine(self._settings)
        with plain_errors(path), engine.connect() as connection:
            return entities.imported_files(connection)

    def _writing(self) -> tuple[Engine, Path]:
        path = compose.ledger_path(self._settings)
        engine = engine_for(path, write=True)
        upgrade(engine, path)
        return engine, path

    def _judge(self, verdict: Verdict, one: str, two: str, why: str, by: str | None) -> JudgementView:
        if not why.strip():
            raise UserError("a judgement needs a reason; say it with --why")
        known = self._known()
        (left, left_label), (right, right_label) = _side(known, one), _side(known, two)
        if set(left) & set(right):
            raise UserError(f"{one} and {two} are the same mentions; name a form of the name, or one document: NAME@DOCUMENT")
        made = Judgement(verdict=verdict, left=left, right=right, labels=(left_label, right_label), why=why.strip(), by=user_name(by), at=_now())
        engine, path = self._writing()
        judgements.append(engine, path, made)
        return _judged(made)

    def _known(self) -> _Known:
        engine, path = compose.open_engine(self._settings)
        with plain_errors(path), engine.connect() as connection:
            reports = [Report(document=key, published=day, outlet=outlet, text=text) for key, day, outlet, text in voices.texts(connection)]
            own = voices.mentions(connection)
            external = voices.external_ids(connection)
            made = judgements.judgements(connection)
            stories = same_stories(reports)
            every = [*own, *named_only(reports, own, Surroundings(stories=stories))]
            around = Surroundings(entities=_entities(connection, every), stories=stories)
        return _Known(resolve_actors(every, made, around), tuple(made), external)


def _entities(connection: Connection, mentions: Iterable[ActorMention]) -> dict[str, tuple[KnownEntity, ...]]:
    names = {written_name(mention) for mention in mentions if mention.name or mention.organisation}
    return entities.entities_named(connection, sorted({key for name in names for key in (*person_queries(name), body_key(name))}))


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")


def _one(found: Sequence[Actor], wanted: str) -> Actor:
    if not found:
        raise NotFound(f"the ledger knows no actor {wanted}; list them with: sayso actors")
    if len(found) > 1:
        named = "; ".join(f"{actor.id} {actor.name}" for actor in found[:SHOWN])
        raise NotFound(f"{len(found)} actors fit {wanted}; give an id: {named}")
    return found[0]


def _side(known: _Known, wanted: str) -> tuple[tuple[str, ...], str]:
    """The keys that one side of a judgement speaks of, and what to call it."""
    if any(candidate.id == wanted for actor in known.actors for candidate in actor.candidates):
        return (wanted,), wanted
    name, _, document = wanted.partition("@")
    if not wanted.startswith("a-"):
        plain = folded(name)
        forms = [(actor, mention) for actor in known.actors for mention in actor.mentions if folded(written_name(mention)) == plain]
        if document:
            forms = [(actor, mention) for actor, mention in forms if document == known.external.get(mention.document) or mention.document.startswith(document)]
        if len({actor.id for actor, _ in forms}) == 1:
            return tuple(sorted(mention.key for _, mention in forms)), wanted
        if forms or document:
            _one(list({actor.id: actor for actor, _ in forms}.values()), wanted)
    actor = _one(known.find(wanted), wanted)
    return tuple(sorted(mention.key for mention in actor.mentions)), actor.name


def _judged(made: Judgement) -> JudgementView:
    return JudgementView(id=made.id, holds=made.holds, judgement=made)


def _view(actor: Actor) -> ActorView:
    days = sorted(mention.published for mention in actor.mentions if mention.published and (mention.claims or mention.carried))
    return ActorView(
        id=actor.id,
        kind=actor.kind.value,
        name=actor.name,
        role=actor.role,
        organisation=actor.organisation,
        country=actor.country,
        names=actor.names,
        claims=actor.claims,
        carried=actor.carried,
        documents=len(actor.documents),
        outlets=actor.outlets,
        first=days[0] if days else None,
        last=days[-1] if days else None,
        merges=len(actor.merges),
        entity=actor.chosen,
    )


def _detail(actor: Actor, known: _Known) -> ActorDetail:
    seen = {mention.key: _mention(mention, known) for mention in actor.mentions}
    keys = seen.keys()
    return ActorDetail(
        actor=_view(actor),
        roles=actor.roles,
        organisations=actor.organisations,
        countries=actor.countries,
        mentions=tuple(seen.values()),
        merges=tuple(
            MergeView(left=seen[row.left], right=seen[row.right], score=row.score, reason=row.reason, evidence=row.evidence, judgement=row.judgement) for row in actor.merges
        ),
        rivals=actor.rivals,
        candidates=actor.candidates,
        judgements=tuple(_judged(made) for made in known.judgements if keys & set(made.left) or keys & set(made.right)),
    )


def _mention(mention: ActorMention, known: _Known) -> MentionView:
    return MentionView(
        key=mention.key,
        written=written_name(mention),
        role=mention.role,
        organisation=mention.organisation,
        country=mention.country,
        document=mention.document,
        external_id=known.external.get(mention.document),
        outlet=mention.outlet,
        published=mention.published,
        claims=mention.claims,
        carried=mention.carried,
    )
