"""The network and its joining with the rules, on texts of our own."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import sayso
from sayso.claims.combined import WEIGHTS, load_network
from sayso.claims.network.pieces import WordPieces
from sayso.claims.network.runtime import Network
from sayso.model.errors import RunAbort

REPORT = (
    "Islanders are adamant that the lamp was switched off by hand. “The light went out at nine, and it stayed out,” Jonas Vild said. "
    "“We assess that the cable was cut,” navy spokeswoman Petra Holm told reporters.\n"
    "The ferry company waved the whole affair away as gossip.\n"
    "The harbour was built in 1911 and holds forty boats. A chapel stands above it."
)

STACKED = "The bridge would reopen on Monday, Mayor Anna Lind said, according to the Harbour Post.\n\nSix people were hurt, the police said, according to local radio."
RELAYED = [
    ("The barge had left Ruse on Friday, two pilots said, Delta Radio reported.", {("Delta Radio < two pilots", "The barge had left Ruse on Friday")}),
    ("According to Delta Radio, the mayor told lawmakers that the well had been sealed.", {("Delta Radio < mayor", "the well had been sealed")}),
    ("The inspectors said they considered it unlikely that the furnace had been lit again.", {("inspectors", "the furnace had been lit again")}),
    ("The coast guard said it thought the rafts had come from Tunisia.", {("coast guard", "the rafts had come from Tunisia")}),
    ("Marta Ilves told the court that she had counted nine boats.", {("Marta Ilves", "she had counted nine boats")}),
    ("The barge had left Ruse, Harbour News Agency reported, citing two pilots.", {("Harbour News Agency < two pilots", "The barge had left Ruse")}),
    ("Harbour News Agency said on Friday the barge had left Ruse, citing a customs officer.", {("Harbour News Agency < customs officer", "the barge had left Ruse")}),
    (
        "Harbour News Agency said the barge would be sold, citing the cost of repairs.",
        {("Harbour News Agency", "the barge would be sold"), ("Harbour News Agency", "the cost of repairs")},
    ),
    ("According to Pelorus Track, a Norwegian firm, only one barge left the port.", {("Pelorus Track", "only one barge left the port")}),
]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> sayso.Ledger:
    folder = tmp_path_factory.mktemp("network")
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")
    ledger = sayso.open(folder / "x.db", extractor="combined")
    ledger.read(folder / "report.txt", published="2025-03-04", outlet="The Example")
    return ledger


def test_it_finds_what_rules_alone_do_not(ledger: sayso.Ledger, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    rules = sayso.open(tmp_path / "rules.db", extractor="rules")
    rules.read(tmp_path / "report.txt")
    assert {claim.extractor for claim in rules.claims()} == {"rules 3"}
    assert len(ledger.claims()) > len(rules.claims())
    assert "network 3" in {claim.extractor for claim in ledger.claims()}


def test_a_quotation_is_linked_once_and_its_layers_kept(ledger: sayso.Ledger) -> None:
    said = [(claim.speaker.name, claim.act.value, claim.content[0].words) for claim in ledger.claims()]
    assert ("Petra Holm", "assess", "the cable was cut") in said
    assert sum("cable was cut" in words for _, _, words in said) == 1
    assert any(name == "Jonas Vild" and "light went out" in words for name, _, words in said)


def told(folder: Path, text: str) -> set[tuple[str, str]]:
    """Each claim's chain without the report's own outlet, outer to inner, with its words."""
    (folder / "report.txt").write_text(text, encoding="utf-8")
    ledger = sayso.open(folder / "x.db", extractor="combined")
    ledger.read(folder / "report.txt", published="2025-03-04", outlet="The Example")
    return {(" < ".join(link.name or link.organisation or link.role or "?" for link in claim.chain[1:]), claim.content[0].words) for claim in ledger.claims()}


def test_what_one_reports_of_anothers_words_are_two_attributions(tmp_path: Path) -> None:
    """Reporting words that stand at the end of what another outlet is cited for belong to the inner of the two; the outlet stands in the chain."""
    assert told(tmp_path, STACKED) == {
        ("Harbour Post < Anna Lind", "The bridge would reopen on Monday"),
        ("local radio < police", "Six people were hurt"),
    }


@pytest.mark.parametrize(("text", "claims"), RELAYED, ids=[text[:30] for text, _ in RELAYED])
def test_who_passes_on_and_who_only_thinks(tmp_path: Path, text: str, claims: set[tuple[str, str]]) -> None:
    """What an outlet passes on is a claim of its speaker too; what a speaker "said it thought" is one claim, what it thinks."""
    assert told(tmp_path, text) == claims


def test_background_is_no_claim(ledger: sayso.Ledger) -> None:
    assert not ledger.claims("harbour")
    assert not ledger.claims("chapel")


def test_every_claim_says_how_sure_it_is_and_the_dial_filters(ledger: sayso.Ledger) -> None:
    everything = ledger.claims()
    assert all(0.5 <= claim.confidence <= 1 for claim in everything)
    sure = ledger.claims(min_confidence=0.9)
    assert {claim.id for claim in sure} == {claim.id for claim in everything if claim.confidence >= 0.9}
    assert ledger.verify().faults == ()


def test_the_same_text_gives_the_same_numbers_alone_and_among_others() -> None:
    network = load_network()
    alone = network.predict([REPORT])[0]
    assert network.predict([REPORT])[0] == alone
    assert [row.content for row in network.predict(["It rained.", REPORT])[1]] == [row.content for row in alone]
    assert network.predict(["", "   \n"]) == [[], []]


def test_spans_are_words_of_the_text() -> None:
    for row in load_network().predict([REPORT], 0.1)[0]:
        for span in (row.content, row.cue, row.source):
            if span is not None:
                words = REPORT[slice(*span)]
                assert words == words.strip()
                assert words


def test_weights_that_were_changed_are_refused(tmp_path: Path) -> None:
    shutil.copytree(WEIGHTS, tmp_path / "weights")
    with (tmp_path / "weights" / "vocabulary.txt").open("a", encoding="utf-8") as file:
        file.write("new\n")
    with pytest.raises(RunAbort, match="is not the file that was shipped"):
        Network.load(tmp_path / "weights")


def test_the_weights_are_small_and_named() -> None:
    config = json.loads((WEIGHTS / "config.json").read_text(encoding="utf-8"))
    assert {path.name for path in WEIGHTS.iterdir()} == {*config["sha256"], "config.json"}
    assert sum(path.stat().st_size for path in WEIGHTS.iterdir()) < 30_000_000


def test_word_pieces_have_their_places() -> None:
    pieces = WordPieces(WEIGHTS / "vocabulary.txt")
    text = "Zeleński’s unspellable café: 3,000 men."
    words = [text[start:end] for start, end, _ in pieces.words(text)]
    assert words == ["Zeleński", "’", "s", "unspellable", "café", ":", "3", ",", "000", "men", "."]
    by_word = dict(zip(words, [numbers for _, _, numbers in pieces.words(text)], strict=True))
    assert by_word["café"] == next(iter(pieces.words("CAFE")))[2]
    assert len(by_word["unspellable"]) > 1
