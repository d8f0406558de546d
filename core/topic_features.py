"""What speaks for a new chapter at each sentence of a talk: words, meanings, turns, cues. Pure.

A feature is a column, a sentence a row; what stands at row i is said of the gap before sentence
i. Windows are counted in words, since people speak at different rates. Which features are here
was chosen by how much they help on talks they were not fitted on; what did not help is listed in
`docs/decisions/`.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import lgamma

import numpy as np
from numpy.typing import NDArray

from core.cue_phrases import cues_of
from core.topic_terms import parts_of, term_counts
from core.topic_units import Floats, Talk

Columns = dict[str, Floats]

TURN_REACH = 4
"""Turns on either side over which the length of turns is averaged."""
SHORT_TURN_WORDS = 60.0
MODEL_WORDS, COSINE_WORDS, FOCUS_WORDS, MEANING_WORDS = 160.0, 320.0, 600.0, 320.0
"""How far each feature looks to either side of a gap, in long chapters."""
FOCUS_SENTENCES = 4
"""After a gap: a term said in them that is said far more often after than before is its focus."""
PRIOR_WEIGHT = 60.0
"""Words of the whole talk that are mixed into the word model of a window."""
MOST_SAID = 63
"""Times a term counts in a window; the word model keeps a table of so many columns."""
SCREEN_NEAR_S = 4.0
LONG_PAUSE_S = 4.0
CHAPTER_WORDS = 350.0
"""Of chapters of so many words and more, windows have their full reach."""
LEAST_SCALE = 0.08
NOTHING = 1e-6
"""Vectors that cancel out leave rounding errors, which point anywhere."""
CHUNK = 512
"""Rows that are worked on at once: memory stays at a few of them times the terms."""


def features(
    talk: Talk, vectors: NDArray[np.float32], screens_s: Sequence[float], chapter_s: float
) -> Columns:
    """Give every feature as an array over the N sentences.

    `vectors` is N x D, a row a sentence. `screens_s` are the seconds at which another screen is
    shown, and `chapter_s` is about how long a chapter is: of short ones less is looked at. The
    features of turns stand only where the talk has turns.
    """
    chapter_words = float(talk.words.sum()) * chapter_s / max(1.0, talk.duration_s)
    spans = _Spans(talk.words, min(1.0, max(LEAST_SCALE, chapter_words / CHAPTER_WORDS)))
    columns = {**_words(talk, spans), **_meanings(vectors, talk.words, spans), **_cues(talk)}
    columns["pause"] = np.log1p(np.minimum(talk.pauses_s, LONG_PAUSE_S))
    columns["screen"] = _near(talk.starts_s, np.asarray(sorted(screens_s), dtype=np.float64))
    columns["length"] = np.full(len(talk.words), np.log(max(1.0, talk.duration_s)))
    return {**columns, **_turns(talk)}


class _Spans:
    """Windows of some words before and after each gap, as sentence numbers."""

    def __init__(self, words: Floats, scale: float) -> None:
        self._ends = np.concatenate([[0.0], np.cumsum(words)]) / scale
        self._at = np.arange(len(words))

    def before(self, reach: float) -> NDArray[np.intp]:
        """Give the first sentence of each window before; never empty but at the start."""
        low = np.searchsorted(self._ends, self._ends[:-1] - reach)
        return np.minimum(low, np.maximum(0, self._at - 1))

    def after(self, reach: float) -> NDArray[np.intp]:
        """Give the sentence after the last one of each window after; never empty."""
        high = np.searchsorted(self._ends, self._ends[:-1] + reach)
        return np.minimum(len(self._at), np.maximum(high, self._at + 1))

    def depth(self, likeness: Floats, reach: float) -> Floats:
        """Measure how deep each valley of likeness is below its slopes (Hearst, 1997)."""
        low = np.searchsorted(self._ends[:-1], self._ends[:-1] - reach)
        high = np.searchsorted(self._ends[:-1], self._ends[:-1] + reach)
        found = np.zeros(len(likeness))
        for at in self._at:
            here = likeness[at]
            found[at] = likeness[low[at] : at + 1].max() + likeness[at : high[at]].max() - 2 * here
        return found


def _words(talk: Talk, spans: _Spans) -> Columns:
    counts = term_counts(talk.sentences, talk.words)
    rows = len(talk.words)
    until = np.zeros((rows + 1, counts.shape[1]), dtype=np.float32)
    np.cumsum(counts, axis=0, out=until[1:])
    model = _WordModel(until[-1])
    rarity = _rarity(counts, talk.words)
    found: Columns = {name: np.zeros(rows) for name in ("model", "cosine", "focus")}
    windows = {
        reach: (spans.before(reach), spans.after(reach))
        for reach in (MODEL_WORDS, COSINE_WORDS, FOCUS_WORDS)
    }
    for start in range(1, rows, CHUNK):
        at = np.arange(start, min(rows, start + CHUNK))

        def sides(reach: float, at: NDArray[np.intp] = at) -> tuple[NDArray[np.float32], ...]:
            low, high = windows[reach]
            return until[at] - until[low[at]], until[high[at]] - until[at]

        left, right = sides(MODEL_WORDS)
        found["model"][at] = model.gain(left, right)
        left, right = sides(COSINE_WORDS)
        found["cosine"][at] = -_cosine(np.sqrt(left) * rarity, np.sqrt(right) * rarity)
        left, right = sides(FOCUS_WORDS)
        said = until[np.minimum(rows, at + FOCUS_SENTENCES)] > until[at]
        rise = np.where(said & (right >= 2), np.log((right + 0.3) / (left + 0.3)), 0.0)
        found["focus"][at] = rise.max(axis=1, initial=0.0)
    found["model"] /= 10.0
    return found


class _WordModel:
    """How much likelier words are under two models than under one, with a Dirichlet prior.

    After J. Eisenstein and R. Barzilay, "Bayesian Unsupervised Topic Segmentation", 2008.
    """

    def __init__(self, total: NDArray[np.float32]) -> None:
        prior = PRIOR_WEIGHT * total / max(1.0, float(total.sum())) + 0.02
        self._weight = float(prior.sum()) or 1.0
        steps = np.log(prior[:, None] + np.arange(MOST_SAID))
        self._table = np.concatenate(
            [np.zeros((len(prior), 1)), np.cumsum(steps, axis=1)], axis=1
        ).astype(np.float32)
        self._terms = np.arange(len(prior))

    def gain(self, left: NDArray[np.float32], right: NDArray[np.float32]) -> Floats:
        """Give the gain in log likelihood for windows given as rows of counts, M x V."""
        return self._fit(left) + self._fit(right) - self._fit(left + right)

    def _fit(self, counts: NDArray[np.float32]) -> Floats:
        said = np.minimum(counts, MOST_SAID).astype(np.intp)
        norms = [lgamma(self._weight + float(size)) for size in counts.sum(axis=1)]
        fits: Floats = self._table[self._terms, said].sum(axis=1, dtype=np.float64)
        fits += lgamma(self._weight) - np.array(norms)
        return fits


def _rarity(counts: NDArray[np.float32], words: Floats) -> NDArray[np.float32]:
    """Weigh terms by how few of the talk's parts they stand in."""
    edges = np.flatnonzero(np.diff(parts_of(words), prepend=-1))
    spread = (np.add.reduceat(counts, edges, axis=0) > 0).sum(axis=0)
    weights = np.log((len(edges) + 1) / (spread + 0.5))
    rarity: NDArray[np.float32] = np.maximum(weights, 0.0).astype(np.float32)
    return rarity


