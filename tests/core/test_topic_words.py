"""What the search for topics hears: terms in any script, and the cues of speakers."""

from __future__ import annotations

import numpy as np
import pytest

from core.cue_phrases import ANNOUNCES, ASKS, OPENS, REPLIES, Cues, cues_of
from core.topic_terms import MOST_TERMS, term_counts, terms


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tokenizers tokenize tokens", ["tokeni", "tokeni", "tokens"]),
        ("해시 테이블은 값을", ["해시", "테이", "값을"]),
        ("これは事前学習です", ["事前", "前学", "学習"]),
        ("トークンの数", ["トー", "ーク", "クン", "数"]),
        ("It is at 5", []),
        ("", []),
    ],
)
def test_terms_of_any_script(text: str, found: list[str]) -> None:
    """Stems, pairs of letters or syllables; short words and small signs are none."""
    assert list(terms(text)) == found


def test_words_that_stand_everywhere_are_no_terms() -> None:
    """What is said in every part of a talk, or once, tells nothing."""
    lines = [f"please remember {'apples' if at < 30 else 'oranges'} again" for at in range(60)]
    lines[7] += " hapax"

    counts = term_counts(lines, np.full(60, 25.0))

    assert counts.sum(axis=0).tolist() == [30.0, 30.0]


def test_the_vocabulary_is_bounded() -> None:
    """A day of talk does not ask for a day's memory."""
    lines = [f"{at}word {at}word" for at in range(10, 10 + 2 * MOST_TERMS)]

    assert term_counts(lines, np.full(len(lines), 2.0)).shape == (2 * MOST_TERMS, MOST_TERMS)


@pytest.mark.parametrize(
    ("sentence", "language", "cues"),
    [
        ("Okay, so let’s talk about generators.", "en", Cues(1, 0, True, False)),
        ("The next question is from Anna.", "en", Cues(1, 0, False, False)),
        ("So what is a mempool?", "en", Cues(0, 1, True, False)),
        ("Yeah, exactly.", "en", Cues(0, 0, False, True)),
        ("Kommen wir zum nächsten Thema.", "de", Cues(2, 0, False, False)),
        ("Passons à la deuxième partie.", "fr", Cues(2, 0, False, False)),
        ("Bueno, pasemos al siguiente punto.", "es", Cues(2, 0, True, False)),
        ("Allora, parliamo di memoria.", "it", Cues(1, 0, True, False)),
        ("Agora vamos falar de memória.", "pt", Cues(1, 0, True, False)),
        ("次に、衝突について説明します。", "ja", Cues(2, 0, True, False)),
        ("이제 트리를 살펴보겠습니다.", "ko", Cues(1, 0, True, False)),
        ("接下来我们来看内存的部分。", "zh", Cues(2, 0, True, False)),
        ("Let's talk about memory.", "tlh", Cues(0, 0, False, False)),
    ],
)
def test_cues_of_many_languages(sentence: str, language: str, cues: Cues) -> None:
    """Announcements, questions, openings and replies are heard; a strange language has none."""
    assert cues_of(sentence, language) == cues


def test_every_language_fills_every_class() -> None:
    """The weights are of classes, so a language has all of them or none."""
    assert ANNOUNCES.keys() == ASKS.keys() == OPENS.keys() == REPLIES.keys()
