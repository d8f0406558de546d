"""Page 1: a video comes in by link, by file or as the sample, and is studied while we watch."""

from __future__ import annotations

import streamlit as st

from core import intake
from core.models import Run, RunState, Study
from core.sentences import weight
from core.timecodes import format_length
from pages.ui import bringing, drawings, media, origins, problems, session, walk, watching
from pages.ui.words import plain


def draw(run: Run | None) -> None:
    if run is None:
        draw_start()
    else:
        watching.watch(run, lambda state: draw_run(run, state))


def draw_start() -> None:
    st.title("A video in, an illustrated article out")
    st.caption(
        "In chapters, with pictures; every heading, picture and paragraph links to its second of"
        " the video. You see the price, and cap it, before anything is paid."
    )
    with st.container(border=True, key="video_sample_card"):
        st.markdown("**New here?** See the whole walk on a short talk: two clicks, no key.")
        if st.button("Open the sample", key="video_sample", icon=":material/play_circle:"):
            with problems.caught():
                store = session.services().store
                walk.go("video", session.begin(intake.sample_source(store)).id)
    bringing.draw_form()


def draw_run(run: Run, state: RunState) -> None:
    study = session.services().runs.study(run.id)
    draw_title(run)
    if state.stage == "studying":
        watching.show_study(state)
    elif study is None or walk.is_study_broken(run, state):
        draw_trouble(run, state)
    if study is not None:
        draw_findings(run, state, study)


def draw_title(run: Run) -> None:
    video = session.services().runs.video(run.id)
    if video is None:
        st.title(plain(run.source.title or "A new video"))
        return
    st.title(plain(video.title))
    day = f"{video.published_on:%-d %B %Y}" if video.published_on else ""
    facts = (plain(video.channel), format_length(video.duration_s), day)
    st.caption(" · ".join(fact for fact in facts if fact))
    if video.thumbnail_url and media.is_youtube_picture(video.thumbnail_url):
        study = session.services().runs.study(run.id)
        if study is None or not study.screenshots:
            st.image(video.thumbnail_url, width=320)


def draw_trouble(run: Run, state: RunState) -> None:
    if state.problem is not None:
        problems.show(state.problem)
    watching.show_study(state)
    watching.way_on(run, state.problem)
    kind = state.problem.kind if state.problem is not None else ""
    if kind not in watching.ANOTHER_VIDEO:
        bringing.draw_words_for(run, is_open=kind in watching.OTHER_WORDS)


def draw_findings(run: Run, state: RunState, study: Study) -> None:
    words = round(sum(weight(segment.text) for segment in study.transcript.segments))
    with st.container(horizontal=True, key="video_found"):
        st.metric("Chapters", len(study.chapters), border=True)
        st.metric("Words heard", f"{words:,}", border=True)
        looking = state.stage == "studying" and not study.screenshots
        st.metric("Screens kept", "…" if looking else len(study.screenshots), border=True)
    st.caption(origins.sentence(study))
    drawings.show_timeline(study)
    if study.screenshots:
        url = media.picture_url(session.services().store, run.id)
        drawings.show_filmstrip(study.screenshots, url)
    if state.stage != "studying" and not walk.is_study_broken(run, state):
        draw_next(run, state)
    problems.show_findings(study.findings)


def draw_next(run: Run, state: RunState) -> None:
    with st.container(horizontal=True, key="video_next"):
        if state.stage != "studied":
            walk.go_button("post", run, "See the post")
        elif session.has_key():
            walk.go_button("cost", run, "See what it costs")
        walk.draft_button(run, is_primary=state.stage == "studied" and not session.has_key())
        walk.go_button("chapters", run, "Change the chapters", primary=False)


walk.open_page("video", draw)
