"""Sentence vectors out of the words alone, for where no model of meaning is installed. Pure."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.topic_terms import terms

DIMENSIONS = 512


class LexicalVectors:
    """Implements `core.ports.EmbedsSentences` by hashing terms, the rare ones weighing more."""

    def embed(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Give one row a sentence, N x 512, of unit length or zero.

        Hashing terms to signed places keeps dot products right on average: Weinberger and
        others, "Feature Hashing for Large Scale Multitask Learning", 2009.
        """
        said = [Counter(terms(sentence)) for sentence in sentences]
        spread = Counter(term for line in said for term in line)
        rows = np.zeros((len(said), DIMENSIONS), dtype=np.float32)
        for row, line in zip(rows, said, strict=True):
            for term, count in line.items():
                code = zlib.crc32(term.encode())
                rare = np.log((1 + len(said)) / spread[term])
                row[code % DIMENSIONS] += (1 if code & 0x80000000 else -1) * count**0.5 * rare
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        vectors: NDArray[np.float32] = rows / np.maximum(lengths, 1e-9)
        return vectors
