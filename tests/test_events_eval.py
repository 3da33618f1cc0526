"""Events as event coders write them: for each text the type and the codes of both sides of the event that it is about, and its labels in other schemes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from sayso.compose import document_builder
from sayso.evaluation import events
from sayso.evaluation.plover import coded_events
from sayso.grounding.events.finding import find_events
from sayso.grounding.grounder import Grounder
from sayso.model.document import RawItem
from sayso.model.errors import RunAbort
from sayso.model.grounded import Grounding
from sayso.model.tree import Tree
from sayso.pipeline import Pipeline
from sayso.settings import Settings
from sayso.vocabulary.codes import check_plover, country_codes, plover
from sayso.vocabulary.loader import countries

Code = Callable[[str], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def code(pipeline: Pipeline) -> Code:
    """The events of a text as the command writes them."""
    builder = document_builder(Settings())

    def read(text: str) -> list[dict[str, Any]]:
        document, _ = builder.build(RawItem(location="a test", media_type="text/plain", data=text.encode(), declared={"doc_id": "one"}))
        assert isinstance(pipeline.grounder, Grounder)
        (record,) = events.ground(document, next(iter(pipeline.trees([document]))), {}, pipeline.grounder, given=False)
        assert record["id"] == "one"
        found: list[dict[str, Any]] = record["events"]
        return found

    return read


MAIN = [
    # a speech act keeps its deed for itself
    ("Poland demanded that Belarus release the two pilots.", "REQUEST", ["POL"], ["BLR"]),
    ("Japan accused China of sending drones into its airspace.", "ACCUSE", ["JPN"], ["CHN"]),
    ("Turkey threatened to cut off gas supplies to Bulgaria.", "THREATEN", ["TUR"], ["BGR"]),
    # what is only reported is the event
    ("Norway expelled three Russian diplomats, a spokesman for the foreign ministry said.", "SANCTION", ["NOR"], ["RUS"]),
    # a good deed that is to come is AGREE, a bad one THREATEN, a good one refused REJECT
    ("Sweden will provide Ukraine with a loan of 200 million euros.", "AGREE", ["SWE"], ["UKR"]),
    ("Canada provided Ukraine with a loan of 200 million dollars.", "AID", ["CAN"], ["UKR"]),
    ("France will impose sanctions on Mali.", "THREATEN", ["FRA"], ["MLI"]),
    ("France imposed sanctions on Mali.", "SANCTION", ["FRA"], ["MLI"]),
    ("Lithuania will not release the Belarusian driver.", "REJECT", ["LTU"], ["BLR"]),
    # "X said that Y must" asks Y
    ("Egypt said that Ethiopia must release the detained engineers.", "REQUEST", ["EGY"], ["ETH"]),
    # bodies of no country, and a target that stands in no role
    ("The European Union lifted sanctions on Burundi.", "CONCEDE", ["IGO"], ["BDI"]),
    # who stands on both sides of a meeting stands in source
    ("The presidents of Kenya and Uganda held talks in Nairobi.", "CONSULT", ["KEN", "UGA"], []),
]


@pytest.mark.parametrize(("text", "kind", "source", "target"), MAIN, ids=[text[:45] for text, *_ in MAIN])
def test_the_main_event_is_coded_with_both_sides(code: Code, text: str, kind: str, source: list[str], target: list[str]) -> None:
    first = code(text)[0]
    assert (first["type"], sorted(row["code"] for row in first["source"]), [row["code"] for row in first["target"]]) == (kind, source, target)


@pytest.mark.parametrize("text", ["The bakery on the corner sells bread and cakes.", "Two boys and a dog went for a walk along the beach."])
def test_a_text_without_politics_has_labels_but_no_event(code: Code, text: str) -> None:
    (only,) = code(text)
    assert (only["type"], only["source"], only["target"], only["quad"]) == (None, [], [], "STATEMENT")


QUADS = [
    ("Greece released the captain of the Turkish trawler.", "MATERIAL_COOPERATION"),
    ("Greece has promised to release the captain of the Turkish trawler.", "VERBAL_COOPERATION"),
    ("Greece refused to release the captain of the Turkish trawler.", "VERBAL_CONFLICT"),
    ("Soldiers shelled the village of Bori on Monday.", "MATERIAL_CONFLICT"),
    ("The Finnish minister expressed concern about the attack on the harbour.", "STATEMENT"),
    ("The rebels claimed responsibility for the attack on the harbour.", "STATEMENT"),
    ("The ambassador said she wanted Chad to release the hostages.", "STATEMENT"),
]


@pytest.mark.parametrize(("text", "quad"), QUADS)
def test_a_sentence_has_one_of_five_classes(code: Code, text: str, quad: str) -> None:
    assert code(text)[0]["quad"] == quad


SUB_EVENTS = [
    ("Warplanes bombed the port of Hodeida.", "AIR_STRIKE"),
    ("Rebels captured the town of Sake from the army.", "NON_STATE_ACTOR_OVERTAKES_TER"),
    ("Government troops recaptured the town of Sake.", "GOV_REGAINS_TERIT"),
    ("Militants attacked an army base in Gao.", "ARMED_CLASH"),
]


@pytest.mark.parametrize(("text", "label"), SUB_EVENTS)
def test_a_text_has_a_sub_event_of_acled(code: Code, text: str, label: str) -> None:
    assert code(text)[0]["acled"] == label


def test_the_event_of_the_main_clause_comes_before_those_below_it(pipeline: Pipeline) -> None:
    text = "Serbia, which had arrested two smugglers after the attack, opened talks with Albania."
    document, _ = document_builder(Settings()).build(RawItem(location="a test", media_type="text/plain", data=text.encode()))
    tree: Tree = next(iter(pipeline.trees([document])))
    found = coded_events(tree, find_events(tree, Grounding(), {}, None))
    assert found[0].type == "CONSULT"
    assert [one.cost for one in found] == sorted(one.cost for one in found)


def test_every_country_has_a_code_of_three_letters() -> None:
    codes = country_codes()
    assert not [country.iso2 for country in countries() if country.iso2 not in codes]
    assert len(set(codes.values())) == len(codes)


def test_a_type_that_is_none_is_refused() -> None:
    with pytest.raises(RunAbort, match=r"plover.yaml: 'ASSAULT.tickling' is no type or mode"):
        check_plover(msgspec.structs.replace(plover(), types={"ASSAULT.tickling": "COERCE"}))


SIDES = [
    # a list is named whole, though each name only describes a noun
    ("Portugal imposed sanctions on Eritrea, Belarus and Syria.", ["PRT"], ["BLR", "ERI", "SYR"]),
    # what an attack did is its target
    ("A roadside bombing near Mosul killed two Danish soldiers.", ["IRQ"], ["DNK"]),
    ("Two Chechen bombers blew themselves up in Ankara.", ["RUS"], ["TUR"]),
    # a thing without a land of its own gives way to the land that the deed is against
    ("Demonstrators in Athens blocked a road to protest against Albania's fishing policy.", ["GRC"], ["ALB"]),
    ("Vietnam mobilised reservists for a possible war against Laos.", ["VNM"], ["LAO"]),
    # where partners meet is no partner
    ("Peruvian and Chilean negotiators return to Lima this week for talks.", ["CHL", "PER"], []),
    # the name of a region that ends in a country's
    ("The British government outlawed the largest militia in Northern Ireland.", ["GBR"], ["GBR"]),
]


@pytest.mark.parametrize(("text", "source", "target"), SIDES, ids=[text[:45] for text, *_ in SIDES])
def test_both_sides_of_an_event_are_lands_and_bodies(code: Code, text: str, source: list[str], target: list[str]) -> None:
    first = code(text)[0]
    assert (sorted(row["code"] for row in first["source"]), sorted(row["code"] for row in first["target"])) == (source, target)
