"""What writing will cost, before it is paid: for each chapter, for the whole, by every model.

Pure: prices come in through `core.ports.PricesModels`. All money is `Decimal`, in USD.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from core.models import (
    NO_MODEL,
    ChapterPrompt,
    Estimate,
    ImagePart,
    Length,
    Question,
    Usage,
)
from core.ports import PricesModels
from core.tokens import (
    ANSWER_SHARES,
    Range,
    answer_tokens,
    image_tokens,
    max_output_tokens,
    prompt_tokens,
    text_tokens,
)

__all__ = [
    "Range",
    "answer_tokens",
    "estimate",
    "estimate_all",
    "estimate_chapters",
    "image_tokens",
    "prompt_tokens",
    "text_tokens",
    "worst_case",
]

_INPUT_LOW, _INPUT_HIGH = Decimal("0.85"), Decimal("1.1")
"""How far the guess of a prompt's tokens may be off; it leans to the high side."""

_INPUT_WORST = Decimal("1.25")
"""The margin of the cap: unusual words, such as other people's code, count more than prose."""


def estimate(prompts: Sequence[Question], model: str, prices: PricesModels) -> Estimate:
    """Estimate what answering all these questions costs; zero where there is no price."""
    chapters = estimate_chapters(prompts, model, prices)
    return Estimate(
        model=model,
        input_tokens=sum(chapter.input_tokens for chapter in chapters),
        output_tokens=sum(chapter.output_tokens for chapter in chapters),
        low_usd=sum((chapter.low_usd for chapter in chapters), Decimal(0)),
        likely_usd=sum((chapter.likely_usd for chapter in chapters), Decimal(0)),
        high_usd=sum((chapter.high_usd for chapter in chapters), Decimal(0)),
        assumptions=_assumptions(prompts, model, prices),
    )


def estimate_all(prompts: Sequence[ChapterPrompt], prices: PricesModels) -> tuple[Estimate, ...]:
    """Estimate the same writing by every current model, cheapest first."""
    estimates = (estimate(prompts, model, prices) for model in prices.models())
    return tuple(sorted(estimates, key=lambda found: (found.likely_usd, found.model)))


def estimate_chapters(
    prompts: Sequence[Question], model: str, prices: PricesModels
) -> tuple[Estimate, ...]:
    """Estimate each question by itself, in the order of the prompts."""
    return tuple(_estimate_chapter(prompt, model, prices) for prompt in prompts)


def _estimate_chapter(prompt: Question, model: str, prices: PricesModels) -> Estimate:
    if model == NO_MODEL:
        nothing = Decimal(0)
        return Estimate(
            model=model,
            input_tokens=0,
            output_tokens=0,
            low_usd=nothing,
            likely_usd=nothing,
            high_usd=nothing,
        )
    asked, answered = prompt_tokens(prompt, model), answer_tokens(prompt, model)
    return Estimate(
        model=model,
        input_tokens=asked,
        output_tokens=answered.likely,
        low_usd=_price(prices, model, asked * _INPUT_LOW, answered.low),
        likely_usd=_price(prices, model, Decimal(asked), answered.likely),
        high_usd=_price(prices, model, asked * _INPUT_HIGH, answered.high),
    )


def worst_case(prompt: Question, model: str, prices: PricesModels) -> Decimal:
    """Price the dearest call that this question can become: for the cap.

    Takes a prompt a quarter longer than guessed and an answer that fills `max_tokens`. Zero for
    the draft without a model, and for a model that has no price.
    """
    if model == NO_MODEL:
        return Decimal(0)
    asked = prompt_tokens(prompt, model) * _INPUT_WORST
    return _price(prices, model, asked, max_output_tokens(prompt, model))


def _price(prices: PricesModels, model: str, asked: Decimal, answered: int) -> Decimal:
    usage = Usage(input_tokens=int(asked.to_integral_value()), output_tokens=answered, calls=1)
    return prices.cost(model, usage) or Decimal(0)


def _assumptions(prompts: Sequence[Question], model: str, prices: PricesModels) -> tuple[str, ...]:
    if model == NO_MODEL:
        return ("The draft is taken from the transcript: no model is asked.",)
    if prices.cost(model, Usage(input_tokens=1_000_000)) is None:
        return (f"No price is known for {model}: what its server charges is not counted.",)
    pictures = sum(isinstance(part, ImagePart) for prompt in prompts for part in prompt.parts)
    lengths = sorted({prompt.length for prompt in prompts if isinstance(prompt, ChapterPrompt)})
    return (
        f"Prices of {prices.dated()}, standard rates, nothing cached.",
        "Words are guessed by their script, a little too high; pictures by the published formula"
        f" ({pictures} in all).",
        *(_length_assumption(length) for length in lengths),
        "Thinking, where a model thinks, is billed as part of the answer.",
    )


def _length_assumption(length: Length) -> str:
    low, _, high = ANSWER_SHARES[length]
    return f"An answer is taken to be {low} to {high} times as long as what is said ({length})."
