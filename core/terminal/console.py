"""What is printed: the answer on stdout, and everything else, progress first, on stderr."""

from __future__ import annotations

import sys
import time
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal

from pydantic_core import to_json, to_jsonable_python

from core.events import Watch
from core.models import Problem, Progress, RunState
from core.timecodes import format_length

STOPPED = Problem(kind="Cancelled", message="Stopped.", hint="What is done is kept.", exit_code=130)
TELL_EVERY_S = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a command found: a value for programs, lines for people, and what went wrong."""

    value: object = None
    lines: tuple[str, ...] = ()
    problem: Problem | None = None

    @property
    def exit_code(self) -> int:
        """Give the code to end with."""
        return self.problem.exit_code if self.problem else 0


def show_answer(answer: Answer, *, as_json: bool) -> None:
    """Print the answer to stdout."""
    if as_json:
        text = to_json(_plain(answer.value), indent=1).decode()
        sys.stdout.write(f"{text}\n")
    else:
        sys.stdout.writelines(f"{_harmless(line)}\n" for line in answer.lines)
    sys.stdout.flush()


def _plain(value: object) -> object:
    """Make plain values of nouns; amounts of money are numbers, as readers of JSON expect."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    return to_jsonable_python(value)


def _harmless(line: str) -> str:
    """Leave out what would command the terminal: titles and captions come from strangers.

    >>> _harmless("two \\x1b[31mwords")
    'two [31mwords'
    """
    return "".join(char for char in line if unicodedata.category(char) != "Cc")


def say(line: str) -> None:
    """Tell the person at the terminal something."""
    sys.stderr.write(f"{_harmless(line)}\n")
    sys.stderr.flush()


def show_problem(problem: Problem) -> None:
    """Say what went wrong and what to do."""
    say(f"{problem.message} {problem.hint}".strip())


@dataclass(slots=True)
class Teller:
    """Tells a run's progress line by line: what begins, how far it is, and what is done."""

    _told: dict[str, Progress] = field(default_factory=dict)
    _told_at: dict[str, float] = field(default_factory=dict)

    def tell(self, state: RunState) -> None:
        """Say what is new since the last time."""
        for progress in state.progress:
            if self._is_worth_telling(progress):
                self._told[progress.step] = progress
                self._told_at[progress.step] = time.monotonic()
                say(describe_progress(progress))

    def _is_worth_telling(self, progress: Progress) -> bool:
        last = self._told.get(progress.step)
        if last is None or progress.is_finished != last.is_finished:
            return True
        if progress.note != last.note:
            return True
        since = time.monotonic() - self._told_at[progress.step]
        return progress.done != last.done and since >= TELL_EVERY_S


def describe_progress(progress: Progress) -> str:
    """Put a step's progress into a line.

    >>> describe_progress(Progress(step="look", label="Choose the screens", done=3, total=12))
    '  Choose the screens: 25 %'
    """
    took_s = max(0.0, progress.updated_at - progress.started_at)
    if progress.is_finished:
        return f"  {progress.label}: done in {format_length(took_s)}"
    details = []
    if progress.total:
        share = min(1.0, progress.done / progress.total)
        details.append(f"{share:.0%}".replace("%", " %"))
        if share > 0 and took_s > TELL_EVERY_S:
            details.append(f"{format_length(took_s / share - took_s)} left")
    if progress.note:
        details.append(progress.note)
    return f"  {progress.label}" + (f": {', '.join(details)}" if details else "")


def watch_here(label: str) -> Watch:
    """Tell a step's progress while it works in this very process."""
    teller, started_at = Teller(), time.time()

    def report(done: float, total: float = 0.0, *, unit: str = "", note: str = "") -> None:
        progress = Progress(
            step=label,
            label=label,
            done=done,
            total=total,
            unit=unit,
            note=note,
            started_at=started_at,
            updated_at=time.time(),
        )
        teller.tell(RunState(run_id="", stage="studying", progress=(progress,)))

    return Watch(report, lambda: False)
