"""A talk that the browser's tests work on: sentences, screens that can be seen, a sponsor read."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from core.adapters.artifacts import Store
from core.models import (
    Chapter,
    Finding,
    Screenshot,
    Segment,
    Source,
    Study,
    Transcript,
    Video,
)
from core.runs import Runs

TITLES = (
    "Why trees branch",
    "Roots and what they drink: a longer title that has to be wrapped on a phone",
    "Sponsor: Brilliant",
    "Rings & <b>bark</b>",
    "Leaves",
    "Questions",
)
CHAPTER_S = 120.0
SAID = (
    "A tree grows where the light is.",
    "Each branch is a question to the sky.",
    "What it drinks, it lifts by the sun alone.",
    "Count the rings and you know the winters.",
)


def a_talk(chapters: int = len(TITLES), chapter_s: float = CHAPTER_S) -> Study:
    """Make a talk of chapters, with a sentence every six seconds and a screen every forty."""
    duration_s = chapters * chapter_s
    titles = TITLES if chapters == len(TITLES) else [f"Part {n + 1}" for n in range(chapters)]
    return Study(
        video=Video(
            id="zduSFxRajkE",
            title="A talk on trees",
            duration_s=duration_s,
            channel="Arboretum",
            page_url="https://www.youtube.com/watch?v=zduSFxRajkE",
        ),
        transcript=Transcript(
            language="en",
            origin="author",
            segments=tuple(
                Segment(id=n + 1, start_s=n * 6.0, end_s=n * 6.0 + 5.5, text=SAID[n % len(SAID)])
                for n in range(int(duration_s / 6))
            ),
        ),
        chapters=tuple(
            Chapter(title=title, start_s=n * chapter_s, end_s=(n + 1) * chapter_s)
            for n, title in enumerate(titles)
        ),
        screenshots=tuple(
            Screenshot(
                id=f"F{n + 1}",
                at_s=n * 40.0 + 5,
                file=f"artifacts/look/talk/F{n % 9}.jpg",
                width_px=320,
                height_px=180,
            )
            for n in range(min(200, int(duration_s / 40)))
        ),
        findings=(
            Finding(severity="info", where="Chapters", message="“12:30 pm” is a time of day."),
        ),
    )


def keep(folder: Path, study: Study) -> str:
    """Put a studied run into a server's data folder, and give its id."""
    store = Store(str(folder))
    runs = Runs(store)
    for n in range(9):
        data = io.BytesIO()
        Image.new("RGB", (320, 180), (20 + 25 * n, 120, 220 - 22 * n)).save(data, "JPEG")
        store.write(f"artifacts/look/talk/F{n}.jpg", data.getvalue())
    run = runs.create(Source(kind="youtube", video_id=study.video.id))
    runs.save_video(run.id, study.video)
    runs.save_study(run.id, study)
    runs.set_stage(run.id, "studied")
    return run.id


def kept(folder: Path, run_id: str) -> tuple[Chapter, ...]:
    """Read the chapters of a run as they are kept."""
    study = Runs(Store(str(folder))).study(run_id)
    assert study is not None
    return study.chapters
