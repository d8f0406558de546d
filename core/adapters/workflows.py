"""The workflows that DBOS keeps: what follows what, and nothing of how it is done.

Functions and their names are part of what is stored: a run that is under way when the program is
replaced goes on in the new one, so the order of their steps must not change. Arguments and
results hold run ids, chapter numbers, prices and sentences; everything else is an artifact.
"""

from __future__ import annotations

import functools
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import ParamSpec, TypeVar

from dbos import DBOS, SetEnqueueOptions, SetWorkflowID, WorkflowHandle
from dbos import error as dbos_error
from pydantic import TypeAdapter

from core import jobs
from core.adapters.database import GPU, JOBS, LLM
from core.hearing import is_transcribed
from core.jobs import Kind
from core.models import NO_MODEL, Progress
from core.pipeline import STUDY_STEPS
from core.services import Services
from core.writing import Job, Outcome, write_post

Words = ParamSpec("Words")
Result = TypeVar("Result")

WAIT_POLL_S = 0.1
"""How often a parent looks whether its child is done; the engine's own pace is 1 s."""

_PLAN = TypeAdapter(tuple[tuple[Job, ...], Decimal])
_OUTCOME = TypeAdapter(Outcome)

_current: list[Services] = []
_at_work: dict[object, str] = {}
_running: set[str] = set()


def use(services: Services | None) -> None:
    """Give the workflows of this process their services, or take them away."""
    _current[:] = [] if services is None else [services]


def _services() -> Services:
    if not _current:
        raise RuntimeError("the engine is not running")
    return _current[0]


def is_at_work() -> bool:
    """Tell whether this process is in the middle of a step or a call."""
    return bool(_at_work)


def is_running(workflow_id: str) -> bool:
    """Tell whether this process is inside a workflow, be it waiting or at work."""
    return workflow_id in _running


def _known(function: Callable[Words, Result]) -> Callable[Words, Result]:
    """Have a workflow known as running while this process is inside it."""

    @functools.wraps(function)
    def run(*words: Words.args, **more: Words.kwargs) -> Result:
        workflow_id = str(DBOS.workflow_id)
        _running.add(workflow_id)
        try:
            return function(*words, **more)
        finally:
            _running.discard(workflow_id)

    return run


@contextmanager
def _work(name: str) -> Iterator[Services]:
    """Be at work for the block, on the services of this moment."""
    token = object()
    _at_work[token] = name
    try:
        yield _services()
    finally:
        del _at_work[token]


def enqueue(run_id: str, kind: Kind) -> None:
    """Put a run's job on its queue, which holds one a run however many ask at once."""
    workflow = {"study": _study, "topics": _topics, "write": _write}[kind]
    only_one = SetEnqueueOptions(deduplication_id=run_id)
    try:
        with SetWorkflowID(f"{run_id}-{kind}-{secrets.token_hex(4)}"), only_one:
            DBOS.enqueue_workflow(JOBS, workflow, run_id)
    except dbos_error.DBOSQueueDeduplicatedError:
        return


@DBOS.workflow(name="study")
@_known
def _study(run_id: str) -> None:
    if not jobs.may_try(_services(), run_id):
        return
    for name, _, _ in STUDY_STEPS:
        if name == "transcribe":
            went_well = _transcribe_in_turn(run_id)
        else:
            went_well = DBOS.run_step({"name": name}, _take_step, run_id, name)
        if not went_well:
            return
    DBOS.run_step({"name": "finish"}, lambda: jobs.finish_study(_services(), run_id))


def _take_step(run_id: str, name: str) -> bool:
    with _work(name) as services:
        return jobs.study_step(services, run_id, name)


