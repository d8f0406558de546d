"""Names of headings: as GitHub makes them, and as our own HTML carries them."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.anchors import anchors, slug
from core.hypertext import render_html


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("intro: Tokenization, GPT-2 paper", "intro-tokenization-gpt-2-paper"),
        ("multimodal [image, video, audio]", "multimodal-image-video-audio"),
        ("tokenizer/LLM diagram: a separate stage", "tokenizerllm-diagram-a-separate-stage"),
        ("??? :)", "-"),
        ("snake_case & C++", "snake_case--c"),
        ("ÜBER Straße", "über-straße"),
        ("हिन्दी में", "हिन्दी-में"),
        ("한국어 토큰", "한국어-토큰"),
        ("🎉", ""),
    ],
)
def test_a_heading_is_named_as_on_github(title: str, expected: str) -> None:
    """Lower case, punctuation out, spaces to hyphens, letters and marks of every script kept."""
    assert expected == slug(title)


LINES = st.lists(
    st.sampled_from(["# a", "## a", "### a-1", "# `a`", "a\n===", "> # b", "## **b**"])
)


@settings(deadline=None)
@given(LINES)
def test_our_html_carries_the_same_names(lines: list[str]) -> None:
    """What the table of contents links to is there, once, in the order of the headings."""
    text = "\n\n".join(lines)

    html = render_html(text, allowed_picture_prefixes=())
    ids = [unquote(found) for found in re.findall(r'<h\d id="([^"]*)"', html)]

    assert ids == list(anchors(text).values())
    assert len(ids) == len(set(ids))
