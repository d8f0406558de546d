"""Answers about windows that overlap become one list, whatever each of them says."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.topic_answers import Topic, faults_of, limits_s, wrong_number
from core.topic_joining import chapters_of, join_windows, mend_joints
from core.topic_windows import Window
from tests.standins.topic_talks import a_window, topics


def two_windows() -> tuple[Window, Window]:
    return a_window(1, 60, total=2), a_window(41, 100, total=2, index=1)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ((1, 20), (41, 70), (1, 20, 70)),  # the right window's edge is no beginning
        ((1, 50), (41, 50, 70), (1, 50, 70)),  # both see it
        ((1, 50), (41, 51, 70), (1, 51, 70)),  # both mean it
        ((1, 45, 55), (41, 45, 55, 70), (1, 45, 55, 70)),
        ((1, 41), (41, 70), (1, 41, 70)),  # a true beginning at the edge: the left has seen it
        ((1, 45), (41, 56, 70), (1, 45, 56, 70)),  # each where it sees more
        ((1, 56), (41, 45, 70), (1, 70)),  # seen only from the edge: not believed
        ((1, 50, 60), (41, 50, 58, 70), (1, 50, 58, 70)),
    ],
)
def test_two_windows_are_joined_where_both_see_a_beginning(
    left: tuple[int, ...], right: tuple[int, ...], expected: tuple[int, ...]
) -> None:
    """In what both saw, agreement counts, and else who has seen more around the place."""
    joined = join_windows(two_windows(), (topics(*left), topics(*right)))

    assert tuple(topic.first_id for topic in joined) == expected


@st.composite
def divided_talks(draw: st.DrawFn) -> tuple[list[Window], list[int]]:
    """Draw windows over a talk, each sharing some paragraphs with the next, and its topics."""
    last, spans = draw(st.integers(10, 300)), [(1, 1)]
    while spans[-1][1] < last:
        start, end = spans[-1]
        start = 1 if end == 1 else draw(st.integers(start + 1, end))
        spans.append((start, min(last, draw(st.integers(end + 1, end + 60)))))
    spans = spans[1:]
    windows = [
        a_window(first, end, total=len(spans), index=at) for at, (first, end) in enumerate(spans)
    ]
    truth = draw(st.sets(st.integers(2, last), max_size=30))
    return windows, [1, *sorted(truth)]


@given(divided_talks())
def test_no_edge_of_a_window_becomes_a_beginning(talk: tuple[list[Window], list[int]]) -> None:
    """Where each window sees what is there, the whole is what is there: no more and no less."""
    windows, truth = talk
    answers = [
        topics(
            window.first_id,
            *(first for first in truth if window.first_id < first <= window.last_id),
        )
        for window in windows
    ]
    joined = join_windows(windows, answers)

    assert [topic.first_id for topic in joined] == truth


@given(divided_talks(), st.data())
def test_windows_that_disagree_still_make_one_list(
    talk: tuple[list[Window], list[int]], data: st.DataObject
) -> None:
    """Whatever each says, the whole is in order, starts at 1, and invents no beginning."""
    windows, _ = talk
    answers = [
        topics(
            window.first_id,
            *sorted(data.draw(st.sets(st.integers(window.first_id + 1, window.last_id + 1)))),
        )
        if window.first_id < window.last_id
        else topics(window.first_id)
        for window in windows
    ]
    answers = [
        tuple(one for one in answer if one.first_id <= window.last_id)
        for window, answer in zip(windows, answers, strict=True)
    ]
    joined = [topic.first_id for topic in join_windows(windows, answers)]
    named = {one.first_id for answer in answers for one in answer[1:]}

    assert joined[0] == 1
    assert all(one < other for one, other in pairwise(joined))
    assert set(joined[1:]) <= named


def test_too_short_a_chapter_where_windows_met_is_joined() -> None:
    """It goes to the shorter neighbour, under the title of the longer part."""
    window = a_window(1, 60)
    shortest_s, _ = limits_s(window)
    found = mend_joints(topics(1, 20, 22, 40), window)

    assert shortest_s == 60.0
    assert found == (*topics(1), Topic(first_id=20, title="Topic 22"), *topics(40))


def test_one_topic_seen_at_two_places_is_one_chapter() -> None:
    """Two windows that differ by some paragraphs on where it begins call it the same."""
    left = Topic(first_id=45, title="Lifetimes")
    right = Topic(first_id=56, title="lifetimes")
    joined = join_windows(two_windows(), ((*topics(1), left), (*topics(41), right, *topics(80))))

    assert mend_joints(joined, a_window(1, 100)) == (*topics(1), left, *topics(80))


def test_too_long_a_chapter_where_windows_met_is_kept() -> None:
    """Each answer was right for its window: what was paid is not thrown away for their joint."""
    left, right, whole = topics(1, 26), topics(41, 75), a_window(1, 100)
    windows = two_windows()
    joined = mend_joints(join_windows(windows, (left, right)), whole)

    assert [faults_of(*pair) for pair in zip((left, right), windows, strict=True)] == [(), ()]
    assert joined == topics(1, 26, 75)
    assert faults_of(joined, whole)
    assert wrong_number(joined, whole) == ()
    assert wrong_number(joined, replace(whole, count=4)) == ("There are 3 chapters, not 4.",)


def test_more_than_were_asked_for_are_made_fewer() -> None:
    """Windows are asked for one more each: the shortest are joined until the number is right."""
    found = mend_joints(topics(1, 4, 20, 40, 58), a_window(1, 60, count=3))

    assert [topic.first_id for topic in found] == [1, 20, 40]


def test_fewer_than_were_asked_for_stay_fewer() -> None:
    """Nothing is split that nobody has named."""
    assert mend_joints(topics(1, 20), a_window(count=5)) == topics(1, 20)


def test_chapters_start_where_their_first_sentence_does_and_tile_the_video() -> None:
    """Our code turns numbers into seconds."""
    window = a_window(1, 60)
    late = tuple(replace(one, start_s=one.start_s + 7.5) for one in window.paragraphs)
    found = chapters_of(topics(1, 20, 40), late, 1300.0)

    assert [(one.title, one.start_s, one.end_s, one.origin) for one in found] == [
        ("Topic 1", 0.0, 387.5, "found"),
        ("Topic 20", 387.5, 787.5, "found"),
        ("Topic 40", 787.5, 1300.0, "found"),
    ]
