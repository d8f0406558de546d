"""Library: every run on this machine, to be opened, gone on with, or removed."""

from __future__ import annotations

import streamlit as st

from core.models import Run, RunState
from pages.ui import session, walk
from pages.ui.words import ago, counted, plain, usd

STAGES = {
    "new": "not begun",
    "studying": "being studied",
    "studied": "studied",
    "writing": "being written",
    "written": "written",
    "failed": "stopped by a problem",
    "paused": "paused",
    "cancelled": "cancelled",
}
SHOWN = 50


def draw(_: Run | None) -> None:
    st.title("Library")
    runs = session.services().runs.all()
    if runs:
        st.caption(f"{counted(len(runs), 'run')} on this machine, the newest first.")
    else:
        st.caption("Nothing is here yet.")
        walk.go_button("video", None, "Start with a video")
    for run in runs[:SHOWN]:
        draw_run(run)
    if len(runs) > SHOWN:
        st.caption(f"{counted(len(runs) - SHOWN, 'older run')} not shown.")


def draw_run(run: Run) -> None:
    runs = session.services().runs
    state, video = runs.state(run.id), runs.video(run.id)
    title = video.title if video else run.source.title or run.source.video_id
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        with st.container(gap=None):
            st.markdown(f"**{plain(title)}**")
            spent = state.spent.cost_usd
            cost = f" · {usd(spent)} spent" if spent else ""
            st.caption(f"{STAGES[state.stage]} · {ago(run.created_at)}{cost}")
        draw_buttons(run, state)


def draw_buttons(run: Run, state: RunState) -> None:
    with st.container(horizontal=True, width="content"):
        at = "post" if session.services().runs.request(run.id) else "video"
        if st.button("Open", key=f"library_open_{run.id}"):
            walk.go(at, run.id)
        if state.stage in {"failed", "paused", "cancelled"}:
            st.button(
                "Resume",
                key=f"library_resume_{run.id}",
                on_click=session.resume,
                args=(run.id,),
                icon=":material/resume:",
            )
        if st.button("", key=f"library_remove_{run.id}", icon=":material/delete:", help="Remove"):
            confirm_removal(run.id)


@st.dialog("Remove this run?")
def confirm_removal(run_id: str) -> None:
    st.write("Its chapters, post and bills go. What was brought or downloaded stays on the disk.")
    with st.container(horizontal=True):
        if st.button(
            "Remove",
            type="primary",
            key="library_remove_sure",
            on_click=session.remove,
            args=(run_id,),
        ):
            st.rerun()
        if st.button("Keep", key="library_keep"):
            st.rerun()


walk.open_page("library", draw)
