"""Watching a run at work: what is going on, how fast, how long still, and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from core.models import Problem, Progress, Run, RunState, Stage
from pages.ui import problems, session, walk
from pages.ui.words import pace, plain

BEAT_S = 0.7
ANOTHER_VIDEO = ("VideoUnavailable", "MediaUnreadable")
"""Problems that trying again does not mend."""
OTHER_WORDS = ("NothingToTranscribe", "BadRequest")
"""Problems that other captions or chapters mend, and trying again does not."""
AT_WORK: tuple[Stage, ...] = ("studying", "writing")


def watch(run: Run, draw: Callable[[RunState], None]) -> None:
    """Draw a run again and again while it is at work; when that ends, draw the whole page anew."""
    first = session.services().runs.state(run.id)
    if first.stage not in AT_WORK:
        draw(first)
        return

    def look() -> None:
        with problems.caught():
            state = session.services().runs.state(run.id)
            if state.stage != first.stage:
                st.rerun()
            draw(state)

    st.fragment(look, run_every=BEAT_S)()


def show_study(state: RunState) -> None:
    """Show the steps of a study as they go."""
    steps = [step for step in state.progress if not step.step.startswith("write-")]
    show_steps(steps, is_on=state.stage == "studying")
    if state.stage == "studying":
        st.caption("This goes on without you: close the tab and come back to this address.")
        cancel_button(state.run_id, "video")


def show_steps(steps: Sequence[Progress], *, is_on: bool) -> None:
    """Show steps: those done, and how far the last is where the run is at work."""
    if not steps:
        st.progress(0.0, text="Waiting for a free hand …")
    for step in steps:
        _show_step(step, is_last=step is steps[-1], is_on=is_on)


def _show_step(step: Progress, *, is_last: bool, is_on: bool) -> None:
    if step.is_finished:
        st.markdown(f":material/check_circle: {plain(step.label)}")
    elif is_on and is_last:
        words = " · ".join(part for part in (step.label, pace(step), step.note) if part)
        share = min(1.0, step.done / step.total) if step.total > 0 else 0.0
        st.progress(share, text=plain(words))
    else:
        st.markdown(f":material/radio_button_unchecked: {plain(step.label)}")


def cancel_button(run_id: str, name: str) -> None:
    """Draw the button that stops a run."""
    is_stopping = session.services().runs.is_stopping(run_id)
    label = "Stopping …" if is_stopping else "Cancel"
    st.button(
        label,
        key=f"{name}_cancel",
        icon=":material/stop_circle:",
        disabled=is_stopping,
        on_click=_cancel,
        args=(run_id,),
    )


def _cancel(run_id: str) -> None:
    with problems.caught():
        session.engine().cancel(run_id)


def way_on(run: Run, problem: Problem | None) -> None:
    """Offer to go on with a study that stopped, or another video where that would not help."""
    kind = problem.kind if problem is not None else ""
    is_hopeless = kind in ANOTHER_VIDEO
    with st.container(horizontal=True):
        if is_hopeless:
            walk.go_button("video", None, "Another video")
        if st.button(
            "Try again",
            type="secondary" if kind in (*ANOTHER_VIDEO, *OTHER_WORDS) else "primary",
            key="video_again",
            icon=":material/refresh:",
        ):
            session.engine().start_study(run.id)
            st.rerun()
        if not is_hopeless:
            walk.go_button("video", None, "Another video", primary=False)
