"""The table of abilities, and what it offers on a given day."""

from __future__ import annotations

from datetime import date

import pytest

from core.abilities import READ_ON, TABLE, abilities_of, current_models


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("claude-haiku-5-5", (1_000_000, 128_000, True, True)),
        ("claude-haiku-4-5", (200_000, 64_000, False, False)),
        ("claude-haiku-4-5-20251001", (200_000, 64_000, False, False)),
        ("claude-opus-4-6", (1_000_000, 128_000, False, False)),
        ("claude-opus-4-7", (1_000_000, 128_000, False, True)),
        ("claude-fable-5-2", (1_000_000, 128_000, True, True)),
    ],
)
def test_a_model_is_known_with_or_without_its_snapshot(
    model: str, expected: tuple[int, int, bool, bool]
) -> None:
    """Window, longest answer, thinking and the fine tier are looked up by name."""
    found = abilities_of(model)

    assert expected == (
        found.context_tokens,
        found.max_output_tokens,
        found.thinks,
        found.sees_finely,
    )


def test_an_unknown_model_is_taken_for_one_that_counts_finely() -> None:
    """A local model is never billed too low for want of an entry."""
    found = abilities_of("qwen2.5-coder:1.5b")

    assert (found.line, found.counts_finely, found.sees_finely) == ("other", True, True)


def test_a_model_whose_retirement_is_announced_is_not_offered() -> None:
    """Sonnet 4.5 is on its way out and cannot be picked; its abilities are still known."""
    assert abilities_of("claude-sonnet-4-5").retires_on == date(2026, 11, 30)
    assert "claude-sonnet-4-5" not in current_models(READ_ON)


@pytest.mark.parametrize(
    ("today", "is_offered"),
    [
        (date(2026, 11, 21), True),
        (date(2026, 11, 25), True),  # its promise is over, but nobody gave notice
        (date(2027, 1, 19), True),
        (date(2027, 1, 20), False),
    ],
)
def test_a_promise_and_the_notice_period_end(today: date, is_offered: bool) -> None:
    """Opus 4.5 is offered until it may have gone: sixty days from when the table was read."""
    assert ("claude-opus-4-5" in current_models(today)) is is_offered


def test_an_old_table_still_offers_the_newest_of_each_line() -> None:
    """Ten years on, somebody who never updated can still choose."""
    expected = ("claude-haiku-5-5", "claude-sonnet-5-5", "claude-opus-5-5", "claude-fable-5-2")

    assert expected == current_models(date(2036, 1, 1))


def test_no_invitation_only_model_is_in_the_table() -> None:
    """Mythos cannot be had by who has not been asked."""
    assert [entry.model for entry in TABLE if "mythos" in entry.model] == []
