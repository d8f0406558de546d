"""A streamed call on a thread of its own: who waits for it can stop waiting, and hang up.

Read in place, a silent server would hold its reader until the next byte, which may take minutes.
"""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, suppress
from typing import Generic, TypeVar

Event = TypeVar("Event")

FAREWELL_S = 1.0
"""How long a call that is hung up may take to end, so that its last words are counted."""


class Call(Generic[Event]):
    """Enters and reads a stream; `inbox` gets its events, then None or its error."""

    def __init__(self, manager: AbstractContextManager[Iterable[Event]]) -> None:
        self.inbox: queue.Queue[Event | Exception | None] = queue.Queue()
        self._manager = manager
        self._stream: Iterable[Event] | None = None
        self._is_hung_up = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="claude", daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        try:
            with self._manager as stream:
                self._stream = stream
                for event in stream:
                    if self._is_hung_up.is_set():
                        break
                    self.inbox.put(event)
            self.inbox.put(None)
        except Exception as error:  # noqa: BLE001 - raised again by who waits for the inbox
            self.inbox.put(error)

    def hang_up(self) -> Iterator[Event]:
        """End the call, if it is still going on, and give the events that nobody took.

        A call that has no answer yet is left to itself: it ends at its first event.
        """
        self._is_hung_up.set()
        if self._stream is not None and self._thread.is_alive():
            _cut_line(self._stream)
            self._thread.join(FAREWELL_S)
        while not self.inbox.empty():
            item = self.inbox.get_nowait()
            if item is not None and not isinstance(item, Exception):
                yield item


def _cut_line(stream: object) -> None:
    """Shut the connection under the thread that waits for it: closing it would not wake that up."""
    extensions = getattr(getattr(stream, "response", None), "extensions", {})
    line = extensions.get("network_stream")
    plug = line.get_extra_info("socket") if line is not None else None
    if isinstance(plug, socket.socket):
        with suppress(OSError):
            # Not the TLS socket's own method, which pulls its state from under the reader.
            socket.socket.shutdown(plug, socket.SHUT_RDWR)
