"""Actors across documents: which mentions are one person or one body, why, and what persons' judgements change about it."""

from __future__ import annotations

import json
import random as chance
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sayso
from sayso.desk.actors import ActorDesk
from sayso.model.actor import Actor, ActorMention, KnownEntity, Office, Surroundings, mention_of
from sayso.model.actor import ActorKind as Kind
from sayso.model.claim import SourceKind
from sayso.model.errors import NotFound, RunAbort, UserError
from sayso.model.judgement import Judgement, Verdict
from sayso.model.reading import Reading
from sayso.settings import Settings
from sayso.synthesis.actors import resolve_actors
from sayso.synthesis.canonical import canonical_sources
from sayso.synthesis.named import Report, named_only
from sayso.synthesis.stories import same_stories
from sayso.vocabulary.loader import read_table
from sayso.vocabulary.name_parts import NameParts, person_key, person_queries
from tests.conftest import EXAMPLES

Cells = tuple[str | None, ...]


def person(document: str, name: str, role: str | None = None, body: str | None = None, country: str | None = None) -> ActorMention:
    """A named person who makes one claim in a report."""
    return counted(mention_of((document, "2024-10-23", f"Outlet of {document}"), SourceKind.NAMED, (name, role, body, country), None))


def body(document: str, name: str, country: str | None = None) -> ActorMention:
    """A body that makes one claim in a report."""
    return counted(mention_of((document, "2024-10-23", f"Outlet of {document}"), SourceKind.ORGANISATION, (None, None, name, country), None))


def nameless(document: str, words: str, role: str | None = None, organisation: str | None = None, country: str | None = None) -> ActorMention:
    """A nameless voice that makes one claim in a report."""
    return counted(mention_of((document, "2024-10-23", f"Outlet of {document}"), SourceKind.ANONYMOUS, (None, role, organisation, country), words))


def counted(mention: ActorMention) -> ActorMention:
    """With one claim."""
    return replace(mention, claims=1)


def groups(*mentions: ActorMention, judgements: tuple[Judgement, ...] = (), around: Surroundings | None = None) -> set[frozenset[int]]:
    """Which of the mentions, by their place in the list, are one actor."""
    numbers = {mention.key: number for number, mention in enumerate(mentions)}
    return {frozenset(numbers[mention.key] for mention in actor.mentions) for actor in resolve_actors(mentions, judgements, around)}


TOGETHER = {frozenset({0, 1})}
APART = {frozenset({0}), frozenset({1})}


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (("Kim Jong Un", None, None, "KP"), ("Kim Jong-un", None, None, "KP")),
        (("Volodymyr Zelensky", "President", None, "UA"), ("Volodymyr Zelenskyy", "president", None, None)),
        (("Cho Tae-yong", "Director", "National Intelligence Service", "KR"), ("Cho Tae Yong", None, None, "KR")),
        (("Néstor Cabañas", None, None, None), ("Nestor Cabanas", None, None, None)),
        (("Kovács Dávid", None, None, "HU"), ("Dávid Kovács", None, None, None)),
        (("Ana Maria Pires", "spokeswoman", None, "PT"), ("Ana Pires", "spokesperson", None, None)),
        (("E. Toktosunov", "minister", None, "KG"), ("Emil Toktosunov", "minister", None, "KG")),
        (("Mohammed Haddad", None, None, "JO"), ("Muhammad Haddad", None, None, "JO")),
        (("Mahmoud al-Sufi", "health minister", None, "SY"), ("Mahmoud al-Souri", "health minister", None, "SY")),
        (("Ocampos", None, None, None), ("Carmen Ocampos Duarte", "prosecutor", None, "PY")),
        (("Brahim", "minister", None, None), ("Mohamed Lemine Ould Brahim", "defence minister", None, None)),
    ],
)
def test_one_person_in_two_reports_of_a_story(one: Cells, two: Cells) -> None:
    assert groups(person("d1", *one), person("d2", *two)) == TOGETHER


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (("Mahmoud al-Sufi", None, None, None), ("Mahmoud al-Souri", None, None, None)),
        (("Mahmoud al-Sufi", "health minister", None, "SY"), ("Mahmoud al-Souri", "football coach", None, "SY")),
        (("Ana Pires", None, None, "PT"), ("Rui Pires", None, None, "PT")),
        (("Anna Petrova", None, None, "RU"), ("Anna Petrov", None, None, "RU")),
        (("Kim Sung-ho", "officer", None, "KR"), ("Kim Sung-ho", "officer", None, "KP")),
        (("Kim Jong Un", None, None, "KP"), ("Kim Jong Il", None, None, "KP")),
        (("Cho", None, None, "US"), ("Cho Tae-yong", None, None, "KR")),
    ],
)
def test_two_persons_with_names_alike(one: Cells, two: Cells) -> None:
    assert groups(person("d1", *one), person("d2", *two)) == APART


