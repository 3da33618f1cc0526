"""Validation figures: claims matched one to one at word overlap, as the stories' scorer does."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.claims.network.runtime import ACTS, CERTAINTIES, POLARITIES, Candidate, Network
from sayso.claims.network.windows import Pair, Words
from training.data import SHORT, Report


@dataclass(frozen=True, slots=True)
class Verdict:
    """A candidate against the gold of its report."""

    candidate: Candidate
    story: str
    gold: dict | None  # the matched gold claim
    source_right: bool

    @property
    def free(self) -> bool:
        """Matched to a claim that is optional: costs nothing, gains nothing."""
        return self.gold is not None and bool(self.gold["optional"])

    @property
    def right(self) -> bool:
        return self.gold is not None and self.source_right


def overlap(a: Pair | None, b: Pair | None) -> float:
    """Dice of two ranges of words."""
    if a is None or b is None:
        return 0.0
    return 2 * max(0, min(a[1], b[1]) - max(a[0], b[0])) / (a[1] - a[0] + b[1] - b[0])


def judge(report: Report, document: Words, found: list[Candidate]) -> list[Verdict]:
    """Match candidates and gold, best first."""
    spans = [document.words_of(g["content_span"]) for g in report.gold]
    whose = [document.words_of(g["source_span"]) if g["source_span"] else None for g in report.gold]
    pairs = []
    for i, s in enumerate(spans):
        for j, c in enumerate(found):
            d = overlap(s, c.content)
            if d >= 0.5:
                same = overlap(whose[i], c.source) > 0 or (whose[i] is None and c.source is None)
                pairs.append((-round(d, 6), not same, i, j, same))
    used: set[int] = set()
    mate: dict[int, tuple[int, bool]] = {}
    for _, _, i, j, same in sorted(pairs):
        if i not in used and j not in mate:
            used.add(i)
            mate[j] = (i, same)
    return [Verdict(c, report.story, report.gold[mate[j][0]] if j in mate else None, mate.get(j, (0, False))[1]) for j, c in enumerate(found)]


def verdicts(network: Network, held: list[Report]) -> list[Verdict]:
    """All candidates of the reports, judged."""
    rows = network.candidates([r.document.text for r in held])
    return [v for report, (document, found) in zip(held, rows) for v in judge(report, document, found)]


def prf(hits: int, found: int, gold: int) -> tuple[float, float, float]:
    """Precision, recall, F1."""
    p, r = hits / max(1, found), hits / max(1, gold)
    return round(p, 4), round(r, 4), round(2 * p * r / max(1e-9, p + r), 4)


def share(values: list[bool]) -> float:
    return round(sum(values) / max(1, len(values)), 4)


def summary(all_verdicts: list[Verdict], held: list[Report]) -> dict:
    """Claim and attribution P/R/F1 (all, and the stories of real density), labels where matched."""
    out: dict = {}
    for name, letter in (("", "cde"), ("d_", "d")):
        mine = [v for v in all_verdicts if v.story[0] in letter and not v.free]
        gold = sum(not g["optional"] for r in held if r.story[0] in letter for g in r.gold)
        for kind, hits in (("claim", sum(v.gold is not None for v in mine)), ("attr", sum(v.right for v in mine))):
            out[f"{name}{kind}"] = prf(hits, len(mine), gold)
            out[f"{name}{kind}_f1"] = out[f"{name}{kind}"][2]
    hit = [(v.candidate, v.gold) for v in all_verdicts if v.gold is not None and not v.free]
    out["act"] = share([ACTS[c.act] in (g["stance"], *g["stance_accept"]) for c, g in hit])
    out["certainty"] = share([CERTAINTIES[c.certainty] == SHORT.get(g["certainty"], g["certainty"]) for c, g in hit])
    out["polarity"] = share([POLARITIES[c.polarity] == g["polarity"] for c, g in hit])
    return out


def figures(network: Network, held: list[Report]) -> dict:
    """The validation figures of a network before calibration: every span the tagger finds."""
    return summary(verdicts(network, held), held)
