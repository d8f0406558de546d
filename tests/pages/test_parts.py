"""The parts that pages share, as far as they decide something."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some
from markdown_it import MarkdownIt

from core.adapters.prices import ModelPrices
from core.costs import worst_case
from core.models import Estimate, Request
from pages.ui import drawings, pricing, words
from tests.pages.fakes import HOSTILE, a_study


@given(some.text(max_size=60))
def test_plain_text_stays_what_it_was(text: str) -> None:
    """Rendered as Markdown, an escaped text is one paragraph of the very same letters."""
    html = MarkdownIt("commonmark").render(f"x{words.plain(text)}")

    shown = html.removeprefix("<p>").removesuffix("</p>\n").replace("\u2060", "")
    for entity, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        shown = shown.replace(entity, letter)
    expected = "x" + " ".join(text.split()).replace("\x00", "\ufffd").replace("\u2060", "")
    assert expected == shown


@pytest.mark.parametrize(
    "text", [":material/home:", "a -> b", "x >= y", "https://a.bc", "www.a.bc", "me@a.bc", "--"]
)
def test_what_streamlit_would_change_is_held_apart(text: str) -> None:
    """Streamlit rewrites these even where they are escaped, but not with a joiner inside."""
    assert "\u2060" in words.plain(text)
    assert words.plain(text).replace("\u2060", "").replace("\\", "") == text


def test_drawings_hold_no_markup_of_strangers() -> None:
    """A title in a drawing is letters, in its text and in its tooltip."""
    html = drawings.timeline(a_study(HOSTILE))

    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def an_estimate(low: str, likely: str, high: str) -> Estimate:
    return Estimate(
        model="claude-sonnet-5-5",
        input_tokens=1,
        output_tokens=1,
        low_usd=Decimal(low),
        likely_usd=Decimal(likely),
        high_usd=Decimal(high),
    )


@pytest.mark.parametrize(
    ("cap", "spent", "said"),
    [
        ("2.00", "0", ""),
        ("0.90", "0", "below the high estimate"),
        ("0.10", "0", "will pause before the end"),
        ("2.00", "1.80", "will pause before the end"),
        ("0", "0", "will pause before the end"),
    ],
)
def test_a_cap_below_the_estimate_is_said(cap: str, spent: str, said: str) -> None:
    """A cap that may not do gets a sentence, one that will not do another."""
    found = an_estimate("0.50", "0.80", "1.00")

    sentence = pricing.cap_sentence(Decimal(cap), Decimal(spent), found)

    assert said in sentence
    assert bool(said) == bool(sentence)


@pytest.mark.parametrize("model", ModelPrices().models())
def test_the_suggested_cap_lets_chapters_be_written_at_once(model: str) -> None:
    """All may start together, and one at a time needs no more than the dearest worst case."""
    prices = ModelPrices()
    offer = pricing.offer(a_study("talk"), Request(), prices)
    found = offer.of(model)

    worst = [worst_case(prompt, model, prices) for prompt in offer.prompts]
    narrow, wide = (
        pricing.suggested_cap(offer.prompts, found, prices, at_once) for at_once in (1, 99)
    )

    assert found.high_usd <= narrow <= wide
    assert narrow >= max(worst)
    assert wide >= sum(worst)
