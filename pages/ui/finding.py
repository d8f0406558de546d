"""Finding topics: asked for in a dialog, watched while it goes on, and put right where it stopped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import streamlit as st

from core import jobs
from core.models import NO_MODEL, Run, RunState, Study, TopicRequest
from core.topic_finding import estimate_topics, worst_topics_usd
from pages.ui import editing, pricing, problems, session, watching
from pages.ui.words import plain, usd

FREE = "Free, from the words"
MOST_TOPICS = 100
USUAL_S = 300.0
"""A chapter of five minutes suits ten pictures: where the number is first offered."""


@st.dialog("Find topics")
def ask(run: Run) -> None:
    """Ask how topics are to be found, with the price where a model is to find them."""
    study = session.services().runs.study(run.id)
    if study is None:
        return
    st.caption("Chapters are made anew from what is said. The list you have now can be had back.")
    request = _draw_choices(run, study)
    if request.model != NO_MODEL:
        request = _draw_price(run, study, request)
    if st.button("Find them", type="primary", key="topics_start", icon=":material/auto_stories:"):
        with problems.caught():
            order(run, request)
            st.rerun()


def _draw_choices(run: Run, study: Study) -> TopicRequest:
    kept = session.services().runs.topic_request(run.id) or TopicRequest()
    models = list(session.services().prices.models()) if session.has_key() else []
    ways = [NO_MODEL, *models]
    model = st.selectbox(
        "By",
        ways,
        index=ways.index(kept.model) if kept.model in ways else 0,
        format_func=lambda name: FREE if name == NO_MODEL else name,
        key="topics_model",
    )
    if not models:
        st.caption("With a key for Claude (in Settings) a model can find them too.")
    how_many = st.segmented_control(
        "How many",
        ["As many as there are", "A number"],
        default="As many as there are" if kept.count is None else "A number",
        required=True,
        key="topics_how_many",
    )
    count = None
    if how_many == "A number":
        usual = max(2, round(study.video.duration_s / USUAL_S))
        count = st.number_input(
            "Chapters",
            1,
            MOST_TOPICS,
            min(MOST_TOPICS, kept.count or usual),
            key="topics_count",
        )
    return TopicRequest(model=model, count=count)


def _draw_price(run: Run, study: Study, request: TopicRequest) -> TopicRequest:
    services = session.services()
    found = estimate_topics(study, request, services.prices)
    worst = worst_topics_usd(study, request, services.prices)
    st.markdown(
        f"**{usd(found.likely_usd)}** likely, {usd(found.low_usd)} to {usd(found.high_usd)}",
        help=" ".join(plain(assumption) for assumption in found.assumptions),
    )
    cap = max(worst, found.high_usd).quantize(pricing.CENT, rounding="ROUND_UP")
    typed = st.number_input(
        "Spend at most (USD)",
        min_value=0.0,
        value=float(cap),
        step=0.1,
        format="%.2f",
        key=f"topics_cap_{run.id}_{request.model}_{cap}",
        help="No question is sent that could pass this sum.",
    )
    return replace(request, cap_usd=Decimal(str(typed)).quantize(pricing.CENT))


def order(run: Run, request: TopicRequest) -> None:
    """Have topics found; the chapters before can be had again.

    Raises:
        BadRequest: the run is at work on something else.
    """
    services, engine = session.services(), session.engine()
    _start(run, lambda: jobs.order_topics(services.runs, engine, run.id, request))


def _start(run: Run, begin: Callable[[], None]) -> None:
    # Read before it begins: a short talk may be done before this goes on.
    study = session.services().runs.study(run.id)
    begin()
    if study is not None:
        editing.expect_others(run.id, study.chapters)


def draw_work(run: Run, state: RunState) -> None:
    """Show how far the search is, with a way to stop it."""
    steps = [step for step in state.progress if step.step == "topics"]
    watching.show_steps(steps, is_on=True)
    st.caption("This goes on without you: close the tab and come back to this address.")
    watching.cancel_button(run.id, "topics")


def draw_trouble(run: Run) -> None:
    """Show why a search stopped, and offer to go on or to leave it."""
    runs = session.services().runs
    problem = runs.standing(run.id).problem
    if runs.topic_order(run.id) is None:
        return
    if problem is not None:
        problems.show(problem)
    with st.container(horizontal=True):
        if st.button("Go on looking", key="topics_again", icon=":material/refresh:"):
            with problems.caught():
                _start(run, lambda: session.engine().start_topics(run.id))
                st.rerun(scope="app")
        if st.button("Keep the chapters as they are", key="topics_leave"):
            jobs.give_up_topics(runs, run.id)
            st.rerun(scope="app")


def greet(run: Run, study: Study) -> None:
    """Say what came of a search that this tab asked for; any tab can undo the last one."""
    runs, desk = session.services().runs, editing.desk_of(run.id)
    editing.reopen(run.id, study.chapters)
    if desk.is_expecting and runs.topic_order(run.id) is None:
        done = (step for step in runs.progress(run.id) if step.is_finished)
        note = next((step.note for step in done if step.step == "topics"), "")
        editing.greet_others(desk, study.chapters, note)
