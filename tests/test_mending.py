"""What a reader sees at once and a parse does not: nobody is no source, a place is no speaker, one voice is one link, typographic apostrophes are apostrophes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sayso.claims.assemble import reading_of
from sayso.claims.finding import Finding, Labels
from sayso.claims.mending import mended
from sayso.compose import document_builder
from sayso.language.spacy_parser import readable
from sayso.model.claim import Certainty, Polarity, SpeechAct
from sayso.model.document import Document, RawItem
from sayso.model.reading import Reading
from sayso.model.span import Span
from sayso.model.tree import Tree
from sayso.pipeline import Pipeline
from sayso.settings import Settings

Read = Callable[..., Reading]


def parsed(pipeline: Pipeline, text: str) -> tuple[Document, Tree]:
    document, _ = document_builder(Settings()).build(RawItem(location="a test", media_type="text/plain", data=text.encode()))
    return document, next(iter(pipeline.trees([document])))


def span_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def finding(text: str, source: str, head: int, cue: str, content: str, rule: str = "network") -> Finding:
    labels = Labels(act=SpeechAct.ASSERT, certainty=Certainty.CERTAIN, polarity=Polarity.POSITIVE, confidence=0.9)
    said = span_of(text, content)
    return Finding(
        rule=rule,
        head=None,
        cue=span_of(text, cue),
        word=None,
        act=SpeechAct.ASSERT,
        contents=[said],
        source=head,
        source_span=span_of(text, source),
        parts={said: labels},
        extractor=rule,
    )


NOBODY = ["Nothing suggests that the two offices counted apart.", "Nobody said that the bridge was safe.", "No one claims that the pilot was asleep."]


@pytest.mark.parametrize("text", NOBODY)
def test_nobody_is_no_source_and_what_nobody_says_is_not_asserted(read_text: Read, text: str) -> None:
    (claim,) = read_text(text).claims
    assert (claim.speaker.span, claim.act.value, claim.certainty.value) == (None, SpeechAct.UNKNOWN, Certainty.UNKNOWN)


def test_the_speaker_behind_a_place_is_the_source(pipeline: Pipeline) -> None:
    text = "At the Dome Palace, Ilse Varga put the number at 300."
    _, tree = parsed(pipeline, text)
    place = next(at for at in range(len(tree.parse)) if tree.parse.words[at] == "Palace")
    found = mended(tree, finding(text, "the Dome Palace, Ilse Varga", place, "put", "the number at 300"))
    assert found.source_span is not None
    assert found.source_span.of(text) == "Ilse Varga"


def test_a_place_that_speaks_stays_the_source(pipeline: Pipeline) -> None:
    text = "According to the Dome Palace, 300 left."
    _, tree = parsed(pipeline, text)
    place = next(at for at in range(len(tree.parse)) if tree.parse.words[at] == "Palace")
    given = finding(text, "the Dome Palace", place, "According to", "300 left")
    assert mended(tree, given) == given


def test_who_reports_his_own_words_is_one_link_and_who_relays_another_two(read_text: Read) -> None:
    own = read_text("Petra Lind said that Petra Lind expected the ferry to sink.").claims
    other = read_text("Petra Lind said that Gus Hatcher expected the ferry to sink.").claims
    assert {len(claim.chain) for claim in own} == {2}
    assert [link.name for link in other[-1].chain[1:]] == ["Petra Lind", "Gus Hatcher"]


def test_one_content_under_one_cue_is_one_claim(pipeline: Pipeline) -> None:
    text = "The mayor reportedly hailed the accord with the northern clans."
    document, tree = parsed(pipeline, text)
    mayor = next(at for at in range(len(tree.parse)) if tree.parse.words[at] == "mayor")
    twice = [
        finding(text, "The mayor", mayor, "hailed", words, rule)
        for words, rule in (("the accord with the northern clans", "network"), ("accord with the northern clans", "adverb"))
    ]
    apart = [finding(text, "The mayor", mayor, "hailed", words, rule) for words, rule in (("the accord", "network"), ("the northern clans", "adverb"))]
    assert len(reading_of(document, tree, twice, 0.0).claims) == 1
    assert len(reading_of(document, tree, apart, 0.0).claims) == 2


@pytest.mark.parametrize("mark", ["'", "’"])
def test_negations_are_read_with_either_apostrophe(read_text: Read, mark: str) -> None:
    text = f"The minister said the patrol boats hadn{mark}t left port. “We didn{mark}t fire,” Colonel Okello said."
    reading = read_text(text)
    assert [claim.polarity.value for claim in reading.claims] == [Polarity.NEGATIVE, Polarity.NEGATIVE]
    assert reading.document.text == text


def test_only_apostrophes_within_words_are_made_plain() -> None:
    assert readable("O’Neill’s ‘crew’ didn’t\nsail in ’24") == "O'Neill's ‘crew’ didn't sail in ’24"


HEDGES = [
    ("The pilot said that three jets had landed in May.", None, "certain"),
    ("The pilot said that three jets may have landed.", "may have", "possible"),
    ("The pilot said that the might of the army was gone.", None, "certain"),
    ("The court deemed it unlikely that the deed had been forged.", "unlikely (20-45 %)", "probable"),
]


@pytest.mark.parametrize(("text", "estimate", "certainty"), HEDGES)
def test_a_month_is_no_doubt_and_a_judgement_is_one(read_text: Read, text: str, estimate: str | None, certainty: str) -> None:
    (claim,) = read_text(text).claims
    assert (claim.estimate.value, claim.certainty.value) == (estimate, Certainty(certainty))


def test_who_could_not_comment_doubts_nothing(read_text: Read) -> None:
    (claim,) = read_text("The broker said she could not comment on the sale.").claims
    assert (claim.act.value, claim.estimate.value) == (SpeechAct.DECLINE, None)


@pytest.mark.parametrize("end", ['."', '".'])
def test_a_quotation_mark_keeps_its_fellow(read_text: Read, end: str) -> None:
    text = f'The lawyer said the planes had carried "farm machines and nothing else{end}'
    (claim,) = read_text(text).claims
    words = claim.contents[0].of(text)
    assert words.startswith("the planes had carried")
    assert words.count('"') == 2
