"""Recall of attributions by class of cue, for files in the form of `sayso eval attribution`.

    python tools/score_classes.py GOLD.jsonl SYSTEM.jsonl [--rounds 500]

Counts, for each class of gold attributions, how many the system has: content at a word overlap (Jaccard) of at least one half, and sources that share a word.
Classes are told by the words of the gold cue alone; an attribution may be in several. Beside each figure its 95 % interval from resampled documents.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from pathlib import Path
from typing import Any

from sayso.claims import lexicon
from sayso.model.claim import SpeechAct

Row = dict[str, Any]
WORD = re.compile(r"[^\W_]+(?:['’.,\-‐-–][^\W_]+)*")
SPEECH = frozenset(["say", "tell", "add", "announce", "state", "declare", "report", "write", "note", "explain", "argue", "insist", "claim", "comment"])
ANSWERS = frozenset(["reply", "respond", "answer", "remark", "reveal"])
FORMS = {"said": "say", "says": "say", "told": "tell", "tells": "tell", "wrote": "write", "written": "write"}
BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "am", "'s"])
NEGATIONS = re.compile(r"\b(?:not|never|no|without|nor)\b|n['’]t\b", re.IGNORECASE)
END = re.compile(r"[.!?][\"”’)]*\s|\n")


def words_of(text: str) -> list[tuple[int, int]]:
    """Every word's place."""
    return [(match.start(), match.end()) for match in WORD.finditer(text)]


def ids(spans: list[list[int]] | None, words: list[tuple[int, int]]) -> frozenset[int]:
    """Numbers of the words that overlap any of the spans."""
    return frozenset(number for number, (start, end) in enumerate(words) if any(start < high and low < end for low, high in spans or []))


def lemma(word: str) -> str:
    """A verb's base form, as far as endings tell."""
    word = word.lower()
    if word in FORMS:
        return FORMS[word]
    known = lexicon.verbs()
    endings = (("ies", "y"), ("ied", "y"), ("es", "e"), ("es", ""), ("s", ""), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", ""))
    options = [word, *(word[: -len(ending)] + new for ending, new in endings if word.endswith(ending))]
    doubled = [option[:-1] for option in options if len(option) > 2 and option[-1] == option[-2]]
    return next((option for option in [*options, *doubled] if option in known), word)


def classes(text: str, row: Row) -> set[str]:
    """The classes of a gold attribution."""
    cue = " ".join(text[low:high] for low, high in row.get("cue") or [])
    tokens = [token.lower() for token in re.findall(r"[\w’']+", cue)]
    lemmas = [lemma(token) for token in tokens]
    verbs = [base for base in lemmas if base in lexicon.verbs()]
    denying = any(SpeechAct.DENY in lexicon.verbs()[base].acts.values() for base in verbs)
    participles = {token for token, base in zip(tokens, lemmas, strict=True) if base in lexicon.verbs() and re.search(r"(?:ed|en|id|old|wn|ought)$", token)}
    passive = any(token in BE for token in tokens) and bool(participles)
    found = set()
    if any(base in SPEECH | ANSWERS for base in lemmas) and not passive and not NEGATIONS.search(cue):
        found.add("speech verb")
    if "according" in tokens:
        found.add("according to")
    if denying or NEGATIONS.search(cue):
        found.add("denial or negated")
    if passive:
        found.add("passive")
    nouns = [token for token, base in zip(tokens, lemmas, strict=True) if token.rstrip("s") in lexicon.nouns() or token in lexicon.nouns()]
    if (nouns and not verbs) or (nouns and not any(token in FORMS for token in tokens) and tokens[-1] in nouns and len(tokens) == 1):
        found.add("nominal")
    if row.get("source") and row.get("content"):
        source, content = row["source"][0], row["content"][0]
        low, high = sorted((source, content), key=lambda span: span[0])
        if END.search(text, low[1], high[0]):
            found.add("carried over")
    return found


def score(text: str, gold: list[Row], system: list[Row]) -> list[tuple[set[str], bool]]:
    """The classes of each gold attribution, and whether the system has it."""
    words = words_of(text)
    want = [(ids(row.get("source"), words), ids(row["content"], words), row) for row in gold]
    have = [(ids(row.get("source"), words), ids(row["content"], words)) for row in system]
    pairs = []
    for one, (source, content, _) in enumerate(want):
        for other, (its_source, its_content) in enumerate(have):
            overlap = len(content & its_content) / max(1, len(content | its_content))
            if overlap >= 0.5 and (bool(source & its_source) or (not source and not its_source)):
                pairs.append((-overlap, one, other))
    hit: set[int] = set()
    used: set[int] = set()
    for _, one, other in sorted(pairs):
        if one not in hit and other not in used:
            hit.add(one)
            used.add(other)
    return [(classes(text, row), number in hit) for number, (_, content, row) in enumerate(want) if content]


def main() -> None:
    """Scores and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("system", type=Path)
    parser.add_argument("--rounds", type=int, default=500)
    options = parser.parse_args()
    gold = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    system = {row["doc_id"]: row for row in map(json.loads, options.system.read_text(encoding="utf-8").splitlines())}
    documents = [score(row["text"], row["attributions"], system.get(row["doc_id"], {"attributions": []})["attributions"]) for row in gold]
    chance = random.Random(1)
    samples = [[chance.randrange(len(documents)) for _ in documents] for _ in range(options.rounds)]
    for name in ("speech verb", "according to", "denial or negated", "carried over", "nominal", "passive"):
        counts = [(sum(hit for kinds, hit in rows if name in kinds), sum(name in kinds for kinds, _ in rows)) for rows in documents]
        total = sum(number for _, number in counts)
        shares = sorted(sum(counts[at][0] for at in sample) / max(1, sum(counts[at][1] for at in sample)) for sample in samples)
        low, high = shares[int(0.025 * len(shares))], shares[int(0.975 * len(shares))]
        print(f"{name:18} {sum(hits for hits, _ in counts):5} of {total:5}  recall {sum(hits for hits, _ in counts) / max(1, total):.3f}  [{low:.3f}-{high:.3f}]")


if __name__ == "__main__":
    main()
