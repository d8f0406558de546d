"""Markdown as every program reads it: code is found, tags are disarmed, lines stay lines."""

from __future__ import annotations

from html import unescape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from core.commonmark import (
    close_fence,
    code_ranges,
    destination,
    escape_html,
    escape_line,
    parser,
    plain_line,
)

NASTY = st.text(alphabet="`<>/!?ab\\|~ \n-*[]()#&;1.\t_\"'", max_size=60)
TRUSTING = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
"""A renderer that obeys raw HTML, as many programs do that open an exported post."""


def tags_obeyed(text_md: str) -> list[str]:
    """Name what a trusting renderer would take for HTML."""
    found = []
    for token in TRUSTING.parse(text_md):
        found += [child.content for child in token.children or [] if child.type == "html_inline"]
        if token.type == "html_block":
            found.append(token.content)
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<script>alert(1)</script>", "\\<script>alert(1)\\</script>"),
        ("use `<b>` or <b>", "use `<b>` or \\<b>"),
        ("a < b and 1<2", "a < b and 1<2"),
        ("\\\\<b>", "\\\\\\<b>"),
        ("\\<b>", "\\<b>"),
        ("<!-- hidden", "\\<!-- hidden"),
        ("```html\n<b>\n```\n<b>", "```html\n<b>\n```\n\\<b>"),
        ("- `a\n- <b>`", "- `a\n- \\<b>`"),
        ("a ` b\n` <b> `", "a ` b\n` \\<b> `"),
        ("| `a | <b>` |\n|---|---|", "| `a | \\<b>` |\n|---|---|"),
        ("| `<b>` | x |\n|---|---|", "| `<b>` | x |\n|---|---|"),
        ("    <b> indented", "    <b> indented"),
        ("<|endoftext|>", "<|endoftext|>"),
    ],
)
def test_tags_become_literal_and_code_stays(text: str, expected: str) -> None:
    """A tag is disarmed exactly where a renderer would obey it."""
    assert expected == escape_html(text)


@settings(deadline=None)
@given(NASTY)
@example("<a href='`'>`<b>`")
@example("a ```\n<b>")
def test_no_tag_survives_in_any_text(text: str) -> None:
    """Whatever is written, a renderer that trusts HTML finds none, and a second pass adds none."""
    escaped = escape_html(text)

    assert tags_obeyed(escaped) == []
    assert escaped == escape_html(escaped)


@settings(deadline=None)
@given(st.one_of(NASTY, st.text(max_size=60)))
@example("snake_case __init__ a_ _b")
@example("# heading #")
@example("1) one")
@example("[x]: y")
@example("&amp; &#60; & co")
def test_a_line_shows_exactly_itself(text: str) -> None:
    """A title from outside comes out of the renderer as the plain line that went in."""
    shown = parser().render(escape_line(text))

    assert shown in {"", f"<p>{shown[3:-5]}</p>\n"}
    assert plain_line(text) == unescape(shown[3:-5]).replace("\ufffd", plain_line("\ufffd"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tabs\tand\nlines", "tabs and lines"),
        ("right\u202eot tfel", "rightot tfel"),
        ("bell\x07 nul\x00", "bell nul"),
        ("日本語 の\u3000題", "日本語 の 題"),
        ("", ""),
    ],
)
def test_a_line_is_freed_of_what_cannot_be_seen(text: str, expected: str) -> None:
    """Controls and direction tricks are left out, every space is one space."""
    assert expected == plain_line(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", "a"),
        ("```py\nx", "```py\nx\n```"),
        ("```py\nx\n```", "```py\nx\n```"),
        ("~~~~\n```\nx\n", "~~~~\n```\nx\n~~~~"),
        ("- ```\n  x\n\ntext", "- ```\n  x\n\ntext"),
        ("```\n```\n```", "```\n```\n```\n```"),
    ],
)
def test_open_code_is_closed(text: str, expected: str) -> None:
    """A fence that would swallow what follows gets its end; others are left alone."""
    assert expected == close_fence(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a `b` c", ["`b`"]),
        ("a ``b ` c`` d", ["``b ` c``"]),
        ("a \\`b` c", []),
        ("`a\nb`", ["`a\nb`"]),
        ("`a\n\nb`", []),
        ("> ```\n> x\n> ```\n", ["> ```\n> x\n> ```\n"]),
        ("日本 `コード` 語", ["`コード`"]),
    ],
)
def test_code_is_found(text: str, code: list[str]) -> None:
    """Code is what CommonMark says it is, over lines but not over paragraphs."""
    assert code == [text[start:end] for start, end in code_ranges(text)]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.org/x?t=1&v=2#y", "https://a.org/x?t=1&v=2#y"),
        ("a b.jpg", "a%20b.jpg"),
        ("x)(y", "x%29%28y"),
        ('x"><script>', "x%22%3E%3Cscript%3E"),
        ("日本.jpg", "日本.jpg"),
        ("a\nb", "a%0Ab"),
    ],
)
def test_an_address_ends_where_it_should(url: str, expected: str) -> None:
    """Nothing in an address closes its bracket or starts another line."""
    assert expected == destination(url)
