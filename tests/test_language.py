"""English or not, and which language else: own sentences in thirty languages, own headlines in twenty, mixed and short texts, all own reports."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.documents.build import DocumentBuilder, Limits
from sayso.documents.language import detect, unread
from sayso.model.document import RawItem
from tests.conftest import ROOT
from tests.headline_samples import HEADLINES, SECOND_LOOK
from tests.language_samples import SAMPLES

ENGLISH = " ".join(SAMPLES["en"])
GERMAN = " ".join(SAMPLES["de"])
NEAR = {"da": {"da", "no"}, "id": {"id", "ms"}, "cs": {"cs", "sk", "hr"}}  # one sentence cannot always part them


@pytest.mark.parametrize("code", SAMPLES)
def test_a_report_of_a_few_sentences_shows_its_language(code: str) -> None:
    found = detect(" ".join(SAMPLES[code]))
    assert found.code == code
    assert found.confidence > 0.5


@pytest.mark.parametrize("code", SAMPLES)
def test_even_one_sentence_shows_whether_it_is_english(code: str) -> None:
    for sentence in SAMPLES[code]:
        assert detect(sentence).code in NEAR.get(code, {code}), sentence


def test_every_own_report_is_english() -> None:
    files = sorted([*(ROOT / "corpus").glob("???.jsonl"), *(ROOT / "examples").glob("?.jsonl")])
    texts = [json.loads(line)["text"] for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    assert len(texts) > 300
    assert [text[:60] for text in texts if not detect(text).is_english or detect(text).confidence < 0.8] == []


@pytest.mark.parametrize(
    "headline", ["Blast rocks harbour, police say", "Oslo", "Kim Jong Un inspects Sinpo shipyard", "3,000", "Szijjártó, Tusk and Iohannis meet in Cluj-Napoca"]
)
def test_what_shows_hardly_anything_counts_as_english_and_says_how_unsure_that_is(headline: str) -> None:
    assert detect(headline).is_english


@pytest.mark.parametrize(("headlines", "most"), [(HEADLINES, 1), (SECOND_LOOK, 4)])
def test_few_foreign_headlines_pass_for_english(headlines: dict[str, list[str]], most: int) -> None:
    passing = [line for code, lines in headlines.items() if code != "en" for line in lines if detect(line).is_english]
    assert len(headlines) == 21
    assert len(passing) <= most, passing


def test_no_english_headline_is_taken_for_foreign() -> None:
    files = sorted([*(ROOT / "corpus").glob("???.jsonl"), *(ROOT / "examples").glob("?.jsonl")])
    titles = {json.loads(line).get("title", "") for file in files for line in file.read_text(encoding="utf-8").splitlines()}
    assert len(titles) > 300
    assert [line for line in (*titles, *HEADLINES["en"], *SECOND_LOOK["en"]) if not detect(line).is_english] == []


def test_a_language_that_cannot_be_named_is_still_not_english() -> None:
    builder = DocumentBuilder(Limits(characters=10_000, html_seconds=20))
    document, _ = builder.build(RawItem(location="kop.txt", media_type="text/plain", data=b"Ribuan rumah tanpa listrik"))
    refusal = unread(document)
    assert refusal is not None
    assert "the text is in a language that is not known (und" in refusal.detail


def test_of_a_mixed_text_english_needs_half() -> None:
    assert detect(f"{ENGLISH}\n{GERMAN}\n{ENGLISH}").code == "en"
    assert detect(f"{ENGLISH}\n{GERMAN}\n{GERMAN}\n{GERMAN}").code == "de"
    mixed = detect(f"{ENGLISH}\n{GERMAN}\n{ENGLISH}")
    assert 0.4 < mixed.english < 0.9
    assert mixed.confidence < detect(ENGLISH).confidence


def test_a_foreign_quotation_does_not_make_a_report_foreign() -> None:
    text = f"The minister said: “{SAMPLES['ru'][0]}” {ENGLISH}"
    assert detect(text).code == "en"


def test_a_long_report_is_judged_by_its_middle_and_end_too() -> None:
    assert detect(f"{ENGLISH} " + f"{GERMAN} " * 200).code == "de"


def test_what_is_not_english_is_kept_and_says_why_it_is_not_analysed() -> None:
    builder = DocumentBuilder(Limits(characters=10_000, html_seconds=20))
    document, _ = builder.build(RawItem(location="bericht.txt", media_type="text/plain", data=GERMAN.encode()))
    refusal = unread(document)
    assert refusal is not None
    assert (refusal.code, refusal.document_id) == ("not-english", document.id)
    assert "the text is in German (de, sure to 0.9" in refusal.detail
    english, _ = builder.build(RawItem(location="report.txt", media_type="text/plain", data=ENGLISH.encode()))
    assert unread(english) is None


@given(st.text(max_size=400))
def test_any_text_has_a_language_and_always_the_same(text: str) -> None:
    found = detect(text)
    assert len(found.code) == 2 or found.code == "und"
    assert 0 <= found.english <= 1
    assert 0.3 <= found.confidence <= 0.99
    assert detect(text) == found
