"""Page 4: what the post would cost by every model, the knobs, the cap, and the way to write it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import streamlit as st

from core.models import Request, Run, Study
from pages.ui import drawings, pricing, problems, session, walk
from pages.ui.words import counted, plain, usd


def draw(run: Run) -> None:
    services = session.services()
    study = services.runs.study(run.id)
    st.title("Cost")
    if study is None or services.runs.standing(run.id).stage == "studying":
        st.caption("The price is worked out when the video has been studied.")
        walk.go_button("video", run, "Watch the study")
        return
    if not session.has_key():
        st.caption(
            ":material/key_off: No key for Claude is set, so the free draft is what can be written"
            " here. The prices below are what a model would take; a key goes into Settings."
        )
    draw_offer(run, study)


def draw_offer(run: Run, study: Study) -> None:
    services = session.services()
    knobs, figures = st.columns([2, 3], gap="large")
    with knobs:
        kept = services.runs.request(run.id) or Request()
        asked = pricing.draw_knobs(run, kept, services.prices.models())
    offer = pricing.offer(study, asked, services.prices)
    if not offer.prompts:
        st.warning("Every chapter is dropped or silent. Keep at least one.")
        walk.go_button("chapters", run, "Choose chapters")
        return
    with figures:
        drawings.show_prices(offer.estimates, asked.model)
        st.caption(
            f"Low to high, with a mark at the likely price, for"
            f" {counted(len(offer.prompts), 'chapter')}."
            f" Prices seen on {services.prices.dated()}."
        )
    with knobs:
        draw_order(run, asked, offer)
    draw_tables(asked, offer)


def draw_order(run: Run, asked: Request, offer: pricing.Offer) -> None:
    services = session.services()
    found, spent = offer.of(asked.model), services.runs.spent_usd(run.id)
    at_once = services.settings.parallel_calls
    cap = spent + pricing.suggested_cap(offer.prompts, found, services.prices, at_once)
    st.markdown(
        f"**{usd(found.likely_usd)}** likely, {usd(found.low_usd)} to {usd(found.high_usd)}"
        + (f" · {usd(spent)} already spent" if spent else "")
    )
    if session.has_key():
        typed = st.number_input(
            "Spend at most (USD)",
            min_value=0.0,
            value=float(cap),
            step=0.1,
            format="%.2f",
            key=f"cost_cap_{run.id}_{asked.model}_{cap}",
            help="No call starts that could pass this sum. Under a tight one, fewer chapters are"
            " written at once.",
        )
        request = replace(asked, cap_usd=Decimal(str(typed)).quantize(pricing.CENT))
        if sentence := pricing.cap_sentence(request.cap_usd, spent, found):
            st.caption(f":material/warning: {sentence}")
        draw_write(run, request)
    walk.draft_button(run, is_primary=not session.has_key())


def draw_write(run: Run, request: Request) -> None:
    label = f"Write for at most {usd(request.cap_usd)}"
    if st.button(label, type="primary", key="cost_write", icon=":material/edit:"):
        with problems.caught():
            session.write(run.id, request)
            walk.go("post", run.id)


def draw_tables(asked: Request, offer: pricing.Offer) -> None:
    prices = session.services().prices
    with st.expander("Every model in figures", icon=":material/table_chart:"):
        pricing.show_table(offer.estimates)
    with st.expander(f"Each chapter by {plain(asked.model)}", icon=":material/list:"):
        pricing.show_chapters(offer.prompts, asked.model, prices)
    with st.expander("What these figures rest on", icon=":material/info:"):
        for assumption in offer.of(asked.model).assumptions:
            st.caption(plain(assumption))


walk.open_run_page("cost", draw)
