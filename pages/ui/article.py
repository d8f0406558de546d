"""The post as it is read: rendered, made safe, and drawn chapter by chapter while it is written."""

from __future__ import annotations

from decimal import Decimal
from html import escape

import streamlit as st

from core.answers import parse_answer
from core.markdown import render_html, render_post, render_section
from core.models import ChapterPrompt, Post, Run, RunState, Screenshot, Section, Study
from pages.ui import media, session
from pages.ui.words import counted, usd

WAITING = "waiting its turn"
WRITING = "being written …"


def show_post(run: Run, post: Post) -> None:
    """Draw the whole post."""
    store = session.services().store
    url = media.picture_url(store, run.id)
    text = render_post(post, picture_url=url, media_url=media.media_url(run))
    html = render_html(text, allowed_picture_prefixes=media.picture_prefixes(run.id))
    _show(html, post.screenshots)


def show_live(run: Run, study: Study, prompts: tuple[ChapterPrompt, ...], state: RunState) -> None:
    """Draw every chapter as far as it is written, in order; only what changed is rendered anew."""
    steps = {step.step: step for step in state.progress}
    for prompt in prompts:
        step = steps.get(f"write-{prompt.index:03}")
        text = session.services().runs.live_text(run.id, prompt.index)
        _show(_rendered(run, study, prompt, text), study.screenshots)
        if step is None or not step.is_finished:
            note = WAITING if step is None and not text else WRITING
            st.html(f'<div class="cw-post"><p class="cw-state">{escape(note)}</p></div>')


def _show(html: str, screenshots: tuple[Screenshot, ...]) -> None:
    # The shape of the pictures is told beforehand, so that the page does not jump when they come.
    shape = f"{screenshots[0].width_px} / {screenshots[0].height_px}" if screenshots else "auto"
    st.html(f'<div class="cw-post" style="--cw-shape: {shape}">{html}</div>')


def _rendered(run: Run, study: Study, prompt: ChapterPrompt, text: str) -> str:
    memory: dict[int, tuple[str, str]] = st.session_state.setdefault(f"post_live_{run.id}", {})
    known = memory.get(prompt.index)
    if known is None or known[0] != text:
        known = memory[prompt.index] = (text, _render(run, study, prompt, text))
    return known[1]


def _render(run: Run, study: Study, prompt: ChapterPrompt, text: str) -> str:
    blocks, _ = parse_answer(text, prompt, is_complete=False)
    if not blocks:
        return f"<h2>{escape(prompt.chapter.title)}</h2>"
    section = Section(index=prompt.index, chapter=prompt.chapter, blocks=blocks, model="")
    markdown = render_section(
        section,
        page_url=study.video.page_url,
        segments=study.transcript.segments,
        screenshots=study.screenshots,
        picture_url=media.picture_url(session.services().store, run.id),
        media_url=media.media_url(run),
    )
    return render_html(markdown, allowed_picture_prefixes=media.picture_prefixes(run.id))


def show_meter(state: RunState, cap_usd: Decimal, chapters: int) -> None:
    """Draw how many chapters are written, and what is spent of the cap."""
    steps = [step for step in state.progress if step.step.startswith("write-")]
    written = min(chapters, sum(1 for step in steps if step.is_finished))
    spent = f" · {usd(state.spent.cost_usd)} of {usd(cap_usd)} spent" if cap_usd else " · free"
    st.progress(
        written / chapters if chapters else 0.0,
        text=f"{written} of {counted(chapters, 'chapter')} written{spent}",
    )