def test_a_bare_name_that_two_could_bear_stays_open_and_shows_both() -> None:
    mentions = [person("d1", "Kerekes"), person("d2", "Bálint Kerekes"), person("d3", "Judit Kerekes")]
    assert groups(*mentions) == {frozenset({0}), frozenset({1}), frozenset({2})}
    bare = next(actor for actor in resolve_actors(mentions) if actor.name == "Kerekes")
    assert [rival.label for rival in bare.rivals] == ["Bálint Kerekes", "Judit Kerekes"]
    assert all("several fit" in rival.reason for rival in bare.rivals)


def test_of_two_that_bear_the_name_the_one_of_the_same_body_is_meant() -> None:
    spy, sailor = person("d2", "Cho Tae-yong", "Director", "National Intelligence Service", "KR"), person("d3", "Cho Min-ji", "captain", "Kesh Harbour Commission", "KR")
    assert groups(person("d1", "Cho", "director", "National Intelligence Service", "KR"), spy, sailor) == {frozenset({0, 1}), frozenset({2})}


def test_a_chain_never_ties_two_that_contradict() -> None:
    assert groups(person("d1", "Ana Pires"), person("d2", "A. Pires"), person("d3", "Artur Pires")) == {frozenset({0}), frozenset({1}), frozenset({2})}


def test_two_short_forms_of_one_longer_name_are_one() -> None:
    assert groups(person("d1", "Rosa Elvira Quishpe"), person("d2", "Rosa Elvira Quishpe Tixi"), person("d3", "Quishpe Tixi")) == {frozenset({0, 1, 2})}


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (("NIS", None), ("National Intelligence Service", "KR")),
        (("BRC", None), ("Brodno Relief Council", None)),
        (("Courier", None), ("Anacostia Courier", None)),
        (("South Korea’s Navy", None), ("the Navy", "KR")),
        (("Interior Ministry", "EE"), ("Ministry of the Interior", "EE")),
        (("Defence Ministry", None), ("Ministry of Defence of Estonia", "EE")),
        (("The Kesh Harbour Commission", None), ("Kesh Harbour Commission", None)),
    ],
)
def test_one_body_under_two_names(one: Cells, two: Cells) -> None:
    assert groups(body("d1", *one), body("d2", *two)) == TOGETHER


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (("the Navy", "KR"), ("the Navy", "US")),
        (("Orrin Foods", None), ("Orrin Foods Australia", None)),
        (("Budapest", "HU"), ("Budapest Stock Exchange", "HU")),
        (("Ministry of Defence", None), ("Ministry of Finance", None)),
    ],
)
def test_two_bodies_with_names_alike(one: Cells, two: Cells) -> None:
    assert groups(body("d1", *one), body("d2", *two)) == APART


def test_a_ministry_without_a_country_stays_open_where_two_countries_have_one() -> None:
    assert groups(body("d1", "Defence Ministry"), body("d2", "Ministry of Defence of Estonia"), body("d3", "Ministry of Defence of Latvia")) == {
        frozenset({0}),
        frozenset({1}),
        frozenset({2}),
    }


def test_nameless_voices_of_two_reports_are_never_one() -> None:
    assert groups(nameless("d1", "officials", "officials", "officials", "KR"), nameless("d2", "officials", "officials", "officials", "KR")) == APART
    assert groups(nameless("d1", "an army spokesman", "spokesman", "Army", "KE"), person("d2", "Joseph Otieno", "spokesman", "Kenya Army", "KE")) == APART


def test_the_holder_of_an_office_that_one_person_holds_is_found_in_another_report() -> None:
    director = nameless("d1", "the director of Ajdabiya Central Hospital", "director of Ajdabiya Central Hospital", "Ajdabiya Central Hospital")
    assert groups(director, person("d2", "Salma Bouzreda", "director", "Ajdabiya Central Hospital")) == TOGETHER
    deputy = nameless("d1", "a deputy director of Ajdabiya Central Hospital", "deputy director", "Ajdabiya Central Hospital")
    assert groups(deputy, person("d2", "Salma Bouzreda", "director", "Ajdabiya Central Hospital")) == APART


