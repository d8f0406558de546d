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
    intercept=-2.70,
    by_feature={
        "model": 0.20,
        "cosine": 3.44,
        "focus": 0.33,
        "meaning": 0.92,
        "announces": 0.51,
        "asks": 0.65,
        "opens": 0.41,
        "replies": -0.70,
        "replies next": -0.41,
        "replied": 0.13,
        "question": 0.37,
        "turns around": 0.74,
        "turn sentences": 0.63,
        "short question": 0.43,
        "asked before": -0.50,
        "turn before": 0.10,
        "length": -0.48,
        "pause": 1.00,
        "screen": 1.00,
    },
    shift=0.9,
)
STREAM = Weights(
    intercept=-5.62,
    by_feature={
        "model": 0.41,
        "cosine": 1.66,
        "focus": 0.40,
        "meaning": 0.90,
        "announces": 0.70,
        "asks": 0.69,
        "opens": 0.59,
        "replies": 0.02,
        "replies next": -0.50,
        "replied": 0.11,
        "question": 0.47,
        "pause": 1.00,
        "screen": 1.00,
    },
)
