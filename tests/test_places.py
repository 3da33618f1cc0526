"""Places: the gazetteer and its tables, which names are read as places, which place is meant, and what part it takes. Texts are our own."""

from __future__ import annotations

import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sayso
from sayso.documents.build import DocumentBuilder, Limits
from sayso.grounding.gazetteer.folding import fold
from sayso.grounding.gazetteer.lookup import Gazetteer
from sayso.grounding.gazetteer.store import fingerprint, kept_checksum, open_gazetteer
from sayso.grounding.places.claim import claim_places
from sayso.grounding.places.context import NOWHERE, StoryContext
from sayso.grounding.places.resolve import find_places, resolve_spans
from sayso.model.document import Document, RawItem
from sayso.model.errors import RunAbort
from sayso.model.grounding import PlaceMention
from sayso.model.span import Span
from sayso.model.tree import Tree
from sayso.pipeline import Pipeline
from sayso.vocabulary.places import PLACE_FIELDS, centres, read_forms, read_places
from tests.conftest import EXAMPLES

Find = Callable[..., tuple[PlaceMention, ...]]
HEADER = ",".join(PLACE_FIELDS)


@pytest.fixture(scope="session")
def gazetteer(request: pytest.FixtureRequest) -> Gazetteer:
    """Compiled once into pytest's cache folder, which outlives a run."""
    return open_gazetteer(request.config.cache.mkdir("gazetteer"))


@pytest.fixture(scope="session")
def parsed(pipeline: Pipeline) -> Callable[[str], tuple[Document, Tree]]:
    builder = DocumentBuilder(Limits(characters=1_000_000, html_seconds=20))

    def parse(text: str) -> tuple[Document, Tree]:
        document, _ = builder.build(RawItem(location="a test", media_type="text/plain", data=text.encode(), declared={}))
        return document, Tree(next(iter(pipeline.parser.parse([document]))))

    return parse


@pytest.fixture(scope="session")
def find(parsed: Callable[[str], tuple[Document, Tree]], gazetteer: Gazetteer) -> Find:
    return lambda text, context=NOWHERE: find_places(parsed(text)[1], gazetteer, context)


def named(mentions: tuple[PlaceMention, ...]) -> list[str]:
    """Each place as "name, country" (of the place chosen or else of the mention); what stands for a state or people is left out."""
    return [f"{m.name}, {(m.chosen.country if m.chosen else None) or m.country or '-'}" for m in mentions if m.stands_for is None]


# --- names and tables


@pytest.mark.parametrize(
    ("one", "other"),
    [("Cap-Haïtien", "Cap Haitien"), ("St. Louis", "Saint Louis"), ("Mt. Hood", "Mount Hood"), ("Xi'an", "Xian"), ("ŁÓDŹ", "Lodz"), ("The Hague", "Hague"), ("U.A.E.", "UAE")],
)
def test_ways_to_write_a_name_have_one_key(one: str, other: str) -> None:
    assert fold(one) == fold(other) != ""


@given(st.text(max_size=30))
def test_a_key_is_its_own_key(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(st.text(alphabet=st.characters(whitelist_categories=("Lu", "Ll"), max_codepoint=0x24F), max_size=20))
def test_case_does_not_count(name: str) -> None:
    assert fold(name.casefold()) == fold(name)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("sayso:x,X,,sea,91,0,,,", "line 2, latitude: 91 lies outside -90 to 90 degrees"),
        ("sayso:x,X,,sea,0,-180.5,,,", "line 2, longitude: -180.5 lies outside -180 to 180 degrees"),
        ("sayso:x,X,,sea,north,0,,,", "line 2, latitude: 'north' is no number of degrees"),
        ("sayso:x,X,,pond,0,0,,,", "line 2, kind: 'pond' is unknown"),
        ("x,X,,sea,0,0,,,", "line 2, id: 'x' does not begin with sayso:"),
        ("sayso:x,,,sea,0,0,,,", "line 2, name: is empty"),
        ("sayso:x,X,,sea,0,0,Russia,,", "line 2, country: 'Russia' is no ISO 3166-1 alpha-2 code"),
        ("sayso:x,X,,sea,0,0", "line 2: expected 9 fields, found 6"),
        ("sayso:x,X,,sea,0,0,,,\nsayso:x,Y,,bay,0,0,,,", "line 3, id: sayso:x stands twice"),
    ],
)
def test_a_wrong_row_is_named_with_its_field(row: str, message: str) -> None:
    with pytest.raises(RunAbort, match=re.escape(f"vocabulary/places.csv, {message}")):
        read_places(f"{HEADER}\n{row}")


