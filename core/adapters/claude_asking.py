"""One question, asked until it is answered: waits, restarts, and the cap.

Knows no SDK: it is given a way to make a call. What a call used is counted the moment it ends,
well or badly, so that every answer and every error carries the whole bill. What to ask, and what
an answer is good for, is in `claude_chapters` and `claude_topics`.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Protocol

from core.adapters.claude_errors import Failure, Service, explain
from core.adapters.claude_turns import (
    CUT,
    FULL,
    REFUSED,
    Heard,
    has_pictures,
    without_pictures,
)
from core.costs import answer_tokens, worst_case
from core.errors import BudgetExceeded, Cancelled, ChapterwiseError
from core.models import Question, Reply, StopReason, Usage
from core.ports import PricesModels
from core.tokens import max_output_tokens

BEAT_S = 0.1
"""How often a wait looks whether the person wants to stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long and how often to try; `longest_wait_s` is the longest `retry-after` we sit out."""

    attempts: int = 4
    continuations: int = 3
    first_wait_s: float = 1.0
    longest_wait_s: float = 60.0
    silence_s: float = 600.0
    """How long a server may say nothing; a local one reads a long prompt for minutes."""


class MakesCalls(Protocol):
    """Makes one call, giving text as it comes and noting the rest in `heard`."""

    def __call__(
        self, prompt: Question, model: str, heard: Heard, is_cancelled: Callable[[], bool]
    ) -> Generator[str, None, None]:
        """Raise `Failure` or `Cancelled` where it does not end well."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What all questions to one service share; `blind` names the models that took no pictures."""

    call: MakesCalls
    prices: PricesModels
    service: Service
    patience: Patience
    blind: set[str] = field(default_factory=set)


@dataclass(slots=True, kw_only=True)
class Asking:
    """A question being asked, and the calls that its answer takes."""

    desk: Desk
    model: str
    allowance_usd: Decimal
    on_text: Callable[[str], None]
    is_cancelled: Callable[[], bool]
    usage: Usage = field(default_factory=Usage)
    notes: list[str] = field(default_factory=list)

    def until_answered(self, ask: Question, kept: str = "") -> Heard:
        """Make a call until it ends well, or trying again makes no sense.

        `kept` is the part of the answer that earlier calls have brought.

        Raises:
            WriterRejected, WriterUnavailable: it cannot be had.
            BudgetExceeded: the next call could pass the allowance.
            Cancelled: the person stopped it. Each of these carries the usage so far.
        """
        try:
            return self._try(ask, kept)
        except ChapterwiseError as error:
            error.usage = self.usage
            raise

    def reply(self, text: str, heard: Heard, subject: str) -> Reply:
        """Hand an answer over, with the reason where it is not whole; `subject` is what was asked."""
        stop: StopReason = "done"
        if heard.stop == REFUSED:
            stop, category = "refused", heard.category or "no category named"
            note = f"{self.model} refused {subject} ({category}): another model may take it."
            self.notes.insert(0, note)
        elif heard.stop in {CUT, FULL}:
            stop = "cut"
            why = "its length limit" if heard.stop == CUT else "the end of the model's memory"
            self.notes.insert(0, f"The answer was cut off at {why}.")
        return Reply(
            text=text, model=self.model, usage=self.usage, stop=stop, note=" ".join(self.notes)
        )

    def _try(self, ask: Question, kept: str) -> Heard:
        attempt = 0
        while True:
            attempt += 1
            asked = self._sighted_or_not(ask)
            affordable = self.affordable(asked)
            if affordable is None:
                raise self._past_the_allowance(asked)
            try:
                return self._call(affordable, kept)
            except Failure as failure:
                if not self._goes_blind(failure, asked):
                    self._bear(failure, attempt)

    def _call(self, ask: Question, kept: str) -> Heard:
        heard = Heard()
        try:
            with closing(self.desk.call(ask, self.model, heard, self.is_cancelled)) as pieces:
                for piece in pieces:
                    heard.text += piece
                    self.on_text(piece)
            _check_ending(heard, kept)
        except Failure:
            if heard.text:
                self.start_over(kept)
            raise
        finally:
            self._enter(heard.usage(ask, self.model))
        return heard

    def _enter(self, usage: Usage) -> None:
        cost_usd = self.desk.prices.cost(self.model, usage) or Decimal(0)
        self.usage += replace(usage, cost_usd=cost_usd)

    def start_over(self, kept: str) -> None:
        """Void what was streamed since `kept`."""
        self.on_text("")
        if kept:
            self.on_text(kept)

    def _bear(self, failure: Failure, attempt: int) -> None:
        """Wait until the next attempt, or give up.

        Raises:
            WriterRejected, WriterUnavailable: there is none.
            Cancelled: the person stopped it meanwhile.
        """
        patience = self.desk.patience
        wait_s = failure.retry_after_s
        if wait_s is None:
            wait_s = patience.first_wait_s * 2 ** (attempt - 1) * random.uniform(0.5, 1.0)
        too_long = wait_s > patience.longest_wait_s
        if not failure.is_passing or attempt >= patience.attempts or too_long:
            raise explain(failure, self.desk.service, self.model) from failure
        deadline = time.monotonic() + wait_s
        while (left_s := deadline - time.monotonic()) > 0:
            if self.is_cancelled():
                raise Cancelled("The run was cancelled.") from failure
            time.sleep(min(left_s, BEAT_S))

    def _sighted_or_not(self, ask: Question) -> Question:
        is_blind = self.model in self.desk.blind and has_pictures(ask)
        if not is_blind:
            return ask
        note = "This server takes no pictures: the chapter is written from the words alone."
        if note not in self.notes:
            self.notes.append(note)
        return without_pictures(ask)

    def _goes_blind(self, failure: Failure, asked: Question) -> bool:
        """Give up on pictures where a server of the person's own cannot take any."""
        if not (self.desk.service.host and failure.is_about_pictures and has_pictures(asked)):
            return False
        self.desk.blind.add(self.model)
        return True

    def affordable(self, ask: Question) -> Question | None:
        """Fit a call into what is left, with a lower limit where an earlier one was paid.

        None where the likely answer would not fit.
        """
        left_usd = self.allowance_usd - self.usage.cost_usd
        worst_usd = worst_case(ask, self.model, self.desk.prices)
        if worst_usd <= left_usd:
            return ask
        if not self.usage.calls:
            return None
        asking_usd = worst_case(replace(ask, max_tokens=0), self.model, self.desk.prices)
        most = max_output_tokens(ask, self.model)
        room = int((left_usd - asking_usd) * most / (worst_usd - asking_usd))
        if room < answer_tokens(ask, self.model).likely:
            return None
        return replace(ask, max_tokens=room)

    def _past_the_allowance(self, ask: Question) -> BudgetExceeded:
        left_usd = max(self.allowance_usd - self.usage.cost_usd, Decimal(0))
        worst_usd = worst_case(ask, self.model, self.desk.prices)
        return BudgetExceeded(
            f"The next call may cost up to {worst_usd:.4f} USD, and {left_usd:.4f} USD are left"
            " for it."
        )


def _check_ending(heard: Heard, kept: str) -> None:
    """Tell an answer that ended from one that merely stopped coming, or never came."""
    if not heard.stop:
        raise Failure("broken")
    if heard.stop not in {CUT, FULL, REFUSED} and not (kept or heard.text.strip()):
        raise Failure("empty")
