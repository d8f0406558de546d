"""What a run at work tells its watchers, and what they tell it: files in the run's folder.

None of it is the record of the run: all of it may be forgotten once the work has ended.
"""

from __future__ import annotations

from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from core.models import Progress
from core.ports import ArtifactStore

T = TypeVar("T")

_PROGRESS = TypeAdapter(Progress)
_COUNT = TypeAdapter(int)


class RunSignals:
    """Reads and writes the signals of the runs of one artifact store."""

    def __init__(self, store: ArtifactStore) -> None:
        self._store = store

    def progress(self, run_id: str) -> tuple[Progress, ...]:
        """Say how far each step is, in the order in which they began."""
        names = self._store.names(f"runs/{run_id}/progress")
        steps = (self._read(name, _PROGRESS) for name in names)
        known = (step for step in steps if step is not None)
        return tuple(sorted(known, key=lambda step: step.started_at))

    def save_progress(self, run_id: str, progress: Progress) -> None:
        """Keep how far a step is."""
        self._write(f"runs/{run_id}/progress/{progress.step}.json", _PROGRESS, progress)

    def clear_progress(self, run_id: str, steps: str = "") -> None:
        """Forget the progress of an earlier try: of all steps, or of those that begin so."""
        for name in self._store.names(f"runs/{run_id}/progress"):
            if name.rsplit("/", 1)[-1].startswith(steps):
                self._store.remove(name)

    def live_text(self, run_id: str, place: int | str) -> str:
        """Give a raw answer as far as it has come; empty before it starts.

        `place` is a question's own, such as the index of the chapter that is written.
        """
        try:
            return self._store.read(f"runs/{run_id}/live/{place}.md").decode()
        except KeyError:
            return ""

    def save_live_text(self, run_id: str, place: int | str, text: str) -> None:
        """Keep a raw answer as far as it has come."""
        self._store.write(f"runs/{run_id}/live/{place}.md", text.encode())

    def clear_live_text(self, run_id: str) -> None:
        """Forget the raw answers of an earlier try."""
        self._store.remove(f"runs/{run_id}/live")

    def ask_to_stop(self, run_id: str) -> None:
        """Raise the flag that every step of the run looks at, in any process."""
        self._store.write(f"runs/{run_id}/stop", b"1")

    def allow(self, run_id: str) -> None:
        """Take the flag down, and count tries anew."""
        self._store.remove(f"runs/{run_id}/stop")
        self._store.remove(f"runs/{run_id}/tries.json")

    def count_try(self, run_id: str) -> int:
        """Count one more beginning of the same job, and say how many there were."""
        tries = 1 + (self._read(f"runs/{run_id}/tries.json", _COUNT) or 0)
        self._write(f"runs/{run_id}/tries.json", _COUNT, tries)
        return tries

    def is_stopping(self, run_id: str) -> bool:
        """Tell whether the person asked the run to stop."""
        return self._store.exists(f"runs/{run_id}/stop")

    def _read(self, name: str, kind: TypeAdapter[T]) -> T | None:
        try:
            return kind.validate_json(self._store.read(name))
        except (KeyError, ValidationError):
            return None

    def _write(self, name: str, kind: TypeAdapter[T], value: T) -> None:
        self._store.write(name, kind.dump_json(value))
