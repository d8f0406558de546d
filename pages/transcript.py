"""Page 3: all that was heard, with times; search it, click a line and the video plays there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from core.models import Run, Segment, Study
from core.timecodes import format_clock
from core.transcripts import to_srt, to_vtt
from pages.ui import media, origins, session, walk
from pages.ui.words import counted, language_name, plain


def draw(run: Run) -> None:
    study = session.services().runs.study(run.id)
    st.title("Transcript")
    if study is None:
        st.caption("The words appear here when the video has been studied.")
        walk.go_button("video", run, "Watch the study")
        return
    transcript = study.transcript
    lines = counted(len(transcript.segments), "line")
    st.caption(
        f"{lines} in {plain(language_name(transcript.language))}, from {origins.NAMES[transcript.origin]}."
        f" {origins.told(transcript)}"
    )
    beside, text = st.columns([2, 4], gap="medium")
    with text:
        line = draw_lines(found_lines(study))
    with beside:
        media.show_player(run, line.start_s if line else 0.0, autoplay=line is not None)
        if line is not None:
            st.text(f"{format_clock(line.start_s)}  {line.text}")
        draw_files(study)
    walk.go_button("cost", run, "See what the post costs")


def found_lines(study: Study) -> tuple[Segment, ...]:
    sought = st.text_input(
        "Search",
        key="transcript_search",
        placeholder="Search what is said",
        icon=":material/search:",
        label_visibility="collapsed",
    )
    words = sought.casefold().split()
    return tuple(
        segment
        for segment in study.transcript.segments
        if all(word in segment.text.casefold() for word in words)
    )


def draw_lines(segments: tuple[Segment, ...]) -> Segment | None:
    """Draw the lines, and give the one that was clicked."""
    if not segments:
        st.caption("No line holds these words.")
        return None
    chosen = st.dataframe(
        {
            "At": [format_clock(segment.start_s) for segment in segments],
            "What is said": [segment.text for segment in segments],
        },
        key="transcript_lines",
        hide_index=True,
        height=560,
        row_height=36,
        on_select="rerun",
        selection_mode="single-cell",
        column_config={"At": st.column_config.TextColumn(width=70)},
    )
    cells = chosen["selection"]["cells"]
    return segments[cells[0][0]] if cells and cells[0][0] < len(segments) else None


def draw_files(study: Study) -> None:
    st.caption("Click a line to hear it in the video.")
    with st.container(horizontal=True):
        draw_file(study, "srt", to_srt)
        draw_file(study, "vtt", to_vtt)


def draw_file(study: Study, kind: str, render: Callable[[Sequence[Segment]], str]) -> None:
    st.download_button(
        kind.upper(),
        data=lambda: render(study.transcript.segments),
        file_name=f"{study.video.id}.{kind}",
        key=f"transcript_{kind}",
        on_click="ignore",
        icon=":material/download:",
    )


walk.open_run_page("transcript", draw)
