"""Answers about the windows of a talk, joined to one list of chapters. Pure.

Each answer has been checked by itself (`core.topic_answers`): what does not fit where windows
meet is nobody's fault, and is mended here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from core.chapters import tile
from core.models import Chapter
from core.topic_answers import Topic, Topics, lengths_of, limits_s
from core.topic_windows import Paragraph, Window

NEAR = 1
"""Two windows mean one beginning where they name neighbouring paragraphs."""


def join_windows(windows: Sequence[Window], answers: Sequence[Topics]) -> Topics:
    """Join what was answered to overlapping windows, so that no window's edge is a beginning.

    Each answer has been checked. In an overlap the two are joined where both see a beginning,
    the nearest to its middle; where they agree on none, in the middle itself, so that each is
    heard where it has seen more of what comes before and after.
    """
    joined = answers[0]
    for (before, after), answer in zip(pairwise(windows), answers[1:], strict=True):
        joined = _join(joined, answer, after.first_id, before.last_id)
    return joined


def _join(left: Topics, right: Topics, start: int, end: int) -> Topics:
    """Join two answers that both saw paragraphs `start` to `end`."""
    middle = (start + end) / 2
    # Where the right window begins, a chapter has to begin in its answer: that says nothing.
    meeting = [
        (one, other)
        for one in left
        for other in right[1:]
        if start < one.first_id <= end and abs(one.first_id - other.first_id) <= NEAR
    ]
    if meeting:
        one, other = min(meeting, key=lambda pair: _apart(pair, middle))
        kept = tuple(topic for topic in left if topic.first_id < one.first_id)
        return (*kept, *(topic for topic in right if topic.first_id >= other.first_id))
    kept = tuple(topic for topic in left if topic.first_id <= middle)
    return (*kept, *(topic for topic in right[1:] if topic.first_id > middle))


def _apart(pair: tuple[Topic, Topic], middle: float) -> tuple[int, float]:
    one, other = pair
    return abs(one.first_id - other.first_id), abs(other.first_id - middle)


def mend_joints(topics: Topics, whole: Window) -> Topics:
    """Join chapters that came out too short where windows met, and all above the asked number.

    `whole` is one window over all paragraphs. Each time the shortest is joined to the shorter of
    its neighbours, under the title of the longer part. Neighbours of one title are one topic that
    two windows saw begin at different places.
    """
    topics = _without_echoes(topics)
    shortest_s = limits_s(whole)[0] if whole.count is None else 0.0
    while len(topics) > 1:
        lengths_s = [length_s for length_s, _ in lengths_of(topics, whole)]
        inside = range(1, len(topics) - 1) if whole.count is None else range(len(topics))
        at = min(inside, key=lambda at: lengths_s[at], default=None)
        is_over = whole.count is not None and len(topics) > whole.count
        if at is None or not (is_over or lengths_s[at] < shortest_s):
            break
        topics = _without(topics, lengths_s, at)
    return topics


def _without_echoes(topics: Topics) -> Topics:
    kept = [*topics[:1]]
    for topic in topics[1:]:
        if topic.title.casefold() != kept[-1].title.casefold():
            kept.append(topic)
    return tuple(kept)


def _without(topics: Topics, lengths_s: list[float], at: int) -> Topics:
    """Join a chapter to the shorter of its neighbours."""
    is_first, is_last = at == 0, at == len(topics) - 1
    with_next = is_first or (not is_last and lengths_s[at + 1] < lengths_s[at - 1])
    first = at if with_next else at - 1
    longer = first if lengths_s[first] >= lengths_s[first + 1] else first + 1
    joined = replace(topics[first], title=topics[longer].title)
    return (*topics[:first], joined, *topics[first + 2 :])


def chapters_of(
    topics: Topics, paragraphs: Sequence[Paragraph], duration_s: float
) -> tuple[Chapter, ...]:
    """Turn paragraphs into seconds: each chapter starts where its first sentence does.

    They tile the video: the first starts at 0, the last ends at `duration_s`.
    """
    starts_s = {paragraph.id: paragraph.start_s for paragraph in paragraphs}
    entries = [(starts_s[topic.first_id], topic.title) for topic in topics]
    return tile([(0.0, entries[0][1]), *entries[1:]], duration_s, "found")
