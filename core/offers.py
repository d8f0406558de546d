"""What a chapter has to offer to whoever writes it: what is said in it, what is shown in it.

A segment belongs to the chapter that holds its start, a screenshot to the one that holds its
moment. The first chapter takes what comes before it and the last what comes after it, so that a
length which was announced a second short never costs a sentence.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from core.models import Chapter, Screenshot, Segment, Study


def bounds(chapter: Chapter, duration_s: float) -> tuple[float, float]:
    """Give the times from which a chapter takes, `[start, end)`; open at the video's ends.

    >>> bounds(Chapter(title="Only", start_s=0.0, end_s=9.0), 9.0)
    (-inf, inf)
    """
    start_s = -math.inf if chapter.start_s <= 0 else chapter.start_s
    return start_s, math.inf if chapter.end_s >= duration_s else chapter.end_s


def segments_of(
    chapter: Chapter, segments: Sequence[Segment], duration_s: float
) -> tuple[Segment, ...]:
    """Give the segments, sorted as they are, that start in a chapter of a video this long."""
    first, last = (
        bisect_left(segments, bound_s, key=lambda segment: segment.start_s)
        for bound_s in bounds(chapter, duration_s)
    )
    return tuple(segments[first:last])


def screenshots_of(
    chapter: Chapter, screenshots: Iterable[Screenshot], duration_s: float
) -> tuple[Screenshot, ...]:
    """Give the screenshots shown in a chapter, in order of time."""
    start_s, end_s = bounds(chapter, duration_s)
    inside = (shot for shot in screenshots if start_s <= shot.at_s < end_s)
    return tuple(sorted(inside, key=lambda shot: shot.at_s))


def is_silent(study: Study, chapter: Chapter) -> bool:
    """Tell whether there is nothing to write: not a word is said and no screen was kept."""
    duration_s = study.video.duration_s
    said = segments_of(chapter, study.transcript.segments, duration_s)
    shown = screenshots_of(chapter, study.screenshots, duration_s)
    return not shown and not any(segment.text.strip() for segment in said)
