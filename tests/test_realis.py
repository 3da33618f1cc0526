"""How real the words make an event. The word in square brackets is the event; what stands beside the text is how it must stand, and the condition it hangs on."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.compose import document_builder, make_pipeline, model_files
from sayso.evaluation import factuality
from sayso.grounding.events.marks import Standing
from sayso.grounding.events.realis import condition_span, standing
from sayso.grounding.grounder import Grounder
from sayso.language.spacy_parser import SpacyParser
from sayso.model.document import Document, RawItem
from sayso.model.errors import RunAbort
from sayso.model.event import Realis
from sayso.model.span import Span
from sayso.model.tree import Tree
from sayso.settings import Settings
from sayso.vocabulary import realis as vocabulary
from sayso.vocabulary.realis import Effect

Stand = Callable[[str], tuple[Tree, Standing]]
BRACKETS = re.compile(r"\[(.+?)\]")


@pytest.fixture(scope="module")
def read() -> Callable[[str], tuple[Document, Tree]]:
    parser, builder = SpacyParser(model_files(Settings())), document_builder(Settings())

    def call(text: str) -> tuple[Document, Tree]:
        document, _ = builder.build(RawItem(location="a test", media_type="text/plain", data=text.encode()))
        return document, Tree(next(iter(parser.parse([document]))))

    return call


@pytest.fixture(scope="module")
def stand(read: Callable[[str], tuple[Document, Tree]]) -> Stand:
    """The tree of a text without its brackets, and how the word that they enclose stands."""

    def call(marked: str) -> tuple[Tree, Standing]:
        match = BRACKETS.search(marked)
        assert match is not None
        text = marked[: match.start()] + match[1] + marked[match.end() :]
        _, tree = read(text)
        tokens = tree.parse.tokens_in(Span(match.start(), match.start() + len(match[1])))
        heads = tree.parse.heads
        return tree, standing(tree, next(at for at in tokens if heads[at] not in tokens or heads[at] == at))

    return call


ACTUAL = [
    "Burkina Faso [expelled] two diplomats on Sunday.",
    "The minister said that a drone had [struck] the depot.",
    "The ministry denied that its guards had [shot] a fisherman.",
    "Nicosia rejected reports of the [attack].",
    "The army declined to discuss the [deployment].",
    "Lawyers accused the firm of [bribing] two inspectors.",
    "The general is alleged to have [ordered] the raid.",
    "Rescuers managed to [evacuate] 40 miners.",
    "The storm forced the port to [close] on Friday.",
    "The envoy regretted that both sides had [broken] the truce.",
    "He did not know that the rebels had [seized] the bridge.",
    "Rumours that the bank had [closed] its branch reached the capital.",
    "No fewer than 30 houses were [burned].",
    "The convoy left after the soldiers had [cleared] the road.",
    "Police [arrested] a courier while he was crossing the square.",
    "The bishop vowed to end [raids] on the valley.",
    "Lima refused a [request] for help.",
    "The captain was responsible for [robberies] in three ports.",
    "Farmers gathered in Dakar to [protest] against the tax.",
    "Students blocked the bridge, [demanding] his release.",
    "Who [fired] first is not known.",
    "The fleet [left] Odense before dawn.",
    "The court criticised the [expulsion] of the teachers.",
    "Four shepherds are [missing] in the hills.",
    "Talks on the [expulsion] of the teachers failed.",
    "Villagers burned the mill and [fled].",
]
ONGOING = [
    "Engineers are [repairing] the dam.",
    "The prisoners are being [moved] to the coast.",
    "Officials said two battalions were being [transferred] to the border.",
    "Chad has been [sheltering] the refugees since May.",
    "The two navies continue to [patrol] the strait.",
    "The president appears weary of the [war].",
    "Its [cooperation] with the junta breaks two resolutions.",
    "Hungary [supports] the candidate.",
    "Norway will suspend the peace [talks].",
    "The ongoing [blockade] starves the town.",
    "Two pilots have been [held] in Asmara since March.",
    "Two pilots are [held] in Asmara.",
    "Six miners are [trapped] in a shaft.",
]
PLANNED = [
    "Peru will [send] 200 police officers to Haiti.",
    "Peru plans to [send] 200 police officers to Haiti.",
    "Peru has agreed to [send] 200 police officers to Haiti.",
    "Peru has agreed to a new [deployment].",
    "The cabinet ordered the army to [withdraw].",
    "Belgrade promised a [withdrawal].",
    "Farmers will gather in Dakar to [protest] against the tax.",
    "The clubs agreed to postpone the [march].",
    "The envoy said he would [visit] Tirana.",
    "The regime appears intent on [invading] its neighbour.",
    "A planned [exercise] worries Tallinn.",
    "The chamber is expected to [ratify] the treaty in June.",
    "The inquiry is to [report] in May.",
    "The brigade is due to [leave] on Tuesday.",
    "The frigates will hold an [exercise] off Malta.",
    "Their plan to [invade] the island alarmed Manila.",
    "Delegates must [leave] the city by noon.",
    "The ministry flew in medics to [treat] the wounded.",
    "Quito will open a clinic, train nurses and [send] vaccines to the islands.",
    "Bern is ready to lend its [support] to the envoy.",
]
HYPOTHETICAL = [
    "The rebels may [attack] the airport.",
    "The rebels could [attack] the airport at night.",
    "The council asked whether the guards had [fired].",
    "It is unclear whether Ankara would [attend] the summit.",
    "The mayor urged both gangs to [disarm].",
    "The union called for a [boycott].",
    "The bishop appealed for the hostages to be [freed].",
    "The charter prohibits the [sale] of uranium.",
    "The sheriff suspects that the guerrillas [moved] the bodies.",
    "The general threatened to [shell] the harbour.",
    "Observers fear an [attack].",
    "The risk of an [attack] has grown.",
    "Is Damascus [building] a new airbase?",
    "Are there [sanctions] in place?",
    "It rules out any [mobilisation].",
    "Should the rebels [return], the town will burn.",
    "If the rebels [return], the town will burn.",
    "An [attack] would be a mistake.",
    "[Release] the hostages at once.",
    "Perhaps the rebels [burned] the village.",
    "The ministry could not exclude that a drone had [entered] its airspace.",
    "Officials have not ruled out [sending] advisers.",
    "The parliament considers [sanctions] against Minsk.",
    "Talks on a [truce] have begun in Muscat.",
    "The rebels may burn the mill, loot the shops and [seize] the bridge.",
]
NEGATED = [
    "No troops were [sent] abroad.",
    "The guards did not [shoot] at anyone.",
    "The guards didn’t [shoot] at anyone.",
    "The army will not [leave] its barracks.",
    "Nobody was [hurt].",
    "The inspectors were at no moment [turned] back.",
    "There is no sign of [sabotage].",
    "They passed the border without a [fight].",
    "The frigate was not allowed to [inspect] the hold.",
    "The guards failed to [stop] the lorry.",
    "A patrol prevented an [attack] on the market.",
    "Lima refused to [extradite] the banker.",
    "The clans avoided a [clash].",
    "The navy cancelled a landing [drill].",
    "No decision to [expand] the mission has been taken.",
    "Not one ballot box was [stolen].",
    "The envoy could not [reach] the camp.",
    "The guards did not burn, loot or [seize] anything.",
]
CASES = [
    *((text, Realis.ACTUAL) for text in ACTUAL),
    *((text, Realis.ONGOING) for text in ONGOING),
    *((text, Realis.PLANNED) for text in PLANNED),
    *((text, Realis.HYPOTHETICAL) for text in HYPOTHETICAL),
    *((text, Realis.NEGATED) for text in NEGATED),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_the_words_make_it_so(stand: Stand, text: str, expected: Realis) -> None:
    assert stand(text)[1].realis is expected


CONDITIONS = [
    ("If the rebels return, the governor will [declare] an emergency.", "If the rebels return"),
    ("If the rebels [return], the governor will declare an emergency.", None),
    ("Dockers will [strike] on Monday unless the bill is withdrawn.", "unless the bill is withdrawn"),
    ("Dockers would [strike] if the bill passed, the union warned.", "if the bill passed"),
    ("Should the envoy be put on trial, Oslo may [recall] its ambassador.", "Should the envoy be put on trial"),
    ("It would be a disaster if the dam [broke].", None),
    ("If the levee failed, it would show the cost of the [war].", None),
    ("If the dyke gives way, the harvest would be lost. The traders would also [raise] their prices.", "If the dyke gives way"),
    ("The two states signed a pact that provides for military [aid] if one of them is attacked.", "if one of them is attacked"),
    ("The two states [signed] a pact that provides for military aid if one of them is attacked.", None),
    ("The pact obliges each side to [send] troops if the other is invaded.", "if the other is invaded"),
    ("The governor asked if the rebels had [returned].", None),
    ("Had the rebels attacked, the army would have [responded].", "Had the rebels attacked"),
    ("The rebels [returned] yesterday.", None),
]


@pytest.mark.parametrize(("text", "expected"), CONDITIONS, ids=[text for text, _ in CONDITIONS])
def test_what_it_hangs_on(stand: Stand, text: str, expected: str | None) -> None:
    tree, found = stand(text)
    span = condition_span(tree, found.condition)
    assert (span.of(tree.parse.text) if span else None) == expected


# Each text is surer of its event than the next.
SCALES = [
    ["The rebels [attacked] the port.", "The rebels probably [attacked] the port.", "The rebels may have [attacked] the port.", "The rebels did not [attack] the port."],
    ["The miners [left].", "The miners will [leave].", "The miners might [leave].", "The miners refused to [leave]."],
    ["He managed to [escape].", "He hopes to [escape].", "He failed to [escape]."],
    ["They know that the bridge [fell].", "They doubt that the bridge [fell].", "The bridge never [fell]."],
    ["The court said the mayor [lied].", "The court believes the mayor [lied].", "The court asked whether the mayor [lied]."],
    ["The ministry announced it would [send] advisers.", "The ministry has not ruled out [sending] advisers.", "The ministry ruled out [sending] advisers."],
    ["They [signed] the pact.", "They promised to [sign] the pact.", "They were asked to [sign] the pact.", "They were unable to [sign] the pact."],
]


@pytest.mark.parametrize("scale", SCALES, ids=[scale[0] for scale in SCALES])
def test_how_sure_it_is(stand: Stand, scale: list[str]) -> None:
    values = [stand(text)[1].factuality for text in scale]
    assert values == sorted(values, reverse=True)
    assert len(set(values)) == len(values)


def test_what_is_told_plainly_is_certain(stand: Stand) -> None:
    assert stand("The rebels [attacked] the port.")[1].factuality == 3.0
    assert stand("The rebels did not [attack] the port.")[1].factuality == -3.0


def test_the_reporting_verb_of_a_claim_can_be_left_out(read: Callable[[str], tuple[Document, Tree]]) -> None:
    _, tree = read("The mayor suspects that the rebels burned the mill.")
    burned, suspects = tree.parse.words.index("burned"), tree.parse.words.index("suspects")
    assert standing(tree, burned).realis is Realis.HYPOTHETICAL
    assert standing(tree, burned, frozenset({suspects})).realis is Realis.ACTUAL


@given(st.lists(st.sampled_from([effect for group in ("helpers", "verbs", "nouns") for effect in getattr(vocabulary.realis_words().lists, group)])))
def test_words_only_lower_the_certainty_and_two_denials_cancel(effects: list[Effect]) -> None:
    found = Standing()
    for effect in effects:
        before = found.certainty
        found.take(effect)
        assert found.certainty <= before
    assert found.negated == bool(sum(effect.turns for effect in effects) % 2)
    assert -3.0 <= found.factuality <= 3.0


def test_the_record_of_the_evaluation_has_the_value_of_its_mention(read: Callable[[str], tuple[Document, Tree]]) -> None:
    text = "The  rebels did not attack the port."  # the second blank is cleaned away: offsets are those of the text as given
    document, tree = read(text)
    start = text.index("attack")
    grounder: Grounder = make_pipeline(Settings(extractor="rules")).grounder
    row = {"id": "r1", "text": text, "start": start, "end": start + len("attack")}
    assert list(factuality.ground(document, tree, row, grounder, given=False)) == [{"id": "r1", "value": -3.0}]


def test_a_word_under_two_effects_is_refused() -> None:
    table = vocabulary.realis_words().lists
    twice = msgspec.structs.replace(table, adverbs=[*table.adverbs, Effect(name="again", words=frozenset({"probably"}))])
    with pytest.raises(RunAbort, match="probably stands under probably and again"):
        vocabulary.RealisWords(twice)