def test_a_wrong_header_or_form_is_named() -> None:
    with pytest.raises(RunAbort, match=r"vocabulary/places.csv: the header must be id,name"):
        read_places("name,id\n")
    with pytest.raises(RunAbort, match=r"vocabulary/place_forms.csv, line 2, kind: 'nickname' is unknown"):
        read_forms("form,meaning,kind\nBig Apple,New York,nickname")


def test_centres_lie_on_the_globe() -> None:
    assert centres()["US"] == pytest.approx((39.8, -98.6))
    assert all(-90 <= latitude <= 90 and -180 <= longitude <= 180 for latitude, longitude in centres().values())


# --- the gazetteer


@pytest.mark.parametrize(
    ("written", "name", "country", "feature"),
    [
        ("Wonsan", "Wŏnsan", "KP", "P.PPL"),
        ("KYIV", "Kyiv", "UA", "P.PPLC"),
        ("Kiev", "Kyiv", "UA", "P.PPLC"),
        ("Calif.", "California", "US", "A.ADM1"),
        ("Tulsa County", "Tulsa County", "US", "A.ADM2"),
        ("Kursk region", "Kurskaya oblast'", "RU", "A.ADM1"),
        ("Black Sea", "Black Sea", "", "H.SEA"),
        ("Ukraine", "Ukraine", "UA", "A.PCLI"),
    ],
)
def test_the_gazetteer_knows(gazetteer: Gazetteer, written: str, name: str, country: str, feature: str) -> None:
    assert (name, country, feature) in [(place.name, place.country if "|" not in place.country else "", place.feature) for place in gazetteer.candidates(written)]


def test_nothing_is_found_where_nothing_is_named(gazetteer: Gazetteer) -> None:
    assert gazetteer.candidates("") == gazetteer.candidates("...") == gazetteer.candidates("Qwrtzpsdfg") == ()


def test_a_file_that_is_cut_or_changed_is_not_used(gazetteer: Gazetteer, tmp_path: Path) -> None:
    copy = tmp_path / "gazetteer.db"
    shutil.copy(gazetteer.path, copy)
    assert kept_checksum(copy, fingerprint()) == gazetteer.checksum
    assert kept_checksum(copy, "other data") is None
    whole = copy.read_bytes()
    copy.write_bytes(whole[:-4096])
    assert kept_checksum(copy, fingerprint()) is None
    middle = len(whole) // 2
    copy.write_bytes(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])
    assert kept_checksum(copy, fingerprint()) is None
    copy.write_bytes(b"")
    assert kept_checksum(copy, fingerprint()) is None


def test_a_place_contains_what_lies_in_it(gazetteer: Gazetteer) -> None:
    texas = next(place for place in gazetteer.candidates("Texas") if place.feature == "A.ADM1")
    in_texas = [place.name for place in gazetteer.candidates("Paris") if texas.contains(place)]
    assert in_texas == ["Paris"]


# --- which names are places


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The convoy drove from Juba to Malakal.", ["Juba, SS", "Malakal, SS"]),
        ("A drill was held in eastern Russia.", ["eastern Russia, RU"]),
        ("They were moved to the east of Russia.", ["eastern Russia, RU"]),
        ("The camps lie in Russia's east.", ["eastern Russia, RU"]),
        ("The wreck lies sixty kilometres east of Gotland.", ["Gotland, SE"]),
        ("Three patrol ships were sent to the Baltic.", ["Baltic Sea, -"]),
        ("Shelling was heard in the Kursk region.", ["Kursk, RU"]),
        ("The plant stands near Paris, Texas.", ["Paris, US", "Texas, US"]),
        ("Hotels in Paris were full, France's tourist board said.", ["Paris, FR"]),
        ("Lorries were held up on Highway 9 near Quang Tri in Vietnam.", ["Highway 9, VN", "Quang Tri, VN", "Vietnam, VN"]),
        ("Bank of China and the Washington Post declined to comment.", []),
        ("Paris Hilton met Sydney Sweeney.", []),
        ("Vladimir Orlov and Austin Reed were freed. Reed thanked his lawyer.", []),
        ("The University of Oslo will pay for the study.", []),
        ("He shouted in Swahili on Monday.", []),
        ("Western diplomats met in the Republic of Chad.", ["Republic of Chad, TD"]),
        ("A tanker sank in the Shatt al-Arab near Basra.", ["Shatt al-Arab, -", "Basra, IQ"]),
    ],
)
def test_names_are_places_or_not(find: Find, text: str, expected: list[str]) -> None:
    assert named(find(text)) == expected


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Seoul said the talks had failed.", {"Seoul": "KR"}),
        ("Moscow denies the report.", {"Moscow": "RU"}),
        ("Sweden's coast guard sent a ship.", {"Sweden": "SE"}),
        ("Turkish officials met in Ankara.", {"Türkiye": "TR"}),
        ("The minister saw growing desperation in Moscow.", {"Moscow": "RU"}),
        ("Troops crossed from Russia into Ukraine.", {}),
        ("A shop in Seoul was robbed.", {}),
    ],
)
def test_a_state_that_acts_is_no_place(find: Find, text: str, states: dict[str, str]) -> None:
    found = {m.name: m.stands_for for m in find(text) if m.stands_for}
    assert list(found.values()) == list(states.values())


