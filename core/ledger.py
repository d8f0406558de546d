"""What a run has paid: a bill for every answer, for every failure, and for every call cut short.

A call is marked as begun before anything is sent, and the mark goes when its bill is entered. A
mark that is found later is of a call that was in flight when its process died: its price is
guessed, from the question and what had come of the answer, so that the cap holds over kills.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from pydantic import TypeAdapter, ValidationError

from core.errors import Cancelled, ChapterwiseError, StorageFailed
from core.models import NO_MODEL, Question, Reply, Usage
from core.replies import REPLY, PaidReply
from core.runs import Call
from core.services import Services
from core.tokens import prompt_tokens, text_tokens

_CALL = TypeAdapter(Call)
LOST = "The program was stopped in the middle of this call: what it used is guessed."


def question_key(prompt: Question, model: str) -> str:
    """Name a question as its kept answer is named."""
    return REPLY.artifact(prompt, model).rsplit("/", 1)[-1].removesuffix(".json")


def _mark(run_id: str, key: str) -> str:
    return f"runs/{run_id}/begun/{key}.json"


def pay_once(
    services: Services, run_id: str, prompt: Question, model: str, ask: Callable[[], Reply]
) -> PaidReply:
    """Give the answer to a question, asking only where nobody has.

    Its bill is entered whatever becomes of it; every error carries what was used. Half an answer
    that the person stopped is never kept as the answer: resuming would find it done.
    """

    def pay() -> PaidReply:
        reply = ask()
        if reply.stop == "cancelled":
            error = Cancelled("The run was cancelled.")
            error.usage = reply.usage
            raise error
        return PaidReply(run_id=run_id, reply=reply, id=secrets.token_hex(6))

    try:
        paid = services.replies.once(services.store, REPLY.artifact(prompt, model), pay)
    except ChapterwiseError as error:
        # An answer that was paid and could not be kept is entered when it can be.
        is_waiting = error.usage and error.usage.calls and isinstance(error, StorageFailed)
        if not is_waiting:
            with contextlib.suppress(StorageFailed):
                enter_failure(services, run_id, prompt, model, error)
        raise
    enter_answer(services, run_id, prompt, model, paid)
    return paid


def note_begun(services: Services, run_id: str, prompt: Question, model: str) -> None:
    """Mark a call as begun; an older mark of the same question becomes a bill."""
    if model == NO_MODEL:
        return
    key = question_key(prompt, model)
    _settle(services, run_id, key)
    usage = Usage(input_tokens=prompt_tokens(prompt, model), calls=1)
    call = _call(prompt, usage, model, is_finished=False, note=LOST)
    services.store.write(_mark(run_id, key), _CALL.dump_json(call))


def settle_lost(services: Services, run_id: str) -> None:
    """Enter a bill for every call that was in flight when its process died."""
    for name in services.store.names(f"runs/{run_id}/begun"):
        _settle(services, run_id, name.rsplit("/", 1)[-1].removesuffix(".json"))


def _settle(services: Services, run_id: str, key: str) -> None:
    try:
        call = _CALL.validate_json(services.store.read(_mark(run_id, key)))
    except (KeyError, ValidationError):
        return
    paid = services.replies.kept(services.store, REPLY.named(key))
    if paid is not None and paid.run_id == run_id:
        # The process died between the answer and its bill.
        _enter(services, run_id, key, call, paid)
        return
    heard = text_tokens(services.runs.live_text(run_id, call.place or call.index), call.model)
    usage = replace(call.usage, output_tokens=heard)
    cost_usd = services.prices.cost(call.model, usage) or Decimal(0)
    call = replace(call, usage=replace(usage, cost_usd=cost_usd))
    services.runs.save_call(run_id, f"lost-{_stamp(call)}", call)
    services.store.remove(_mark(run_id, key))


def _stamp(call: Call) -> str:
    """Name a bill that has no answer, so that no other has its name."""
    return f"{call.place or format(call.index, '03')}-{call.at:%Y%m%d%H%M%S%f}"


def enter_answer(
    services: Services, run_id: str, prompt: Question, model: str, paid: PaidReply
) -> None:
    """Enter the bill of an answer, once however often it is entered."""
    call = _call(prompt, paid.reply.usage, model, is_finished=True, note="")
    _enter(services, run_id, question_key(prompt, model), call, paid)


def _enter(services: Services, run_id: str, key: str, call: Call, paid: PaidReply) -> None:
    reply = paid.reply
    call = replace(
        call,
        usage=reply.usage,
        model=reply.model,
        is_finished=reply.stop == "done",
        is_reused=paid.run_id != run_id,
        note=reply.note,
    )
    services.runs.save_call(run_id, f"{key}-{paid.id}" if paid.id else key, call)
    services.store.remove(_mark(run_id, key))


def enter_failure(
    services: Services, run_id: str, prompt: Question, model: str, error: ChapterwiseError
) -> None:
    """Enter what a call had used that failed."""
    if error.usage and error.usage.calls:
        call = _call(prompt, error.usage, model, is_finished=False, note=error.message)
        services.runs.save_call(run_id, f"failed-{_stamp(call)}", call)
    services.store.remove(_mark(run_id, question_key(prompt, model)))


def _call(prompt: Question, usage: Usage, model: str, *, is_finished: bool, note: str) -> Call:
    return Call(
        index=prompt.index,
        title=prompt.title,
        place=prompt.place,
        usage=usage,
        model=model,
        at=datetime.now(UTC),
        is_finished=is_finished,
        note=note,
    )
