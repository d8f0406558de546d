"""Progress and live text on their way to watchers, thinned out so that telling stays cheap."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable

from core.errors import StorageFailed
from core.events import Watch
from core.models import Progress
from core.runs import Runs

BEAT_S = 0.25
"""The least time between two writes of one report: a page polls no faster than this."""


class Reporter:
    """Takes a step's progress (`core.events.Reports`) and keeps it for watchers."""

    def __init__(
        self, runs: Runs, run_id: str, step: str, label: str, clock: Callable[[], float] = time.time
    ) -> None:
        self._runs, self._run_id, self._clock = runs, run_id, clock
        self._last = Progress(step=step, label=label, started_at=clock(), updated_at=0.0)

    def __enter__(self) -> Reporter:
        """Show the step as begun."""
        self._keep(self._last)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Show the step as finished, unless it failed."""
        if kind is None:
            total = self._last.total or 1.0
            # What is done stays done, even where a full disk cannot be told so.
            with contextlib.suppress(StorageFailed):
                self._keep(self._now(total, total, finished=True))

    def __call__(self, done: float, total: float = 0.0, *, unit: str = "", note: str = "") -> None:
        """Keep how far the step is, at most once a beat."""
        progress = self._now(done, total, unit=unit, note=note)
        if progress.updated_at - self._last.updated_at >= BEAT_S or note != self._last.note:
            # Telling may fail where the work itself does not; it then is told later.
            with contextlib.suppress(StorageFailed):
                self._keep(progress)

    def _now(
        self, done: float, total: float, *, unit: str = "", note: str = "", finished: bool = False
    ) -> Progress:
        return Progress(
            step=self._last.step,
            label=self._last.label,
            done=done,
            total=total,
            unit=unit or self._last.unit,
            note=note or (self._last.note if finished else ""),
            started_at=self._last.started_at,
            updated_at=self._clock(),
            is_finished=finished,
        )

    def _keep(self, progress: Progress) -> None:
        self._last = progress
        self._runs.save_progress(self._run_id, progress)


class LiveText:
    """Gathers an answer as it comes and keeps it, at its question's place, for watchers."""

    def __init__(
        self,
        runs: Runs,
        run_id: str,
        place: int | str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._runs, self._run_id, self._place, self._clock = runs, run_id, place, clock
        self._text, self._kept_at = "", -BEAT_S

    def __call__(self, piece: str) -> None:
        """Add a piece; an empty piece voids what came before."""
        self._text = self._text + piece if piece else ""
        if self._clock() - self._kept_at >= BEAT_S:
            self.keep()

    def keep(self) -> None:
        """Write down all that has come; a call that is being paid never fails for this."""
        self._kept_at = self._clock()
        with contextlib.suppress(StorageFailed):
            self._runs.save_live_text(self._run_id, self._place, self._text)


class StopFlag:
    """Looks at a run's stop flag, at most once a beat."""

    def __init__(
        self, runs: Runs, run_id: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._runs, self._run_id, self._clock = runs, run_id, clock
        self._seen, self._seen_at = False, -BEAT_S

    def __call__(self) -> bool:
        """Tell whether the person asked the run to stop."""
        if not self._seen and self._clock() - self._seen_at >= BEAT_S:
            self._seen, self._seen_at = self._runs.is_stopping(self._run_id), self._clock()
        return self._seen


def watch(runs: Runs, run_id: str, reporter: Reporter) -> Watch:
    """Join a reporter and the run's stop flag."""
    return Watch(reporter, StopFlag(runs, run_id))
