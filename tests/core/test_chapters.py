"""The author's chapters out of a description, a person's list, an even split."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.chapters import (
    parse_chapters_text,
    parse_description,
    split_evenly,
)
from core.errors import BadRequest
from core.models import Segment, Transcript

ROOT = Path(__file__).parents[2]
LECTURE = ROOT.parent / "shared" / "data" / "lecture" / "zduSFxRajkE"
WANTED = [(0.0, "Opening"), (90.0, "The C# part: why"), (3723.0, "“Ends” – and thanks?")]
DURATION_S = 4000.0


def starts(chapters) -> list[tuple[float, str]]:
    return [(chapter.start_s, chapter.title) for chapter in chapters]


@pytest.mark.parametrize(
    "form",
    [
        "{time} {title}",
        "{time} - {title}",
        "{time} – {title}",
        "{time} | {title}",
        "{time}: {title}",
        "{time}\t{title}",
        "({time}) {title}",
        "[{time}] {title}",
        "【{time}】{title}",
        "<{time}> {title}",
        "• {time} {title}",
        "{number}. {time} {title}",
        "{time} {number}. {title}",
        "{number:02}) {title} {time}",
        "{title} ({time})",
        "{title} - {time}",
        "▶ {time} ~ {title}",
        "{time}-{end} {title}",
        "{time} - {end}: {title}",
    ],
)
@pytest.mark.parametrize("clock", ["short", "long"])
def test_a_list_is_read_in_many_notations(form: str, clock: str) -> None:
    """Whatever stands around times and titles, the times and the author's words come out."""
    times = (
        ["0:00", "1:30", "1:02:03"] if clock == "short" else ["00:00:00", "00:01:30", "01:02:03"]
    )
    ends = [*times[1:], "1:06:40"]
    lines = [
        form.format(time=time, end=end, title=title, number=number)
        for number, (time, end, (_, title)) in enumerate(zip(times, ends, WANTED, strict=True), 1)
    ]
    description = "A talk of 12:30 length? No.\n\nChapters\n" + "\n".join(lines) + "\n\nBye"

    assert starts(parse_description(description, DURATION_S)) == WANTED


@pytest.mark.parametrize(
    "description",
    [
        "",
        "A talk about hash tables.",
        "Live on Monday at 6:30 pm, doors 6:00 pm",
        "0:00 Only one",
        "https://youtu.be/abcdefghijk?t=1:20\nhttps://x.org/0:00 and /1:00",
        "Score 2:1 and then 3:2",
    ],
)
def test_a_description_without_a_list_gives_none(description: str) -> None:
    """Stray times are no chapters."""
    assert parse_description(description, DURATION_S) == ()


def test_a_list_that_starts_late_gets_an_opening() -> None:
    """The stretch before the first chapter is kept, under a plain name."""
    chapters = parse_description("0:30 One\n2:00 Two", 200.0)

    assert starts(chapters) == [(0.0, "Introduction"), (30.0, "One"), (120.0, "Two")]


def test_times_past_the_end_are_dropped() -> None:
    """A chapter that starts after the video has ended is none."""
    chapters = parse_description("0:00 One\n1:00 Two\n9:00 Three", 100.0)

    assert [(c.start_s, c.end_s) for c in chapters] == [(0.0, 60.0), (60.0, 100.0)]


def test_full_width_digits_are_read() -> None:
    """A list typed in full-width characters is a list."""
    chapters = parse_description("０：００ はじめに\n１：２０ まとめ", 100.0)

    assert starts(chapters) == [(0.0, "はじめに"), (80.0, "まとめ")]


def test_the_samples_description_gives_its_true_chapters() -> None:
    """The sample's description and its truth agree."""
    truth = json.loads((ROOT / "sample" / "truth.json").read_text(encoding="utf-8"))
    description = (ROOT / "sample" / "description.txt").read_text(encoding="utf-8")

    chapters = parse_description(description, truth["duration_s"])

    assert starts(chapters) == [(c["start_s"], c["title"]) for c in truth["chapters"]]


def test_the_lectures_last_chapter_is_kept() -> None:
    """All 25 chapters of a real lecture come out, the short last one too."""
    if not LECTURE.exists():
        pytest.skip("the lecture is not beside the project")

    chapters = parse_description((LECTURE / "chapters.txt").read_text(encoding="utf-8"), 8015.0)

    assert len(chapters) == 25
    assert (chapters[-1].title, chapters[-1].end_s) == ("??? :)", 8015.0)


