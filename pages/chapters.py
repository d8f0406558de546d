"""Page 2: the chapters on a line and in a list; rename, merge, split, drop. Saved at once."""

from __future__ import annotations

import streamlit as st

from core.models import Run, Study
from core.offers import screenshots_of
from core.timecodes import format_clock
from pages.ui import drawings, editing, media, origins, session, walk
from pages.ui.words import counted


def draw(run: Run) -> None:
    study = session.services().runs.study(run.id)
    st.title("Chapters")
    if study is None:
        st.caption("The chapters appear here when the video has been studied.")
        walk.go_button("video", run, "Watch the study")
        return
    st.caption(origins.sentence(study))
    drawings.show_timeline(study)
    for index in range(len(study.chapters)):
        draw_chapter(run, study, index)
    with st.container(horizontal=True, key="chapters_next"):
        walk.go_button("cost", run, "See what the post costs")
        if st.button("Back to the chapters that were found", key="chapters_reset"):
            session.services().runs.forget_chapters(run.id)
            editing.forget_fields(run.id)
            st.rerun()


def draw_chapter(run: Run, study: Study, index: int) -> None:
    chapter = study.chapters[index]
    shots = screenshots_of(chapter, study.screenshots, study.video.duration_s)
    url = media.picture_url(session.services().store, run.id)
    state = "dropped" if chapter.is_dropped else "kept"
    with st.container(
        horizontal=True, vertical_alignment="center", key=f"chapters_{state}_{index}"
    ):
        drawings.show_thumbnail(shots[0] if shots else None, url)
        with st.container(gap=None):
            editing.draw_title(run, study, index)
            facts = (
                f"{format_clock(chapter.start_s)} – {format_clock(chapter.end_s)}",
                counted(editing.words_in(study, chapter), "word"),
                counted(len(shots), "screen"),
                "not written" if chapter.is_dropped else "",
            )
            st.caption(" · ".join(fact for fact in facts if fact))
        editing.draw_menu(run, study, index)


walk.open_run_page("chapters", draw)