def _cosine(left: NDArray[np.floating], right: NDArray[np.floating]) -> Floats:
    norms = np.linalg.norm(left, axis=1) * np.linalg.norm(right, axis=1)
    products = np.einsum("ij,ij->i", left, right)
    cosines: Floats = np.divide(products, norms, out=np.zeros(len(norms)), where=norms > NOTHING)
    return cosines


def _meanings(vectors: NDArray[np.float32], words: Floats, spans: _Spans) -> Columns:
    """Compare what is meant before and after each gap: the mean vectors of the windows."""
    weights = np.sqrt(words)[:, None]
    middle = (vectors * words[:, None]).sum(axis=0) / max(1.0, words.sum())
    until = np.zeros((len(words) + 1, vectors.shape[1]))
    np.cumsum((vectors - middle) * weights, axis=0, out=until[1:])
    low, high, at = spans.before(MEANING_WORDS), spans.after(MEANING_WORDS), np.arange(len(words))
    likeness = _cosine(until[at] - until[low], until[high] - until[at])
    likeness[:1] = likeness[1:].max(initial=0.0)
    return {"meaning": spans.depth(likeness, 1.5 * MEANING_WORDS)}


def _cues(talk: Talk) -> Columns:
    found = [cues_of(sentence, talk.language) for sentence in talk.sentences]
    announces = np.array([cue.announces for cue in found], dtype=np.float64)
    asks = np.array([cue.asks for cue in found], dtype=np.float64)
    replies = np.array([cue.replies for cue in found], dtype=np.float64)
    questions = _questions(talk)
    return {
        "announces": np.minimum(2.0, announces + 0.5 * _later(announces, 1)),
        "asks": np.minimum(2.0, asks + 0.5 * _later(asks, 1)),
        "opens": np.array([cue.opens for cue in found], dtype=np.float64),
        "replies": replies,
        "replies next": _later(replies, 1),
        "replied": _later(replies, -1),
        "question": np.max([_later(questions, step) for step in range(3)], axis=0),
    }


def _questions(talk: Talk) -> Floats:
    asked = (line.rstrip("\"'”’)」』 ").endswith(("?", "？")) for line in talk.sentences)
    return np.fromiter(asked, dtype=np.float64, count=len(talk.sentences))


def _later(values: Floats, steps: int) -> Floats:
    """Give what stands some rows further on; nothing beyond the ends."""
    moved = np.zeros_like(values)
    if steps > 0:
        moved[:-steps] = values[steps:]
    elif steps < 0:
        moved[-steps:] = values[:steps]
    else:
        moved[:] = values
    return moved


def _near(times_s: Floats, screens_s: Floats) -> Floats:
    """Tell where another screen comes up within a few seconds."""
    low = np.searchsorted(screens_s, times_s - SCREEN_NEAR_S)
    high = np.searchsorted(screens_s, times_s + SCREEN_NEAR_S)
    return (high > low).astype(np.float64)


def _turns(talk: Talk) -> Columns:
    """Describe the turns of speech: chapters begin at long ones, and after short questions."""
    if talk.turns is None:
        return {}
    turns = talk.turns
    said = np.bincount(turns, weights=talk.words)
    lengths = np.log(np.maximum(1.0, said))
    around = np.pad(lengths, TURN_REACH, mode="edge")
    kernel = np.ones(2 * TURN_REACH + 1) / (2 * TURN_REACH + 1)
    asking = _questions(talk)[np.searchsorted(turns, np.arange(len(said)), "right") - 1]
    earlier = np.concatenate([[0.0], lengths[:-1]])
    return {
        "turns around": np.convolve(around, kernel, mode="valid")[turns],
        "turn sentences": np.log(np.bincount(turns))[turns],
        "short question": (asking * (said < SHORT_TURN_WORDS))[turns],
        "asked before": _later(asking, -1)[turns],
        "turn before": earlier[turns],
    }
