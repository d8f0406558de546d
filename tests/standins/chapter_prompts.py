"""Questions as `core.prompts` asks them, about a talk of our own, with pictures that are real."""

from __future__ import annotations

import io
from functools import cache

from PIL import Image

from core.models import (
    Chapter,
    ChapterPrompt,
    ImagePart,
    Request,
    Screenshot,
    Segment,
    Study,
    Transcript,
    Video,
)
from core.prompts import build_prompts

SENTENCES = (
    "A generator keeps its place between two values, so it never holds the whole file in memory.",
    "We replace the list by a yield, run it again, and the peak falls from a gigabyte to kilobytes.",
    "There is one price: it can be walked through once, and then it is empty.",
)


def make_study(chapters: int = 2, segments_each: int = 12, pictures_each: int = 2) -> Study:
    """Make a talk whose chapters are ten minutes long."""
    length_s = 600.0
    step_s = length_s / segments_each
    segments = tuple(
        Segment(
            id=number + 1,
            start_s=number * step_s,
            end_s=(number + 1) * step_s,
            text=SENTENCES[number % len(SENTENCES)],
        )
        for number in range(chapters * segments_each)
    )
    screenshots = tuple(
        Screenshot(
            id=f"F{number + 1}",
            at_s=(number + 0.5) * length_s / pictures_each,
            file=f"F{number + 1}.jpg",
            width_px=1280,
            height_px=720,
        )
        for number in range(chapters * pictures_each)
    )
    return Study(
        video=Video(id="aaaaaaaaaaa", title="Generators", duration_s=chapters * length_s),
        transcript=Transcript(language="en", origin="author", segments=segments),
        chapters=tuple(
            Chapter(title=f"Part {number + 1}", start_s=number * 600.0, end_s=number * 600.0 + 600)
            for number in range(chapters)
        ),
        screenshots=screenshots,
    )


def make_prompts(
    chapters: int = 2, segments_each: int = 12, pictures_each: int = 2
) -> tuple[ChapterPrompt, ...]:
    """Ask about each of its chapters."""
    return build_prompts(make_study(chapters, segments_each, pictures_each), Request())


def make_prompt(segments: int = 12, pictures: int = 2) -> ChapterPrompt:
    """Ask about a chapter."""
    return make_prompts(1, segments, pictures)[0]


def paint(part: ImagePart) -> bytes:
    """Give a JPEG of the size that a part names."""
    return _paint(part.width_px, part.height_px)


@cache
def _paint(width_px: int, height_px: int) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (width_px, height_px), "teal").save(data, "JPEG")
    return data.getvalue()
