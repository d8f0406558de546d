"""Caption files as raw cues: SRT, VTT, SBV, TTML, YouTube's JSON3 and XML, JSON lists.

A cue here is only what a file says: unsorted, overlapping, perhaps without an end. What it means
is decided in `core.transcripts`. Pure; bytes or text in, cues out.
"""

from __future__ import annotations

import codecs
import html
import json
import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from core.caption_words import lines_of_words
from core.errors import BadRequest
from core.models import Word
from core.timecodes import parse_clock

_NO_TEXT = {"Cc", "Cn", "Co", "Cs"}
"""What bytes that are no text are full of; spaces of any width and marks of direction are text."""
_SPACING = str.maketrans("\n\t\f", "   ")
_TIME = r"(?:\d+:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,3})?"
_TIMING = re.compile(rf"^\s*({_TIME})\s*-{{2,}}>\s*({_TIME})?")
_SBV_TIMING = re.compile(r"^\s*(\d+:\d{2}:\d{2}[.,]\d+)\s*,\s*(\d+:\d{2}:\d{2}[.,]\d+)\s*$")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s+([^<>]+)>", re.IGNORECASE)
# Only what caption formats know: `vector<int>` and `a < b and c > d` are words.
_TAG = re.compile(
    r"</?(?:c|v|b|i|u|s|ruby|rt|lang|font|span|p|br|em|strong|tt|sub|sup)"
    r"(?:\.[^\s<>]*)?(?:\s+[\w:-]+\s*=[^<>]*)?\s*/?>"
    r"|<lang\s[^<>]*>|<\d[\d:. ]*>"
    r"|\{\\(?:an?\d|pos|move|fad|f[ns]|[bius][01]|\d?c&)[^{}]*\}",
    re.IGNORECASE,
)
# Marks of direction and of nothing, which YouTube strews; the joiners that scripts need stay.
_UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff]")
_JSON = re.compile(r"\{\s*[\"}]|\[\s*(?:[\[{\]\"]|\d+\s*,)")
_BLOCKS = ("NOTE", "STYLE", "REGION")


@dataclass(frozen=True, slots=True)
class Cue:
    """A piece of a caption file; `end_s` is None where the file names none."""

    start_s: float
    end_s: float | None
    text: str


def decode(data: bytes | str) -> str:
    """Give a caption file's text, whichever Unicode form it is in, with plain line ends.

    Raises:
        BadRequest: the bytes are no text.
    """
    if isinstance(data, str):
        text = data
    elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", errors="replace")
    elif b"\0" in data[:1000]:
        text = _decode_without_mark(data)
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    head = text[:2000].translate(_SPACING)
    if sum(unicodedata.category(char) in _NO_TEXT for char in head) > 20:
        raise _not_captions("it holds no text")
    return text


def _decode_without_mark(data: bytes) -> str:
    # UTF-16 without its mark: every other byte of western text is zero.
    even, odd = data[0:1000:2].count(0), data[1:1000:2].count(0)
    if max(even, odd) < 100 * min(1.0, len(data) / 1000) or min(even, odd) > max(even, odd) / 2:
        raise _not_captions("it holds no text")
    return data.decode("utf-16-be" if even > odd else "utf-16-le", errors="replace")


def _not_captions(why: str) -> BadRequest:
    return BadRequest(
        f"This file cannot be read as captions: {why}.",
        "Bring SRT, VTT, SBV, TTML, JSON3, JSON or plain text.",
    )


def read_cues(text: str) -> tuple[Cue, ...]:
    """Read the cues of a caption file, whatever its form; empty where it is of none of them.

    Plain text, with times or without, is read by `core.pasted_text`.

    Raises:
        BadRequest: the text is of a form that holds no captions, or is broken.
    """
    head = text.lstrip()[:400]
    if _JSON.match(head):
        return tuple(_json_cues(text))
    if head.startswith("{\\rtf"):
        raise _not_captions("it is a word processor's file; save it as plain text")
    if re.match(r"(?i)<!doctype html|<html", head):
        raise _not_captions("it is a web page")
    if head.startswith("<"):
        return tuple(_xml_cues(text))
    if _SBV_TIMING.search(text) or any(_SBV_TIMING.match(line) for line in text.split("\n", 40)):
        return tuple(_timed_cues(text, _SBV_TIMING))
    if "-->" in text:
        return tuple(_timed_cues(text, _TIMING))
    return ()


def header_language(text: str) -> str:
    """Give the language that a VTT header names; empty where it names none."""
    found = re.search(r"^Language:\s*([A-Za-z-]{2,})", text[:400], re.MULTILINE)
    return found[1] if found else ""


def _timed_cues(text: str, timing: re.Pattern[str]) -> Iterator[Cue]:
    """Read SRT, VTT and SBV: a timing line, then text up to the next one."""
    lines = text.split("\n")
    marks = [(i, found) for i, line in enumerate(lines) if (found := timing.match(line))]
    for number, (at, found) in enumerate(marks):
        is_last = number + 1 == len(marks)
        body = lines[at + 1 : None if is_last else _end_of_body(lines, marks[number + 1][0])]
        words = plain("\n".join(_without_blocks(body)))
        end = found[2]
        if words:
            yield Cue(parse_clock(found[1]), parse_clock(end) if end else None, words)


def _end_of_body(lines: list[str], next_timing: int) -> int:
    # The line before a timing is its identifier if a blank line stands before it, or it is a number.
    before = lines[next_timing - 1].strip()
    after_blank = next_timing >= 2 and not lines[next_timing - 2].strip()
    is_identifier = before.isdigit() or (bool(before) and after_blank)
    return next_timing - 1 if is_identifier else next_timing