def test_an_unknown_village_is_kept_with_the_country_of_its_story(find: Find) -> None:
    mentions = find("Floods swept through Quang Tri in Vietnam on Monday. In the village of Ban Xolen a school fell down, and two people drowned near Ban Xolen.")
    unknown = [m for m in mentions if m.name == "Ban Xolen"]
    assert [(m.chosen, m.country, m.reason) for m in unknown] == [(None, "VN", "no gazetteer has the name")] * 2


def test_a_name_without_a_clear_winner_stays_open(find: Find) -> None:
    (mention,) = find("The parade in Springfield was called off.")
    assert mention.chosen is None
    assert mention.reason == "no candidate is the clear winner"
    assert len(mention.rivals) == 5
    assert mention.country == "US"


def test_rivals_stand_best_first_with_scores_and_reasons(find: Find) -> None:
    (mention, _) = find("He was born in Paris, Texas.")
    assert mention.chosen is not None
    assert mention.chosen.reason == "the text says what it lies in"
    scores = [row.score for row in (mention.chosen, *mention.rivals)]
    assert scores == sorted(scores, reverse=True)
    assert 0 < len(mention.rivals) <= 5
    assert all(0 <= score <= 1 for score in scores)
    assert all(row.reason for row in mention.rivals)


# --- which place is meant


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Police in Alexandria stopped the ferry. The Egyptian port had been closed since dawn, Cairo's mayor said.", "Alexandria", "EG"),
        ("A sheriff's deputy in Alexandria, La., found the boat. The parish jail in Pineville was full.", "Alexandria", "US"),
        ("Voters in Perth queued for hours. In Dundee and Stirling, Scotland's returning officers saw no queues.", "Perth", "GB"),
        ("Miners from Perth flew to Kalgoorlie in Western Australia.", "Perth", "AU"),
        ("The mayor of Cordoba, in Argentina, met traders from Rosario.", "Cordoba", "AR"),
    ],
)
def test_the_company_a_name_keeps_tells_which_is_meant(find: Find, text: str, name: str, country: str) -> None:
    chosen = {m.name: m.chosen.country for m in find(text) if m.chosen}
    assert chosen[name] == country


def test_the_country_of_the_outlet_counts(find: Find) -> None:
    text = "A barn burned down near Hamilton."
    lands = [mention.chosen.country if mention.chosen else None for country in ("NZ", "CA") for mention in find(text, StoryContext(country=country))]
    assert lands == ["NZ", "CA"]


def test_given_spans_are_always_answered(gazetteer: Gazetteer) -> None:
    text = "In Springfield and in Zzyzxville nobody spoke. The Illinois capital slept."
    spans = [Span(at := text.index(name), at + len(name)) for name in ("Springfield", "Zzyzxville", "Illinois")]
    first, second, third = resolve_spans(text, spans, gazetteer, NOWHERE)
    assert first.chosen is not None
    assert (first.chosen.name, round(first.chosen.latitude)) == ("Springfield", 40)
    assert second.rule == "near"
    assert second.chosen is not None
    assert second.chosen.id == first.chosen.id
    assert third.chosen is not None
    assert third.chosen.feature == "A.ADM1"


def test_the_same_text_gives_the_same_places(find: Find) -> None:
    text = (EXAMPLES / "V.jsonl").read_text(encoding="utf-8").splitlines()[0]
    story = json.loads(text)["text"]
    assert find(story) == find(story)


# --- parts in movements


@pytest.mark.parametrize(
    ("text", "route"),
    [
        (
            "The soldiers travelled by ship from the Wonsan area to Vladivostok, then onward by rail to Khabarovsk and Ussuriysk.",
            ["Wonsan from 1 ship", "Vladivostok to 1 ship", "Khabarovsk to 2 rail", "Ussuriysk to 2 rail"],
        ),
        ("The freighter sailed from Ust-Luga and was bound for Port Said via Skagen.", ["Ust-Luga from 1 ship", "Port Said to 1 ship", "Skagen via 1 ship"]),
        ("He flew from Nairobi to Juba and drove on to Malakal.", ["Nairobi from 1 air", "Juba to 1 air", "Malakal to 2 road"]),
        ("The convoy reached Kursk by road.", ["Kursk to 1 road"]),
        ("The drill was held near Kadugli.", ["Kadugli at - -"]),
    ],
)
def test_routes_have_legs_and_means(find: Find, text: str, route: list[str]) -> None:
    assert [f"{m.name} {m.role} {m.leg or '-'} {m.means or '-'}" for m in find(text)] == route


