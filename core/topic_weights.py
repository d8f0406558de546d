"""How much each feature says of a new chapter, in log odds. Made by `python -m bench.topic_fit`.

The 51 talks have neither pauses nor screens: those two weights are set by hand, so that a pause of
a second counts as much as an announcement, and tried on the seed's lecture and the sample.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.topic_units import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A weight a feature; `shift` is None where the chances are set by a talk's length."""

    intercept: float
    by_feature: Mapping[str, float]
    shift: float | None = None

    def score(self, columns: Mapping[str, Floats]) -> Floats:
        """Give the log odds of a new chapter at each of N sentences."""
        rows = len(next(iter(columns.values())))
        score = np.full(rows, self.intercept)
        for name, weight in self.by_feature.items():
            score += weight * columns[name]
        return score


TURNS = Weights(
    intercept=-3.39,
    by_feature={
        "model": 0.24,
        "cosine": 2.85,
        "focus": 0.32,
        "meaning": 0.61,
        "announces": 0.51,
        "asks": 0.65,
        "opens": 0.41,
        "replies": -0.69,
        "replies next": -0.41,
        "replied": 0.13,
        "question": 0.37,
        "turns around": 0.71,
        "turn sentences": 0.64,
        "short question": 0.43,
        "asked before": -0.50,
        "turn before": 0.10,
        "length": -0.40,
        "pause": 1.00,
        "screen": 0.70,
    },
    shift=1.0,
)
STREAM = Weights(
    intercept=-5.69,
    by_feature={
        "model": 0.48,
        "cosine": 1.18,
        "focus": 0.36,
        "meaning": 0.67,
        "announces": 0.68,
        "asks": 0.69,
        "opens": 0.59,
        "replies": 0.03,
        "replies next": -0.49,
        "replied": 0.12,
        "question": 0.46,
        "pause": 1.00,
        "screen": 0.70,
    },
)
