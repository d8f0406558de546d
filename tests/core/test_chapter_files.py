"""Lists of chapters that a person brings, in any format, and what is said of those that are none."""

from __future__ import annotations

import json

import pytest

from core.chapter_files import read_chapter_file
from core.errors import BadRequest

FFMETADATA = """;FFMETADATA1
title=A talk

[CHAPTER]
TIMEBASE=1/1000
START=0
END=90000
title=One \\= first
[CHAPTER]
TIMEBASE=1/1000
START=90000
END=200500
title=Two
[STREAM]
title=Sound
"""
WEBVTT = """WEBVTT - chapters

1
00:00:00.000 --> 00:01:30.000
One

2
00:01:30.000 --> 00:03:20.000 align:start
Two,
in two lines

NOTE the end
"""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (FFMETADATA, [(0, "One = first"), (90, "Two")]),
        (FFMETADATA.replace("\n", "\r\n"), [(0, "One = first"), (90, "Two")]),
        (WEBVTT, [(0, "One"), (90, "Two, in two lines")]),
        (
            '{"version": "1.2.0", "chapters": [{"startTime": 0, "title": "One"},'
            ' {"startTime": 12.5, "title": "A picture", "toc": false},'
            ' {"startTime": 90, "title": "Two", "img": "https://example.com/2.png"}]}',
            [(0, "One"), (90, "Two")],
        ),
        (
            '[{"start": "00:00:00.000", "title": "One"}, {"start": "00:01:30.000", "title": "Two"}]',
            [(0, "One"), (90, "Two")],
        ),
        (
            '{"chapters": [{"start_time": 0.0, "end_time": 90.0, "title": "One"},'
            ' {"start_time": 90.0, "end_time": 200.0, "title": "Two"}]}',
            [(0, "One"), (90, "Two")],
        ),
        ('[ {"start_s": 0, "title": "One"}]', [(0, "One")]),
        ("\ufeff0:00 One\r\n1:30 Two\r\n", [(0, "One"), (90, "Two")]),
        ("\u200f0:00\u200f واحد\n\u200f1:30\u200f اثنان", [(0, "واحد"), (90, "اثنان")]),
        ("1. One 0:00\n2. Two 1:30", [(0, "One"), (90, "Two")]),
    ],
)
def test_a_list_in_a_known_format_is_read(text: str, wanted: list[tuple[float, str]]) -> None:
    """Starts in seconds, titles on one line, in every format that other programs write."""
    assert list(read_chapter_file(text)) == wanted


CAPTIONS = "1\n00:00:01,000 --> 00:00:03,500\nHello\n\n2\n00:00:03,500 --> 00:00:06,000\nthere\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "There are no chapters in this list."),
        ("Thanks for watching!", "There are no chapters in this list."),
        (CAPTIONS, "These are captions, not a list of chapters."),
        ("WEBVTT\n\n" + CAPTIONS.replace(",", "."), "These are captions, not a list of chapters."),
        ("\x00\x00\x00 ftypisom\x00\x00", "This is no text, so no list of chapters."),
        ("\x7fELF\x02\x01\x01" + "\x1b\x07\x03" * 9, "This is no text, so no list of chapters."),
        ("\n<!DOCTYPE html><html></html>", "This is a web page or XML, not a list of chapters."),
        ("<?xml version='1.0'?><Chapters/>", "This is a web page or XML, not a list of chapters."),
        ('[{"title": "One",\n "start_s": 0},\n {"title"', "This JSON is broken in line 3,"),
        ('{"segments": [{"start": 0, "text": "Hello"}]}', "This JSON holds no chapters."),
        ('[{"start": 0, "text": "Hello"}]', "This JSON holds no chapters."),
        ('{"chapters": 3}', "This JSON holds no chapters."),
        ('{"chapters": ["0:00"]}', "This JSON holds no chapters."),
        ('[{"start_s": NaN, "title": "One"}]', "This JSON holds no chapters."),
        ('[{"start_s": "soon", "title": "One"}]', "This JSON holds no chapters."),
        ("[" * 100_000, "There are no chapters in this list."),
        ("[{" + '"a":[' * 100_000, "This JSON"),
        ("[CHAPTER]\ntitle=One", "A [CHAPTER] of this file names no time."),
        ("[CHAPTER]\nTIMEBASE=1/0\nSTART=1", "A [CHAPTER] of this file names no time."),
        ("0:00 One\n" * 200_000, "This is too long for a list of chapters: more than a million"),
        ("0:00 One\n" * 2_000, "This list has 2000 chapters; no more than 1000 can be read."),
    ],
)
def test_what_is_no_list_of_chapters_is_named(text: str, message: str) -> None:
    """A person reads what they brought, and what to bring instead."""
    with pytest.raises(BadRequest) as caught:
        read_chapter_file(text)

    assert caught.value.message.startswith(message)
    assert caught.value.hint


def test_what_other_programs_read_back_is_the_same() -> None:
    """Titles with signs of the format's own survive."""
    titles = ["a = b; c # d", 'say "hi"', "\\n is two letters"]
    text = json.dumps([{"start_s": 60 * n, "title": title} for n, title in enumerate(titles)])

    assert [title for _, title in read_chapter_file(text)] == titles