# --- claims and records


def test_a_claim_has_the_places_of_its_content(parsed: Callable[[str], tuple[Document, Tree]], gazetteer: Gazetteer) -> None:
    _, tree = parsed("In Cairo on Tuesday, Moscow said that ships had left Cartagena in Colombia for Russia's Pacific coast.")
    text = tree.parse.text
    content = Span(text.index("ships"), len(text) - 1)
    assert [place.name for place in claim_places(tree, find_places(tree, gazetteer, NOWHERE), [content])] == ["Cartagena", "Russia"]


def toponyms(tmp_path: Path, record: dict[str, object], *, given: bool) -> list[dict[str, Any]]:
    """What ``sayso eval places`` answers for one record."""
    data, out = tmp_path / "data.jsonl", io.BytesIO()
    data.write_text(json.dumps(record), encoding="utf-8")
    sayso.evaluate("places", data, out, given_spans=given)
    return list(json.loads(out.getvalue())["toponyms"])


def test_the_yardstick_answers_in_the_offsets_of_the_text_as_given(tmp_path: Path) -> None:
    raw = "The port of\r\nOdesa was   closed."
    (row,) = toponyms(tmp_path, {"doc": "d1", "text": raw}, given=False)
    assert raw[row["start"] : row["end"]] == "Odesa"
    assert (round(row["lat"]), round(row["lon"]), row["country"]) == (46, 31, "UA")


def test_the_yardstick_keeps_given_spans(tmp_path: Path) -> None:
    rows = toponyms(tmp_path, {"doc": "d2", "text": "Ferries left Oslo.", "toponyms": [{"start": 13, "end": 17}]}, given=True)
    assert [(row["start"], row["end"], row["country"]) for row in rows] == [(13, 17, "NO")]


def test_a_route_is_read_through_the_words_between(find: Find) -> None:
    text = "The cargo was moved by road from the Putumayo valley to Esmeraldas. The men sailed from the area around Wonsan to Vladivostok."
    parts = [(place.name, place.role, place.means) for place in find(text)]
    assert parts == [("Putumayo", "from", "road"), ("Esmeraldas", "to", "road"), ("Wonsan", "from", "ship"), ("Vladivostok", "to", "ship")]


def test_a_name_with_marks_is_no_other_name_without_them(find: Find) -> None:
    places = {place.name: place for place in find("Finland's coast guard said its radar near Utö had followed the ship past Hanko.")}
    assert (places["Utö"].chosen, places["Utö"].country) == (None, "FI")


def test_a_flag_and_what_stands_in_a_country_make_it_a_place(find: Find) -> None:
    states = {place.name: place.stands_for for place in find("The tanker sails under the flag of Barbados. Ecuador's largest pipeline was shut. Peru's army denied it.")}
    assert states == {"Barbados": None, "Ecuador": None, "Peru": "PE"}


# Places of the gold claims found in their contents with the right country, stories V to Y (2026-11: 99 of 108, with 8 more that the gold does not have).
FLOOR, MOST_FALSE = 0.90, 12


def test_the_places_of_the_stories(pipeline: Pipeline, gazetteer: Gazetteer) -> None:
    builder = DocumentBuilder(Limits(characters=1_000_000, html_seconds=20))
    right = wrong = wanted = 0
    for story in "VWXY":
        trees = {}
        for line in (EXAMPLES / f"{story}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            document, _ = builder.build(RawItem(location="a test", media_type="text/plain", data=row["text"].encode(), declared={}))
            tree = Tree(next(iter(pipeline.parser.parse([document]))))
            trees[row["doc_id"]] = tree, find_places(tree, gazetteer, NOWHERE)
        for line in (EXAMPLES / f"{story}.gold.jsonl").read_text(encoding="utf-8").splitlines():
            claim = json.loads(line)
            tree, places = trees[claim["doc_id"]]
            spans = claim["content_span"] if isinstance(claim["content_span"][0], list) else [claim["content_span"]]
            found = {m.name: (m.chosen.country if m.chosen else None) or m.country for m in claim_places(tree, places, [Span(*span) for span in spans])}
            right += sum(name in found and land in {None, found[name]} for name, land in claim["places"])
            wanted += len(claim["places"])
            wrong += sum(name not in [gold for gold, _ in claim["places"]] for name in found)
    assert right / wanted >= FLOOR
    assert wrong <= MOST_FALSE
