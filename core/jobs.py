"""What an engine does around the steps of a run: where it stands, and what stopped it.

Any engine orders these (`core.adapters.engine` by durable workflows); none of them raises an
error of ours, so that a job always ends, and ends with a sentence for the person.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from decimal import Decimal
from typing import Literal

from core.assembly import assemble, verdict
from core.errors import (
    BadRequest,
    BudgetExceeded,
    Cancelled,
    ChapterwiseError,
    KeyRejected,
    MediaUnreadable,
    StorageFailed,
    WriterRejected,
    WriterUnavailable,
)
from core.models import Problem, Request, Stage, TopicRequest
from core.pipeline import take_step
from core.ports import RunsWork
from core.reporting import Reporter, watch
from core.runs import Runs, Standing, TopicOrder, describe_problem
from core.services import Services
from core.settings import redact
from core.topic_finding import find_topics
from core.writing import Job, Outcome, plan_writing, write_section

logger = logging.getLogger(__name__)

Kind = Literal["study", "topics", "write"]

PAUSING = (BudgetExceeded, KeyRejected, StorageFailed, WriterRejected, WriterUnavailable)
"""What a person mends outside the run, and then resumes it as it is."""

MOST_TRIES = 12
"""A process that is killed comes back; one that falls over each time it begins must not."""


def attempt(services: Services, run_id: str, deed: Callable[[], None]) -> bool:
    """Do a part of a run; tell whether it went well, and where not, keep why."""
    try:
        deed()
    except ChapterwiseError as error:
        stop(services.runs, run_id, _stage_after(error), error)
        return False
    except Exception as error:  # noqa: BLE001  # a bug must end as a sentence, not as a hung run
        stop(services.runs, run_id, "failed", unforeseen(services, error))
        return False
    return True


def stop(
    runs: Runs, run_id: str, stage: Stage, problem: ChapterwiseError | Problem | None = None
) -> None:
    """Mark a run as stopped; one in search of topics stands where it stood before."""
    order = runs.topic_order(run_id)
    runs.set_stage(run_id, order.before.stage if order is not None else stage, problem)


def _stage_after(error: ChapterwiseError) -> Stage:
    if isinstance(error, Cancelled):
        return "cancelled"
    return "paused" if isinstance(error, PAUSING) else "failed"


def unforeseen(services: Services, error: Exception) -> Problem:
    """Log what nobody expected, without keys, and put it into words for a person."""
    trace = "".join(traceback.format_exception(error))
    logger.error("Unforeseen: %s", redact(trace, services.settings.secrets))
    return Problem(
        kind="Unforeseen",
        message=f"Something went wrong inside the program ({type(error).__name__}).",
        hint="Resume the run: what is done is kept. If it happens again, the log says more.",
        exit_code=1,
    )


def next_job(runs: Runs, run_id: str) -> Kind:
    """Say with what a run goes on that stopped somewhere."""
    if runs.topic_order(run_id) is not None:
        return "topics"
    is_studying = runs.standing(run_id).stage == "studying"
    if is_studying or runs.study(run_id) is None or runs.request(run_id) is None:
        return "study"
    return "write"


def order_post(runs: Runs, engine: RunsWork, run_id: str, request: Request) -> None:
    """Have a post written as asked; the same order again changes nothing.

    Raises:
        BadRequest: the run is at work, and on something else.
        RunUnknown: there is no such run.
    """
    is_same = runs.request(run_id) == request and runs.topic_order(run_id) is None
    if engine.is_active(run_id) and not is_same:
        raise BadRequest(
            "This run is at work: what it writes, and for how much, cannot be changed now.",
            "Wait until it ends, or cancel it; what is written by then is kept.",
        )
    runs.save_request(run_id, request)
    engine.start_write(run_id)


def order_topics(runs: Runs, engine: RunsWork, run_id: str, request: TopicRequest) -> None:
    """Have topics found as asked, in place of the chapters; the same order again changes nothing.

    Raises:
        BadRequest: there is no study yet, or the run is at work, and on something else.
        RunUnknown: there is no such run.
    """
    runs.get(run_id)
    if runs.study(run_id) is None:
        raise BadRequest("This video is not studied yet.", "Let the study finish first.")
    is_same = runs.topic_request(run_id) == request and runs.topic_order(run_id) is not None
    if engine.is_active(run_id) and not is_same:
        raise BadRequest(
            "This run is at work: no topics can be looked for now.",
            "Wait until it ends, or cancel it; what is done by then is kept.",
        )
    runs.save_topic_request(run_id, request)
    engine.start_topics(run_id)


def give_up_topics(runs: Runs, run_id: str) -> None:
    """Leave a search for topics that has stopped, with the problem that stopped it."""
    order = runs.topic_order(run_id)
    if order is not None:
        runs.set_stage(run_id, order.before.stage, order.before.problem)
        runs.forget_topic_order(run_id)


def open_topics(runs: Runs, run_id: str) -> None:
    """Note where a run stands before topics are sought, and what it had paid by then.

    A search that stopped is gone on with: what it has paid still counts under its cap.
    """
    if runs.topic_order(run_id) is not None:
        return
    before = runs.standing(run_id)
    if before.stage in {"new", "studying", "writing"}:
        before = Standing(stage="written" if runs.post(run_id) else "studied")
    order = TopicOrder(before=before, spent_usd=runs.spent_usd(run_id))
    runs.save_topic_order(run_id, order)


def seek_topics(services: Services, run_id: str) -> None:
    """Find topics and keep them as the run's chapters; those before stay where none are found."""
    order = services.runs.topic_order(run_id)
    # None: this was done, and its process died before that was recorded.
    if order is not None:
        attempt(services, run_id, lambda: _seek(services, run_id, order))