@pytest.mark.parametrize(
    "text",
    [
        "0:00 One\n1:30 Two",
        '[{"title": "One", "start_s": 0}, {"title": "Two", "start_s": 90.0}]',
        '{"chapters": [{"title": "One", "start": "0:00"}, {"title": "Two", "start": "1:30"}]}',
    ],
)
def test_a_persons_own_list_is_read(text: str) -> None:
    """Lines and JSON give the same chapters, marked as theirs."""
    chapters = parse_chapters_text(text, 200.0)

    assert starts(chapters) == [(0.0, "One"), (90.0, "Two")]
    assert {chapter.origin for chapter in chapters} == {"file"}


@pytest.mark.parametrize(
    "text", ["", "nothing here", "[{", '[{"title": "no time"}]', "[3]", '{"a": 1}']
)
def test_what_is_no_list_is_refused(text: str) -> None:
    """Each gets a sentence and a hint."""
    with pytest.raises(BadRequest) as caught:
        parse_chapters_text(text, 200.0)

    assert caught.value.hint


def test_a_persons_list_may_start_in_brackets_or_hold_one_line() -> None:
    """What a person brings is meant: a line that looks like JSON, or stands alone, counts."""
    assert starts(parse_chapters_text("[0:00] One\n[1:30] Two", 200.0))[1] == (90.0, "Two")
    assert starts(parse_chapters_text("0:00 All of it", 200.0)) == [(0.0, "All of it")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("5:00 C\n3:00 B\n0:00 A", [(0, "A"), (180, "B"), (300, "C")]),
        ("0:00 A\n0:00 B", [(0, "A / B")]),
        ("0:00 A\n2:00 - B\n1:00 C\n3:00 D", [(0, "A"), (60, "C"), (120, "B"), (180, "D")]),
    ],
)
def test_no_line_of_a_persons_list_is_dropped(text: str, found: list[tuple[float, str]]) -> None:
    """Where each line is a time and a title, all are meant, in whatever order they stand."""
    assert [(c.start_s, c.title) for c in parse_chapters_text(text, 400)] == found


def test_a_number_that_is_no_time_is_refused() -> None:
    """Whether the length of the video is known or not."""
    for text in ('[{"title": "a", "start_s": 1e999}]', f'[{{"title": "a", "start_s": {9**400}}}]'):
        with pytest.raises(BadRequest):
            parse_chapters_text(text, 0.0)


def test_a_broken_length_does_not_ask_for_millions_of_parts() -> None:
    """A file may claim to last for ages."""
    assert len(split_evenly(1e16, Transcript(language="en", origin="file", segments=()))) == 500


def test_a_persons_chapter_past_the_end_is_refused() -> None:
    """A list of another video is told apart, not cut short in silence."""
    with pytest.raises(BadRequest, match="“Three” would start at 9:00, but the video lasts 3:20"):
        parse_chapters_text("0:00 One\n1:00 Two\n9:00 Three", 200.0)


@pytest.mark.parametrize("read", [parse_chapters_text, parse_description])
def test_no_control_character_comes_into_a_title(read) -> None:
    """What would colour a terminal, or ring its bell, is no part of a title."""
    found = read("0:00 Sa\x07lt\n1:00 Red\x1b[0m bread\n2:00 Water", 300.0)

    assert [chapter.title for chapter in found] == ["Salt", "Red[0m bread", "Water"]


def test_nothing_the_author_wrote_is_lost_in_tiling() -> None:
    """Two titles at one moment are joined; a list that starts within two seconds starts at 0."""
    chapters = parse_description("0:01 Welcome\n0:01 Intro\n1:00 Next", 200.0)

    assert starts(chapters) == [(0.0, "Welcome / Intro"), (60.0, "Next")]


@pytest.mark.parametrize(("count", "parts"), [(1, 1), (3, 3), (None, 2)])
def test_a_split_makes_as_many_parts_as_are_asked_for(count: int | None, parts: int) -> None:
    """A count goes before a length; words or none, the parts tile the video."""
    silence = Transcript(language="en", origin="file", segments=())

    chapters = split_evenly(600.0, silence, count=count)

    assert len(chapters) == parts
    assert (chapters[0].start_s, chapters[-1].end_s) == (0.0, 600.0)


def test_a_video_without_chapters_is_split_at_pauses() -> None:
    """Parts are about as long as wanted and begin where the speaker paused longest."""
    segments = tuple(
        Segment(id=i + 1, start_s=10.0 * i, end_s=10.0 * i + (5.0 if i == 31 else 9.9), text="x")
        for i in range(60)
    )
    transcript = Transcript(language="en", origin="file", segments=segments)

    chapters = split_evenly(600.0, transcript)

    assert starts(chapters) == [(0.0, "Part 1"), (320.0, "Part 2")]
