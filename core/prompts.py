"""What we say to a model: one question a chapter, made of fixed words and what the study holds.

The order serves caching and reading: the rules and the talk's frame are the same for all
chapters and come first, then this chapter's pictures, then its words, then the instruction.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from core import prompt_texts as words
from core.models import (
    ChapterPrompt,
    ImagePart,
    Request,
    Screenshot,
    Segment,
    Study,
    TextPart,
)
from core.offers import is_silent, screenshots_of, segments_of

SENT_WIDTH_PX = 1280
"""Slides and code stay readable; 1280 x 720 costs 1,196 tokens where 1920 x 1080 costs 2,691."""
SENT_HEIGHT_PX = 1920
"""Pictures of phones stand upright; above 2,000 a side, long requests are refused."""
CONTEXT_WORDS = 60
"""How much of each neighbour is offered as context: two or three spoken sentences."""

CHARS_A_TOKEN = 2.5
"""Of the newest tokenizers, which cut finer than those before; other scripts cost up to one each."""
ROOM_FOR_THINKING = 4096
"""Thinking is billed within the limit: without room, an answer can end before its first word."""
ROOM_FOR_A_SCREEN = 400
"""A screen of code is some 40 lines."""
SHARE_WRITTEN = {"notes": 0.6, "article": 1.2, "full": 1.6}
"""Tokens of the answer for each token heard, at most; ids and captions included."""
TRANSLATED = 1.6
"""Another language may need that many more tokens for the same words."""
FEWEST_TOKENS, MOST_TOKENS = 4096, 32000


def build_prompts(study: Study, request: Request) -> tuple[ChapterPrompt, ...]:
    """Ask for each chapter that is neither dropped nor silent, in order.

    Every segment of a chapter that is asked for is offered in it, and in no other.
    """
    return tuple(
        _build(study, request, index)
        for index, chapter in enumerate(study.chapters)
        if not chapter.is_dropped and not is_silent(study, chapter)
    )


def _build(study: Study, request: Request, index: int) -> ChapterPrompt:
    chapter = study.chapters[index]
    segments = segments_of(chapter, study.transcript.segments, study.video.duration_s)
    screenshots = screenshots_of(chapter, study.screenshots, study.video.duration_s)
    return ChapterPrompt(
        index=index,
        chapter=chapter,
        segments=segments,
        screenshots=screenshots,
        system=_system(study, request),
        parts=tuple(_parts(study, index, segments, screenshots)),
        max_tokens=_max_tokens(study, request, segments, len(screenshots)),
        length=request.length,
        max_pictures=request.pictures_per_chapter,
        spoken_language=study.transcript.language,
    )


def _system(study: Study, request: Request) -> str:
    tone, audience = _line(request.tone), _line(request.audience)
    style = words.TONE.format(tone=tone) if tone else ""
    style += words.AUDIENCE.format(audience=audience) if audience else ""
    return words.SYSTEM.format(
        length=words.LENGTHS[request.length],
        language=_line(request.language or study.transcript.language),
        style=style,
        max_pictures=request.pictures_per_chapter,
    )


def _parts(
    study: Study,
    index: int,
    segments: tuple[Segment, ...],
    screenshots: tuple[Screenshot, ...],
) -> Iterator[TextPart | ImagePart]:
    chapter = study.chapters[index]
    number, title = index + 1, _line(chapter.title)
    yield TextPart(text=_shared(study))
    screens = words.SCREENS if screenshots else words.NO_SCREENS
    yield TextPart(text=words.THIS_CHAPTER.format(number=number, title=title, screens=screens))
    for screenshot in screenshots:
        yield TextPart(text=screenshot.id)
        yield image_part(screenshot)
    yield from _context(study, index - 1, words.BEFORE)
    yield TextPart(text=_said(segments))
    yield from _context(study, index + 1, words.AFTER)
    yield TextPart(text=words.INSTRUCTION.format(number=number, title=title))


def _shared(study: Study) -> str:
    channel = _line(study.video.channel)
    chapters = [
        f"{number}. {_line(chapter.title)}"
        for number, chapter in enumerate(study.chapters, start=1)
        if not chapter.is_dropped
    ]
    return words.SHARED.format(
        title=_line(study.video.title),
        channel=words.CHANNEL.format(channel=channel) if channel else "",
        chapters="\n".join(chapters),
    )


def _said(segments: tuple[Segment, ...]) -> str:
    lines = "\n".join(f"[{segment.id}] {_line(segment.text)}" for segment in segments)
    return words.SEGMENTS.format(lines=lines) if lines else words.NOTHING_SAID


def _context(study: Study, index: int, template: str) -> Iterator[TextPart]:
    """Give the end of the chapter before, or the beginning of the one after, without ids."""
    if not 0 <= index < len(study.chapters) or study.chapters[index].is_dropped:
        return
    said = segments_of(study.chapters[index], study.transcript.segments, study.video.duration_s)
    texts = [_line(segment.text) for segment in said]
    is_before = template == words.BEFORE
    near = _few(texts[::-1])[::-1] if is_before else _few(texts)
    if any(near):
        yield TextPart(text=template.format(text=" ".join(near)))


def _few(texts: list[str]) -> list[str]:
    counts = accumulate(max(1, len(text.split()), len(text) // 6) for text in texts)
    return [text for text, count in zip(texts, counts, strict=True) if count <= CONTEXT_WORDS]


def _line(text: str) -> str:
    """Keep what comes from outside on one line, so that it cannot pass for a segment's number."""
    return " ".join(text.split())


def image_part(screenshot: Screenshot) -> ImagePart:
    """Say at which size a screenshot is sent: even numbers, its shape kept, never enlarged."""
    width, height = max(1, screenshot.width_px), max(1, screenshot.height_px)
    scale = min(1.0, SENT_WIDTH_PX / width, SENT_HEIGHT_PX / height)
    return ImagePart(
        screenshot=screenshot, width_px=_even(width * scale), height_px=_even(height * scale)
    )


def _even(size_px: float) -> int:
    return max(2, int(size_px + 1e-6) // 2 * 2)


def _max_tokens(study: Study, request: Request, segments: tuple[Segment, ...], screens: int) -> int:
    heard = sum(_tokens(segment.text) for segment in segments)
    share = SHARE_WRITTEN[request.length]
    if request.language and _primary(request.language) != _primary(study.transcript.language):
        share *= TRANSLATED
    wanted = heard * share + screens * ROOM_FOR_A_SCREEN + ROOM_FOR_THINKING
    return min(MOST_TOKENS, max(FEWEST_TOKENS, round(wanted)))


def _tokens(text: str) -> float:
    dense = sum(ord(char) > 0x2E80 for char in text)
    return dense + (len(text) - dense) / CHARS_A_TOKEN


def _primary(language: str) -> str:
    return language.lower().replace("_", "-").split("-")[0]


def chapter_texts(prompt: ChapterPrompt) -> str:
    """Give all the words of a prompt, as a reader of it sees them."""
    return "\n".join(part.text for part in prompt.parts if isinstance(part, TextPart))


__all__ = ["build_prompts", "chapter_texts", "image_part", "is_silent"]
