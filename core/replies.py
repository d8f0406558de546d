"""Paid answers: kept the moment they are whole, and asked for by one at a time.

Two runs that ask the same question at once wait for each other; where an engine lends its locks,
in different processes too. An answer that a full disk refuses stays in memory, so that the person
who frees the disk and resumes the run does not pay for it again.
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass

from pydantic import TypeAdapter

from core.errors import StorageFailed
from core.models import Reply
from core.ports import ArtifactStore
from core.steps import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidReply:
    """A reply as it is kept, with the run that paid for it; `id` tells payments apart."""

    run_id: str
    reply: Reply
    id: str = ""


REPLY = Step("reply", 1, TypeAdapter(PaidReply))
LOOK_AGAIN_S = 0.25
"""How often one that waits looks whether another process has its answer."""

TryLock = Callable[[str], AbstractContextManager[bool]]
"""Holds a lock of this name for the block, if no other process does; gives whether it is held."""


def _alone(name: str) -> AbstractContextManager[bool]:
    return nullcontext(True)


class Replies:
    """Gives the answer to a question, asking only where nobody has."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._turns: dict[str, tuple[threading.Lock, int]] = defaultdict(
            lambda: (threading.Lock(), 0)
        )
        self._unkept: dict[str, PaidReply] = {}
        self._try_lock: TryLock = _alone

    def share(self, try_lock: TryLock) -> None:
        """Ask by turns with other processes, too, by locks that end with their process."""
        self._try_lock = try_lock

    def hand_over(self, heir: Replies) -> None:
        """Give what no disk has taken yet to those that replace this."""
        heir._unkept = self._unkept

    def kept(self, store: ArtifactStore, name: str) -> PaidReply | None:
        """Give the answer that is paid already; None where there is none that can be read."""
        return self._unkept.get(name) or REPLY.load(store, name)

    def once(self, store: ArtifactStore, name: str, ask: Callable[[], PaidReply]) -> PaidReply:
        """Give the answer kept as `name`, or ask for it and keep it.

        Raises:
            StorageFailed: it was paid and could not be kept; `usage` says what it cost.
        """
        with self._turn(name):
            if unkept := self._unkept.get(name):
                return self._keep(store, name, unkept)
            while True:
                paid = REPLY.load(store, name) or self._ask_and_keep(store, name, ask)
                if paid is not None:
                    return paid
                time.sleep(LOOK_AGAIN_S)

    def _ask_and_keep(
        self, store: ArtifactStore, name: str, ask: Callable[[], PaidReply]
    ) -> PaidReply | None:
        """Ask, unless another process is asking."""
        with self._try_lock(name.rsplit("/", 1)[-1].removesuffix(".json")) as is_ours:
            if not is_ours:
                return None
            # It may have been kept between the look and the lock.
            return REPLY.load(store, name) or self._keep(store, name, ask())

    def _keep(self, store: ArtifactStore, name: str, paid: PaidReply) -> PaidReply:
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
