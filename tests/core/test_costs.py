"""The estimate before, the cap during: with prices that a test can work out by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from core.costs import estimate, estimate_all, estimate_chapters, worst_case
from core.models import NO_MODEL, Usage
from core.tokens import answer_tokens, prompt_tokens
from tests.standins.chapter_prompts import make_prompt, make_prompts

CHEAP, DEAR, LOCAL = "claude-haiku-5-5", "claude-opus-5-5", "qwen"


class PlainPrices:
    """A dollar a token in, five a token out, ten times that from the dear one; none locally."""

    def models(self) -> tuple[str, ...]:
        return (DEAR, CHEAP)

    def cost(self, model: str, usage: Usage) -> Decimal | None:
        if model == LOCAL:
            return None
        dollars = Decimal(usage.input_tokens + 5 * usage.output_tokens)
        return dollars * (10 if model == DEAR else 1)

    def dated(self) -> str:
        return "2026-11-09"


PRICES = PlainPrices()


def test_a_chapter_is_priced_by_its_own_prompt_and_answer() -> None:
    """The likely price is the guessed tokens times the price, to the token."""
    prompt = make_prompt()
    asked, answered = prompt_tokens(prompt, CHEAP), answer_tokens(prompt, CHEAP).likely

    (found,) = estimate_chapters([prompt], CHEAP, PRICES)

    assert (found.input_tokens, found.output_tokens) == (asked, answered)
    assert found.likely_usd == Decimal(asked + 5 * answered)


def test_the_whole_is_the_sum_of_its_chapters() -> None:
    """Nothing is added or lost between the lines and the total."""
    prompts = make_prompts(chapters=3)
    chapters = estimate_chapters(prompts, CHEAP, PRICES)

    whole = estimate(prompts, CHEAP, PRICES)

    assert whole.input_tokens == sum(chapter.input_tokens for chapter in chapters)
    assert whole.likely_usd == sum(chapter.likely_usd for chapter in chapters)
    assert whole.low_usd < whole.likely_usd < whole.high_usd


def test_every_current_model_stands_side_by_side_cheapest_first() -> None:
    """One line a model, by what it likely costs."""
    found = estimate_all(make_prompts(), PRICES)

    assert [line.model for line in found] == [CHEAP, DEAR]


def test_the_worst_case_is_above_the_highest_estimate() -> None:
    """The cap reserves a full answer and a quarter more prompt."""
    prompt = make_prompt()

    worst = worst_case(prompt, CHEAP, PRICES)

    assert worst >= estimate([prompt], CHEAP, PRICES).high_usd
    assert worst == round(prompt_tokens(prompt, CHEAP) * 1.25) + 5 * prompt.max_tokens


def test_the_worst_answer_is_no_longer_than_the_model_can_write() -> None:
    """A limit above the model's own is not sent, so it is not reserved."""
    prompt = replace(make_prompt(), max_tokens=1_000_000)
    at_most = replace(prompt, max_tokens=64_000)

    assert worst_case(prompt, "claude-haiku-4-5", PRICES) == worst_case(
        at_most, "claude-haiku-4-5", PRICES
    )


@pytest.mark.parametrize("model", [NO_MODEL, LOCAL])
def test_what_has_no_price_costs_nothing(model: str) -> None:
    """The draft and a local model are free, and say why."""
    found = estimate(make_prompts(), model, PRICES)

    assert (found.low_usd, found.likely_usd, found.high_usd) == (0, 0, 0)
    assert worst_case(make_prompt(), model, PRICES) == 0
    assert len(found.assumptions) == 1


def test_an_estimate_says_what_it_rests_on() -> None:
    """The day of the prices, the pictures and the length of an answer are named."""
    told = " ".join(estimate(make_prompts(pictures_each=3), CHEAP, PRICES).assumptions)

    assert [word for word in ("2026-11-09", "6 in all", "0.45 to 1.1") if word not in told] == []


def test_no_chapters_cost_nothing() -> None:
    """An empty list is a price of zero, not an error."""
    assert estimate([], CHEAP, PRICES).likely_usd == 0