def _seek(services: Services, run_id: str, order: TopicOrder) -> None:
    runs = services.runs
    with Reporter(runs, run_id, "topics", "Find the topics") as reporter:
        line = watch(runs, run_id, reporter)
        found = find_topics(services, run_id, order, line)
        line.check()
        runs.save_found_chapters(run_id, found.chapters)
        reporter(1, 1, unit="parts", note=found.note)
    runs.set_stage(run_id, order.before.stage, order.before.problem)
    runs.forget_topic_order(run_id)


def may_try(services: Services, run_id: str) -> bool:
    """Count a beginning of a job; refuse one that seems to bring the program down each time."""

    def deed() -> None:
        if services.runs.count_try(run_id) > MOST_TRIES:
            raise MediaUnreadable(
                f"This run was cut off {MOST_TRIES} times; perhaps its video cannot be decoded.",
                "Resume it to try again, or bring the video in another form.",
            )

    return attempt(services, run_id, deed)


def study_step(services: Services, run_id: str, name: str) -> bool:
    """Take one step of the study; tell whether the next may be taken."""
    return attempt(services, run_id, lambda: take_step(services, run_id, name))


def finish_study(services: Services, run_id: str) -> None:
    """Mark the study as done."""
    services.runs.set_stage(run_id, "studied")


def plan(services: Services, run_id: str) -> tuple[tuple[Job, ...], Decimal] | None:
    """Plan the writing; None where nothing can be written."""
    found: list[tuple[tuple[Job, ...], Decimal]] = []
    attempt(services, run_id, lambda: found.append(plan_writing(services, run_id)))
    return found[0] if found else None


def section(services: Services, run_id: str, index: int, allowance_usd: Decimal) -> Outcome:
    """Have one chapter written; never raises."""
    try:
        return write_section(services, run_id, index, allowance_usd)
    except Exception as error:  # noqa: BLE001  # one chapter's bug leaves the others alone
        return Outcome(index=index, problem=unforeseen(services, error))


def cancelled(index: int) -> Outcome:
    """Say of a chapter that it was cancelled before it was asked for."""
    problem = describe_problem(Cancelled("The run was cancelled."))
    return Outcome(index=index, problem=problem)


def finish_writing(services: Services, run_id: str, outcomes: tuple[Outcome, ...]) -> None:
    """Put the post together, whatever is missing, and mark where the run stands."""

    def deed() -> None:
        # Where nothing at all came of it, an earlier post is worth more than an empty one.
        if any(outcome.problem is None for outcome in outcomes) or not services.runs.post(run_id):
            assemble(services, run_id, outcomes)
        services.runs.set_stage(run_id, _stage_of(outcomes), verdict(outcomes))

    attempt(services, run_id, deed)


def _stage_of(outcomes: tuple[Outcome, ...]) -> Stage:
    kinds = {outcome.problem.kind for outcome in outcomes if outcome.problem}
    if not kinds:
        return "written"
    return "cancelled" if Cancelled.__name__ in kinds else "paused"
