"""Tokens of pictures by the published formula, and of words by script."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.models import Length
from core.tokens import (
    answer_tokens,
    image_tokens,
    prompt_tokens,
    seen_size,
    text_tokens,
    thought_tokens,
)
from tests.standins.anthropic_models import MODELS, count_image, count_text
from tests.standins.chapter_prompts import SENTENCES, make_prompt

STANDARD, FINE = "claude-haiku-4-5", "claude-sonnet-5-5"


@pytest.mark.parametrize(
    ("width_px", "height_px", "standard", "fine"),
    [
        # Anthropic's own table of sizes
        (200, 200, 64, 64),
        (1000, 1000, 1296, 1296),
        (1092, 1092, 1521, 1521),
        (1920, 1080, 1560, 2691),
        (2000, 1500, 1564, 3888),
        (3840, 2160, 1560, 4784),
        # measured
        (640, 360, 299, 299),
        (854, 480, 558, 558),
        (1092, 614, 858, 858),
        (1280, 720, 1196, 1196),
        # a phone's screen, and a picture of one point
        (1080, 1920, 1560, 2691),
        (1, 1, 1, 1),
    ],
)
def test_a_picture_costs_what_the_documentation_says(
    width_px: int, height_px: int, standard: int, fine: int
) -> None:
    """Both tiers, with the server's own shrinking."""
    found = (
        image_tokens(width_px, height_px, STANDARD),
        image_tokens(width_px, height_px, FINE),
    )

    assert (standard, fine) == found


@pytest.mark.parametrize(
    ("size", "sees_finely", "expected"),
    [
        ((1920, 1080), False, (1456, 819)),
        ((1920, 1080), True, (1920, 1080)),
        ((1075, 1520), False, (924, 1307)),
        ((3840, 2160), True, (2576, 1449)),
    ],
)
def test_a_picture_is_seen_at_the_documented_size(
    size: tuple[int, int], sees_finely: bool, expected: tuple[int, int]
) -> None:
    """The examples of the documentation, an upright page among them."""
    assert expected == seen_size(*size, sees_finely=sees_finely)


@given(st.integers(1, 8000), st.integers(1, 8000), st.sampled_from([STANDARD, FINE]))
def test_the_formula_agrees_with_one_written_apart(width: int, height: int, model: str) -> None:
    """A search by halves and a walk pixel by pixel come to the same price, within the limit."""
    tokens = image_tokens(width, height, model)

    assert count_image(width, height, MODELS[model]) == tokens
    assert tokens <= (1568 if model == STANDARD else 4784)


@pytest.mark.parametrize(
    ("text", "per_character"),
    [
        (" ".join(SENTENCES * 10), (0.30, 0.42)),
        ("하나의 제너레이터는 전체 파일을 메모리에 올리지 않습니다. " * 10, (0.62, 1.1)),
        ("ジェネレーターは、ファイル全体をメモリに載せません。" * 10, (0.8, 1.2)),
        ("生成器不会把整个文件放进内存。" * 10, (0.9, 1.3)),
        ("Генератор не держит весь файл в памяти. " * 10, (0.4, 0.7)),
        ("Für größere Dateien genügt ein Generator völlig, über den man läuft. " * 10, (0.42, 0.6)),
        ("    for line in file:\n        yield line.split(',')[0]\n" * 10, (0.33, 0.6)),
        ("जनरेटर पूरी फ़ाइल को मेमोरी में नहीं रखता। " * 10, (0.7, 1.5)),
        ("🎉🚀✨" * 10, (1.0, 3.0)),
    ],
)
def test_words_are_counted_by_their_script(text: str, per_character: tuple[float, float]) -> None:
    """A token is some three letters of English, and about one of Chinese, Japanese or Korean."""
    low, high = per_character

    assert low <= text_tokens(text, FINE) / len(text) <= high


def test_old_models_make_fewer_tokens_of_english() -> None:
    """The tokenizer since Claude 4.7 makes about 1.3 times as many."""
    text = " ".join(SENTENCES * 20)

    assert 1.2 <= text_tokens(text, FINE) / text_tokens(text, STANDARD) <= 1.45


def test_a_million_tokens_is_about_half_a_million_english_words() -> None:
    """Anthropic's own figure is 555,000 words; ours leans to the safe side."""
    words = " ".join(SENTENCES * 50)

    assert 1.75 <= text_tokens(words, FINE) / len(words.split()) <= 2.1


@given(st.text(), st.text())
def test_more_words_never_cost_less(one: str, other: str) -> None:
    """A longer text of any script costs at least as much, and no more than 1.5 a character."""
    whole = text_tokens(one + other, FINE)

    assert text_tokens(one, FINE) - 1 <= whole <= len(one + other) * 1.5 + 1


def test_a_prompt_counts_its_words_and_its_pictures() -> None:
    """Two pictures of 1280 x 720 stand in the sum, and what the stand-in counts is near."""
    prompt, bare = make_prompt(pictures=2), make_prompt(pictures=0)

    difference = prompt_tokens(prompt, FINE) - prompt_tokens(bare, FINE)

    assert 2 * 1196 <= difference <= 2 * 1196 + 60


@pytest.mark.parametrize("model", [STANDARD, FINE])
def test_a_prompt_is_not_counted_far_below_what_it_is(model: str) -> None:
    """Against a tokenizer of another make, we are rather over."""
    prompt = make_prompt(segments=200, pictures=0)
    theirs = count_text(prompt.system, MODELS[model]) + sum(
        count_text(part.text, MODELS[model]) for part in prompt.parts if hasattr(part, "text")
    )

    assert 0.9 <= prompt_tokens(prompt, model) / theirs <= 1.35


@pytest.mark.parametrize(("length", "expected"), [("notes", 1), ("article", 2), ("full", 3)])
def test_a_longer_form_is_guessed_longer(length: Length, expected: int) -> None:
    """Notes are shorter than an article, and that is shorter than the talk in full."""
    prompt = make_prompt(segments=100)
    lengths: tuple[Length, ...] = ("notes", "article", "full")
    likely = {one: answer_tokens(replace(prompt, length=one), FINE).likely for one in lengths}

    assert sorted(likely.values()).index(likely[length]) + 1 == expected


def test_a_guess_never_passes_the_limit() -> None:
    """What may not be written is not estimated."""
    prompt = replace(make_prompt(segments=100), max_tokens=50)

    assert tuple(answer_tokens(prompt, FINE)) == (50, 50, 50)


def test_thinking_is_guessed_only_where_a_model_thinks() -> None:
    """Haiku 4.5 does not think unless it is asked to; Sonnet 5.5 does."""
    prompt = make_prompt(segments=100)

    assert thought_tokens(prompt, STANDARD) == 0
    assert thought_tokens(prompt, FINE) > 100
