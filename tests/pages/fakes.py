"""What page tests stand on: a real store with real runs, and an engine that only takes orders."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, cast

from core import jobs
from core.adapters.artifacts import Store
from core.adapters.prices import ModelPrices
from core.models import (
    Block,
    Chapter,
    Post,
    Request,
    Run,
    Screenshot,
    Section,
    Segment,
    Source,
    Study,
    Transcript,
    Usage,
    Video,
)
from core.runs import Runs
from core.services import Services
from core.settings import Settings

HOSTILE = "Save $5 :red[now] <script>alert(1)</script> [here](https://example.org) ![x](y) `z`"
"""A title that means something to every language a page speaks."""

JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcp"
    "LDAxNDQ0Hyc5PTgyPC4zNDL/wAALCAABAAEBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgED"
    "AwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RF"
    "RkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJ"
    "ytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/APn+v//Z"
)


@dataclass
class FakeEngine:
    """Takes orders (`core.ports.RunsWork`) and shows a run as at work; does none of it."""

    runs: Runs
    orders: list[tuple[str, str]] = field(default_factory=list)

    def start_study(self, run_id: str) -> None:
        self.orders.append(("study", run_id))
        self.runs.set_stage(run_id, "studying")

    def start_topics(self, run_id: str) -> None:
        self.orders.append(("topics", run_id))
        jobs.open_topics(self.runs, run_id)
        self.runs.set_stage(run_id, "studying")

    def start_write(self, run_id: str) -> None:
        self.orders.append(("write", run_id))
        self.runs.set_stage(run_id, "writing")

    def cancel(self, run_id: str) -> None:
        self.orders.append(("cancel", run_id))
        self.runs.set_stage(run_id, "cancelled")

    def is_active(self, run_id: str) -> bool:
        return False


@dataclass
class House:
    """All that stands behind the pages in a test."""

    services: Services
    engine: FakeEngine

    @property
    def runs(self) -> Runs:
        return self.services.runs

    def fresh(self, source: Source | None = None) -> Run:
        return self.runs.create(source or Source(kind="youtube", video_id="zduSFxRajkE"))

    def studied(self, title: str = "A talk on trees") -> Run:
        run = self.fresh()
        study = a_study(title)
        self.services.store.write("artifacts/look/x/F1.jpg", JPEG)
        self.runs.save_video(run.id, study.video)
        self.runs.save_study(run.id, study)
        self.runs.set_stage(run.id, "studied")
        return run

    def asked(self, title: str = "A talk on trees", cap_usd: str = "0") -> Run:
        run = self.studied(title)
        model = "none" if cap_usd == "0" else "claude-sonnet-5-5"
        self.runs.save_request(run.id, Request(model=model, cap_usd=Decimal(cap_usd)))
        self.runs.set_stage(run.id, "writing")
        return run

    def written(self, title: str = "A talk on trees") -> Run:
        run = self.asked(title)
        self.runs.save_post(run.id, a_post(a_study(title)))
        self.runs.set_stage(run.id, "written")
        return run


def make_house(settings: Settings) -> House:
    store = Store(settings.data)
    runs = Runs(store)
    nobody = cast(Any, None)
    services = Services(
        settings=settings,
        store=store,
        runs=runs,
        describer=nobody,
        captions=nobody,
        downloader=nobody,
        media=nobody,
        listener=nobody,
        prices=ModelPrices(),
        writer_for=nobody,
        asker=nobody,
        embedder=nobody,
        small_words=nobody,
    )
    return House(services, FakeEngine(runs))


def a_study(title: str) -> Study:
    """Three chapters of a minute, a sentence every five seconds, a screen in the first two."""
    segments = tuple(
        Segment(id=n + 1, start_s=n * 5.0, end_s=n * 5.0 + 5, text=f"Sentence number {n + 1}.")
        for n in range(36)
    )
    chapters = tuple(
        Chapter(title=f"{name} {title}", start_s=n * 60.0, end_s=n * 60.0 + 60)
        for n, name in enumerate(("First", "Second", "Third"))
    )
    screenshots = tuple(
        Screenshot(
            id=f"F{n}",
            at_s=n * 50.0,
            file="artifacts/look/x/F1.jpg",
            width_px=1,
            height_px=1,
        )
        for n in (1, 2)
    )
    return Study(
        video=Video(
            id="zduSFxRajkE",
            title=title,
            duration_s=180.0,
            channel=title,
            page_url="https://www.youtube.com/watch?v=zduSFxRajkE",
        ),
        transcript=Transcript(
            language="en", origin="author", segments=segments, notes=(f"Note of {title}",)
        ),
        chapters=chapters,
        screenshots=screenshots,
    )


def a_post(study: Study) -> Post:
    sections = tuple(
        Section(
            index=index,
            chapter=chapter,
            blocks=(
                Block(kind="text", text_md=f"What chapter {index + 1} says.", segment_ids=(1,)),
                Block(kind="picture", text_md="A screen", frame_id="F1"),
            ),
            model="none",
        )
        for index, chapter in enumerate(study.chapters)
    )
    return Post(
        video=study.video,
        sections=sections,
        segments=study.transcript.segments,
        screenshots=study.screenshots,
        language="en",
        model="none",
        usage=Usage(),
    )
