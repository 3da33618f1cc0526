"""One confidence for each claim: a small logistic regression over the network's own evidence."""

from __future__ import annotations

import numpy as np

from sayso.claims.network.runtime import logit
from training.data import Report
from training.evaluate import Verdict, prf

DENSE = 0.4  # weight of claims from the stories that are denser than real news


def design(all_verdicts: list[Verdict]) -> np.ndarray:
    """The evidence of each candidate, probabilities as log odds, a one in front."""
    x = np.array([v.candidate.evidence for v in all_verdicts])
    x[:, :6] = logit(x[:, :6])
    return np.concatenate([np.ones((len(x), 1)), x], 1)


def fit(x: np.ndarray, y: np.ndarray, weight: np.ndarray, ridge: float = 2.0) -> np.ndarray:
    """Weighted logistic regression by Newton's steps; the first column is not shrunk."""
    w = np.zeros(x.shape[1])
    penalty = np.diag([1e-6] + [ridge] * (x.shape[1] - 1))
    for _ in range(40):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        slope = x.T @ (weight * (y - p)) - penalty @ w
        curve = (x * (weight * p * (1 - p))[:, None]).T @ x + penalty
        step = np.linalg.solve(curve, slope)
        w += step
        if np.abs(step).max() < 1e-8:
            break
    return w


def folds(x: np.ndarray, y: np.ndarray, weight: np.ndarray, story: np.ndarray) -> np.ndarray:
    """Each story's confidence by a fit on the other stories: honest figures for the report."""
    out = np.zeros(len(y))
    for name in np.unique(story):
        w = fit(x[story != name], y[story != name], weight[story != name])
        out[story == name] = 1 / (1 + np.exp(-(x[story == name] @ w)))
    return out


def calibrate(all_verdicts: list[Verdict], held: list[Report]) -> tuple[list[float], dict]:
    """Weights, and validation figures at the dials (leave-one-story-out)."""
    rows = [v for v in all_verdicts if not v.free]
    x, y = design(rows), np.array([v.right for v in rows], float)
    story = np.array([v.story for v in rows])
    weight = np.array([1.0 if s[0] == "d" else DENSE for s in story])
    p = folds(x, y, weight, story)
    report: dict = {"brier": round(float(((p - y) ** 2).mean()), 4)}
    for dial in (0.0, 0.3, 0.5, 0.7, 0.8, 0.9):
        for name, letters in (("all", "cde"), ("d", "d")):
            mine = (p >= dial) & np.array([s[0] in letters for s in story])
            gold = sum(not g["optional"] for r in held if r.story[0] in letters for g in r.gold)
            report[f"attr {name} {dial}"] = prf(int(y[mine].sum()), int(mine.sum()), gold)
    return [round(float(v), 6) for v in fit(x, y, weight)], report
