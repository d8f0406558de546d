"""What a service answers when it does not answer, as sentences a person can act on."""

from __future__ import annotations

import pytest

from core.adapters.claude_errors import Failure, Service, explain
from core.errors import WriterRejected, WriterUnavailable

ANTHROPIC, OWN = Service(), Service(host="127.0.0.1:8080")


@pytest.mark.parametrize(
    ("failure", "reason"),
    [
        (Failure("status", status=401), "key"),
        (Failure("status", status=403), "key"),
        (Failure("status", status=402), "credit"),
        (Failure("status", status=400, message="Your credit balance is too low"), "credit"),
        (Failure("status", status=429, code="enforced_spend_limit_reached"), "credit"),
        (Failure("status", status=429, code="contract_spend_limit_reached"), "credit"),
        (Failure("status", status=404, message="model: claude-x"), "model"),
        (Failure("status", status=400, message="prompt is too long"), "prompt"),
        (Failure("status", status=413), "prompt"),
        (Failure("status", status=422), "prompt"),
    ],
)
def test_what_no_waiting_cures_is_rejected_with_its_reason(failure: Failure, reason: str) -> None:
    """The key, the credit, the model and the question each have a hint of their own."""
    error = explain(failure, ANTHROPIC, "claude-x")

    assert not failure.is_passing
    assert isinstance(error, WriterRejected)
    assert (reason, True) == (error.reason, bool(error.hint))


@pytest.mark.parametrize(
    "failure",
    [
        *(Failure("status", status=status) for status in (408, 409, 429, 500, 503, 504, 529)),
        Failure("status", status=429, code="ramp_limit_exceeded"),
        Failure("unreachable"),
        Failure("silent"),
        Failure("broken"),
        Failure("empty"),
    ],
    ids=lambda failure: f"{failure.trouble}-{failure.status}-{failure.code}",
)
def test_what_may_pass_is_unavailable(failure: Failure) -> None:
    """Overload, a slower pace, time-outs and lost lines are worth another try."""
    assert failure.is_passing
    assert isinstance(explain(failure, ANTHROPIC, "claude-x"), WriterUnavailable)


@pytest.mark.parametrize(("seconds", "words"), [(90.0, "90 seconds"), (7200.0, "120 minutes")])
def test_a_long_wait_is_named_in_the_hint(seconds: float, words: str) -> None:
    """The person reads how long to wait, and the error carries it as a number."""
    error = explain(Failure("status", status=429, retry_after_s=seconds), ANTHROPIC, "claude-x")

    assert words in error.hint
    assert isinstance(error, WriterUnavailable)
    assert error.retry_after_s == seconds


@pytest.mark.parametrize(
    ("trouble", "expected"),
    [
        ("unreachable", "The model server at 127.0.0.1:8080 cannot be reached."),
        ("broken", "The connection to the model server at 127.0.0.1:8080 broke off."),
    ],
)
def test_a_server_of_ones_own_is_named(trouble: str, expected: str) -> None:
    """Who runs a server reads which one is meant, and what to look after."""
    error = explain(Failure(trouble), OWN, "qwen")  # type: ignore[arg-type]

    assert expected == error.message
    assert "ANTHROPIC_BASE_URL" in error.hint


def test_a_long_quotation_is_cut() -> None:
    """A service that answers with a page of text does not fill ours."""
    error = explain(Failure("status", status=400, message="x" * 5000), ANTHROPIC, "claude-x")

    assert len(error.message) < 400


@pytest.mark.parametrize(
    ("failure", "expected"),
    [
        (Failure("status", status=500, message="image input is not supported"), True),
        (Failure("status", status=400, message="this model cannot read Images"), True),
        (Failure("status", status=400, message="image exceeds 10 MB maximum"), False),
        (Failure("status", status=500, message="out of memory"), False),
        (Failure("broken", message="image"), False),
    ],
)
def test_a_server_without_eyes_is_told_by_its_words(failure: Failure, expected: bool) -> None:
    """llama.cpp says so with 500, others with 400."""
    assert failure.is_about_pictures is expected
