"""What a model's service answers when it does not answer, and what a person can do about it.

Pure: `core.adapters.claude` turns the SDK's errors into a `Failure`, and this table turns a
`Failure` into one of ours, or says that asking again may help.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from core.errors import ChapterwiseError, WriterRejected, WriterUnavailable

Trouble = Literal["status", "unreachable", "silent", "broken", "empty"]

STATUS_OF = {
    "invalid_request_error": 400,
    "authentication_error": 401,
    "billing_error": 402,
    "permission_error": 403,
    "not_found_error": 404,
    "request_too_large": 413,
    "rate_limit_error": 429,
    "api_error": 500,
    "timeout_error": 504,
    "overloaded_error": 529,
}
"""An error in mid-stream comes under HTTP 200: its kind stands for the status."""

PASSING = {408, 409, 429}
SPENT = {"enforced_spend_limit_reached", "contract_spend_limit_reached"}
"""Codes of a 429 that no waiting cures."""

CANNOT = ("support", "cannot", "can't", "not allowed", "vision", "multimodal", "mmproj")
"""How servers say that a model has no eyes."""

LONGEST_QUOTE = 300


class Failure(Exception):
    """A call that did not end well; `message` is the service's own, without secrets."""

    def __init__(
        self,
        trouble: Trouble,
        *,
        status: int = 0,
        code: str = "",
        message: str = "",
        retry_after_s: float | None = None,
    ) -> None:
        super().__init__(message)
        self.trouble, self.status, self.code = trouble, status, code
        self.message = message[:LONGEST_QUOTE]
        self.retry_after_s = retry_after_s

    @property
    def is_passing(self) -> bool:
        """Tell whether the same question may be answered in a moment."""
        if self.code in SPENT:
            return False
        return self.trouble != "status" or self.status in PASSING or self.status >= 500

    @property
    def is_about_pictures(self) -> bool:
        """Tell whether the service cannot take pictures: local models often have no eyes.

        llama.cpp says "image input is not supported" with 500; others use a 4xx. One that is
        merely too large is another matter.
        """
        words = self.message.lower()
        is_about = self.trouble == "status" and self.status != 429 and "image" in words
        return is_about and any(refusal in words for refusal in CANNOT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Whom we ask: Anthropic, or the server that the person named."""

    host: str = ""
    """Empty for Anthropic itself."""

    @property
    def name(self) -> str:
        """Name it in a sentence."""
        return f"The model server at {self.host}" if self.host else "Anthropic"


def explain(failure: Failure, service: Service, model: str) -> ChapterwiseError:
    """Say what happened and what to do next.

    >>> explain(Failure("status", status=529), Service(), "claude-opus-5-5").message
    'Anthropic is overloaded (529).'
    """
    if failure.trouble != "status":
        return _out_of_reach(failure, service)
    if failure.is_passing:
        return _busy(failure, service)
    return _rejected(failure, service, model)


def _out_of_reach(failure: Failure, service: Service) -> ChapterwiseError:
    says = {
        "unreachable": f"{service.name} cannot be reached.",
        "silent": f"{service.name} did not answer in time.",
        "broken": f"The connection to {service.name.replace('The', 'the', 1)} broke off.",
        "empty": f"{service.name} answered without a word.",
    }
    hint = "See that it runs, and that ANTHROPIC_BASE_URL names it." if service.host else ""
    return WriterUnavailable(says[failure.trouble], hint, retry_after_s=failure.retry_after_s)


def _busy(failure: Failure, service: Service) -> ChapterwiseError:
    wait_s = failure.retry_after_s
    hint = (
        f"Wait {_minutes(wait_s)} and resume the run: finished chapters are kept." if wait_s else ""
    )
    says = {
        429: f"{service.name} asks for a slower pace (429).",
        529: f"{service.name} is overloaded (529).",
    }
    other = f"{service.name} has trouble of its own ({failure.status})."
    return WriterUnavailable(says.get(failure.status, other), hint, retry_after_s=wait_s)


def _minutes(seconds: float) -> str:
    return f"{seconds:.0f} seconds" if seconds < 120 else f"{seconds / 60:.0f} minutes"


def _rejected(failure: Failure, service: Service, model: str) -> ChapterwiseError:
    said = f" It says: “{failure.message}”" if failure.message else ""
    if failure.status == 402 or failure.code in SPENT or "credit balance" in failure.message:
        return WriterRejected(
            f"{service.name} will not go on: the credit or the spending limit is used up.",
            "Add credit or raise the limit in the Anthropic Console, then resume the run.",
            reason="credit",
        )
    if failure.status in {401, 403}:
        return WriterRejected(
            f"{service.name} refuses the key ({failure.status}).",
            "Check ANTHROPIC_API_KEY in Settings: that it is whole, active, and may use this model.",
            reason="key",
        )
    if failure.status == 404:
        return WriterRejected(
            f"{service.name} has no model named {model}.{said}",
            "Choose another model. A server of your own is named without /v1 at the end."
            if service.host
            else "Choose another model: this one may be retired.",
            reason="model",
        )
    return WriterRejected(
        f"{service.name} refuses the question ({failure.status}).{said}",
        "Split the chapter or offer fewer pictures, or choose another model.",
        reason="prompt",
    )
