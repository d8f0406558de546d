"""Where do topics begin? The question to a model: paragraphs with numbers, and never a time. Pure.

What a paragraph is, and how many of them one question holds, is in `topic_windows`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from core import topic_texts as words
from core.abilities import abilities_of
from core.models import Study, TextPart, TopicPrompt, TopicRequest
from core.topic_windows import Window

ROOM_FOR_THINKING = 8192
ROOM_FOR_OTHERS = 4096
"""Models that are not in our table may think, too."""
ROOM_FOR_A_TOPIC = 60
LEAST_ROOM = 1024
TITLE_LETTERS = 80

SCHEMA = json.dumps(
    {
        "type": "object",
        "properties": {
            "chapters": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "first": {
                            "type": "integer",
                            "description": "The number of the chapter's first paragraph.",
                        },
                        "title": {"type": "string"},
                    },
                    "required": ["first", "title"],
                    "additionalProperties": False,
                },
            }
        },
        "required": ["chapters"],
        "additionalProperties": False,
    }
)
"""Bounds of numbers and lengths are refused by the service: `core.topic_answers` checks them."""


def build_questions(
    study: Study, request: TopicRequest, windows: Sequence[Window]
) -> tuple[TopicPrompt, ...]:
    """Ask about each window, in order."""
    return tuple(_question(study, request, window) for window in windows)


def _question(study: Study, request: TopicRequest, window: Window) -> TopicPrompt:
    first, last, tag = window.first_id, window.last_id, _line(study.transcript.language)
    title = "Finding topics"
    if window.total > 1:
        title += f", part {window.index + 1} of {window.total}"
    system = words.SYSTEM.format(
        first=first,
        size=_size(window),
        letters=TITLE_LETTERS,
        language="" if tag in {"", "und"} else words.LANGUAGE.format(tag=tag),
    )
    return TopicPrompt(
        index=window.index,
        title=title,
        first_id=first,
        last_id=last,
        likely_chapters=window.likely_chapters,
        system=system,
        parts=(
            TextPart(text=_talk(study, window)),
            TextPart(text=words.INSTRUCTION.format(first=first, last=last)),
        ),
        max_tokens=_max_tokens(window, request.model),
        schema=SCHEMA,
    )


def _size(window: Window) -> str:
    if window.count is not None:
        return (words.EXACTLY if window.total == 1 else words.ABOUT).format(count=window.count)
    each_s = max(1.0, window.length_s / len(window.paragraphs))
    fewest, most = (max(1, round(length_s / each_s)) for length_s in window.target_s)
    return words.BY_LENGTH.format(fewest=fewest, most=most, likely=window.likely_chapters)


def _talk(study: Study, window: Window) -> str:
    channel = _line(study.video.channel)
    part = words.PART.format(number=window.index + 1, total=window.total)
    return words.TALK.format(
        title=_line(study.video.title),
        channel=words.CHANNEL.format(channel=channel) if channel else "",
        part=part if window.total > 1 else "",
        lines="\n".join(f"[{one.id}] {_line(one.text)}" for one in window.paragraphs),
    )


def _line(text: str) -> str:
    """Keep what comes from outside on one line, so that it cannot pass for a number's line."""
    return " ".join(text.split())


def _max_tokens(window: Window, model: str) -> int:
    abilities = abilities_of(model)
    thinking = ROOM_FOR_THINKING if abilities.thinks else 0
    if abilities.line == "other":
        thinking = ROOM_FOR_OTHERS
    # Twice the likely number, since it is no more than likely.
    return thinking + max(LEAST_ROOM, 2 * window.likely_chapters * ROOM_FOR_A_TOPIC)


def ask_again(prompt: TopicPrompt, answer: str, faults: Sequence[str]) -> TopicPrompt:
    """Ask once more, showing the answer and what is wrong with it, in a turn of the asker's own.

    Current models refuse to have an answer begun for them.
    """
    listed = "\n".join(f"- {fault}" for fault in faults)
    more = TextPart(text=words.AGAIN.format(answer=answer.strip() or "(empty)", faults=listed))
    return replace(prompt, attempt=prompt.attempt + 1, parts=(*prompt.parts, more))
