"""A run at work, seen from a terminal: started, followed to its end, and stopped with Ctrl-C."""

from __future__ import annotations

import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from core.adapters import build_services
from core.adapters.environment import load_settings
from core.errors import BadRequest, Cancelled, NothingToTranscribe
from core.models import Finding, Problem, RunState, Section
from core.ports import RunsWork
from core.services import Services
from core.terminal.console import Answer, Teller, say
from core.terminal.folders import results_folder, write_results

LOOK_EVERY_S = 0.25
LAST_CALLS_S = 30.0
"""How long calls that are being closed may take after Ctrl-C."""
OTHERS_S = 600.0
"""How long this process finishes chapters of other runs that it has taken from the queue."""


def open_services() -> Services:
    """Join the adapters as the environment says."""
    return build_services(load_settings())


@contextmanager
def engine_of(services: Services) -> Iterator[RunsWork]:
    """Run work in this process while the block lasts, and leave none of it half done."""
    from core.adapters import engine

    booted = engine.boot(services)
    try:
        yield booted
    finally:
        engine.shutdown(wait_s=OTHERS_S)


def follow(services: Services, run_id: str, start: Callable[[RunsWork], None]) -> RunState:
    """Start a run's work, tell of it, and wait for its end; Ctrl-C cancels it."""
    with engine_of(services) as engine:
        try:
            start(engine)
            _tell_until(engine, services, run_id, float("inf"))
        except KeyboardInterrupt:
            say("Stopping: calls in flight are being closed.")
            engine.cancel(run_id)
            _tell_until(engine, services, run_id, LAST_CALLS_S)
    return services.runs.state(run_id)


def _tell_until(engine: RunsWork, services: Services, run_id: str, patience_s: float) -> None:
    teller, until = Teller(), time.monotonic() + patience_s
    while engine.is_active(run_id) and time.monotonic() < until:
        # Paused and yet on the queue: its end cannot be recorded on a full disk.
        if services.runs.standing(run_id).stage == "paused":
            break
        teller.tell(services.runs.state(run_id))
        time.sleep(LOOK_EVERY_S)
    teller.tell(services.runs.state(run_id))


def answer_of(services: Services, state: RunState, options: Namespace) -> Answer:
    """Say how a run stands after its work, and write the results where they are wanted."""
    out: Path | None = options.out
    if out is not None:
        write_results(services, state.run_id, out)
    value = summary(services, state, out)
    problem = _with_way_on(state)
    if problem is not None:
        value["problem"] = problem
    return Answer(value=value, lines=_lines(services, state, value), problem=problem)


def _with_way_on(state: RunState) -> Problem | None:
    if state.problem is None:
        return None
    way = state.problem.hint
    if state.problem.exit_code != BadRequest.exit_code:
        # What was given has to change first: the same again would end the same.
        way += f" To go on: python -m core resume {state.run_id}"
    elif state.problem.kind == NothingToTranscribe.__name__:
        way = "Bring what is said: python -m core study SOURCE --captions FILE"
    is_cancelled = state.stage == "cancelled" or state.problem.kind == Cancelled.__name__
    code = 130 if is_cancelled else state.problem.exit_code
    return Problem(
        kind=state.problem.kind, message=state.problem.message, hint=way.strip(), exit_code=code
    )


def summary(services: Services, state: RunState, out: Path | None = None) -> dict[str, object]:
    """Describe a run for programs, in the words of `core.models`."""
    runs, run_id = services.runs, state.run_id
    study, post = runs.study(run_id), runs.post(run_id)
    found: dict[str, object] = {
        "run": run_id,
        "folder": results_folder(services, run_id, out),
        "stage": state.stage,
        "usage": state.spent,
        "findings": findings_of(services, run_id),
    }
    if study is not None:
        found |= {
            "title": study.video.title,
            "duration_s": study.video.duration_s,
            "language": study.transcript.language,
            "origin": study.transcript.origin,
            "notes": study.transcript.notes,
            "segments": len(study.transcript.segments),
            "chapters": study.chapters,
            "screenshots": study.screenshots,
        }
    if post is not None:
        found |= {"model": post.model, "sections": [_section(s) for s in post.sections]}
    return found


def _section(section: Section) -> dict[str, object]:
    return {
        "title": section.chapter.title,
        "start_s": section.chapter.start_s,
        "end_s": section.chapter.end_s,
        "is_complete": section.is_complete,
        "blocks": len(section.blocks),
    }


def findings_of(services: Services, run_id: str) -> tuple[Finding, ...]:
    """List what a person should know of a run: of the whole post, or else of the study."""
    post, study = services.runs.post(run_id), services.runs.study(run_id)
    if post is None:
        return study.findings if study is not None else ()
    inside = (finding for section in post.sections for finding in section.findings)
    return (*post.findings, *inside)


def _lines(services: Services, state: RunState, value: dict[str, object]) -> tuple[str, ...]:
    video = services.runs.video(state.run_id)
    title = video.title if video is not None else "A video"
    lines = [f"{title}: {state.stage}", f"run    {state.run_id}", f"folder {value['folder']}"]
    if state.spent.calls:
        lines.append(f"spent  {state.spent.cost_usd:.4f} USD in {state.spent.calls} calls")
    lines += [describe_finding(finding) for finding in findings_of(services, state.run_id)]
    following = {
        "studied": f"Next: python -m core write {state.run_id}",
        "written": f"Next: python -m core export {state.run_id} --to zip",
    }
    if state.stage in following:
        lines.append(following[state.stage])
    return tuple(lines)


def describe_finding(finding: Finding) -> str:
    """Put a finding into a line."""
    return f"{finding.severity}: {finding.where}: {finding.message}"
