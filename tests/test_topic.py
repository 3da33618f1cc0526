"""The gate for volume: what touches a topic and what does not; what is wrong in a topic file is named by line and field."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.documents.topic import Topic
from sayso.model.document import Fact
from sayso.model.errors import UserError
from sayso.vocabulary.topics import topic_from

GRAIN = """name: Black Sea grain
any:
  words: [grain*, "black sea", "*silo*", "export control*"]
  actors: [Ukraine's Sea Ports Authority, Andriy Halko]
  places: [Chornomorsk, Łódź]
  countries: [UA, Turkey, Nauru]
"""
BOTH = """name: strikes on ports
all:
  - words: [port, ports, harbour*]
  - countries: [Ukraine]
none:
  words: [football]
languages: [en]
"""


def topic(text: str) -> Topic:
    return Topic(topic_from(text.encode(), "topic.yaml"))


TOUCHING = [
    ("Prices of GRAIN rose.", "GRAIN"),
    ("The grain-laden ship left.", "grain"),
    ("Grains were seized.", "Grains"),
    ("In the Black\nSea two ships met.", "Black Sea"),
    ("The missile silos were empty.", "silos"),
    ("New export controls apply.", "export controls"),
    ("Ukraine’s Sea Ports Authority said so.", "Ukraine’s Sea Ports Authority"),
    ("Mr Andriy Halko denied it.", "Andriy Halko"),
    ("A ship from Chornomorsk sank.", "Chornomorsk"),
    ("Mills in Łódź closed.", "Łódź"),
    ("The Ukrainian navy said so.", "Ukrainian"),
    ("Two Ukrainians were held.", "Ukrainians"),
    ("Kyiv said no.", "Kyiv"),
    ("Turkey mediates.", "Turkey"),
    ("Nauruan officials declined.", "Nauruan"),
]
NOT = ["They ate roast turkey.", "The engraining of habits.", "The sea is black.", "Halko, Andriy", "chornomorsk", "Prices of oil rose.", "", "Łódzki"]


@pytest.mark.parametrize(("text", "touched"), TOUCHING)
def test_what_touches_is_said_in_the_words_of_the_text(text: str, touched: str) -> None:
    gate = topic(GRAIN)
    assert gate.touches(text) == touched
    assert gate.may_touch(text.encode())


@pytest.mark.parametrize("text", NOT)
def test_other_texts_do_not_touch(text: str) -> None:
    assert topic(GRAIN).touches(text) is None


def test_a_quick_look_at_bytes_sorts_out_most() -> None:
    page = b"<html><body>Prices of oil rose, the minister said.</body></html>"
    assert not topic(GRAIN.replace(", Łódź", "")).may_touch(page)
    assert topic(GRAIN).may_touch(page), "Łódź has no two plain letters in a row to look for, and might be written in any charset"


def test_every_group_must_be_touched_and_nothing_excluded() -> None:
    gate = topic(BOTH)
    assert gate.touches("Ukraine says its ports were hit.") == "ports"
    assert gate.touches("Ukraine says its towns were hit.") is None
    assert gate.touches("Ports were hit.") is None
    assert gate.touches("Ukraine lost at football in the port of Odesa.") is None


def test_title_and_language_of_a_report_count() -> None:
    gate = topic(BOTH)
    title = Fact(value="Harbours of Ukraine hit", confidence=1.0, origin="a test")
    assert gate.touches("Two were hurt.", {"title": title}) == "Harbours"
    assert gate.touches("Two were hurt.", {"title": title, "language": Fact(value="en", confidence=0.9, origin="a test")}) == "Harbours"
    assert gate.touches("Two were hurt.", {"title": title, "language": Fact(value="de", confidence=0.9, origin="a test")}) is None


@given(st.text(max_size=60), st.sampled_from([text for text, _ in TOUCHING]), st.text(max_size=60))
def test_what_touches_still_touches_among_other_words_and_passes_the_quick_look(before: str, inside: str, after: str) -> None:
    gate = topic(GRAIN)
    text = f"{before} {inside} {after}"
    assert gate.touches(text) is not None
    assert gate.may_touch(text.encode("utf-8", "replace"))


@given(st.text(max_size=200))
def test_the_quick_look_never_loses_what_touches(text: str) -> None:
    gate = topic("name: x\nany: {words: [a*b, 'bé*', ab], countries: [FR]}")
    if gate.touches(text):
        assert gate.may_touch(text.encode("utf-8", "replace"))


WRONG = [
    ("name: x\nany:\n  words: [grain]\n  wrods: [ship]\n", "line 4, field any.wrods: unknown field; known are: words, actors, places, countries"),
    ("any:\n  words: [grain]\n", "line 1, field name: every topic needs a name"),
    ("name: x\n", "line 1: it has neither any nor all, so that nothing could touch it"),
    ("name: x\nany:\n  words: grain\n", "line 3, field any.words: must be a list, even of one: [entry]"),
    ("name: x\nany:\n  words: [grain, 7]\n", "line 3, field any.words[1]: 7 is no text; put it between quotation marks"),
    ("name: x\nany:\n  words:\n    - grain\n    - '*'\n", "line 5, field any.words[1]: '*' would stand in every text"),
    ("name: x\nany:\n  countries: [Ukraine, Ruritania]\n", "line 3, field any.countries[1]: 'Ruritania' is no country"),
    ("name: x\nall:\n  - words: [a b]\n  - places: {}\n", "line 4, field all[1]: the group is empty"),
    ("name: x\nall:\n  words: [ab]\n", "line 2, field all: must be a list of groups"),
    ("name: x\nany: {words: [ab]}\nlanguages: [english]\n", "line 3, field languages[0]: 'english' is no ISO 639-1 code such as en"),
    ("name: x\nany: {words: [ab]\n", "not valid YAML"),
    ("- a\n", "line 1: a topic is a mapping"),
    ("", "line 1: a topic is a mapping"),
    ("name: x\nany: &a\n  words: [*a]\n", "field any.words[0]"),
    ("name: !!python/object/apply:os.getcwd []\n", "not valid YAML"),
]


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_a_wrong_topic_is_named_by_file_line_and_field(text: str, message: str) -> None:
    with pytest.raises(UserError) as fault:
        topic(text)
    assert message in str(fault.value)
    assert str(fault.value).startswith("topic.yaml")


def test_a_topic_that_is_not_there_or_no_text_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read: no such file"):
        Topic.read(tmp_path / "none.yaml")
    (tmp_path / "bad.yaml").write_bytes(b"name: \xff\xfe")
    with pytest.raises(UserError, match="not UTF-8"):
        Topic.read(tmp_path / "bad.yaml")
