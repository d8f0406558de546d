"""Speaks the lines and finds where in them each caption starts and ends."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RATE_HZ = 24_000
SEED = 7
SPEED = 1.08
GAIN = 1.5
"""Brings the voice to -22 dBFS; its loudest peak, 0.64, stays below 1."""

SPOKEN = {
    "O(1)": "O of one",
    "O(n)": "O of n",
    "HashMap": "hash map",
    "HashTable": "hash table",
    "KeyError": "key error",
    "SipHash": "sip hash",
    "eq": "[eq](/ˌiˈkju/)",
    "modulo": "[modulo](/mˈɑʤəlO/)",
}
"""What the voice is given in place of a written word."""

GLANCE_S = 6.0
"""A line no longer than this is one caption, whatever cuts it offers."""

HOP = RATE_HZ // 100
QUIET = 0.012
"""Loudness (root mean square of 10 ms) under which nothing is heard."""

Samples = NDArray[np.float32]


@dataclass(frozen=True)
class Cue:
    """A caption: words, and when they are heard, in seconds."""

    start_s: float
    end_s: float
    text: str


@dataclass(frozen=True)
class Speech:
    """A spoken line: its sound, and its captions counted from the sound's start."""

    samples: Samples
    cues: tuple[Cue, ...]

    @property
    def duration_s(self) -> float:
        """How long the sound is."""
        return len(self.samples) / RATE_HZ


class Voice:
    """hibari's voice `heart`, distilled from Kokoro's af_heart."""

    def __init__(self) -> None:
        from hibari import Hibari

        self._hibari = Hibari(voice="heart")

    def say(self, line: str) -> Speech:
        """Speak a line; each `|` in it divides two captions."""
        texts = [text.strip() for text in line.split("|")]
        spoken = [self._respell(text) for text in texts]
        samples = trim(self._hibari(" ".join(spoken), speed=SPEED, seed=SEED))
        samples = np.clip(samples * np.float32(GAIN), -1, 1)
        if len(samples) <= GLANCE_S * RATE_HZ:
            return Speech(samples, place_cues(samples, [" ".join(texts)], [1]))
        lengths = [weigh("".join(self._hibari.phonemize(text))) for text in spoken]
        return Speech(samples, place_cues(samples, texts, lengths))

    def _respell(self, text: str) -> str:
        for written, said in SPOKEN.items():
            text = re.sub(rf"(?<!\w){re.escape(written)}(?!\w)", said, text)
        return text


def weigh(phonemes: str) -> int:
    """Guess how long phonemes take, in phonemes: a comma rests as long as 4, a full stop as 9."""
    return len(phonemes) + 3 * sum(map(phonemes.count, ",;:")) + 8 * sum(map(phonemes.count, ".?!"))


def loudness(samples: Samples) -> NDArray[np.float32]:
    """Return the root mean square of every 10 ms."""
    count = len(samples) // HOP
    return np.sqrt((samples[: count * HOP].reshape(count, HOP) ** 2).mean(axis=1))


def trim(samples: Samples) -> Samples:
    """Cut the silence at both ends, down to 30 ms."""
    heard = np.flatnonzero(loudness(samples) > QUIET)
    first, last = max(0, heard[0] - 3), heard[-1] + 4
    return samples[first * HOP : last * HOP]


def place_cues(samples: Samples, texts: list[str], lengths: list[int]) -> tuple[Cue, ...]:
    """Divide a line's sound among its captions.

    Where each should end is guessed from its share of the phonemes; the pause nearest to the
    guess, the longest quiet stretch within an eighth of the line, is where it does end.
    """
    levels = loudness(samples)
    total = len(samples) / RATE_HZ
    cues, start_s, said = [], 0.0, 0
    for text, length in zip(texts[:-1], lengths[:-1], strict=True):
        said += length
        end_s, next_s = find_pause(levels, total * said / sum(lengths), total / 8)
        cues.append(Cue(start_s, end_s, text))
        start_s = next_s
    return (*cues, Cue(start_s, total, texts[-1]))


def find_pause(levels: NDArray[np.float32], guess_s: float, reach_s: float) -> tuple[float, float]:
    """Return start and end, in seconds, of the longest quiet stretch near a guess."""
    first = max(1, int((guess_s - reach_s) * 100))
    last = min(len(levels) - 1, int((guess_s + reach_s) * 100))
    best, start = (0, 0), first
    for hop in range(first, last + 1):
        if levels[hop] > QUIET or hop == last:
            best = max(best, (start, hop), key=lambda stretch: stretch[1] - stretch[0])
            start = hop + 1
    if best[1] - best[0] < 4:
        quietest = first + int(np.argmin(levels[first:last]))
        return quietest / 100, quietest / 100
    return best[0] / 100, best[1] / 100
