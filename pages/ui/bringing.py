"""What a person brings: a link or a file, and perhaps captions and chapters of their own."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from core import intake
from core.chapters import parse_chapters_text
from core.errors import BadRequest
from core.models import Run, Source
from pages.ui import problems, session, walk

CAPTION_KINDS = ["vtt", "srt", "sbv", "json3", "json", "txt"]
MEDIA_KINDS = [suffix.lstrip(".") for suffix in intake.MEDIA_SUFFIXES]


def draw_form() -> None:
    """Draw the fields for a video, and begin a run when they are sent."""
    with st.form("video_form", border=False, enter_to_submit=True):
        st.text_input(
            "YouTube link",
            key="video_link",
            placeholder="https://www.youtube.com/watch?v=…",
            help="Any form: watch, youtu.be, shorts, live, embed, or the 11-character id.",
        )
        st.file_uploader(
            "or a video or sound file",
            key="video_file",
            type=MEDIA_KINDS,
            max_upload_size=session.services().settings.max_upload_mb,
        )
        with st.expander("Bring your own captions or chapters", icon=":material/subtitles:"):
            _draw_captions("video")
            _draw_chapters("video")
        is_sent = st.form_submit_button("Study the video", type="primary", icon=":material/search:")
    if is_sent:
        with problems.caught():
            walk.go("video", session.begin(_source()).id)


def _draw_captions(prefix: str) -> None:
    st.file_uploader("Captions file", key=f"{prefix}_captions", type=CAPTION_KINDS)
    st.text_area("or captions pasted here", key=f"{prefix}_captions_text", height=100)


def _draw_chapters(prefix: str, text: str = "") -> None:
    st.text_area(
        "Chapters, one a line",
        text,
        key=f"{prefix}_chapters",
        placeholder="0:00 Introduction\n4:10 The first idea",
        help="Used in place of what the description says.",
    )


def _typed_chapters(prefix: str) -> str:
    """Give the list of chapters in a field; one that can never be read is refused at once.

    Raises:
        BadRequest: it holds no chapters.
    """
    text = str(st.session_state[f"{prefix}_chapters"]).strip()
    if text:
        parse_chapters_text(text, 0.0)
    return text


def _source() -> Source:
    """Make a source of what stands in the fields.

    Raises:
        BadRequest: it cannot be used.
    """
    link, file = str(st.session_state.video_link).strip(), st.session_state.video_file
    if link and file is not None:
        raise BadRequest("There is a link and a file.", "Keep one of them.")
    chapters_text = _typed_chapters("video")
    if file is not None:
        source = intake.source_from_file(session.services().store, file, file.name)
    elif link:
        source = intake.source_from_link(link)
    else:
        raise BadRequest("There is no video yet.", "Paste a link, or choose a file.")
    return _with_captions(replace(source, chapters_text=chapters_text), "video")


def _with_captions(source: Source, prefix: str) -> Source:
    store = session.services().store
    file = st.session_state[f"{prefix}_captions"]
    pasted = str(st.session_state[f"{prefix}_captions_text"]).strip()
    if file is not None:
        return intake.with_captions(store, source, file.getvalue(), file.name)
    if pasted:
        name = "pasted.vtt" if pasted.startswith("WEBVTT") else _pasted_name(pasted)
        return intake.with_captions(store, source, pasted.encode(), name)
    return source


def _pasted_name(text: str) -> str:
    return "pasted.srt" if "-->" in text else "pasted.txt"


def draw_words_for(run: Run, *, is_open: bool = False) -> None:
    """Let a person bring captions to a run that found none, or put its chapters right."""
    label = "Bring your own captions or chapters"
    with st.expander(label, expanded=is_open, icon=":material/subtitles:"):
        with st.form("bring_form", border=False):
            _draw_captions("bring")
            _draw_chapters("bring", run.source.chapters_text)
            is_sent = st.form_submit_button("Go on with these")
        if is_sent:
            with problems.caught():
                _go_on(run)


def _go_on(run: Run) -> None:
    source = replace(run.source, chapters_text=_typed_chapters("bring"))
    source = _with_captions(source, "bring")
    if source == run.source:
        raise BadRequest(
            "Nothing is new here.", "Choose or paste captions, or change the chapters."
        )
    session.services().runs.replace_source(run.id, source)
    session.engine().start_study(run.id)
    st.rerun()