def test_a_bare_office_is_the_one_holder_in_the_story() -> None:
    governor = nameless("d1", "the governor", "governor", "governor")
    assert groups(governor, person("d2", "Adnan Shuwaili", "Governor")) == TOGETHER
    assert groups(governor, person("d2", "Adnan Shuwaili", "Governor"), person("d3", "Rui Pires", "Governor")) == {frozenset({0}), frozenset({1}), frozenset({2})}
    assert groups(nameless("d1", "a governor", "governor", "governor"), person("d2", "Adnan Shuwaili", "Governor")) == APART


def test_names_alone_make_no_two_persons_of_different_stories_one() -> None:
    apart = Surroundings(stories={})
    assert groups(person("d1", "Ana Pires"), person("d2", "Ana Pires"), around=apart) == APART
    assert groups(person("d1", "Ana Pires", None, "Kesh Port"), person("d2", "Ana Pires", None, "Kesh Port"), around=apart) == TOGETHER
    assert groups(person("d1", "Pires"), person("d2", "Ana Pires"), around=apart) == APART


def test_every_merge_says_why() -> None:
    (actor,) = resolve_actors([person("d1", "Cho Tae Yong", None, None, "KR"), person("d2", "Cho Tae-yong", "Director", "National Intelligence Service", "KR")])
    (merge,) = actor.merges
    assert (merge.reason, merge.evidence, merge.judgement) == ("the same name", ("the same country, KR", "in reports of the same story"), None)
    assert merge.score == 0.95
    assert (actor.name, actor.role, actor.organisation, actor.country, actor.claims) == ("Cho Tae Yong", "Director", "National Intelligence Service", "KR", 2)


def judged(verdict: Verdict, left: ActorMention | str, right: ActorMention | str, at: str = "2024-11-01T09:00:00+00:00", **more: str) -> Judgement:
    sides = [(side,) if isinstance(side, str) else (side.key,) for side in (left, right)]
    return Judgement(verdict=verdict, left=sides[0], right=sides[1], labels=("one", "two"), why="I know them", by="Ana", at=at, **more)


def test_a_persons_judgement_wins_over_rules_and_withdrawing_it_undoes_it() -> None:
    one, two = person("d1", "Ana Pires", None, "Kesh Port"), person("d2", "Ana Pires", None, "Kesh Port")
    assert groups(one, two, judgements=(judged(Verdict.OTHER, one, two),)) == APART
    assert groups(one, two, judgements=(judged(Verdict.OTHER, one, two, withdrawn_at="2024-11-02T09:00:00+00:00", withdrawn_by="Rui"),)) == TOGETHER
    rui = person("d2", "Rui Pires")
    assert groups(one, rui, judgements=(judged(Verdict.SAME, one, rui),)) == TOGETHER
    later = judged(Verdict.OTHER, one, rui, "2024-11-03T09:00:00+00:00")
    assert groups(one, rui, judgements=(judged(Verdict.SAME, one, rui), later)) == APART


def test_what_a_person_holds_apart_no_third_mention_ties() -> None:
    one, two, third = person("d1", "Ana Pires", None, "Kesh Port"), person("d2", "Ana Pires", None, "Kesh Port"), person("d3", "Ana Pires", None, "Kesh Port")
    found = groups(one, two, third, judgements=(judged(Verdict.OTHER, one, two),))
    assert not any({0, 1} <= group for group in found)
    assert len(found) == 2


def test_known_entities_are_candidates_with_the_office_of_the_day() -> None:
    office = Office(role="Harbour Master", organisation="Kesh Port", country="PT", start="2024-01", end="2024-12-31")
    right = KnownEntity(id="q-1", dataset="sample", kind=Kind.PERSON, name="Ana Pires", countries=("PT",), offices=(office,))
    wrong = KnownEntity(id="q-2", dataset="sample", kind=Kind.PERSON, name="Ana Pires", countries=("BR",))
    around = Surroundings(entities={person_key("Ana Pires"): (right, wrong)})
    mention = person("d1", "Ana Pires", "harbour master", "Kesh Port", "PT")
    (actor,) = resolve_actors([mention], (), around)
    assert actor.chosen is not None
    assert (actor.chosen.id, actor.chosen.office, [candidate.id for candidate in actor.candidates]) == ("q-1", office, ["q-1", "q-2"])
    (judged_actor,) = resolve_actors([mention], [judged(Verdict.OTHER, mention, "q-1")], around)
    assert judged_actor.chosen is None


