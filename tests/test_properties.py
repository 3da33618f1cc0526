"""Laws that hold for any text: spans survive cleaning, quotations never leave their paragraph, ids follow from content."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.documents.build import DocumentBuilder, Limits
from sayso.documents.clean import align, clean
from sayso.documents.layout import find_paragraphs
from sayso.language.quotations import find_quotations
from sayso.language.sentences import forced_starts
from sayso.model.document import RawItem
from sayso.model.errors import ItemError
from sayso.model.span import Span

ODD = st.text(alphabet="ab. ,“”\"‘’'\n\r\u00a0\u200b\u00ad—-OSLO", max_size=200)


@given(ODD)
def test_cleaning_keeps_every_character_it_maps(raw: str) -> None:
    text, offsets = clean(raw)
    for clean_at, raw_at, length in offsets.segments:
        assert text[clean_at : clean_at + length].replace(" ", "\u00a0") == raw[raw_at : raw_at + length].replace(" ", "\u00a0")
    assert "\r" not in text
    assert "\u200b" not in text
    assert clean(text)[0] == text


@given(ODD)
def test_a_span_of_letters_leads_back_to_the_same_letters(raw: str) -> None:
    text, offsets = clean(raw)
    for at, letter in enumerate(text):
        if letter.isalpha():
            span = offsets.raw_span(Span(at, at + 1))
            assert span is not None
            assert span.of(raw) == letter


@given(st.text(alphabet="ab <>&", max_size=60), st.text(alphabet="ab <>&", max_size=120))
def test_alignment_maps_words_to_the_same_words(text: str, page: str) -> None:
    for clean_at, raw_at, length in align(text, page).segments:
        assert text[clean_at : clean_at + length] == page[raw_at : raw_at + length]


@given(ODD)
def test_paragraphs_are_in_order_and_hold_all_letters(text: str) -> None:
    paragraphs = find_paragraphs(text)
    assert all(one.end <= other.start for one, other in pairwise(paragraphs))
    assert all(not span.of(text)[0].isspace() and not span.of(text)[-1].isspace() for span in paragraphs)


@given(ODD)
def test_a_quotation_never_leaves_its_paragraph(text: str) -> None:
    paragraphs = find_paragraphs(text)
    quotations = find_quotations(text, paragraphs)
    for number, quotation in enumerate(quotations):
        assert quotation.outer.covers(quotation.inner)
        assert any(paragraph.covers(quotation.outer) for paragraph in paragraphs)
        assert quotation.follows is None or quotation.follows < number
    assert all(not one.outer.overlaps(other.outer) for one, other in pairwise(quotations))


@given(st.lists(st.sampled_from(['"', "“", "”", ".", "?", "said", "He", "it", ","]), max_size=30))
def test_forced_starts_are_token_numbers(words: list[str]) -> None:
    assert all(0 < at < len(words) for at in forced_starts(words))


@settings(max_examples=200)
@given(st.binary(max_size=300))
def test_any_bytes_become_a_document_or_a_refusal(data: bytes) -> None:
    builder = DocumentBuilder(Limits(characters=1000, html_seconds=5))
    try:
        document, _ = builder.build(RawItem(location="x", media_type="text/plain", data=data))
    except ItemError as fault:
        refusal: str | None = fault.code
    else:
        refusal = None
    if refusal is not None:
        assert refusal in {"empty", "binary", "encoding", "too-long"}
        return
    again, _ = builder.build(RawItem(location="elsewhere", media_type="text/plain", data=data))
    assert document.id == again.id
    assert document.text.strip()
