"""Writing: a real lecture of 2 h 13 min through the whole paid step, against the strict stand-in.

The stand-in answers at 400 tokens a second a call, about five times a real model's pace, so that
the table is made in a minute. "One after another" is the seed article's way. Kept means: of the
segments that were heard, those that a block of the post cites.
"""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from bench.machine import draw, shared
from core.adapters import build_services, engine
from core.checks import cited
from core.costs import estimate
from core.intake import with_captions
from core.models import NO_MODEL, Post, Request, Source
from core.pipeline import STUDY_STEPS, take_step
from core.prompts import build_prompts
from core.services import Services
from core.settings import Settings
from tests.standins.anthropic_api import AnthropicApi

MODEL = "claude-sonnet-5-5"
PACE = 400
KEY = "sk-test"


@dataclass(frozen=True)
class Written:
    """A post, how long it took, and the two sides of its bill."""

    post: Post
    seconds: float
    ours_usd: Decimal
    theirs_usd: Decimal
    likely_usd: Decimal


def table() -> str:
    folder = shared("lecture", "zduSFxRajkE")
    rows = [
        row("draft, no model", write(folder, NO_MODEL, 8)),
        row("one after another", write(folder, MODEL, 1)),
        row("eight at once", write(folder, MODEL, 8)),
    ]
    header = ("way", "chapters", "segments kept", "seconds", "our bill", "its ledger", "estimate")
    return draw(header, rows)


def row(name: str, written: Written) -> tuple[object, ...]:
    post = written.post
    kept = {number for section in post.sections for number in cited(section)}
    complete = sum(section.is_complete and bool(section.blocks) for section in post.sections)
    return (
        name,
        f"{complete} of {len(post.sections)}",
        f"{len(kept)} of {len(post.segments)}",
        f"{written.seconds:.1f}",
        f"{written.ours_usd:.4f}",
        f"{written.theirs_usd:.4f}",
        f"{written.likely_usd:.4f}",
    )


def write(lecture: Path, model: str, at_once: int) -> Written:
    with (
        tempfile.TemporaryDirectory() as data,
        AnthropicApi(key=KEY, pace=PACE) as api,
    ):
        services = build_services(
            Settings(
                data=data,
                anthropic_api_key=KEY,
                anthropic_base_url=api.url,
                parallel_calls=at_once,
            )
        )
        run_id = studied(services, lecture)
        request = Request(model=model, cap_usd=Decimal(20))
        services.runs.save_request(run_id, request)
        running = engine.boot(services)
        began = time.perf_counter()
        try:
            running.start_write(run_id)
            running.wait(run_id)
        finally:
            seconds = time.perf_counter() - began
            engine.shutdown()
        return written(services, run_id, request, seconds, api.cost_usd)


def written(
    services: Services, run_id: str, request: Request, seconds: float, theirs_usd: Decimal
) -> Written:
    post, study = services.runs.post(run_id), services.runs.study(run_id)
    if post is None or study is None:
        raise RuntimeError(f"nothing was written: {services.runs.standing(run_id)}")
    prompts = build_prompts(study, request)
    return Written(
        post=post,
        seconds=seconds,
        ours_usd=services.runs.spent_usd(run_id),
        theirs_usd=theirs_usd,
        likely_usd=estimate(prompts, request.model, services.prices).likely_usd,
    )


def studied(services: Services, lecture: Path) -> str:
    """Study the lecture from its captions and chapters alone, fetching nothing."""
    source = Source(
        kind="youtube",
        video_id="zduSFxRajkE",
        title="A lecture",
        page_url="https://www.youtube.com/watch?v=zduSFxRajkE",
        duration_s=8015.0,
        chapters_text=(lecture / "chapters.txt").read_text(encoding="utf-8"),
        is_offline=True,
    )
    transcript = (lecture / "transcript_3422_int_seconds.json").read_bytes()
    run = services.runs.create(with_captions(services.store, source, transcript, "lecture.json"))
    for name, _, _ in STUDY_STEPS:
        take_step(services, run.id, name)
    return run.id
