"""The screens that are kept are complete, still, apart from each other, and one for each chapter."""

import json
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from core.adapters.media import MediaReader
from core.errors import Cancelled
from core.events import SILENT, Watch
from core.frames import MOST_LOOKS, look_times, pick_frames
from core.models import Chapter, Frame

SAMPLE = Path(__file__).parents[2] / "sample"
NOWHERE = Path("video.mp4")


@dataclass
class PlayedReader:
    """Shows, instead of a file, rows of marks: `script` gives when each set of marks comes on."""

    script: list[tuple[float, frozenset[int]]]
    length_s: float = 10_000.0
    is_restless: bool = False
    grabs: list[float] = field(default_factory=list)

    def frames_at(self, path, times_s, watch):
        for time_s in sorted(times_s):
            at_s = min(time_s, self.length_s)
            self.grabs.append(at_s)
            marks = next(marks for start_s, marks in reversed(self.script) if start_s <= at_s)
            pixels = np.zeros((8, 160, 3), dtype=np.uint8)
            pixels[:, sorted(marks)] = 255
            if self.is_restless:
                pixels[:, 100 + round(at_s * 10) % 60] = 255
            yield Frame(at_s=at_s, pixels=pixels)

    def likeness(self, one, other):
        first, second = (set(np.flatnonzero(frame.pixels[0, :, 0])) for frame in (one, other))
        return len(first & second) / len(first | second) if first | second else 1.0

    def legibility(self, frame):
        return float((frame.pixels[0, :, 0] > 0).mean())


def chapter(start_s, end_s, **change):
    return Chapter(title="A chapter", start_s=start_s, end_s=end_s, **change)


def marks(first, count):
    return frozenset(range(first, first + count))


def pick(reader, *chapters, most=10, gap_s=60.0, watch=SILENT):
    frames = pick_frames(
        reader, NOWHERE, chapters, max_per_chapter=most, min_gap_s=gap_s, watch=watch
    )
    return [frame.at_s for frame in frames]


def test_a_screen_that_builds_up_is_taken_when_it_is_complete():
    """Of a slide whose lines come one by one, the last state is kept, once."""
    reader = PlayedReader([(0, marks(0, 8)), (10, marks(0, 16)), (20, marks(0, 24))])

    times = pick(reader, chapter(0, 40))

    assert len(times) == 1
    assert times[0] >= 20