def _without_blocks(body: list[str]) -> Iterator[str]:
    in_block = False
    for previous, line in zip(["", *body], body, strict=False):
        if not previous.strip() and line.startswith(_BLOCKS):
            in_block = True
        elif in_block and not line.strip():
            in_block = False
        if not in_block:
            yield line


def plain(text: str) -> str:
    """Take markup off a cue's text; a VTT voice becomes `Name: `.

    >>> plain("<v Ada>Hello <c.blue>there</c> &amp; a vector<int>")
    'Ada: Hello there & a vector<int>'
    """
    text = _VOICE.sub(lambda voice: f"{voice[1].strip()}: ", text)
    text = _TAG.sub(lambda tag: "\n" if tag[0][:3].lower() == "<br" else "", text)
    text = _UNSEEN.sub("", html.unescape(text))
    lines = (re.sub(r"\s+", " ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _json_cues(text: str) -> Iterator[Cue]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _not_captions("its JSON is broken") from error
    if isinstance(value, dict) and isinstance(value.get("events"), list):
        yield from _json3_cues(value["events"])
        return
    if isinstance(value, dict):
        value = next(
            (
                value[key]
                for key in ("segments", "snippets", "transcript", "captions")
                if key in value
            ),
            None,
        )
    if not isinstance(value, list):
        raise _not_captions("its JSON holds no list of segments")
    if value and all(isinstance(entry, list) and len(entry) == 3 for entry in value):
        yield from _word_cues(value)
        return
    for entry in value:
        if not isinstance(entry, dict):
            raise _not_captions("a segment of its JSON is not an object")
        yield _json_cue(entry)


def _json3_cues(events: list[object]) -> Iterator[Cue]:
    for event in events:
        if not isinstance(event, dict) or "segs" not in event:
            continue
        text = plain("".join(str(piece.get("utf8", "")) for piece in event["segs"]))
        try:
            start = float(event.get("tStartMs", 0)) / 1000
            length = event.get("dDurationMs")
            end = None if length is None else start + float(length) / 1000
        except (TypeError, ValueError, OverflowError) as error:
            raise _not_captions("an event of its JSON names no time") from error
        if text:
            yield Cue(start, end, text)


def _json_cue(entry: dict[str, object]) -> Cue:
    try:
        start = _seconds(entry, "start_s", "start")
        if "duration" in entry:
            return Cue(
                start, start + _seconds(entry, "duration", "duration"), plain(str(entry["text"]))
            )
        has_end = "end" in entry or "end_s" in entry
        end = _seconds(entry, "end_s", "end") if has_end else None
        return Cue(start, end, plain(str(entry["text"])))
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise _not_captions("a segment of its JSON lacks a start or a text") from error


def _word_cues(entries: list[list[object]]) -> Iterator[Cue]:
    """Read a list of `[word, start, end]`."""
    words = []
    for text, start, end in entries:
        cue = _json_cue({"text": str(text), "start": start, "end": end})
        words.append(Word(text=str(text), start_s=cue.start_s, end_s=cue.end_s or cue.start_s))
    for line in lines_of_words(words):
        glue = "" if any(word.text.startswith(" ") for word in line) else " "
        yield Cue(line[0].start_s, line[-1].end_s, plain(glue.join(word.text for word in line)))


def _seconds(entry: dict[str, object], *names: str) -> float:
    value = (
        next(entry[name] for name in names if name in entry)
        if names[0] in entry
        else entry[names[1]]
    )
    seconds = parse_clock(value) if isinstance(value, str) else float(value)  # type: ignore[arg-type]
    if not math.isfinite(seconds):
        raise ValueError(f"{seconds} is no time")
    return seconds


def _xml_cues(text: str) -> Iterator[Cue]:
    """Read TTML, and YouTube's own XML in its two forms (`text start dur`, `p t d`)."""
    if re.search(r"<!(DOCTYPE|ENTITY)", text, re.IGNORECASE):
        raise _not_captions("its XML declares entities")
    try:
        root = ET.fromstring(text.strip())  # noqa: S314 - entities are refused above
    except ET.ParseError as error:
        raise _not_captions("its XML is broken") from error
    for node in root.iter():
        tag = node.tag.rsplit("}", 1)[-1]
        if tag == "text" and "start" in node.attrib:
            yield _xml_cue(node, node.attrib["start"], node.get("dur"), is_length=True, scale=1)
        elif tag == "p" and "t" in node.attrib:
            yield _xml_cue(node, node.attrib["t"], node.get("d"), is_length=True, scale=1000)
        elif tag == "p" and "begin" in node.attrib:
            length = node.get("dur")
            end = length or node.get("end")
            yield _xml_cue(node, node.attrib["begin"], end, is_length=bool(length), scale=1)


def _xml_cue(
    node: ET.Element, begin: str, end: str | None, *, is_length: bool, scale: float
) -> Cue:
    for line_break in node.iter():
        if line_break.tag.rsplit("}", 1)[-1] == "br":
            line_break.text = "\n"
    start_s = _xml_time(begin) / scale
    end_s = None if end is None else _xml_time(end) / scale + (start_s if is_length else 0.0)
    return Cue(start_s, end_s, plain(html.unescape("".join(node.itertext()))))


def _xml_time(text: str) -> float:
    units = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}
    if found := re.fullmatch(r"\s*(\d+(?:\.\d+)?)(ms|s|m|h)\s*", text):
        return float(found[1]) * units[found[2]]
    try:
        return parse_clock(re.sub(r"^(\d+:\d+:\d+):\d+$", r"\1", text.strip()))
    except ValueError as error:
        raise _not_captions(f"{text!r} is not a time") from error
