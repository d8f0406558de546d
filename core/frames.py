"""Chooses which screens of a video are worth keeping: complete, still, legible, never twice.

Pure: a reader decodes and judges. A chapter is looked at in pairs of pictures, a moment apart;
a *screen* is a run of looks that grow out of each other, and its last still look shows most.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from core.events import Watch
from core.models import Chapter, Frame
from core.ports import ReadsMedia

MOST_LOOKS = 20
"""Looks at a chapter, of two pictures each: 40 grabs, 960 for a lecture of 24 chapters."""

LOOK_EVERY_S = 2.0
"""Short chapters are looked at no more often than this."""

MOMENT_S = 0.5
"""A screen that looks the same so much later is still; typing and fading are not."""

STILL = 0.97
"""Likeness of a screen to itself a moment later; a line that is typed makes 0.88 to 0.95."""

SAME_SCREEN = 0.28
"""Likeness of a screen to itself with something more on it: 0.31 to 0.9 on slides that build up,
where the next slide of the same design has 0.0 to 0.25."""

DUPLICATE = 0.9
"""Above this likeness a picture says nothing that the other does not."""

EARLIER_STATE = 0.6
EARLIER_BY_S = 60.0
"""An earlier state of a screen is worth a picture of its own only where it is less than so like
the last one, and shown so long before it: a slide is complete within a minute, a program grows."""

BLANK = 0.03
"""Below this legibility there is nothing to read or see."""

THUMBNAIL_PX = 320


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Look:
    """A screen as it was at a time, small, and what speaks for it."""

    frame: Frame
    is_still: bool
    legibility: float
    worth: float = 0.0


def pick_frames(
    reader: ReadsMedia,
    path: Path,
    chapters: tuple[Chapter, ...],
    *,
    max_per_chapter: int,
    min_gap_s: float,
    watch: Watch,
) -> Iterator[Frame]:
    """Give the screens worth keeping, in order of time.

    At most `max_per_chapter` a chapter, at least `min_gap_s` apart within it, none that looks
    like one of the chapter before; but each chapter that is not dropped and that the video
    reaches has one. Holds one chapter's thumbnails and one full picture at a time.

    Raises:
        MediaUnreadable: the file holds no pictures that can be decoded.
        Cancelled: the person stopped it.
    """
    wanted = [chapter for chapter in chapters if not chapter.is_dropped] if max_per_chapter else []
    before: tuple[Look, ...] = ()
    for done, chapter in enumerate(wanted):
        watch.check()
        watch.report(done, len(wanted), unit="chapters")
        looks = _weigh(reader, tuple(_look(reader, path, chapter, watch)))
        before = _choose(reader, looks, before, max_per_chapter, min_gap_s)
        yield from reader.frames_at(path, [look.frame.at_s for look in before], watch)
    watch.report(len(wanted), len(wanted), unit="chapters")


def look_times(chapter: Chapter) -> tuple[float, ...]:
    """Spread the looks over a chapter, in seconds.

    >>> look_times(Chapter(title="", start_s=10.0, end_s=18.0))
    (11.0, 13.0, 15.0, 17.0)
    """
    length_s = chapter.end_s - chapter.start_s
    count = min(MOST_LOOKS, max(1, math.ceil(length_s / LOOK_EVERY_S)))
    step_s = length_s / count
    return tuple(chapter.start_s + (number + 0.5) * step_s for number in range(count))


def _look(reader: ReadsMedia, path: Path, chapter: Chapter, watch: Watch) -> Iterator[Look]:
    times = look_times(chapter)
    moment_s = min(MOMENT_S, (chapter.end_s - times[-1]) / 2)
    pairs = [at_s for time_s in times for at_s in (time_s, time_s + moment_s)]
    frames = reader.frames_at(path, pairs, watch)
    for first, second in zip(frames, frames, strict=True):
        # A video that ends before its sound gives its last picture again and again.
        if chapter.start_s <= first.at_s < chapter.end_s:
            yield Look(
                frame=_thumbnail(first),
                is_still=reader.likeness(first, second) >= STILL,
                legibility=reader.legibility(first),
            )


def _thumbnail(frame: Frame) -> Frame:
    """Average squares of pixels, so that a chapter's looks fit in a few megabytes."""
    height_px, width_px = frame.pixels.shape[:2]
    side = max(1, round(width_px / THUMBNAIL_PX))
    rows, columns = height_px // side, width_px // side
    if side == 1 or not rows:
        return frame
    whole = frame.pixels[: rows * side, : columns * side]
    # Ten times as fast as one mean over a reshaped view.
    total = np.zeros((rows, columns, 3), dtype=np.uint32)
    for corner in range(side * side):
        total += whole[corner // side :: side, corner % side :: side]
    return Frame(at_s=frame.at_s, pixels=(total // (side * side)).astype(np.uint8))


def _weigh(reader: ReadsMedia, looks: Sequence[Look]) -> tuple[Look, ...]:
    """Give each look its worth: the last still one of each screen first, blanks last."""
    most = max((look.legibility for look in looks), default=0.0) or 1.0
    return tuple(
        Look(
            frame=look.frame,
            is_still=look.is_still,
            legibility=look.legibility,
            worth=share * (0.5 + 0.5 * look.legibility / most),
        )
        for screen in _screens(reader, looks)
        for look, share in _shares(reader, screen)
    )


def _screens(reader: ReadsMedia, looks: Sequence[Look]) -> Iterator[tuple[Look, ...]]:
    screen: list[Look] = list(looks[:1])
    for earlier, later in pairwise(looks):
        if reader.likeness(earlier.frame, later.frame) < SAME_SCREEN:
            yield tuple(screen)
            screen = []
        screen.append(later)
    if screen:
        yield tuple(screen)


def _shares(reader: ReadsMedia, screen: tuple[Look, ...]) -> Iterator[tuple[Look, float]]:
    last = max(screen, key=lambda look: (look.is_still, look.frame.at_s))
    for look in screen:
        if look.legibility < BLANK:
            yield look, 0.01
        elif look is last:
            yield look, 1.0 if look.is_still else 0.3
        elif look.is_still and reader.likeness(look.frame, last.frame) >= STILL:
            # As complete as the last, for where that stands too near to another screen's.
            yield look, 0.9
        elif look.is_still and _is_earlier_state(reader, look, last):
            yield look, 0.2
        else:
            yield look, 0.05


def _is_earlier_state(reader: ReadsMedia, look: Look, last: Look) -> bool:
    is_long_ago = last.frame.at_s - look.frame.at_s >= EARLIER_BY_S
    return is_long_ago and reader.likeness(look.frame, last.frame) < EARLIER_STATE


def _choose(
    reader: ReadsMedia,
    looks: tuple[Look, ...],
    before: tuple[Look, ...],
    most: int,
    gap_s: float,
) -> tuple[Look, ...]:
    """Pick the worthiest looks that are far enough apart and new; one in any case."""
    best = max(looks, key=lambda look: look.worth, default=None)
    worthy = [look for look in looks if look.worth > 0.1]
    fresh = [look for look in worthy if not _is_repeated(reader, look, before)]
    chosen: list[Look] = []
    for look in _apart(cache(reader.likeness), fresh, most, gap_s):
        if not _is_repeated(reader, look, chosen):
            chosen.append(look)
    return tuple(chosen) or ((best,) if best is not None else ())


def _is_repeated(reader: ReadsMedia, look: Look, kept: Sequence[Look]) -> bool:
    return any(reader.likeness(look.frame, other.frame) > DUPLICATE for other in kept)


def _apart(
    likeness: Callable[[Frame, Frame], float], looks: Sequence[Look], most: int, gap_s: float
) -> tuple[Look, ...]:
    """Find the row of at most `most` looks, `gap_s` apart, of the greatest worth together."""
    rows: dict[tuple[int, int], tuple[float, tuple[Look, ...]]] = {}
    for count in range(1, min(most, len(looks)) + 1):
        for index, look in enumerate(looks):
            earlier = [
                rows[count - 1, other]
                for other in range(index)
                if (count - 1, other) in rows
                and looks[other].frame.at_s <= look.frame.at_s - gap_s
                and likeness(looks[other].frame, look.frame) <= DUPLICATE
            ]
            if count == 1 or earlier:
                worth, row = max(earlier, key=lambda entry: entry[0], default=(0.0, ()))
                rows[count, index] = (worth + look.worth, (*row, look))
    return max(rows.values(), key=lambda entry: entry[0], default=(0.0, ()))[1]