def test_each_screen_far_enough_apart_is_kept():
    """Three screens of a minute each give a picture each, at least the gap apart."""
    reader = PlayedReader([(0, marks(0, 20)), (60, marks(40, 20)), (120, marks(80, 20))])

    times = pick(reader, chapter(0, 180))

    assert [time_s // 60 for time_s in times] == [0, 1, 2]
    assert all(b - a >= 60 for a, b in pairwise(times))


def test_no_more_are_kept_than_asked():
    """Of five screens, the best two, if two are asked; none, if none are."""
    reader = PlayedReader([(60 * n, marks(30 * n, 20)) for n in range(5)])

    assert len(pick(reader, chapter(0, 300), most=2)) == 2
    assert pick(reader, chapter(0, 300), most=0) == []
    assert pick(reader) == []


def test_a_screen_that_returns_is_kept_once():
    """What was shown before in the chapter or in the one before is not shown again."""
    first, second = marks(0, 20), marks(40, 20)
    within = PlayedReader([(0, first), (70, second), (140, first)])
    across = PlayedReader([(0, first), (100, first), (140, second)])

    assert [time_s < 70 for time_s in pick(within, chapter(0, 210))] == [True, False]
    assert [time_s >= 140 for time_s in pick(across, chapter(0, 100), chapter(100, 240))] == [
        False,
        True,
    ]


def test_a_chapter_that_shows_nothing_new_still_has_a_picture():
    """Where the only screen was kept for the chapter before, it is kept again."""
    reader = PlayedReader([(0, marks(0, 20))])

    times = pick(reader, chapter(0, 100), chapter(100, 200))

    assert [time_s < 100 for time_s in times] == [True, False]


def test_a_blank_is_kept_only_where_there_is_nothing_else():
    """A black pause loses against a screen, and stands in for a chapter that is all black."""
    reader = PlayedReader([(0, marks(0, 20)), (100, frozenset())])

    times = pick(reader, chapter(0, 120), chapter(120, 200))

    assert [time_s < 100 for time_s in times] == [True, False]


def test_moving_pictures_give_pictures_too():
    """A video without a still screen has a picture a chapter all the same."""
    reader = PlayedReader([(0, frozenset())], is_restless=True)

    times = pick(reader, chapter(0, 50), chapter(50, 100))

    assert [time_s // 50 for time_s in times] == [0, 1]


def test_a_long_program_is_shown_as_it_grows():
    """A screen that grows for minutes is worth its earlier states, a minute or more apart."""
    reader = PlayedReader([(20 * n, marks(0, 8 * (n + 1))) for n in range(15)])

    times = pick(reader, chapter(0, 300))

    assert len(times) > 1
    assert times[-1] > 280
    assert all(b - a >= 60 for a, b in pairwise(times))


def test_dropped_chapters_and_those_past_the_pictures_have_none():
    """A chapter that is dropped is not looked at; one behind the last picture has none."""
    reader = PlayedReader([(0, marks(0, 20))], length_s=90.0)

    times = pick(reader, chapter(0, 50, is_dropped=True), chapter(50, 100), chapter(100, 150))

    assert len(times) == 1
    assert 50 <= times[0] <= 90
    assert min(reader.grabs) >= 50


@pytest.mark.parametrize(
    ("length_s", "count"), [(0.5, 1), (4.0, 2), (60.0, MOST_LOOKS), (4000.0, MOST_LOOKS)]
)
def test_looks_are_few_and_within_the_chapter(length_s, count):
    """However long a chapter is, it is looked at so often, evenly, within its bounds."""
    times = look_times(chapter(7.0, 7.0 + length_s))

    assert len(times) == count
    assert all(7.0 < time_s < 7.0 + length_s for time_s in times)


def test_a_lecture_needs_few_grabs():
    """A lecture of 2 h 13 min in 24 chapters needs 40 pictures a chapter to look, ten to keep."""
    reader = PlayedReader([(45 * n, marks(n * 7 % 130, 20)) for n in range(180)])
    chapters = tuple(chapter(332.5 * n, 332.5 * (n + 1)) for n in range(24))

    times = pick(reader, *chapters)

    assert len(reader.grabs) - len(times) == 24 * 2 * MOST_LOOKS
    assert times == sorted(times)
    assert {int(time_s // 332.5) for time_s in times} == set(range(24))


def test_progress_is_told_by_chapter_and_can_be_stopped():
    """A watcher hears of each chapter, and the next is not begun once they cancel."""
    told = []
    watch = Watch(
        lambda done, total=0.0, *, unit="", note="": told.append((done, total, unit)),
        lambda: len(told) == 2,
    )
    reader = PlayedReader([(0, marks(0, 20))])

    with pytest.raises(Cancelled):
        pick(reader, chapter(0, 10), chapter(10, 20), chapter(20, 30), watch=watch)

    assert told == [(0, 3, "chapters"), (1, 3, "chapters")]


@pytest.fixture(scope="module")
def sample():
    """The sample's truth, and what is kept of its video."""
    truth = json.loads((SAMPLE / "truth.json").read_text(encoding="utf-8"))
    chapters = [chapter(each["start_s"], each["end_s"]) for each in truth["chapters"]]
    frames = pick_frames(
        MediaReader(),
        SAMPLE / "video.mp4",
        tuple(chapters),
        max_per_chapter=10,
        min_gap_s=20.0,
        watch=SILENT,
    )
    return truth, [(frame.at_s, frame.pixels.shape) for frame in frames]


def test_each_chapter_of_the_sample_has_full_pictures(sample):
    """No chapter goes without, and what is kept has the video's own size."""
    truth, kept = sample

    for each in truth["chapters"]:
        assert any(each["start_s"] <= at_s < each["end_s"] for at_s, _ in kept), each["title"]
    assert {shape for _, shape in kept} == {(720, 1280, 3)}


def test_the_samples_pictures_show_finished_screens(sample):
    """At least nine in ten show a screen when everything on it has come."""
    truth, kept = sample
    finished = [
        any(screen["complete_from_s"] <= at_s < screen["end_s"] for screen in truth["screens"])
        for at_s, _ in kept
    ]

    assert len(kept) >= 9
    assert sum(finished) >= 0.9 * len(finished)
