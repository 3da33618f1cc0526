"""Which names in reports of events are read as places, and what events hang on. Texts are our own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.model.reading import Reading
from tests.conftest import Run

Read = Callable[..., Reading]

# Text, and the places that it names.
NAMES = [
    ("The barge sailed from Dar es Salaam on Tuesday.", ["Dar es Salaam"]),
    ("Two men were shot near the Zarnova ferry.", ["Zarnova"]),
    ("The wounded were taken to a tent outside the Zarnova quarry.", ["Zarnova"]),
    ("A dinghy capsized on the Zarnova.", ["Zarnova"]),
    ("The drivers waited at the Zarnova.", []),
    ("Soldiers pulled back from Zarnova overnight.", ["Zarnova"]),
    ("A letter came back from Zarnova overnight.", []),
    ("Rebels retook Macomia on Monday.", ["Macomia"]),
    ("Militants overran Zarnova and Belkova.", ["Zarnova", "Belkova"]),
    ("Zarnova was shelled for an hour.", ["Zarnova"]),
    ("Zarnova could not be reached for comment.", []),
    ("A car bomb exploded in Split on Friday.", ["Split"]),
    ("Split the bill, he said.", []),
    ("They were reading in March.", []),
]

# Text, a word of the event, and the condition on which it hangs.
CONDITIONS = [
    ("The EU will lift the sanctions provided that the prisoners are freed.", "lift", "provided that the prisoners are freed"),
    ("The bank will lend Kenya two million dollars as long as the port pays.", "lend", "as long as the port pays"),
    ("In the event of an attack, Latvia will deploy two brigades.", "deploy", "In the event of an attack"),
    ("In the event, Latvia will deploy two brigades.", "deploy", None),
    ("Without a ceasefire, the agency will suspend its convoys.", "suspend", "Without a ceasefire"),
    ("Without a word, the agency suspended its convoys.", "suspended", None),
    ("Should the truce collapse, the UN would evacuate its staff.", "evacuate", "Should the truce collapse"),
    ("Should we wait, the minister asked, or send troops?", "send", None),
    ("If fighting spreads to Goma, the UN will leave.", "leave", "If fighting spreads to Goma"),
]


@pytest.mark.parametrize(("text", "expected"), NAMES, ids=[row[0][:40] for row in NAMES])
def test_which_names_are_places(read_text: Read, text: str, expected: list[str]) -> None:
    assert [place.name for place in read_text(text).grounding.places if place.stands_for is None] == expected


@pytest.mark.parametrize(("text", "word", "expected"), CONDITIONS, ids=[row[0][:40] for row in CONDITIONS])
def test_what_an_event_hangs_on(read_text: Read, text: str, word: str, expected: str | None) -> None:
    (event,) = [event for event in read_text(text).grounding.events if word in event.trigger.of(text)]
    assert (event.condition.of(text) if event.condition else None) == expected


def test_a_crossing_of_two_countries_lies_in_that_of_the_report(read_text: Read) -> None:
    places = read_text("Traders blocked the Malaba crossing. Mombasa and Kisumu were quiet.").grounding.places
    (malaba,) = [place for place in places if place.name == "Malaba"]
    assert malaba.chosen is not None
    assert malaba.chosen.country == "KE"


def test_a_condition_without_a_coded_event_is_watched_too(run: Run, tmp_path: Path) -> None:
    text = 'If the convoys go on, Georgia will close the border, Foreign Minister Nino Kapanadze said. "If so, Georgia will expel the ambassador," she said.\n'
    (tmp_path / "r.txt").write_text(text, encoding="utf-8")
    assert run("read", "r.txt", "--published", "2026-05-20", "--ledger", "w.db").returncode == 0
    indicators = json.loads(run("watchlist", "--ledger", "w.db", "--json").stdout)["indicators"]
    assert [row["condition"]["words"] for row in indicators] == ["If the convoys go on"]


# Text, a word of the trigger, and the places of the event with their roles.
WHERE = [
    ("Six people died when a boat sank off Lampedusa.", "died", "at Lampedusa"),
    ("In Lahore, a bomb killed twelve worshippers and wounded thirty.", "wounded", "at Lahore"),
    ("A strike on Kharkiv killed four people on Monday.", "killed", "at Kharkiv"),
    ("Russian drones hit the Black Sea port of Odesa overnight.", "hit", "at Odesa"),
    ("The army shelled Rutshuru, killing nine civilians.", "shelled", "at Rutshuru"),
    ("The army shelled Rutshuru, killing nine civilians.", "killing", "at Rutshuru"),
    ("Russia attacked Ukraine on Monday.", "attacked", ""),
    ("The shelling of Donetsk goes on.", "shelling", "at Donetsk"),
    ("Floods in Sylhet have displaced 40,000 people.", "displaced", "at Sylhet"),
    ("Police arrested 15 people in raids across Jakarta.", "arrested", "at Jakarta"),
    ("Gunmen kidnapped the judge from his car near Cali.", "kidnapped", "at Cali"),
    ("Artillery shelled Goma in breach of the Lusaka accord.", "shelled", "at Goma"),
    ("The men were moved to a camp at Moatize in Mozambique's Tete province.", "moved", "to Moatize"),
    ("A driver died on the Tete road.", "died", "at Tete"),
    ("Workers at the port of Santos went on strike.", "strike", "at Santos"),
]


@pytest.mark.parametrize(("text", "word", "expected"), WHERE, ids=[f"{row[0][:40]}: {row[1]}" for row in WHERE])
def test_where_an_event_is(read_text: Read, text: str, word: str, expected: str) -> None:
    (event, *_) = [event for event in read_text(text).grounding.events if word in event.trigger.of(text)]
    assert " ".join(f"{place.role} {place.name}" for place in event.places) == expected
