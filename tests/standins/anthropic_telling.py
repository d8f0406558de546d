"""One message of the stand-in on its way: its pieces, its events, and its entry in the ledger."""

from __future__ import annotations

import json
import select
import socket
import struct
import time
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tests.standins.anthropic_answers import chapter_hint
from tests.standins.anthropic_faults import Fault
from tests.standins.anthropic_models import PIECES, Model, bill_usd, count_text

if TYPE_CHECKING:
    from tests.standins.anthropic_api import Handler

THINKING_TOKENS = 48
A_DELTA_TOKENS = 8
STOP_REASONS = {"cut": "max_tokens", "full": "model_context_window_exceeded", "refusal": "refusal"}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A call that is billed, finished or not; `chapter` names the segments it was about."""

    number: int
    model: str
    input_tokens: int
    output_tokens: int
    cost_usd: Decimal
    chapter: str
    pictures: int
    began_at: float
    ended_at: float
    is_finished: bool
    stop_reason: str | None


class Gone(Exception):
    """The other side has closed the connection."""


def pause(handler: Handler, seconds: float) -> None:
    """Wait, unless the other side closes the connection meanwhile."""
    ready, _, _ = select.select([handler.connection], [], [], seconds)
    if ready and not handler.connection.recv(1, socket.MSG_PEEK):
        raise Gone


def break_off(handler: Handler) -> None:
    """Reset the connection, as a machine does that dies; what was sent has arrived by then."""
    time.sleep(0.05)
    linger = struct.pack("ii", 1, 0)
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    handler.connection.shutdown(socket.SHUT_RDWR)
    handler.close_connection = True


class Telling:
    """One answer on its way, and its entry in the ledger."""

    def __init__(
        self,
        handler: Handler,
        body: dict[str, Any],
        model: Model,
        tokens: int,
        fault: Fault,
        pictures: int,
    ) -> None:
        self.handler, self.body, self.model, self.tokens = handler, body, model, tokens
        self.fault, self.pictures = fault, pictures
        self.began_at = time.time()
        self.thought = min(THINKING_TOKENS, body["max_tokens"]) if model.thinks else 0
        self.told = 0
        self.ending: str | None = None

    @property
    def output_tokens(self) -> int:
        return self.thought + self.told

    @property
    def stop_reason(self) -> str:
        return STOP_REASONS.get(self.ending or "", "end_turn")

    def pieces(self) -> Iterator[str]:
        """Give the text in small pieces, as far as the limit and the fault let it go."""
        room = self.body["max_tokens"] - self.thought
        if room <= 0:
            self.ending = "cut"
            return
        piece, size = "", 0
        for word in PIECES.findall(self.handler.api.answer_to(self.body, self.fault)):
            tokens = count_text(word, self.model)
            if self.fault.ending and self.told + size + tokens > self.fault.after_tokens:
                self.ending = self.fault.ending
                break
            if self.told + size + tokens > room:
                self.ending = "cut"
                break
            piece, size = piece + word, size + tokens
            if size >= A_DELTA_TOKENS:
                self.told += size
                yield piece
                piece, size = "", 0
        if piece:
            self.told += size
            yield piece

    def enter(self, *, is_finished: bool) -> None:
        self.handler.api.enter(
            Entry(
                number=len(self.handler.api.ledger) + 1,
                model=self.body["model"],
                input_tokens=self.tokens,
                output_tokens=self.output_tokens,
                cost_usd=bill_usd(self.model, self.tokens, self.output_tokens),
                chapter=chapter_hint(self.body),
                pictures=self.pictures,
                began_at=self.began_at,
                ended_at=time.time(),
                is_finished=is_finished,
                stop_reason=self.stop_reason if is_finished else None,
            )
        )

    def send_whole(self) -> None:
        """Answer in one JSON body."""
        blocks: list[dict[str, Any]] = []
        if self.thought:
            blocks.append({"type": "thinking", "thinking": "", "signature": "c2lnbmF0dXJl"})
        if text := "".join(self.pieces()):
            blocks.append({"type": "text", "text": text})
        self.enter(is_finished=True)
        message = {**self.head(), "content": blocks, **self.last_words()}
        message["usage"] = self.usage(self.output_tokens)
        self.handler.send_json(200, message, {"request-id": self.handler.request_id})

    def head(self) -> dict[str, Any]:
        return {
            "id": f"msg_{len(self.handler.api.requests):024}",
            "type": "message",
            "role": "assistant",
            "model": self.body["model"],
            "content": [],
            "stop_reason": None,
            "stop_sequence": None,
            "usage": self.usage(1),
        }

    def usage(self, output_tokens: int) -> dict[str, Any]:
        return {
            "input_tokens": self.tokens,
            "cache_creation_input_tokens": 0,
            "cache_read_input_tokens": 0,
            "output_tokens": output_tokens,
            "service_tier": "standard",
        }

    def last_words(self) -> dict[str, Any]:
        last: dict[str, Any] = {"stop_reason": self.stop_reason, "stop_sequence": None}
        if self.ending == "refusal":
            details = {"type": "refusal", "category": self.fault.category, "explanation": None}
            last["stop_details"] = details
        return last

    def stream(self) -> None:
        """Answer event by event."""
        self.handler.send_response(200)
        self.handler.send_headers(
            {"content-type": "text/event-stream", "cache-control": "no-cache"}
        )
        self.handler.send_headers({"transfer-encoding": "chunked"})
        self.handler.send_headers({"request-id": self.handler.request_id})
        self.handler.end_headers()
        is_finished = False
        try:
            self._events()
            is_finished = self.ending not in {"error", "drop", "trail_off"}
        finally:
            self.enter(is_finished=is_finished)
        if self.ending == "drop":
            break_off(self.handler)
        else:
            self.handler.wfile.write(b"0\r\n\r\n")

    def _events(self) -> None:
        self._send("message_start", message=self.head())
        self._send("ping")
        if self.thought:
            block = {"type": "thinking", "thinking": "", "signature": ""}
            self._send("content_block_start", index=0, content_block=block)
            signature = {"type": "signature_delta", "signature": "c2lnbmF0dXJl"}
            self._send("content_block_delta", index=0, delta=signature)
            self._send("content_block_stop", index=0)
        self._send_text(index=1 if self.thought else 0)
        if self.ending == "error":
            self._send("error", error={"type": self.fault.kind, "message": "Overloaded"})
        elif self.ending not in {"drop", "trail_off"}:
            usage = self.usage(self.output_tokens)
            usage["output_tokens_details"] = {"thinking_tokens": self.thought}
            usage.pop("service_tier")
            self._send("message_delta", delta=self.last_words(), usage=usage)
            self._send("message_stop")

    def _send_text(self, index: int) -> None:
        pace = self.fault.pace or self.handler.api.pace
        told = None
        for piece in self.pieces():
            if told is None:
                block = {"type": "text", "text": ""}
                self._send("content_block_start", index=index, content_block=block)
            pause(self.handler, (self.told - (told or 0)) / pace if pace else 0)
            told = self.told
            delta = {"type": "text_delta", "text": piece}
            self._send("content_block_delta", index=index, delta=delta)
        if told is not None and self.ending not in {"error", "drop", "trail_off"}:
            self._send("content_block_stop", index=index)

    def _send(self, event: str, **fields: Any) -> None:
        data = f"event: {event}\ndata: {json.dumps({'type': event, **fields})}\n\n".encode()
        self.handler.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
