"""What can go wrong at Anthropic's, on demand: one fault a call, or none."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from tests.standins.anthropic_formats import chapters_json, divide
from tests.standins.anthropic_rules import Refused

Ending = Literal["error", "drop", "trail_off", "cut", "refusal", "full"]


@dataclass(frozen=True, kw_only=True)
class Fault:
    """How a call goes wrong.

    `refused` is an answer that is no message; `hangs_up` is none at all. `ending` is what becomes
    of a message after `after_tokens` of its text. `delay_s` and `pace` (tokens a second) make a
    call slow, and stand beside any of these. `says` makes the text another one.
    """

    refused: Refused | None = None
    retry_after: str | None = None
    hangs_up: bool = False
    ending: Ending | None = None
    after_tokens: int = 20
    says: Callable[[dict[str, Any]], str] | None = None
    kind: str = "overloaded_error"
    category: str | None = None
    delay_s: float | None = None
    pace: float | None = None


def refuse(
    status: int,
    message: str = "",
    *,
    kind: str = "",
    retry_after: str | None = None,
    error_code: str | None = None,
) -> Fault:
    """Answer with an error body: 429 and 529, but 402 and 403 too."""
    more = {"details": {"error_code": error_code}} if error_code else {}
    refused = Refused(status, message or f"Refused with {status}", kind, **more)
    return Fault(refused=refused, retry_after=retry_after)


def error_event(kind: str = "overloaded_error", after_tokens: int = 20) -> Fault:
    """Stream a while, then send an `error` event: the status was 200 long ago."""
    return Fault(ending="error", kind=kind, after_tokens=after_tokens)


def drop(after_tokens: int = 20) -> Fault:
    """Stream a while, then lose the connection."""
    return Fault(ending="drop", after_tokens=after_tokens)


def trail_off(after_tokens: int = 20) -> Fault:
    """Stream a while, then end the body in good form, with no `message_stop` in it."""
    return Fault(ending="trail_off", after_tokens=after_tokens)


def hang_up() -> Fault:
    """Close the connection without an answer; not billed."""
    return Fault(hangs_up=True)


def cut(after_tokens: int = 20) -> Fault:
    """End as if `max_tokens` had been reached."""
    return Fault(ending="cut", after_tokens=after_tokens)


def full(after_tokens: int = 20) -> Fault:
    """End because the context window is full."""
    return Fault(ending="full", after_tokens=after_tokens)


def decline(category: str | None = "cyber", after_tokens: int = 0) -> Fault:
    """Refuse to write, with HTTP 200 and a category."""
    return Fault(ending="refusal", category=category, after_tokens=after_tokens)


def slow(delay_s: float = 0.0, pace: float | None = None) -> Fault:
    """Take time before the first byte, and between tokens."""
    return Fault(delay_s=delay_s, pace=pace)


def say(text: str) -> Fault:
    """Answer with these words, whatever was asked."""
    return Fault(says=lambda _request: text)


def bad_ids() -> Fault:
    """Begin the last chapter at a paragraph that nobody offered; the schema allows it."""
    return Fault(says=lambda request: _rewritten(request, lambda first, at: first + 9000 * at))


def not_increasing() -> Fault:
    """Give the chapters in the wrong order; the schema allows it."""

    def backwards(request: dict[str, Any]) -> str:
        return chapters_json(list(_chapters(request))[::-1])

    return Fault(says=backwards)


def untitled() -> Fault:
    """Leave the titles empty; the schema allows it."""

    def empty(request: dict[str, Any]) -> str:
        return chapters_json((first, "") for first, _ in _chapters(request))

    return Fault(says=empty)


def one_chapter() -> Fault:
    """Take everything for one topic."""
    return Fault(says=lambda request: chapters_json(list(_chapters(request))[:1]))


def no_json() -> Fault:
    """Answer in prose: for servers that take no notice of a schema."""
    return say("The talk first says why, then how. It has no chapters that I could see.")


def _chapters(request: dict[str, Any]) -> list[tuple[int, str]]:
    return [(one["first"], one["title"]) for one in json.loads(divide(request))["chapters"]]


def _rewritten(request: dict[str, Any], change: Callable[[int, int], int]) -> str:
    chapters = _chapters(request)
    return chapters_json((change(first, at), title) for at, (first, title) in enumerate(chapters))


BY_NAME = {
    "429": refuse(429, "Number of request tokens has exceeded your rate limit", retry_after="1"),
    "500": refuse(500, "Internal server error"),
    "529": refuse(529, "Overloaded"),
    "error": error_event(),
    "drop": drop(),
    "trail_off": trail_off(),
    "hang_up": hang_up(),
    "cut": cut(),
    "refusal": decline(),
    "bad_ids": bad_ids(),
    "not_increasing": not_increasing(),
    "slow": slow(1.0, 20.0),
}
"""For `--faults` on the command line; an empty word there is a call without a fault."""
