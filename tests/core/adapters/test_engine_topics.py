"""The engine looks for topics on stand-ins: begun, cancelled, failed, picked up, and gone on with."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from core import jobs
from core.adapters import engine
from core.adapters.artifacts import Store
from core.errors import BadRequest, WriterUnavailable
from core.models import NO_MODEL, Chapter, Request, RunState, Source, TopicRequest
from core.prompts import build_prompts
from core.services import Services
from core.settings import Settings
from tests.fakes import MODEL, VIDEO_ID, Outside
from tests.standins.topic_talks import make_talk

PATIENCE_S = 30.0
OWN = (Chapter(title="All of it", start_s=0.0, end_s=1200.0),)
PAID = TopicRequest(model=MODEL, cap_usd=Decimal(1))
FREE = TopicRequest(model=NO_MODEL, count=3)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One engine for all tests of this file: starting and stopping one takes half a second."""
    yield f"sqlite:///{tmp_path_factory.mktemp('engine')}/runs.sqlite"
    engine.shutdown()


@pytest.fixture
def outside(tmp_path: Path, database: str) -> Outside:
    settings = Settings(data=str(tmp_path / "data"), database=database, parallel_calls=2)
    return Outside(store=Store(settings.data), settings=settings)


@pytest.fixture
def services(outside: Outside) -> Services:
    return outside.services()


@pytest.fixture
def running(services: Services) -> engine.Engine:
    return engine.boot(services)


def ready(services: Services) -> str:
    """Give a run whose study is done, with one chapter."""
    run = services.runs.create(Source(kind="youtube", video_id=VIDEO_ID))
    services.runs.save_study(run.id, replace(make_talk(), chapters=OWN))
    services.runs.set_stage(run.id, "studied")
    return run.id


def sought(running: engine.Engine, run_id: str, request: TopicRequest = PAID) -> RunState:
    jobs.order_topics(running.services.runs, running, run_id, request)
    return running.wait(run_id, PATIENCE_S)


def until(condition: Callable[[], bool]) -> None:
    """Wait for what another thread does; fail when it never does."""
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


def chapters_of(services: Services, run_id: str) -> tuple[Chapter, ...]:
    study = services.runs.study(run_id)
    assert study is not None
    return study.chapters


@pytest.mark.parametrize(("request_", "calls", "count"), [(PAID, 1, 4), (FREE, 0, 3)])
def test_topics_are_found_and_the_run_stands_where_it_stood(
    running: engine.Engine, request_: TopicRequest, calls: int, count: int
) -> None:
    """Both ways go through one workflow, tell their progress, and end as studied."""
    run_id = ready(running.services)
    state = sought(running, run_id, request_)

    assert (state.stage, state.problem, state.spent.calls) == ("studied", None, calls)
    assert [(step.step, step.is_finished) for step in state.progress] == [("topics", True)]
    assert len(chapters_of(running.services, run_id)) == count


def test_while_topics_are_sought_the_run_is_at_work(
    running: engine.Engine, outside: Outside
) -> None:
    """A watcher sees the stage and the step; no other order is taken meanwhile."""
    outside.asker.gate = threading.Event()
    run_id = ready(running.services)
    jobs.order_topics(running.services.runs, running, run_id, PAID)
    until(lambda: bool(outside.asker.asked))
    state = running.services.runs.state(run_id)
    next_job = jobs.next_job(running.services.runs, run_id)
    with pytest.raises(BadRequest):
        jobs.order_topics(running.services.runs, running, run_id, FREE)
    outside.asker.gate.set()

    assert (state.stage, next_job) == ("studying", "topics")
    assert [(step.step, step.is_finished) for step in state.progress] == [("topics", False)]
    assert running.wait(run_id, PATIENCE_S).stage == "studied"


def test_a_search_is_cancelled_in_mid_call(running: engine.Engine, outside: Outside) -> None:
    """The call is closed and billed, the chapters stay, and the run is as usable as before."""
    outside.asker.gate = threading.Event()
    run_id = ready(running.services)
    jobs.order_topics(running.services.runs, running, run_id, PAID)
    until(lambda: bool(outside.asker.asked))
    running.cancel(run_id)
    state = running.wait(run_id, PATIENCE_S)

    assert state.stage == "studied"
    assert state.problem is not None
    assert state.problem.kind == "Cancelled"
    assert state.spent.calls == 1
    assert chapters_of(running.services, run_id) == OWN

    outside.asker.gate.set()
    assert sought(running, run_id).problem is None
    assert len(chapters_of(running.services, run_id)) == 4


def test_a_search_that_waits_for_its_turn_is_cancelled(
    running: engine.Engine, outside: Outside
) -> None:
    """Two calls are made at once; a third waits, and is never made."""
    outside.asker.gate = threading.Event()
    busy = [ready(running.services) for _ in range(3)]
    for number, run_id in enumerate(busy):
        # Each asks another question: the same one would be asked by one of them for all.
        request = replace(PAID, count=2 + number)
        jobs.order_topics(running.services.runs, running, run_id, request)
    until(lambda: len(outside.asker.asked) == 2)
    asked = {prompt.likely_chapters - 2 for prompt in outside.asker.asked}
    (waiting,) = {0, 1, 2} - asked
    running.cancel(busy[waiting])
    state = running.wait(busy[waiting], PATIENCE_S)
    outside.asker.gate.set()
    for run_id in busy:
        running.wait(run_id, PATIENCE_S)

    assert (state.stage, len(outside.asker.asked)) == ("studied", 2)
    assert chapters_of(running.services, busy[waiting]) == OWN