NAMES = ["Ana Pires", "A. Pires", "Pires", "Rui Pires", "Ana Maria Pires", "Kim Jong-un", "Kim Jong Un", "Kim", "Mahmoud al-Sufi", "Mahmoud al-Souri"]
BODIES = ["Kesh Port", "Navy", "Interior Ministry", "KP", "National Intelligence Service"]
some_person = st.builds(
    person,
    st.sampled_from(["d1", "d2", "d3", "d4"]),
    st.sampled_from(NAMES),
    st.sampled_from([None, "minister", "harbour master", "spokeswoman"]),
    st.sampled_from([None, *BODIES]),
    st.sampled_from([None, "PT", "KP", "KR"]),
)
some_body = st.builds(body, st.sampled_from(["d1", "d2", "d3"]), st.sampled_from(BODIES), st.sampled_from([None, "PT", "KR"]))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(some_person, some_body), max_size=12, unique_by=lambda mention: mention.key), st.randoms(use_true_random=False))
def test_the_order_of_reading_changes_nothing(mentions: list[ActorMention], random: chance.Random) -> None:
    known = resolve_actors(mentions)
    shuffled = list(mentions)
    random.shuffle(shuffled)
    assert resolve_actors(shuffled) == known
    assert sorted(mention.key for actor in known for mention in actor.mentions) == sorted(mention.key for mention in mentions)


@settings(max_examples=100, deadline=None)
@given(st.lists(some_person, min_size=2, max_size=10, unique_by=lambda mention: mention.key))
def test_no_actor_is_of_two_countries_unless_a_body_ties_them(mentions: list[ActorMention]) -> None:
    for actor in resolve_actors(mentions):
        if len(actor.countries) > 1:
            assert actor.organisations


def test_full_names_come_from_reports_that_only_mention_the_person() -> None:
    speaks = person("d1", "Ocampos")
    report = Report(document="d2", published="2024-10-24", outlet=None, text="A judge heard prosecutor Carmen Ocampos Duarte. Rui Pires was not there.")
    (found,) = named_only([report], [speaks], Surroundings())
    assert (found.name, found.claims, found.document) == ("Carmen Ocampos Duarte", 0, "d2")
    (actor,) = resolve_actors([speaks, found])
    assert (actor.name, actor.claims, actor.documents) == ("Carmen Ocampos Duarte", 1, ("d1",))


def test_an_acronym_takes_its_name_from_a_report_that_spells_it_out() -> None:
    speaks = body("d1", "BRC")
    report = Report(document="d2", published="2024-10-24", outlet=None, text="Lorries of the Brodno Relief Council (BRC) were turned back.")
    (found,) = named_only([report], [speaks], Surroundings())
    (actor,) = resolve_actors([speaks, found])
    assert (actor.names, actor.claims) == (("Brodno Relief Council (BRC)", "BRC"), 1)


def test_reports_of_one_story_share_names_and_days() -> None:
    one = Report(document="d1", published="2024-10-20", outlet=None, text="Minister Quishpe Tixi flew to Lago Agrio after the spill near Cuyabeno.")
    two = Report(document="d2", published="2024-10-23", outlet=None, text="In Lago Agrio, Quishpe Tixi met fishermen.")
    old = Report(document="d3", published="2021-10-23", outlet=None, text="In Lago Agrio, Quishpe Tixi met fishermen.")
    other = Report(document="d4", published="2024-10-23", outlet=None, text="In Narva the ferry Ostra Bay was late.")
    assert same_stories([one, two, old, other]) == {"d1": frozenset({"d2"}), "d2": frozenset({"d1"}), "d3": frozenset(), "d4": frozenset()}
    assert same_stories([other, two, old, one]) == same_stories([one, two, old, other])


def test_sources_take_their_names_from_other_reports(read_text: Callable[..., Reading]) -> None:
    first = read_text("Prosecutor Carmen Ocampos Duarte said the minister had lied.", outlet="The Example", published="2024-10-23")
    second = read_text("Ocampos said she would not drop the case.", outlet="Another", published="2024-10-24")
    names = canonical_sources([first, second])
    (claim,) = second.claims
    assert names[claim.id, len(claim.chain) - 1, 0].name == "Carmen Ocampos Duarte"
    assert canonical_sources([second, first]) == names


