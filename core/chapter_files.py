"""Lists of chapters that a person brings: lines with times, JSON, ffmpeg's metadata, WebVTT.

Pure. Everything that a person brings is meant: no line is left out as unlikely, and what cannot
be read is refused with a sentence that says what it is.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from statistics import median

from core.chapter_lists import read_list
from core.errors import BadRequest
from core.timecodes import parse_clock

MOST_LETTERS = 1_000_000
MOST_CHAPTERS = 1000
MOST_CONTROLS = 0.02
SHORTEST_CUE_S = 15.0
"""Cues that are shorter than this are captions; the shortest chapter that YouTube takes is 10 s."""

_ONE_A_LINE = (
    "Write one chapter a line, such as “4:20 What to remember”, or JSON with title and start_s."
)
_TIMED_LINE = re.compile(r"(\d{1,3}:[0-5]\d(?::[0-5]\d)?)[\s–—-]+(\S.*)")
_CUE = re.compile(
    r"^((?:\d+:)?\d{1,2}:\d{2}[.,]\d{3})[ \t]*-->[ \t]*((?:\d+:)?\d{1,2}:\d{2}[.,]\d{3}).*$",
    re.MULTILINE,
)
_ESCAPED = re.compile(r"\\([=;#\\\n])")
_STARTS = ("start_s", "start", "startTime", "start_time")

Entries = tuple[tuple[float, str], ...]


def read_chapter_file(text: str) -> Entries:
    """Read starts in seconds and titles, as they stand.

    Raises:
        BadRequest: it holds no chapters; the message says what it holds.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    _check_text(text)
    head = text.lstrip()
    if head.startswith(("[{", "{")) or text.strip() == "[]" or re.match(r"\[\s*\{", head):
        entries = _of_json(text)
    elif "[CHAPTER]" in text:
        entries = tuple(_of_ffmetadata(text))
    elif _CUE.search(text):
        entries = _of_cues(text)
    else:
        # Without a length nothing is left out as too late: that would be silent.
        entries = max(read_list(text), _of_lines(text), key=len)
    if not entries:
        raise BadRequest("There are no chapters in this list.", _ONE_A_LINE)
    if len(entries) > MOST_CHAPTERS:
        raise BadRequest(
            f"This list has {len(entries)} chapters; no more than {MOST_CHAPTERS} can be read.",
            "Leave out those that matter less.",
        )
    return entries


def _check_text(text: str) -> None:
    head = text[:2000]
    controls = sum(not char.isprintable() and not char.isspace() and char < "\xa0" for char in head)
    if "\0" in head or controls > MOST_CONTROLS * max(100, len(head)):
        raise BadRequest("This is no text, so no list of chapters.", _ONE_A_LINE)
    if len(text) > MOST_LETTERS:
        raise BadRequest(
            "This is too long for a list of chapters: more than a million letters.", _ONE_A_LINE
        )
    if re.match(r"\s*<(?:!doctype|html|\?xml|head|body)\b", head, re.IGNORECASE):
        raise BadRequest("This is a web page or XML, not a list of chapters.", _ONE_A_LINE)


def _of_lines(text: str) -> Entries:
    """Read a time and a title from every line, in any order; empty where one line has none.

    A list for readers rises, and what does not is a time in a sentence; where a person wrote
    nothing but times and titles, each of them is meant.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    found = [_TIMED_LINE.fullmatch(line) for line in lines]
    return tuple((parse_clock(match[1]), match[2]) for match in found if match and all(found))


def _of_json(text: str) -> Entries:
    try:
        value = json.loads(text)
        entries = value["chapters"] if isinstance(value, dict) else value
        return tuple(
            (_start(entry), str(entry["title"]).strip())
            for entry in entries
            if entry.get("toc", True)  # podcasts: a picture that is shown, not a chapter
        )
    except json.JSONDecodeError as error:
        raise BadRequest(
            f"This JSON is broken in line {error.lineno}, so no chapters can be read.", _ONE_A_LINE
        ) from error
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
        OverflowError,
    ) as error:
        raise BadRequest(
            "This JSON holds no chapters.",
            "It should be a list of {title, start_s}, alone or under “chapters”.",
        ) from error


def _start(entry: Mapping[str, str | float]) -> float:
    value = entry[next((name for name in _STARTS if name in entry), "start_s")]
    start_s = parse_clock(value) if isinstance(value, str) else float(value)
    if math.isnan(start_s):
        raise ValueError
    return start_s


def _of_ffmetadata(text: str) -> Iterator[tuple[float, str]]:
    """Read ffmpeg's metadata: sections `[CHAPTER]` with TIMEBASE, START, END and title."""
    for section in text.split("[CHAPTER]")[1:]:
        body = section.split("\n[", 1)[0]
        fields = dict(re.findall(r"^(\w+)=((?:\\\n|[^\n])*)$", body, re.MULTILINE))
        parts = re.fullmatch(r"(\d{1,9})/(\d{1,12})", fields.get("TIMEBASE", "1/1000000000"))
        start = fields.get("START", "")
        if not parts or not int(parts[2]) or not re.fullmatch(r"-?\d{1,18}", start):
            raise BadRequest(
                "A [CHAPTER] of this file names no time.",
                "Each needs START, counted in its TIMEBASE.",
            )
        start_s = int(start) * int(parts[1]) / int(parts[2])
        yield start_s, _ESCAPED.sub(r"\1", fields.get("title", "")).strip()


def _of_cues(text: str) -> Entries:
    """Read WebVTT chapters; captions, which look the same, have many short cues.

    Raises:
        BadRequest: these are captions.
    """
    cues = list(_CUE.finditer(text))
    starts = [parse_clock(cue[1]) for cue in cues]
    lengths = [parse_clock(cue[2]) - start_s for cue, start_s in zip(cues, starts, strict=True)]
    if median(lengths) < SHORTEST_CUE_S:
        raise BadRequest(
            "These are captions, not a list of chapters.",
            "Bring them as the transcript instead.",
        )
    ends = [*(cue.start() for cue in cues[1:]), len(text)]
    bodies = [text[cue.end() : end].strip("\n") for cue, end in zip(cues, ends, strict=True)]
    return tuple(
        (start_s, " ".join(body.split("\n\n", 1)[0].split()))
        for start_s, body in zip(starts, bodies, strict=True)
    )
