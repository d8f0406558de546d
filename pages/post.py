"""Page 5: the post appears while it is written; then it is read, checked, counted and taken home."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import streamlit as st

from core.errors import BudgetExceeded
from core.models import Post, Problem, Request, Run, RunState, Study
from core.prompts import build_prompts
from pages.ui import article, bills, pricing, problems, session, taking, walk, watching
from pages.ui.words import plain, usd


def draw(run: Run) -> None:
    runs = session.services().runs
    study, request = runs.study(run.id), runs.request(run.id)
    if study is None or request is None:
        watching.watch(run, lambda state: draw_nothing(run, study, state))
        return
    watching.watch(run, lambda state: draw_state(run, study, request, state))


def draw_nothing(run: Run, study: Study | None, state: RunState) -> None:
    st.title("Post")
    if study is None or state.stage == "studying":
        st.caption("The video has to be studied before it can be written about.")
        walk.go_button("video", run, "Watch the study")
        return
    st.caption("Nothing is written yet. The draft is free; a model writes better, for a price.")
    with st.container(horizontal=True):
        walk.draft_button(run, is_primary=not session.has_key())
        walk.go_button("cost", run, "See what it costs", primary=session.has_key())


def draw_state(run: Run, study: Study, request: Request, state: RunState) -> None:
    if state.stage == "writing":
        draw_writing(run, study, request, state)
        return
    post = session.services().runs.post(run.id)
    if state.problem is not None:
        if post is None:
            st.title("Post")
        problems.show(state.problem)
        draw_resume(run, study, request, state.problem)
    if post is not None:
        draw_post(run, study, request, post, state)
    elif state.problem is None:
        draw_nothing(run, study, state)


def draw_writing(run: Run, study: Study, request: Request, state: RunState) -> None:
    prompts = build_prompts(study, request)
    st.title(plain(study.video.title))
    with st.container(horizontal=True, vertical_alignment="center", key="post_meter"):
        article.show_meter(state, request.cap_usd, len(prompts))
        watching.cancel_button(run.id, "post")
    article.show_live(run, study, prompts, state)


def cap_to_offer(study: Study, request: Request, problem: Problem) -> Decimal:
    """Give the cap as it is, or where it stopped the writing, one that is enough."""
    if problem.kind != BudgetExceeded.__name__:
        return request.cap_usd
    services = session.services()
    offer = pricing.offer(study, request, services.prices)
    at_once = services.settings.parallel_calls
    found = offer.of(request.model)
    enough = pricing.suggested_cap(offer.prompts, found, services.prices, at_once)
    return max(request.cap_usd, enough)


def draw_resume(run: Run, study: Study, request: Request, problem: Problem) -> None:
    """Offer to go on, under a higher cap where there is one."""
    spent = session.services().runs.spent_usd(run.id)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if request.cap_usd:
            typed = st.number_input(
                f"Spend at most (USD), {usd(spent)} spent so far",
                min_value=0.0,
                value=float(cap_to_offer(study, request, problem)),
                step=0.1,
                format="%.2f",
                key=f"post_cap_{run.id}",
                width=280,
            )
            cap = Decimal(str(typed)).quantize(pricing.CENT)
            request = replace(request, cap_usd=cap)
        if st.button("Go on writing", type="primary", key="post_resume", icon=":material/resume:"):
            with problems.caught():
                session.write(run.id, request)
                st.rerun()


def draw_post(run: Run, study: Study, request: Request, post: Post, state: RunState) -> None:
    taking.draw_downloads(post, is_whole=state.problem is None)
    preview, markdown, cost = st.tabs(["Preview", "Markdown", "Checks and cost"])
    with preview:
        article.show_post(run, post)
    with markdown:
        st.code(taking.markdown_of(post), language="markdown", wrap_lines=True, height=640)
    with cost:
        problems.show_findings(taking.findings_of(post))
        bills.show(run, study, request)
    st.caption(f"Written by {plain(bills.writer(post.model))}.")
    walk.go_button("cost", run, "Write it another way", primary=False)


walk.open_run_page("post", draw)
