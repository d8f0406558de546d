"""What is a time, in which notation, and what speaks against its being a place in the video."""

from __future__ import annotations

import doctest
from types import ModuleType

import pytest

from core.descriptions import doubts, stamps, words
from core.descriptions.doubts import doubt_of
from core.descriptions.stamps import find_slips, find_stamps, plain_digits


@pytest.mark.parametrize(
    ("text", "whole", "parts"),
    [
        ("0:00 Intro", "0:00", (0, 0)),
        ("see 1:02:03.", "1:02:03", (1, 2, 3)),
        ("[00:01:30.500] x", "[00:01:30.500]", (0, 1, 30)),
        ("10:00:00:12 x", "10:00:00:12", (10, 0, 0)),
        ("（０：３０）はじめに", "（０：３０）", (0, 30)),
        ("٠١:٣٠ مقدمة", "٠١:٣٠", (1, 30)),
        ("1h02m03s x", "1h02m03s", (1, 2, 3)),
        ("2m30s x", "2m30s", (2, 30)),
        ("2'30\" x", "2'30\"", (2, 30)),
        ("5 min 30 sec x", "5 min 30 sec", (5, 30)),
        ("1時間2分3秒", "1時間2分3秒", (1, 2, 3)),
        ("1시간 2분", "1시간 2분", (1, 2, 0)),
        ("1ч02м03с", "1ч02м03с", (1, 2, 3)),
        ("0:00-1:30 x", "0:00-1:30", (0, 0)),
        ("[0:00 – 1:30] x", "[0:00 – 1:30]", (0, 0)),
        ("0:00 to 1:30 x", "0:00 to 1:30", (0, 0)),
        ("(0:00 - x)", "0:00", (0, 0)),
        ("はじめに0:30", "0:30", (0, 30)),
        ("0:30Intro", "0:30", (0, 30)),
        ("10:58 Uhr – x", "10:58 Uhr", (10, 58)),
    ],
)
def test_a_time_is_found_whole(text: str, whole: str, parts: tuple[int, ...]) -> None:
    """Its brackets and the end of its range belong to it; its numbers are the start's."""
    stamp = find_stamps(text)[0]

    assert (text[stamp.start : stamp.end], stamp.parts) == (whole, parts)


@pytest.mark.parametrize(
    "text",
    [
        "16:9", "2:1", "1:75", "127.0.0.1:50", "1:20:300", "http://x/0:00", "?t=1:20", "v1:30", "$12:50",
        "1:23.45", "2024:10", "12:34%", "0:00/1", "a1:20", "",
    ],
)  # fmt: skip
def test_what_is_no_time_is_none(text: str) -> None:
    """Ratios, scores, ports, addresses, prices and pieces of names."""
    assert find_stamps(text) == []


def test_a_time_that_is_stuck_to_a_word_is_found_on_demand() -> None:
    """Where line breaks were lost, the word before may touch it."""
    assert find_stamps("Intro1:15Next") == []
    assert [stamp.parts for stamp in find_stamps("Intro1:15Next", is_glued=True)] == [(1, 15)]


def test_an_h_is_an_hour_or_a_machines_colon() -> None:
    """Only the whole list tells which."""
    stamp = find_stamps("10h58 Fin")[0]

    assert (stamp.seconds(units="minutes"), stamp.seconds(units="hours")) == (658, 39480)


def test_a_third_number_may_count_frames() -> None:
    """Only a list that would not fit into its video is read so."""
    stamp = find_stamps("02:51:21 Fin")[0]

    assert (stamp.seconds(units="minutes"), stamp.seconds(units="frames")) == (10281, 171)


def test_slips_are_found_apart() -> None:
    """What may be mistyped is no time by itself."""
    assert [slip.parts for slip in find_slips("19;15 a, 08: 20 b, 12.30 c")] == [
        (19, 15), (8, 20), (12, 30),
    ]  # fmt: skip


def test_letters_keep_their_places() -> None:
    """A title is cut from the text by the places of its plain copy."""
    text = "\u200f١٢：３０\x00 ０"

    assert len(plain_digits(text)) == len(text)


@pytest.mark.parametrize(
    ("before", "time", "after", "doubt"),
    [
        ("John ", "3:16", "", "verse"),
        ("1 Cor. ", "13:04", "", "verse"),
        ("요한복음 ", "3:16", "", "verse"),
        ("Live ", "6:30", " pm", "day"),
        ("오후 ", "7:30", "", "day"),
        ("Friday ", "20:00", "", "day"),
        ("12.05. ", "19:30", " Berlin", "day"),
        ("2024-05-01 ", "10:00", "", "day"),
        ("", "15:00", " EST", "day"),
        ("", "0:00", " Est-ce vrai", ""),
        ("wait for it at ", "3:20", "", "spoken"),
        ("Part 2 ", "3:20", "", ""),
        ("python 3.5 ", "5:35", " Ann", ""),
    ],
)
def test_the_words_beside_a_time_speak_against_it(
    before: str, time: str, after: str, doubt: str
) -> None:
    """A time of day, a verse, a time in a sentence; or nothing does."""
    text = before + time + after

    assert doubt_of(text, len(before), len(before) + len(time)) == doubt


@pytest.mark.parametrize("module", [stamps, doubts, words], ids=lambda module: module.__name__)
def test_examples(module: ModuleType) -> None:
    """The examples in the docstrings hold."""
    assert doctest.testmod(module).failed == 0
