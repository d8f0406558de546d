"""Durable runs on DBOS: order, queues, resuming, cancelling, and taking over from the dead.

The database knows run ids, chapter numbers, prices and sentences; everything else is in the
artifact store, and is there before the engine hears of it. So a workflow that is repeated, on
this machine or another, finds what is done and pays for nothing twice.
"""

from __future__ import annotations

import logging
import os
import secrets
import socket
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Sequence

from dbos import DBOS, DBOSConfig
from sqlalchemy.exc import SQLAlchemyError

from core import jobs
from core.adapters import workflows
from core.adapters.database import (
    APPLICATION,
    JOBS,
    QUEUES,
    Row,
    database_url,
    declare_queues,
    locks_of,
    prepare,
    unfinished_rows,
    unusable,
)
from core.adapters.locks import Locks
from core.adapters.takeover import Takeover
from core.adapters.workflows import WAIT_POLL_S
from core.jobs import Kind
from core.models import RunState, Stage
from core.services import Services

VERSION = "1"
"""By default a hash of the source, after an edit of which pending runs would never go on."""
STALLED_LOOKS = 5
"""Looks, a second apart, until work that nobody is inside of is taken for stalled."""

_lock = threading.RLock()
_engine: Engine | None = None
_held: list[Locks] = []
"""Locks of engines that were stopped before their calls had ended."""


