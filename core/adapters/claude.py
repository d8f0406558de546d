"""Claude, or any server that speaks its Messages API: text as it comes, and what it used.

The only room that knows the SDK. How a call is waited for is in `claude_calls`, how often and
under which cap it is made in `claude_asking`, what for in `claude_chapters` and `claude_topics`.
"""

from __future__ import annotations

import json
import queue
import threading
import warnings
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from core.adapters.claude_asking import BEAT_S, Asking, Desk, Patience
from core.adapters.claude_calls import Call
from core.adapters.claude_chapters import ChapterWriting
from core.adapters.claude_errors import STATUS_OF, Failure, Service
from core.adapters.claude_topics import ask_for_topics
from core.adapters.claude_turns import Heard, LoadPicture, request_of
from core.errors import BadRequest, Cancelled, WriterRejected
from core.models import ChapterPrompt, Question, Reply, TopicPrompt, Usage
from core.ports import PricesModels
from core.settings import Settings, redact

if TYPE_CHECKING:
    from anthropic import Anthropic
    from anthropic.lib.streaming import (
        MessageStreamManager,
        ParsedMessageStreamEvent,
    )

ANTHROPIC_URL = "https://api.anthropic.com"
NO_KEY = "no-key"
"""Given to servers that need none: without one the SDK would look into a person's home."""

CONNECT_S = 10.0


class ClaudeWriter:
    """Asks Claude (`core.ports.Writes`, `AsksForTopics`); safe to use from many threads."""

    def __init__(
        self,
        settings: Settings,
        prices: PricesModels,
        load_picture: LoadPicture,
        patience: Patience | None = None,
    ) -> None:
        self._settings, self._load_picture = settings, load_picture
        self._patience = patience or Patience()
        self._lock = threading.Lock()
        self._client: Anthropic | None = None
        self._desk = Desk(
            call=self._call,
            prices=prices,
            service=Service(host=_host(settings.anthropic_base_url)),
            patience=self._patience,
        )

    def write(
        self,
        prompt: ChapterPrompt,
        model: str,
        allowance_usd: Decimal,
        on_text: Callable[[str], None],
        is_cancelled: Callable[[], bool],
    ) -> Reply:
        """Write one chapter, giving every new piece of text to `on_text` as it comes.

        Raises:
            WriterRejected: the key, the credit, the model or the question will not do.
            WriterUnavailable: it stayed out of reach, or asks to wait for long.
            BudgetExceeded: the next call could pass `allowance_usd`.
            Cancelled: the person stopped it.
        """
        asking = self._asking(model, allowance_usd, on_text, is_cancelled)
        return ChapterWriting(asking=asking, prompt=prompt).run()

    def ask_for_topics(
        self,
        prompt: TopicPrompt,
        model: str,
        allowance_usd: Decimal,
        on_text: Callable[[str], None],
        is_cancelled: Callable[[], bool],
    ) -> Reply:
        """Ask once where topics begin; raises what `write` raises."""
        return ask_for_topics(self._asking(model, allowance_usd, on_text, is_cancelled), prompt)

    def _asking(
        self,
        model: str,
        allowance_usd: Decimal,
        on_text: Callable[[str], None],
        is_cancelled: Callable[[], bool],
    ) -> Asking:
        self._check(model)
        return Asking(
            desk=self._desk,
            model=model,
            allowance_usd=allowance_usd,
            on_text=on_text,
            is_cancelled=is_cancelled,
        )

    def _check(self, model: str) -> None:
        settings = self._settings
        if settings.anthropic_base_url and not _host(settings.anthropic_base_url):
            raise _bad_address()
        if not (settings.anthropic_api_key or settings.anthropic_base_url):
            raise WriterRejected(
                "There is no key for Claude.",
                "Set ANTHROPIC_API_KEY, or name a server of your own in ANTHROPIC_BASE_URL, or"
                " choose the draft, which needs no model.",
                reason="key",
            )
        if not settings.anthropic_api_key.isascii():
            raise WriterRejected(
                "The key for Claude holds characters that no key has.",
                "Copy ANTHROPIC_API_KEY again from the Anthropic Console.",
                reason="key",
            )
        is_priced = self._desk.prices.cost(model, Usage(input_tokens=1)) is not None
        if not (is_priced or self._desk.service.host):
            raise WriterRejected(
                f"No price is known for {model}, so no cap could hold.",
                "Choose a model from the list.",
                reason="model",
            )

    def _call(
        self, prompt: Question, model: str, heard: Heard, is_cancelled: Callable[[], bool]
    ) -> Generator[str, None, None]:
        call = Call(self._open(request_of(prompt, model, self._load_picture)))
        try:
            while True:
                if is_cancelled():
                    raise Cancelled("The run was cancelled.")
                with suppress(queue.Empty):
                    item = call.inbox.get(timeout=BEAT_S)
                    if item is None:
                        return
                    if isinstance(item, Exception):
                        raise _failure(item, self._settings.secrets) from item
                    yield from _note(item, heard)
        finally:
            for item in call.hang_up():
                for piece in _note(item, heard):
                    heard.text += piece

    def _open(self, request: dict[str, Any]) -> MessageStreamManager[None]:
        """Prepare a stream; nothing is sent before it is entered."""
        with self._lock, warnings.catch_warnings():
            # The SDK warns of retiring models; a person who chose one has been told.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._client = self._client or self._make_client()
            return self._client.messages.stream(**request)

    def _make_client(self) -> Anthropic:
        import anthropic
        import httpx2

        try:
            return anthropic.Anthropic(
                api_key=self._settings.anthropic_api_key or NO_KEY,
                base_url=_base_url(self._settings.anthropic_base_url),
                max_retries=0,
                timeout=httpx2.Timeout(self._patience.silence_s, connect=CONNECT_S),
                # A line of its own for each call: one kept open may have died meanwhile, and
                # one that is shut under its reader is never used again.
                http_client=anthropic.DefaultHttpxClient(
                    limits=httpx2.Limits(max_keepalive_connections=0)
                ),
            )
        except httpx2.InvalidURL as error:
            raise _bad_address() from error


