"""The post as Markdown and HTML: every link right, code exact, nothing from outside obeyed."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from core.anchors import anchors
from core.commonmark import parser
from core.markdown import render_html, render_post, render_section
from core.models import (
    Block,
    Chapter,
    Finding,
    Post,
    Screenshot,
    Section,
    Segment,
    Usage,
    Video,
)

DATA = Path(__file__).parents[1] / "data"
PAGE = "https://www.youtube.com/watch?v=zduSFxRajkE"


def picture_url(screenshot: Screenshot) -> str:
    return f"/pictures/{screenshot.id}.jpg"


def section(index: int, title: str, start_s: float, *blocks: Block, **more: object) -> Section:
    chapter = Chapter(title=title, start_s=start_s, end_s=start_s + 100)
    made = Section(index=index, chapter=chapter, blocks=blocks, model="claude-sonnet-5-5")
    return replace(made, **more)  # type: ignore[arg-type]


def text(words: str, *ids: int) -> Block:
    return Block(kind="text", text_md=words, segment_ids=ids)


def code(words: str, *ids: int) -> Block:
    return Block(kind="code", text_md=words, segment_ids=ids)


def heading(words: str) -> Block:
    return Block(kind="heading", text_md=words)


def picture(caption: str, frame_id: str) -> Block:
    return Block(kind="picture", text_md=caption, frame_id=frame_id)


def post(*sections: Section, **video: object) -> Post:
    known = Video(
        id="zduSFxRajkE", title="Let's build", duration_s=8015.0, channel="A. K.", page_url=PAGE
    )
    return Post(
        video=replace(known, **video),  # type: ignore[arg-type]
        sections=sections,
        segments=tuple(
            Segment(id=n, start_s=n * 10.5, end_s=n * 10.5 + 5, text="words") for n in range(1, 800)
        ),
        screenshots=(
            Screenshot(id="F1", at_s=62.4, file="a/F1.jpg", width_px=1280, height_px=720),
            Screenshot(id="F2", at_s=6123.9, file="a/F2.jpg", width_px=1280, height_px=720),
        ),
        language="en",
        model="claude-sonnet-5-5",
        usage=Usage(),
    )


WHOLE = post(
    section(
        0,
        "intro: [Tokenization] *GPT-2*, `paper`",
        0.0,
        text("Strings go in, as `<str>`; a < b.", 3, 2),
        heading("### Pairs"),
        text("- one\n- two", 5),
        picture("A table with | bars and [brackets]", "F1"),
        code("```python\ndef f():\n\n\n    return '<b>'\n```", 6),
        text("| a | b |\n|---|---|\n| 1 | 2 |", 7),
        text("> Quoted", 8),
    ),
    section(1, "Same | title", 350.0, heading("### Pairs"), text("No evidence.")),
    section(2, "Same | title", 400.0),
    section(3, "??? :)", 6000.0, picture("Late", "F2"), text("Past the hour.", 571)),
    section(
        4,
        "🎉",
        7970.0,
        text("It stops", 760),
        is_complete=False,
        findings=(Finding(severity="error", where="🎉", message="The answer was cut <here>."),),
    ),
)


def test_a_post_reads_as_it_should() -> None:
    """The snapshot shows a whole post: source, contents, links, code, notes."""
    expected = (DATA / "post.md").read_text(encoding="utf-8")

    assert expected == render_post(WHOLE, picture_url=picture_url)


def test_a_post_of_a_file_points_into_the_file() -> None:
    """Where there is no page, links lead into the file, on whatever name it goes by."""
    made = post(section(0, "Only", 61.0, text("Said.", 7)), page_url=None, channel="")

    rendered = render_post(made, picture_url=picture_url, media_url="my talk (1).mp4")

    assert "## [Only](my%20talk%20%281%29.mp4#t=61)" in rendered
    assert "Said. [1:13](my%20talk%20%281%29.mp4#t=73)" in rendered
    assert "From the video “Let's build” (2 h 13 min)." in rendered


def test_a_draft_says_what_it_is() -> None:
    """Nobody takes the extractive draft for a model's work, alone or among others."""
    drafted = section(0, "One", 0.0, text("Said.", 1), model="none")
    written = section(1, "Two", 100.0, text("Written.", 10))

    alone = render_post(post(drafted), picture_url=picture_url)
    mixed = render_post(post(drafted, written), picture_url=picture_url)

    assert "A draft made of the talk's own words; no model wrote it." in alone
    assert "Written by" not in alone
    assert (
        "Written by `claude-sonnet-5-5`. Chapters without a model are a draft of the talk's own"
        " words." in mixed
    )


def test_the_contents_lead_to_the_chapters() -> None:
    """Each entry's target is the name of its chapter's heading, in Markdown and in our HTML."""
    rendered = render_post(WHOLE, picture_url=picture_url)
    targets = re.findall(r"^- \[.*\]\(#(\S*)\) ·", rendered, re.MULTILINE)
    lines = rendered.split("\n")
    chapters = [name for line, name in anchors(rendered).items() if lines[line].startswith("## [")]

    html = render_html(rendered, allowed_picture_prefixes=("/pictures/",))

    assert targets == chapters
    assert len(set(targets)) == len(WHOLE.sections)
    assert all(f'<h2 id="{target}">' in html for target in targets)


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["One", "one!", "One 1", "🎉", "", "日本語", "Contents", "_x_"]), max_size=6
    ),
    st.lists(st.sampled_from(["### One", "### one-1", "#### Contents", "### "]), max_size=3),
)
def test_the_contents_hold_for_any_titles(titles: list[str], subheads: list[str]) -> None:
    """Titles that repeat, say nothing or collide with subheads still get a target of their own."""
    blocks = tuple(heading(words) for words in subheads)
    made = post(*(section(n, title, n * 10.0, *blocks) for n, title in enumerate(titles)))

    rendered = render_post(made, picture_url=picture_url)
    targets = re.findall(r"^- \[.*\]\(#(\S*)\) ·", rendered, re.MULTILINE)

    assert len(titles) == len(targets) == len(set(targets))
    assert set(targets) <= set(anchors(rendered).values())


