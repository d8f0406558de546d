"""The sample holds what its truth says it holds."""

import doctest
import itertools
import json
import re
import sys
from fractions import Fraction
from pathlib import Path

import av
import pytest

from core.timecodes import format_clock, parse_clock

SAMPLE = Path(__file__).parents[1] / "sample"
NAMES = {"LICENSE.md", "captions.vtt", "description.txt", "truth.json", "video.mp4"}
MOST_BYTES = 8_000_000
FRAME_S = 1 / 15


@pytest.fixture(scope="module")
def truth():
    return json.loads((SAMPLE / "truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def cues():
    """Start, end and words of every caption."""
    blocks = (SAMPLE / "captions.vtt").read_text(encoding="utf-8").strip().split("\n\n")
    assert blocks[0].startswith("WEBVTT")
    timed = []
    for block in blocks[1:]:
        times, *words = block.split("\n")
        start, end = times.split(" --> ")
        timed.append((parse_clock(start), parse_clock(end), " ".join(words)))
    return timed


def texts_of(truth, kind):
    return [screen["text"] for screen in truth["screens"] if screen["kind"] == kind]


def find_box(data, name):
    """Where a top-level box of an MP4 starts."""
    at = 0
    while data[at + 4 : at + 8] != name:
        at += int.from_bytes(data[at : at + 4], "big")
    return at


def test_all_files_are_there_and_small():
    """The sample is five files of less than 8 MB together."""
    files = {path.name: path.stat().st_size for path in SAMPLE.iterdir()}

    assert files.keys() >= NAMES
    assert sum(files.values()) < MOST_BYTES


def test_chapters_tile_the_video(truth):
    """Each chapter starts where the one before ends, on a whole second, from 0 to the end."""
    edges = [0, *(chapter["end_s"] for chapter in truth["chapters"])]

    assert edges[:-1] == [chapter["start_s"] for chapter in truth["chapters"]]
    assert edges[-1] == truth["duration_s"]
    assert edges == sorted({round(edge) for edge in edges})
    assert 180 <= truth["duration_s"] <= 300
    assert 5 <= len(truth["chapters"]) <= 6


def test_screens_follow_each_other_within_chapters(truth):
    """Screens leave no gap, cross no chapter's edge, and are complete before they are left."""
    screens = truth["screens"]
    starts = {chapter["start_s"] for chapter in truth["chapters"]}

    assert [screen["end_s"] for screen in screens[:-1]] == [
        screen["start_s"] for screen in screens[1:]
    ]
    assert starts <= {screen["start_s"] for screen in screens}
    assert screens[-1]["end_s"] == truth["duration_s"]
    for screen in screens:
        assert screen["start_s"] <= screen["complete_from_s"] < screen["settled_at_s"]
        assert screen["settled_at_s"] < screen["end_s"]
        assert screen["text"].strip()


def test_every_kind_of_screen_is_shown_and_one_returns(truth):
    """The lecture has every kind of screen a reader of it must cope with."""
    texts = [screen["text"] for screen in truth["screens"]]

    assert {screen["kind"] for screen in truth["screens"]} == {
        "title", "bullets", "figure", "chart", "code", "terminal",
    }  # fmt: skip
    assert len(set(texts)) == len(texts) - 2  # the questions and the program come twice


def test_captions_say_the_narration_in_order(truth, cues):
    """Every word of the narration is in the captions, in order, and nothing else."""
    narration = " ".join(chapter["narration"] for chapter in truth["chapters"])

    assert " ".join(words for _, _, words in cues).split() == narration.split()


def test_captions_are_short_and_never_overlap(truth, cues):
    """A caption is a glance long, starts after the one before, and stays in its chapter."""
    for (_, before_end, _), (start, _, _) in itertools.pairwise(cues):
        assert before_end <= start
    for start, end, words in cues:
        assert 0.9 < end - start <= 6.1, words
        assert any(
            chapter["start_s"] <= start and end <= chapter["end_s"] for chapter in truth["chapters"]
        )


def test_each_chapters_captions_are_its_narration(truth, cues):
    """What is heard within a chapter's time is what the truth says of that chapter."""
    for chapter in truth["chapters"]:
        heard = [
            words for start, _, words in cues if chapter["start_s"] <= start < chapter["end_s"]
        ]
        assert " ".join(heard) == chapter["narration"]


def test_the_description_lists_the_chapters(truth):
    """The description's chapter list has the titles and times of the truth."""
    description = (SAMPLE / "description.txt").read_text(encoding="utf-8")
    expected = [f"{format_clock(c['start_s'])} {c['title']}" for c in truth["chapters"]]

    assert expected == re.findall(r"^\d+:\d\d .+$", description, flags=re.MULTILINE)


def test_the_video_is_what_the_truth_says(truth):
    """The file is H.264 and mono AAC of the stated length, with a keyframe every 5 s or less."""
    with av.open(str(SAMPLE / "video.mp4")) as container:
        picture, sound = container.streams.video[0], container.streams.audio[0]
        codec = picture.codec_context
        keyframes = [
            float(packet.pts * packet.time_base)
            for packet in container.demux(picture)
            if packet.is_keyframe and packet.pts is not None
        ]

        assert (picture.codec.name, sound.codec.name) == ("h264", "aac")
        assert (codec.width, codec.height, codec.pix_fmt) == (1280, 720, "yuv420p")
        assert (picture.average_rate, picture.start_time) == (Fraction(15), 0)
        assert (sound.codec_context.sample_rate, sound.codec_context.channels) == (24_000, 1)
        assert container.duration / 1e6 == pytest.approx(truth["duration_s"], abs=FRAME_S)
        assert container.metadata["title"] == truth["title"]
        assert max(b - a for a, b in itertools.pairwise(keyframes)) <= 5 + FRAME_S


def test_the_video_starts_playing_before_it_is_loaded():
    """The index stands before the pictures (faststart)."""
    data = (SAMPLE / "video.mp4").read_bytes()

    assert find_box(data, b"moov") < find_box(data, b"mdat")


def test_the_program_on_the_screen_prints_what_the_terminal_shows(truth, tmp_path, monkeypatch):
    """The code that is typed runs, and the first session's answers are its real answers."""
    (tmp_path / "table.py").write_text(texts_of(truth, "code")[0], encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)

    assert run_session(texts_of(truth, "terminal")[0]) == doctest.TestResults(0, 6)


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="sizes of Python 3.11, as on screen")
def test_a_dict_grows_as_the_terminal_shows(truth):
    """The second session's sizes are those of a real dict."""
    assert run_session(texts_of(truth, "terminal")[1]) == doctest.TestResults(0, 3)


def run_session(text):
    session = re.sub(r"^>>>\s*$", "", text, flags=re.MULTILINE)
    session = re.sub(r"^\.\.\.\s*$\n", "", session, flags=re.MULTILINE)
    test = doctest.DocTestParser().get_doctest(session, {}, "session", None, None)
    return doctest.DocTestRunner(verbose=False).run(test)
