"""What models cost, out of the price data that the `genai-prices` package carries. Offline."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache

from core.abilities import current_models
from core.models import NO_MODEL, Usage

PROVIDER = "anthropic"
_TYPICAL = Usage(input_tokens=10_000, output_tokens=3_000)
"""A chapter with pictures, to tell dear models from cheap ones."""


def _today() -> date:
    return datetime.now(tz=UTC).date()


class ModelPrices:
    """Knows what models cost (`core.ports.PricesModels`), at Anthropic's standard rates."""

    def __init__(self, today: Callable[[], date] = _today) -> None:
        self._today = today

    def models(self) -> tuple[str, ...]:
        """List the current models that have a price, dearest last."""
        prices = {model: self.cost(model, _TYPICAL) for model in current_models(self._today())}
        known = {model: price for model, price in prices.items() if price is not None}
        return tuple(sorted(known, key=lambda model: (known[model], model)))

    def cost(self, model: str, usage: Usage) -> Decimal | None:
        """Price one call's usage in USD; None where the model has no known price.

        One call's, not a sum of calls: Haiku 5.5 costs five times as much, answer included,
        where a prompt passes 100,000 tokens.
        """
        if model == NO_MODEL:
            return Decimal(0)
        from genai_prices import Usage as Tokens
        from genai_prices import calc_price

        tokens = Tokens(
            input_tokens=usage.input_tokens + usage.cache_read_tokens + usage.cache_write_tokens,
            cache_read_tokens=usage.cache_read_tokens,
            cache_write_tokens=usage.cache_write_tokens,
            output_tokens=usage.output_tokens,
        )
        try:
            return calc_price(tokens, model, provider_id=PROVIDER).total_price
        except LookupError:
            return None

    def dated(self) -> str:
        """Say of which day the prices are, as an ISO date: the newest change the data knows."""
        return _newest_change(self._today()).isoformat()


@cache
def _newest_change(today: date) -> date:
    """Find the last price change in the data that is not in the future.

    The package states no date of its own, and its wheel's files carry none.
    """
    from genai_prices.data import providers

    changes = (
        date.fromisoformat(str(start))
        for provider in providers
        for model in provider.models
        for price in (model.prices if isinstance(model.prices, list) else ())
        if (start := getattr(price.constraint, "start_date", None)) is not None
    )
    return max((change for change in changes if change <= today), default=today)