NASTY = st.text(alphabet="`<>/!ab\\|~ \n-*[]()#&;1._\"'=x文", max_size=60)


@settings(deadline=None)
@given(NASTY)
@example("[a](")
@example("`open")
@example("```\nopen")
@example("<!-- open")
@example("a\n---")
def test_a_block_keeps_to_itself_and_keeps_its_link(words: str) -> None:
    """Whatever stands in a block, its time is a link and the next block stays a paragraph."""
    made = section(0, "One", 0.0, text(words, 3), text("What follows.", 4))

    rendered = render_section(
        made, page_url=PAGE, segments=WHOLE.segments, screenshots=(), picture_url=picture_url
    )
    obeying = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    html = obeying.render(rendered)

    assert f'<a href="{PAGE}&amp;t=31s">0:31</a>' in html
    assert f'<p>What follows. <a href="{PAGE}&amp;t=42s">0:42</a></p>' in html
    assert "<!--" not in html


@settings(deadline=None)
@given(NASTY)
@example("](javascript:alert(1))")
@example("x\n\n# y")
def test_titles_and_captions_are_words(words: str) -> None:
    """A title or a caption from outside closes no bracket and starts no line."""
    made = section(0, words, 0.0, picture(words, "F1"))

    rendered = render_section(
        made,
        page_url=PAGE,
        segments=(),
        screenshots=WHOLE.screenshots,
        picture_url=picture_url,
    )
    tokens = parser().parse(rendered)
    children = [child for token in tokens for child in token.children or []]

    assert [t.tag for t in tokens if t.nesting == 1] == ["h2", "p"]
    assert [c.attrGet("href") for c in children if c.type == "link_open"] == [
        f"{PAGE}&t=0s",
        f"{PAGE}&t=62s",
    ]
    assert [c.attrGet("src") for c in children if c.type == "image"] == ["/pictures/F1.jpg"]


def test_a_lost_picture_is_said() -> None:
    """A picture that is not kept any more leaves its caption, not a broken image."""
    rendered = render_section(
        section(0, "One", 0.0, picture("A *slide*", "F9")),
        page_url=PAGE,
        segments=(),
        screenshots=(),
        picture_url=picture_url,
    )

    assert "*Picture missing: A \\*slide\\**" in rendered


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("<img src=x onerror=alert(1)>", "<p>&lt;img src=x onerror=alert(1)&gt;</p>"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("[x](data:text/html;base64,AAAA)", "<p>[x](data:text/html;base64,AAAA)</p>"),
        ("[x](/etc/passwd)", "<p><a>x</a></p>"),
        ("[x](//evil.example)", "<p><a>x</a></p>"),
        ("[x](ftp://a.b)", "<p><a>x</a></p>"),
        ("[x](#one)", '<p><a href="#one">x</a></p>'),
        (
            "[x](https://a.b/c?d=1&e=2)",
            '<p><a href="https://a.b/c?d=1&amp;e=2" target="_blank" rel="noopener noreferrer">x</a></p>',
        ),
        ("![alt](https://evil.example/p.png)", "<p>alt</p>"),
        ("![alt](//evil.example/p.png)", "<p>alt</p>"),
        (
            "![alt](/pictures/../../x.jpg)",
            '<p><img src="/pictures/../../x.jpg" alt="alt" loading="lazy"></p>',
        ),
        ("![alt](/pictures//evil.example)", "<p>alt</p>"),
        ("![alt](data:image/svg+xml;base64,AAAA)", "<p>![alt](data:image/svg+xml;base64,AAAA)</p>"),
        (
            "![a](data:image/jpeg;base64,AAAA)",
            '<p><img src="data:image/jpeg;base64,AAAA" alt="a" loading="lazy"></p>',
        ),
        ("| a |\n|:-:|\n| ~~b~~ |", '<td style="text-align:center"><s>b</s></td>'),
        ("```python\nx < 1\n```", '<pre><code class="language-python">x &lt; 1\n</code></pre>'),
        ('```x"onclick="y\nz\n```', "<pre><code>z\n</code></pre>"),
        (":smile: $x$ :red[y] -> z", "<p>:smile: $x$ :red[y] -&gt; z</p>"),
        ("2. two", '<ol start="2">'),
        ("## Größe & `x`", '<h2 id="größe--x">Größe &amp; <code>x</code></h2>'),
        ("文字列 **太字**です", "<p>文字列 <strong>太字</strong>です</p>"),
    ],
)
def test_html_runs_nothing_and_loads_nothing(markdown: str, expected: str) -> None:
    """Markup of the text works, whatever could run, load or lead astray does not."""
    html = render_html(markdown, allowed_picture_prefixes=("/pictures/", "data:image/jpeg;base64,"))

    assert expected in html


@settings(deadline=None)
@given(NASTY)
def test_html_of_anything_holds_only_what_is_allowed(words: str) -> None:
    """No tag, no attribute and no address gets through that is not on the list."""
    html = render_html(words, allowed_picture_prefixes=())

    assert re.findall(r"<(?:script|img|iframe|svg|style)|\son\w+=|javascript:", html) == []
