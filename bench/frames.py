"""Pictures: how exact a grab is, and how finished what is kept.

Clips with a number burned into every picture, asked at the same random times in random order,
each time alone, by OpenCV's seek to a time and by ours; then the sample, whose truth tells when
each screen is complete.
"""

from __future__ import annotations

import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import cv2

from bench.machine import SAMPLE, draw
from core.adapters.media import MediaReader
from core.events import SILENT
from core.frames import pick_frames
from core.models import Chapter
from tests.clips import STEADY_29_97, STEADY_30, make_clip, read_number, shown_at, varying_ticks

GRABS = 40
LONG = 3
"""Each clip's pattern is repeated so often, so that there is something to seek."""

CLIPS = (
    ("H.264, 30 a second", "a.mp4", "libx264", STEADY_30, {}),
    ("H.264, 29.97 a second", "b.mp4", "libx264", STEADY_29_97, {}),
    ("H.264, varying rate", "c.mp4", "libx264", varying_ticks(), {}),
    ("H.264, one long group", "d.mp4", "libx264", STEADY_30, {"group": 10_000}),
    ("VP9, varying rate", "e.webm", "libvpx-vp9", varying_ticks(), {"cpu-used": "8"}),
    ("HEVC", "f.mp4", "libx265", STEADY_30, {"x265-params": "log-level=none"}),
    ("AV1", "g.mp4", "libsvtav1", STEADY_30, {"preset": "8", "crf": "5"}),
)

Grab = Callable[[Path, float], "int | None"]


def table() -> str:
    with tempfile.TemporaryDirectory() as folder:
        rows = [_compare(Path(folder), *clip) for clip in CLIPS]
    header = ("", *(f"{who}: {what}" for who in ("OpenCV", "ours") for what in _COLUMNS))
    return f"{draw(header, rows)}\n\n{_choices()}"


_COLUMNS = ("exact", "largest error", "median")


def _compare(
    folder: Path, title: str, name: str, codec: str, ticks: list[int], change: dict
) -> tuple[str, ...]:
    step = ticks[-1] + (ticks[-1] - ticks[-2])
    ticks = [tick + turn * step for turn in range(LONG) for tick in ticks]
    options = {key: value for key, value in change.items() if key != "group"}
    path = make_clip(folder / name, codec, ticks, options=options, group=change.get("group", 150))
    rng = random.Random(11)
    # Not within a millisecond of an edge: that is how fine WebM's clock is.
    times = [(a + 1) / 600 + rng.random() * (b - a - 2) / 600 for a, b in pairwise(ticks)]
    times = rng.sample(times, GRABS)
    return (title, *_measure(_opencv, path, ticks, times), *_measure(_ours, path, ticks, times))


def _measure(grab: Grab, path: Path, ticks: list[int], times: list[float]) -> tuple[str, ...]:
    errors, costs, failed = [], [], 0
    for time_s in times:
        began = time.perf_counter()
        number = grab(path, time_s)
        costs.append(time.perf_counter() - began)
        if number is None or number >= len(ticks):
            failed += 1
            continue
        errors.append(abs(ticks[number] - ticks[shown_at(ticks, time_s)]) / 600)
    worst = f"{1000 * max(errors):,.0f} ms" if errors else "-"
    if failed:
        worst += f", {failed} not read"
    exact = sum(error == 0 for error in errors)
    return f"{exact}/{len(times)}", worst, f"{1000 * statistics.median(costs):.0f} ms"


def _opencv(path: Path, time_s: float) -> int | None:
    video = cv2.VideoCapture(str(path))
    video.set(cv2.CAP_PROP_POS_MSEC, 1000 * time_s)
    is_read, pixels = video.read()
    video.release()
    return read_number(pixels) if is_read else None


def _ours(path: Path, time_s: float) -> int | None:
    (frame,) = MediaReader().frames_at(path, [time_s], SILENT)
    return read_number(frame.pixels)


def _choices() -> str:
    truth = json.loads((SAMPLE / "truth.json").read_text(encoding="utf-8"))
    chapters = tuple(
        Chapter(title=each["title"], start_s=each["start_s"], end_s=each["end_s"])
        for each in truth["chapters"]
    )
    rows = [("one every 60 s from the chapter's start", *_judge(_uniform(chapters), truth), "-")]
    for gap_s in (60.0, 20.0):
        began = time.perf_counter()
        picked = pick_frames(
            MediaReader(),
            SAMPLE / "video.mp4",
            chapters,
            max_per_chapter=10,
            min_gap_s=gap_s,
            watch=SILENT,
        )
        times = [frame.at_s for frame in picked]
        cost = f"{time.perf_counter() - began:.1f} s"
        rows.append((f"ours, {gap_s:.0f} s apart or more", *_judge(times, truth), cost))
    return draw(("The sample's screens", "kept", "complete", "different screens", "took"), rows)


def _uniform(chapters: tuple[Chapter, ...]) -> list[float]:
    return [
        start_s
        for chapter in chapters
        for start_s in range(int(chapter.start_s), int(chapter.end_s), 60)
    ]


def _judge(times: list[float], truth: dict) -> tuple[object, ...]:
    shown = [
        (time_s, next(one for one in truth["screens"] if one["start_s"] <= time_s < one["end_s"]))
        for time_s in times
    ]
    complete = sum(time_s >= one["complete_from_s"] for time_s, one in shown)
    different = len({one["text"] for _, one in shown})
    return len(times), f"{100 * complete / len(times):.0f} %", different
