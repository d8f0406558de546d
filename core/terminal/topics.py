"""The command that finds a video's chapters in its words, for free or by a model."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from decimal import Decimal

from core import jobs
from core.errors import BadRequest
from core.models import NO_MODEL, RunState, Study, TopicRequest
from core.services import Services
from core.terminal.console import Answer, say
from core.terminal.folders import run_id_of
from core.terminal.running import answer_of, follow, open_services
from core.timecodes import format_clock
from core.topic_finding import estimate_topics


def topics(options: Namespace) -> Answer:
    """Find topics in what is said, and take them for the run's chapters."""
    services = open_services()
    run_id = run_id_of(services, options.run)
    study = services.runs.study(run_id)
    if study is None:
        raise BadRequest("This video is not studied yet.", "Let the study finish first.")
    request = TopicRequest(
        model=options.model or NO_MODEL, cap_usd=options.cap_usd or Decimal(0), count=options.count
    )
    _say_price(services, study, request)
    state = follow(
        services, run_id, lambda engine: jobs.order_topics(services.runs, engine, run_id, request)
    )
    return answer_found(services, state, options)


def answer_found(services: Services, state: RunState, options: Namespace) -> Answer:
    """Say how a run stands after topics were sought in it."""
    if services.runs.topic_order(state.run_id) is None:
        # Found: a problem that stands here is an older one, of a post that is not whole.
        state = replace(state, problem=None)
    return _with_chapters(services, answer_of(services, state, options), state.run_id)


def _say_price(services: Services, study: Study, request: TopicRequest) -> None:
    if request.model == NO_MODEL:
        return
    found = estimate_topics(study, request, services.prices)
    say(
        f"Finding topics with {request.model}: likely {found.likely_usd:.4f} USD"
        f" ({found.low_usd:.4f} to {found.high_usd:.4f}), {request.cap_usd} USD at most."
    )


def _with_chapters(services: Services, answer: Answer, run_id: str) -> Answer:
    """Show the chapters, and how they were found."""
    study = services.runs.study(run_id)
    steps = services.runs.progress(run_id)
    note = next((step.note for step in steps if step.step == "topics" and step.is_finished), "")
    value = {**answer.value, "note": note} if isinstance(answer.value, dict) else answer.value
    chapters = study.chapters if study is not None and answer.problem is None else ()
    lines = (f"{format_clock(chapter.start_s)} {chapter.title}" for chapter in chapters)
    noted = (f"note: {note}",) if note else ()
    return replace(answer, value=value, lines=(*lines, *noted, *answer.lines))
