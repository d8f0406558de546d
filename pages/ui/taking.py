"""Taking a post home: as Markdown, and as a zip with its pictures."""

from __future__ import annotations

import streamlit as st

from core.exports import file_name, to_markdown, to_zip
from core.models import Finding, Post
from pages.ui import session


def markdown_of(post: Post) -> str:
    """Give the post as one Markdown file."""
    return to_markdown(post)


def findings_of(post: Post) -> tuple[Finding, ...]:
    """Give what is to be known of the post and of each of its sections."""
    sections = (finding for section in post.sections for finding in section.findings)
    return (*post.findings, *sections)


def draw_downloads(post: Post, *, is_whole: bool) -> None:
    """Draw the buttons that save the post; files are made when they are asked for.

    A post that `is_whole` is to be taken; of another the rest is to be written first.
    """
    name = file_name(post.video.title)
    store = session.services().store
    with st.container(horizontal=True, key="post_take"):
        st.download_button(
            "Zip with pictures",
            data=lambda: to_zip(post, store.read),
            file_name=f"{name}.zip",
            mime="application/zip",
            key="post_zip",
            type="primary" if is_whole else "secondary",
            on_click="ignore",
            icon=":material/folder_zip:",
        )
        st.download_button(
            "Markdown",
            data=lambda: markdown_of(post),
            file_name=f"{name}.md",
            mime="text/markdown",
            key="post_markdown",
            on_click="ignore",
            icon=":material/markdown:",
        )
