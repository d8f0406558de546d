"""Topics: chapters found in the words, where the author gave none. Pure; no model, no key.

Sentences are read, scored as places where a chapter may begin, and the talk is cut at the places
that are best together (`core.segmentation`). How many chapters there are is found, or given.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from core.chapters import tile
from core.models import Chapter, Transcript
from core.ports import EmbedsSentences
from core.segmentation import Floats, Places, best_cuts
from core.topic_features import features
from core.topic_units import Talk, read_talk
from core.topic_weights import STREAM, TURNS, Weights

SHORTEST_TOPIC_S = 40.0
BRIEFEST_S = 100.0
"""Chapters of short videos are mostly no shorter; below nine minutes no talk was measured."""
MOST_PLACES = 600
"""Time grows with its square; of a longer talk's places the best of each stretch are taken."""
NEAREST_S = 8.0
"""Of places nearer to each other than this, the best is taken."""
CUTS_EXPECTED = 2.9
"""Chances are set so that they sum to this many cuts a chapter: weak ones add up, and fade."""

NamesTopics = Callable[[Sequence[Sequence[str]], str], Sequence[str]]
"""Gives a title to each of a talk's parts, which are sentences in a language."""


def find_topics(
    transcript: Transcript,
    duration_s: float,
    embedder: EmbedsSentences,
    name: NamesTopics,
    *,
    screens_s: Sequence[float] = (),
    count: int | None = None,
) -> tuple[Chapter, ...]:
    """Find chapters that tile `[0, duration_s)` and begin where sentences do.

    `screens_s` are the seconds at which another screen is shown. With a `count` there are so
    many, or as many as there are places to begin one. Empty where there are no words.
    """
    talk = read_talk(transcript, duration_s)
    if not talk.sentences:
        return ()
    chapter_s = usual_length(duration_s) if count is None else duration_s / count
    columns = features(talk, embedder.embed(talk.sentences), screens_s, chapter_s)
    cuts = find_cuts(talk, columns, chapter_s, count)
    bounds = [0, *cuts, len(talk.sentences)]
    parts = [talk.sentences[low:high] for low, high in pairwise(bounds)]
    starts_s = [0.0, *(float(talk.starts_s[cut]) for cut in cuts)]
    named = zip(starts_s, name(parts, talk.language), strict=True)
    return tile(list(named), duration_s, "found")


def find_cuts(
    talk: Talk,
    columns: dict[str, Floats],
    chapter_s: float,
    count: int | None = None,
    *,
    weights: Weights | None = None,
) -> list[int]:
    """Give the sentences that begin a chapter, but for the first.

    `chapter_s` is about how long a chapter is; other `weights` than the fitted ones are for
    fitting them.
    """
    weights = weights or (STREAM if talk.turns is None else TURNS)
    scores = weights.score(columns)
    kept = _thinned(talk, scores)
    log_odds = scores[kept] + _shift(scores[kept], talk, chapter_s, weights)
    places = Places(times_s=talk.starts_s[kept], log_odds=log_odds, end_s=talk.duration_s)
    shortest_s = min(SHORTEST_TOPIC_S, chapter_s / 3)
    return [int(kept[cut]) for cut in best_cuts(places, chapter_s, shortest_s, count)]


def usual_length(duration_s: float) -> float:
    """Say how long the chapters of a talk mostly are, in seconds: longer in longer talks.

    >>> [round(usual_length(hours * 3600)) for hours in (0.25, 1, 2)]
    [129, 267, 384]
    """
    return max(BRIEFEST_S, float(266.8 * (duration_s / 3600) ** 0.526))


def _thinned(talk: Talk, scores: Floats) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Give the places worth looking at, in order: the best of each few seconds."""
    gap_s = max(NEAREST_S, talk.duration_s / MOST_PLACES)
    if talk.turns is not None and talk.is_cut.sum() <= MOST_PLACES:
        gap_s = 0.0
    slots: dict[int, int] = {}
    for at in np.flatnonzero(talk.is_cut):
        slot = int(talk.starts_s[at] // gap_s) if gap_s else int(at)
        if slot not in slots or scores[at] > scores[slots[slot]]:
            slots[slot] = int(at)
    return np.array(sorted(slots.values()), dtype=np.intp)


def _shift(scores: Floats, talk: Talk, chapter_s: float, weights: Weights) -> float:
    """Give what to add to all log odds, so that as many cuts are likely as chapters are usual.

    Turns say by themselves how dense cuts are; lines of captions do not.
    """
    if weights.shift is not None:
        return weights.shift
    wanted = np.clip(
        CUTS_EXPECTED * talk.duration_s / chapter_s - 1, 0.5, 0.8 * max(1, len(scores))
    )
    # The sum of chances rises with the shift: halve until it is found.
    low, high = -20.0, 20.0
    for _ in range(50):
        middle = (low + high) / 2
        if (1 / (1 + np.exp(-(scores + middle)))).sum() < wanted:
            low = middle
        else:
            high = middle
    return low
