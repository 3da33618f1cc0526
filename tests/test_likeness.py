"""Likeness of texts and of mentions of events, and the groups made by it, on an invented coast."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from sayso.documents.build import DocumentBuilder, Limits
from sayso.evaluation.grouping import whole
from sayso.model.document import RawItem
from sayso.model.span import Span
from sayso.pipeline import Pipeline
from sayso.synthesis.grouping.affairs import affairs
from sayso.synthesis.grouping.mentions import Mention, likenesses, read_mention
from sayso.synthesis.grouping.texts import directions, met, shared_stems

Reader = Callable[..., Mention]


@pytest.fixture(scope="module")
def read(pipeline: Pipeline) -> Reader:
    """The mention of these words in a sentence; where they stand apart, from the first to the last."""
    builder = DocumentBuilder(Limits(characters=1_000, html_seconds=5))

    def mention(sentence: str, words: str) -> Mention:
        document, _ = builder.build(RawItem(location="a test", media_type="text/plain", data=sentence.encode()))
        each = words.split()
        start = sentence.index(each[0])
        return read_mention(next(pipeline.trees([document])), Span(start, sentence.index(each[-1], start) + len(each[-1])), words)

    return mention


# Texts


@pytest.mark.parametrize("measure", [met, shared_stems, directions])
def test_likeness_is_the_same_from_both_sides_and_whatever_else_is_read(measure: Callable[[list[str]], np.ndarray]) -> None:
    texts = ["Harbour pilots of Tarn go on strike", "Pilots strike in Tarn over pay", "Onions dearer in Kesh", "", "of the"]
    table = measure(texts)
    assert np.allclose(table, table.T)
    assert table.min() >= 0.0
    assert table.max() <= 1.0 + 1e-6
    assert np.allclose(measure(texts[:2]), table[:2, :2])
    assert not table[3:].any()


def test_words_meet_where_stems_do_not() -> None:
    """Other words for the same deed bring two headlines nearer than a third one with as many shared stems."""
    first, told_again, other = "Court of Kesh jails harbour chief", "Kesh judges imprison chief of harbour", "Kesh brass band honours harbour chief"
    like = met([first, told_again, other])
    assert like[0, 1] > like[0, 2] + 0.05


# Affairs


def _blocks(*sizes: int, within: float, between: float) -> np.ndarray:
    home = np.repeat(np.arange(len(sizes)), sizes)
    return np.where(home[:, None] == home[None, :], within, between)


def test_two_affairs_of_one_sort_stay_two_where_a_loose_one_stays_whole() -> None:
    assert [len(group) for group in affairs(_blocks(6, 7, within=0.6, between=0.3))] == [6, 7]
    assert [len(group) for group in affairs(_blocks(6, 7, within=0.35, between=0.3))] == [13]


def test_small_groups_join_at_the_bound_alone() -> None:
    assert len(affairs(_blocks(2, 3, within=0.9, between=0.2))) == 1
    assert len(affairs(_blocks(2, 3, within=0.9, between=0.2), least=0.25)) == 2


def test_affairs_do_not_depend_on_the_order_of_the_texts() -> None:
    rng = np.random.default_rng(6)
    points = rng.random((30, 2)) * 3.0
    table = np.maximum(0.0, 1.0 - np.linalg.norm(points[:, None] - points[None, :], axis=2))
    plain = {frozenset(group) for group in affairs(table)}
    order = rng.permutation(30)
    assert {frozenset(int(order[at]) for at in group) for group in affairs(table[np.ix_(order, order)])} == plain
    assert 1 < len(plain) < 30
    assert affairs(np.zeros((0, 0))) == []


# Mentions


def test_other_words_for_one_kind_of_event_are_nearer_than_another_deed(read: Reader) -> None:
    nabbed = read("Coast guards nabbed two smugglers off Tarn on Monday.", "nabbed")
    seized = read("Two smugglers were apprehended off Tarn, the coast guard said.", "apprehended")
    praised = read("The coast guard praised two smugglers off Tarn.", "praised")
    table = likenesses([nabbed, seized, praised])
    assert table[0, 1] > table[0, 2] + 0.2


def test_who_did_it_to_whom_tells_two_of_one_word_apart(read: Reader) -> None:
    first = read("Rescuers of Kesh found the ferry Marula.", "found")
    again = read("The Marula was found by a rescuer.", "found")
    other = read("Divers found an old cannon.", "found")
    table = likenesses([first, again, other])
    assert table[0, 1] > table[0, 2]
    assert table[1, 0] == table[0, 1]


def test_a_noun_without_a_doer_has_that_of_the_verb_above(read: Reader) -> None:
    assert {"dock", "tarn"} <= read("Dockers of Tarn announced a strike over pay.", "strike").around.keys()
    assert "pay" in read("Dockers of Tarn announced a strike over pay.", "strike").around
    assert "bank" not in read("Dockers struck because the bank of Kesh froze their pay.", "struck").around


def test_words_that_stand_apart_are_one_mention(read: Reader) -> None:
    mention = read("The raid put the whole gang out of business.", "put out of business")
    assert {"gang", "raid"} <= mention.around.keys()
    assert "business" not in mention.around


def test_a_trigger_of_several_words_needs_all_of_them(read: Reader) -> None:
    shooting = ("ASSAULT", "shooting")
    assert shooting in read("A guard opened fire on the crowd.", "opened fire").kinds
    assert shooting not in read("The mayor opened a market.", "opened").kinds


# The yardstick


def test_headlines_of_one_rumour(pipeline: Pipeline) -> None:
    headlines = ["Ferry Marula sinks off Tarn after fire", "Fire sinks ferry Marula near Tarn", "Central bank of Lorne keeps interest rate"]
    rows = [{"id": f"h{at}", "kind": "headline", "text": text} for at, text in enumerate(headlines)]
    cluster = {row["id"]: row["cluster"] for row in whole([*rows, {"id": "b0", "kind": "body", "text": headlines[0]}], pipeline)}
    assert cluster["h0"] == cluster["h1"] != cluster["h2"]
    assert "b0" not in cluster


def test_mentions_of_one_event(pipeline: Pipeline) -> None:
    stories = {
        "d0": ["The ferry Marula sank off Tarn on Monday.", "A fire in the engine room spread before it went down."],
        "d1": ["Divers reached the ferry Marula, which sank on Monday.", "Fire broke out in its engine room off Tarn."],
        "d2": ["Savings banks of Lorne were closed after the koren sank against the dollar.", "The governor promised that deposits were safe."],
    }
    rows = [
        {"id": f"{doc}-{text.split()[0]}", "doc": doc, "text": text, "start": text.index(word), "end": text.index(word) + len(word), "mention": word}
        for doc, texts in stories.items()
        for text in texts
        for word in ("sank", "fire", "Fire", "deposits")
        if word in text
    ]
    cluster = {row["id"]: row["cluster"] for row in whole(rows, pipeline)}
    assert cluster["d0-The"] == cluster["d1-Divers"] != cluster["d2-Savings"]
    assert cluster["d0-A"] == cluster["d1-Fire"] != cluster["d0-The"]


def test_a_file_of_neither_gives_nothing(pipeline: Pipeline) -> None:
    assert list(whole([{"id": "b0", "kind": "body", "text": "A ferry sank."}], pipeline)) == []
