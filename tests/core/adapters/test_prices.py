"""The price list, against the prices that were read off Anthropic's pages by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from core.adapters.prices import ModelPrices
from core.models import NO_MODEL, Usage
from tests.standins.anthropic_models import MODELS, bill_usd

PRICES = ModelPrices(lambda: date(2026, 11, 21))
MILLION = 1_000_000


@pytest.mark.parametrize("model", sorted(MODELS))
def test_a_price_is_what_the_pages_say(model: str) -> None:
    """Each model of the stand-in's own table costs the same by the package's data."""
    expected = bill_usd(MODELS[model], 40_000, 3_000)

    assert expected == PRICES.cost(model, Usage(input_tokens=40_000, output_tokens=3_000))


@pytest.mark.parametrize(
    ("tokens", "expected"), [(100_000, Decimal("0.0105")), (100_001, Decimal("0.0525005"))]
)
def test_a_long_prompt_makes_all_of_haiku_5_5_dearer(tokens: int, expected: Decimal) -> None:
    """One token above 100,000 costs five times as much, the answer included."""
    assert expected == PRICES.cost(
        "claude-haiku-5-5", Usage(input_tokens=tokens, output_tokens=1000)
    )


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("cache_read_tokens", Decimal("0.1")), ("cache_write_tokens", Decimal("2.5"))],
)
def test_cached_tokens_have_prices_of_their_own(kind: str, expected: Decimal) -> None:
    """Reading and writing the cache of Sonnet 5.5 are priced apart from its input."""
    assert expected == PRICES.cost("claude-sonnet-5-5", Usage(**{kind: MILLION}))


def test_models_are_listed_cheapest_first() -> None:
    """All that are current, none that is retired, deprecated or by invitation."""
    expected = (
        "claude-haiku-5-5",
        "claude-haiku-4-5",
        "claude-sonnet-5",
        "claude-sonnet-5-5",
        "claude-sonnet-4-6",
        "claude-opus-5-5",
        "claude-opus-4-5",
        "claude-opus-4-6",
        "claude-opus-4-7",
        "claude-opus-4-8",
        "claude-opus-5",
        "claude-fable-5-2",
        "claude-fable-5",
        "claude-fable-5-1",
    )

    assert expected == PRICES.models()


def test_a_model_without_a_price_says_so() -> None:
    """A local model is not priced at nothing: it has no price."""
    assert PRICES.cost("qwen2.5-coder", Usage(input_tokens=1)) is None


def test_the_draft_is_free() -> None:
    """No model, no price."""
    assert PRICES.cost(NO_MODEL, Usage(input_tokens=MILLION)) == 0


def test_the_list_is_dated_by_its_newest_change() -> None:
    """A day that is past, and not before the newest model it knows the price of."""
    assert date(2026, 11, 9) <= date.fromisoformat(PRICES.dated()) <= date(2026, 11, 21)
