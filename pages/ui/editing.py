"""Changing chapters: each change is a pure function's, and is kept the moment it is made."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from core.chapter_edits import drop, merge, rename, restore, split_at
from core.chapters import SHORTEST_S
from core.models import Chapter, Run, Study
from core.offers import segments_of
from core.timecodes import format_clock
from pages.ui import problems, session

Change = Callable[[tuple[Chapter, ...]], tuple[Chapter, ...]]

MERGE, SPLIT, DROP, RESTORE = "Merge with the next", "Split …", "Drop", "Take back"


def words_in(study: Study, chapter: Chapter) -> int:
    """Count the words that are said in a chapter."""
    segments = segments_of(chapter, study.transcript.segments, study.video.duration_s)
    return sum(len(segment.text.split()) for segment in segments)


def change(run_id: str, how: Change) -> bool:
    """Change a run's chapters and keep them; tell whether that could be done."""
    runs = session.services().runs
    study = runs.study(run_id)
    with problems.caught():
        if study is not None:
            runs.save_chapters(run_id, how(study.chapters))
            return True
    return False


def forget_fields(run_id: str) -> None:
    """Let the fields be filled again from what is kept."""
    for key in [key for key in st.session_state if str(key).startswith(f"chapters_title_{run_id}")]:
        del st.session_state[key]


def draw_title(run: Run, study: Study, index: int) -> None:
    """Draw the field of a chapter's title."""
    chapter = study.chapters[index]
    # The start is in the key, so that a field never shows the title of another chapter.
    key = f"chapters_title_{run.id}_{index}_{chapter.start_s}_{chapter.title}"
    st.text_input(
        f"Title of chapter {index + 1}",
        chapter.title,
        key=key,
        label_visibility="collapsed",
        disabled=chapter.is_dropped,
        max_chars=200,
        on_change=_rename,
        args=(run.id, index, key),
    )


def _rename(run_id: str, index: int, key: str) -> None:
    title = str(st.session_state[key]).strip()
    if title:
        change(run_id, lambda chapters: rename(chapters, index, title))


def draw_menu(run: Run, study: Study, index: int) -> None:
    """Draw what else can be done with a chapter."""
    chapter, is_last = study.chapters[index], index == len(study.chapters) - 1
    options = [RESTORE] if chapter.is_dropped else [*([] if is_last else [MERGE]), SPLIT, DROP]
    chosen = st.menu_button(
        "Change",
        options,
        key=f"chapters_menu_{run.id}_{index}_{chapter.start_s}_{chapter.is_dropped}",
        type="tertiary",
    )
    if chosen == SPLIT:
        _ask_where(run.id, chapter)
    elif chosen is not None:
        _apply(run.id, index, chosen)


def _apply(run_id: str, index: int, chosen: str) -> None:
    changes: dict[str, Change] = {
        MERGE: lambda chapters: merge(chapters, index),
        DROP: lambda chapters: drop(chapters, index),
        RESTORE: lambda chapters: restore(chapters, index),
    }
    if change(run_id, changes[chosen]):
        st.rerun()


@st.dialog("Split this chapter")
def _ask_where(run_id: str, chapter: Chapter) -> None:
    study = session.services().runs.study(run_id)
    if study is None:
        return
    starts = [
        segment
        for segment in segments_of(chapter, study.transcript.segments, study.video.duration_s)
        if chapter.start_s + SHORTEST_S <= segment.start_s <= chapter.end_s - SHORTEST_S
    ]
    if not starts:
        st.caption("Too little is said here to be split.")
        return
    chosen = st.select_slider(
        "The new chapter begins with",
        starts,
        value=starts[len(starts) // 2],
        format_func=lambda segment: format_clock(segment.start_s),
        key="chapters_split_at",
    )
    st.text(f"“{chosen.text}”")
    title = st.text_input("Its title", key="chapters_split_title", max_chars=200)
    if st.button("Split here", type="primary", key="chapters_split_sure"):
        name = title.strip() or f"{chapter.title} (continued)"
        if change(run_id, lambda chapters: split_at(chapters, chosen.start_s, name)):
            st.rerun()