def test_a_name_is_looked_up_in_every_order() -> None:
    assert person_key("Orbán Viktor") in person_queries("Viktor Orban")
    assert person_key("Rui Pires") not in person_queries("Ana Pires")


def test_a_broken_table_of_names_is_named_with_field_and_reason() -> None:
    with pytest.raises(RunAbort, match=r"vocabulary/name_parts.yaml: .*suffixes"):
        read_table("name_parts.yaml", NameParts, b"letters: {}\nspellings: []\nvariants: []\nsuffixes: 3")


@pytest.fixture
def desk(tmp_path: Path) -> ActorDesk:
    """The actors of a ledger with story V, read by rules."""
    ledger = tmp_path / "v.db"
    sayso.open(ledger, extractor="rules").read(EXAMPLES / "V.jsonl")
    return ActorDesk(Settings(ledger=str(ledger)))


def test_the_desk_counts_merges_and_takes_judgements_back(desk: ActorDesk) -> None:
    kirby = desk.show("Kirby")
    assert (kirby.actor.name, kirby.actor.country, kirby.actor.documents) == ("John Kirby", "US", 3)
    assert {mention.external_id for mention in kirby.mentions} == {"V05", "V06", "V09"}
    made = desk.apart("John Kirby@V05", "John Kirby@V09", "two men", by="Ana")
    assert len(desk.list("John Kirby")) == 2
    taken = desk.withdraw(made.id[:8], by="Rui")
    assert (taken.holds, taken.judgement.withdrawn_by) == (False, "Rui")
    assert desk.show("Kirby").actor == kirby.actor
    assert [view.id for view in desk.judgements()] == [made.id]
    with pytest.raises(UserError, match="was withdrawn on"):
        desk.withdraw(made.id)


def test_the_desk_merges_what_no_rule_would(desk: ActorDesk) -> None:
    before = [desk.show(name).actor.claims for name in ("Mark Rutte", "Lloyd Austin")]
    made = desk.merge("Mark Rutte", "Lloyd Austin", "to see what happens")
    both = desk.show("Mark Rutte")
    assert both.actor.id == desk.show("Lloyd Austin").actor.id
    assert (both.actor.claims, made.id in {merge.judgement for merge in both.merges}) == (sum(before), True)


@pytest.mark.parametrize(
    ("one", "two", "why", "message"),
    [
        ("Kirby", "Nobody Atall", "x", "knows no actor Nobody Atall"),
        ("John Kirby", "John Kirby", "x", "are the same mentions"),
        ("John Kirby", "Mark Rutte", " ", "needs a reason"),
        ("e", "Mark Rutte", "x", "actors fit e; give an id"),
    ],
)
def test_a_judgement_that_cannot_be_made_says_why(desk: ActorDesk, one: str, two: str, why: str, message: str) -> None:
    with pytest.raises(UserError, match=message):
        desk.merge(one, two, why)
    assert desk.judgements() == []


def test_an_unknown_judgement_is_named(desk: ActorDesk) -> None:
    with pytest.raises(NotFound, match="holds no judgement j-123"):
        desk.withdraw("j-123")


def test_the_verbs_of_the_command_line(desk: ActorDesk, run: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    ledger = desk._settings.ledger
    listed = json.loads(run("actors", "--json", "--ledger", ledger).stdout)
    assert {actor["name"] for actor in listed} >= {"John Kirby", "Mark Rutte", "National Intelligence Service"}
    assert listed == sorted(listed, key=lambda actor: -actor["claims"])
    assert "V05: John Kirby, Strategic Communications Coordinator" in run("actors", "Kirby", "--ledger", ledger).stdout
    made = run("actors", "apart", "John Kirby@V05", "John Kirby@V09", "--why", "two men", "--by", "Ana", "--ledger", ledger).stdout
    assert "John Kirby@V05 is not John Kirby@V09: two men (Ana," in made
    assert "withdrawn on" in run("actors", "withdraw", made.split(":")[0], "--by", "Rui", "--ledger", ledger).stdout
    missing = run("actors", "Nobody", "--ledger", ledger)
    assert (missing.returncode, missing.stderr) == (2, "sayso: the ledger knows no actor Nobody; list them with: sayso actors\n")


def test_actors_have_one_id_however_many_reports_follow() -> None:
    first, second = person("d1", "Ana Pires", None, "Kesh Port"), person("d2", "Ana Pires", None, "Kesh Port")
    ids: list[Actor] = [resolve_actors(mentions)[0] for mentions in ([first], [first, second])]
    assert ids[0].id == ids[1].id
