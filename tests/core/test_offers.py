"""What a chapter has to offer: each segment and screenshot in one chapter, none in none."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from core.models import Chapter, Screenshot, Segment, Study, Transcript, Video
from core.offers import is_silent, screenshots_of, segments_of


def study_of(
    cuts: list[float], starts: list[float], shots: list[float], duration_s: float = 100.0
) -> Study:
    edges = [0.0, *sorted({cut for cut in cuts if 0 < cut < duration_s}), duration_s]
    chapters = tuple(
        Chapter(title=f"Part {n}", start_s=start_s, end_s=end_s)
        for n, (start_s, end_s) in enumerate(pairwise(edges), start=1)
    )
    segments = tuple(
        Segment(id=n, start_s=start_s, end_s=start_s + 1, text=f"word{n}")
        for n, start_s in enumerate(sorted(starts), start=1)
    )
    screenshots = tuple(
        Screenshot(id=f"F{n}", at_s=at_s, file=f"F{n}.jpg", width_px=1280, height_px=720)
        for n, at_s in enumerate(sorted(shots), start=1)
    )
    return Study(
        video=Video(id="v", title="Talk", duration_s=duration_s),
        transcript=Transcript(language="en", origin="file", segments=segments),
        chapters=chapters,
        screenshots=screenshots,
    )


MOMENTS = st.lists(st.floats(0, 130), max_size=30)


@settings(deadline=None)
@given(MOMENTS, MOMENTS, MOMENTS)
def test_everything_is_offered_exactly_once(
    cuts: list[float], starts: list[float], shots: list[float]
) -> None:
    """Whatever the cuts, each segment and screenshot belongs to one chapter, late ones too."""
    study = study_of(cuts, starts, shots)
    duration_s = study.video.duration_s

    said = [
        segment.id
        for chapter in study.chapters
        for segment in segments_of(chapter, study.transcript.segments, duration_s)
    ]
    shown = [
        shot.id
        for chapter in study.chapters
        for shot in screenshots_of(chapter, study.screenshots, duration_s)
    ]

    assert [segment.id for segment in study.transcript.segments] == said
    assert [shot.id for shot in study.screenshots] == shown


def test_a_segment_belongs_to_the_chapter_that_holds_its_start() -> None:
    """A start on the border belongs to the later chapter, an end beyond it changes nothing."""
    study = study_of([10.0], [9.5, 10.0], [])

    offered = [
        [segment.id for segment in segments_of(chapter, study.transcript.segments, 100.0)]
        for chapter in study.chapters
    ]

    assert offered == [[1], [2]]


def test_silence_means_nothing_said_and_nothing_shown() -> None:
    """A chapter with a screen alone can be written; one with neither cannot."""
    study = study_of([10.0, 20.0], [1.0], [15.0])

    assert [is_silent(study, chapter) for chapter in study.chapters] == [False, False, True]
