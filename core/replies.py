"""Paid answers: kept the moment they are whole, and asked for by one at a time.

Two runs that ask the same question at once in one process wait for each other. An answer that
a full disk refuses stays in memory, so that the person who frees the disk and resumes the run
does not pay for it again.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pydantic import TypeAdapter

from core.errors import StorageFailed
from core.models import Reply
from core.ports import ArtifactStore
from core.steps import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidReply:
    """A reply as it is kept, with the run that paid for it."""

    run_id: str
    reply: Reply


REPLY = Step("reply", 1, TypeAdapter(PaidReply))


class Replies:
    """Gives the answer to a question, asking only where nobody has."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._turns: dict[str, tuple[threading.Lock, int]] = defaultdict(
            lambda: (threading.Lock(), 0)
        )
        self._unkept: dict[str, PaidReply] = {}

    def has(self, store: ArtifactStore, name: str) -> bool:
        """Tell whether this answer is paid already."""
        return name in self._unkept or store.exists(name)

    def once(self, store: ArtifactStore, name: str, ask: Callable[[], PaidReply]) -> PaidReply:
        """Give the answer kept as `name`, or ask for it and keep it.

        Raises:
            StorageFailed: it was paid and could not be kept; `usage` says what it cost.
        """
        with self._turn(name):
            paid = self._unkept.get(name)
            if paid is None and (paid := REPLY.load(store, name)) is not None:
                return paid
            paid = paid or ask()
            try:
                REPLY.save(store, name, paid)
            except StorageFailed as error:
                self._unkept[name] = paid
                error.usage = paid.reply.usage
                raise
            self._unkept.pop(name, None)
            return paid

    @contextmanager
    def _turn(self, name: str) -> Iterator[None]:
        with self._lock:
            lock, waiting = self._turns[name]
            self._turns[name] = (lock, waiting + 1)
        try:
            with lock:
                yield
        finally:
            with self._lock:
                lock, waiting = self._turns[name]
                if waiting == 1:
                    del self._turns[name]
                else:
                    self._turns[name] = (lock, waiting - 1)
