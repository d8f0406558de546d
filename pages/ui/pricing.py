"""What writing a run would cost: the knobs, every model side by side, and a cap that fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_UP, Decimal

import streamlit as st

from core.costs import estimate_all, estimate_chapters, worst_case
from core.models import ChapterPrompt, Estimate, Length, Request, Run, Study
from core.ports import PricesModels
from core.prompts import build_prompts
from pages.ui.words import LANGUAGES, bare_usd, language_name, usd

LENGTHS: dict[Length, str] = {
    "notes": "Notes",
    "article": "Article",
    "full": "Everything said",
}
PREFERRED = "sonnet"
"""The line that is offered first: the middle of the price list, good at long prose."""
CENT = Decimal("0.01")
ROOM = Decimal("1.05")
LEAST_CHANGE = Decimal("0.0005")
"""What would be shown as nothing is nothing."""
MOST_PICTURES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Everything the cost page shows for one setting of the knobs."""

    prompts: tuple[ChapterPrompt, ...]
    estimates: tuple[Estimate, ...]

    def of(self, model: str) -> Estimate:
        """Give the estimate of one model."""
        return next(found for found in self.estimates if found.model == model)


def offer(study: Study, request: Request, prices: PricesModels) -> Offer:
    """Price what the knobs ask for, by every model."""
    prompts = build_prompts(study, request)
    return Offer(prompts=prompts, estimates=estimate_all(prompts, prices))


def chosen_request(kept: Request | None, models: Sequence[str]) -> Request:
    """Give what a price is worked out for: what was asked for last, by a model that has a price."""
    request = kept or Request()
    return request if request.model in models else replace(request, model=preferred(models))


def change_sentence(change_usd: Decimal | None) -> str:
    """Say, as Markdown, how a price moved with the last change; empty where it did not.

    >>> change_sentence(Decimal("-0.25")), change_sentence(Decimal(0))
    ('\\\\$0.25 less than before the last change', '')
    """
    if change_usd is None or abs(change_usd) < LEAST_CHANGE:
        return ""
    way = "less" if change_usd < 0 else "more"
    return f"{usd(abs(change_usd))} {way} than before the last change"


def suggested_cap(
    prompts: Sequence[ChapterPrompt], found: Estimate, prices: PricesModels, at_once: int
) -> Decimal:
    """Suggest a cap above the high estimate, under which no chapter is refused or has to wait.

    A chapter starts only if its worst case still fits under the cap. So there is room for the
    worst cases of the dearest `at_once` chapters beside what the others cost at most.
    """
    chapters = zip(prompts, estimate_chapters(prompts, found.model, prices), strict=True)
    excess = sorted(
        (
            worst_case(prompt, found.model, prices) - chapter.high_usd
            for prompt, chapter in chapters
        ),
        reverse=True,
    )
    needed = found.high_usd + sum(excess[:at_once], Decimal(0))
    return max(needed, found.high_usd * ROOM).quantize(CENT, rounding=ROUND_UP)


def cap_sentence(cap_usd: Decimal, spent_usd: Decimal, found: Estimate) -> str:
    """Say what a cap means beside an estimate, as Markdown; empty where it is ample."""
    left_usd = cap_usd - spent_usd
    if left_usd < found.low_usd:
        return (
            f"{usd(max(left_usd, Decimal(0)))} is left under this cap, and even the low estimate"
            f" is {usd(found.low_usd)}: writing will pause before the end. What is written is"
            " kept, and goes on when you raise the cap."
        )
    if left_usd < found.high_usd:
        return (
            f"This cap is below the high estimate ({usd(found.high_usd)}): writing may pause"
            " before the end. What is written is kept, and goes on when you raise the cap."
        )
    return ""


def draw_knobs(run: Run, request: Request, models: Sequence[str]) -> Request:
    """Draw the knobs, set as this run was last asked for, and give what they ask now."""
    model = request.model if request.model in models else preferred(models)
    chosen = st.selectbox("Model", models, index=models.index(model), key=f"cost_model_{run.id}")
    with st.container(horizontal=True, gap="medium"):
        length = st.segmented_control(
            "Length",
            list(LENGTHS),
            default=request.length,
            required=True,
            format_func=lambda name: LENGTHS[name],
            key=f"cost_length_{run.id}",
        )
        language = st.selectbox(
            "Language",
            list(LANGUAGES),
            index=list(LANGUAGES).index(request.language) if request.language in LANGUAGES else 0,
            format_func=language_name,
            key=f"cost_language_{run.id}",
            width=180,
        )
    pictures = st.slider(
        "Pictures per chapter, at most",
        0,
        MOST_PICTURES,
        request.pictures_per_chapter,
        key=f"cost_pictures_{run.id}",
    )
    tone = st.text_input(
        "Tone",
        request.tone,
        key=f"cost_tone_{run.id}",
        placeholder="as spoken, or: brisk, formal …",
        max_chars=200,
    )
    return Request(
        model=chosen,
        length=length,
        language=language,
        pictures_per_chapter=pictures,
        tone=tone.strip(),
    )


def preferred(models: Sequence[str]) -> str:
    """Choose the model that is offered first: the newest of its line.

    >>> preferred(["claude-haiku-5-5", "claude-sonnet-5", "claude-sonnet-5-5", "claude-opus-5-5"])
    'claude-sonnet-5-5'
    """
    return max((model for model in models if PREFERRED in model), default=models[0])


def show_table(estimates: Sequence[Estimate]) -> None:
    """Draw the figures of every model as a table."""
    st.dataframe(
        _columns(estimates, [found.model for found in estimates], "Model"), hide_index=True
    )


def show_chapters(prompts: Sequence[ChapterPrompt], model: str, prices: PricesModels) -> None:
    """Draw the figures of each chapter by one model as a table."""
    found = estimate_chapters(prompts, model, prices)
    titles = [prompt.chapter.title for prompt in prompts]
    st.dataframe(_columns(found, titles, "Chapter"), hide_index=True)


def _columns(estimates: Sequence[Estimate], names: list[str], head: str) -> dict[str, list[str]]:
    return {
        head: names,
        "Likely": [bare_usd(found.likely_usd) for found in estimates],
        "Low to high": [
            f"{bare_usd(found.low_usd)} – {bare_usd(found.high_usd)}" for found in estimates
        ],
        "Tokens in": [f"{found.input_tokens:,}" for found in estimates],
        "Tokens out": [f"{found.output_tokens:,}" for found in estimates],
    }
