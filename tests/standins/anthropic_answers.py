"""What the stand-in answers: a chapter in our notation, made of the very words it was offered.

No model: paragraphs quote runs of segments and end with their ids, pictures stand between them.
So whole posts can be made, every sentence of which can be traced, and any loss shows.
"""

from __future__ import annotations

import itertools
import re
from typing import Any

SEGMENT = re.compile(r"^\[(\d+)\][ \t]+(\S.*)$", re.MULTILINE)
FRAME = re.compile(r"^\W{0,3}(F\d+)\b", re.MULTILINE)
CHAPTER = re.compile(r"^Your chapter is number (\d+: .*)$", re.MULTILINE)
WRITTEN = re.compile(r"<written>\n?(.*?)</written>", re.DOTALL)
A_PARAGRAPH = 4
PARAGRAPHS_TO_A_HEADING = 4


def user_text(request: dict[str, Any]) -> str:
    """Join the words of every user turn."""
    texts = []
    for message in request["messages"]:
        content = message["content"]
        if message["role"] != "user":
            continue
        texts += [content] if isinstance(content, str) else [b.get("text", "") for b in content]
    return "\n".join(texts)


def offered_segments(request: dict[str, Any]) -> list[tuple[int, str]]:
    text = WRITTEN.sub("", user_text(request))
    return [(int(number), words.strip()) for number, words in SEGMENT.findall(text)]


def offered_frames(request: dict[str, Any]) -> list[str]:
    """Name the frames: the label is the first line of the text block before each image."""
    found = []
    for message in request["messages"]:
        blocks = message["content"] if isinstance(message["content"], list) else []
        for label, image in itertools.pairwise(blocks):
            if image.get("type") == "image" and label.get("type") == "text":
                found += FRAME.findall(label["text"])[-1:]
    return found


def chapter_hint(request: dict[str, Any]) -> str:
    """Tell chapters apart in the ledger: by their number and title, or by their segments."""
    segments = offered_segments(request)
    if segments and "format" in (request.get("output_config") or {}):
        again = " again" if "<answer>" in user_text(request) else ""
        return f"topics {segments[0][0]}-{segments[-1][0]}{again}"
    if named := CHAPTER.search(user_text(request)):
        return named.group(1)
    if segments:
        return f"segments {segments[0][0]}-{segments[-1][0]}"
    return " ".join(user_text(request).split())[:60]


def quote_segments(request: dict[str, Any]) -> str:
    """Write the chapter; where part of it stands in the prompt already, only what follows."""
    whole = quote_all(request)
    written = WRITTEN.search(user_text(request))
    if written and whole.startswith(written.group(1)):
        return whole[len(written.group(1)) :]
    return whole


def quote_all(request: dict[str, Any]) -> str:
    segments, frames = offered_segments(request), offered_frames(request)
    if not segments:
        return "There is nothing here to write about."
    groups = [segments[at : at + A_PARAGRAPH] for at in range(0, len(segments), A_PARAGRAPH)]
    lines = []
    for number, group in enumerate(groups):
        if number % PARAGRAPHS_TO_A_HEADING == 0 and len(groups) > 1:
            lines.append("### " + " ".join(group[0][1].split()[:5]).strip(" .,;:!?"))
        ids = f"{group[0][0]}-{group[-1][0]}" if len(group) > 1 else str(group[0][0])
        lines.append(" ".join(words for _, words in group) + f" [[{ids}]]")
        due = (number + 1) * len(frames) // len(groups)
        done = number * len(frames) // len(groups)
        lines += [f"![What is on screen]({frame}) [[{group[0][0]}]]" for frame in frames[done:due]]
    return "\n\n".join(lines) + "\n"