def _transcribe_in_turn(run_id: str) -> bool:
    """Listen on the queue that lets one at a time do it, unless captions told it already."""
    if DBOS.run_step({"name": "is_transcribed"}, lambda: is_transcribed(_services(), run_id)):
        return DBOS.run_step({"name": "transcribe"}, _take_step, run_id, "transcribe")
    DBOS.run_step({"name": "await_turn"}, _await_turn, run_id)
    with SetWorkflowID(f"{DBOS.workflow_id}-transcribe"):
        handle = DBOS.enqueue_workflow(GPU, _transcribe, run_id)
    try:
        return handle.get_result(polling_interval_sec=WAIT_POLL_S)
    except dbos_error.DBOSAwaitedWorkflowCancelledError:
        return DBOS.run_step({"name": "cancelled"}, _take_step, run_id, "transcribe")


def _await_turn(run_id: str) -> None:
    label = next(label for name, label, _ in STUDY_STEPS if name == "transcribe")
    progress = Progress(
        step="transcribe", label=label, note="waiting for its turn", started_at=time.time()
    )
    jobs.attempt(_services(), run_id, lambda: _services().runs.save_progress(run_id, progress))


@DBOS.workflow(name="transcribe")
@_known
def _transcribe(run_id: str) -> bool:
    return _take_step(run_id, "transcribe")


@DBOS.workflow(name="topics")
@_known
def _topics(run_id: str) -> None:
    if not jobs.may_try(_services(), run_id):
        return
    if DBOS.run_step({"name": "is_free"}, _is_free, run_id):
        DBOS.run_step({"name": "seek"}, _seek_topics, run_id)
        return
    # A model is asked on the queue that says how many calls are made at once.
    with SetWorkflowID(f"{DBOS.workflow_id}-ask"):
        handle = DBOS.enqueue_workflow(LLM, _ask_for_topics, run_id)
    try:
        handle.get_result(polling_interval_sec=WAIT_POLL_S)
    except dbos_error.DBOSAwaitedWorkflowCancelledError:
        DBOS.run_step({"name": "cancelled"}, _seek_topics, run_id)


def _is_free(run_id: str) -> bool:
    request = _services().runs.topic_request(run_id)
    return request is None or request.model == NO_MODEL


def _seek_topics(run_id: str) -> None:
    with _work("topics") as services:
        jobs.seek_topics(services, run_id)


@DBOS.workflow(name="ask_for_topics")
@_known
def _ask_for_topics(run_id: str) -> None:
    _seek_topics(run_id)


@DBOS.workflow(name="write")
@_known
def _write(run_id: str) -> None:
    if not jobs.may_try(_services(), run_id):
        return
    planned = DBOS.run_step({"name": "plan"}, _plan, run_id)
    if planned is None:
        return
    todo, left_usd = _PLAN.validate_json(planned)
    parent = DBOS.workflow_id

    def spawn(job: Job, allowance_usd: Decimal) -> _Child:
        with SetWorkflowID(f"{parent}-{job.index}"):
            handle = DBOS.enqueue_workflow(LLM, _section, run_id, job.index, str(allowance_usd))
        return _Child(job.index, handle)

    outcomes = write_post(todo, left_usd, spawn)
    DBOS.run_step({"name": "finish"}, lambda: jobs.finish_writing(_services(), run_id, outcomes))


def _plan(run_id: str) -> str | None:
    planned = jobs.plan(_services(), run_id)
    return None if planned is None else _PLAN.dump_json(planned).decode()


@dataclass(frozen=True, slots=True)
class _Child:
    """A chapter on the queue (`core.writing.Pending`)."""

    index: int
    handle: WorkflowHandle[str]

    def wait(self) -> Outcome:
        try:
            return _OUTCOME.validate_json(self.handle.get_result(polling_interval_sec=WAIT_POLL_S))
        except dbos_error.DBOSAwaitedWorkflowCancelledError:
            return jobs.cancelled(self.index)


@DBOS.workflow(name="section")
@_known
def _section(run_id: str, index: int, allowance_usd: str) -> str:
    with _work("section") as services:
        outcome = jobs.section(services, run_id, index, Decimal(allowance_usd))
    return _OUTCOME.dump_json(outcome).decode()
