"""Roles of events: who does it to whom, which country they belong to, and where. Texts are our own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sayso.documents.build import DocumentBuilder, Limits
from sayso.grounding.events.finding import find_events
from sayso.model.claim import Known
from sayso.model.document import RawItem
from sayso.model.event import Event, Participant
from sayso.model.reading import Reading
from sayso.model.span import Span
from sayso.model.tree import Tree
from sayso.pipeline import Pipeline

Read = Callable[..., Reading]

# Text, a word of the trigger, and the countries of actors and recipients as "actors > recipients".
PARTIES = [
    ("Japan has sent two patrol boats to Kenya.", "sent", "JP >"),
    ("Peru's navy fired on a trawler from Ecuador.", "fired", "PE > EC"),
    ("A fishing boat was attacked by the Peruvian navy.", "attacked", "PE >"),
    ("Kenyan troops have shelled rebels in Somalia.", "shelled", "KE > SO"),
    ("Troops sent by Kenya have reached Goma.", "sent", "KE >"),
    ("Norway accused Russia of jamming its radars and shelling a ship.", "shelling", "RU >"),
    ("Greece was accused by Turkey of attacking a ferry.", "attacking", "GR >"),
    ("Chile stopped Peru from sending weapons to Bolivia.", "sending", "PE > BO"),
    ("Denmark asked Sweden to send troops to Greenland.", "send", "SE >"),
    ("Poland plans to attack and to destroy the depots of Belarus.", "destroy", "PL > BY"),
    ("Zambia's plan to send troops to Malawi has been dropped.", "send", "ZM >"),
    ("The decision of Ghana to send weapons to Togo was welcomed.", "send", "GH > TG"),
    ("Before leaving Quito, the Colombian minister met President Daniel Noboa.", "met", "CO EC >"),
    ("An attack carried out by Indian soldiers killed nine.", "attack", "IN >"),
    ("Nepal blamed China for the attack.", "attack", "CN >"),
    ("Egypt gave Sudan 40 ambulances.", "gave", "EG > SD"),
    ("Sudan was given 40 ambulances by Egypt.", "given", "EG > SD"),
    ("Italy will deliver six helicopters to Albania.", "deliver", "IT > AL"),
    ("France and Spain signed a treaty with Morocco.", "signed", "ES FR MA >"),
    ("The presidents of Chile and Argentina met on Monday.", "met", "CL AR >"),
    ("The Thai and Lao foreign ministers met in Vientiane.", "met", "LA TH >"),
    ("Talks between Serbia and Kosovo began in Vienna.", "Talks", "RS XK >"),
    ("Mali expelled three French diplomats.", "expelled", "ML > FR"),
    ("Canada has imposed sanctions on Belarus.", "imposed sanctions", "CA > BY"),
    ("Vietnam rejected a Chinese proposal.", "rejected", "VN > CN"),
    ("Austria rejected Hungary's demand.", "rejected", "AT > HU"),
    ("Turkey threatened to attack Syria.", "threatened", "TR > SY"),
    ("Tunisia demanded that Libya release the fishermen.", "demanded", "TN > LY"),
    ("Brazil condemned the coup in Niger.", "condemned", "BR > NE"),
    ("Finland supports Estonia's efforts.", "supports", "FI > EE"),
    ("Finland on Friday rejected a plan of Russia.", "rejected", "FI > RU"),
    ("Rwanda sent 900 soldiers to Pemba. These soldiers attacked a convoy.", "attacked", "RW >"),
    ("Two Polish divers were arrested on the coast of Lithuania. The divers were questioned in Kaunas.", "questioned", "> PL"),
    ("The police in Lima arrested a baker.", "arrested", "PE > PE"),
    ("Police arrested 40 demonstrators in Nairobi.", "arrested", "KE > KE"),
    ("The army shelled two villages near Khartoum.", "shelled", "SD > SD"),
    ("Foreign fighters attacked a bridge in Mali.", "attacked", "> ML"),
    ("United Nations peacekeepers were attacked near Goma.", "attacked", ">"),
    ("Russian President Vladimir Putin visited Mongolia.", "visited", "RU > MN"),
    ("Palestinians attacked a bus in Hebron.", "attacked", "PS >"),
    ("The Kremlin has sent arms to Mali.", "sent", "RU > ML"),
    ("Nine people were killed in Lagos.", "killed", "> NG"),
    ("A fisherman was wounded by a mine near Odesa.", "wounded", "> UA"),
    ("Jordan has revoked the licences of six banks in Amman.", "revoked", "JO > JO"),
    # one who is arrested or jailed does nothing, and nobody is named who does
    ("A Chilean sailor has been arrested and jailed in Peru.", "jailed", "> CL"),
    ("The Polish nurse's kidnapping in Somalia was condemned.", "kidnapping", "> PL"),
    ("The Malian trader's arrest in Chad angered the union.", "arrest", "> ML"),
    ("Chad's arrests in Mali angered the union.", "arrests", "TD >"),
    ("Peru's arrest of two Chilean sailors angered the union.", "arrest", "PE > CL"),
    ("Forty Nepali guards fell ill and were taken to hospital.", "taken", "> NP"),
    ("Kenya rejected an Ethiopian request for troops.", "rejected", "KE > ET"),
    ("Oman supplied Jordan with a loan of 3 million dollars.", "loan", "OM > JO"),
    ("Missiles were fired from Belarus.", "fired", ">"),
    ("Chile joined forces with Bolivia to find the ferry.", "joined", "CL BO >"),
    ("Chile shared radar images with Bolivia.", "shared", "CL > BO"),
]

# Text, a word of the trigger, and the places by role.
ROUTES = [
    ("The convoy drove from Nairobi to Mombasa.", "drove", "from Nairobi; to Mombasa"),
    ("Chad flew 300 soldiers from N'Djamena via Cairo to Tripoli.", "flew", "from N'Djamena; via Cairo; to Tripoli"),
    ("Soldiers travelled from Wonsan in North Korea to Vladivostok, Russia.", "travelled", "from Wonsan; to Vladivostok"),
    ("The soldiers then travelled on to training grounds in eastern Poland.", "travelled", "to eastern Poland"),
    ("They went by rail to Nampula and by lorry to Pemba.", "went", "via Nampula; to Pemba"),
    ("The battalion left Kigali on Monday.", "left", "from Kigali"),
    ("Sweden is sending weapons to Ukraine.", "sending", "to Ukraine"),
    ("Students marched through Dhaka against the new tax.", "marched", "at Dhaka"),
    ("Poland's consul in Minsk met two teachers.", "met", ""),
    ("Rebels attacked the port of Odesa.", "attacked", "at Odesa"),
    ("The army went to camps in Latvia, where it trains with tanks.", "trains", "at Latvia"),
    ("The minister met his guests in Oslo.", "met", "at Oslo"),
    ("In Bogota, rebels attacked a police station.", "attacked", "at Bogota"),
    ("Security forces fired at marchers in Dakar, killing two.", "killing", "at Dakar"),
    ("An earthquake shook Quito on Monday.", "earthquake", "at Quito"),
    ("A power cut darkened half of Lagos.", "power cut", "at Lagos"),
    ("A tanker exploded off Muscat on Monday.", "exploded", "at Muscat"),
    ("An aid convoy of nine lorries left Harare for Lusaka.", "aid convoy", "from Harare; to Lusaka"),
    ("The supply of Greek trucks to Ghana has stopped.", "supply", "to Ghana"),
    ("Four lorries left Harare and drove to Lusaka.", "drove", "from Harare; to Lusaka"),
    ("Recruits landed in Mtwara and were flown to Lindi.", "flown", "from Mtwara; to Lindi"),
    ("Two wagons were coupled to a goods train at Mbeya and moved to Tunduma.", "moved", "from Mbeya; to Tunduma"),
    ("Vessels left the anchorage off Beira on Monday.", "left", "from Beira"),
]


def event_at(text: str, events: tuple[Event, ...], word: str) -> Event:
    """The event whose trigger overlaps this word."""
    start = text.index(word)
    return next(event for event in events if event.trigger.overlaps(Span(start, start + len(word))))


def countries(participants: tuple[Participant, ...]) -> set[str]:
    return {one.country for one in participants if one.country}


@pytest.mark.parametrize(("text", "word", "expected"), PARTIES)
def test_who_does_it_to_whom(read_text: Read, text: str, word: str, expected: str) -> None:
    event = event_at(text, read_text(text).grounding.events, word)
    actors, recipients = expected.split(">")
    assert (countries(event.actors), countries(event.recipients)) == (set(actors.split()), set(recipients.split()))


@pytest.mark.parametrize(("text", "word", "expected"), ROUTES)
def test_where(read_text: Read, text: str, word: str, expected: str) -> None:
    event = event_at(text, read_text(text).grounding.events, word)
    assert "; ".join(f"{place.role} {place.name}" for place in event.places) == expected


def test_a_title_and_a_name_are_one_participant(read_text: Read) -> None:
    text = "Kim Jong Un and Russian President Vladimir Putin signed a treaty."
    event = event_at(text, read_text(text).grounding.events, "signed")
    assert [one.words for one in event.actors] == ["Kim Jong Un", "Russian President Vladimir Putin"]


def test_the_words_of_the_trigger_take_no_role(read_text: Read) -> None:
    text = "Rebels carried out an attack on a bridge."
    event = event_at(text, read_text(text).grounding.events, "attack")
    assert [one.words for one in (*event.actors, *event.recipients)] == ["Rebels", "a bridge"]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Sweden sent 400 soldiers to Norway.", "sent", (400, 400)),
        ("The hospital counted five deaths.", "deaths", (5, 5)),
        ("The two armies exchanged data.", "exchanged", None),
        ("Togo and Benin exchanged 40 prisoners.", "exchanged", (40, 40)),
        ("Some 60 recruits fell ill and were taken to hospital.", "taken", (60, 60)),
        ("Chad fired 20 rockets at the camp.", "fired", (20, 20)),
    ],
)
def test_the_number_is_of_what_is_moved_or_hit(read_text: Read, text: str, word: str, expected: tuple[float, float] | None) -> None:
    quantity = event_at(text, read_text(text).grounding.events, word).quantity
    assert (None if quantity is None else (quantity.minimum, quantity.maximum)) == expected


@pytest.fixture
def spoken(pipeline: Pipeline) -> Callable[[str, Known], tuple[Event, ...]]:
    """The events of a text that is one claim of this speaker."""
    builder = DocumentBuilder(Limits(characters=1_000_000, html_seconds=20))

    def find(text: str, speaker: Known) -> tuple[Event, ...]:
        document, _ = builder.build(RawItem(location="a test", media_type="text/plain", data=text.encode(), declared={}))
        tree: Tree = next(pipeline.trees([document]))
        reading = next(pipeline.extractor.extract([document], [tree]))
        return find_events(tree, pipeline.grounder.ground(tree, reading).grounding, {}, None, [(Span(0, len(document.text)), speaker)])

    return find


@pytest.mark.parametrize(
    ("text", "word", "words"),
    [
        ("We attacked the convoy.", "attacked", "Navy of Ghana"),
        ("Our soldiers attacked the convoy.", "attacked", "Our soldiers"),
        ("The army attacked the convoy.", "attacked", "The army"),
    ],
)
def test_speakers_mean_themselves_and_their_own(spoken: Callable[[str, Known], tuple[Event, ...]], text: str, word: str, words: str) -> None:
    (actor,) = event_at(text, spoken(text, Known(name="Navy of Ghana", country="GH")), word).actors
    assert (actor.words, actor.country) == (words, "GH")


def test_what_is_attacked_is_not_in_the_words_of_the_attacker(read_text: Read, pipeline: Pipeline) -> None:
    text = "Kenya attacked rebels on Monday while Uganda and Rwanda waited."
    reading = read_text(text)
    tree: Tree = next(pipeline.trees([reading.document]))
    rebels = Span(text.index("rebels"), text.index("rebels") + len("rebels"))
    events = find_events(tree, reading.grounding, {}, None, [(rebels, Known(name="Kenya", country="KE"))])
    assert countries(event_at(text, events, "attacked").recipients) == set()
    whole = find_events(tree, reading.grounding, {}, None, [(Span(0, len(text)), Known(name="Kenya", country="KE"))])
    assert countries(event_at(text, whole, "attacked").recipients) == {"KE"}
