"""What an engine does around the steps: every end of a job is a stage and a sentence."""

from __future__ import annotations

import logging
from dataclasses import replace
from decimal import Decimal

import pytest

from core import jobs
from core.errors import (
    BadRequest,
    BudgetExceeded,
    Cancelled,
    ChapterwiseError,
    KeyRejected,
    OutsideBlocked,
    StorageFailed,
    VideoUnavailable,
    WriterRejected,
    WriterUnavailable,
)
from core.models import Problem, Request, Source, Stage
from core.services import Services
from core.settings import Settings
from core.writing import Outcome, write_section
from tests.fakes import A_STUDY, MODEL, VIDEO_ID, Outside

PROBLEM = Problem(kind="WriterUnavailable", message="Overloaded.", hint="Wait.")


@pytest.fixture
def services() -> Services:
    return Outside(settings=Settings(anthropic_api_key="sk-secret")).services()


@pytest.fixture
def run_id(services: Services) -> str:
    return services.runs.create(Source(kind="youtube", video_id=VIDEO_ID)).id


def ordered(services: Services, run_id: str) -> None:
    services.runs.save_study(run_id, A_STUDY)
    services.runs.save_request(run_id, Request(model=MODEL, cap_usd=Decimal(5)))


@pytest.mark.parametrize(
    ("error", "stage"),
    [
        (Cancelled("Stopped."), "cancelled"),
        (BudgetExceeded("Cap."), "paused"),
        (WriterUnavailable("Overloaded."), "paused"),
        (WriterRejected("No key.", reason="key"), "paused"),
        (KeyRejected("Quota."), "paused"),
        (StorageFailed("Full."), "paused"),
        (BadRequest("No."), "failed"),
        (OutsideBlocked("Blocked."), "failed"),
        (VideoUnavailable("Private.", reason="private"), "failed"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_each_error_ends_in_its_stage(
    services: Services, run_id: str, error: ChapterwiseError, stage: Stage
) -> None:
    """What can be mended from outside pauses; the rest fails; a wish cancels."""

    def deed() -> None:
        raise error

    assert not jobs.attempt(services, run_id, deed)
    state = services.runs.state(run_id)
    assert state.stage == stage
    assert state.problem is not None
    assert state.problem.message == error.message


def test_a_bug_is_logged_without_keys_and_told_without_a_trace(
    services: Services, run_id: str, caplog: pytest.LogCaptureFixture
) -> None:
    """The person reads a sentence; the log has the trace."""

    def deed() -> None:
        raise ZeroDivisionError("sk-secret")

    with caplog.at_level(logging.ERROR):
        assert not jobs.attempt(services, run_id, deed)
    problem = services.runs.state(run_id).problem

    assert problem is not None
    assert (problem.kind, problem.exit_code) == ("Unforeseen", 1)
    assert "sk-secret" not in f"{problem.message}{problem.hint}{caplog.text}"
    assert "Traceback" in caplog.text


def test_a_job_that_falls_over_each_time_is_not_begun_for_ever(
    services: Services, run_id: str
) -> None:
    """A video that crashes the decoder must not keep the server from starting."""
    tries = [jobs.may_try(services, run_id) for _ in range(jobs.MOST_TRIES + 1)]
    stage = services.runs.state(run_id).stage
    services.runs.allow(run_id)

    assert tries == [True] * jobs.MOST_TRIES + [False]
    assert stage == "failed"
    assert jobs.may_try(services, run_id)


def test_a_step_tells_whether_the_next_may_be_taken(services: Services, run_id: str) -> None:
    """`look` needs a study first."""
    assert jobs.study_step(services, run_id, "describe")
    assert not jobs.study_step(services, run_id, "look")
    assert services.runs.state(run_id).stage == "paused"


def test_a_plan_that_cannot_be_made_ends_the_job(services: Services, run_id: str) -> None:
    """There is no study yet."""
    assert jobs.plan(services, run_id) is None
    assert services.runs.state(run_id).stage == "failed"


@pytest.mark.parametrize(
    ("problems", "stage"),
    [
        ((None, None, None), "written"),
        ((None, PROBLEM, None), "paused"),
        ((PROBLEM, jobs.cancelled(1).problem, None), "cancelled"),
    ],
    ids=["written", "paused", "cancelled"],
)
def test_the_end_of_writing_is_told_by_its_chapters(
    services: Services, run_id: str, problems: tuple[Problem | None, ...], stage: Stage
) -> None:
    """The post is put together in any case."""
    ordered(services, run_id)
    outcomes = tuple(Outcome(index=n, problem=p) for n, p in enumerate(problems))
    jobs.finish_writing(services, run_id, outcomes)

    assert services.runs.state(run_id).stage == stage
    assert services.runs.post(run_id) is not None


def test_a_try_of_which_nothing_came_leaves_an_earlier_post_alone(
    services: Services, run_id: str
) -> None:
    """Asking a model without a key does not cost the person the free draft."""
    ordered(services, run_id)
    write_section(services, run_id, 0, Decimal(1))
    jobs.finish_writing(services, run_id, (Outcome(index=0),))
    before = services.runs.post(run_id)
    services.runs.save_request(run_id, Request(model="another", cap_usd=Decimal(5)))
    jobs.finish_writing(services, run_id, (Outcome(index=0, problem=PROBLEM),))

    assert services.runs.post(run_id) == before
    assert services.runs.state(run_id).stage == "paused"


def test_a_run_goes_on_where_it_stopped(services: Services, run_id: str) -> None:
    """What is missing decides, and a study that was cut short comes first."""
    found = [jobs.next_job(services.runs, run_id)]
    services.runs.save_study(run_id, A_STUDY)
    found.append(jobs.next_job(services.runs, run_id))
    services.runs.save_request(run_id, Request())
    found.append(jobs.next_job(services.runs, run_id))
    services.runs.set_stage(run_id, "studying")
    found.append(jobs.next_job(services.runs, run_id))

    assert found == ["study", "study", "write", "study"]


class Desk:
    """Takes orders (`core.ports.RunsWork`), and is at work or not."""

    def __init__(self, *, is_at_work: bool) -> None:
        self.is_at_work, self.orders = is_at_work, 0

    def start_study(self, run_id: str) -> None: ...

    def start_write(self, run_id: str) -> None:
        self.orders += 1

    def cancel(self, run_id: str) -> None: ...

    def is_active(self, run_id: str) -> bool:
        return self.is_at_work


def test_what_is_being_written_cannot_be_ordered_otherwise(services: Services, run_id: str) -> None:
    """The cap that was promised is the one that holds; the same order again is none."""
    ordered(services, run_id)
    kept = services.runs.request(run_id)
    assert kept is not None
    desk = Desk(is_at_work=True)
    jobs.order_post(services.runs, desk, run_id, kept)
    with pytest.raises(BadRequest, match="at work"):
        jobs.order_post(services.runs, desk, run_id, replace(kept, cap_usd=Decimal(1)))

    assert services.runs.request(run_id) == kept
    assert desk.orders == 1


def test_a_run_at_rest_is_ordered_anew(services: Services, run_id: str) -> None:
    """The order is kept before the engine hears of it."""
    ordered(services, run_id)
    other, desk = Request(model=MODEL, cap_usd=Decimal(1)), Desk(is_at_work=False)
    jobs.order_post(services.runs, desk, run_id, other)

    assert services.runs.request(run_id) == other
    assert desk.orders == 1
