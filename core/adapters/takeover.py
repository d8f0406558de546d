"""Takes over the work of processes that died: the one piece that the open engine lacks.

Once a second every living process tries the locks of those that own unfinished work. A lock it
can take is one of the dead, and their work goes back to the queues it came from. So does work of
its own that goes on nowhere, because a full disk let nobody record its end.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable

from core.adapters.locks import Locks

logger = logging.getLogger(__name__)

BEAT_S = 1.0


class Takeover:
    """A thread that looks after the work of the dead."""

    def __init__(
        self,
        locks: Locks,
        executor_id: str,
        owners: Callable[[], Iterable[str]],
        requeue: Callable[[str], None],
        pick_up: Callable[[], None],
        revive: Callable[[], None],
    ) -> None:
        self._locks, self._executor_id = locks, executor_id
        self._owners, self._requeue = owners, requeue
        self._pick_up, self._revive = pick_up, revive
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._loop, name="takeover", daemon=True)

    def start(self) -> None:
        """Look at once, then once a second."""
        self._thread.start()

    def stop(self) -> None:
        """Stop looking."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout=10)

    def _loop(self) -> None:
        self._try(self.look)
        self._try(self._pick_up)
        while not self._stop.wait(BEAT_S):
            self._try(self.look)
            self._try(self._revive)

    def _try(self, deed: Callable[[], None]) -> None:
        try:
            deed()
        except Exception as error:  # noqa: BLE001  # a database that is away comes back
            if not self._stop.is_set():
                logger.warning("Looking after others' work failed: %s", type(error).__name__)

    def look(self) -> None:
        """Put the work of every dead process back into its queue."""
        if not self._locks.is_held():
            # Others will take us for dead: have a lock again before taking anything from them.
            self._locks.release()
            self._locks.hold(self._executor_id)
        for owner in set(self._owners()) - {self._executor_id}:
            with self._locks.try_lock(owner) as is_dead:
                if is_dead:
                    logger.info("Taking over the work of %s", owner)
                    self._requeue(owner)
