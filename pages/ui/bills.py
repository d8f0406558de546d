"""What was paid, beside what was estimated."""

from __future__ import annotations

import streamlit as st

from core.costs import estimate
from core.models import NO_MODEL, Request, Run, Study
from core.prompts import build_prompts
from core.runs import Call
from pages.ui import session
from pages.ui.words import bare_usd, counted, usd


def writer(model: str) -> str:
    """Name who wrote a post."""
    return "rules, from the transcript: a draft" if model == NO_MODEL else model


def show(run: Run, study: Study, request: Request) -> None:
    """Draw the estimate beside the sum, and every call's bill."""
    services = session.services()
    calls, spent = services.runs.calls(run.id), services.runs.spent(run.id)
    if not spent.calls:
        st.caption("Nothing was paid for this post.")
        return
    prompts = build_prompts(study, request)
    expected = estimate(prompts, request.model, services.prices)
    with st.container(horizontal=True):
        st.metric("Paid", bare_usd(spent.cost_usd), border=True)
        st.metric("Likely estimate", bare_usd(expected.likely_usd), border=True)
        st.metric("Cap", bare_usd(request.cap_usd), border=True)
    st.caption(
        f"{counted(spent.calls, 'call')}; estimated {usd(expected.low_usd)} to"
        f" {usd(expected.high_usd)} for the chapters as they stand now."
    )
    in_order = tuple(sorted(calls, key=lambda call: (call.index, call.at)))
    st.dataframe(_columns(in_order), hide_index=True)


def _columns(calls: tuple[Call, ...]) -> dict[str, list[str]]:
    return {
        "Chapter": [call.title for call in calls],
        "Model": [call.model for call in calls],
        "Tokens in": [f"{call.usage.input_tokens:,}" for call in calls],
        "Tokens out": [f"{call.usage.output_tokens:,}" for call in calls],
        "Paid": [
            "paid before" if call.is_reused else f"${call.usage.cost_usd:.4f}" for call in calls
        ],
        "Note": [call.note or ("" if call.is_finished else "not finished") for call in calls],
    }
