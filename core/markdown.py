"""A post as Markdown that every program reads: links are made here, from ids, and nowhere else.

Text from outside cannot become markup: titles and captions are escaped, tags are literal. Code
is written exactly as it was answered. `render_html` gives the same Markdown as safe HTML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from core.anchors import anchors, slug
from core.commonmark import block_parser, close_fence, destination, escape_html, escape_line
from core.hypertext import render_html
from core.links import moment_url
from core.models import NO_MODEL, Block, Post, Screenshot, Section, Segment
from core.timecodes import format_clock, format_length

PictureUrl = Callable[[Screenshot], str]

DRAFT = "A draft made of the talk's own words; no model wrote it."
NOT_FINISHED = "This chapter is not finished."
NOTHING = "*Nothing is said or shown in this chapter.*"


def render_post(post: Post, *, picture_url: PictureUrl, media_url: str = "") -> str:
    """Write a whole post: title, source, table of contents, chapters in order.

    `picture_url` gives a screenshot's address; `media_url` names the file to point into where
    the video has no page.
    """
    page = _Page.of(post.video.page_url, post.segments, post.screenshots, picture_url, media_url)
    front = "\n\n".join((f"# {escape_line(post.video.title) or 'Untitled video'}", _source(post)))
    bodies = [page.section(section) for section in post.sections]
    contents = _contents(page, post.sections, f"{front}\n\n## Contents\n", bodies)
    return "\n\n".join((front, *contents, *bodies)).rstrip() + "\n"


def render_section(
    section: Section,
    *,
    page_url: str | None,
    segments: Sequence[Segment],
    screenshots: Sequence[Screenshot],
    picture_url: PictureUrl,
    media_url: str = "",
) -> str:
    """Write one chapter: its title, linked to its first second, and its blocks."""
    page = _Page.of(page_url, segments, screenshots, picture_url, media_url)
    return page.section(section) + "\n"


def _contents(
    page: _Page, sections: tuple[Section, ...], front: str, bodies: list[str]
) -> Iterator[str]:
    """List the chapters; their names are those that a renderer will give the whole document."""
    if not sections:
        return
    names = anchors("\n".join((front, *(f"{body}\n" for body in bodies))))
    line = front.count("\n") + 1
    lines: list[str] = []
    for section, body in zip(sections, bodies, strict=True):
        at = page.moment(section.chapter.start_s)
        lines.append(f"- [{_title(section)}](#{destination(names.get(line, ''))}) · {at}")
        line += body.count("\n") + 2
    yield "## Contents"
    yield "\n".join(lines)


def _title(section: Section) -> str:
    """Give a chapter's title as Markdown; one that no link could name gets its number."""
    title = escape_line(section.chapter.title)
    number = f"Chapter {section.index + 1}"
    if slug(section.chapter.title):
        return title
    return f"{number}: {title}" if title else number


def _source(post: Post) -> str:
    video = post.video
    title = escape_line(video.title) or "Untitled video"
    name = f"[{title}]({destination(video.page_url)})" if video.page_url else f"“{title}”"
    channel = escape_line(video.channel)
    by = f" by {channel}" if channel else ""
    length = f" ({format_length(video.duration_s)})" if video.duration_s > 0 else ""
    return f"From the video {name}{by}{length}. {_writers(post)}"


def _writers(post: Post) -> str:
    models = sorted({section.model for section in post.sections if section.blocks} or {post.model})
    named = [f"`{model.replace('`', '')}`" for model in models if model != NO_MODEL]
    if not named:
        return DRAFT
    drafted = " Chapters without a model are a draft of the talk's own words."
    return f"Written by {' and '.join(named)}.{drafted if NO_MODEL in models else ''}"


@dataclass(frozen=True, slots=True)
class _Page:
    """What links are made of: where the video is, when things are said and shown."""

    page_url: str | None
    media_url: str
    starts_s: dict[int, float]
    screenshots: dict[str, Screenshot]
    picture_url: PictureUrl

    @classmethod
    def of(
        cls,
        page_url: str | None,
        segments: Sequence[Segment],
        screenshots: Sequence[Screenshot],
        picture_url: PictureUrl,
        media_url: str,
    ) -> _Page:
        starts_s = {segment.id: segment.start_s for segment in segments}
        return cls(page_url, media_url, starts_s, {one.id: one for one in screenshots}, picture_url)

    def address(self, at_s: float) -> str:
        return destination(moment_url(self.page_url, at_s, media_url=self.media_url))

    def moment(self, at_s: float) -> str:
        """Write a small link that shows its time."""
        return f"[{format_clock(at_s)}]({self.address(at_s)})"

    def said_at(self, block: Block) -> float | None:
        """Give the time of a block's first evidence, in seconds; None where it has none."""
        times = [self.starts_s[number] for number in block.segment_ids if number in self.starts_s]
        return min(times) if times else None

    def section(self, section: Section) -> str:
        at_s = section.chapter.start_s
        title = f"## [{_title(section)}]({self.address(at_s)})"
        blocks = [self.block(at, section.blocks) for at in range(len(section.blocks))]
        return "\n\n".join((title, *blocks, *_state(section)))

    def block(self, at: int, blocks: tuple[Block, ...]) -> str:
        block = blocks[at]
        if block.kind == "picture":
            return self.picture(block)
        if block.kind == "heading":
            return self.heading(block, blocks[at + 1 :])
        at_s = self.said_at(block)
        link = "" if at_s is None else self.moment(at_s)
        if block.kind == "code":
            return "\n\n".join(filter(None, (close_fence(block.text_md), link)))
        return _with_link(escape_html(close_fence(block.text_md)).rstrip(), link)

    def picture(self, block: Block) -> str:
        caption = escape_line(block.text_md)
        shown = self.screenshots.get(block.frame_id or "")
        if shown is None:
            return f"*Picture missing: {caption or 'no caption'}*"
        image = f"![{caption}]({destination(self.picture_url(shown))})"
        return f"[{image}]({self.address(shown.at_s)})"

    def heading(self, block: Block, following: tuple[Block, ...]) -> str:
        """Link a subheading to the first evidence below it, where its words can carry a link."""
        hashes, _, words = escape_html(" ".join(block.text_md.split())).partition(" ")
        if set(hashes) != {"#"} or not words:
            hashes, words = "###", escape_html(" ".join(block.text_md.split()))
        at_s = self.said_at(block)
        for follower in following:
            if at_s is not None or follower.kind == "heading":
                break
            at_s = self.said_at(follower)
        if at_s is None or "[" in words or "]" in words:
            return f"{hashes} {words}"
        return f"{hashes} [{words}]({self.address(at_s)})"


def _with_link(text: str, link: str) -> str:
    """Put a link at the end of a text: in its last paragraph, or below what holds no links."""
    if not link:
        return text
    openings = [token for token in block_parser().parse(text) if token.nesting >= 0]
    ends_in_paragraph = len(openings) > 1 and openings[-2].type == "paragraph_open"
    return f"{text} {link}" if ends_in_paragraph else f"{text}\n\n{link}"


def _state(section: Section) -> Iterator[str]:
    """Say that a chapter is empty, or not finished and why."""
    if not section.is_complete:
        errors = [finding.message for finding in section.findings if finding.severity == "error"]
        yield " ".join((f"> **{NOT_FINISHED}**", *map(escape_line, errors)))
    elif not section.blocks:
        yield NOTHING


__all__ = ["DRAFT", "NOT_FINISHED", "render_html", "render_post", "render_section"]
