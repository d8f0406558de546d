"""Page 2: the chapters on a line and in a table, edited in place; what writing them would cost."""

from __future__ import annotations

import streamlit as st

from core.costs import estimate
from core.dividing import WHERE
from core.models import Run, Stage, Study
from core.prompts import build_prompts
from pages.ui import (
    chapter_board,
    drawings,
    editing,
    finding,
    listing,
    origins,
    pricing,
    session,
    walk,
    watching,
)
from pages.ui.words import counted, plain, usd

MEANWHILE: dict[Stage, str] = {
    "studying": "The screens are still being chosen. What you change here is kept.",
    "writing": "The post is being written with the chapters as they were; changes are for the next.",
}


def draw(run: Run) -> None:
    study = session.services().runs.study(run.id)
    st.title("Chapters")
    if study is None:
        st.caption("The chapters appear here when the video has been studied.")
        walk.go_button("video", run, "Watch the study")
    elif editing.is_seeking(run.id):
        drawings.show_timeline(study)
        watching.watch(run, lambda state: finding.draw_work(run, state))
    else:
        # A fragment: a change draws this part anew and leaves the rest of the page alone.
        st.fragment(draw_chapters)(run)
        # Half a second for two hours, and the first change shall not wait for it.
        editing.sentences_of(study)


def draw_chapters(run: Run) -> None:
    study = session.services().runs.study(run.id)
    if study is None:
        return
    st.caption(origins.sentence(study))
    if sentence := MEANWHILE.get(session.services().runs.standing(run.id).stage):
        st.caption(f":material/hourglass_top: {sentence}")
    draw_findings(study)
    finding.draw_trouble(run)
    price = st.container(key="chapters_price")
    draw_tools(run)
    finding.greet(run, study)
    chapter_board.show(run, study)
    walk.go_button("cost", run, "See what the post costs")
    with price:
        draw_price(run, study)


def draw_findings(study: Study) -> None:
    told = [found for found in study.findings if found.where == WHERE]
    if told:
        with st.expander("Why these chapters, and what else there was", icon=":material/schedule:"):
            for found in told:
                st.markdown(plain(found.message))


def draw_tools(run: Run) -> None:
    with st.container(horizontal=True, key="chapters_tools", gap="small"):
        if st.button("Find topics", key="chapters_find", icon=":material/auto_stories:"):
            finding.ask(run)
        if st.button("Bring a list", key="chapters_bring", icon=":material/content_paste:"):
            listing.bring(run)
        if st.button("For YouTube", key="chapters_take", icon=":material/content_copy:"):
            listing.take_home(run)
        st.button(
            "Back to the chapters that were found",
            key="chapters_reset",
            icon=":material/history:",
            on_click=editing.reset,
            args=(run.id,),
        )


def draw_price(run: Run, study: Study) -> None:
    services, desk = session.services(), editing.desk_of(run.id)
    request = pricing.chosen_request(services.runs.request(run.id), services.prices.models())
    prompts = build_prompts(study, request)
    if not prompts:
        st.markdown("Every chapter is dropped or silent: there is nothing to write.")
        return
    found = estimate(prompts, request.model, services.prices)
    editing.note_price(desk, study.chapters, found.likely_usd)
    words = (
        f"Writing {counted(len(prompts), 'chapter')} with {plain(request.model)}:"
        f" **{usd(found.likely_usd)}** likely, {usd(found.low_usd)} to {usd(found.high_usd)}",
        pricing.change_sentence(desk.change_usd),
    )
    st.markdown(" · ".join(part for part in words if part))


walk.open_run_page("chapters", draw)
