"""A tag is believed; without one, the language is told by small words and by scripts."""

from __future__ import annotations

import pytest

from core.models import Segment
from core.spoken_languages import language_of


def segments(text: str) -> tuple[Segment, ...]:
    return (Segment(id=1, start_s=0.0, end_s=9.0, text=text),)


@pytest.mark.parametrize(
    ("tag", "expected"), [("en-US", "en"), ("de_AT", "de"), ("und", "en"), ("", "en")]
)
def test_a_tag_is_believed(tag: str, expected: str) -> None:
    """What a person or a service says of the language is not doubted."""
    assert expected == language_of(segments("the end of the day is near"), tag)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("and that is the end of it", "en"),
        ("今日はベクトルの話をします", "ja"),
        ("오늘은 벡터를 살펴보겠습니다", "ko"),
        ("今天我们讨论向量", "zh"),
        ("오늘은 vectors, arrays and the generators of Python", "en"),
        ("fin du jour", ""),
        ("The 今 of day 今 and of 今", "en"),
        ("", ""),
    ],
)
def test_what_no_tag_tells_is_guessed(text: str, expected: str) -> None:
    """English is known by its words; Japanese, Korean and Chinese by their scripts."""
    assert expected == language_of(segments(text), "und")
