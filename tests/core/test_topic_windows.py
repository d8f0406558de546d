"""What is said becomes numbered paragraphs, and windows over them that overlap."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.models import Segment
from core.topic_windows import (
    MOST_LETTERS,
    OTHERS_WINDOW_TOKENS,
    TARGET_S,
    Paragraph,
    paragraphs_of,
    windows_of,
)
from tests.standins.topic_talks import make_talk, said

HAIKU, LOCAL = "claude-haiku-5-5", "qwen3"


def paragraphs(count: int, words: int = 40, length_s: float = 20.0) -> tuple[Paragraph, ...]:
    return tuple(
        Paragraph(
            id=number,
            start_s=(number - 1) * length_s,
            end_s=number * length_s,
            text="word " * words,
        )
        for number in range(1, count + 1)
    )


def test_short_segments_are_joined_and_keep_their_order_and_words() -> None:
    """A paragraph holds ten seconds of speech or more, ids count from 1, and no word is lost."""
    study = make_talk(minutes=5)
    found = paragraphs_of(study)

    assert [one.id for one in found] == list(range(1, len(found) + 1))
    assert " ".join(one.text for one in found).split() == [
        word for segment in study.transcript.segments for word in segment.text.split()
    ]
    assert all(len(one.text.split()) >= 25 for one in found[:-1])
    assert len(found) < len(study.transcript.segments)


def test_a_paragraph_starts_where_a_segment_and_a_sentence_do() -> None:
    """Chapters are made of whole segments, so a start inside one would tear a sentence."""
    study = make_talk(minutes=5)
    starts_s = {segment.start_s: segment.text for segment in study.transcript.segments}

    for paragraph in paragraphs_of(study):
        assert paragraph.text.startswith(starts_s[paragraph.start_s])


def test_a_silence_ends_even_a_short_paragraph() -> None:
    """After a pause something new begins more often than not."""
    first = said("We begin with the plan of the whole evening, my friends.", 0.0, 4.0)
    second = said("Now something else entirely is at stake for everybody here.", 30.0, 34.0)
    study = make_talk(segments=(first, second))

    assert [one.start_s for one in paragraphs_of(study)] == [0.0, 30.0]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("ko", "오늘은 문장을 여러 개로 나누는 방법을 함께 살펴보겠습니다."),
        ("ja", "今日は文章をいくつかの部分に分ける方法を一緒に見ていきます。"),
        ("de", "Heute sehen wir uns an, wie man einen Vortrag in Kapitel teilt."),
    ],
)
def test_other_scripts_make_paragraphs_too(language: str, sentence: str) -> None:
    """Languages without spaces are counted by letters, not by words."""
    study = make_talk(minutes=4, sentences=(sentence,), language=language)
    found = paragraphs_of(study)

    assert 6 <= len(found) <= 24
    assert found[1].text.startswith(sentence)


def test_words_after_the_videos_end_are_left_out() -> None:
    """No chapter can start there."""
    study = make_talk(minutes=2, extra=(said("This is from another video.", 500.0, 504.0),))

    assert max(one.start_s for one in paragraphs_of(study)) < 120.0


def test_captions_that_overlap_are_not_counted_twice() -> None:
    """A paragraph ends where the next one starts, at the latest."""
    segments = tuple(
        said(f"Number {n} says what has to be said about it. " * 4, n * 5.0, n * 5.0 + 9.0, id_=n)
        for n in range(1, 9)
    )
    found = paragraphs_of(make_talk(segments=segments))

    assert all(one.end_s <= other.start_s for one, other in pairwise(found))


def test_words_without_any_sentence_are_shown_in_part() -> None:
    """A whole book in one segment would otherwise fill every window."""
    words = " ".join(f"word{number}" for number in range(4000))
    found, *_ = paragraphs_of(make_talk(segments=(said(words, 0.0, 99.0),)))

    assert len(found.text) == MOST_LETTERS + 2


def test_nothing_said_makes_no_paragraph() -> None:
    """A silent film is nothing to divide."""
    empty: tuple[Segment, ...] = ()

    assert paragraphs_of(make_talk(segments=empty)) == ()


def test_an_hour_and_more_fits_one_question_to_claude() -> None:
    """Only a long talk has more than one window, and never near a model's memory."""
    long = paragraphs_of(make_talk(minutes=100))
    (window,) = windows_of(long, HAIKU)

    assert (1, len(long)) == (window.first_id, window.last_id)
    assert len(windows_of(paragraphs_of(make_talk(minutes=500)), HAIKU)) == 5
    assert len(windows_of(long, LOCAL)) == 8


@given(
    words=st.lists(st.integers(1, 600), min_size=1, max_size=120),
    count=st.none() | st.integers(1, 30),
)
def test_windows_cover_all_overlap_and_stay_small(words: list[int], count: int | None) -> None:
    """Every paragraph is in a window, neighbours share some, and none is far over its size."""
    talk = tuple(
        Paragraph(id=n, start_s=n * 10.0, end_s=n * 10.0 + 10, text="ab " * size)
        for n, size in enumerate(words, start=1)
    )
    windows = windows_of(talk, LOCAL, count)

    assert (windows[0].first_id, windows[-1].last_id) == (1, len(talk))
    assert [(one.index, one.total) for one in windows] == [
        (at, len(windows)) for at in range(len(windows))
    ]
    for before, after in pairwise(windows):
        assert before.first_id < after.first_id <= before.last_id < after.last_id
    # A token is at least 2.8 letters to this guess; the last paragraph may stand out.
    most = OTHERS_WINDOW_TOKENS + 2 * 700
    assert all(sum(6 + len(p.text) / 2.8 for p in one.paragraphs) <= most for one in windows)


def test_what_is_wished_for_follows_the_length_or_the_count() -> None:
    """Two to eight minutes; less in a short video; a share and one more where windows meet."""
    long, short = paragraphs(180), paragraphs(9)

    assert windows_of(long, HAIKU)[0].target_s == TARGET_S
    assert windows_of(long, HAIKU)[0].likely_chapters == 12
    assert windows_of(short, HAIKU)[0].target_s == (36.0, 480.0)
    assert windows_of(long, HAIKU, 7)[0].count == 7
    counts = [window.count or 0 for window in windows_of(long, LOCAL, 7)]
    assert len(counts) == 3
    assert all(count < 7 for count in counts)
    assert sum(counts) > 7
