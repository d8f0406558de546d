"""The words that a talk is about, counted a sentence at a time, in any script. Pure.

No list of stop words and no stemmer for each language: words that stand in many parts of a talk
say nothing of any of them, and the first letters of a word are nearly its stem.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

STEM = 6
"""Letters that are kept of a word written with spaces; it beat 5, 7 and whole words."""
SHORTEST = 3
MOST_TERMS = 1500
"""The most frequent ones; memory grows with terms times sentences."""
COMMON_SHARE = 0.6
"""Terms in more than this share of a talk's parts are common words."""
PART_WORDS = 100.0
"""A talk is looked at in parts of so many words to tell how widely a term is spread."""

_HAN_KATAKANA = r"\u30a1-\u30ffー\u3400-\u9fff"
_PIECE = re.compile(rf"[{_HAN_KATAKANA}]+|[\uac00-\ud7a3]+|[^\W_{_HAN_KATAKANA}\u3040-\u309f]+")
_PAIRED = re.compile(rf"[{_HAN_KATAKANA}]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")


def terms(text: str) -> Iterator[str]:
    """Give the terms of a text: stems, or pairs of letters where words are not parted.

    >>> list(terms("Generators yield lazily, 事前学習"))
    ['genera', 'yield', 'lazily', '事前', '前学', '学習']
    """
    for piece in _PIECE.findall(text.lower()):
        if _PAIRED.match(piece):
            yield from (piece[at : at + 2] for at in range(max(1, len(piece) - 1)))
        elif _HANGUL.match(piece):
            # Endings follow the stem: two syllables are most of it.
            if len(piece) > 1:
                yield piece[:2]
        elif len(piece) >= SHORTEST:
            yield piece[:STEM]


def parts_of(words: NDArray[np.float64]) -> NDArray[np.intp]:
    """Number the parts of `PART_WORDS` words in which N sentences begin, from 0.

    >>> parts_of(np.array([60.0, 60.0, 20.0])).tolist()
    [0, 0, 1]
    """
    return ((np.cumsum(words) - words) // PART_WORDS).astype(np.intp)


def term_counts(sentences: Sequence[str], words: NDArray[np.float64]) -> NDArray[np.float32]:
    """Count terms: N sentences x V terms, of those that are said twice and are not common.

    `words` are the lengths of the sentences.
    """
    said = [Counter(terms(sentence)) for sentence in sentences]
    parts = parts_of(words)
    spread: Counter[str] = Counter()
    for part in range(parts[-1] + 1 if len(parts) else 0):
        lines = said[np.searchsorted(parts, part) : np.searchsorted(parts, part, "right")]
        spread.update(set().union(*lines))
    total: Counter[str] = Counter()
    for line in said:
        total.update(line)
    most = max(3.0, COMMON_SHARE * (parts[-1] + 1 if len(parts) else 0))
    kept = [term for term, count in total.most_common() if count > 1 and spread[term] <= most]
    places = {term: at for at, term in enumerate(kept[:MOST_TERMS])}
    counts = np.zeros((len(said), len(places)), dtype=np.float32)
    for row, line in enumerate(said):
        for term, count in line.items():
            if term in places:
                counts[row, places[term]] = count
    return counts
