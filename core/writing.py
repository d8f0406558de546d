"""The paid step of a run: one call a chapter, several at once, under a cap.

An answer is kept the moment it is whole, before anything else sees it, under a key made of the
prompt and the model: the same question is never paid twice, by this run or another. The parent
(`write_post`) hands out chapters as the cap allows; a child (`write_section`) asks one question.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from pydantic import TypeAdapter, ValidationError

from core.costs import worst_case
from core.errors import (
    BadRequest,
    BudgetExceeded,
    Cancelled,
    ChapterwiseError,
)
from core.ledger import enter_answer, note_begun, pay_once, settle_lost
from core.models import (
    NO_MODEL,
    ChapterPrompt,
    Problem,
    Reply,
    Request,
    Study,
    Usage,
)
from core.prompts import build_prompts
from core.replies import REPLY
from core.reporting import LiveText, Reporter, StopFlag
from core.runs import describe_problem
from core.services import Services


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is being written, and from what, as it was when the writing began.

    What the person changes meanwhile is for the next time: a post is of one piece.
    """

    study: Study
    request: Request


_ORDER = TypeAdapter(Order)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A chapter to be written, and what it can cost at worst.

    One that `is_paid` already costs nothing: its bill is in what is spent when the plan is made.
    """

    index: int
    worst_usd: Decimal
    is_paid: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a chapter: its bill, and the problem that stopped it, if one did."""

    index: int
    cost_usd: Decimal = Decimal(0)
    problem: Problem | None = None


class Pending(Protocol):
    """A chapter that somebody is writing."""

    def wait(self) -> Outcome:
        """Wait until it is written, or has failed."""
        ...


Spawn = Callable[[Job, Decimal], Pending]
"""Starts a chapter with an allowance in USD."""


def plan_writing(services: Services, run_id: str) -> tuple[tuple[Job, ...], Decimal]:
    """List the chapters to be written, and what may still be spent on them.

    Raises:
        BadRequest: there is nothing to write yet, or no request.
        BudgetExceeded: not even the first chapter fits under the cap.
    """
    order = _new_order(services, run_id)
    prompts = build_prompts(order.study, order.request)
    if not prompts:
        raise BadRequest("Every chapter is dropped or silent.", "Keep at least one chapter.")
    services.store.write(_order_name(run_id), _ORDER.dump_json(order))
    jobs = tuple(_job(services, run_id, prompt, order.request) for prompt in prompts)
    settle_lost(services, run_id)
    services.runs.clear_live_text(run_id)
    # Never below nothing: what is free fits under a cap that is used up, and a draft has none.
    left_usd = max(Decimal(0), order.request.cap_usd - services.runs.spent_usd(run_id))
    dearest = max(jobs, key=lambda job: job.worst_usd)
    if dearest.worst_usd > left_usd and all(job.worst_usd > left_usd for job in jobs):
        raise BudgetExceeded(
            f"The cap leaves {left_usd:.2f} USD, and one chapter may cost up to"
            f" {dearest.worst_usd:.2f} USD."
        )
    return jobs, left_usd


def _job(services: Services, run_id: str, prompt: ChapterPrompt, request: Request) -> Job:
    paid = services.replies.kept(services.store, REPLY.artifact(prompt, request.model))
    if paid is not None and paid.run_id == run_id:
        # Its process may have died, or the disk been full, before the bill was entered.
        enter_answer(services, run_id, prompt, request.model, paid)
    free = paid is not None or request.model == NO_MODEL
    worst = Decimal(0) if free else worst_case(prompt, request.model, services.prices)
    return Job(index=prompt.index, worst_usd=worst, is_paid=paid is not None)


def the_order(services: Services, run_id: str) -> Order:
    """Give what is being written, and from what, as the plan found it.

    Raises:
        BadRequest: nothing was ordered.
    """
    try:
        return _ORDER.validate_json(services.store.read(_order_name(run_id)))
    except (KeyError, ValidationError):
        return _new_order(services, run_id)


def _order_name(run_id: str) -> str:
    return f"runs/{run_id}/order.json"


def _new_order(services: Services, run_id: str) -> Order:
    study, request = services.runs.study(run_id), services.runs.request(run_id)
    if study is None:
        raise BadRequest("This video is not studied yet.", "Let the study finish first.")
    if request is None:
        raise BadRequest("Nothing was asked to be written.", "Choose a model and a cap first.")
    return Order(study=study, request=request)


