"""Which times of a description are its list of chapters, and which words are their titles."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.chapter_lists import read_list
from core.timecodes import format_clock

DESCRIPTIONS = Path(__file__).parents[3] / "shared" / "data" / "descriptions" / "dev.jsonl"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("0:00\nIntro\n1:00\nBody", [(0, "Intro"), (60, "Body")]),
        ("Intro\n0:00\n\nBody\n1:00\n", [(0, "Intro"), (60, "Body")]),
        ("0h00 Intro\n2h24 Cas\n10h58 Fin", [(0, "Intro"), (144, "Cas"), (658, "Fin")]),
        ("Song 4:26 (live)\nNext 5:31(with Ann)", [(266, "Song (live)"), (331, "Next (with Ann)")]),
        ("👉 0:00 One\n🔥 1:00 Two 🔥", [(0, "One"), (60, "Two 🔥")]),
        ("0:00 10 years ago\n1:00 3 ways\n2:00 100 days", [
            (0, "10 years ago"), (60, "3 ways"), (120, "100 days"),
        ]),
        ("1 - Eins 0:00\n2 - Zwei 8:10", [(0, "Eins"), (490, "Zwei")]),
        ("0:00 Intro\n1:00 John 3:16 read\n2:00 Outro", [
            (0, "Intro"), (60, "John 3:16 read"), (120, "Outro"),
        ]),
        ("0:00 *Welcome*\n1:00 *F**k it - fix it* — Ann", [
            (0, "Welcome"), (60, "F**k it - fix it — Ann"),
        ]),
        ("0:00 f(x) = x^2\n1:00 self.run() (part 1)", [(0, "f(x) = x^2"), (60, "self.run() (part 1)")]),
        ("* `00:15 <https://a.b/c?t=00m15s>`_ - Ann\n* `05:04 <https://a.b>`_ - Bob", [
            (15, "Ann"), (304, "Bob"),
        ]),
        ("| 0:55 | Katy | **Emoji** |\n| 5:55 | Dan | **Data** |", [
            (55, "Katy | Emoji"), (355, "Dan | Data"),
        ]),
        ("0:00 Welcome\n0:00 Intro\n1:00 Next", [(0, "Welcome"), (0, "Intro"), (60, "Next")]),
        ("Chapters: (0:00) (1:33) (9:39)", [(0, ""), (93, ""), (579, "")]),
    ],
)  # fmt: skip
def test_a_list_is_read_as_its_author_wrote_it(text: str, wanted: list[tuple[int, str]]) -> None:
    """Times, and titles without what only joins or counts them."""
    assert list(read_list(text)) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Hi! Chapters: 0:00 Intro 0:40 First thing 1:50 Second thing",
        "0:00 Intro 0:40\nFirst thing 1:50 Second\nthing",
        "1. Intro 0:00 2. First thing 0:40 3. Second thing 1:50",
    ],
)
def test_a_list_without_its_line_breaks_is_read(text: str) -> None:
    """Sites that copy descriptions often lose the line breaks."""
    assert list(read_list(text)) == [(0, "Intro"), (40, "First thing"), (110, "Second thing")]


def test_times_outside_the_list_are_left_alone() -> None:
    """Neither a tease above nor corrections below are chapters."""
    text = (
        "Wait for 0:30!\n\n0:00 Intro\n0:45 Setup\n2:10 Work\n3:20 End\n\n"
        "Corrections:\n2:15 I meant 12\n\nAt 9:20 I say 13, which is wrong."
    )

    assert [at_s for at_s, _ in read_list(text, 600.0)] == [0, 45, 130, 200]


@pytest.mark.parametrize(
    ("text", "duration_s"),
    [
        ("0:00 Only one", 0.0),
        ("Friday at 10:30, then on Saturday at 18:00 in the hall", 7200.0),
        ("We start at 7:30 pm.\nDoors 6:45 pm", 7200.0),
        ("0:00 - 0:10 Welcome\n0:10 - 0:30 Keynote\n0:30 - 0:45 Talk\n0:45 - 1:05 End", 7871.0),
    ],
)
def test_what_is_no_list_gives_none(text: str, duration_s: float) -> None:
    """Times of day, agendas in hours and lonely times are no chapters."""
    assert read_list(text, duration_s) == ()


@given(st.text(alphabet="0123456789:h -—().\n[]abcＩ１：・*`#|", max_size=200))
def test_times_of_any_text_rise(text: str) -> None:
    """Whatever stands in a description, what is read is a list of two or more, or nothing."""
    found = read_list(text, 3600.0)

    assert len(found) != 1
    assert all(one[0] <= other[0] for one, other in pairwise(found))
    assert all(0 <= at_s < 3600.0 for at_s, _ in found)


@given(
    st.lists(st.integers(0, 7200), min_size=2, max_size=30, unique=True).map(sorted),
    st.sampled_from(["{time} {title}", "({time}) {title}", "{title} - {time}", "{n}. {time} {title}"]),
)  # fmt: skip
def test_every_entry_of_a_list_is_kept(times: list[int], form: str) -> None:
    """No chapter that an author wrote is lost, however many there are."""
    titles = [f"About {'abcdefgh'[n % 8]} and more" for n in range(len(times))]
    lines = [
        form.format(time=format_clock(at_s), title=title, n=n)
        for n, (at_s, title) in enumerate(zip(times, titles, strict=True), start=1)
    ]

    assert list(read_list("\n".join(lines))) == list(zip(times, titles, strict=True))


def test_real_lists_are_read_to_the_second() -> None:
    """Of the descriptions with a known list, all times are found and none is made up."""
    if not DESCRIPTIONS.exists():
        pytest.skip("the descriptions are not beside the project")
    lines = DESCRIPTIONS.read_text(encoding="utf-8").splitlines()
    records = [record for record in map(json.loads, lines) if record["chapters"] is not None]

    for record in records:
        found = read_list(record["description"], float(record["duration"] or 0))
        wanted = [int(chapter["start"]) for chapter in record["chapters"]]
        assert [int(at_s) for at_s, _ in found] == wanted, record["video_id"]
