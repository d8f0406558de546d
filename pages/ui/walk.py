"""The walk through the pages: their names, the five steps at the top, and the way from one on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NoReturn

import streamlit as st
from streamlit.navigation.page import Page

from core.models import Run, RunState
from pages.ui import looks, problems, session

FOLDER = Path(__file__).parents[1]
ICON = FOLDER / "ui" / "icon.png"
"""A file of our own: Material icons in a tab are fetched from elsewhere."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A page: its title, and its icon before it is done."""

    title: str
    icon: str


PAGES = {
    "video": Stop("Video", ":material/counter_1:"),
    "chapters": Stop("Chapters", ":material/counter_2:"),
    "transcript": Stop("Transcript", ":material/counter_3:"),
    "cost": Stop("Cost", ":material/counter_4:"),
    "post": Stop("Post", ":material/counter_5:"),
    "library": Stop("Library", ":material/video_library:"),
    "settings": Stop("Settings", ":material/settings:"),
}
STEPS = ("video", "chapters", "transcript", "cost", "post")
DONE = ":material/check_circle:"


def page(name: str) -> Page:
    """Give a page to Streamlit; the same name gives the same page wherever it is asked for."""
    stop = PAGES[name]
    return st.Page(
        FOLDER / f"{name}.py",
        title=stop.title,
        icon=stop.icon,
        url_path=name,
        default=name == "video",
    )


def configure(title: str) -> None:
    """Set up the browser's tab; a page that is opened without its frame does it for itself."""
    st.set_page_config(page_title=title, page_icon=str(ICON), layout="wide", menu_items={})


def open_page(name: str, draw: Callable[[Run | None], None]) -> None:
    """Draw a page: the tab, the steps, then its own part, with errors shown in its place."""
    configure(f"{PAGES[name].title} · Chapterwise")
    looks.apply()
    steps = st.container()
    run: Run | None = None
    with problems.caught():
        session.engine()
        run = session.named_run()
    with steps:
        _draw_steps(name, run)
    if run is None and st.query_params.get("run"):
        link("library", None, label="Open the library", icon=":material/arrow_forward:")
        return
    with problems.caught():
        draw(run)


def open_run_page(name: str, draw: Callable[[Run], None]) -> None:
    """Draw a page that is about a run; without one, it leads to where runs begin."""

    def draw_run(run: Run | None) -> None:
        if run is not None:
            draw(run)
            return
        st.title(PAGES[name].title)
        st.caption("Nothing is open yet. Start with a video, or open a run from the library.")
        go_button("video", None, "Choose a video")

    open_page(name, draw_run)


def _draw_steps(here: str, run: Run | None) -> None:
    done = _done(run)
    with st.container(key="walk", horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(key="walk_steps", horizontal=True, gap="small"):
            for name in STEPS:
                _draw_step(name, run, is_here=name == here, is_done=name in done)
        with st.container(key="walk_rest", horizontal=True, gap="small", width="content"):
            for name in ("library", "settings"):
                _draw_step(name, run, is_here=name == here, is_done=False)


def _draw_step(name: str, run: Run | None, *, is_here: bool, is_done: bool) -> None:
    stop = PAGES[name]
    with st.container(key=f"walk_{name}_{'here' if is_here else 'there'}", width="content"):
        link(
            name,
            run,
            label=stop.title,
            icon=DONE if is_done else stop.icon,
            disabled=run is None and name in STEPS[1:],
        )


def _done(run: Run | None) -> set[str]:
    """Name the steps that are behind a run."""
    if run is None:
        return set()
    runs = session.services().runs
    stage = runs.standing(run.id).stage
    done = {"video", "chapters", "transcript"} if runs.study(run.id) else set()
    if stage == "studying":
        done -= {"video", "chapters"}
    if runs.request(run.id) is not None:
        done.add("cost")
    if stage == "written":
        done.add("post")
    return done


def link(
    name: str, run: Run | None, *, label: str, icon: str | None = None, disabled: bool = False
) -> None:
    """Draw a link to a page that carries the run."""
    query = {"run": run.id} if run is not None else None
    st.page_link(page(name), label=label, icon=icon, disabled=disabled, query_params=query)


def go(name: str, run_id: str | None) -> NoReturn:
    """Move on to a page, with the run in its address."""
    st.switch_page(page(name), query_params={"run": run_id} if run_id else None)


def go_button(name: str, run: Run | None, label: str, *, primary: bool = True) -> None:
    """Draw the button that leads on."""
    key = f"go_{name}_{label}"
    kind: Literal["primary", "secondary"] = "primary" if primary else "secondary"
    if st.button(label, type=kind, key=key, icon=":material/arrow_forward:"):
        go(name, run.id if run is not None else None)


def draft_button(run: Run, *, is_primary: bool) -> None:
    """Draw the button that has the free draft written, and shows it being written."""
    kind: Literal["primary", "secondary"] = "primary" if is_primary else "secondary"
    if st.button(
        "Write the draft",
        type=kind,
        key="walk_draft",
        icon=":material/edit_note:",
        help="Taken from the transcript by rules, not by a model. Free, and done in seconds.",
    ):
        with problems.caught():
            session.write_draft(run.id)
            go("post", run.id)


def is_study_broken(run: Run, state: RunState) -> bool:
    """Tell whether the study stopped before its end, rather than the writing."""
    if state.stage not in {"failed", "paused", "cancelled", "new"}:
        return False
    return not any(step.step == "look" and step.is_finished for step in state.progress)