def write_post(jobs: tuple[Job, ...], left_usd: Decimal, spawn: Spawn) -> tuple[Outcome, ...]:
    """Have every chapter written, as many at once as the cap allows.

    A chapter starts only if its worst case, with the allowances of all that are being written,
    fits into what is left. Waits in order of starting, so that a replay decides the same.
    """
    going: deque[tuple[Job, Decimal, Pending]] = deque()
    outcomes: list[Outcome] = []
    reserved_usd = Decimal(0)

    def settle() -> None:
        nonlocal left_usd, reserved_usd
        job, allowance_usd, pending = going.popleft()
        outcome = pending.wait()
        outcomes.append(outcome)
        reserved_usd -= allowance_usd
        if not job.is_paid:
            left_usd = max(Decimal(0), left_usd - outcome.cost_usd)

    for job, allowance_usd in zip(jobs, _allowances(jobs, left_usd), strict=True):
        while going and reserved_usd + allowance_usd > left_usd:
            settle()
        if reserved_usd + allowance_usd > left_usd:
            outcomes.append(Outcome(index=job.index, problem=_past_the_cap(job, left_usd)))
            continue
        going.append((job, allowance_usd, spawn(job, allowance_usd)))
        reserved_usd += allowance_usd
    while going:
        settle()
    return tuple(sorted(outcomes, key=lambda outcome: outcome.index))


def _allowances(jobs: tuple[Job, ...], left_usd: Decimal) -> tuple[Decimal, ...]:
    """Give each chapter its worst case, and as much again where the cap has room for all.

    The second half is for an answer that was cut at its limit and has to be continued.
    """
    spare_usd = max(Decimal(0), left_usd - sum(job.worst_usd for job in jobs))
    allowances: list[Decimal] = []
    for job in jobs:
        again_usd = min(job.worst_usd, spare_usd)
        spare_usd -= again_usd
        allowances.append(job.worst_usd + again_usd)
    return tuple(allowances)


def _past_the_cap(job: Job, left_usd: Decimal) -> Problem:
    return describe_problem(
        BudgetExceeded(
            f"The cap leaves {left_usd:.2f} USD, and the next chapter may cost up"
            f" to {job.worst_usd:.2f} USD."
        )
    )


def write_section(services: Services, run_id: str, index: int, allowance_usd: Decimal) -> Outcome:
    """Have one chapter written, unless its answer is kept already; never raises our own errors."""
    try:
        order = the_order(services, run_id)
        prompt = _prompt_of(order, index)
    except ChapterwiseError as error:
        return Outcome(index=index, problem=describe_problem(error))

    def ask() -> Reply:
        return _ask(services, run_id, prompt, order.request, allowance_usd)

    report = Reporter(services.runs, run_id, f"write-{index:03}", prompt.chapter.title)
    cost_usd = Decimal(0)
    try:
        with report:  # around answers that are kept, too: their chapters are as good as written
            paid = pay_once(services, run_id, prompt, order.request.model, ask)
        cost_usd = paid.reply.usage.cost_usd if paid.run_id == run_id else cost_usd
        services.runs.save_live_text(run_id, index, paid.reply.text)
    except ChapterwiseError as error:
        cost_usd += (error.usage or Usage()).cost_usd
        return Outcome(index=index, cost_usd=cost_usd, problem=describe_problem(error))
    return Outcome(index=index, cost_usd=cost_usd)


def _prompt_of(order: Order, index: int) -> ChapterPrompt:
    for prompt in build_prompts(order.study, order.request):
        if prompt.index == index:
            return prompt
    raise BadRequest(
        "A chapter that was to be written is no longer in the list of chapters.",
        "Write the post again: the chapters that are written are kept.",
    )


def _ask(
    services: Services,
    run_id: str,
    prompt: ChapterPrompt,
    request: Request,
    allowance_usd: Decimal,
) -> Reply:
    stop = StopFlag(services.runs, run_id)
    if stop():
        raise Cancelled("The run was cancelled.")
    live = LiveText(services.runs, run_id, prompt.place)
    note_begun(services, run_id, prompt, request.model)
    # Less than was planned where calls were lost with a process since then.
    left_usd = request.cap_usd - services.runs.spent_usd(run_id)
    writer = services.writer_for(request.model)
    return writer.write(prompt, request.model, min(allowance_usd, left_usd), live, stop)
