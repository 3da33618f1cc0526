"""Which further origins count, and who is meant where the cells of a voice, or the words around a name, do not say so outright."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from sayso.model.weighing import Amount, Statement, Voice
from sayso.synthesis.origins.mending import mended
from sayso.synthesis.origins.nearness import nearness
from tests.test_origins import body, nameless, person, report, said, voice, weighed

SINKING = "The ferry Arlette sank off Keshim in the night to Friday"
FOURTH = "The night ferry Arlette sank near Keshim early on Friday"
PRICES = "Tickets for the summer season will cost a tenth more"


def sinking(last: str) -> tuple[list[Statement], Statement]:
    """Three bodies that say how the ferry sank, and a fourth that says ``last``; with the reports' texts in the statements."""
    names = ("Estonian Navy", "Corvane Shipping", "Red Crescent")
    told = report(
        "a", "The Star", " ".join(f"{SINKING}, {words}, {name} said." for words, name in zip(("as radar showed", "with all its cars", "at high sea"), names, strict=True))
    )
    group = [said(told, f"{SINKING}, {words}", body(name)) for words, name in zip(("as radar showed", "with all its cars", "at high sea"), names, strict=True)]
    other = report("b", "The Harbour Post", f"{last}, the Keshim Chamber of Trade said.")
    return group, said(other, last, body("Keshim Chamber of Trade"))


@pytest.mark.parametrize(("last", "counts"), [(FOURTH, True), (PRICES, False)])
def test_beside_two_origins_a_further_one_counts_only_if_it_speaks_of_the_same(last: str, *, counts: bool) -> None:
    group, further = sinking(last)
    reports = (report("a", "The Star", _text(group)), report("b", "The Harbour Post", f"{last}, the Keshim Chamber of Trade said."))
    found = weighed(*group, further, reports=reports)
    assert all(found[one.id].adds for one in group)
    assert found[further.id].adds is counts
    if not counts:
        assert found[further.id].reason == "beside the others it speaks of something near the matter"


def _text(group: list[Statement]) -> str:
    names = ("Estonian Navy", "Corvane Shipping", "Red Crescent")
    return " ".join(f"{one.content}, {name} said." for one, name in zip(group, names, strict=True))


def test_another_figure_for_the_same_count_stays_however_far_its_words() -> None:
    group, _ = sinking(PRICES)
    drowned = [_counting(one, 40) for one in group]
    told = report("a", "The Star", _text(group))
    other = report("b", "The Harbour Post", f"{PRICES}, the Keshim Chamber of Trade said.")
    further = said(other, PRICES, body("Keshim Chamber of Trade"))
    for figure, stays in ((40, False), (31, True)):
        found = weighed(*drowned, _counting(further, figure), reports=(told, other))
        assert found[further.id].adds is stays


def _counting(one: Statement, figure: int) -> Statement:
    amount = Amount(minimum=figure, maximum=figure, modifier="exact", unit=None, counted="passengers", sort="killed", scope="total", whole=None, words=str(figure))
    return replace(one, amount=amount)


def test_of_two_origins_the_second_counts_whatever_it_speaks_of() -> None:
    told = report("a", "The Star", f"{SINKING}, the Estonian navy said. {PRICES}, Corvane Shipping said.")
    one, two = said(told, SINKING, body("Estonian Navy", "EE")), said(told, PRICES, body("Corvane Shipping"))
    found = weighed(one, two, reports=(told,))
    assert found[one.id].adds
    assert found[two.id].adds


def test_nearness_is_the_same_in_any_order_and_ranks_what_is_said_alike_first() -> None:
    group, further = sinking(PRICES)
    every = [*group, further]
    texts = {"a": report("a", "The Star", _text(group)), "b": report("b", "The Harbour Post", f"{PRICES}, the Keshim Chamber of Trade said.")}
    straight = nearness(every, texts)
    assert nearness(random.Random(3).sample(every, len(every)), texts) == straight
    assert min(straight, key=lambda key: straight[key]) == further.id


@pytest.mark.parametrize("name", ["its", "Q", "both navies", "of the", "CHAIR:"])
def test_what_only_points_or_labels_is_no_body(name: str) -> None:
    found = mended(voice("organisation", "they", organisation=name))
    assert (found.kind, found.organisation) == ("anonymous", None)


@pytest.mark.parametrize("name", ["Arlette Lines", "Estonian Navy", "the harbour board"])
def test_what_names_a_body_stays(name: str) -> None:
    given = voice("organisation", name, organisation=name)
    assert mended(given) == given


def test_a_general_noun_is_the_body_where_its_cell_holds_an_article_only() -> None:
    found = mended(voice("anonymous", "the water committee", organisation="the"))
    assert (found.kind, found.organisation) == ("organisation", "water committee")


def test_an_answer_in_a_transcript_has_no_body_called_by_its_letter() -> None:
    told = report("a", "The Star", f"Q: Did it sink? {SINKING}, is what we heard.")
    (found,) = weighed(said(told, SINKING, voice("anonymous", "Q", organisation="Q")), reports=(told,)).values()
    assert not found.origin.named


def test_a_nameless_one_whose_words_give_a_full_name_is_that_person() -> None:
    told = report("a", "The Star", f"{SINKING}, the pilot, Ana Maria Pires, said. The ferry went down by the stern with its lights on, Pires told us later.")
    one = said(told, SINKING, nameless("the pilot, Ana Maria Pires", "pilot"))
    two = said(told, "The ferry went down by the stern with its lights on", person("Ana Maria Pires"))
    found = weighed(one, two, reports=(told,))
    assert {found[one.id].origin.key, found[two.id].origin.key} == {"person:ana maria pires"}


@pytest.mark.parametrize("words", ["lawyers of Ana Maria Pires", "a friend who knows Ana Maria Pires", "the villagers"])
def test_whoever_only_speaks_of_a_person_stays_nameless(words: str) -> None:
    given = nameless(words)
    assert mended(given) == given


def opened(post: str, told: str, *others: Voice) -> str:
    """The origin's key of Ana Pires, who is ``post`` in this text."""
    text = report("a", "The Star", f"{told} {SINKING}, she said.")
    group = [said(text, SINKING, person("Ana Pires", post)), *(said(text, text.text.split(". ")[0], other) for other in others)]
    return weighed(*group, reports=(text,))[group[0].id].origin.key


def test_its_head_is_of_the_body_spoken_of_before_outside_quotation_marks() -> None:
    told = "The Keshim Harbour Union has left the talks. “We trust the Corvane Board no more,” its head, Ana Pires, said by telephone."
    assert opened("its head", told) == "body:keshim harbour union"


def test_the_unions_head_is_of_the_union_though_another_body_is_nearer() -> None:
    told = "The Keshim Harbour Union has left the talks with Corvane Shipping. Ana Pires, the union's head, said so by telephone."
    assert opened("union's head", told) == "body:keshim harbour union"


def test_the_minister_without_a_name_speaks_for_the_government() -> None:
    told = report("a", "The Star", f"The Estonian parliament met on Friday. {SINKING}, the minister said. A minister of old called it a pity that nobody was warned.")
    one = said(told, SINKING, nameless("the minister", "minister"))
    two = said(told, "it a pity that nobody was warned", nameless("A minister of old", "minister"))
    found = weighed(one, two, reports=(told,))
    assert found[one.id].origin.key == "gov:EE"
    assert not found[two.id].origin.named
