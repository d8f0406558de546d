"""Chapters as a list of lines: brought from elsewhere, and taken to YouTube."""

from __future__ import annotations

import streamlit as st

from core.chapter_edits import to_description, youtube_objections
from core.chapters import parse_chapters_text
from core.errors import BadRequest
from core.models import Run
from pages.ui import editing, problems, session
from pages.ui.words import plain

LARGEST_MB = 5
KINDS = ["txt", "md", "json", "csv", "tsv", "text"]


@st.dialog("Bring a list of chapters", width="medium")
def bring(run: Run) -> None:
    """Take a list of chapters in place of the one there is; what cannot be read stays to be mended."""
    st.text_area(
        "One chapter a line, with its time",
        key="chapters_list",
        height=220,
        placeholder="0:00 Introduction\n4:10 The first idea",
    )
    st.file_uploader(
        "or a file: lines like these, or JSON with title and start_s",
        key="chapters_list_file",
        type=KINDS,
        max_upload_size=LARGEST_MB,
    )
    if st.button("Use this list", type="primary", key="chapters_list_use"):
        with problems.caught():
            use(run, _brought())
            st.rerun()


def _brought() -> str:
    """Give the text that was brought.

    Raises:
        BadRequest: there is none, there are two, or the file holds no text.
    """
    text, file = str(st.session_state.chapters_list), st.session_state.chapters_list_file
    if text.strip() and file is not None:
        raise BadRequest("There is a text and a file.", "Keep one of them.")
    if file is None:
        return text
    try:
        return str(file.getvalue().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadRequest("This file is no text.", "Bring chapters as text (UTF-8).") from error


def use(run: Run, text: str) -> None:
    """Make chapters of a text and take them; the list before can be had back by Undo.

    Raises:
        BadRequest: it holds no chapters of this video.
    """
    study = session.services().runs.study(run.id)
    if not text.strip():
        raise BadRequest("There is no list yet.", "Paste one, or choose a file.")
    if study is not None:
        editing.replace_all(run.id, parse_chapters_text(text, study.video.duration_s))


@st.dialog("Chapters for YouTube", width="medium")
def take_home(run: Run) -> None:
    """Show the chapters as the lines that YouTube reads in a description."""
    study = session.services().runs.study(run.id)
    if study is None:
        return
    objections = youtube_objections(study.chapters)
    if objections:
        st.warning(
            "YouTube would not make chapters of this list:\n\n"
            + "\n".join(f"- {plain(objection)}" for objection in objections),
            icon=":material/warning:",
        )
    else:
        st.caption("Paste these lines into the description of the video.")
    st.code(to_description(study.chapters), language=None, wrap_lines=True, height=360)
    if any(chapter.is_dropped for chapter in study.chapters):
        st.caption("Dropped chapters are in it: on YouTube, their time has to belong to something.")
