"""The weights of the search for topics, fitted on the 51 talks; prints them for `topic_weights`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bench.talks import TrueTalk, load
from core.lexical_vectors import LexicalVectors
from core.topic_weights import STREAM, TURNS, Weights

RIDGE = 10.0


def fit(talks: Sequence[TrueTalk], like: Weights, ridge: float = RIDGE) -> Weights:
    """Fit a logistic regression with a ridge on the features that `like` names, by Newton steps."""
    names = [name for name in like.by_feature if name not in {"pause", "screen"}]
    rows, truth = [], []
    for one in talks:
        kept = np.flatnonzero(one.talk.is_cut)
        rows.append(np.stack([one.columns[name][kept] for name in names], axis=1))
        truth.append(np.isin(kept, one.cuts))
    raw, wanted = np.concatenate(rows), np.concatenate(truth).astype(float)
    middle, spread = raw.mean(axis=0), np.maximum(1e-9, raw.std(axis=0))
    scaled = np.column_stack([(raw - middle) / spread, np.ones(len(raw))])
    penalty = np.diag([*[ridge] * len(names), 0.0])
    weights = np.zeros(len(names) + 1)
    for _ in range(30):
        chance = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (wanted - chance) - penalty @ weights
        bend = (scaled * (chance * (1 - chance))[:, None]).T @ scaled + penalty
        weights = weights + np.linalg.solve(bend, slope)
    by_feature = dict(zip(names, weights[:-1] / spread, strict=True))
    intercept = float(weights[-1] - (weights[:-1] / spread) @ middle)
    by_hand = {name: like.by_feature[name] for name in like.by_feature if name not in names}
    return replace(like, intercept=intercept, by_feature={**by_feature, **by_hand})


def main() -> None:
    embedder = LexicalVectors()
    for name, like, as_captions in (("TURNS", TURNS, False), ("STREAM", STREAM, True)):
        talks = load(embedder, as_captions=as_captions)
        found = fit([one for one in talks if as_captions or one.talk.turns is not None], like)
        print(f"{name} = Weights(\n    intercept={found.intercept:.2f},\n    by_feature={{")
        for feature, weight in found.by_feature.items():
            print(f'        "{feature}": {weight:.2f},')
        print("    },")
        print(f"    shift={found.shift},\n)" if found.shift is not None else ")")


if __name__ == "__main__":
    main()