class Engine:
    """Runs work so that it survives this process (`core.ports.RunsWork`); made by `boot`."""

    def __init__(self, services: Services, queues: Sequence[str]) -> None:
        self.services = services
        self.url = database_url(services.settings)
        self.executor_id = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}"
        self._queues = tuple(queues)
        self._locks = locks_of(self.url)
        self._takeover = Takeover(
            self._locks, self.executor_id, self._owners, self._requeue, self._pick_up, self._revive
        )
        # Of two orders at once, such as a post and topics, one begins and leaves its marks.
        self._starting = threading.Lock()
        self._stalled: Counter[str] = Counter()
        self._held_up: dict[str, Stage] = {}

    def take(self, services: Services) -> None:
        """Work on these services from now on; paid answers not yet kept go over to them."""
        self.services.replies.hand_over(services.replies)
        services.replies.share(self._locks.try_lock)
        self.services = services
        workflows.use(services)

    def launch(self) -> None:
        """Open the database, hold the lock of this process, and begin to take work."""
        prepare(self.url, self.services.settings)
        self._locks.hold(self.executor_id)
        # A handler of its own keeps the library from printing to the console.
        logging.getLogger("dbos").addHandler(logging.NullHandler())
        DBOS(
            config=DBOSConfig(
                name=APPLICATION,
                system_database_url=self.url,
                application_version=VERSION,
                executor_id=self.executor_id,
                log_level="ERROR",
                scheduler_polling_interval_sec=3600.0,
            )
        )
        DBOS.listen_queues(self._queues)
        DBOS.launch()
        if self._queues:
            self._takeover.start()

    def shutdown(self, wait_s: float = 0.0) -> None:
        """Take no more work, give what is going on `wait_s` to end, and let the lock go.

        Calls still in flight after that end with the process, and so does its lock: nobody may
        take this process for dead while it is asking.
        """
        self._takeover.stop()
        wait_s = wait_s if self._is_busy() and not self._stalled else 0
        DBOS.destroy(workflow_completion_timeout_sec=int(wait_s))
        if workflows.is_at_work():
            _held.append(self._locks)
        else:
            self._locks.release()

    def start_study(self, run_id: str) -> None:
        """Begin, or go on with, all that is free; does nothing while the run is at work.

        Raises:
            RunUnknown: there is no such run.
        """
        self._start(run_id, "study")

    def start_topics(self, run_id: str) -> None:
        """Begin, or go on with, finding topics; does nothing while the run is at work.

        Raises:
            RunUnknown: there is no such run.
        """
        self._start(run_id, "topics")

    def start_write(self, run_id: str) -> None:
        """Begin, or go on with, the paid step; does nothing while the run is at work.

        Raises:
            RunUnknown: there is no such run.
        """
        self._start(run_id, "write")

    def _start(self, run_id: str, kind: Kind) -> None:
        runs = self.services.runs
        runs.get(run_id)
        with self._starting:
            if self.is_active(run_id):
                return
            runs.allow(run_id)
            if kind == "topics":
                jobs.open_topics(runs, run_id)
            else:
                runs.forget_topic_order(run_id)
            runs.clear_progress(run_id, _PROGRESS_OF[kind])
            runs.set_stage(run_id, "writing" if kind == "write" else "studying")
            workflows.enqueue(run_id, kind)

    def cancel(self, run_id: str) -> None:
        """Stop a run: what is queued never starts, calls in flight are closed.

        Raises:
            RunUnknown: there is no such run.
        """
        runs = self.services.runs
        runs.get(run_id)
        runs.ask_to_stop(run_id)
        unfinished = self._unfinished(run_id)
        waiting = [row.workflow_id for row in unfinished if row.status != "PENDING"]
        if waiting:
            DBOS.cancel_workflows(waiting, cancel_children=True)
        if len(waiting) == len(unfinished) and runs.standing(run_id).stage in _AT_WORK:
            jobs.stop(runs, run_id, "cancelled")

    def is_active(self, run_id: str) -> bool:
        """Tell whether work for the run is queued or going on, in any process."""
        return bool(self._unfinished(run_id))

    def wait(self, run_id: str, timeout_s: float | None = None) -> RunState:
        """Wait until the run is no longer at work, or the time is up, and say how it stands."""
        until = time.monotonic() + (timeout_s if timeout_s is not None else float("inf"))
        while self.is_active(run_id) and time.monotonic() < until:
            time.sleep(WAIT_POLL_S)
        return self.services.runs.state(run_id)

    def _unfinished(self, run_id: str) -> list[Row]:
        return unfinished_rows(workflow_id_prefix=f"{run_id}-")

    def _is_busy(self) -> bool:
        return any(row.status == "PENDING" for row in unfinished_rows(executor_id=self.executor_id))

    def _owners(self) -> set[str]:
        return {
            row.executor_id
            for row in unfinished_rows()
            if row.status == "PENDING" and row.executor_id
        }

    def _requeue(self, owner: str) -> None:
        for row in unfinished_rows(executor_id=owner):
            if row.status == "PENDING":
                # Without the queue's name it would go to one that knows no limits.
                DBOS.resume_workflow(row.workflow_id, queue_name=row.queue_name or JOBS)

    def _revive(self) -> None:
        """Queue again what this process has begun and is not inside of.

        Its end, or that of a step, could not be recorded, mostly on a full disk. The run is
        paused with that sentence until there is space, and then goes on by itself.
        """
        idle = [
            row
            for row in unfinished_rows(executor_id=self.executor_id)
            if row.status == "PENDING" and not workflows.is_running(row.workflow_id)
        ]
        self._stalled = Counter(
            {row.workflow_id: self._stalled[row.workflow_id] + 1 for row in idle}
        )
        for row in idle:
            if self._stalled[row.workflow_id] >= STALLED_LOOKS:
                self._queue_again(row)

    def _queue_again(self, row: Row) -> None:
        run_id = row.workflow_id.split("-")[0]
        runs = self.services.runs
        try:
            DBOS.resume_workflow(row.workflow_id, queue_name=row.queue_name or JOBS)
        except (sqlite3.Error, SQLAlchemyError) as error:
            stage = runs.standing(run_id).stage
            if stage in _AT_WORK:
                self._held_up[run_id] = stage
                runs.set_stage(run_id, "paused", unusable(self.url, error))
            return
        del self._stalled[row.workflow_id]
        if run_id in self._held_up:
            runs.set_stage(run_id, self._held_up.pop(run_id))

    def _pick_up(self) -> None:
        """Start again what is marked as begun and is on no queue.

        A process may have been killed between the mark and the queue, or the engine's database
        may have been lost; the artifacts know what is done.
        """
        runs = self.services.runs
        for run in runs.all():
            # In this order: a run that ends between the two looks is not begun again.
            is_active, stage = self.is_active(run.id), runs.standing(run.id).stage
            if is_active or stage not in _AT_WORK:
                continue
            if runs.is_stopping(run.id):
                jobs.stop(runs, run.id, "cancelled")
            elif stage == "writing":
                self._start(run.id, "write")
            else:
                self._start(run.id, "study" if runs.topic_order(run.id) is None else "topics")


_AT_WORK = ("studying", "writing")
_PROGRESS_OF: dict[Kind, str] = {"study": "", "topics": "topics", "write": "write-"}
"""How the names of a job's steps begin."""


def boot(services: Services, queues: Sequence[str] = QUEUES) -> Engine:
    """Start this process's engine, or hand the new services to the one that is running.

    Safe to call from every session of a page. With no `queues`, it starts work that others do.
    """
    global _engine  # noqa: PLW0603  # DBOS itself is one a process
    with _lock:
        if _engine is not None and _engine.url == database_url(services.settings):
            if _engine.services.settings.parallel_calls != services.settings.parallel_calls:
                declare_queues(_engine.url, services.settings)
            _engine.take(services)
            return _engine
        if _engine is not None:
            _engine.shutdown()
        _engine = Engine(services, queues)
        _engine.take(services)
        try:
            _engine.launch()
        except BaseException:
            _engine = None
            raise
        return _engine


def shutdown(wait_s: float = 0.0) -> None:
    """Stop this process's engine, if it has one; see `Engine.shutdown`."""
    global _engine  # noqa: PLW0603  # DBOS itself is one a process
    with _lock:
        if _engine is not None:
            _engine.shutdown(wait_s)
        _engine = None