def _base_url(named: str) -> str:
    """Give the address that the SDK wants: it puts `/v1` behind it itself."""
    return (named or ANTHROPIC_URL).rstrip("/").removesuffix("/v1")


def _host(named: str) -> str:
    """Name a server without what an address may hide, such as a password; empty for none."""
    try:
        parts = urlsplit(named)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"}:
        return ""
    return f"{host}:{port}" if host and port else host


def _bad_address() -> BadRequest:
    return BadRequest(
        "ANTHROPIC_BASE_URL is no web address.", "Write it like http://127.0.0.1:8080."
    )


def _note(event: ParsedMessageStreamEvent[None], heard: Heard) -> Iterator[str]:
    """Read an event by its type: text is given on, usage and the reason for stopping are noted."""
    if event.type == "message_start":
        heard.has_begun = True
        _note_usage(event.message.usage, heard)
    elif event.type == "content_block_delta" and event.delta.type == "text_delta":
        yield event.delta.text
    elif event.type == "message_delta":
        _note_usage(event.usage, heard)
        heard.stop = event.delta.stop_reason or heard.stop
        details = getattr(event.delta, "stop_details", None)
        heard.category = getattr(details, "category", None) or heard.category


_COUNTS = {
    "input_tokens": "input_tokens",
    "output_tokens": "output_tokens",
    "cache_read_input_tokens": "cache_read_tokens",
    "cache_creation_input_tokens": "cache_write_tokens",
}


def _note_usage(usage: object, heard: Heard) -> None:
    """Take the counts that are there: each stands for all so far, and local servers leave some."""
    for theirs, ours in _COUNTS.items():
        count = getattr(usage, theirs, None)
        if isinstance(count, int):
            setattr(heard, ours, count)


def _failure(error: Exception, secrets: tuple[str, ...]) -> Exception:
    """Translate what the SDK raises; give back what we do not understand."""
    import anthropic
    import httpx2

    if isinstance(error, anthropic.APITimeoutError):
        return Failure("silent")
    if isinstance(error, anthropic.APIConnectionError):
        return Failure("unreachable" if _never_connected(error) else "broken")
    if isinstance(error, anthropic.APIStatusError):
        # Under HTTP 200 an error came in mid-stream: its kind tells more than its status.
        kind = STATUS_OF.get(str(error.type or ""), 500)
        return Failure(
            "status",
            status=error.status_code if error.status_code >= 400 else kind,
            code=error.error_code or "",
            message=redact(error.api_message or "", secrets),
            retry_after_s=_retry_after_s(error.response.headers.get("retry-after")),
        )
    # A line that drops in mid-stream reaches us as the HTTP library's own error.
    if isinstance(error, (anthropic.APIError, httpx2.HTTPError, json.JSONDecodeError)):
        return Failure("broken")
    return error


def _never_connected(error: Exception) -> bool:
    import httpx2

    never = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.UnsupportedProtocol)
    return isinstance(error.__cause__, never)


def _retry_after_s(header: str | None) -> float | None:
    """Read the seconds to wait; a date, which Anthropic does not send, is left alone."""
    try:
        return max(float(header or ""), 0.0)
    except ValueError:
        return None
