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
from core.models import Problem, Request, Stage
from core.pipeline import take_step
from core.ports import RunsWork
from core.runs import Runs, describe_problem
from core.services import Services
from core.settings import redact
from core.writing import Job, Outcome, plan_writing, write_section

logger = logging.getLogger(__name__)

PAUSING = (BudgetExceeded, KeyRejected, StorageFailed, WriterRejected, WriterUnavailable)
"""What a person mends outside the run, and then resumes it as it is."""

MOST_TRIES = 12
"""A process that is killed comes back; one that falls over each time it begins must not."""


def attempt(services: Services, run_id: str, deed: Callable[[], None]) -> bool:
    """Do a part of a run; tell whether it went well, and where not, keep why."""
    try:
        deed()
    except ChapterwiseError as error:
        services.runs.set_stage(run_id, _stage_after(error), error)
        return False
    except Exception as error:  # noqa: BLE001  # a bug must end as a sentence, not as a hung run
        services.runs.set_stage(run_id, "failed", unforeseen(services, error))
        return False
    return True


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


def next_job(runs: Runs, run_id: str) -> Literal["study", "write"]:
    """Say with what a run goes on that stopped somewhere."""
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
    if engine.is_active(run_id) and runs.request(run_id) != request:
        raise BadRequest(
            "This run is at work: what it writes, and for how much, cannot be changed now.",
            "Wait until it ends, or cancel it; what is written by then is kept.",
        )
    runs.save_request(run_id, request)
    engine.start_write(run_id)


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