def test_a_failed_search_leaves_a_run_that_can_be_written(
    running: engine.Engine, outside: Outside
) -> None:
    """Writing puts the failure aside; what it had paid stays on the bill."""
    run_id = ready(running.services)
    outside.asker.answers = [WriterUnavailable("It is overloaded.")]
    failed = sought(running, run_id)
    running.services.runs.save_request(run_id, Request(model=MODEL, cap_usd=Decimal(5)))
    running.start_write(run_id)
    state = running.wait(run_id, PATIENCE_S)

    assert failed.problem is not None
    assert (failed.stage, failed.problem.message) == ("studied", "It is overloaded.")
    assert (state.stage, state.problem) == ("written", None)
    assert running.services.runs.topic_order(run_id) is None


def test_a_written_run_is_written_again_after_new_chapters(
    running: engine.Engine, outside: Outside
) -> None:
    """The post stays as it is until it is asked for anew, and its steps stay told."""
    run_id = ready(running.services)
    running.services.runs.save_request(run_id, Request(model=MODEL, cap_usd=Decimal(5)))
    running.start_write(run_id)
    running.wait(run_id, PATIENCE_S)
    post = running.services.runs.post(run_id)
    state = sought(running, run_id)

    assert (state.stage, state.problem) == ("written", None)
    assert running.services.runs.post(run_id) == post
    assert {step.step for step in state.progress} == {"write-000", "topics"}


@pytest.mark.parametrize("is_to_stop", [False, True])
def test_a_search_that_was_begun_and_is_on_no_queue_is_picked_up(
    services: Services, outside: Outside, is_to_stop: bool
) -> None:
    """A process may die between the mark and the queue; the study is not begun instead."""
    engine.shutdown()
    run_id, runs = ready(services), services.runs
    runs.save_topic_request(run_id, PAID)
    jobs.open_topics(runs, run_id)
    runs.set_stage(run_id, "studying")
    if is_to_stop:
        runs.ask_to_stop(run_id)
    engine.boot(services)
    until(lambda: runs.standing(run_id).stage == "studied")

    assert len(chapters_of(services, run_id)) == (1 if is_to_stop else 4)
    assert outside.describer.asked == []


def test_a_search_that_brings_its_process_down_each_time_is_stopped(
    running: engine.Engine,
) -> None:
    """After a dozen beginnings it ends with a sentence, and the run stands where it stood."""
    run_id = ready(running.services)
    runs = running.services.runs
    runs.save_topic_request(run_id, PAID)
    jobs.open_topics(runs, run_id)
    for _ in range(jobs.MOST_TRIES):
        runs.count_try(run_id)

    assert not jobs.may_try(running.services, run_id)
    assert runs.standing(run_id).stage == "studied"
    assert runs.standing(run_id).problem is not None


def test_pictures_stay_with_their_moments_when_chapters_change(
    running: engine.Engine, outside: Outside
) -> None:
    """Each screen of the study is offered once, in the found chapter that holds its second."""
    runs = running.services.runs
    run_id = runs.create(Source(kind="youtube", video_id=VIDEO_ID)).id
    running.start_study(run_id)
    running.wait(run_id, PATIENCE_S)
    before = runs.study(run_id)
    sought(running, run_id, replace(PAID, count=2))
    study = runs.study(run_id)
    assert before is not None
    assert study is not None
    prompts = build_prompts(study, Request(model=MODEL))

    assert len(study.chapters) == 2 != len(before.chapters)
    assert study.screenshots == before.screenshots != ()
    assert tuple(shot for one in prompts for shot in one.screenshots) == before.screenshots


def test_studying_again_keeps_found_chapters_and_the_studys_own_behind_them(
    running: engine.Engine,
) -> None:
    """The screens are chosen anew for the found chapters; a reset still finds the author's."""
    runs = running.services.runs
    run_id = runs.create(Source(kind="youtube", video_id=VIDEO_ID)).id
    running.start_study(run_id)
    running.wait(run_id, PATIENCE_S)
    own = chapters_of(running.services, run_id)
    sought(running, run_id, replace(PAID, count=2))
    found = chapters_of(running.services, run_id)
    running.start_study(run_id)
    running.wait(run_id, PATIENCE_S)
    again = chapters_of(running.services, run_id)
    runs.forget_chapters(run_id)

    assert again == found != own
    assert chapters_of(running.services, run_id) == own


def test_studying_again_puts_a_stopped_search_aside(
    running: engine.Engine, outside: Outside
) -> None:
    """The study goes on as a study; found chapters would be the person's own, and stay."""
    run_id = ready(running.services)
    outside.asker.answers = [WriterUnavailable("It is overloaded.")]
    sought(running, run_id)
    running.start_study(run_id)
    state = running.wait(run_id, PATIENCE_S)

    assert (state.stage, state.problem) == ("studied", None)
    assert running.services.runs.topic_order(run_id) is None
    assert outside.describer.asked == [VIDEO_ID]
