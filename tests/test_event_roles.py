"""Who takes part in an event and from which land, where the words of the event alone do not tell. Texts are our own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sayso.model.event import Event, Participant
from sayso.model.reading import Reading
from sayso.model.span import Span

Read = Callable[..., Reading]

# Text, a word of the trigger, and the countries of actors and recipients as "actors > recipients".
LANDS = [
    # a name keeps the land that another mention of it tells
    ("Rosa Mamani, a Bolivian engineer, left Quito. Mamani attacked a guard in Oslo on Friday.", "attacked", "BO > NO"),
    ("Kenya's customs office held a ship from Malta. Spokesman Moses Kiprop praised the police. Kiprop accused Malta of a breach.", "accused", "KE > MT"),
    ("Guards in Malta waited. In Nairobi, the company sued Malta.", "sued", "KE > MT"),
    # international bodies are of no land
    ("The International Committee of the Red Cross visited a camp in Chad.", "visited", "> TD"),
    # "both" and "the two" point back
    ("Chile and Peru hold talks. The two countries signed a treaty on Monday.", "signed", "CL PE >"),
    ("Mali blamed Niger for the raid. Algeria asked both governments to sign a truce.", "asked", "DZ > ML NE"),
    ("The minister met the governments in Lima and Quito.", "met", "EC PE >"),
    # who stands against whom
    ("Chad's army shelled a village in Sudan. The rebels attacked a camp near Khartoum.", "attacked", "SD > SD"),
    ("Russia was silent. 'The enemy shelled a mill,' said Ukraine's army.", "shelled", "RU >"),
    # seas are no lands
    ("Sailors in the Indian Ocean attacked a boat.", "attacked", ">"),
    # flags
    ("The tanker Blue Heron, which sails under the flag of Panama, left Muscat. Kenyan pirates attacked the tanker.", "attacked", "KE > PA"),
    # words that hang on something else
    ("Japan blames a group from Iran for the attack.", "attack", "IR >"),
    ("Dublin-based pilots attacked a guard in Chile.", "attacked", "IE > CL"),
    # a statement is told from where it was issued
    ("Suva, 4 May 2026\n\nThe army regrets the delay. Kenyan police waited in Mombasa. Soldiers searched a lorry in Mombasa.", "searched", "FJ >"),
    ("Suva, 4 May 2026\n\nKenyan police waited in Mombasa. Our patrols attacked a mill.", "attacked", "FJ >"),
    # "they" are the several told of before; what is somebody's is of the owner's land
    ("Six soldiers from Togo reached a camp in Benin on Monday. A driver saw nothing. They attacked a mill.", "attacked", "TG >"),
    ("Togo's militia left Kara. Its gunners attacked a mill in Ghana.", "attacked", "TG > GH"),
    ("Corporal Jan Anton Kowal died near Gdansk.", "died", "> PL"),
    ("No soldiers attacked the mill in Nairobi.", "attacked", "KE >"),
    ("Chad expelled three Greek diplomats. The three photographed a bridge.", "photographed", "GR >"),
    # what points back was done by those who did it there
    ("Burundi's army shelled a market in Uvira. The shelling went on for an hour.", "shelling", "BI >"),
    ("Burundi's army shelled a market in Uvira. Shelling was heard in Goma.", "Shelling", ">"),
    # what is fired may come from anywhere
    ("The Greek army intercepted drones near Rhodes.", "intercepted", "GR >"),
]
ROLES = [
    ("Spain supplied Morocco with rifles.", "supplied", "ES > MA"),
    ("Spain supplied rifles to Morocco.", "supplied", "ES > MA"),
    ("Ghana rejected a Togolese request for troops.", "request", "TG > GH"),
    ("Uganda wants a war.", "war", "UG >"),
    ("Nepal reported an ambush blamed on Chinese rebels.", "ambush", "CN >"),
    ("Latvia has threatened Belarus with the closure of a bridge.", "closure", "LV > BY"),
    ("Some 900 Congolese reservists were called up on Monday.", "called up", "CD >"),
    ("Rwanda put its garrison in Pemba on alert.", "alert", "RW >"),
    ("The Mongolian battalion was withdrawn on Friday.", "withdrawn", "> MN"),
    ("A Greek tanker collided with a Turkish ferry.", "collided", "> GR TR"),
    ("A Ghanaian lorry suspected of carrying rifles to Niger was stopped.", "carrying", "GH >"),
    ("Sri Lankan customs ordered a ferry to stop.", "ordered", "LK >"),
    ("Rwanda accused the Ugandan council of murder.", "murder", "UG >"),
    ("Chile's soldiers are here at our invitation, said Peru's minister.", "invitation", "PE >"),
    ("Some 60 per cent of Kenyans are in favour of the truce.", "favour", "KE >"),
]


def countries(participants: tuple[Participant, ...]) -> set[str]:
    return {one.country for one in participants if one.country}


def event_at(text: str, events: tuple[Event, ...], word: str) -> Event:
    start = text.rindex(word)
    return next(event for event in events if event.trigger.overlaps(Span(start, start + len(word))))


def sides(event: Event) -> str:
    """The countries of both sides as they stand in the tables above."""
    actors, recipients = sorted(countries(event.actors)), sorted(countries(event.recipients))
    return " ".join([*actors, ">", *recipients])


@pytest.mark.parametrize(("text", "word", "expected"), LANDS)
def test_the_land_of_those_who_take_part(read_text: Read, text: str, word: str, expected: str) -> None:
    assert sides(event_at(text, read_text(text).grounding.events, word)) == expected


@pytest.mark.parametrize(("text", "word", "expected"), ROLES)
def test_who_acts_and_who_is_acted_on(read_text: Read, text: str, word: str, expected: str) -> None:
    assert sides(event_at(text, read_text(text).grounding.events, word)) == expected


def test_the_two_are_named_as_where_the_text_names_them(read_text: Read) -> None:
    text = "Chile and Peru hold talks. The two countries signed a treaty on Monday."
    assert [one.words for one in event_at(text, read_text(text).grounding.events, "signed").actors] == ["Chile", "Peru"]
